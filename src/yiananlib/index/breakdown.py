"""Problems broken down by what they say, a row each: by class, by leader, by tag, by the year of their finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import conditions, figures, queries
from yiananlib.index.queries import Narrowed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from yiananlib.index.sync import Index


class By(NamedTuple):
    """Something that problems can be broken down by.

    Attributes:
        value: the value of a problem, in SQL over its standing; null or empty if it has none.
        joined: the SQL to be joined for it.
        vocabulary: the vocabulary of the values; "" if they are not words of the campaign.
        overlaps: whether a problem can have several values, so that it is counted more than once.
        times: whether to show how often, too, since one problem can have the same value repeatedly.
    """

    value: str
    joined: str = ""
    vocabulary: str = ""
    overlaps: bool = False
    times: bool = False


_RETURNS: Final = (
    " JOIN (SELECT problem AS returned, data AS said FROM entries WHERE kind = 'reviewed' AND counts AND day <= :day"
    " AND json_extract(data, '$.verdict') = 'return') ON returned = problems.problem"
    " LEFT JOIN json_each(said, '$.why') AS one"
)

BY: Final = {
    "kind": By("kind", vocabulary="kind"),
    "class": By("class"),
    "severity": By("severity"),
    "field": By("field", vocabulary="field"),
    "source": By("source", vocabulary="source"),
    "level": By("one.value", " LEFT JOIN json_each(problems.level) AS one", "level", overlaps=True),
    "finding": By("finding"),
    "task": By("task"),
    "tag": By("one.value", " LEFT JOIN json_each(problems.tags) AS one", overlaps=True),
    "linked": By("one.value", " LEFT JOIN json_each(problems.linked) AS one", "linked_work", overlaps=True),
    "leader": By("leader"),
    "year": By("substr(found, 1, 4)"),
    "return_reason": By("one.value", _RETURNS, "return_reason", overlaps=True, times=True),
}
"""By the word of ``report --by``."""

COUNTED: Final = ("total", "closed", "open", "overdue")
"""The counts of each row, by the names of ``figures.COUNTS``."""

_COUNTS: Final = ", ".join(
    f"count(DISTINCT problems.problem) FILTER (WHERE {figures.COUNTS[name]})" for name in COUNTED
)


class Counted(NamedTuple):
    """How many problems say something, ``value``, None for those that do not say it; ``times`` how often they do."""

    value: str | None
    total: int
    closed: int
    open: int
    overdue: int
    times: int


def counted(index: Index, day: dt.date, orgs: Sequence[str] | None, name: str) -> Iterator[Counted]:
    """Yield what problems say of one of :data:`BY` at the end of ``day``, those voided left out, in no order.

    ``orgs`` are the whole of a scope that the index was asked for, None for all.
    """
    by = BY[name]
    within, given = queries.clause(index, day, orgs, Narrowed((conditions.THERE,)))
    statement = f"SELECT {by.value}, {_COUNTS}, count(*) FROM {index.standing(day)}{by.joined}{within} GROUP BY 1"
    for row in index.connection.execute(statement, given):
        yield Counted(*row)


def total(index: Index, day: dt.date, orgs: Sequence[str] | None) -> int:
    """Return how many problems there are, each once."""
    return queries.count(index, day, orgs, Narrowed((conditions.THERE,)))
