"""Supporting files as somebody hands them in: read whole before the ledger's lock is taken, within bounds."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.messages import _, system_said
from yiananlib.model.text import safe_file_name
from yiananlib.store import layout, photos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from yiananlib.store.ledger import Ledger

PATIENCE: Final = 60.0
"""Seconds in which a file must be read; a share that hangs would else be waited for without end."""

_MIB: Final = 1024 * 1024


class Copy(NamedTuple):
    """A supporting file to be copied: its name in the evidence folder, its SHA-256 and its content.

    ``taken`` is the day on which a photo says that it was taken; where it was ``cleaned``, place and device were
    dropped from the content.
    """

    file: str
    sha256: str
    data: bytes
    taken: dt.date | None = None
    cleaned: bool = False

    @property
    def said(self) -> dict[str, Any]:
        """What any entry says of it."""
        found = {"file": self.file, "sha256": self.sha256, "size": len(self.data)}
        return found | {"cleaned": True} if self.cleaned else found


class Words(NamedTuple):
    """What is said of evidence: what it is, of which day, until when it is valid, and what it shows."""

    what: str | None = None
    dated: dt.date | None = None
    valid_until: dt.date | None = None
    note: str | None = None


UNSAID: Final = Words()


def evidenced(copy: Copy, words: Words, recorded: dt.date) -> dict[str, Any]:
    """Return what the entry says that makes a copy evidence.

    A photo is dated by itself where nobody dates it, unless its camera was ahead of the day on which it is recorded.
    """
    by_itself = copy.taken if copy.taken is not None and copy.taken <= recorded else None
    dated = words.dated if words.dated is not None else by_itself
    return {**copy.said, **words._asdict(), "dated": dated, "taken": copy.taken}


def read_all(ledger: Ledger, files: Sequence[Path | Copy]) -> list[Copy]:
    """Return what is to be copied of several files, within the campaign's limit; see :func:`read_evidence`.

    What is for several records is read once, before the first of them.
    """
    if not files:
        return []
    limit = ledger.campaign().evidence.max_mb
    return [file if isinstance(file, Copy) else read_evidence(file, limit) for file in files]


def read_evidence(path: Path, max_mb: int) -> Copy:
    """Return what is to be copied of a supporting file.

    Raises:
        UsageProblem: it is no regular file, cannot be read in time, is empty, or is larger than ``max_mb`` MiB; it is a
            photo that is not whole.
    """
    import hashlib  # most commands add no files

    data = _in_time(path, max_mb * _MIB)
    if not data:
        raise UsageProblem(_("The evidence {path} is empty. Nothing was recorded.").format(path=path))
    if len(data) > max_mb * _MIB:
        raise UsageProblem(
            _("The evidence {path} is larger than {max} MiB, the campaign's limit. Nothing was recorded.").format(
                path=path, max=max_mb
            )
        )
    try:
        photo = photos.read(data)
    except photos.BrokenPhoto:
        said = _(
            "The photo {path} is broken, so that place and device cannot be dropped from it; save it anew, or put it"
            " into an archive. Nothing was recorded."
        )
        raise UsageProblem(said.format(path=path)) from None
    data = photo.data if photo is not None else data
    digest = hashlib.sha256(data).hexdigest()
    name = layout.evidence_name(digest, safe_file_name(path.name))
    return Copy(name, digest, data, photo and photo.taken, photo is not None and photo.dropped)


def _in_time(path: Path, limit: int) -> bytes:
    """Return a file's content, one byte more than ``limit`` at most; give up after a while."""
    import threading

    found: list[bytes | OSError | UsageProblem] = []

    def read() -> None:
        try:
            found.append(_content(path, limit))
        except (OSError, UsageProblem) as error:
            found.append(error)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(PATIENCE)
    said = found[0] if found else TimeoutError(None, _("no answer in {n} seconds").format(n=round(PATIENCE)))
    if isinstance(said, OSError):
        raise UsageProblem(
            _("The evidence {path} cannot be read ({reason}). Nothing was recorded.").format(
                path=path, reason=system_said(said)
            )
        ) from None
    if isinstance(said, UsageProblem):
        raise said
    return said


def _content(path: Path, limit: int) -> bytes:
    # opened so that a pipe that nobody writes to does not keep us waiting
    options = (getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
    handle = os.open(path, os.O_RDONLY | sum(options))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise UsageProblem(
            _("The evidence {path} is not a file but a folder, pipe or device. Nothing was recorded.").format(path=path)
        )
    with os.fdopen(handle, "rb") as file:
        return file.read(limit + 1)
