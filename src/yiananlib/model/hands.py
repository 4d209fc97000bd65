"""Work that changes hands: who answers for a record from now on. Who did before stays in the history, and judges not.

The entry says from whom to whom, and the fold finds what that is: whatever is open and in the hands of the one when the
entry is read. So what another branch gave to somebody else meanwhile stays there, and what it gave to who left does not
stay behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import Field

from yiananlib.messages import _
from yiananlib.model.base import FilledText, OfficerRef, Stamped
from yiananlib.model.calling import unit, whole
from yiananlib.model.org import ancestors
from yiananlib.model.vocabulary import Function

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yiananlib.model.org import Org

KIND: Final = "reassigned"


class Reassigned(Stamped):
    """What of the record is open and in the hands of ``from`` is in those of ``to`` from now on, for a reason.

    What is recorded of the work itself stays as it is, so a pass does not lapse by it.
    """

    kind: Literal["reassigned"] = "reassigned"
    from_: OfficerRef = Field(alias="from")
    to: OfficerRef
    reason: FilledText


def now(charge: str, head: Any, counted: Iterable[Stamped]) -> Any:
    """Return the head of a matter with the officer in its field ``charge`` who answers for it now."""
    first = holder = getattr(head, charge)
    for entry in counted:
        if isinstance(entry, Reassigned) and entry.from_ == holder:
            holder = entry.to
    return head if holder == first else head.model_copy(update={charge: holder})


def ever(charge: str, head: Any, entries: Iterable[Stamped]) -> Iterator[str]:
    """Yield who answers for a matter, or did before."""
    named = getattr(head, charge)
    if named is not None:
        yield named
    yield from (entry.to for entry in entries if isinstance(entry, Reassigned))


def objection(entry: Reassigned, holders: Iterable[str], before: Iterable[Stamped]) -> str | None:
    """Return why ``entry`` cannot hand over what it says, in the reader's language; None where it can.

    ``holders`` are those who answer for the record now, ``before`` the entries so far. Who holds nothing any more may
    have done it all meanwhile; but what was given to somebody else is not given twice.
    """
    if entry.from_ == entry.to:
        return _("{officer} cannot hand over to themselves").format(officer=entry.from_)
    if entry.from_ in holders:
        return None
    given = [e for e in before if isinstance(e, Reassigned) and e.from_ == entry.from_]
    if given and given[-1].to != entry.to:
        return _("{officer} already handed over to {other}").format(officer=entry.from_, other=given[-1].to)
    return None


def outside(entry: Reassigned, org: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why who is to answer for a record of ``org`` may not, by where they belong; None if they may.

    Work stays in the organization, or goes to one above it; the office alone gives it to any other.
    """
    own = orgs.get(entry.principal.partition("/")[0])
    if own is not None and own.function is Function.OFFICE:
        return None
    if entry.to.partition("/")[0] in {org, *ancestors(org, orgs)}:
        return None
    return _("{officer} belongs neither to {org} nor above it; only the office may hand work to them").format(
        officer=whole(entry.to, orgs), org=unit(org, orgs)
    )
