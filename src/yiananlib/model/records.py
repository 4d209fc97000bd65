"""What is asked of records of every kind, each answered by the module of its kind.

The modules are loaded when the first record of their kind is there: a command about problems has no use for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from yiananlib.messages import _, moment
from yiananlib.model import lifecycle
from yiananlib.model.steps import STEP_WORDS, step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.model.org import Org
    from yiananlib.model.record import Record
    from yiananlib.model.refusals import Basis, Refusal


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


def fold(record: Record[Any, Any]) -> Any:
    """Return what a problem's entries amount to, a State, or those of a matter, a Standing; rounds are not folded."""
    if record.kind == "problem":
        return lifecycle.fold(cast("Any", record))
    from yiananlib.model import matters

    return matters.fold(cast("Any", record))


def refusals(entry: Any, record: Record[Any, Any], state: Callable[[], Any], basis: Basis) -> Iterator[Refusal]:
    """Yield what is wrong with an entry that follows in a problem or a matter; ``state`` makes its :func:`fold`."""
    if record.kind == "problem":
        from yiananlib.model.refusals import of_problem

        return of_problem(entry, state, basis)
    from yiananlib.model.matter_refusals import of_matter

    return of_matter(entry, cast("Any", record), basis)


def homes(record: Record[Any, Any]) -> Iterable[str]:
    """Return the organizations that a matter names, and those of officers; problems are asked where they are judged."""
    if record.kind == "problem":
        return ()
    from yiananlib.model import matters

    matter = cast("Any", record)
    named = matters.kind(matter.kind).references(matter).orgs
    return dict.fromkeys((*(ref.partition("/")[0] for ref in matters.officers(matter)), *named))


def called(record: Record[Any, Any], entry: Stamped) -> str:
    """Return what messages call an entry of the record: what it records, by whom and when."""
    at = moment(entry.at)
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
            from yiananlib.model.refusals import of_row

            return of_row(entry, record.org, orgs)
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
