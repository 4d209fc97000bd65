"""Bringing in a whole ledger that was exported as JSON or CSV: as a new one, or what it has more than the one here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.store import bundle_files, layout

if TYPE_CHECKING:
    from pathlib import Path

    from yiananlib.services.recording.context import Context
    from yiananlib.services.recording.importing import Choice
    from yiananlib.services.sharing.bundled import Bundled
    from yiananlib.store.ledger import Ledger

OPTIONS: Final[frozenset[str]] = frozenset()
BEGINS: Final = True
"""A new ledger can be made of such a file."""


def is_its(path: Path) -> bool:
    """Tell whether a file is a whole ledger, or would be one."""
    return bundle_files.form(path) is not None


def import_file(ledger: Ledger, context: Context, path: Path, _choice: Choice, *, apply: bool) -> Bundled:
    """Return what a whole ledger would become here, and with ``apply`` record it: all of it, or nothing.

    Raises:
        UsageProblem: an option was given that says nothing of a whole ledger; there is no such file.
        LedgerInvalid: the file cannot be read, or is no whole ledger.
        NotAuthorised: somebody else than the office brings something into a ledger that is there.
        WriteFailed: the disk did not take it.
    """
    if context.on is not None or context.for_ is not None:
        raise UsageProblem(
            _(
                "{path} is a whole ledger; it is imported as it is, and only --by, --ledger, --apply and"
                " --json can be used."
            ).format(path=path)
        )
    from yiananlib.services.sharing.bundle_beginning import begin, resume
    from yiananlib.services.sharing.bundle_joining import join

    if not (ledger.root / layout.CAMPAIGN).exists():
        return begin(ledger.root, context, path, apply=apply)
    return (resume(ledger, context, path) if apply else None) or join(ledger, context, path, apply=apply)
