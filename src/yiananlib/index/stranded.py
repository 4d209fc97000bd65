"""Work that is open and names an officer whose post nobody holds: it ended, has not begun, or is gone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.index import conditions, queries
from yiananlib.index.matter_queries import NOTICE_OPEN, RULE_OPEN
from yiananlib.model.posts import absence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from yiananlib.index.sync import Index

_MATTERS: Final = f"matters JOIN matter_spans USING (matter) WHERE {conditions.holding('matter_spans')} AND kind = "
_UNHELD: Final = "NOT IN (SELECT value FROM json_each(:held))"

# of a whole ledger, reading the intervals as they lie is faster than through the index of the open ones: hence the plus
_NAMED: Final = f"""WITH work AS (
    SELECT problems.problem AS key, problems.org AS org, id, title, owner, leader, round
     FROM {{standing}} WHERE +({conditions.OPEN}){{within}}),
    named AS (
    SELECT owner AS officer, 0 AS sort, 'problem' AS what, org, id, title, NULL AS number
     FROM work WHERE owner {_UNHELD}
    UNION SELECT leader, 0, 'problem', org, id, title, NULL FROM work WHERE leader {_UNHELD}
    UNION ALL SELECT measures.owner, 1, 'measure', org, id, text, number
     FROM work JOIN measures ON measures.problem = work.key AND measures.round = work.round
     AND planned <= :day AND (completed IS NULL OR completed > :day) WHERE measures.owner {_UNHELD}
    UNION ALL SELECT json_extract(data, '$.leader'), 2, kind, org, id, title, NULL
     FROM {_MATTERS}'notice' AND {NOTICE_OPEN}
    UNION ALL SELECT json_extract(data, '$.owner'), 3, kind, org, id, title, NULL
     FROM {_MATTERS}'rule' AND {RULE_OPEN}
    UNION ALL SELECT json_extract(data, '$.chair'), 4, kind, org, id, title, NULL
     FROM {_MATTERS}'meeting' AND status = 'called')
    SELECT officer, what, named.org, id, orgs.name, title, number FROM named JOIN orgs ON orgs.org = named.org
     WHERE officer IS NOT NULL AND officer {_UNHELD}
     AND (:orgs IS NULL OR named.org IN (SELECT value FROM json_each(:orgs)))
     ORDER BY officer, sort, orgs.place, id, number"""


class Stranded(NamedTuple):
    """Something open that names ``officer`` as owner or leader, and ``why`` nobody holds that post.

    ``what`` is problem, measure, notice, rule or meeting; ``number`` that of a measure, ``title`` its text.
    """

    officer: str
    why: str
    what: str
    org: str
    id: str
    org_name: str
    title: str
    number: int | None

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


def stranded(index: Index, day: dt.date, orgs: Sequence[str] | None = None) -> Iterator[Stranded]:
    """Yield what is open at the end of ``day`` in posts that nobody holds on that day, officer by officer.

    ``orgs`` (None for all) are the whole of a scope that the index was asked for; the officers may be of any.
    """
    posts = {post.id: post for post in reversed(queries.officers(index, None))}  # of two with one id the first counts
    given: dict[str, Any] = {
        "day": day.isoformat(),
        "held": json.dumps([officer for officer, post in posts.items() if absence(post, day) is None]),
        "orgs": json.dumps(list(orgs)) if orgs is not None else None,
    }
    within = "" if orgs is None else " AND problems.org IN (SELECT value FROM json_each(:orgs))"
    statement = _NAMED.format(standing=index.standing(day), within=within)
    for officer, *thing in index.connection.execute(statement, given).fetchall():
        why = absence(posts.get(officer), day)
        if why is not None:
            yield Stranded(officer, why, *thing)
