"""The office's own program, which is handed what is to be sent: run without a shell, in bounded time, on JSON.

Nothing here decides whether it may run: a ledger that names a program may come from anywhere. See
``services.recording.urging`` and ``docs/decisions.md``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.messages import _, system_said
from yiananlib.model.text import forbidden
from yiananlib.store.patience import stop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LIMIT: Final = 60.0
"""Seconds after which it is stopped."""
_BATCH: Final = (".bat", ".cmd")
_SAID: Final = 2000
"""Bytes of what it prints that are looked at."""


def located(command: Sequence[str], root: Path, environ: Mapping[str, str]) -> Path:
    """Return where the program of a command lies: named by its whole path, or found in ``PATH``.

    Raises:
        UsageProblem: it is not there, is named by part of a path, or lies in the ledger at ``root``, where whoever
            writes to the ledger could put it; it is a batch file, which Windows hands to a shell.
    """
    name = command[0]
    bare = Path(name).name == name
    if not bare and not Path(name).is_absolute():
        raise UsageProblem(
            _("The program “{name}” is named by part of a path; give its whole path, or its name alone.").format(
                name=name
            )
        )
    found = shutil.which(name, path=environ.get("PATH", os.defpath))
    if found is None:
        raise UsageProblem(_("There is no program “{name}” that could be run.").format(name=name))
    path = Path(found).resolve()
    if path.is_relative_to(root.resolve()):
        raise UsageProblem(_("The program {path} lies in the ledger itself, so it is not run.").format(path=path))
    if path.suffix.lower() in _BATCH:
        said = _("The program {path} is a batch file, whose arguments a shell would read; name a program.")
        raise UsageProblem(said.format(path=path))
    return path


def run(program: Path, arguments: Sequence[str], given: bytes, environ: Mapping[str, str]) -> None:
    """Run a program on what it is ``given``, and return when it ended well.

    Raises:
        WriteFailed: it could not be started, did not end in time, or ended with another status than 0.
    """
    import subprocess  # where there is such a program

    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(  # noqa: S603 - the office's own, and whoever records has seen the command
                [str(program), *arguments],
                cwd=Path.home(), stdin=subprocess.PIPE, stdout=said, stderr=said, env=dict(environ),
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise _failed(program, system_said(error)) from None
        try:
            with contextlib.suppress(BrokenPipeError):
                process.communicate(given, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            stop(process)
            raise _failed(program, _("it did not end within {n} seconds").format(n=round(LIMIT))) from None
        except BaseException:
            stop(process)
            raise
        status = process.wait()
        if status:
            said.seek(0)
            raise _failed(program, _reason(status, said.read(_SAID)))


def _reason(status: int, said: bytes) -> str:
    ended = _("exit status {status}").format(status=status)
    line = next((one for one in said.decode("utf-8", "replace").splitlines() if one.strip()), "").strip()
    clean = "".join("?" if forbidden(c) else c for c in line)
    return _("{reason}: {said}").format(reason=ended, said=clean) if clean else ended


def _failed(program: Path, reason: str) -> WriteFailed:
    said = _("The program {path} failed ({reason}). Nothing was recorded as sent.")
    return WriteFailed(said.format(path=program, reason=reason))
