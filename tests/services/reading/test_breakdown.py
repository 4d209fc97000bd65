"""The tables of what problems say: which rows there are, in which order, and what they are called."""

import datetime as dt
from collections.abc import Sequence

import pytest

from tests.builders import OFFICE, OTHER
from tests.services.ledgers import Desk, asked
from tests.services.registers import case
from yiananlib.errors import NoSuchRecord
from yiananlib.index import breakdown as rows
from yiananlib.model.words import BREAKDOWN_WORDS
from yiananlib.services.reading.breakdown import Breakdown, Part, breakdown
from yiananlib.services.recording import close_out

DAY = dt.date(2026, 6, 16)


@pytest.fixture
def county(desk: Desk) -> Desk:
    case(desk)
    desk.closed(tags=["四风/形式主义", "line/law"], task="case-1/2", finding="case-1/1")
    desk.problem(title="二", tags=["形式主义"], severity="major", source="audit", found=dt.date(2025, 12, 31))
    desk.problem("czj", by=OTHER, title="三", leader="head", owner="head", kind="drifting", **{"class": "immediate"})
    voided = desk.problem(title="四", tags=["gifts"])
    close_out.void(desk.ledger, desk.context(OFFICE), voided, "重复")
    return desk


def told(desk: Desk, *by: str, day: dt.date = DAY, org: str | None = None) -> Breakdown:
    return asked(desk.ledger, lambda index: breakdown(index, day, by, org))


def there(desk: Desk, by: str) -> list[tuple[str | None, str, str, int, int]]:
    (table,) = told(desk, by).tables
    return [(p.key, p.above, p.word, p.total, p.closed) for p in table.rows if p.total]


def test_what_can_be_asked_for_has_a_word() -> None:
    assert list(rows.BY) == list(BREAKDOWN_WORDS)


def test_a_vocabulary_has_a_row_for_each_word_in_its_order(county: Desk) -> None:
    words = county.ledger.campaign().vocabulary["source"]
    (table,) = told(county, "source").tables
    assert [part.key for part in table.rows] == list(words)
    assert [part.word for part in table.rows] == list(words.values())
    assert [part.total for part in table.rows if part.total] == [2, 1]
    (table,) = told(county, "class").tables
    assert [(part.word, part.total) for part in table.rows] == [("immediate", 1), ("phased", 2), ("ongoing", 0)]


def test_tags_stand_below_what_their_vocabulary_is_called_and_overlap(county: Desk) -> None:
    found = told(county, "tag")
    assert (found.total, found.tables[0].overlaps) == (3, True)
    assert there(county, "tag") == [
        ("four_winds/formalism", "四风", "形式主义", 2, 1),
        ("line/law", "三条线", "法律高压线", 1, 1),
        (None, "", "", 1, 0),
    ]


def test_leaders_stand_by_organization_with_their_posts(county: Desk) -> None:
    assert [(above, word, total) for _key, above, word, total, _closed in there(county, "leader")] == [
        ("住建局", "职务 deputy-1", 2), ("财政局", "职务 head", 1),
    ]  # fmt: skip


def test_findings_and_tasks_stand_by_case(county: Desk) -> None:
    text = county.ledger.case("case-1").tasks[1].text
    title = county.ledger.case("case-1").title
    assert there(county, "task") == [("case-1/2", title, text, 1, 1), (None, "", "", 2, 0)]
    assert [key for key, *_rest in there(county, "finding")] == ["case-1/1", None]


def test_years_are_those_in_which_problems_were_found(county: Desk) -> None:
    assert [(key, total) for key, _above, _word, total, _closed in there(county, "year")] == [("2025", 1), ("2026", 2)]


def test_a_word_that_the_campaign_lost_is_told_by_its_key(county: Desk) -> None:
    county.edit("yian.toml", 'drifting = "作风漂浮"\n', "")
    assert there(county, "kind")[-1][:3] == ("drifting", "", "drifting")


def test_several_tables_come_in_the_order_asked_for_each_once(county: Desk) -> None:
    assert [table.by for table in told(county, "year", "kind", "year").tables] == ["year", "kind"]


def test_an_organization_has_its_own_and_those_below_it(county: Desk) -> None:
    def totals(org: str) -> Sequence[int]:
        return [part.total for part in told(county, "severity", org=org).tables[0].rows]

    assert told(county, "kind", org="czj").total == 1
    assert sum(totals("gov")) == 3
    with pytest.raises(NoSuchRecord):
        told(county, "kind", org="nowhere")


def test_a_share_of_nothing_is_none() -> None:
    part = Part("x", "", "x", 0, 0, 0, 0, 0)
    assert part.closure_rate is None
    assert part._replace(total=4, closed=1).closure_rate == 0.25
