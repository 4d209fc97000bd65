"""The kinds of files that have schemas, and the schemas that were installed, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render.document import WIDE, Column, Document, Paragraph, Table, cells

if TYPE_CHECKING:
    from yiananlib.services.reading.schemas import Kinds
    from yiananlib.services.recording.editing import Installed


def kinds(value: Kinds) -> Document:
    """Lay out the kinds, a row each."""
    columns = (Column(_("Kind of file")), Column(_("Called")), Column(_("Files"), mm=WIDE))
    return Document((Table(columns, tuple(cells(*row) for row in value.rows)),))


def installed(value: Installed) -> Document:
    """What was written."""
    lines = [_("{path}: written").format(path=path) for path in value.paths]
    return Document((Paragraph("\n".join(lines or [_("Every schema is already installed.")])),))


def kinds_json(value: Kinds) -> Any:
    """Shape the kinds."""
    return [{"kind": name, "word": word, "files": pattern} for name, word, pattern in value.rows]


def installed_json(value: Installed) -> Any:
    """Shape what was written."""
    return {"written": list(value.paths)}
