"""The items of a ledger as JSON: one document, or a line each. What comes in is read piece by piece, within bounds.

A header first, then the items, then how many there were, so that what was cut short is not taken for the whole.
"""

from __future__ import annotations

import json
import math
import re
from typing import IO, TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.store.bundle import LARGEST, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yiananlib.store.bundle import Item

ITEMS: Final = "items"
COUNT: Final = "count"

MOST: Final = LARGEST // 3 * 4 + (1 << 20)
"""Characters of one item."""
_MEMBERS: Final = 64
"""Members of a document beside the items."""
_SIGNS: Final = 4_000_000
"""Commas and brackets of one item: a value that is decoded takes thirty times the room of the sign before it."""
_CHUNK: Final = 1 << 16
_STEP: Final = 1 << 23
_DIGITS: Final = 18
_BLANK: Final = re.compile(r"[ \t\r\n]*")


def document(header: Mapping[str, Any], items: Iterable[Item]) -> Iterator[str]:
    """Yield one JSON document, with an item a line."""
    yield "{\n" + "".join(f"{_said(name)}: {_said(value)},\n" for name, value in header.items()) + f'"{ITEMS}": ['
    count = 0
    for item in items:
        yield (",\n" if count else "\n") + _said(item.plain)
        count += 1
    yield f'\n],\n"{COUNT}": {count}\n}}\n'


def lines(header: Mapping[str, Any], items: Iterable[Item]) -> Iterator[str]:
    """Yield a line of JSON for the header, for each item, and for their number."""
    yield _said(dict(header)) + "\n"
    count = 0
    for item in items:
        yield _said(item.plain) + "\n"
        count += 1
    yield _said({COUNT: count}) + "\n"


def read_lines(file: IO[str]) -> Iterator[Any]:
    """Yield what the lines say: header, items, number.

    Raises:
        Unfit: a line is too long, or no JSON.
    """
    number = 0
    while line := file.readline(MOST + 1):
        number += 1
        where = _("line {n}").format(n=number)
        if len(line) > MOST or _is_dense(line):
            raise Unfit(where, _("it is longer than any record may be"))
        try:
            value = _DECODER.decode(line)
        except (ValueError, RecursionError):
            raise Unfit(where, _("it is not JSON")) from None
        except Unfit as error:
            raise Unfit(where, error.problem) from None
        yield value


def read_document(file: IO[str]) -> Iterator[Any]:
    """Yield what a document says: the header, which comes first, each item, and the number of them.

    Raises:
        Unfit: it is no JSON, or has other members.
    """
    text = _Text(file)
    text.sign("{")
    header: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    seen = False
    while True:
        name = text.value()
        text.sign(":")
        twice = name in header or name in rest or (seen and name == ITEMS) if isinstance(name, str) else True
        if twice or len(header) + len(rest) > _MEMBERS:
            raise Unfit("", _("the document is not JSON, or has a duplicate key"))
        if name == ITEMS:
            seen = True
            yield header
            yield from _members(text)
        else:
            (rest if seen else header)[name] = text.value()
        if text.sign(",}") == "}":
            break
    if not seen or not text.is_over():
        raise Unfit("", _("the document has no items, or does not end where it should"))
    yield rest


def _members(text: _Text) -> Iterator[Any]:
    text.sign("[")
    if text.peek() == "]":
        text.sign("]")
        return
    while True:
        yield text.value()
        if text.sign(",]") == "]":
            return


class _Text:
    """A document of which no more is held than the value that is being read."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file
        self.held = ""
        self.at = 0
        self.ended = False

    def peek(self) -> str:
        """Return the next character that is not blank; "" at the end."""
        while True:
            self.at = _blank(self.held, self.at)
            if self.at < len(self.held) or self.ended:
                return self.held[self.at : self.at + 1]
            self._more()

    def sign(self, allowed: str) -> str:
        """Take one of some signs, and return which."""
        found = self.peek()
        if not found or found not in allowed:
            raise Unfit("", _("the document is not JSON, or is truncated"))
        self.at += 1
        return found

    def value(self) -> Any:
        """Take a value."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.held, self.at)
            except RecursionError:
                raise Unfit("", _("values are nested too deep")) from None
            except ValueError:
                if self.ended or len(self.held) - self.at > MOST:
                    raise Unfit("", _("the document is not JSON, or is truncated")) from None
            else:
                if end < len(self.held) or self.ended:  # a number may go on
                    self.at = end
                    return value
            self._more()
            if _is_dense(self.held):  # what was read first is little, whatever it is
                raise Unfit("", _("a value is longer than any record may be"))

    def is_over(self) -> bool:
        """Tell whether nothing follows."""
        return self.peek() == ""

    def _more(self) -> None:
        left = self.held[self.at :]
        # twice as much each time, so that little is read again; but not much of what follows a long value
        more = self.file.read(max(_CHUNK, min(len(left), _STEP)))
        self.held, self.at = left + more, 0
        self.ended = not more


def _blank(text: str, start: int) -> int:
    found = _BLANK.match(text, start)
    return found.end() if found is not None else start


def _is_dense(text: str) -> bool:
    return len(text) > _SIGNS and sum(map(text.count, ",[{")) > _SIGNS


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unfit("", _("a key appears twice"))
    return found


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise Unfit("", _("a number has more than {limit} digits").format(limit=_DIGITS))
    return int(digits)


def _part(digits: str) -> float:
    found = float(digits)
    if not math.isfinite(found):
        raise Unfit("", _("a number is too large"))
    return found


def _no_number(word: str) -> Any:
    raise Unfit("", _("{word} is not a number").format(word=word))


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_once, parse_int=_whole, parse_float=_part, parse_constant=_no_number
)
