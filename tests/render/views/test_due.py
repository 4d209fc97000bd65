"""Queues as documents."""

import datetime as dt

import pytest

from tests.render.conftest import LAST_DAY
from tests.render.written import shape
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, reply
from yiananlib.index.queue import OpenMeasure, Request
from yiananlib.index.waits import WAITS
from yiananlib.model.meetings import Called
from yiananlib.model.rules import Listed
from yiananlib.render import plain
from yiananlib.render.views.due import due as laid_out
from yiananlib.services.reading.due import OTHERS, Due, due
from yiananlib.services.recording import extension
from yiananlib.services.recording.matters import MatterDraft, create


@pytest.fixture
def queue(county: Desk) -> Due:
    return asked(county.ledger, lambda index: due(index, LAST_DAY))


def text_of(desk: Desk, officer: str | None = None, org: str | None = None, day: dt.date = LAST_DAY) -> str:
    return plain.text(laid_out(asked(desk.ledger, lambda index: due(index, day, officer, org))))


def test_empty_queues_are_left_out(queue: Due) -> None:
    text = plain.text(laid_out(queue))
    assert text.startswith("To do: whole campaign, 2026-06-20\n===")
    for wait in queue.waits:
        assert (f"{WAITS[wait.what][0]}: {len(wait.rows)}\n" in text) is bool(wait.rows)
        assert all(row.ref in text for row in wait.rows)
    assert any(wait.rows for wait in queue.waits)


def test_a_row_says_the_deadline_and_how_far_the_measures_are(county: Desk) -> None:
    (line,) = [x for x in text_of(county).split("\n") if "会议纪要未印发" in x]
    assert line.split("  ")[-1].strip() == "0/0"
    assert "2026-06-18 (extended from 2026-06-15)" in line


def test_the_queue_says_whose_it_is(county: Desk) -> None:
    assert text_of(county, officer="zjj/head").startswith("To do: 住建局 职务 head, ")
    assert text_of(county, org="czj").startswith("To do: 财政局, ")


def test_an_empty_queue_says_so(county: Desk) -> None:
    text = text_of(county, day=dt.date(2026, 1, 1))
    assert text.endswith("\n\nNothing is waiting.\n")


def test_json_has_every_wait_and_the_rows_of_lists(queue: Due, county: Desk) -> None:
    found = shape(queue)
    assert list(found) == ["as_of", "officer", "org", "waits", "unread"]
    assert list(found["waits"]) == [*WAITS, *(what for what in OTHERS if what != "own_measures")]
    assert len(found["waits"]["overdue"]) == 3
    assert {tuple(row) for rows in found["waits"].values() for row in rows} == {
        tuple(shape(asked(county.ledger, lambda index: due(index, LAST_DAY)))["waits"]["overdue"][0])
    }
    mine = shape(asked(county.ledger, lambda index: due(index, LAST_DAY, "zjj/head", "zjj")))
    assert (mine["officer"], mine["org"]) == ("zjj/head", "zjj")
    assert list(mine["waits"]) == [
        "overdue",
        "returned",
        "soon",
        "measures",
        "incomplete",
        "submit",
        "endorse",
        "notices",
        "rules",
        "meetings",
        "rounds",
        "faulted",
        "expired",
        "wider",
        "own_measures",
        "blocks",
        "opinions",
        "stranded",
    ]


@pytest.fixture
def besides(desk: Desk) -> Desk:
    """One of each thing that waits besides problems."""
    issue(desk, title="待答复")
    reply(desk, issue(desk, title="已答复"))

    def write(draft: MatterDraft) -> str:
        draft.add(Listed if draft.record.kind == "rule" else Called)
        return "add"

    rule = {"title": "变更审批办法", "governs": "power", "due": dt.date(2026, 5, 1), "owner": "jianguan"}
    create(desk.ledger, desk.context(), "rule", "zjj", rule, write)
    meeting = {"title": "专题会", "type": "democratic_life", "planned": dt.date(2026, 4, 10)}
    create(desk.ledger, desk.context(), "meeting", "zjj", meeting, write)
    ref = desk.problem(title="招标", due=dt.date(2026, 8, 1))
    desk.measure(ref, "逐项补办", "2026-03-19")
    extension.ask(desk.ledger, desk.context(), ref, dt.date(2026, 8, 20), "待评审")
    return desk


TODAY = dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("officer", "rows"),
    [
        (
            "zjj/liaison",
            ["待答复 supervision 2026-03-20", "变更审批办法 职务 jianguan 2026-05-01", "专题会 2026-04-10"],
        ),
        ("zjj/jianguan", ["招标 1 逐项补办 2026-03-19"]),
        ("office/liaison", ["已答复 supervision 2026-03-20", "招标 职务 liaison 2026-08-01 2026-08-20 待评审"]),
    ],
)
def test_what_waits_besides_problems_has_tables_of_its_own(besides: Desk, officer: str, rows: list[str]) -> None:
    text = " ".join(text_of(besides, officer, day=TODAY).split())
    assert [row for row in rows if row not in text] == []


def test_json_has_what_waits_besides_problems(besides: Desk) -> None:
    found = shape(asked(besides.ledger, lambda index: due(index, TODAY)))["waits"]
    (notice,), (answer,), (rule,), (meeting,), (request,) = (
        found[what] for what in ("notices", "replies", "rules", "meetings", "requests")
    )
    assert (notice["title"], notice["due_now"]) == ("待答复", dt.date(2026, 3, 20))
    assert (notice["rung_now"], notice["overdue_days"]) == ("supervision", 0)
    assert (answer["title"], answer["status"]) == ("已答复", "replied")
    assert (rule["matter"], rule["owner"], rule["due_now"]) == ("rule", "zjj/jianguan", dt.date(2026, 5, 1))
    assert (meeting["matter"], meeting["due_now"]) == ("meeting", dt.date(2026, 4, 10))
    assert tuple(request) == Request._fields
    mine = shape(asked(besides.ledger, lambda index: due(index, TODAY, "zjj/jianguan")))["waits"]
    assert [tuple(measure) for measure in mine["own_measures"]] == [OpenMeasure._fields]
