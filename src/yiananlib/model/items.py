"""A problem as a foreign sheet has it, before anything is known of what is in the ledger already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.model.text import comparable
from yiananlib.model.working_days import NONE, Years

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from yiananlib.model.cell_people import People

ANEW: Final = ("new", "新", "新问题")
"""What stands in the column of ids where somebody was asked about a row, and says that it is none of those there."""


class Known(NamedTuple):
    """What is needed to read a sheet besides the sheet itself.

    ``org`` is the unit where no column names one, ``year`` that of days without, ``found`` the day of finding where
    there is none; ``vocabulary`` the campaign's words; ``working`` the years whose working days are announced.
    """

    people: People
    vocabulary: Mapping[str, Mapping[str, str]]
    org: str | None = None
    year: int | None = None
    found: dt.date | None = None
    working: Years = NONE


Place = tuple[str, int]
"""A row: its sheet, and its number from 1."""


class Said(NamedTuple):
    """Something to be said of a cell: its column, what it holds, and what of it; ``wrong`` refuses the row."""

    column: str
    value: str
    said: str
    wrong: bool = False


@dataclass
class Item:
    """A problem as a file has it, made of one row or of several; ``places`` are their sheets and numbers.

    ``ref`` is what the sheet calls it: an id, a serial number, or a number of its own. ``fields`` are those of the head
    that cells gave, ``filled`` those that nothing gave. ``measures`` have text, owner and due. ``progress`` and
    ``remarks`` are texts; ``done`` tells that it says of itself that the work is done, ``struck`` that it was struck
    off, ``closed_on`` when. ``term`` is the deadline as written, ``keep`` that it is to be kept up. ``anew`` tells that
    somebody was asked, and says that it is new. ``said`` are remarks and faults by row.
    """

    places: list[Place]
    org: str | None = None
    ref: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    filled: dict[str, Any] = field(default_factory=dict)
    measures: list[dict[str, Any]] = field(default_factory=list)
    progress: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    done: bool = False
    struck: bool = False
    closed_on: dt.date | None = None
    completed_on: dt.date | None = None
    term: str | None = None
    keep: bool = False
    anew: bool = False
    said: dict[Place, list[Said]] = field(default_factory=dict)

    @property
    def is_detail(self) -> bool:
        """Whether it says something of a problem without saying which, but by its number."""
        return not self.fields.get("symptom") and not self.fields.get("title")

    def say(self, said: str, *, wrong: bool = False) -> None:
        """Say something of the whole of it, beside its first row."""
        self.said[self.places[0]].append(Said("", "", said, wrong))

    @property
    def is_refused(self) -> bool:
        """Whether something is wrong with one of its rows."""
        return any(one.wrong for some in self.said.values() for one in some)

    @property
    def fingerprint(self) -> str | None:
        """What is the same of a unit and a symptom however it is written; None where one is missing."""
        symptom = self.fields.get("symptom")
        return fingerprint(self.org, symptom) if self.org is not None and isinstance(symptom, str) else None


def fingerprint(org: str, symptom: str) -> str:
    """Return the SHA-256 of a unit and its symptom, of which letters and digits alone count."""
    return hashlib.sha256(f"{org}\n{comparable(symptom)}".encode()).hexdigest()


def short(value: object) -> str:
    """Return what a cell holds as one line, cut where it is long."""
    line = " ".join(str(value).split())
    return line if len(line) <= 40 else f"{line[:39]}…"
