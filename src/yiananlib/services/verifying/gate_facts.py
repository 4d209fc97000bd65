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
from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from yiananlib.model.base import Sheet
    from yiananlib.model.entries import Evidenced
    from yiananlib.model.matters import Matter
    from yiananlib.model.problem import Problem
    from yiananlib.model.state import State
    from yiananlib.model.working_days import Years
    from yiananlib.store.ledger import Ledger


class OfLedger(Surroundings):
    """What surrounds ``problem`` in the ledger on ``day``; to be asked under the lock when it decides something."""

    def __init__(self, ledger: Ledger, problem: Problem, day: dt.date) -> None:
        super().__init__(ledger.lineage(*judging.named(problem)))
        self.ledger = ledger
        self.day = day

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
            if problem.head.id in matter.head.problems and awaits_reply(fold_matter(matter), self.day)
        )

    def working(self) -> Years:
        """See the base."""
        return self.ledger.calendar().known()

    def same_effect(self, state: State) -> str | None:
        """See the base."""
        return effect_of(self.ledger, state.effect, (state.problem.org, state.problem.head.id))


def effect_of(ledger: Ledger, effect: str, own: tuple[str, str]) -> str | None:
    """Return the problem that states the same effect as the one that is ``own``, by organization and id; None if none.

    The only recording step that looks at other records. Whichever are nominated, the file of each decides.
    """
    wanted = comparable(effect)
    if not wanted:
        return None
    nominated = _known_to_state(ledger, wanted)
    for org, name in nominated if nominated is not None else _with_the_letters(ledger, wanted):
        if (org, name) != own and fold(ledger.problem(org, name)).effect == wanted:
            return f"{org}/{name}"
    return None


def _known_to_state(ledger: Ledger, effect: str) -> list[tuple[str, str]] | None:
    """Return the problems of which the index says so, and those whose files are about to be others; None without it."""
    if ledger.cache is None or ledger.given_source is not None or not ledger.cache.is_dir():
        return None
    from yiananlib.index import cache, stated  # most commands that record do without

    found = cache.known(ledger.overlaid({}), ledger.cache, lambda index: stated.stating(index, effect))
    if found is None:
        return None
    places = [place for path in ledger.overlay if (place := layout.place(path)) is not None]
    about_to_be = [(place.org, place.name) for place in places if place.kind == kinds.PROBLEM.name]
    return sorted({*found, *about_to_be})


def _with_the_letters(ledger: Ledger, effect: str) -> Iterator[tuple[str, str]]:
    """Yield the problems whose bytes hold every letter of an effect, but for those that might be of another case."""
    caseless = [c for c in dict.fromkeys(effect) if not c.isascii() and c.upper() == c]
    return ledger.mentioning(*(c.encode() for c in caseless))
