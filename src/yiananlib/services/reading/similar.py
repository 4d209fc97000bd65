"""Texts that are alike: how much, and in groups, without comparing each with each.

The similarity of two texts is that of their letters and digits alone (:func:`yiananlib.model.text.comparable`):
twice the length of their longest common subsequence ÷ both lengths, so 1 for copies and 0 for nothing in common.
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from yiananlib.model.text import comparable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

K = TypeVar("K")

_SIZES: Final = ((1, 8), (2, 40), (3, None))
"""By how long runs texts are looked up, up to which length: the longer the runs, the fewer texts share one.

A short text may have no long run in common with one that is like it.
"""
_LONG_RUNS_FROM: Final = 0.8
"""Below this threshold texts that are alike need have no more than single letters in common."""
_TOLERANCE: Final = 1e-6
"""So much less is enough, since 7/10 is no binary fraction and rapidfuzz rounds on its way."""


def similarity(one: str, other: str) -> float:
    """Return how much two texts are alike, from 0 to 1; 0 where one has no letters."""
    from rapidfuzz.distance import Indel  # what compares no texts does not load it

    first, second = comparable(one), comparable(other)
    return Indel.normalized_similarity(first, second) if first and second else 0.0


def groups(texts: Mapping[K, str], threshold: float) -> list[list[K]]:
    """Return the keys of texts that are alike, in groups of two and more, in the order of ``texts``.

    Two texts are alike when their similarity is at least ``threshold`` (above 0, up to 1). Each text of a group is like
    another of it, and a text in no group is like none. A group gathers around one of its texts, so that it does not
    lead from one subject to the next; which one does not depend on the order of ``texts``. A text without letters is
    like none.
    """
    return [list(group.keys) for group in alike(texts, threshold)]


class Alike(NamedTuple, Generic[K]):
    """The keys of texts that are alike; ``similarity`` is the least that joined one of them to another."""

    keys: tuple[K, ...]
    similarity: float


def alike(texts: Mapping[K, str], threshold: float) -> list[Alike[K]]:
    """Return the groups that :func:`groups` does, with how much their texts are alike."""
    same: dict[str, list[K]] = {}
    for key, text in texts.items():
        if reduced := comparable(text):
            same.setdefault(reduced, []).append(key)
    centres = _centres(list(same), threshold) if threshold < 1 else {}
    found: dict[str, list[K]] = {}
    least: dict[str, float] = {}
    for reduced, keys in same.items():
        centre, score = centres.get(reduced, (reduced, 1.0))
        found.setdefault(centre, []).extend(keys)
        least[centre] = min(score, least.get(centre, 1.0))
    places = {key: place for place, key in enumerate(texts)}
    together = [
        Alike(tuple(sorted(keys, key=places.__getitem__)), least[centre])
        for centre, keys in found.items()
        if len(keys) > 1
    ]
    return sorted(together, key=lambda group: places[group.keys[0]])


def _centres(distinct: Sequence[str], threshold: float) -> dict[str, tuple[str, float]]:
    """Return for each text the one its group gathers around, and how much it is like what it was joined for.

    From the shortest to the longest each joins the group around the text that it is most like, or begins one; then
    those that are still alone join the group of any other text that they are like.
    """
    texts = _Texts(distinct, threshold)
    centre: list[tuple[int, float]] = []
    centres = _Shelf(texts)
    for place in range(len(texts.ordered)):
        like = centres.like(place)
        centre.append(like[0] if like else (place, 1.0))
        if not like:
            centres.add(place)
    sizes = Counter(middle for middle, _score in centre)
    if len(sizes) == len(centre):
        return {}
    alone, grouped = _Shelf(texts), _Shelf(texts)
    nearest: dict[int, tuple[float, int]] = {}
    for place, (middle, _score) in enumerate(centre):
        if sizes[middle] == 1:
            pairs = [(place, other, score) for other, score in grouped.like(place)]
            alone.add(place)
        elif middle != place:
            pairs = [(other, place, score) for other, score in alone.like(place)]
            grouped.add(place)
        else:
            continue  # with the centres each was compared already
        for single, other, score in pairs:
            nearest[single] = max(nearest.get(single, (0.0, 0)), (score, -other))
    for single, (score, other) in nearest.items():
        centre[single] = (centre[-other][0], score)
    return {text: (texts.ordered[middle], score) for text, (middle, score) in zip(texts.ordered, centre, strict=True)}


class _Texts:
    """Texts in order of length, with the runs of letters by which each is looked up, the rarest first."""

    def __init__(self, distinct: Sequence[str], threshold: float) -> None:
        self.ordered = sorted(distinct, key=lambda text: (len(text), text))
        self.lengths = [len(text) for text in self.ordered]
        self.least = threshold - _TOLERANCE
        sizes = _SIZES if threshold >= _LONG_RUNS_FROM else ((1, None),)
        self.bounds: list[_Bound] = []
        above = 0
        for size, most in sizes:
            self.bounds.append(_Bound(size, above, most, self.least))
            above = most or 0
        self.runs: list[dict[int, list[str]]] = []
        for bound in self.bounds:
            first = bisect_left(self.lengths, bound.above + 1)
            last = len(self.ordered) if bound.most is None else bisect_left(self.lengths, bound.longest(bound.most) + 1)
            runs = {place: _runs(self.ordered[place], bound.size) for place in range(first, last)}
            frequency: Counter[str] = Counter()
            for some in runs.values():
                frequency.update(some)
            for some in runs.values():
                some.sort()
                some.sort(key=frequency.__getitem__)
            self.runs.append(runs)


class _Shelf:
    """Some of the texts, to be asked for those like another; they are put there from the shortest to the longest.

    Two texts that are alike have so many runs of letters in common that the few rarest of the one and the few rarest
    of the other cannot all be different (prefix filtering): only texts that share one of these are compared, unless
    these are so many that comparing all of about the same length is faster.
    """

    def __init__(self, texts: _Texts) -> None:
        self.texts = texts
        self._parts: list[tuple[list[int], dict[str, list[int]]]] = [([], {}) for _bound in texts.bounds]

    def add(self, place: int) -> None:
        """Put a text there."""
        length = self.texts.lengths[place]
        for (places, holders), bound, runs in zip(self._parts, self.texts.bounds, self.texts.runs, strict=True):
            if bound.above < length and (bound.most is None or length <= bound.most):
                places.append(place)
                for run in runs[place][: bound.lost(length, below=False) + 1]:
                    holders.setdefault(run, []).append(place)

    def like(self, place: int) -> list[tuple[int, float]]:
        """Return the texts like the one at ``place`` with their similarity, the most similar first; none longer."""
        from rapidfuzz.distance import Indel
        from rapidfuzz.process import extract

        near = self._near(place)
        ordered, least = self.texts.ordered, self.texts.least
        choices = [ordered[n] for n in near]
        found = extract(ordered[place], choices, scorer=Indel.normalized_similarity, score_cutoff=least, limit=None)
        return [(near[at], score) for _text, score, at in found if score >= least]

    def _near(self, place: int) -> list[int]:
        length, lengths = self.texts.lengths[place], self.texts.lengths
        near: list[int] = []
        for (places, holders), bound, runs in zip(self._parts, self.texts.bounds, self.texts.runs, strict=True):
            shortest = bound.shortest(length)
            if not places or (bound.most is not None and bound.most < shortest):
                continue
            first = bisect_left(places, shortest, key=lengths.__getitem__)
            some = runs[place][: bound.lost(length, below=True) + 1]
            sharing = [holders[run] for run in some if run in holders]
            if sum(map(len, sharing)) < len(places) - first:
                near += [n for n in sorted(set().union(*sharing)) if lengths[n] >= shortest]
            else:
                near += places[first:]
        return near


class _Bound:
    """How many runs of ``size`` letters a text can have that no text so like it has.

    It serves pairs of texts whose shorter is longer than ``above`` and not longer than ``most``.
    """

    def __init__(self, size: int, above: int, most: int | None, least: float) -> None:
        self.size = size
        self.above = above
        self.most = most
        self.least = least
        self.lost = functools.cache(self._lost)

    def shortest(self, length: int) -> int:
        """Return how long a text must be at least to be like one of ``length`` letters."""
        return math.ceil(length * self.least / (2 - self.least))

    def longest(self, length: int) -> int:
        """Return how long a text can be at most to be like one of ``length`` letters."""
        return math.floor(length * (2 - self.least) / self.least)

    def _lost(self, length: int, *, below: bool) -> int:
        """Return it for a text of ``length``; ``below``: against texts that are no longer, else no shorter.

        A letter taken out costs the runs it is in, one put in those that it parts.
        """
        other = self.shortest(length) if below else length
        costs = [self._cost(length, n) for n in range(other, (length if below else self.longest(length)) + 1)]
        return max(costs)

    def _cost(self, length: int, other: int) -> int:
        common = math.ceil(self.least * (length + other) / 2)
        return self.size * (length - common) + (self.size - 1) * (other - common)


def _runs(text: str, size: int) -> list[str]:
    """Return the runs of ``size`` letters; one that comes again is another run."""
    found = [text[at : at + size] for at in range(len(text) - size + 1)]
    if len(set(found)) < len(found):
        times: Counter[str] = Counter()
        for at, run in enumerate(found):
            if times[run]:
                found[at] = f"{run} {times[run]}"
            times[run] += 1
    return found
