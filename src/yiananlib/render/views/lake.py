"""What was handed over to a lake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.render.document import Block, Cell, Document, Fields, Heading, Paragraph

if TYPE_CHECKING:
    from yiananlib.lake.manifest import Manifest
    from yiananlib.services.lake_export import HandedOver

VERIFIED: Final[dict[str, str]] = {
    "ok": N_("in order, files and history"),
    "findings": N_("not in order: {n} errors"),
    "not asked": N_("nobody looked"),
}
"""What was said of the ledger when it was handed over."""


def verified(manifest: Manifest) -> str:
    """Return what was found when the ledger was handed over."""
    return _(VERIFIED[manifest.verified]).format(n=manifest.findings)


def totals(manifest: Manifest) -> str:
    """Return the totals, as the bulletin of that day has them."""
    said = _("total {total}, closed {closed}, overdue {overdue}")
    return said.format(**manifest.totals.model_dump())


def handed_over(value: HandedOver) -> Document:
    """Lay out what was handed over, and what of it is new."""
    one = value.manifest
    title = _("{code} {name}: unchanged, nothing was written") if value.unchanged else _("{code} {name}: {target}")
    size = sum(file.bytes for file in one.files)
    blocks: list[Block] = [
        Heading(title.format(code=one.code, name=one.name, target=value.target)),
        Fields((
            (_("As of"), Cell(_("{day}, commit {commit}").format(day=one.known, commit=one.commit[:12]))),
            (_("Figures"), Cell(totals(one))),
            (_("Verified"), Cell(verified(one), "" if one.verified == "ok" else "yellow")),
            (_("Names"), Cell(_("handed over") if one.names else _("kept here"))),
            (_("Files"), Cell(_("{n}, {kb} KB; new {new}, removed {removed}").format(
                n=len(one.files), kb=-(-size // 1000), new=value.written, removed=value.removed
            ))),
        )),
    ]  # fmt: skip
    if not one.clean:
        blocks.append(Paragraph(_("Not all of it is committed: no lake takes it."), "yellow"))
    return Document(tuple(blocks))


def handed_over_json(value: HandedOver) -> Any:
    """Shape the manifest, and what became of it."""
    manifest = value.manifest.model_dump(mode="json", by_alias=True)
    return {
        "target": str(value.target),
        "unchanged": value.unchanged,
        "written": value.written,
        "removed": value.removed,
        "manifest": manifest,
    }
