"""The report: of one organization with all below it, or of the county."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from yiananlib.model.campaign import Campaign
from yiananlib.model.org import Org, ancestors, descendants, in_order
from yiananlib.model.rounds import TEAM
from yiananlib.model.vocabulary import Function, Status
from yiananlib.services.figures import Fact, Figures, fact_of, figures, rate
from yiananlib.services.reading import Row, row, states
from yiananlib.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a round of self-examination got; ``round`` is None when none was opened by the day."""

    round: str | None
    answered: int
    expected: int

    @property
    def rate(self) -> float | None:
        """Answered ÷ expected, None where nothing is expected."""
        return rate(self.answered, self.expected)


@dataclass(frozen=True, slots=True)
class OrgFigures:
    """A row of the county's table: ``figures`` with all organizations below it, ``own`` without.

    ``depth`` is 0 for an organization without a parent.
    """

    org: str
    name: str
    parent: str | None
    depth: int
    figures: Figures
    own: Figures
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class KindFigures:
    """A row of the table by kind."""

    kind: str
    word: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report shows; every format is made from this. ``org`` is None for the county."""

    day: dt.date
    campaign: Campaign
    org: str | None
    org_name: str | None
    figures: Figures
    coverage: Coverage
    by_org: tuple[OrgFigures, ...]
    by_kind: tuple[KindFigures, ...]
    rows: tuple[Row, ...]


def report(ledger: Ledger, day: dt.date, org: str | None = None) -> Report:
    """Return the report as of ``day``; of ``org`` and all below it, or of the county.

    Raises:
        NoSuchRecord: the organization is unknown.
        LedgerInvalid: a file cannot be read; a row is never left out.
    """
    campaign = ledger.campaign()
    orgs = ledger.orgs()
    if org is not None:
        ledger.org(org)
    scope = in_order(orgs) if org is None else descendants(org, orgs)
    found = list(states(ledger, scope))
    counted = [
        _Counted(state.problem.org, state.head.kind, fact)
        for state in found
        if (fact := fact_of(state, day, campaign.deadlines)) is not None
    ]
    examined = _Examined(ledger, orgs, scope, day)
    rows = tuple(
        r
        for state in found
        if (r := row(state, orgs[state.problem.org].name, campaign, day)) is not None and r.status is not Status.VOIDED
    )
    return Report(
        day=day,
        campaign=campaign,
        org=org,
        org_name=orgs[org].name if org is not None else None,
        figures=figures([c.fact for c in counted], day),
        coverage=examined.coverage(scope),
        by_org=_by_org(counted, orgs, scope, day, examined),
        by_kind=_by_kind(counted, campaign, day),
        rows=rows,
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """What counts of a problem, with what the tables group by."""

    org: str
    kind: str
    fact: Fact


class _Examined:
    """The latest round opened in the scope by the day, and what each organization answered in it."""

    def __init__(self, ledger: Ledger, orgs: dict[str, Org], scope: Sequence[str], day: dt.date) -> None:
        prompts = [p.id for p in ledger.checklist().prompts]
        opened = [
            (round_.opened, name, org, round_)
            for org in scope
            for name in ledger.round_names(org)
            if (round_ := ledger.round(org, name)) is not None and round_.opened <= day
        ]
        self.name = max((opened_on, name) for opened_on, name, _org, _round in opened)[1] if opened else None
        in_round = {org: round_ for _opened, name, org, round_ in opened if name == self.name}
        self.answered = {org: r.answered(prompts, day) for org, r in in_round.items()}
        self.expected = {
            org: len(prompts) * len(in_round[org].subjects if org in in_round else (TEAM,))
            for org in scope
            if org in in_round or orgs[org].function is Function.UNIT
        }

    def coverage(self, names: Sequence[str]) -> Coverage:
        return Coverage(
            self.name,
            sum(self.answered.get(org, 0) for org in names),
            sum(self.expected.get(org, 0) for org in names),
        )


def _by_org(
    counted: Sequence[_Counted], orgs: dict[str, Org], scope: Sequence[str], day: dt.date, examined: _Examined
) -> tuple[OrgFigures, ...]:
    own: dict[str, list[Fact]] = {name: [] for name in scope}
    for one in counted:
        own[one.org].append(one.fact)
    rows = []
    for name in _as_tree(scope, orgs):
        below = descendants(name, orgs)
        if not any(own[b] or orgs[b].function is Function.UNIT for b in below):
            continue  # an office or inspectors without problems of their own have no row
        alone = figures(own[name], day)
        rows.append(
            OrgFigures(
                org=name,
                name=orgs[name].name,
                parent=orgs[name].parent,
                depth=sum(1 for a in ancestors(name, orgs) if a in own),
                figures=alone if below == [name] else figures([f for b in below for f in own[b]], day),
                own=alone,
                coverage=examined.coverage(below),
            )
        )
    return tuple(rows)


def _as_tree(scope: Sequence[str], orgs: dict[str, Org]) -> list[str]:
    """Return ``scope`` with each organization after its parent, siblings in configured order."""
    children: dict[str | None, list[str]] = {}
    for name in scope:
        parent = orgs[name].parent
        children.setdefault(parent if parent in scope else None, []).append(name)
    ordered: list[str] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        name = waiting.pop()
        ordered.append(name)
        waiting.extend(reversed(children.get(name, [])))
    return ordered


def _by_kind(counted: Sequence[_Counted], campaign: Campaign, day: dt.date) -> tuple[KindFigures, ...]:
    words = campaign.vocabulary.get("kind", {})
    facts: dict[str, list[Fact]] = {kind: [] for kind in words}
    for one in sorted(counted, key=lambda c: c.kind):
        facts.setdefault(one.kind, []).append(one.fact)
    return tuple(KindFigures(kind, words.get(kind, kind), figures(found, day)) for kind, found in facts.items())
