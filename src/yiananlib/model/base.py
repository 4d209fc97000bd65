"""What every model of a file has in common: strict, frozen, clean values; and the types of its fields.

A record is a head and a list of entries. The head is written once; entries are only ever appended.
Models are built when first used (``defer_build``): a command that touches three kinds of entries
does not pay for twenty-three.
"""

import datetime as dt
import functools
import sys
from types import ModuleType
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, Strict, StrictBool, model_validator

from yiananlib.model import text, years
from yiananlib.model.ids import ID_PATTERN

SCHEMA: Final = 1

# To look for plugins, of which yian has none, pydantic would read the metadata of every installed
# package: that costs four bare interpreters. A test sees to it that this goes on helping.
_no_plugins = ModuleType("pydantic.plugin._loader")
_no_plugins.__dict__["get_plugins"] = tuple
sys.modules.setdefault(_no_plugins.__name__, _no_plugins)


_Value = TypeVar("_Value")

_FLAT: Final = (str, int, dt.date)
"""Values that are written as they are; an enumeration's are texts, and a time is a date."""


class Base(BaseModel):
    """A frozen value that refuses unknown fields. Sequences are tuples, so that frozen means frozen."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,
        populate_by_name=True,
        protected_namespaces=(),  # no field is called model_…, and looking for one takes time
    )

    def plain(self) -> dict[str, Any]:
        """Return the fields that say something, by their names in the file; None and () are absence.

        This is what is written to the file and what digests are taken of, so that a field added to
        the format later changes neither for records that do not have it.
        """
        values = self.__dict__
        found: dict[str, Any] = {}
        for field, key in _keys(type(self)):
            value = values[field]
            if value:
                if not isinstance(value, _FLAT) and not (type(value) is tuple and type(value[0]) is str):
                    return self._dumped()
                found[key] = value
            elif isinstance(value, int):  # no and zero say something
                found[key] = value
        return found

    def _dumped(self) -> dict[str, Any]:
        """Return what :meth:`plain` does, of a record that holds others or tables."""
        return {
            key: value
            for key, value in self.model_dump(by_alias=True, exclude_none=True).items()
            if value not in ((), {}, "")
        }


@functools.cache
def _keys(record: type[Base]) -> tuple[tuple[str, str], ...]:
    """Return each field's name here and in the file."""
    return tuple((name, field.serialization_alias or name) for name, field in record.model_fields.items())


def _clean(value: str) -> str:
    try:
        return text.clean(value)
    except ValueError as error:
        raise ValueError(f"forbidden {error}") from None


def _one_line(value: str) -> str:
    value = _clean(value)
    if text.has_line_break(value):
        raise ValueError("line break")
    return value


def _or_none(value: _Value | None) -> _Value | None:
    return value or None


# names of organizations and officers stand in every entry of a ledger, the same few again and again
@functools.lru_cache(maxsize=4096)
def _name(value: str) -> str:
    if fault := text.name_fault(value):
        raise ValueError(f"name {fault}")
    return value


@functools.lru_cache(maxsize=4096)
def _officer(value: str) -> str:
    org, slash, officer = value.partition("/")
    if not slash:
        raise ValueError("officer form")
    _name(org)
    _name(officer)
    return value


def _aware(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is None:
        raise ValueError("offset missing")
    if not years.are_possible(value.year):
        raise ValueError(f"no year {value.year}")
    return value


_Text = Annotated[str, AfterValidator(_clean), Field(max_length=text.TEXT_LENGTH)]
Remark = Annotated[_Text | None, AfterValidator(_or_none)]
"""Clean text that may be left out; one that says nothing is absent, so that a file reads back as it was written."""
Yes = Annotated[StrictBool | None, AfterValidator(_or_none), PlainSerializer(bool)]
"""A mark that is there or is not: no is absent, so that a file and a digest without it stay as they were."""
FilledText = Annotated[str, AfterValidator(_clean), Field(min_length=1, max_length=text.TEXT_LENGTH)]
"""Clean text that says something."""
Line = Annotated[str, AfterValidator(_one_line), Field(min_length=1, max_length=text.TITLE_LENGTH)]
"""One clean line of at most 200 characters."""
Name = Annotated[str, AfterValidator(_name)]
"""What people chose to call an organization, officer, round or case: see ``text.name_fault``."""
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A word of a vocabulary: ASCII, lower case."""
Tag = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}/[a-z][a-z0-9_]{0,39}$")]
"""``<vocabulary>/<key>``: a word of a further vocabulary of the campaign, see ``model.tags``."""
OfficerRef = Annotated[str, AfterValidator(_officer)]
"""``<org>/<officer>``: a post, never a person's name."""
RecordId = Annotated[str, Field(pattern=ID_PATTERN)]
"""Six characters of Crockford base32."""
RecordRef = Annotated[str, Field(pattern=rf"^[\w-]{{1,40}}/{ID_PATTERN.removeprefix('^')}")]
"""``<org>/<id>``: a record of an organization."""
Moment = Annotated[dt.datetime, Strict(), AfterValidator(_aware)]
"""An instant to the second, with its offset from UTC, in a year that a clock can show."""
Day = Annotated[dt.date, Strict()]
"""A calendar day in the campaign's time zone; neither text nor a time with a day in it."""
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""


def schema_field() -> Any:
    """The ``schema`` number with which each file starts; named ``schema_`` here because pydantic has one."""
    return Field(SCHEMA, alias="schema", strict=True, ge=SCHEMA, le=SCHEMA)


class Sheet(Base):
    """The copy of a file in the organization's ``evidence/`` folder, such as a signed sheet; ``size`` in bytes."""

    file: Line
    sha256: Digest
    size: Annotated[int, Field(strict=True, ge=1)]
    cleaned: Yes = None


class Stamped(Base):
    """What every entry and answer has.

    ``at`` is when it was recorded; ``on`` the day it took effect, absent for the day of ``at`` in
    ``at``'s own offset, and never after it; ``by`` the officer who recorded it; ``for`` the officer on whose
    behalf, absent where ``by`` records in their own name (design.md section 3, *On whose behalf*).
    """

    id: RecordId
    at: Moment
    on_: Day | None = Field(None, alias="on")
    by: OfficerRef
    for_: OfficerRef | None = Field(None, alias="for")

    @property
    def on(self) -> dt.date:
        """The day it takes effect."""
        return self.on_ or self.at.date()

    @property
    def recorded(self) -> dt.date:
        """The day it was recorded, in ``at``'s own offset."""
        return self.at.date()

    @property
    def principal(self) -> str:
        """The officer whose act it is, by whom authority is judged: ``for`` where it stands, else ``by``."""
        return self.for_ or self.by

    @model_validator(mode="after")
    def _not_before_its_time(self) -> "Stamped":
        if self.on_ is not None and self.on_ > self.at.date():
            raise ValueError("future day")
        return self
