"""A ledger on disk: open it, find and read a record. The models are loaded when the first record is decoded."""

from __future__ import annotations

import functools
import itertools
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from yiananlib.errors import Ambiguous, LedgerInvalid, NoSuchRecord
from yiananlib.messages import _
from yiananlib.model import ids
from yiananlib.model.serial import canonical, serial
from yiananlib.model.text import name_fault
from yiananlib.store import kinds, layout
from yiananlib.store.source import Disk, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from yiananlib.model.calendars import Calendar
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.cases import Case
    from yiananlib.model.checklist import Checklist
    from yiananlib.model.matters import Matter
    from yiananlib.model.org import Org
    from yiananlib.model.problem import Problem
    from yiananlib.model.rounds import Round
    from yiananlib.store.git import Commit
    from yiananlib.store.kinds import RecordKind
    from yiananlib.store.source import Source

    class Evidence(Protocol):
        """What was recorded of a supporting file: the entry, or what the index keeps of it."""

        @property
        def file(self) -> str:
            """Its name in the organization's ``evidence/``."""

        @property
        def sha256(self) -> str:
            """In hexadecimal."""

        @property
        def size(self) -> int:
            """In bytes."""


LARGEST_EVIDENCE: Final = 1000 << 20
"""Bytes of the largest supporting file that a campaign can allow."""

R = TypeVar("R")


def find_root(start: Path) -> Path | None:
    """Return the nearest folder from ``start`` upwards that holds a ledger, or None."""
    return next((f for f in (start, *start.parents) if (f / layout.CAMPAIGN).is_file()), None)


@contextmanager
def at_revision(ledger: Ledger, revision: str) -> Iterator[Ledger]:
    """Read the ledger as a commit has it, inside the block.

    Raises:
        NoSuchRecord: the revision names no commit, or the folder is in no repository.
    """
    from yiananlib.store import git  # a command that reads the folder alone does without it

    commit = git.revision(ledger.root, revision)
    if commit is None:
        raise NoSuchRecord(_("revision"), revision, _("`git log` shows the commits."))
    with git.Objects(ledger.root) as objects:
        blobs = git.files_of(ledger.root, commit, git.prefix(ledger.root))
        yield Ledger(ledger.root, given_source=Tree(objects, objects.commit(commit), blobs))


class Ledger:
    """The ledger in the folder ``root``. Reading holds no lock: files are replaced whole.

    ``overlay`` gives files another content than the source's, to judge a change before it is made.
    ``source`` is where the bytes come from: the folder unless a commit is given (``given_source``), see
    :func:`at_revision`. ``cache`` is the user's folder for what can be made again; None where nothing is kept.
    """

    def __init__(
        self,
        root: Path,
        overlay: Mapping[str, bytes] | None = None,
        given_source: Source | None = None,
        cache: Path | None = None,
    ) -> None:
        self.root: Final = root
        self.overlay: Final[Mapping[str, bytes]] = overlay if overlay is not None else {}
        self.given_source: Final = given_source
        self.source: Final[Source] = given_source if given_source is not None else Disk(root)
        self.cache: Final = cache

    def overlaid(self, overlay: Mapping[str, bytes]) -> Ledger:
        """Return the same ledger with another overlay."""
        return Ledger(self.root, overlay, self.given_source, self.cache)

    @property
    def commit(self) -> Commit | None:
        """The commit that it is read from; None for the folder."""
        return self.source.commit if isinstance(self.source, Tree) else None

    # reading

    def bytes_of(self, path: str) -> bytes:
        """Return the content of a file; raise FileNotFoundError or LedgerInvalid."""
        if path in self.overlay:
            return self.overlay[path]
        return self.source.read(path)

    def evidence(self, path: str, limit: int | None = None) -> bytes:
        """Return the content of a supporting file, one byte more than ``limit`` at most; raise as :meth:`bytes_of`."""
        if path in self.overlay:
            return self.overlay[path]
        return self.source.read(path, LARGEST_EVIDENCE if limit is None else limit)

    def record(self, kind: RecordKind, org: str = "", name: str = "") -> Any:
        """Return a record of a kind; raise FileNotFoundError or LedgerInvalid."""
        return self._read(kind.path(org, name), lambda data: kind.decode(data, org, name))

    def names(self, kind: RecordKind, org: str = "") -> list[str]:
        """Return what the records of a kind are called, as their files are, in the ledger or in an organization."""
        return [name.removesuffix(".toml") for name in self.source.names(kind.folder(org), ".toml")]

    def campaign(self) -> Campaign:
        """Return the campaign's settings."""
        found: Campaign = self.record(kinds.CAMPAIGN)
        return found

    def checklist(self) -> Checklist:
        """Return the checklist; an empty one where there is no file."""
        try:
            found: Checklist = self.record(kinds.CHECKLIST)
        except FileNotFoundError:
            from yiananlib.model.checklist import Checklist  # made when it is used

            return Checklist()
        return found

    def calendar(self) -> Calendar:
        """Return the calendar; an empty one where there is no file."""
        try:
            found: Calendar = self.record(kinds.CALENDAR)
        except FileNotFoundError:
            from yiananlib.model.calendars import Calendar  # made when it is used

            return Calendar()
        return found

    def org_names(self) -> list[str]:
        """Return the names of all organizations, unordered by rank: that is in their files.

        Raises:
            LedgerInvalid: a folder holds problems and is no organization; they would be missing everywhere.
        """
        found = []
        for name in self.source.names(layout.ORGS):
            if self.has_org(name):
                found.append(name)
            elif self.source.exists(kinds.PROBLEM.folder(name)) and self.problem_names(name):
                raise _no_org(name)
        return found

    def org(self, name: str) -> Org:
        """Return an organization; raise NoSuchRecord."""
        if not self.has_org(name):
            raise self._no_org(name)
        found: Org = self.record(kinds.ORG, name)
        return found

    def has_org(self, name: str) -> bool:
        """Tell whether there is an organization of that code; its file is not opened."""
        return name_fault(name) is None and self.source.exists(kinds.ORG.path(name))

    def _no_org(self, said: str) -> NoSuchRecord:
        from yiananlib.model.naming import nearest  # whoever gives a code does without

        names = {name: self.org(name).name for name in self.org_names()}
        hint = _("`yian list --orgs` shows them.")
        return NoSuchRecord(_("organization"), said, f"{nearest(said, names)} {hint}".strip())

    def orgs(self) -> dict[str, Org]:
        """Return all organizations by name."""
        return {name: self.org(name) for name in self.org_names()}

    def lineage(self, *names: str) -> dict[str, Org]:
        """Return the named organizations that exist and all above them: what judging authority needs."""
        found: dict[str, Org] = {}
        for start in names:
            name: str | None = start
            while name is not None and name not in found:
                try:
                    found[name] = self.org(name)
                except NoSuchRecord:
                    break
                name = found[name].parent
        return found

    def problem(self, org: str, name: str) -> Problem:
        """Return the problem of a whole id; raise FileNotFoundError."""
        found: Problem = self.record(kinds.PROBLEM, org, name)
        return found

    def problem_names(self, org: str) -> list[str]:
        """Return the ids of an organization's problems, as their files are called."""
        return self.names(kinds.PROBLEM, org)

    def problems(self, org: str) -> Iterator[Problem]:
        """Yield an organization's problems; a file that cannot be read is a failure, never left out."""
        for name in self.problem_names(org):
            self._check_id(kinds.PROBLEM.path(org, name), name)
            yield self.problem(org, name)

    def mentioning(self, *needles: bytes) -> Iterator[tuple[str, str]]:
        """Yield organization and id of every problem whose file holds all the ``needles``; nothing is parsed."""
        problems = [(org, name) for org in self.org_names() for name in self.problem_names(org)]
        from yiananlib.store import workers  # most commands look into one record

        for found in workers.spread(functools.partial(_mentioning, self, needles), problems):
            yield from found

    def numbered(self, number: str) -> list[tuple[str, str]]:
        """Return organization and id of every problem to which the serial number was ever given, voided ones too.

        A file is parsed only where its bytes hold the number.
        """
        return [(org, name) for org, name in self.mentioning(number.encode()) if self._has_number(org, name, number)]

    def highest_number(self, year: int) -> int:
        """Return the highest running number that was given in a year, 0 where none was.

        What looks like a number in the bytes of the files is parsed from the highest down, until one is.
        """
        import re  # one command asks

        pattern = re.compile(rb"(?<![0-9])%04d-([0-9]{3,6})(?![0-9])" % year)
        looks_so = {
            (int(digits), org, name)
            for org, name in self.mentioning(b"numbered")
            for digits in pattern.findall(self.bytes_of(kinds.PROBLEM.path(org, name)))
        }
        found = (n for n, org, name in sorted(looks_so, reverse=True) if self._has_number(org, name, serial(year, n)))
        return next(found, 0)

    def find_problem(self, ref: str) -> Problem:
        """Return the problem that ``ref`` names; raise as :meth:`locate`."""
        return self.problem(*self.locate(ref))

    def locate(self, ref: str) -> tuple[str, str]:
        """Return organization and id of the problem that ``ref`` names; its file is not opened for an id.

        ``ref`` is an id, an unambiguous prefix, a serial number, or ``<org>/`` before any of them.

        Raises:
            NoSuchRecord: nothing has that name.
            Ambiguous: several have.
        """
        org, slash, name = ref.rpartition("/")
        hint = _("`yian list` shows the problems.")
        number = canonical(name)
        if (number is None and not ids.is_prefix(name)) or (slash and name_fault(org) is not None):
            raise NoSuchRecord(_("problem"), ref, hint)
        if number is not None:
            named = [(o, n) for o, n in self.mentioning(number.encode()) if not slash or o == org]
            found = [(o, n) for o, n in named if self._bears(o, n, number)]
        elif not ids.is_id(name):
            orgs = [org] if slash else self.org_names()
            found = [(o, n) for o in orgs for n in self.problem_names(o) if n.startswith(name)]
        elif slash:
            found = [(org, name)] if self.source.exists(kinds.PROBLEM.path(org, name)) else []
        else:
            found = [(o, name) for o in self._holders(name)]
        if not found:
            raise NoSuchRecord(_("problem"), ref, hint)
        if len(found) > 1:
            raise Ambiguous(ref, [f"{o}/{n}" for o, n in found])
        return found[0]

    def round(self, org: str, name: str) -> Round | None:
        """Return a round of self-examination, or None where it was not opened."""
        try:
            found: Round = self.record(kinds.ROUND, org, name)
        except FileNotFoundError:
            return None
        return found

    def round_names(self, org: str) -> list[str]:
        """Return the names of an organization's rounds."""
        return self.names(kinds.ROUND, org)

    def matter(self, kind: str, org: str, name: str) -> Matter:
        """Return the matter of a kind and a whole id; raise FileNotFoundError."""
        found: Matter = self.record(kinds.MATTERS[kind], org, name)
        return found

    def matter_names(self, org: str, kind: str) -> list[str]:
        """Return the ids of an organization's matters of a kind, as their files are called."""
        return self.names(kinds.MATTERS[kind], org)

    def matters(self, org: str, kind: str) -> Iterator[Matter]:
        """Yield an organization's matters of a kind; a file that cannot be read is a failure, never left out."""
        for name in self.matter_names(org, kind):
            self._check_id(kinds.MATTERS[kind].path(org, name), name)
            yield self.matter(kind, org, name)

    def find_matter(self, kind: str, ref: str) -> Matter:
        """Return the matter that ``ref`` names, as :meth:`locate` does for problems.

        Raises:
            NoSuchRecord: nothing has that name.
            Ambiguous: several have.
        """
        org, slash, name = ref.rpartition("/")
        hint = _("`yian list --{kind}s` shows them.").format(kind=kind)
        found = []
        if ids.is_prefix(name) and not (slash and name_fault(org) is not None):
            orgs = [org] if slash else self.org_names()
            found = [(o, n) for o in orgs for n in self.matter_names(o, kind) if n.startswith(name)]
        if not found:
            raise NoSuchRecord(_(kinds.MATTERS[kind].word), ref, hint)
        if len(found) > 1:
            raise Ambiguous(ref, [f"{o}/{n}" for o, n in found])
        return self.matter(kind, *found[0])

    def case(self, name: str) -> Case:
        """Return a case; raise NoSuchRecord."""
        try:
            if name_fault(name) is None:
                found: Case = self.record(kinds.CASE, "", name)
                return found
        except FileNotFoundError:
            pass
        raise NoSuchRecord(_("case"), name, _("`yian list --cases` shows them."))

    def case_names(self) -> list[str]:
        """Return the names of all cases."""
        return self.names(kinds.CASE)

    def evidence_fault(self, org: str, entry: Evidence) -> str | None:
        """Return ``missing`` or ``changed`` when the supporting file is not what was recorded, else None."""
        path = layout.evidence_file(org, entry.file)
        if layout.place(path) is None:
            return "missing"  # it leads out of the folder
        try:
            data = self.evidence(path, limit=entry.size)
        except (FileNotFoundError, LedgerInvalid):
            return "missing"
        import hashlib  # most commands look at no evidence

        return None if hashlib.sha256(data).hexdigest() == entry.sha256 else "changed"

    def is_taken(self, name: str) -> bool:
        """Tell whether a record of any organization has that id."""
        paths = (layout.in_org(kind, name) for kind in kinds.RECORDS if kind.by_id)
        return any(any(self.source.folders_with(layout.ORGS, path)) for path in paths)

    def _has_number(self, org: str, name: str, number: str) -> bool:
        entries = self.problem(org, name).entries
        return any(entry.kind == "numbered" and entry.number == number for entry in entries)

    def _bears(self, org: str, name: str, number: str) -> bool:
        from yiananlib.model.lifecycle import fold  # whoever asks by ids does without

        state = fold(self.problem(org, name))
        return state.status != "transferred" and any(e.kind == "numbered" and e.number == number for e in state.counted)

    def _holders(self, name: str) -> Iterator[str]:
        """Yield the organizations that have a problem of that id; what they are beside that is not looked at."""
        for org in self.source.folders_with(layout.ORGS, layout.in_org(kinds.PROBLEM, name)):
            if not self.has_org(org):
                raise _no_org(org)
            yield org

    @staticmethod
    def _check_id(path: str, name: str) -> None:
        if not ids.is_id(name):
            raise LedgerInvalid(
                layout.shown(path),
                _("its name is not an id."),
                _("Rename the file back to its id, or move it elsewhere."),
            )

    def _read(self, path: str, decode: Callable[[bytes], R]) -> R:
        from yiananlib.store import codec

        data = self.bytes_of(path)
        try:
            return decode(data)
        except codec.Invalid as error:
            fault = error.faults[0]
            where = f"{layout.shown(path)}:{fault.line}" if fault.line else layout.shown(path)
            raise LedgerInvalid(where, _sentence(fault.problem), _sentence(fault.remedy)) from None


def _no_org(name: str) -> LedgerInvalid:
    return LedgerInvalid(
        layout.shown(f"{layout.ORGS}/{name}"),
        _("it holds problems but is not an organization: it has no org.toml, or its name is not allowed."),
        _("Restore the organization from git, or move its problems."),
    )


def _sentence(words: str) -> str:
    return _("{sentence}.").format(sentence=words[0].upper() + words[1:]) if words else ""


def _mentioning(ledger: Ledger, needles: Sequence[bytes], problems: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those of the problems whose files hold all the needles."""
    found = []
    for org, group in itertools.groupby(problems, lambda problem: problem[0]):
        names = [name for _org, name in group]
        folder = kinds.PROBLEM.folder(org)
        contents = ledger.source.contents(folder, [f"{name}.toml" for name in names])
        for name, data in zip(names, contents, strict=True):
            data = ledger.overlay.get(f"{folder}/{name}.toml", data)
            if all(needle in data for needle in needles):
                found.append((org, name))
    return found
