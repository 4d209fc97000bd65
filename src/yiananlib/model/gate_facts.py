"""What the gate needs to know besides the record, put together in one way for whoever asks.

When a problem is submitted or struck off it is read from the ledger, for ``verify`` from the files as they are, for the
proof from a commit: each is a :class:`Surroundings`. Which facts are gathered the checks say that read them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from yiananlib.model import closing, judging, passing
from yiananlib.model.ids import is_id
from yiananlib.model.org import ancestors

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from yiananlib.model.base import Sheet
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.entries import Evidenced
    from yiananlib.model.matters import Matter
    from yiananlib.model.org import Org
    from yiananlib.model.problem import Problem
    from yiananlib.model.state import State
    from yiananlib.model.working_days import Years


class Surroundings:
    """What surrounds a problem; where one cannot tell, nothing is held against the problem.

    ``orgs`` must hold the problem's unit, those above it and those that :func:`judging.named` returns.
    """

    def __init__(self, orgs: Mapping[str, Org]) -> None:
        self.orgs = orgs

    def rules(self, org: str) -> Iterable[Matter]:
        """Return the rules of an organization."""
        raise NotImplementedError

    def is_bad(self, _org: str, _file: Evidenced | Sheet) -> bool:
        """Tell whether a supporting file of an organization is missing, or not what was recorded."""
        return False

    def unanswered(self, _problem: Problem) -> tuple[str, ...]:
        """Return the notices that name the problem and await a reply, of its own unit and of those that support it."""
        return ()

    def same_effect(self, _state: State) -> str | None:
        """Return a problem whose stated effect is the same but for marks, width and case, or None."""
        return None

    def working(self) -> Years | None:
        """Return the years whose working days are announced; None where that is not known."""
        return None

    @cached_property
    def register(self) -> RuleRegister:
        """The rules, read when they are first asked for."""
        return RuleRegister(self.rules, self.orgs)


def facts(
    state: State,
    campaign: Campaign,
    day: dt.date,
    around: Surroundings,
    *,
    by: dt.datetime | None = None,
    codes: Collection[str] | None = None,
) -> closing.Facts:
    """Return what the gate needs to know of a problem on ``day``.

    With ``by`` of the rules what they said then; ``codes`` are the checks that will be asked, None for all.
    """
    found = {name: GATHERED[name](state, around, by) for name in closing.needs(state, campaign, codes)}
    return closing.Facts(day, **found)


def _bad_evidence(state: State, around: Surroundings, _by: dt.datetime | None) -> tuple[str, ...]:
    return tuple(e.file for e in _relied_on(state) if around.is_bad(state.problem.org, e))


def _relied_on(state: State) -> Iterator[Evidenced | Sheet]:
    """Yield the files on which a close rests: those of the present measures and the whole, and the signed sheet."""
    current = {m.planned.number for m in state.current_measures} | {None}
    yield from (e for e in state.evidence if e.measure in current)
    if state.endorsed is not None and state.endorsed.sheet is not None:
        yield state.endorsed.sheet


def _inspector_review(state: State, around: Surroundings, _by: dt.datetime | None) -> bool:
    review = state.review
    return review is not None and passing.answers_standards(review.principal, state.problem.org, around.orgs)


def _partial(state: State, around: Surroundings, _by: dt.datetime | None) -> str | None:
    return judging.barred(state.review.principal, state, around.orgs) if state.review is not None else None


GATHERED: Final[dict[str, Callable[[State, Surroundings, dt.datetime | None], Any]]] = {
    "bad_evidence": _bad_evidence,
    "same_effect": lambda state, around, _by: around.same_effect(state),
    "rule_settled": lambda state, around, by: around.register.settles(state, by),
    "rule_open": lambda state, around, by: around.register.open(state, by),
    "rules_named": lambda state, around, by: len(around.register.naming(state, by)),
    "rules_left": lambda state, around, by: around.register.left(state, by),
    "partial": _partial,
    "inspector_review": _inspector_review,
    "working": lambda _state, around, _by: around.working(),
    "unanswered": lambda state, around, _by: around.unanswered(state.problem),
}
"""How each field of :class:`closing.Facts` but the day is gathered."""


class RuleRegister:
    """The rules of organizations (建章立制), read by ``read`` when they are first asked for and then remembered."""

    def __init__(self, read: Callable[[str], Iterable[Matter]], orgs: Mapping[str, Org]) -> None:
        self._read = read
        self._orgs = orgs
        self._known: dict[str, tuple[Matter, ...]] = {}

    def settles(self, state: State, by: dt.datetime | None = None) -> bool:
        """Tell whether a rule of the problem's unit, or above it, answers for the problem; with ``by`` whether then.

        Nothing is read where the submission says all: a rule in words, or why none.
        """
        said = state.submission
        if said is not None and (said.rule or said.no_rule):
            return False
        from yiananlib.model import rules  # where none is asked for, none is loaded

        problem = state.problem.head.id
        there = (rule for org in self._reach(state.problem.org) for rule in self._of(org))
        return any(problem in rule.head.problems and rules.settles(rule, by) for rule in there)

    def open(self, state: State, by: dt.datetime | None = None) -> str | None:
        """Return the rule that the submission names and that is not done; with ``by`` that was not done then."""
        from yiananlib.model import rules  # as above

        said = state.submission
        named = self.named(state.problem.org, said.rule) if said is not None and said.rule else None
        return named.ref if named is not None and not rules.is_done(named, by) else None

    def naming(self, state: State, by: dt.datetime | None = None) -> tuple[Matter, ...]:
        """Return the rules of the problem's unit, or above it, that name it; with ``by`` those that were listed then.

        One that was listed in error is none.
        """
        from yiananlib.model import rules  # as above

        problem = state.problem.head.id
        there = (rule for org in self._reach(state.problem.org) for rule in self._of(org))
        return tuple(rule for rule in there if problem in rule.head.problems and rules.is_there(rule, by))

    def left(self, state: State, by: dt.datetime | None = None) -> tuple[str, ...]:
        """Return those of them that are neither done nor kept for a reason; with ``by`` those that were not then."""
        from yiananlib.model import rules  # as above

        return tuple(rule.ref for rule in self.naming(state, by) if not rules.settles(rule, by))

    def named(self, home: str, words: str) -> Matter | None:
        """Return the rule that ``words`` name, by its id or ``<org>/<id>``; None where they are words and no name.

        It is looked for in ``home`` and above it.
        """
        org, slash, name = words.strip().rpartition("/")
        if not is_id(name):
            return None
        orgs = [one for one in self._reach(home) if not slash or one == org]
        return next((rule for one in orgs for rule in self._of(one) if rule.head.id == name), None)

    def _reach(self, org: str) -> list[str]:
        return [org, *(above for above in ancestors(org, self._orgs) if above in self._orgs)]

    def _of(self, org: str) -> tuple[Matter, ...]:
        if org not in self._known:
            self._known[org] = tuple(self._read(org))
        return self._known[org]
