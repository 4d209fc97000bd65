"""What surrounds a problem that is submitted or struck off, read from the ledger's other records and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.model import judging
from yiananlib.model.gate_facts import Surroundings
from yiananlib.model.lifecycle import fold
from yiananlib.model.matters import fold as fold_matter
from yiananlib.model.notices import awaits_reply
from yiananlib.model.problem import concerned
from yiananlib.model.text import comparable

if TYPE_CHECKING:
    from yiananlib.model.entries import Evidenced, Sheet
    from yiananlib.model.matters import Matter
    from yiananlib.model.problem import Problem
    from yiananlib.model.state import State
    from yiananlib.store.ledger import Ledger


class OfLedger(Surroundings):
    """What surrounds ``problem`` in the ledger as it is; to be asked under the lock when it decides something."""

    def __init__(self, ledger: Ledger, problem: Problem) -> None:
        super().__init__(ledger.lineage(*judging.named(problem)))
        self.ledger = ledger

    def rules(self, org: str) -> tuple[Matter, ...]:
        """See the base."""
        return tuple(self.ledger.matters(org, "rule"))

    def is_bad(self, org: str, file: Evidenced | Sheet) -> bool:
        """See the base."""
        return self.ledger.evidence_fault(org, file) is not None

    def unanswered(self, problem: Problem) -> tuple[str, ...]:
        """See the base."""
        return tuple(
            matter.ref
            for org in concerned(problem)
            for matter in self.ledger.matters(org, "notice")
            if problem.head.id in matter.head.problems and awaits_reply(fold_matter(matter))
        )

    def same_effect(self, state: State) -> str | None:
        """See the base."""
        effect = (state.submission and state.submission.effect) or ""
        return effect_of(self.ledger, effect, (state.problem.org, state.problem.head.id))


def effect_of(ledger: Ledger, effect: str, own: tuple[str, str]) -> str | None:
    """Return the problem that states the same effect as the one that is ``own``, by organization and id; None if none.

    The only recording step that looks at other records: a record is parsed only where its bytes hold
    every letter of the effect, those left out that might be written in another case or width.
    """
    wanted = comparable(effect)
    if not wanted:
        return None
    caseless = [c for c in dict.fromkeys(wanted) if not c.isascii() and c.upper() == c]
    for org, name in ledger.mentioning(*(c.encode() for c in caseless)):
        if (org, name) == own:
            continue
        other = fold(ledger.problem(org, name)).submission
        if other is not None and comparable(other.effect or "") == wanted:
            return f"{org}/{name}"
    return None
