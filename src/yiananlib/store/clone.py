"""A clone among others: what git is in the middle of, its settings, fetching, merging and pushing.

It is the user's own clone, whose configuration and hooks are theirs: here git's porcelain is right.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.store import patience, transport
from yiananlib.store.git import (
    SSH,
    UNASKED,
    Blob,
    Failure,
    Identity,
    ask,
    attributes_told,
    branch,
    explained,
    failure_of,
    identity,
    is_repository,
    revision,
    run,
)
from yiananlib.store.repository import TRACES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.store.transport import Told

MERGE: Final = "merge"
PICKING: Final = ("rebase", "cherry-pick")
"""Operations that put a commit on another base; their sides are the base and the commit."""

_SCRATCH: Final = ".merge_file_"
"""How git calls the files that it gives to a merge driver; one that was killed leaves them behind."""

_MOVE: Final = re.compile(r"([0-9a-f]{40,64}) ([0-9a-f]{40,64}) [^\t]*\t?(.*)")

_OVERTAKEN: Final = ("[rejected]", "failed to update ref", "cannot lock ref", "incorrect old value", "stale info")


class Move(NamedTuple):
    """A reference was moved from a commit (zeros where it was made) to another; ``reason`` is what git says of it."""

    before: str
    after: str
    reason: str


def underway(folder: Path) -> str | None:
    """Return what git is in the middle of: ``merge``, ``rebase``, ``cherry-pick``, ``revert``; None for nothing."""
    arguments = [word for name in TRACES for word in ("--git-path", name)]
    paths = ask(folder, "rev-parse", *arguments, answers=_where(folder)).stdout.decode().splitlines()
    return next((TRACES[Path(path).name] for path in paths if (folder / path).exists()), None)


def on_branch(folder: Path, *allowed: str) -> tuple[str, str]:
    """Return the whole name of the branch that is checked out, and its commit.

    Raises:
        UsageProblem: git is on no branch with a commit, or in the middle of something that is not ``allowed``.
    """
    operation = underway(folder)
    if operation not in (None, *allowed):
        raise UsageProblem(
            _("A merge must be settled first: `yian sync` explains how.")
            if operation == MERGE
            else _("git is in the middle of a {operation}. Finish it with `git {operation} --continue` first.").format(
                operation=operation
            )
        )
    name, head = branch(folder), revision(folder, "HEAD")
    if name is None or head is None:
        raise UsageProblem(_("git is not on a branch with a commit. Switch to one with `git switch` first."))
    return name, head


def unmerged(folder: Path) -> dict[str, dict[int, Blob]]:
    """Return the unmerged paths below ``folder``, relative to it, with their stages: 1 base, 2 ours, 3 theirs."""
    done = ask(folder, "ls-files", "--unmerged", "-z", ending=b"\0")
    found: dict[str, dict[int, Blob]] = {}
    for item in done.stdout.decode(errors="surrogateescape").split("\0"):
        if item:
            head, _tab, path = item.partition("\t")
            mode, oid, stage = head.split(" ")
            found.setdefault(path, {})[int(stage)] = Blob(int(mode, 8), oid)
    return found


def stage(folder: Path, paths: Sequence[str]) -> Failure | None:
    """Put paths into the index as they are on the disk: what was unmerged is settled so."""
    return _result(folder, "add", "--force", "--", *paths)


def uncommitted(folder: Path, more: Mapping[str, str] | None = None) -> list[str]:
    """Return the paths below ``folder`` that differ from HEAD, or that git does not know and does not ignore.

    Who only reads gives the variables of :func:`~yiananlib.store.inert.settings`.
    """
    # A copied folder, or one that was touched, differs in nothing.
    run(folder, "update-index", "-q", "--refresh", more=more)
    known = ask(folder, "diff-index", "--name-only", "-z", "--relative", "HEAD", ending=b"\0", more=more).stdout
    unknown = ask(folder, "ls-files", "--others", "--exclude-standard", "-z", ending=b"\0", more=more).stdout
    names = (known + unknown).decode(errors="surrogateescape").split("\0")
    return sorted({name for name in names if name and not name.startswith(_SCRATCH)})


def take_back(folder: Path, paths: Sequence[str], known: Sequence[str]) -> Failure | None:
    """Put ``paths`` back as HEAD has them; those that are not ``known`` to it are removed."""
    for path in set(paths) - set(known):
        (folder / path).unlink(missing_ok=True)
    return _result(folder, "checkout", "--quiet", "HEAD", "--", *known) if known else None


def settings(folder: Path, pattern: str) -> dict[str, str]:
    """Return the settings whose names fit a regular expression; of several of one name the last."""
    done = ask(folder, "config", "--null", "--get-regexp", pattern, answers=(0, 1, 127), ending=b"\0")
    return dict(i.split("\n", 1) for i in done.stdout.decode(errors="replace").split("\0") if "\n" in i)


def set_here(folder: Path, name: str, value: str) -> Failure | None:
    """Write a setting of this clone alone."""
    return _result(folder, "config", "--local", name, value)


def attributes(folder: Path, names: Sequence[str], paths: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return for each path its attributes of those names as git has them, ``unspecified`` where there is none."""
    done = ask(folder, "check-attr", "-z", *names, "--", *paths, answers=_where(folder), ending=b"\0")
    return attributes_told(folder, done.stdout, names, paths) if done.returncode == 0 else {path: {} for path in paths}


def own_attributes(folder: Path) -> Path:
    """Return the file of attributes of this clone alone; it may not be there yet."""
    return folder / ask(folder, "rev-parse", "--git-path", "info/attributes").stdout.decode().rstrip("\n")


def own_hook(folder: Path, name: str) -> Path | None:
    """Return the file of a hook of this clone; None where git looks for hooks in another place that is not ours."""
    if settings(folder, r"^core\.hookspath$"):
        return None
    return folder / ask(folder, "rev-parse", "--git-path", f"hooks/{name}").stdout.decode().rstrip("\n")


def remotes(folder: Path) -> list[str]:
    """Return the names of the remotes."""
    return ask(folder, "remote").stdout.decode().split()


def tracking(folder: Path, branch: str) -> dict[str, str]:
    """Return the remote-tracking branches that a branch goes with, by whole name: its upstream, and its namesakes."""
    own = branch.removeprefix("refs/heads/")
    wanted = {f"refs/remotes/{remote}/{own}" for remote in remotes(folder)}
    done = run(folder, "for-each-ref", "--format=%(objectname) %(refname) %(upstream)", "refs/heads", "refs/remotes")
    rows = [line.split(" ") for line in done.stdout.decode(errors="surrogateescape").splitlines()]
    wanted |= {upstream for _oid, name, upstream in rows if name == branch}
    return {name: oid for oid, name, _upstream in rows if name in wanted and name.startswith("refs/remotes/")}


def shared(folder: Path) -> list[str]:
    """Return the commits of all remote-tracking branches: what they lead to, others may have."""
    done = ask(folder, "for-each-ref", "--format=%(objectname)", "refs/remotes")
    return sorted(set(done.stdout.decode().split()))


def moves(folder: Path, reference: str) -> list[Move]:
    """Return how a reference was moved in this clone, the newest first, as far as git still knows."""
    path = folder / run(folder, "rev-parse", "--git-path", f"logs/{reference}").stdout.decode().rstrip("\n")
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [Move(*found.groups()) for line in reversed(lines) if (found := _MOVE.fullmatch(line))]


def is_ancestor(folder: Path, one: str, other: str) -> bool:
    """Tell whether the commit ``one`` is ``other`` or before it."""
    return ask(folder, "merge-base", "--is-ancestor", one, other, answers=(0, 1)).returncode == 0


def was_shared(folder: Path, commit: str) -> bool:
    """Tell whether a remote-tracking branch holds a commit, or held it at some time that its reflog remembers."""
    done = ask(folder, "for-each-ref", "--format=%(objectname) %(refname)", "refs/remotes")
    rows = [line.split(" ") for line in done.stdout.decode(errors="surrogateescape").splitlines()]
    held = {oid for oid, _name in rows}
    held |= {oid for _oid, name in rows for move in moves(folder, name) for oid in (move.before, move.after)}
    known = (oid for oid in held if oid.strip("0") and revision(folder, oid) is not None)
    return any(is_ancestor(folder, commit, oid) for oid in known)


def step_back(folder: Path, commit: str) -> Failure | None:
    """Take the commit that the branch ends with back: its files, where git would lose nothing, then the branch.

    Stopped in between, it can be done again. What else is changed or staged stays so.
    """
    run(folder, "update-index", "-q", "--refresh")  # tells which files differ, which is no failure
    failure = _result(folder, "read-tree", "-m", "-u", commit, f"{commit}^")
    if failure is not None:
        return failure
    moved = _result(folder, "update-ref", "-m", "yian undo", "HEAD", f"{commit}^", commit)
    if moved is not None:  # somebody committed meanwhile
        _result(folder, "read-tree", "-m", "-u", f"{commit}^", commit)
    return moved


def fetch(folder: Path, remote: str, told: Told = transport.unheard) -> Failure | None:
    """Fetch what a remote has; ``told`` hears how far it has come."""
    failure = failure_of(transport.run(folder, "fetch", "--quiet", "--progress", "--end-of-options", remote, told=told))
    return explained(folder, failure) if failure is not None else None


def merge(folder: Path, commit: str, author: Identity) -> Failure | None:
    """Merge a commit, up to the commit of the merge itself; a fast-forward is whole.

    A failure may be a conflict: then :func:`underway` says ``merge``.
    """
    return _result(
        folder, *_as(folder, author), "-c", "rerere.enabled=false",
        "merge", "--ff", "--no-commit", "--no-edit", "--quiet", "--end-of-options", commit,
    )  # fmt: skip


def is_begun(folder: Path) -> bool:
    """Tell whether the merge in progress is in the index: a git that was stopped can leave its traces alone."""
    if unmerged(folder):
        return True
    # names, not a status: whether a status is git's answer, or that of a git cut short, cannot be told
    return bool(ask(folder, "diff-index", "--cached", "--name-only", "-z", "HEAD", ending=b"\0").stdout)


def forget_merge(folder: Path) -> Failure | None:
    """Forget the merge in progress; no file is touched."""
    return _result(folder, "merge", "--quit")


def conclude(folder: Path, author: Identity, *, sign: bool = False, message: str | None = None) -> Failure | None:
    """Commit the merge in progress, signed where ``sign`` says so; with git's own message without ``message``."""
    said = ["--no-edit"] if message is None else ["--file=-"]
    done = patience.run(
        folder, *_as(folder, author), *(SSH if sign else ()), "commit", *(["--gpg-sign"] if sign else []), "--quiet",
        *said, given=(message or "").encode(), more=UNASKED if sign else None,
    )  # fmt: skip
    failure = failure_of(done)
    return explained(folder, failure) if failure is not None else None


def push(
    folder: Path, remote: str, branch: str, told: Told = transport.unheard, *, track: bool
) -> tuple[bool, Failure | None]:
    """Push HEAD to a branch; return whether somebody else was faster, and why it failed.

    ``told`` hears how far it has come. ``track``: remember the remote branch as the one that this branch goes with.
    """
    done = transport.run(
        folder, "push", "--porcelain", "--progress", *(["--set-upstream"] if track else []),
        "--end-of-options", remote, f"HEAD:refs/heads/{branch}", told=told,
    )  # fmt: skip
    failure = failure_of(done)
    said = (done.stdout + done.stderr).decode(errors="replace")
    return failure is not None and any(word in said for word in _OVERTAKEN), failure


def _where(folder: Path) -> tuple[int, ...]:
    """Return the statuses that are answers: where there is no repository, git says so with 128."""
    return (0,) if is_repository(folder) else (0, 127, 128)


def _as(folder: Path, author: Identity) -> list[str]:
    who = identity(folder)
    return ["-c", f"user.name={who.name or author.name}", "-c", f"user.email={who.email or author.email}"]


def _result(folder: Path, *arguments: str) -> Failure | None:
    failure = failure_of(run(folder, *arguments))
    return explained(folder, failure) if failure is not None else None
