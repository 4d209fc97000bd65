"""The files of a folder as they would be recorded, or were: for which problem and measure, and which are not sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.render.document import Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.plain import visible

if TYPE_CHECKING:
    from yiananlib.render.document import Style
    from yiananlib.services.recording.evidence_folder import Filed, FiledFolder

FATES: Final = {
    "new": N_("to be added"),
    "unchanged": N_("already there"),
    "doubtful": N_("uncertain"),
    "unmatched": N_("no matching problem"),
    "refused": N_("not accepted"),
    "skipped": N_("left out"),
}
_STYLES: Final[dict[str, Style]] = {
    "new": "green", "unchanged": "dim", "doubtful": "yellow", "unmatched": "yellow", "refused": "red",
    "skipped": "dim",
}  # fmt: skip


def folder(value: FiledFolder) -> Document:
    """Lay out the files, a row each."""
    columns = (
        Column(_("File"), mm=50), Column(_("Action")), Column(_("Problem")), Column(_("Title"), mm=50),
        Column(_("Measure"), "count"), Column(_("Remark"), mm=50),
    )  # fmt: skip
    blocks: list[Block] = [Table(columns, tuple(map(_row, value.files)), _("There are no files in the folder."))]
    if value.ignored:
        names = _(", ").join(map(visible, value.ignored))
        blocks.append(Paragraph(_("Skipped (folders, or files of the desktop): {names}").format(names=names), "dim"))
    counts = _(", ").join(f"{_(FATES[name])} {n}" for name, n in value.counts.items())
    blocks.append(Heading(_("files: {n} ({counts})").format(n=len(value.files), counts=counts)))
    return Document((*blocks, Paragraph(_next(value))))


def _row(one: Filed) -> tuple[Cell, ...]:
    fate = Cell(_(FATES[one.state]), _STYLES[one.state])
    measure = "" if one.measure is None else one.measure
    return cells(visible(one.file), fate, one.problem or "", one.title or "", measure, one.said)


def _next(value: FiledFolder) -> str:
    if value.in_the_way:
        return _(
            "Nothing is recorded while a file is uncertain, not accepted or without a matching problem. Name"
            " it by id or serial number and measure (k7m2qd-2 照片.jpg, 2026-017_措施2.pdf), or leave it out"
            " with --skip NAME."
        )
    if not value.counts["new"]:
        return _("Everything is already there; there is nothing to record.")
    if value.applied:
        return _("Recorded.")
    return _("Nothing has been recorded yet; use --apply to record.")


def folder_json(value: FiledFolder) -> Any:
    """Shape the files and what becomes of each."""
    return {
        "folder": value.folder,
        "applied": value.applied,
        "counts": value.counts,
        "files": [
            {
                "file": one.file,
                "problem": one.problem,
                "title": one.title,
                "measure": one.measure,
                "state": one.state,
                "said": one.said,
            }
            for one in value.files
        ],
        "ignored": list(value.ignored),
    }
