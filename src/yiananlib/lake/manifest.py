"""What a hand-over says of itself: the ledger, the commit, by which settings it counts, and each file by its digest."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, StrictBool, ValidationError, model_validator

from yiananlib.lake.tables import SCHEMA, handed_over
from yiananlib.messages import _
from yiananlib.model.base import Base, Day, Digest, Line
from yiananlib.model.dossier import Commit, canonical
from yiananlib.model.lake import Code
from yiananlib.model.reasons import reasons

NAME: Final = "manifest.json"
DATA: Final = "data"
FORMAT: Final = "yian-lake"
MOST_BYTES: Final = 1 << 20
"""Of a manifest; one has some five thousand."""
MOST_FILE: Final = 1 << 36
"""Of a file."""

Count = Annotated[int, Field(strict=True, ge=0, le=1 << 53)]
Days = Annotated[int, Field(strict=True, ge=0, le=36500)]


class File(Base):
    """A table's file in ``data/``, called by the table and the beginning of its digest."""

    table: Annotated[str, Field(pattern=r"^[a-z]{1,40}$")]
    file: Annotated[str, Field(pattern=r"^[a-z]{1,40}-[0-9a-f]{16}\.parquet$")]
    sha256: Digest
    bytes: Annotated[int, Field(strict=True, ge=0, le=MOST_FILE)]
    rows: Count

    @model_validator(mode="after")
    def _is_called_by_its_digest(self) -> Self:
        if self.file != file_name(self.table, self.sha256):
            raise ValueError(f"file name {self.file}")
        return self

    @property
    def path(self) -> str:
        """Where it lies, beside the manifest."""
        return f"{DATA}/{self.file}"


class Settings(Base):
    """What of ``yian.toml`` figures depend on, by the names of ``index.values.Setting``."""

    yellow: Days
    blue: Days
    look_back_days: Days
    standards_always: StrictBool
    key_fields: tuple[Line, ...] = ()
    grave: tuple[Line, ...] = ()
    look_back_again_days: Annotated[int, Field(strict=True, ge=0, le=36500)] = 0


class Totals(Base):
    """Problems on the day known, as the ledger's own report counts them: what the files must come to."""

    total: Count
    closed: Count
    overdue: Count


class Manifest(Base):
    """A hand-over.

    ``meaning`` is what rows of the index mean (``index.schema.MEANING``). ``known`` is the day of the ``commit``,
    ``at`` its time, ``begun`` the commit with which the history begins: it tells one ledger from another. ``clean``:
    all was committed. ``verified``: what ``yian verify`` and the proof of the history said, with how many ``findings``.
    ``weakened`` are the settings that ask less than the template, each with its value and the template's. ``names``:
    titles, symptoms and posts were handed over. ``written_by`` is what wrote the files: another program writes other
    bytes of the same rows.
    """

    format: Literal["yian-lake"] = FORMAT
    schema_: Annotated[int, Field(alias="schema", strict=True, ge=SCHEMA, le=SCHEMA)] = SCHEMA
    meaning: Count
    code: Code
    name: Line
    language: Annotated[str, Field(pattern="^(zh_CN|en)$")]
    timezone: Line
    commit: Commit
    begun: Commit | None = None
    known: Day
    at: dt.datetime | None = None
    clean: StrictBool
    verified: Literal["ok", "findings", "not asked"]
    findings: Count = 0
    settings: Settings
    weakened: tuple[Line, ...] = ()
    names: StrictBool
    written_by: Line | None = None
    files: tuple[File, ...]
    totals: Totals

    @model_validator(mode="after")
    def _has_each_table_once(self) -> Self:
        wanted = [table.name for table in handed_over(names=self.names)]
        named = [file.table for file in self.files]
        for table in (*wanted, *named):
            if (named.count(table), wanted.count(table)) != (1, 1):
                raise ValueError(f"file twice {table}")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("offset missing")
        return self

    def file(self, table: str) -> File:
        """Return the file of a table; raise KeyError where it was not handed over."""
        for file in self.files:
            if file.table == table:
                return file
        raise KeyError(table)

    @property
    def order(self) -> tuple[dt.date, dt.datetime]:
        """By which of two hand-overs of a ledger the newer is told."""
        return self.known, self.at or dt.datetime.combine(self.known, dt.time(), dt.UTC)

    @property
    def kept_as(self) -> str:
        """What it is called among those that are known: by its day and commit."""
        return f"{self.known.isoformat()}-{self.commit[:12]}.json"


class Unreadable(ValueError):
    """A manifest cannot be read; ``kind`` is one of ``lake.faults.FAULTS``: newer, older, manifest.

    ``said`` is why, a sentence without its end.
    """

    def __init__(self, kind: str, said: str) -> None:
        super().__init__(said)
        self.kind = kind
        self.said = said


def file_name(table: str, sha256: str) -> str:
    """Return what the file of a table is called that has this digest."""
    return f"{table}-{sha256[:16]}.parquet"


def encode(manifest: Manifest) -> bytes:
    """Return the file of a manifest; the same manifest is the same bytes."""
    return canonical(manifest.model_dump(mode="json", by_alias=True, exclude_none=True))


def decode(data: bytes) -> Manifest:
    """Return the manifest in a file.

    Raises:
        Unreadable: it is of another schema, or not what a manifest must be.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("manifest", _("it is larger than {n} bytes").format(n=MOST_BYTES))
    _check_schema(data)
    try:
        found = Manifest.model_validate_json(data)
    except ValidationError as error:
        raise Unreadable("manifest", next(iter(reasons(error))).sentence) from None
    if encode(found) != data:
        raise Unreadable("manifest", _("it is not as yian wrote it: somebody changed it"))
    return found


def _check_schema(data: bytes) -> None:
    """Raise Unreadable where it is no manifest, or of another schema: what else it says may mean anything then."""
    try:
        said: Any = json.loads(data)
    except (ValueError, RecursionError):
        raise Unreadable("manifest", _("it is not JSON, or is truncated")) from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Unreadable("manifest", _("it does not state that its format is {format}").format(format=FORMAT))
    schema = said.get("schema")
    if type(schema) is not int:
        raise Unreadable("manifest", _("it does not state its schema"))
    if schema != SCHEMA:
        kind = "newer" if schema > SCHEMA else "older"
        raise Unreadable(
            kind, _("its schema is {schema}; this yian supports {known}").format(schema=schema, known=SCHEMA)
        )
