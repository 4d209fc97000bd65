"""Making commits one after the other without touching a file: the branch is moved once, when all are there."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yiananlib.store import patience
from yiananlib.store.git import SSH, UNASKED, Blob, Failure, failure_of, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FILE = 0o100644


class Link(NamedTuple):
    """A commit to be made.

    Attributes:
        files: what it changes, by path in the repository: bytes, an object that git has, or None for nothing any more.
        message: its message.
        variables: who made it when, as git reads it from the environment.
    """

    files: Mapping[str, bytes | Blob | None]
    message: bytes
    variables: Mapping[str, str]


def chain(folder: Path, start: str, links: Sequence[Link], *, sign: bool) -> str | Failure:
    """Make the commits, the first on ``start``, and return the last."""
    with tempfile.TemporaryDirectory(prefix="yian-") as name:
        index = {"GIT_INDEX_FILE": str(Path(name) / "index")}
        failure = failure_of(run(folder, "read-tree", start, more=index))
        if failure is not None:
            return failure
        tip = start
        for link in links:
            made = _forged(folder, tip, link, index, sign=sign)
            if isinstance(made, Failure):
                return made
            tip = made
    return tip


def noted(folder: Path, files: Mapping[str, bytes]) -> Failure | None:
    """Tell the index of the clone that ``files`` are committed as they are."""
    items = _items(folder, files)
    return items if isinstance(items, Failure) else _entered(folder, items, {})


def _forged(folder: Path, tip: str, link: Link, index: Mapping[str, str], *, sign: bool) -> str | Failure:
    items = _items(folder, link.files)
    if isinstance(items, Failure):
        return items
    failure = _entered(folder, items, index)
    if failure is not None:
        return failure
    tree = run(folder, "write-tree", more=index)
    if (failure := failure_of(tree)) is not None:
        return failure
    done = patience.run(
        folder, *(SSH if sign else ()), "commit-tree", *(["--gpg-sign"] if sign else []), "-p", tip,
        tree.stdout.decode().strip(), given=link.message, more={**UNASKED, **link.variables},
    )  # fmt: skip
    return failure_of(done) or done.stdout.decode().strip()


def _items(folder: Path, files: Mapping[str, bytes | Blob | None]) -> dict[str, Blob | None] | Failure:
    found: dict[str, Blob | None] = {}
    for path, data in files.items():
        if isinstance(data, bytes):
            done = run(folder, "hash-object", "-w", "--stdin", given=data)
            failure = failure_of(done)
            if failure is not None:
                return failure
            found[path] = Blob(_FILE, done.stdout.decode().strip())
        else:
            found[path] = data
    return found


def _entered(folder: Path, items: Mapping[str, Blob | None], index: Mapping[str, str]) -> Failure | None:
    lines = (
        f"{blob.mode:06o} {blob.oid}\t{path}\0" if blob is not None else f"0 {'0' * 40}\t{path}\0"
        for path, blob in items.items()
    )
    given = "".join(lines).encode(errors="surrogateescape")
    return failure_of(run(folder, "update-index", "-z", "--index-info", given=given, more=index))
