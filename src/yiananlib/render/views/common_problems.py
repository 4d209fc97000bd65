"""What organizations have in common, as a document: a table for each thing that problems are grouped by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.model.words import GROUP_WORDS
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told
from yiananlib.render.views.what_held import counts_json

if TYPE_CHECKING:
    from yiananlib.services.reading.common_problems import Common, Group

MOST: Final = 20
"""Groups of a kind that are named; JSON and CSV have all."""

NAMED: Final = 8
"""Organizations of a group that are named; JSON and CSV have all."""


def common(value: Common) -> Document:
    """Lay out the groups; what nothing is common by is left out."""
    blocks: list[Block] = title(value, _("common problems"))
    for by in value.by:
        groups = [group for group in value.groups if group.by == by]
        if groups:
            lines = tuple(_line(group, NAMED) for group in groups[:MOST])
            blocks += [Heading(_(GROUP_WORDS[by])), Table(_columns(_(GROUP_WORDS[by])), lines)]
        if len(groups) > MOST:
            said = _("and {n} more; `yian report --common --by {by} --format csv` shows all")
            blocks.append(Paragraph(said.format(n=len(groups) - MOST, by=by), "dim"))
    if not value.groups:
        said = _("No problem is common to {n} or more organizations.").format(n=value.least)
        blocks.append(Paragraph(said))
    said = _(
        "What at least {n} organizations have, those that most have first. Root causes and titles are put together"
        " where their texts are alike. Held: closes that held ÷ those of which it is known what became of them (`yian"
        " report --what-held`). Whether they have one cause is for people to find out."
    ).format(n=value.least)
    return Document((*blocks, Paragraph(said, "dim")))


def rows(value: Common) -> Table:
    """Return a row a group."""
    return Table(
        (Column(_("Grouped by")), *_columns(_("In common"))),
        tuple((Cell(_(GROUP_WORDS[group.by])), *_line(group)) for group in value.groups),
    )


def _columns(what: str) -> tuple[Column, ...]:
    return (
        Column(what, mm=WIDE), Column(_("Organizations"), "count"), Column(_("Problems"), "count"),
        Column(_("First found"), "day"), Column(_("Open"), "count"), Column(_("Closed"), "count"),
        Column(_("Overdue"), "count"), Column(_("Held")), Column(_("Where"), mm=WIDE),
    )  # fmt: skip


def _line(group: Group, most: int | None = None) -> tuple[Cell, ...]:
    named = [f"{share.name} {share.problems}" for share in group.orgs[:most]]
    if len(named) < len(group.orgs):
        named.append(_("and {n} more").format(n=len(group.orgs) - len(named)))
    where = _(", ").join(named)
    return cells(
        group.word, len(group.orgs), group.problems, group.found, group.open, group.closed,
        words.alarm(group.overdue), _held(group), where,
    )  # fmt: skip


def _held(group: Group) -> str:
    """Say how many of the closes with a known outcome held; nothing if there are none."""
    became = group.became
    if not became.judged:
        return ""
    return _("{part} of {whole}").format(part=became.held, whole=became.judged)


def common_json(value: Common) -> dict[str, Any]:
    """Return the JSON of what is common."""
    return told(value) | {
        "by": list(value.by),
        "least": value.least,
        "groups": [
            group._asdict() | {"orgs": [share._asdict() for share in group.orgs], "became": counts_json(group.became)}
            for group in value.groups
        ],
    }
