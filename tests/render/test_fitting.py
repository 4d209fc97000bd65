"""The widths of a table: all there is room for, the widest text folded first, and what is short whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.render.document import WIDE, Column, Table, cells, width
from yiananlib.render.fitting import GAP, SHORT, filled, widths

VALUES = st.text("招标整改ab12 -", max_size=60)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 6))
    columns = tuple(Column(draw(VALUES), mm=draw(st.sampled_from([0, WIDE]))) for _ in range(count))
    rows = draw(st.lists(st.tuples(*[VALUES] * count), min_size=1, max_size=5))
    return Table(columns, tuple(cells(*row) for row in rows))


@given(tables(), st.integers(2, 300))
def test_a_table_fits_its_room_and_keeps_what_is_short(table: Table, room: int) -> None:
    sizes = widths(table, room)
    if sizes is None:
        return
    assert sum(sizes) + GAP * (len(sizes) - 1) <= room
    for place, size in enumerate(sizes):
        longest = max(width(row[place].text) for row in table.rows)
        assert size >= min(longest, SHORT)
        assert size >= max(map(width, table.columns[place].title.split()), default=0)


@given(tables())
def test_where_there_is_room_nothing_is_folded(table: Table) -> None:
    sizes = widths(table, 1000)
    assert sizes is not None
    for place, size in enumerate(sizes):
        assert size == max(width(text) for text in (table.columns[place].title, *(r[place].text for r in table.rows)))


def test_the_widest_text_is_folded_first() -> None:
    table = Table(
        (Column("编号"), Column("问题", mm=WIDE), Column("说明", mm=WIDE)), (cells("a", "长" * 40, "短" * 10),)
    )
    assert widths(table, 80) == (4, 52, 20)
    assert widths(table, 46) == (4, 19, 19)
    assert widths(table, 39) is None


def test_what_names_the_row_and_what_is_no_text_is_never_folded() -> None:
    table = Table((Column("Id"), Column("Problem", mm=WIDE)), (cells("x" * 30, "长" * 30),))
    assert widths(table, 60) == (30, 28)
    assert widths(table, 40) is None


@pytest.mark.parametrize("empty", [(), (1,), (2,), (1, 2), (0, 1, 2)])
def test_columns_that_say_nothing_are_left_out_but_for_the_first(empty: tuple[int, ...]) -> None:
    columns = (Column("a"), Column("b"), Column("c"))
    table = Table(columns, (cells(*("" if n in empty else str(n) for n in range(3))),) * 2)
    assert [c.title for c in filled(table).columns] == [
        c.title for n, c in enumerate(columns) if n == 0 or n not in empty
    ]
