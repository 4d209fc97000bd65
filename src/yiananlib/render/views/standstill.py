"""What stands still, for reports: objections that are to be decided, and what other organizations are waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import Block, Cell, Column, Heading, Table, cells
from yiananlib.render.views.due import contests, waits_for_others
from yiananlib.services.reading.standstill import by_named, median_days

if TYPE_CHECKING:
    from yiananlib.index.standstill import Contest, Wait
    from yiananlib.index.values import Setting

    class Told(Protocol):
        """What a report says of it."""

        @property
        def setting(self) -> Setting:
            """The campaign's settings."""

        @property
        def contests(self) -> tuple[Contest, ...]:
            """Those that are undecided."""

        @property
        def blocks(self) -> tuple[Wait, ...]:
            """Those that wait."""


def standstill(value: Told) -> list[Block]:
    """Lay out both, where there are any."""
    blocks: list[Block] = []
    if value.contests:
        blocks += [Heading(_("Objections to be decided")), contests(value.contests, value.setting.names)]
    return blocks + waited_for(value)


def waited_for(value: Told) -> list[Block]:
    """Lay out who is waited for, and by which problems, where there are any."""
    if not value.blocks:
        return []
    rows = waits_for_others(value.blocks, value.setting.names)
    return [Heading(_("Waiting for other organizations")), named(value.blocks), rows]


def named(waits: tuple[Wait, ...]) -> Table:
    """Return a row for each organization that is waited for, and one for all."""
    columns = (
        Column(_("Waited for")), Column(_("Open"), "count"), Column(_("Days, median"), "count"),
        Column(_("Days, longest"), "count"),
    )  # fmt: skip
    rows = [cells(row.name, row.open, words.number(row.median), row.longest) for row in by_named(waits)]
    longest = max(wait.days for wait in waits)
    rows.append(cells(Cell(_("Total"), "bold"), len(waits), words.number(median_days(waits)), longest))
    return Table(columns, tuple(rows))


def standstill_json(value: Told) -> dict[str, Any]:
    """Shape both; null in the public version, which tells how many there are alone."""
    if value.setting.public:
        return {"contests": None, "blocks": None}
    waits = value.blocks
    return {
        "contests": [contest._asdict() for contest in value.contests],
        "blocks": {
            "open": len(waits),
            "median_days": median_days(waits),
            "by_named": [row._asdict() for row in by_named(waits)],
            "rows": [wait._asdict() for wait in waits],
        },
    }
