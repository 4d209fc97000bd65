"""What the gate needs to know besides the record, read from the ledger's other records and files."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from yiananlib.model import closing, judging, passing
from yiananlib.model.campaign import Campaign
from yiananlib.model.closing import Facts
from yiananlib.model.entries import Evidenced, Sheet
from yiananlib.model.lifecycle import fold
from yiananlib.model.matters import fold as fold_matter
from yiananlib.model.notices import awaits_reply
from yiananlib.model.org import Org
from yiananlib.model.problem import Problem, concerned
from yiananlib.model.state import State
from yiananlib.model.text import comparable
from yiananlib.services.rule_register import RuleFacts, RuleRegister
from yiananlib.store import layout
from yiananlib.store.ledger import Ledger


def own_facts(ledger: Ledger, state: State, campaign: Campaign) -> Facts:
    """Return what the unit's part of the gate needs to know besides the record: its evidence and its rules."""
    problem = state.problem
    rule = register(ledger, problem.org).facts(state) if "rule" in closing.needed(state, campaign) else RuleFacts()
    return Facts(
        day=problem.entries[-1].on,
        bad_evidence=tuple(e.file for e in relied_on(state) if ledger.evidence_fault(problem.org, e)),
        **rule._asdict(),
    )


def facts(ledger: Ledger, state: State, campaign: Campaign, day: dt.date) -> Facts:
    """Return all of it, for a close on ``day``."""
    problem = state.problem
    orgs = ledger.lineage(*judging.named(problem)) if state.review else {}
    return replace(
        own_facts(ledger, state, campaign),
        day=day,
        same_effect=_same_effect(ledger, state),
        unanswered=_unanswered(ledger, problem),
        **reviewer(state, orgs)._asdict(),
    )


class Reviewer(NamedTuple):
    """What the gate must know of who gave the pass in force, named as in :class:`closing.Facts`."""

    inspector_review: bool = False
    partial: str | None = None


def reviewer(state: State, orgs: Mapping[str, Org]) -> Reviewer:
    """Return that of the pass in force; ``orgs`` must hold the organizations that :func:`judging.named` returns."""
    if state.review is None:
        return Reviewer()
    who, org = state.review.principal, state.problem.org
    return Reviewer(passing.answers_standards(who, org, orgs), judging.barred(who, state, orgs))


def relied_on(state: State) -> Iterator[Evidenced | Sheet]:
    """Yield the files on which a close rests: those of the present measures and the whole, and the signed sheet."""
    current = {m.planned.number for m in state.current_measures} | {None}
    yield from (e for e in state.evidence if e.measure in current)
    if state.endorsed is not None and state.endorsed.sheet is not None:
        yield state.endorsed.sheet


def register(ledger: Ledger, org: str) -> RuleRegister:
    """Return the rules of an organization and of those above it."""
    return RuleRegister(lambda name: ledger.matters(name, "rule"), ledger.lineage(org))


def _unanswered(ledger: Ledger, problem: Problem) -> tuple[str, ...]:
    """Return the notices that name the problem and await a reply, of its own unit and of those that support it."""
    return tuple(
        matter.ref
        for org in concerned(problem)
        for matter in ledger.matters(org, "notice")
        if problem.head.id in matter.head.problems and awaits_reply(fold_matter(matter))
    )


def _same_effect(ledger: Ledger, state: State) -> str | None:
    """Return a problem whose stated effect is the same but for marks, width and case, or None.

    The only recording step that looks at other records: a record is parsed only where its bytes hold
    every letter of the effect, those left out that might be written in another case or width.
    """
    wanted = comparable((state.submission and state.submission.effect) or "")
    if not wanted:
        return None
    caseless = [c for c in dict.fromkeys(wanted) if not c.isascii() and c.upper() == c]
    first, *others = [c.encode() for c in caseless] or [b""]
    for org, name in ledger.mentioning(first):
        if (org, name) == (state.problem.org, state.problem.head.id):
            continue
        data = ledger.bytes_of(layout.problem_file(org, name))
        if not all(letter in data for letter in others):
            continue
        other = fold(ledger.problem(org, name)).submission
        if other is not None and comparable(other.effect or "") == wanted:
            return f"{org}/{name}"
    return None
