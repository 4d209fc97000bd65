"""The official serial numbers (编号), given by the office's side; never reused."""

from yiananlib.errors import NotAllowed, UsageProblem
from yiananlib.messages import _
from yiananlib.model.entries import Numbered
from yiananlib.model.serial import canonical, serial
from yiananlib.services.occasion import Occasion
from yiananlib.services.recording import Draft, Recorded, record
from yiananlib.store.ledger import Ledger


def number(ledger: Ledger, occasion: Occasion, ref: str, given: str | None = None) -> Recorded:
    """Give a problem its serial number: ``given``, or the next of the year in which it takes effect.

    Raises:
        UsageProblem: ``given`` is no serial number.
        NotAllowed: the problem has a number, or another one has this.
    """
    wanted = canonical(given.strip()) if given is not None else None
    if given is not None and wanted is None:
        raise UsageProblem(_("“{number}” is no serial number; write it as 2026-017.").format(number=given))

    def write(draft: Draft) -> str:
        year = draft.stamp.day.year
        chosen = wanted or serial(year, ledger.highest_number(year) + 1)
        holders = ledger.numbered(chosen) if wanted is not None else []
        # the entry is judged first: who may give no number is told so, not which are taken
        draft.add(Numbered, number=chosen)
        if holders:
            org, name = holders[0]
            raise NotAllowed(
                _("{ref}: {other} has the serial number {number} already. Nothing was recorded.").format(
                    ref=draft.problem.ref, other=f"{org}/{name}", number=chosen
                )
            )
        return f"number, {chosen}"

    return record(ledger, occasion, ref, write)
