"""The ladder (提醒, 督办, 告诫, 问责): which rung comes next where one had no effect; suggested, never taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import conditions, matter_queries, queries, urging
from yiananlib.model.notice_words import Rung, above
from yiananlib.services.reading.notices import overdue_days, rung

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.sync import Index


class Suggested(NamedTuple):
    """What is still to be done on the ``rung`` it stands on, for so many ``days``, and the rung that comes ``next``.

    ``kind`` is ``notice``, whose reply is overdue, or ``problem``, which is overdue and was urged (the lowest rung),
    ``times`` times, without an act of its unit since.
    """

    kind: str
    org: str
    id: str
    org_name: str
    title: str
    rung: str
    since: dt.date
    days: int
    times: int
    next: str

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


def suggested(index: Index, day: dt.date, orgs: Sequence[str] | None = None) -> Iterator[Suggested]:
    """Yield where the next rung may be thought of at the end of ``day``, in configured order.

    ``orgs`` (None for all) are the whole of a scope that the index was asked for.
    """
    notices = list(matter_queries.rows(index, day, "notice", orgs, [matter_queries.NOTICE_OPEN]))
    for notice in notices:
        now = rung(notice)
        late = overdue_days(notice)
        following = above(now)
        if late and notice.due is not None and following is not None:
            yield _of(notice, now, notice.due, late, following)
    told = {name for notice in notices for name in notice.data["problems"] or ()}
    urged = {
        (org, name): last
        for (org, name), last in urging.about(index, day).items()
        if not last.answered and name not in told
    }
    if not urged:
        return
    overdue = queries.called([name for _org, name in urged], conditions.WAITING, conditions.OVERDUE)
    for row in queries.rows(index, day, orgs, overdue):
        last = urged.get((row.org, row.id))
        if last is None:
            continue
        days = (day - last.day).days
        if days >= index.setting.again_after_days:
            yield Suggested(
                "problem", row.org, row.id, row.org_name, row.title, Rung.REMINDER, last.day, days, last.times,
                Rung.SUPERVISION,
            )  # fmt: skip


def _of(notice: MatterRow, now: Rung, since: dt.date, days: int, following: Rung) -> Suggested:
    return Suggested("notice", notice.org, notice.id, notice.org_name, notice.title, now, since, days, 1, following)
