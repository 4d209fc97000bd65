"""What evidence says of itself: of which day it is, until when it is valid, and which of it is at fault.

A paper is *renewed* by a later one for the same measure that is valid longer, or that was handed in after the first
had run out. One that ran out and was not renewed is *expired*: the gate asks about it on the day of the submission, and
of an ``ongoing`` problem it is due again, even where that is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model.vocabulary import Class, Verdict
from yiananlib.model.words import STATUS_WORDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from yiananlib.model.entries import Entry, Evidenced, Reviewed
    from yiananlib.model.state import State


def impossible_day(entry: Evidenced, recorded: dt.date) -> str | None:
    """Return what is wrong with the days that a paper gives; ``recorded`` is the day that the recorder's clock said."""
    if entry.dated is not None and entry.dated > recorded:
        return _("the evidence is dated {day}, after the day on which it is recorded ({recorded})").format(
            day=entry.dated, recorded=recorded
        )
    if entry.dated is not None and entry.valid_until is not None and entry.valid_until < entry.dated:
        return _("the evidence is valid until {until}, but dated {day}, which is later").format(
            until=entry.valid_until, day=entry.dated
        )
    return None


def renewed(papers: Sequence[Evidenced]) -> list[dt.date | None]:
    """Return for each paper of a problem, in their order, since when another has taken its place; None where none has.

    A paper without a last day is never renewed.
    """
    found: list[dt.date | None] = []
    for n, paper in enumerate(papers):
        until = paper.valid_until
        later = (other for other in papers[n + 1 :] if until is not None and other.measure == paper.measure)
        found.append(min((o.on for o in later if until and _outlasts(o, until)), default=None))
    return found


def _outlasts(other: Evidenced, until: dt.date) -> bool:
    return other.on > until or (other.valid_until is not None and other.valid_until > until)


def expired(state: State, day: dt.date) -> list[Evidenced]:
    """Return the papers that had run out by the end of ``day`` and that nothing recorded since renews.

    Asked are those of the measures of the present round, and those for the problem as a whole, of whatever round.
    """
    if all(paper.valid_until is None for paper in state.evidence):
        return []
    current = {measure.planned.number for measure in state.current_measures}
    return [
        paper
        for paper, since in zip(state.evidence, renewed(state.evidence), strict=True)
        if paper.valid_until is not None
        and paper.valid_until < day
        and since is None
        and (paper.measure is None or paper.measure in current)
    ]


def out_of_place(entry: Evidenced, state: State) -> str | None:
    """Return why a paper may not be added to a problem that is closed; None where it may.

    There it may only take the place of one that has expired, of an ``ongoing`` problem, for the same measure.
    """
    gone = [paper for paper in expired(state, entry.on) if paper.measure == entry.measure]
    if state.head.class_ is not Class.ONGOING or not gone:
        return _("the problem is {status}; then, evidence can only replace what has expired in an ongoing one").format(
            status=_(STATUS_WORDS[state.status])
        )
    if entry.valid_until is not None and entry.valid_until < entry.on:
        return _("it expired on {until} and replaces nothing").format(until=entry.valid_until)
    return None


def unknown(entry: Reviewed, before: Collection[Entry]) -> str | None:
    """Return why a review may not name the papers that it finds at fault; None where it may."""
    if not entry.evidence:
        return None
    if entry.verdict is not Verdict.RETURN:
        return _("only a return names evidence at fault")
    there = set(files(before))
    if missing := [file for file in entry.evidence if file not in there]:
        return _("{file} is no evidence of this problem").format(file=missing[0])
    return None


def files(entries: Collection[Entry]) -> list[str]:
    """Return the names of the supporting files that entries of a problem bring, signed sheets among them."""
    found = []
    for entry in entries:
        if entry.kind == "evidenced":
            found.append(entry.file)
        elif entry.kind == "endorsed" and entry.sheet is not None:
            found.append(entry.sheet.file)
    return list(dict.fromkeys(found))
