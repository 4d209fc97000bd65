"""Whether anybody of the office can still act: the office alone can mend what keeps it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model.signers import read
from yiananlib.model.vocabulary import Function

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from yiananlib.model.org import Org


def locked_out(orgs: Mapping[str, Org], signers: str | None, day: dt.date | None) -> str | None:
    """Return why nobody of the office can act, in the reader's language; None if somebody can.

    Args:
        orgs: the organizations.
        signers: the text of ``allowed_signers`` where the campaign demands signatures, empty where there is none;
            None where it demands none.
        day: on which day; None leaves terms of office and of keys out of account.
    """
    staff = [
        (f"{name}/{officer.id}", officer)
        for name, org in orgs.items()
        if org.function is Function.OFFICE
        for officer in org.officers
    ]
    present = [ref for ref, officer in staff if day is None or officer.in_office(day)]
    if staff and not present:
        return _("no officer of the office would be in post any more, so nobody could change a definition")
    if signers is None:
        return None
    keys, _faults = read(signers)
    if any(key.is_good(ref, day) for ref in present for key in keys):
        return None
    return _("each commit must be signed, but no officer of the office has a key in allowed_signers")


def left_empty(before: Mapping[str, Org], after: Mapping[str, Org]) -> str | None:
    """Return why a change leaves no office at all, in the reader's language; None if there is one, or was none."""
    if _is_staffed(before) and not _is_staffed(after):
        return _("there would be no office with an officer, so anybody could change a definition")
    return None


def _is_staffed(orgs: Mapping[str, Org]) -> bool:
    return any(org.function is Function.OFFICE and org.officers for org in orgs.values())
