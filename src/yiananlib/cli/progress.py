"""A bar on stderr that shows how far a long command has come: in a terminal alone, and only past a second."""

from __future__ import annotations

import sys
import time
from typing import Final

import click

PATIENCE: Final = 1.0
"""Seconds after which it appears."""
_BETWEEN: Final = 0.1
_CELLS: Final = 24
"""Of the bar."""


class Progress:
    """Told how much is done, it shows that now and then; use it as a context manager.

    ``said`` is what it says beside the bar, with ``{done}``, ``{total}`` and ``{percent}``.
    """

    def __init__(self, said: str) -> None:
        self._said = said
        self._next = time.monotonic() + PATIENCE
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._take_away()

    def __call__(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` are done; where that is all, the line goes away."""
        if done >= total:
            self._take_away()
            return
        if not sys.stderr.isatty() or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _BETWEEN
        self._shown = True
        filled = _CELLS * done // max(total, 1)
        said = self._said.format(done=done, total=total, percent=100 * done // max(total, 1))
        bar = "#" * filled + "." * (_CELLS - filled)
        click.echo(f"\r[{bar}] {said}\x1b[K", nl=False, err=True)

    def _take_away(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
        self._shown = False
