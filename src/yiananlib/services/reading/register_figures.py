"""The figures of the registers, for a report: of an organization with all below it, or of the county."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import register_counts
from yiananlib.model.registers import ALL

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.index.sync import Index


class RegisterFigures(NamedTuple):
    """The figures of a register: how many records stand where, by the names of ``Register.counts``.

    Where each of the ``units`` is to have an open record, ``without`` are the codes of those that have none.
    """

    register: str
    counts: dict[str, int]
    units: int = 0
    without: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever recorded in it."""
        return not any(self.counts.values())


def registers(index: Index, day: dt.date, orgs: Sequence[str] | None) -> tuple[RegisterFigures, ...]:
    """Return the figures of every register at the end of ``day``; of what lies with ``orgs``, None for all.

    :meth:`Index.given` comes first, unless all are asked for.
    """
    found = []
    for register in ALL:
        by_org = register_counts.counts(index, register, day, orgs).values()
        figures = RegisterFigures(
            register.name, {count.name: sum(one[count.name] for one in by_org) for count in register.counts}
        )
        if register.expected:
            missing = register_counts.without(index, register, day, orgs)
            figures = figures._replace(
                units=register_counts.units(index, orgs), without=tuple(org for org, _name in missing)
            )
        found.append(figures)
    return tuple(found)
