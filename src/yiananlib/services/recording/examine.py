"""Self-examination: walking an organization through the checklist, answer by answer."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from yiananlib.errors import NotAuthorised, UsageProblem
from yiananlib.messages import N_, _, everywhere
from yiananlib.model import authority, meaning, naming
from yiananlib.model.base import Stamped
from yiananlib.model.calling import unit, whole
from yiananlib.model.campaign import Campaign
from yiananlib.model.checklist import Checklist, Prompt
from yiananlib.model.org import Org
from yiananlib.model.rounds import TEAM, Answered, Head, Round
from yiananlib.model.text import name_fault
from yiananlib.model.vocabulary import Answer, Pass, Role
from yiananlib.model.words import ANSWER_WORDS
from yiananlib.services.reading.calendar import today
from yiananlib.services.reading.days import Days
from yiananlib.services.reading.naming import one_of
from yiananlib.services.reading.wording import handed_in
from yiananlib.services.recording.candidates import Trial
from yiananlib.services.recording.context import Context, Stamp, made, stamp
from yiananlib.services.recording.meetings import enter
from yiananlib.services.recording.problems import commit
from yiananlib.services.recording.register import Proposal, names_for, proposal, register, require_prompt
from yiananlib.store.ledger import Ledger
from yiananlib.store.transaction import Transaction, writing


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that somebody gives: ``proposal`` is the problem found, when the answer is ``problem``."""

    prompt: str
    answer: Answer
    reason: str | None = None
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a round stands for an organization and subject; ``open`` are the prompts without an answer."""

    org: str
    org_name: str
    round: str
    subject: str
    answered: int
    expected: int
    open: tuple[Prompt, ...]
    problems: tuple[str, ...] = field(default=())
    uncommitted: str | None = None

    @property
    def ref(self) -> str:
        """What the round is called on the command line."""
        return f"{self.org}/{self.round}"


def progress_of(ledger: Ledger, org: str, name: str, subject: str = TEAM) -> Progress:
    """Return where a round stands; one that was not opened has no answers.

    Raises:
        NoSuchRecord: the organization is unknown.
        UsageProblem: the round's name cannot be used, or the subject is not one of the round's.
    """
    record = ledger.org(org)
    _usable_round(name)
    checklist = _checklist(ledger)
    round_ = ledger.round(org, name)
    subject = subject_of(record, org, subject)
    if round_ is not None:
        _is_examined(round_, subject, record)
    return _progress(org, record.name, name, subject, checklist, round_)


def everyone(ledger: Ledger, context: Context, org: str) -> tuple[str, ...]:
    """Return the subjects of a round in which nobody is left out: the team, and each of the leading team by post.

    These are its head and its deputies in office today (人人过关).
    """
    day = today(ledger.campaign().timezone, context.now)
    leading = (o.id for o in ledger.org(org).officers if o.role in (Role.HEAD, Role.DEPUTY) and o.in_office(day))
    return (TEAM, *leading)


def open_round(
    ledger: Ledger, context: Context, org: str, name: str, subjects: Sequence[str], pass_: Pass | None = None
) -> Progress:
    """Open a round for ``subjects`` without an answer yet.

    Raises:
        UsageProblem, NoSuchRecord, NotAuthorised, WriteFailed.
    """
    campaign = ledger.campaign()
    record = ledger.org(org)
    _usable_round(name)
    checklist = _checklist(ledger)
    with writing(ledger, context.waiting) as transaction:
        who = stamp(ledger, campaign, context, Trial(lambda: org, lambda who: _authorise(ledger, who, org)))
        _authorise(ledger, who, org)
        there = ledger.round(org, name)
        if there is not None:
            raise UsageProblem(
                _("{org} has already opened round {round} for: {subjects}. Answer with --subject.").format(
                    org=org, round=name, subjects=_shown(record, there.head.subjects)
                )
            )
        round_ = _opened(record, org, name, who, subjects, pass_)
        transaction.record([round_])
        uncommitted = commit(transaction, campaign, who, f"{org}/{name}: examine, open")
    return replace(
        _progress(org, record.name, name, round_.head.subjects[0], checklist, round_), uncommitted=uncommitted
    )


def answer(
    ledger: Ledger,
    context: Context,
    org: str,
    name: str,
    replies: Sequence[Reply],
    *,
    subject: str = TEAM,
    subjects: Sequence[str] = (TEAM,),
    pass_: Pass | None = None,
) -> Progress:
    """Record answers, and register the problems found; opens the round at the first.

    All or nothing: where one answer cannot be recorded, none is. ``subjects`` and ``pass_`` are those of the
    round, taken when it is opened.

    Raises:
        UsageProblem, NoSuchRecord, NotAuthorised, NotAllowed, WriteFailed.
    """
    campaign = ledger.campaign()
    record = ledger.org(org)
    _usable_round(name)
    checklist = _checklist(ledger)
    with writing(ledger, context.waiting) as transaction:
        who = stamp(ledger, campaign, context, Trial(lambda: org, lambda who: _authorise(ledger, who, org)))
        _authorise(ledger, who, org)
        there = ledger.round(org, name)
        subject = subject_of(record, org, subject)
        round_ = there or _opened(record, org, name, who, subjects, pass_)
        _is_examined(round_, subject, record)
        answers, problems = _answers(transaction, campaign, checklist, who, org, name, round_, subject, replies)
        meetings = enter(transaction, campaign, who, problems)
        if there is None:
            transaction.record([round_])
        transaction.record(problems)
        after = transaction.enter(round_, answers)
        for draft in meetings:
            transaction.enter(draft.before, draft.entries)
        records = [*problems, *(draft.record for draft in meetings)]
        entries: list[Stamped] = [e for one in (*problems, *meetings) for e in one.entries]
        uncommitted = commit(transaction, campaign, who, f"{org}/{name}: examine", records, entries)
    found = _progress(org, record.name, name, subject, checklist, after)
    return Progress(
        found.org, found.org_name, name, subject, found.answered, found.expected, found.open,
        tuple(p.ref for p in problems), uncommitted,
    )  # fmt: skip


def replies_in(data: bytes, org: str, days: Days) -> list[Reply]:
    """Return the answers in a TOML file: ``[[answers]]`` with ``prompt``, ``answer``, ``reason``.

    An answer ``problem`` has the problem's fields under ``[answers.problem]``.

    Raises:
        UsageProblem: the file cannot be read, or an answer is not one.
    """
    found = handed_in(data)
    rows = found.get("answers")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise UsageProblem(_("The file has no answers. Put each under a heading [[answers]]."))
    return [_reply(row, number, org, days) for number, row in enumerate(rows, start=1)]


def _reply(row: Mapping[str, Any], number: int, org: str, days: Days) -> Reply:
    unknown = [key for key in row if key not in ("prompt", "answer", "reason", "problem")]
    if unknown:
        raise UsageProblem(_("Answer {n}: “{field}” is not a field here.").format(n=number, field=unknown[0]))
    try:
        said = row.get("answer", "")
        kind = Answer((meaning.key_of(ANSWER_WORDS, said) or "") if isinstance(said, str) else said)
    except ValueError:
        raise UsageProblem(
            _("Answer {n}: “answer” must be one of {expected}.").format(n=number, expected=meaning.shown(ANSWER_WORDS))
        ) from None
    problem = row.get("problem")
    if kind is not Answer.PROBLEM:
        problem = None
    elif not isinstance(problem, dict):
        raise UsageProblem(_("Answer {n}: put the problem under [answers.problem].").format(n=number))
    measures = problem.pop("measures", []) if problem else []
    if not isinstance(measures, list) or not all(isinstance(m, dict) for m in measures):
        raise UsageProblem(
            _("Answer {n}: put each measure under a heading [[answers.problem.measures]].").format(n=number)
        )
    try:
        proposed = proposal(org, problem, measures, days) if problem is not None else None
    except UsageProblem as error:
        raise UsageProblem(_("Answer {n}: {said}").format(n=number, said=error)) from None
    return Reply(
        prompt=str(row.get("prompt", "")),
        answer=kind,
        reason=str(row["reason"]) if "reason" in row else None,
        proposal=proposed,
    )


def _answers(
    transaction: Transaction,
    campaign: Campaign,
    checklist: Checklist,
    who: Stamp,
    org: str,
    name: str,
    round_: Round,
    subject: str,
    replies: Sequence[Reply],
) -> tuple[list[Answered], list[Any]]:
    answers: list[Answered] = []
    problems: list[Any] = []
    found = [replace(reply.proposal, org=org) for reply in replies if reply.proposal is not None]
    names = iter(names_for(found, transaction.ledger, who))
    for reply in replies:
        require_prompt(checklist, reply.prompt)
        if reply.proposal is None and not (reply.reason or "").strip():
            raise UsageProblem(
                _("Prompt {prompt}: the answer {answer} needs a reason. Nothing was recorded.").format(
                    prompt=reply.prompt, answer=reply.answer
                )
            )
        problem = None
        if reply.proposal is not None:
            fields = {"source": "self_check", **reply.proposal.fields, "prompt": reply.prompt}
            proposed = Proposal(org, fields, reply.proposal.measures)
            problem = register(transaction, campaign, checklist, who, proposed, next(names))
            problems.append(problem)
        taken = frozenset(a.id for a in (*round_.entries, *answers))
        answers.append(
            made(
                Answered,
                **who.fields(taken, f"{org}/{name}"),
                subject=subject,
                prompt=reply.prompt,
                answer=reply.answer,
                reason=reply.reason,
                problem=problem.head.id if problem is not None else None,
            )
        )
    return answers, problems


def _opened(record: Org, org: str, name: str, who: Stamp, subjects: Sequence[str], pass_: Pass | None) -> Round:
    named = dict.fromkeys(subject_of(record, org, said) for said in subjects)
    head = made(Head, opened=who.day, subjects=tuple(named), pass_=pass_)
    return Round(org, head, (), name=name)


def _authorise(ledger: Ledger, who: Stamp, org: str) -> None:
    orgs = ledger.lineage(*who.orgs, org)
    said = made(Stamped, **who.fields(frozenset(), org))
    if reason := authority.unfit(said, orgs) or authority.ended(org, who.at.date(), orgs):
        raise NotAuthorised(_("{org}: {reason}. Nothing was recorded.").format(org=org, reason=reason))
    if not authority.may_work_on(who.principal, org, orgs):
        raise NotAuthorised(
            _(
                "{by} may not answer for {org}; only the organization itself, those above it and the office"
                " may. Nothing was recorded."
            ).format(by=whole(who.principal.ref, orgs), org=unit(org, orgs))
        )


def _checklist(ledger: Ledger) -> Checklist:
    checklist = ledger.checklist()
    if not checklist.prompts:
        raise UsageProblem(_("The checklist has no prompts. Add some with `yian add-prompt`."))
    return checklist


def _usable_round(name: str) -> None:
    if name_fault(name) is not None:
        raise UsageProblem(
            _("“{name}” cannot be the name of a round: use at most 40 letters, digits, - and _.").format(
                name="".join(c if c.isprintable() else "?" for c in name)
            )
        )


def _is_examined(round_: Round, subject: str, record: Org) -> None:
    if subject not in round_.head.subjects:
        raise UsageProblem(
            _("“{subject}” is not examined in round {round}. Available: {subjects}.").format(
                subject=_shown(record, [subject]), round=round_.name, subjects=_shown(record, round_.head.subjects)
            )
        )


def subject_of(record: Org, org: str, said: str) -> str:
    """Return the subject that is meant: ``team``, or an officer of the organization, by code or by post.

    Raises:
        UsageProblem: it is neither; the message names the nearest.
        Ambiguous: several officers hold the post.
    """
    if said == TEAM or naming.plain(said) in {naming.plain(word) for word in everywhere(N_("team"))}:
        return TEAM
    found = one_of(said, naming.officers(said, {org: record}, org))
    if found is not None:
        return found.rpartition("/")[2]
    near = naming.nearest(said, {TEAM: _("team"), **{one.id: one.post for one in record.officers}})
    refusal = _("“{subject}” is neither “team” nor an officer of the organization.").format(subject=said)
    raise UsageProblem(f"{refusal} {near}".strip())


def _shown(record: Org, subjects: Sequence[str]) -> str:
    """Return subjects by their posts, with the codes that are typed."""
    posts = {TEAM: _("team"), **{one.id: one.post for one in record.officers}}
    return _(", ").join(f"{posts[one]} ({one})" if posts.get(one, one) != one else one for one in subjects)


def _progress(org: str, org_name: str, name: str, subject: str, checklist: Checklist, round_: Round | None) -> Progress:
    day = dt.date.max
    prompts = [p.id for p in checklist.prompts]
    subjects = round_.head.subjects if round_ is not None else (subject,)
    open_ = tuple(
        p for p in checklist.prompts if round_ is None or (a := round_.answer(p.id, subject)) is None or not a.counts
    )
    return Progress(
        org,
        org_name,
        name,
        subject,
        round_.answered(prompts, day) if round_ is not None else 0,
        len(prompts) * len(subjects),
        open_,
    )
