"""Evidence in bulk: the files of a folder, each recorded in the problem and for the measure that its name says.

All of it or nothing, and by the rules of evidence as for one file. A name that says nothing sure is told, never
guessed.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import Ambiguous, NoSuchRecord, UsageProblem, YianError
from yiananlib.messages import _, system_said
from yiananlib.model import evidence_names
from yiananlib.model.entries import Evidenced, Retracted
from yiananlib.services.recording.candidates import of_units
from yiananlib.services.recording.context import Context, Stamp, stamp
from yiananlib.services.recording.drafting import ProblemDraft, begun
from yiananlib.services.recording.problems import commit
from yiananlib.services.recording.supporting import Copy, Words, evidenced, read_evidence
from yiananlib.store.strays import is_junk
from yiananlib.store.transaction import Transaction, writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.evidence_names import Ref
    from yiananlib.model.problem import Problem
    from yiananlib.store.ledger import Ledger

MOST: Final = 500 << 20
"""Bytes of all files of one command: they are written as one, and are held until then."""


class Fate(StrEnum):
    """What becomes of a file."""

    NEW = "new"
    UNCHANGED = "unchanged"
    DOUBTFUL = "doubtful"
    UNMATCHED = "unmatched"
    REFUSED = "refused"
    SKIPPED = "skipped"


class Filed(NamedTuple):
    """A file and what becomes of it: the problem, ``<org>/<id>``, and the measure, None for the problem as a whole."""

    file: str
    problem: str | None
    title: str | None
    measure: int | None
    state: Fate
    said: str


class FiledFolder(NamedTuple):
    """The files of a folder, and whether they were recorded; ``ignored`` is what is no file of anybody's there."""

    folder: str
    files: tuple[Filed, ...]
    ignored: tuple[str, ...]
    applied: bool = False
    uncommitted: str | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many files have each fate."""
        found = Counter(one.state for one in self.files)
        return {fate.value: found[fate] for fate in Fate}

    @property
    def in_the_way(self) -> tuple[Filed, ...]:
        """The files for which nothing is recorded: doubtful, unmatched or refused, and not left out by name."""
        settled = (Fate.NEW, Fate.UNCHANGED, Fate.SKIPPED)
        return tuple(one for one in self.files if one.state not in settled)


class _Refused(Exception):
    """A file is not taken: what becomes of it, and why."""

    def __init__(self, fate: Fate, said: str) -> None:
        super().__init__(said)
        self.fate = fate
        self.said = said


def add_folder(
    ledger: Ledger, context: Context, folder: Path, words: Words, skip: Sequence[str], *, apply: bool
) -> FiledFolder:
    """Return what the files of a folder would be evidence for, and with ``apply`` record it: all of it, or nothing.

    ``skip`` are names of files that are left out, which may have ``*`` and ``?``.

    Raises:
        UsageProblem: there is no such folder, or it holds too much; nobody says who records.
        NotAuthorised: the officer is unknown.
    """
    campaign = ledger.campaign()
    paths, ignored = _listed(folder)
    _fit(paths, campaign)
    trial = of_units(ledger, lambda: _units(ledger, paths))
    if not apply:
        plan = _Plan(Transaction(ledger), campaign, stamp(ledger, campaign, context, trial), words)
        return FiledFolder(str(folder), tuple(plan.files(paths, skip)), ignored)
    with writing(ledger, context.waiting) as transaction:
        who = stamp(ledger, campaign, context, trial)
        plan = _Plan(transaction, campaign, who, words)
        found = FiledFolder(str(folder), tuple(plan.files(paths, skip)), ignored)
        if found.in_the_way:
            return found
        uncommitted = plan.record(who)
    return found._replace(applied=True, uncommitted=uncommitted)


def _listed(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    try:
        there = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        said = _("The folder {path} cannot be read ({reason}). Nothing was recorded.")
        raise UsageProblem(said.format(path=folder, reason=system_said(error))) from None
    paths = [path for path in there if not path.is_dir() and not is_junk(path.name)]
    return paths, tuple(path.name for path in there if path not in paths)


def _units(ledger: Ledger, paths: Sequence[Path]) -> Iterator[str]:
    """Yield the organizations whose problems the files name."""
    for path in paths:
        for ref in evidence_names.read(path.name).refs:
            with contextlib.suppress(NoSuchRecord, Ambiguous):
                yield ledger.locate(ref.name)[0]


def _fit(paths: Sequence[Path], campaign: Campaign) -> None:
    limit = campaign.evidence.max_mb << 20
    sizes = (min(path.stat().st_size, limit) for path in paths if path.is_file())
    if sum(sizes) > MOST:
        said = _("The files are larger than {max} MiB in total; add them in several steps. Nothing was recorded.")
        raise UsageProblem(said.format(max=MOST >> 20))


class _Plan:
    """The drafts of the problems that the files name, and the copies to be made."""

    def __init__(self, transaction: Transaction, campaign: Campaign, who: Stamp, words: Words) -> None:
        self.transaction = transaction
        self.campaign = campaign
        self.who = who
        self.words = words
        self.before: dict[str, Problem] = {}
        self.drafts: dict[str, ProblemDraft] = {}
        self.copies: dict[tuple[str, str], Copy] = {}

    def files(self, paths: Sequence[Path], skip: Sequence[str]) -> Iterator[Filed]:
        """Yield what becomes of each file."""
        for path in paths:
            if any(fnmatchcase(path.name, pattern) for pattern in skip):
                yield Filed(path.name, None, None, None, Fate.SKIPPED, "")
            else:
                yield self._file(path)

    def record(self, who: Stamp) -> str | None:
        """Write what was planned, and commit it; return why that failed, or None."""
        changed = {ref: draft for ref, draft in self.drafts.items() if draft.entries}
        if not changed:
            return None
        for ref, draft in changed.items():
            self.transaction.enter(self.before[ref], draft.entries)
        for (org, _sha256), copy in self.copies.items():
            self.transaction.add_evidence(org, copy.file, copy.data)
        problems = [draft.record for draft in changed.values()]
        named = problems[0].ref if len(problems) == 1 else f"{len(problems)} problems"
        entries = [entry for draft in changed.values() for entry in draft.entries]
        return commit(self.transaction, self.campaign, who, f"{named}: add-evidence", problems, entries)

    def _file(self, path: Path) -> Filed:
        draft: ProblemDraft | None = None
        measure: int | None = None
        try:
            draft, measure = self._named(path.name)
            fate, said = self._added(draft, path, measure)
        except _Refused as refused:
            fate, said = refused.fate, refused.said
        except YianError as error:
            fate, said = Fate.REFUSED, error.message
        ref = draft.record.ref if draft is not None else None
        title = draft.state.head.title if draft is not None else None
        return Filed(path.name, ref, title, measure, fate, said)

    def _named(self, name: str) -> tuple[ProblemDraft, int | None]:
        """Return the draft of the problem that a name says, and the measure."""
        read = evidence_names.read(name)
        found: dict[str, Ref] = {}
        for ref in read.refs:
            for one in self._problems(ref.name):
                found.setdefault(one, ref)
        if not found:
            names = _(", ").join(ref.name for ref in read.refs)
            said = _("there is no problem {names}") if names else _("its name contains no id or serial number")
            raise _Refused(Fate.UNMATCHED, said.format(names=names))
        if len(found) > 1:
            raise _Refused(Fate.DOUBTFUL, _("it could be for {refs}").format(refs=_(", ").join(found)))
        ((one, ref),) = found.items()
        measures = {*read.measures, *([ref.measure] if ref.measure is not None and not read.measures else [])}
        if len(measures) > 1:
            said = _("it names the measures {measures}; make one copy for each")
            raise _Refused(Fate.DOUBTFUL, said.format(measures=_(", ").join(map(str, sorted(measures)))))
        return self._draft(one), next(iter(measures), None)

    def _problems(self, name: str) -> list[str]:
        """Return the problems of an id or a serial number."""
        try:
            org, found = self.transaction.ledger.locate(name)
        except NoSuchRecord:
            return []
        except Ambiguous as error:
            raise _Refused(Fate.DOUBTFUL, error.message) from None
        return [f"{org}/{found}"]

    def _draft(self, ref: str) -> ProblemDraft:
        if ref not in self.drafts:
            draft = begun(self.transaction, self.campaign, self.who, self.transaction.ledger.find_problem(ref))
            self.drafts[ref], self.before[ref] = draft, draft.record
        return self.drafts[ref]

    def _added(self, draft: ProblemDraft, path: Path, measure: int | None) -> tuple[Fate, str]:
        copy = read_evidence(path, self.campaign.evidence.max_mb)
        if _is_there(draft.record, copy.sha256, measure):
            return Fate.UNCHANGED, _("it is already there")
        draft.add(Evidenced, **evidenced(copy, self.words, self.who.at.date()), measure=measure)
        self.copies.setdefault((draft.record.org, copy.file), copy)
        said = [] if measure is not None else [_("no measure is named: it is taken for the whole problem")]
        if copy.taken is not None:
            said.append(_("taken on {day} according to the photo").format(day=copy.taken))
        if copy.cleaned:
            said.append(_("place and device dropped from the copy"))
        return Fate.NEW, _("; ").join(said)


def _is_there(problem: Problem, sha256: str, measure: int | None) -> bool:
    gone = {entry.entry for entry in problem.entries if isinstance(entry, Retracted)}
    return any(
        isinstance(entry, Evidenced) and (entry.sha256, entry.measure) == (sha256, measure) and entry.id not in gone
        for entry in problem.entries
    )
