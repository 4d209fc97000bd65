"""A commit that is to be judged, with all that judging it takes; and what is remembered from one to the next."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model.entries import Numbered
from yiananlib.model.finding import Finding, Level
from yiananlib.model.lifecycle import fold
from yiananlib.model.refusals import Basis
from yiananlib.model.vocabulary import Status
from yiananlib.store import codec, git, kinds, layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.model.problem import Problem
    from yiananlib.services.verifying.policy import Policy
    from yiananlib.store.git import Blob, Commit
    from yiananlib.store.history import History

_SHORT: Final = 12


@dataclass(frozen=True)
class JudgedCommit:
    """A commit to be judged.

    Attributes:
        commit: it.
        policy: by what it is judged.
        parents: those of its parents that have the ledger; none for the commit that begins it.
        dates: when its parents were committed, in seconds since 1970.
        files: each path that is not in it as in every parent: its blob in each of ``parents``, and in it.
        named: the officers whom its trailers ``Yian-By`` name.
        trees: the trees of its parents.
    """

    history: History
    commit: Commit
    policy: Policy
    parents: Sequence[str]
    dates: Sequence[int]
    files: Mapping[str, tuple[Sequence[Blob | None], Blob | None]]
    named: tuple[str, ...] = ()
    trees: Sequence[str] = ()
    new: list[Stamped] = field(default_factory=list)
    """The entries and answers that the commit itself brings; filled in while it is judged."""
    defined: list[str] = field(default_factory=list)
    """The definition files that it changes itself; filled in likewise."""

    @cached_property
    def bases(self) -> list[Basis]:
        """What its entries are judged by: each of the definitions it is based on."""
        return [Basis(variant.orgs, variant.campaign, self.began) for variant in self.policy.variants]

    def began(self, org: str) -> dt.date | None:
        """Return the day on which the first problem of an organization was registered, as the parents have it."""
        days: set[dt.date] = set()
        folder = f"{self.history.within}{kinds.PROBLEM.folder(org)}/"
        for parent in self.parents:
            for file, blob in git.files_of(self.history.folder, parent, folder).items():
                with contextlib.suppress(codec.Invalid):
                    problem = self.history.problem(blob.oid, org, file.removesuffix(".toml"))
                    days.update(entry.on for entry in problem.entries[:1])
        return min(days, default=None)

    @property
    def author(self) -> str | None:
        """The officer who made the commit, if it names one alone."""
        return self.named[0] if len(self.named) == 1 else None

    def finding(self, path: str, code: str, message: str, remedy: str = "", level: Level = Level.ERROR) -> Finding:
        """Return a finding of this commit; ``path`` is empty for the commit as a whole."""
        name = self.commit.oid[:_SHORT]
        return Finding(f"{name}:{path}" if path else name, 0, code, message, remedy, level)

    def of_entry(self, path: str, code: str, name: str, reason: str, remedy: str) -> Finding:
        """Return the finding that an entry of the record at ``path`` is not as it must be; ``name`` is its id."""
        return self.finding(path, code, _("entry {id}: {reason}").format(id=name, reason=reason), remedy)


class Register:
    """Which ids and serial numbers were ever given, for asking only where they are given twice."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._orgs: dict[str, set[str]] = defaultdict(set)
        self._numbers: dict[str, set[str]] = defaultdict(set)
        self._bases: list[list[tuple[str, str]]] = []

    def begin_from(self, files: Mapping[str, Blob]) -> None:
        """Take note of the problems of a commit that is not judged itself."""
        base = []
        for path, blob in files.items():
            place = layout.place(path)
            if place is not None and place.kind == kinds.PROBLEM.name:
                self._orgs[place.name].add(place.org)
                base.append((path, blob.oid))
        self._bases.append(base)

    def twins(self, commit: str, problem: Problem) -> list[str]:
        """Return the other problems of the same id in a commit, and take note of this one."""
        others = self._orgs[problem.head.id]
        others.add(problem.org)
        if len(others) == 1:
            return []
        paths = {org: kinds.PROBLEM.path(org, problem.head.id) for org in sorted(others) if org != problem.org}
        return [f"{org}/{problem.head.id}" for org, path in paths.items() if self.history.has(commit, path)]

    def holders(self, commit: str, path: str, number: str) -> list[str]:
        """Return the other problems that have a serial number in a commit, and take note that this one does."""
        self._look_through_bases()
        others = self._numbers[number]
        others.add(path)
        return [p for p in sorted(others - {path}) if self._has(commit, p, number)]

    def _has(self, commit: str, path: str, number: str) -> bool:
        place = layout.place(path)
        assert place is not None  # noqa: S101 - only paths of problems are taken note of
        try:
            problem = codec.decode_problem(self.history.text_at(commit, path), place.org, place.name)
        except codec.Invalid:
            return False
        if fold(problem).status is Status.TRANSFERRED:  # it names the one that took it over
            return False
        return any(isinstance(e, Numbered) and e.number == number for e in problem.entries)

    def _look_through_bases(self) -> None:
        for base in self._bases:
            for path, oid in base:
                if b"numbered" in self.history.data(oid):
                    place = layout.place(path)
                    assert place is not None  # noqa: S101 - begin_from found it
                    for number in _numbers(self.history, oid, place):
                        self._numbers[number].add(path)
        self._bases.clear()


def _numbers(history: History, oid: str, place: layout.Place) -> list[str]:
    try:
        problem = history.problem(oid, place.org, place.name)
    except codec.Invalid:
        return []
    return [e.number for e in problem.entries if isinstance(e, Numbered)]
