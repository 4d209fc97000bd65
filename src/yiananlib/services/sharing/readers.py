"""What reads the files that `yian import` brings in: asked one after the other, the first whose file it is reads it.

Each is a module of ``services`` with two functions: ``is_its(path)``, which looks at no more of a file than that takes,
and ``import_file(ledger, context, path, choice, apply=...)``, whose result is as :class:`Brought` says. ``OPTIONS``
are the fields of a choice that say something about its files; the others are refused. One of whose files a new ledger
can be made says so by ``BEGINS``.
"""

from __future__ import annotations

import dataclasses
import importlib
from typing import TYPE_CHECKING, Final, Protocol, cast

from yiananlib.errors import UsageProblem
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from yiananlib.services.recording.context import Context
    from yiananlib.services.recording.import_rejects import Rejects
    from yiananlib.services.recording.importing import Choice
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


READERS: Final = ("sharing.bundles", "recording.unit_import", "recording.importing")
"""The modules, the last of which takes any file: foreign spreadsheets."""


NAMES: Final = {
    "mapping": "--map",
    "sheet": "--sheet",
    "org": "--org",
    "year": "--year",
    "only": "--only",
    "skip": "--skip",
    "refused": "--skip-refused",
    "document": "--carried-over",
    "received": "--received",
    "signed": "--signed",
}
"""How the fields of a choice are typed."""


def begins(path: Path) -> bool:
    """Tell whether a new ledger can be made of a file; readers of which none can be made are not asked whose it is."""
    return any(module.is_its(path) for module in _modules() if getattr(module, "BEGINS", False))


def bring(ledger: Ledger, context: Context, path: Path, choice: Choice, *, apply: bool) -> Brought:
    """Return what a file would become, and with ``apply`` record it.

    Raises:
        UsageProblem: an option says nothing about such a file.
        YianError: as the module does that reads it.
    """
    reader = _reader(path)
    for field in dataclasses.fields(choice):
        if field.name not in reader.OPTIONS and getattr(choice, field.name) != field.default:
            raise UsageProblem(_("{option} does not apply to this file; omit it.").format(option=NAMES[field.name]))
    return cast("Brought", reader.import_file(ledger, context, path, choice, apply=apply))


def is_foreign(path: Path) -> bool:
    """Tell whether a file is taken for a foreign sheet, which can be read by a mapping."""
    return bool(_reader(path).__name__.endswith(READERS[-1]))


def _reader(path: Path) -> ModuleType:
    return next(module for module in _modules() if module.is_its(path))


def _modules() -> Iterator[ModuleType]:
    for name in READERS:
        yield importlib.import_module(f"yiananlib.services.{name}")
