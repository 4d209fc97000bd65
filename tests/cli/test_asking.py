"""Asking at a terminal: the questions, their answers, and what is asked again."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import click
import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE, make_orgs
from tests.cli.conftest import Done, Yian
from tests.services.ledgers import Desk
from yiananlib.cli import asking
from yiananlib.cli.session import Session
from yiananlib.model import deadlines
from yiananlib.services.days import Days

Says = Callable[..., None]
DAYS = Days(dt.date(2026, 3, 12), dt.date(2026, 3, 12))


def known(ref: str) -> bool:
    return ref == "czj/head"


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Iterator[Says]:
    """Let somebody sit at the terminal and answer one line after the other; all must be asked for."""
    lines: list[str] = []

    def answer(prompt: str) -> str:
        if not lines:
            raise EOFError
        return lines.pop(0)

    monkeypatch.setattr("click.termui.visible_prompt_func", answer)
    monkeypatch.setattr(Session, "can_ask", property(lambda self: not self.json))
    yield lambda *new: lines.extend(new)
    assert lines == []


def test_a_line_is_asked_for_until_it_is_clean_and_says_something(
    says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    says("", "a\x1bb", "  整改  ")
    assert asking.ask_text("Title") == "整改"
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Something must be said here." in printed.err
    assert "U+001B" in printed.err


def test_a_line_that_is_not_needed_may_be_empty(says: Says) -> None:
    says("", "x")
    assert asking.ask_text("Goal", needed=False) is None
    assert asking.ask_text("Goal", needed=False) == "x"


def test_a_day_is_asked_for_until_it_is_one(says: Says, capsys: pytest.CaptureFixture[str]) -> None:
    says("6月", "2026-06-31", " 2026年6月15日 ", "")
    assert asking.ask_day("Deadline", DAYS.day) == dt.date(2026, 6, 15)
    printed = capsys.readouterr().err
    assert "“6月” is more than a day; say the day alone." in printed
    assert "“2026-06-31”: there is no such day." in printed
    assert asking.ask_day("Found", DAYS.day, dt.date(2026, 3, 12)) == dt.date(2026, 3, 12)


def test_a_day_that_is_still_to_come_is_asked_for_again(says: Says, capsys: pytest.CaptureFixture[str]) -> None:
    says("2026-03-13", "2026-03-12")
    assert asking.ask_day("Found", DAYS.day, None, dt.date(2026, 3, 12)) == dt.date(2026, 3, 12)
    assert "2026-03-13" in capsys.readouterr().err


def test_a_deadline_in_words_counts_from_the_finding_and_is_told(
    desk: Desk, says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    given: dict[str, Any] = {"title": "一", "symptom": "二", "kind": "other", "field": "none", "severity": "minor"}
    given |= {"class": "phased", "leader": "head", "owner": "head", "root_cause": "三", "level": ["work"], "goal": "四"}
    says("昨天", "6月前", "15日内")
    fields = asking.ask_problem(desk.ledger.campaign(), make_orgs()["zjj"], given, DAYS, known)
    assert (fields["found"], fields["due"]) == (dt.date(2026, 3, 11), dt.date(2026, 3, 26))
    printed = capsys.readouterr().err
    assert "the end of the month before or the end of that month" in printed
    assert printed.count("“15日内” is 2026-03-26.") == 1
    says("补办", "1", "10日内", "")
    within = (fields["found"], fields["due"])
    (measure,) = asking.ask_measures({"head": "局长"}, known, within, DAYS)
    assert measure["due"] == dt.date(2026, 3, 21)


def test_an_officer_of_another_organization_is_looked_up(desk: Desk, yian: Yian, says: Says) -> None:
    says("czj/nobody", "czj/head", "补办", "czj/head", "2026-05-01", "")
    words = ["--title", "一", "--symptom", "二", "--kind", "other", "--field", "none", "--severity", "minor", "--class"]
    words += ["phased", "--cause", "三", "--level", "work", "--goal", "四", "--leader", "head", "--due", "2026-06-15"]
    done = yian("add-problem", "zjj", *words, "--found", "2026-03-12", "--by", LIAISON)
    assert done.status == 0, done.err
    (name,) = desk.ledger.problem_names("zjj")
    assert desk.state(f"zjj/{name}").head.owner == "czj/head"


def test_a_word_is_given_by_number_key_or_word(says: Says, capsys: pytest.CaptureFixture[str]) -> None:
    words = {"land": "征地拆迁", "tender": "项目招投标"}
    for said in ("2", "tender", "项目招投标"):
        says(said)
        assert asking.ask_word("Field", words) == "tender"
    capsys.readouterr()
    says("0", "3", "２", "没有", "1")
    assert asking.ask_word("Field", words) == "land"
    assert capsys.readouterr().err.count("none of these") == 4
    says("")
    assert asking.ask_word("Field", words, "tender") == "tender"


def test_an_officer_is_given_by_number_id_or_in_full(says: Says) -> None:
    officers = {"head": "局长", "jianguan": "股长"}
    for said, meant in (("2", "jianguan"), ("head", "head"), ("czj/head", "czj/head")):
        says(said)
        assert asking.ask_officer("Owner", officers, known) == meant
    says("3", "nobody", "czj/nobody", "1")
    assert asking.ask_officer("Owner", officers, known) == "head"


def test_measures_are_asked_for_until_an_empty_line(says: Says) -> None:
    says("补办", "1", "2026-05-01", "修订", "czj/head", "2026-05-20", "")
    within = (dt.date(2026, 3, 12), dt.date(2026, 6, 15))
    found = asking.ask_measures({"head": "局长"}, known, within, DAYS)
    assert found == [
        {"text": "补办", "owner": "head", "due": dt.date(2026, 5, 1)},
        {"text": "修订", "owner": "czj/head", "due": dt.date(2026, 5, 20)},
    ]


def test_only_what_is_missing_is_asked_for(desk: Desk, says: Says) -> None:
    given = {"title": "一", "kind": "other", "field": "none", "severity": "minor", "class": "phased", "leader": "head"}
    says("二", "", "四", "2", "", "2026-06-15")
    fields = asking.ask_problem(desk.ledger.campaign(), make_orgs()["zjj"], given, DAYS, known)
    assert fields == given | {
        "symptom": "二", "goal": "四", "owner": "deputy-1", "due": dt.date(2026, 6, 15), "found": dt.date(2026, 3, 12),
    }  # fmt: skip


def test_a_cause_is_asked_for_its_level(desk: Desk, says: Says) -> None:
    says("一", "二", "1", "", "", "", "病根", "3", "", "1", "1", "2026-03-01", "2026-06-15")
    fields = asking.ask_problem(desk.ledger.campaign(), make_orgs()["zjj"], {}, DAYS, known)
    assert (fields["root_cause"], fields["level"], fields["field"], fields["severity"], fields["class"]) == (
        "病根", ("political",), "none", "general", "phased",
    )  # fmt: skip
    assert "goal" not in fields


def test_add_problem_asks_for_what_is_missing(desk: Desk, yian: Yian, says: Says) -> None:
    says("抽查12个项目", "2", "", "", "", "", "", "2", "4", "", "2026-06-15", "补办", "4", "2026-05-01", "")
    done = yian("add-problem", "zjj", "--title", "一", "--by", LIAISON)
    assert done.status == 0, done.err
    (name,) = desk.ledger.problem_names("zjj")
    state = desk.state(f"zjj/{name}")
    assert (state.head.title, state.head.kind, state.head.owner) == ("一", "undelivered", "zjj/jianguan")
    assert state.measures[0].planned.text == "补办"


def test_add_problem_asks_nothing_where_nothing_is_missing_or_json_is_wanted(yian: Yian, says: Says) -> None:
    assert yian("add-problem", "zjj", "--json", "--by", LIAISON).status == 2
    words = ["--title", "一", "--symptom", "二", "--kind", "other", "--leader", "head", "--owner", "head"]
    assert yian("add-problem", "zjj", *words, "--due", "2026-06-15", "--by", LIAISON).status == 0


def test_add_problem_that_is_broken_off_records_nothing(desk: Desk, yian: Yian, says: Says) -> None:
    says("抽查12个项目")
    done = yian("add-problem", "zjj", "--title", "一", "--by", LIAISON)
    assert (done.status, done.out) == (130, "")
    assert desk.ledger.problem_names("zjj") == []


def walk(yian: Yian) -> Done:
    return yian("examine", "zjj", "--round", "2026-1", "--by", LIAISON)


def test_an_examination_walks_stops_and_goes_on(desk: Desk, yian: Yian, says: Says) -> None:
    says("clear", "已对照", "not applicable", "无此项", "stop")
    done = walk(yian)
    assert (done.status, "2 of 12" in done.out) == (0, True)
    assert "[3/12]" in done.err
    says("2", "一", "二", "1", "", "", "", "", "", "1", "1", "", "2026-06-15", "", "4")
    done = walk(yian)
    assert (done.status, "3 of 12" in done.out, "[1/12]" in done.err) == (0, True, False)
    (name,) = desk.ledger.problem_names("zjj")
    assert desk.state(f"zjj/{name}").head.prompt == "p03"
    assert f"registered: zjj/{name}" in done.err
    for _ in range(9):
        says("1", "已对照")
    done = walk(yian)
    assert "Every prompt has an answer." in done.err
    assert "12 of 12" in walk(yian).out


def test_an_answer_is_recorded_at_once(desk: Desk, yian: Yian, says: Says) -> None:
    says("1", "已对照")
    assert walk(yian).status == 130
    assert "1 of 12" in yian("examine", "zjj", "--round", "2026-1", "--status").out


def test_an_edit_that_was_rejected_may_be_edited_again(
    desk: Desk, yian: Yian, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = (desk.root / "yian.toml").read_text(encoding="utf-8") + "# 会议定的\n"
    shown: list[str] = []
    texts = iter(["x = ", good])

    def edit(text: str, _editor: str | None, **options: object) -> str:
        shown.append(text)
        return next(texts)

    monkeypatch.setattr(click, "edit", edit)
    says("y")
    done = yian("edit", "campaign", "--by", OFFICE)
    assert done.status == 0, done.err
    assert shown[1] == "x = "
    assert (desk.root / "yian.toml").read_text(encoding="utf-8") == good


def test_an_edit_writes_words_as_keys(desk: Desk, yian: Yian, monkeypatch: pytest.MonkeyPatch) -> None:
    written = 'name = "住建局"\nfunction = \'责任单位\'\nparent = "县政府"\norder = 2\n'
    written += '[[officers]]\nid = "head"\npost = "局长"\nrole = "第一责任人"\nuntil = "今年底"\n'
    monkeypatch.setattr(click, "edit", lambda _text, _editor, **_options: f"schema = 1\n{written}")
    done = yian("edit", "住建局", "--by", OFFICE)
    assert done.status == 0, done.err
    org = desk.ledger.org("zjj")
    assert (org.function, org.parent, org.officers[0].role) == ("unit", "gov", "head")
    assert org.officers[0].until == dt.date(2026, 12, 31)


def test_an_edit_that_is_given_up_keeps_the_draft(
    desk: Desk, yian: Yian, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click, "edit", lambda text, _editor, **options: "x = ")
    says("n")
    assert yian("edit", "campaign", "--by", OFFICE).status == 1
    assert (desk.root / ".yian/drafts/001-yian.toml").read_text(encoding="utf-8") == "x = "


def test_an_odd_deadline_is_asked_about_twice_and_one_that_cannot_be_again(
    says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    says("2026-03-11", "2026-03-12", "n", "2027-06-15", "y")
    day = dt.date(2026, 3, 15)
    found = asking.ask_day(
        "Deadline",
        DAYS.day,
        refusal=lambda due: "too early" if due < dt.date(2026, 3, 12) else None,
        doubt=lambda due: deadlines.odd(due, day),
    )
    assert found == dt.date(2027, 6, 15)
    assert "too early" in capsys.readouterr().err


def test_a_measure_that_would_be_due_after_its_problem_is_asked_for_again(says: Says) -> None:
    says("补办", "1", "2026-06-16", "2026-03-11", "2026-06-15", "")
    within = (dt.date(2026, 3, 12), dt.date(2026, 6, 15))
    (found,) = asking.ask_measures({"head": "局长"}, known, within, DAYS)
    assert found["due"] == dt.date(2026, 6, 15)


@pytest.mark.parametrize("due", [["2062-06-15"], ["2031-03-13"], ["2026-02-27", "2026-03-01", "y"]])
def test_a_problem_s_days_are_asked_for_until_they_can_be(desk: Desk, says: Says, due: list[str]) -> None:
    given: dict[str, Any] = {"title": "一", "symptom": "二", "kind": "other", "field": "none", "severity": "minor"}
    given |= {"class": "phased"}
    given |= {"leader": "head", "owner": "head", "root_cause": "三", "level": ["work"], "goal": "四"}
    past = len(due) > 1
    says(*(["2026-02-28", *due] if past else ["", *due, "2026-06-15"]))
    fields = asking.ask_problem(desk.ledger.campaign(), make_orgs()["zjj"], given, DAYS, known)
    assert (fields["due"] < dt.date(2026, 3, 12)) is past
    assert fields["found"] <= fields["due"]


@pytest.mark.parametrize(("said", "count"), [("n", 0), ("y", 1)])
def test_an_odd_deadline_on_the_command_line_is_confirmed_or_nothing_is_recorded(
    desk: Desk, yian: Yian, says: Says, said: str, count: int
) -> None:
    ref = desk.problem()
    says(said)
    done = yian("add-measure", ref, "补办", "--owner", "jianguan", "--due", "2026-03-12", "--by", LIAISON)
    assert done.status == 0
    desk.on("2026-03-13")
    done = yian("add-measure", ref, "再补", "--owner", "jianguan", "--due", "2026-03-12", "--by", LIAISON)
    assert done.status == (0 if count else 1)
    assert len(desk.state(ref).measures) == 1 + count


def test_the_standards_are_asked_for_one_by_one_and_a_no_is_no_pass(desk: Desk, yian: Yian, says: Says) -> None:
    ref = desk.submitted()
    words = ("review", ref, "--pass", "--opinion", "属实", "--by", INSPECTOR)
    says("y", "n", "y", "y")
    done = yian(*words)
    assert (done.status, "standard 2 is answered no" in done.err) == (5, True)
    says("y", "y", "y")
    assert yian(*words, "--standard", "2=yes").status == 0
    review = desk.state(ref).review
    assert review is not None
    assert review.standards == dict.fromkeys("1234", True)
