"""Judging the entries that a commit brings: lifecycle, authority, the gate, evidence, numbers, times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.model import lateness, matter_refusals, matters, passing, refusals, retraction
from yiananlib.model.answers import Contested
from yiananlib.model.entries import Closed, Endorsed, Evidenced, LookedBack, Numbered, Retracted, Submitted
from yiananlib.model.lifecycle import fold
from yiananlib.model.vocabulary import Status
from yiananlib.services.verifying import clocks, commit_facts, halves, sample_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from yiananlib.model.base import Sheet, Stamped
    from yiananlib.model.entries import Entry
    from yiananlib.model.finding import Finding
    from yiananlib.model.matters import Matter
    from yiananlib.model.problem import Problem
    from yiananlib.model.refusals import Refusal
    from yiananlib.model.rounds import Round
    from yiananlib.model.state import State
    from yiananlib.services.verifying.judged_commit import JudgedCommit, Register

_AGAIN: Final = N_("merge again with `yian resolve`, or have it recorded again on top of what is shared")


def judge(
    judged: JudgedCommit,
    register: Register,
    path: str,
    problem: Problem,
    earlier: Sequence[Problem],
    new: Sequence[int],
) -> Iterator[Finding]:
    """Yield what is wrong with the ``new`` entries of a problem, and with how the whole folds."""
    if len(earlier) < max(1, len(judged.parents)):
        for twin in register.twins(judged.commit.oid, problem):
            yield judged.finding(
                path,
                "duplicate",
                _("{other} has the same id").format(other=twin),
                _("void one of them and register it again"),
            )
    if not problem.entries:
        yield judged.finding(path, "lifecycle", _("it has no entries; the first must be “registered”"))
    state = fold(problem)
    faults = state.faults
    known = {old.entries[fault.entry].id for old in earlier for fault in fold(old).faults} if faults else set()
    yield from _misplaced(judged, path, problem.entries, faults, known)
    faulty = {fault.entry for fault in faults}
    stale = set(passing.stale(problem)) if new else set()
    for i in new:
        entry = problem.entries[i]
        before = fold(problem.until(i))
        yield from clocks.judge(judged, path, entry, lateness.deadline(before, entry))
        if _settles(problem.entries, entry, [old.entries for old in earlier]):
            continue
        found = (refusals.of_problem(entry, before, basis, placed=True) for basis in judged.bases)
        yield from _refused(judged, path, entry, found, faulty=i in faulty)
        if i in stale:
            said = _("what the review says it has seen does not match the record")
            yield judged.of_entry(path, "stale-pass", entry.id, said, _("have it reviewed again"))
        if i not in faulty:
            yield from _consequences(judged, path, entry, before)
    yield from halves.of_commit(judged, path, problem, new)
    if state.status is Status.TRANSFERRED:  # its number names the record that took it over
        return
    for i, entry in enumerate(problem.entries):
        if isinstance(entry, Numbered) and (i in new or any(entry not in old.entries for old in earlier)):
            for holder in register.holders(judged.commit.oid, path, entry.number):
                yield judged.finding(
                    path,
                    "duplicate",
                    _("{other} already has the serial number {number}").format(other=holder, number=entry.number),
                )


def round_(
    judged: JudgedCommit, path: str, org: str, found: Round, answers: Sequence[int], corrections: Sequence[int]
) -> Iterator[Finding]:
    """Yield what is wrong with the new ``answers`` and ``corrections`` of a round, by their places."""
    for i in answers:
        yield from clocks.judge(judged, path, found.answers[i])
        if reason := _row_refused(judged, org, found.answers[i]):
            yield judged.finding(path, "authority", reason)
    faults = dict(found.faults)
    for i in corrections:
        entry = found.corrections[i]
        yield from clocks.judge(judged, path, entry)
        if reason := _row_refused(judged, org, entry):
            yield judged.of_entry(path, "authority", entry.id, reason, _("have it recorded by somebody who may"))
        elif i in faults:
            yield judged.of_entry(path, "lifecycle", entry.id, faults[i], _(_AGAIN))


def matter(
    judged: JudgedCommit, path: str, found: Matter, earlier: Sequence[Matter], new: Sequence[int]
) -> Iterator[Finding]:
    """Yield what is wrong with the ``new`` entries of a matter, and with how the whole folds."""
    faults = matters.fold(found).faults
    known = {old.entries[fault.entry].id for old in earlier for fault in matters.fold(old).faults}
    yield from _misplaced(judged, path, found.entries, faults, known)
    faulty = {fault.entry for fault in faults}
    for i in new:
        entry, before = found.entries[i], found.until(i)
        yield from clocks.judge(judged, path, entry, lateness.matter_deadline(matters.fold(before), entry))
        if _settles(found.entries, entry, [old.entries for old in earlier]):
            continue
        said = (matter_refusals.of_matter(entry, before, basis, placed=True) for basis in judged.bases)
        yield from _refused(judged, path, entry, said, faulty=i in faulty)
        if found.kind == "sample" and i not in faulty:
            yield from sample_rules.judge(judged, path, found, entry)


def _misplaced(
    judged: JudgedCommit, path: str, entries: Sequence[Stamped], faults: Iterable[Any], known: Collection[str]
) -> Iterator[Finding]:
    """Yield the entries that may not stand where they do, but for those ``known`` from a parent."""
    for fault in faults:
        if entries[fault.entry].id not in known:
            yield judged.of_entry(path, "lifecycle", entries[fault.entry].id, fault.reason, _(_AGAIN))


def _refused(
    judged: JudgedCommit, path: str, entry: Stamped, found: Iterable[Iterable[Refusal]], *, faulty: bool
) -> Iterator[Finding]:
    """Yield what is ``found`` against an entry under any of the commit's definitions, the first for each code.

    Of one that is ``faulty`` anyway it is asked who made it alone.
    """
    told: set[str] = set()
    for rule, reason in (refusal for some in found for refusal in some):
        if rule.code not in told and (rule.of_who or not faulty):
            told.add(rule.code)
            yield judged.of_entry(path, rule.code, entry.id, reason, _(rule.remedy))


def _row_refused(judged: JudgedCommit, org: str, row: Stamped) -> str | None:
    reasons = (refusals.of_row(row, org, variant.orgs) for variant in judged.policy.variants)
    return next((reason for reason in reasons if reason is not None), None)


def _settles(entries: Sequence[Stamped], entry: Stamped, sides: Sequence[Sequence[Stamped]]) -> bool:
    return isinstance(entry, Retracted) and retraction.settles(entries, entry, sides)


def _consequences(judged: JudgedCommit, path: str, entry: Entry, before: State) -> Iterator[Finding]:
    if isinstance(entry, Evidenced):
        yield from _evidence(judged, path, before.problem.org, entry)
    elif isinstance(entry, Endorsed) and entry.sheet is not None:
        yield from _evidence(judged, path, before.problem.org, entry.sheet)
    elif isinstance(entry, LookedBack):
        yield from sample_rules.look_back(judged, path, entry, before.problem)
    elif isinstance(entry, Contested):
        for file in entry.evidence:
            yield from _evidence(judged, path, before.problem.org, file)
    elif isinstance(entry, Submitted) and entry.incomplete is None:
        said = _("it was submitted as complete although {code} was not met: {missing}")
        yield from _gate(judged, path, entry, before, said, _("have it returned with `yian review --return`"))
    elif isinstance(entry, Closed):
        if passing.is_stale(before.problem):
            said = _("it was closed although it was changed after the review")
            yield judged.of_entry(path, "stale-pass", entry.id, said, _("reopen it with `yian reopen`"))
        said = _("it was closed although {code} was not met: {missing}")
        yield from _gate(judged, path, entry, before, said, _("reopen it with `yian reopen`"))


def _evidence(judged: JudgedCommit, path: str, org: str, entry: Evidenced | Sheet) -> Iterator[Finding]:
    match commit_facts.fault(judged, org, entry):
        case "missing":
            yield judged.finding(
                path, "evidence-removed", _("the evidence {file} is missing").format(file=entry.file), _("add the file")
            )
        case "changed":
            yield judged.finding(
                path,
                "evidence-changed",
                _("the evidence {file} is not what was recorded").format(file=entry.file),
                _("restore it from git"),
            )
        case _:
            pass


def _gate(
    judged: JudgedCommit, path: str, entry: Submitted | Closed, before: State, said: str, remedy: str
) -> Iterator[Finding]:
    """Judge a submission or a close by the gate as it stood, but for what only the ledger's other records tell."""
    told = set()
    for variant in judged.policy.variants:
        if variant.campaign is None:
            continue
        around = commit_facts.OfCommit(judged, variant.orgs)
        lacking = refusals.unmet(entry, before, variant.campaign, around, by=entry.at)
        for check in refusals.left(entry, before, lacking):
            if check.code not in told:
                told.add(check.code)
                yield judged.finding(path, "gate", said.format(code=check.code, missing=check.missing), remedy)
