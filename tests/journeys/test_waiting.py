"""What somebody sees at a terminal who waits: how far long work has come, and for whom or what it waits."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.journeys.shell import Shell, begun, with_problems
from tests.warm import COMMAND
from yiananlib.store import lock

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")

ROOT: Final = Path(__file__).resolve().parents[2]
AT_ONCE: Final = """
import sys
from yiananlib.cli import progress
from yiananlib.store import patience
progress.PATIENCE = progress._BETWEEN = 0.0
patience.PATIENCE = 0.3
from yiananlib.cli.entry import main
main()
"""
"""yian that is as impatient as somebody who has waited: the second is cut short."""
CLEAR: Final = "\r\x1b[K"
SHEET: Final = """责任单位,问题表现,整改措施,整改时限,整改类型
县住建局,抽查12个项目，5个变更先干后批,1.补办手续；2.修订办法,2026年9月15日,分阶段整改
县住建局,抽查接待单据26份，9份无公函,清退超标费用,2026.9.20,立行立改
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """The example county, with what is to be brought in beside it."""
    folder = tmp_path_factory.mktemp("county")
    shutil.copytree(ROOT / "examples/yunling", folder / "yunling")
    shell = Shell(folder / "yunling", "2026-07-15", "bgs/liaison", {"TERM": "xterm", "NO_COLOR": "1"})
    (folder / "台账.csv").write_text(SHEET, encoding="utf-8-sig")
    shell.run("export", "jsonl", "--evidence", "-o", "../整本.jsonl")
    return shell


def spawn(shell: Shell, *arguments: str) -> Any:
    """Start an impatient yian at a terminal of 80 columns."""
    return pexpect.spawn(
        sys.executable, ["-c", AT_ONCE, *arguments], cwd=str(shell.root), env=shell.environ,
        encoding="utf-8", timeout=60, dimensions=(2000, 80), echo=False,
    )  # fmt: skip


def ended(child: Any) -> str:
    """Return what it shows up to its end, which must be a good one."""
    child.expect(pexpect.EOF)
    text = str(child.before)
    child.close()
    assert child.exitstatus == 0, text
    return text


LONG: Final = (
    ("verify",), ("import", "../台账.csv"), ("import", "../整本.jsonl"),
    ("import", "../整本.jsonl", "--ledger", "../新", "--apply"), ("export", "json", "-o", "../x.json"),
    ("export", "jsonl", "-o", "../x.jsonl"), ("export", "csv", "-o", "../x.csv"), ("export", "xlsx", "-o", "../x.xlsx"),
    ("export", "dossier", "--org", "zjj", "-o", "../x.zip"),
)  # fmt: skip


@pytest.mark.parametrize("call", LONG, ids=" ".join)
def test_long_work_shows_how_far_it_has_come_and_takes_the_line_away_before_it_answers(
    county: Shell, call: tuple[str, ...]
) -> None:
    text = ended(spawn(county, *call))
    bars = re.findall(r"\r\[(#*)(\.*)\] ([^\r\x1b]+)\x1b\[K", text)
    assert bars
    assert {len(done) + len(rest) for done, rest, _said in bars} == {24}
    assert all(
        re.search(r"\d+ of \d+ (?:files|problems)|checked or recorded: \d+%", said) for _done, _rest, said in bars
    )
    shown = re.sub(r"\r\[[#.]*\][^\r]*\x1b\[K", "\0", text)
    assert re.search(r"\0(?!\0|\r\x1b\[K)", shown) is None, "nothing is said behind a bar that still stands"


@pytest.mark.parametrize("call", LONG[:1] + LONG[4:6], ids=" ".join)
def test_in_a_pipe_nothing_of_it_is_seen(county: Shell, call: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE, *call], cwd=county.root, env=county.environ, capture_output=True, check=True
    )
    assert b"[#" not in done.stdout + done.stderr
    assert b"\x1b" not in done.stdout + done.stderr


def test_sync_shows_how_far_fetching_and_pushing_have_come(tmp_path: Path) -> None:
    shell = begun(tmp_path / "here")
    shared = tmp_path / "shared.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(shared)], check=True)
    shell.git("remote", "add", "origin", shared.as_uri())
    sent = ended(spawn(shell, "sync"))
    assert re.search(r"\r\[[#.]{24}\] with the shared repository: \d+ of \d+ objects\x1b\[K", sent)
    assert sent.index(CLEAR) < sent.index("Sent"), repr(sent)
    subprocess.run(["git", "clone", "--quiet", shared.as_uri(), str(tmp_path / "there")], check=True)
    there = Shell(tmp_path / "there", "2026-03-02", "bgs/head")
    there.run("setup")
    there.run("add-org", "czj", "--name", "县财政局")
    there.run("sync")
    came = ended(spawn(shell, "sync"))
    assert re.search(r"\r\[[#.]{24}\] with the shared repository: \d+ of \d+ objects\x1b\[K", came)
    assert (shell.root / "orgs/czj/org.toml").exists()


def test_who_is_waited_for_is_said_and_it_goes_on_by_itself(tmp_path: Path) -> None:
    shell = with_problems(tmp_path)
    name = shell.run("list", "--ids").split()[0]
    with lock.writing(shell.root, lambda: None):
        child = spawn(shell, "note", name, "已约谈施工单位")
        child.expect_exact(f"Waiting for another command (process {os.getpid()}) to finish writing")
    text = ended(child)
    assert name in text
    assert shell.json("show", name)["entries"][-1]["note"] == "已约谈施工单位"


def test_a_git_that_waits_is_said_and_it_goes_on_by_itself(tmp_path: Path) -> None:
    shell = with_problems(tmp_path)
    name = shell.run("list", "--ids").split()[0]
    go, hook = tmp_path / "go", shell.root / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\nwhile [ ! -e {shlex.quote(str(go))} ]; do sleep 0.05; done\n", encoding="utf-8")
    hook.chmod(0o755)
    child = spawn(shell, "note", name, "已约谈施工单位")
    child.expect_exact("Waiting for git: a signing key may be")
    go.touch()
    text = ended(child)
    assert "git did not commit" not in text
    assert shell.git("log", "-1", "--format=%s").startswith(name.split("/")[0])


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """A tmux of its own, which is ended."""
    program = shutil.which("tmux")
    if program is None:
        pytest.skip("tmux is not installed")
    call = [program, "-f", "/dev/null", "-S", str(tmp_path / "tmux")]
    yield call
    subprocess.run([*call, "kill-server"], check=False, capture_output=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_left_of_a_bar_on_the_screen(county: Shell, tmux: list[str], language: str) -> None:
    """In a terminal that understands what is sent to it: the answer stands alone, at 80 columns."""
    words = [*COMMAND[:1], "-c", AT_ONCE, "--lang", language, "verify"]
    line = f"{shlex.join(words)}; echo END; exec sleep 60"
    environ = {**county.environ, "LC_ALL": "C.UTF-8"}
    started = [*tmux, "new-session", "-d", "-x", "80", "-y", "24", "-c", str(county.root), "sh", "-c", line]
    subprocess.run(started, check=True, env=environ, capture_output=True)
    shown = ""
    for _look in range(600):
        shown = subprocess.run([*tmux, "capture-pane", "-p"], check=True, capture_output=True, encoding="utf-8").stdout
        if "END" in shown:
            break
        time.sleep(0.1)
    lines = shown.rstrip().split("\n")
    assert lines[-1] == "END"
    assert "#" not in shown
    assert ("台账完好" if language == "zh" else "The ledger is valid") in shown
