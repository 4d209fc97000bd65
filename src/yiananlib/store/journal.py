"""Several files written as one: all of them, or none.

Before the first is written, a journal in the ledger names them all. While it stands, every reader sees the
ledger as it was before the batch: a new file is not there, of one that was appended to only the old part. It
is removed when the last file is whole, and that moment is when the batch is recorded. What a command that was
killed left behind, the next one that writes settles under the lock: the batch is finished if all of its files
are whole, else all of it is taken away.
"""

from __future__ import annotations

import contextlib
import functools
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import LedgerInvalid, WriteFailed
from yiananlib.messages import _, system_said
from yiananlib.store import files, headway, layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_MAX_BYTES: Final = 64 << 20
_TEMPORARY: Final = layout.TEMPORARY_ENDING


class Change(NamedTuple):
    """A file to be written: ``old`` is what it holds, the beginning of ``new``; None where there must be none."""

    path: str
    new: bytes
    old: bytes | None


class Listed(NamedTuple):
    """A file as a journal names it. ``before`` is its size before the batch, None where it was not there."""

    path: str
    before: int | None
    sha256: str
    size: int


def write(root: Path, changes: Sequence[Change]) -> None:
    """Write all of ``changes``, in their order, or none of them. The caller holds the ledger's lock.

    Raises:
        WriteFailed: it did not happen; or it did, and the disk did not confirm it.
    """
    if len(changes) == 1:
        _write(root, changes[0])
        return
    import json  # most commands write one file

    listed = [_listed(change) for change in changes]
    path = layout.JOURNAL
    try:
        files.create(root, path, json.dumps({"files": listed}, ensure_ascii=False).encode())
        for change in headway.over(changes):
            path = change.path
            _write(root, change)
        path = layout.JOURNAL
        (root / path).unlink()
    except BaseException as error:
        _give_up(root, listed, path, error)
        raise
    _confirm(root)


def standing(root: Path) -> Mapping[str, Listed]:
    """Return the files of a batch that is not finished, by path; none where no journal stands.

    To be asked after what it is asked about was read: what was whole by then is no longer named.

    Raises:
        LedgerInvalid: the journal cannot be read.
    """
    if not files.exists(root, layout.JOURNAL):
        return {}
    try:
        data = files.read(root, layout.JOURNAL, _MAX_BYTES)
    except FileNotFoundError:
        return {}
    return _parsed(data)


def new(root: Path) -> frozenset[str]:
    """Return the paths that no reader sees yet, as :func:`standing`."""
    return frozenset(one.path for one in standing(root).values() if one.before is None)


def is_whole(root: Path, listed: Iterable[Listed]) -> bool:
    """Tell whether all files of a batch hold what they were meant to."""
    return all(_digest(root, one) == one.sha256 for one in listed)


@contextmanager
def at_work(root: Path) -> Iterator[None]:
    """Settle what a command that was stopped left behind; inside the block it is marked that one is at work.

    The caller holds the ledger's lock.

    Raises:
        WriteFailed, LedgerInvalid: what was left behind cannot be settled.
    """
    settle(root)
    mark = root / layout.AT_WORK
    if files.exists(root, layout.AT_WORK):
        _sweep(root)
    with contextlib.suppress(OSError):  # without it a temporary file may stay, which `verify` names
        os.close(os.open(mark, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            mark.unlink(missing_ok=True)


def settle(root: Path) -> None:
    """Finish the batch of a command that was stopped if all of it is there, else take away what is.

    Raises:
        WriteFailed: the disk did not do it; the journal stands as before.
    """
    listed = standing(root).values()
    if not listed:
        return
    try:
        if is_whole(root, listed):
            for folder in {(root / one.path).parent for one in listed}:
                files.sync_folder(folder)
        else:
            _take_away(root, listed)
        (root / layout.JOURNAL).unlink()
    except OSError as error:
        raise WriteFailed(
            _("{path}: the leftovers of an interrupted command cannot be settled ({reason}).").format(
                path=layout.JOURNAL, reason=system_said(error)
            )
        ) from error
    _confirm(root)


def _write(root: Path, change: Change) -> None:
    if change.old is None:
        files.create(root, change.path, change.new)
    else:
        files.replace(root, change.path, change.new, change.old)


def _give_up(root: Path, listed: Sequence[Listed], path: str, error: BaseException) -> None:
    """Take away what was written; raise where the disk failed the writing, and say more where it fails this too."""
    cause = error if isinstance(error, OSError) else error.__cause__
    reason = system_said(cause) if isinstance(cause, OSError) else type(error).__name__
    try:
        _take_away(root, listed)
        (root / layout.JOURNAL).unlink(missing_ok=True)
        _sync(root)
    except (OSError, LedgerInvalid, WriteFailed):
        raise WriteFailed(
            _(
                "{path}: it could not be written ({reason}), and what was written before it could not be"
                " undone. No command will count any of it until the disk works again; the next recording"
                " command then settles it."
            ).format(path=path, reason=reason)
        ) from error
    if isinstance(cause, OSError):
        raise WriteFailed(
            _("{path}: it could not be written ({reason}). Nothing was recorded.").format(path=path, reason=reason)
        ) from error


def _take_away(root: Path, listed: Iterable[Listed]) -> None:
    """Put the files of a batch back as they were; one that holds anything else by now is left as it is."""
    for one in listed:
        file = root / one.path
        if file.parent.is_dir():
            file.with_name(f".{file.name}{_TEMPORARY}").unlink(missing_ok=True)
        if _digest(root, one) != one.sha256:
            continue
        if one.before is None:
            file.unlink()
            files.sync_folder(file.parent)
        else:
            data = files.read(root, one.path, one.size)
            files.replace(root, one.path, data[: one.before], data)


def _confirm(root: Path) -> None:
    try:
        _sync(root)
    except OSError as error:
        raise WriteFailed(
            _("{path}: written, but not confirmed by the disk ({reason}). Check it with `yian verify`.").format(
                path=layout.JOURNAL, reason=system_said(error)
            )
        ) from error


def _sync(root: Path) -> None:
    files.sync_folder((root / layout.JOURNAL).parent)


def _digest(root: Path, one: Listed) -> str | None:
    try:
        return _sha256(files.read(root, one.path, one.size))
    except (FileNotFoundError, LedgerInvalid):
        return None


def _sha256(data: bytes) -> str:
    import hashlib  # as json

    return hashlib.sha256(data).hexdigest()


def _listed(change: Change) -> Listed:
    if change.old is not None and not change.new.startswith(change.old):
        raise ValueError(change.path)  # what is not appended to is written by itself
    before = None if change.old is None else len(change.old)
    return Listed(change.path, before, _sha256(change.new), len(change.new))


@functools.lru_cache(maxsize=1)
def _parsed(data: bytes) -> Mapping[str, Listed]:
    import json  # as above

    try:
        rows = [Listed(*row) for row in json.loads(data)["files"]]
        if all(_is_usable(one) for one in rows):
            return {one.path: one for one in rows}
    except (ValueError, TypeError, KeyError):
        pass
    raise LedgerInvalid(
        layout.JOURNAL,
        _("it does not state which files an interrupted command was writing."),
        _("Use git to see what the command left behind, and move this file away."),
    )


def _is_usable(one: Listed) -> bool:
    return (
        type(one.path) is str
        and layout.place(one.path) is not None
        and (one.before is None or (type(one.before) is int and one.before >= 0))
        and type(one.size) is int
        and type(one.sha256) is str
    )


def _sweep(root: Path) -> None:
    """Remove the temporary files of a command that was stopped."""
    places = [root, root / layout.PRIVATE]
    for top in (root / layout.ORGS, root / layout.CASES, root / layout.IMPORTS):
        places += [Path(folder) for folder, _folders, _files in os.walk(top)]
    for folder in places:
        with contextlib.suppress(OSError):  # what cannot be removed is named by `verify`
            for file in folder.iterdir():
                if file.name.endswith(_TEMPORARY) and not file.is_dir():
                    file.unlink()
