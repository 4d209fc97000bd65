"""The close-out gate: everything that closing demands, as checks with stable codes.

All unmet checks are reported at once, each with what to do. Which checks a problem needs follows from
its severity, class and field and from the campaign (design.md section 3); which of them are met is
folded from the record and from the few facts outside it that :class:`Facts` carries. The unit's part of it
is asked when it submits (:func:`unmet_at_submission`), the whole when the problem is struck off.

What is to be done is something that may be done where the problem stands: a test follows every remedy. A check is a
row of :data:`CHECKS` and the function beside it; nothing else knows the codes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.model import general, judging, papers, recurring, working_days
from yiananlib.model.text import comparable
from yiananlib.model.vocabulary import Class, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from yiananlib.model.campaign import Campaign, Gate
    from yiananlib.model.problem import Head
    from yiananlib.model.state import State
    from yiananlib.model.working_days import Years


@dataclass(frozen=True, slots=True)
class Unmet:
    """A check that is not met: its code, what is missing, what to do."""

    code: str
    missing: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the gate needs to know besides the record.

    ``bad_evidence`` are evidence files that are missing or whose digest differs; ``same_effect`` the
    ``<org>/<id>`` of another problem with the same effect text, or None; ``inspector_review`` tells
    whether the pass was given by who may answer the standards; ``partial`` is why who gave it may not judge the
    problem, in the reader's language, or None; ``unanswered`` are the notices, ``<org>/<id>``, that await a reply.
    ``rule_settled`` tells whether a rule of the register that names the problem is done, or kept for a reason;
    ``rule_open`` is the rule of the register that the submission names and that is not done, or None.
    ``working`` are the years whose working days are announced; None where that is not known.
    ``rules_named`` is how many rules of the register name the problem, ``rules_left`` which of them, ``<org>/<id>``,
    are neither done nor kept for a reason.
    """

    day: dt.date
    bad_evidence: tuple[str, ...] = ()
    same_effect: str | None = None
    inspector_review: bool = False
    partial: str | None = None
    unanswered: tuple[str, ...] = ()
    rule_settled: bool = False
    rule_open: str | None = None
    working: Years | None = None
    rules_named: int = 0
    rules_left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    state: State
    campaign: Campaign
    facts: Facts
    submitting: bool = False


class Check(NamedTuple):
    """A check of the gate.

    Attributes:
        code: what it is called everywhere.
        missing: what is missing and what to do, given the case; None where it is met.
        needs: the fields of :class:`Facts` that it reads, besides the day.
        of_unit: it is the unit's part, asked when it submits; what heads, time and judges add is asked at the close.
        of_simple: a minor problem of the class ``immediate`` needs it, too, where others do.
        proves_itself: a closed record shows whether it was met, whatever the campaign asked for besides.
        waivable: it can be waived; who judges and by what cannot: there is always a way to have them.
        asked: whether a problem needs it that may.
        of_general: a general problem needs it (``model.general``), whatever its severity and class, and no other does.
    """

    code: str
    missing: Callable[[_Case], _Missing]
    needs: tuple[str, ...] = ()
    of_unit: bool = False
    of_simple: bool = False
    proves_itself: bool = False
    waivable: bool = True
    asked: Callable[[Head, Gate], bool] = lambda _head, _gate: True
    of_general: bool = False


def needed(state: State, campaign: Campaign) -> tuple[str, ...]:
    """Return the codes that this problem needs, in the gate's order, those turned off left out."""
    return tuple(check.code for check in _needed(state, campaign))


def needs(state: State, campaign: Campaign, codes: Collection[str] | None = None) -> set[str]:
    """Return which fields of :class:`Facts` are read of this problem, by all its checks or those of ``codes``."""
    return {name for check in _needed(state, campaign, codes) for name in check.needs}


def unmet(state: State, campaign: Campaign, facts: Facts, codes: Collection[str] | None = None) -> tuple[Unmet, ...]:
    """Return every check that the problem needs and does not meet, in the gate's order; ``codes`` narrow them."""
    return _unmet(_Case(state, campaign, facts), codes)


def unmet_at_submission(state: State, campaign: Campaign, facts: Facts) -> tuple[Unmet, ...]:
    """Return the checks of the unit's part that are not met; ``state`` has the submission already.

    With the effects of other problems it is compared at the close alone: ``facts`` need not know them.
    """
    return _unmet(_Case(state, campaign, facts, submitting=True), UNIT_CODES)


def _needed(state: State, campaign: Campaign, codes: Collection[str] | None = None) -> list[Check]:
    head, gate = state.head, campaign.gate
    is_general = general.of_state(state) is not None
    simple = head.severity is Severity.MINOR and head.class_ is Class.IMMEDIATE
    return [
        check
        for check in CHECKS
        if check.code not in gate.disabled
        and (codes is None or check.code in codes)
        and (is_general if check.of_general else _asks_for(check, head, gate, simple=simple))
    ]


def _asks_for(check: Check, head: Head, gate: Gate, *, simple: bool) -> bool:
    return check.code in gate.always or ((check.of_simple or not simple) and check.asked(head, gate))


def _unmet(case: _Case, codes: Collection[str] | None) -> tuple[Unmet, ...]:
    found = ((check.code, check.missing(case)) for check in _needed(case.state, case.campaign, codes))
    return tuple(Unmet(code, *missing) for code, missing in found if missing is not None)


def _submit_again(case: _Case, options: str) -> str:
    """Return how the unit comes to say something else in its submission, from where the problem stands."""
    submission = case.state.submission
    if case.state.status is Status.PASSED:
        again = _("have it returned with `yian review --return`, then run `yian submit` with {options}")
    elif not case.submitting and submission is not None and submission.incomplete is None:
        again = _("withdraw it with `yian withdraw`, then run `yian submit` with {options}")
    else:
        again = _("run `yian submit` with {options}")
    return again.format(options=options)


_Missing = tuple[str, str] | None


def _triad(case: _Case) -> _Missing:
    head = case.state.head
    absent = [
        word
        for word, there in (
            (_("symptom"), head.symptom),
            (_("root cause"), head.root_cause),
            (_("measure"), case.state.current_measures),
            (_("goal"), head.goal),
        )
        if not there
    ]
    if not absent:
        return None
    return (
        _("missing: {what}").format(what=_(", ").join(absent)),
        _("fill them in with `yian amend` or `yian add-measure`"),
    )


def _cause_depth(case: _Case) -> _Missing:
    if any(level != "work" for level in case.state.head.level):
        return None
    return (
        _("the root cause goes no deeper than the level of work"),
        _("look for it in duty, politics or thought: `yian amend … --level`"),
    )


def _measures_done(case: _Case) -> _Missing:
    measures = case.state.current_measures
    if not measures:
        return _("there is no measure in this round"), _("add one with `yian add-measure`")
    left = [str(m.planned.number) for m in measures if m.planned.series is None and m.completed is None]
    said = _missed(case, case.state.submission.on if case.state.submission is not None else case.facts.day)
    if left:
        said.insert(0, _("not completed: measure {numbers}").format(numbers=_(", ").join(left)))
    if not said:
        return None
    return _("; ").join(said), _("carry it out and record it with `yian done`")


def _missed(case: _Case, day: dt.date) -> list[str]:
    """Return which occurrences were due by ``day`` and are neither answered nor excused, a phrase a measure."""
    found = []
    for measure in case.state.current_measures:
        series = measure.planned.series
        if series is not None and (left := recurring.missing(series, measure.settled, day)):
            names = _(", ").join(one.name for one in left)
            found.append(_("measure {number}: {names} missing").format(number=measure.planned.number, names=names))
    return found


def _evidence(case: _Case) -> _Missing:
    covered = {e.measure for e in case.state.evidence}
    state = case.state
    # by the day of the submission: what runs out while it waits for its judges is not the unit's fault
    asked = state.submission.on if state.submission is not None else case.facts.day
    gone = papers.expired(state, asked)
    without = [str(m.planned.number) for m in case.state.current_measures if m.planned.number not in covered]
    parts = []
    if without:
        parts.append(_("no evidence for measure {numbers}").format(numbers=_(", ").join(without)))
    if case.facts.bad_evidence:
        parts.append(
            _("missing or changed since recorded: {files}").format(files=_(", ").join(case.facts.bad_evidence))
        )
    if gone:
        said = (_("{file} on {day}").format(file=e.file, day=e.valid_until) for e in gone)
        parts.append(_("expired before the submission: {files}").format(files=_(", ").join(said)))
    if not case.state.current_measures:
        parts.append(_("there is nothing that could have evidence"))
    if not parts:
        return None
    return _("; ").join(parts), _("add the files with `yian add-evidence`, or restore them from git")


def _effect(case: _Case) -> _Missing:
    effect = case.state.effect
    remedy = _("say what changed, with figures if possible: {how}").format(how=_submit_again(case, "`--effect`"))
    if not effect:
        return _("no effect is stated"), remedy
    copied = next((m for m in case.state.measures if comparable(m.planned.text) == effect), None)
    if copied is not None:
        return _("the effect repeats the text of measure {number}").format(number=copied.planned.number), remedy
    if case.facts.same_effect is not None:
        return _("the effect is identical to that of {ref}").format(ref=case.facts.same_effect), remedy
    return None


def _rule(case: _Case) -> _Missing:
    submission = case.state.submission
    if case.facts.rule_open is not None:
        return (
            _("the rule {ref}, named in the submission, is not done").format(ref=case.facts.rule_open),
            _(
                "decide on it with `yian rule {ref} --decide`, carry it out, and record it with"
                " `yian rule {ref} --issued DOCUMENT`"
            ).format(ref=case.facts.rule_open),
        )
    if case.facts.rule_settled or (submission and (submission.rule or submission.no_rule)):
        return None
    return (
        _("no rule was made or revised"),
        _("finish a rule in the register that names the problem (`yian add-rule`), or {how}").format(
            how=_submit_again(case, "`--rule` / `--no-rule`")
        ),
    )


def _wider(case: _Case) -> _Missing:
    submission = case.state.submission
    if submission and (submission.wider or submission.no_wider):
        return None
    return (
        _("nobody looked for the same fault elsewhere"),
        _submit_again(case, "`--wider` / `--no-wider`"),
    )


def _looked_wider(case: _Case) -> _Missing:
    ref, waiting = case.state.problem.ref, general.missing(case.state)
    if waiting:
        return (
            _("not looked for in: {orgs}").format(orgs=_(", ").join(waiting)),
            _("have each unit answer with `yian wider {ref} --found COUNT`, or --nothing").format(ref=ref),
        )
    left = _(", ").join(case.facts.rules_left)
    if left:
        return (
            _("rules that name it are not done: {rules}").format(rules=left),
            _("decide on each with `yian rule RULE --decide`, and record it with `yian rule RULE --issued DOCUMENT`"),
        )
    if not case.facts.rules_named:
        return (
            _("no rule of the register names it"),
            _("list one with `yian add-rule {org} --problem {ref}`, and carry it out").format(
                org=case.state.problem.org, ref=ref
            ),
        )
    return None


def _term(case: _Case) -> _Missing:
    if case.facts.day >= case.state.due:
        said = _missed(case, case.facts.day)
        remedy = _("answer them with `yian done --occurrence`, or have the office excuse them with `yian excuse`")
        return (_("; ").join(said), remedy) if said else None
    return (
        _("an ongoing problem runs until {due}").format(due=case.state.due),
        _("close it on that day or later"),
    )


def _endorsed(case: _Case) -> _Missing:
    if case.state.endorsed is not None:
        return None
    return (
        _("the head of the unit has not endorsed it since it was last returned or reopened"),
        _("have the head run `yian endorse`"),
    )


def _independent(case: _Case) -> _Missing:
    review = case.state.review
    partial = case.facts.partial
    if review is not None and partial is None and review.principal not in judging.involved(case.state):
        return None
    return (
        partial or _("there is no pass in force by an officer without a part in the problem"),
        _reviewed_anew(
            case, _("have an officer of the office or the inspectors who may judge it run `yian review --pass`")
        ),
    )


def _standards(case: _Case) -> _Missing:
    wanted = [str(n + 1) for n in range(len(case.campaign.gate.standards))]
    answers = (case.state.review and case.state.review.standards) or {}
    open_ = [n for n in wanted if answers.get(n) is not True]
    remedy = _reviewed_anew(case, _("have an inspector run `yian review --pass` with `--standard N=yes` for each"))
    if open_:
        return _("standards not answered yes: {numbers}").format(numbers=_(", ").join(open_)), remedy
    if not case.facts.inspector_review:
        return _("no inspector has answered the standards"), remedy
    return None


def _reviewed_anew(case: _Case, how: str) -> str:
    """Return ``how`` it is passed, where a pass is in force after it was returned and submitted again."""
    if case.state.status is not Status.PASSED:
        return how
    return _("have it returned with `yian review --return`, submit it again with `yian submit`; then {how}").format(
        how=how
    )


def _accepted(case: _Case) -> _Missing:
    if case.state.number is not None:
        return None
    return (
        _("the office has not accepted the registration"),
        _("have it accepted with `yian number {ref}`").format(ref=case.state.problem.ref),
    )


def public_days(since: dt.date, until: dt.date, gate: Gate, working: Years | None) -> int:
    """Return how many days a period of publicity has, as the gate counts them: working days or all."""
    if gate.publicity_working_days and working is not None:
        return working_days.within(since, until, working)[0]
    return (until - since).days + 1


def public_until(since: dt.date, gate: Gate, working: Years | None) -> dt.date:
    """Return the last day of a period of publicity that begins on ``since`` and has as many days as the gate wants."""
    try:
        if gate.publicity_working_days and working is not None:
            return working_days.last_of(since, gate.publicity_days, working)
        return since + dt.timedelta(days=gate.publicity_days - 1)
    except OverflowError:
        return dt.date.max


def _publicity(case: _Case) -> _Missing:
    shown = case.state.publicised
    gate = case.campaign.gate
    if shown is None or shown.until < public_until(shown.since, gate, case.facts.working):
        said = (
            _("the result has not been public for {days} working days")
            if gate.publicity_working_days
            else _("the result has not been public for {days} days")
        )
        return (
            said.format(days=gate.publicity_days),
            _("publish it and record that with `yian publicise`"),
        )
    if shown.until >= case.facts.day:
        return _("its publicity runs until {until}").format(until=shown.until), _("close it after that day")
    if shown.objections:
        return (
            _("open objections: {what}").format(what=_(", ").join(shown.objections)),
            _("settle them and record the publicity again with `yian publicise`, without the settled ones"),
        )
    return None


def _notices(case: _Case) -> _Missing:
    if not case.facts.unanswered:
        return None
    return (
        _("unanswered supervision notices: {ids}").format(ids=_(", ").join(case.facts.unanswered)),
        _("answer them with `yian reply`"),
    )


CHECKS: Final = (
    Check("triad", _triad, of_unit=True, of_simple=True, proves_itself=True),
    Check("cause-depth", _cause_depth, of_unit=True, proves_itself=True),
    Check("measures-done", _measures_done, of_unit=True, of_simple=True, proves_itself=True),
    Check("evidence", _evidence, ("bad_evidence",), of_unit=True, of_simple=True, proves_itself=True),
    Check("effect", _effect, ("same_effect",), of_unit=True, of_simple=True, proves_itself=True),
    Check("rule", _rule, ("rule_settled", "rule_open"), of_unit=True, proves_itself=True),
    Check("wider", _wider, of_unit=True, proves_itself=True),
    Check("looked-wider", _looked_wider, ("rules_named", "rules_left"), proves_itself=True, of_general=True),
    Check("term", _term, proves_itself=True, asked=lambda head, _gate: head.class_ is Class.ONGOING),
    Check("endorsed", _endorsed, proves_itself=True),
    Check("independent", _independent, ("partial",), of_simple=True, waivable=False),
    Check("standards", _standards, ("inspector_review",), waivable=False, asked=judging.needs_two),
    Check("accepted", _accepted, of_simple=True, asked=lambda _head, gate: gate.accepted),
    Check("publicity", _publicity, ("working",), asked=lambda _head, gate: gate.publicity),
    Check("notices", _notices, ("unanswered",)),
)
"""The checks of the gate, in the order they are reported."""

CODES: Final = tuple(check.code for check in CHECKS)
UNIT_CODES: Final = frozenset(check.code for check in CHECKS if check.of_unit)
PROVED_CODES: Final = frozenset(check.code for check in CHECKS if check.proves_itself)
NEVER_WAIVED: Final = frozenset(check.code for check in CHECKS if not check.waivable)
