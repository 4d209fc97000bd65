"""What ``verify`` holds against each record, and against all of them together; each check yields findings."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model import authority, closing, counting, deadlines, extensions, judging, leniency, passing
from yiananlib.model.campaign import VOCABULARIES
from yiananlib.model.checklist import Checklist
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
from yiananlib.services.calendar import zone
from yiananlib.services.close_out import stale_passes
from yiananlib.services.committed import Committed, how_to_mend
from yiananlib.services.gate_facts import reviewer
from yiananlib.services.rule_register import RuleRegister
from yiananlib.store import codec, layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.entries import Entry
    from yiananlib.model.matters import Matter
    from yiananlib.model.org import Org
    from yiananlib.model.problem import Head, Problem
    from yiananlib.model.record import Stamped
    from yiananlib.model.state import State
    from yiananlib.store.ledger import Ledger

_JUDGED_AT_CLOSE: Final = frozenset(
    ["triad", "cause-depth", "measures-done", "evidence", "effect", "rule", "wider", "term", "endorsed"]
)
"""Checks of the gate that a closed record proves by itself, whatever the campaign asked for besides."""

_BY_POST_ALONE: Final = frozenset(authority.TABLE) - {"amended", "endorsed"}
"""Kinds of entries that the record before them has no say in: who may make them depends on post, unit and day."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a record was read from, for saying where a finding is."""

    path: str
    data: bytes = b""

    def finding(
        self,
        code: str,
        message: str,
        remedy: str = "",
        *,
        at: tuple[str | int, ...] = (),
        level: Level = Level.ERROR,
    ) -> Finding:
        """Return a finding at the value that ``at`` leads to, as ``codec.locate`` takes it; of the file without."""
        line = codec.locate(self.data.decode("utf-8-sig", errors="replace"), at) if at else 0
        return Finding(self.path, line, code, message, remedy, level)


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


@dataclass
class Ground:
    """What problems are judged by: the ledger's definitions, as far as they could be read.

    ``unread`` are the files and folders that are there and could not be: of each there is a finding, and of what
    would only follow from that there is none.
    """

    ledger: Ledger
    campaign: Campaign | None = None
    checklist: Checklist = field(default_factory=Checklist)
    orgs: dict[str, Org] = field(default_factory=dict)
    now: dt.datetime | None = None
    """The present; None where it is not told, and then nothing is ahead of it."""
    unread: set[str] = field(default_factory=set)

    def is_unread(self, path: str) -> bool:
        """Tell whether a file is there, or may be, and could not be read."""
        return any(path == other or path.startswith(f"{other}/") for other in self.unread)

    def has_org(self, name: str) -> bool:
        """Tell whether there is such an organization, readable or not."""
        return name in self.orgs or self.is_unread(layout.org_file(name))

    def has_officer(self, ref: str) -> bool:
        """Tell whether there is such an officer, as far as that can be told."""
        return ref in self.unlimited or self.is_unread(layout.org_file(ref.partition("/")[0]))

    def has_prompt(self, name: str) -> bool:
        """Tell whether the checklist has a prompt, as far as that can be told."""
        return self.checklist.prompt(name) is not None or self.is_unread(layout.CHECKLIST)

    def knows(self, *names: str) -> bool:
        """Tell whether organizations and all above them could be read, so that authority can be judged."""
        lineage = {above for name in names for above in (name, *ancestors(name, self.orgs))}
        parents = {org.parent for name in lineage if (org := self.orgs.get(name)) is not None and org.parent}
        return not any(self.is_unread(layout.org_file(name)) for name in lineage | parents)

    @cached_property
    def zone(self) -> dt.tzinfo | None:
        """The campaign's time zone; None where there is none of that name."""
        with contextlib.suppress(LedgerInvalid):
            return zone(self.campaign.timezone) if self.campaign is not None else None
        return None

    @cached_property
    def supervision(self) -> frozenset[str]:
        """The organizations whose officers vouch for days of others."""
        return counting.supervising(self.orgs)

    @cached_property
    def committed(self) -> Committed:
        """What git has already, which is not judged by the officers and the tree of today."""
        return Committed(self.ledger)

    def unauthorised(self, source: Source, entry: Stamped, reason: str, at: tuple[str, int]) -> Iterator[Finding]:
        """Yield that the entry or answer that ``at`` leads to is not by one who may, where it is judged here."""
        refs = (entry.by, entry.principal)
        place = layout.place(source.path)
        if not self.knows(*(ref.partition("/")[0] for ref in refs), *([place.org] if place is not None else [])):
            return
        by = next((ref for ref in refs if authority.actor(ref, self.orgs) is None), entry.by)
        level = self.committed.level(by, self.orgs, source.path, source.data, at[1], at[0])
        if level is not None:
            remedy = how_to_mend(known=authority.actor(by, self.orgs) is not None)
            yield source.finding("authority", reason, remedy, at=at, level=level)

    def own_work(self, source: Source, reason: str, entry: int) -> Iterator[Finding]:
        """Yield that somebody judged what is their own, by the officers of today; what git has the proof judges."""
        if not self.committed.has(source.path, source.data, entry):
            yield source.finding(
                "own-work",
                reason,
                _("have somebody else look at it; `yian verify --history` judges it by the officers of its day"),
                at=("entries", entry),
                level=Level.WARNING,
            )

    def rules(self, org: str) -> Iterator[Matter]:
        """Yield the rules of an organization that can be read; of the others there is a finding anyway."""
        for name in self.ledger.matter_names(org, "rule"):
            with contextlib.suppress(LedgerInvalid, FileNotFoundError):
                yield self.ledger.matter("rule", org, name)

    @cached_property
    def unlimited(self) -> dict[str, bool]:
        """Each officer, and whether the post is held on every day; to be asked when all organizations are there."""
        return {
            f"{name}/{officer.id}": officer.since is None and officer.until is None
            for name, org in self.orgs.items()
            for officer in reversed(org.officers)  # of two with one id the first counts
        }


def definitions(ground: Ground) -> Iterator[Finding]:
    """Yield what is wrong in the campaign, the checklist and the organizations."""
    if ground.campaign is not None:
        yield from _campaign(ground.campaign, ground.checklist)
    yield from _orgs(ground)


def _campaign(campaign: Campaign, checklist: Checklist) -> Iterator[Finding]:
    source = Source(layout.CAMPAIGN)
    vocabulary = campaign.vocabulary
    for name in VOCABULARIES:
        if not vocabulary.get(name):
            yield source.finding(
                "vocabulary",
                _("the vocabulary “{name}” is missing or empty").format(name=name),
                _("write it under [vocabulary.{name}]").format(name=name),
            )
    if "work" not in vocabulary.get("level", {"work": ""}):
        yield source.finding(
            "vocabulary",
            _("the vocabulary “level” has no “work”, from which the gate counts depth"),
            _("add it; its wording is free"),
        )
    for key in campaign.gate.key_fields:
        if key not in vocabulary.get("field", {}):
            yield source.finding(
                "vocabulary",
                _("the key field “{key}” is not in the vocabulary “field”").format(key=key),
                _("add the word, or take the key field away"),
            )
    for found in leniency.eased(campaign):
        yield source.finding(
            "asks-less",
            _("{setting} asks less than the template: {now} ({usual})").format(
                setting=found.setting, now=found.now, usual=found.usual
            ),
            _("set it back, or know that every report says so"),
            level=Level.WARNING,
        )
    for prompt in checklist.prompts:
        if prompt.aspect not in vocabulary.get("aspect", {}):
            yield Source(layout.CHECKLIST).finding(
                "vocabulary",
                _("prompt {id}: “{word}” is not in the vocabulary “{name}”").format(
                    id=prompt.id, word=prompt.aspect, name="aspect"
                ),
                _("correct it, or add the word to yian.toml"),
            )


def _orgs(ground: Ground) -> Iterator[Finding]:
    orgs = ground.orgs
    folded: dict[str, str] = {}
    for name, org in orgs.items():
        source = Source(layout.org_file(name))
        if org.parent is not None and not ground.has_org(org.parent):
            yield source.finding(
                "reference",
                _("its parent “{parent}” is not an organization").format(parent=org.parent),
                _("correct it, or add that organization"),
            )
        elif org.parent is not None and name in (org.parent, *ancestors(org.parent, orgs)):
            yield source.finding("reference", _("it stands above itself"), _("correct the parents"))
        if (twin := folded.setdefault(name.casefold(), name)) != name:
            yield source.finding(
                "duplicate",
                _("its name differs from “{twin}” only in case").format(twin=twin),
                _("rename one of them"),
            )
        seen: set[str] = set()
        addresses: dict[str, str] = {}
        for officer in org.officers:
            if officer.id in seen:
                yield source.finding(
                    "duplicate",
                    _("the officer “{id}” is there twice").format(id=officer.id),
                    _("rename one of them"),
                )
            seen.add(officer.id)
            ref = f"{name}/{officer.id}"
            if officer.email is not None and (other := addresses.setdefault(officer.email.casefold(), ref)) != ref:
                yield source.finding(
                    "address",
                    _("{ref} and {other} have the same e-mail address, a shared mailbox").format(ref=ref, other=other),
                    _("give each an address of their own; `--by` must be given each time until then"),
                    level=Level.WARNING,
                )


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
