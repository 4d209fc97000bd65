"""Days that look arranged: all on the last day, at once, long afterwards, many on one day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from yiananlib.index import lint_queries
from yiananlib.messages import N_, _
from yiananlib.services.reading.lint_ground import Proof

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from yiananlib.index.lint_queries import Dated, Planned, Recorded
    from yiananlib.services.reading.lint_ground import Ground, Sign


def on_the_day(ground: Ground) -> Iterator[Sign]:
    """Yield organizations that completed every measure on the very day it was due."""
    completed: dict[str, list[Planned]] = defaultdict(list)
    for measure in ground.measures:
        if measure.completed is not None:
            completed[ground.cases[measure.problem].org].append(measure)
    for org, found in completed.items():
        if len(found) >= ground.limits.on_the_day and all(m.completed == m.due for m in found):
            evidence = [Proof(ground.cases[m.problem].ref, m.number, day=m.completed) for m in found]
            yield ground.sign("on-the-day", (m.problem for m in found), evidence, org=ground.called(org), n=len(found))


def at_once(ground: Ground) -> Iterator[Sign]:
    """Yield problems that were struck off on the day they were found, or within so many days."""
    for key, case in ground.cases.items():
        if case.closed is not None and (case.closed - case.found).days <= ground.limits.at_once:
            evidence = [Proof(case.ref, day=case.found), Proof(case.ref, day=case.closed)]
            yield ground.sign("at-once", [key], evidence, found=case.found, closed=case.closed)


def backdated(ground: Ground) -> Iterator[Sign]:
    """Yield problems with entries that were recorded long after the day on which they took effect.

    Where an entry decides lateness any later day is asked about.
    """
    days = ground.limits.backdated
    entries: dict[int, list[Recorded]] = defaultdict(list)
    for entry in lint_queries.late(ground.index, ground.day, days):
        entries[entry.problem].append(entry)
    for key in ground.cases:
        if key in entries:
            evidence = [
                Proof(ground.cases[key].ref, text=e.step, day=day) for e in entries[key] for day in (e.day, e.recorded)
            ]
            yield ground.sign("backdated", [key], evidence, n=len(entries[key]), days=days)


def no_reason(ground: Ground) -> Iterator[Sign]:
    """Yield organizations with problems that are overdue and of which nobody said why since they are."""
    found: dict[str, list[int]] = defaultdict(list)
    since = lint_queries.overdue_without_reason(ground.index, ground.day)
    for key, case in ground.cases.items():
        if key in since:
            found[case.org].append(key)
    for org, keys in found.items():
        evidence = [Proof(ground.cases[key].ref, day=since[key]) for key in keys]
        yield ground.sign("no-reason", keys, evidence, org=ground.called(org), n=len(keys))


_BESIDE: Final = {
    "found": N_("dated before the problem was found ({other})"),
    "planned": N_("dated before the measure was planned ({other})"),
    "completed": N_("dated after the measure was completed ({other})"),
    "taken": N_("taken on {other} according to the photo"),
}


def paper_day(ground: Ground) -> Iterator[Sign]:
    """Yield problems with supporting files whose own day does not fit the problem or the measure."""
    found: dict[int, list[Dated]] = defaultdict(list)
    for paper in lint_queries.misdated(ground.index, ground.day):
        found[paper.problem].append(paper)
    for key, case in ground.cases.items():
        if key in found:
            evidence = [
                Proof(case.ref, p.measure, _(_BESIDE[p.than]).format(other=p.other), p.file, p.day) for p in found[key]
            ]
            yield ground.sign("paper-day", [key], evidence, n=len({p.file for p in found[key]}))


def rush(ground: Ground) -> Iterator[Sign]:
    """Yield days on which one officer struck many problems off."""
    closes: dict[tuple[dt.date, str], set[int]] = defaultdict(set)
    for close in lint_queries.closes(ground.index, ground.day):
        if close.problem in ground.cases:
            closes[close.day, close.by].add(close.problem)
    for (day, by), found in sorted(closes.items()):
        if len(found) >= ground.limits.rush:
            keys = [key for key in ground.cases if key in found]
            evidence = [Proof(ground.cases[key].ref, day=day) for key in keys]
            yield ground.sign("rush", keys, evidence, by=ground.called(by), n=len(found), day=day)
