"""The plan of look-backs as a document: what is due, what is coming, what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.model.words import LOOK_BACK_WORDS
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told
from yiananlib.services.reading.look_backs import AHEAD

if TYPE_CHECKING:
    from yiananlib.services.reading.look_backs import Look, Plan

LAST: Final = 20
"""Look-backs that are named as done; the others are in JSON and CSV."""


def look_backs(value: Plan) -> Document:
    """Lay out the plan."""
    done = _(", ").join(
        _("{what}: {n}").format(what=_(LOOK_BACK_WORDS[result]), n=n) for result, n in value.results().items()
    )
    blocks: list[Block] = [
        *title(value, _("look-backs")),
        Heading(_("Due for a look-back: {n}").format(n=len(value.waiting))),
        _table(value.waiting, _("No close is waiting for a look-back.")),
        Heading(_("Coming up within {days} days: {n}").format(days=AHEAD, n=len(value.coming))),
        _table(value.coming, _("None coming up.")),
        Heading(_("Done: {n}").format(n=len(value.done))),
        Paragraph(done),
    ]
    if value.done:
        blocks.append(_table(value.done[:LAST]))
    if len(value.done) > LAST:
        said = _("and {n} more; `yian report --look-backs --format csv` shows all")
        blocks.append(Paragraph(said.format(n=len(value.done) - LAST), "dim"))
    said = _(
        "A look-back is due {n} days after a close. If it finds the rectification incomplete or slipped, a"
        " new round opens, and the close stays in every figure."
    ).format(n=value.setting.look_back_days)
    if value.setting.look_back_again_days:
        again = _(" Where it held, the next is due {n} days after each, as long as the close lasts.")
        said += again.format(n=value.setting.look_back_again_days)
    return Document((*blocks, Paragraph(said, "dim")))


def rows(value: Plan) -> Table:
    """Return a row for each close that was looked at, waits for it, or soon will."""
    return _table((*value.waiting, *value.coming, *value.done))


def _table(looks: tuple[Look, ...], empty: str = "") -> Table:
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Round"), "count"),
        Column(_("Closed on"), "day"), Column(_("Due"), "day"), Column(_("Look-back")),
        Column(_("Looked back on"), "day"), Column(_("Method")),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                look.ref, look.org_name, look.title, look.number, look.closed, look.due,
                _standing(look), look.on, _method(look),
            )
            for look in looks
        ),
        empty,
    )  # fmt: skip


def _method(look: Look) -> str:
    if look.result is None:
        return ""
    return _("by chance ({sample})").format(sample=look.sample) if look.sample is not None else _("as planned")


def _standing(look: Look) -> Cell:
    if look.result is not None:
        return Cell(_(LOOK_BACK_WORDS[look.result]), "" if look.result == "held" else "red")
    if look.missed:
        return Cell(_("missed: reopened before anybody looked back"), "red")
    if look.days_left < 0:
        return Cell(_("{n} days late").format(n=-look.days_left), "red")
    return Cell(_("in {n} days").format(n=look.days_left) if look.days_left else _("today"))


def look_backs_json(value: Plan) -> dict[str, Any]:
    """Return the JSON of the plan of look-backs."""
    return told(value) | {
        "results": value.results(),
        "waiting": [_look(look) for look in value.waiting],
        "coming": [_look(look) for look in value.coming],
        "done": [_look(look) for look in value.done],
    }


def _look(value: Look) -> dict[str, Any]:
    found = value._asdict()
    return {"id": found.pop("id"), "org": found.pop("org"), **found}
