"""What git's clock says of the ledger's: the committer's date beside the times of the entries.

An entry whose time is not written in the campaign's zone is refused, for its day would be another. Besides, two things
are told, and nothing else: an entry that is ahead of its commit, and one that was in time by what its
recorder's machine said, and was committed only after the deadline.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _, moment
from yiananlib.model import redating
from yiananlib.model.finding import Finding, Level
from yiananlib.model.redating import CLOCK_TOLERANCE
from yiananlib.services.verifying.times import in_zone, other_zone
from yiananlib.store import codec, kinds, layout, trailers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.services.verifying.judged_commit import JudgedCommit
    from yiananlib.store.history import History

_GIVEN: Final = "clock"
_AHEAD: Final = "ahead"


def judge(judged: JudgedCommit, path: str, entry: Stamped, deadline: dt.date | None = None) -> Iterator[Finding]:
    """Yield what the commit's date says of an entry.

    Args:
        judged: the commit that brings it.
        path: the record's.
        entry: it.
        deadline: the last day on which it is in time; None where it decides no lateness.
    """
    committed = judged.commit.committed
    zone = judged.policy.sides[0].zone
    if zone is not None and not in_zone(entry.at, zone):
        yield judged.finding(
            path, "offset", other_zone(entry, zone), _("record it again; the UTC offset decides the day it counts")
        )
    if entry.at > dt.datetime.fromtimestamp(committed, dt.UTC) + CLOCK_TOLERANCE:
        yield judged.finding(
            path,
            _AHEAD,
            ahead(entry),
            _("set the clock of that machine; the time of recording cannot be chosen"),
        )
    day = judged.policy.sides[0].day(committed)
    # the commit with which a ledger begins is taken as it is
    if judged.parents and deadline is not None and entry.at.date() <= deadline < day:
        yield judged.finding(
            path,
            "late-commit",
            _(
                "entry {id} says it was recorded on {recorded}, by the deadline {deadline}, but it was"
                " committed on {day}"
            ).format(id=entry.id, recorded=entry.at.date(), deadline=deadline, day=day),
            _("it counts as backdated and unconfirmed; ask {by} when it was recorded").format(by=entry.by),
            Level.WARNING,
        )


def ahead(entry: Stamped) -> str:
    """Return the sentence that an entry is ahead of the commit that brings it."""
    return _("entry {id}: its time {at} is later than that of the commit").format(id=entry.id, at=moment(entry.at))


class Redated:
    """What the ledger says at some commits of clocks that ran ahead: which entries are set right there."""

    def __init__(self, history: History, commits: Sequence[str]) -> None:
        self.history = history
        self.commits = commits
        self._sentences: dict[str, set[str]] = {}

    def settle(self, found: Finding) -> Finding:
        """Return a finding of :func:`judge` as a warning where its entry was set right afterwards, else as it is."""
        if found.code != _AHEAD:
            return found
        path = found.file.partition(":")[2]
        if path not in self._sentences:
            self._sentences[path] = {said for oid in self.commits for said in self._in(oid, path)}
        if found.message not in self._sentences[path]:
            return found
        remedy = _("it has been corrected with `yian redate`")
        return found._replace(level=Level.WARNING, remedy=remedy)

    def _in(self, commit: str, path: str) -> Iterator[str]:
        rows = self._rows(commit, path)
        days = redating.days(rows)
        yield from (ahead(entry) for entry in rows if entry.id in days)

    def _rows(self, commit: str, path: str) -> list[Stamped]:
        place = layout.place(path)
        name = f"{commit}:{self.history.within}{path}"
        if place is None:
            return []
        try:
            return kinds.BY_NAME[place.kind].said(self.history.record(name, place))
        except (KeyError, codec.Invalid):
            return []


def given(judged: JudgedCommit) -> Iterator[Finding]:
    """Yield where a commit's time was given by somebody; :func:`counted` makes one finding of all."""
    if trailers.is_given(judged.commit.message):
        yield judged.finding("", _GIVEN, "", level=Level.WARNING)


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
            _("{count} commits, starting with this one, were made under a clock set by somebody (YIAN_NOW)").format(
                count=len(told)
            ),
            _("rehearsals belong in a ledger of their own; ask who set it"),
            Level.WARNING,
        )
