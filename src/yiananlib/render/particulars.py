"""What the entries of a problem add to what it says: publicity, handling, accountability, ratings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Column, Heading, Table, cells
from yiananlib.render.entries import handled, held_accountable, publicity, ratings, said, whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yiananlib.index.values import Said
    from yiananlib.services.reading.lists import Shown


def fields(value: Shown) -> list[tuple[str, str]]:
    """Return a named line each for more time that is asked for, the answers to the standards, and what else was said.

    That is the publicity that counts, and what people decided.
    """
    entries, asked, shown = value.whole.entries, value.whole.asked, value.whole.publicised
    found = []
    if asked is not None:
        found.append((_("More time requested"), said(asked.kind, asked.data, value.setting.word, value.setting.names)))
    if value.whole.contest is not None:
        said_ = _("of {day}: {reason}")
        objection = said_.format(day=words.day(value.whole.contest.day), reason=value.whole.contest.data["reason"])
        found.append((_("Objection to be decided"), objection))
    if value.whole.blocks:
        found.append((_("Waits for"), "\n".join(_wait(e, value) for e in value.whole.blocks)))
    if answers := next((e.data["standards"] for e in reversed(entries) if e.data.get("standards")), None):
        found.append((_("Standards"), "\n".join(_answers(answers, value.setting.standards))))
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


def _wait(entry: Said, value: Shown) -> str:
    """Return for whom a problem waits, since when, and for what."""
    org = entry.data["org"]
    named = value.setting.names.get(org, org)
    return _("{org}, since {day}: {needs}").format(org=named, day=words.day(entry.day), needs=entry.data["needs"])


def _answers(answers: Mapping[str, bool], standards: Sequence[str]) -> Iterator[str]:
    """Yield the answers to the standards, each with its words where the campaign has it still."""
    for number, met in sorted(answers.items(), key=lambda one: int(one[0])):
        text = standards[int(number) - 1] if int(number) <= len(standards) else ""
        yield _("{name}: {text}").format(name=f"{number}. {text}".strip(), text=_("yes") if met else _("no"))


def rated(value: Shown) -> Iterator[Block]:
    """Yield the ratings, each with who gave it; nothing where there are none."""
    rows = [
        cells(
            e.day,
            whose(e.by, e.data.get("for"), value.setting.names, value.whole.row.org),
            ratings(e.data["scores"]),
            e.data.get("note") or "",
        )
        for e in value.whole.entries
        if e.kind == "rated"
    ]
    if rows:
        yield Heading(_("Ratings"))
        yield Table(
            (Column(_("Day")), Column(_("By")), Column(_("Rating"), mm=WIDE), Column(_("Note"), mm=WIDE)),
            tuple(rows),
        )
