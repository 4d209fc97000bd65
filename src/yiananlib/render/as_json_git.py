"""The JSON of what is proved from files and from history, and of what is done with git."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.render import again
from yiananlib.render.as_json_reading import problem_row
from yiananlib.render.as_json_recording import asdict, record

if TYPE_CHECKING:
    from yiananlib.services.history import Comparison, History, Moment
    from yiananlib.services.merging import Driven, Resolved
    from yiananlib.services.proof import Proved
    from yiananlib.services.setup import SetUp
    from yiananlib.services.slips import Undone
    from yiananlib.services.sync import Synced
    from yiananlib.services.verify import Verified
    from yiananlib.services.yielding import Yielded


def verified(value: Verified) -> Any:
    """Shape what was found in the files."""
    return {
        "in_order": value.in_order,
        "files": value.files,
        "problems": value.problems,
        "findings": [f._asdict() for f in value.findings],
    }


def proved(value: Proved) -> Any:
    """Shape what was found in the history."""
    return {
        "in_order": value.in_order,
        "commits": value.commits,
        "signed": value.signed,
        "findings": [f._asdict() for f in value.findings],
    }


def resolved(value: Resolved) -> Any:
    """Shape what became of a merge."""
    settled = value.settled
    return {
        "operation": settled.operation,
        "merged": list(settled.merged),
        "left": [asdict(left) for left in settled.left],
        "verified": verified(value.verified),
    }


def yielded(value: Yielded) -> Any:
    """Shape what gave way, with the commands that record it anew."""
    return {
        "by": value.by,
        "commit": value.commit,
        "merged": list(value.merged),
        "entries": [
            {
                "record": gave.ref,
                "kind": gave.kind,
                "entry": gave.entry.plain(),
                "again": again.command(gave.kind, gave.ref, gave.entry),
            }
            for gave in value.entries
        ],
    }


def driven(value: Driven) -> Any:
    """Shape what the merge driver could not settle."""
    return {"path": value.path, "conflicts": [c._asdict() for c in value.conflicts]}


def set_up(value: SetUp) -> Any:
    """Shape what git was told."""
    return {
        "settings": list(value.settings),
        "attributes": value.attributes,
        "hook": value.hook,
        "kept": value.kept,
        "tracked": value.tracked,
        "lacking": value.lacking,
        "unsigned": value.unsigned,
    }


def synced(value: Synced) -> Any:
    """Shape what an exchange with a remote did."""
    return {
        "remote": value.remote,
        "branch": value.branch,
        "done": value.done,
        "came": list(value.came),
        "went": list(value.went),
        "merged": list(value.merged),
        "anew": value.anew,
        "left": [asdict(left) for left in value.left],
        "withheld": [f._asdict() for f in value.withheld],
        "pending": list(value.pending),
        "verified": verified(value.verified),
    }


def undone(value: Undone) -> Any:
    """Shape what was taken back."""
    return {"commit": value.commit, "subject": value.subject, "files": list(value.files)}


def history(value: History) -> Any:
    """Shape who recorded what."""
    return [
        {
            "commit": e.commit,
            "at": e.at,
            "by": e.by or None,
            "record": e.ref,
            "title": e.title or None,
            "entry": record(e.what) if e.what is not None else None,
        }
        for e in value.events
    ]


def comparison(value: Comparison) -> Any:
    """Shape what changed between two moments."""
    return {
        "org": value.org,
        "from": _moment(value.before),
        "to": _moment(value.after),
        "appeared": [problem_row(r) for r in value.appeared],
        "closed": [problem_row(r) for r in value.closed],
        "reopened": [problem_row(r) for r in value.reopened],
        "voided": [problem_row(r) for r in value.voided],
        "overdue": [problem_row(r) for r in value.overdue],
        "extended": [problem_row(r) for r in value.extended],
        "moved": [problem_row(r) | {"status_before": old} for r, old in value.moved],
    }


def _moment(value: Moment) -> Any:
    return {"name": value.name, "day": value.day, "commit": value.commit, "figures": value.figures._asdict()}
