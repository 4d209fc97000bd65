"""What the entries of a problem add to what it says: publicity, handling, accountability, ratings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.render.document import Block, Column, Heading, Table, cells
from yiananlib.render.entries import handled, held_accountable, publicity, ratings, said, whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.index.values import Said
    from yiananlib.services.reading import Shown


def fields(value: Shown) -> list[tuple[str, str]]:
    """Return a named line each for more time that is asked for, the publicity that counts, and what people decided."""
    entries = value.whole.entries
    decided = {e.data["request"] for e in entries if e.kind in ("extension-granted", "extension-denied")}
    asked = [e for e in entries if e.kind == "extension-requested" and e.data["id"] not in decided]
    found = [(_("More time asked for"), said(e.kind, e.data, value.setting.word)) for e in asked]
    shown = _last_publicity(entries)
    if shown is not None:
        found.append((_("Publicity"), publicity(shown.data)))
    forms: Counter[int] = Counter()
    for entry in entries:
        if entry.kind == "handled":
            forms[entry.data["form"]] += entry.data["count"]
    if forms:
        found.append((_("Handling"), _("; ").join(handled(form, forms[form]) for form in sorted(forms))))
    held = [
        f"{held_accountable(e.data, value.setting.word)} {e.data['note']}"
        for e in entries
        if e.kind == "held-accountable"
    ]
    if held:
        found.append((_("Accountability"), _("; ").join(held)))
    return found


def rated(value: Shown) -> Iterator[Block]:
    """Yield the ratings, each with who gave it; nothing where there are none."""
    rows = [
        cells(e.day.isoformat(), whose(e.by, e.data.get("for")), ratings(e.data["scores"]), e.data.get("note") or "")
        for e in value.whole.entries
        if e.kind == "rated"
    ]
    if rows:
        yield Heading(_("Ratings"))
        yield Table(
            (Column(_("Day")), Column(_("By")), Column(_("Rating"), wide=True), Column(_("Note"), wide=True)),
            tuple(rows),
        )


def _last_publicity(entries: tuple[Said, ...]) -> Said | None:
    """Return the publicity recorded last, None where the problem came back since."""
    found: Said | None = None
    for entry in entries:
        if entry.kind == "publicised":
            found = entry
        elif _came_back(entry):
            found = None
    return found


def _came_back(entry: Said) -> bool:
    match entry.kind:
        case "reviewed":
            return bool(entry.data["verdict"] == "return")
        case "looked-back":
            return bool(entry.data["result"] != "held")
        case kind:
            return kind == "reopened"
