"""At a real terminal: `add-problem` asks, `examine` walks, stops and goes on, `edit` offers to edit again."""

import shlex
import sys
from pathlib import Path

import pytest

from tests.journeys.shell import COMMAND, Shell
from tests.services.ledgers import new_desk

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in a ledger without git and without problems."""
    return Shell(new_desk(tmp_path / "ledger").root, "2026-03-12", "zjj/liaison", {"TERM": "xterm", "COLUMNS": "200"})


def talk(shell: Shell, *arguments: str, said: tuple[tuple[str, str], ...], **environ: str) -> tuple[int, str]:
    """Answer each question with what stands beside it; return the exit status and the screen."""
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], *arguments], cwd=str(shell.root), env=shell.environ | environ,
        encoding="utf-8", timeout=60, dimensions=(40, 200), echo=False,
    )  # fmt: skip
    screen = ""
    for question, answer in said:
        child.expect_exact(question)
        screen += child.before + question
        child.sendline(answer)
    child.expect(pexpect.EOF)
    screen += child.before
    child.close()
    return child.exitstatus, screen


def test_add_problem_asks_for_what_is_missing(shell: Shell) -> None:
    status, screen = talk(
        shell, "add-problem", "zjj", "--symptom", "抽查12个项目", "--leader", "deputy-1", "--owner", "jianguan",
        said=(
            ("The problem in one line", "招标文件抽查"),
            ("Kind", "2"),
            ("Key field", ""),
            ("How grave", ""),
            ("Class", ""),
            ("病根", "政令意识不强"),
            ("At which level", "political"),
            ("Goal", ""),
            ("Day it was found", "今天"),
            ("Deadline", "6月前"),
            ("Deadline", "6月15日"),
            ("药方", "补办"),
            ("Who carries it out", "1"),
            ("Until when", "2026-05-01"),
            ("药方", ""),
        ),
    )  # fmt: skip
    assert status == 0, screen
    assert "the end of that month" in screen
    assert "registered" in screen
    (row,) = shell.json("list")
    assert (row["title"], row["kind"], row["measures"]) == ("招标文件抽查", "undelivered", 1)


def test_control_c_at_a_question_is_130_and_records_nothing(shell: Shell) -> None:
    status, screen = talk(shell, "add-problem", "zjj", said=(("The problem in one line", "\x03"),))
    assert status == 130
    assert "Traceback" not in screen
    assert shell.json("list") == []


def test_examine_walks_stops_and_goes_on(shell: Shell) -> None:
    call = ("examine", "zjj", "--round", "2026-1")
    status, screen = talk(
        shell, *call, said=(("[1/12]", ""), ("Answer", "1"), ("Reason", "已对照"), ("[2/12]", ""), ("Answer", "4"))
    )
    assert status == 0, screen
    assert "1 of 12" in screen
    status, screen = talk(
        shell, *call, said=(("[2/12]", ""), ("Answer", "3"), ("Reason", "无此项"), ("[3/12]", ""), ("Answer", "stop"))
    )
    assert status == 0, screen
    assert "[1/12]" not in screen
    assert shell.json(*call, "--status")["answered"] == 2


def test_a_list_has_colour_at_a_terminal_unless_it_is_not_wanted(shell: Shell) -> None:
    desk = new_desk(shell.root.parent / "other")
    desk.problem(title="[red]x[/red] [/nope] :ok:")
    call = ("list", "--as-of", "2026-09-01", "--ledger", str(desk.root))
    _status, screen = talk(shell, *call, said=())
    assert "\x1b[31m" in screen
    assert "[red]x[/red] [/nope] :ok:" in screen
    _status, screen = talk(shell, *call, said=(), NO_COLOR="1")
    assert "\x1b[3" not in screen


def test_an_edit_that_is_not_valid_may_be_edited_again(shell: Shell, tmp_path: Path) -> None:
    script = tmp_path / "editor.sh"
    script.write_text(
        '#!/bin/sh\nif grep -q "^x = $" "$1"; then sed -i "s/^x = $/# 会议定的/" "$1"; else echo "x = " >> "$1"; fi\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    call = ("edit", "campaign", "--by", "office/liaison")
    status, screen = talk(shell, *call, said=(("Edit again?", "y"),), EDITOR=shlex.quote(str(script)), VISUAL="")
    assert status == 0, screen
    assert "not saved" in screen
    assert (shell.root / "yian.toml").read_text(encoding="utf-8").endswith("# 会议定的\n")
