"""What an editor needs to complete and check the files of a ledger: its settings, and the schemas of this machine.

The settings are files of the ledger like any other. The schemas are a cache: they hold the ledger's own words, lie in
yian's own folder, where git does not look, and are renewed when a definition changes.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import LedgerInvalid, YianError
from yiananlib.messages import speaking
from yiananlib.store import editors, files, kinds, layout
from yiananlib.store.transaction import writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger


class Installed(NamedTuple):
    """The schemas that were written, by their paths in the ledger; those that were there so are not among them."""

    paths: tuple[str, ...]


def install(ledger: Ledger, waiting: Callable[[], None]) -> Installed:
    """Write the schemas of all kinds where the settings of editors look for them.

    Raises:
        LedgerInvalid: a definition file of the ledger cannot be read.
        WriteFailed: the disk did not take it.
    """
    from yiananlib.services.reading.schemas import schemas  # a definition that changes renews words alone

    with writing(ledger, waiting):
        _put(ledger, f"{layout.SCHEMAS}/.gitignore", b"*\n")  # of this machine, in a ledger without a list, too
        made = [(editors.schema_file(schema.kind), schema.data) for schema in schemas(ledger)]
        return Installed(tuple(path for path, data in made if _put(ledger, path, data)))


def renew(ledger: Ledger) -> None:
    """Put the words that the ledger has now into the schemas that are installed; the caller holds the lock.

    What cannot be done is left: the schemas are help for typing, and `yian verify` judges what was typed.
    """
    if not files.exists(ledger.root, layout.SCHEMAS):
        return
    from yiananlib.services.reading import schema_words
    from yiananlib.services.reading.schemas import written

    with contextlib.suppress(YianError, OSError, LookupError, TypeError, ValueError):
        with speaking(ledger.campaign().language):
            words = schema_words.of_ledger(ledger)
        for kind in kinds.ALL:
            path = editors.schema_file(kind.name)
            schema = json.loads(files.read(ledger.root, path))
            schema["$defs"] |= {name: words[name] for name in schema["$defs"] if name in words}
            _put(ledger, path, written(schema))


def furnish(ledger: Ledger, context: Context | None) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Write the settings of editors into a ledger that lacks them, or has them as an older yian wrote them.

    Settings that somebody else wrote stay as they are. They are the office's to write, as all that is for everybody.

    Returns:
        What was written; what is lacking and was not; and why git did not commit it, or None.

    Raises:
        WriteFailed: the disk did not take it.
    """
    wanted = {path: text().encode() for path, text in editors.FILES.items()}
    lacking = tuple(path for path, data in wanted.items() if _is_lacking(ledger, path, data))
    if not lacking or context is None:
        return (), lacking, None
    from yiananlib.services.recording.begin import commit_definition, require_office

    with writing(ledger, context.waiting) as transaction:
        try:
            campaign, who = ledger.campaign(), require_office(ledger, context)
        except YianError:  # others may not, and what is broken is mended first
            return (), lacking, None
        for path in lacking:
            transaction.put(path, wanted[path], _there(ledger, path))
        uncommitted = commit_definition(transaction, f"{', '.join(lacking)}: setup", context, campaign, who)
    return lacking, (), uncommitted


def _is_lacking(ledger: Ledger, path: str, wanted: bytes) -> bool:
    try:
        there = _there(ledger, path)
    except LedgerInvalid:
        return False  # a link or a folder that somebody put there
    return there is None or (there != wanted and editors.is_ours(there))


def _there(ledger: Ledger, path: str) -> bytes | None:
    try:
        return files.read(ledger.root, path)
    except FileNotFoundError:
        return None


def _put(ledger: Ledger, path: str, data: bytes) -> bool:
    """Write a file of yian's own, and tell whether it was not there so."""
    there = _there(ledger, path)
    if there == data:
        return False
    if there is None:
        files.create(ledger.root, path, data)
    else:
        files.replace(ledger.root, path, data, there)
    return True
