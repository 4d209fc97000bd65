"""Reminders as a document."""

import datetime as dt

from tests.render.written import md_text, shape
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue
from yiananlib.model.occurrences import Every
from yiananlib.render import plain
from yiananlib.render.views.reminders import calendar, reminders
from yiananlib.services.reading.remind import Reminders, remind
from yiananlib.services.recording import rectify

DAY = dt.date(2026, 3, 12)


def told(desk: Desk, officer: str | None = None, org: str | None = None) -> Reminders:
    return asked(desk.ledger, lambda index: remind(index, DAY, [officer] if officer else (), [org] if org else ()))


def test_each_officer_has_a_heading_and_their_tables(desk: Desk) -> None:
    ref = issue(desk)
    text = plain.text(reminders(told(desk)))
    assert text.startswith("To do: 云岭县以案促改, 2026-03-12\n===")
    assert text.count(ref) == 3
    assert "\n住建局 职务 head\n\nNotices to be answered: 1\n" in text
    marked = md_text(reminders(told(desk, org="zjj")))
    assert marked.startswith("# To do: 住建局, 2026-03-12\n\n## 住建局 职务 head\n\n### Notices")


def test_where_nothing_waits_it_says_so(desk: Desk) -> None:
    assert plain.text(reminders(told(desk))).endswith("\n\nNothing is waiting.\n")
    assert plain.text(reminders(told(desk, "zjj/head"))).endswith("住建局 职务 head\n\nNothing is waiting.\n")


def test_json_has_the_address_and_what_waits(desk: Desk) -> None:
    desk.edit("orgs/zjj/org.toml", 'id = "head"', 'id = "head"\nemail = "head@zjj.example"')
    issue(desk)
    found = shape(told(desk, org="zjj"))
    assert (found["as_of"], [d["officer"] for d in found["officers"]]) == (DAY, ["zjj/head", "zjj/liaison"])
    first = found["officers"][0]
    assert (first["post"], first["email"], first["org"], first["org_name"]) == (
        "职务 head", "head@zjj.example", "zjj", "住建局",
    )  # fmt: skip
    assert [row["title"] for row in first["waits"]["notices"]] == ["抽查督办"]


def test_each_occurrence_of_what_comes_back_is_an_event_of_its_own(desk: Desk) -> None:
    ref = desk.problem()
    rectify.add_measure(
        desk.ledger, desk.context(), ref, "每周抽查", owner="jianguan", due=dt.date(2026, 3, 27), every=Every.WEEK,
        first=dt.date(2026, 3, 13),
    )  # fmt: skip
    day = dt.date(2026, 3, 16)
    digest = asked(desk.ledger, lambda index: remind(index, day, ["zjj/jianguan"]))
    events = calendar(digest).events
    name = ref.partition("/")[2]
    assert [(event.uid, event.day.day) for event in events if "每周抽查" in event.title] == [
        (f"zjj.{name}.measure-1-2026-W11@yian", 13),
        (f"zjj.{name}.measure-1-2026-W12@yian", 20),
    ]
    assert "每周抽查 [2026-W11]" in plain.text(reminders(digest))
