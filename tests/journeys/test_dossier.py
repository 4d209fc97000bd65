"""A dossier leaves the office: made by real commands of a real repository, judged where there is nothing but yian."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys.shell import PROBLEMS, Shell, begun
from tests.warm import COMMAND


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A ledger in which a problem was struck off, a commit for each step."""
    folder = tmp_path_factory.mktemp("journey")
    shell = begun(folder / "ledger")
    (folder / "problems.toml").write_text(PROBLEMS, encoding="utf-8")
    (folder / "核验表.txt").write_text("12个项目逐一核验\n", encoding="utf-8")
    shell.on("2026-03-12", "zjj/liaison").run("add-problem", "zjj", "--from", folder / "problems.toml")
    ref = next(row["id"] for row in shell.json("list") if row["kind"] == "undelivered")
    shell.more["REF"] = ref
    shell.run("add-measure", ref, "补齐核验", "--owner", "jianguan", "--due", "2026-05-20")
    shell.on("2026-04-28").run("done", ref, "1", "--evidence", folder / "核验表.txt")
    shell.on("2026-05-20").run("submit", ref, "--effect", "零补办", "--rule", "办法修订", "--wider", "同查")
    standards = [word for n in range(1, 5) for word in ("--standard", f"{n}=yes")]
    shell.on("2026-05-25", "jw/liaison").run("review", ref, "--pass", "--opinion", "属实", *standards)
    shell.on("2026-05-26", "zjj/head").run("endorse", ref)
    shell.on("2026-05-27", "bgs/liaison").run("close", ref)
    return shell


def alone(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run yian in a folder with no ledger above it, and no git or other program to be found."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environ = {"PATH": str(folder), "HOME": str(home), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


def test_it_is_judged_where_there_is_no_ledger_and_no_git(shell: Shell, tmp_path: Path) -> None:
    printed = shell.run("export", "dossier", shell.more["REF"], "-o", tmp_path / "案卷.zip")
    digest = printed.partition("Digest of the dossier: ")[2].partition("\n")[0]
    done = alone(tmp_path, "verify", "案卷.zip", "--digest", digest[:19])
    assert (done.returncode, done.stderr) == (0, "")
    assert digest in done.stdout
    assert shell.git("rev-parse", "HEAD").strip() in done.stdout


def test_another_clone_another_day_and_another_reader_make_the_same_bytes(shell: Shell, tmp_path: Path) -> None:
    shell.run("export", "dossier", "--org", "zjj", "-o", tmp_path / "one.zip")
    shell.git("clone", "--quiet", ".", str(tmp_path / "clone"))
    other = Shell(tmp_path / "clone", now="2027-01-01", more={"LC_ALL": "C.UTF-8", "TZ": "America/New_York"})
    other.run("export", "dossier", "--org", "zjj", "-o", tmp_path / "other.zip", YIAN_LANG="zh_CN", PYTHONHASHSEED="7")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_a_dossier_of_a_proven_history_has_no_findings_either(shell: Shell, tmp_path: Path) -> None:
    shell.run("verify", "--history")
    shell.run("export", "dossier", "--org", "zjj", "-o", tmp_path / "X.zip")
    assert alone(tmp_path, "verify", "X.zip").returncode == 0


def test_a_review_in_it_is_checked_by_the_second_program(shell: Shell, tmp_path: Path) -> None:
    shell.run("export", "dossier", shell.more["REF"], "-o", tmp_path / "X.zip")
    shutil.unpack_archive(tmp_path / "X.zip", tmp_path / "unpacked")
    (record,) = (tmp_path / "unpacked").glob("records/orgs/zjj/problems/*.toml")
    program = Path(__file__).resolve().parents[2] / "examples" / "check_digests.py"
    command = [COMMAND[0], "-I", "-S", str(program), str(record)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    record.write_text(record.read_text(encoding="utf-8").replace("零补办", "零 补办"), encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
