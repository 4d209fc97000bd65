"""Verifying: every file against schema, lifecycle, authority, references and digests. It never writes."""

from __future__ import annotations

import functools
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _, system_said
from yiananlib.model.calendars import Calendar
from yiananlib.model.campaign import Campaign
from yiananlib.model.cases import Case
from yiananlib.model.checklist import Checklist
from yiananlib.model.finding import Finding, Level
from yiananlib.model.mappings import Mapping
from yiananlib.model.org import Org
from yiananlib.model.rounds import Round
from yiananlib.services.reading import stranded
from yiananlib.services.verifying import halves, keys, unfinished
from yiananlib.services.verifying.checks import Gleaned, Judge, gleaned
from yiananlib.services.verifying.clone_setup import is_set_up
from yiananlib.services.verifying.definition_checks import definitions, of_mapping, vacancies
from yiananlib.services.verifying.ground import Ground, Source
from yiananlib.services.verifying.matter_checks import of_cases, of_matters, of_problems
from yiananlib.services.verifying.round_checks import of_round
from yiananlib.store import codec, headway, journal, kinds, layout, strays, workers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from yiananlib.model.matters import Matter
    from yiananlib.store.ledger import Ledger

_SKIPPED: Final = frozenset([".git", layout.PRIVATE])
_MANY: Final = 2000
"""So many problems are judged on all processors."""
_AT_ONCE: Final = 100
"""So many by a worker, before it hands over what it found."""


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
    """What was read of a ledger: filled file by file, then judged as a whole.

    ``paths`` are those of the problems, ``problems`` what of them is compared.
    """

    ground: Ground
    paths: list[str] = field(default_factory=list)
    problems: list[Gleaned] = field(default_factory=list)
    rounds: list[tuple[str, Round, Source]] = field(default_factory=list)
    matters: list[tuple[Matter, Source]] = field(default_factory=list)
    cases: dict[str, tuple[Case, Source]] = field(default_factory=dict)
    mappings: list[tuple[Mapping, Source]] = field(default_factory=list)
    evidence: set[str] = field(default_factory=set)


def verify(ledger: Ledger, day: dt.date | None = None, now: dt.datetime | None = None) -> Verified:
    """Check every file of the ledger and return the findings.

    ``day`` is today; None leaves out of account that posts and keys end. ``now`` is the present; None leaves out of
    account what is ahead of it.

    Raises:
        LedgerInvalid: the ledger's folder itself cannot be read.
    """
    gathered = _Gathered(Ground(ledger, now=now))
    found: set[Finding] = set()
    count = looked = 0
    standing = journal.standing(ledger.root)
    found.update(unfinished.batch(ledger.root, standing))
    places: list[str] = []
    there = list(_files(ledger.root, found, gathered.ground.unread))
    for path, mode in there:
        if path in standing and standing[path].before is None:
            continue
        count += 1
        found.update(_read(path, mode, gathered))
        if gathered.paths[-1:] != [path]:  # a problem is judged below
            looked += 1
            headway.tell(looked, len(there))
        if layout.place(path) is not None:
            places.append(path)
    for path in ledger.overlay:
        if not (ledger.root / path).exists():
            found.update(_read(path, stat.S_IFREG, gathered))
    judged = functools.partial(_judged, gathered.ground)
    for some, problems in workers.spread(judged, gathered.paths, least=_MANY, chunk=_AT_ONCE):
        found.update(some)
        gathered.problems.extend(problems)
        looked = min(looked + _AT_ONCE, len(there))
        headway.tell(looked, len(there))
    gathered.ground.unread.update(set(gathered.paths) - {problem.path for problem in gathered.problems})
    found.update(_as_a_whole(gathered))
    campaign = gathered.ground.campaign
    if campaign is not None and not any(path.endswith("/org.toml") for path in gathered.ground.unread):
        found.update(keys.of_ledger(ledger, campaign, gathered.ground.orgs, day))
    if campaign is not None and campaign.git.commit and not ledger.overlay:
        found.update(unfinished.uncommitted(ledger.root, places))
    named = [(f"{p.org}/{p.id}", p.named) for p in gathered.problems]
    named += [(matter.ref, stranded.of_matter(matter)) for matter, _source in gathered.matters]
    found.update(stranded.findings(named, gathered.ground.orgs, day))
    working = {p.org for p in gathered.problems} | {org for org, _round, _source in gathered.rounds}
    found.update(vacancies(gathered.ground, working, day))
    if not is_set_up(ledger):
        found.add(
            Finding(
                ".git/config",
                0,
                "setup",
                _("git is not set up here to merge records"),
                _("run `yian setup` once in this clone"),
                Level.WARNING,
            )
        )
    return Verified(count, len(gathered.problems), tuple(sorted(found)))


def _files(root: Path, found: set[Finding], unread: set[str]) -> Iterator[tuple[str, int]]:
    """Yield every file below ``root`` with its mode, links unfollowed; what cannot be read is found, and ``unread``."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda e: e.name)
        except OSError as error:
            if not folder:
                raise LedgerInvalid(
                    str(root), _("it cannot be read: {reason}.").format(reason=system_said(error))
                ) from None
            reason = _("the folder cannot be read: {reason}").format(reason=system_said(error))
            found.add(Source(folder).finding("unreadable", reason))
            unread.add(folder)
            continue
        below = []
        seen: dict[str, str] = {}
        for entry in entries:
            path = f"{folder}/{entry.name}".lstrip("/")
            if not folder and entry.name in _SKIPPED:
                continue
            if (twin := seen.setdefault(strays.one_name(entry.name), entry.name)) != entry.name:
                found.add(_twin(path, twin))
            try:
                mode = entry.stat(follow_symlinks=False).st_mode
            except FileNotFoundError:
                continue  # removed meanwhile
            except OSError as error:
                reason = _("it cannot be looked at: {reason}").format(reason=system_said(error))
                found.add(Source(path).finding("unreadable", reason))
                continue
            if not stat.S_ISDIR(mode):
                yield path, mode
            elif not strays.is_junk(entry.name):
                if (place := layout.place(path)) is not None and place.kind != "evidence":
                    yield path, mode  # it stands where a record should
                below.append(path)
        waiting.extend(reversed(below))


def _read(path: str, mode: int, gathered: _Gathered) -> Iterator[Finding]:
    """Add what lies at ``path`` to ``gathered``, or yield why it cannot be; of a problem the path alone."""
    source = Source(path)
    place = layout.place(path)
    stray = strays.stray(path)
    if stray is strays.Stray.JUNK:
        return
    if not stat.S_ISREG(mode):
        gathered.ground.unread.add(path)
    if stat.S_ISLNK(mode):
        yield source.finding(
            "symlink",
            _("it is a symbolic link, and links are not followed"),
            _("put the file itself there"),
        )
    elif not stat.S_ISREG(mode):
        yield source.finding("not-a-file", _("it is not a regular file"), _("put the file itself there"))
    elif path.endswith(layout.TEMPORARY_ENDING):
        yield source.finding(
            "leftover",
            _("it was left by an interrupted command and contains no record"),
            _("the next recording command cleans it up; you may also do so by hand"),
            level=Level.WARNING,
        )
    elif place is None:
        if stray is not None:
            yield _stray(source, stray)
    elif place.kind == "evidence":
        gathered.evidence.add(path)
    elif place.kind == kinds.PROBLEM.name:
        gathered.paths.append(path)
    else:
        yield from _decode(place, path, gathered)


def _stray(source: Source, stray: strays.Stray) -> Finding:
    if stray is strays.Stray.IN_THE_WAY:
        return source.finding(
            "stray",
            _("it is in the place of a record or a folder of records but is neither: nothing can be read past it"),
            _("restore its name, or move it out of the ledger"),
        )
    return source.finding(
        "stray",
        _("it is not a record, and nobody looks for it here"),
        _("record material of a problem with `yian add-evidence`"),
        level=Level.WARNING,
    )


def _twin(path: str, twin: str) -> Finding:
    return Source(path).finding(
        "twin",
        _("it differs from “{twin}” only in case or Unicode form").format(twin=layout.shown(twin)),
        _("rename it: on systems that treat the names as equal, one of the two files would be lost"),
    )


def _decode(place: layout.Place, path: str, gathered: _Gathered) -> Iterator[Finding]:
    ground = gathered.ground
    try:
        data = ground.ledger.bytes_of(path)
        record = kinds.BY_NAME[place.kind].decode(data, place.org, place.name)
    except (LedgerInvalid, codec.Invalid) as error:
        ground.unread.add(path)
        yield from _unreadable(path, error)
        return
    match record:
        case Campaign():
            ground.campaign = record
        case Checklist():
            ground.checklist = record
        case Org():
            ground.orgs[place.org] = record
        case Calendar():
            pass  # nothing names its days
        case Case():
            gathered.cases[place.name] = (record, Source(path, data))
        case Mapping():
            gathered.mappings.append((record, Source(path, data)))
        case Round():
            gathered.rounds.append((place.org, record, Source(path, data)))
        case _:
            gathered.matters.append((record, Source(path, data)))


def _judged(ground: Ground, paths: Sequence[str]) -> tuple[list[Finding], list[Gleaned]]:
    """Return what is wrong with the problems at ``paths``, and what they are compared by with all others."""
    judge = Judge(ground)
    found: list[Finding] = []
    values: list[Gleaned] = []
    for path in paths:
        _orgs, org, _problems, file = path.split("/")
        try:
            data = ground.ledger.bytes_of(path)
            problem = codec.decode_problem(data, org, file.removesuffix(".toml"))
        except (LedgerInvalid, codec.Invalid) as error:
            found.extend(_unreadable(path, error))
        else:
            found.extend(judge.findings(problem, Source(path, data)))
            values.append(gleaned(judge.state, path))
    return found, values


def _unreadable(path: str, error: LedgerInvalid | codec.Invalid) -> Iterator[Finding]:
    if isinstance(error, LedgerInvalid):
        yield Source(path).finding("unreadable", error.problem.rstrip(".。"), error.remedy.rstrip(".。"))
    else:
        for fault in error.faults:
            yield Finding(path, fault.line, fault.code, fault.problem, fault.remedy)


def _as_a_whole(gathered: _Gathered) -> Iterator[Finding]:
    """Yield what is wrong in the definitions and rounds, and between the records that could be read."""
    yield from definitions(gathered.ground)
    for mapping, source in gathered.mappings:
        yield from of_mapping(gathered.ground, mapping, source)
    problems = {p.id: p.org for p in gathered.problems}
    yield from of_cases(gathered.ground, gathered.cases)
    yield from of_matters(gathered.ground, gathered.matters, problems, gathered.cases)
    yield from of_problems(gathered.ground, gathered.problems, gathered.matters, gathered.cases)
    for org, round_, source in gathered.rounds:
        yield from of_round(gathered.ground, problems, org, round_, source)
    yield from _duplicates(gathered)
    yield from halves.of_problems(gathered.ground, gathered.problems)
    yield from _effects(gathered)
    yield from _unused_evidence(gathered)


def _duplicates(gathered: _Gathered) -> Iterator[Finding]:
    ids: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for problem in gathered.problems:
        ref = f"{problem.org}/{problem.id}"
        if (other := ids.setdefault(problem.id, ref)) != ref:
            yield Source(problem.path).finding(
                "duplicate",
                _("{other} has the same id").format(other=other),
                _("void one of them and register it again"),
            )
        for index, number in problem.numbers:
            if (holder := numbers.setdefault(number, ref)) != ref:
                yield Source(problem.path, gathered.ground.ledger.bytes_of(problem.path)).finding(
                    "duplicate",
                    _("{other} already has the serial number {number}").format(other=holder, number=number),
                    _("void one of them and register it again; numbers are never reused"),
                    at=("entries", index),
                )


def _effects(gathered: _Gathered) -> Iterator[Finding]:
    first: dict[bytes, str] = {}
    for problem in gathered.problems:
        if problem.effect and (other := first.setdefault(problem.effect, problem.path)) != problem.path:
            yield Source(problem.path).finding(
                "same-effect",
                _("its effect is identical to that of {other}").format(other=other),
                _("check whether both were really rectified"),
                level=Level.WARNING,
            )


def _unused_evidence(gathered: _Gathered) -> Iterator[Finding]:
    named = {path for problem in gathered.problems for path in problem.evidence}
    for path in sorted(gathered.evidence - named):
        org = path.split("/")[1]
        if any(f"{other}/".startswith(f"{kinds.PROBLEM.folder(org)}/") for other in gathered.ground.unread):
            continue  # what cannot be read may name it
        yield Source(path).finding(
            "unused",
            _("no record names this evidence"),
            _("record it with `yian add-evidence`, or ask who put it there"),
            level=Level.WARNING,
        )
