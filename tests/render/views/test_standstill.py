"""What stands still, as reports lay it out."""

import datetime as dt
import json
from typing import Any

from tests.builders import HEAD, LIAISON, OFFICE
from tests.services.ledgers import Desk, asked
from yiananlib.index.sync import Index
from yiananlib.render.document import Heading, Table
from yiananlib.render.show import document
from yiananlib.render.views.report import report_json
from yiananlib.services.reading.brief import brief
from yiananlib.services.reading.bulletin import bulletin
from yiananlib.services.reading.publishing import published
from yiananlib.services.reading.report import Report, report
from yiananlib.services.recording import answers

DAY = dt.date(2026, 3, 20)
HEADING = "Waiting for other organizations"


def standing(desk: Desk) -> Desk:
    one, other = desk.problem(), desk.problem()
    for ref in (one, other):
        answers.block(desk.ledger, desk.context(LIAISON), ref, "czj", "评审意见")
    desk.on("2026-03-15")
    answers.block(desk.ledger, desk.context(OFFICE), one, "gov", "协调会")
    answers.contest(desk.ledger, desk.context(HEAD), other, "不属我局监管")
    return desk


def told(desk: Desk) -> Report:
    return asked(desk.ledger, lambda index: report(index, DAY))


def after(value: object, heading: str) -> Table:
    """Return the table below a heading."""
    blocks = document(value).blocks
    place = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading)
    return next(block for block in blocks[place:] if isinstance(block, Table))


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_report_and_a_brief_say_who_is_waited_for_and_how_long(desk: Desk) -> None:
    standing(desk)
    for service in (report, brief):

        def ask(index: Index, service: Any = service) -> object:
            return service(index, DAY)

        found: object = asked(desk.ledger, ask)
        assert rows(after(found, HEADING)) == [
            ["财政局", "2", "8.0", "8"], ["县政府", "1", "5.0", "5"], ["Total", "3", "8.0", "8"],
        ]  # fmt: skip


def test_a_brief_counts_both_among_a_unit_s_difficulties(desk: Desk) -> None:
    found = asked(standing(desk).ledger, lambda index: brief(index, DAY))
    total = next(block for block in document(found).blocks if isinstance(block, Table)).rows[-1]
    assert "waiting for others 2; objections undecided 1" in [cell.text for cell in total]


def test_a_bulletin_has_it_as_an_annex_and_as_something_that_is_wanting(desk: Desk) -> None:
    found = asked(standing(desk).ledger, lambda index: bulletin(index, DAY))
    assert rows(after(found, HEADING))[-1] == ["Total", "3", "8.0", "8"]
    text = "\n".join(getattr(block, "text", "") for block in document(found).blocks)
    assert "Problems wait for other organizations: 2. Waited for: 财政局 (2, for 8 days at most), " in text


def test_a_report_lists_undecided_objections(desk: Desk) -> None:
    (row,) = rows(after(told(standing(desk)), "Objections to be decided"))
    assert row[4:6] == ["2026-03-15", "5"]


def test_where_nothing_stands_still_nothing_is_said(desk: Desk) -> None:
    desk.problem()
    headings = [block.text for block in document(told(desk)).blocks if isinstance(block, Heading)]
    assert HEADING not in headings
    assert "Objections to be decided" not in headings


def test_json_has_both_and_the_public_version_neither(desk: Desk) -> None:
    found = told(standing(desk))
    shaped = report_json(found)
    assert [one["reason"] for one in shaped["contests"]] == ["不属我局监管"]
    assert (shaped["blocks"]["open"], shaped["blocks"]["median_days"]) == (3, 8.0)
    assert [one["org"] for one in shaped["blocks"]["by_named"]] == ["czj", "gov"]
    public = report_json(published(found))
    assert (public["contests"], public["blocks"]) == (None, None)
    assert "评审意见" not in json.dumps(public, default=str, ensure_ascii=False)
