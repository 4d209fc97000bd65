"""Which files of a ledger git's last commit has as they are on the disk; nothing that a configuration names is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import LedgerInvalid
from yiananlib.store import canonical, files, git, inert, kinds, layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_GROWING = frozenset(["evidence", *(kind.name for kind in kinds.RECORDS)])
"""Kinds of files that are appended to or never changed, so that the size tells whether one is another."""


class _Sized(NamedTuple):
    """A blob: its name, and its size in bytes."""

    oid: str
    size: int


def missing(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """Yield those of ``paths`` (relative to the ledger) that are not committed as they are here; outside git none."""
    if not git.is_work_tree(root.absolute()):
        return
    blobs = _blobs(root)
    if blobs is None:
        return  # `verify --history` says what git cannot read
    yield from (path for path in paths if not _is_there(root, path, blobs.get(path)))


def changed(root: Path) -> list[str]:
    """Return which files of a ledger are not in git's last commit as they are here, or are there and not here.

    What git ignores is among them; what it was told to overlook is looked at, too, a record no more than by its size.

    Raises:
        LedgerInvalid: git gives no answer.
    """
    within, alone = git.prefix(root), inert.settings(root)
    done = git.ask(
        root, "--no-optional-locks", "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all",
        "--ignored=traditional", "--", ".", ending=b"\0", more=alone,
    )  # fmt: skip
    told = (item[3:] for item in done.stdout.decode(errors="surrogateescape").split("\0") if item)
    found = {path[len(within) :] for path in told if path.startswith(within)}
    listed = git.ask(root, "ls-files", "-v", "-z", ending=b"\0", more=alone).stdout.decode(errors="surrogateescape")
    flagged = (item[2:] for item in listed.split("\0") if item and not item.startswith("H "))
    if overlooked := [path for path in flagged if layout.place(path) is not None]:
        found.update(missing(root, overlooked))
    return sorted(path for path in found if layout.place(path) is not None)


def _blobs(root: Path) -> Mapping[str, _Sized] | None:
    """Return what HEAD has of the ledger, nothing where there is no commit; None where git cannot say."""
    head = git.revision(root, "HEAD")
    if head is None:
        return {}
    within = git.prefix(root)
    lazily = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
    limits = ["--", within] if within else []
    done = git.run(root, "ls-tree", "-r", "-l", "-z", "--full-tree", head, *limits, more=lazily)
    if done.returncode != 0:
        return None
    found = {}
    for item in done.stdout.decode(errors="surrogateescape").split("\0"):
        head_of, _tab, path = item.partition("\t")
        if path and path.startswith(within):
            _mode, _kind, oid, size = head_of.split()
            found[path[len(within) :]] = _Sized(oid, int(size) if size.isdecimal() else -1)
    return found


def _is_there(root: Path, path: str, blob: _Sized | None) -> bool:
    if blob is None:
        return False
    place = layout.place(path)
    try:
        if place is not None and place.kind in _GROWING and (root / path).lstat().st_size == blob.size:
            return True
        data = files.read(root, path, limit=max(blob.size, 0) * 2 + 1)
    except (OSError, LedgerInvalid):
        return True  # why it cannot be read is said elsewhere
    # an editor may have left line ends of Windows, which git does not keep
    return blob.oid in (
        canonical.object_name(b"blob", each, len(blob.oid)) for each in (data, data.replace(b"\r\n", b"\n"))
    )
