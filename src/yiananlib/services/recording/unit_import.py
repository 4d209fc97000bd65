"""Bringing in the workbook of a unit: what it says that the ledger does not know, and recording it as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import LedgerInvalid, NoSuchRecord, UsageProblem
from yiananlib.messages import _
from yiananlib.model import calling, unit_memory
from yiananlib.model.entries import Submitted
from yiananlib.services.reading.calendar import today
from yiananlib.services.recording.candidates import Unsaid, of_units
from yiananlib.services.recording.context import stamp
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.recording.importing import Imported, ImportedRow, is_assumed, skipped, who_records
from yiananlib.services.recording.problems import commit
from yiananlib.services.recording.unit_rows import Judge
from yiananlib.services.recording.unit_sheets import is_unit_book, read
from yiananlib.store.transaction import Transaction, writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.entries import Entry
    from yiananlib.model.items import Place
    from yiananlib.model.unit_memory import Memory
    from yiananlib.services.recording.context import Context, Stamp
    from yiananlib.services.recording.import_rejects import Rejects
    from yiananlib.services.recording.importing import Choice
    from yiananlib.services.recording.supporting import Copy
    from yiananlib.services.recording.unit_rows import Cell, Judged
    from yiananlib.services.recording.unit_sheets import Returned
    from yiananlib.store.ledger import Ledger

OPTIONS: Final = frozenset(["skip", "refused", "received", "signed"])
"""What of a choice says something about the workbook of a unit."""


class UnitImported(NamedTuple):
    """What came back in the workbook of a unit: its rows as of any import, and of each what was changed.

    ``cells`` are those that somebody changed, ``entries`` what would be or was recorded of a row; ``day`` is that of
    the export.
    """

    imported: Imported
    org: str
    org_name: str
    day: dt.date
    cells: Mapping[Place, tuple[Cell, ...]]
    entries: Mapping[Place, tuple[Entry, ...]]

    @property
    def in_error(self) -> bool:
        """Whether a row is refused that nobody left out by name."""
        return self.imported.in_error

    @property
    def applied(self) -> bool:
        """Whether it was recorded."""
        return self.imported.applied

    @property
    def uncommitted(self) -> str | None:
        """Why git did not commit it, or None."""
        return self.imported.uncommitted

    @property
    def rejects(self) -> Rejects | None:
        """None: the workbook itself is mended."""
        return None


def is_its(path: Path) -> bool:
    """Tell whether a file is the workbook of a unit."""
    return is_unit_book(path)


def import_file(ledger: Ledger, context: Context, path: Path, choice: Choice, *, apply: bool) -> UnitImported:
    """Return what came back in the workbook of a unit, and with ``apply`` record it: all of it, or nothing.

    Nothing is recorded while a row is refused or doubtful and not left out by name. What the office imports is recorded
    on behalf of the unit's liaison, or of whom it names; the unit records in its own name.

    Raises:
        LedgerInvalid: the file cannot be read, or is of another ledger.
        UsageProblem: a row that is to be left out is not there, the signed sheet cannot be read, or it came in on a day
            to come.
        YianError: as recording does.
    """
    from yiananlib.services.recording.supporting import read_evidence

    returned = read(path)
    campaign = ledger.campaign()
    signed = read_evidence(choice.signed, campaign.evidence.max_mb) if choice.signed is not None else None
    when = _received(context, campaign, choice.received)
    if not apply:
        plan = _planned(Transaction(ledger), campaign, when, path, returned, choice, signed, preview=True)
        by = plan.who.actor.ref if is_assumed(ledger, when) else None
        return _imported(plan, returned, choice, ledger, by=by)
    with writing(ledger, context.waiting) as transaction:
        try:
            plan = _planned(transaction, campaign, when, path, returned, choice, signed, preview=False)
        except Unsaid:
            stamp(ledger, campaign, when, of_units(ledger, lambda: [returned.memory.org]))
            raise
        found = _imported(plan, returned, choice, ledger)
        if found.imported.in_the_way:
            return found
        uncommitted = _record(transaction, campaign, plan, signed)
    return found._replace(imported=found.imported._replace(applied=True, uncommitted=uncommitted))


class _Plan(NamedTuple):
    who: Stamp
    judge: Judge
    judged: Sequence[Judged]
    skipped: frozenset[Place]


def _received(context: Context, campaign: Campaign, received: dt.date | None) -> Context:
    """Return the occasion on which a workbook that came in on a day is recorded: it took effect then."""
    if received is None:
        return context
    if received > today(campaign.timezone, context.now):
        raise UsageProblem(_("--received {day} is in the future.").format(day=received))
    return context if context.on is not None else context._replace(on=received)


def _planned(
    transaction: Transaction, campaign: Campaign, context: Context, path: Path, returned: Returned, choice: Choice,
    signed: Copy | None, *, preview: bool,
) -> _Plan:  # fmt: skip
    ledger = transaction.ledger
    _require_same(ledger, path, returned.memory)
    who = who_records(ledger, campaign, context, ledger.orgs(), preview=preview)
    left_out = skipped(choice.skip, {(row.sheet, row.number) for row in returned.rows})
    judge = Judge(transaction, campaign, who, returned, choice.received, signed)
    return _Plan(who, judge, judge.judge(returned.rows, left_out), left_out)


def _require_same(ledger: Ledger, path: Path, memory: Memory) -> None:
    """Refuse the workbook of another ledger: its unit is not here, or none of its problems is."""

    def is_here(problem: str) -> bool:
        try:
            return unit_memory.is_of(ledger.problem(memory.org, problem), memory.records[problem])
        except FileNotFoundError:
            return False

    try:
        ledger.org(memory.org)
    except NoSuchRecord:
        known = False
    else:
        known = not memory.records or any(map(is_here, memory.records))
    if not known:
        raise LedgerInvalid(
            str(path),
            _("it was made from another ledger (“{ledger}”, {org}), and none of its records are in this one;").format(
                ledger=memory.ledger, org=memory.org
            ),
            _("name that ledger with --ledger"),
        )


def _imported(plan: _Plan, returned: Returned, choice: Choice, ledger: Ledger, by: str | None = None) -> UnitImported:
    org = returned.memory.org
    rows = tuple(_row(one, org, plan, choice) for one in plan.judged)
    said = [*returned.said]
    if choice.signed is not None and not plan.judge.uses_sheet:
        said.append(_("Nothing here requires the signed sheet; it was not recorded."))
    if choice.received is not None and not any(isinstance(e, Submitted) for one in plan.judged for e in one.entries):
        said.append(_("Nothing here is submitted; the day of receipt is not recorded."))
    names = calling.names(ledger.orgs())
    return UnitImported(
        Imported(returned.tables, rows, said=tuple(said), by=by, names=names), org, names[org], returned.memory.day,
        {one.place: tuple(one.cells) for one in plan.judged},
        {one.place: one.entries for one in plan.judged},
    )  # fmt: skip


def _row(one: Judged, org: str, plan: _Plan, choice: Choice) -> ImportedRow:
    key = one.key
    measures = ({"number": key.measure, "text": one.measure},) if key is not None and key.measure is not None else ()
    left_out = one.place in plan.skipped or (choice.refused and one.outcome is Outcome.REFUSED)
    return ImportedRow(
        *one.place, key.problem if key is not None else None, org, one.title, one.due, False, measures, one.outcome,
        tuple(one.said), left_out,
    )  # fmt: skip


def _record(transaction: Transaction, campaign: Campaign, plan: _Plan, signed: Copy | None) -> str | None:
    drafts = [draft for draft in plan.judge.drafts.values() if draft.entries]
    if not drafts:
        return None
    for draft in drafts:
        transaction.enter(plan.judge.before[draft.record.head.id], draft.entries)
    if signed is not None and plan.judge.uses_sheet:
        transaction.add_evidence(plan.judge.org, signed.file, signed.data)
    problems = [draft.record for draft in drafts]
    named = problems[0].ref if len(problems) == 1 else f"{len(problems)} problems"
    return commit(
        transaction,
        campaign,
        plan.who,
        f"{named}: import",
        problems,
        [entry for draft in drafts for entry in draft.entries],
    )
