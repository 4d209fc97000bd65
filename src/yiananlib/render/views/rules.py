"""How rules (建章立制) are laid out: see :class:`yiananlib.render.views.matters.Layout`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.model.calling import post
from yiananlib.model.rule_words import DECISION_WORDS, ENTRY_WORDS, GOVERNS_WORDS, STATUS_WORDS
from yiananlib.render import words
from yiananlib.render.document import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.matter_reading import ShownMatter

__all__ = ["EMPTY", "ENTRY_WORDS", "STATUS_WORDS", "columns", "fields", "row", "said"]

EMPTY: Final = N_("No matching rules. List one with `yian add-rule`.")


def columns() -> tuple[Column, ...]:
    """Return the columns of the list of rules."""
    return (
        Column(_("Governs")), Column(_("For problems"), "count"), Column(_("Owner")), Column(_("Due")),
        Column(_("Decision")), Column(_("Document")),
    )  # fmt: skip


def row(value: MatterRow, names: Names) -> tuple[Any, ...]:
    """Return the cells of a rule."""
    data = value.data
    return (
        words.worded(GOVERNS_WORDS, data["governs"]),
        len(data["problems"]) or "",
        post(data["owner"], names, value.org),
        words.on(_day(data["due"])) if data["due"] else "",
        _decided(value),
        _last(value, "issued", "document"),
    )


def fields(value: ShownMatter) -> list[tuple[str, str | None]]:
    """Return what there is to say of a rule."""
    data = value.row.data
    return [
        (_("Governs"), words.worded(GOVERNS_WORDS, data["governs"])),
        (_("Decision"), _decided(value.row)),
        (_("Document"), _last(value.row, "issued", "document")),
        (_("For problems"), _(", ").join(data["problems"])),
        (_("Findings"), _(", ").join(data["findings"])),
        (_("Owner"), post(data["owner"], value.setting.names, value.row.org)),
        (_("Due"), words.day(_day(data["due"])) if data["due"] else None),
    ]


def said(kind: str, data: Mapping[str, Any]) -> str:
    """Return the words of an entry."""
    match kind:
        case "decided":
            return _("{what}: {why}").format(what=words.worded(DECISION_WORDS, data["decision"]), why=data["reason"])
        case "issued":
            return f"{data['document']}  {data['note'] or ''}".strip()
        case _:
            return str(data.get("reason") or data.get("note") or "")


def _decided(value: MatterRow) -> str:
    decision = _last(value, "decided", "decision")
    return _(DECISION_WORDS[decision]) if decision else ""


def _last(value: MatterRow, kind: str, name: str) -> str:
    return next((str(e.data[name]) for e in reversed(value.entries) if e.kind == kind), "")


def _day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)
