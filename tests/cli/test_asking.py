"""Asking at a terminal: the questions, their answers, and what is asked again."""

import datetime as dt

import click
import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.cli.conftest import Says, Yian
from tests.services.ledgers import Desk
from yiananlib.cli import asking
from yiananlib.cli.line import Plain
from yiananlib.model import deadlines
from yiananlib.services.reading.days import Days

LINE = Plain()
DAYS = Days(dt.date(2026, 3, 12), dt.date(2026, 3, 12))


def known(ref: str) -> bool:
    return ref == "czj/head"


def test_a_line_is_asked_for_until_it_is_clean_and_says_something(
    says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    says("", "a\x1bb", "  整改  ")
    assert asking.ask_text(LINE, "Title") == "整改"
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "An answer is required." in printed.err
    assert "U+001B" in printed.err


def test_a_line_that_is_not_needed_may_be_empty(says: Says) -> None:
    says("", "x")
    assert asking.ask_text(LINE, "Goal", needed=False) is None
    assert asking.ask_text(LINE, "Goal", needed=False) == "x"


def test_a_day_is_asked_for_until_it_is_one(says: Says, capsys: pytest.CaptureFixture[str]) -> None:
    says("6月", "2026-06-31", " 2026年6月15日 ", "")
    assert asking.ask_day(LINE, "Deadline", DAYS.day) == dt.date(2026, 6, 15)
    printed = capsys.readouterr().err
    assert "“6月” is more than a day; give only the day." in printed
    assert "“2026-06-31” does not exist." in printed
    assert asking.ask_day(LINE, "Found", DAYS.day, dt.date(2026, 3, 12)) == dt.date(2026, 3, 12)


def test_a_day_that_is_still_to_come_is_asked_for_again(says: Says, capsys: pytest.CaptureFixture[str]) -> None:
    says("2026-03-13", "2026-03-12")
    assert asking.ask_day(LINE, "Found", DAYS.day, None, dt.date(2026, 3, 12)) == dt.date(2026, 3, 12)
    assert "2026-03-13" in capsys.readouterr().err


def test_a_word_is_given_by_number_key_or_word(says: Says, capsys: pytest.CaptureFixture[str]) -> None:
    words = {"land": "征地拆迁", "tender": "项目招投标"}
    for said in ("2", "tender", "项目招投标"):
        says(said)
        assert asking.ask_word(LINE, "Field", words) == "tender"
    capsys.readouterr()
    says("0", "3", "２", "没有", "1")
    assert asking.ask_word(LINE, "Field", words) == "land"
    assert capsys.readouterr().err.count("not one of these") == 4
    says("")
    assert asking.ask_word(LINE, "Field", words, "tender") == "tender"


def test_an_officer_is_given_by_number_id_or_in_full(says: Says) -> None:
    officers = {"head": "局长", "jianguan": "股长"}
    for said, meant in (("2", "jianguan"), ("head", "head"), ("czj/head", "czj/head")):
        says(said)
        assert asking.ask_officer(LINE, "Owner", officers, known) == meant
    says("3", "nobody", "czj/nobody", "1")
    assert asking.ask_officer(LINE, "Owner", officers, known) == "head"


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
        LINE,
        "Deadline",
        DAYS.day,
        refusal=lambda due: "too early" if due < dt.date(2026, 3, 12) else None,
        doubt=lambda due: deadlines.odd(due, day),
    )
    assert found == dt.date(2027, 6, 15)
    assert "too early" in capsys.readouterr().err


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


def test_what_is_asked_about_a_text_is_asked_once_and_may_be_passed_over(
    says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    def doubts(said: str) -> list[str]:
        return ["Why?"] if "套话" in said else []

    says("套话", "")
    assert asking.ask_text(LINE, "Cause", doubts=doubts) == "套话"
    says("套话", "还是套话")
    assert asking.ask_text(LINE, "Cause", doubts=doubts) == "还是套话"
    says("套话", "有话")
    assert asking.ask_text(LINE, "Cause", doubts=doubts) == "有话"
    assert capsys.readouterr().err.count("Why?") == 3


def test_a_line_of_several_is_one_where_one_is_wanted(says: Says) -> None:
    says("一\n二")
    assert asking.ask_text(LINE, "Title", several_lines=False) == "一 二"
    says("一 \n二")
    assert asking.ask_text(LINE, "Symptom") == "一\n二"


def test_names_are_given_by_code_or_name_and_the_nearest_is_named(
    says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    known_units = {"czj": "财政局", "zjj": "住建局"}
    says("czj, 住建局")
    assert asking.ask_names(LINE, "Units", known_units) == ("czj", "zjj")
    says("")
    assert asking.ask_names(LINE, "Units", known_units) == ()
    says("zji", "zjj")
    assert asking.ask_names(LINE, "Units", known_units) == ("zjj",)
    assert "住建局 (zjj)" in capsys.readouterr().err


def test_tags_are_asked_for_by_key_or_word_and_the_nearest_are_named(
    says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {"four_winds": {"formalism": "形式主义"}, "lesson": {"l1": "打招呼"}, "kind": {"other": "其他"}}
    says("形式主义、lesson/l1 formalism")
    assert asking.ask_tags(LINE, "Tags", words) == ("four_winds/formalism", "lesson/l1")
    says("")
    assert asking.ask_tags(LINE, "Tags", words) == ()
    says("")
    assert asking.ask_tags(LINE, "Tags", words, default=("lesson/l1",)) == ("lesson/l1",)
    says("形式主意", "打招呼")
    assert asking.ask_tags(LINE, "Tags", words) == ("lesson/l1",)
    assert "Closest matches: 形式主义 (four_winds/formalism)." in capsys.readouterr().err


@pytest.mark.parametrize(("said", "meant"), [("", True), ("n", False), ("是", True), ("NO", False), ("y", True)])
def test_a_yes_or_a_no(says: Says, said: str, meant: bool) -> None:
    says("maybe", said)
    assert asking.ask_yes(LINE, "Sure?", default=True) is meant


def test_an_optional_list_of_words_may_be_left_empty(says: Says) -> None:
    words = {"work": "工作短板", "duty": "担当差距"}
    says("")
    assert asking.ask_words(LINE, "Levels", words, needed=False) == ()
    says("")
    assert asking.ask_words(LINE, "Levels", words, default=("duty",)) == ("duty",)
    says("", "1、担当差距")
    assert asking.ask_words(LINE, "Levels", words) == ("work", "duty")


def test_a_post_that_two_have_is_the_default_all_the_same(says: Says) -> None:
    says("")
    assert asking.ask_officer(LINE, "Owner", {"a": "科员", "b": "科员"}, known, "b") == "b"
