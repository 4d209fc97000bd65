"""Reminders as a document."""

import datetime as dt

from tests.render.written import md_text, shape
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue
from yiananlib.render import plain
from yiananlib.render.views.reminders import reminders
from yiananlib.services.reading.remind import Reminders, remind

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
