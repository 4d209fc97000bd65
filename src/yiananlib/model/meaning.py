"""Words of enumerations as people give them: by key, or by the word they are shown with, in any language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yiananlib.messages import _, everywhere
from yiananlib.model.naming import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


def key_of(words: Mapping[str, str], said: str) -> str | None:
    """Return the key that is meant; None where it is none. ``words`` are messages by their keys.

    What stands before a colon is enough: “red: overdue” may be given as “red”.
    """
    wanted = plain(said)
    for key, word in words.items():
        if wanted == plain(str(key)):
            return key
        for spoken in everywhere(word):
            if wanted in (plain(spoken), plain(re.split("[:：]", spoken)[0])):
                return key
    return None


def shown(words: Mapping[str, str]) -> str:
    """Return the keys with their words in the reader's language, as a list."""
    return _(", ").join(str(key) if _(word) == key else f"{key} ({_(word)})" for key, word in words.items())
