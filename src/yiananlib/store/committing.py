"""Committing what was written, just that, whatever else somebody has changed or staged.

Only the folders on the way to a file are made anew. ``git commit --only`` reads all that the last commit holds into an
index of its own, half a second where that is 100,000 files; it is left to it where something is the user's own: a hook,
commits that are to be signed by a setting, a rebase under way, a first commit.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.store import anew, canonical, patience
from yiananlib.store.git import (
    SSH,
    UNASKED,
    Failure,
    Identity,
    Objects,
    amid,
    ask,
    explained,
    failure_of,
    identity,
    run,
)
from yiananlib.store.plumbing import failed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_HOOKS: Final = ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit")


class _Base(NamedTuple):
    """The commit to go on from: its name, and where the ledger lies in the repository, with a ``/`` at the end."""

    head: str
    within: str


def commit(
    folder: Path, paths: Sequence[str], message: str, date: str, author: Identity, *, sign: bool = False
) -> Failure | None:
    """Commit just ``paths`` (relative to ``folder``), whatever else is changed or staged.

    Args:
        folder: the ledger.
        paths: what was written.
        message: subject, body and trailers.
        date: the author's date, ISO 8601 with offset.
        author: used where git has no identity configured.
        sign: whether it is signed with the SSH key that git is told of.
    """
    who = identity(folder)
    settings = [
        "-c", f"user.name={who.name or author.name}",
        "-c", f"user.email={who.email or author.email}",
        *(SSH if sign else ()),
    ]  # fmt: skip
    amidst = amid(folder.absolute())
    if amidst == "merge":
        said = _("a merge must be settled first: `yian sync` explains how, and then commits this")
        return Failure(said)
    # forced: what somebody's own list of ignored files (*.log, *.pdf) says is no reason to lose evidence
    added = failure_of(run(folder, "add", "--force", "--", *paths))
    if added is not None:
        return explained(folder, added)
    base = _base(folder) if amidst is None else None
    tree = _tree(folder, base, paths) if base is not None else None
    signed = ["--gpg-sign"] if sign else []
    more = UNASKED if sign else {}
    if base is None or tree is None:
        words = ["commit", "--quiet", *signed, "--only", f"--date={date}", "--file=-", "--", *paths]
        done = patience.run(folder, *settings, *words, given=message.encode(), more=more)
    else:
        words = ["commit-tree", *signed, "-p", base.head, tree]
        done = patience.run(folder, *settings, *words, given=message.encode(), more={**more, "GIT_AUTHOR_DATE": date})
    failure = failure_of(done)
    if failure is not None:
        return explained(folder, failure)
    return None if base is None or tree is None else _moved(folder, done.stdout.decode().strip(), base.head, message)


def _moved(folder: Path, new: str, old: str, message: str) -> Failure | None:
    """Let the branch be at ``new``, if it is still at ``old``, and git tidy up where it is time to."""
    subject, _newline, _rest = message.partition("\n")
    if failure := anew.moved_to(folder, new, old, f"commit: {subject}"):
        return failure
    run(folder, "gc", "--auto", "--quiet")
    return None


def _base(folder: Path) -> _Base | None:
    """Return what to go on from; None where there is no commit yet, or the user's git has a part in making one."""
    done = run(folder, "rev-parse", "--show-prefix", "--git-path", "hooks", "HEAD^{commit}")
    if done.returncode != 0:
        return None
    within, hooks, head = done.stdout.decode(errors="surrogateescape").splitlines()
    if any(os.access(folder / hooks / name, os.X_OK) for name in _HOOKS):
        return None
    if run(folder, "config", "--type=bool", "--get", "commit.gpgsign").stdout.strip() not in (b"", b"false"):
        return None
    return _Base(head, within)


def _tree(folder: Path, base: _Base, paths: Sequence[str]) -> str | None:
    """Return the object of the base's files with ``paths`` as they are in the index; None where that changes nothing.

    Raises:
        LedgerInvalid: git gives no answer.
    """
    changed: dict[str, Any] = {}
    for path, item in _staged(folder, paths, base.within):
        *folders, name = path.split("/")
        here = changed
        for above in folders:
            here = here.setdefault(above, {})
        here[name] = item
    made: dict[str, bytes] = {}
    with Objects(folder) as objects:
        before = objects.commit(base.head).tree
        after = _renewed(objects, before, changed, made)
    if after == before:
        return None
    given = b"\0".join(made.values())
    told = ask(folder, "mktree", "-z", "--batch", "--missing", given=given).stdout.decode().split()
    if told != list(made):
        raise failed(folder, "mktree", _("it stopped in the middle of its output"))
    return after


def _staged(folder: Path, paths: Sequence[str], within: str) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield what the index has at ``paths``, mode and object, each path from the top of the repository."""
    done = ask(folder, "ls-files", "--stage", "-z", "--full-name", "--", *paths, ending=b"\0")
    wanted = {within + path for path in paths}
    for line in done.stdout.decode(errors="surrogateescape").split("\0"):
        head, _tab, path = line.partition("\t")
        if path in wanted:
            mode, oid, _stage = head.split(" ")
            yield path, (int(mode, 8), oid)


def _renewed(objects: Objects, tree: str, changed: Mapping[str, Any], made: dict[str, bytes]) -> str:
    """Return the name of ``tree`` (empty: there is none yet) with what is ``changed``, a folder a mapping of its own.

    Each that must be made is put into ``made``, below before above, as ``git mktree`` is told of it.
    """
    items = dict(objects.tree(tree).items) if tree else {}
    for name, what in changed.items():
        if isinstance(what, tuple):
            items[name] = what
        else:
            mode, old = items.get(name, (0, ""))
            items[name] = canonical.FOLDER, _renewed(objects, old if canonical.is_folder(mode) else "", what, made)
    size = len(next(oid for _mode, oid in items.values()))
    oid = canonical.object_name(b"tree", canonical.tree_bytes(items), size)
    made[oid] = b"".join(_line(name, mode, item) for name, (mode, item) in items.items())
    return oid


def _line(name: str, mode: int, oid: str) -> bytes:
    kind = {canonical.FOLDER: "tree", 0o160000: "commit"}.get(mode, "blob")
    return f"{mode:06o} {kind} {oid}\t{name}\0".encode(errors="surrogateescape")
