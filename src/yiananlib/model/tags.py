"""Tags: what a problem has besides its one kind, any number of words of the campaign's further vocabularies.

A tag is ``<vocabulary>/<key>``. A vocabulary that is no field of its own is one of tags as soon as ``yian.toml`` has
it; what readers call it, the vocabulary ``tags`` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Vocabularies = Mapping[str, Mapping[str, str]]

NAMES: Final = "tags"
"""The vocabulary that says what the vocabularies of tags are called."""

FIELDS: Final = frozenset(
    ["source", "kind", "field", "level", "aspect", "trigger", "linked_work", "return_reason", "mechanism"]
)
"""The vocabularies that have a field of their own."""


def vocabularies(words: Vocabularies) -> list[str]:
    """Return the names of the vocabularies of tags: those that are called something in that order, then all others."""
    there = [name for name in words if name not in FIELDS and name != NAMES]
    return [name for name in dict.fromkeys((*words.get(NAMES, {}), *there)) if name in there]


def called(name: str, words: Vocabularies) -> str:
    """Return what readers call a vocabulary of tags: its name where the campaign has no other."""
    return words.get(NAMES, {}).get(name, name)


def every(words: Vocabularies) -> dict[str, str]:
    """Return all tags of the campaign, each with its word."""
    return {f"{name}/{key}": word for name in vocabularies(words) for key, word in words[name].items()}


def is_known(tag: str, words: Vocabularies) -> bool:
    """Tell whether the campaign has a tag."""
    name, _slash, key = tag.partition("/")
    return name in vocabularies(words) and key in words[name]


def meant(said: str, words: Vocabularies) -> list[str]:
    """Return the tags that somebody means by key or word, with or without the vocabulary before a ``/``."""
    from yiananlib.model.naming import plain  # completing does without it

    wanted, known = plain(said), every(words)
    alone = [tag for tag, word in known.items() if wanted in (plain(tag.partition("/")[2]), plain(word))]
    if alone:
        return alone
    for tag, word in known.items():
        name, _slash, key = tag.partition("/")
        if wanted in [plain(f"{one}/{other}") for one in (name, called(name, words)) for other in (key, word)]:
            return [tag]
    return []


def told(tags: Iterable[str], words: Vocabularies) -> str:
    """Return tags in words, those of a vocabulary together behind what that is called."""
    together: dict[str, list[str]] = {}
    for tag in tags:
        name, _slash, key = tag.partition("/")
        together.setdefault(name, []).append(words.get(name, {}).get(key, key))
    return _("; ").join(
        _("{name}: {text}").format(name=called(name, words), text=_(", ").join(some)) for name, some in together.items()
    )
