"""What the register of rules (建章立制) says about a problem, for the gate: read from files, never from the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.model import rules
from yiananlib.model.ids import is_id
from yiananlib.model.org import ancestors

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from yiananlib.model.matters import Matter
    from yiananlib.model.org import Org
    from yiananlib.model.state import State


class RuleFacts(NamedTuple):
    """See the fields of the same names in :class:`yiananlib.model.closing.Facts`."""

    rule_settled: bool = False
    rule_open: str | None = None


class RuleRegister:
    """The rules of organizations, read by ``read`` when they are first asked for and then remembered."""

    def __init__(self, read: Callable[[str], Iterable[Matter]], orgs: Mapping[str, Org]) -> None:
        self._read = read
        self._orgs = orgs
        self._known: dict[str, tuple[Matter, ...]] = {}

    def facts(self, state: State, by: dt.datetime | None = None) -> RuleFacts:
        """Return what the rules of the problem's unit and of those above it say; with ``by`` as they were then.

        Nothing is read where the submission says all: a rule in words, or why none.
        """
        said = state.submission
        if said is not None and said.rule:
            named = self.named(state.problem.org, said.rule)
            return RuleFacts(rule_open=named.ref if named is not None and not rules.is_done(named, by) else None)
        if said is not None and said.no_rule:
            return RuleFacts()
        problem = state.problem.head.id
        there = (rule for org in self._reach(state.problem.org) for rule in self._of(org))
        return RuleFacts(rule_settled=any(problem in rule.head.problems and rules.settles(rule, by) for rule in there))

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
