"""Closing out: endorse, submit, review, publicise, close; look back, reopen, void."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem
from yiananlib.messages import _
from yiananlib.model import closing, judging
from yiananlib.model.campaign import GATE_CODES, Campaign
from yiananlib.model.closing import Facts, Unmet
from yiananlib.model.entries import (
    Closed,
    Endorsed,
    Entry,
    Evidenced,
    LookedBack,
    Publicised,
    Reopened,
    Reviewed,
    Sheet,
    Submitted,
    Voided,
    Withdrawn,
)
from yiananlib.model.ids import is_id
from yiananlib.model.lifecycle import fold
from yiananlib.model.matters import fold as fold_matter
from yiananlib.model.notices import awaits_reply
from yiananlib.model.org import Org
from yiananlib.model.problem import Problem, concerned, digest
from yiananlib.model.state import State
from yiananlib.model.text import comparable
from yiananlib.model.vocabulary import LookBackResult, Status, Verdict
from yiananlib.services.calendar import today
from yiananlib.services.occasion import Occasion
from yiananlib.services.recording import Draft, Recorded, record
from yiananlib.services.rule_register import RuleFacts, RuleRegister
from yiananlib.services.supporting import read_all
from yiananlib.store import layout
from yiananlib.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class GateUnmet:
    """The answer no: the checks that ``ref`` does not meet. Nothing was recorded."""

    ref: str
    unmet: tuple[Unmet, ...]


def endorse(
    ledger: Ledger, occasion: Occasion, ref: str, note: str | None = None, sheet: Path | None = None
) -> Recorded:
    """Record that the head of the unit stands for the rectification; ``sheet`` is what the head signed.

    Raises:
        UsageProblem: the sheet cannot be read, or is too large.
    """
    copies = read_all(ledger, [sheet] if sheet is not None else [])

    def write(draft: Draft) -> str:
        draft.add(Endorsed, note=note, sheet=next((Sheet(**copy.said) for copy in copies), None))
        for copy in copies:
            draft.pen.add_evidence(draft.problem.org, copy.file, copy.data)
        return "endorse"

    return record(ledger, occasion, ref, write)


def submit(
    ledger: Ledger,
    occasion: Occasion,
    ref: str,
    *,
    effect: str,
    rule: str | None = None,
    no_rule: str | None = None,
    wider: str | None = None,
    no_wider: str | None = None,
) -> Recorded:
    """Ask for the problem to be struck off.

    Raises:
        UsageProblem: both of a pair were given.
        NoSuchRecord: ``rule`` is an id, and the register has no rule of that id.
    """
    if rule and no_rule:
        raise UsageProblem(_("Give --rule or --no-rule, not both."))
    if wider and no_wider:
        raise UsageProblem(_("Give --wider or --no-wider, not both."))

    def write(draft: Draft) -> str:
        if rule and is_id(rule.strip()) and _register(ledger, draft.problem.org).named(draft.problem.org, rule) is None:
            raise NoSuchRecord(_("rule"), rule.strip(), _("`yian list --rules` shows them."))
        draft.add(Submitted, effect=effect, rule=rule, no_rule=no_rule, wider=wider, no_wider=no_wider)
        return "submit"

    return record(ledger, occasion, ref, write)


def withdraw(ledger: Ledger, occasion: Occasion, ref: str, reason: str) -> Recorded:
    """Take a submission back."""

    def write(draft: Draft) -> str:
        draft.add(Withdrawn, reason=reason)
        return "withdraw"

    return record(ledger, occasion, ref, write)


def review(
    ledger: Ledger,
    occasion: Occasion,
    ref: str,
    verdict: Verdict,
    *,
    opinion: str,
    standards: Mapping[int, bool] | None = None,
) -> Recorded:
    """Pass or return a submission; what was seen is recorded with it.

    Raises:
        UsageProblem: a standard has a number that the campaign does not have.
    """

    def write(draft: Draft) -> str:
        count = len(draft.campaign.gate.standards)
        if wrong := [n for n in standards or {} if not 1 <= n <= count]:
            raise UsageProblem(_("There is no standard {n}; the campaign has {count}.").format(n=wrong[0], count=count))
        before = draft.problem.entries
        draft.add(
            Reviewed,
            verdict=verdict,
            opinion=opinion,
            standards={str(n): yes for n, yes in sorted((standards or {}).items())} or None,
            seen=[e.id for e in before],
            digest=digest(draft.problem.head, before),
        )
        return f"review, {verdict}"

    return record(ledger, occasion, ref, write)


def publicise(
    ledger: Ledger, occasion: Occasion, ref: str, *, since: dt.date, until: dt.date, objections: Sequence[str] = ()
) -> Recorded:
    """Record that the result is made public, with the objections that are open; what was recorded before is replaced.

    Raises:
        NotAllowed: the period is shorter than the gate demands of this problem.
    """

    def write(draft: Draft) -> str:
        draft.add(Publicised, since=since, until=until, objections=tuple(objections))
        days, least = (until - since).days + 1, draft.campaign.gate.publicity_days
        if "publicity" in closing.needed(draft.state, draft.campaign) and days < least:
            raise NotAllowed(
                _("{ref}: public for {days} days, and the campaign demands {least}. Nothing was recorded.").format(
                    ref=draft.problem.ref, days=days, least=least
                )
            )
        return "publicise"

    return record(ledger, occasion, ref, write)


def close(ledger: Ledger, occasion: Occasion, ref: str, waive: Mapping[str, str]) -> Recorded | GateUnmet:
    """Strike a problem off if the gate is met, but for the checks that are waived for a reason.

    Raises:
        UsageProblem: a waived code is none of the gate's, is met anyway, or has no reason.
        NotAllowed: what was passed was changed afterwards.
        NotAuthorised: who passed it would close it too, where two are needed and somebody else may.
    """
    answer: list[GateUnmet] = []
    for code, reason in waive.items():
        if code not in GATE_CODES:
            raise UsageProblem(
                _("“{code}” is not a check of the gate. There are: {codes}.").format(
                    code=code, codes=_(", ").join(GATE_CODES)
                )
            )
        if not reason.strip():
            raise UsageProblem(_("A waiver of {code} needs a reason: --waive {code}=REASON.").format(code=code))

    def write(draft: Draft) -> str:
        if draft.state.status is Status.PASSED and pass_is_stale(draft.problem):
            raise NotAllowed(
                _(
                    "{ref}: it was changed after the review, so the pass no longer counts. Have it"
                    " returned or reviewed again."
                ).format(ref=draft.problem.ref)
            )
        # the entry is judged first: who may not close at all is told so, not what the gate lacks
        before, unmet = draft.state, closing.unmet(draft.state, draft.campaign, facts(ledger, draft))
        draft.orgs |= ledger.lineage(*judging.named(draft.problem))
        sole = judging.closes_alone(draft.stamp.principal.ref, before, draft.campaign.gate, draft.orgs)
        entry = draft.add(Closed, waived=dict(waive) or None, sole=sole or None)
        if sole and (reason := judging.second(entry, before, draft.campaign.gate, ledger.orgs())):
            raise NotAuthorised(
                _("{ref}: {reason}. Nothing was recorded.").format(ref=draft.problem.ref, reason=reason)
            )
        left = tuple(check for check in unmet if check.code not in waive)
        if left:
            answer.append(GateUnmet(draft.problem.ref, left))
            raise _GateHolds
        if idle := [code for code in waive if code not in {check.code for check in unmet}]:
            raise UsageProblem(
                _("{code} is met or not needed here; nothing is waived that need not be.").format(code=idle[0])
            )
        return "close"

    try:
        return record(ledger, occasion, ref, write)
    except _GateHolds:
        return answer[0]


def look_back(ledger: Ledger, occasion: Occasion, ref: str, result: LookBackResult, opinion: str) -> Recorded:
    """Record a look-back; what did not hold opens the problem again in a new round."""

    def write(draft: Draft) -> str:
        draft.add(LookedBack, result=result, opinion=opinion, seen=[e.id for e in draft.problem.entries])
        return f"look-back, {result}"

    return record(ledger, occasion, ref, write)


def reopen(ledger: Ledger, occasion: Occasion, ref: str, reason: str) -> Recorded:
    """Open a closed problem again, outside a look-back."""

    def write(draft: Draft) -> str:
        draft.add(Reopened, reason=reason)
        return "reopen"

    return record(ledger, occasion, ref, write)


def void(ledger: Ledger, occasion: Occasion, ref: str, reason: str) -> Recorded:
    """Take a problem that was registered in error out of all figures; the record stays."""

    def write(draft: Draft) -> str:
        draft.add(Voided, reason=reason)
        return "void"

    return record(ledger, occasion, ref, write)


def pass_is_stale(problem: Problem) -> bool:
    """Tell whether what the last pass had seen is not what the record says now."""
    for index in range(len(problem.entries) - 1, -1, -1):
        entry = problem.entries[index]
        if isinstance(entry, Reviewed):
            return entry.verdict is Verdict.PASS and not _as_seen(problem, index, entry)
    return False


def stale_passes(problem: Problem) -> list[int]:
    """Return the indexes of passes whose digest is not that of what the record says they had seen."""
    return [
        index
        for index, entry in enumerate(problem.entries)
        if isinstance(entry, Reviewed) and not _as_seen(problem, index, entry)
    ]


class Reviewer(NamedTuple):
    """What the gate must know of who gave the pass in force, named as in :class:`closing.Facts`."""

    inspector_review: bool = False
    partial: str | None = None


def reviewer(state: State, orgs: Mapping[str, Org]) -> Reviewer:
    """Return that of the pass in force; ``orgs`` must hold the organizations that :func:`judging.named` returns."""
    if state.review is None:
        return Reviewer()
    who, org = state.review.principal, state.problem.org
    return Reviewer(judging.answers_standards(who, org, orgs), judging.barred(who, state, orgs))


def outlook(ledger: Ledger, recorded: Recorded, occasion: Occasion) -> tuple[Unmet, ...]:
    """Return what would still keep a problem from being closed today, the review itself left out."""
    day = today(recorded.campaign.timezone, occasion.now)
    found = closing.unmet(recorded.state, recorded.campaign, _facts(ledger, recorded.state, recorded.campaign, day))
    return tuple(check for check in found if check.code not in ("independent", "standards", "publicity", "term"))


def facts(ledger: Ledger, draft: Draft) -> Facts:
    """Return what the gate needs to know besides the record, read from the ledger."""
    return _facts(ledger, draft.state, draft.campaign, draft.stamp.day)


def relied_on(state: State) -> Iterator[Evidenced | Sheet]:
    """Yield the files on which a close rests: those of the present measures and the whole, and the signed sheet."""
    current = {m.planned.number for m in state.current_measures} | {None}
    yield from (e for e in state.evidence if e.measure in current)
    if state.endorsed is not None and state.endorsed.sheet is not None:
        yield state.endorsed.sheet


class _GateHolds(Exception):
    """Not an error: it takes the answer no past the write."""


def _facts(ledger: Ledger, state: State, campaign: Campaign, day: dt.date) -> Facts:
    problem = state.problem
    orgs = ledger.lineage(*judging.named(problem)) if state.review else {}
    rule = _register(ledger, problem.org).facts(state) if "rule" in closing.needed(state, campaign) else RuleFacts()
    return Facts(
        day=day,
        bad_evidence=tuple(e.file for e in relied_on(state) if ledger.evidence_fault(problem.org, e)),
        same_effect=_same_effect(ledger, state),
        unanswered=_unanswered(ledger, problem),
        **reviewer(state, orgs)._asdict(),
        **rule._asdict(),
    )


def _register(ledger: Ledger, org: str) -> RuleRegister:
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


def _as_seen(problem: Problem, index: int, entry: Reviewed) -> bool:
    seen = set(entry.seen)
    before: list[Entry] = [e for e in problem.entries[:index] if e.id in seen]
    return digest(problem.head, before) == entry.digest
