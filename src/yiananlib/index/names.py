"""What a name on the command line names: a problem, a matter or a case."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import Ambiguous, LedgerInvalid, NoSuchRecord
from yiananlib.messages import _
from yiananlib.model import ids, naming
from yiananlib.model.serial import canonical
from yiananlib.model.text import name_fault
from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.store.ledger import Ledger


class Found(NamedTuple):
    """What a name on the command line names: ``kind`` is ``problem``, ``case`` or that of a matter.

    ``org`` is empty for a case, whose ``name`` is its own; else ``name`` is a whole id.
    """

    kind: str
    org: str
    name: str


_PROBLEM: Final = kinds.PROBLEM.name


def find(ledger: Ledger, ref: str) -> Found:
    """Return what ``ref`` names: a problem, a matter or a case. No file is opened for an id.

    ``ref`` is an id, an unambiguous prefix of one, ``<org>/`` before either, a problem's serial number, or the name
    of a case. A case's whole name goes before a prefix.

    Raises:
        NoSuchRecord: nothing has that name.
        Ambiguous: several have.
    """
    if ref in ledger.case_names():
        return Found(kinds.CASE.name, "", ref)
    org, slash, name = ref.rpartition("/")
    if canonical(name) is not None:
        return Found(_PROBLEM, *ledger.locate(ref))
    found: list[Found] = []
    if ids.is_prefix(name) and not (slash and name_fault(org) is not None):
        orgs = [org] if slash else None
        found = list(_whole(ledger, name, orgs) if ids.is_id(name) else _beginning(ledger, name, orgs))
    if not found:
        hint = _("`yian list` shows the problems; with --cases, --notices, --rules or --meetings, the other records.")
        raise NoSuchRecord(_("record"), ref, f"{_near(ledger, ref)} {hint}".strip())
    if len(found) > 1:
        mixed = len({one.kind for one in found}) > 1
        words = {one: f" ({_(kinds.BY_NAME[one.kind].word)})" if mixed else "" for one in found}
        raise Ambiguous(ref, [f"{one.org}/{one.name}{words[one]}" for one in found])
    return found[0]


def _near(ledger: Ledger, ref: str) -> str:
    """Return the organization that may have been meant, as a sentence; "" where none is near, or one is broken."""
    if "/" in ref:  # the organization is there, or said besides
        return ""
    with contextlib.suppress(LedgerInvalid):
        return naming.nearest(ref, {code: org.name for code, org in ledger.orgs().items()})
    return ""


def _whole(ledger: Ledger, name: str, orgs: Sequence[str] | None) -> Iterator[Found]:
    """Yield what has the id ``name``, in ``orgs`` or in any organization; no folder is read through."""
    holders = _holders(ledger, layout.in_org(kinds.PROBLEM, name), orgs)
    if orgs is None and len(holders) == 1:
        yield Found(_PROBLEM, *ledger.locate(name))  # says so where the folder is no organization's
    else:
        yield from (Found(_PROBLEM, org, name) for org in holders)
    for kind in kinds.MATTERS.values():
        yield from (Found(kind.name, org, name) for org in _holders(ledger, layout.in_org(kind, name), orgs))


def _holders(ledger: Ledger, path: str, orgs: Sequence[str] | None) -> list[str]:
    """Return which of ``orgs``, or of all organizations, hold a file."""
    if orgs is None:
        return [*ledger.source.folders_with(layout.ORGS, path)]
    return [org for org in orgs if ledger.source.exists(f"{layout.ORGS}/{org}/{path}")]


def _beginning(ledger: Ledger, start: str, orgs: Sequence[str] | None) -> Iterator[Found]:
    for org in orgs or ledger.org_names():
        for kind in kinds.RECORDS:
            if kind.by_id:
                yield from (Found(kind.name, org, name) for name in ledger.names(kind, org) if name.startswith(start))
