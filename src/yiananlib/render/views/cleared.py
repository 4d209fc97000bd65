"""Where everything is struck off, as a document: N of M at each level, who is missing, and who found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told
from yiananlib.render.views.figures import INDENT

if TYPE_CHECKING:
    from yiananlib.services.reading.cleared import Cleared, OfOrg

MOST: Final = 100
"""Organizations that are named; JSON and CSV have all."""


def cleared(value: Cleared) -> Document:
    """Lay out the levels, then who is missing, who is cleared, and who found nothing."""
    levels = tuple(
        cells(
            level.depth + 1, level.found,
            Cell(_("{part} of {whole}").format(part=level.cleared, whole=level.found), value=level.cleared),
            words.share(level.rate), level.nothing,
        )
        for level in value.levels
    )  # fmt: skip
    columns = (
        Column(_("Level"), "count"), Column(_("Found something"), "count"), Column(_("All closed"), "count"),
        Column(_("Share"), "percent"), Column(_("Nothing found"), "count"),
    )  # fmt: skip
    missing = [row for row in value.rows if row.cleared is False]
    table = Table(_columns(), tuple(_line(row) for row in missing[:MOST]), _("Nobody is missing."))
    blocks: list[Block] = [
        *title(value, _("all closed")),
        Table(columns, levels, _("No unit is registered.")),
        Heading(_("Missing: {n}").format(n=len(missing))),
        table,
        *_more(value, len(missing)),
    ]
    for heading, state in ((_("All closed: {n}"), True), (_("Nothing found: {n}"), None)):
        named = [row.name for row in value.rows if row.cleared is state]
        if named:
            blocks += [
                Heading(heading.format(n=len(named))),
                Paragraph(_(", ").join(named[:MOST])),
                *_more(value, len(named)),
            ]
    said = _(
        "All closed: at least one problem that is not voided, and every one of them, including those of all"
        " organizations below, closed on the day. An organization that found nothing does not count as"
        " cleared. Level 1 is the top."
    )
    return Document((*blocks, Paragraph(said, "dim")))


def _more(value: Cleared, there: int) -> list[Block]:
    if there <= MOST:
        return []
    said = _("and {n} more")
    if not value.setting.public:
        said = _("and {n} more; `yian report --cleared --format csv` has all")
    return [Paragraph(said.format(n=there - MOST), "dim")]


def rows(value: Cleared) -> Table:
    """Return a row an organization."""
    words_ = {True: _("All closed"), False: _("not yet"), None: _("nothing found")}
    return Table(
        (*_columns(), Column(_("Standing"))),
        tuple((*_line(row), Cell(words_[row.cleared])) for row in value.rows),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Organization")), Column(_("Problems found"), "count"), Column(_("Closed"), "count"),
        Column(_("Open"), "count"), Column(_("Left of its own"), "count"), Column(_("Overdue"), "count"),
    )  # fmt: skip


def _line(row: OfOrg) -> tuple[Cell, ...]:
    return cells(INDENT * row.depth + row.name, row.total, row.closed, row.left, row.own_left, words.alarm(row.overdue))


def cleared_json(value: Cleared) -> dict[str, Any]:
    """Return the JSON of where everything is struck off; ``cleared`` is null where nothing was found."""
    return told(value) | {
        "levels": [level._asdict() | {"rate": level.rate} for level in value.levels],
        "orgs": [row._asdict() | {"left": row.left, "cleared": row.cleared} for row in value.rows],
    }
