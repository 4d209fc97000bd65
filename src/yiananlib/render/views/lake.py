"""What was handed over to a lake, and what became of it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.render.document import Block, Cell, Column, Document, Fields, Heading, Paragraph, Table, cells

if TYPE_CHECKING:
    from yiananlib.lake.manifest import Manifest
    from yiananlib.services.recording.lake_export import HandedOver
    from yiananlib.services.sharing.collect import Collected, Row

VERIFIED: Final[dict[str, str]] = {
    "ok": N_("valid, files and history"),
    "findings": N_("invalid: {n} errors"),
    "not asked": N_("not checked"),
}
"""What was said of the ledger when it was handed over."""


OUTCOMES: Final[dict[str, str]] = {
    "new": N_("new"),
    "newer": N_("newer, now in force"),
    "older": N_("older: known as of its day; the newer one stays in force"),
    "anew": N_("the same commit written again, now in force"),
    "replaces": N_("replaces another ledger, which stays known"),
    "same": N_("nothing new"),
}
"""What becomes of a hand-over."""


def verified(manifest: Manifest) -> str:
    """Return what was found when the ledger was handed over."""
    return _(VERIFIED[manifest.verified]).format(n=manifest.findings)


def totals(manifest: Manifest) -> str:
    """Return the totals, as the bulletin of that day has them."""
    said = _("total {total}, closed {closed}, overdue {overdue}")
    return said.format(**manifest.totals.model_dump())


def handed_over(value: HandedOver) -> Document:
    """Lay out what was handed over, and which of it is new."""
    one = value.manifest
    title = _("{code} {name}: unchanged, nothing written") if value.unchanged else _("{code} {name}: {target}")
    size = sum(file.bytes for file in one.files)
    blocks: list[Block] = [
        Heading(title.format(code=one.code, name=one.name, target=value.target)),
        Fields((
            (_("As of"), Cell(_("{day}, commit {commit}").format(day=one.known, commit=one.commit[:12]))),
            (_("Figures of that day"), Cell(totals(one))),
            (_("Verified"), Cell(verified(one), "" if one.verified == "ok" else "yellow")),
            (_("Names"), Cell(_("handed over") if one.names else _("kept here"))),
            (_("Files"), Cell(_("{n}, {kb} KB; new {new}, removed {removed}").format(
                n=len(one.files), kb=-(-size // 1000), new=value.written, removed=value.removed
            ))),
        )),
    ]  # fmt: skip
    if not one.clean:
        blocks.append(Paragraph(_("There are uncommitted changes: no lake accepts it."), "yellow"))
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


def collected(value: Collected) -> Document:
    """Lay out what became of each hand-over, what was left out, and what is still awaited."""
    title = _("collected into {lake}") if value.changed else _("nothing new for {lake}")
    columns = (Column(_("Code")), Column(_("Campaign")), Column(_("As of")), Column(_("Commit")), Column(_("Outcome")))
    rows = tuple(cells(one.code, one.name, one.known, one.commit[:12], _(OUTCOMES[one.outcome])) for one in value.rows)
    blocks: list[Block] = [Heading(title.format(lake=value.lake)), Table(columns, rows)]
    said = [_("{code}: {said}").format(code=one.code, said=_not_in_order(one)) for one in value.rows if _asks(one)]
    said += [_("{code} was left out: {reason}").format(code=code, reason=why) for code, why in value.left_out.items()]
    if value.absent:
        said.append(_("expected, but never handed over: {codes}").format(codes=_(", ").join(value.absent)))
    if said:
        blocks.append(Paragraph("\n".join(said), "yellow"))
    return Document(tuple(blocks))


def _asks(row: Row) -> bool:
    return row.verified != "ok" and row.outcome != "same"


def _not_in_order(row: Row) -> str:
    return _(VERIFIED[row.verified]).format(n=row.findings)


def collected_json(value: Collected) -> Any:
    """Shape the same."""
    return {
        "lake": str(value.lake),
        "changed": value.changed,
        "ledgers": [
            {
                "code": one.code, "name": one.name, "known": one.known.isoformat(), "commit": one.commit,
                "outcome": one.outcome.value, "verified": one.verified, "findings": one.findings, "source": one.source,
            }
            for one in value.rows
        ],
        "left_out": dict(value.left_out),
        "absent": list(value.absent),
    }  # fmt: skip
