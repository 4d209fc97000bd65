"""A queue as a document: a table for each thing that is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.index.waits import WAITS
from yiananlib.messages import _
from yiananlib.model import registers
from yiananlib.model.calling import post
from yiananlib.model.notice_words import RUNG_WORDS
from yiananlib.model.words import FOLLOW_WORDS
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.shapes import matter, problem_row
from yiananlib.render.views.standstill import contests, objections, waits_for_others
from yiananlib.services.reading.due import OTHERS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from yiananlib.index.general import Unlooked
    from yiananlib.index.matter_values import MatterRow, Waiting
    from yiananlib.index.queue import OpenMeasure, Paper, Request
    from yiananlib.index.samples import Member
    from yiananlib.index.standstill import Contest
    from yiananlib.index.stranded import Stranded
    from yiananlib.index.values import Row, Setting
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.due import Due, Other
    from yiananlib.services.reading.ladder import Suggested


def due(value: Due) -> Document:
    """Lay out a queue; what nothing waits for is left out."""
    whose = post(value.officer or value.org, value.setting.names) or _("whole campaign")
    title = Heading(_("To do: {who}, {day}").format(who=whose, day=words.day(value.day)), 1)
    unread: list[Block] = []
    if value.unread is not None:
        said = _("What others wait for could not be read whole: {reason}")
        unread.append(Paragraph(said.format(reason=value.unread), "red"))
    return Document((title, *(blocks(value) or (Paragraph(_("Nothing is waiting.")),)), *unread))


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


def _wider(rows: Sequence[Unlooked], _names: Names) -> Table:
    title = Column(_("General problem"), mm=WIDE)
    columns = (Column(_("Id")), Column(_("Unit")), title, Column(_("Asked since"), "day"))
    return Table(columns, tuple(cells(r.id, r.org_name, r.title, words.on(r.since)) for r in rows))


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

    def text(row: OpenMeasure) -> str:
        return row.text if row.occurrence is None else f"{row.text} [{row.occurrence}]"

    return Table(columns, tuple(cells(r.ref, r.org_name, r.title, r.number, text(r), words.on(r.due)) for r in rows))


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


def _sampled(rows: Sequence[Member], _names: Names) -> Table:
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Sample")),
        Column(_("Drawn on"), "day"),
    )  # fmt: skip
    return Table(columns, tuple(cells(r.ref, r.org_name, r.title, r.sample, words.on(r.drawn)) for r in rows))


def _faulted(rows: Sequence[Paper], _names: Names) -> Table:
    columns = (*_paper_columns(), Column(_("Returned on"), "day"), Column(_("What is wrong"), mm=WIDE))
    return Table(columns, tuple(cells(*_paper(r), words.on(r.since), r.why) for r in rows))


def _expired(rows: Sequence[Paper], _names: Names) -> Table:
    columns = (*_paper_columns(), Column(_("Valid until"), "day"))
    return Table(columns, tuple(cells(*_paper(r), words.on(r.since)) for r in rows))


def _lapsed(rows: Sequence[Paper], _names: Names) -> Table:
    columns = (*_paper_columns(), Column(_("Valid until"), "day"), Column(_("To reopen it"), mm=WIDE))
    return Table(columns, tuple(cells(*_paper(r), words.on(r.since), f"yian reopen {r.ref} --reason …") for r in rows))


def _paper_columns() -> tuple[Column, ...]:
    return (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Measure"), "count"),
        Column(_("Evidence"), mm=WIDE),
    )  # fmt: skip


def _paper(row: Paper) -> tuple[object, ...]:
    return row.ref, row.org_name, row.title, row.measure or "", row.file.partition("-")[2] or row.file


def _upheld(rows: Sequence[Contest], names: Names) -> Table:
    return objections(rows, names, Column(_("Upheld on"), "day"), FOLLOW_WORDS)


def _ladder(rows: Sequence[Suggested], _names: Names) -> Table:
    columns = (
        Column(_("Record")), Column(_("Unit")), Column(_("Title"), mm=WIDE), Column(_("Rung")),
        Column(_("Last step on"), "day"), Column(_("Days"), "count"), Column(_("Times"), "count"),
        Column(_("Next rung, for people to decide")),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                r.ref, r.org_name, r.title, _(RUNG_WORDS[r.rung]), words.on(r.since), r.days, r.times,
                _(RUNG_WORDS[r.next]),
            )
            for r in rows
        ),
    )  # fmt: skip


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
    "faulted": _faulted,
    "expired": _expired,
    "lapsed": _lapsed,
    "sampled": _sampled,
    "wider": _wider,
    "own_measures": _measures,
    "requests": _requests,
    "contests": contests,
    "upheld": _upheld,
    "blocks": waits_for_others,
    "ladder": _ladder,
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
    return {
        "as_of": value.day,
        "officer": value.officer,
        "org": value.org,
        "waits": waits(value),
        "unread": value.unread,
    }


def waits(value: Due) -> dict[str, Any]:
    """Return what waits, under what it waits for."""
    waits = {wait.what: [problem_row(row) for row in wait.rows] for wait in value.waits}
    return waits | _others(value.others)
