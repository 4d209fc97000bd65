"""From the tables of a file to problems that could be registered: rows that say something of one problem are one.

Nothing is known here of what is in the ledger already, but for who and what there is: organizations, posts, words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.model import cell_people, cell_words
from yiananlib.model.items import Said, short
from yiananlib.model.sheet_layout import text_of
from yiananlib.model.sheet_rows import Reader
from yiananlib.model.text import comparable
from yiananlib.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.model.items import Item, Known
    from yiananlib.model.sheet_layout import Layout


class Table(NamedTuple):
    """A sheet of a file: its name, how it is laid out, and what it is read by."""

    sheet: str
    layout: Layout
    known: Known


def items(tables: Sequence[Table]) -> list[Item]:
    """Return the problems of a file; each row of its tables is in exactly one.

    A row goes on with one before it where it has its number, or its text and more to say. A table that names no
    problems says more of those of the others, by their numbers.
    """
    names = frozenset(name for table in tables for name in _names(table.layout))
    found: list[Item] = []
    by_key: dict[tuple[str | None, str], Item] = {}
    by_ref: dict[str, list[Item]] = {}
    details = {table.sheet for table in tables if _is_detail(table.layout)}
    for table in sorted(tables, key=lambda one: one.sheet in details):
        for row in table.layout.rows:
            place = (table.sheet, row.number)
            is_detail = table.sheet in details
            item = Reader(place, table.layout.columns, row, table.known, names, is_detail=is_detail).item()
            before = _before(item, by_key, by_ref)
            if before is not None:
                _join(before, item)
                continue
            found.append(item)
            if (key := _key(item)) is not None:
                by_key.setdefault(key, item)
            if item.ref is not None:
                by_ref.setdefault(item.ref, []).append(item)
    for item in found:
        known = next(table.known for table in tables if table.sheet == item.places[0][0])
        _complete(item, known)
    return found


def _is_detail(layout: Layout) -> bool:
    fields = {column.field for column in layout.columns}
    return bool(fields & {"number", "id"}) and not fields & {"symptom", "title"}


def _names(layout: Layout) -> Iterator[str]:
    """Yield the names of people in the columns of people, responsible or not."""
    places = [
        column.index
        for column in layout.columns
        if column.field in ("leader", "owner", "measure_owner", "org_owner") or column.how == "ignored: people"
    ]
    for row in layout.rows:
        for place in places:
            yield from cell_people.names(text_of(row.cells.get(place)))


def _before(item: Item, by_key: dict[tuple[str | None, str], Item], by_ref: dict[str, list[Item]]) -> Item | None:
    """Return the problem of an earlier row that a row goes on with."""
    if item.ref is not None and item.is_detail:
        same = by_ref.get(item.ref, [])
        own = [one for one in same if one.org == item.org]
        return own[0] if own else same[0] if len(same) == 1 else None
    key = _key(item)
    before = by_key.get(key) if key is not None else None
    return before if before is not None and _continues(before, item) else None


def _key(item: Item) -> tuple[str | None, str] | None:
    if item.ref is not None:
        return item.org, item.ref
    return (item.org, print_) if (print_ := item.fingerprint) is not None else None


def _continues(before: Item, item: Item) -> bool:
    """Tell whether a row goes on with the problem of one before it: it has its number, or its text and more to say."""
    if item.ref is not None:
        return True
    if before.ref is not None:
        return False
    more = [m["text"] for m in item.measures if m["text"] not in [one["text"] for one in before.measures]]
    return bool(more) or bool(set(item.progress) - set(before.progress))


def _join(before: Item, item: Item) -> None:
    (place,) = item.places
    said = item.said[place]
    for name, value in item.fields.items():
        there = before.fields.get(name)
        if there is None:
            before.fields[name] = value
        elif name != "support" and there != value and comparable(str(there)) != comparable(str(value)):
            wrong = _("row {row} of the same problem has “{other}”").format(row=before.places[0][1], other=short(there))
            said.append(Said(name, short(value), wrong, wrong=True))
    texts = [one["text"] for one in before.measures]
    before.measures += [one for one in item.measures if one["text"] not in texts]
    before.progress += [text for text in item.progress if text not in before.progress]
    before.remarks += [text for text in item.remarks if text not in before.remarks]
    before.done = before.done and item.done
    before.struck = before.struck and item.struck
    before.keep = before.keep or item.keep
    before.term = before.term or item.term
    before.places.append(place)
    before.said[place] = said


def _complete(item: Item, known: Known) -> None:
    """Fill in what the rows left open, noting each default on the table."""
    setting = known.people.mapping.table
    fields, filled = item.fields, item.filled
    symptom = fields.get("symptom") or fields.get("title")
    if symptom:
        fields.setdefault("symptom", symptom)
        if not fields.get("title"):
            fields.pop("title", None)
            filled["title"] = cell_words.title_of(symptom)
    if "kind" not in fields:
        words = known.vocabulary.get("kind", {})
        filled["kind"] = setting.kind or ("other" if "other" in words else next(iter(words), ""))
    if "source" not in fields and setting.source is not None:
        filled["source"] = setting.source
    if item.org is None:
        return
    for name, said, roles in (("leader", setting.leader, _LEADING), ("owner", setting.owner, _WORKING)):
        if name in fields:
            continue
        stand_in = said or cell_people.standing_in(item.org, roles, known.people)
        if stand_in is not None:
            filled[name] = stand_in
        elif not item.is_detail:
            wrong = _("no {field} is named, and {org} has no officer to stand in")
            item.say(wrong.format(field=name, org=item.org), wrong=True)
    for measure in item.measures:
        measure["owner"] = measure["owner"] or fields.get("owner") or filled.get("owner")
        measure["due"] = measure["due"] or fields.get("due")


_LEADING: Final = (Role.HEAD, Role.DEPUTY)
_WORKING: Final = (Role.LIAISON, Role.STAFF, Role.DEPUTY, Role.HEAD)
