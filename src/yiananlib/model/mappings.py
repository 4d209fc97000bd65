"""How a foreign sheet is read: which heading is which field, which word which key, which name which post.

A mapping is a TOML file that somebody hands in, or one of ``imports/`` in the ledger, which the office keeps so that
the next file of the same kind needs no thought. Names of people are written there as digests alone.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, Field, model_validator

from yiananlib.model import headings, personal
from yiananlib.model.base import Base, Day, Key, Line, Name, OfficerRef, schema_field

FIELDS: Final = ("", *headings.SYNONYMS)
"""What a heading can be said to mean, "" for nothing that is kept."""
WORDS: Final = ("class", "severity", "kind", "field", "source", "level", "status", "due")
"""Fields whose words can be said."""


def _field(value: str) -> str:
    if value not in FIELDS:
        raise ValueError("field of a mapping")
    return value


class Setting(Base):
    """What holds of the whole table (``[table]``).

    ``sheet`` is the only sheet that is read; ``header_row`` the first row of the head, from 1; ``org`` the unit where
    no column names one; ``year`` that of days that are written without; ``found`` the day of finding where no column
    has one. ``kind``, ``source``, ``leader`` and ``owner`` fill what a row leaves open; an officer is an id within the
    unit, or ``ORG/OFFICER``.
    """

    sheet: Line | None = None
    header_row: Annotated[int, Field(strict=True, ge=1, le=headings.LONGEST_SEARCH)] | None = None
    org: Name | None = None
    year: Annotated[int, Field(strict=True, ge=1990, le=2200)] | None = None
    found: Day | None = None
    kind: Key | None = None
    source: Key | None = None
    leader: Line | None = None
    owner: Line | None = None


class Match(Base):
    """To which files a mapping belongs (``[match]``): those with the same ``headings``.

    ``alike`` is how many percent of two symptoms must be the same for one to be asked about.
    """

    headings: tuple[Line, ...] = ()
    alike: Annotated[int, Field(strict=True, ge=50, le=100)] = 90


class Mapping(Base):
    """A mapping; a heading, a word or a name that is not in it is read as without one.

    ``columns`` says of a heading (with its groups before it, joined by " / ", or without) which field it is;
    ``words`` of a field which word is which key, of ``due`` which day; ``orgs`` which name is which organization;
    ``people`` which name is which officer.
    """

    schema_: int = schema_field()
    table: Setting = Field(default_factory=Setting)
    columns: dict[Line, Annotated[str, AfterValidator(_field)]] = Field(default_factory=dict)
    words: dict[str, dict[Line, Line | Day]] = Field(default_factory=dict)
    orgs: dict[Line, Name] = Field(default_factory=dict)
    people: dict[Line, OfficerRef] = Field(default_factory=dict)
    match: Match = Field(default_factory=Match)

    @model_validator(mode="after")
    def _words_of_fields(self) -> Self:
        if unknown := [name for name in self.words if name not in WORDS]:
            raise ValueError(f"words of {unknown[0]}")
        return self

    def plain(self) -> dict[str, Any]:
        """Return what it says; tables without anything are left out."""
        values: dict[str, Any] = self.model_dump(by_alias=True, exclude_none=True)
        values["match"] = {key: value for key, value in values["match"].items() if value not in ((), 90)}
        if "headings" in values["match"]:
            values["match"]["headings"] = list(values["match"]["headings"])
        return {key: value for key, value in values.items() if value not in ({}, None)}

    @property
    def said(self) -> dict[str, str]:
        """The fields of headings, as headings are compared."""
        return {headings.key(heading): field for heading, field in self.columns.items()}

    def word(self, field: str, word: str) -> object:
        """Return what a word of a field is said to mean; None where nothing is."""
        return self.words.get(field, {}).get(word)

    def officer(self, name: str) -> str | None:
        """Return the officer that a name is said to be, whether it is written there or its digest is."""
        return self.people.get(name) or self.people.get(personal.masked(name))

    def kept(self, names: tuple[str, ...]) -> KeptMapping:
        """Return the same as the ledger keeps it: with digests for names, and for files with these headings."""
        people = {n if personal.is_masked(n) else personal.masked(n): ref for n, ref in self.people.items()}
        match = self.match.model_copy(update={"headings": self.match.headings or names})
        return KeptMapping.model_validate(
            {**self.model_dump(by_alias=True), "people": people, "match": match.model_dump()}
        )

    def fits(self, names: tuple[str, ...]) -> bool:
        """Tell whether it belongs to a table with these headings."""
        return bool(self.match.headings) and self.match.headings == names


class KeptMapping(Mapping):
    """A mapping of the ledger (``imports/``), which is there for ever: it names no people."""

    @model_validator(mode="after")
    def _names_nobody(self) -> Self:
        if any(not personal.is_masked(name) for name in self.people):
            raise ValueError("name of a person")
        return self
