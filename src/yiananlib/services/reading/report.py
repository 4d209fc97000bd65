"""The report: of one organization with all below it, or of the county."""

# annotations that are evaluated: as text each field of a tuple would be compiled
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from yiananlib.index import (
    activity,
    conditions,
    county_queries,
    general,
    queries,
    register_counts,
    standstill,
    tally,
    urging,
)
from yiananlib.index.activity import Activity
from yiananlib.index.county_queries import Voided
from yiananlib.index.figures import Figures, rate
from yiananlib.index.general import General
from yiananlib.index.queries import Narrowed
from yiananlib.index.standstill import Contest, Wait
from yiananlib.index.tally import Tallies, Tally
from yiananlib.index.urging import Urging
from yiananlib.index.values import Org, Row, Setting, Whole
from yiananlib.model.vocabulary import SIX_KINDS
from yiananlib.services.reading.accountability_figures import Accountability, accountability
from yiananlib.services.reading.five_looks import FiveLooks, five_looks
from yiananlib.services.reading.register_figures import RegisterFigures, registers
from yiananlib.services.reading.samples import Recheck, rechecks
from yiananlib.store import headway

if TYPE_CHECKING:
    from yiananlib.index.sync import Index

    class Below(Protocol):
        """What may stand below something."""

        @property
        def parent(self) -> str | None:
            """What stands above it."""


URGENT = 20
"""How many problems a report names as overdue or due soon; its figures count all, and `yian list` has them."""


MANY = 100
"""Organizations from which on a report on urgent problems has a row for the two topmost levels alone."""


class Detail(Enum):
    """What a report says of single problems: the urgent ones alone, or a row each, be it read as it is written."""

    URGENT = 0
    ROWS = 1
    STREAMED = 2


class Coverage(NamedTuple):
    """How far the campaign's round of self-examination got; ``round`` is None when none was opened by the day."""

    round: str | None
    answered: int
    expected: int

    @property
    def rate(self) -> float | None:
        """Answered ÷ expected, None where nothing is expected."""
        return rate(self.answered, self.expected)


class OrgFigures(NamedTuple):
    """A row of the county's table: ``figures`` with all organizations below it, ``own`` without.

    ``depth`` is 0 for an organization without a parent; ``marked`` why it is marked as of high risk, where it is.
    """

    org: str
    name: str
    parent: str | None
    depth: int
    figures: Figures
    own: Figures
    coverage: Coverage
    marked: str | None = None


class KindFigures(NamedTuple):
    """A row of the table by kind."""

    kind: str
    word: str
    figures: Figures


class Since(NamedTuple):
    """What was sent last to the same receiver: ``figures`` are those of the day ``as_of``, as they are known now."""

    to: str
    ref: str
    sent: dt.date
    as_of: dt.date
    figures: Figures


class Report(NamedTuple):
    """All that a report shows; every format is made from this. ``org`` is None for the county.

    ``late`` are the :data:`URGENT` longest overdue, ``soon`` those due first, ``voided`` those voided last, all of them
    where every problem was asked for; ``priority`` are the figures of the six kinds that are dealt with first; ``rows``
    are empty where they were not asked for, and of more than :data:`MANY` organizations those deeper than one below the
    topmost are ``left_out``. ``brief`` is one of which the main figures alone are to be
    shown, ``marked`` one of those alone that are marked as of high risk, with all below them. ``since`` is there where
    it is sent to somebody who was sent one before. ``streamed`` are the rows where they are read as they are asked
    for, and once. ``contests`` are the undecided objections, ``blocks`` the waits for other organizations, the longest
    first. ``general`` are the problems of the office that stand for others, as the organizations of the report are
    asked to look for them.
    """

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    figures: Figures
    coverage: Coverage
    by_org: tuple[OrgFigures, ...]
    left_out: int
    by_kind: tuple[KindFigures, ...]
    priority: Figures
    late: tuple[Row, ...]
    soon: tuple[Row, ...]
    voided: tuple[Voided, ...]
    rows: tuple[Row, ...]
    accountability: Accountability
    five_looks: FiveLooks
    activity: Activity
    registers: tuple[RegisterFigures, ...]
    rechecks: tuple[Recheck, ...] = ()
    general: tuple[General, ...] = ()
    brief: bool = False
    marked: bool = False
    since: Since | None = None
    streamed: Iterator[Row] | None = None
    urging: Urging = Urging(0, 0)
    contests: tuple[Contest, ...] = ()
    blocks: tuple[Wait, ...] = ()


class Ledger(NamedTuple):
    """整改台账: all problems whole, in the order of reports; they are read as they are asked for, and once."""

    day: dt.date
    commit: str | None
    setting: Setting
    org_name: str | None
    wholes: Iterator[Whole]


class Layout(Enum):
    """How the ledger is printed: the offices' 14 columns on A4, or all on A3."""

    CLASSIC = "classic"
    FULL = "full"


class LedgerBook(NamedTuple):
    """整改台账 as a workbook: what the report says of it, and its problems in a layout."""

    report: Report
    ledger: Ledger
    layout: Layout

    @property
    def setting(self) -> Setting:
        """The campaign's settings."""
        return self.ledger.setting


def ledger(index: "Index", day: dt.date, org: str | None = None) -> Ledger:
    """Return the ledger as of ``day``; of ``org`` and all below it, or of the county.

    Raises:
        NoSuchRecord: the organization is unknown.
        LedgerInvalid: a file cannot be read; a row is never left out.
    """
    scope = index.scope(org)
    within = scope if org is not None else None
    rows = queries.rows(index, day, within, Narrowed((conditions.THERE,)))
    wholes = (queries.whole(index, row, day) for row in rows)
    return Ledger(day, index.commit, index.setting, queries.org_name(index, org), wholes)


def ledger_book(index: "Index", day: dt.date, org: str | None = None, layout: Layout = Layout.CLASSIC) -> LedgerBook:
    """Return the ledger with its report, as of ``day``; raise as both do."""
    told, rows = report(index, day, org, Detail.URGENT), ledger(index, day, org)
    return LedgerBook(told, rows._replace(wholes=headway.of(rows.wholes, told.figures.total)), layout)


def report(
    index: "Index", day: dt.date, org: str | None = None, detail: Detail = Detail.ROWS, *, marked: bool = False
) -> Report:
    """Return the report as of ``day``; of ``org`` and all below it, or of the county.

    With ``marked`` of those alone that are marked as of high risk, and of all below them.

    Raises:
        NoSuchRecord: the organization is unknown.
        LedgerInvalid: a file cannot be read; a row is never left out.
    """
    if org is not None:
        index.rounds()  # which round is the campaign's, anybody may have said
        index.given()
    scope = index.scope(org)
    risky = register_counts.marked(index, day)
    if marked:
        kept = {below for name in risky for below in index.below(name)}
        scope = [name for name in scope if name in kept]
    within = scope if org is not None or marked else None
    orgs = {found.id: found for found in queries.orgs(index, within)}
    tree = as_tree(orgs, scope)
    named = [branch for branch in tree if detail is not Detail.URGENT or len(tree) <= MANY or branch.depth <= 1]
    counted = tally.tallies(index, [branch.org for branch in named], day)
    kinds: dict[str, Tally] = {}
    for branch in named:
        if not branch.depth:
            for kind, found in counted[branch.org].whole.items():
                kinds.setdefault(kind, Tally()).add(found)
    every = tally.total(kinds).figures()
    examined = _Examined(index, scope, day)
    rows = queries.rows(index, day, within, Narrowed((conditions.THERE,))) if detail is not Detail.URGENT else ()
    return Report(
        day=day,
        commit=index.commit,
        setting=index.setting,
        org=org,
        org_name=orgs[org].name if org is not None else None,
        figures=every,
        coverage=examined.coverage(scope),
        by_org=tuple(row._replace(marked=risky.get(row.org)) for row in _by_org(index, named, counted, orgs, examined)),
        left_out=len(tree) - len(named),
        by_kind=by_kind(kinds, index.setting.words.get("kind", {})),
        priority=tally.total({kind: kinds[kind] for kind in SIX_KINDS if kind in kinds}).figures(),
        late=_first(index, day, within, conditions.OVERDUE, conditions.LATE_SINCE) if every.overdue else (),
        soon=_first(index, day, within, conditions.DUE_SOON, "deadline") if every.due_soon else (),
        voided=tuple(county_queries.voided(index, day, within, URGENT if detail is Detail.URGENT else None)),
        rows=tuple(rows) if detail is Detail.ROWS else (),
        accountability=accountability(index, day, within),
        five_looks=five_looks(index, day, within),
        activity=activity.activity(index, day, within),
        registers=registers(index, day, within),
        rechecks=rechecks(index, day, within),
        general=_general(index, day, within),
        marked=marked,
        streamed=iter(rows) if detail is Detail.STREAMED else None,
        urging=_urging(index, day, within),
        contests=tuple(standstill.contests(index, day, within)),
        blocks=tuple(standstill.waits(index, day, within)),
    )


def _urging(index: "Index", day: dt.date, within: Sequence[str] | None) -> Urging:
    if within is not None and urging.reaches_beyond(index, within):
        index.problems()
    return urging.figures(index, day, within)


def _general(index: "Index", day: dt.date, within: Sequence[str] | None) -> tuple[General, ...]:
    if within is None:
        return general.general(index, day)
    index.offices()
    found = (one.of(within) for one in general.general(index, day))
    return tuple(one for one in found if one.asked)


def _first(index: "Index", day: dt.date, within: Sequence[str] | None, condition: str, order: str) -> tuple[Row, ...]:
    return tuple(queries.first(index, day, within, condition, f"{order}, {queries.ORDER}", URGENT))


class _Examined:
    """The campaign's round on the day, and what each organization of the scope answered in it."""

    def __init__(self, index: "Index", scope: Sequence[str], day: dt.date) -> None:
        self.name, self.answered, self.expected = queries.examined(index, scope, day)

    def coverage(self, names: Sequence[str]) -> Coverage:
        return Coverage(
            self.name,
            sum(self.answered.get(org, 0) for org in names),
            sum(self.expected.get(org, 0) for org in names),
        )


class Branch(NamedTuple):
    """An organization in the tree of the scope; ``depth`` is 0 for one with nothing of the scope above it."""

    org: str
    depth: int


def as_tree(orgs: Mapping[str, "Below"], scope: Sequence[str]) -> list[Branch]:
    """Return ``scope`` with each organization after its parent, siblings in configured order.

    Of organizations that stand above each other, which `yian verify` finds, the first stands above the rest.
    """
    within = set(scope)
    children: dict[str, list[str]] = {}
    for name in scope:
        children.setdefault(orgs[name].parent or "", []).append(name)
    ordered: list[Branch] = []
    seen: set[str] = set()
    roots = [name for name in scope if orgs[name].parent not in within]
    for root in (*roots, *scope):
        waiting = [Branch(root, 0)]
        while waiting:
            branch = waiting.pop()
            if branch.org not in seen:
                seen.add(branch.org)
                ordered.append(branch)
                waiting += [Branch(child, branch.depth + 1) for child in reversed(children.get(branch.org, []))]
    return ordered


def _by_org(
    index: "Index", named: Sequence[Branch], counted: dict[str, Tallies], orgs: dict[str, Org], examined: _Examined
) -> Iterator[OrgFigures]:
    for name, depth in named:
        below = index.below(name)
        whole, own = tally.total(counted[name].whole), tally.total(counted[name].own)
        if not any(whole.counts) and not any(orgs[one].function == "unit" for one in below):
            continue  # an office or inspectors without problems of their own have no row
        alone = own.figures()
        yield OrgFigures(
            org=name,
            name=orgs[name].name,
            parent=orgs[name].parent,
            depth=depth,
            figures=whole.figures() if len(below) > 1 else alone,
            own=alone,
            coverage=examined.coverage(below),
        )


def by_kind(kinds: dict[str, Tally], words: Mapping[str, str]) -> tuple[KindFigures, ...]:
    """Return a row for each kind that has a word, in their order, and for each that is counted besides."""
    ordered = [*words, *sorted(kinds.keys() - words.keys())]
    return tuple(KindFigures(kind, words.get(kind, kind), kinds.get(kind, Tally()).figures()) for kind in ordered)
