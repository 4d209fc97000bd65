"""Bounds on a file before it is parsed, so that no input costs more than two seconds.

A TOML parser is quadratic in the parts of a dotted key and recursive in nesting: both are bounded
before it sees the text, as are the size of the file and the length of a line.
"""

import re
from typing import Final

from yiananlib.messages import _

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_LINE_BYTES: Final = 64 * 1024
MAX_NESTING: Final = 32
MAX_KEY_PARTS: Final = 16
MAX_DIGITS: Final = 1000

_SIGNS: Final = ("<<<<<<<", ">>>>>>>", "|||||||")
# compiled when first needed: what reads no file pays for none
_CONFLICT: Final = r"(?m)^(?:<{7}|>{7}|\|{7})(?: |$)"
_KEY: Final = r"""(?>[A-Za-z0-9_-]++|"(?>[^"\\\n]++|\\[^\n])*+"|'[^'\n]*+')"""
# Tried only where a key can begin: tried everywhere, a line of one long word takes seconds.
_DOTTED: Final = rf"(?<![^\s\[{{,]){_KEY}(?>[ \t]*+\.[ \t]*+{_KEY}){{{MAX_KEY_PARTS}}}"
# Python reads such a number of any length, and then refuses to show it; of decimal ones it reads none.
_LONG_NUMBER: Final = rf"0[xob][0-9A-Fa-f_]{{{MAX_DIGITS}}}"
_TOKENS: Final = (
    r'(?s)"""(?>[^"\\]++|\\.|"(?!""))*+(?:"{3,5}|\Z)|'
    r"'''(?>[^']++|'(?!''))*+(?:'{3,5}|\Z)|"
    r'"(?>[^"\\\n]++|\\.)*+"?|'
    r"'[^'\n]*+'?|#[^\n]*+|[\[\]{}]"
)
_HEADING: Final = r"(?m)^\[\[[A-Za-z0-9_.-]++\]\]\r?$"
_BOM: Final = b"\xef\xbb\xbf"


class Unacceptable(ValueError):
    """The bytes cannot be a file of the ledger.

    Attributes:
        line: counted from 1; 0 for the file as a whole.
        problem, remedy: in the reader's language.
    """

    def __init__(self, problem: str, remedy: str, line: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.line = line


def text_of(data: bytes) -> str:
    """Return the text of a file of the ledger, safe to give to a TOML parser.

    A byte-order mark and CRLF, which editors leave, are accepted.

    Raises:
        Unacceptable: not UTF-8, too large, a line too long, nested too deep, or conflict markers.
    """
    if len(data) > MAX_BYTES:
        raise Unacceptable(
            _("it has {size} bytes; a record may have at most {limit}").format(size=len(data), limit=MAX_BYTES),
            _("move long material to an evidence file"),
        )
    body = data.removeprefix(_BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unacceptable(
            _("it is not UTF-8 text"),
            _("save it as UTF-8 (it may be GBK)"),
            body.count(b"\n", 0, error.start) + 1,
        ) from None
    if any(sign in text for sign in _SIGNS) and (found := re.search(_CONFLICT, text)):
        raise Unacceptable(
            _("it contains conflict markers of an unfinished merge"),
            _("settle it with `yian yield`, or by hand and with `yian resolve`, then try again"),
            _line(text, found.start()),
        )
    _check_lines(data)
    _check_keys(text)
    _check_numbers(text)
    _check_nesting(text)
    return text


def without_texts(text: str) -> str:
    """Return ``text`` with its multi-line strings blanked out, all else where it was: for finding a key."""
    return re.sub(_TOKENS, _blanked, text)


def comments(text: str) -> list[str]:
    """Return the comments of ``text``, each from its ``#`` to the end of its line."""
    return [token.group().rstrip() for token in re.finditer(_TOKENS, text) if token.group().startswith("#")]


def continued(text: str) -> frozenset[int]:
    """Return the lines of ``text`` (from 0) that go on with a value begun above them."""
    found: set[int] = set()
    depth = opened = first = counted = 0
    for token in re.finditer(_TOKENS, text):
        first += text.count("\n", counted, token.start())
        counted = token.start()
        if token.group() in ("[", "{"):
            opened = opened if depth else first
            depth += 1
        elif token.group() in ("]", "}"):
            depth = max(0, depth - 1)
            if depth == 0:
                found.update(range(opened + 1, first + 1))
        else:
            found.update(range(first + 1, first + token.group().count("\n") + 1))
    return frozenset(found)


def _blanked(token: re.Match[str]) -> str:
    found = token.group()
    return re.sub(r"[^\n]", " ", found) if found.startswith(('"""', "'''")) else found


def _check_lines(data: bytes) -> None:
    if len(data) <= MAX_LINE_BYTES:
        return
    for number, line in enumerate(data.split(b"\n"), start=1):
        if len(line) > MAX_LINE_BYTES:
            raise Unacceptable(
                _("the line has {size} bytes; at most {limit} are allowed").format(
                    size=len(line), limit=MAX_LINE_BYTES
                ),
                _("break the line"),
                number,
            )


def _check_keys(text: str) -> None:
    if text.count(".") < MAX_KEY_PARTS:
        return
    # a key ends where its line does, and few lines have so many dots
    if max(line.count(".") for line in text.split("\n")) < MAX_KEY_PARTS:
        return
    if found := re.search(_DOTTED, text):
        raise Unacceptable(
            _("a dotted key has more than {limit} parts").format(limit=MAX_KEY_PARTS),
            _("a ledger never needs such keys; correct it"),
            _line(text, found.start()),
        )


def _check_numbers(text: str) -> None:
    if found := re.search(_LONG_NUMBER, text):
        raise Unacceptable(
            _("a number has more than {limit} digits").format(limit=MAX_DIGITS),
            _("a ledger never needs such numbers; correct it"),
            _line(text, found.start()),
        )


def _check_nesting(text: str) -> None:
    opening = text.count("[") + text.count("{")
    if opening <= MAX_NESTING or opening - 2 * text.count("\n[[entries]]\n") <= MAX_NESTING:
        return
    # a heading alone on its line closes what it opens, and a record has one for each entry
    if opening - 2 * len(re.findall(_HEADING, text)) <= MAX_NESTING:
        return
    depth = 0
    for token in re.finditer(_TOKENS, text):
        match token.group():
            case "[" | "{":
                depth += 1
                if depth > MAX_NESTING:
                    raise Unacceptable(
                        _("values are nested deeper than {limit}").format(limit=MAX_NESTING),
                        _("a ledger never needs such nesting; correct it"),
                        _line(text, token.start()),
                    )
            case "]" | "}":
                depth = max(0, depth - 1)
            case _:
                pass


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
