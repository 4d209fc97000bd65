"""The kinds of records of a ledger, a row each; whatever must know all kinds is written from these rows.

Nothing is loaded here but names: what a row does loads the models when it is first done.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.messages import N_
from yiananlib.model.ids import is_id
from yiananlib.model.register_names import CALLED
from yiananlib.model.text import name_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from yiananlib.model.base import Base

DRIVER: Final = "yian"
"""How git's attributes and settings call the merge driver and the way in which records are compared."""

ORGS: Final = "orgs"


class Shape(NamedTuple):
    """The models of what a file says: of its head and, by their kind, of its entries; or of the whole alone."""

    head: type[Base]
    entries: Mapping[str, type[Base]] = {}


class RecordKind(NamedTuple):
    """A kind of record.

    Attributes:
        name: what places and events call it.
        pattern: where it lies, as git's attributes say it: the first ``*`` below ``orgs/`` is the organization,
            the other the record's own name.
        word: what a reader calls it.
        decode: the record in a file, given the bytes, the organization and the name; raises codec.Invalid.
        merge: what ``model.merging`` makes of base (or None), ours and theirs; the last says that a commit is being
            put on another base.
        rows: its lists of tables, and by which field the rows of each are told apart.
        table_of: in which of them a row of a record lies.
        shape: the models of what its file says.
        is_definition: changed by the office alone, and merged by field; else a record, to which rows are only ever
            added.
        is_matter: it is one of the kinds of ``model.matters``.
        by_id: its name is an id that nobody chose.
    """

    name: str
    pattern: str
    word: str
    decode: Callable[[bytes, str, str], Any]
    merge: Callable[[Any, Any, Any, bool], Any]
    rows: Mapping[str, str]
    shape: Callable[[], Shape]
    table_of: Callable[[Any], str] = lambda _row: "entries"
    is_definition: bool = False
    is_matter: bool = False
    by_id: bool = True

    @property
    def of_org(self) -> bool:
        """Whether it lies in the folder of an organization."""
        return self.pattern.startswith(f"{ORGS}/*/")

    @property
    def is_single(self) -> bool:
        """Whether there is one at most: in the ledger, or in an organization."""
        return not self.pattern.endswith("*.toml")

    @property
    def plural(self) -> str:
        """The folder of its records, which is what a list of them is called."""
        return self.pattern.split("/")[-2]

    def path(self, org: str = "", name: str = "") -> str:
        """Return where a record lies."""
        pieces = self.pattern.split("*")
        names = (org, name) if self.of_org else (name,)
        return pieces[0] + "".join(part for pair in zip(names, pieces[1:], strict=False) for part in pair)

    def folder(self, org: str = "") -> str:
        """Return the folder of its records."""
        return self.pattern.rpartition("/")[0].replace("*", org)

    def can_be_called(self, name: str) -> bool:
        """Tell whether a record can have that name."""
        return is_id(name) if self.by_id else name_fault(name) is None

    @property
    def sample(self) -> str:
        """The path of a record as there may be one, for asking git how it would treat it."""
        return self.path("x", "000000")

    def encode(self, record: Any) -> bytes:
        """Return the file of a record; one without lists is written as nested tables."""
        from yiananlib.store import codec

        return codec.encode(self.head(record), self.tabled(record)) if self.rows else codec.encode_campaign(record)

    def tabled(self, record: Any) -> list[tuple[str, Any]]:
        """Return the rows of a record, in their order, each with the list it is in."""
        return [(name, row) for name in self.rows for row in getattr(record, name)]

    def said(self, record: Any) -> list[Any]:
        """Return the entries or answers of a record, in their order; of a definition the rows of all its lists."""
        return [row for _name, row in self.tabled(record)]

    def followed(self, record: Any, table: str, rows: Sequence[Any]) -> Any:
        """Return a record with more rows in one of its lists."""
        if hasattr(record, "followed_by"):
            return record.followed_by(*rows)
        return record.model_copy(update={table: (*getattr(record, table), *rows)})

    def keys(self, record: Any) -> list[tuple[str, str]]:
        """Return for each row of a record the list it is in and what tells it apart there."""
        return [(name, str(getattr(row, self.rows[name]))) for name, row in self.tabled(record)]

    def head(self, record: Any) -> dict[str, Any]:
        """Return what a record says besides its rows, by the names of the fields in the file."""
        own: Any = getattr(record, "head", record)
        values: dict[str, Any] = own.plain() if hasattr(own, "plain") else record.plain()
        return {key: value for key, value in values.items() if key not in self.rows}


def _problem(data: bytes, org: str, name: str) -> Any:
    from yiananlib.store import codec

    return codec.decode_problem(data, org, name)


def _round(data: bytes, org: str, name: str) -> Any:
    from yiananlib.store import codec

    return codec.decode_round(data, org, name)


def _merged(base: Any, ours: Any, theirs: Any, picking: bool) -> Any:
    from yiananlib.model import merging

    return merging.merge_records(base, ours, theirs, picking=picking)


def _codec(name: str) -> Callable[..., Any]:
    """Return a function of the codec, loaded when it is first called; what it does not ask for it is not given."""

    def call(given: Any, *_org_and_name: str) -> Any:
        from yiananlib.store import codec

        return getattr(codec, name)(given)

    return call


def _problem_shape() -> Shape:
    from yiananlib.model.entries import KINDS
    from yiananlib.model.problem import Head

    return Shape(Head, KINDS)


def _whole(module: str, name: str) -> Callable[[], Shape]:
    """Return what loads the model of a whole file when it is asked for."""
    return lambda: Shape(getattr(importlib.import_module(f"yiananlib.model.{module}"), name))


def _matter(name: str, plural: str, word: str) -> RecordKind:
    def decode(data: bytes, org: str, name_: str) -> Any:
        from yiananlib.store import codec

        return codec.decode_matter(data, name, org, name_)

    def shape() -> Shape:
        from yiananlib.model.matters import kind

        return Shape(kind(name).head, kind(name).entries)

    return RecordKind(
        name, f"orgs/*/{plural}/*.toml", word, decode, _merged, {"entries": "id"}, shape,
        is_matter=True,
    )  # fmt: skip


def _definition(name: str, pattern: str, word: str, rows: Mapping[str, str], shape: Callable[[], Shape]) -> RecordKind:
    def merge(base: Any, ours: Any, theirs: Any, _picking: bool) -> Any:
        from yiananlib.model import merging

        return merging.merge_definitions(base, ours, theirs, rows)

    return RecordKind(
        name, pattern, word, _codec(f"decode_{name}"), merge, rows, shape,
        is_definition=True, by_id=False,
    )  # fmt: skip


CAMPAIGN: Final = _definition("campaign", "yian.toml", N_("campaign"), {}, _whole("campaign", "Campaign"))
CHECKLIST: Final = _definition(
    "checklist", "checklist.toml", N_("checklist"), {"prompts": "id"}, _whole("checklist", "Checklist")
)
CALENDAR: Final = _definition(
    "calendar", "calendar.toml", N_("calendar"), {"years": "year"}, _whole("calendars", "Calendar")
)
CASE: Final = _definition(
    "case", "cases/*.toml", N_("case"), {"findings": "number", "tasks": "number"}, _whole("cases", "Case")
)
ORG: Final = _definition("org", "orgs/*/org.toml", N_("organization"), {"officers": "id"}, _whole("org", "Org"))
MAPPING: Final = _definition("mapping", "imports/*.toml", N_("import mapping"), {}, _whole("mappings", "Mapping"))
PROBLEM: Final = RecordKind(
    "problem", "orgs/*/problems/*.toml", N_("problem"), _problem, _merged, {"entries": "id"}, _problem_shape,
)  # fmt: skip
ROUND: Final = RecordKind(
    "round", "orgs/*/rounds/*.toml", N_("round"), _round, _merged,
    {"answers": "id", "corrections": "id"}, _whole("rounds", "Written"),
    lambda row: "corrections" if getattr(row, "kind", None) == "redated" else "answers", by_id=False,
)  # fmt: skip

ALL: Final = (
    CAMPAIGN, CHECKLIST, CALENDAR, CASE, MAPPING, ORG, PROBLEM, ROUND,
    _matter("notice", "notices", N_("notice")),
    _matter("rule", "rules", N_("rule")),
    _matter("meeting", "meetings", N_("meeting")),
    _matter("sample", "samples", N_("sample")),
    *(_matter(name, register.folder, register.word) for name, register in CALLED.items()),
)  # fmt: skip
BY_NAME: Final = {kind.name: kind for kind in ALL}
BY_PATTERN: Final = {kind.pattern: kind for kind in ALL}
DEFINITIONS: Final = tuple(kind for kind in ALL if kind.is_definition)
RECORDS: Final = tuple(kind for kind in ALL if not kind.is_definition)
"""The kinds that organizations keep: a head written once, and rows that are only ever added to."""
MATTERS: Final = {kind.name: kind for kind in ALL if kind.is_matter}

ATTRIBUTES: Final = {"text": "set", "eol": "lf", "merge": DRIVER, "diff": DRIVER}
"""What git says of each record where :func:`attributes` is in force."""


def attributes() -> str:
    """Return the file ``.gitattributes`` of a ledger."""
    return "\n".join(
        [
            "# written by yian: records have LF line ends everywhere, and are merged and compared by what they say",
            "# once `yian setup` was run in a clone; in others by git, line by line",
            *(line(kind) for kind in ALL),
            f"{ORGS}/*/evidence/* -text",
            "",
        ]
    )


def line(kind: RecordKind, prefix: str = "") -> str:
    """Return the line of git's attributes about a kind; ``prefix`` is where the ledger lies in the repository."""
    path = "".join(f"\\{c}" if c in "*?[\\" else c for c in prefix) + kind.pattern
    pattern = f"/{path}"
    if any(c in ' \t"' for c in path):
        pattern = '"/' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'
    return f"{pattern} text eol=lf merge={DRIVER} diff={DRIVER}"
