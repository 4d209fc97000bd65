import datetime as dt

from tests.render.written import shape
from tests.services.ledgers import Desk
from yiananlib.model.entries import Registered
from yiananlib.model.measures import Planned
from yiananlib.model.rounds import Answered
from yiananlib.model.vocabulary import Answer
from yiananlib.render import plain
from yiananlib.render.views import history
from yiananlib.services.reading.history import Event, History, compare

AT = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
BASE = {"id": "3f9k2m", "at": AT, "by": "zjj/liaison"}


def events(county: Desk) -> History:
    planned = Planned.model_validate(
        BASE | {"number": 1, "text": "[red]修订[/red]", "owner": "zjj/head", "due": dt.date(2026, 5, 1)}
    )
    answer = Answered.model_validate(BASE | {"prompt": "p01", "answer": Answer.CLEAR, "reason": "已对照"})
    return History(
        county.ledger.campaign(),
        {"zjj": "住建局", "zjj/liaison": "联络员"},
        (
            Event("problem", "0123456789", AT, "zjj/liaison", "zjj/k7m2qd", "题目", planned),
            Event("problem", "0123456789", AT, "zjj/liaison", "zjj/k7m2qd", "题目", Registered.model_validate(BASE)),
            Event("round", "0123456788", AT, "zjj/liaison", "zjj/2026-1", "", answer),
            Event("campaign", "0123456787", AT, "", "yian.toml", "changed", None),
        ),
    )


def test_the_log_has_a_line_for_each_thing_recorded(county: Desk) -> None:
    lines = plain.text(history.log(events(county))).splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["0123456789", "0123456789", "0123456788", "0123456787"]
    assert "add a measure" in lines[1]
    assert ["住建局 联络员" in line for line in lines[1:]] == [True, True, True, False]
    assert "题目: 1. [red]修订[/red]" in lines[1]
    assert "clear: 已对照" in lines[3]
    assert "definition" in lines[4]


def test_an_empty_log_says_so(county: Desk) -> None:
    assert plain.text(history.log(History(county.ledger.campaign(), {}, ()))) == "Nothing was recorded.\n"


def test_the_log_as_json_has_the_whole_entry(county: Desk) -> None:
    rows = shape(events(county))
    assert [set(row) for row in rows] == [{"commit", "at", "by", "record", "title", "entry"}] * 4
    assert rows[0]["entry"]["kind"] == "planned"
    assert (rows[3]["entry"], rows[3]["by"]) == (None, None)


def test_a_comparison_shows_figures_and_problems_by_what_became_of_them(county: Desk) -> None:
    found = compare(county.ledger, "2026-03-11", "2026-06-20", dt.date(2026, 6, 20))
    text = plain.text(history.comparison(found))
    assert text.startswith("From 2026-03-11 to 2026-06-20\n")
    assert f"New: {len(found.appeared)}" in text
    assert f"Newly overdue: {len(found.overdue)}" in text
    (problems,) = [line for line in text.splitlines() if line.startswith("Problems")]
    assert problems.split()[-1] == f"+{found.after.figures.total}"
    for row in (*found.appeared, *found.closed, *found.overdue, *found.extended):
        assert row.ref in text


def test_a_comparison_shows_where_a_problem_moved_from(county: Desk) -> None:
    found = compare(county.ledger, "2026-03-12", "2026-06-20", dt.date(2026, 6, 20))
    text = plain.text(history.comparison(found))
    assert found.moved
    assert all(f"{old} → {row.status}" in text for row, old in found.moved)


def test_a_comparison_without_a_change_says_so(county: Desk) -> None:
    found = compare(county.ledger, "2026-06-20", "2026-06-20", dt.date(2026, 6, 20))
    assert "No problem changed." in plain.text(history.comparison(found))


def test_a_comparison_as_json_has_its_keys_whatever_changed(county: Desk) -> None:
    found = shape(compare(county.ledger, "2026-03-11", "2026-06-20", dt.date(2026, 6, 20)))
    keys = ["org", "from", "to", "appeared", "closed", "reopened", "voided", "overdue", "extended", "received", "moved"]
    assert list(found) == keys
    assert list(found["from"]) == ["name", "day", "commit", "figures"]
