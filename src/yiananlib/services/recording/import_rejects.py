"""The rows of a foreign sheet that were not taken, as a sheet to mend and to import again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.sheet_layout import Value
    from yiananlib.services.recording.importing import Imported

ID: Final = "yian"
"""The column in which whoever was asked answers: the id of the same problem, or “new”."""
SAID: Final = N_("what is wrong here")
"""The column that says why; it is not read."""
UNIT: Final = N_("Unit")


class Rejects(NamedTuple):
    """The headings and the rows; a cell is what the sheet had, and a row has one for each heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def rejects(value: Imported, cells: Mapping[tuple[str, int], Mapping[str, Value]]) -> Rejects:
    """Return the refused and doubtful rows of what was imported; ``cells`` are those of each row, by heading."""
    rows = [row for row in value.rows if row.state in ("refused", "doubtful")]
    has_unit = any(column.field in ("org", "org_owner") for table in value.tables for column in table.columns)
    headings: dict[str, None] = {}
    for row in rows:
        headings.update(dict.fromkeys(cells[row.sheet, row.row]))
    own = [heading for heading in headings if heading not in (ID, _(SAID))]
    added = [ID, _(SAID)] if has_unit else [_(UNIT), ID, _(SAID)]
    made = []
    for row in rows:
        there = cells[row.sheet, row.row]
        said = "\n".join(f"{problem.column}: {problem.said}".removeprefix(": ") for problem in row.problems)
        beside: list[Value] = [there.get(ID), said]
        made.append((*(there.get(heading) for heading in own), *([] if has_unit else [row.org]), *beside))
    return Rejects((*own, *added), tuple(made))
