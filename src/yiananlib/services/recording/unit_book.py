"""The workbook of a unit: its problems that are still to be struck off, for the unit to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import YianError
from yiananlib.model import unit_cells
from yiananlib.model.lifecycle import fold
from yiananlib.services.reading import alike

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from yiananlib.index.sync import Index
    from yiananlib.model.org import Officer, Org
    from yiananlib.model.state import State
    from yiananlib.model.vocabulary import Role
    from yiananlib.services.reading.alike import Like
    from yiananlib.store.ledger import Ledger

MOST: Final = 3
"""Problems that a note names."""


class UnitBook(NamedTuple):
    """What the workbook of ``org`` is made of on ``day``; problems by the day they were found, as reports have them.

    ``posts`` are what readers call officers, by ``<org>/<officer>``. ``alike`` are for each problem, by id, those like
    it that were struck off, of any unit: what held of them, its notes say.
    """

    campaign: str
    org: str
    name: str
    day: dt.date
    posts: Mapping[str, str]
    states: tuple[State, ...]
    alike: Mapping[str, tuple[Like, ...]] = {}


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


def with_alike(book: UnitBook, index: Index) -> UnitBook:
    """Return a workbook with what is like its problems and was struck off: for what it says beside them alone.

    What cannot be read elsewhere is no hindrance to a unit's own workbook, which then has no notes.
    """
    try:
        found = {
            state.head.id: tuple(
                like for like in alike.of_problem(index, book.day, state.problem.ref).rows if like.outcome is not None
            )[:MOST]
            for state in book.states
        }
    except YianError:
        return book
    return book._replace(alike={name: rows for name, rows in found.items() if rows})


def in_role(unit: Org, role: Role, day: dt.date) -> Officer | None:
    """Return the officer of a unit who holds a role on ``day``, the first where there are several; None for none."""
    return next((one for one in unit.officers if one.role is role and one.in_office(day)), None)


def _posts(orgs: Mapping[str, Org]) -> dict[str, str]:
    return {f"{name}/{officer.id}": officer.post for name, org in orgs.items() for officer in org.officers}
