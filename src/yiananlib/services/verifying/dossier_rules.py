"""Judging what a dossier records: each entry by the definitions that its manifest says were in force before it.

The rules are those of the proof and of ``verify`` (:mod:`yiananlib.model.refusals`, :mod:`checks`);
nothing of a repository is asked.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model import matter_refusals, matters, passing, refusals
from yiananlib.model.dossier import MANIFEST, RECORDS
from yiananlib.model.entries import Closed, LookedBack, Retracted, Reviewed, Submitted
from yiananlib.model.finding import Finding, Level
from yiananlib.model.gate_facts import Surroundings
from yiananlib.model.lifecycle import fold
from yiananlib.model.refusals import Basis
from yiananlib.services.verifying import times
from yiananlib.services.verifying.checks import Judge
from yiananlib.services.verifying.ground import Ground, Source
from yiananlib.store import codec, kinds, layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from yiananlib.model.base import Sheet
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.dossier import Judged, Manifest
    from yiananlib.model.entries import Evidenced
    from yiananlib.model.matters import Matter
    from yiananlib.model.org import Org
    from yiananlib.model.problem import Problem
    from yiananlib.model.refusals import Refusal
    from yiananlib.services.verifying.dossier_story import Filed

    Read = Callable[[str], bytes]
    """Returns a definition file by its digest."""


_OTHER_ROWS: Final = frozenset(["entry-removed", "entry-inserted", "entry-reordered"])


class Definitions(NamedTuple):
    """A set of definitions as it was in force."""

    campaign: Campaign
    orgs: dict[str, Org]


class _OfDossier(Surroundings):
    """The rules and the evidence that the dossier has; of notices and the effects of others it cannot tell."""

    def __init__(self, ledger: Filed, orgs: Mapping[str, Org]) -> None:
        super().__init__(orgs)
        self.ledger = ledger

    def rules(self, org: str) -> Iterator[Matter]:
        """See the base."""
        return self.ledger.matters(org, "rule")

    def is_bad(self, org: str, file: Evidenced | Sheet) -> bool:
        """See the base."""
        return self.ledger.evidence_fault(org, file) is not None


class Trial:
    """Judges the records of a dossier; ``read`` gives definition files."""

    def __init__(self, ledger: Filed, manifest: Manifest, read: Read) -> None:
        self.ledger = ledger
        self.manifest = manifest
        self._read = read
        self._sets: dict[str, Definitions | None] = {}
        self.broken: list[Finding] = []
        self.unread = False  # whether something cannot be read; known once the findings were gone through

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, where it is in the dossier; what would only follow from that is not said.

        A record that cannot be read is told once, and nothing is made of it.
        """
        now = self._definitions(self.manifest.now)
        ground = Ground(self.ledger)
        if now is not None:
            ground.campaign, ground.orgs = now
            if self.manifest.campaign != now.campaign.name:
                yield Finding(MANIFEST, 0, "manifest", _("it gives the campaign a different name"))
            # nothing in it was recorded after its day
            last = min(self.manifest.day, dt.date(9999, 12, 30))  # some minutes are added to it
            ground.now = dt.datetime.combine(last, dt.time.max, ground.zone or dt.UTC)
            try:
                ground.checklist = self.ledger.checklist()
            except LedgerInvalid as error:
                ground.unread.add(layout.CHECKLIST)
                self.unread = True
                self.broken.append(Finding(MANIFEST, 0, "unreadable", str(error)))
        judge = Judge(ground)
        for path, judged in self.manifest.judged.items():
            place = layout.place(path)
            assert place is not None  # noqa: S101 - what is no record is not judged
            kind, data = kinds.BY_NAME[place.kind], self.ledger.bytes_of(path)
            source = Source(path, data)
            try:
                record = kind.decode(data, place.org, place.name)
            except codec.Invalid as error:
                self.unread = True
                yield from (Finding(f"{RECORDS}{path}", f.line, f.code, f.problem) for f in error.faults)
                continue
            found = list(_rows(source, kind.said(record), judged))
            if not any(finding.code in _OTHER_ROWS for finding in found):
                found += self._record(kind, record, source, judged, judge if now is not None else None)
            for finding in dict.fromkeys(found):
                yield finding._replace(file=f"{RECORDS}{finding.file}", remedy="")
        yield from self.broken

    def _record(
        self, kind: kinds.RecordKind, record: Any, source: Source, judged: Sequence[Judged], judge: Judge | None
    ) -> Iterator[Finding]:
        if kind is kinds.PROBLEM:
            if judge is not None:
                yield from judge.findings(record, source)
            yield from self._problem(record, source, judged)
        elif kind.is_matter:
            if judge is not None:
                days = matters.fold(record).redated
                yield from times.of_entries(judge.ground, record.entries, days, record.ref, source)
            yield from self._matter(record, source, judged)
        else:
            yield from self._round(record, source, judged)

    def _problem(self, problem: Problem, source: Source, judged: Sequence[Judged]) -> Iterator[Finding]:
        faulty = {fault.entry for fault in fold(problem).faults}
        for index, entry in enumerate(problem.entries):
            by = judged[index]
            earlier = tuple(e for e in problem.entries[:index] if e.id not in by.unseen)
            before = fold(problem.holding(earlier))
            sets = self._sets_of(by)
            found = (refusals.of_problem(entry, before, Basis(s.orgs, s.campaign), placed=True) for s in sets)
            yield from _refused(source, index, entry, found, by, faulty=index in faulty)
            if index in faulty or not isinstance(entry, (Submitted, Closed)):
                continue
            if isinstance(entry, Closed) and passing.is_stale(before.problem):
                said = _("it was closed although it was changed after the review")
                yield _finding(source, index, "stale-pass", said, by)
            told = set()
            for one in sets:
                lacking = refusals.unmet(entry, before, one.campaign, _OfDossier(self.ledger, one.orgs), by=entry.at)
                for check in refusals.left(entry, before, lacking):
                    if check.code not in told:
                        told.add(check.code)
                        yield _finding(source, index, "gate", _unmet(entry).format(**_named(check)), by)

    def _matter(self, matter: Matter, source: Source, judged: Sequence[Judged]) -> Iterator[Finding]:
        faulty = {}
        for fault in matters.fold(matter).faults:
            faulty[fault.entry] = fault.reason
            yield source.finding("lifecycle", fault.reason, at=("entries", fault.entry))
        for index, entry in enumerate(matter.entries):
            by = judged[index]
            earlier = tuple(e for e in matter.entries[:index] if e.id not in by.unseen)
            before = matter.holding(earlier)
            found = (
                matter_refusals.of_matter(entry, before, Basis(s.orgs, s.campaign), placed=True)
                for s in self._sets_of(by)
            )
            yield from _refused(source, index, entry, found, by, faulty=index in faulty)

    def _round(self, round_: Any, source: Source, judged: Sequence[Judged]) -> Iterator[Finding]:
        org = source.path.split("/")[1]
        rows = kinds.ROUND.tabled(round_)
        for place, fault in round_.faults:
            yield source.finding("lifecycle", fault, at=("corrections", place))
        for index, (table, row) in enumerate(rows):
            reasons = (refusals.of_row(row, org, s.orgs) for s in self._sets_of(judged[index]))
            if reason := next((reason for reason in reasons if reason is not None), None):
                place = index if table == "answers" else index - len(round_.answers)
                level = Level.ERROR if judged[index].commit else Level.WARNING
                yield source.finding("authority", reason, at=(table, place), level=level)

    def _sets_of(self, by: Judged) -> list[Definitions]:
        found = (self._definitions(name) for name in by.definitions)
        return [one for one in found if one is not None]

    def _definitions(self, name: str) -> Definitions | None:
        """Return a set of definitions; None where one of its files cannot be read, which is told once."""
        if name not in self._sets:
            self._sets[name] = self._decoded(self.manifest.sets[name])
        return self._sets[name]

    def _decoded(self, files: Mapping[str, str]) -> Definitions | None:
        campaign, orgs = None, {}
        for path, sha256 in files.items():
            place = layout.place(path)
            try:
                if path == layout.CAMPAIGN:
                    campaign = codec.decode_campaign(self._read(sha256))
                elif place is not None and place.kind == kinds.ORG.name:
                    orgs[place.org] = codec.decode_org(self._read(sha256))
            except codec.Invalid as error:
                said = _("it cannot be read as {path}: {reason}").format(path=path, reason=error)
                self.unread = True
                self.broken.append(Finding(f"definitions/{sha256}.toml", error.faults[0].line, "unreadable", said))
                return None
        return Definitions(campaign, orgs) if campaign is not None else None


def _rows(source: Source, rows: Sequence[Any], judged: Sequence[Judged]) -> Iterator[Finding]:
    """Yield where a record has not the entries that the manifest names, or they cannot have come as it says."""
    there, named = [row.id for row in rows], [one.entry for one in judged]
    for name in named:
        if name not in there:
            yield source.finding("entry-removed", _("the entry {id} was removed").format(id=name))
    for name in there:
        if name not in named:
            said = _("the manifest does not list the entry {id}").format(id=name)
            yield source.finding("entry-inserted", said)
    if there != named and set(there) == set(named):
        yield source.finding(
            "entry-reordered", _("its entries are not in the order of the manifest, or not exactly once each")
        )
    for index, one in enumerate(judged):
        earlier = {other.entry: other.commit for other in judged[:index]}
        row = rows[index] if index < len(rows) else None
        seen = set(row.seen) if isinstance(row, (Reviewed, LookedBack)) else set()
        if strange := sorted(seen - set(there[:index])):
            said = _("{id} says that it saw the entry {other}, which is not before it")
            yield source.finding("reference", said.format(id=one.entry, other=strange[0]))
        if any(name not in earlier or name in seen or earlier[name] == one.commit for name in one.unseen):
            said = _("the manifest says that {id} was made without an entry that was there").format(id=one.entry)
            yield source.finding("manifest", said)


def _refused(
    source: Source, index: int, entry: Any, found: Iterable[Iterable[Refusal]], by: Judged, *, faulty: bool
) -> Iterator[Finding]:
    """Yield what is wrong with an entry by any of the sets, of each code the first; as the proof does.

    Whether what was taken back was a slip is not asked: at a collision of two branches it need not be one.
    """
    told: set[str] = set()
    for rule, reason in (refusal for some in found for refusal in some):
        if rule.code in told or (faulty and not rule.of_who):
            continue
        if isinstance(entry, Retracted) and not rule.of_who:
            continue
        told.add(rule.code)
        yield _finding(source, index, rule.code, reason, by)


def _finding(source: Source, index: int, code: str, reason: str, by: Judged) -> Finding:
    """Return a finding; a warning where nothing tells by what the entry was judged when it was made."""
    return source.finding(code, reason, at=("entries", index), level=Level.ERROR if by.commit else Level.WARNING)


def _unmet(entry: Submitted | Closed) -> str:
    if isinstance(entry, Submitted):
        return _("it was submitted as complete although {code} was not met: {missing}")
    return _("it was closed although {code} was not met: {missing}")


def _named(check: Any) -> dict[str, str]:
    return {"code": check.code, "missing": check.missing}
