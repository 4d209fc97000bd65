"""What stands still, for reports: objections that are to be decided, and what other organizations are waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Cell, Column, Heading, Table, cells
from yiananlib.services.reading.standstill import by_named, median_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.index.standstill import Contest, Wait
    from yiananlib.index.values import Setting
    from yiananlib.model.calling import Names

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


def contests(rows: Sequence[Contest], names: Names) -> Table:
    """Return the objections that are undecided, a row each."""
    return objections(rows, names, Column(_("Raised on"), "day"), {})


def objections(rows: Sequence[Contest], names: Names, since: Column, then: Mapping[str, str]) -> Table:
    """Return objections since the day in the column ``since``, a row each, with the word for what follows, if any."""
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("By")), since,
        Column(_("Days"), "count"), Column(_("Deadline"), "day"), Column(_("Reason"), mm=WIDE),
        Column(_("What follows")),
    )  # fmt: skip
    table = Table(
        columns,
        tuple(
            cells(
                r.ref, r.org_name, r.title, post(r.by, names, r.org), words.on(r.since), r.days,
                words.on(r.deadline), r.reason, _(then[r.then]) if r.then is not None and then else "",
            )
            for r in rows
        ),
    )  # fmt: skip
    return table if then else table.without(len(columns) - 1)


def waits_for_others(rows: Sequence[Wait], _names: Names) -> Table:
    """Return the problems that wait for another organization, a row for each that one waits for."""
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Waits for")),
        Column(_("What is needed"), mm=WIDE), Column(_("Waiting since"), "day"), Column(_("Days"), "count"),
        Column(_("Deadline"), "day"),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                r.ref, r.org_name, r.title, r.named_name, r.needs, words.on(r.since), r.days, words.on(r.deadline)
            )
            for r in rows
        ),
    )  # fmt: skip


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
