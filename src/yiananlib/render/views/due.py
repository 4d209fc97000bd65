"""A queue as a document: a table for each thing that is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.index.waits import WAITS
from yiananlib.messages import _
from yiananlib.model import registers
from yiananlib.model.calling import post
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.shapes import matter, problem_row
from yiananlib.services.reading.due import OTHERS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from yiananlib.index.matter_values import MatterRow, Waiting
    from yiananlib.index.queue import OpenMeasure, Request
    from yiananlib.index.stranded import Stranded
    from yiananlib.index.values import Row, Setting
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.due import Due, Other


def due(value: Due) -> Document:
    """Lay out a queue; what nothing waits for is left out."""
    whose = post(value.officer or value.org, value.setting.names) or _("whole campaign")
    title = Heading(_("To do: {who}, {day}").format(who=whose, day=words.day(value.day)), 1)
    return Document((title, *(blocks(value) or (Paragraph(_("Nothing is waiting.")),))))


def blocks(value: Due, level: int = 2, *, without: Collection[str] = (), most: int | None = None) -> tuple[Block, ...]:
    """Return a heading of that level and a table for each thing that something waits for.

    But for what is said elsewhere, and with as many rows of each as are asked for.
    """
    found: list[Block] = []
    for what, rows in (*value.waits, *value.others):
        if rows and what not in without:
            word = WAITS[what][0] if what in WAITS else OTHERS[what]
            found.append(Heading(_("{what}: {n}").format(what=_(word), n=len(rows)), level))
            if what in registers.WAITS:
                found.append(_of_register(what, rows[:most], value.setting))
            else:
                found.append(_TABLES.get(what, _problems)(rows[:most], value.setting.names))
            if most is not None and len(rows) > most:
                said = _("and {n} more; `yian due` shows all").format(n=len(rows) - most)
                found.append(Paragraph(said, "dim"))
    return tuple(found)


def _problems(rows: Sequence[Row], names: Names) -> Table:
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Owner")),
        Column(_("Deadline"), "day"), Column(_("Lamp"), "lamp"), Column(_("Measures done"), "count"),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                r.ref, r.org_name, r.title, post(r.owner, names, r.org), words.due(r), words.lamp(r.lamp),
                f"{r.measures_done}/{r.measures}",
            )
            for r in rows
        ),
    )  # fmt: skip


def _notices(rows: Sequence[MatterRow], _names: Names) -> Table:
    from yiananlib.render.views import notices  # where there are some

    return Table(notices.columns(), tuple(notices.row(r) for r in rows))


def _rules(rows: Sequence[MatterRow], names: Names) -> Table:
    columns = (
        Column(_("Record")), Column(_("Unit")), Column(_("Rule"), mm=WIDE), Column(_("Owner")),
        Column(_("Deadline"), "day"),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(r.ref, r.org_name, r.title, post(r.data.get("owner"), names, r.org), words.on(r.due)) for r in rows
        ),
    )


def _meetings(rows: Sequence[MatterRow], _names: Names) -> Table:
    columns = (Column(_("Record")), Column(_("Unit")), Column(_("Meeting"), mm=WIDE), Column(_("Scheduled for"), "day"))
    return Table(columns, tuple(cells(r.ref, r.org_name, r.title, words.on(r.due)) for r in rows))


def _rounds(rows: Sequence[Waiting], _names: Names) -> Table:
    columns = (Column(_("Round")), Column(_("Unit")), Column(_("Case"), mm=WIDE), Column(_("Open since"), "day"))
    return Table(columns, tuple(cells(r.ref, r.org_name, r.title, words.on(r.since)) for r in rows))


def _of_register(what: str, rows: Sequence[Any], setting: Setting) -> Table:
    from yiananlib.render.views.registers import OfRegister  # where there are some

    register, _wait = registers.WAITS[what]
    of = OfRegister.of(register.name, setting)
    columns = (Column(_("Record")), Column(_("Unit")), Column(_("Title"), mm=WIDE), *of.columns())
    return Table(columns, tuple(cells(r.ref, r.org_name, r.title, *of.row(r, setting.names)) for r in rows))


def _measures(rows: Sequence[OpenMeasure], _names: Names) -> Table:
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("No."), "count"),
        Column(_("Measure"), mm=WIDE), Column(_("Due"), "day"),
    )  # fmt: skip
    return Table(columns, tuple(cells(r.ref, r.org_name, r.title, r.number, r.text, words.on(r.due)) for r in rows))


def _requests(rows: Sequence[Request], names: Names) -> Table:
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("By")),
        Column(_("Deadline"), "day"), Column(_("Requested until"), "day"), Column(_("Reason"), mm=WIDE),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(r.ref, r.org_name, r.title, post(r.by, names, r.org), words.on(r.due), words.on(r.until), r.reason)
            for r in rows
        ),
    )


def _stranded(rows: Sequence[Stranded], names: Names) -> Table:
    columns = (
        Column(_("Officer")), Column(_("Why")), Column(_("Record")), Column(_("Unit")), Column(_("What")),
        Column(_("Title"), mm=WIDE),
    )  # fmt: skip
    words_ = {
        "problem": _("problem"),
        "measure": _("measure"),
        "notice": _("notice"),
        "rule": _("rule"),
        "meeting": _("meeting"),
    }
    return Table(
        columns,
        tuple(
            cells(
                post(r.officer, names), r.why, r.ref, r.org_name,
                words_[r.what] + (f" {r.number}" if r.number is not None else ""),
                r.title,
            )
            for r in rows
        ),
    )  # fmt: skip


_TABLES: Final[dict[str, Callable[[Any, Names], Table]]] = {
    "notices": _notices,
    "replies": _notices,
    "rules": _rules,
    "meetings": _meetings,
    "rounds": _rounds,
    "own_measures": _measures,
    "requests": _requests,
    "stranded": _stranded,
}
"""How what waits besides problems is laid out; of registers :func:`_of_register`."""


def _others(value: tuple[Other, ...]) -> dict[str, list[dict[str, Any]]]:
    """Return what waits besides problems, under what it waits for."""
    from yiananlib.index.matter_values import MatterRow  # the document does without it

    return {
        other.what: [_matter(row) if isinstance(row, MatterRow) else row._asdict() for row in other.rows]
        for other in value
    }


def _matter(row: MatterRow) -> dict[str, Any]:
    if row.kind != "notice":
        return matter(row)
    from yiananlib.render.views import notices  # where there are some

    return notices.notice_json(row)


def due_json(value: Due) -> Any:
    """Shape a queue."""
    return {"as_of": value.day, "officer": value.officer, "org": value.org, "waits": waits(value)}


def waits(value: Due) -> dict[str, Any]:
    """Return what waits, under what it waits for."""
    waits = {wait.what: [problem_row(row) for row in wait.rows] for wait in value.waits}
    return waits | _others(value.others)
