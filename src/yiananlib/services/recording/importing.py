"""Importing the ledgers of others: what their rows would become here, and making it so, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import NotAuthorised, UsageProblem
from yiananlib.messages import _
from yiananlib.model import calling, cell_people, intake, serial_days, sheet_layout
from yiananlib.model.authority import Actor
from yiananlib.model.items import Known
from yiananlib.model.vocabulary import Function
from yiananlib.services.reading.calendar import moment
from yiananlib.services.recording.candidates import Unsaid, of_units
from yiananlib.services.recording.context import Context, Stamp, stamp
from yiananlib.services.recording.import_maps import Chosen, chosen, headings, keep
from yiananlib.services.recording.import_rejects import Rejects, rejects
from yiananlib.services.recording.import_rows import Judge, Judged, Outcome
from yiananlib.services.recording.problems import commit
from yiananlib.store import headway
from yiananlib.store.transaction import Transaction, writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.items import Item, Place, Said
    from yiananlib.model.mappings import Mapping as Map
    from yiananlib.model.org import Org
    from yiananlib.model.sheet_layout import Aside, Column, Layout, Value
    from yiananlib.model.working_days import Years
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.sheets import Book, Sheet


@dataclass(frozen=True)
class Choice:
    """How a file is to be imported.

    ``mapping`` is a file, or the name of a mapping of the ledger; ``sheet`` the only sheet that is read; ``org`` the
    unit where no column names one; ``year`` that of days without; ``only`` the outcomes that are recorded, None for
    all; ``skip`` are rows that are left out, as :func:`skipped` reads them; ``refused`` leaves out every refused one.
    ``document`` says by what was struck off
    that the sheet has as struck off, so that it is carried over; None carries nothing over.
    Of the workbook of a unit ``received`` is the day on which it came in, and ``signed`` what its head signed.
    """

    mapping: str | None = None
    sheet: str | None = None
    org: str | None = None
    year: int | None = None
    only: Outcome | None = None
    skip: tuple[str, ...] = ()
    refused: bool = False
    document: str | None = None
    received: dt.date | None = None
    signed: Path | None = None


OPTIONS: Final = frozenset(["mapping", "sheet", "org", "year", "only", "skip", "refused", "document"])
"""What of a choice says something about a foreign sheet."""


class Table(NamedTuple):
    """A sheet as it was read."""

    sheet: str
    header_row: int | None
    columns: tuple[Column, ...]
    ignored: tuple[Aside, ...]


class ImportedRow(NamedTuple):
    """A row of a sheet and what becomes of it; ``id`` is that of the problem, None where it has none yet.

    ``skipped`` tells that somebody left it out by name.
    """

    sheet: str
    row: int
    id: str | None
    org: str | None
    title: str | None
    due: dt.date | None
    keep: bool
    measures: tuple[Mapping[str, object], ...]
    state: Outcome
    problems: tuple[Said, ...]
    skipped: bool


class Imported(NamedTuple):
    """What a file says, and whether it was recorded.

    ``said`` are what was ignored of the file; ``by`` who would record it, where nobody said who does; ``mapping`` the
    one that was used, "" for none; ``rejects`` the rows that were not taken, as they were; ``names`` what readers call
    organizations and officers, as in :mod:`yiananlib.model.calling`.
    """

    tables: tuple[Table, ...]
    rows: tuple[ImportedRow, ...]
    applied: bool = False
    mapping: str = ""
    said: tuple[str, ...] = ()
    by: str | None = None
    uncommitted: str | None = None
    rejects: Rejects | None = None
    names: Mapping[str, str] = MappingProxyType({})

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each outcome."""
        found = Counter(row.state for row in self.rows)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def in_the_way(self) -> tuple[ImportedRow, ...]:
        """The rows for which nothing is recorded: in error or doubtful, and not left out by name."""
        return tuple(row for row in self.rows if row.state in (Outcome.REFUSED, Outcome.DOUBTFUL) and not row.skipped)

    @property
    def in_error(self) -> bool:
        """Whether a row is refused that nobody left out by name."""
        return any(row.state is Outcome.REFUSED for row in self.in_the_way)


class _Plan(NamedTuple):
    tables: tuple[Table, ...]
    judged: tuple[Judged, ...]
    skipped: frozenset[Place]
    headings: tuple[str, ...]
    cells: Mapping[Place, Mapping[str, Value]]
    names: Mapping[str, str]


def is_its(_path: Path) -> bool:
    """Tell that any file is taken for a foreign sheet."""
    return True


def import_file(ledger: Ledger, context: Context, path: Path, choice: Choice, *, apply: bool) -> Imported:
    """Return what the rows of a foreign sheet would become, and with ``apply`` record it: all of it, or nothing.

    Nothing is recorded while a row is in error or doubtful and not left out by name.

    Raises:
        UsageProblem: it is no sheet of problems, or cannot be read so.
        LedgerInvalid: the file cannot be read.
        YianError: as recording does.
    """
    from yiananlib.services.recording.unit_sheets import refuse_without_memory
    from yiananlib.store import sheets

    book = sheets.read(path)
    refuse_without_memory(path, book)
    campaign = ledger.campaign()
    if not apply:
        plan, mapping, who = _planned(Transaction(ledger), campaign, context, book, choice, preview=True)
        by = who.actor.ref if is_assumed(ledger, context) else None
        return _imported(plan, choice, mapping, book.said, by=by)
    with writing(ledger, context.waiting) as transaction:
        try:
            plan, mapping, who = _planned(transaction, campaign, context, book, choice, preview=False)
        except Unsaid:
            plan, mapping, _who = _planned(Transaction(ledger), campaign, context, book, choice, preview=True)
            units = [one.item.org for one in plan.judged if one.item.org is not None]
            stamp(ledger, campaign, context, of_units(ledger, lambda: units, carrying=choice.document is not None))
            raise
        found = _imported(plan, choice, mapping, book.said)
        if found.in_the_way:
            return found
        recorded = [one for one in plan.judged if _is_recorded(one, plan, choice)]
        unkept = keep(transaction, who, mapping, plan.headings)
        uncommitted = _record(transaction, campaign, who, recorded)
    said = (*book.said, *filter(None, [unkept]))
    return _imported(plan, choice, mapping, said, applied=True)._replace(uncommitted=uncommitted)


def _planned(
    transaction: Transaction, campaign: Campaign, context: Context, book: Book, choice: Choice, *, preview: bool
) -> tuple[_Plan, Chosen, Stamp]:
    ledger = transaction.ledger
    orgs = ledger.orgs()
    who = who_records(ledger, campaign, context, orgs, preview=preview)
    if choice.org is not None:
        ledger.org(choice.org)
    found = chosen(ledger, choice.mapping, book)
    mapping = found.mapping
    wanted = choice.sheet or mapping.table.sheet
    if wanted is not None and all(sheet.name != wanted for sheet in book.sheets):
        there = _(", ").join(sheet.name for sheet in book.sheets)
        raise UsageProblem(
            _("The file has no sheet “{sheet}”. Available: {sheets}.").format(sheet=wanted, sheets=there)
        )
    people = cell_people.People(orgs, mapping, who.at.date())
    working = ledger.calendar().known()
    read: list[intake.Table] = []
    counted: list[Table] = []
    for sheet in book.sheets:
        if wanted is not None and sheet.name != wanted:
            continue
        layout = sheet_layout.read(sheet.rows, sheet.merged, mapping.said, mapping.table.header_row)
        if book.from_1904:
            layout = serial_days.from_1904(layout)
        if layout.is_statistics:
            counted.append(Table(sheet.name, None, (), (sheet_layout.Aside(1, "statistics", ""),)))
        else:
            known = _known(people, campaign, sheet, layout, choice, mapping, working)
            read.append(intake.Table(sheet.name, layout, known))
    if not any(table.layout.header_row for table in read):
        raise _no_problems(counted)
    items = intake.items(read)
    judge = Judge(transaction, campaign, ledger.checklist(), who, mapping.match.alike, len(items), choice.document)
    judged = tuple(judge.judge(item) for item in headway.over(items))
    order = {sheet.name: place for place, sheet in enumerate(book.sheets)}
    tables = sorted([*(_table(one, items) for one in read), *counted], key=lambda table: order[table.sheet])
    names = next((headings(table.layout) for table in read if table.layout.header_row), ())
    cells = {place: held for table in read for place, held in _cells(table)}
    return (
        _Plan(
            tuple(tables),
            judged,
            skipped(choice.skip, {place for item in items for place in item.places}),
            names,
            cells,
            calling.names(orgs),
        ),
        found,
        who,
    )


def _cells(table: intake.Table) -> Iterator[tuple[Place, Mapping[str, Value]]]:
    named = {column.index: column.heading for column in table.layout.columns}
    for row in table.layout.rows:
        yield (table.sheet, row.number), {named[at]: value for at, value in row.cells.items() if at in named}


def _known(
    people: cell_people.People,
    campaign: Campaign,
    sheet: Sheet,
    layout: Layout,
    choice: Choice,
    mapping: Map,
    working: Years,
) -> Known:
    def named() -> Iterator[str | None]:
        for name in (layout.unit, sheet.name):
            yield cell_people.unit(name, people).ref if name else None

    org = choice.org or mapping.table.org or next((ref for ref in named() if ref is not None), None)
    year = choice.year or mapping.table.year or layout.year
    return Known(people, campaign.vocabulary, org, year, mapping.table.found, working)


def _table(table: intake.Table, items: Sequence[Item]) -> Table:
    own = [item for item in items if any(sheet == table.sheet for sheet, _row in item.places)]
    filled = dict.fromkeys(name for item in own for name in item.filled)
    columns = [*table.layout.columns, *(sheet_layout.Column(-1, "", name, "filled") for name in filled)]
    return Table(table.sheet, table.layout.header_row, tuple(columns), table.layout.aside)


def _no_problems(tables: Sequence[Table]) -> UsageProblem:
    counted = next((t.sheet for t in tables if any(aside.what == "statistics" for aside in t.ignored)), None)
    if counted is not None:
        said = _("The sheet “{sheet}” has statistics, not problems: yian computes such figures itself (`yian report`).")
        return UsageProblem(said.format(sheet=counted))
    return UsageProblem(
        _(
            "No table of problems was found: the first {n} rows of a sheet must have headings such as"
            " 责任单位, 问题表现 and 整改时限, or a mapping must give the meaning of its headings (start one"
            " with --new-map)."
        ).format(n=sheet_layout.SEARCHED)
    )


def skipped(said: Sequence[str], there: Collection[Place]) -> frozenset[Place]:
    """Return the rows of those that are ``there`` that are left out: ``12``, ``12-15``, ``12,14``, or ``SHEET!12``.

    Raises:
        UsageProblem: there is no such row.
    """
    found: set[Place] = set()
    for word in said:
        sheet, mark, rows = word.rpartition("!")
        for part in rows.replace("，", ",").split(","):
            first, dash, last = part.strip().partition("-")
            if not first.isascii() or not first.isdigit() or (dash and not (last.isascii() and last.isdigit())):
                raise UsageProblem(_("“{word}” is not a row; write 12, 12-15 or SHEET!12.").format(word=word))
            wanted = range(int(first), int(last or first) + 1)
            named = {one for one in there if one[1] in wanted and (not mark or one[0] == sheet)}
            if not named:
                raise UsageProblem(_("Row {row} is not a problem row in this file.").format(row=part.strip()))
            found |= named
    return frozenset(found)


def _is_recorded(one: Judged, plan: _Plan, choice: Choice) -> bool:
    if one.outcome not in (Outcome.NEW, Outcome.CHANGED) or choice.only not in (None, one.outcome):
        return False
    return not any(place in plan.skipped for place in one.item.places)


def _imported(
    plan: _Plan, choice: Choice, mapping: Chosen, said: tuple[str, ...], by: str | None = None, *, applied: bool = False
) -> Imported:
    rows = [row for one in plan.judged for row in _rows(one, plan, choice, applied=applied)]
    order = {table.sheet: place for place, table in enumerate(plan.tables)}
    rows.sort(key=lambda row: (order[row.sheet], row.row))
    found = Imported(plan.tables, tuple(rows), applied, mapping.name, said, by)
    return found._replace(rejects=rejects(found, plan.cells), names=plan.names)


def _rows(one: Judged, plan: _Plan, choice: Choice, *, applied: bool) -> Iterator[ImportedRow]:
    item = one.item
    name = _id(one, applied=applied and _is_recorded(one, plan, choice))
    fields = {**item.filled, **item.fields}
    left_out = any(place in plan.skipped for place in item.places)
    left_out = left_out or (choice.refused and one.outcome is Outcome.REFUSED)
    for place in item.places:
        yield ImportedRow(
            *place, name, item.org, fields.get("title"), fields.get("due"), item.keep,
            tuple(item.measures), one.outcome, tuple(item.said.get(place, ())), left_out,
        )  # fmt: skip


def _id(one: Judged, *, applied: bool) -> str | None:
    if one.before is not None:
        return one.before.head.id
    return one.problem.head.id if applied and one.problem is not None else None


def _record(transaction: Transaction, campaign: Campaign, who: Stamp, judged: Sequence[Judged]) -> str | None:
    new = [one.problem for one in judged if one.outcome is Outcome.NEW and one.problem is not None]
    changed = [one for one in judged if one.outcome is Outcome.CHANGED]
    transaction.record(new)
    for one in changed:
        assert one.before is not None  # noqa: S101 - what is changed was there
        transaction.enter(one.before, one.entries)
    records = [one.problem for one in judged if one.problem is not None]
    entries = [entry for problem in new for entry in problem.entries]
    entries += [entry for one in changed for entry in one.entries]
    if not records and not transaction.written:
        return None
    if not records:
        return commit(transaction, campaign, who, f"{transaction.written[0]}: import")
    subject = f"{records[0].ref}: import" if len(records) == 1 else f"{len(records)} problems: import"
    return commit(transaction, campaign, who, subject, records, entries)


def is_assumed(ledger: Ledger, context: Context) -> bool:
    """Tell whether nobody says who records, or the one who does may not."""
    try:
        stamp(ledger, ledger.campaign(), context)
    except (UsageProblem, NotAuthorised):
        return True
    return False


def who_records(
    ledger: Ledger, campaign: Campaign, context: Context, orgs: Mapping[str, Org], *, preview: bool
) -> Stamp:
    """Return who records; a preview for which nobody says who is judged as the office would record it."""
    try:
        return stamp(ledger, campaign, context)
    except UsageProblem:
        if not preview or context.by is not None or context.for_ is not None:
            raise
        at = moment(campaign.timezone, context.now)
        for function in (Function.OFFICE, Function.UNIT, Function.INSPECTOR):
            for name, org in orgs.items():
                for officer in org.officers:
                    if org.function is function and officer.in_office(at.date()):
                        return Stamp(Actor(name, function, officer), at, None, context.entropy, context.clock_given)
        raise
