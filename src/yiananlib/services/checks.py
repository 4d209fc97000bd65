"""What ``verify`` holds against each record, and against all of them together; each check yields findings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model import authority, closing
from yiananlib.model.campaign import VOCABULARIES
from yiananlib.model.checklist import Checklist
from yiananlib.model.entries import Closed, Evidenced, Numbered, Planned, Submitted
from yiananlib.model.finding import Finding, Level
from yiananlib.model.lifecycle import fold, walk
from yiananlib.model.org import ancestors
from yiananlib.model.rounds import TEAM
from yiananlib.model.text import comparable
from yiananlib.services.close_out import reviewed_by_inspector, stale_passes
from yiananlib.store import codec, layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.entries import Entry
    from yiananlib.model.org import Org
    from yiananlib.model.problem import Head, Problem
    from yiananlib.model.rounds import Round
    from yiananlib.model.state import State
    from yiananlib.store.ledger import Ledger

_JUDGED_AT_CLOSE: Final = frozenset(
    ["triad", "cause-depth", "measures-done", "evidence", "effect", "rule", "wider", "term", "endorsed"]
)
"""Checks of the gate that a closed record proves by itself, whatever the campaign asked for besides."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a record was read from, for saying where a finding is."""

    path: str
    text: str = ""

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
        return Finding(self.path, codec.locate(self.text, at) if at else 0, code, message, remedy, level)


@dataclass
class Gathered:
    """What was read of a ledger; filled file by file, then judged as a whole."""

    ledger: Ledger
    campaign: Campaign | None = None
    checklist: Checklist = field(default_factory=Checklist)
    orgs: dict[str, Org] = field(default_factory=dict)
    problems: list[tuple[Problem, Source]] = field(default_factory=list)
    rounds: list[tuple[str, Round, Source]] = field(default_factory=list)
    evidence: set[str] = field(default_factory=set)


def findings(gathered: Gathered) -> Iterator[Finding]:
    """Yield what is wrong in or between the records that could be read."""
    if gathered.campaign is not None:
        yield from _campaign(gathered.campaign, gathered.checklist)
    yield from _orgs(gathered.orgs)
    problems = {p.head.id: p.org for p, _source in gathered.problems}
    for org, round_, source in gathered.rounds:
        yield from _round(gathered, problems, org, round_, source)
    for problem, source in gathered.problems:
        yield from _problem(gathered, problem, source)
    yield from _duplicates(gathered)
    yield from _effects(gathered)
    yield from _unused_evidence(gathered)


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
    for code in campaign.weakened():
        yield source.finding(
            "gate-disabled",
            _("the check “{code}” of the close-out gate is turned off or asks less than by default").format(code=code),
            _("turn it on again, or know that every report says so"),
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


def _orgs(orgs: dict[str, Org]) -> Iterator[Finding]:
    folded: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for name, org in orgs.items():
        source = Source(layout.org_file(name))
        if org.parent is not None and org.parent not in orgs:
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
                    _("{ref} and {other} have the same e-mail address").format(ref=ref, other=other),
                    _("`--by` must then be given each time"),
                    level=Level.WARNING,
                )


def _round(gathered: Gathered, problems: dict[str, str], org: str, round_: Round, source: Source) -> Iterator[Finding]:
    own = gathered.orgs.get(org)
    for subject in round_.subjects:
        if subject != TEAM and own is not None and own.officer(subject) is None:
            yield source.finding(
                "reference",
                _("the subject “{subject}” is not an officer").format(subject=subject),
                _("add the officer"),
            )
    seen: set[str] = set()
    for index, answer in enumerate(round_.answers):
        at = ("answers", index)
        if answer.id in seen:
            yield source.finding(
                "duplicate",
                _("two answers have the id {id}").format(id=answer.id),
                _("give the later one another id"),
                at=at,
            )
        seen.add(answer.id)
        if gathered.checklist.prompt(answer.prompt) is None:
            yield _no_prompt(answer.prompt, source, at)
        if answer.subject not in round_.subjects:
            yield source.finding(
                "reference",
                _("the subject “{subject}” is not one of the round's").format(subject=answer.subject),
                at=at,
            )
        if answer.problem is not None and problems.get(answer.problem) != org:
            yield source.finding(
                "reference",
                _("there is no problem {id}").format(id=answer.problem),
                _("take it back from git"),
                at=at,
            )
        who = authority.actor(answer.by, gathered.orgs)
        if who is None or not authority.may_work_on(who, org, gathered.orgs):
            yield source.finding("authority", _("{by} may not answer for {org}").format(by=answer.by, org=org), at=at)
        elif late := authority.out_of_office(who, answer.at.date()):
            yield source.finding("authority", late, at=at)


def _problem(gathered: Gathered, problem: Problem, source: Source) -> Iterator[Finding]:
    if problem.org not in gathered.orgs:
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
    state = fold(problem)
    for fault in state.faults:
        yield source.finding(
            "lifecycle",
            fault.reason,
            _("take the entry out, or mend it by hand and say why in git"),
            at=("entries", fault.entry),
        )
    if state.moves and problem.head.found > state.moves[0].on:
        yield source.finding(
            "lifecycle",
            _("it was found on {found}, after it was registered").format(found=problem.head.found),
            _("take the head back from git"),
            at=("found",),
        )
    yield from _references(gathered, state, source)
    yield from _judged_as_made(gathered, problem, source)
    for index in stale_passes(problem):
        yield source.finding(
            "stale-pass",
            _("what this review had seen was changed afterwards"),
            _("take the change back, or have it reviewed again"),
            at=("entries", index),
        )
    for index in state.unseen:
        yield source.finding(
            "unseen",
            _("it came in after the problem was closed, and no review had seen it"),
            _("look at it, and acknowledge it with `yian look-back --held`"),
            at=("entries", index),
        )
    yield from _evidence(gathered, state, source)


def _judged_as_made(gathered: Gathered, problem: Problem, source: Source) -> Iterator[Finding]:
    """Judge each entry by the record as it was before it: authority, and the gate where it closes."""
    for before, entry in walk(problem):
        at = ("entries", len(before.problem.entries))
        reason = authority.refusal(entry, before, gathered.orgs)
        if reason is not None:
            yield source.finding("authority", reason, _("take the entry out, or have it made by one who may"), at=at)
        if isinstance(entry, Closed) and gathered.campaign is not None:
            facts = closing.Facts(day=entry.on, inspector_review=reviewed_by_inspector(before, gathered.orgs))
            for check in closing.unmet(before, gathered.campaign, facts):
                if check.code in _JUDGED_AT_CLOSE and check.code not in (entry.waived or {}):
                    yield source.finding(
                        "gate",
                        _("it was closed though {code} was not met: {missing}").format(
                            code=check.code, missing=check.missing
                        ),
                        _("open it again with `yian reopen`"),
                        at=at,
                    )


def _references(gathered: Gathered, state: State, source: Source) -> Iterator[Finding]:
    heads: dict[str, Head] = {"": state.problem.head}
    if state.head != state.problem.head:
        heads["amended"] = state.head
    told: set[str] = set()
    for head in heads.values():
        for finding in (*_words(gathered, head, source), *_named(gathered, head, source)):
            if finding.message not in told:
                told.add(finding.message)
                yield finding
    for index, entry in enumerate(state.problem.entries):
        if isinstance(entry, Planned) and authority.actor(entry.owner, gathered.orgs) is None:
            yield _no_officer(entry.owner, source, ("entries", index, "owner"))


def _words(gathered: Gathered, head: Head, source: Source) -> Iterator[Finding]:
    if gathered.campaign is None:
        return
    words = [("source", head.source), ("kind", head.kind), ("field", head.field)]
    for name, key in [*words, *(("level", level) for level in head.level)]:
        if key not in gathered.campaign.vocabulary.get(name, {}):
            yield source.finding(
                "vocabulary",
                _("“{word}” is not in the vocabulary “{name}”").format(word=key, name=name),
                _("correct it, or add the word to yian.toml"),
                at=(name,),
            )


def _named(gathered: Gathered, head: Head, source: Source) -> Iterator[Finding]:
    if head.prompt is not None and gathered.checklist.prompt(head.prompt) is None:
        yield _no_prompt(head.prompt, source, ("prompt",))
    for name, ref in (("leader", head.leader), ("owner", head.owner)):
        if authority.actor(ref, gathered.orgs) is None:
            yield _no_officer(ref, source, (name,))
    for unit in head.support:
        if unit not in gathered.orgs:
            yield source.finding(
                "reference",
                _("“{org}” is not an organization").format(org=unit),
                _("correct it, or add the organization"),
                at=("support",),
            )


def _no_prompt(prompt: str, source: Source, at: tuple[str | int, ...]) -> Finding:
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


def _evidence(gathered: Gathered, state: State, source: Source) -> Iterator[Finding]:
    for entry in state.evidence:
        match gathered.ledger.evidence_fault(state.problem.org, entry):
            case "missing":
                yield source.finding(
                    "evidence-missing",
                    _("the evidence {file} is missing").format(file=entry.file),
                    _("take it back from git"),
                    at=("entries", state.problem.entries.index(entry)),
                )
            case "changed":
                yield Source(layout.evidence_file(state.problem.org, entry.file)).finding(
                    "evidence-changed",
                    _("the evidence {file} is not what was recorded").format(file=entry.file),
                    _("take it back from git"),
                )


def _duplicates(gathered: Gathered) -> Iterator[Finding]:
    ids: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for problem, source in gathered.problems:
        if (other := ids.setdefault(problem.head.id, problem.ref)) != problem.ref:
            yield source.finding(
                "duplicate",
                _("{other} has the same id").format(other=other),
                _("void one of them and register it anew"),
            )
        for index, entry in enumerate(problem.entries):
            if isinstance(entry, Numbered) and (holder := numbers.setdefault(entry.number, problem.ref)) != problem.ref:
                yield source.finding(
                    "duplicate",
                    _("{other} has the serial number {number} already").format(other=holder, number=entry.number),
                    at=("entries", index),
                )


def _effects(gathered: Gathered) -> Iterator[Finding]:
    effects: dict[str, list[Source]] = defaultdict(list)
    for problem, source in gathered.problems:
        if effect := _closed_effect(problem.entries):
            effects[effect].append(source)
    for same in effects.values():
        for source in same[1:]:
            yield source.finding(
                "same-effect",
                _("its effect is word for word that of {other}").format(other=same[0].path),
                _("look whether both were really rectified"),
                level=Level.WARNING,
            )


def _closed_effect(entries: tuple[Entry, ...]) -> str:
    closed = any(isinstance(e, Closed) for e in entries)
    effects = [e.effect for e in entries if isinstance(e, Submitted)]
    return comparable(effects[-1] or "") if closed and effects else ""


def _unused_evidence(gathered: Gathered) -> Iterator[Finding]:
    named = {
        layout.evidence_file(problem.org, entry.file)
        for problem, _source in gathered.problems
        for entry in problem.entries
        if isinstance(entry, Evidenced)
    }
    for path in sorted(gathered.evidence - named):
        yield Source(path).finding(
            "unused",
            _("no record names this evidence"),
            _("remove it, or record it with `yian add-evidence`"),
            level=Level.WARNING,
        )
