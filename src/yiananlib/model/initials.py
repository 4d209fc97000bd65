"""The initials of Chinese names, from which ids are proposed: 县住建局 gives ``xzjj``.

GB 2312 lists its 3,755 common characters by their reading, so that where one stands there says with which letter it
begins. That order has not changed since 1980, and the same name always gives the same id. A character of several
readings has the one of that list; one that is not in it has none.
"""

import re
from bisect import bisect_right
from typing import Final

_FIRST: Final = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3, 0xC5B6,
    0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
_LETTERS: Final = "abcdefghjklmnopqrstwxyz"
_LAST: Final = 0xD7F9
_BRACKETED: Final = re.compile(r"[（(【\[].*?[)）】\]]")
_PLACE: Final = re.compile(r"^[\u4e00-\u9fff]{0,8}?(?:自治县|县|市|区|旗)(?=[\u4e00-\u9fff]{2})(?!场)")


def letter(character: str) -> str | None:
    """Return with which letter the reading of a character begins; None where that is not known."""
    if character.isascii() and character.isalnum():
        return character.lower()
    code = character.encode("gb2312", "ignore")
    if len(code) != 2 or not _FIRST[0] <= (place := int.from_bytes(code, "big")) <= _LAST:
        return None
    return _LETTERS[bisect_right(_FIRST, place) - 1]


def initials(name: str) -> str | None:
    """Return the initials of a name, what is in brackets left out; None where a character has none.

    A name that ends with 长 is a post, and there it is read *zhang*.
    """
    plain = _BRACKETED.sub("", name)
    found = [letter(character) for character in plain if character.isalnum()]
    if plain.endswith("长"):
        found[-1] = "z"
    return "".join(one for one in found if one) if found and all(found) else None


def place(name: str) -> str:
    """Return the place with which the name of an organization begins, such as 云岭县 or 县; empty for none."""
    found = _PLACE.match(name)
    return found.group() if found is not None else ""
