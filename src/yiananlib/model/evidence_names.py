"""What the name of a supporting file says: the problem that it is for, by id or serial number, and the measure.

``k7m2qd-2 现场照片.jpg``, ``2026-017_措施1_会议纪要.pdf``, ``ZJJ-2026-017 第二条措施.jpg``. Whether there is such a
problem is not known here, so that whatever can be an id is told.
"""

import re
import unicodedata
from typing import Final, NamedTuple

from yiananlib.model.ids import ALPHABET, LENGTH

_SERIAL: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}-[0-9]{3,6}(?![0-9])")
_ID: Final = re.compile(rf"(?<![0-9a-z])[{ALPHABET}]{{{LENGTH}}}(?![0-9a-z])")
_DIGITS: Final = "一二三四五六七八九"
_COUNT: Final = rf"([0-9]{{1,3}}|[{_DIGITS}]?十?[{_DIGITS}]?)"
_SAID: Final = (
    re.compile(rf"(?:措施|measure)[-_ ]*第?{_COUNT}"),
    re.compile(rf"第{_COUNT}[条项号]?(?:整改)?措施"),
)
_BARE: Final = re.compile(r"[-_ ]+([0-9]{1,3})(?=$|[-_ .])")


class Ref(NamedTuple):
    """What may name a problem; ``measure`` is the number that stands right behind it, None where none does."""

    name: str
    measure: int | None


class Read(NamedTuple):
    """What a name says: ``refs`` in their order, and the ``measures`` that it calls so."""

    refs: tuple[Ref, ...]
    measures: tuple[int, ...]


def read(name: str) -> Read:
    """Return what the name of a file says; full-width letters and capitals are read as others are."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    stem = plain.rpartition(".")[0] or plain
    found = [*_SERIAL.finditer(stem)]
    # six figures within a serial number are no id
    found += [one for one in _ID.finditer(stem) if not any(s.start() <= one.start() < s.end() for s in found)]
    refs = (Ref(one.group(), _behind(stem, one.end())) for one in sorted(found, key=re.Match.start))
    said = (_number(one.group(1)) for pattern in _SAID for one in pattern.finditer(stem))
    return Read(tuple(dict.fromkeys(refs)), tuple(dict.fromkeys(n for n in said if n)))


def _behind(stem: str, end: int) -> int | None:
    found = _BARE.match(stem, end)
    return int(found.group(1)) or None if found is not None else None


def _number(text: str) -> int:
    """Return a number up to 99 in figures or in Chinese; 0 for nothing."""
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.index(text) + 1 if len(text) == 1 else 0
    return 10 * (_DIGITS.index(tens) + 1 if tens else 1) + (_DIGITS.index(ones) + 1 if ones else 0)
