"""Supervision notices as documents: as a list, and one whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model.calling import post, units
from yiananlib.model.notice_words import ENTRY_WORDS, RUNG_WORDS, STATUS_WORDS, URGENCY_WORDS
from yiananlib.model.occurrences import EVERY_WORDS
from yiananlib.render import words
from yiananlib.render.document import WIDE, Cell, Column, Document, Paragraph, Table, cells
from yiananlib.render.shapes import entries, matter
from yiananlib.services.reading import notices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.notices import Notices, ShownNotice


def listed(value: Notices) -> Document:
    """Lay out a list of notices, with how many there are below it."""
    table = Table(
        (*columns(), Column(_("Status"))),
        tuple(cells(*row(r), _(STATUS_WORDS[r.status])) for r in value.rows),
        _("No matching notices."),
    )
    count = _("{n} in all, as of {day}").format(n=len(value.rows), day=words.day(value.day))
    return Document((table, Paragraph(count, "dim")) if value.rows else (table,))


def shown(value: ShownNotice) -> Document:
    """Lay out one notice whole."""
    from yiananlib.render.views import matters  # lists do without it

    names = value.setting.names
    return matters.whole(value.row, _fields(value.row, names), ENTRY_WORDS, said, names)


def columns() -> tuple[Column, ...]:
    """Return the columns of a table of notices, all but the status."""
    return (
        Column(_("Record")), Column(_("Unit")), Column(_("Notice"), mm=WIDE), Column(_("Rung")),
        Column(_("Reply due"), "day"), Column(_("Days overdue"), "count"),
    )  # fmt: skip


def row(value: MatterRow) -> tuple[Cell, ...]:
    """Return the cells in these columns."""
    late = notices.overdue_days(value)
    return cells(
        value.ref, value.org_name, value.title, _(RUNG_WORDS[notices.rung(value)]), words.on(value.due),
        words.alarm(late) if late else "",
    )  # fmt: skip


def _fields(value: MatterRow, names: Names) -> list[tuple[str, str | None]]:
    head = value.data
    urgency = URGENCY_WORDS[head["urgency"]]
    return [
        (_("Unit"), f"{value.org_name}  ({value.org})"),
        (_("Status"), _(STATUS_WORDS[value.status])),
        (_("Rung"), _climbed(value)),
        (_("Reply due"), _due(value)),
        (_("How often"), came_back(head)),
        (_("Urgency"), _(urgency)),
        (_("Basis"), head.get("basis")),
        (_("Requirement"), head["demand"]),
        (_("Task"), head.get("task")),
        (_("Problems named"), _(", ").join(head.get("problems") or ())),
        (_("Supporting organizations"), units(head.get("support") or (), names)),
        (_("Leader"), post(head.get("leader"), names, value.org)),
    ]


def said(kind: str, data: Mapping[str, Any]) -> str:
    """Return the words of an entry of a notice."""
    text = next((str(data[name]) for name in ("text", "opinion", "reason") if data.get(name)), "")
    if data.get("occurrence"):
        text = f"{data['occurrence']} {text}"
    if kind == "replied" and data.get("document"):
        text = f"{text} [{data['document']}]"
    if kind == "escalated":
        word = RUNG_WORDS[data["rung"]]
        text = _("{what}: {text}").format(what=_(word), text=text)
    if data.get("due"):
        text += _("; by {day}").format(day=words.written_day(data["due"]))
    return text


def _climbed(value: MatterRow) -> str:
    now, first = notices.rung(value), value.data["rung"]
    if now == first:
        return _(RUNG_WORDS[now])
    return _("{now} (raised from {first})").format(now=_(RUNG_WORDS[now]), first=_(RUNG_WORDS[first]))


def came_back(head: Mapping[str, Any]) -> str | None:
    """Return how often a notice asks for a reply, and until when; None where it does so once."""
    if not head.get("often"):
        return None
    word = EVERY_WORDS[head["often"]]
    return _("{every}, from {first} to {last}").format(
        every=_(word),
        first=words.written_day(head["due"]),
        last=words.written_day(head["until"]),
    )


def _due(value: MatterRow) -> str:
    due, first = words.day(value.due), words.written_day(value.data["due"])
    if due != first:
        due = _("{due} (originally {original})").format(due=due, original=first)
    late = notices.overdue_days(value)
    return due + _(", {n} days overdue").format(n=late) if late else due


def listed_json(value: Notices) -> list[dict[str, Any]]:
    """Return a list of notices."""
    return [notice_json(row) for row in value.rows]


def shown_json(value: ShownNotice) -> dict[str, Any]:
    """Return one notice with its entries."""
    return notice_json(value.row) | entries(value.row)


def notice_json(value: MatterRow) -> dict[str, Any]:
    """Shape a notice as lists have it."""
    return matter(value) | {"rung_now": notices.rung(value), "overdue_days": notices.overdue_days(value)}
