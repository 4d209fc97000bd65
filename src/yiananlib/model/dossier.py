"""What a dossier says of itself: the manifest, which names every file by its digest and what judged every entry.

Its own digest is what somebody outside can hold a dossier to: whoever has that digest has the whole.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import Field

from yiananlib.model.base import Base, Day, Digest, Line, RecordId, Yes

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION: Final = 1

MANIFEST: Final = "manifest.json"
RECORDS: Final = "records/"
"""Below it records and evidence lie as in the ledger."""
DEFINITIONS: Final = "definitions/"

Commit = Annotated[str, Field(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")]
Path = Annotated[str, Field(min_length=1, max_length=600)]


class Role(StrEnum):
    """What a file of a dossier is."""

    PAGE = "page"
    RECORD = "record"
    EVIDENCE = "evidence"
    DEFINITION = "definition"


class File(Base):
    """A file; ``left_out`` where only its digest is kept.

    ``path`` is where it lies in the dossier; absent where it is left out: what there is may tell too much by its name.
    """

    path: Path | None = None
    role: Role
    sha256: Digest
    size: Annotated[int, Field(strict=True, ge=0)]
    left_out: Yes = None


class Judged(Base):
    """By what an entry or answer is judged.

    ``commit`` is the one that brought it, absent without git. ``definitions`` are the sets that were in force before
    it, one but for a merge of which both sides changed them. ``unseen`` are entries that stand before it in the record,
    and did not there: they came in by a merge afterwards.
    """

    entry: RecordId
    commit: Commit | None = None
    definitions: Annotated[tuple[Digest, ...], Field(min_length=1)]
    unseen: tuple[RecordId, ...] = ()


class Manifest(Base):
    """What a dossier is of and what is in it.

    ``day`` is the day as of which its pages tell; ``commit`` what it was taken from, absent where the ledger is not in
    git, and then ``definitions`` are those of today for every entry. ``written_by`` is yian's version. Of ``sets`` each
    has the digest of each definition file by its path in the ledger, and is called by its own digest; ``now`` is the
    one of the commit. ``judged`` says it of every entry and answer, by the path of its record in the ledger.

    A ``public`` one has neither sets nor what judged what, and names no case; ``whole`` is the digest of the dossier
    that has them.
    """

    format: Literal["yian-dossier"] = "yian-dossier"
    version: Literal[1] = 1
    written_by: Line
    campaign: Line
    problems: tuple[Line, ...] = ()
    org: Line | None = None
    case: Line | None = None
    public: Yes = None
    whole: Digest | None = None
    day: Day
    commit: Commit | None = None
    now: Digest
    sets: dict[Digest, dict[Path, Digest]]
    judged: dict[Path, tuple[Judged, ...]]
    files: tuple[File, ...]


def canonical(value: Any) -> bytes:
    """Return a value of lists, mappings and scalars as the one text in which it is written."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def in_order(files: Iterable[File]) -> tuple[File, ...]:
    """Return files as a manifest names them: by their paths, and by their digests where they have none."""
    return tuple(sorted(files, key=lambda file: (file.path or "", file.sha256)))


def encode(manifest: Manifest) -> bytes:
    """Return the file of a manifest; the same manifest is the same bytes."""
    return canonical(manifest.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=False))


def decode(data: bytes) -> Manifest:
    """Return the manifest in a file.

    Raises:
        ValueError: it is none, or not written as :func:`encode` writes it.
    """
    found = Manifest.model_validate_json(data)
    if encode(found) != data:
        raise ValueError("form")
    return found


def digest(data: bytes) -> str:
    """Return the SHA-256 of a manifest's file: the digest of the dossier."""
    return hashlib.sha256(data).hexdigest()


def set_name(files: dict[str, str]) -> str:
    """Return what a set of definitions is called: the digest of what it says."""
    return hashlib.sha256(canonical(files)).hexdigest()


def grouped(sha256: str) -> str:
    """Return a digest in groups of four, as it is read out."""
    return " ".join(sha256[n : n + 4] for n in range(0, len(sha256), 4))
