"""Supporting files in the tables of documents: what each is, of which day, and until when it is valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.render import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from yiananlib.index.values import Evidence


def told(file: str, evidence: Iterable[Evidence], called: Callable[[str], str] = str) -> str:
    """Return a file as ``called`` and what is said of it, by its name among the evidence of its problem."""
    found = next((one for one in evidence if one.file == file), None)
    return called(file) + (described(found) if found is not None else "")


def described(paper: Evidence) -> str:
    """Return what stands behind the name of a file: nothing where nothing is said of it."""
    parts = [paper.what] if paper.what else []
    if paper.dated is not None:
        parts.append(_("dated {day}").format(day=words.day(paper.dated)))
    if paper.valid_until is not None:
        said = _("expired on {day}") if paper.expired else _("valid until {day}")
        parts.append(said.format(day=words.day(paper.valid_until)))
    return _(" ({what})").format(what=_(", ").join(parts)) if parts else ""
