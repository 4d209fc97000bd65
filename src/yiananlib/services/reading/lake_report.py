"""The report of a lake: what all its ledgers come to, by region and by kind; of one ledger by organization.

Each figure is the one that the ledgers' own reports have, counted over what they handed over. Nothing is told of single
problems, of officers, or of who was held to account: what is few tells who it is.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import NoSuchRecord
from yiananlib.index import tally
from yiananlib.index.tally import Tally
from yiananlib.lake import counting, engines
from yiananlib.messages import _
from yiananlib.model.naming import nearest
from yiananlib.services.reading import burn_down, report
from yiananlib.services.reading.burn_down import BurnDown
from yiananlib.services.reading.lake_scope import scope, upwards
from yiananlib.services.reading.report import Coverage, OrgFigures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from yiananlib.index.figures import Figures
    from yiananlib.index.values import Org
    from yiananlib.lake.counting import Covered, Using
    from yiananlib.services.reading.lake_scope import Group, LakeSetting, Scope, Source
    from yiananlib.services.reading.report import KindFigures


class LakeReport(NamedTuple):
    """All that the report of a lake shows; see ``services.report.Report`` for what both have.

    ``known``: what was handed over by that day, None for the newest. ``engine`` counted it. ``without`` are the
    ledgers that were left out, each with the reason; ``silent`` the regions that handed nothing over, by name.
    ``by_region``: the rows are regions and ledgers; else organizations of the one ledger.
    """

    day: dt.date
    commit: str | None
    setting: LakeSetting
    org: str | None
    org_name: str | None
    figures: Figures
    coverage: Coverage
    by_org: tuple[OrgFigures, ...]
    left_out: int
    by_kind: tuple[KindFigures, ...]
    known: dt.date | None
    engine: str
    sources: tuple[Source, ...]
    groups: tuple[Group, ...]
    without: dict[str, str]
    silent: tuple[str, ...]
    by_region: bool


class LakePage(NamedTuple):
    """The report of a lake, and how its problems burnt down."""

    report: LakeReport
    burn_down: BurnDown

    @property
    def setting(self) -> LakeSetting:
        """The lake's settings."""
        return self.report.setting


class Asked(NamedTuple):
    """What is asked of a lake; see :func:`yiananlib.services.reading.lake_scope.scope` for each."""

    lake: Path
    day: dt.date
    known: dt.date | None = None
    org: str | None = None
    engine: str = "duckdb"
    without: Mapping[str, str] | None = None
    now: dt.date | None = None


def lake_report(asked: Asked) -> LakeReport:
    """Return the report of a lake.

    Raises:
        NoSuchRecord: there is no such region, ledger or unit.
        UsageProblem: it is no lake, or the engine is not installed.
        LedgerInvalid, LakeInvalid: what was handed over cannot be counted; each fault by name.
    """
    with engines.opened(asked.engine) as using:
        return _report(using, _scope(asked), asked.engine)


def lake_page(asked: Asked) -> LakePage:
    """Return the page of a lake; raise as :func:`lake_report`."""
    with engines.opened(asked.engine) as using:
        found = _scope(asked)
        return LakePage(_report(using, found, asked.engine), _burn_down(using, found))


def lake_figures(asked: Asked, days: Sequence[dt.date]) -> list[LakeReport]:
    """Return the reports of a lake on several days, of the same hand-overs; raise as :func:`lake_report`."""
    with engines.opened(asked.engine) as using:
        found = _scope(asked)
        return [_report(using, found._replace(day=day), asked.engine) for day in days]


def _scope(asked: Asked) -> Scope:
    return scope(asked.lake, asked.day, asked.known, asked.org, asked.without, now=asked.now)


def _report(using: Using, of: Scope, engine: str) -> LakeReport:
    counted = _of_ledger(using, of) if of.single is not None else _of_regions(using, of)
    said = counting.kinds(using, of.ledgers) if of.ledgers else {}
    words = {key: _(" / ").join(names) for key, names in said.items()}
    return LakeReport(
        day=of.day,
        commit=None,
        setting=of.setting,
        org=of.org,
        org_name=counted.name if counted.name is not None else of.name,
        figures=tally.total(counted.kinds).figures(),
        coverage=counted.coverage,
        by_org=counted.rows,
        left_out=0,
        by_kind=report.by_kind(counted.kinds, words),
        known=of.known,
        engine=engine,
        sources=of.sources,
        groups=of.groups,
        without=dict(of.chosen.left_out),
        silent=tuple(node.name for node in of.nodes if node.code in of.silent),
        by_region=of.single is None,
    )


class _Counted(NamedTuple):
    name: str | None
    kinds: dict[str, Tally]
    coverage: Coverage
    rows: tuple[OrgFigures, ...]


def _of_regions(using: Using, of: Scope) -> _Counted:
    """Count by ledger, and add up for each region what is below it."""
    nodes = {node.code: node for node in of.nodes}
    sums = {code: Tally() for code in {node.parent for node in of.nodes} & nodes.keys()}
    own: dict[str, Figures] = {}
    kinds: dict[str, Tally] = {}
    for (code,), of_ledger in counting.counted(using, of.ledgers, of.day):
        _add(kinds, of_ledger)
        alone = tally.total(of_ledger)
        own[code] = alone.figures()
        for above in upwards(nodes, code):
            if above in sums:
                sums[above].add(alone)
    below: dict[str, list[Covered]] = {code: [] for code in nodes}
    examined = counting.coverage(using, of.ledgers, of.day) if of.ledgers else {}
    for (code,), covered in examined.items():
        for above in upwards(nodes, code):
            below[above].append(covered)
    nothing = Tally().figures()
    rows = tuple(
        OrgFigures(
            org=node.code,
            name=node.name,
            parent=node.parent,
            depth=depth,
            figures=sums[node.code].figures() if node.code in sums else own.get(node.code, nothing),
            own=own.get(node.code, nothing),
            coverage=_together(below[node.code]),
        )
        for node, depth in zip(of.nodes, of.depths, strict=True)
        if node.code not in of.silent
    )
    return _Counted(None, kinds, _together(examined.values()), rows)


def _of_ledger(using: Using, of: Scope) -> _Counted:
    """Count by organization of the one ledger, as its own report does."""
    ledger = of.single
    assert ledger is not None  # noqa: S101 - the caller has seen to it
    orgs = counting.orgs(using, ledger)
    if of.unit is not None and of.unit not in orgs:
        near = nearest(of.unit, {org.id: org.name for org in orgs.values()})
        raise NoSuchRecord(_("organization"), of.org or "", near)
    names = _units(orgs, of.unit)
    counted = counting.counts(using, [ledger], of.day, by_org=True)
    examined = counting.coverage(using, [ledger], of.day, by_org=True)
    round_ = next((found.round for found in examined.values()), None)  # the same for all of a ledger

    def covered(some: Iterable[str]) -> Coverage:
        there = [examined[ledger.code, org] for org in some if (ledger.code, org) in examined]
        return _together(there)._replace(round=round_)

    kinds: dict[str, Tally] = {}
    for org in names:
        _add(kinds, counted.get((ledger.code, org), {}))
    rows = []
    for branch in report.as_tree(orgs, names):
        there = _units(orgs, branch.org)
        whole = Tally()
        for org in there:
            whole.add(tally.total(counted.get((ledger.code, org), {})))
        if not any(whole.counts) and not any(orgs[org].function == "unit" for org in there):
            continue  # as in the ledger's own report
        rows.append(
            OrgFigures(
                org=branch.org,
                name=orgs[branch.org].name,
                parent=orgs[branch.org].parent,
                depth=branch.depth,
                figures=whole.figures(),
                own=tally.total(counted.get((ledger.code, branch.org), {})).figures(),
                coverage=covered(there),
            )
        )
    name = orgs[of.unit].name if of.unit is not None else None
    return _Counted(name, kinds, covered(names), tuple(rows))


def _units(orgs: Mapping[str, Org], top: str | None) -> list[str]:
    """Return an organization and all below it, in configured order; all where none is named."""
    if top is None:
        return list(orgs)
    found = {top}
    grown = True
    while grown:
        more = {name for name, org in orgs.items() if org.parent in found and name not in found}
        found |= more
        grown = bool(more)
    return [name for name in orgs if name in found]


def _add(kinds: dict[str, Tally], others: Mapping[str, Tally]) -> None:
    for kind, counted in others.items():
        kinds.setdefault(kind, Tally()).add(counted)


def _together(found: Iterable[Covered]) -> Coverage:
    """Return the rounds of several added up; they have a name where all have the same."""
    rows = list(found)
    names = {row.round for row in rows}
    return Coverage(
        names.pop() if len(names) == 1 else None, sum(row.answered for row in rows), sum(row.expected for row in rows)
    )


def _burn_down(using: Using, of: Scope) -> BurnDown:
    """Return a line a day from the first registration on, of the last ten years at most."""
    orgs = _units(counting.orgs(using, of.single), of.unit) if of.single is not None and of.unit is not None else None
    found = counting.steps(using, of.ledgers, of.day, orgs) if of.ledgers else ()
    changes, first = burn_down.came_and_went(found)
    longest = dt.timedelta(days=min(burn_down.MOST - 1, (of.day - dt.date.min).days))
    start = min(max(first or of.day, of.day - longest), of.day)
    was, lines = burn_down.told(changes, start, of.day)
    return BurnDown(of.day, None, of.setting, of.org, of.name, start, of.day, was, lines)
