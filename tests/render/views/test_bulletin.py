"""通报: its parts, its annexes, and figures that are those of the report."""

import datetime as dt

from tests.render.papers import opened, paragraphs
from tests.render.written import md_text, read
from tests.services.ledgers import Desk, asked
from yiananlib.messages import speaking
from yiananlib.render import plain, show
from yiananlib.render.document import Document, Heading, Section, Table
from yiananlib.render.views.bulletin import bulletin as laid_out
from yiananlib.render.views.figures import by_organization
from yiananlib.services.reading.bulletin import Bulletin, bulletin

LAST_DAY = dt.date(2026, 6, 20)


def told(desk: Desk, day: dt.date = LAST_DAY, org: str | None = None) -> Bulletin:
    return asked(desk.ledger, lambda index: bulletin(index, day, org))


def document(value: Bulletin, language: str = "zh_CN") -> Document:
    with speaking(language):
        return show.document(value)


def headings(value: Document, level: int) -> list[str]:
    return [b.text for b in value.blocks if isinstance(b, Heading) and b.level == level]


def test_it_has_the_three_parts_of_a_bulletin(county: Desk) -> None:
    made = document(told(county))
    name = told(county).setting.name
    assert headings(made, 1) == [f"关于{name}整改情况的通报", "各单位整改情况统计表", "逾期问题清单"]
    assert headings(made, 2) == ["一、总体情况", "二、存在问题", "三、工作要求"]
    assert headings(made, 3)[0].startswith("（一）")
    assert headings(document(told(county), "en"), 2)[0] == "1. Overall situation"


def test_units_and_overdue_problems_are_annexes(county: Desk) -> None:
    value = told(county)
    blocks = laid_out(value).blocks
    first, second = (n for n, block in enumerate(blocks) if isinstance(block, Section))
    assert blocks[first + 2] == by_organization(value.report)
    assert blocks[second] == Section(landscape=True, annex="Annex 2")
    late = blocks[second + 2]
    assert isinstance(late, Table)
    assert len(late.rows) == value.report.figures.overdue


def test_one_annex_alone_has_no_number(desk: Desk) -> None:
    text = plain.text(document(told(desk)))
    assert "附件：各单位整改情况统计表" in text
    assert "\n附件\n" in text
    assert "没有发现逾期、退回、反弹等问题。" in text


def test_it_is_signed_on_the_day_it_is_told_of(county: Desk) -> None:
    value = told(county)
    text = plain.text(document(value))
    assert f"\n{value.issuer}\n2026年6月20日\n" in text


def test_what_the_campaign_asks_less_is_said(county: Desk) -> None:
    assert "less strict" in plain.text(laid_out(told(county)))


def test_of_an_organization_it_says_so(county: Desk) -> None:
    made = document(told(county, org="zjj"))
    assert "住建局" in headings(made, 1)[0]
    assert "住建局及所属各单位：" in plain.text(made)


def test_it_is_written_in_every_form(county: Desk) -> None:
    value = told(county)
    assert "\n## 一、总体情况\n" in md_text(document(value))
    content = b"".join(show.pieces(value, show.Form("docx")))
    assert content == b"".join(show.pieces(told(county), show.Form("docx")))
    assert ("Heading 1", "1. Overall situation") in paragraphs(opened(content))
    shape = read(value)
    assert shape["kind"] == "bulletin"
    assert shape["figures"]["total"] == value.report.figures.total
    assert len(shape["overdue"]) == shape["figures"]["overdue"]
    assert shape["came_and_went"].keys() == {"new", "closed", "reopened", "voided", "received", "transferred"}
