"""Verifying: every file against schema, lifecycle, authority, references and digests. It never writes."""

import os
import stat
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model import authority
from yiananlib.model.campaign import VOCABULARIES, Campaign
from yiananlib.model.checklist import Checklist
from yiananlib.model.entries import Entry, Evidenced, Numbered, Planned, Submitted
from yiananlib.model.finding import Finding, Level
from yiananlib.model.lifecycle import fold, walk
from yiananlib.model.org import Org, ancestors
from yiananlib.model.problem import Problem
from yiananlib.model.rounds import TEAM, Round
from yiananlib.model.text import comparable
from yiananlib.services.close_out import stale_passes
from yiananlib.store import codec, layout
from yiananlib.store.ledger import Ledger

_SKIPPED: Final = frozenset([".git", layout.PRIVATE])
_LATER: Final = ("cases", "meetings", "rules", "notices")
"""Folders of the format whose records a later yian keeps; their files are left alone."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what was found; sorted by file and line."""

    files: int
    problems: int
    findings: tuple[Finding, ...]

    @property
    def in_order(self) -> bool:
        """Tell whether nothing but warnings was found."""
        return all(f.level is Level.WARNING for f in self.findings)


@dataclass
class _Gathered:
    """What was read, and where; filled file by file, then judged as a whole."""

    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)
    campaign: Campaign | None = None
    checklist: Checklist = field(default_factory=Checklist)
    orgs: dict[str, Org] = field(default_factory=dict)
    problems: list[tuple[Problem, str]] = field(default_factory=list)
    rounds: list[tuple[str, str, Round, str]] = field(default_factory=list)
    evidence: set[str] = field(default_factory=set)

    def say(
        self,
        file: str,
        line: int,
        code: str,
        message: str,
        remedy: str = "",
        level: Level = Level.ERROR,
    ) -> None:
        self.findings.append(Finding(file, line, code, message, remedy, level))


def verify(ledger: Ledger) -> Verified:
    """Check every file of the ledger and return the findings.

    Raises:
        LedgerInvalid: the ledger's folder itself cannot be read.
    """
    gathered = _Gathered(ledger)
    count = 0
    for path, mode in _files(ledger.root, gathered):
        count += 1
        _look_at(path, mode, gathered)
    for path in ledger.overlay:
        if not (ledger.root / path).exists():
            _look_at(path, stat.S_IFREG, gathered)
    if gathered.campaign is not None:
        _check_campaign(gathered, gathered.campaign)
    _check_orgs(gathered)
    for org, name, round_, text in gathered.rounds:
        _check_round(gathered, org, name, round_, text)
    for problem, text in gathered.problems:
        _check_problem(gathered, problem, text)
    _check_across(gathered)
    return Verified(count, len(gathered.problems), tuple(sorted(set(gathered.findings))))


def _files(root: Path, gathered: _Gathered) -> Iterator[tuple[str, int]]:
    """Yield every file below ``root`` with its mode, links unfollowed, in a fixed order."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda e: e.name)
        except OSError as error:
            if not folder:
                raise LedgerInvalid(
                    str(root), _("it cannot be read: {reason}.").format(reason=error.strerror)
                ) from None
            gathered.say(
                folder,
                0,
                "unreadable",
                _("the folder cannot be read: {reason}").format(reason=error.strerror),
            )
            continue
        below = []
        for entry in entries:
            path = f"{folder}/{entry.name}".lstrip("/")
            if not folder and entry.name in _SKIPPED:
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                below.append(path)
            else:
                yield path, mode
        waiting.extend(reversed(below))


def _look_at(path: str, mode: int, gathered: _Gathered) -> None:
    if stat.S_ISLNK(mode):
        gathered.say(
            path,
            0,
            "symlink",
            _("it is a symbolic link, and nothing is read through one"),
            _("put the file itself there"),
        )
        return
    if not stat.S_ISREG(mode):
        gathered.say(path, 0, "not-a-file", _("it is not a regular file"), _("remove it"))
        return
    if path.endswith(layout.TEMPORARY_ENDING):
        gathered.say(
            path,
            0,
            "leftover",
            _("a command that was stopped left it behind"),
            _("remove it"),
            Level.WARNING,
        )
        return
    found = layout.place(path)
    parts = path.split("/")
    if found is None:
        within = parts[0] == layout.ORGS and len(parts) > 1 and not (len(parts) > 3 and parts[2] in _LATER)
        if within:
            gathered.say(
                path,
                0,
                "stray",
                _("no record of a ledger is called that"),
                _("rename it back, or remove it"),
            )
        return
    if found.kind == "evidence":
        gathered.evidence.add(path)
        return
    try:
        data = gathered.ledger.bytes_of(path)
    except LedgerInvalid as error:
        gathered.say(path, 0, "unreadable", error.problem.rstrip(".。"), error.remedy.rstrip(".。"))
        return
    try:
        _decode(found, path, data, gathered)
    except codec.Invalid as error:
        for fault in error.faults:
            gathered.say(path, fault.line, fault.code, fault.problem, fault.remedy)


def _decode(found: layout.Place, path: str, data: bytes, gathered: _Gathered) -> None:
    match found.kind:
        case "campaign":
            gathered.campaign = codec.decode_campaign(data)
        case "checklist":
            gathered.checklist = codec.decode_checklist(data)
        case "org":
            gathered.orgs[found.org] = codec.decode_org(data)
        case "problem":
            gathered.problems.append((codec.decode_problem(data, found.org, found.name), data.decode("utf-8-sig")))
        case _:
            gathered.rounds.append((found.org, found.name, codec.decode_round(data), data.decode("utf-8-sig")))


def _check_campaign(gathered: _Gathered, campaign: Campaign) -> None:
    for name in VOCABULARIES:
        if not campaign.vocabulary.get(name):
            gathered.say(
                layout.CAMPAIGN, 0, "vocabulary", _("the vocabulary “{name}” is missing or empty").format(name=name),
                _("write it under [vocabulary.{name}]").format(name=name),
            )  # fmt: skip
    if "work" not in campaign.vocabulary.get("level", {"work": ""}):
        gathered.say(
            layout.CAMPAIGN, 0, "vocabulary", _("the vocabulary “level” has no “work”, from which"
                " the gate counts depth"),
            _("add it; its wording is free"),
        )  # fmt: skip
    for key in campaign.gate.key_fields:
        if key not in campaign.vocabulary.get("field", {}):
            gathered.say(
                layout.CAMPAIGN, 0, "vocabulary", _("the key field “{key}” is not in the vocabulary"
                    " “field”").format(key=key),
                _("add the word, or take the key field away"),
            )  # fmt: skip
    for code in campaign.weakened():
        gathered.say(
            layout.CAMPAIGN, 0, "gate-disabled", _("the check “{code}” of the close-out gate is"
                " turned off or asks less than by default").format(code=code),
            _("turn it on again, or know that every report says so"), Level.WARNING,
        )  # fmt: skip
    for prompt in gathered.checklist.prompts:
        if prompt.aspect not in campaign.vocabulary.get("aspect", {}):
            gathered.say(
                layout.CHECKLIST, 0, "vocabulary",
                _("prompt {id}: “{word}” is not in the vocabulary"
                    " “{name}”").format(id=prompt.id, word=prompt.aspect, name="aspect"),
                _("correct it, or add the word to yian.toml"),
            )  # fmt: skip


def _check_orgs(gathered: _Gathered) -> None:
    folded: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for name, org in gathered.orgs.items():
        path = layout.org_file(name)
        if org.parent is not None and org.parent not in gathered.orgs:
            gathered.say(
                path,
                0,
                "reference",
                _("its parent “{parent}” is not an organization").format(parent=org.parent),
                _("correct it, or add that organization"),
            )
        elif org.parent is not None and name in (org.parent, *ancestors(org.parent, gathered.orgs)):
            gathered.say(path, 0, "reference", _("it stands above itself"), _("correct the parents"))
        twin = folded.setdefault(name.casefold(), name)
        if twin != name:
            gathered.say(
                path,
                0,
                "duplicate",
                _("its name differs from “{twin}” only in case").format(twin=twin),
                _("rename one of them"),
            )
        seen: set[str] = set()
        for officer in org.officers:
            ref = f"{name}/{officer.id}"
            if officer.id in seen:
                gathered.say(
                    path,
                    0,
                    "duplicate",
                    _("the officer “{id}” is there twice").format(id=officer.id),
                    _("rename one of them"),
                )
            seen.add(officer.id)
            if officer.email is not None and (other := addresses.setdefault(officer.email.casefold(), ref)) != ref:
                gathered.say(
                    path, 0, "address", _("{ref} and {other} have the same e-mail"
                        " address").format(ref=ref, other=other),
                    _("`--by` must then be given each time"), Level.WARNING,
                )  # fmt: skip


def _check_round(gathered: _Gathered, org: str, name: str, round_: Round, text: str) -> None:
    path = layout.round_file(org, name)
    known = {p.head.id: p.org for p, _text in gathered.problems}
    own = gathered.orgs.get(org)
    for subject in round_.subjects:
        if subject != TEAM and own is not None and own.officer(subject) is None:
            gathered.say(
                path,
                0,
                "reference",
                _("the subject “{subject}” is not an officer").format(subject=subject),
                _("add the officer"),
            )
    seen: set[str] = set()
    for index, answer in enumerate(round_.answers):
        line = codec.locate(text, ("answers", index))
        if answer.id in seen:
            gathered.say(
                path,
                line,
                "duplicate",
                _("two answers have the id {id}").format(id=answer.id),
                _("give the later one another id"),
            )
        seen.add(answer.id)
        if gathered.checklist.prompt(answer.prompt) is None:
            gathered.say(
                path,
                line,
                "reference",
                _("there is no prompt “{prompt}”").format(prompt=answer.prompt),
                _("put it back into the checklist"),
            )
        if answer.subject not in round_.subjects:
            gathered.say(
                path,
                line,
                "reference",
                _("the subject “{subject}” is not one of the round's").format(subject=answer.subject),
            )
        if answer.problem is not None and known.get(answer.problem) != org:
            gathered.say(
                path,
                line,
                "reference",
                _("there is no problem {id}").format(id=answer.problem),
                _("take it back from git"),
            )
        who = authority.actor(answer.by, gathered.orgs)
        if who is None or not authority.may_work_on(who, org, gathered.orgs):
            gathered.say(
                path,
                line,
                "authority",
                _("{by} may not answer for {org}").format(by=answer.by, org=org),
            )
        elif late := authority.out_of_office(who, answer.at.date()):
            gathered.say(path, line, "authority", late)


def _check_problem(gathered: _Gathered, problem: Problem, text: str) -> None:
    path = layout.problem_file(problem.org, problem.head.id)
    if problem.org not in gathered.orgs:
        gathered.say(
            path,
            0,
            "reference",
            _("“{org}” has no org.toml, or it cannot be read").format(org=problem.org),
            _("mend that file first"),
        )
    state = fold(problem)
    if not problem.entries:
        gathered.say(
            path,
            0,
            "lifecycle",
            _("it has no entries; the first must be “registered”"),
            _("take the file back from git"),
        )
    for fault in state.faults:
        gathered.say(
            path, codec.locate(text, ("entries", fault.entry)), "lifecycle", fault.reason,
            _("take the entry out, or mend it by hand and say why in git"),
        )  # fmt: skip
    _check_references(gathered, problem, path, text)
    _check_authority(gathered, problem, path, text)
    for index in stale_passes(problem):
        gathered.say(
            path, codec.locate(text, ("entries", index)), "stale-pass", _("what this review had"
                " seen was changed afterwards"),
            _("take the change back, or have it reviewed again"),
        )  # fmt: skip
    for index in state.unseen:
        gathered.say(
            path, codec.locate(text, ("entries", index)), "unseen", _("it came in after the problem"
                " was closed, and no review had seen it"),
            _("look at it, and acknowledge it with `yian look-back --held`"),
        )  # fmt: skip
    for entry in state.evidence:
        if fault_ := gathered.ledger.evidence_fault(problem.org, entry):
            index = problem.entries.index(entry)
            message = (
                _("the evidence {file} is missing")
                if fault_ == "missing"
                else _("the evidence {file} is not what was recorded")
            )
            gathered.say(
                layout.evidence_file(problem.org, entry.file) if fault_ == "changed" else path,
                0 if fault_ == "changed" else codec.locate(text, ("entries", index)),
                f"evidence-{fault_}", message.format(file=entry.file), _("take it back from git"),
            )  # fmt: skip


def _check_references(gathered: _Gathered, problem: Problem, path: str, text: str) -> None:
    head = problem.head
    state_words = {"source": head.source, "kind": head.kind, "field": head.field}
    words = [(name, key, (name,)) for name, key in state_words.items()] + [
        ("level", key, ("level",)) for key in head.level
    ]
    if gathered.campaign is not None:
        for name, key, where in words:
            if key not in gathered.campaign.vocabulary.get(name, {}):
                gathered.say(
                    path, codec.locate(text, where), "vocabulary",
                    _("“{word}” is not in the vocabulary “{name}”").format(word=key, name=name),
                    _("correct it, or add the word to yian.toml"),
                )  # fmt: skip
    if head.prompt is not None and gathered.checklist.prompt(head.prompt) is None:
        gathered.say(
            path,
            codec.locate(text, ("prompt",)),
            "reference",
            _("there is no prompt “{prompt}”").format(prompt=head.prompt),
            _("put it back into the checklist"),
        )
    officers: list[tuple[str, tuple[str | int, ...]]] = [
        (head.leader, ("leader",)),
        (head.owner, ("owner",)),
    ]
    officers += [(e.owner, ("entries", i, "owner")) for i, e in enumerate(problem.entries) if isinstance(e, Planned)]
    for ref, where_ in officers:
        if authority.actor(ref, gathered.orgs) is None:
            gathered.say(
                path,
                codec.locate(text, where_),
                "reference",
                _("{ref} is not an officer").format(ref=ref),
                _("correct it, or add the officer"),
            )
    for unit in head.support:
        if unit not in gathered.orgs:
            gathered.say(
                path,
                codec.locate(text, ("support",)),
                "reference",
                _("“{org}” is not an organization").format(org=unit),
                _("correct it, or add the organization"),
            )


def _check_authority(gathered: _Gathered, problem: Problem, path: str, text: str) -> None:
    for before, entry in walk(problem):
        reason = authority.refusal(entry, before, gathered.orgs)
        if reason is not None:
            gathered.say(
                path, codec.locate(text, ("entries", problem.entries.index(entry))), "authority", reason,
                _("take the entry out, or have it made by one who may"),
            )  # fmt: skip


def _check_across(gathered: _Gathered) -> None:
    ids: dict[str, str] = {}
    numbers: dict[str, str] = {}
    effects: dict[str, list[str]] = defaultdict(list)
    named: set[str] = set()
    for problem, text in gathered.problems:
        path = layout.problem_file(problem.org, problem.head.id)
        other = ids.setdefault(problem.head.id, problem.ref)
        if other != problem.ref:
            gathered.say(
                path,
                0,
                "duplicate",
                _("{other} has the same id").format(other=other),
                _("void one of them and register it anew"),
            )
        for index, entry in enumerate(problem.entries):
            if isinstance(entry, Evidenced):
                named.add(layout.evidence_file(problem.org, entry.file))
            if isinstance(entry, Numbered) and (holder := numbers.setdefault(entry.number, problem.ref)) != problem.ref:
                gathered.say(
                    path,
                    codec.locate(text, ("entries", index)),
                    "duplicate",
                    _("{other} has the serial number {number} already").format(other=holder, number=entry.number),
                )
        effect = _closed_effect(problem.entries)
        if effect:
            effects[effect].append(path)
    for same in effects.values():
        for path in same[1:]:
            gathered.say(
                path, 0, "same-effect", _("its effect is word for word that of {other}").format(other=same[0]),
                _("look whether both were really rectified"), Level.WARNING,
            )  # fmt: skip
    for path in sorted(gathered.evidence - named):
        gathered.say(
            path,
            0,
            "unused",
            _("no record names this evidence"),
            _("remove it, or record it with `yian add-evidence`"),
            Level.WARNING,
        )


def _closed_effect(entries: tuple[Entry, ...]) -> str:
    if not any(e.kind == "closed" for e in entries):
        return ""
    submissions = [e for e in entries if isinstance(e, Submitted)]
    return comparable((submissions[-1].effect if submissions else "") or "")
