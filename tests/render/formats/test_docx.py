"""Word files: on the page of GB/T 9704, the same bytes each time, and whatever a text holds."""

import io
import shutil
import zipfile
from typing import Any

import pytest

from tests.render.papers import W, cells, opened, packed, paragraphs, printed, told
from yiananlib.messages import speaking
from yiananlib.render import paper
from yiananlib.render.document import (
    WIDE,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Fields,
    Heading,
    Paragraph,
    Section,
    Table,
)
from yiananlib.render.document import cells as row
from yiananlib.render.formats import docx

COLUMNS = (Column("单位"), Column("n", "count"), Column("问题", mm=WIDE))
TABLE = Table(COLUMNS, (row("住建局", 3, "三次催办未报"),))
HOSTILE = (
    "a\x00b\x08c\x1b[31m", "\u202e抬头", "]]>", "<w:p/>", "&amp;", "&#0;", "=1+1", "@x", "\ufffe\uffff", "\ud800",
    "𠮷", "<!--rows 0-->", "--><!--", "长" * 3000, "x" * 3000, "a\tb", "a\nb\n\nc", " 头", "{{ x }}", "\u2028", "’“”",
    "_x000d_", "%s %d", "\\", "?", "CON", "🈚️", "\x7f", "\x85", "é́́́",
)  # fmt: skip


def _xml(content: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        return read.read(name).decode()


def test_each_block_has_its_style() -> None:
    with speaking("zh_CN"):
        made = told(
            Heading("通报", 1),
            Paragraph("各单位：", place="start"),
            Heading("总体情况", numbered=True),
            Heading("逾期", 3, numbered=True),
            Heading("住建局", 4, numbered=True),
            Heading("其一", 5, numbered=True),
            Paragraph("一\n二"),
            Paragraph("口径", "dim"),
            Paragraph("居中", place="centre"),
            Paragraph("办公室\n2026年6月20日", place="end"),
        )
    assert paragraphs(made) == [
        ("Title", "通报"),
        ("Addressee", "各单位："),
        ("Heading 1", "一、总体情况"),
        ("Heading 2", "（一）逾期"),
        ("Heading 3", "1. 住建局"),
        ("Heading 4", "（1）其一"),
        ("Body Text", "一"),
        ("Body Text", "二"),
        ("Note", "口径"),
        ("Centred", "居中"),
        ("Signature", "办公室"),
        ("Signature", "2026年6月20日"),
    ]
    assert made.core_properties.title == "通报"


def test_fonts_are_named_and_none_is_embedded() -> None:
    content = packed(Heading("通报", 1))
    styles = _xml(content, "word/styles.xml")
    for font in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"):
        assert f'w:eastAsia="{font}"' in styles
    assert 'w:eastAsia="zh-CN"' in styles
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        assert not any("font" in name.lower() and name != "word/fontTable.xml" for name in read.namelist())


def test_a_page_is_that_of_the_standard() -> None:
    made = told(Paragraph("文"), Section(landscape=True, annex="附件"), TABLE)
    portrait, landscape = made.sections
    assert [round(length.mm) for length in (portrait.page_width, portrait.page_height)] == [210, 297]
    assert [round(getattr(portrait, f"{side}_margin").mm) for side in ("top", "right", "bottom", "left")] == [
        37, 26, 35, 28,
    ]  # fmt: skip
    assert [round(length.mm) for length in (landscape.page_width, landscape.page_height)] == [297, 210]
    assert [round(getattr(landscape, f"{side}_margin").mm) for side in ("top", "right", "bottom", "left")] == [
        28, 37, 26, 35,
    ]  # fmt: skip
    grids = [section._sectPr.find(f"{W}docGrid") for section in made.sections]
    assert (grids[0].get(f"{W}type"), grids[0].get(f"{W}linePitch")) == ("lines", str(paper.LINE))
    assert grids[1] is None  # it would stretch the rows of tables
    assert paragraphs(made)[1] == ("Annex", "附件")


def test_pages_are_numbered_at_the_outer_edge() -> None:
    made = told(Paragraph("文"), Section(), Paragraph("二"))
    assert made.settings.odd_and_even_pages_header_footer
    first, second = made.sections
    for footer, place in ((first.footer, 2), (first.even_page_footer, 0)):
        (number,) = footer.paragraphs
        assert number.alignment == place
        assert 'w:instr=" PAGE "' in number._p.xml
    assert second.footer.is_linked_to_previous
    assert second.even_page_footer.is_linked_to_previous


def test_a_table_fills_the_page_and_repeats_its_head() -> None:
    (table,) = told(TABLE).tables
    assert cells(table) == [["单位", "n", "问题"], ["住建局", "3", "三次催办未报"]]
    xml = table._tbl.xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 2
    grid = [int(column.get(f"{W}w")) for column in table._tbl.iter(f"{W}gridCol")]
    first = [int(width.get(f"{W}w")) for width in table.rows[0]._tr.iter(f"{W}tcW")]
    assert grid == first
    assert abs(sum(grid) - 156 * paper.MM) < 5


def test_a_row_that_is_taller_than_half_a_page_may_be_torn() -> None:
    (table,) = told(Table(COLUMNS, (row("住建局", 1, "长" * 3000),))).tables
    assert table._tbl.xml.count("<w:cantSplit/>") == 1


def test_a_table_too_wide_for_a_page_turns_a_document_that_says_nothing_of_pages() -> None:
    wide = Table(tuple(Column(f"c{n}", mm=WIDE) for n in range(8)), (row(*["文"] * 8),))
    assert [round(s.page_width.mm) for s in told(wide).sections] == [297]
    assert [
        round(s.page_width.mm) for s in told(Chart(wide.without(0), 0)._replace(table=TABLE, drawn=1)).sections
    ] == [210]
    assert [round(s.page_width.mm) for s in told(Section(), wide).sections] == [210]
    assert [round(s.page_width.mm) for s in told(Section(landscape=True), wide).sections] == [297]


def test_an_empty_table_is_what_it_says_or_nothing() -> None:
    assert paragraphs(told(Table(COLUMNS, (), "没有问题。"), Table(COLUMNS, ()), Fields(()))) == [
        ("Body Text", "没有问题。")
    ]


def test_fields_are_a_form_and_a_chart_a_table_with_bars() -> None:
    form, chart = told(
        Fields((("督办事项", Cell("核验\n定责", "red")),)), Chart(Table(COLUMNS, (row("六月", 40, ""),)), 1)
    ).tables
    assert cells(form) == [["督办事项", "核验\n定责"]]
    assert form._tbl.xml.count('w:val="C00000"') == 1
    assert cells(chart)[1][:3] == ["六月", "40", ""]
    assert set(cells(chart)[1][3]) == {"█"}


def test_a_signature_stands_above_the_day_four_characters_from_the_edge() -> None:
    office, day = told(Paragraph("办公室\n2026年6月20日", place="end")).paragraphs
    assert day.paragraph_format.right_indent.pt == 64
    assert office.paragraph_format.right_indent.pt > 64
    long, day = told(Paragraph("云岭县以案促改工作领导小组办公室\n2026年6月20日", place="end")).paragraphs
    assert long.paragraph_format.right_indent.pt == 32
    assert long.paragraph_format.keep_with_next


def test_colours_are_those_of_the_words_they_stand_beside() -> None:
    (red,) = told(Paragraph("要求低于模板", "red")).paragraphs
    assert str(red.runs[0].font.color.rgb) == paper.COLOURS["red"]
    xml = told(Table(COLUMNS, (row(Cell("逾期", "red"), Cell("合计", "bold"), Cell("", "blue")),))).tables[0]._tbl.xml
    assert "<w:b/>" in xml
    assert xml.count("w:color") == 1


def test_the_same_document_gives_the_same_bytes_and_says_no_time() -> None:
    blocks: tuple[Block, ...] = (Heading("通报", 1), TABLE, Paragraph("文"))
    content = packed(*blocks)
    assert content == packed(*blocks)
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        assert {entry.date_time for entry in read.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = read.read("docProps/core.xml").decode()
        assert read.testzip() is None
    assert "dcterms" not in core.partition(">")[2].partition("dc:title")[2]
    assert "python-docx" not in core
    assert opened(content).core_properties.author == ""


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_whatever_a_text_holds_it_is_text_and_nothing_else(text: str) -> None:
    table = Table((Column(text or "x"), Column("n", "count")), (row(text, 1), row(text, 2)))
    made = told(
        Heading(text, 1), Section(annex=text), Heading(text), Paragraph(text), Paragraph(text, "red", "end"),
        Fields(((text, Cell(text)),)), table,
    )  # fmt: skip
    form, listed = made.tables
    shown = "".join("?" if _hidden(c) else c for c in text).replace("\t", " ")
    assert cells(listed)[1:] == [[shown, "1"], [shown, "2"]]
    assert cells(form) == [[shown, shown]]
    assert made.paragraphs[0].text == shown
    assert not set(_hostile()) & set(_all(made))


def test_hundreds_of_hostile_texts_stand_in_one_document_as_they_are() -> None:
    around = ("{}", "住建局{}", "{}。", "“{}”", "=HYPERLINK({})", "<w:t>{}</w:t>", "{0}{0}", "\u200b{}\ufeff")
    texts = [one.format(text) for text in HOSTILE for one in around]
    assert len(texts) > 200
    (table,) = told(Table((Column("文", mm=WIDE),), tuple(row(text) for text in texts))).tables
    shown = [["".join("?" if _hidden(c) else c for c in text).replace("\t", " ")] for text in texts]
    assert cells(table)[1:] == shown


def _hidden(character: str) -> bool:
    from yiananlib.model.text import forbidden

    return forbidden(character) is not None


def _hostile() -> str:
    return "\x00\x08\x1b\u202e\ufffe\uffff\u2028\x7f\x85"


def _all(made: Any) -> str:
    return str(made.element.xml)


def test_what_is_no_block_is_a_bug() -> None:
    with pytest.raises(TypeError):
        list(docx.pieces(Document(("text",))))  # type: ignore[arg-type]  # on purpose


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    for program in ("soffice", "pdftotext"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    said = "截至二〇二六年六月全县各级党组织共登记问题" * 40
    many = Table(COLUMNS, tuple(row("住建局", n, "三次催办未报") for n in range(60)))
    return printed(
        tmp_path_factory.mktemp("pages"),
        {
            "text": packed(Heading("通报", 1), *[Paragraph(said)] * 3),
            "annex": packed(Paragraph("文"), Section(landscape=True, annex="附件1"), many),
            "hostile": packed(*(Paragraph(text) for text in HOSTILE)),
        },
    )


def test_a_page_has_22_lines_of_28_characters(pages: dict[str, Any]) -> None:
    second = [line.strip() for line in pages["text"][1].split("\n") if line.strip()]
    *lines, number = second
    assert len(lines) == 22
    assert max(map(len, lines)) == 28
    assert sum(len(line) == 28 for line in lines) >= 18
    assert number.replace(" ", "") == "—2—"


def test_odd_pages_have_their_number_at_the_right(pages: dict[str, Any]) -> None:
    odd, even = ([line for line in page.split("\n") if "—" in line][-1] for page in pages["text"][:2])
    assert odd.index("—") > 20 > even.index("—")


def test_a_head_comes_again_on_every_page_of_an_annex(pages: dict[str, Any]) -> None:
    letter, *annex = pages["annex"]
    assert "问题" not in letter
    assert len(annex) > 1
    assert all("单位" in page and "问题" in page for page in annex)


def test_hostile_texts_are_pages_too(pages: dict[str, Any]) -> None:
    assert "]]>" in "".join(pages["hostile"])
