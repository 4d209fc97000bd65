"""git on its way to another repository: how far it has come is told, and its other words are kept for a failure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from yiananlib.store.plumbing import command, environment, unstarted

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

Told = Callable[[int, int], object]
"""Takes how much is done, and of how much, of what git is at."""

_STEP: Final = re.compile(rb"(?:remote: )?[A-Z][A-Za-z ]+: +[0-9]+% \(([0-9]+)/([0-9]+)\).*")
_COUNT: Final = re.compile(rb"(?:remote: )?(?:(?:Enumerating|Counting|Compressing) objects: |Total [0-9]).*")


def unheard(_done: int, _total: int) -> None:
    """Hear how far git has come, and tell nobody."""


def run(folder: Path, *arguments: str, told: Told) -> subprocess.CompletedProcess[bytes]:
    """Run git as :func:`plumbing.run` does; ``arguments`` ask for ``--progress``, which ``told`` hears."""
    import subprocess  # a ledger without git never needs it
    import tempfile

    with tempfile.TemporaryFile() as out:
        try:
            process = subprocess.Popen(  # noqa: S603 - git
                command(*arguments),
                cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, env=environment(),
            )  # fmt: skip
        except OSError as error:
            return subprocess.CompletedProcess(["git"], 127, b"", unstarted(error).encode())
        with process:
            assert process.stderr is not None  # noqa: S101 - it is a pipe
            kept, rest = [], b""
            while piece := process.stderr.read1(1 << 16):  # type: ignore[attr-defined]  # a buffered reader has it
                *lines, rest = re.split(rb"[\r\n]+", rest + piece)
                kept += [line for line in lines if not _is_step(line, told)]
            if not _is_step(rest, told):
                kept.append(rest)
        out.seek(0)
        return subprocess.CompletedProcess(process.args, process.returncode, out.read(), b"\n".join(kept))


def _is_step(line: bytes, told: Told) -> bool:
    """Tell whether a line tells of progress, which ``told`` hears then."""
    if found := _STEP.fullmatch(line.rstrip()):
        told(int(found[1]), int(found[2]))
        return True
    return _COUNT.fullmatch(line.rstrip()) is not None
