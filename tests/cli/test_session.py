"""Which ledger, who, when, and in which form."""

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import LIAISON, OTHER
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, new_desk
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem


@pytest.fixture
def elsewhere(tmp_path: Path) -> Desk:
    """Another ledger, with one problem."""
    other = new_desk(tmp_path / "elsewhere")
    other.problem(title="别处的问题")
    return other


def test_the_ledger_is_the_one_named_before_the_environment_s(desk: Desk, elsewhere: Desk, yian: Yian) -> None:
    assert "别处的问题" not in yian("list").out
    assert "别处的问题" in yian("list", "--ledger", elsewhere.root).out
    assert "别处的问题" in yian("list", YIAN_LEDGER=str(elsewhere.root)).out


def test_else_it_is_the_nearest_folder_above(elsewhere: Desk, yian: Yian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(elsewhere.root / "orgs" / "zjj")
    assert "别处的问题" in yian("list", YIAN_LEDGER="").out


def test_where_there_is_none_the_way_to_one_is_said(
    tmp_path: Path, yian: Yian, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = yian("list", YIAN_LEDGER="")
    assert (done.status, "`yian init`" in done.err) == (2, True)
    done = yian("list", "--ledger", tmp_path)
    assert (done.status, "no yian.toml" in done.err) == (2, True)


def test_a_new_ledger_may_be_any_named_folder_but_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = Session({"YIAN_LEDGER": str(tmp_path / "typing-error")})
    with pytest.raises(UsageProblem):
        session.ledger(begun=False)
    session.folder = tmp_path / "new"
    assert session.ledger(begun=False).root == tmp_path / "new"
    with pytest.raises(UsageProblem):
        session.ledger()
    session.folder = Path()
    with pytest.raises(UsageProblem):
        session.ledger(begun=False)


def test_who_records_is_said_by_option_before_environment(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    assert yian("progress", ref, "一", YIAN_BY=LIAISON).status == 0
    assert yian("progress", ref, "二", YIAN_BY=OTHER).status == 5
    assert yian("progress", ref, "三", "--by", "zjj/head", YIAN_BY=OTHER).status == 0
    assert [e.by for e in desk.state(ref).problem.entries] == [LIAISON, LIAISON, "zjj/head"]


def test_otherwise_git_says_who_records(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    assert yian("progress", ref, "一", YIAN_BY="").status == 2
    subprocess.run(["git", "init", "-q", str(desk.root)], check=True)
    subprocess.run(["git", "-C", str(desk.root), "config", "user.email", "jg@zjj.example"], check=True)
    desk.edit("orgs/zjj/org.toml", 'id = "jianguan"', 'id = "jianguan"\nemail = "jg@zjj.example"')
    assert yian("progress", ref, "一").status == 0
    assert desk.state(ref).problem.entries[-1].by == "zjj/jianguan"


@pytest.mark.parametrize(
    "now", ["yesterday", "2026-3-1", "2026-03-12T09:00", "2026-02-30", "２０２６-０３-１２", "1773280000"]
)
def test_a_clock_that_cannot_be_read_is_refused(desk: Desk, yian: Yian, now: str) -> None:
    ref = desk.problem()
    for arguments in (["list"], ["progress", ref, "一", "--by", LIAISON]):
        done = yian(*arguments, YIAN_NOW=now)
        assert done.status == 2
        assert done.refused
        assert "YIAN_NOW" in done.err


def test_the_as_of_day_is_today_unless_it_is_said(desk: Desk) -> None:
    campaign = desk.ledger.campaign()
    session = Session({"YIAN_NOW": "2026-03-12T17:00:00+00:00"})
    assert session.day(campaign) == dt.date(2026, 3, 13)
    session.as_of = dt.date(2026, 1, 1)
    assert session.day(campaign) == dt.date(2026, 1, 1)


def test_a_seed_makes_the_same_ids_again(tmp_path: Path) -> None:
    session = Session({"YIAN_SEED": "a"})
    assert session.context().entropy("x") == session.context().entropy("x")
    assert session.context().entropy("x") != Session({"YIAN_SEED": "b"}).context().entropy("x")


def test_waiting_for_another_command_is_said_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    Session({}).context().waiting()
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Waiting")


def test_whoever_waits_for_a_large_index_is_told_how_far_it_is(
    desk: Desk, yian: Yian, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yiananlib.cli import progress

    desk.problem()
    monkeypatch.setattr(progress, "PATIENCE", -1)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert " files" in yian("list").err
    assert yian("list").err == ""


def test_the_index_lies_in_the_user_s_cache_and_is_used_again(desk: Desk, yian: Yian, cache: Path) -> None:
    desk.problem()
    for _again in range(2):
        assert yian("list").status == 0
        (path,) = cache.glob("*.sqlite")
    assert path.stat().st_mode & 0o077 == 0
    assert not list(desk.root.rglob("*.sqlite"))


def test_a_ledger_of_a_commit_is_answered_without_the_index_that_is_kept(desk: Desk, cache: Path) -> None:
    desk.problem()
    session = Session({"YIAN_LEDGER": str(desk.root)})
    assert session.ask(lambda index: len(index.scope(None))) == 5
    assert session.suggest(lambda index: ["x"]) == ["x"]
    assert Session({"YIAN_LEDGER": str(cache)}).suggest(lambda index: ["x"]) == []


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("tty", "environ", "terminal", "colour"),
    [
        (False, {}, False, False),
        (True, {}, True, True),
        (True, {"NO_COLOR": "1"}, True, False),
        (True, {"NO_COLOR": ""}, True, True),
        (False, {"FORCE_COLOR": "1"}, True, True),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colour_is_for_terminals_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tty: bool, environ: dict[str, str], terminal: bool, colour: bool
) -> None:
    monkeypatch.setattr(sys, "stdout", Tty() if tty else io.StringIO())
    form = Session(environ).form
    assert (form.terminal, form.colour) == (terminal, colour)
    assert form.columns == (80 if tty else 100)


def test_colour_is_forced_through_a_pipe(desk: Desk, yian: Yian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    desk.problem(due=dt.date(2026, 3, 12))
    desk.on("2026-04-01")
    assert "\x1b" not in yian("list").out
    assert "\x1b[31m" in yian("list", FORCE_COLOR="1").out
    assert "\x1b[3" not in yian("list", FORCE_COLOR="1", NO_COLOR="1").out


def test_nobody_is_asked_off_a_terminal_or_where_json_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Session({}).can_ask or sys.stdin.isatty()
    monkeypatch.setattr(sys, "stdin", Tty())
    monkeypatch.setattr(sys, "stderr", Tty())
    assert Session({}).can_ask
    wanting_json = Session({})
    wanting_json.json = True
    assert not wanting_json.can_ask
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert not Session({}).can_ask


def test_a_commit_that_failed_is_said_and_the_record_kept(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    desk.edit("yian.toml", "commit = false", "commit = true ")
    done = yian("progress", ref, "一", "--by", LIAISON)
    assert (done.status, done.out) == (0, f"{ref}  rectifying\n")
    who, trouble = done.err.splitlines()
    assert who == "Recorded by 住建局职务 liaison (zjj/liaison)."
    assert trouble.startswith("yian: recorded, but not committed by git: ")
    assert len(desk.state(ref).problem.entries) == 2


def test_a_commit_of_many_that_failed_is_said_once(desk: Desk, yian: Yian) -> None:
    desk.edit("yian.toml", "commit = false", "commit = true ")
    row = '[[problems]]\ntitle = "一"\nsymptom = "二"\nkind = "other"\nleader = "head"\nowner = "head"\n'
    row += "due = 2026-06-15\n"
    done = yian("add-problem", "zjj", "--from", "-", "--by", LIAISON, given=row * 3)
    assert (done.status, done.out.count("\n"), done.err.count("not committed by git")) == (0, 3, 1)


def test_what_can_be_done_next_is_said_at_a_terminal_alone(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    assert "`yian " not in yian("progress", ref, "已核验", "--by", LIAISON).err
    said = yian("progress", ref, "又核验", "--by", LIAISON, FORCE_COLOR="1")
    assert (said.out, said.err.count("`yian add-measure ")) == (f"{ref}  rectifying\n", 1)
    assert yian("progress", ref, "再核验", "--by", LIAISON, "--json", FORCE_COLOR="1").err == ""
