"""Text hygiene: what may be part of a value, and what may be part of a name.

Clean text is NFC, has LF line ends, no trailing white space, and none of the characters that a
terminal, a spreadsheet or a reader's eye can be tricked with: control characters (but tab and line
feed), format characters (bidi controls, zero-width space, byte-order marks, tags; the two joiners
are kept, names in some scripts need them), surrogates, line and paragraph separators, noncharacters.
As such characters never enter, every output is safe by construction.
"""

import functools
import re
import unicodedata
from typing import Final

# compiled when first needed: nearly all text is plain, and a start should not pay for the rest
_FORBIDDEN: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
    + "".join(chr(plane * 0x10000 + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
# what nearly all text is made of: one look, and nothing of it can be wrong
_USUAL: Final = " -~\u4e00-\u9fff\u3001-\u301e\uff01-\uff5e\u2014\u2018-\u201d\u2026"
# forbidden, though Python can print them; of U+E0000 to U+E0FFF, the bytes that each begins with in UTF-8
_PRINTED: Final = "\u115f\u1160\u3164\uffa0\ufffc\ufffd"
_TAGS: Final = b"\xf3\xa0"
_PLAIN: Final = f"[{_USUAL}]*+"
_HARMLESS: Final = f"[\t\n{_USUAL}]++"
_NAME: Final = r"[^\W_](?:[\w-]*[\w])?"
_UNCOUNTED: Final = r"[\W_]+"
_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)
_FILE_NAME_UNSAFE: Final = r"[^\w.-]+"

NAME_LENGTH: Final = 40
TEXT_LENGTH: Final = 20_000
TITLE_LENGTH: Final = 200
SAID: Final = 8
"""Cells of letters that a reason or a standard has at the least: four Chinese characters."""


def forbidden(value: str) -> str | None:
    """Return the first forbidden character of ``value`` as ``U+XXXX``, or None when it has none."""
    # whatever is shown is looked at, and to compile the classes takes as long as all else that a list does
    printed = value.replace("\n", "").replace("\t", "")
    if printed.isprintable() and _TAGS not in printed.encode() and not any(one in printed for one in _PRINTED):
        return None
    # the long class takes a hundred times as long as the short one
    found = re.search(_FORBIDDEN, re.sub(_HARMLESS, "", value))
    return f"U+{ord(found.group()):04X}" if found else None


def clean(value: str) -> str:
    """Return ``value`` as the ledger keeps it; raise ValueError (``U+XXXX``) where it cannot be.

    The result is a fixed point: ``clean(clean(x)) == clean(x)``.
    """
    if _plain().fullmatch(value):
        return value.strip()
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    if bad := forbidden(value):
        raise ValueError(bad)
    if "\n" in value:
        value = "\n".join(line.rstrip() for line in value.split("\n"))
    return value.strip()


@functools.cache
def _plain() -> re.Pattern[str]:
    return re.compile(_PLAIN)


def has_line_break(value: str) -> bool:
    """Tell whether ``value`` holds what a one-line value (a title, a post) must not: LF or tab."""
    return "\n" in value or "\t" in value


# the same few names stand in the paths and the records of a ledger, again and again
@functools.lru_cache(maxsize=4096)
def name_fault(value: str) -> str | None:
    """Return why ``value`` cannot name an organization, officer, round or case; None when it can.

    An allow-list, applied after NFC: letters (Chinese too), digits, ``-`` and ``_``, beginning with
    a letter or digit and not ending with ``-``; at most 40; no device name of any system. Digits
    are ASCII alone: ``１`` is not ``1``. The reason is one of ``empty``, ``long``, ``form``,
    ``characters``, ``reserved``.
    """
    if not value:
        return "empty"
    if len(value) > NAME_LENGTH:
        return "long"
    if value.isascii():  # what the pattern below says, without the price of compiling it
        if not value[0].isalnum() or value[-1] == "-" or not value.replace("-", "_").replace("_", "a").isalnum():
            return "characters"
    elif unicodedata.normalize("NFC", value) != value:
        return "form"
    # what only looks like a letter or digit (full-width forms, ligatures) names nothing
    elif (
        unicodedata.normalize("NFKC", value) != value
        or not re.fullmatch(_NAME, value)
        or any(_odd_digit(c) for c in value)
        or forbidden(value)
    ):
        return "characters"
    if value.lower() in _RESERVED:
        return "reserved"
    return None


def safe_file_name(value: str) -> str:
    """Return a file name as the evidence folder may hold it: NFC, letters, digits, ``.``, ``-``, ``_``.

    Other characters become ``_``; a stem is cut to 60 characters, the ending kept (at most 10).
    """
    value = re.sub(_FORBIDDEN, "_", unicodedata.normalize("NFC", value))
    value = "".join("_" if _odd_digit(c) else c for c in re.sub(_FILE_NAME_UNSAFE, "_", value))
    stem, dot, ending = value.rpartition(".")
    if not stem.strip(".") or len(ending) > 10 or not ending:
        stem, dot, ending = value.replace(".", "_"), "", ""
    # a file system counts bytes: 200 leave room for the digest before the name and the ending behind it
    stem = stem.strip("._-")[:60].encode()[:200].decode(errors="ignore").rstrip("._-")
    return (stem or "file") + dot + ending


def comparable(value: str) -> str:
    """Return ``value`` reduced to its letters and digits, for telling copies apart from texts."""
    return re.sub(_UNCOUNTED, "", unicodedata.normalize("NFKC", value).casefold())


def fingerprint(text: str) -> bytes:
    """Return 16 bytes that tell a text, reduced by :func:`comparable`, from others: for finding copies among many."""
    import hashlib  # few commands compare

    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def cells(value: str) -> int:
    """Return how many cells of a terminal ``value`` takes: a wide letter two, a combining mark none."""
    if value.isascii():
        return len(value)
    return sum(map(_cells_of, value))


# long lists are made of the same few thousand characters
@functools.cache
def _cells_of(character: str) -> int:
    return 0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1


def says_something(value: str) -> bool:
    """Tell whether letters and digits of at least :data:`SAID` cells are left of ``value``: 好吗 and …… say nothing."""
    return cells(comparable(value)) >= SAID


def _odd_digit(character: str) -> bool:
    return (
        character != "〇"
        and character.isnumeric()
        and not character.isascii()
        and unicodedata.category(character) != "Lo"
    )
