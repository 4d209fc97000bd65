"""Problems that are alike, as a document: why they are, what was done about each, and whether it held."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.model.words import OUTCOME_WORDS
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Heading, Paragraph, Style, Table, cells
from yiananlib.render.headings import as_of
from yiananlib.render.shapes import problem_row

if TYPE_CHECKING:
    from yiananlib.services.reading.alike import Like, Similar

_RELATED: Final = {"finding": N_("the same finding"), "recurs": N_("one is the other, come back")}
_STYLES: Final[dict[str | None, Style]] = {
    "held": "green",
    "incomplete": "yellow",
    "slipped": "red",
    "came_back": "red",
}
_TITLE: Final = 60
"""Characters of what was asked for that the title has."""


def similar(value: Similar) -> Document:
    """Lay out what is like a problem or a symptom."""
    asked = value.title if len(value.title) <= _TITLE else value.title[: _TITLE - 1] + "…"
    name = f"{value.ref} {asked}" if value.ref else asked.replace("\n", " ")
    blocks: list[Block] = [Heading(_("Similar problems, and what held: {what}").format(what=name), 1), as_of(value)]
    if value.rows:
        blocks.append(Paragraph(summed(value)))
    blocks.append(Table(_columns(), tuple(_line(row, value) for row in value.rows), _("Nothing is like it.")))
    if len(value.rows) < value.total:
        blocks.append(Paragraph(_("and {n} more").format(n=value.total - len(value.rows)), "dim"))
    said = _(
        "Alike: the pairs of neighbouring characters (of other scripts, the words) that title and symptom of both"
        " have ÷ the number of the one that has fewer; digits are left out. What held elsewhere need not hold here."
    )
    return Document((*blocks, Paragraph(said, "dim")))


def summed(value: Similar) -> str:
    """Say in a sentence what became of those that are shown."""
    found = Counter(row.outcome.result for row in value.rows if row.outcome is not None)
    parts = [_("{what}: {n}").format(what=_(word), n=found[key]) for key, word in OUTCOME_WORDS.items() if found[key]]
    if found[None]:
        parts.append(_("{what}: {n}").format(what=_("not looked back at"), n=found[None]))
    said = _("{n} similar, {closed} of them closed").format(n=len(value.rows), closed=found.total())
    return _("{what}: {parts}").format(what=said, parts=_(", ").join(parts)) if parts else said


def rows(value: Similar) -> Table:
    """Return a row a problem."""
    return Table(_columns(), tuple(_line(row, value) for row in value.rows))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Alike"), "percent"),
        Column(_("In common"), mm=WIDE), Column(_("Root cause"), mm=WIDE), Column(_("Measures"), mm=WIDE),
        Column(_("Outcome"), mm=WIDE),
    )  # fmt: skip


def _line(like: Like, value: Similar) -> tuple[Cell, ...]:
    row, head = like.whole.row, like.whole.head
    why = [*([_(_RELATED[like.related])] if like.related else []), *like.shared]
    level = _(", ").join(value.setting.word("level", key) for key in head["level"])
    cause = _("{cause} ({level})").format(cause=head["root_cause"], level=level) if level else head["root_cause"]
    return cells(
        row.ref, row.org_name, row.title, words.share(like.alike), _(", ").join(why),
        cause if head["root_cause"] else level, _("; ").join(m.text for m in like.measures), became(like),
    )  # fmt: skip


def became(like: Like) -> Cell:
    """Return what became of a problem that is like another."""
    if like.outcome is None:
        return Cell(words.standing(like.whole.row))
    result = like.outcome.result
    word = _(OUTCOME_WORDS[result]) if result is not None else _("not looked back at")
    said = _("closed on {day}: {result}").format(day=words.day(like.outcome.closed), result=word)
    return Cell(said, _STYLES.get(result, ""))


def line(like: Like) -> str:
    """Say in one line what a problem was, what became of it, and by which measures."""
    measures = _("; ").join(measure.text for measure in like.measures)
    said = _("  alike: {ref} {org}, {title} ({became})")
    if measures:
        said = _("  alike: {ref} {org}, {title} ({became}); measures: {measures}")
    row = like.whole.row
    return said.format(ref=row.ref, org=row.org_name, title=row.title, became=became(like).text, measures=measures)


def similar_json(value: Similar) -> dict[str, Any]:
    """Return the JSON of what is like a problem or a symptom."""
    return {
        "as_of": value.day,
        "commit": value.commit,
        "campaign": value.setting.name,
        "problem": value.ref,
        "asked": value.title,
        "total": value.total,
        "similar": [_like(row) for row in value.rows],
    }


def _like(like: Like) -> dict[str, Any]:
    head = like.whole.head
    return {
        **problem_row(like.whole.row),
        "alike": like.alike,
        "shared": list(like.shared),
        "related": like.related or None,
        "finding": head["finding"],
        "root_cause": head["root_cause"],
        "level": list(head["level"] or ()),
        "plan": [measure._asdict() | {"evidence": list(measure.evidence)} for measure in like.measures],
        "outcome": like.outcome._asdict() if like.outcome is not None else None,
    }
