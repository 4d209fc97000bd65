"""Texts that say nothing: a root cause that repeats the symptom, a measure of empty phrases.

What `yian lint` looks for, and what is asked when such a text is written.
"""

from __future__ import annotations

import re
from functools import cache

from yiananlib.model.text import comparable
from yiananlib.services.reading.similar import similarity


def repeats(cause: str, symptom: str) -> float:
    """Return how much a root cause repeats the symptom, from 0 to 1; wholly where it is a part of it."""
    said = comparable(cause)
    return 1.0 if said and said in comparable(symptom) else similarity(cause, symptom)


def says_nothing(text: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether nothing, or a single letter, is left of a text without ``phrases``, at each place the longest."""
    return len(_any_of(phrases).sub("", comparable(text))) <= 1


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, phrases)))


@cache
def empty_phrases(more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the phrases that say nothing, the campaign's with them, as :func:`says_nothing` takes them."""
    from importlib import resources  # of no use to what reads no measures

    text = resources.files("yiananlib").joinpath("templates", "empty-phrases.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    phrases = {reduced for line in (*lines, *more) if (reduced := comparable(line))}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
