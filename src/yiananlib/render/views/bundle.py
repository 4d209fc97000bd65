"""A whole ledger as it would be brought in, or was: how many files, what contradicts, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.render.document import Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.shapes import fields
from yiananlib.render.views.outcome import finding
from yiananlib.store import kinds
from yiananlib.store.bundle import EVIDENCE, SIGNERS

if TYPE_CHECKING:
    from yiananlib.render.document import Style
    from yiananlib.services.sharing.bundled import Bundled, BundledFile

OUTCOMES: Final[dict[str, str]] = {
    "new": N_("new"),
    "extended": N_("gains entries"),
    "same": N_("the same"),
    "ahead": N_("has more here"),
    "missing": N_("not included"),
    "left": N_("left out: nothing new refers to it"),
    "conflict": N_("conflict"),
}
"""What becomes of a file."""

WORDS: Final[dict[str, str]] = {
    **{kind.name: kind.word for kind in kinds.ALL},
    EVIDENCE: N_("supporting file"),
    SIGNERS: N_("keys of officers"),
}
"""What the kinds of files are called."""

_STYLES: Final[dict[str, Style]] = {"conflict": "red", "missing": "yellow", "left": "yellow"}
_SHOWN: Final = 50
"""Rows of what is not wrong; the rest is counted."""


def bundled(value: Bundled) -> Document:
    """Lay out how many files there are of each kind, and each that is not simply new or the same."""
    title = _("a new ledger in {folder}") if value.begins else _("into the ledger in {folder}")
    blocks: list[Block] = [Heading(title.format(folder=value.folder))]
    counted = tuple(cells(_(WORDS[kind]), count) for kind, count in value.kinds.items())
    blocks.append(Table((Column(_("Kind")), Column(_("Files"), "count")), counted))
    plain = ("new", "same") if value.begins else ("same",)
    told = [file for file in value.files if file.outcome not in plain]
    wrong = [file for file in told if file.outcome == "conflict"]
    shown = [*wrong, *[file for file in told if file.outcome != "conflict"][:_SHOWN]]
    columns = (
        Column(_("File"), mm=60),
        Column(_("Outcome")),
        Column(_("Entries"), "count"),
        Column(_("Description"), mm=60),
    )
    blocks.append(Table(columns, tuple(_row(file) for file in shown)))
    if len(told) > len(shown):
        blocks.append(Paragraph(_("… and {n} more").format(n=len(told) - len(shown)), "dim"))
    if value.findings:
        blocks.append(Paragraph("\n".join(finding(each) for each in value.findings), "red"))
    counts = _(", ").join(f"{_(OUTCOMES[name])} {n}" for name, n in value.counts.items() if n)
    blocks.append(Heading(_("files: {n} ({counts})").format(n=len(value.files), counts=counts)))
    return Document((*blocks, Paragraph(_next(value))))


def _row(file: BundledFile) -> tuple[Cell, ...]:
    outcome = Cell(_(OUTCOMES[file.outcome]), _STYLES.get(file.outcome, ""))
    return cells(file.path, outcome, file.rows or None, file.said)


def _next(value: Bundled) -> str:
    brings = value.begins or value.counts["new"] or value.counts["extended"]
    if value.applied and brings:
        missing = value.counts["missing"]
        said = _("Recorded. `yian verify` checks all of it.")
        if missing:
            more = _(
                "Supporting files not included: {n}. Copy the"
                "m to their places, or export with --evidence."
)  # fmt: skip
            return f"{said} {more.format(n=missing)}"
        return said
    if value.counts["conflict"]:
        return _(
            "Nothing is recorded while anything contradicts what is here. Change definitions with `yian"
            " edit`; for records, people have to decide which side is right."
        )
    if value.findings:
        return _("Nothing was recorded: it would make the ledger invalid, as shown above.")
    if brings:
        return _("Nothing has been recorded yet; use --apply to record.")
    return _("Everything is already there; there is nothing to record.")


def bundled_json(value: Bundled) -> Any:
    """Shape what becomes of each file; those that are the same are counted alone."""
    return {
        "ledger": str(value.folder),
        "begins": value.begins,
        "applied": value.applied,
        "counts": dict(value.counts),
        "kinds": dict(value.kinds),
        "files": [
            {"path": f.path, "kind": f.kind, "outcome": f.outcome.value, "entries": f.rows, "said": f.said or None}
            for f in value.files
            if f.outcome != "same"
        ],
        **fields(value, "findings uncommitted"),
    }
