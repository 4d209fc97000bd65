"""What people decided about people and organizations: of problems as entries, of cases as records of a register."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.index import conditions, queries
from yiananlib.index.county_queries import joined, recorded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.index.sync import Index

    Scope = Sequence[str] | None


class Decided(NamedTuple):
    """What was decided of one ``org`` and says the same, ``what``: None where it does not say.

    ``people``, ``organizations`` and ``recovered`` (yuan) are sums over so many ``decisions``.
    """

    org: str
    what: Any
    people: int
    decisions: int
    organizations: int
    recovered: int


_SUMS: Final = ", ".join(
    ["coalesce(sum(json_extract(data, '$.count')), 0)", "count(*)"]
    + [f"coalesce(sum(json_extract(data, '$.{name}')), 0)" for name in ("organizations", "recovered")]
)
_OF_PROBLEMS: Final = f"""SELECT problems.org, json_extract(data, '$.{{field}}'), {_SUMS}
     FROM {{standing}} {{joined}} ON entries.problem = problems.problem{{within}} GROUP BY 1, 2"""
_OF_CASES: Final = f"""SELECT matters.org, json_extract(data, '$.{{field}}'), {_SUMS}
     FROM matters JOIN matter_spans USING (matter) WHERE kind = 'accountability' AND status = 'decided'
     AND {conditions.holding("matter_spans")} AND (:orgs IS NULL OR org IN (SELECT value FROM json_each(:orgs)))
     AND (:case IS NULL OR json_extract(data, '$.case') = :case) GROUP BY 1, 2"""
_NAMES_CASE: Final = "substr(coalesce({0}, ''), 1, length(:case) + 1) = :case || '/'"


def of_problems(
    index: Index, day: dt.date, scope: Scope, kind: str, field: str, case: str | None = None
) -> list[Decided]:
    """Return what entries of a kind add up to, by what they say in a field; of problems that are not voided.

    With a case of those alone that name one of its findings or tasks.
    """
    narrowed = recorded(kind)
    if case is not None:
        names = f"({_NAMES_CASE.format('finding')} OR {_NAMES_CASE.format('task')})"
        narrowed = narrowed._replace(conditions=(*narrowed.conditions, names), parameters={"case": case})
    within, given = queries.clause(index, day, scope, narrowed)
    statement = _OF_PROBLEMS.format(field=field, standing=index.standing(day), joined=joined(scope), within=within)
    return [Decided(*row) for row in index.connection.execute(statement, given)]


def of_cases(index: Index, day: dt.date, scope: Scope, field: str, case: str | None = None) -> list[Decided]:
    """Return what decisions about cases themselves add up to, those taken back left out, by what they say in a field.

    With a case of that alone.
    """
    given = {"day": day.isoformat(), "orgs": json.dumps(list(scope)) if scope is not None else None, "case": case}
    return [Decided(*row) for row in index.connection.execute(_OF_CASES.format(field=field), given)]
