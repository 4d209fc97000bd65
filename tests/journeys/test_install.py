"""yian installed as people install it, each time into a clean environment, and its demo run there."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.journeys import shelf as shelves
from tests.journeys.shelf import SOURCE, Shelf, run
from tests.journeys.shell import begun
from yiananlib import __version__

NO_NETWORK: Final = ("unshare", "--map-root-user", "--net")
"""Runs a program where there is no network at all."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Wheels, sdist and bundle of this source, made once a run."""
    base = tmp_path_factory.getbasetemp()
    return shelves.filled(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


def tried(program: Path, environ: dict[str, str], home: Path) -> None:
    """Run the demo, as the first thing somebody does who has just installed yian."""
    assert run([program, "--version"], environ) == f"yian {__version__}\n"
    said = run([program, "demo"], environ | {"HOME": str(home), "TMPDIR": str(home)})
    assert "The ledger is valid." in said


def by_wheel(shelf: Shelf, folder: Path) -> Path:
    return shelf.clean(folder / "venv", f"{shelf.wheel}[documents]") / "yian"


def by_sdist(shelf: Shelf, folder: Path) -> Path:
    return shelf.clean(folder / "venv", shelf.sdist) / "yian"


def by_uv(shelf: Shelf, folder: Path) -> Path:
    shelf.has("uv")
    own = {name: str(folder / name.lower()) for name in ("UV_TOOL_DIR", "UV_TOOL_BIN_DIR", "UV_CACHE_DIR")}
    own |= {"UV_NO_CONFIG": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_OFFLINE": "1", "HOME": str(folder)}
    alone = ("--no-index", "--find-links", shelf.wheels)
    wanted = f"{shelf.wheel}[documents]"
    run([shelf.uv, "tool", "install", "--python", sys.executable, *alone, wanted], shelf.environ | own)
    return folder / "uv_tool_bin_dir" / "yian"


def by_pipx(shelf: Shelf, folder: Path) -> Path:
    pipx = shelf.tool(folder / "pipx", "pipx")
    own = {name: str(folder / name.lower()) for name in ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR")}
    run([pipx, "install", f"{shelf.wheel}[documents]"], shelf.environ | own | {"HOME": str(folder)})
    assert (folder / "pipx_man_dir/man1/yian-close.1").exists()
    return folder / "pipx_bin_dir" / "yian"


@pytest.mark.parametrize("installed", [by_wheel, by_sdist, by_uv, by_pipx])
def test_the_demo_runs_where_yian_was_just_installed(
    shelf: Shelf, installed: Callable[[Shelf, Path], Path], tmp_path: Path
) -> None:
    tried(installed(shelf, tmp_path), shelf.environ, tmp_path)


def unpacked(shelf: Shelf, folder: Path) -> Path:
    with zipfile.ZipFile(shelf.bundle) as archive:
        archive.extractall(folder)
    (found,) = folder.iterdir()
    return found


def test_the_bundle_installs_where_there_is_no_network(shelf: Shelf, tmp_path: Path) -> None:
    alone = (
        NO_NETWORK if subprocess.run([*NO_NETWORK, "true"], capture_output=True, check=False).returncode == 0 else ()
    )
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHON": sys.executable, "YIAN_LANG": "en"}
    # What is set for the package index is left alone.
    environ |= {"PIP_INDEX_URL": "nowhere", "PIP_FIND_LINKS": "/nonexistent", "PIP_REQUIRE_VIRTUALENV": "1"}
    script = unpacked(shelf, tmp_path / "bundle") / "install.sh"
    for _again in range(2):
        assert f"yian {__version__}" in run([*alone, "sh", script], environ)
    program = tmp_path / ".local/bin/yian"
    tried(program, environ, tmp_path)
    (ledger,) = tmp_path.glob("yian-demo-*/yunling")
    run([program, "report", "--ledger", ledger, "-o", tmp_path / "x.docx"], environ)
    assert zipfile.is_zipfile(tmp_path / "x.docx")


def test_a_bundle_that_was_damaged_on_the_way_is_not_installed(shelf: Shelf, tmp_path: Path) -> None:
    folder = unpacked(shelf, tmp_path / "bundle")
    (wheel,) = folder.glob("wheels/tomli_w-*.whl")
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("tomli_w/more.py", "")
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHON": sys.executable}
    done = subprocess.run(
        ["sh", folder / "install.sh"], env=environ, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / ".local/bin/yian").exists()


@pytest.mark.parametrize(("spoilt", "said"), [
    (lambda home: (home / ".local/share/yian").mkdir(parents=True) or (home / ".local/share/yian/x").touch(),
     ".local/share/yian is there and was not made by this script"),
    (lambda home: (home / ".local/bin").mkdir(parents=True) or (home / ".local/bin/yian").touch(),
     ".local/bin/yian is there and is no link"),
])  # fmt: skip
def test_the_bundle_overwrites_nothing_that_is_not_its_own(
    shelf: Shelf, tmp_path: Path, spoilt: Callable[[Path], None], said: str
) -> None:
    spoilt(tmp_path)
    folder = unpacked(shelf, tmp_path / "bundle")
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHON": sys.executable}
    done = subprocess.run(
        ["sh", folder / "install.sh"], env=environ, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / ".local/share/yian/pyvenv.cfg").exists()


def test_a_bundle_for_another_python_says_so(shelf: Shelf, tmp_path: Path) -> None:
    folder = unpacked(shelf, tmp_path / "bundle")
    listed = folder / "requirements.txt"
    listed.write_text(re.sub(r"\A# Python .*", "# Python 3.2", listed.read_text(encoding="utf-8")), encoding="utf-8")
    for python, said in (("", "which was not found"), (sys.executable, f"and {sys.executable} is Python 3.")):
        environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHON": python}
        done = subprocess.run(
            ["sh", folder / "install.sh"], env=environ, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 1
        assert f"this bundle is for Python 3.2, {said}" in done.stderr


def lines_of(containerfile: str) -> list[tuple[str, str]]:
    """Return the instructions of a Containerfile: the word, and what follows it."""
    text = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", containerfile))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in text.splitlines() if line)]


def test_the_container_is_built_by_what_works_outside_one(shelf: Shelf, tmp_path: Path) -> None:
    lines = lines_of((SOURCE / "Containerfile").read_text(encoding="utf-8"))
    build, _apt, _user = (rest for word, rest in lines if word == "RUN")
    assert "/opt/yian" in build
    environ = shelf.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    run(["sh", "-c", build.replace("/opt/yian", str(tmp_path / "yian"))], environ, cwd=shelf.source)
    assert run([tmp_path / "yian/bin/yian", "--version"], environ) == f"yian {__version__}\n"
    words = dict(lines)
    assert (words["USER"], words["VOLUME"], words["ENTRYPOINT"]) == ("yian", "/ledger", '["yian"]')


def test_the_container_is_given_what_the_build_needs(shelf: Shelf) -> None:
    given = (SOURCE / ".dockerignore").read_text(encoding="utf-8").split("\n")
    let_in = {line[1:] for line in given if line.startswith("!")}
    assert let_in == set(shelves.BUILT_FROM) - {"deploy", ".gitignore", ".pre-commit-hooks.yaml"}


@pytest.fixture(scope="module")
def pre_commit(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real program."""
    return shelf.tool(tmp_path_factory.mktemp("pre-commit") / "venv", "pre-commit")


def test_pre_commit_keeps_what_is_wrong_out_of_commits_and_pushes(pre_commit: Path, tmp_path: Path) -> None:
    ledger = begun(tmp_path / "ledger")
    page = (SOURCE / "docs/git.md").read_text(encoding="utf-8")
    (local,) = re.findall(r"```yaml\n(repos:\n  - repo: local\n.*?)```", page, re.DOTALL)
    (ledger.root / ".pre-commit-config.yaml").write_text(local, encoding="utf-8")
    yian = tmp_path / "bin/yian"
    yian.parent.mkdir()
    yian.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m yiananlib "$@"\n', encoding="utf-8")
    yian.chmod(0o755)
    ledger.more = {"PATH": f"{yian.parent}:{pre_commit.parent}:{os.environ['PATH']}"}
    ledger.more |= {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "EMAIL": "x@x.invalid"}
    run([pre_commit, "install", "-t", "pre-commit", "-t", "pre-push"], ledger.environ, cwd=ledger.root)
    ledger.git("add", ".pre-commit-config.yaml")
    ledger.git("commit", "--quiet", "--message", "hooks")

    org = ledger.root / "orgs/zjj/org.toml"
    text = org.read_text(encoding="utf-8")
    org.write_text(text + "nonsense = 1\n", encoding="utf-8")
    ledger.git("add", "--all")
    done = subprocess.run(
        ["git", "commit", "--message", "x"], cwd=ledger.root, env=ledger.environ, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert b"orgs/zjj/org.toml" in done.stdout + done.stderr

    # A definition that a commit changes without saying who: the files are valid, their history is not.
    org.write_text(text.replace("办公室主任", "综合股股长"), encoding="utf-8")
    ledger.git("add", "--all")
    ledger.git("commit", "--quiet", "--message", "x")
    ledger.git("init", "--quiet", "--bare", str(tmp_path / "shared.git"))
    ledger.git("remote", "add", "origin", str(tmp_path / "shared.git"))
    done = subprocess.run(
        ["git", "push", "origin", "HEAD"], cwd=ledger.root, env=ledger.environ, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert "yian verify --history" in (done.stdout + done.stderr).decode()
    assert not any((tmp_path / "shared.git/refs/heads").iterdir())


def test_pre_commit_installs_yian_from_its_repository(shelf: Shelf, pre_commit: Path, tmp_path: Path) -> None:
    ledger = begun(tmp_path / "ledger")
    ledger.more = shelf.environ | {"PRE_COMMIT_HOME": str(tmp_path / "cache")}
    source = tmp_path / "yian"
    shutil.copytree(shelf.source, source)
    git: list[str | Path] = ["git", "-C", source, "-c", "user.name=x", "-c", "user.email=x@x"]
    run([*git, "init", "--quiet"], ledger.environ)
    run([*git, "add", "--all"], ledger.environ)
    run([*git, "commit", "--quiet", "--message", "x"], ledger.environ)
    revision = run([*git, "rev-parse", "HEAD"], ledger.environ).strip()
    (ledger.root / ".pre-commit-config.yaml").write_text(
        f"repos: [{{repo: '{source}', rev: '{revision}', hooks: [{{id: yian-verify}}, {{id: yian-history}}]}}]\n",
        encoding="utf-8",
    )
    ledger.git("add", ".pre-commit-config.yaml")
    said = run([pre_commit, "run", "--all-files", "--verbose"], ledger.environ, cwd=ledger.root)
    assert re.search(r"yian verify\.+Passed", said)
    assert "The ledger is valid." in said
    said = run([pre_commit, "run", "--all-files", "--hook-stage", "pre-push"], ledger.environ, cwd=ledger.root)
    assert re.search(r"yian verify --history\.+Passed", said)
