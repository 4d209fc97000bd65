"""What every record has in common: strict, frozen, clean values; and the types of its fields.

A record is a head and a list of entries. The head is written once; entries are only ever appended.
Models are built when first used (``defer_build``): a command that touches three kinds of entries
does not pay for twenty-three.
"""

import datetime as dt
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict

from yiananlib.model import text
from yiananlib.model.ids import ID_PATTERN

SCHEMA: Final = 1


class Record(BaseModel):
    """A frozen value that refuses unknown fields. Sequences are tuples, so that frozen means frozen."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, populate_by_name=True, validate_default=False
    )

    def plain(self) -> dict[str, Any]:
        """Return the fields that say something, by their names in the file; None and () are absence.

        This is what is written to the file and what digests are taken of, so that a field added to
        the format later changes neither for records that do not have it.
        """
        return {
            key: value
            for key, value in self.model_dump(by_alias=True, exclude_none=True).items()
            if value not in ((), {}, "")
        }


def _clean(value: str) -> str:
    try:
        value = text.clean(value)
    except ValueError as error:
        raise ValueError(f"forbidden {error}") from None
    return value


def _one_line(value: str) -> str:
    value = _clean(value)
    if text.has_line_break(value):
        raise ValueError("line break")
    return value


def _name(value: str) -> str:
    if fault := text.name_fault(value):
        raise ValueError(f"name {fault}")
    return value


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
    return value


def _day(value: Any) -> Any:
    # neither a string nor a TOML date-time is a day, though pydantic would take both for one
    if type(value) is not dt.date:
        raise ValueError("not a day")
    return value


Text = Annotated[str, AfterValidator(_clean), Field(max_length=text.TEXT_LENGTH)]
"""Clean text of any number of lines; may be empty."""
FilledText = Annotated[str, AfterValidator(_clean), Field(min_length=1, max_length=text.TEXT_LENGTH)]
"""Clean text that says something."""
Line = Annotated[str, AfterValidator(_one_line), Field(min_length=1, max_length=text.TITLE_LENGTH)]
"""One clean line of at most 200 characters."""
Name = Annotated[str, AfterValidator(_name)]
"""What people chose to call an organization, officer, round or case: see ``text.name_fault``."""
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A word of a vocabulary: ASCII, lower case."""
OfficerRef = Annotated[str, AfterValidator(_officer)]
"""``<org>/<officer>``: a post, never a person's name."""
RecordId = Annotated[str, Field(pattern=ID_PATTERN)]
"""Six characters of Crockford base32."""
Moment = Annotated[dt.datetime, Strict(), AfterValidator(_aware)]
"""An instant to the second, with its offset from UTC."""
Day = Annotated[dt.date, BeforeValidator(_day)]
"""A calendar day in the campaign's time zone."""
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""


def schema_field() -> Any:
    """The ``schema`` number with which each file starts; named ``schema_`` here because pydantic has one."""
    return Field(SCHEMA, alias="schema", strict=True, ge=SCHEMA, le=SCHEMA)
