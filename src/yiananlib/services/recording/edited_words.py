"""Words that somebody wrote into a definition file, put as the keys, codes and days that the file must hold.

Nothing else of the text changes: remarks and order stay. What is not understood stays too, and is refused then.
"""

from __future__ import annotations

import contextlib
import json
import re
from typing import TYPE_CHECKING, Final

from yiananlib.errors import LedgerInvalid
from yiananlib.model import meaning, spoken_days
from yiananlib.model.deadline_words import Unreadable
from yiananlib.model.naming import orgs as orgs_named
from yiananlib.model.naming import plain
from yiananlib.model.words import FUNCTION_WORDS, ROLE_WORDS, SEVERITY_WORDS
from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from yiananlib.store.ledger import Ledger

    Read = Callable[[str], str | None]
    """Makes of a word what stands for it in the file, as TOML; None where it means nothing."""

_TABLE: Final = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?")
_SAID: Final = re.compile(r"""(\s*)([\w-]+)(\s*=\s*)(["'])([^"'\\]*)\4(\s*(?:#.*)?)""")
_LIST: Final = re.compile(r"""\s*([\w-]+)\s*=\s*\[|\s*["'\]]""")
_QUOTED: Final = re.compile(r"""(["'])([^"'\\]*)\1""")
_BLOCK: Final = re.compile(r'"""|\'\'\'')


def keyed(ledger: Ledger, path: str, text: str, today: dt.date | None) -> str:
    """Return an edited definition with its words as keys; ``today`` None leaves days as they are."""
    readers = _readers(ledger, path, today)
    lines, table, listed, inside = [], "", "", False
    for line in text.split("\n"):
        blocks = len(_BLOCK.findall(line))
        if inside or blocks:  # a text of several lines may look like anything
            inside ^= bool(blocks % 2)
        elif found := _TABLE.fullmatch(line):
            table, listed = found[1], ""
        elif (found := _SAID.fullmatch(line)) and (read := readers.get((table, found[2]))):
            line = found[1] + found[2] + found[3] + (read(found[5]) or found[4] + found[5] + found[4]) + found[6]
        elif found := _LIST.match(line):
            listed = found[1] or listed
            if read := readers.get((table, listed)):
                line = _of_list(line, read)
        lines.append(line)
    return "\n".join(lines)


def _of_list(line: str, read: Read) -> str:
    values, hash_, remark = line.partition("#")
    return _QUOTED.sub(lambda found: read(found[2]) or found[0], values) + hash_ + remark


def _readers(ledger: Ledger, path: str, today: dt.date | None) -> dict[tuple[str, str], Read]:
    """Return what reads the words of a file, by table and key."""

    def word(words: Mapping[str, str]) -> Read:
        def read(said: str) -> str | None:
            key = meaning.key_of(words, said)
            return _quoted(key) if key is not None else None

        return read

    def of_vocabulary(name: str) -> Read:
        def read(said: str) -> str | None:
            words: Mapping[str, str] = {}
            with contextlib.suppress(LedgerInvalid):
                words = ledger.campaign().vocabulary.get(name, {})
            found = [key for key, word in words.items() if plain(said) in (plain(key), plain(word))]
            return _quoted(found[0]) if len(found) == 1 else None

        return read

    def org(said: str) -> str | None:
        with contextlib.suppress(LedgerInvalid):
            found = orgs_named(said, ledger.orgs())
            return _quoted(found[0]) if len(found) == 1 else None
        return None

    def day(said: str) -> str | None:
        with contextlib.suppress(Unreadable):
            return spoken_days.day(said, today).isoformat() if today is not None else None
        return None

    place = layout.place(path)
    match place.kind if place is not None else "":
        case kinds.ORG.name:
            return {
                ("", "function"): word(FUNCTION_WORDS),
                ("", "parent"): org,
                ("", "until"): day,
                ("", "merged_into"): org,
                ("officers", "role"): word(ROLE_WORDS),
                ("officers", "since"): day,
                ("officers", "until"): day,
            }
        case kinds.CHECKLIST.name:
            return {("prompts", "aspect"): of_vocabulary("aspect")}
        case kinds.CALENDAR.name:
            return {("years", "holidays"): day, ("years", "working"): day}
        case kinds.CASE.name:
            return {("", "opened"): day, ("tasks", "due"): day, ("tasks", "orgs"): org}
        case kinds.CAMPAIGN.name:
            return {
                ("gate", "standards_from"): word(SEVERITY_WORDS),
                ("gate", "key_fields"): of_vocabulary("field"),
                ("sprint", "start"): day,
                ("plan", "approved_on"): day,
                ("git", "unsigned_since"): day,
            }
        case _:
            return {}


def _quoted(key: str) -> str:
    return json.dumps(str(key), ensure_ascii=False)
