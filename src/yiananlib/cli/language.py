"""Which language is spoken: what was asked for, else the environment's, else that of the campaign at hand."""

from __future__ import annotations

import os.path
import re
from typing import TYPE_CHECKING, Final

from yiananlib import messages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPTION: Final = "--lang"

_CAMPAIGN: Final = "yian.toml"
_MOST: Final = 1 << 16
"""Bytes of a campaign's file that are looked at: what it says of itself stands at its head."""


def of(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return one of ``messages.LANGUAGES`` for a call.

    ``--lang`` is looked for before anything is parsed: what parsing says is translated already.
    """
    asked = messages.named(_given(arguments, OPTION) or "")
    return asked or messages.language_of(environ) or _of_campaign(arguments, environ) or "en"


def _given(arguments: Sequence[str], option: str) -> str | None:
    for place, said in enumerate(arguments):
        if said == "--":
            break
        if said == option and place + 1 < len(arguments):
            return arguments[place + 1]
        if said.startswith(f"{option}="):
            return said.partition("=")[2]
    return None


def _of_campaign(arguments: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """Return what the campaign says its language is, or None; nothing is loaded to read it, and no fault is told."""
    folder = _given(arguments, "--ledger") or environ.get("YIAN_LEDGER")
    try:
        return _said_in(folder) if folder else _said_above(os.getcwd())  # noqa: PTH109 - help does without pathlib
    except OSError:
        return None


def _said_above(folder: str) -> str | None:
    while not os.path.isfile(os.path.join(folder, _CAMPAIGN)):  # noqa: PTH113, PTH118 - as above
        above = os.path.dirname(folder)  # noqa: PTH120 - as above
        if above == folder:
            return None
        folder = above
    return _said_in(folder)


def _said_in(folder: str) -> str | None:
    path = os.path.join(folder, _CAMPAIGN)  # noqa: PTH118 - as above
    if not os.path.isfile(path):  # noqa: PTH113 - as above
        return None
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        head = file.read(_MOST).decode("utf-8", "replace")
    own = re.split(r"^\[", head, maxsplit=1, flags=re.MULTILINE)[0]
    said = re.search(r"""^language\s*=\s*["']([A-Za-z_-]+)["']""", own, re.MULTILINE)
    return messages.named(said[1]) if said else None
