"""Days as people write them, on the command line, at a prompt or in a file that is handed in, turned into days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model import spoken_days
from yiananlib.model.deadline_words import Term, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yiananlib.model.working_days import Years

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Days:
    """By which days what somebody says is read.

    Attributes:
        today: the day it is in the campaign's time zone.
        recorded: the day on which what is recorded takes effect; lengths of time begin after it where no day of
            finding is known.
        working: the years whose working days the ledger holds.
        told: the deadlines that were read, were no plain days, and were not told yet.
    """

    today: dt.date
    recorded: dt.date
    working: Years = field(default_factory=dict)
    told: list[Term] = field(default_factory=list)

    def day(self, said: str) -> dt.date:
        """Return the calendar day that is meant.

        Raises:
            Unreadable: it names no single day.
        """
        return spoken_days.day(said, self.today)

    def due(self, said: str, found: dt.date | None = None) -> dt.date:
        """Return the deadline that is meant, a length of time being counted from ``found``.

        Raises:
            Unreadable: it says no single day.
        """
        return self._due(said, found)[0]

    def problem(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a problem with its days as days; what is no text stays as it is.

        A deadline that counts from the day of finding settles it where it is not said: the day of recording; and
        one that is 立行立改 or 长期坚持 settles the class.

        Raises:
            UsageProblem: a text names no single day; the message names the field.
        """
        fields = dict(fields)
        if isinstance(said := fields.get("found"), str):
            fields["found"] = self.calendar("found", said)
        if isinstance(said := fields.get("due"), str):
            found = fields.get("found")
            since = found if isinstance(found, dt.date) else None
            fields["due"], term = _named("due", lambda text: self._due(text, since), said)
            if found is None and spoken_days.counts(said, self.today):
                fields["found"] = self.recorded
            if (class_ := spoken_days.class_of(term)) is not None:
                fields.setdefault("class", class_.value)
        return fields

    def deadline(self, name: str, said: str, found: dt.date | None = None) -> dt.date:
        """Return as :meth:`due` the deadline that a field of that name says.

        Raises:
            UsageProblem: it says no single day.
        """
        return _named(name, lambda text: self.due(text, found), said)

    def calendar(self, name: str, said: str) -> dt.date:
        """Return as :meth:`day` the day that a field of that name says.

        Raises:
            UsageProblem: it names no single day.
        """
        return _named(name, self.day, said)

    def sentences(self) -> list[str]:
        """Return, once, which days the deadlines are that were said in words, a sentence each."""
        told = [_sentence(term) for term in dict.fromkeys(self.told)]
        self.told.clear()
        return told

    def _due(self, said: str, found: dt.date | None) -> tuple[dt.date, Term]:
        term = spoken_days.due(said, self.today, found or self.recorded, self.working)
        assert term.due is not None  # noqa: S101 - it says a day, or is unreadable
        if said.strip() != term.due.isoformat():
            self.told.append(term)
        return term.due, term


def _named(name: str, read: Callable[[str], T], said: str) -> T:
    try:
        return read(said)
    except Unreadable as error:
        raise UsageProblem(_("“{name}”: {said}. Nothing was recorded.").format(name=name, said=error)) from None


def _sentence(term: Term) -> str:
    if term.provisional:
        said = _("“{text}” is {day}, provisionally: a year on the way is not in calendar.toml; Monday to Friday count.")
        return said.format(text=term.text, day=term.due)
    return _("“{text}” is {day}.").format(text=term.text, day=term.due)
