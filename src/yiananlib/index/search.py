"""Finding text that contains a text, of one Chinese character and more.

SQLite's own tokenizers split Chinese into nothing that two characters would match, and its trigrams need three. So each
problem's words are kept as pairs of neighbouring UTF-16 units in hexadecimal, which FTS5 takes for words: a
text can only contain another if it has all its pairs. That narrows; the words themselves decide.
"""

from __future__ import annotations

_UNIT = 4
"""Hexadecimal digits of a UTF-16 unit."""


def grams(folded: str) -> str:
    """Return the pairs of ``folded``, each once; the last character begins one, too."""
    units = folded.encode("utf-16-be").hex() + "0" * _UNIT
    return " ".join({units[at : at + 2 * _UNIT] for at in range(0, len(units) - _UNIT, _UNIT)})


def containing(text: str) -> tuple[str, dict[str, str]]:
    """Return the condition that a problem's words contain ``text``, whatever its case, and its parameters."""
    folded = text.casefold()
    units = folded.encode("utf-16-be").hex()
    pairs = {units[at : at + 2 * _UNIT] for at in range(0, len(units) - _UNIT, _UNIT)}
    return (
        "problems.problem IN (SELECT texts.problem FROM grams JOIN texts ON texts.problem = grams.rowid"
        " WHERE grams MATCH :pairs AND instr(folded, :text))",
        {"pairs": " AND ".join(sorted(pairs)) or f"{units}*", "text": folded},
    )
