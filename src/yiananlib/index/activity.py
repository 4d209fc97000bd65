"""What was made, sent and taught: rules, notices and education, counted from the registers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index.conditions import CAME, KEPT, holding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.index.sync import Index


class Activity(NamedTuple):
    """The figures of a scope on a day.

    Attributes:
        rules_made: rules issued as made, revised or abolished.
        notices: notices that were not withdrawn.
        notices_answered: those of them with a reply.
        notices_late: those of them whose reply came after the day that was set, or is past it.
        sessions: sessions of warning education and study that took place.
        reached: those who came or made up for it, at each session anew.
        asked: of how many who were due.
    """

    rules_made: int
    notices: int
    notices_answered: int
    notices_late: int
    sessions: int
    reached: int
    asked: int


_STANDING: Final = f"matters JOIN matter_spans ON matter_spans.matter = matters.matter AND {holding('matter_spans')}"
_ENTRY: Final = "matter_entries AS entry WHERE entry.matter = matters.matter AND entry.counts AND entry.day <= :day"
_RULES: Final = f"""SELECT count(*) FROM {_STANDING} WHERE kind = 'rule' AND status = 'done'
    AND NOT {KEPT}"""
_LATE: Final = """EXISTS (SELECT 1 FROM matter_spans AS awaiting WHERE awaiting.matter = matters.matter
    AND awaiting.status IN ('issued', 'returned') AND awaiting.since <= :day AND awaiting.due < :day
    AND awaiting.until > awaiting.due)"""
_ANSWERED: Final = f"EXISTS (SELECT 1 FROM {_ENTRY} AND entry.kind = 'replied')"
_NOTICES: Final = f"""SELECT count(*), count(*) FILTER (WHERE {_ANSWERED}),
    count(*) FILTER (WHERE {_LATE}) FROM {_STANDING} WHERE kind = 'notice' AND status <> 'withdrawn'"""
_SESSIONS: Final = f"""SELECT count(*),
    sum((SELECT sum({CAME})
    FROM {_ENTRY} AND entry.kind IN ('held', 'made-up'))),
    sum((SELECT max(json_extract(entry.data, '$.due')) FROM {_ENTRY} AND entry.kind = 'held'))
     FROM {_STANDING} WHERE kind = 'meeting' AND status = 'held'
    AND json_extract(matters.data, '$.type') IN ('warning', 'study')"""
_WITHIN: Final = " AND matters.org IN (SELECT value FROM json_each(:orgs))"


def activity(index: Index, day: dt.date, scope: Sequence[str] | None) -> Activity:
    """Return the figures at the end of ``day``, of ``scope``, which the index was asked for, or of all."""
    given = {"day": day.isoformat(), "orgs": json.dumps(list(scope) if scope is not None else [])}
    within = _WITHIN if scope is not None else ""

    def asked(statement: str) -> tuple[int, ...]:
        found = index.connection.execute(statement + within, given).fetchone()
        return tuple(number or 0 for number in found)

    return Activity(*asked(_RULES), *asked(_NOTICES), *asked(_SESSIONS))
