"""TOML in and out. Head and entries are each written as a flat table under a heading of ours.

Given a whole document, tomli_w inlines an array of tables as soon as its rows are short, and one new
entry would change 26 lines; so each table is written alone, and appending is old bytes + new block.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from pydantic import ValidationError

from yiananlib.messages import _
from yiananlib.model.base import SCHEMA, Base, Stamped
from yiananlib.model.entries import KINDS, UnknownKind, entry
from yiananlib.model.org import Org
from yiananlib.model.problem import Head, Problem
from yiananlib.store import guard

try:
    from tomli import loads
except ImportError:  # no wheel for this platform: the standard library reads the same, more slowly
    from tomllib import loads

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from yiananlib.model.calendars import Calendar
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.cases import Case
    from yiananlib.model.checklist import Checklist
    from yiananlib.model.lake import Lake
    from yiananlib.model.mappings import KeptMapping
    from yiananlib.model.matters import Matter
    from yiananlib.model.rounds import Round

    Parser = Callable[[str], dict[str, Any]]

R = TypeVar("R", bound=Base)
H = TypeVar("H", bound=Base)
E = TypeVar("E", bound=Stamped)

_CONFLICT_MARKER: Final = re.compile(r"^([<>|])(?=\1{6}(?: |$))", re.MULTILINE)
_HEADING: Final = re.compile(r"^[ \t]*\[\[?([^\]\n]+)\]\]?", re.MULTILINE)


class Fault(NamedTuple):
    """What is wrong in a file: ``line`` counts from 1, 0 for the file as a whole; ``code`` is stable."""

    line: int
    code: str
    problem: str
    remedy: str = ""


class Invalid(ValueError):
    """The bytes are not the record they should be; ``faults`` says why, at least once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].problem)
        self.faults = faults


def loads_quickly(text: str) -> dict[str, Any]:
    """Read TOML as ``loads`` does, several times as fast where the extra ``scale`` brought rtoml.

    It may refuse what ``loads`` takes, and says less of why.
    """
    library = _rtoml()
    # of a text of several lines it would keep the CRLF
    return loads(text) if library is None or "\r" in text else library.loads(text)


@functools.cache
def _rtoml() -> Any:
    try:
        import rtoml
    except ImportError:
        return None
    return rtoml


def values(data: bytes, parse: Parser | None = None) -> tuple[str, dict[str, Any]]:
    """Return the text and the TOML values of a file of the ledger, its schema number checked.

    Raises:
        Invalid: out of bounds, not TOML, or of a newer schema.
    """
    try:
        text = guard.text_of(data)
    except guard.Unacceptable as error:
        raise Invalid(Fault(error.line, "unreadable", error.problem, error.remedy)) from None
    try:
        found = (parse or loads)(text)
    except RecursionError:
        raise Invalid(Fault(0, "unreadable", _("values are nested too deep"))) from None
    except ValueError as error:  # TOMLDecodeError, or what Python says of a number of thousands of digits
        raise Invalid(_toml_fault(text, error)) from None
    schema = found.get("schema")
    if type(schema) is int and schema > SCHEMA:
        raise Invalid(
            Fault(
                locate(text, ("schema",)),
                "schema",
                _("its schema is {schema}; this yian supports schemas up to {known}").format(
                    schema=schema, known=SCHEMA
                ),
                _("it needs a newer yian"),
            )
        )
    return text, found


def decode_problem(data: bytes, org: str, name: str, parse: Parser | None = None) -> Problem:
    """Return the problem in a file; ``name`` is the file's, which must be its id.

    Raises:
        Invalid: with a fault for each thing that is wrong.
    """
    return Problem(org, *_decode_record(data, name, Head, entry, KINDS, parse))


def decode_matter(data: bytes, kind_: str, org: str, name: str) -> Matter:
    """Return the matter of a kind in a file; ``name`` is the file's, which must be its id.

    Raises:
        Invalid: with a fault for each thing that is wrong.
    """
    from yiananlib.model.matters import Matter, kind  # most commands read none

    of = kind(kind_)

    def entry_of(row: Mapping[str, Any]) -> Any:
        model = of.entries.get(row["kind"]) if isinstance(row.get("kind"), str) else None
        if model is None:
            raise UnknownKind(str(row.get("kind")))
        return model.model_validate(row)

    return Matter(org, *_decode_record(data, name, of.head, entry_of, of.entries), kind=kind_)


def _decode_record(
    data: bytes,
    name: str,
    model: type[H],
    entry_of: Callable[[dict[str, Any]], E],
    known: Collection[str],
    parse: Parser | None = None,
) -> tuple[H, tuple[E, ...]]:
    """Return head and entries of the record in a file called ``name``; ``known`` are the kinds of its entries."""
    text, found = values(data, parse)
    rows = found.pop("entries", [])
    faults: list[Fault] = []
    head = _model(model, found, text, (), faults)
    said = getattr(head, "id", name)
    if said != name:
        faults.append(_misnamed(said, name, text))
    entries = []
    for index, row in enumerate(_rows(rows, text, "entries", faults)):
        try:
            entries.append(entry_of(row))
        except UnknownKind as error:
            faults.append(_unknown_kind(str(error), tuple(known), text, index))
        except ValidationError as error:
            faults.extend(_faults(error, text, ("entries", index)))
    if faults or head is None:
        raise Invalid(*faults)
    return head, tuple(entries)


def decode_case(data: bytes) -> Case:
    """Return the case in a file; raise Invalid."""
    from yiananlib.model.cases import Case  # as above

    return _decode(Case, data)


def decode_mapping(data: bytes) -> KeptMapping:
    """Return the mapping of foreign sheets in a file; raise Invalid."""
    from yiananlib.model.mappings import KeptMapping  # as above

    return _decode(KeptMapping, data)


def decode_org(data: bytes) -> Org:
    """Return the organization in a file; raise Invalid."""
    return _decode(Org, data)


def decode_campaign(data: bytes) -> Campaign:
    """Return the campaign in ``yian.toml``; raise Invalid."""
    from yiananlib.model.campaign import Campaign  # what is read again is seldom the campaign

    return _decode(Campaign, data)


def decode_checklist(data: bytes) -> Checklist:
    """Return the checklist in a file; raise Invalid."""
    from yiananlib.model.checklist import Checklist  # as below: made when it is used

    return _decode(Checklist, data)


def decode_calendar(data: bytes) -> Calendar:
    """Return the calendar in a file; raise Invalid."""
    from yiananlib.model.calendars import Calendar  # few commands count working days

    return _decode(Calendar, data)


def decode_round(data: bytes, org: str, name: str) -> Round:
    """Return the round in a file, which is called ``name``; raise Invalid."""
    from yiananlib.model.rounds import Round, Written  # a command that records in a problem has no use for it

    return Round.of(org, name, _decode(Written, data))


def decode_lake(data: bytes) -> Lake:
    """Return what a lake says of itself."""
    from yiananlib.model.lake import Lake  # two commands read one

    return _decode(Lake, data)


def encode(head: Mapping[str, Any], rows: Iterable[tuple[str, Base]]) -> bytes:
    """Return the file of a record: what it says of itself, and its rows, each with the list that it is in."""
    return "\n".join([_flat(head), *(_block(table, row) for table, row in rows)]).encode()


def encode_campaign(campaign: Campaign) -> bytes:
    """Return the campaign's settings without the comments of the template."""
    import tomli_w

    return tomli_w.dumps(campaign.plain(), multiline_strings=True).encode()


def block(table: str, row: Base) -> bytes:
    """Return what appends a row to a list of a record."""
    return _block(table, row).encode()


def appended(old: bytes, block: bytes) -> bytes:
    """Return ``old`` with ``block`` after it: every old byte stays, comments with them."""
    gap = b"" if old.endswith(b"\n") else b"\n"
    return old + gap + b"\n" + block


def string(value: str) -> str:
    """Return ``value`` as a TOML basic string of one line, for filling a template."""
    import tomli_w

    return tomli_w.dumps({"x": value})[len("x = ") : -1]


def locate(text: str, path: Sequence[str | int]) -> int:
    """Return the line of a value in ``text``; of its table where the key is not found, else 1.

    ``path`` is pydantic's: ``("entries", 3, "measure")`` is the key ``measure`` of the fourth entry. An empty one is
    the file as a whole, line 0.
    """
    if not path:
        return 0
    text = _outline(text)
    start, end = 0, len(text)
    last = end
    keys = [key for key in path if isinstance(key, str)]
    tables = list(_HEADING.finditer(text))
    own = [i for i, table in enumerate(tables) if table.group(1).strip() == path[0]]
    if own and len(path) > 1 and isinstance(path[1], int):
        if path[1] < len(own):
            start = tables[own[path[1]]].start()
            end = last = tables[own[path[1] + 1]].start() if path[1] + 1 < len(own) else len(text)
        keys = keys[1:]
    elif heading := re.search(rf"^[ \t]*\[{re.escape('.'.join(keys[:-1]))}\]", text, re.MULTILINE):
        start = heading.start()
    elif len(keys) == 1 and tables:
        end = tables[0].start()  # of the head; a table of that name may follow
    for key in map(re.escape, reversed(keys)):
        found = re.compile(rf"^[ \t]*{key}[ \t]*[=.]", re.MULTILINE).search(text, start, end) or re.compile(
            rf"^[ \t]*\[\[?[ \t]*(?:[^\]\n]*\.)?{key}[ \t]*[.\]]", re.MULTILINE
        ).search(text, start, last)
        if found:
            return text.count("\n", 0, found.start()) + 1
    return text.count("\n", 0, start) + 1


@functools.lru_cache(maxsize=2)  # the faults of one file are located one after the other
def _outline(text: str) -> str:
    return guard.without_texts(text)


def _decode(model: type[R], data: bytes) -> R:
    text, found = values(data)
    faults: list[Fault] = []
    record = _model(model, found, text, (), faults)
    if record is None:
        raise Invalid(*faults)
    return record


def _rows(rows: Any, text: str, name: str, faults: list[Fault]) -> list[dict[str, Any]]:
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    faults.append(Fault(locate(text, (name,)), "schema", _("“{name}” is not a list of tables").format(name=name)))
    return []


def _misnamed(said: str, name: str, text: str) -> Fault:
    return Fault(
        locate(text, ("id",)),
        "id",
        _("its id is {id}, but its file is called {name}").format(id=said, name=name),
        _("rename the file back; ids never change"),
    )


def _unknown_kind(said: str, kinds: Sequence[str], text: str, index: int) -> Fault:
    return Fault(
        locate(text, ("entries", index, "kind")),
        "schema",
        _("“{kind}” is not a kind of entry").format(kind=_shown(said)),
        _("one of: {kinds}").format(kinds=_(", ").join(kinds)),
    )


def _shown(value: str) -> str:
    # not from a record that was found clean: a terminal must not be told what to do
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[:60])


def _model(
    model: type[R],
    found: Mapping[str, Any],
    text: str,
    path: tuple[str | int, ...],
    faults: list[Fault],
) -> R | None:
    try:
        return model.model_validate(found)
    except ValidationError as error:
        faults.extend(_faults(error, text, path))
    return None


def _faults(error: ValidationError, text: str, path: tuple[str | int, ...]) -> list[Fault]:
    from yiananlib.model.reasons import reasons  # where something is wrong

    return [Fault(locate(text, (*path, *reason.path)), "schema", reason.sentence) for reason in reasons(error)]


def _toml_fault(text: str, error: ValueError) -> Fault:
    where = re.search(r"\(at line (\d+), column \d+\)", str(error))
    line = int(where.group(1)) if where else text.count("\n") + 1 if "(at end of document)" in str(error) else 0
    return Fault(
        line,
        "toml",
        _("it is not valid TOML here"),
        _("correct it by hand, or restore it from git (parser: {detail})").format(detail=error),
    )


def _block(heading: str, record: Base) -> str:
    """Return a table under ``[[heading]]``; a field that is a table itself follows as ``[heading.field]``."""
    return f"[[{heading}]]\n" + _flat(record.plain(), heading)


def _flat(fields: Mapping[str, Any], heading: str = "") -> str:
    import tomli_w  # reading commands do without it

    own = {key: _toml(value) for key, value in fields.items() if not _is_apart(value)}
    text = tomli_w.dumps(own, multiline_strings=True)
    for key, value in fields.items():
        if _is_apart(value):
            name = f"{heading}.{key}".removeprefix(".")
            for one in [value] if isinstance(value, dict) else value:
                inner = {k: _toml(v) for k, v in one.items() if v is not None and (v != () or one is value)}
                text += f"\n[{name}]\n" if isinstance(value, dict) else f"\n[[{name}]]\n"
                text += tomli_w.dumps(inner, multiline_strings=True)
    # a line of a text that git's conflict markers look like: only within a string can one begin a line
    return _CONFLICT_MARKER.sub(lambda sign: f"\\u{ord(sign.group()):04X}", text)


def _is_apart(value: Any) -> bool:
    """Tell whether a value stands under a heading of its own: a table, or several."""
    return isinstance(value, dict) or (isinstance(value, (list, tuple)) and any(isinstance(one, dict) for one in value))


class _Moment(dt.datetime):
    """A time that tomli_w, which writes ``str()`` of it, writes with the ``T`` of ISO 8601."""

    def __str__(self) -> str:
        return self.isoformat()


def _toml(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return _Moment.fromisoformat(value.isoformat())
    return list(value) if isinstance(value, tuple) else value
