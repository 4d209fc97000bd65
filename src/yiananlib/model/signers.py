"""The keys of the officers, ``allowed_signers`` as OpenSSH reads it: who may sign with which key, and when.

The signatures themselves are verified by ``ssh-keygen``; here the file is read to know whether anybody could make
one that is good, and which lines say nothing.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from typing import Final, NamedTuple

from yiananlib.messages import _

_TYPES: Final = frozenset(
    ["ssh-ed25519", "ssh-rsa", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"]
    + [f"ecdsa-sha2-nistp{bits}" for bits in (256, 384, 521)]
)
_OPTION: Final = re.compile(
    r'(?:cert-authority|namespaces="(?P<for>[^"]*)"'
    r'|valid-after="(?P<after>[0-9]{8}(?:[0-9]{4}|[0-9]{6})?)Z?"'
    r'|valid-before="(?P<before>[0-9]{8}(?:[0-9]{4}|[0-9]{6})?)Z?")',
    re.IGNORECASE,
)
_WORD: Final = re.compile(r'[ \t]*((?:"[^"]*"|[^ \t"])+)')
_NAMESPACE: Final = "git"


class Signer(NamedTuple):
    """A line: the ``patterns`` of the names it is for, and the key; it is good for commits if ``commits``.

    ``after`` and ``before`` are days, the latter excluded, None without bound.
    """

    patterns: tuple[str, ...]
    key: str
    commits: bool = True
    after: dt.date | None = None
    before: dt.date | None = None

    def names(self, officer: str) -> bool:
        """Tell whether the line is for an officer, ``<org>/<officer>``."""
        wanted = [p for p in self.patterns if _fits(p.removeprefix("!"), officer)]
        return bool(wanted) and not any(p.startswith("!") for p in wanted)

    def is_good(self, officer: str, day: dt.date | None) -> bool:
        """Tell whether the officer can sign commits with it on ``day``; None leaves the bounds out of account."""
        return (
            self.commits
            and self.names(officer)
            and (day is None or ((self.after is None or self.after <= day) and (not self.before or day < self.before)))
        )


class Fault(NamedTuple):
    """A line that says nothing, counted from 1, and why, in the reader's language."""

    line: int
    reason: str


def read(text: str) -> tuple[tuple[Signer, ...], tuple[Fault, ...]]:
    """Return the lines of a file that are good, and what is wrong with the others."""
    signers: list[Signer] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.split("\n"), start=1):
        said = line.strip(" \t\r")
        if not said or said.startswith("#"):
            continue
        found = _signer(said)
        if isinstance(found, str):
            faults.append(Fault(number, found))
        else:
            signers.append(found)
    return tuple(signers), tuple(faults)


def _signer(line: str) -> Signer | str:
    words = [word.group(1) for word in _WORD.finditer(line)]
    if len(words) < 3 or line.startswith("\ufeff"):
        return _("it is not a line with an officer, a key type and a key; a key must be on a single line, however long")
    options = [] if words[1] in _TYPES else re.findall(r'(?:"[^"]*"|[^,"])+', words[1])
    kind, key = words[2:4] if options and len(words) > 3 else words[1:3]
    if kind not in _TYPES:
        return _("“{word}” is not a key type").format(word="".join(c if c.isprintable() else "?" for c in kind))
    if not _is_key(kind, key):
        return _("the key is incomplete; it must be on a single line, however long")
    values: dict[str, str] = {}
    for option in options:
        fitting = _OPTION.fullmatch(option)
        if fitting is None:
            return _("“{word}” is not a key option").format(word=option)
        values |= {name: value for name, value in fitting.groupdict().items() if value is not None}
    try:
        after, before = (_day(values.get(name)) for name in ("after", "before"))
    except ValueError:
        return _("a day that does not exist")
    if before is not None and len(values["before"]) > 8:
        before += dt.timedelta(days=1)  # on that day it is good up to some hour
    commits = any(_fits(pattern, _NAMESPACE) for pattern in values.get("for", _NAMESPACE).split(","))
    return Signer(tuple(words[0].strip('"').split(",")), f"{kind} {key}", commits, after, before)


def _is_key(kind: str, key: str) -> bool:
    try:
        data = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        return False
    head = len(kind).to_bytes(4, "big") + kind.encode()
    parts, at = 0, 0
    while at + 4 <= len(data):
        at += 4 + int.from_bytes(data[at : at + 4], "big")
        parts += 1
    return data.startswith(head) and at == len(data) and parts > 1


def _day(said: str | None) -> dt.date | None:
    return dt.datetime.strptime(said[:8], "%Y%m%d").replace(tzinfo=dt.UTC).date() if said else None


def _fits(pattern: str, name: str) -> bool:
    """Compare as OpenSSH does: ``*`` for anything, ``?`` for one character."""
    words = re.split(r"([*?])", pattern)
    return re.fullmatch("".join({"*": ".*", "?": "."}.get(word, re.escape(word)) for word in words), name) is not None
