"""The workbook of a unit: its problems that are still to be struck off, for the unit to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.model import unit_cells
from yiananlib.model.lifecycle import fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from yiananlib.model.org import Officer, Org
    from yiananlib.model.state import State
    from yiananlib.model.vocabulary import Role
    from yiananlib.store.ledger import Ledger


class UnitBook(NamedTuple):
    """What the workbook of ``org`` is made of on ``day``; problems by the day they were found, as reports have them.

    ``posts`` are what readers call officers, by ``<org>/<officer>``.
    """

    campaign: str
    org: str
    name: str
    day: dt.date
    posts: Mapping[str, str]
    states: tuple[State, ...]


def unit_book(ledger: Ledger, org: str, day: dt.date) -> UnitBook:
    """Return the workbook of a unit, with its own problems only, since one head signs for them.

    It is read from the files and not from the index: what it is made with decides later what was changed.

    Raises:
        NoSuchRecord: there is no such organization.
        LedgerInvalid: a file cannot be read.
    """
    unit = ledger.org(org)
    states = [state for state in map(fold, ledger.problems(org)) if state.status in unit_cells.SHOWN]
    states.sort(key=lambda state: (state.head.found, state.entries[0].at, state.head.id))
    return UnitBook(ledger.campaign().name, org, unit.name, day, _posts(ledger.orgs()), tuple(states))


def in_role(unit: Org, role: Role, day: dt.date) -> Officer | None:
    """Return the officer of a unit who holds a role on ``day``, the first where there are several; None for none."""
    return next((one for one in unit.officers if one.role is role and one.in_office(day)), None)


def _posts(orgs: Mapping[str, Org]) -> dict[str, str]:
    return {f"{name}/{officer.id}": officer.post for name, org in orgs.items() for officer in org.officers}
