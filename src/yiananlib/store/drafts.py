"""What was answered at a terminal and not recorded yet, in the user's state folder; nobody else may read it."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LIMIT: Final = 2 * 1024 * 1024
_DAY: Final = "day"


class Draft:
    """The answers of one command in one ledger, by the names of the questions.

    They are texts, days, or lists and tables of them. There is a file only while something is answered.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of(cls, folder: Path, root: Path, *command: str) -> Draft:
        """Return the draft in ``folder`` that belongs to a ledger and to a command with what it is about."""
        digest = hashlib.sha256("\0".join([os.fsdecode(root.resolve()), *command]).encode("utf-8", "surrogateescape"))
        return cls(folder / "drafts" / f"{command[0]}-{digest.hexdigest()[:16]}.json")

    def load(self) -> dict[str, Any]:
        """Return the answers; none where there is no draft.

        Raises:
            ValueError: the file is none that we wrote.
            OSError: it cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                data = file.read(_LIMIT + 1)
        except FileNotFoundError:
            return {}
        if len(data) > _LIMIT:
            raise ValueError(len(data))
        try:
            said = json.loads(data, object_hook=_read)
        except RecursionError:
            raise ValueError(self.path.name) from None
        if not isinstance(said, dict):
            raise ValueError(type(said).__name__)
        return said

    def keep(self, answers: Mapping[str, Any]) -> None:
        """Write the answers in place of those before.

        Raises:
            OSError: they cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = self.path.with_suffix(f".{os.getpid()}.tmp")
        new.unlink(missing_ok=True)
        data = json.dumps(answers, ensure_ascii=False, default=_written).encode("utf-8", "surrogateescape")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        new.replace(self.path)

    def drop(self) -> None:
        """Remove it: what it says was recorded, or is not wanted."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


def _written(value: object) -> object:
    if isinstance(value, dt.date):
        return {_DAY: value.isoformat()}
    raise TypeError(type(value).__name__)


def _read(found: dict[str, Any]) -> Any:
    """Return the day that a table is; what says none stays a table, which fits no question."""
    if list(found) == [_DAY]:
        with contextlib.suppress(ValueError, TypeError):
            return dt.date.fromisoformat(found[_DAY])
    return found
