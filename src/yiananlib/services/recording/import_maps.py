"""The mappings by which foreign sheets are read: one that is named, or that of the ledger which belongs to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from yiananlib.errors import NoSuchRecord, UsageProblem
from yiananlib.messages import _, system_said
from yiananlib.model import sheet_layout
from yiananlib.model.authority import may_define
from yiananlib.model.mappings import Mapping
from yiananlib.model.reasons import reasons
from yiananlib.model.text import name_fault
from yiananlib.services.reading.wording import handed_in
from yiananlib.store import kinds

if TYPE_CHECKING:
    from yiananlib.services.recording.context import Stamp
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.sheets import Book
    from yiananlib.store.transaction import Transaction


class Chosen(NamedTuple):
    """A mapping and what it is called, "" where there is none; ``is_kept`` tells that the ledger has it."""

    name: str
    mapping: Mapping
    is_kept: bool = False


def chosen(ledger: Ledger, said: str | None, book: Book) -> Chosen:
    """Return the mapping for a file: the one that is named, else the one of the ledger that belongs to its headings.

    What ends with ``.toml`` or has a folder is a file; anything else is the name of a mapping of the ledger.

    Raises:
        UsageProblem: it cannot be read.
        NoSuchRecord: there is none of that name.
    """
    if said is None:
        return _fitting(ledger, book)
    path = Path(said)
    if path.suffix != ".toml" and path.name == said:
        return Chosen(said, _kept(ledger, said), is_kept=True)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageProblem(
            _("{path} cannot be read ({reason}).").format(path=said, reason=system_said(error))
        ) from None
    is_kept = path.resolve().parent == (ledger.root / kinds.MAPPING.folder()).resolve()
    return Chosen(path.stem, read(data, said), is_kept)


def _kept(ledger: Ledger, name: str) -> Mapping:
    try:
        if name_fault(name) is None:
            found: Mapping = ledger.record(kinds.MAPPING, "", name)
            return found
    except FileNotFoundError:
        pass
    there = _(", ").join(ledger.names(kinds.MAPPING)) or "—"
    raise NoSuchRecord(
        _("mapping"), name, _("Available: {names}. The name of a mapping file ends in .toml.").format(names=there)
    )


def _fitting(ledger: Ledger, book: Book) -> Chosen:
    for name in ledger.names(kinds.MAPPING):
        mapping = _kept(ledger, name)
        if any(mapping.fits(headings(layout)) for layout in _layouts(book, mapping)):
            return Chosen(name, mapping, is_kept=True)
    return Chosen("", Mapping())


def _layouts(book: Book, mapping: Mapping) -> list[sheet_layout.Layout]:
    return [
        sheet_layout.read(sheet.rows, sheet.merged, mapping.said, mapping.table.header_row)
        for sheet in book.sheets
        if mapping.table.sheet in (None, sheet.name)
    ]


def headings(layout: sheet_layout.Layout) -> tuple[str, ...]:
    """Return the headings by which a mapping knows its files."""
    return tuple(column.heading[:200] for column in layout.columns)


def read(data: bytes, path: str) -> Mapping:
    """Return the mapping in a file.

    Raises:
        UsageProblem: it is none.
    """
    try:
        return Mapping.model_validate({"schema": 1, **handed_in(data)})
    except ValidationError as error:
        said = _("; ").join(reason.sentence for reason in reasons(error))
        raise UsageProblem(_("{path} is not a mapping: {said}.").format(path=path, said=said)) from None


def keep(transaction: Transaction, who: Stamp, found: Chosen, names: tuple[str, ...]) -> str | None:
    """Keep a mapping that somebody handed in, for the next file of the kind; return why it is not kept, or None.

    It is a definition, and so the office keeps it; what the ledger has of that name stays as it is.
    """
    if found.is_kept or not found.name or not names:
        return None
    if not may_define(who.actor, transaction.ledger.orgs(), who.at.date()):
        return _("The mapping was not kept in the ledger: only the office keeps mappings.")
    if name_fault(found.name) is not None:
        return _("The mapping was not kept in the ledger: its name may only have letters, digits, - and _.")
    kept = found.mapping.kept(names)
    try:
        if transaction.ledger.record(kinds.MAPPING, "", found.name) == kept:
            return None
    except FileNotFoundError:
        transaction.create(kinds.MAPPING, kept, "", found.name)
        return None
    said = _("The mapping was not kept: the ledger has a different one with this name (`yian edit mapping/{name}`).")
    return said.format(name=found.name)
