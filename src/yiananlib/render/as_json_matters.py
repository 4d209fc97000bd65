"""The JSON of matters as they are recorded, of notices, and of what waits besides problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.index.matter_values import MatterRow
from yiananlib.services.notices import overdue_days, rung

if TYPE_CHECKING:
    from yiananlib.services.due import Other
    from yiananlib.services.matter_recording import RecordedMatter
    from yiananlib.services.notices import Notices, ShownNotice


def recorded(value: RecordedMatter) -> dict[str, Any]:
    """Return a matter that something was recorded of; ``due_now`` is the last day for what is awaited now."""
    from yiananlib.model import matters, notices  # what recorded it has loaded them

    standing, matter = value.standing, value.standing.matter
    head = {key: said for key, said in matter.head.model_dump(by_alias=True).items() if key not in ("schema", "id")}
    return {
        "id": matter.head.id,
        "org": matter.org,
        "matter": matter.kind,
        **head,
        "status": standing.status,
        "due_now": matters.kind(matter.kind).due(standing),
        **({"rung_now": notices.rung(standing)} if matter.kind == "notice" else {}),
        "entries": [entry.model_dump(by_alias=True) for entry in matter.entries],
        "uncommitted": value.uncommitted,
    }


def notices(value: Notices) -> list[dict[str, Any]]:
    """Return a list of notices."""
    return [_notice(row) for row in value.rows]


def shown_notice(value: ShownNotice) -> dict[str, Any]:
    """Return one notice with its entries."""
    return _notice(value.row) | {
        "entries": [entry.data for entry in value.row.entries],
        "refused": [entry.data for entry in value.row.refused],
        "taken_back": [entry.data for entry in value.row.history if entry.taken_back],
    }


def others(value: tuple[Other, ...]) -> dict[str, list[dict[str, Any]]]:
    """Return what waits besides problems, under what it waits for."""
    return {
        other.what: [_matter(row) if isinstance(row, MatterRow) else row._asdict() for row in other.rows]
        for other in value
    }


def _matter(row: MatterRow) -> dict[str, Any]:
    return _notice(row) if row.kind == "notice" else matter(row)


def _notice(row: MatterRow) -> dict[str, Any]:
    return matter(row) | {"rung_now": rung(row), "overdue_days": overdue_days(row)}


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
