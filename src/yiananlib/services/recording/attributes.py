"""git's attributes of a ledger: what says that records are merged and compared as such, in a clone and for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import WriteFailed, YianError
from yiananlib.messages import _, system_said
from yiananlib.services.recording.begin import commit_definition, require_office
from yiananlib.services.verifying.clone_setup import missing
from yiananlib.store import clone, files, git, kinds, layout
from yiananlib.store.transaction import writing

if TYPE_CHECKING:
    from pathlib import Path

    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger


class Tracked(NamedTuple):
    """What became of the ledger's own file of attributes.

    ``written`` is its path where it was mended; ``lacking`` tells that it names too little and was not;
    ``uncommitted`` is why git did not commit it, or None.
    """

    written: str | None = None
    lacking: bool = False
    uncommitted: str | None = None


def mend_own(ledger: Ledger) -> str | None:
    """Name what is missing in the attributes of this clone alone; return their file where it was written.

    Raises:
        WriteFailed: the disk did not take it.
    """
    lacking = missing(ledger)
    if not lacking:
        return None
    path = clone.own_attributes(ledger.root)
    prefix = git.prefix(ledger.root)
    try:
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        gap = "" if not old or old.endswith("\n") else "\n"
        path.parent.mkdir(exist_ok=True)
        path.write_text(old + gap + "".join(f"{kinds.line(kind, prefix)}\n" for kind in lacking), encoding="utf-8")
    except OSError as error:
        raise unwritten(path, error) from error
    return str(path)


def mend_tracked(ledger: Ledger, context: Context | None) -> Tracked:
    """Name every kind of record in the ledger's own attributes, if the office is at the keyboard.

    Raises:
        WriteFailed: the disk did not take it.
    """
    if _mended(_there(ledger)) is None:
        return Tracked()
    if context is None:
        return Tracked(lacking=True)
    with writing(ledger, context.waiting) as transaction:
        old = _there(ledger)
        new = _mended(old)
        try:
            campaign, who = ledger.campaign(), require_office(ledger, context)
        except YianError:  # others may not, and what is broken is mended first: this clone is set up all the same
            return Tracked(lacking=True)
        if new is None:
            return Tracked()
        transaction.put(layout.ATTRIBUTES, new, old)
        if layout.ATTRIBUTES not in clone.uncommitted(ledger.root):  # as the last commit has it
            return Tracked(layout.ATTRIBUTES)
        uncommitted = commit_definition(transaction, f"{layout.ATTRIBUTES}: setup", context, campaign, who)
    return Tracked(layout.ATTRIBUTES, uncommitted=uncommitted)


def unwritten(path: Path, error: OSError) -> WriteFailed:
    """Return what is said of a file of git's own that the disk did not take."""
    said = _("{path}: it could not be written ({reason}). Nothing was recorded.")
    return WriteFailed(said.format(path=path, reason=system_said(error)))


def _there(ledger: Ledger) -> bytes | None:
    try:
        return files.read(ledger.root, layout.ATTRIBUTES)
    except FileNotFoundError:
        return None


def _mended(old: bytes | None) -> bytes | None:
    """Return the file with a line for every kind, the other lines as they are; None where it has them all."""
    if not old:
        return kinds.attributes().encode()
    lines = old.decode(errors="surrogateescape").splitlines()
    wanted = [kinds.line(kind) for kind in kinds.ALL]
    if all(line in lines for line in wanted):
        return None
    patterns = [line.split()[:1] for line in wanted]
    others = [line for line in lines if line.split()[:1] not in patterns]
    return "\n".join([*others, *wanted, ""]).encode(errors="surrogateescape")
