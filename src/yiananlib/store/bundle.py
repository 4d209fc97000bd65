"""A ledger as items that other programs read, and the bytes of its files made of them again; docs/exchange.md has all.

An item is a file: what it says as JSON has it, its digest, and its text where that is written otherwise than yian would
write it (comments, an order of one's own, other line ends). So nothing of a ledger is lost on the way.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic import ValidationError

from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.messages import _
from yiananlib.model.reasons import reasons
from yiananlib.model.text import forbidden
from yiananlib.store import codec, guard, headway, kinds, layout
from yiananlib.store.ledger import LARGEST_EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yiananlib.store.kinds import RecordKind
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.source import Source

FORMAT: Final = "yian-ledger"
VERSION: Final = 1

EVIDENCE: Final = "evidence"
SIGNERS: Final = "signers"
_MIB: Final = 1 << 20
LARGEST: Final = 64 * _MIB
"""Bytes of a supporting file that is taken along; a line of JSON holds it, and whoever reads it holds the line."""

_NOWHERE: Final = re.compile(r'[<>:"|?*\\/]|^\.|[. ]$|^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)', re.IGNORECASE)
"""What a name holds that some system takes for something else than a file."""


class Item(NamedTuple):
    """A file of a ledger.

    Attributes:
        path: its path in the ledger.
        kind: a kind of ``store.kinds``, or :data:`EVIDENCE` or :data:`SIGNERS`.
        org, id: the organization whose folder it is in, and the name of the record; None if there is none.
        sha256: the digest of the file, in hexadecimal; None if the author of the item did not give it.
        record: the contents of a record, in the form of JSON; None for other files.
        text: the text of the file if it differs from how yian would write it.
        size: the size of a supporting file, in bytes; None for other files.
        data: its bytes in base64; None if it is not included.
    """

    path: str
    kind: str
    org: str | None
    id: str | None
    sha256: str | None
    record: Mapping[str, Any] | None = None
    text: str | None = None
    size: int | None = None
    data: str | None = None

    @property
    def plain(self) -> dict[str, Any]:
        """Its fields by name, as JSON has them."""
        left_out = ("record", "text") if self.kind == EVIDENCE else ("size", "data")
        return {name: value for name, value in self._asdict().items() if name not in left_out}

    @property
    def row(self) -> RecordKind | None:
        """The kind of record; None for evidence and keys."""
        return kinds.BY_NAME.get(self.kind)


class Unfit(Exception):
    """What was read is no ledger of this form.

    ``where`` is a path in the ledger or a line, "" for the file as a whole; ``problem`` a sentence without its end.
    """

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(problem)
        self.where = layout.shown(where)
        self.problem = problem


def items(ledger: Ledger, *, evidence: bool) -> Iterator[Item]:
    """Yield all files of a ledger, definitions first; supporting files with their bytes where ``evidence``.

    What yian writes anew into every ledger (git's attributes, settings of editors) is no part of it.

    Raises:
        LedgerInvalid: a file cannot be read, or has no place in a ledger.
        UsageProblem: a supporting file is too large to be taken along.
    """
    for path, place in headway.over(list(places(ledger.source))):
        if place.kind == SIGNERS:
            yield _signers(ledger.bytes_of(path))
        elif place.kind == EVIDENCE:
            yield _evidence(ledger, path, place, taken=evidence)
        else:
            yield _record(ledger, path, place)


def places(source: Source) -> Iterator[tuple[str, layout.Place]]:
    """Yield where each file of a ledger lies, definitions first: its path, and what that says of it.

    Raises:
        LedgerInvalid: a file has no place in a ledger.
    """
    for path in _paths(source):
        place = layout.Place(SIGNERS) if path == layout.SIGNERS else layout.place(path)
        if place is None or _misnamed(place):
            raise LedgerInvalid(
                layout.shown(path),
                _("no record or supporting file can have this name."),
                _("Restore its name, or move it out of the ledger."),
            )
        yield path, place


def item(values: Any) -> Item:
    """Return the item that somebody wrote as JSON has it.

    Raises:
        Unfit: a field is unknown, missing or of another type, or they contradict each other.
    """
    if not isinstance(values, dict) or not isinstance(path := values.get("path"), str):
        raise Unfit("", _("an item is not a file of the ledger: it has no path"))
    if unknown := values.keys() - set(Item._fields):
        raise Unfit(path, _("“{field}” is not a field of a file").format(field=layout.shown(min(unknown))[:60]))
    given = {name: values.get(name) for name in Item._fields}
    types = {"record": dict, "size": int}
    for name, value in given.items():
        if value is not None and type(value) is not types.get(name, str):
            raise Unfit(path, _("“{field}” has the wrong type").format(field=name))
    found = Item._make(given.values())
    _check(found)
    return found


def content(item: Item) -> bytes | None:
    """Return the bytes of the file of an item; None for a supporting file that was not taken along.

    Raises:
        Unfit: it is not what the ledger could hold, or not what its digest says.
    """
    if item.kind == EVIDENCE:
        if item.data is None:
            return None
        data = _decoded(item)
    else:
        data = _signers_of(item) if item.row is None else _bytes(item, item.row)
    if item.sha256 is not None and hashlib.sha256(data).hexdigest() != item.sha256:
        raise Unfit(item.path, _("it does not match its digest (sha256); get it again from the source"))
    return data


def _paths(source: Source) -> Iterator[str]:
    for kind in kinds.ALL:
        if not kind.of_org:
            yield from _of_kind(source, kind)
    if source.exists(layout.SIGNERS):
        yield layout.SIGNERS
    for org in source.names(layout.ORGS):
        rows = [row for row in kinds.ALL if row.of_org]
        folders = [f"{layout.ORGS}/{org}/{EVIDENCE}", *(kind.folder(org) for kind in rows if not kind.is_single)]
        if source.exists(kinds.ORG.path(org)) or any(source.exists(folder) for folder in folders):
            if not source.exists(kinds.ORG.path(org)):
                raise LedgerInvalid(
                    layout.shown(f"{layout.ORGS}/{org}"),
                    _("it holds records but is not an organization: it has no org.toml."),
                    _("Restore the organization from git, or move its records."),
                )
            for kind in rows:
                yield from _of_kind(source, kind, org)
            yield from (f"{folders[0]}/{name}" for name in source.names(folders[0]))


def _of_kind(source: Source, kind: RecordKind, org: str = "") -> Iterator[str]:
    if kind.is_single:
        if source.exists(kind.path(org)):
            yield kind.path(org)
    else:
        yield from (f"{kind.folder(org)}/{name}" for name in source.names(kind.folder(org), ".toml"))


def _record(ledger: Ledger, path: str, place: layout.Place) -> Item:
    kind = kinds.BY_NAME[place.kind]
    record = ledger.record(kind, place.org, place.name)
    data, written = ledger.bytes_of(path), kind.encode(record)
    return Item(
        path, kind.name, place.org or None, place.name or None, _digest(data),
        record=as_json(codec.values(written)[1]), text=data.decode() if data != written else None,
    )  # fmt: skip


def _signers(data: bytes) -> Item:
    try:
        return Item(layout.SIGNERS, SIGNERS, None, None, _digest(data), text=data.decode())
    except UnicodeDecodeError:
        raise LedgerInvalid(layout.SIGNERS, _("it is not UTF-8 text."), _("Save it as UTF-8.")) from None


def _evidence(ledger: Ledger, path: str, place: layout.Place, *, taken: bool) -> Item:
    data = ledger.evidence(path)
    if len(data) > (LARGEST if taken else LARGEST_EVIDENCE):
        said = _("{path} is larger than the limit of {limit} MiB. Export without --evidence, and copy the file.")
        raise UsageProblem(said.format(path=layout.shown(path), limit=LARGEST // _MIB))
    text = base64.b64encode(data).decode() if taken else None
    return Item(path, EVIDENCE, place.org, place.name, _digest(data), size=len(data), data=text)


def _misnamed(place: layout.Place) -> bool:
    """Tell whether the name of a supporting file is none everywhere; those of records were looked at."""
    name = place.name
    return place.kind == EVIDENCE and (
        forbidden(name) is not None
        or _NOWHERE.search(name) is not None
        or "\n" in name
        or "\t" in name
        or len(name.encode()) > 250
        or unicodedata.normalize("NFC", name) != name
    )


def _check(item: Item) -> None:
    place = layout.place(item.path)
    if item.path == layout.SIGNERS:
        place = layout.Place(SIGNERS)
    if place is None or _misnamed(place):
        raise Unfit(item.path, _("a ledger has no file with this path"))
    if (item.kind, item.org or "", item.id or "") != place:
        raise Unfit(item.path, _("its kind, org or id does not match its path"))
    if item.sha256 is not None and not re.fullmatch("[0-9a-f]{64}", item.sha256):
        raise Unfit(item.path, _("its sha256 is not a digest"))
    wanted = ("size", "sha256") if place.kind == EVIDENCE else ("text",) if place.kind == SIGNERS else ("record",)
    if missing := [name for name in wanted if getattr(item, name) is None]:
        raise Unfit(item.path, _("“{field}” is missing").format(field=missing[0]))
    free = {"sha256", "path", "kind", "org", "id", *wanted}
    free |= {"data"} if place.kind == EVIDENCE else {"text"}
    if more := [name for name in Item._fields if name not in free and getattr(item, name) is not None]:
        raise Unfit(item.path, _("“{field}” is not a field of a file of its kind").format(field=more[0]))


def _bytes(item: Item, kind: RecordKind) -> bytes:
    try:
        written = _encoded(kind, dict(item.record or {}))
        kind.decode(written, item.org or "", item.id or "")
        if item.text is None:
            return written
        data = item.text.encode()
        if kind.encode(kind.decode(data, item.org or "", item.id or "")) != written:
            raise Unfit(item.path, _("its text does not match its record"))
        return data
    except codec.Invalid as error:
        raise Unfit(item.path, error.faults[0].problem) from None
    except ValidationError as error:
        raise Unfit(item.path, next(iter(reasons(error))).sentence) from None
    except (UnicodeError, RecursionError):
        raise Unfit(item.path, _("it contains something that is not text")) from None


def _encoded(kind: RecordKind, values: dict[str, Any]) -> bytes:
    """Return the file of a record that somebody wrote as JSON has it; raise ValidationError."""
    shape = kind.shape()
    if not shape.entries:
        return kind.encode(shape.head.model_validate_json(json.dumps(values)))
    rows = values.pop("entries", [])
    head = shape.head.model_validate_json(json.dumps(values))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise codec.Invalid(codec.Fault(0, "schema", _("“{name}” is not a list of tables").format(name="entries")))
    entries = []
    for row in rows:
        model = shape.entries.get(row["kind"]) if isinstance(row.get("kind"), str) else None
        if model is None:
            said = _("“{kind}” is not a kind of entry").format(kind=layout.shown(str(row.get("kind")))[:60])
            raise codec.Invalid(codec.Fault(0, "schema", said))
        entries.append(("entries", model.model_validate_json(json.dumps(row))))
    return codec.encode(head.plain(), entries)


def _signers_of(item: Item) -> bytes:
    try:
        data = (item.text or "").encode()
    except UnicodeError:
        raise Unfit(item.path, _("it contains something that is not text")) from None
    if len(data) > guard.MAX_BYTES or forbidden((item.text or "").replace("\r\n", "\n")) is not None:
        raise Unfit(item.path, _("it is too large, or contains characters that cannot be displayed safely"))
    return data


def _decoded(item: Item) -> bytes:
    said = item.data or ""
    if len(said) > LARGEST // 3 * 4 + 4:
        raise Unfit(item.path, _("it is larger than {limit} MiB").format(limit=LARGEST // _MIB))
    try:
        data = base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError):
        raise Unfit(item.path, _("its data is not base64")) from None
    if len(data) != item.size:
        raise Unfit(item.path, _("it has {size} bytes, which does not match its stated size").format(size=len(data)))
    return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def as_json(value: Any) -> Any:
    """Return a value of a record as JSON has it: days and times as text."""
    match value:
        case dict():
            return {key: as_json(inner) for key, inner in value.items()}
        case list():
            return [as_json(inner) for inner in value]
        case dt.date():  # a time is one
            return value.isoformat()
        case _:
            return value
