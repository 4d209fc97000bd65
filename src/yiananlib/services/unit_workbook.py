"""The workbook of a unit: what it may fill in without git and without a terminal, and what it knew when it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import digest
from yiananlib.model.unit_cells import known, last_submission
from yiananlib.model.vocabulary import Status
from yiananlib.services.calendar import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting, Whole
    from yiananlib.model.state import State
    from yiananlib.model.unit_cells import Key, Known
    from yiananlib.services.calendar import Clock
    from yiananlib.services.report import Ledger
    from yiananlib.store.ledger import Ledger as Store


class UnitProblem(NamedTuple):
    """A problem in the workbook: as lists have it, as its record says, and its cells.

    ``digest`` is of its head and entries, ``submission`` the id of its last submission, "" where there was none;
    ``returned`` is why it was returned, while it is.
    """

    whole: Whole
    state: State
    cells: Mapping[Key, Known]
    digest: str
    submission: str
    returned: str


class UnitBook(NamedTuple):
    """What a unit's workbook is made of; ``units`` has the problems of each organization, with its name."""

    day: dt.date
    org: str
    ledger: Ledger
    units: tuple[tuple[str, tuple[UnitProblem, ...]], ...]

    @property
    def setting(self) -> Setting:
        """The campaign's settings."""
        return self.ledger.setting


def unit_book(index: Index, store: Store, clock: Clock, org: str) -> UnitBook:
    """Return the workbook of an organization and all below it, as of now.

    Raises:
        NoSuchRecord: the organization is unknown.
        LedgerInvalid: a file cannot be read, or was changed while it was.
    """
    from yiananlib.services.report import ledger

    day = today(index.setting.timezone, clock)
    table = ledger(index, day, org)
    units: dict[str, tuple[str, list[UnitProblem]]] = {}
    for whole in table.wholes:
        state = fold(store.problem(whole.row.org, whole.row.id))
        if state.status is Status.VOIDED:
            raise LedgerInvalid(whole.row.ref, _("it was changed while it was read."), _("Do it again."))
        units.setdefault(whole.row.org, (whole.row.org_name, []))[1].append(_problem(whole, state))
    found = units or {org: (table.org_name or org, [])}
    return UnitBook(day, org, table, tuple((name, tuple(problems)) for name, problems in found.values()))


def _problem(whole: Whole, state: State) -> UnitProblem:
    last = last_submission(state)
    review = next((e for e in reversed(whole.entries) if e.kind == "reviewed"), None)
    returned = review.data["opinion"] if review is not None and state.status is Status.RETURNED else ""
    problem = state.problem
    return UnitProblem(
        whole, state, known(state), digest(problem.head, problem.entries), last.id if last is not None else "", returned
    )
