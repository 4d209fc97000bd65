"""Which problems may state an effect, as the index has it: nominated here, decided by whoever reads their files.

What the index does not name is not there as far as any list or report knows, either: they are looked for in the same
rows, after the same look at every file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.model.text import fingerprint

if TYPE_CHECKING:
    from yiananlib.index.sync import Index


def stating(index: Index, effect: str) -> list[tuple[str, str]]:
    """Return organization and id of the problems that may state an effect, reduced by ``comparable``, in any order."""
    index.problems()
    statement = "SELECT org, id FROM effects JOIN problems USING (problem) WHERE digest = ?"
    return index.connection.execute(statement, (fingerprint(effect),)).fetchall()
