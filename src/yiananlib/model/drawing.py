"""How a sample is drawn (抽查): so that anybody can draw it again with nothing but a tool for SHA-256.

Each member of the population gets a number: the SHA-256 of the text ``<seed>/<org>/<id>`` in hexadecimal. In its
part, which is the whole population or one organization's, those with the smallest numbers are drawn.
``docs/sampling.md`` says it for readers.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Rule(NamedTuple):
    """How many are drawn: ``share`` in percent, at least ``least`` and at most ``most`` of each part."""

    share: int
    least: int | None = None
    most: int | None = None
    by_unit: bool = False

    def size(self, count: int) -> int:
        """Return how many of ``count`` are drawn: the share rounded up, within the bounds, no more than there are."""
        found = -(-count * self.share // 100)
        if self.least is not None:
            found = max(found, self.least)
        if self.most is not None:
            found = min(found, self.most)
        return min(found, count)


def digest(said: Mapping[str, object], population: Sequence[str]) -> str:
    """Return the SHA-256 of a population and of what was ``said`` of it, as canonical JSON: sorted keys, no spaces."""
    content = json.dumps(
        {**said, "population": list(population)}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(content.encode()).hexdigest()


def number(seed: str, ref: str) -> str:
    """Return the number that a seed gives to ``<org>/<id>``."""
    return hashlib.sha256(f"{seed}/{ref}".encode()).hexdigest()


def part(rule: Rule, ref: str) -> str:
    """Return of which part of the population a member is: its organization, or "" where there is one part."""
    return ref.partition("/")[0] if rule.by_unit else ""


def ordered(rule: Rule, population: Sequence[str], seed: str) -> dict[str, list[str]]:
    """Return the members of each part in the order in which they are drawn, parts by their names."""
    parts: dict[str, list[str]] = {}
    for ref in sorted(population, key=lambda ref: (part(rule, ref), number(seed, ref))):
        parts.setdefault(part(rule, ref), []).append(ref)
    return parts


def drawn(rule: Rule, population: Sequence[str], seed: str) -> tuple[str, ...]:
    """Return the sample, part by part in the order in which it is drawn."""
    parts = ordered(rule, population, seed)
    return tuple(ref for members in parts.values() for ref in members[: rule.size(len(members))])


def successor(rule: Rule, population: Sequence[str], seed: str, ref: str, used: Sequence[str]) -> str | None:
    """Return who takes the place of ``ref``: the next of its part that was not ``used``; None where there is none."""
    members = ordered(rule, population, seed).get(part(rule, ref), [])
    return next((member for member in members if member not in used), None)
