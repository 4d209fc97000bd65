"""The two records of a transfer held against each other: today, and in the commit that brings one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import judging, transfers
from yiananlib.model.lifecycle import fold
from yiananlib.model.transfers import Half, Transferred
from yiananlib.services.verifying.ground import Source
from yiananlib.store import codec, kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yiananlib.model.finding import Finding
    from yiananlib.model.problem import Problem
    from yiananlib.model.state import State
    from yiananlib.services.verifying.checks import Gleaned
    from yiananlib.services.verifying.ground import Ground
    from yiananlib.services.verifying.judged_commit import JudgedCommit


def gave(state: State) -> Half | None:
    """Return the half that gives a problem away; None where it was not transferred, or that was taken back."""
    counted = {entry.id for entry in state.counted}
    for index, entry in enumerate(state.problem.entries):
        if isinstance(entry, Transferred) and entry.id in counted:
            before = fold(state.problem.until(index))
            return transfers.given(before, tuple(judging.involved(before)), entry)
    return None


def of_problems(ground: Ground, problems: Sequence[Gleaned]) -> Iterator[Finding]:
    """Yield the transfers of which one half is missing, or is not as the other."""
    known = {f"{problem.org}/{problem.id}": problem for problem in problems}
    for problem in problems:
        if problem.gave is not None and problem.gave.other not in known and not _is_unread(ground, problem.gave.other):
            yield _finding(problem, _missing(problem.gave.other))
        if problem.took is None or _is_unread(ground, problem.took.other):
            continue
        other = known.get(problem.took.other)
        if reason := _wrong(problem.took, other.gave if other is not None else None, there=other is not None):
            yield _finding(problem, reason)


def of_commit(judged: JudgedCommit, path: str, problem: Problem, new: Iterable[int]) -> Iterator[Finding]:
    """Yield the transfers that a commit brings by half, or by two halves that are not alike."""
    for i in new:
        entry = problem.entries[i]
        if isinstance(entry, Transferred) and _at(judged, entry.to) is None:
            yield judged.of_entry(path, "transfer", entry.id, _missing(entry.to), _remedy())
        elif i == 0 and (took := transfers.received(problem)) is not None:
            other = _at(judged, took.other)
            half = gave(fold(other)) if other is not None else None
            if reason := _wrong(took, half, there=other is not None):
                yield judged.of_entry(path, "transfer", entry.id, reason, _remedy())


def _wrong(took: Half, half: Half | None, *, there: bool) -> str | None:
    if not there:
        return _("it is said to come from {ref}, which is not there").format(ref=took.other)
    if half is None:
        return _("it is said to come from {ref}, which was not transferred").format(ref=took.other)
    return transfers.unlike(half, took)


def _at(judged: JudgedCommit, ref: str) -> Problem | None:
    org, _slash, name = ref.partition("/")
    data = judged.history.text_at(judged.commit.oid, kinds.PROBLEM.path(org, name))
    try:
        return codec.decode_problem(data, org, name) if data else None
    except codec.Invalid:
        return None


def _missing(ref: str) -> str:
    return _("it is said to stand as {ref} now, which is not there").format(ref=ref)


def _remedy() -> str:
    return _("restore the other record from git, or void the one that took it over with `yian void`")


def _finding(problem: Gleaned, reason: str) -> Finding:
    return Source(problem.path).finding("transfer", reason, _remedy(), at=())


def _is_unread(ground: Ground, ref: str) -> bool:
    org, _slash, name = ref.partition("/")
    return ground.is_unread(kinds.PROBLEM.path(org, name))
