"""What the JSON of several views is made of. Keys are a promise: fixed, and null where nothing is said."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.values import Row
    from yiananlib.model.base import Base
    from yiananlib.services.reading.backdating import Backdating
    from yiananlib.services.reading.breakdown import Breakdown
    from yiananlib.services.reading.burn_down import BurnDown
    from yiananlib.services.reading.cleared import Cleared
    from yiananlib.services.reading.common_problems import Common
    from yiananlib.services.reading.ending import Ending
    from yiananlib.services.reading.leadership import Heads
    from yiananlib.services.reading.look_backs import Plan
    from yiananlib.services.reading.members import Members
    from yiananlib.services.reading.ranking import Ranking
    from yiananlib.services.reading.stages import Stages
    from yiananlib.services.reading.sweep import Sweep
    from yiananlib.services.reading.what_held import WhatHeld


_PROBLEM: Final = (
    "id", "org", "number", "org_name", "title", "status", "lamp", "kind", "field", "severity", "class_", "leader",
    "owner", "found", "due", "due_extended", "overdue_days", "round", "measures", "measures_done", "closed_on",
    "reopened_on", "closed_before",
)  # fmt: skip
_KEYS: Final = tuple(name.rstrip("_") for name in _PROBLEM)
_VALUES: Final = attrgetter(*_PROBLEM)


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
    return dict(zip(_KEYS, _VALUES(row), strict=True))


def record(value: Base) -> dict[str, Any]:
    """Return every field by its name in the file, unset ones as None."""
    return value.model_dump(by_alias=True)


def fields(value: Any, names: str) -> dict[str, Any]:
    """Return the fields of a result that ``names`` says, divided by blanks; those of what is in them by name, too."""
    return {name: plain(getattr(value, name)) for name in names.split()}


def plain(value: Any) -> Any:
    """Return named tuples and dataclasses as dictionaries, and other tuples as lists."""
    names = getattr(value, "_fields", None) or getattr(value, "__dataclass_fields__", None)
    if names:
        return {name: plain(getattr(value, name)) for name in names}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def told(
    value: Backdating
    | Breakdown
    | BurnDown
    | Cleared
    | Ending
    | Sweep
    | Common
    | Members
    | Plan
    | Ranking
    | WhatHeld
    | Heads
    | Stages,
) -> dict[str, Any]:
    """Return how the JSON begins of what the campaign office reads."""
    return {"as_of": value.day, "commit": value.commit, "campaign": value.setting.name, "org": value.org}


def entries(row: MatterRow) -> dict[str, Any]:
    """Return what was recorded of a matter: what counts, what the rules refuse, what was taken back."""
    return {
        "entries": [entry.data for entry in row.entries],
        "refused": [entry.data for entry in row.refused],
        "taken_back": [entry.data for entry in row.history if entry.taken_back],
    }
