"""How samples (抽查) are laid out: see :class:`yiananlib.render.views.matters.Layout`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.model.calling import post
from yiananlib.model.sample_words import ENTRY_WORDS, STATUS_WORDS
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Column, Heading, Paragraph, Table, cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.matter_reading import ShownMatter
    from yiananlib.services.reading.samples import Recheck

__all__ = ["EMPTY", "ENTRY_WORDS", "STATUS_WORDS", "columns", "fields", "rechecks", "row", "said"]

EMPTY: Final = N_("No sample fits. `yian sample --closed-since DAY --share 10%` freezes a population.")
_SEED: Final = 12
"""Letters of a commit that are shown in a list."""


def columns() -> tuple[Column, ...]:
    """Return the columns of the list of samples."""
    return (
        Column(_("Rule of the draw"), mm=WIDE), Column(_("Population"), "count"), Column(_("Drawn"), "count"),
        Column(_("Seed")),
    )  # fmt: skip


def row(value: MatterRow, _names: Names) -> tuple[Any, ...]:
    """Return the cells of a sample."""
    drawn = _drawn(value)
    return (
        _rule(value.data), len(value.data["population"]), len(drawn["drawn"]) if drawn else "",
        _seed(drawn)[:_SEED] if drawn else "",
    )  # fmt: skip


def fields(value: ShownMatter) -> list[tuple[str, str | None]]:
    """Return what there is to say of a sample."""
    data, drawn = value.row.data, _drawn(value.row)
    pairs: list[tuple[str, str | None]] = [
        (_("Closes sampled"), _("{since} to {until}").format(since=_day(data["since"]), until=_day(data["until"]))),
        (_("Organization"), value.setting.names.get(data["scope"], data["scope"]) if data["scope"] else None),
        (_("Rule of the draw"), _rule(data)),
        (_("Population"), str(len(data["population"]))),
        (_("Digest of the population"), data["digest"]),
    ]
    announced = next((e.data["how"] for e in reversed(value.row.entries) if e.kind == "announced"), None)
    pairs.append((_("Announced seed"), announced))
    if drawn:
        pairs += [
            (_("Seed"), _seed(drawn)),
            (_("Brought by"), post(drawn["brought_by"], value.setting.names, value.row.org)),
            (_("How it came about"), drawn["how"]),
            (_("Problems drawn"), _(", ").join(_now(value.row, drawn["drawn"]))),
        ]
    return pairs


def said(kind: str, data: Mapping[str, Any]) -> str:
    """Return the words of an entry."""
    match kind:
        case "drawn":
            return _("{n} by {seed}").format(n=len(data["drawn"]), seed=_seed(data))
        case "announced":
            return str(data["how"])
        case "replaced":
            return _("{old} → {new}: {reason}").format(
                old=data["problem"], new=data["successor"], reason=data["reason"]
            )
        case _:
            return str(data.get("note") or "")


def rechecks(value: Sequence[Recheck]) -> list[Block]:
    """Lay out what came of the samples, a row each, and how it is counted; nothing where there is none."""
    if not value:
        return []
    table = Table(
        (
            Column(_("Record")), Column(_("Sample"), mm=WIDE), Column(_("Population"), "count"),
            Column(_("Drawn"), "count"), Column(_("Judged"), "count"), Column(_("Failed"), "count"),
            Column(_("Not judged yet"), "count"), Column(_("Failed ÷ judged")),
        ),
        tuple(
            cells(
                one.ref, one.title, one.population, len(one.drawn), one.judged, words.alarm(one.failed), one.undecided,
                words.share(one.rate),
            )
            for one in value
        ),
    )  # fmt: skip
    said_ = _(
        "A population is frozen before the seed that draws from it exists. Judged: drawn problems that were looked back"
        " at with this sample, each counted by its first result. Failed: incomplete or slipped. Those not judged yet"
        " are in neither; a problem that was replaced counts in none."
    )
    return [Heading(_("Re-checks by chance")), table, Paragraph(said_, "dim")]


def _rule(data: Mapping[str, Any]) -> str:
    parts = [_("{share}%, rounded up").format(share=data["share"])]
    if data["least"] is not None:
        parts.append(_("at least {n}").format(n=data["least"]))
    if data["most"] is not None:
        parts.append(_("at most {n}").format(n=data["most"]))
    parts.append(_("of each organization") if data["by_unit"] else _("of all"))
    return _(", ").join(parts)


def _drawn(value: MatterRow) -> Mapping[str, Any] | None:
    return next((entry.data for entry in value.entries if entry.kind == "drawn"), None)


def _seed(drawn: Mapping[str, Any]) -> str:
    return str(drawn["commit"] or drawn["number"])


def _now(value: MatterRow, drawn: Sequence[str]) -> list[str]:
    found = list(drawn)
    for entry in value.entries:
        if entry.kind == "replaced":
            found = [entry.data["successor"] if ref == entry.data["problem"] else ref for ref in found]
    return found


def _day(value: str) -> str:
    return words.day(dt.date.fromisoformat(value))
