"""What git's clock says of the ledger's: the committer's date beside the times of the entries.

Two things are told, and nothing else: an entry that is ahead of its commit, and one that was in time by what its
recorder's machine said, and was committed only after the deadline.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model.finding import Finding, Level
from yiananlib.model.lifecycle import CLOCK_TOLERANCE
from yiananlib.services.occasion import CLOCK_GIVEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yiananlib.model.record import Stamped
    from yiananlib.services.docket import Docket

_GIVEN: Final = "clock"
_TRAILER: Final = re.compile(rf"^{CLOCK_GIVEN}[ \t]*$", re.MULTILINE)


def judge(docket: Docket, path: str, entry: Stamped, deadline: dt.date | None = None) -> Iterator[Finding]:
    """Yield what the commit's date says of an entry.

    Args:
        docket: the commit that brings it.
        path: the record's.
        entry: it.
        deadline: the last day on which it is in time; None where it decides no lateness.
    """
    committed = docket.commit.committed
    if entry.at > dt.datetime.fromtimestamp(committed, dt.UTC) + CLOCK_TOLERANCE:
        yield docket.finding(
            path,
            "ahead",
            _("entry {id}: its time {at} is after that of the commit").format(id=entry.id, at=entry.at.isoformat()),
            _("set the clock of that machine; the time of recording is not chosen"),
        )
    day = docket.footing.sides[0].day(committed)
    if deadline is not None and entry.at.date() <= deadline < day:
        yield docket.finding(
            path,
            "late-commit",
            _(
                "entry {id} says it was recorded on {recorded}, by the deadline {deadline}; it was committed on {day}"
            ).format(id=entry.id, recorded=entry.at.date(), deadline=deadline, day=day),
            _("it counts as backdated and unconfirmed; ask {by} when it was recorded").format(by=entry.by),
            Level.WARNING,
        )


def given(docket: Docket) -> Iterator[Finding]:
    """Yield where a commit's time was given by somebody; :func:`counted` makes one finding of all."""
    if _TRAILER.search(docket.commit.message):
        yield docket.finding("", _GIVEN, "", level=Level.WARNING)


def counted(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, those of :func:`given` as one that counts them, at the end."""
    told: list[Finding] = []
    for found in findings:
        if found.code == _GIVEN:
            told.append(found)
        else:
            yield found
    if told:
        yield Finding(
            told[0].file,
            0,
            _GIVEN,
            _("{count} commits, from this one on, were made under a clock that somebody gave (YIAN_NOW)").format(
                count=len(told)
            ),
            _("rehearsals are made in a ledger of their own; ask who gave it"),
            Level.WARNING,
        )
