"""Which entry of a record a user means: its id, or the beginning of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.errors import Ambiguous, NoSuchRecord
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.model.base import Stamped


def entry_named(entries: Sequence[Stamped], name: str, ref: str) -> str:
    """Return the id of the one entry of the record ``ref`` that is called ``name``, or begins so.

    Raises:
        NoSuchRecord: there is none.
        Ambiguous: there are several.
    """
    start = name.lower()
    found = [entry.id for entry in entries if entry.id.startswith(start)] if start else []
    if start in found:
        return start
    if len(found) > 1:
        raise Ambiguous(name, found)
    if not found:
        raise NoSuchRecord(_("entry"), name, _("`yian show {ref}` shows the entries of the record.").format(ref=ref))
    return found[0]
