"""What the tables say of cases and matters: a record in, rows out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index.record_rows import compact, entry_rows
from yiananlib.model import matters, redating
from yiananlib.model.standing import FOREVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.index.record_rows import Rows, Value
    from yiananlib.model.base import Stamped
    from yiananlib.model.cases import Case
    from yiananlib.model.matters import Matter


class MatterFacts(NamedTuple):
    """The rows of one matter: its own, and those of each table of ``keep.OF_MATTERS``, all without its number."""

    path: str
    own: tuple[Value, ...]
    children: tuple[Rows, ...]


def of_matter(matter: Matter, path: str) -> MatterFacts:
    """Return the rows of a matter."""
    kind = matters.kind(matter.kind)
    standing = matters.fold(matter)
    dated = redating.dated(matter.entries, standing.redated)
    counted = matter.holding(standing.counted)
    entries = entry_rows(matter.entries, standing)
    named = kind.references(counted)
    links: Rows = sorted(
        {
            *(("problem", name) for name in named.problems),
            *(("org", name) for name in named.orgs),
            *(("officer", name) for name in named.officers),
            *(("finding", name) for name in named.findings),
            *(("task", name) for name in named.tasks),
            *(("case", name) for name in named.cases),
        }
    )
    since = dated[0].on.isoformat() if dated else ""
    own: tuple[Value, ...] = (
        matter.kind,
        matter.org,
        matter.head.id,
        since,
        matter.head.title,
        standing.head.model_dump_json(by_alias=True),
    )
    return MatterFacts(path, own, (_spans(matter, dated), entries, links))


def of_case(name: str, case: Case) -> tuple[tuple[Value, ...], Rows, Rows]:
    """Return the row of a case, and those of its findings and tasks."""
    findings: Rows = [(name, f.number, f.text) for f in case.findings]
    tasks: Rows = [
        (name, t.number, t.due.isoformat() if t.due is not None else None, compact(t.findings), compact(t.orgs), t.text)
        for t in case.tasks
    ]
    row = (name, case.opened.isoformat(), case.title, case.summary, case.round, compact(case.orgs))
    return row, findings, tasks


def _spans(matter: Matter, dated: Sequence[Stamped]) -> Rows:
    """Return from when to when a matter stood where and with whom, and what was due.

    ``dated`` are its entries as they count.
    """
    kind = matters.kind(matter.kind)
    changes: list[tuple[str, str, str | None, str]] = []
    _before, *after = matters.standings(matter)
    for entry, standing in zip(dated, after, strict=True):
        if not standing.moves:
            continue  # nothing that counts was recorded yet
        due = kind.due(standing)
        day = entry.on.isoformat()
        since = max(day, changes[-1][0]) if changes else day
        last = due.isoformat() if due is not None else None
        home = kind.lies_with(standing, None) if kind.lies_with is not None else matter.org
        now = (since, standing.status, last, home)
        if changes and changes[-1][1:] == now[1:]:
            continue
        if changes and changes[-1][0] == since:
            changes.pop()
        changes.append(now)
    ends = [since for since, *_rest in changes[1:]] + [FOREVER.isoformat()]
    return [(since, until, *rest) for (since, *rest), until in zip(changes, ends, strict=False)]
