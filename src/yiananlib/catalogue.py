"""Translations, each sought when it is asked for: to read them all takes longer than most of a command's own work."""

import bisect
import struct
from typing import Final


class Catalogue:
    """The messages of a compiled catalogue, a file ``.mo`` of gettext.

    Such a file has a table of its messages, sorted by their bytes, and one of their translations ("The Format of GNU
    MO Files", section 10.3 of the gettext manual). What depends on a number is no message of ours.
    """

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:  # noqa: PTH123 - every start pays for pathlib
            self._data: Final = file.read()
        self._order: Final = "<" if self._data.startswith(b"\xde\x12\x04\x95") else ">"
        self._count, self._messages, self._translations = struct.unpack_from(f"{self._order}3I", self._data, 8)
        self._found: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """Return the translation of a message; itself where there is none."""
        found = self._found.get(message)
        if found is None:
            found = self._found[message] = self._sought(message)
        return found

    def _sought(self, message: str) -> str:
        wanted = message.encode(errors="surrogatepass")
        place = bisect.bisect_left(range(self._count), wanted, key=self._message)
        if place == self._count or self._message(place) != wanted:
            return message
        return self._text(self._translations, place).decode()

    def _message(self, place: int) -> bytes:
        return self._text(self._messages, place)

    def _text(self, table: int, place: int) -> bytes:
        size, offset = struct.unpack_from(f"{self._order}2I", self._data, table + 8 * place)
        return self._data[offset : offset + size]
