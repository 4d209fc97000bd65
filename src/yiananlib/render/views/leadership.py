"""What heads do themselves and what leaders answer for, as documents: a row a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.render import words
from yiananlib.render.document import Block, Cell, Column, Document, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told

if TYPE_CHECKING:
    from yiananlib.index.duties import Answers
    from yiananlib.services.reading.leadership import Heads, Leaders


def heads(value: Heads) -> Document:
    """Lay out what each head endorsed, held and visited, and how long ago the last was."""
    blocks: list[Block] = [*title(value, _("what heads do themselves")), head_rows(value)]
    if value.without:
        named = _(", ").join(value.setting.names.get(org, org) for org in value.without)
        blocks.append(Paragraph(_("Units without a head in office: {names}").format(names=named), "red"))
    said = _(
        "Endorsed: problems. Meetings and visits: those that took place and that the head recorded, or had recorded in"
        " their name (--for). Days since: since the last of these; none is shown in red."
    )
    return Document((*blocks, Paragraph(said, "dim")))


def head_rows(value: Heads) -> Table:
    """Return a row a head."""
    columns = (
        Column(_("Organization")), Column(_("Post")), Column(_("Endorsed"), "count"), Column(_("Meetings"), "count"),
        Column(_("Visits"), "count"), Column(_("Last on"), "day"), Column(_("Days since"), "count"),
    )  # fmt: skip
    names = value.setting.names
    lines = tuple(
        cells(
            names.get(one.org, one.org), one.post, one.endorsed, one.meetings, one.visits, words.on(one.last),
            (value.day - one.last).days if one.last is not None else Cell(words.NOTHING, "red"),
        )
        for one in value.heads
    )  # fmt: skip
    return Table(columns, lines, _("No head is in office."))


def heads_json(value: Heads) -> dict[str, Any]:
    """Return the JSON of what heads did; ``days`` since the last is null where there is none."""
    rows = [one._asdict() | {"days": (value.day - one.last).days if one.last else None} for one in value.heads]
    return told(value) | {"heads": rows, "without": list(value.without)}


def leaders(value: Leaders) -> Document:
    """Lay out what each leader answers for."""
    said = _("Problems that are not voided, by the leader they name (一岗双责).")
    return Document((*title(value, _("problems by leader")), leader_rows(value), Paragraph(said, "dim")))


def leader_rows(value: Leaders) -> Table:
    """Return a row a leader, and the total below them."""
    columns = (
        Column(_("Leader")), Column(_("Problems"), "count"), Column(_("Struck off"), "count"),
        Column(_("Closure rate"), "percent"), Column(_("Open"), "count"), Column(_("Overdue"), "count"),
    )  # fmt: skip
    lines = [_line(post(one.leader, value.setting.names), one) for one in value.leaders]
    if lines:
        lines.append(_line(Cell(_("Total"), "bold"), value.total))
    return Table(columns, tuple(lines), _("No problem is registered."))


def _line(name: str | Cell, one: Answers) -> tuple[Cell, ...]:
    share = words.share(one.closed / one.total if one.total else None)
    return cells(name, one.total, one.closed, share, one.open, words.alarm(one.overdue))


def leaders_json(value: Leaders) -> dict[str, Any]:
    """Return the JSON of what leaders answer for."""
    total = {name: n for name, n in value.total._asdict().items() if name != "leader"}
    return told(value) | total | {"leaders": [one._asdict() for one in value.leaders]}
