"""A unit's report: what its figures say, and its ledger in an annex."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from tests.render.papers import cells, opened
from tests.render.written import csv_text, read, written
from tests.services.ledgers import Desk, asked
from yiananlib.messages import speaking
from yiananlib.render import plain, show
from yiananlib.render.formats import FORMATS
from yiananlib.render.views import account as view
from yiananlib.render.views.ledger import CLASSIC
from yiananlib.services.reading.account import Account, account

LAST_DAY = dt.date(2026, 6, 20)
T = TypeVar("T")


def told(desk: Desk, then: Callable[[Account], T], org: str | None = "zjj", language: str = "zh_CN") -> T:
    """Return what is made of the report while the index is open: its ledger is read as it is written."""
    with speaking(language):
        return asked(desk.ledger, lambda index: then(account(index, LAST_DAY, org)))


def test_the_columns_are_those_of_the_workbook_on_a4(county: Desk) -> None:
    made = told(county, lambda value: view.rows(value).columns)
    assert [column.title for column in made][-3:] == ["佐证材料", "完成情况", "是否销号"]
    assert [column.mm for column in made] == [entry.a4 for entry in CLASSIC]


def test_a_unit_reports_to_the_office_and_signs_itself(county: Desk) -> None:
    text = told(county, lambda value: plain.text(show.document(value)))
    name, issuer = told(county, lambda value: (value.told.org_name, value.told.issuer))
    assert text.startswith(f"{name}关于")
    assert f"\n{issuer}：\n" in text
    assert f"\n{name}\n2026年6月20日\n" in text
    assert "三、工作要求" not in text
    assert f"整改台账（{name}）" in text


def test_every_problem_stands_in_the_annex_with_posts(county: Desk) -> None:
    content = told(county, lambda value: b"".join(show.pieces(value, show.Form("docx"))))
    (ledger,) = opened(content).tables
    total, posts = told(county, lambda value: (value.told.report.figures.total, value.setting.names))
    assert len(ledger.rows) == total + 1
    assert len(ledger.columns) == len(CLASSIC) == 14
    leaders = {row[5] for row in cells(ledger)[1:]}
    assert leaders <= set(posts.values())


def test_evidence_is_named_as_it_was_given(county: Desk) -> None:
    text = told(county, lambda value: csv_text(show.made(value, FORMATS["csv"])), None)
    assert "核验表.pdf" in text
    assert "-核验表.pdf" not in text


def test_the_county_s_has_the_figures_of_all_units_too(county: Desk) -> None:
    text = told(county, lambda value: plain.text(show.document(value)), None)
    assert text.startswith("关于")
    assert "附件1" in text
    assert "附件2" in text


def test_json_has_the_problems_whole(county: Desk) -> None:
    shape = told(county, lambda value: read(value))
    assert shape["kind"] == "ledger"
    assert len(shape["problems"]) == shape["figures"]["total"]
    assert all("measures" in problem and "symptom" in problem for problem in shape["problems"])


def test_it_is_the_same_each_time(county: Desk) -> None:
    assert told(county, lambda value: written(value, "md")) == told(county, lambda value: written(value, "md"))
