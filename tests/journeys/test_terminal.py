"""At a real terminal: `add-problem` asks and goes on, `examine` walks and stops, `edit` offers to edit again."""

import shlex
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.shell import Shell
from tests.services.ledgers import new_desk
from tests.warm import COMMAND

pexpect = pytest.importorskip("pexpect")
Said = tuple[tuple[str, str | None], ...]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in a ledger without git and without problems."""
    return Shell(new_desk(tmp_path / "ledger").root, "2026-03-12", "zjj/liaison", {"TERM": "xterm", "COLUMNS": "200"})


def spawn(shell: Shell, *arguments: str, **environ: str) -> Any:
    """Start a command at a terminal of 40 lines of 200 cells."""
    return pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], *arguments], cwd=str(shell.root), env=shell.environ | environ,
        encoding="utf-8", timeout=20, dimensions=(40, 200), echo=False,
    )  # fmt: skip


def talk(shell: Shell, *arguments: str, said: Said, **environ: str) -> tuple[int, str]:
    """Answer each question with what stands beside it, None for nothing; return the exit status and the screen."""
    child = spawn(shell, *arguments, **environ)
    screen = ""
    for question, answer in said:
        child.expect_exact(question)
        screen += child.before + question
        if answer is not None:
            child.send(answer if answer in ("\x02", "\x03") else f"{answer}\r")
    child.expect(pexpect.EOF)
    screen += child.before
    child.close()
    return child.exitstatus, screen


PROBLEM: Said = (
    ("The problem in one line", "招标文件抽查"),
    ("病根", "政令意识不强"),
    ("Goal", ""),
    ("Kind", "2"),
    ("Key field", ""),
    ("How serious", ""),
    ("Class", ""),
    ("Levels of the cause", "political"),
    ("Where it was found", ""),
    ("配合单位", "财政局"),
    ("Tags", "形式主义"),
    ("Day it was found", "今天"),
    ("Deadline", "6月前"),
    ("Deadline", "6月15日"),
    ("药方", "补办"),
    ("Who carries it out", ""),
    ("By when", "2026-05-01"),
    ("药方", ""),
)
GIVEN = ("add-problem", "zjj", "--symptom", "抽查12个项目", "--leader", "deputy-1", "--owner", "jianguan")


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_add_problem_asks_for_what_is_missing(shell: Shell, term: str) -> None:
    status, screen = talk(shell, *GIVEN, said=(*PROBLEM, ("Record this?", "")), TERM=term)
    assert status == 0, screen
    assert "the end of that month" in screen
    assert "registered" in screen
    assert ("\x1b" in screen) is (term == "xterm")
    (row,) = shell.json("list")
    assert (row["title"], row["kind"], row["measures"]) == ("招标文件抽查", "undelivered", 1)
    assert shell.json("show", row["id"])["support"] == ["czj"]


def test_keys_lead_back_and_lines_are_changed_with_arrows(shell: Shell) -> None:
    said = (
        ("The problem in one line", "标文件\x1b[D\x1b[D\x1b[D招"),
        ("病根", "\x02"),
        ("The problem in one line", "抽查"),
        *PROBLEM[1:],
        ("Record this?", "3"),
        ("病根", "\x01不是"),
        ("Record this?", ""),
    )
    status, screen = talk(shell, *GIVEN, said=said)
    assert status == 0, screen
    (row,) = shell.json("list")
    found = shell.json("show", row["id"])
    assert (found["title"], found["root_cause"]) == ("招标文件抽查", "不是政令意识不强")


def test_measures_are_pasted_and_units_completed(shell: Shell) -> None:
    said = [*PROBLEM[:9], *PROBLEM[10:14], ("药方", "\x1b[200~补办审批\n修订办法\x1b[201~"), *PROBLEM[15:]]
    child = spawn(shell, *GIVEN)
    for question, answer in [*said, ("Record this?", "")]:
        if question == "Tags":
            child.expect_exact("配合单位")
            child.send("财\t")
            child.expect_exact("czj")
            child.send("\r")
        child.expect_exact(question)
        child.send(f"{answer}\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    (row,) = shell.json("list")
    found = shell.json("show", row["id"])
    assert found["support"] == ["czj"]
    assert [m["text"] for m in found["measures"]] == ["补办审批", "修订办法"]


def test_control_c_at_a_question_is_130_and_records_nothing(shell: Shell) -> None:
    status, screen = talk(shell, "add-problem", "zjj", said=(("The problem in one line", "\x03"),))
    assert status == 130
    assert "Traceback" not in screen
    assert shell.json("list") == []


@pytest.mark.parametrize("end", ["\x03", "", "kill"])
def test_what_was_answered_outlives_control_c_a_closed_window_and_a_kill(shell: Shell, end: str) -> None:
    child = spawn(shell, *GIVEN)
    for question, answer in PROBLEM[:1]:
        child.expect_exact(question)
        child.send(f"{answer}\r")
    child.expect_exact("病根")
    child.send("政令意识")
    child.expect_exact("政令意识")
    if end == "kill":
        child.kill(signal.SIGKILL)
    elif end:
        child.send(end)
        child.expect(pexpect.EOF)
    child.close(force=not end)  # the window: the process hears SIGHUP
    assert shell.json("list") == []
    (draft,) = (Path(shell.environ["HOME"]) / ".local/state/yian/drafts").iterdir()
    assert draft.stat().st_mode & 0o077 == 0
    rest = ("病根", "不强") if end != "kill" else ("病根", "政令意识不强")
    status, screen = talk(shell, *GIVEN, said=(("Continue with it?", ""), rest, *PROBLEM[2:], ("Record this?", "")))
    assert status == 0, screen
    assert "招标文件抽查" in screen
    (row,) = shell.json("list")
    assert shell.json("show", row["id"])["root_cause"] == "政令意识不强"
    assert not draft.exists()


def test_a_recording_command_asks_for_what_it_lacks_and_completes_it(shell: Shell) -> None:
    ref = new_desk(shell.root.parent / "other").problem()
    child = spawn(shell, "note", "--ledger", str(shell.root.parent / "other"), YIAN_NOW="2026-03-13")
    child.expect_exact("Which problem")
    name = ref.rpartition("/")[2]
    child.send(f"{name[:3]}\t")
    child.expect_exact(name)
    child.send("\r")
    child.expect_exact("The remark")
    child.send("联系13800138000\r")
    for question in ("Record this?", "looks like a telephone number"):
        child.expect_exact(question)
        child.send("\r" if question == "Record this?" else "y\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_examine_walks_stops_and_goes_on(shell: Shell) -> None:
    call = ("examine", "zjj", "--round", "2026-1")
    status, screen = talk(shell, *call, said=(("Answer", "1"), ("Reason", "已对照"), ("[2/12]", ""), ("Answer", "4")))
    assert status == 0, screen
    assert "1 of 12" in screen
    said = (("[2/12]", ""), ("Answer", "3"), ("Reason", "无此项"), ("[3/12]", ""), ("Answer", "stop"))
    status, screen = talk(shell, *call, said=said)
    assert status == 0, screen
    assert "[1/12]" not in screen
    assert shell.json(*call, "--status")["answered"] == 2


def test_examine_asks_for_the_unit_and_the_round_and_goes_straight_on(shell: Shell) -> None:
    said = (
        ("Which organization", "czj"),  # who records may not answer for it
        ("Which organization", ""),
        ("The name of the round", "2026/1"),
        ("The name of the round", "2026-1"),
        ("[1/12]", None),
        ("Answer", "3"),
        ("Reason", "无此项"),
        ("[2/12]", None),
        ("Answer", "stop"),
    )
    status, screen = talk(shell, "examine", said=said)
    assert status == 0, screen
    assert "财政局 (czj) itself" in screen
    assert "cannot be the name of this round" in screen
    assert "Record this?" not in screen
    assert "1 of 12" in screen
    status, screen = talk(shell, "examine", "zjj", said=(("The name of the round", "2026-1"), ("[2/12]", "\x03")))
    assert (status, "[1/12]" in screen) == (130, False)


def test_a_pass_of_several_problems_asks_its_standards_of_each(shell: Shell) -> None:
    desk = new_desk(shell.root.parent / "other")
    refs = [desk.submitted(), desk.submitted(title="公务接待无公函报销")]
    small = desk.submitted(title="值班记录缺一页", field="none", severity="general")
    named = (refs[0], small, refs[1])
    call = (
        "review",
        *named,
        "--pass",
        "--opinion",
        "现场核查属实",
        "--by",
        "jiwei/liaison",
        "--standard",
        "4=yes",
        "--ledger",
        str(desk.root),
    )
    three = tuple((f"Standard {n}:", "y") for n in (1, 2, 3))
    said = ((f"{refs[0]} 招标文件", None), *three, (f"{refs[1]} 公务接待", None), *three)
    status, screen = talk(shell, *call, said=said, YIAN_NOW=desk.now.isoformat())
    assert status == 0, screen
    assert f"{small} 值班记录缺一页" not in screen
    for ref in refs:
        entry = desk.ledger.find_problem(ref).entries[-1]
        assert getattr(entry, "standards", None) == {"1": True, "2": True, "3": True, "4": True}
    assert getattr(desk.ledger.find_problem(small).entries[-1], "standards", None) == {"4": True}


def test_extend_asks_what_is_meant_and_what_that_needs_and_its_draft_is_looked_at(shell: Shell) -> None:
    desk = new_desk(shell.root.parent / "other")
    ref = desk.problem()
    call = ("extend", ref, "--ledger", str(desk.root))
    said = (("Ask for more time", None), ("Which one", "1"), ("The new deadline", "2026-07-10"), ("Why", "\x03"))
    status, screen = talk(shell, *call, said=said, YIAN_NOW="2026-03-13")
    assert (status, "kept as a draft" in screen) == (130, True), screen
    (draft,) = (Path(shell.environ["HOME"]) / ".local/state/yian/drafts").iterdir()
    draft.write_text(draft.read_text(encoding="utf-8").replace('"2026-07-10"', "[1]"), encoding="utf-8")
    rest = (("left out", None), ("Continue with it?", ""), ("The new deadline", "7月10日"), ("Why", "概算待评审"))
    status, screen = talk(shell, *call, said=(*rest, ("Record this?", "")), YIAN_NOW="2026-03-13")
    assert status == 0, screen
    assert "asked for more time until 2026-07-10" in screen
    assert desk.ledger.find_problem(ref).entries[-1].kind == "extension-requested"


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
