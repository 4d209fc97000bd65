"""What the JSON of several views is made of. Keys are a promise: fixed, and null where nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.values import Row
    from yiananlib.model.record import Record
    from yiananlib.services.backdating import Backdating
    from yiananlib.services.burn_down import BurnDown
    from yiananlib.services.look_backs import Plan
    from yiananlib.services.prevalence import Common
    from yiananlib.services.ranking import Ranking
    from yiananlib.services.sweep import Sweep


def matter(row: MatterRow) -> dict[str, Any]:
    """Return what every matter has: its head as it was written, and where it stands."""
    return {
        "id": row.id,
        "org": row.org,
        "org_name": row.org_name,
        "matter": row.kind,
        **{key: said for key, said in row.data.items() if key not in ("schema", "id")},
        "since": row.since,
        "status": row.status,
        "due_now": row.due,
    }


def problem_row(row: Row) -> dict[str, Any]:
    """Shape a problem as lists have it."""
    return {
        "id": row.id,
        "org": row.org,
        "number": row.number,
        "org_name": row.org_name,
        "title": row.title,
        "status": row.status,
        "lamp": row.lamp,
        "kind": row.kind,
        "field": row.field,
        "severity": row.severity,
        "class": row.class_,
        "leader": row.leader,
        "owner": row.owner,
        "found": row.found,
        "due": row.due,
        "due_extended": row.due_extended,
        "overdue_days": row.overdue_days,
        "round": row.round,
        "measures": row.measures,
        "measures_done": row.measures_done,
        "closed_on": row.closed_on,
        "reopened_on": row.reopened_on,
        "closed_before": row.closed_before,
    }


def record(value: Record) -> dict[str, Any]:
    """Return every field by its name in the file, unset ones as None."""
    return value.model_dump(by_alias=True)


def asdict(value: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name; what reading commands return are none, and load nothing for it."""
    import dataclasses

    return dataclasses.asdict(value)


def told(value: Backdating | BurnDown | Sweep | Common | Plan | Ranking) -> dict[str, Any]:
    """Return how the JSON begins of what the campaign office reads."""
    return {"as_of": value.day, "commit": value.commit, "campaign": value.setting.name, "org": value.org}
