"""The effect by the five looks (五看): as the units rate it, and beside it as those do who supervise them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import county_queries
from yiananlib.index.figures import rate
from yiananlib.model.vocabulary import Look

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.index.sync import Index

APART: Final = 2
"""How far the two sides are apart, at least, where the ratings of a problem raise a question."""


class Mean(NamedTuple):
    """The mean of the ratings of ``n`` problems, None without any."""

    mean: float | None
    n: int


class Sides(NamedTuple):
    """How a look is rated by the units and by the supervisors."""

    unit: Mean
    supervisor: Mean


class Question(NamedTuple):
    """A look at a problem that the two sides rate :data:`APART` or further."""

    org: str
    id: str
    org_name: str
    title: str
    look: Look
    unit: int
    supervisor: int

    @property
    def ref(self) -> str:
        """``<org>/<id>``."""
        return f"{self.org}/{self.id}"


class FiveLooks(NamedTuple):
    """Every look with its means, and the questions in the order of problems."""

    looks: dict[Look, Sides]
    questions: tuple[Question, ...]

    @property
    def rated(self) -> bool:
        """Whether anything was rated."""
        return any(sides.unit.n or sides.supervisor.n for sides in self.looks.values())


def five_looks(index: Index, day: dt.date, within: Sequence[str] | None) -> FiveLooks:
    """Return the ratings of ``within``, a scope that the index was asked for, or of all.

    Of each side the last rating of each look counts; office and inspectors are supervisors, anybody else a unit.
    """
    problems: dict[tuple[str, str, str, str], tuple[dict[Look, int], dict[Look, int]]] = {}
    for *problem, supervises, scores in county_queries.ratings(index, day, within):
        org, name, org_name, title = problem
        sides = problems.setdefault((org, name, org_name, title), ({}, {}))
        sides[supervises].update({Look(look): score for look, score in scores.items()})
    means = {
        look: Sides(
            _mean([unit[look] for unit, _supervisor in problems.values() if look in unit]),
            _mean([supervisor[look] for _unit, supervisor in problems.values() if look in supervisor]),
        )
        for look in Look
    }
    questions = tuple(
        Question(*named, look, unit[look], supervisor[look])
        for named, (unit, supervisor) in problems.items()
        for look in Look
        if look in unit and look in supervisor and abs(unit[look] - supervisor[look]) >= APART
    )
    return FiveLooks(means, questions)


def _mean(scores: Sequence[int]) -> Mean:
    return Mean(rate(sum(scores), len(scores)), len(scores))
