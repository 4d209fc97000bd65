"""How what stands in a register is laid out, from its row: see :class:`yiananlib.render.views.matters.Layout`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model import field_words
from yiananlib.model.calling import post
from yiananlib.model.register import Takes
from yiananlib.model.registers import BY_NAME
from yiananlib.model.words import MENDING_WORDS
from yiananlib.render import words
from yiananlib.render.document import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.values import Setting
    from yiananlib.model.calling import Names
    from yiananlib.model.register import Field
    from yiananlib.render.document import Kind
    from yiananlib.services.reading.matter_reading import ShownMatter


class OfRegister:
    """The layout of a register's records; ``names`` are what readers call organizations and officers."""

    def __init__(self, name: str, names: Names, vocabularies: Mapping[str, Mapping[str, str]]) -> None:
        self.register = BY_NAME[name]
        self.names = names
        self.vocabularies = vocabularies
        self.STATUS_WORDS: Mapping[str, str] = self.register.status_words
        self.ENTRY_WORDS: Mapping[str, str] = {
            **{step.name: step.word for step in self.register.steps},
            **MENDING_WORDS,
        }
        self.EMPTY = self.register.empty
        self.TITLE = self._title("title")

    @classmethod
    def of(cls, name: str, setting: Setting) -> OfRegister:
        """Return the layout of a register in the words of a campaign."""
        return cls(name, setting.names, setting.words)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list, the day on which it was recorded first."""
        return (
            Column(_("Day"), "day"),
            *(Column(self._title(place), _kind(self.register.field(place))) for place in self.register.columns),
        )

    def row(self, value: MatterRow, _names: Names) -> tuple[Any, ...]:
        """Return the cells of a record."""
        return (words.on(value.since), *(self._cell(value, place) for place in self.register.columns))

    def sums(self, rows: Sequence[MatterRow]) -> str:
        """Return what the numbers in the columns add up to, of those that are not done with; "" where none is said."""
        of_head = [field for field in self.register.head if field.takes is Takes.COUNT and field.help]
        open_ = [row for row in rows if row.status in self.register.open]
        said = ((field, sum(self._said(row, field.name) or 0 for row in open_)) for field in of_head)
        return "  ".join(f"{self._title(field.name)} {n}" for field, n in said if n)

    def fields(self, value: ShownMatter) -> list[tuple[str, str | None]]:
        """Return what there is to say of a record: its head, then the last that was said by each step."""
        row = value.row
        found: list[tuple[str, str | None]] = [(_("Day"), words.day(row.since))]
        found += [(self._title(field.name), self.told(field, self._said(row, field.name), row.org))
                  for field in self.register.fields]  # fmt: skip
        places = (
            f"{step.name}.{field.name}" for step in self.register.acts for field in step.fields
            if field.name not in row.data or step.name not in self.register.renewing(field.name)
        )  # fmt: skip
        return [*found, *((self._title(place), self._last(row, place)) for place in places)]

    def said(self, kind: str, data: Mapping[str, Any]) -> str:
        """Return the words of an entry."""
        fields = next((step.fields for step in self.register.steps if step.name == kind), ())
        told = (self.told(field, data.get(field.name), "") for field in fields)
        return "  ".join(one for one in told if one)

    def told(self, field: Field, value: Any, at: str) -> str:
        """Return a value as readers see it; "" where there is none. ``at`` is the organization it is said in."""
        if value in (None, (), []):
            return ""
        if field.many:
            return _(", ").join(self.told(field._replace(many=False), one, at) for one in value)
        match field.takes:
            case Takes.DAY | Takes.DUE:
                return words.day(value if isinstance(value, dt.date) else dt.date.fromisoformat(value))
            case Takes.ORG | Takes.POST:
                return post(value, self.names, at)
            case Takes.CHOICE:
                return words.worded(field.words, value)
            case Takes.WORD | Takes.KEY:
                return self.vocabularies.get(field.vocabulary, {}).get(value, str(value))
            case _:
                return str(value)

    def titled(self, field: Field, value: Any, at: str) -> str:
        """Return a value as :meth:`told`; a number with what it counts."""
        found = self.told(field, value, at)
        return f"{self._title(field.name)} {found}" if found and field.takes is Takes.COUNT else found

    def _title(self, place: str) -> str:
        step, _dot, name = place.rpartition(".")
        return _(field_words.word(name, step or self.register.name) or name)

    def _cell(self, row: MatterRow, place: str) -> Any:
        value = _last(row, place) if "." in place else self._said(row, place)
        field = self.register.field(place)
        if value is not None and field.takes in (Takes.DAY, Takes.DUE):
            return words.on(dt.date.fromisoformat(value))
        if value is not None and field.takes is Takes.COUNT:
            return value
        return self.told(field, value, row.org)

    def _said(self, row: MatterRow, name: str) -> Any:
        """Return a field of the head as it was said last."""
        steps = self.register.renewing(name)
        later = (e.data[name] for e in reversed(row.entries) if e.kind in steps and e.data.get(name))
        return next(later, row.data.get(name))

    def _last(self, row: MatterRow, place: str) -> str:
        return self.told(self.register.field(place), _last(row, place), row.org)


def _last(row: MatterRow, place: str) -> Any:
    step, _dot, name = place.partition(".")
    return next((e.data.get(name) for e in reversed(row.entries) if e.kind == step), None)


def _kind(field: Field) -> Kind:
    if field.takes in (Takes.DAY, Takes.DUE):
        return "day"
    return "count" if field.takes is Takes.COUNT else "text"
