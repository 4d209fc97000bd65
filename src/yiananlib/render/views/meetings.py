"""How meetings and learning are laid out: see :class:`yiananlib.render.views.matters.Layout`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.model.calling import post
from yiananlib.model.meeting_words import AIM_WORDS, ENTRY_WORDS, MARK_WORDS, MATERIAL_WORDS, STATUS_WORDS, TYPE_WORDS
from yiananlib.render import words
from yiananlib.render.document import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.matter_reading import ShownMatter

__all__ = ["EMPTY", "ENTRY_WORDS", "STATUS_WORDS", "columns", "fields", "row", "said"]

EMPTY: Final = N_("No matching meetings. Plan one with `yian add-meeting`.")


def columns() -> tuple[Column, ...]:
    """Return the columns of the list of meetings."""
    return (
        Column(_("Type")), Column(_("Planned for")), Column(_("Held on"), "day"), Column(_("Attended"), "count"),
        Column(_("Problems found"), "count"),
    )  # fmt: skip


def row(value: MatterRow, _names: Names) -> tuple[Any, ...]:
    """Return the cells of a meeting."""
    return (
        words.worded(TYPE_WORDS, value.data["type"]),
        words.day(dt.date.fromisoformat(value.data["planned"])),
        words.on(held) if (held := _held_on(value)) else "",
        attendance(value),
        len(_problems(value)) or "",
    )


def fields(value: ShownMatter) -> list[tuple[str, str | None]]:
    """Return what there is to say of a meeting."""
    data = value.row.data
    held = next((e.data for e in value.row.entries if e.kind == "held"), {})
    return [
        (_("Type"), words.worded(TYPE_WORDS, data["type"])),
        (_("Planned for"), words.day(dt.date.fromisoformat(data["planned"]))),
        (_("Held on"), words.day(held_on) if (held_on := _held_on(value.row)) else None),
        (_("Expected"), str(data["due"]) if data["due"] else None),
        (_("Attended"), attendance(value.row)),
        (_("Absent"), held.get("absent")),
        (_("Chaired by"), post(data["chair"], value.setting.names, value.row.org)),
        (_("Aims"), _(", ").join(map(_aim, data["aims"]))),
        (_("Material"), words.worded(MATERIAL_WORDS, data["material"]) if data["material"] else None),
        (_("Provided by"), data["source"]),
        (_("Case"), data["case"]),
        (_("Summary"), held.get("summary")),
        (_("Problems found"), _(", ").join(_problems(value.row))),
    ]


def said(kind: str, data: Mapping[str, Any]) -> str:
    """Return the words of an entry."""
    match kind:
        case "held":
            return _("{attended} of {due}").format(attended=data["attended"], due=data["due"])
        case "made-up":
            return f"{data['count']}  {data['note'] or ''}".strip()
        case "concluded":
            return _("{name}: {text}").format(name=_aim(data["aim"]), text=data["result"])
        case "appraised":
            verdict = _("has passed") if data["passed"] else _("has not passed")
            parts = (verdict, *(_(MARK_WORDS[mark]) for mark in data["marks"]), data["opinion"] or "")
            words_ = _(", ").join(filter(None, parts))
            return f"{data['member']}  {words_}"
        case "found":
            return f"{data['problem'] or ''}  {data['text']}".strip()
        case _:
            return str(data.get("reason") or "")


def _aim(key: str) -> str:
    return _(AIM_WORDS[key]) if key in AIM_WORDS else key


def attendance(value: MatterRow) -> str:
    """Return how many came or made up for it, of how many who were due; empty while it did not take place."""
    held = next((e.data for e in value.entries if e.kind == "held"), None)
    if held is None:
        return ""
    came = held["attended"] + sum(e.data["count"] for e in value.entries if e.kind == "made-up")
    return f"{came}/{held['due']}"


def _held_on(value: MatterRow) -> dt.date | None:
    return next((e.day for e in value.entries if e.kind == "held"), None)


def _problems(value: MatterRow) -> list[str]:
    found = (e.data["problem"] for e in value.entries if e.kind == "found")
    return list(dict.fromkeys(name for name in found if name))
