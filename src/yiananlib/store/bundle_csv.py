"""The items of a ledger as CSV: a row a value, which a spreadsheet shows and nothing of which is lost.

The columns are the file, the field (a JSON pointer, RFC 6901, into its item), the type and the value. What is null has
no row; a list has one with its length before its members. What is longer than a cell may be goes on in rows of the
type ``more``. A value that a spreadsheet could take for a formula, or that begins with ``'``, has one ``'`` before it,
which is no part of it. Rows without a file are the header at the beginning, and at the end the number of the files.
"""

from __future__ import annotations

import csv
import json
import math
import re
from typing import IO, TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.model.inert import RISKY
from yiananlib.store.bundle import Unfit
from yiananlib.store.bundle_json import COUNT, MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yiananlib.store.bundle import Item

TITLES: Final = ("path", "field", "type", "value")

CELL: Final = 30_000
"""Characters of a cell; a spreadsheet takes 32,767."""
_MOST: Final = 1 << 17
_NESTING: Final = 32
_ROW: Final = 200
"""Bytes that a value takes beside its text."""
_GUARDED: Final = ("'", *RISKY)
"""How a value begins before which a ``'`` is put, so that no spreadsheet calculates it."""
_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


def rows(header: Mapping[str, Any], items: Iterable[Item]) -> Iterator[str]:
    """Yield the lines of the CSV."""
    line = csv.writer(_Line(), lineterminator="\r\n").writerow
    yield line(TITLES)
    yield from (line(row) for row in _rows("", header))
    count = 0
    for item in items:
        values = item.plain
        path = values.pop("path")
        yield "".join([line(row) for row in _rows(path, values)])
        count += 1
    yield from (line(row) for row in _rows("", {COUNT: count}))


def read_rows(file: IO[str]) -> Iterator[Any]:
    """Yield what the rows say: header, items, number.

    Raises:
        Unfit: they are no such rows.
    """
    table = csv.reader(_bounded(file), strict=True)
    try:
        if tuple(next(table, ())) != TITLES:
            raise Unfit("", _("its first row does not have the columns path, field, type and value"))
        tree = _Tree("")
        for row in table:
            where = _("line {n}").format(n=table.line_num)
            if len(row) != len(TITLES):
                raise Unfit(where, _("a row does not have the columns path, field, type and value"))
            path, field, type_, said = row
            if path != tree.path:
                yield tree.values()
                tree = _Tree(path)
            tree.add(where, field, type_, said[1:] if said.startswith("'") else said)
        yield tree.values()
    except csv.Error as error:
        raise Unfit("", _("it is not CSV ({detail})").format(detail=error)) from None


class _Line:
    """What ``csv.writer`` writes into: it has the last line."""

    def write(self, line: str) -> str:
        return line


def _bounded(file: IO[str]) -> Iterator[str]:
    while line := file.readline(_MOST):
        if len(line) == _MOST and not line.endswith("\n"):
            raise Unfit("", _("a line is too long"))
        yield line


def _rows(path: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for field, type_, said in _flat("", values):
        first, *more = [said[at : at + CELL] for at in range(0, len(said), CELL)] or [""]
        yield path, field, type_, _guarded(first)
        yield from ((path, field, "more", _guarded(part)) for part in more)


def _guarded(said: str) -> str:
    return f"'{said}" if said.startswith(_GUARDED) else said


def _flat(field: str, value: Any) -> Iterator[tuple[str, str, str]]:
    match value:
        case None:
            pass
        case dict():
            if not value:
                yield field, "table", ""
            for key, inner in value.items():
                yield from _flat(f"{field}/{key.replace('~', '~0').replace('/', '~1')}", inner)
        case list():
            yield field, "list", str(len(value))
            for index, inner in enumerate(value):
                yield from _flat(f"{field}/{index}", inner)
        case bool():
            yield field, "boolean", json.dumps(value)
        case int():
            yield field, "integer", str(value)
        case float():
            yield field, "number", repr(value)
        case _:
            yield field, "text", value


class _Tree:
    """The values of one file, put together row by row."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._root: dict[str, Any] = {}
        self._lists: list[tuple[list[Any], int]] = []
        self._last: tuple[str, Any, Any] | None = None
        self._parts: list[str] = []
        self._size = 0

    def add(self, where: str, field: str, type_: str, said: str) -> None:
        """Take a row."""
        self._size += len(said) + _ROW
        if self._size > MOST:
            raise Unfit(where, _("it is longer than any record may be"))
        if type_ == "more" and self._last is not None and self._last[0] == field:
            self._parts.append(said)
            return
        self._join()
        tokens = [token.replace("~1", "/").replace("~0", "~") for token in field.split("/")[1:]]
        if not field.startswith("/") or len(tokens) > _NESTING:
            raise Unfit(where, _("“{field}” is not a field").format(field=field[:60]))
        inside: Any = self._root
        for token in tokens[:-1]:
            inside = self._below(where, inside, token)
        value = self._value(where, type_, said)
        key = self._key(where, inside, tokens[-1], new=True)
        if isinstance(inside, list):
            inside.append(value)
        else:
            inside[key] = value
        if type_ == "text":
            self._last, self._parts = (field, inside, key), [said]

    def values(self) -> dict[str, Any]:
        """Return what the rows say."""
        self._join()
        if any(len(found) != length for found, length in self._lists):
            raise Unfit(self.path, _("a list is shorter than stated: rows are missing"))
        return {"path": self.path, **self._root} if self.path else self._root

    def _join(self) -> None:
        if self._last is not None and len(self._parts) > 1:
            _field, inside, key = self._last
            inside[key] = "".join(self._parts)
        self._last = None

    def _below(self, where: str, inside: Any, token: str) -> Any:
        key = self._key(where, inside, token, new=False)
        if isinstance(inside, list):
            if key == len(inside):
                inside.append({})
            found = inside[key]
        else:
            found = inside.setdefault(key, {})
        if not isinstance(found, (dict, list)):
            raise Unfit(where, _("a value appears twice"))
        return found

    def _key(self, where: str, inside: Any, token: str, *, new: bool) -> Any:
        """Return the key in a table, or the place in a list: the last, or the one behind it."""
        if isinstance(inside, list):
            places = (len(inside),) if new else (len(inside) - 1, len(inside))
            found = next((place for place in places if str(place) == token), None)
            if found is None:
                raise Unfit(where, _("the items of a list are out of order"))
            return found
        if new and token in inside:
            raise Unfit(where, _("a value appears twice"))
        return token

    def _value(self, where: str, type_: str, said: str) -> Any:
        match type_:
            case "text":
                return said
            case "table" if not said:
                return {}
            case "list" if _WHOLE.fullmatch(said):
                made: list[Any] = []
                self._lists.append((made, int(said)))
                return made
            case "integer" if _WHOLE.fullmatch(said):
                return int(said)
            case "boolean" if said in ("true", "false"):
                return said == "true"
            case "number":
                try:
                    found = float(said)
                except ValueError:
                    found = math.nan
                if math.isfinite(found):
                    return found
        raise Unfit(where, _("its value does not have its type; a spreadsheet may have changed it when saving"))
