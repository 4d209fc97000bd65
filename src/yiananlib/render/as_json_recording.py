"""The JSON of what recording commands return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yiananlib.model.record import Record
    from yiananlib.model.state import State
    from yiananlib.services.begin import Begun, Defined
    from yiananlib.services.close_out import GateUnmet
    from yiananlib.services.define import Kept, Rejected
    from yiananlib.services.examine import Progress
    from yiananlib.services.recording import Recorded
    from yiananlib.services.redate import Corrected


def gate(value: GateUnmet) -> Any:
    """Shape the checks of the gate that are not met."""
    return {
        "problem": value.ref,
        "closed": False,
        "submitting": value.submitting,
        "unmet": [asdict(check) for check in value.unmet],
    }


def corrected(value: Corrected) -> Any:
    """Shape a round of which an answer was redated."""
    return {
        "org": value.org,
        "round": value.name,
        "correction": record(value.correction),
        "uncommitted": value.uncommitted,
    }


def progress(value: Progress) -> Any:
    """Shape how far a self-examination got."""
    return {
        "org": value.org,
        "round": value.round,
        "subject": value.subject,
        "answered": value.answered,
        "expected": value.expected,
        "open": [p.id for p in value.open],
        "problems": list(value.problems),
        "uncommitted": value.uncommitted,
    }


def begun(value: Begun) -> Any:
    """Shape a new ledger."""
    return {
        "ledger": str(value.root),
        "name": value.campaign.name,
        "git": value.git,
        "uncommitted": value.uncommitted,
    }


def defined(value: Defined) -> Any:
    """Shape a definition that was added."""
    return record(value.record) | {"id": value.id, "uncommitted": value.uncommitted}


def kept(value: Kept) -> Any:
    """Shape an edit that was kept."""
    return {"file": value.path, "kept": True, "findings": [], "uncommitted": value.uncommitted}


def rejected(value: Rejected) -> Any:
    """Shape an edit that was not."""
    return {"file": value.path, "kept": False, "findings": [f._asdict() for f in value.findings], "uncommitted": None}


def recorded(value: Recorded) -> dict[str, Any]:
    """Shape a problem after a record."""
    state = value.state
    head = state.head
    return {
        "id": head.id,
        "org": state.problem.org,
        **{k: v for k, v in record(head).items() if k not in ("id", "schema")},
        "status": state.status,
        "round": state.round,
        "due_extended": state.due,
        "measures": _measures(state),
        "entries": [record(e) for e in state.problem.entries],
        "uncommitted": value.uncommitted,
    }


def _measures(state: State) -> list[dict[str, Any]]:
    return [
        {
            "number": m.planned.number,
            "text": m.planned.text,
            "owner": m.planned.owner,
            "due": m.planned.due,
            "type": m.planned.type,
            "round": m.round,
            "completed": m.completed,
            "evidence": [e.file for e in state.evidence if e.measure == m.planned.number],
        }
        for m in state.measures
    ]


def record(value: Record) -> dict[str, Any]:
    """Return every field by its name in the file, unset ones as None."""
    return value.model_dump(by_alias=True)


def asdict(value: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name; what reading commands return are none, and load nothing for it."""
    import dataclasses

    return dataclasses.asdict(value)
