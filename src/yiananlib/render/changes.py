"""What an amendment changes, as readers see it: each field by its name, and what it says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.model.calling import post, units
from yiananlib.model.field_words import FIELD_WORDS
from yiananlib.model.words import CLASS_WORDS, SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yiananlib.model.calling import Names

_LONGEST: Final = 40
"""Characters of a text that are enough to know it by, where the old one stands beside the new one."""

_TABLES: Final = {"severity": SEVERITY_WORDS, "class": CLASS_WORDS}
_VOCABULARIES: Final = {"source": "source", "kind": "kind", "field": "field", "level": "level", "linked": "linked_work"}


def told(
    changes: Mapping[str, Any],
    word: Callable[[str, str], str],
    names: Names,
    at: str = "",
    before: Mapping[str, Any] | None = None,
) -> str:
    """Return the fields that are changed, each with what it says now; those that are None are not.

    ``word`` is the campaign's, ``names`` as in :mod:`yiananlib.model.calling`. Officers of ``at`` are called by their
    post alone. With the head as it was ``before``, what each said then is told, too, long texts shortened.
    """
    parts = []
    for name, value in changes.items():
        if value is None:
            continue
        new = _said(name, value, word, names, at) or _("nothing")
        if before is not None:
            old = _short(_said(name, before.get(name), word, names, at)) or _("nothing")
            new = _("{old} → {new}").format(old=old, new=_short(new))
        parts.append(_("{name}: {text}").format(name=_(FIELD_WORDS[name]), text=new))
    return _("; ").join(parts)


def _said(name: str, value: Any, word: Callable[[str, str], str], names: Names, at: str) -> str:
    if name == "public_concern":
        return _("yes") if value else _("no")
    if not value:
        return ""
    if name in _VOCABULARIES:
        keys = [value] if isinstance(value, str) else value
        return _(", ").join(word(_VOCABULARIES[name], key) for key in keys)
    if name == "tags":
        return _(", ").join(word(*tag.split("/")) for tag in value)
    if name in _TABLES:
        return _(_TABLES[name][value])
    if name == "support":
        return units(value, names)
    return post(value, names, at) if name in ("leader", "owner") else str(value)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
