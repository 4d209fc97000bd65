"""The officers of the ledger, as what waits for each is decided by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from yiananlib.index.sync import Index

_POSTS = "SELECT org || '/' || officer, org, function, role FROM officers JOIN orgs USING (org)"


class Post(NamedTuple):
    """What of an officer decides their queue; ``home`` is their organization."""

    ref: str
    home: str
    function: str
    role: str

    @property
    def answers(self) -> bool:
        """Whether they answer for their organization and all below it."""
        return self.role in ("head", "liaison")

    @property
    def supervises(self) -> bool:
        """Whether they are of the office or the inspectors."""
        return self.function != "unit"

    @property
    def directs(self) -> bool:
        """Whether they are of the office, where work that nobody answers for is seen."""
        return self.function == "office"


def posts(index: Index) -> list[Post]:
    """Return what decides the queue of each officer."""
    return [Post(*found) for found in index.connection.execute(_POSTS)]


def post(index: Index, ref: str) -> Post | None:
    """Return what decides the queue of an officer, given as ``<org>/<officer>``; None where there is no such one."""
    home, _slash, name = ref.partition("/")
    found = index.connection.execute(f"{_POSTS} WHERE org = ? AND officer = ?", (home, name)).fetchone()
    return Post(*found) if found is not None else None


def called(index: Index) -> dict[str, str]:
    """Return what each officer is called, by code, organizations in configured order."""
    statement = "SELECT org || '/' || officer, name || post FROM officers JOIN orgs USING (org) ORDER BY orgs.place"
    return dict(index.connection.execute(statement))
