"""Which problems may state an effect, as the index has it: nominated here, decided by whoever reads their files.

What the index does not name is not there as far as any list or report knows, either: they are looked for in the same
rows, after the same look at every file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from yiananlib.index.sync import Index

_BYTES: Final = 16
"""Of a digest that finds what is read anyway."""


def digest_of(effect: str) -> bytes:
    """Return what an effect, reduced by ``comparable``, is found by."""
    return hashlib.blake2b(effect.encode(), digest_size=_BYTES).digest()


def stating(index: Index, effect: str) -> list[tuple[str, str]]:
    """Return organization and id of the problems that may state an effect, reduced by ``comparable``, in any order."""
    index.problems()
    statement = "SELECT org, id FROM effects JOIN problems USING (problem) WHERE digest = ?"
    return index.connection.execute(statement, (digest_of(effect),)).fetchall()
