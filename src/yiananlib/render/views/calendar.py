"""Years of working days that were entered in the ledger, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render.document import Document, Paragraph
from yiananlib.render.shapes import record

if TYPE_CHECKING:
    from yiananlib.services.recording.working_years import CalendarFilled


def filled(value: CalendarFilled) -> Document:
    """Say of each year how many days are off, and how many weekends are worked."""
    said = _("{year}: {off} days off, {worked} weekend days worked.")
    lines = (said.format(year=row.year, off=len(row.holidays), worked=len(row.working)) for row in value.years)
    return Document((Paragraph("\n".join(lines)),))


def filled_json(value: CalendarFilled) -> dict[str, Any]:
    """Return the years, and why git did not commit them."""
    return {"years": [record(row) for row in value.years], "uncommitted": value.uncommitted}
