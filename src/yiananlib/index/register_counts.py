"""The figures of the registers: how many of their records stand where, by the organization with which they lie."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from yiananlib.index import conditions
from yiananlib.index.matter_queries import standing_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.index.sync import Index
    from yiananlib.model.register import Count, Register


def counts(index: Index, register: Register, day: dt.date, orgs: Sequence[str] | None) -> dict[str, dict[str, int]]:
    """Return the figures of a register at the end of ``day``, by organization; of ``orgs``, None for all.

    :meth:`Index.given` comes first: what lies with an organization may be in the folder of another.
    """
    counted = ", ".join(f"count(*) FILTER (WHERE {_condition(count)})" for count in register.counts)
    statement = (
        f"SELECT lies_with, {counted} FROM matters JOIN matter_spans USING (matter) WHERE kind = :kind"
        f" AND {conditions.holding('matter_spans')}"
        " AND (:orgs IS NULL OR lies_with IN (SELECT value FROM json_each(:orgs))) GROUP BY lies_with"
    )
    given = {
        "kind": register.name, "day": day.isoformat(), "orgs": json.dumps(list(orgs)) if orgs is not None else None,
    }  # fmt: skip
    names = [count.name for count in register.counts]
    return {
        org: dict(zip(names, numbers, strict=True))
        for org, *numbers in index.connection.execute(statement, given).fetchall()
    }


def without(index: Index, register: Register, day: dt.date, orgs: Sequence[str] | None) -> tuple[tuple[str, str], ...]:
    """Return the units with which no open record of a register lies at the end of ``day``: their codes and names."""
    statement = (
        f"SELECT org, name FROM orgs WHERE {conditions.UNIT_THEN}"
        " AND (:orgs IS NULL OR org IN (SELECT value FROM json_each(:orgs)))"
        " AND org NOT IN (SELECT lies_with FROM matters JOIN matter_spans USING (matter) WHERE kind = :kind"
        f" AND {conditions.holding('matter_spans')} AND {standing_in(register.open)}) ORDER BY place"
    )
    given = {
        "kind": register.name, "day": day.isoformat(), "orgs": json.dumps(list(orgs)) if orgs is not None else None,
    }  # fmt: skip
    return tuple(index.connection.execute(statement, given).fetchall())


def units(index: Index, orgs: Sequence[str] | None) -> int:
    """Return how many units there are, or how many of ``orgs`` are units."""
    statement = (
        "SELECT count(*) FROM orgs WHERE function = 'unit'"
        " AND (:orgs IS NULL OR org IN (SELECT value FROM json_each(:orgs)))"
    )
    given = {"orgs": json.dumps(list(orgs)) if orgs is not None else None}
    return int(index.connection.execute(statement, given).fetchone()[0])


def marked(index: Index, day: dt.date) -> dict[str, str]:
    """Return the organizations that are marked as of high risk at the end of ``day``, each with the reason."""
    statement = f"SELECT org, title FROM {conditions.MARKED} ORDER BY since, matter"
    return dict(index.connection.execute(statement, {"day": day.isoformat()}).fetchall())


def _condition(count: Count) -> str:
    found = [standing_in(count.statuses)] if count.statuses else []
    found += ["matter_spans.due < :day"] if count.late else []
    return " AND ".join(found) or "1"
