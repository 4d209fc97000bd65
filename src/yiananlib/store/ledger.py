"""A ledger on disk: open it, read a record, create one, append to one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from yiananlib.errors import Ambiguous, LedgerInvalid, NoSuchRecord
from yiananlib.messages import _
from yiananlib.model import ids
from yiananlib.model.text import name_fault
from yiananlib.store import codec, layout
from yiananlib.store.source import Disk, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.checklist import Checklist
    from yiananlib.model.entries import Evidenced
    from yiananlib.model.org import Org
    from yiananlib.model.problem import Problem
    from yiananlib.model.rounds import Round
    from yiananlib.store.source import Source

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
        yield Ledger(ledger.root, given_source=Tree(objects, blobs))


@dataclass(frozen=True)
class Ledger:
    """The ledger in the folder ``root``. Reading holds no lock: files are replaced whole.

    ``overlay`` gives files another content than the source's, to judge a change before it is made.
    ``source`` is the folder unless a commit is given, see :func:`at_revision`.
    """

    root: Path
    overlay: Mapping[str, bytes] = field(default_factory=dict)
    given_source: Source | None = None

    @property
    def source(self) -> Source:
        """Where the bytes come from."""
        return self.given_source if self.given_source is not None else Disk(self.root)

    # reading

    def bytes_of(self, path: str) -> bytes:
        """Return the content of a file; raise FileNotFoundError or LedgerInvalid."""
        if path in self.overlay:
            return self.overlay[path]
        return self.source.read(path)

    def campaign(self) -> Campaign:
        """Return the campaign's settings."""
        return self._read(layout.CAMPAIGN, codec.decode_campaign)

    def checklist(self) -> Checklist:
        """Return the checklist; an empty one where there is no file."""
        try:
            return self._read(layout.CHECKLIST, codec.decode_checklist)
        except FileNotFoundError:
            from yiananlib.model.checklist import Checklist  # made when it is used

            return Checklist()

    def org_names(self) -> list[str]:
        """Return the names of all organizations, unordered by rank: that is in their files.

        Raises:
            LedgerInvalid: a folder holds problems and is no organization; they would be missing everywhere.
        """
        found = []
        for name in self.source.names(layout.ORGS):
            if name_fault(name) is None and self.source.exists(layout.org_file(name)):
                found.append(name)
            elif self.source.exists(layout.problems_folder(name)) and self.problem_names(name):
                raise LedgerInvalid(
                    layout.shown(f"{layout.ORGS}/{name}"),
                    _("it holds problems, but is no organization: it has no org.toml, or a name that none can have."),
                    _("Take the organization back from git, or move its problems."),
                )
        return found

    def org(self, name: str) -> Org:
        """Return an organization; raise NoSuchRecord."""
        if name_fault(name) is not None:
            raise NoSuchRecord(_("organization"), name, _("`yian list --orgs` shows them."))
        try:
            return self._read(layout.org_file(name), codec.decode_org)
        except FileNotFoundError:
            raise NoSuchRecord(_("organization"), name, _("`yian list --orgs` shows them.")) from None

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
        return self._read(layout.problem_file(org, name), lambda data: codec.decode_problem(data, org, name))

    def problem_names(self, org: str) -> list[str]:
        """Return the ids of an organization's problems, as their files are called."""
        return [n.removesuffix(".toml") for n in self.source.names(layout.problems_folder(org), ".toml")]

    def problems(self, org: str) -> Iterator[Problem]:
        """Yield an organization's problems; a file that cannot be read is a failure, never left out."""
        for name in self.problem_names(org):
            if not ids.is_id(name):
                raise LedgerInvalid(
                    layout.shown(layout.problem_file(org, name)),
                    _("its name is not an id."),
                    _("Rename the file back to its id, or remove it."),
                )
            yield self.problem(org, name)

    def mentioning(self, needle: bytes) -> Iterator[tuple[str, str]]:
        """Yield organization and id of every problem whose file holds ``needle``; nothing is parsed."""
        for org in self.org_names():
            for name in self.problem_names(org):
                if needle in self.bytes_of(layout.problem_file(org, name)):
                    yield org, name

    def find_problem(self, ref: str) -> Problem:
        """Return the problem that ``ref`` names: an id, an unambiguous prefix, ``<org>/`` before either.

        Raises:
            NoSuchRecord: nothing has that name.
            Ambiguous: several have.
        """
        org, slash, name = ref.rpartition("/")
        hint = _("`yian list` shows the problems.")
        if not ids.is_prefix(name) or (slash and name_fault(org) is not None):
            raise NoSuchRecord(_("problem"), ref, hint)
        orgs = [org] if slash else self.org_names()
        if ids.is_id(name):
            found = [(o, name) for o in orgs if self.source.exists(layout.problem_file(o, name))]
        else:
            found = [(o, n) for o in orgs for n in self.problem_names(o) if n.startswith(name)]
        if not found:
            raise NoSuchRecord(_("problem"), ref, hint)
        if len(found) > 1:
            raise Ambiguous(ref, [f"{o}/{n}" for o, n in found])
        return self.problem(*found[0])

    def round(self, org: str, name: str) -> Round | None:
        """Return a round of self-examination, or None where it was not opened."""
        try:
            return self._read(layout.round_file(org, name), codec.decode_round)
        except FileNotFoundError:
            return None

    def round_names(self, org: str) -> list[str]:
        """Return the names of an organization's rounds."""
        return [n.removesuffix(".toml") for n in self.source.names(layout.rounds_folder(org), ".toml")]

    def evidence_fault(self, org: str, entry: Evidenced) -> str | None:
        """Return ``missing`` or ``changed`` when the supporting file is not what was recorded, else None."""
        path = layout.evidence_file(org, entry.file)
        if layout.place(path) is None:
            return "missing"  # it leads out of the folder
        try:
            data = self.source.read(path, limit=entry.size)
        except (FileNotFoundError, LedgerInvalid):
            return "missing"
        import hashlib  # most commands look at no evidence

        return None if hashlib.sha256(data).hexdigest() == entry.sha256 else "changed"

    def is_taken(self, name: str) -> bool:
        """Tell whether any organization has a problem of that id."""
        return any(self.source.exists(layout.problem_file(org, name)) for org in self.org_names())

    def _read(self, path: str, decode: Callable[[bytes], R]) -> R:
        data = self.bytes_of(path)
        try:
            return decode(data)
        except codec.Invalid as error:
            fault = error.faults[0]
            where = f"{layout.shown(path)}:{fault.line}" if fault.line else layout.shown(path)
            raise LedgerInvalid(where, _sentence(fault.problem), _sentence(fault.remedy)) from None


def _sentence(words: str) -> str:
    return _("{sentence}.").format(sentence=words[0].upper() + words[1:]) if words else ""
