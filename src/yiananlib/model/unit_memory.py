"""What the workbook of a unit knows of itself: the rows of its hidden sheet, written and read.

It says of which ledger and unit it is and of which day, what its headings are, of each problem the entries that were
there and the digest over head and entries, and of each cell what it was given. Rows have four cells, all text: a word,
whose it is, of what, and the value as JSON text, which no program takes for a number, a day or a formula. The last row
is a digest over the others, so that a sheet that was damaged is told apart from one that was not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.model import ids
from yiananlib.model.problem import digest
from yiananlib.model.unit_cells import Key, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yiananlib.model.problem import Problem

SHEET: Final = "_yian"
"""What the hidden sheet is called."""
FORMAT: Final = 1
"""Which form it has; a higher one is of a newer yian."""
Row = tuple[str, str, str, str]
_CHUNK: Final = 1000
"""Ids of entries in one cell."""


class Cell(NamedTuple):
    """What a cell was given, and whether it was to be filled in."""

    base: str
    is_open: bool


class Record(NamedTuple):
    """A problem as it was: the ids of its entries, and the digest over its head and them."""

    seen: tuple[str, ...]
    digest: str


class Damaged(ValueError):
    """The hidden sheet is not as it was written."""


class Newer(ValueError):
    """A newer yian wrote it."""


@dataclass
class Memory:
    """What the hidden sheet says.

    ``ledger`` is the name of the campaign, ``day`` that of the export; ``headings`` are those of the columns of each
    part by field, in order; ``cells`` are those of each row by field.
    """

    ledger: str
    org: str
    day: dt.date
    headings: dict[Part, dict[str, str]] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    cells: dict[Key, dict[str, Cell]] = field(default_factory=dict)


def record(problem: Problem) -> Record:
    """Return what the hidden sheet keeps of a problem in its current state."""
    return Record(tuple(entry.id for entry in problem.entries), digest(problem.head, problem.entries))


def is_of(problem: Problem, known: Record) -> bool:
    """Tell whether a problem is the one that was known, whatever was recorded since."""
    seen = frozenset(known.seen)
    entries = [entry for entry in problem.entries if entry.id in seen]
    return digest(problem.head, entries) == known.digest


def rows(memory: Memory) -> Iterator[Row]:
    """Yield the rows of the hidden sheet."""
    made = list(_rows(memory))
    yield from made
    yield ("check", "", "", _sum(made))


def _rows(memory: Memory) -> Iterator[Row]:
    about = {"format": FORMAT, "ledger": memory.ledger, "org": memory.org, "day": memory.day.isoformat()}
    for name, value in about.items():
        yield ("yian", "", name, written(value))
    for part, headings in memory.headings.items():
        for name, heading in headings.items():
            yield ("heading", part.value, name, written(heading))
    for problem, known in memory.records.items():
        yield ("digest", problem, "", written(known.digest))
        for at in range(0, len(known.seen), _CHUNK):
            yield ("seen", problem, "", written(" ".join(known.seen[at : at + _CHUNK])))
    for key, cells in memory.cells.items():
        for name, cell in cells.items():
            yield ("open" if cell.is_open else "locked", str(key), name, written(cell.base))


def read(given: Iterable[Row]) -> Memory:
    """Return what the rows of a hidden sheet say.

    Raises:
        Newer: a newer yian wrote it.
        Damaged: a row is missing, was changed or added.
    """
    made = [row for row in given if any(row)]
    head = {name: value for word, _key, name, value in made if word == "yian"}
    if (form := _int(head.get("format", ""))) is None:
        raise Damaged("format")
    if form > FORMAT:
        raise Newer(form)
    if not made or made[-1] != ("check", "", "", _sum(made[:-1])):
        raise Damaged("check")
    try:
        return _read(made[:-1], {name: json.loads(value) for name, value in head.items()})
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(str(error)) from None


def _read(made: Iterable[Row], head: Mapping[str, str]) -> Memory:
    memory = Memory(head["ledger"], head["org"], dt.date.fromisoformat(head["day"]))
    digests: dict[str, str] = {}
    seen: dict[str, list[str]] = {}
    for word, key, name, value in made:
        said = json.loads(value)
        match word:
            case "heading":
                memory.headings.setdefault(Part(key), {})[name] = said
            case "digest":
                digests[key] = said
            case "seen":
                seen.setdefault(key, []).extend(said.split())
            case "open" | "locked":
                memory.cells.setdefault(key_of(key), {})[name] = Cell(said, word == "open")
    memory.records = {problem: Record(tuple(seen[problem]), value) for problem, value in digests.items()}
    return memory


def key_of(text: str) -> Key:
    """Return the row that a text names, as :class:`Key` writes it.

    Raises:
        ValueError: it names none.
    """
    problem, slash, number = text.partition("/")
    if not ids.is_id(problem) or (slash and not (number.isascii() and number.isdigit() and number[0] != "0")):
        raise ValueError(text)
    return Key(problem, int(number) if slash else None)


def written(value: object) -> str:
    """Return a value as it stands in its cell."""
    # programs take _x0041_ for a letter, each a little otherwise
    return json.dumps(value, ensure_ascii=False).replace("_x", r"_\u0078")


def _int(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _sum(made: Iterable[Row]) -> str:
    text = "\n".join("\t".join(row) for row in made)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
