"""The root command: help, lazy loading, and the one boundary where errors end."""

import errno
import sys
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE, OTHER
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree
from yiananlib.cli import main
from yiananlib.cli.table import SECTIONS, SUMMARIES


def test_help_lists_every_command_in_its_section(yian: Yian) -> None:
    done = yian("--help")
    assert (done.status, done.err) == (0, "")
    for section, commands in SECTIONS.items():
        assert f"{section}:\n" in done.out
        for name, summary in commands.items():
            assert name in done.out
            assert summary.split()[0] in done.out


def test_the_version_is_told(yian: Yian) -> None:
    from yiananlib import __version__

    assert yian("--version").out == f"yian {__version__}\n"


@pytest.mark.parametrize(("typed", "meant"), [("ad-problem", "add-problem"), ("lst", "list"), ("Verify", "verify")])
def test_the_nearest_command_is_named(yian: Yian, typed: str, meant: str) -> None:
    done = yian(typed)
    assert (done.status, done.out) == (2, "")
    assert f"“{typed}”" in done.err
    assert f"“{meant}”" in done.err


def test_a_word_near_nothing_gets_no_guess(yian: Yian) -> None:
    done = yian("qqqqqq")
    assert done.status == 2
    assert "Did you mean" not in done.err


def test_an_unknown_option_is_a_usage_error(yian: Yian) -> None:
    for arguments in (["--colour"], ["list", "--colour"], ["show"], ["list", "--as-of", "6月"]):
        done = yian(*arguments)
        assert (done.status, done.out) == (2, "")


def test_a_command_that_is_not_there_is_none() -> None:
    import click

    context = click.Context(main.root)
    assert main.root.get_command(context, "nonsense") is None
    assert main.root.list_commands(context) == list(dict.fromkeys(name.split()[0] for name in SUMMARIES))


# exit statuses, each provoked for real; 6, 70 and 130 again in tests/journeys


def test_done_is_0_and_says_on_stderr_who_recorded_alone(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    done = yian("progress", ref, "已核验", "--by", LIAISON)
    assert (done.status, done.out) == (0, f"{ref}  rectifying\n")
    assert done.err == "Recorded by 住建局职务 liaison (zjj/liaison).\n"
    done = yian("progress", ref, "已核验", "--by", LIAISON, "--json")
    assert (done.status, done.err) == (0, "")


def test_the_answer_no_is_1(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    desk.submit(ref)
    desk.review(ref)
    done = yian("close", ref, "--by", OFFICE)
    assert (done.status, done.err) == (1, "")
    assert "endorsed: " in done.out


def test_findings_are_1_and_warnings_0(desk: Desk, yian: Yian) -> None:
    desk.edit("yian.toml", "disabled = []", 'disabled = ["wider"]')
    assert yian("verify").status == 0
    desk.write("orgs/zjj/stray.toml", "")
    assert yian("verify").status == 1


@pytest.mark.parametrize(
    ("status", "arguments"),
    [
        (2, ["progress", "{ref}", "已核验", "--by", LIAISON, "--on", "2026-03-13"]),
        (2, ["progress", "{ref}", "", "--by", LIAISON]),
        (2, ["progress", "{ref}", "a\x1b[31m", "--by", LIAISON]),
        (2, ["list", "--kind", "没有"]),
        (3, ["show", "zzzzzz"]),
        (3, ["list", "--org", "nowhere"]),
        (3, ["progress", "../x", "已核验", "--by", LIAISON]),
        (5, ["close", "{ref}", "--by", OFFICE]),
        (5, ["progress", "{ref}", "已核验", "--by", OTHER]),
        (5, ["progress", "{ref}", "已核验", "--by", "nobody/nowhere"]),
    ],
)
def test_a_refusal_has_its_status_and_one_line(desk: Desk, yian: Yian, status: int, arguments: list[str]) -> None:
    ref = desk.problem()
    before = tree(desk.root)
    done = yian(*(a.format(ref=ref) for a in arguments))
    assert done.status == status
    assert done.refused
    assert "\x1b" not in done.err
    assert tree(desk.root) == before


def test_an_error_shows_no_escape_of_a_name_or_an_argument(desk: Desk, yian: Yian) -> None:
    for arguments in (
        ["show", "a\x1b[31mb"],
        ["list", "--org", "x\u202ey"],
        ["void", "k", "--reason", "x", "--by", "\x1b"],
    ):
        done = yian(*arguments)
        assert done.status in (3, 5)
        assert done.refused
        assert not {"\x1b", "\u202e"} & set(done.err)
    desk.write("orgs/zjj/problems/\x1b[2J.toml", "")
    done = yian("list")
    assert done.status == 4
    assert "\x1b" not in done.err


def test_an_ambiguous_prefix_is_3(desk: Desk, yian: Yian) -> None:
    names = [desk.problem(title=str(n)).partition("/")[2] for n in range(40)]
    first = next(n[0] for n in names if sum(m[0] == n[0] for m in names) > 1)
    done = yian("show", first)
    assert done.status == 3
    assert done.refused


def test_a_ledger_that_cannot_be_read_is_4(desk: Desk, yian: Yian) -> None:
    desk.write("orgs/zjj/problems/aaaaaa.toml", "x = \n")
    done = yian("list")
    assert done.status == 4
    assert done.refused
    assert "orgs/zjj/problems/aaaaaa.toml:1" in done.err


def test_a_write_that_did_not_happen_is_6(desk: Desk, yian: Yian, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    ref = desk.problem()
    before = tree(desk.root)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = yian("progress", ref, "已核验", "--by", LIAISON)
    assert done.status == 6
    assert done.refused
    assert "No space left" in done.err
    assert tree(desk.root) == before


def test_what_the_machine_fails_at_is_6_and_no_bug(desk: Desk, yian: Yian, monkeypatch: pytest.MonkeyPatch) -> None:
    import yiananlib.services.verifying.verify as module

    def broken(*arguments: Any) -> None:
        raise OSError(errno.EIO, "Input/output error", "orgs/zjj")

    monkeypatch.setattr(module, "verify", broken)
    done = yian("verify")
    assert done.status == 6
    assert done.refused
    assert "orgs/zjj: Input/output error" in done.err
    with pytest.raises(OSError, match="Input/output"):
        yian("verify", YIAN_DEBUG="1")


def test_a_bug_is_70_and_says_where_to_report_it(desk: Desk, yian: Yian, monkeypatch: pytest.MonkeyPatch) -> None:
    import yiananlib.services.verifying.verify as module

    def broken(*arguments: Any) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(module, "verify", broken)
    done = yian("verify")
    assert done.status == 70
    assert done.refused
    assert "ZeroDivisionError: by zero" in done.err
    assert "report it" in done.err
    with pytest.raises(ZeroDivisionError):
        yian("verify", YIAN_DEBUG="1")


@pytest.mark.parametrize(
    ("committed", "said"),
    [(True, "already recorded and committed: zjj/a"), (False, "Recorded: zjj/a. Not committed: run `yian sync`")],
)
def test_an_interruption_after_the_record_is_written_says_so(
    yian: Yian, monkeypatch: pytest.MonkeyPatch, committed: bool, said: str
) -> None:
    import yiananlib.services.verifying.verify as module
    from yiananlib.store.transaction import BrokenOff

    def interrupted(*arguments: Any) -> None:
        raise BrokenOff("zjj/a", committed=committed)

    monkeypatch.setattr(module, "verify", interrupted)
    done = yian("verify")
    assert (done.status, said in done.err, "not confirmed" in done.err) == (130, True, False)


@pytest.mark.parametrize("error", [KeyboardInterrupt, EOFError])
def test_an_interruption_is_130(yian: Yian, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    import yiananlib.services.verifying.verify as module

    def interrupted(*arguments: Any) -> None:
        raise error

    monkeypatch.setattr(module, "verify", interrupted)
    done = yian("verify")
    assert done.status == 130
    assert done.out == ""
    assert "not recorded" in done.err


def test_a_pipe_that_broke_inside_is_never_an_answer(yian: Yian, monkeypatch: pytest.MonkeyPatch) -> None:
    import yiananlib.services.verifying.verify as module

    def gone(*arguments: Any) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(module, "verify", gone)
    done = yian("verify")
    assert done.status == 70
    assert done.refused


def test_a_command_that_ends_the_program_gives_no_answer(yian: Yian, monkeypatch: pytest.MonkeyPatch) -> None:
    import yiananlib.services.verifying.verify as module

    monkeypatch.setattr(module, "verify", lambda *_arguments: sys.exit(0))
    assert yian("verify").status == 70


def test_a_console_that_cannot_show_a_character_shows_another(
    desk: Desk, yian: Yian, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    desk.problem(title="𠮷野✓")
    out = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    monkeypatch.setattr(sys, "stdout", out)
    assert yian("list").status == 0
    out.flush()
    assert "?野?" in out.buffer.getvalue().decode("gbk")


def test_in_a_terminal_what_went_wrong_is_wrapped(
    yian: Yian, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    assert main.run(["report", "--rank"], {}) == 2
    lines = capsys.readouterr().err.rstrip("\n").split("\n")
    assert len(lines) > 1
    assert all(len(line) <= 60 for line in lines)
    assert "yian report --help" in " ".join(lines)
