"""What is asked of records of every kind, each answered by the module of its kind.

The modules are loaded when the first record of their kind is there: a command about problems has no use for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from yiananlib.messages import _
from yiananlib.model import lifecycle
from yiananlib.model.steps import step
from yiananlib.model.words import STEP_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.model.org import Org
    from yiananlib.model.record import Record


def faults(record: Record[Any, Any]) -> Sequence[tuple[int, str]]:
    """Return the entries that its lifecycle does not allow, each by its index and with the reason."""
    match record.kind:
        case "problem":
            return lifecycle.fold(cast("Any", record)).faults
        case "round":
            first = len(cast("Any", record).answers)
            return [(first + place, reason) for place, reason in cast("Any", record).faults]
        case _:
            from yiananlib.model import matters

            return matters.fold(cast("Any", record)).faults


def called(record: Record[Any, Any], entry: Stamped) -> str:
    """Return what messages call an entry of the record: what it records, by whom and when."""
    at = entry.at.strftime("%Y-%m-%d %H:%M")
    if record.kind == "round" and hasattr(entry, "prompt"):
        return _("the answer to {prompt} by {by} at {at}").format(prompt=entry.prompt, by=entry.by, at=at)
    return _("“{step}” by {by} at {at}").format(step=_word(record.kind, entry), by=entry.by, at=at)


def by_post(record: Record[Any, Any], index: int, orgs: Mapping[str, Org]) -> str | None:
    """Return why nobody of that post and unit may make the entry at ``index``; None if they may.

    ``orgs`` must hold those that the entry names, that of the record, and all above them.
    """
    entry = record.entries[index]
    match record.kind:
        case "problem":
            from yiananlib.model import authority

            return authority.unauthorised(entry, lifecycle.fold(cast("Any", record.until(index))), orgs)
        case "round":
            from yiananlib.model import refusals

            return refusals.of_row(entry, record.org, orgs)
        case _:
            from yiananlib.model import matters

            return matters.unauthorised(cast("Any", record.until(index)), entry, orgs)


def _word(kind: str, entry: Any) -> str:
    match kind:
        case "problem":
            return _(STEP_WORDS[step(entry)])
        case "round":
            return _(STEP_WORDS[entry.kind])
        case _:
            from yiananlib.model import matters

            return _(matters.kind(kind).entry_words[entry.kind])
