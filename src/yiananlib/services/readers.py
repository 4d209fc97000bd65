"""What reads the files that `yian import` brings in: asked one after the other, the first whose file it is reads it.

Each is a module of ``services`` with two functions: ``is_its(path)``, which looks at no more of a file than that takes,
and ``import_file(ledger, occasion, path, choice, apply=...)``, whose result is as :class:`Brought` says. One of whose
files a new ledger can be made says so by ``BEGINS``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

if TYPE_CHECKING:
    from pathlib import Path

    from yiananlib.services.import_rejects import Rejects
    from yiananlib.services.importing import Choice
    from yiananlib.services.occasion import Occasion
    from yiananlib.store.ledger import Ledger

    class Brought(Protocol):
        """What became of a file; it is shown as a view of its own."""

        @property
        def in_error(self) -> bool:
            """Whether something of it can never be recorded as it is, and was not left out by name."""

        @property
        def applied(self) -> bool:
            """Whether it was recorded."""

        @property
        def rejects(self) -> Rejects | None:
            """What was not taken, to be mended; None where there is nothing of the kind."""


READERS: Final = ("bundles", "importing")
"""The modules, the last of which takes any file: foreign spreadsheets."""


def begins(path: Path) -> bool:
    """Tell whether a new ledger can be made of a file."""
    return bool(getattr(_reader(path), "BEGINS", False))


def bring(ledger: Ledger, occasion: Occasion, path: Path, choice: Choice, *, apply: bool) -> Brought:
    """Return what a file would become, and with ``apply`` record it; raise as the module does that reads it."""
    return cast("Brought", _reader(path).import_file(ledger, occasion, path, choice, apply=apply))


def _reader(path: Path) -> Any:
    modules = (importlib.import_module(f"yiananlib.services.{name}") for name in READERS)
    return next(module for module in modules if module.is_its(path))
