"""The figures as tables: each row that has a word is told, and every place names rows that there are."""

import pytest

from tests.services.ledgers import Desk, asked
from yiananlib.index.figures import BY_NAME, FIGURES, Figures
from yiananlib.render import plain
from yiananlib.render.document import Document, Table
from yiananlib.render.views import figures
from yiananlib.services.reading.report import Coverage, Report, report


def told(table: Table) -> dict[str, list[str]]:
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}


def test_every_figure_with_a_word_has_a_line_with_its_count_and_its_share(whole: Report) -> None:
    lines = told(figures.figures(whole.figures, Coverage("2026-1", 3, 12)))
    values = whole.figures._asdict() | {"answered": 3, "expected": 12}
    for figure in FIGURES:
        if figure.word:
            word = f"{figure.word} 2026-1" if figure.name == "coverage" else figure.word
            count = lines.pop(word)[0]
            beside = figure.whole and figure.whole != "total"
            assert count == (f"{values[figure.told]} of {values[figure.whole]}" if beside else str(values[figure.told]))
    assert lines == {}


def test_a_share_of_nothing_is_a_dash_and_a_count_of_nothing_is_no_alarm(desk: Desk) -> None:
    nothing = asked(desk.ledger, lambda index: report(index, desk.now.date())).figures
    table = figures.figures(nothing, Coverage(None, 0, 0))
    lines = told(table)
    assert lines["On time (original deadline)"] == ["0 of 0", "—"]
    assert all(cell.style != "red" for row in table.rows for cell in row)


@pytest.mark.parametrize("place", [*figures.OF_ORGANIZATIONS, *figures.OF_KINDS], ids=lambda place: place.head)
def test_every_column_is_of_a_figure_and_of_its_share_where_it_says_so(place: figures.Place) -> None:
    assert place.share <= BY_NAME[place.figure].is_share


def test_the_large_figures_and_those_compared_are_rows(whole: Report) -> None:
    assert [row[0].text for row in figures.headline(whole.figures).rows] == [
        BY_NAME[name].alone if BY_NAME[name].is_share else BY_NAME[name].word for name in figures.HEADLINE
    ]
    same = figures.before_and_after(whole.figures, whole.figures)
    assert all(row[3].text == "" for row in same.rows)
    more = figures.before_and_after(whole.figures, whole.figures._replace(closed=whole.figures.closed + 2))
    assert told(more)["Closed"][-1] == "+2"


def test_a_plain_count_needs_no_function_of_its_own(whole: Report) -> None:
    assert set(Figures._fields) >= {figure.told for figure in FIGURES if figure.name != "coverage"}
    assert "Recurred" in plain.text(Document((figures.figures(whole.figures, whole.coverage),)))
