"""Closing out: endorse, submit, review, publicise, close; look back, reopen, void."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yiananlib.errors import NoSuchRecord, NotAllowed, UsageProblem
from yiananlib.messages import _
from yiananlib.model import closing, gate_facts, judging, papers, passing, refusals
from yiananlib.model.base import Sheet
from yiananlib.model.campaign import Campaign
from yiananlib.model.closing import Unmet
from yiananlib.model.entries import (
    Closed,
    Endorsed,
    LookedBack,
    Publicised,
    Reopened,
    Reviewed,
    Submitted,
    Voided,
    Withdrawn,
    waived_before,
)
from yiananlib.model.ids import is_id
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem, digest
from yiananlib.model.state import State
from yiananlib.model.vocabulary import LookBackResult, Status, Verdict
from yiananlib.services.reading.calendar import today
from yiananlib.services.reading.wording import vocabulary_key
from yiananlib.services.recording.candidates import Held
from yiananlib.services.recording.context import Context
from yiananlib.services.recording.drafting import ProblemDraft
from yiananlib.services.recording.problems import Recorded, record, record_one
from yiananlib.services.recording.supporting import Copy, read_all
from yiananlib.services.verifying.gate_facts import OfLedger
from yiananlib.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class GateUnmet:
    """The answer no: the checks that ``ref`` does not meet; ``submitting``: the unit's part. Nothing was recorded."""

    ref: str
    unmet: tuple[Unmet, ...]
    submitting: bool = False

    @property
    def sentence(self) -> str:
        """What holds, in one sentence."""
        codes = _(", ").join(check.code for check in self.unmet)
        return _("{ref}: unmet checks of the gate: {codes}.").format(ref=self.ref, codes=codes)


def endorse(
    ledger: Ledger, context: Context, ref: str, note: str | None = None, sheet: Path | Copy | None = None
) -> Recorded:
    """Record that the head of the unit stands for the rectification.

    ``sheet`` is what the head signed, or what was read of it.

    Raises:
        UsageProblem: the sheet cannot be read, or is too large.
    """
    copies = read_all(ledger, [sheet] if sheet is not None else [])

    def write(draft: ProblemDraft) -> str:
        draft.add(Endorsed, note=note, sheet=next((Sheet(**copy.said) for copy in copies), None))
        for copy in copies:
            draft.transaction.add_evidence(draft.record.org, copy.file, copy.data)
        return "endorse"

    return record(ledger, context, ref, write)


def submit(
    ledger: Ledger,
    context: Context,
    ref: str,
    *,
    effect: str,
    rule: str | None = None,
    no_rule: str | None = None,
    wider: str | None = None,
    no_wider: str | None = None,
    incomplete: str | None = None,
    received: dt.date | None = None,
) -> Recorded | GateUnmet:
    """Ask for the problem to be struck off, if the unit's part of the gate is met.

    With ``incomplete``, the reason, it is submitted all the same, and stops no clock; another may follow it.

    ``received`` is the day on which the unit's paper came in, where somebody else submits for the unit; it takes
    effect on that day, too, unless an earlier one is given.

    Raises:
        UsageProblem: both of a pair were given, or nothing is missing though ``incomplete`` was given.
        NoSuchRecord: ``rule`` is an id, and the register has no rule of that id.
    """
    if rule and no_rule:
        raise UsageProblem(_("Give either --rule or --no-rule."))
    if wider and no_wider:
        raise UsageProblem(_("Give either --wider or --no-wider."))

    def write(draft: ProblemDraft) -> str:
        said = {"effect": effect, "rule": rule, "no_rule": no_rule, "wider": wider, "no_wider": no_wider}
        lacking = add_submission(draft, ledger, said, incomplete=incomplete, received=received)
        if lacking and incomplete is None:
            raise _GateHolds(GateUnmet(draft.record.ref, lacking, submitting=True))
        if incomplete is not None and not lacking:
            raise UsageProblem(
                _("{ref}: the unit's part is complete; submit it without --incomplete.").format(ref=draft.record.ref)
            )
        return "submit" if incomplete is None else "submit, incomplete"

    return _answered(ledger, context, ref, write)


def add_submission(
    draft: ProblemDraft,
    ledger: Ledger,
    said: Mapping[str, str | None],
    *,
    incomplete: str | None = None,
    received: dt.date | None = None,
) -> tuple[Unmet, ...]:
    """Add a submission to a draft, and return what of the unit's part of the gate is not met with it.

    ``ledger`` is what surrounds the problem, with the files that are recorded beside the submission.

    Raises:
        NoSuchRecord: the rule is an id, and the register has no rule of that id.
        YianError: as :meth:`Draft.add` does.
    """
    rule = (said.get("rule") or "").strip()
    if is_id(rule) and OfLedger(ledger, draft.record, draft.stamp.day).register.named(draft.record.org, rule) is None:
        raise NoSuchRecord(_("rule"), rule, _("`yian list --rules` shows them."))
    if received is not None and draft.stamp.on is None and received < draft.stamp.at.date():
        draft.stamp = draft.stamp._replace(on=received)
    before = draft.state
    entry = draft.add(Submitted, incomplete=incomplete, received=received, **said)
    return refusals.unmet(entry, before, draft.campaign, OfLedger(ledger, draft.record, draft.stamp.day))


def withdraw(ledger: Ledger, context: Context, ref: str, reason: str) -> Recorded:
    """Take a submission back."""
    return record_one(ledger, context, ref, "withdraw", Withdrawn, reason=reason)


def review(
    ledger: Ledger,
    context: Context,
    ref: str,
    verdict: Verdict,
    *,
    opinion: str,
    standards: Mapping[int, bool] | None = None,
    waive: Mapping[str, str] | None = None,
    received: dt.date | None = None,
    why: Sequence[str] = (),
    evidence: Mapping[str, str] | None = None,
) -> Recorded:
    """Pass or return a submission; what was seen is recorded with it, and what the pass waives for the close.

    ``received`` is the day on which the submission's paper came in: it counts from then. ``why`` are the reasons of a
    return, by key or word of the vocabulary ``return_reason``; ``evidence`` has for papers at fault what is wrong with
    each, the papers by their names in the folder, or as they were called before they were copied there.

    Raises:
        UsageProblem: a reason is not in its vocabulary; a standard has a number that the campaign does not have, or is
            not answered though the gate asks for it; a waiver cannot be, or need not.
        NotAllowed: it is passed, and an answer is not yes.
        NotAuthorised: an inspector alone may pass here.
    """
    answers = standards or {}
    passes = verdict is Verdict.PASS
    if waive and not passes:
        raise UsageProblem(_("A return cannot waive checks; --waive requires --pass."))
    if why and passes:
        raise UsageProblem(_("A pass has no reason of a return; give --why with --return."))
    if evidence and passes:
        raise UsageProblem(_("A pass finds no evidence at fault; give --evidence with --return."))

    def write(draft: ProblemDraft) -> str:
        gate, state = draft.campaign.gate, draft.state
        count = len(gate.standards)
        if wrong := [n for n in answers if not 1 <= n <= count]:
            raise UsageProblem(_("There is no standard {n}; the campaign has {count}.").format(n=wrong[0], count=count))
        if no := [n for n in answers if passes and not answers[n]]:
            raise NotAllowed(
                _(
                    "{ref}: standard {n} is answered no, so it cannot pass: return it with `yian review"
                    " --return`. Nothing was recorded."
                ).format(ref=draft.record.ref, n=no[0])
            )
        before = draft.record.entries
        given = {str(n): yes for n, yes in sorted(answers.items())}
        try:
            draft.add(
                Reviewed,
                verdict=verdict,
                opinion=opinion,
                why=tuple(dict.fromkeys(vocabulary_key(draft.campaign.vocabulary, "return_reason", w) for w in why)),
                evidence=_at_fault(draft.record, evidence or {}) or None,
                received=received,
                standards=given or None,
                waived=dict(waive or {}) or None,
                seen=[e.id for e in before],
                digest=digest(draft.record.head, before),
            )
        except UsageProblem:
            if passes and passing.asks_standards(state, draft.campaign):
                _require_answers(draft, given)  # says it in the words of the standards
            raise
        if waive:
            _require_need(waive, {}, _unmet(ledger, draft.state, draft.campaign, draft.stamp.day))
        return f"review, {verdict}"

    return record(ledger, context, ref, write)


def publicise(
    ledger: Ledger, context: Context, ref: str, *, since: dt.date, until: dt.date | None, objections: Sequence[str] = ()
) -> Recorded:
    """Record that the result is made public, with the objections that are open; what was recorded before is replaced.

    Without ``until`` it ends with the last of as many days as the campaign requires. What is recorded stays as it is,
    whatever is announced of working days later.

    Raises:
        NotAllowed: the period is shorter than the gate demands of this problem.
    """

    def write(draft: ProblemDraft) -> str:
        gate = draft.campaign.gate
        working = ledger.calendar().known() if gate.publicity_working_days else None
        last = until or closing.public_until(since, gate, working)
        draft.add(Publicised, since=since, until=last, objections=tuple(objections))
        needed = "publicity" in closing.needed(draft.state, draft.campaign)
        if needed and last < closing.public_until(since, gate, working):
            days, least = closing.public_days(since, last, gate, working), gate.publicity_days
            said = _("{ref}: it was public for {days} days, but the campaign requires {least}. Nothing was recorded.")
            if working is not None:
                said = _(
                    "{ref}: it was public for {days} working days, but the campaign requires {least}."
                    " Nothing was recorded."
                )
            raise NotAllowed(said.format(ref=draft.record.ref, days=days, least=least))
        return "publicise"

    return record(ledger, context, ref, write)


def close(ledger: Ledger, context: Context, ref: str, waive: Mapping[str, str]) -> Recorded | GateUnmet:
    """Strike a problem off if the gate is met, but for the checks that it or the pass waives for a reason.

    Raises:
        UsageProblem: a waived code is none of the gate's, is met anyway, or has no reason; more are waived than may be.
        NotAllowed: what was passed was changed afterwards.
        NotAuthorised: an inspector alone may waive here; or who passed it would close it too, where two are needed and
            somebody else may.
    """

    def write(draft: ProblemDraft) -> str:
        if draft.state.status is Status.PASSED and passing.is_stale(draft.record):
            raise NotAllowed(
                _(
                    "{ref}: it was changed after the review, so the pass no longer counts. Have it"
                    " returned with `yian review --return`, submitted again and reviewed."
                ).format(ref=draft.record.ref)
            )
        # the entry is judged first: who may not close at all is told so, not what the gate lacks
        before = draft.state
        around = OfLedger(ledger, draft.record, draft.stamp.day)
        draft.orgs |= around.orgs
        sole = judging.closes_alone(draft.stamp.principal.ref, before, draft.campaign.gate, draft.orgs)
        entry = draft.add(Closed, waived=dict(waive) or None, sole=sole or None)
        lacking = refusals.unmet(entry, before, draft.campaign, around)
        _require_need(waive, waived_before(before.problem.entries), lacking)
        if left := refusals.left(entry, before, lacking):
            raise _GateHolds(GateUnmet(draft.record.ref, left))
        return "close"

    return _answered(ledger, context, ref, write)


def look_back(
    ledger: Ledger, context: Context, ref: str, result: LookBackResult, opinion: str, sample: str | None = None
) -> Recorded:
    """Record a look-back; what did not hold opens the problem again in a new round.

    ``sample`` is the sample in which the problem was drawn.

    Raises:
        NoSuchRecord, Ambiguous: there is no such sample.
        NotAllowed: the problem is not in it, or was judged in it already.
    """

    def write(draft: ProblemDraft) -> str:
        drawn = None
        if sample is not None:
            from yiananlib.services.recording.samples import require_drawn  # most look-backs belong to none

            drawn = require_drawn(ledger, sample, draft.record)
        seen = [e.id for e in draft.record.entries]
        draft.add(LookedBack, result=result, opinion=opinion, sample=drawn, seen=seen)
        return f"look-back, {result}"

    return record(ledger, context, ref, write)


def reopen(ledger: Ledger, context: Context, ref: str, reason: str) -> Recorded:
    """Open a closed problem again, outside a look-back."""
    return record_one(ledger, context, ref, "reopen", Reopened, reason=reason)


def void(ledger: Ledger, context: Context, ref: str, reason: str) -> Recorded:
    """Take a problem that was registered in error out of all figures; the record stays."""
    return record_one(ledger, context, ref, "void", Voided, reason=reason)


def standards_to_answer(ledger: Ledger, ref: str) -> tuple[str, ...]:
    """Return the standards that a pass of the problem answers one by one, none where the gate asks for none.

    Raises:
        NoSuchRecord, Ambiguous.
    """
    campaign = ledger.campaign()
    asked = passing.asks_standards(fold(ledger.find_problem(ref)), campaign)
    return campaign.gate.standards if asked else ()


def asked_of_submission(ledger: Ledger, ref: str) -> frozenset[str]:
    """Return the codes of the unit's part of the gate that are asked of a submission of the problem.

    Raises:
        NoSuchRecord, Ambiguous.
    """
    state = fold(ledger.find_problem(ref))
    return closing.UNIT_CODES.intersection(closing.needed(state, ledger.campaign()))


def outlook(ledger: Ledger, recorded: Recorded, context: Context) -> tuple[Unmet, ...]:
    """Return what would still keep a problem from being closed today, the review itself left out."""
    day = today(recorded.campaign.timezone, context.now)
    apart = {"independent", "standards", "publicity", "term", *waived_before(recorded.state.problem.entries)}
    found = _unmet(ledger, recorded.state, recorded.campaign, day)
    return tuple(check for check in found if check.code not in apart)


def _unmet(ledger: Ledger, state: State, campaign: Campaign, day: dt.date) -> tuple[Unmet, ...]:
    return closing.unmet(state, campaign, gate_facts.facts(state, campaign, day, OfLedger(ledger, state.problem, day)))


class _GateHolds(Held):
    """The gate holds."""

    def __init__(self, answer: GateUnmet) -> None:
        self.answer = answer


def _answered(ledger: Ledger, context: Context, ref: str, write: Callable[[ProblemDraft], str]) -> Recorded | GateUnmet:
    try:
        return record(ledger, context, ref, write)
    except _GateHolds as held:
        return held.answer


def _at_fault(problem: Problem, said: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with papers of a problem, by their names in the evidence folder.

    Raises:
        UsageProblem: a name is of none of them, or of several.
    """
    there = papers.files(problem.entries)
    found: dict[str, str] = {}
    for name, why in said.items():
        # each name begins with the digest of its file
        fits = [file for file in there if name in (file, file.partition("-")[2], file.partition("-")[0])]
        if len(fits) != 1:
            these = fits or there
            text = (
                _("{ref}: “{file}” is the name of several files of evidence: {files}. Nothing was recorded.")
                if fits
                else _("{ref} has no evidence “{file}”; there is: {files}. Nothing was recorded.")
            )
            files = _(", ").join(these) or _("nothing")
            raise UsageProblem(text.format(ref=problem.ref, file=name, files=files))
        found[fits[0]] = why
    return found


def _require_answers(draft: ProblemDraft, answers: Mapping[str, bool]) -> None:
    """Refuse a pass that does not answer all standards, each in its words."""
    campaign = draft.campaign
    if left := passing.unanswered(answers, campaign):
        asked = (_("--standard {n}=yes ({text})").format(n=n, text=campaign.gate.standards[n - 1]) for n in left)
        raise UsageProblem(
            _(
                "{ref}: a pass requires an inspector to answer the standards one by one. Missing: {answers}."
                " Nothing was recorded."
            ).format(ref=draft.record.ref, answers=_("; ").join(asked))
        )


def _require_need(waive: Collection[str], before: Collection[str], unmet: Sequence[Unmet]) -> None:
    """Refuse waivers that need not be: of what is met, not asked for, or waived ``before``."""
    if idle := [code for code in waive if code not in {check.code for check in unmet} or code in before]:
        raise UsageProblem(_("{code} is met or not needed here, so it cannot be waived.").format(code=idle[0]))
