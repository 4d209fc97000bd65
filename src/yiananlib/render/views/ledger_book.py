"""整改台账 as an office prints it: a summary, and a sheet for each unit that has problems."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.book import Book, Sheet, of_document
from yiananlib.render.document import Cell, Column
from yiananlib.render.headings import short
from yiananlib.render.views.ledger import CLASSIC, FULL, called, row, told_in
from yiananlib.render.views.report import summary
from yiananlib.services.reading.report import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.render.views.ledger import Entry
    from yiananlib.services.reading.report import Ledger, LedgerBook

_FROZEN: Final = {Layout.CLASSIC: 2, Layout.FULL: 4}
"""Columns that say which problem it is."""


def sheets(value: LedgerBook) -> Book:
    """Return the workbook; its problems are read as the sheets are."""
    return Book(_sheets(value), value.report.day)


def _sheets(value: LedgerBook) -> Iterator[Sheet]:
    yield from of_document(summary(value.report)).sheets
    ledger = value.ledger
    name = value.report.org_name
    empty = True
    for _org, wholes in groupby(ledger.wholes, key=lambda whole: whole.row.org):
        first = next(wholes)
        yield _sheet(value, first.row.org_name)._replace(
            rows=(row(_entries(value), whole, ledger, n) for n, whole in enumerate(chain([first], wholes), 1))
        )
        empty = False
    if empty:
        yield _sheet(value, name or _("whole campaign"))


def _entries(value: LedgerBook) -> list[Entry]:
    return told_in(value.ledger, CLASSIC if value.layout is Layout.CLASSIC else FULL)


def _sheet(value: LedgerBook, unit: str) -> Sheet:
    """Return the sheet of a unit, without its problems."""
    ledger, classic = value.ledger, value.layout is Layout.CLASSIC
    return Sheet(
        name=unit,
        title=_("{campaign}: rectification ledger, {unit}").format(campaign=ledger.setting.name, unit=unit),
        columns=tuple(Column(called(e, ledger), e.kind, e.a4 if classic else e.a3, e.edits) for e in _entries(value)),
        rows=(),
        left=_("Unit: {unit}").format(unit=unit),
        right=as_of(ledger),
        below=(signatures(),) if not ledger.setting.public else (),
        empty=_("No problem is registered."),
        frozen=_FROZEN[value.layout],
        paper="A4" if classic else "A3",
    )


def as_of(ledger: Ledger) -> str:
    """Return the as-of day, and the commit if there is one."""
    said = _("As of {day}").format(day=words.day(ledger.day))
    return said + (_(", from commit {commit}").format(commit=short(ledger.commit)) if ledger.commit else "")


def signatures() -> Cell:
    """Return the line in which those sign who answer for a sheet."""
    return Cell((" " * 30).join((_("Filled in by:"), _("Checked by:"), _("Head of the unit:"))))
