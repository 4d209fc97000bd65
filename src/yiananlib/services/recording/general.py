"""普遍问题: the office makes a problem of its own a general one, and each unit that is asked answers (举一反三)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.general import Generalised, LookedWider
from yiananlib.model.org import in_order
from yiananlib.model.vocabulary import Function
from yiananlib.services.reading import naming
from yiananlib.services.recording.problems import record, record_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.services.recording.context import Context
    from yiananlib.services.recording.drafting import ProblemDraft
    from yiananlib.services.recording.problems import Recorded
    from yiananlib.store.ledger import Ledger


def generalise(
    ledger: Ledger, context: Context, ref: str, problems: Sequence[str], asked: Sequence[str] = ()
) -> Recorded:
    """Say which problems a problem of the office stands for, and which units look for the same fault, else all.

    Raises:
        NoSuchRecord, Ambiguous: a problem or an organization is not there.
        UsageProblem: an organization is no unit.
    """

    def write(draft: ProblemDraft) -> str:
        names = tuple(dict.fromkeys(ledger.locate(problem)[1] for problem in problems))
        orgs = [naming.org(ledger, org) for org in asked]
        for org in orgs:
            if ledger.org(org).function is not Function.UNIT:
                said = _("{org} is no unit, and only units are asked to look. Nothing was recorded.")
                raise UsageProblem(said.format(org=org))
        if not orgs:
            every = ledger.orgs()
            orgs = [org for org in in_order(every) if every[org].function is Function.UNIT]
        draft.orgs |= ledger.lineage(*orgs)  # whoever recorded it is told their names
        draft.add(Generalised, problems=names, asked=tuple(dict.fromkeys(orgs)))
        return "wider, general"

    return record(ledger, context, ref, write)


def look_wider(ledger: Ledger, context: Context, ref: str, found: int, note: str) -> Recorded:
    """Record how many more a unit found of a general problem in its own house, and what it looked at."""
    return record_one(ledger, context, ref, "wider", LookedWider, found=found, note=note)
