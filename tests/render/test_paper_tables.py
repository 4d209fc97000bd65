"""Tables on paper: widths that fill the page, and rows whatever they hold."""

import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import texts
from yiananlib.render import paper_tables
from yiananlib.render.document import WIDE, Cell, Column, Table, cells
from yiananlib.render.paper import SMALL, SMALLER

COLUMNS = (Column("单位"), Column("销号率", "percent"), Column("问题", mm=WIDE))


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table(COLUMNS, rows or (cells("县住建局", "33.33%", "三次催办未报"),))


@given(st.lists(st.tuples(texts(), texts(), texts()), min_size=1, max_size=3), st.sampled_from([100, 156, 225]))
def test_the_columns_fill_the_page_whatever_they_hold(rows: list[tuple[str, str, str]], room: int) -> None:
    made = paper_tables.layout(table(*(cells(*row) for row in rows)), room)
    assert sum(made.mm) == pytest.approx(room)
    assert min(made.mm) > 0


def test_the_remaining_width_goes_to_columns_of_sentences() -> None:
    made = paper_tables.layout(table(), 156)
    assert made.points == SMALL
    assert made.mm[2] > WIDE
    plain = paper_tables.layout(Table(COLUMNS[:2], (cells("县住建局", "33.33%"),)), 156)
    assert plain.mm[0] > 40


def test_figures_and_days_are_not_folded() -> None:
    columns = (*(Column("问题表现很长的一列", mm=WIDE) for _n in range(4)), Column("时限", "day"))
    made = paper_tables.layout(Table(columns, (cells(*["文"] * 4, "2026年12月30日"),)), 156)
    assert made.mm[4] > 30


def test_words_of_cells_and_titles_stay_whole() -> None:
    columns = (*(Column("Problem", mm=WIDE) for _n in range(3)), Column("Completed", "count"), Column("Status"))
    made = paper_tables.layout(Table(columns, (cells(*["文"] * 3, 1, "rectifying"),)), 156)
    assert made.points == SMALL
    assert made.mm[3] > 9 * 1.85
    assert made.mm[4] > 10 * 1.85


def test_a_table_that_is_too_wide_has_smaller_letters_and_keeps_the_page() -> None:
    columns = tuple(Column("问题", mm=WIDE) for _n in range(12))
    made = paper_tables.layout(Table(columns, (cells(*["文"] * 12),)), 225)
    assert made.points == SMALLER
    assert sum(made.mm) == pytest.approx(225)


def test_what_fits_is_told_by_what_the_columns_need() -> None:
    assert paper_tables.fits(table(), 156)
    assert not paper_tables.fits(Table((Column("x", mm=WIDE),) * 8, (cells(*["文"] * 8),)), 156)


def test_rows_are_xml() -> None:
    made = table(cells("<&>", Cell("a\nb", "red"), "]]>\x00"), cells("", "", ""))
    rows = list(paper_tables.rows(made, paper_tables.layout(made, 156)))
    assert len(rows) == 3
    whole = parse_xml(f'<w:tbl xmlns:w="urn:x">{"".join(rows)}</w:tbl>')
    assert [t.text for t in whole.iter("{urn:x}t")][3:] == ["<&>", "a", "b", "]]>?"]


def test_a_form_has_names_and_values() -> None:
    made = Table(COLUMNS[:2], (cells("督办事项", "核验"), cells("领导批示", "\n\n")))
    rows = list(paper_tables.form(made, paper_tables.Layout((30, 126), SMALL)))
    assert len(rows) == 2
    assert all("w:trHeight" in row for row in rows)


@pytest.mark.parametrize(
    ("text", "written"), [("a<b>&", "a&lt;b&gt;&amp;"), ("\x00\u202e", "??"), ("a\tb", "a b"), ("𠮷", "𠮷")]
)
def test_text_is_escaped(text: str, written: str) -> None:
    assert paper_tables.escaped(text) == written


def test_an_empty_text_makes_no_run() -> None:
    assert paper_tables.runs("") == ""
    assert paper_tables.runs("a\nb", "<w:b/>").count("<w:br/>") == 1
