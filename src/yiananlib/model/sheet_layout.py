"""Where the table of a sheet is: its head, what each column means, which rows are problems and which are not.

A head is searched for among the first rows by its headings, never by position; it has one to five levels. Real merged
cells are filled, blanks inherit nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.model import headings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Value = str | int | float | bool | dt.date | dt.datetime | None
    Merged = tuple[int, int, int, int]

SEARCHED: Final = 15
"""Rows among which the head begins."""
LEVELS: Final = 5
"""Rows that a head has at most."""
LONGEST: Final = 60
"""Characters of the longest heading."""
_NAMING: Final = frozenset(["symptom", "title", "number", "id"])
"""Fields of which a table of problems has one at least."""

_TOTAL: Final = re.compile(r"^\s*(合\s*计|总\s*计|小\s*计|共\s*计|total|sum)(?![a-z])", re.IGNORECASE)
_NOTE: Final = re.compile(r"^\s*(注意|注|说明|备注|填表说明|填报说明|note|n\.b\.)\s*[:：、\d]", re.IGNORECASE)
_SIGNED: Final = re.compile(
    r"(填表人|填报人|审核人|制表人?|单位负责人|负责人签字|签字|盖章|联系人|填报日期|填表日期)\s*(\(.*\))?\s*[:：]"
)
_PERIOD: Final = re.compile(
    r"^\s*(截至|截止|填报单位|填表单位|编制单位|单位\s*[:：]|填报时间|报送|as of)", re.IGNORECASE
)
_UNIT: Final = re.compile(
    r"(?:填报单位|填表单位|编制单位|责任单位|单位)(?:\s*\([^()]*\))?\s*[:：]\s*(\S[^:：]*?)(?:\s{2,}|\t|$|截至|填报|填表|日期)"
)
_YEAR: Final = re.compile(r"(20\d\d)\s*[年./-]")
_NOTHING: Final = re.compile(r"(n/?a|none|nil|无|—+|-+|/)", re.IGNORECASE)


class Column(NamedTuple):
    """A column of a table.

    ``index`` is its place from 0, -1 where the sheet has none; ``heading`` its groups and its own text, joined;
    ``field`` what it means, None where nothing is kept of it; ``how`` that was found out: ``map``, ``synonym``,
    ``filled``, ``ignored``, ``twice``, ``like: …`` or ``unknown``.
    """

    index: int  # type: ignore[assignment]  # no tuple is searched for it
    heading: str
    field: str | None
    how: str


class Aside(NamedTuple):
    """A row that is no problem: its number from 1, what it is, and its text."""

    row: int
    what: str
    text: str


class Row(NamedTuple):
    """A row of the table: its number from 1, and the cells of each column by its place."""

    number: int
    cells: Mapping[int, Value]


class Layout(NamedTuple):
    """A sheet as a table: ``header_row`` is the first row of its head, from 1, None where there is none.

    ``levels`` is how many rows the head has. ``preamble`` is what stands above it, as text. ``is_statistics`` tells
    that it counts problems and lists none.
    """

    header_row: int | None
    levels: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    aside: tuple[Aside, ...]
    preamble: tuple[str, ...]
    is_statistics: bool

    @property
    def unit(self) -> str | None:
        """The unit that the rows above the table name as having filled it in."""
        found = (_UNIT.search(line) for line in self.preamble)
        return next((match.group(1).strip() for match in found if match is not None), None)

    @property
    def year(self) -> int | None:
        """The year that the rows above the table name, where they name one."""
        years = {int(year) for line in self.preamble for year in _YEAR.findall(line)}
        return years.pop() if len(years) == 1 else None


def text_of(value: Value) -> str:
    """Return a cell as text: a number as it is typed, a day in ISO 8601, yes and no as the Chinese words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return (
        str(value)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x0b", "\n")
        .replace("_x000D_", "")
        .translate(_INVISIBLE)
        .strip()
    )


_INVISIBLE: Final = {
    0xA0: " ",
    0x200B: None,
    0x200C: None,
    0x200D: None,
    0xFEFF: None,
    0xAD: None,
    0x2028: "\n",
    0x2029: "\n",
}


def read(
    rows: Sequence[Sequence[Value]],
    merged: Sequence[Merged],
    said: Mapping[str, str] | None = None,
    head: int | None = None,
) -> Layout:
    """Return what the table of a sheet is.

    ``said`` are the fields of headings, by :func:`headings.key`, as a mapping has them, "" for none; ``head`` is the
    first row of the head, from 1, where somebody says so.
    """
    said = said or {}
    grid = _filled(rows, merged)
    found = _head(grid, merged, said, head)
    if found is None:
        asides = [Aside(n + 1, "title", _line(row)) for n, row in enumerate(grid[:SEARCHED]) if _line(row)]
        return Layout(None, 0, (), (), tuple(asides), tuple(a.text for a in asides), _looks_counted(grid))
    start, levels, columns = found
    fields = {column.field for column in columns}
    above = [Aside(n + 1, _above(row), _line(row)) for n, row in enumerate(rows[:start]) if _line(row)]
    table, below = _sorted(grid, start, levels, columns, merged)
    counted = sum(headings.is_count(column.heading) for column in columns)
    return Layout(
        start + 1,
        levels,
        columns,
        tuple(table),
        (*above, *below),
        tuple(aside.text for aside in above),
        not fields & {"symptom", "title"} and counted >= 2,
    )


def _filled(rows: Sequence[Sequence[Value]], merged: Sequence[Merged]) -> list[list[Value]]:
    """Return the rows with what merged cells show in each of them; across, only where they are also one row high."""
    grid = [list(row) for row in rows]
    for top, left, bottom, right in merged:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        value = grid[top][left]
        for n in range(top, min(bottom, len(grid) - 1) + 1):
            row = grid[n]
            row.extend([None] * (left + 1 - len(row)))
            row[left] = value
        for n in range(top, min(bottom, len(grid) - 1) + 1):
            for place in range(left + 1, min(right, len(grid[n]) - 1) + 1):
                if text_of(grid[n][place]) == text_of(value):
                    grid[n][place] = None  # stored in each of the cells that are one
    return grid


def _line(row: Sequence[Value]) -> str:
    return "  ".join(dict.fromkeys(text for text in map(text_of, row) if text))


def _above(row: Sequence[Value]) -> str:
    return "period" if _PERIOD.match(_line(row)) or "截至" in _line(row) else "title"


def _head(
    grid: Sequence[Sequence[Value]], merged: Sequence[Merged], said: Mapping[str, str], head: int | None
) -> tuple[int, int, tuple[Column, ...]] | None:
    best: tuple[int, int, tuple[Column, ...]] | None = None
    most = 0
    starts = range(min(SEARCHED, len(grid))) if head is None else [head - 1]
    for start in starts:
        if start >= len(grid) or not start >= 0 or (head is None and not _may_begin(grid[start])):
            continue
        levels = 1
        while levels < LEVELS and start + levels < len(grid) and _goes_on(grid, start, levels, merged):
            levels += 1
        columns = _columns(grid, start, levels, merged, said)
        kept = {column.field for column in columns if column.field}
        counted = sum(headings.is_count(column.heading) for column in columns)
        score = len(kept) if kept & _NAMING and len(kept) > 1 else 0
        if not score and head is None and counted >= 2 and len(columns) >= 3 and best is None:
            score = 1
        if score > most or (head is not None and columns):
            best, most = (start, levels, columns), score
    return best


def _may_begin(row: Sequence[Value]) -> bool:
    texts = [text_of(value) for value in row if value is not None]
    texts = [text for text in texts if text]
    return len(texts) > 1 and not _PERIOD.match(texts[0]) and not any(_SIGNED.search(text) for text in texts)


def _goes_on(grid: Sequence[Sequence[Value]], start: int, levels: int, merged: Sequence[Merged]) -> bool:
    """Tell whether the row after ``levels`` rows of a head belongs to it.

    It does where each of its texts stands below a group that is wider than itself, repeats the heading above, or fills
    a place that the rows above leave open, and one at least is a heading below a group.
    """
    n = start + levels
    groups = _groups(grid, start, levels, merged)
    above = _spread(grid, start, levels, merged)
    new = 0
    for place, value in enumerate(grid[n]):
        text = text_of(value)
        if not text:
            continue
        over = above[place] if place < len(above) else ()
        if over and over[-1] == text:
            continue
        if not isinstance(value, str) or len(text) > LONGEST:
            return False
        if place not in groups and over and not (groups and headings.meaning([text])):
            return False  # but for a group of one column
        new += 1
    if new:
        return True
    # all of it repeats the row above: a head whose cells are merged downwards
    return any(top < n <= bottom and top >= start for top, _left, bottom, _right in merged) and bool(_line(grid[n]))


def _groups(grid: Sequence[Sequence[Value]], start: int, levels: int, merged: Sequence[Merged]) -> set[int]:
    """Return the places below a heading of the last row that is a group: merged across, or with blanks beside it."""
    n = start + levels - 1
    places = {
        place
        for top, left, bottom, right in merged
        if right > left and start <= top <= n and bottom <= n
        for place in range(left, right + 1)
    }
    if any(top <= n <= bottom and right > left for top, left, bottom, right in merged):
        return places
    row = grid[n]
    below = grid[n + 1] if n + 1 < len(grid) else []
    last = -1
    width = max(len(row), len(below))
    for place in range(width):
        text = text_of(row[place]) if place < len(row) else ""
        if text:
            last = place
        elif last >= 0 and place < len(below) and text_of(below[place]):
            places |= set(range(last, place + 1))
    return places


def _spread(
    grid: Sequence[Sequence[Value]], start: int, levels: int, merged: Sequence[Merged]
) -> list[tuple[str, ...]]:
    """Return for each place the headings above one another, groups first."""
    block = grid[start : start + levels]
    width = max((len(row) for row in block), default=0)
    lines = [[text_of(row[place]) if place < len(row) else "" for place in range(width)] for row in block]
    across = {(top, left): right for top, left, _bottom, right in merged if start <= top < start + levels}
    for n, line in enumerate(lines):
        for place in range(width):
            right = across.get((start + n, place), place)
            for other in range(place + 1, min(right, width - 1) + 1):
                line[other] = line[other] or line[place]
        if n + 1 < len(lines) and not any(top == start + n for top, _left in across):
            last = ""
            for place in range(width):  # a file without merged cells: a group stands over what it leaves open
                if line[place]:
                    last = line[place]
                elif lines[n + 1][place]:
                    line[place] = last
    return [
        # what was written down for mending has its groups in the heading itself
        tuple(dict.fromkeys(part for line in lines if line[place] for part in line[place].split(" / ")))
        for place in range(width)
    ]


def _columns(
    grid: Sequence[Sequence[Value]], start: int, levels: int, merged: Sequence[Merged], said: Mapping[str, str]
) -> tuple[Column, ...]:
    paths = _spread(grid, start, levels, merged)
    found: list[tuple[int, Column, int]] = []
    for index, path in enumerate(paths):
        if not path:
            continue
        heading = " / ".join(" ".join(part.split()) for part in path)
        field, how, plain = _meant(path, heading, said)
        found.append((plain, Column(index, heading, field, how), index))
    if not {column.field for _plain, column, _index in found} & {"symptom", "title"}:
        found = [(plain, _stands_in(column, paths[index][-1]), index) for plain, column, index in found]
    taken: dict[str, Column] = {}
    for _plain, column, _index in sorted(found, key=lambda one: (one[1].how != "map", one[0], one[2])):
        if column.field in headings.ALONE and column.field is not None:
            taken.setdefault(column.field, column)
    return tuple(
        column._replace(field=None, how="twice")
        if column.field in headings.ALONE and taken.get(column.field or "") != column
        else column
        for _plain, column, _index in found
    )


def _stands_in(column: Column, own: str) -> Column:
    field = headings.STANDS_IN.get(headings.key(own)) if column.how != "map" else None
    return column._replace(field=field, how="synonym") if field is not None else column


def _meant(path: Sequence[str], heading: str, said: Mapping[str, str]) -> tuple[str | None, str, int]:
    for name in (heading, path[-1]):
        if (field := said.get(headings.key(name))) is not None:
            return field or None, "map", 0
    found = headings.meaning(path)
    if found is None:
        like = headings.like(path[-1])
        return None, f"like: {like}" if like is not None else "unknown", 0
    field, plain = found
    if field in headings.IGNORED:
        return None, f"ignored: {field}", 0
    grouped = len(path) > 1 and headings.meaning(path[:-1])
    # of two columns for one field, the one whose group means the same
    return field, "synonym", plain - (100 if grouped and grouped[0] == field else 0)


def _sorted(
    grid: Sequence[Sequence[Value]], start: int, levels: int, columns: Sequence[Column], merged: Sequence[Merged]
) -> tuple[list[Row], list[Aside]]:
    own = {column.index: headings.key(column.heading.rpartition(" / ")[2]) for column in columns}
    kept = {column.index for column in columns if column.field}
    wide = {top for top, left, bottom, right in merged if top == bottom and right - left >= max(2, len(columns) // 2)}
    rows: list[Row] = []
    aside: list[Aside] = []
    for n in range(start + levels, len(grid)):
        cells = {place: value for place, value in enumerate(grid[n]) if text_of(value)}
        if not cells:
            continue
        what = _what(cells, own, kept, is_wide=n in wide)
        if what is None:
            rows.append(Row(n + 1, cells))
        else:
            aside.append(Aside(n + 1, what, _line(grid[n])))
    return rows, aside


def _what(cells: Mapping[int, Value], own: Mapping[int, str], kept: set[int], *, is_wide: bool) -> str | None:
    """Return what a row below the head is, where it is no problem."""
    texts = [text_of(value) for value in cells.values()]
    first = texts[0]
    if _TOTAL.match(first) and len(first) < 12:
        return "total"
    if len(cells) <= 2 and _NOTE.match(first):
        return "note"
    if any(_SIGNED.search(text) for text in texts) and len(cells) <= 6 and all(len(t) < 80 for t in texts):
        return "signature"
    if len(cells) <= 3 and _PERIOD.match(first):
        return "period"
    if sum(headings.key(text) == own.get(place) for place, text in zip(cells, texts, strict=True)) > len(cells) / 2:
        return "heading"
    if all(_NOTHING.fullmatch(text) for text in texts):
        return "empty"
    if len(cells) == 1 and (is_wide or not set(cells) & kept):
        return "note" if not is_wide else "section"
    return None


def _looks_counted(grid: Sequence[Sequence[Value]]) -> bool:
    return any(
        sum(headings.is_count(text_of(value)) for value in row if isinstance(value, str)) >= 2
        for row in grid[:SEARCHED]
    )
