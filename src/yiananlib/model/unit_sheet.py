"""What the workbook of a unit knows of itself: the hidden sheet ``_yian``, written with it and read when it comes back.

Its rows are texts: what it is; the headings of the columns; of each row of the sheets which problem or measure it is,
the digest of the record and of what was locked; of each cell what it said, and whether it was open.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.model.unit_cells import Key, Known, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HIDDEN: Final = "_yian"
"""What the sheet is called."""
ID: Final = "id"
MEASURE: Final = "measure"
"""What the columns are called, beside the fields of the cells, that say what a row is about."""
_MARK: Final = "yian workbook"
_VERSION: Final = "1"


class Newer(ValueError):
    """A workbook that a newer yian wrote."""


class Row(NamedTuple):
    """What a row is about: a problem, or one of its measures; and what it was when the workbook was made.

    ``digest`` is of the head and the entries, ``submission`` the id of the last submission, "" for none; ``locked`` is
    the fingerprint of the cells that may not be changed, "" where none was taken.
    """

    id: str
    measure: int
    org: str
    digest: str
    submission: str
    locked: str


class Remembered(NamedTuple):
    """All that a workbook knows of itself; ``headings`` are those of the columns by field."""

    day: dt.date
    org: str
    headings: Mapping[str, str]
    rows: Mapping[tuple[str, int], Row]
    cells: Mapping[Key, Known]


def written(value: Remembered) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the hidden sheet."""
    yield (_MARK, _VERSION, value.day.isoformat(), value.org)
    for field, title in value.headings.items():
        yield ("heading", field, title)
    for row in value.rows.values():
        yield ("row", row.id, str(row.measure), row.org, row.digest, row.submission, row.locked)
    for key, cell in value.cells.items():
        yield ("cell", key.id, str(key.measure), key.field, "open" if cell.open else "locked", cell.text)


def is_one(rows: Sequence[Sequence[object]]) -> bool:
    """Tell whether the rows of a sheet are those of the hidden one."""
    return bool(rows) and bool(rows[0]) and rows[0][0] == _MARK


def read(rows: Iterable[Sequence[object]]) -> Remembered:
    """Return what the hidden sheet says.

    Raises:
        Newer: it was written in a way that is not known yet.
        ValueError: somebody changed it.
    """
    lines = [tuple(map(text_of, row)) for row in rows]
    _mark, version, day, org = _padded(lines[0], 4)
    if version != _VERSION:
        raise Newer(version)
    headings: dict[str, str] = {}
    found: dict[tuple[str, int], Row] = {}
    cells: dict[Key, Known] = {}
    for line in lines[1:]:
        match line[:1]:
            case ("heading",):
                _kind, field, title = _padded(line, 3)
                headings[field] = title
            case ("row",):
                _kind, name, measure, unit, digest, submission, locked = _padded(line, 7)
                found[name, int(measure)] = Row(name, int(measure), unit, digest, submission, locked)
            case ("cell",):
                _kind, name, measure, field, how, text = _padded(line, 6)
                cells[Key(name, int(measure), field)] = Known(text, how == "open")
            case _:
                raise ValueError(line)
    if ID not in headings:
        raise ValueError(ID)
    return Remembered(dt.date.fromisoformat(day), org, headings, found, cells)


def fingerprint(values: Iterable[object]) -> str:
    """Return a digest of the cells of a row that may not be changed, as they are read back."""
    return hashlib.sha256("\0".join(map(_plain, values)).encode()).hexdigest()[:16]


def _plain(value: object) -> str:
    try:
        return text_of(value)
    except ValueError:
        return repr(value)


def _padded(line: tuple[str, ...], size: int) -> tuple[str, ...]:
    if len(line) > size:
        raise ValueError(line)
    return line + ("",) * (size - len(line))
