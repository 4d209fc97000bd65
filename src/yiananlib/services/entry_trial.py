"""Judging the entries that a commit brings: lifecycle, authority, the gate, evidence, numbers, times."""

from __future__ import annotations

import contextlib
import functools
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from yiananlib.messages import N_, _
from yiananlib.model import (
    authority,
    closing,
    counting,
    deadlines,
    extensions,
    judging,
    lateness,
    matters,
    passing,
    retraction,
)
from yiananlib.model.entries import (
    Closed,
    Endorsed,
    Entry,
    Evidenced,
    ExtensionGranted,
    ExtensionRequested,
    Numbered,
    Planned,
    Registered,
    Retracted,
    Reviewed,
    Sheet,
    Submitted,
    waived_before,
)
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem, files
from yiananlib.services import clocks
from yiananlib.services.close_out import pass_is_stale, stale_passes
from yiananlib.services.gate_facts import relied_on, reviewer
from yiananlib.services.rule_register import RuleRegister
from yiananlib.store import codec, git, layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from yiananlib.model.campaign import Deadlines
    from yiananlib.model.finding import Finding
    from yiananlib.model.matters import Matter
    from yiananlib.model.record import Stamped
    from yiananlib.model.rounds import Answered, Round
    from yiananlib.model.state import State
    from yiananlib.services.docket import Docket, Register
    from yiananlib.services.footing import Definitions

_AGAIN: Final = N_("merge again with `yian resolve`, or have it recorded anew on top of what is shared")


def judge(
    docket: Docket, register: Register, path: str, problem: Problem, earlier: Sequence[Problem], new: Sequence[int]
) -> Iterator[Finding]:
    """Yield what is wrong with the ``new`` entries of a problem, and with how the whole folds."""
    if len(earlier) < max(1, len(docket.parents)):
        for twin in register.twins(docket.commit.oid, problem):
            yield docket.finding(
                path,
                "duplicate",
                _("{other} has the same id").format(other=twin),
                _("void one of them and register it anew"),
            )
    if not problem.entries:
        yield docket.finding(path, "lifecycle", _("it has no entries; the first must be “registered”"))
    state = fold(problem)
    known = {old.entries[fault.entry].id for old in earlier for fault in fold(old).faults} if state.faults else set()
    faulty = set()
    for fault in state.faults:
        faulty.add(fault.entry)
        if problem.entries[fault.entry].id not in known:
            yield docket.of_entry(path, "lifecycle", problem.entries[fault.entry].id, fault.reason, _(_AGAIN))
    stale = set(stale_passes(problem)) if new else set()
    for i in new:
        before = fold(Problem(problem.org, problem.head, problem.entries[:i]))
        yield from clocks.judge(docket, path, problem.entries[i], lateness.deadline(before, problem.entries[i]))
        if _settles(problem.entries, problem.entries[i], [old.entries for old in earlier]):
            continue
        yield from _authorised(docket, path, problem.entries[i], before)
        if i in stale:
            yield docket.finding(
                path,
                "stale-pass",
                _("entry {id}: what the review says it has seen is not what the record says").format(
                    id=problem.entries[i].id
                ),
                _("have it reviewed again"),
            )
        if i not in faulty:
            yield from _consequences(docket, path, problem.entries[i], before)
    for i, entry in enumerate(problem.entries):
        if isinstance(entry, Numbered) and (i in new or any(entry not in old.entries for old in earlier)):
            for holder in register.holders(docket.commit.oid, path, entry.number):
                yield docket.finding(
                    path,
                    "duplicate",
                    _("{other} has the serial number {number} already").format(other=holder, number=entry.number),
                )


def round_(
    docket: Docket, path: str, org: str, found: Round, answers: Sequence[int], corrections: Sequence[int]
) -> Iterator[Finding]:
    """Yield what is wrong with the new ``answers`` and ``corrections`` of a round, by their places."""
    for i in answers:
        yield from answer(docket, path, org, found.answers[i])
    faults = dict(found.faults)
    for i in corrections:
        entry = found.corrections[i]
        yield from clocks.judge(docket, path, entry)
        reasons = (authority.unfit_to_redate(entry, org, variant.orgs) for variant in docket.footing.variants)
        if reason := next(filter(None, reasons), None):
            yield docket.of_entry(path, "authority", entry.id, reason, _("have it made by one who may"))
        elif i in faults:
            yield docket.of_entry(path, "lifecycle", entry.id, faults[i], _(_AGAIN))


def answer(docket: Docket, path: str, org: str, row: Answered) -> Iterator[Finding]:
    """Yield what is wrong with an answer of a round that the commit brings."""
    yield from clocks.judge(docket, path, row)
    for variant in docket.footing.variants:
        if reason := authority.may_not_answer(row, org, variant.orgs):
            yield docket.finding(path, "authority", reason)
            break


def matter(
    docket: Docket, path: str, found: Matter, earlier: Sequence[Matter], new: Sequence[int]
) -> Iterator[Finding]:
    """Yield what is wrong with the ``new`` entries of a matter, and with how the whole folds."""
    known = {old.entries[fault.entry].id for old in earlier for fault in matters.fold(old).faults}
    for fault in matters.fold(found).faults:
        if found.entries[fault.entry].id not in known:
            yield docket.of_entry(path, "lifecycle", found.entries[fault.entry].id, fault.reason, _(_AGAIN))
    for i in new:
        entry = found.entries[i]
        before = found.until(i)
        standing = matters.fold(before)
        yield from clocks.judge(docket, path, entry, lateness.matter_deadline(standing, entry))
        if _settles(found.entries, entry, [old.entries for old in earlier]):
            continue
        reasons = (
            matters.unauthorised(found, entry, variant.orgs) or matters.barred(before, entry, variant.orgs)
            for variant in docket.footing.variants
        )
        if reason := next((reason for reason in reasons if reason is not None), None):
            yield docket.of_entry(path, "authority", entry.id, reason, _("have it made by one who may"))
        yield from _days(docket, path, entry.id, functools.partial(deadlines.of_matter, before, entry))


def digests_of(docket: Docket, place: layout.Place) -> set[str]:
    """Return the digests that the problems of an organization, in any parent, say a supporting file has."""
    found: set[str] = set()
    folder = f"{docket.past.within}{layout.problems_folder(place.org)}/"
    for parent in docket.parents:
        for file, blob in git.files_of(docket.past.folder, parent, folder).items():
            name = file.removesuffix(".toml")
            if place.name.encode() in docket.past.data(blob.oid) and layout.place(layout.problem_file(place.org, name)):
                try:
                    problem = docket.past.problem(blob.oid, place.org, name)
                except codec.Invalid:
                    continue
                found.update(e.sha256 for _index, e in files(problem) if e.file == place.name)
    return found


def _authorised(docket: Docket, path: str, entry: Entry, before: State) -> Iterator[Finding]:
    for variant in docket.footing.variants:
        reason = authority.refusal(entry, before, variant.orgs)
        if reason is not None:
            yield docket.of_entry(path, "authority", entry.id, reason, _("have it made by one who may"))
            return


def _consequences(docket: Docket, path: str, entry: Entry, before: State) -> Iterator[Finding]:
    if isinstance(entry, Evidenced):
        yield from _evidence(docket, path, before.problem.org, entry)
    elif isinstance(entry, Endorsed) and entry.sheet is not None:
        yield from _evidence(docket, path, before.problem.org, entry.sheet)
    elif isinstance(entry, Submitted):
        yield from _submission(docket, path, entry, before)
    elif isinstance(entry, Reviewed):
        yield from _passing(docket, path, entry, before)
    elif isinstance(entry, Closed):
        yield from _second(docket, path, entry, before)
        yield from _passing(docket, path, entry, before)
        yield from _gate(docket, path, entry, before)
    elif isinstance(entry, Retracted):
        yield from _retraction(docket, path, entry, before)
    elif isinstance(entry, ExtensionGranted):
        yield from _extension(docket, path, entry, before)
    elif isinstance(entry, ExtensionRequested):
        yield from _asked(docket, path, entry, before)
    yield from _days(docket, path, entry.id, lambda allowed: _day_fault(entry, before, allowed))


def _day_fault(entry: Entry, before: State, allowed: Deadlines) -> str | None:
    match entry:
        case Registered():
            return deadlines.of_problem(before.problem.head, entry.on, allowed)
        case Planned():
            return deadlines.of_measure(entry, before, allowed)
        case ExtensionRequested() | ExtensionGranted():
            return deadlines.of_extension(entry.until, before, allowed)
        case _:
            return None


def _days(docket: Docket, path: str, name: str, judge: Callable[[Deadlines], str | None]) -> Iterator[Finding]:
    """Judge the days that an entry sets, by what the campaign allowed at that time."""
    campaigns = (variant.campaign for variant in docket.footing.variants)
    reasons = (judge(campaign.deadlines) for campaign in campaigns if campaign is not None)
    if reason := next(filter(None, reasons), None):
        yield docket.of_entry(
            path, "deadline", name, reason, _("have it registered or recorded anew with a day that can be")
        )


def _settles(entries: Sequence[Stamped], entry: Stamped, sides: Sequence[Sequence[Stamped]]) -> bool:
    return isinstance(entry, Retracted) and retraction.settles(entries, entry, sides)


def _retraction(docket: Docket, path: str, entry: Retracted, before: State) -> Iterator[Finding]:
    if reason := retraction.not_a_slip(before, entry):
        yield docket.of_entry(path, "lifecycle", entry.id, reason, _("record what is right beside it instead"))


def _asked(docket: Docket, path: str, entry: ExtensionRequested, before: State) -> Iterator[Finding]:
    """Judge a request for more time by the day that counts, for those who vouched for others' days then."""
    supervisions = [counting.supervising(variant.orgs) for variant in docket.footing.variants]
    reasons = (counting.asked_late(before, entry, supervision) for supervision in supervisions)
    if reason := next(filter(None, reasons), None):
        yield docket.of_entry(path, "extension", entry.id, reason, _("let the office decide with what time is left"))


def _extension(docket: Docket, path: str, entry: ExtensionGranted, before: State) -> Iterator[Finding]:
    """Judge an extension by what the campaign allowed at that time."""
    campaigns = [variant.campaign for variant in docket.footing.variants if variant.campaign is not None]
    reasons = (extensions.beyond(before, entry.until, campaign.deadlines) for campaign in campaigns)
    if reason := next(filter(None, reasons), None):
        yield docket.of_entry(path, "extension", entry.id, reason, _("have less time granted, or more allowed first"))


def _second(docket: Docket, path: str, entry: Closed, before: State) -> Iterator[Finding]:
    """Judge whether who closes may be who passed."""
    for variant in docket.footing.variants:
        if variant.campaign is None:
            continue
        if reason := judging.second(entry, before, variant.campaign.gate, variant.orgs):
            yield docket.of_entry(path, "authority", entry.id, reason, _("have it made by one who may"))
            return


def _evidence(docket: Docket, path: str, org: str, entry: Evidenced | Sheet) -> Iterator[Finding]:
    match _fault(docket, org, entry):
        case "missing":
            yield docket.finding(
                path, "evidence-removed", _("the evidence {file} is missing").format(file=entry.file), _("add the file")
            )
        case "changed":
            yield docket.finding(
                path,
                "evidence-changed",
                _("the evidence {file} is not what was recorded").format(file=entry.file),
                _("take it back from git"),
            )
        case _:
            pass


def _fault(docket: Docket, org: str, entry: Evidenced | Sheet) -> str | None:
    file = layout.evidence_file(org, entry.file)
    found = docket.past.at(docket.commit.oid, file) if layout.place(file) is not None else None
    if found is None:
        return "missing"
    return None if found == entry.sha256 else "changed"


def _rules(docket: Docket, org: str) -> Iterator[Matter]:
    """Yield the rules of an organization that can be read, as the commit has them."""
    folder = f"{docket.past.within}{layout.matters_folder(org, 'rule')}/"
    for file, blob in git.files_of(docket.past.folder, docket.commit.oid, folder).items():
        place = layout.place(layout.matter_file(org, "rule", file.removesuffix(".toml")))
        if place is not None:
            with contextlib.suppress(codec.Invalid):
                yield docket.past.record(blob.oid, place)


def _judged_by(docket: Docket, entry: Entry, state: State) -> Iterator[tuple[Definitions, closing.Facts]]:
    """Yield each campaign that a commit stands on, with what its gate needs to know besides the record."""
    bad = tuple(e.file for e in relied_on(state) if _fault(docket, state.problem.org, e))
    for variant in docket.footing.variants:
        if variant.campaign is not None:
            rule = RuleRegister(functools.partial(_rules, docket), variant.orgs).facts(state, entry.at)
            yield variant, closing.Facts(day=entry.on, bad_evidence=bad, **rule._asdict())


def _submission(docket: Docket, path: str, entry: Submitted, before: State) -> Iterator[Finding]:
    """Judge what claims to be complete; afterwards it is what its entry says, and nothing computes it again."""
    if entry.incomplete is not None:
        return
    after = fold(before.problem.followed_by(entry))
    told = set()
    for variant, facts in _judged_by(docket, entry, after):
        assert variant.campaign is not None  # noqa: S101 - those without one judge nothing
        for check in closing.unmet_at_submission(after, variant.campaign, facts):
            if check.code not in told:
                told.add(check.code)
                yield docket.finding(
                    path,
                    "gate",
                    _("it was submitted as complete though {code} was not met: {missing}").format(
                        code=check.code, missing=check.missing
                    ),
                    _("have it returned with `yian review --return`"),
                )


def _passing(docket: Docket, path: str, entry: Reviewed | Closed, before: State) -> Iterator[Finding]:
    """Judge who passes and waives, and what, by the campaign of that time."""
    for variant in docket.footing.variants:
        if variant.campaign is None:
            continue
        if reason := passing.refusal(entry, before, variant.campaign, variant.orgs):
            yield docket.of_entry(
                path, "pass", entry.id, reason, _("have it returned or opened again, and reviewed by one who may")
            )
            return


def _gate(docket: Docket, path: str, entry: Closed, before: State) -> Iterator[Finding]:
    """Judge a close by the gate as it stood, whole but for what only the ledger's other records tell."""
    if pass_is_stale(before.problem):
        yield docket.finding(
            path,
            "stale-pass",
            _("entry {id}: it was closed though it was changed after the review").format(id=entry.id),
            _("open it again with `yian reopen`"),
        )
    waived = {**waived_before(before.problem.entries), **(entry.waived or {})}
    told = set()
    for variant, facts in _judged_by(docket, entry, before):
        facts = replace(facts, **reviewer(before, variant.orgs)._asdict())
        assert variant.campaign is not None  # noqa: S101 - those without one judge nothing
        for check in closing.unmet(before, variant.campaign, facts):
            if check.code not in waived and check.code not in told:
                told.add(check.code)
                yield docket.finding(
                    path,
                    "gate",
                    _("it was closed though {code} was not met: {missing}").format(
                        code=check.code, missing=check.missing
                    ),
                    _("open it again with `yian reopen`"),
                )
