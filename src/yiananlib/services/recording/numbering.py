"""The official serial numbers (编号), given by the office's side; never reused."""

from yiananlib.errors import NotAllowed, UsageProblem
from yiananlib.messages import _
from yiananlib.model.entries import Numbered
from yiananlib.model.serial import canonical, serial
from yiananlib.services.recording.context import Context
from yiananlib.services.recording.drafting import ProblemDraft
from yiananlib.services.recording.problems import Recorded, record
from yiananlib.store.ledger import Ledger


class Series:
    """The numbers that one command gives, one after the other: the ledger is searched once for each year."""

    def __init__(self) -> None:
        self._highest: dict[int, int] = {}

    def next(self, ledger: Ledger, year: int) -> str:
        """Return the number after the highest of a year, and take it for given."""
        if year not in self._highest:
            self._highest[year] = ledger.highest_number(year)
        self._highest[year] += 1
        return serial(year, self._highest[year])

    def given(self, number: str) -> None:
        """Take a number for given that somebody chose."""
        year, running = map(int, number.split("-"))
        if year in self._highest:
            self._highest[year] = max(self._highest[year], running)


def number(
    ledger: Ledger, context: Context, ref: str, given: str | None = None, series: Series | None = None
) -> Recorded:
    """Give a problem its serial number: ``given``, or the next of the year in which it takes effect.

    ``series`` are the numbers that are given together with this.

    Raises:
        UsageProblem: ``given`` is no serial number.
        NotAllowed: the problem has a number, or another one has this.
    """
    wanted = canonical(given.strip()) if given is not None else None
    if given is not None and wanted is None:
        raise UsageProblem(_("“{number}” is not a serial number; write it as 2026-017.").format(number=given))
    numbers = series or Series()

    def write(draft: ProblemDraft) -> str:
        chosen = wanted or numbers.next(ledger, draft.stamp.day.year)
        holders = ledger.numbered(chosen) if wanted is not None else []
        # the entry is judged first: who may give no number is told so, not which are taken
        draft.add(Numbered, number=chosen)
        if holders:
            org, name = holders[0]
            raise NotAllowed(
                _("{ref}: {other} already has the serial number {number}. Nothing was recorded.").format(
                    ref=draft.record.ref, other=f"{org}/{name}", number=chosen
                )
            )
        numbers.given(chosen)
        return f"number, {chosen}"

    return record(ledger, context, ref, write)
