"""JSON: a promise. Keys are fixed, unset ones are null, and a test compares with golden files.

It is what the standard library writes with an indent of two. Rows that are read as they are asked for are written one
by one, which the standard library cannot do: of a whole ledger, few are in memory at a time.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Callable, Iterator
from enum import Enum
from json.encoder import encode_basestring
from typing import Any, Final

from yiananlib.model.text import forbidden

_OTHERS: Final = re.compile(r"[^\x00-\x7f]")


def pieces(shape: object) -> Iterator[str]:
    """Yield what a view says as lists, dictionaries and scalars, with a line feed at its end.

    An item of the outermost dictionary may be an iterator, which is written as a list.
    """
    for piece in _streamed(shape):
        # values are clean, but a finding can name a file that is not
        yield piece if forbidden(piece) is None else _OTHERS.sub(lambda found: json.dumps(found[0])[1:-1], piece)


def _streamed(shape: object) -> Iterator[str]:
    if not isinstance(shape, dict) or not any(isinstance(item, Iterator) for item in shape.values()):
        yield _text(shape, "\n") + "\n"
        return
    before = "{"
    for key, item in shape.items():
        yield f"{before}\n  {_key(key)}: "
        before = ","
        if isinstance(item, Iterator):
            yield from _rows(item)
        else:
            yield _text(item, "\n  ")
    yield "\n}\n"


def _rows(rows: Iterator[object]) -> Iterator[str]:
    before = "["
    for row in rows:
        yield f"{before}\n    " + _text(row, "\n    ")
        before = ","
    yield "[]" if before == "[" else "\n  ]"


def _text(value: object, line: str) -> str:
    """Return what a value is written as; ``line`` begins the line on which it ends, if it has more than one."""
    inner = line + "  "
    if isinstance(value, dict):
        if value and not any(isinstance(item, (dict, list, tuple)) for item in value.values()):
            return "{" + inner + _encoder(f",{inner}")(value)[1:-1] + line + "}"  # rows are, and there are many
        items = [f"{_key(key)}: {_text(item, inner)}" for key, item in value.items()]
        return "{" + inner + f",{inner}".join(items) + line + "}" if items else "{}"
    if isinstance(value, list | tuple):
        items = [_text(item, inner) for item in value]
        return "[" + inner + f",{inner}".join(items) + line + "]" if items else "[]"
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        return encode_basestring(value)
    return repr(value) if type(value) is int else _ENCODE(value)


@functools.cache
def _key(key: str) -> str:
    return encode_basestring(key)


def _scalar(value: object) -> Any:
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(value)


@functools.cache
def _encoder(between: str) -> Callable[[object], str]:
    return json.JSONEncoder(ensure_ascii=False, default=_scalar, separators=(between, ": ")).encode


_ENCODE: Final = _encoder(", ")
