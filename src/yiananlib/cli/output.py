"""Which format a result is written in, and the file it is written into."""

from __future__ import annotations

import contextlib
import os
import stat
from typing import IO, TYPE_CHECKING, Any

from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.messages import _, system_said
from yiananlib.render.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def chosen(named: str | None, path: Path | None, *, json: bool) -> str:
    """Return the format that ``--format``, ``--json`` or the suffix of a file says; they say the same, or are refused.

    A name without a suffix says nothing.

    Raises:
        UsageProblem: two of them contradict each other, or no format has the suffix.
    """
    if json and named not in (None, "json"):
        raise UsageProblem(_("--json and --format {format} contradict each other; give one.").format(format=named))
    told = "json" if json else named
    if path is None or not path.suffix:
        return told or "text"
    ending = next((row.name for row in FORMATS.values() if row.suffix == path.suffix.lower()), None)
    if ending is None:
        there = _(", ").join(row.suffix for row in FORMATS.values())
        said = _("{path} cannot be written: {suffix} is not an available format ({formats}).")
        raise UsageProblem(said.format(path=path, suffix=path.suffix, formats=there))
    if told not in (None, ending):
        said = _("{path} ends in {ending}, but {format} was requested; give only one.")
        raise UsageProblem(said.format(path=path, ending=ending, format=told))
    return ending


def save(path: Path, pieces: Iterable[Any], format_: str) -> None:
    """Write a file in a format; raise as :func:`put`.

    Raises:
        UsageProblem: what is shown cannot be written in the format.
    """
    put(path, pieces, FORMATS[format_].mark)


def put(path: Path, pieces: Iterable[Any], mark: str = "") -> None:
    """Write a file whole, beginning with ``mark``, or leave what is there as it is.

    Raises:
        WriteFailed: it cannot be written.
    """
    target = os.path.realpath(path)
    try:
        there = os.stat(target).st_mode if os.path.exists(target) else None  # noqa: PTH110, PTH116 - a link is followed
        if there is not None and not stat.S_ISREG(there):  # a pipe or a device is written to, a folder is refused
            with open(target, "wb") as file:  # noqa: PTH123 - as above
                _fill(file, pieces, mark)
            return
        folder, name = os.path.split(target)
        temporary = f"{folder}/.{name}.{os.getpid()}.tmp"
        try:
            with open(temporary, "xb") as file:  # noqa: PTH123 - as above
                _fill(file, pieces, mark)
            if there is not None:
                os.chmod(temporary, stat.S_IMODE(there))  # noqa: PTH101 - as above
            os.replace(temporary, target)  # noqa: PTH105 - as above
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - as above
            raise
    except OSError as error:
        raise WriteFailed(
            _("{path} cannot be written ({reason}).").format(path=path, reason=system_said(error))
        ) from None


def hand_over(path: Path | None, pieces: Iterable[str], mark: str = "") -> None:
    """Write UTF-8 into a file, or to standard output whatever a console speaks: all of it, or nothing.

    ``mark`` begins a file. How far the pieces have come is shown at a terminal.

    Raises:
        WriteFailed: it cannot be written.
    """
    import shutil
    import sys
    import tempfile

    from yiananlib.cli.progress import Progress
    from yiananlib.store import headway

    progress = Progress(_("{done} of {total} files"))
    if path is not None:
        with progress, headway.telling(progress):
            put(path, pieces, mark)
        return
    with tempfile.SpooledTemporaryFile(1 << 20) as spool:
        with progress, headway.telling(progress):
            spool.writelines(piece.encode() for piece in pieces)
        spool.seek(0)
        sys.stdout.flush()
        shutil.copyfileobj(spool, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _fill(file: IO[bytes], pieces: Iterable[Any], mark: str) -> None:
    file.write(mark.encode())
    for piece in pieces:
        file.write(piece if isinstance(piece, bytes) else piece.encode())
