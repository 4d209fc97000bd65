"""Pages: they hold together by themselves, and what is said in them is text."""

import base64
import hashlib
import itertools
import re
import subprocess
import sys

import pytest
from hypothesis import given

from tests.render.pages import checked
from tests.render.written import written
from tests.strategies import texts
from yiananlib.index.values import Org
from yiananlib.messages import speaking
from yiananlib.render.document import (
    Cell,
    Chart,
    Column,
    Document,
    Fields,
    Heading,
    Paragraph,
    Section,
    Table,
    cells,
)
from yiananlib.render.formats import html
from yiananlib.services.reading.lists import Listing, Orgs, Shown
from yiananlib.services.reading.report import Report

COLUMNS = (Column("单位"), Column("问题", mm=60), Column("n", "count"), Column("率", "percent"), Column("灯", "lamp"))
DAYS = Table((Column("日", "day"), Column("未销号", "count")), ())
MARKS = ("<", ">", "&", '"', "'", "</td>", "</style>", "-->", "]]>", "{{ 7*7 }}", "{% raw %}", "&lt;", "&#60;", "`")
WORDS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "javascript:alert(1)",
    "<a href='//example.org'>", "<!--", "<![CDATA[x]]>", "<?php ?>", "</title><h1>", "</main></body>", "=1+1", "@x",
    "\u202e反", "\x00", "\x1b[31m", "第二行", "<base href=x>",
)  # fmt: skip
HOSTILE = [*(f"{one}{two}" for one, two in itertools.product(MARKS, WORDS)), *MARKS, *WORDS]


def page_of(*blocks: object) -> str:
    return "".join(html.pieces(Document(blocks)))  # type: ignore[arg-type]  # whatever a test takes for a block


def everywhere(text: str) -> str:
    """Return a page that has ``text`` in every place that a document has for text."""
    row = (Cell(text), Cell(text, "red"), Cell(text, value=1), Cell(text, value=0.5), Cell(text, "green"))
    table = Table(tuple(column._replace(title=text) for column in COLUMNS), (row,), text)
    return page_of(
        Heading(text, 1),
        Paragraph(text),
        Heading(text),
        Paragraph(text, "dim", "centre"),
        table,
        table._replace(headline=True),
        Table(COLUMNS, (), text),
        Fields(((text, Cell(text)), (text, Cell(text, "red")))),
        Section(annex=text),
        Heading(text),
        Chart(table, 2),
        Heading(text, 3),
        Chart(DAYS._replace(rows=tuple(cells(day, n) for day, n in days(3))), 1),
    )


def days(n: int) -> list[tuple[object, int]]:
    import datetime as dt

    return [(dt.date(2026, 3, 1) + dt.timedelta(days=number), number) for number in range(n)]


def test_there_are_hundreds_of_hostile_texts() -> None:
    assert len(set(HOSTILE)) >= 200


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(text: str) -> None:
    plain = checked(everywhere("平"))
    page = checked(everywhere(text))
    assert [tag for tag, _attributes in page.tags] == [tag for tag, _attributes in plain.tags]
    shown = "".join("\ufffd" if c in "\u202e\x00\x1b" else c for c in text)
    for tag in ("h1", "h2", "h3", "p", "th", "td", "dt", "dd", "b", "title"):
        assert any(shown in one for one in page.inside(tag)), tag


@given(texts())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    page = checked(page_of(Heading("x", 1), Table((Column("a"),), (cells(Cell(text)),))))
    assert "".join(page.inside("td")) == text.replace("\r\n", "\n").replace("\r", "\n")


def test_its_policy_allows_its_own_style_and_nothing_else() -> None:
    text = page_of(Heading("报告", 1))
    style = re.search("<style>(.*)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = dict(part.split(" ", 1) for part in checked(text).attribute("content")[0].split("; "))
    assert policy == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert "<" not in style[1]


def test_each_block_has_its_form() -> None:
    row = cells("住建局", "超期", 3, Cell("50.00%", value=0.5), Cell("红：逾期", "red"))
    page = checked(page_of(Heading("报告", 1), Paragraph("一\n二"), Heading("数"), Table(COLUMNS, (row,))))
    assert page.inside("h1") == ["报告"]
    assert page.inside("title") == ["报告"]
    assert page.inside("p") == ["一\n二"]
    assert page.inside("td") == ["住建局", "超期", "3", "50.00%"]
    assert ("table", {"class": "w2 n3 n4"}) in page.tags
    assert ("i", {"class": "p50"}) in page.tags
    assert ("b", {"class": "lamp red"}) in page.tags
    assert page.inside("b") == ["红：逾期"]


def test_a_lamp_says_its_word_beside_its_colour(listing: Listing) -> None:
    page = checked(written(listing, "html"))
    lamps = [attributes["class"] for tag, attributes in page.tags if tag == "b"]
    assert len(lamps) == len(listing.rows)
    assert all(lamp is not None and lamp.startswith("lamp ") for lamp in lamps)
    assert len(page.inside("b")) == len(lamps)


def test_an_indent_stays_in_the_line_of_its_text() -> None:
    assert "<td>\u00a0\u00a0望云镇云口村 二组</td>" in page_of(
        Table((Column("单位"),), (cells("  望云镇云口村 二组"),))
    )


def test_a_page_without_a_heading_gets_one_for_screen_readers() -> None:
    page = checked(page_of(Paragraph("问题：3\n其余")))
    assert ("h1", {"class": "unseen"}) in page.tags
    assert page.inside("h1") == ["问题：3\n其余"]
    assert checked(page_of()).inside("h1") == ["yian"]


def test_a_table_without_rows_says_so_or_nothing() -> None:
    assert checked(page_of(Table(COLUMNS, (), "没有。"))).inside("p") == ["没有。"]
    assert "<table" not in page_of(Table(COLUMNS, ()))


def test_parts_are_listed_where_there_are_many_and_stand_in_their_headings() -> None:
    few = checked(page_of(Heading("报告", 1), *(Heading(str(n)) for n in range(html.LISTED - 1))))
    assert "nav" not in [tag for tag, _attributes in few.tags]
    many = checked(page_of(Heading("报告", 1), *(Heading(str(n)) for n in range(html.LISTED))))
    assert many.inside("a") == many.inside("h2") == [str(n) for n in range(html.LISTED)]


def test_several_documents_follow_each_other_on_one_page() -> None:
    page = checked(page_of(Section(), Heading("督办单", 1), Paragraph("一"), Section(), Heading("督办单", 1)))
    assert page.inside("h1") == ["督办单", "督办单"]
    assert [tag for tag, _attributes in page.tags].count("hr") == 1


def test_narrow_parts_stand_beside_each_other_and_wide_ones_alone() -> None:
    narrow = Table(COLUMNS[2:4], (cells(1, Cell("—")),))
    wide = Table(COLUMNS, (cells("a", "b", 1, Cell("—"), Cell("—")),))
    parts = itertools.chain.from_iterable((Heading(str(n)), t) for n, t in enumerate((narrow, wide, narrow, narrow)))
    page = page_of(Heading("报告", 1), *parts)
    checked(page)
    assert page.count('<div class="pair">') == 1
    assert page.count('class="narrow"') == 3


def test_a_chart_of_days_is_a_line_and_its_figures_are_there() -> None:
    table = DAYS._replace(rows=tuple(cells(day, n) for day, n in days(40)))
    page = checked(page_of(Heading("走势", 1), Chart(table, 1)))
    (svg,) = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert (svg["role"], svg["aria-label"]) == ("img", "走势")
    assert page.inside("td") == [cell.text for row in table.rows for cell in row]
    one = checked(page_of(Heading("走势", 1), Chart(table._replace(rows=table.rows[:1]), 1)))
    assert "svg" not in [tag for tag, _attributes in one.tags]


def test_a_bar_is_as_long_as_its_part_of_the_longest() -> None:
    rows = tuple(cells(str(n), n) for n in (0, 1, 250, 500))
    page = checked(page_of(Heading("x", 1), Chart(Table((Column("a"), Column("n", "count")), rows), 1)))
    assert [attributes["class"] for tag, attributes in page.tags if tag == "i"] == ["p0", "p1", "p50", "p100"]
    none = page_of(Heading("x", 1), Chart(Table((Column("a"), Column("n", "count")), rows[:1]), 1))
    assert 'class="p0"' in none


def test_every_width_that_is_used_has_its_style() -> None:
    style = page_of(Heading("x", 1))
    assert all(f".p{n}{{--p:{n}%}}" in style for n in range(101))
    assert all(f".{kind}{n} tr>" in style for kind in "ndw" for n in range(1, html.TOLD + 1))


@pytest.mark.parametrize("language", ["zh_CN", None])
def test_it_says_which_language_it_is_in(language: str | None) -> None:
    with speaking(language) if language else speaking("en"):
        page = checked(page_of(Heading("x", 1)))
    assert page.attribute("lang") == ["zh-CN" if language else "en"]


def test_results_of_all_sorts_are_pages(nasty: Shown, whole: Report, listing: Listing) -> None:
    empty = Orgs((Org("zjj", "县住建局", None, "unit", 1, None),))
    for value in (nasty, whole, listing, empty):
        assert checked(written(value, "html")).said
        assert written(value, "html") == written(value, "html")


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_its_ground_by_light_and_by_dark(dark: bool) -> None:
    light, darker = re.findall(r":root\{(.*?)\}", page_of(Heading("x", 1)), re.DOTALL)[:2]
    found = colours(light) | (colours(darker) if dark else {})
    assert set(colours(light)) == set(colours(light) | colours(darker))
    for ground in ("ground", "sheet"):
        for ink in ("ink", "soft", "head", "red", "yellow"):
            assert contrast(found[ink], found[ground]) >= 4.5, (ink, ground)
        assert contrast(found["mark"], found[ground]) >= 3
    for lamp in ("red", "yellow", "blue", "green", "dim"):
        assert contrast(found[f"on-{lamp}"], found[f"{lamp}-ground"]) >= 4.5, lamp


def test_nothing_is_written_smaller_than_twelve_pixels() -> None:
    sizes = re.findall(r"font-size:(?:clamp\()?([0-9.]+)(rem|px)", page_of(Heading("x", 1)))
    assert sizes
    assert all(float(size) * (16 if unit == "rem" else 1) >= 12 for size, unit in sizes)


def test_without_its_library_it_is_said_what_installs_it() -> None:
    code = (
        "import sys; sys.modules['jinja2'] = None\n"
        "from yiananlib.errors import UsageProblem\n"
        "from yiananlib.render.document import Document\n"
        "from yiananlib.render.formats import html\n"
        "try:\n    ''.join(html.pieces(Document()))\n"
        "except UsageProblem as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert re.search(r"jinja2.*pip install 'yian\[documents\]'", done.stdout)
