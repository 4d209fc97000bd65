"""Proving from the commits that the ledger was kept by its rules: each commit against each of its parents.

Read with git's plumbing alone. Who may do what is judged by the definitions of the parents: what a commit
brings counts from the next one on.

The codes of the findings, which are stable; those marked * are warnings:

=====================  ====================================================================================
code                   meaning
=====================  ====================================================================================
``record-deleted``     a record, or the campaign, was removed
``record-moved``       a record was renamed or moved to another organization
``head-changed``       what was registered (a problem's head, a round's day and subjects) was edited
``entry-removed``      an entry or answer of a parent is not there any more
``entry-changed``      it says something else
``entry-reordered``    it stands in another place among the others
``entry-inserted``     a new one was put before older ones
``lifecycle``          the lifecycle does not allow an entry
``authority``          whose act it is may not make it
``by``                 a commit does not name one officer (trailer ``Yian-By``), the author of all that it brings
``extension``          more time was asked for or granted than the campaign allowed then, or asked for late
``deadline``           a day by which something is due could not be, by the campaign of then
``gate``               a problem was closed, or submitted as complete, though its gate was not met
``pass``               a pass or a waiver that the campaign of then does not allow, or not by whom it is
``general``            a problem of a unit was made one that stands for others, which the office's alone may be
``carried-over``       what was closed after the ledger of its unit began was carried over as closed before it
``sample``             a population is not what was closed then, or was frozen before; a seed that could be chosen
``transfer``           one record of a transfer is missing, or the two do not say the same
``stale-pass``         what a review says it had seen, the record does not say; or it was closed on such a pass
``evidence-removed``   evidence that a record names is not there
``evidence-changed``   it is not what was recorded
``duplicate``          an id or a serial number was given twice
``definition``         a definition file was changed by somebody who is not of the office
``unreadable``         a file cannot be read: not TOML, conflict markers, not what the schema says
``malformed``          a commit, folder or tag is not written as git writes one
``twin``               two names in a folder that a file system may take for one
``stray``              a file that is no record, where readers look for records; records of no organization
``attributes``         git was told to merge, convert or ignore records otherwise than yian has it
``symlink``            a symbolic link
``submodule``          another repository in the ledger
``ahead``              an entry's time is more than ten minutes after that of its commit
``offset``             the time of an entry is not written with the offset of the campaign's time zone
``locked-out``         after it nobody of the office can change a definition or sign any more
``revoked``            what a merge brings, or a branch, was recorded after its officer or key was taken out elsewhere
``unsigned``           the campaign demands signatures, and the commit has none
``signature``          the signature is not good, or not that of the officer who recorded it
``beginning``          a second ledger was brought in from elsewhere
``no-ledger``          the last commit has no ledger at the place where it should be
``rewritten``          a commit that was shared is in the history no more: somebody pushed with force
``unvouched`` *        the ledger begins with entries, and nothing proves who made them
``unproven`` *         a file could not be read before, so what changed in it is not proven
``late-commit`` *      an entry was recorded by the deadline, as it says, and committed after it
``clock`` *            commits were made under a clock that somebody gave (``YIAN_NOW``)
=====================  ====================================================================================
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yiananlib.errors import LedgerInvalid, NoSuchRecord, UsageProblem
from yiananlib.messages import _, current
from yiananlib.model.finding import Finding, Level
from yiananlib.services.verifying import clocks, keys, revoked
from yiananlib.services.verifying.commit_rules import judge
from yiananlib.services.verifying.judged_commit import JudgedCommit, Register
from yiananlib.services.verifying.policy import Definitions, Policy
from yiananlib.services.verifying.rewriting import Rewriting
from yiananlib.services.verifying.signatures import Signatures
from yiananlib.store import git, layout, proof_cache, trailers
from yiananlib.store.history import History, is_definition

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from yiananlib.store.git import Blob, Change, Commit

    Progress = Callable[[int, int], None]
    """Told how many commits of how many are proven."""

VERSION: Final = 8
"""Raised when the proof asks for more or other things, so that what was remembered is proven anew."""

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Proved:
    """How many commits are proven, and what was found; in the order of history.

    ``signed``: the campaign demands signatures; without, who recorded something is what the commits say, and no more.
    """

    commits: int
    findings: tuple[Finding, ...]
    signed: bool = False

    @property
    def in_order(self) -> bool:
        """Tell whether nothing but warnings was found."""
        return all(f.level is Level.WARNING for f in self.findings)


def prove(
    folder: Path,
    span: str | None,
    cache: Path | None,
    progress: Progress,
    *,
    now: dt.datetime | None = None,
    anew: bool = False,
    vouched: Collection[str] = (),
    without: Collection[str] = (),
) -> Proved:
    """Prove the history of the ledger in ``folder``.

    Args:
        folder: the ledger, or the bare repository it is in.
        span: ``A..B``, or a commit for all up to it; None for all up to HEAD.
        cache: the folder in which to remember what was proven; None to remember nothing.
        progress: see :data:`Progress`.
        now: the present, for what is remembered; None where it is not told.
        anew: trust nothing that is remembered, and remember what is found now instead.
        vouched: the whole names of commits that somebody vouches for: what is found in them is a warning.
        without: commits that are left out with all before them, as those of the beginning of a range are.

    Raises:
        UsageProblem: there is no git repository, or no commit.
        NoSuchRecord: the span names no commits.
        LedgerInvalid: the clone is shallow.
    """
    include, exclude = _span(folder, span)
    exclude += without
    if git.is_shallow(folder):
        raise LedgerInvalid(
            str(folder), _("the clone lacks the beginning of its history."), _("Fetch it with `git fetch --unshallow`.")
        )
    memory = proof_cache.Memory.of(cache, folder, f"{VERSION} {current()}", anew=anew)
    found: list[Finding] = []
    branch = git.branch(folder) if span is None else None
    commits = git.commits(folder, [include], exclude)
    if branch is not None:
        rewriting = Rewriting(folder, branch, include, next(iter(commits)), memory.trails.get(branch), now)
        found += rewriting.findings()
        memory.trails[branch] = rewriting.followed()
    with git.Objects(folder) as objects:
        walk = Walk(History(folder, git.prefix(folder), objects), memory)
        found += walk.ledger_in(include, include[:12])
        walk.take({oid: parents for oid, parents in commits.items() if oid not in memory.findings}, progress)
        begun = any(walk.history.has(oid, layout.CAMPAIGN) for oid in exclude)
        found += _told(commits, memory, clocks.Redated(walk.history, [include]), begun=begun, vouched=vouched)
        signed = walk.history.signed_at(include)
    memory.keep()
    return Proved(len(commits), tuple(found), signed)


def receive(
    folder: Path,
    updates: Iterable[tuple[str, str, str]],
    within: str,
    progress: Progress,
    *,
    vouched: Collection[str] = (),
) -> Proved:
    """Judge a push, as a pre-receive hook: branches grow, and what they grow by is proven.

    Args:
        folder: the bare repository.
        updates: for each reference that is pushed: its commit before, its commit after, its whole name.
        within: where the ledger lies in the repository, empty for its top.
        progress: see :data:`Progress`.
        vouched: see :func:`prove`.
    """
    with git.called_by_git():
        return _received(folder, updates, within, progress, vouched)


def _received(
    folder: Path,
    updates: Iterable[tuple[str, str, str]],
    within: str,
    progress: Progress,
    vouched: Collection[str],
) -> Proved:
    found: list[Finding] = []
    new: list[str] = []
    names: list[str] = []
    present = git.branches(folder)
    for before, after, name in updates:
        if name.startswith("refs/replace/"):
            found.append(_refused(name, _("replaced objects would show a history other than the one recorded")))
        elif not name.startswith("refs/heads/"):
            found += _tag(folder, name, after)
        elif not after.strip("0"):
            found.append(_refused(name, _("a branch of the ledger must not be deleted")))
        elif git.revision(folder, after) != after:
            found.append(_refused(name, _("it is not a commit")))
        elif before.strip("0") and git.merge_base(folder, before, after) != before:
            found.append(_refused(name, _("history must not be rewritten; pull first, then push again")))
        else:
            new.append(after)
            names.append(name)
    commits = git.commits(folder, new, list(present.values())) if new else {}
    memory = proof_cache.Memory.of(None, folder, "")
    with git.Objects(folder) as objects:
        walk = Walk(History(folder, within, objects), memory)
        for oid in new:
            found += walk.ledger_in(oid, oid[:12])
        walk.take(commits, progress)
        for oid, name in zip(new, names, strict=True):
            found += walk.beside(oid, sorted(set(present.values())), name.removeprefix("refs/heads/"))
        begun = any(walk.history.has(oid, layout.CAMPAIGN) for oid in present.values())
        found += _told(commits, memory, clocks.Redated(walk.history, new), begun=begun, vouched=vouched)
    return Proved(len(commits), tuple(found))


class Walk:
    """The walk over commits, parents first. What is found goes into ``memory``, by commit."""

    def __init__(self, history: History, memory: proof_cache.Memory) -> None:
        self.history = history
        self.memory = memory
        self.register = Register(history)
        self.commits: dict[str, Commit] = {}
        self._definitions: dict[str, Definitions] = {}

    def ledger_in(self, oid: str, name: str) -> Iterator[Finding]:
        """Yield a finding where a commit has no ledger: nothing of it would be proven."""
        if not self.history.has(oid, layout.CAMPAIGN):
            where = self.history.within or _("the repository")
            yield Finding(
                name,
                0,
                "no-ledger",
                _("there is no yian.toml in {folder}, so nothing is proven").format(folder=where),
                _("give the ledger's folder, or restore yian.toml"),
            )

    def take(self, commits: Mapping[str, Sequence[str]], progress: Progress) -> None:
        """Prove the commits, given with the parents that git reads of them."""
        self.commits = {oid: _as_git_reads_it(self.history.objects.commit(oid), commits[oid]) for oid in commits}
        order = list(commits)
        outside = dict.fromkeys(p for c in self.commits.values() for p in c.parents if p not in self.commits)
        for oid in outside:
            self._begin_from(oid)
        done = 0
        with Signatures(self.history) as signatures:
            for start in range(0, len(commits), _AT_ONCE):
                part = order[start : start + _AT_ONCE]
                pairs = [(oid, parent) for oid in part for parent in self.commits[oid].parents or (None,)]
                changes = git.differences(self.history.folder, pairs, self.history.within)
                for oid in part:
                    sides = [next(changes) for _parent in self.commits[oid].parents or (None,)]
                    self.memory.findings[oid] = [_row(f) for f in self._prove(self.commits[oid], sides, signatures)]
                    done += 1
                    progress(done, len(commits))

    def definitions(self, oid: str) -> Definitions:
        """Return the definitions of a commit, read whole where it was not walked over."""
        if oid not in self._definitions:
            self._keep_definitions(oid, self.history.files(oid))
        return self._definitions[oid]

    def _begin_from(self, oid: str) -> None:
        files = self.history.files(oid)
        self._keep_definitions(oid, files)
        self.register.begin_from(files)

    def _keep_definitions(self, oid: str, files: Mapping[str, Blob]) -> None:
        own = {path: blob.oid for path, blob in files.items() if is_definition(path)}
        self._definitions[oid] = Definitions(self.history, own)

    def _prove(self, commit: Commit, sides: list[list[Change]], signatures: Signatures) -> Iterator[Finding]:
        before = [self._definitions[parent] for parent in commit.parents]
        own = (before[0] if before else Definitions(self.history, {})).followed_by(sides[0])
        self._definitions[commit.oid] = own
        kept = [i for i, side in enumerate(before) if side.is_ledger]
        parents = [commit.parents[i] for i in kept]
        if not kept and not own.is_ledger:
            return
        judged = JudgedCommit(
            history=self.history,
            commit=commit,
            policy=self._policy(parents) if kept else Policy(None, [own]),
            parents=parents,
            dates=[self._known(parent).committed for parent in commit.parents],
            trees=[self._known(parent).tree for parent in commit.parents],
            files=_files([sides[i] for i in kept] if kept else sides[:1]),
            named=trailers.values(commit.message, trailers.BY),
        )
        if not kept:
            self.memory.beginnings.add(commit.oid)
        yield from judge(judged, self.register)
        yield from keys.of_commit(judged, own)
        if judged.policy.signed:
            yield from signatures.judge(judged)
        yield from self._revoked(judged, signatures)

    def _revoked(self, judged: JudgedCommit, signatures: Signatures) -> Iterator[Finding]:
        """Yield what a merge brings from one side that counts no more on another."""
        for i, j in itertools.permutations(range(len(judged.parents)), 2):
            brought = [
                revoked.Brought(path, befores[i], after)
                for path, (befores, after) in judged.files.items()
                if befores[i] != after
            ]
            for reason in self._brought(judged.parents[i], judged.parents[j], brought, signatures):
                yield judged.finding(reason.path, "revoked", reason.message, _anew())

    def beside(self, tip: str, others: Collection[str], name: str) -> Iterator[Finding]:
        """Yield what the branch ``name`` brings at ``tip`` that counts no more on other branches."""
        folder, within = self.history.folder, self.history.within
        apart = [other for other in others if git.merge_base(folder, other, tip) != other]
        with Signatures(self.history) as signatures:
            for other, changes in zip(apart, git.differences(folder, [(tip, o) for o in apart], within), strict=True):
                brought = [revoked.Brought(change.path, change.old, change.new) for change in changes]
                for reason in self._brought(other, tip, brought, signatures):
                    where = f"{name}:{reason.path}" if reason.path else name
                    yield Finding(where, 0, "revoked", reason.message, _anew())

    def _brought(
        self, receiving: str, bringing: str, brought: Sequence[revoked.Brought], signatures: Signatures
    ) -> Iterator[revoked.Reason]:
        sides = [revoked.Side(oid, self.definitions(oid)) for oid in (receiving, bringing)]
        if sides[0].definitions.files == sides[1].definitions.files:
            return
        base = git.merge_base(self.history.folder, receiving, bringing)
        before = self.definitions(base) if base is not None else None
        yield from revoked.judge(self.history, signatures, sides[0], sides[1], before, brought)

    def _policy(self, parents: Sequence[str]) -> Policy:
        sides = [self._definitions[parent] for parent in parents]
        if len(parents) == 1 or all(side.files == sides[0].files for side in sides):
            return Policy(None, sides)
        base = git.merge_base(self.history.folder, parents[0], parents[1])
        return Policy(self.definitions(base) if base is not None else None, sides)

    def _known(self, oid: str) -> Commit:
        if oid not in self.commits:
            self.commits[oid] = self.history.objects.commit(oid)
        return self.commits[oid]


def _anew() -> str:
    return _(
        "have it recorded again by an officer who holds the post and the key now; if nobody else has it yet,"
        " `yian undo` takes it back"
    )


def _as_git_reads_it(commit: Commit, parents: Sequence[str]) -> Commit:
    """Return a commit with the parents that git reads of it, and say where it seems to have others."""
    if commit.parents == tuple(parents):
        return commit
    fault = commit.fault or _("git reads parents other than those written in it")
    return commit._replace(parents=tuple(parents), fault=fault)


def _told(
    commits: Iterable[str],
    memory: proof_cache.Memory,
    redated: clocks.Redated,
    *,
    begun: bool,
    vouched: Collection[str],
) -> Iterator[Finding]:
    """Yield what is remembered of the commits; where the ledger has ``begun`` before them, it begins no more."""
    rows: list[Finding] = []
    for oid in commits:
        if oid in memory.beginnings:
            if begun:
                rows.append(
                    Finding(
                        oid[:12],
                        0,
                        "beginning",
                        _("a second ledger begins here, and its contents were judged only by its own definitions"),
                        _("do not merge it; import what you need"),
                    )
                )
            begun = True
        said = (redated.settle(_finding(row)) for row in memory.findings[oid])
        rows += (f._replace(level=Level.WARNING) for f in said) if oid in vouched else said
    yield from clocks.counted(rows)


def _row(found: Finding) -> proof_cache.Row:
    return found.file, found.line, found.code, found.message, found.remedy, str(found.level)


def _finding(row: proof_cache.Row) -> Finding:
    file, line, code, message, remedy, level = row
    return Finding(file, line, code, message, remedy, Level(level))


def _files(sides: Sequence[Sequence[Change]]) -> dict[str, tuple[list[Blob | None], Blob | None]]:
    """Return each path that differs from any parent: its blob in each parent, and in the commit."""
    tables = [{change.path: change for change in side} for side in sides]
    found: dict[str, tuple[list[Blob | None], Blob | None]] = {}
    for path in sorted({path for table in tables for path in table}):
        new = next(table[path].new for table in tables if path in table)
        found[path] = [table[path].old if path in table else new for table in tables], new
    return found


def _span(folder: Path, span: str | None) -> tuple[str, list[str]]:
    begin, dots, end = (span or "HEAD").rpartition("..")
    if "..." in (span or "") or (span is not None and not span.strip(".")):
        raise UsageProblem(_("“{span}” is not a range; write it as A..B.").format(span=span))
    names = [end or "HEAD", *([begin or "HEAD"] if dots else [])]
    found = [git.revision(folder, name) for name in names]
    for name, oid in zip(names, found, strict=True):
        if oid is None and name == "HEAD":
            raise UsageProblem(_("There is no history: the ledger is not in a git repository, or has no commit yet."))
        if oid is None:
            raise NoSuchRecord(_("revision"), name, _("`git log` shows the commits."))
    oids = [oid for oid in found if oid is not None]
    return oids[0], oids[1:]


def _tag(folder: Path, name: str, oid: str) -> Iterator[Finding]:
    """Yield a finding where a tag is pushed that is not written as git writes one."""
    if name.startswith("refs/tags/") and oid.strip("0"):
        with git.Objects(folder) as objects:
            fault = objects.tag_fault(oid)
        if fault:
            yield Finding(name, 0, "malformed", fault, _("create it again with `git tag`"))


def _refused(name: str, reason: str) -> Finding:
    return Finding(name, 0, "rewritten", reason)
