"""What users hand in, in words or in a file, turned into what records say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model import meaning, naming, tags
from yiananlib.model.naming import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


def vocabulary_key(vocabularies: Mapping[str, Mapping[str, str]], vocabulary: str, value: str) -> str:
    """Return the key of a vocabulary that ``value`` is, or is the word of.

    Raises:
        UsageProblem: it is neither; the message lists what there is.
    """
    words = vocabularies.get(vocabulary, {})
    found = [key for key, word in words.items() if plain(value) in (plain(key), plain(word))]
    if found:
        return found[0]
    raise UsageProblem(
        _("“{value}” is not a {vocabulary} of this campaign. Available: {words}.").format(
            value=value,
            vocabulary=vocabulary,
            words=_(", ").join(f"{key} {word}" for key, word in words.items()) or "—",
        )
    )


def tag_key(vocabularies: Mapping[str, Mapping[str, str]], value: str) -> str:
    """Return the tag, ``<vocabulary>/<key>``, that ``value`` is, or is the word of; the vocabulary may be left out.

    Raises:
        UsageProblem: it is none, or one of several; the message names the nearest.
    """
    found = tags.meant(value, vocabularies)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageProblem(
            _("“{value}” may be any of these tags: {tags}; write which.").format(value=value, tags=_(", ").join(found))
        )
    known = tags.every(vocabularies)
    said = _("“{value}” is not a tag of this campaign.").format(value=value)
    there = _("Available: {words}.").format(words=_(", ").join(f"{tag} {word}" for tag, word in known.items()) or "—")
    raise UsageProblem(f"{said} {naming.nearest(value, known) or there}")


def word_key(words: Mapping[str, str], name: str, value: str) -> str:
    """Return the key of an enumeration that ``value`` is, or is the word of; ``name`` is the field that says it.

    Raises:
        UsageProblem: it is neither; the message lists what there is.
    """
    key = meaning.key_of(words, value)
    if key is None:
        raise UsageProblem(
            _("“{name}”: “{value}” is not one of {choices}.").format(
                name=name, value=value, choices=meaning.shown(words)
            )
        )
    return str(key)


def handed_in(data: bytes) -> dict[str, Any]:
    """Return the tables of a TOML file that a user wrote for a command; read within the bounds of records.

    Raises:
        UsageProblem: it cannot be read; the message says where and what to do.
    """
    from yiananlib.store import codec  # lists narrow by words, and read no file

    try:
        _text, found = codec.values(data)
    except codec.Invalid as error:
        fault = error.faults[0]
        raise UsageProblem(
            _("The file cannot be read, line {line}: {problem}; {remedy}. Nothing was recorded.").format(
                line=fault.line, problem=fault.problem, remedy=fault.remedy
            )
        ) from None
    return found
