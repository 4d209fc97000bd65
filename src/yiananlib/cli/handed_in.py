"""What is handed to a command in a file, or on standard input."""

from __future__ import annotations

import sys

from yiananlib.errors import UsageProblem
from yiananlib.messages import _, system_said


def read_input(path: str) -> bytes:
    """Return the content of a file that an option names, ``-`` for standard input.

    Raises:
        UsageProblem: it cannot be read, or is larger than any record may be.
    """
    from pathlib import Path

    limit = 2 * 1024 * 1024
    try:
        if path == "-":
            return sys.stdin.buffer.read(limit + 1)
        with Path(path).open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise UsageProblem(
            _("{path} cannot be read ({reason}).").format(path=path, reason=system_said(error))
        ) from None
