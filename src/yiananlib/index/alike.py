"""Which problems share words with a text: pairs of neighbouring Chinese characters, and whole words of letters.

Chinese writes no spaces between words, and most of its words have two characters. Digits say how many, not what: they
are left out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from yiananlib.index.search import grams

if TYPE_CHECKING:
    from collections.abc import Collection

    from yiananlib.index.sync import Index

MOST: Final = 500
"""Problems that are looked at: those that share the most."""
_WORDS: Final = 200
"""Words of a text that are looked up, the first ones."""
_SHORT: Final = 4
"""Letters from which on a word of an alphabet says something."""


def words(text: str) -> tuple[str, ...]:
    """Return the words that ``text`` is compared by, each once, in their order."""
    found: dict[str, None] = {}
    for run in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", text).casefold()):
        for part in re.findall(r"[\u3400-\u9fff\U00020000-\U000323af]+|[^\u3400-\u9fff\U00020000-\U000323af]+", run):
            if part[0] >= "\u3400":
                found.update(dict.fromkeys(part[at : at + 2] for at in range(len(part) - 1)))
            elif len(part) >= _SHORT:
                found[part] = None
    return tuple(found)


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """Return how many words both texts have ÷ how many that of them has that has fewer; 0 where one has none."""
    fewer = min(len(one), len(other))
    return len(set(one) & set(other)) / fewer if fewer else 0.0


def together(shared: Collection[str], text: str) -> tuple[str, ...]:
    """Return the words that are ``shared`` as they stand in ``text``: pairs that follow each other as one."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    covered = [False] * len(plain)
    for word in shared:
        for at in (match.start() for match in re.finditer(f"(?={re.escape(word)})", plain)):
            covered[at : at + len(word)] = [True] * len(word)
    found, run = dict[str, None](), ""
    for character, is_shared in zip(plain + " ", [*covered, False], strict=True):
        if is_shared:
            run += character
        elif run:
            found[run] = None
            run = ""
    return tuple(sorted(found, key=len, reverse=True))


def sharing(index: Index, asked: Collection[str], least: int) -> list[tuple[int, str]]:
    """Return the problems that share ``least`` of these words or more, with title and symptom; those most first.

    At most :data:`MOST`; all they say is looked at, causes and measures, too. The records must be up to date.
    """
    looked_up = list(asked)[:_WORDS]
    if not looked_up:
        return []
    each = " UNION ALL ".join(
        f"SELECT rowid AS problem FROM grams WHERE grams MATCH :word{n}" for n in range(len(looked_up))
    )
    given: dict[str, str | int] = {f"word{n}": _pairs(word) for n, word in enumerate(looked_up)}
    statement = (
        f"SELECT problem, title, symptom FROM problems JOIN (SELECT problem, count(*) AS shared FROM ({each})"
        " GROUP BY problem HAVING count(*) >= :least ORDER BY shared DESC, problem LIMIT :most) USING (problem)"
    )
    found = index.connection.execute(statement, {**given, "least": least, "most": MOST})
    return [(problem, f"{title}\n{symptom}") for problem, title, symptom in found]


def _pairs(word: str) -> str:
    """Return the query for what has all pairs of a word; its last character begins one that may go on in any way."""
    pairs = grams(word).split()
    whole = [pair for pair in pairs if not pair.endswith("0000")]
    return " AND ".join(sorted(whole or pairs))


def related(index: Index, problem: int) -> dict[int, str]:
    """Return the problems that a problem names or that name it, and how.

    ``finding``: they repeat the same finding of a case; ``recurs``: one is the other, come back.
    """
    came_back = "other.recurs = one.id OR one.recurs = other.id"
    statement = (
        f"SELECT other.problem, CASE WHEN {came_back} THEN 'recurs' ELSE 'finding' END"
        " FROM problems AS one JOIN problems AS other ON other.problem <> one.problem"
        f" AND (other.finding = one.finding OR {came_back}) WHERE one.problem = :problem ORDER BY other.problem"
    )
    return dict(index.connection.execute(statement, {"problem": problem}).fetchall())


def among(problems: Collection[int]) -> tuple[str, dict[str, str]]:
    """Return the condition that a problem is one of these, and its parameters."""
    return "problems.problem IN (SELECT value FROM json_each(:among))", {"among": json.dumps(list(problems))}
