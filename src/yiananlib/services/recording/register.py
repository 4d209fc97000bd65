"""Registering problems: one or many, all or nothing."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from yiananlib.errors import NotAllowed, UsageProblem
from yiananlib.messages import _
from yiananlib.model import calling, ids, refusals
from yiananlib.model.campaign import Campaign
from yiananlib.model.checklist import Checklist
from yiananlib.model.entries import Entry, Registered
from yiananlib.model.lifecycle import fold
from yiananlib.model.measures import Planned
from yiananlib.model.occurrences import EVERY_WORDS
from yiananlib.model.problem import Head, Problem
from yiananlib.model.vocabulary import Status
from yiananlib.model.words import CLASS_WORDS, MEASURE_TYPE_WORDS, SEVERITY_WORDS, STATUS_WORDS
from yiananlib.services.reading import naming
from yiananlib.services.reading.days import Days
from yiananlib.services.reading.wording import handed_in, tag_key, vocabulary_key, word_key
from yiananlib.services.recording.candidates import Trial
from yiananlib.services.recording.context import Context, Stamp, made, officer_ref, stamp
from yiananlib.services.recording.drafting import refused
from yiananlib.services.recording.matters import require_finding, require_task
from yiananlib.services.recording.meetings import enter
from yiananlib.services.recording.problems import Recorded, commit
from yiananlib.store.ledger import Ledger
from yiananlib.store.transaction import Transaction, writing

if TYPE_CHECKING:
    from yiananlib.model.matters import Matter

REQUIRED: Final = ("title", "symptom", "kind", "leader", "owner", "due")
"""What a problem cannot be registered without. Root cause, level and goal may follow; the gate asks for them."""

_VOCABULARIES: Final = ("source", "kind", "field")
_WORDS: Final = {"severity": SEVERITY_WORDS, "class": CLASS_WORDS}
_LISTED: Final = {"level": "level", "linked": "linked_work"}
"""Fields that are lists of words, each with its vocabulary."""
_MEASURE_FIELDS: Final = ("text", "owner", "due", "every", "from", "type")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A problem to be registered: the fields of the head that somebody gave, and its first measures.

    ``fields`` are named as in the file. Officers may be named without their organization, words of a
    vocabulary by key or by word. ``measures`` have ``text``, ``owner``, ``due`` and maybe ``type``. ``origin`` are the
    fields of the entry that say where it came from, for one that was imported.
    """

    org: str
    fields: Mapping[str, Any]
    measures: Sequence[Mapping[str, Any]] = field(default=())
    origin: Mapping[str, Any] = field(default_factory=dict)


def proposals(data: bytes, org: str, days: Days) -> list[Proposal]:
    """Return what a TOML file proposes for ``org``: one problem as a table, or ``[[problems]]``.

    Raises:
        UsageProblem: it cannot be read, a table is not a problem's, or a day is none.
    """
    found = handed_in(data)
    rows = found.get("problems", [found])
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise UsageProblem(_("The file has no problems. Put each under a heading [[problems]]."))
    made_of = []
    for number, row in enumerate(rows, start=1):
        measures = row.pop("measures", [])
        if not isinstance(measures, list) or not all(isinstance(m, dict) for m in measures):
            raise UsageProblem(
                _("Problem {n} of the file: put each measure under a heading [[problems.measures]].").format(n=number)
            )
        row.pop("schema", None)
        with numbered(number, len(rows)):
            made_of.append(proposal(str(row.pop("org", org)), row, measures, days))
    return made_of


def proposal(org: str, fields: Mapping[str, Any], measures: Sequence[Mapping[str, Any]], days: Days) -> Proposal:
    """Return what somebody proposes who wrote the days as people do.

    Raises:
        UsageProblem: a day is none.
    """
    fields = days.problem(fields)
    found = fields.get("found")
    since = found if isinstance(found, dt.date) else None
    read = [
        {
            key: days.deadline(key, said, since) if key in ("due", "from") and isinstance(said, str) else said
            for key, said in one.items()
        }
        for one in measures
    ]
    return Proposal(org, fields, read)


@contextmanager
def numbered(number: int, total: int) -> Iterator[None]:
    """Have what is wrong with one of several problems say which it is."""
    try:
        yield
    except UsageProblem as error:
        if total == 1:
            raise
        raise UsageProblem(_("Problem {n} of {total}: {said}").format(n=number, total=total, said=error)) from None


def missing(fields: Mapping[str, Any]) -> list[str]:
    """Return which of the required fields were not given, in the order in which they are asked."""
    return [name for name in REQUIRED if fields.get(name) in (None, "", ())]


def add_problems(ledger: Ledger, context: Context, proposed: Sequence[Proposal]) -> list[Recorded]:
    """Register problems; where one cannot be, none is.

    Raises:
        UsageProblem, NoSuchRecord, NotAllowed, NotAuthorised, WriteFailed.
    """
    campaign = ledger.campaign()
    checklist = ledger.checklist()
    with writing(ledger, context.waiting) as transaction:
        trial = Trial(
            lambda: naming.org(ledger, proposed[0].org),
            lambda who: register(
                Transaction(ledger), campaign, checklist, who, proposed[0], names_for(proposed, ledger, who)[0]
            ),
        )
        who = stamp(ledger, campaign, context, trial)
        problems: list[Problem] = []
        names = names_for(proposed, ledger, who)
        for number, (one, name) in enumerate(zip(proposed, names, strict=True), start=1):
            with numbered(number, len(proposed)):
                problems.append(register(transaction, campaign, checklist, who, one, name))
        subject = _subject(problems)
        meetings = enter(transaction, campaign, who, problems)
        records: list[Problem | Matter] = [*problems, *(draft.record for draft in meetings)]
        entries = [entry for problem in problems for entry in problem.entries]
        entries += [entry for draft in meetings for entry in draft.entries]
        transaction.record(problems)
        for draft in meetings:
            transaction.enter(draft.before, draft.entries)
        uncommitted = commit(transaction, campaign, who, subject, records, entries)
    called = calling.names(ledger.lineage(*(ref for problem in problems for ref in _concerned(problem))))
    return [Recorded(fold(problem), campaign, uncommitted, problem.entries, called) for problem in problems]


def names_for(proposed: Sequence[Proposal], ledger: Ledger, who: Stamp) -> list[str]:
    """Return the ids of problems that are registered together; lists then keep the order in which they come."""
    salt = "/".join((*(one.org for one in proposed[:1]), *(str(one.fields.get("title")) for one in proposed)))
    return ids.several(len(proposed), ledger.is_taken, who.entropy, salt)


def _concerned(problem: Problem) -> Iterator[str]:
    """Yield the organizations of a new problem and of all whom it names."""
    yield problem.org
    for entry in problem.entries:
        if isinstance(entry, Planned):
            yield entry.owner.partition("/")[0]


def register(
    transaction: Transaction,
    campaign: Campaign,
    checklist: Checklist,
    who: Stamp,
    proposal: Proposal,
    name: str,
) -> Problem:
    """Return the problem that ``proposal`` describes, judged but not written; ``name`` is its id.

    Raises:
        UsageProblem, NoSuchRecord, NotAllowed, NotAuthorised.
    """
    ledger = transaction.ledger
    proposal = replace(proposal, org=naming.org(ledger, proposal.org))
    ledger.org(proposal.org)
    orgs = ledger.lineage(*who.orgs, proposal.org)
    if absent := missing(proposal.fields):
        raise UsageProblem(_("Missing: {names}. Nothing was recorded.").format(names=_(", ").join(absent)))
    given = dict(proposal.fields)
    if given.get("meeting") is not None and "meeting" in campaign.vocabulary.get("source", {}):
        given.setdefault("source", "meeting")
    fields = resolved(ledger, campaign, checklist, proposal.org, given, orgs, who.day)
    if "id" in fields:
        raise UsageProblem(_("The id of a problem is generated; omit “id”."))
    fields.setdefault("found", who.day)
    fields["id"] = name
    head = made(Head, **fields)
    basis = refusals.Basis(orgs, campaign)
    problem = Problem(proposal.org, head, ())
    problem = _judged(problem, made(Registered, **who.fields(frozenset(), problem.ref), **proposal.origin), basis)
    for number, measure in enumerate(proposal.measures, start=1):
        given = dict(measure)
        if unknown := [key for key in given if key not in _MEASURE_FIELDS]:
            said = _("“{field}” is not a field here").format(field=unknown[0])
            raise UsageProblem(_("{said}. Nothing was recorded.").format(said=said))
        if isinstance(given.get("type"), str):
            given["type"] = word_key(MEASURE_TYPE_WORDS, "type", given["type"])
        if isinstance(given.get("every"), str):
            given["every"] = word_key(EVERY_WORDS, "every", given["every"])
        if isinstance(given.get("owner"), str):
            given["owner"] = officer_ref(orgs, given["owner"], proposal.org, who.day, ledger)
        taken_ids = frozenset(e.id for e in problem.entries)
        planned = made(Planned, **who.fields(taken_ids, problem.ref), number=number, **given)
        problem = _judged(problem, planned, basis)
    return problem


def resolved(
    ledger: Ledger,
    campaign: Campaign,
    checklist: Checklist,
    org: str,
    given: Mapping[str, Any],
    orgs: dict[str, Any],
    day: dt.date,
) -> dict[str, Any]:
    """Return ``given`` with words of vocabularies as keys, officers in full, and references checked.

    Raises:
        UsageProblem, NoSuchRecord.
    """
    fields = {key: value for key, value in given.items() if value is not None}
    for name in _VOCABULARIES:
        if isinstance(fields.get(name), str):
            fields[name] = vocabulary_key(campaign.vocabulary, name, fields[name])
    for name, words in _WORDS.items():
        if isinstance(fields.get(name), str):
            fields[name] = word_key(words, name, fields[name])
    for name, vocabulary in _LISTED.items():
        if isinstance(fields.get(name), (list, tuple)):
            keys = (vocabulary_key(campaign.vocabulary, vocabulary, str(word)) for word in fields[name])
            fields[name] = tuple(dict.fromkeys(keys))
    if isinstance(fields.get("tags"), (list, tuple)):
        fields["tags"] = tuple(dict.fromkeys(tag_key(campaign.vocabulary, str(tag)) for tag in fields["tags"]))
    for name in ("leader", "owner"):
        if isinstance(fields.get(name), str):
            fields[name] = officer_ref(orgs, fields[name], org, day, ledger)
    support = fields.get("support")
    if isinstance(support, (list, tuple)):
        fields["support"] = support = tuple(naming.org(ledger, str(unit)) for unit in support)
    for unit in support if isinstance(support, (list, tuple)) else ():
        ledger.org(unit)
        if unit == org:
            raise UsageProblem(_("“{org}” leads this problem, so it cannot be a supporting unit.").format(org=org))
    if isinstance(fields.get("finding"), str):
        require_finding(ledger, fields["finding"])
    if isinstance(fields.get("task"), str):
        require_task(ledger, fields["task"])
    if isinstance(fields.get("meeting"), str):
        fields["meeting"] = ledger.find_matter("meeting", fields["meeting"]).head.id
    if isinstance(fields.get("recurs"), str):
        fields["recurs"] = _struck_off(ledger, fields["recurs"])
    prompt = fields.get("prompt")
    if prompt is not None:
        require_prompt(checklist, str(prompt))
    return fields


def require_prompt(checklist: Checklist, name: str) -> None:
    """Refuse a prompt that the checklist does not have.

    Raises:
        UsageProblem: there is none of this id.
    """
    if checklist.prompt(name) is None:
        raise UsageProblem(
            _("There is no prompt “{prompt}” in the checklist. Available: {prompts}.").format(
                prompt=name, prompts=_(", ").join(p.id for p in checklist.prompts) or "—"
            )
        )


def _struck_off(ledger: Ledger, ref: str) -> str:
    """Return the id of an earlier problem that can come back: one that was struck off, and was not opened again."""
    earlier = fold(ledger.find_problem(ref))
    if earlier.status is not Status.CLOSED:
        raise NotAllowed(
            _("{ref} is {status}, but only closed problems can recur. Nothing was recorded.").format(
                ref=earlier.problem.ref, status=_(STATUS_WORDS[earlier.status])
            )
        )
    return earlier.problem.head.id


def _judged(problem: Problem, entry: Entry, basis: refusals.Basis) -> Problem:
    for refusal in refusals.of_problem(entry, fold(problem), basis):
        if refusal.rule.raises is UsageProblem:  # what was typed, not where the record stands
            raise UsageProblem(_("{said}. Nothing was recorded.").format(said=refusal.reason))
        raise refusal.rule.raises(refused(problem.org, refusal.reason))
    return problem.followed_by(entry)


def _subject(problems: Sequence[Problem]) -> str:
    if len(problems) == 1:
        return f"{problems[0].ref}: add-problem"
    return f"{len(problems)} problems: add-problem"
