"""Identifiers: six characters of lower-case Crockford base32, chosen at random.

Two branches that both add a record never meet in one file; the name of a record is nothing else.
"""

import itertools
from collections.abc import Callable
from typing import Final

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 6

Entropy = Callable[[str], bytes]
"""A source of at least six bytes for a purpose; random, or made from ``YIAN_SEED``."""

ID_PATTERN: Final = rf"^[{ALPHABET}]{{{LENGTH}}}$"


def is_id(value: str) -> bool:
    """Tell whether ``value`` is a whole id."""
    return len(value) == LENGTH and not value.strip(ALPHABET)


def is_prefix(value: str) -> bool:
    """Tell whether ``value`` can begin an id (a whole id included)."""
    return 1 <= len(value) <= LENGTH and not value.strip(ALPHABET)


def fresh(taken: Callable[[str], bool], entropy: Entropy, salt: str) -> str:
    """Return an id that is not ``taken``.

    ``salt`` says what the id is for. It and the count of tries so far are handed to ``entropy``, so
    that a seeded source (``YIAN_SEED``) gives the same ids for the same calls on the same ledger.
    """
    return several(1, taken, entropy, salt)[0]


def several(count: int, taken: Callable[[str], bool], entropy: Entropy, salt: str) -> list[str]:
    """Return so many ids that are not ``taken``, in ascending order; see :func:`fresh`.

    Records that are made at one moment are listed by their ids: given them in this order, they keep theirs.
    """
    found: set[str] = set()
    for n in itertools.count():
        if len(found) == count:
            break
        digest = entropy(f"{salt}/{n}")
        candidate = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])
        if not taken(candidate):
            found.add(candidate)
    return sorted(found)
