"""What ``verify`` holds against each problem; each check yields findings."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.model import authority, closing, counting, deadlines, extensions, judging, passing
from yiananlib.model.entries import (
    Closed,
    ExtensionGranted,
    ExtensionRequested,
    HeldAccountable,
    Planned,
    waived_before,
)
from yiananlib.model.finding import Finding, Level
from yiananlib.model.lifecycle import Walk
from yiananlib.model.org import ancestors
from yiananlib.model.problem import files
from yiananlib.model.text import comparable
from yiananlib.model.vocabulary import Status
from yiananlib.services import stranded, times
from yiananlib.services.close_out import stale_passes
from yiananlib.services.gate_facts import reviewer
from yiananlib.services.ground import Ground, Source
from yiananlib.services.rule_register import RuleRegister
from yiananlib.store import layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.entries import Entry
    from yiananlib.model.problem import Head, Problem
    from yiananlib.model.state import State

_JUDGED_AT_CLOSE: Final = frozenset(
    ["triad", "cause-depth", "measures-done", "evidence", "effect", "rule", "wider", "term", "endorsed"]
)
"""Checks of the gate that a closed record proves by itself, whatever the campaign asked for besides."""

_BY_POST_ALONE: Final = frozenset(authority.TABLE) - {"amended", "endorsed"}
"""Kinds of entries that the record before them has no say in: who may make them depends on post, unit and day."""


class Gleaned(NamedTuple):
    """What of a problem is compared with other problems.

    ``numbers`` are its serial numbers, each with the index of its entry; ``effect`` is a digest of the effect that it
    was closed with, empty without; ``evidence`` are the paths of the files it names, ``findings`` the findings of cases
    ``meeting`` the meeting and ``recurs`` the earlier problem. ``named`` are the officers who are to work on it, none
    where it is closed or voided.
    """

    path: str
    org: str
    id: str
    numbers: tuple[tuple[int, str], ...]
    effect: bytes
    evidence: tuple[str, ...]
    findings: tuple[str, ...]
    meeting: str | None
    recurs: str | None
    named: tuple[str, ...]


class Judge:
    """Judges problems, one after the other, by the same ground; what it was asked before it remembers."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._refusals: dict[tuple[str, str | None, str, str, dt.date | None], str | None] = {}
        self._evidence: dict[tuple[str, str, str, int], str | None] = {}
        self._register = RuleRegister(ground.rules, ground.orgs)
        self.state: State  # what the problem judged last amounts to

    def findings(self, problem: Problem, source: Source) -> Iterator[Finding]:
        """Yield what is wrong with a problem by itself."""
        if not self.ground.has_org(problem.org):
            yield source.finding(
                "reference",
                _("“{org}” has no org.toml, or it cannot be read").format(org=problem.org),
                _("mend that file first"),
            )
        if not problem.entries:
            yield source.finding(
                "lifecycle",
                _("it has no entries; the first must be “registered”"),
                _("take the file back from git"),
            )
        walk = Walk(problem)
        impossible: list[Finding] = []
        for entry in walk:
            reason = self._refusal(walk, entry)
            if reason is not None:
                yield from self.ground.unauthorised(source, entry, reason, ("entries", walk.index))
            elif reason := self._own_work(walk, entry):
                yield from self.ground.own_work(source, reason, walk.index)
            if isinstance(entry, Closed):
                yield from self._closed(walk, entry, source)
            elif isinstance(entry, ExtensionGranted):
                yield from self._granted(walk, entry, source)
            elif isinstance(entry, ExtensionRequested):
                yield from self._asked(walk, entry, source)
            elif isinstance(entry, Planned) and (late := self._measure_day(walk, entry)):
                impossible.append(
                    source.finding(
                        "deadline",
                        late,
                        _("look whether the campaign allowed it when it was planned"),
                        at=("entries", walk.index, "due"),
                        level=Level.WARNING,
                    )
                )
        state = self.state = walk.after()
        yield from times.of_entries(self.ground, problem.entries, state.redated, problem.ref, source)
        if state.status is not Status.VOIDED:
            yield from impossible
            yield from self._days(state, source)
        yield from _lifecycle(state, source)
        yield from _references(self.ground, state, source)
        for index in stale_passes(problem):
            yield source.finding(
                "stale-pass",
                _("what this review had seen was changed afterwards"),
                _("take the change back, or have it reviewed again"),
                at=("entries", index),
            )
        yield from self._bad_evidence(state, source)

    def _closed(self, walk: Walk, entry: Closed, source: Source) -> Iterator[Finding]:
        """Judge a close by the record as it was before it."""
        if self.ground.campaign is None:
            return
        before = walk.before()
        who = reviewer(before, self.ground.orgs)
        rule = self._register.facts(before, entry.at)
        facts = closing.Facts(day=entry.on, **who._asdict(), **rule._asdict())
        if reason := passing.refusal(entry, before, self.ground.campaign, self.ground.orgs):
            yield source.finding(
                "waiver",
                reason,
                _("look whether the campaign allowed it when it was closed"),
                at=("entries", walk.index),
                level=Level.WARNING,
            )
        waived = {**waived_before(before.problem.entries), **(entry.waived or {})}
        for check in closing.unmet(before, self.ground.campaign, facts):
            if check.code == "rule" and not self._has_all_rules(walk.problem.org):
                continue
            if check.code == "rule" and self.ground.committed.has(source.path, source.data, walk.index):
                continue  # whose rules count depends on who stood above the unit then
            if check.code in _JUDGED_AT_CLOSE and check.code not in waived:
                yield source.finding(
                    "gate",
                    _("it was closed though {code} was not met: {missing}").format(
                        code=check.code, missing=check.missing
                    ),
                    _("open it again with `yian reopen`"),
                    at=("entries", walk.index),
                )

    def _has_all_rules(self, org: str) -> bool:
        """Tell whether every rule that may count for a unit could be read, its own and those above it."""
        above = (org, *ancestors(org, self.ground.orgs))
        folders = tuple(f"{layout.matters_folder(name, 'rule')}/" for name in above)
        return self.ground.knows(org) and not any(path.startswith(folders) for path in self.ground.unread)

    def _asked(self, walk: Walk, entry: ExtensionRequested, source: Source) -> Iterator[Finding]:
        """Ask whether more time was asked for in time by the day that counts; who vouches may have been others then."""
        reason = counting.asked_late(walk.before(), entry, self.ground.supervision)
        if reason is not None and not self.ground.committed.has(source.path, source.data, walk.index):
            yield source.finding(
                "extension", reason, _("let the office decide with what time is left"), at=("entries", walk.index)
            )

    def _granted(self, walk: Walk, entry: ExtensionGranted, source: Source) -> Iterator[Finding]:
        """Compare an extension with what the campaign allows today; it may have allowed more then."""
        if self.ground.campaign is None:
            return
        reason = extensions.beyond(walk.before(), entry.until, self.ground.campaign.deadlines)
        if reason is not None:
            yield source.finding(
                "extension",
                reason,
                _("look whether the campaign allowed it when it was granted"),
                at=("entries", walk.index),
                level=Level.WARNING,
            )

    def _measure_day(self, walk: Walk, entry: Planned) -> str | None:
        head = walk.problem.head
        if self.ground.campaign is None or head.found <= entry.due <= head.due:
            return None  # nearly always, and the state before it takes long to make
        return deadlines.of_measure(entry, walk.before(), self.ground.campaign.deadlines)

    def _days(self, state: State, source: Source) -> Iterator[Finding]:
        """Judge the days of the head; how far off one may be the campaign may have said otherwise then."""
        head = state.problem.head
        if self.ground.campaign is None or not state.moves:
            return
        registered = state.moves[0].on
        if reason := deadlines.of_problem(head, registered, self.ground.campaign.deadlines):
            possible = head.found <= registered and head.found <= head.due
            yield source.finding(
                "deadline",
                reason,
                _("void it and register it anew: what was registered is never edited"),
                at=("found",) if head.found > registered else ("due",),
                level=Level.WARNING if possible else Level.ERROR,
            )

    def _refusal(self, walk: Walk, entry: Entry) -> str | None:
        if entry.kind not in _BY_POST_ALONE:
            return authority.unauthorised(entry, walk.before(), self.ground.orgs)
        unlimited = all(self.ground.unlimited.get(ref) for ref in (entry.by, entry.principal))
        case = (entry.by, entry.for_, entry.kind, walk.problem.org, None if unlimited else entry.at.date())
        try:
            return self._refusals[case]
        except KeyError:
            reason = self._refusals[case] = authority.unauthorised(entry, walk.before(), self.ground.orgs)
            return reason

    def _own_work(self, walk: Walk, entry: Entry) -> str | None:
        """Compare who judged with who has a part in it, by the officers of today; those of that time may differ."""
        if entry.kind not in judging.JUDGEMENTS:
            return None
        before, orgs = walk.before(), self.ground.orgs
        if reason := authority.own_work(entry, before, orgs):
            return reason
        if isinstance(entry, Closed) and self.ground.campaign is not None:
            return judging.second(entry, before, self.ground.campaign.gate, orgs)
        return None

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
                        _("take it back from git"),
                        at=("entries", index),
                    )
                case "changed":
                    yield Source(layout.evidence_file(org, entry.file)).finding(
                        "evidence-changed",
                        _("the evidence {file} is not what was recorded").format(file=entry.file),
                        _("take it back from git"),
                    )


def _lifecycle(state: State, source: Source) -> Iterator[Finding]:
    for fault in state.faults:
        yield source.finding(
            "lifecycle",
            fault.reason,
            _("look in git at who recorded it and why; an entry of a merge `yian resolve` merges again"),
            at=("entries", fault.entry),
        )
    for index in state.unseen:
        yield source.finding(
            "unseen",
            _("it came in after the problem was closed, and no review had seen it"),
            _("look at it, and acknowledge it with `yian look-back --held`"),
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
        elif isinstance(entry, HeldAccountable) and ground.campaign is not None:
            yield from _known_word(ground.campaign, "trigger", entry.trigger, source, ("entries", index, "trigger"))


def _words(ground: Ground, head: Head, source: Source) -> Iterator[Finding]:
    if ground.campaign is None:
        return
    words = [("source", head.source), ("kind", head.kind), ("field", head.field)]
    for name, key in [*words, *(("level", k) for k in head.level), *(("linked_work", k) for k in head.linked)]:
        yield from _known_word(ground.campaign, name, key, source, (name.removesuffix("_work"),))


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


def no_prompt(prompt: str, source: Source, at: tuple[str | int, ...]) -> Finding:
    """Return the finding that a prompt, named at ``at``, is not in the checklist."""
    return source.finding(
        "reference",
        _("there is no prompt “{prompt}”").format(prompt=prompt),
        _("put it back into the checklist"),
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
    found = [problem.head.finding, *(e.changes.finding for e in entries if e.kind == "amended")]
    return Gleaned(
        path,
        problem.org,
        problem.head.id,
        tuple((index, e.number) for index, e in enumerate(entries) if e.kind == "numbered"),
        _closed_effect(state.counted),
        tuple(layout.evidence_file(problem.org, e.file) for _index, e in files(problem)),
        tuple(dict.fromkeys(name for name in found if name is not None)),
        problem.head.meeting,
        problem.head.recurs,
        stranded.of_problem(state),
    )


def _closed_effect(entries: tuple[Entry, ...]) -> bytes:
    if not any(e.kind == "closed" for e in entries):
        return b""
    effects = [e.effect for e in entries if e.kind == "submitted"]
    effect = comparable(effects[-1] or "") if effects else ""
    return hashlib.blake2b(effect.encode(), digest_size=16).digest() if effect else b""
