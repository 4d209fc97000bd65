"""A real ledger, and real commands: what is broken with strace in a process of its own, what follows in this one."""

import compileall
import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest import mock

import pytest

import yiananlib
from tests import warm
from yiananlib.cli.main import run
from yiananlib.services.verifying.verify import verify
from yiananlib.store.ledger import Ledger

YIAN: Final = (sys.executable, "-m", "yiananlib")
SETTINGS: Final = {
    "YIAN_NOW": "2026-03-12T09:30:00+08:00",
    "YIAN_BY": "zjj/liaison",
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
}
NEW_PROBLEM: Final = (
    "--title", "招标文件抽查", "--symptom", "先干后批", "--kind", "undelivered",
    "--leader", "head", "--owner", "liaison", "--due", "2026-06-15",
)  # fmt: skip


def here(arguments: Sequence[str], environ: Mapping[str, str], folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command in this process, in a tenth of the time that one of its own takes."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _stream in range(2))
    told = mock.patch.dict(os.environ, environ)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), contextlib.chdir(folder), told:
        status = run(arguments, environ)
    for stream in (out, err):
        stream.seek(0)
    return subprocess.CompletedProcess(list(arguments), status, out.read(), err.read())


def traced(
    under: Sequence[str],
) -> Callable[[Sequence[str], Mapping[str, str], Path], "subprocess.CompletedProcess[str]"]:
    """Return what runs a command `under` strace."""

    def run_traced(
        arguments: Sequence[str], environ: Mapping[str, str], folder: Path
    ) -> "subprocess.CompletedProcess[str]":
        environ = {name: said for name, said in environ.items() if not name.startswith("PYTHON")}
        done = warm.run(arguments, cwd=folder, environ=environ, under=under)
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run_traced


@dataclass(frozen=True)
class Site:
    """A ledger in a folder of its own; `problem` is the one in it, registered with one measure."""

    root: Path
    problem: str

    @property
    def record(self) -> Path:
        """The file of the problem."""
        return self.root / "orgs" / "zjj" / "problems" / f"{self.problem}.toml"

    def environment(self, seed: str = "") -> dict[str, str]:
        """The environment of a command."""
        settings = SETTINGS | {"YIAN_LEDGER": str(self.root)} | ({"YIAN_SEED": seed} if seed else {})
        return os.environ | settings

    def run(
        self, *arguments: str, under: Sequence[str] = (), seed: str = "", by: str = "zjj/liaison"
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command, `under` another program in a process of its own."""
        environ = self.environment(seed) | {"YIAN_BY": by}
        return (traced(under) if under else here)(arguments, environ, self.root.parent)

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start a command and do not wait for it."""
        return subprocess.Popen(
            [*YIAN, *arguments], env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def files(self) -> dict[str, bytes]:
        """Every file of the records, temporary ones left out."""
        found = (
            p
            for top in ("orgs", "imports")
            for p in (self.root / top).rglob("*")
            if p.is_file() and not p.name.endswith(".yian-tmp")
        )
        return {str(p.relative_to(self.root)): p.read_bytes() for p in found}

    def errors(self) -> list[str]:
        """What `yian verify` calls an error."""
        return [f"{f.file}: {f.message}" for f in verify(Ledger(self.root)).findings if f.level.value != "warning"]


@dataclass(frozen=True)
class Strace:
    """What traces the calls of a command and breaks some."""

    program: str

    def under(self, log: Path, *options: str) -> list[str]:
        """Return what to run a command under."""
        return [self.program, "-f", "-o", str(log), *options]


@pytest.fixture(scope="session")
def strace() -> Strace:
    program = shutil.which("strace")
    if program is None:
        pytest.skip("strace is not here")
    return Strace(program)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A ledger to be copied."""
    # no command of these tests may write it, and without it each start would compile a hundred modules anew
    compileall.compile_dir(Path(yiananlib.__file__).parent, quiet=2)
    site = Site(tmp_path_factory.mktemp("template") / "ledger", "")
    for by, arguments in (
        ("", ("init", str(site.root), "--name", "以案促改", "--no-git")),
        ("", ("add-org", "office", "--name", "县促改办", "--function", "office", "--liaison", "联络员")),
        ("office/liaison", ("add-org", "zjj", "--name", "住建局", "--head", "局长", "--liaison", "联络员")),
        ("zjj/liaison", ("add-problem", "zjj", *NEW_PROBLEM)),
    ):
        done = site.run(*arguments, by=by)
        assert done.returncode == 0, done.stderr
    (record,) = (site.root / "orgs" / "zjj" / "problems").iterdir()
    done = site.run("add-measure", record.stem, "修订变更审批办法", "--owner", "liaison", "--due", "2026-05-20")
    assert done.returncode == 0, done.stderr
    return Site(site.root, record.stem)


@pytest.fixture
def fresh(template: Site, tmp_path: Path) -> Callable[[], Site]:
    """Make a copy of the ledger, the same each time and in the same place."""
    root = tmp_path / "ledger"

    def make() -> Site:
        if root.exists():
            shutil.rmtree(root)
        shutil.copytree(template.root, root)
        return Site(root, template.problem)

    return make


@pytest.fixture
def site(fresh: Callable[[], Site]) -> Site:
    """A ledger of one's own."""
    return fresh()
