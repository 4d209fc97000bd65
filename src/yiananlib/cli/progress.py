"""A line on stderr that says how far a long command has come: in a terminal alone, and only past a second."""

from __future__ import annotations

import sys
import time
from typing import Final

import click

PATIENCE: Final = 1.0
"""Seconds after which a line appears."""
_BETWEEN: Final = 0.1


class Progress:
    """Told how much is done, it says so now and then; use it as a context manager.

    ``said`` is what it says, with ``{done}`` and ``{total}``.
    """

    def __init__(self, said: str) -> None:
        self._said = said
        self._next = time.monotonic() + PATIENCE
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)

    def __call__(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` are done."""
        if not sys.stderr.isatty() or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _BETWEEN
        self._shown = True
        click.echo("\r" + self._said.format(done=done, total=total), nl=False, err=True)
