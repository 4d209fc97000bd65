"""A record: what an organization keeps, be it a problem, a notice, a rule, a meeting or a round of self-examination."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, NamedTuple, Self, TypeVar

from yiananlib.model.base import Stamped

H = TypeVar("H")
E = TypeVar("E", bound=Stamped)


@dataclass(frozen=True, slots=True)
class Record(Generic[H, E]):
    """A head, which is written once, and entries, which are only ever appended; made of values already validated.

    ``org`` is the organization in whose folder it lies, ``kind`` the name of its row in ``store.kinds``.
    """

    org: str
    head: H
    entries: tuple[E, ...]
    kind: str = field(kw_only=True)

    @property
    def name(self) -> str:
        """What its file is called: its id, where nobody chose a name."""
        own: Any = self.head
        return str(own.id)

    @property
    def ref(self) -> str:
        """``<org>/<name>``, the name on the command line and in messages."""
        return f"{self.org}/{self.name}"

    def holding(self, entries: Iterable[E]) -> Self:
        """Return the record with ``entries`` instead of its own."""
        return replace(self, entries=tuple(entries))

    def until(self, index: int) -> Self:
        """Return the record as it was before the entry at ``index``."""
        return self.holding(self.entries[:index])

    def followed_by(self, *entries: E) -> Self:
        """Return the record with more entries."""
        return self.holding((*self.entries, *entries))


class Fault(NamedTuple):
    """An entry that its record's rules do not allow: its index, and why, in the reader's language."""

    entry: int
    reason: str


def lost(before: Sequence[Fault], after: Sequence[Fault]) -> Fault | None:
    """Return the first fault of ``after`` in an entry that was in order ``before``; None where there is none."""
    known = {fault.entry for fault in before}
    return next((fault for fault in after if fault.entry not in known), None)
