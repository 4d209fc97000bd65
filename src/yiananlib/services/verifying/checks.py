"""What ``verify`` holds against each problem; each check yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.model import closing, passing, refusals, steps, tags, transfers
from yiananlib.model.answers import Blocked
from yiananlib.model.entries import Amended, Changes, Closed, HeldAccountable, Reviewed
from yiananlib.model.finding import Finding, Level
from yiananlib.model.gate_facts import Surroundings
from yiananlib.model.general import Generalised
from yiananlib.model.hands import Reassigned
from yiananlib.model.lifecycle import Walk
from yiananlib.model.measures import Planned
from yiananlib.model.org import ancestors
from yiananlib.model.problem import files
from yiananlib.model.refusals import Basis
from yiananlib.model.text import comparable, fingerprint
from yiananlib.model.vocabulary import GONE, Status
from yiananlib.services.reading import stranded
from yiananlib.services.verifying import halves, times
from yiananlib.services.verifying.ground import Ground, Source
from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.entries import Entry
    from yiananlib.model.matters import Matter
    from yiananlib.model.problem import Head, Problem
    from yiananlib.model.refusals import Case
    from yiananlib.model.state import State
    from yiananlib.model.transfers import Half

_BY_POST_ALONE: Final = frozenset(steps.WHO) - {"amended", "endorsed", "retracted", "contested", "block-cleared"}
"""Kinds of entries that the record before them has no say in: who may make them depends on post, unit and day."""


class Gleaned(NamedTuple):
    """What of a problem is compared with other problems.

    ``numbers`` are its serial numbers, each with the index of its entry; ``effect`` is a digest of the effect that it
    was closed with, empty without; ``evidence`` are the paths of the files it names, ``findings`` and ``tasks`` those
    of cases, ``meeting`` the meeting, ``recurs`` the earlier problem and ``samples`` those in which it was judged;
    ``stands_for`` are those of which it is the general one.
    ``named`` are the officers who are to work on it, none where nothing is to be done any more. ``gave`` and ``took``
    are what its transfer to another unit, and that from another, are compared by.
    """

    path: str
    org: str
    id: str
    numbers: tuple[tuple[int, str], ...]
    effect: bytes
    evidence: tuple[str, ...]
    findings: tuple[str, ...]
    tasks: tuple[str, ...]
    meeting: str | None
    recurs: str | None
    stands_for: tuple[str, ...]
    named: tuple[str, ...]
    samples: tuple[str, ...]
    gave: Half | None
    took: Half | None


class _Today(Basis):
    """The definitions of today. Of a post, a unit and a day it is asked once who may do what."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground.orgs, ground.campaign)
        self.problem: Problem  # which is judged
        self._unlimited = ground.unlimited
        self._refusals: dict[tuple[str, str | None, str, str, dt.date | None], str | None] = {}

    def unauthorised(self, case: Case[Entry, State]) -> str | None:
        """See the base."""
        entry = case.entry
        if entry.kind not in _BY_POST_ALONE or (entry.kind == "registered" and entry.from_ is not None):
            return super().unauthorised(case)
        unlimited = all(self._unlimited.get(ref) for ref in (entry.by, entry.principal))
        key = (entry.by, entry.for_, entry.kind, self.problem.org, None if unlimited else entry.at.date())
        if key not in self._refusals:
            self._refusals[key] = super().unauthorised(case)
        return self._refusals[key]

    def is_in_time(self, entry: Planned) -> bool:
        """See the base."""
        return self.problem.head.found <= (entry.from_ or entry.due) and entry.due <= self.problem.head.due


class _OfFiles(Surroundings):
    """The rules as they are; of evidence, effects and notices there are findings of their own, or none."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground.orgs)
        self.ground = ground

    def rules(self, org: str) -> Iterator[Matter]:
        """See the base."""
        return self.ground.rules(org)


class Judge:
    """Judges problems, one after the other, by the same ground; what it was asked before it remembers."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._basis = _Today(ground)
        self._around = _OfFiles(ground)
        self._evidence: dict[tuple[str, str, str, int], str | None] = {}
        self.state: State  # what the problem judged last amounts to

    def findings(self, problem: Problem, source: Source) -> Iterator[Finding]:
        """Yield what is wrong with a problem by itself."""
        if not self.ground.has_org(problem.org):
            yield source.finding(
                "reference",
                _("“{org}” has no org.toml, or it cannot be read").format(org=problem.org),
                _("correct that file first"),
            )
        if not problem.entries:
            yield source.finding(
                "lifecycle",
                _("it has no entries; the first must be “registered”"),
                _("restore the file from git"),
            )
        walk = Walk(problem)
        self._basis.problem = problem
        impossible: list[Finding] = []
        for entry in walk:
            for refusal in refusals.of_problem(entry, walk.before, self._basis, placed=True):
                told = self.ground.told(source, entry, refusal, walk.index)
                if refusal.rule.code != "deadline":
                    yield from told
                elif entry.kind == "registered":
                    impossible.append(_misdated(problem.head, entry.on, refusal.reason, source))
                else:
                    impossible += told
            if isinstance(entry, Closed):
                yield from self._closed(walk, entry, source)
        state = self.state = walk.after()
        yield from times.of_entries(self.ground, problem.entries, state.redated, problem.ref, source)
        if state.status not in GONE:
            yield from impossible
        yield from _lifecycle(state, source)
        yield from _references(self.ground, state, source)
        yield from _waited_for(self.ground, problem, source)
        for index in passing.stale(problem):
            yield source.finding(
                "stale-pass",
                _("content that this review had seen was changed afterwards"),
                _("undo the change, or have it reviewed again"),
                at=("entries", index),
            )
        yield from self._bad_evidence(state, source)

    def _closed(self, walk: Walk, entry: Closed, source: Source) -> Iterator[Finding]:
        """Judge a close by the record as it was before it: what that proves by itself, whoever the officers are."""
        if self.ground.campaign is None:
            return
        before = walk.before()
        lacking = refusals.unmet(
            entry, before, self.ground.campaign, self._around, by=entry.at, codes=closing.PROVED_CODES
        )
        for check in refusals.left(entry, before, lacking):
            if check.code == "rule" and not self._has_all_rules(walk.problem.org):
                continue
            if check.code == "rule" and self.ground.committed.has(source.path, source.data, walk.index):
                continue  # whose rules count depends on who stood above the unit then
            yield source.finding(
                "gate",
                _("it was closed although {code} was not met: {missing}").format(
                    code=check.code, missing=check.missing
                ),
                _("reopen it with `yian reopen`"),
                at=("entries", walk.index),
            )

    def _has_all_rules(self, org: str) -> bool:
        """Tell whether every rule that may count for a unit could be read, its own and those above it."""
        above = (org, *ancestors(org, self.ground.orgs))
        folders = tuple(f"{kinds.MATTERS['rule'].folder(name)}/" for name in above)
        return self.ground.knows(org) and not any(path.startswith(folders) for path in self.ground.unread)

    def _bad_evidence(self, state: State, source: Source) -> Iterator[Finding]:
        org = state.problem.org
        for index, entry in files(state.problem):
            file = (org, entry.file, entry.sha256, entry.size)
            if file not in self._evidence:
                self._evidence[file] = self.ground.ledger.evidence_fault(org, entry)
            match self._evidence[file]:
                case "missing":
                    yield source.finding(
                        "evidence-missing",
                        _("the evidence {file} is missing").format(file=entry.file),
                        _("restore it from git"),
                        at=("entries", index),
                    )
                case "changed":
                    yield Source(layout.evidence_file(org, entry.file)).finding(
                        "evidence-changed",
                        _("the evidence {file} is not what was recorded").format(file=entry.file),
                        _("restore it from git"),
                    )


def _misdated(head: Head, registered: dt.date, reason: str, source: Source) -> Finding:
    """Return the finding of days of the head that cannot be; how far off one may be another campaign may have said."""
    possible = head.found <= registered and head.found <= head.due
    return source.finding(
        "deadline",
        reason,
        _("void it and register it again: a registration is never edited"),
        at=("found",) if head.found > registered else ("due",),
        level=Level.WARNING if possible else Level.ERROR,
    )


def _lifecycle(state: State, source: Source) -> Iterator[Finding]:
    for fault in state.faults:
        yield source.finding(
            "lifecycle",
            fault.reason,
            _("check in git who recorded it and why; for an entry from a merge, `yian resolve` merges again"),
            at=("entries", fault.entry),
        )
    for index in state.unseen:
        yield source.finding(
            "unseen",
            _("it was merged in after the problem was closed, and no review had seen it"),
            _("check it, and acknowledge it with `yian look-back --held`"),
            at=("entries", index),
        )


def _references(ground: Ground, state: State, source: Source) -> Iterator[Finding]:
    heads: dict[str, Head] = {"": state.problem.head}
    if state.head != state.problem.head:
        heads["amended"] = state.head
    told: set[str] = set()
    for head in heads.values():
        for finding in (*_words(ground, head, source), *_named(ground, head, source)):
            if finding.message not in told:
                told.add(finding.message)
                yield finding
    for index, entry in enumerate(state.problem.entries):
        if isinstance(entry, Planned) and not ground.has_officer(entry.owner):
            yield _no_officer(entry.owner, source, ("entries", index, "owner"))
        elif isinstance(entry, Reassigned) and not ground.has_officer(entry.to):
            yield _no_officer(entry.to, source, ("entries", index, "to"))
        elif isinstance(entry, HeldAccountable) and ground.campaign is not None:
            yield from _known_word(ground.campaign, "trigger", entry.trigger, source, ("entries", index, "trigger"))
        elif isinstance(entry, Generalised):
            for org in (name for name in entry.asked if not ground.has_org(name)):
                yield source.finding(
                    "reference",
                    _("“{org}” is not an organization").format(org=org),
                    _("correct it, or add that organization"),
                    at=("entries", index, "asked"),
                )
        elif isinstance(entry, Reviewed) and ground.campaign is not None:
            for key in entry.why:
                yield from _known_word(ground.campaign, "return_reason", key, source, ("entries", index, "why"))


def _words(ground: Ground, head: Head, source: Source) -> Iterator[Finding]:
    if ground.campaign is None:
        return
    words = [("source", head.source), ("kind", head.kind), ("field", head.field)]
    for name, key in [*words, *(("level", k) for k in head.level), *(("linked_work", k) for k in head.linked)]:
        yield from _known_word(ground.campaign, name, key, source, (name.removesuffix("_work"),))
    for tag in head.tags:
        if not tags.is_known(tag, ground.campaign.vocabulary):
            yield source.finding(
                "vocabulary",
                _("“{tag}” is not a tag of this campaign").format(tag=tag),
                _("correct it, or add the word to yian.toml"),
                at=("tags",),
            )


def _known_word(
    campaign: Campaign, name: str, key: str, source: Source, at: tuple[str | int, ...]
) -> Iterator[Finding]:
    if key not in campaign.vocabulary.get(name, {}):
        yield source.finding(
            "vocabulary",
            _("“{word}” is not in the vocabulary “{name}”").format(word=key, name=name),
            _("correct it, or add the word to yian.toml"),
            at=at,
        )


def _named(ground: Ground, head: Head, source: Source) -> Iterator[Finding]:
    if head.prompt is not None and not ground.has_prompt(head.prompt):
        yield no_prompt(head.prompt, source, ("prompt",))
    for name, ref in (("leader", head.leader), ("owner", head.owner)):
        if not ground.has_officer(ref):
            yield _no_officer(ref, source, (name,))
    for unit in head.support:
        if not ground.has_org(unit):
            yield source.finding(
                "reference",
                _("“{org}” is not an organization").format(org=unit),
                _("correct it, or add the organization"),
                at=("support",),
            )


def _waited_for(ground: Ground, problem: Problem, source: Source) -> Iterator[Finding]:
    """Yield the waits for organizations that are not there."""
    for index, entry in enumerate(problem.entries):
        if isinstance(entry, Blocked) and not ground.has_org(entry.org):
            yield source.finding(
                "reference",
                _("“{org}” is not an organization").format(org=entry.org),
                _("correct it, or add the organization"),
                at=("entries", index, "org"),
            )


def no_prompt(prompt: str, source: Source, at: tuple[str | int, ...]) -> Finding:
    """Return the finding that a prompt, named at ``at``, is not in the checklist."""
    return source.finding(
        "reference",
        _("there is no prompt “{prompt}”").format(prompt=prompt),
        _("add it to the checklist again"),
        at=at,
    )


def _no_officer(ref: str, source: Source, at: tuple[str | int, ...]) -> Finding:
    return source.finding(
        "reference", _("{ref} is not an officer").format(ref=ref), _("correct it, or add the officer"), at=at
    )


def gleaned(state: State, path: str) -> Gleaned:
    """Return what of a problem is compared with others."""
    problem = state.problem
    entries = problem.entries
    heads: tuple[Head | Changes, ...] = (problem.head, *(e.changes for e in entries if isinstance(e, Amended)))
    return Gleaned(
        path,
        problem.org,
        problem.head.id,
        tuple((i, e.number) for i, e in enumerate(entries) if e.kind == "numbered" and not _is_elsewhere(state)),
        _closed_effect(state.counted),
        tuple(layout.evidence_file(problem.org, e.file) for _index, e in files(problem)),
        _said(head.finding for head in heads),
        _said(head.task for head in heads),
        problem.head.meeting,
        problem.head.recurs,
        tuple(dict.fromkeys(name for e in entries if isinstance(e, Generalised) for name in e.problems)),
        stranded.of_problem(state),
        _said(e.sample for e in state.look_backs),
        halves.gave(state),
        transfers.received(problem) if state.status is not Status.VOIDED else None,
    )


def _is_elsewhere(state: State) -> bool:
    """Tell whether a problem stands in the list of another unit, and its number names it there."""
    return state.status is Status.TRANSFERRED


def _said(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _closed_effect(entries: tuple[Entry, ...]) -> bytes:
    if not any(e.kind == "closed" for e in entries):
        return b""
    effects = [e.effect for e in entries if e.kind == "submitted"]
    effect = comparable(effects[-1] or "") if effects else ""
    return fingerprint(effect) if effect else b""
