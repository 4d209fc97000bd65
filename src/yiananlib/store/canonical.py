"""The objects of a repository as git writes them: commits, trees and tags in the one form in which all read the same.

git reads of an object what it looks for and passes over the rest, and so does every other reader, each a little
otherwise. What is written in another order, twice, or with something hidden behind it is one thing to git and
another to whoever reads the bytes. Here it is read as git reads it, and what is wrong with its form is said.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping

SHA1: Final = 40
"""Characters of an object's name where git names objects by SHA-1."""

_PERSON: Final = re.compile(rb"([^<>\0\n]*<[^<>\0\n]*>) (0|[1-9][0-9]{0,10}) [+-][0-9]{4}")
_KEY: Final = re.compile(rb"[A-Za-z][A-Za-z0-9:_-]*")
_ONLY_AT_THE_TOP: Final = frozenset([b"tree", b"parent", b"author", b"committer"])
_OFTEN: Final = frozenset([b"mergetag"])
_SIGNATURES: Final = frozenset([b"gpgsig", b"gpgsig-sha256"])
# of these every line of ASCII is the same line in UTF-8
_ENCODING: Final = re.compile(
    rb"(?i)utf-?8|gbk|gb18030|gb2312|euc-cn|big5|(?:us-)?ascii|iso-?8859-[0-9]{1,2}|windows-[0-9]{3,4}|latin-?1"
)
_ITEM: Final = re.compile(rb"([0-7]+) ([^\0]*)\0", re.DOTALL)
_MODES: Final = frozenset([b"40000", b"100644", b"100755", b"120000", b"160000"])
FOLDER: Final = 0o40000
"""The mode of a folder in a tree."""
# what file systems leave out of a name, or take for another one: .git must not be written in any way
_IGNORED: Final = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
_GIT: Final = re.compile(r"(?:\.git|git~1)[ .]*(?::.*)?", re.DOTALL)


class Commit(NamedTuple):
    """What a commit says; ``fault`` is what is wrong with its form, empty for nothing."""

    tree: str
    parents: tuple[str, ...]
    author: bytes
    committer: bytes
    signed: bool
    message: bytes
    fault: str


class Tree(NamedTuple):
    """What a folder holds, by name: mode and object; ``fault`` is what is wrong with its form, empty for nothing."""

    items: dict[str, tuple[int, str]]
    fault: str


def commit(raw: bytes, size: int) -> Commit:
    """Return what git reads of a commit: parents are what stands between its tree and its author, and nothing else.

    ``size`` is how many characters the names of objects have.
    """
    head, gap, message = raw.partition(b"\n\n")
    lines = head.split(b"\n")
    name = re.compile(rb"[0-9a-f]{%d}" % size)
    at = 1
    while at < len(lines) and lines[at].startswith(b"parent "):
        at += 1
    tree, parents = lines[0].removeprefix(b"tree "), [line.removeprefix(b"parent ") for line in lines[1:at]]
    people = [
        line.removeprefix(key) for key, line in zip((b"author ", b"committer "), lines[at : at + 2], strict=False)
    ]
    people += [b""] * (2 - len(people))
    rest = [line for line in lines[at + 2 :] if not line.startswith(b" ")]
    keys = [line.partition(b" ")[0] for line in rest]
    fault = ""
    if b"\0" in raw:
        fault = _("it contains a zero byte, at which git stops reading")
    elif not lines[0].startswith(b"tree ") or not all(name.fullmatch(oid) for oid in (tree, *parents)):
        fault = _("its tree or a parent is not written as git writes it")
    elif len(set(parents)) != len(parents):
        fault = _("it names one parent twice")
    elif not _is_signed_by_people(lines[at : at + 2]) or (at + 2 < len(lines) and lines[at + 2].startswith(b" ")):
        fault = _("its author or committer is not written as git writes them")
    elif found := next((key for key in keys if key in _ONLY_AT_THE_TOP or not _KEY.fullmatch(key)), None):
        fault = _("a line “{key}” is in a place where git does not read it").format(key=_shown(found))
    elif found := next((key for key in keys if keys.count(key) > 1 and key not in _OFTEN), None):
        fault = _("it has two lines “{key}”").format(key=_shown(found))
    elif not gap:
        fault = _("it has no message, or no empty line before it")
    elif (encoding := _encoding(rest)) is not None and not _ENCODING.fullmatch(encoding):
        fault = _("its message is in the encoding {name}, in which the same bytes have another meaning").format(
            name=_shown(encoding)
        )
    return Commit(
        tree.decode(errors="replace"), tuple(oid.decode(errors="replace") for oid in parents), people[0], people[1],
        not _SIGNATURES.isdisjoint(keys), message, fault,
    )  # fmt: skip


def person(line: bytes) -> tuple[str, int]:
    """Return whom a line of a commit names, ``Name <address>``, and the seconds since 1970; 0 where none are there."""
    found = _PERSON.fullmatch(line)
    if found is None:
        return line.decode(errors="replace"), 0
    return found[1].decode(errors="replace"), int(found[2])


def tree(raw: bytes, size: int) -> Tree:
    """Return what git reads of a tree; ``size`` is how many characters the names of objects have."""
    items: dict[str, tuple[int, str]] = {}
    keys: list[bytes] = []
    fault = ""
    at = 0
    while at < len(raw):
        found = _ITEM.match(raw, at)
        end = found.end() + size // 2 if found is not None else 0
        if found is None or end > len(raw):
            return Tree(items, _("the list of a folder is truncated or invalid"))
        mode, name = found[1], found[2]
        shown = name.decode(errors="surrogateescape")
        if mode not in _MODES:
            fault = fault or _("{name} has the mode {mode}, which git does not write").format(
                name=_shown(name), mode=_shown(mode)
            )
        fault = fault or _name_fault(shown)
        keys.append(name + b"/" if mode == b"40000" else name)
        items[shown] = int(mode, 8), raw[found.end() : end].hex()
        at = end
    if not fault and len(items) != len(keys):
        fault = _("a name appears twice in a folder")
    if not fault and any(one >= other for one, other in pairwise(keys)):
        fault = _("the names in a folder are not in git's order")
    return Tree(items, fault)


def tree_bytes(items: Mapping[str, tuple[int, str]]) -> bytes:
    """Return a tree that holds ``items``, as git writes it: what :func:`tree` reads."""
    written = ((name.encode(errors="surrogateescape"), mode, oid) for name, (mode, oid) in items.items())
    ordered = sorted(written, key=lambda item: item[0] + b"/" if is_folder(item[1]) else item[0])
    return b"".join(b"%o %s\0%s" % (mode, name, bytes.fromhex(oid)) for name, mode, oid in ordered)


def object_name(kind: bytes, data: bytes, size: int) -> str:
    """Return what git calls an object of a kind (``blob``, ``tree``), where names have ``size`` characters."""
    import hashlib  # most objects are read, and made by git

    digest = hashlib.sha1(usedforsecurity=False) if size == SHA1 else hashlib.sha256()
    digest.update(b"%s %d\0" % (kind, len(data)))
    digest.update(data)
    return digest.hexdigest()


def is_folder(mode: int) -> bool:
    """Tell whether an item of a tree is a folder."""
    return mode == FOLDER


def tag_fault(raw: bytes, size: int) -> str:
    """Return what is wrong with the form of a tag; empty for nothing."""
    head, gap, _message = raw.partition(b"\n\n")
    lines = head.split(b"\n")
    wanted = (
        re.compile(rb"object [0-9a-f]{%d}" % size),
        re.compile(rb"type (?:commit|tree|blob|tag)"),
        re.compile(rb"tag [^\0\n]+"),
        re.compile(rb"tagger " + _PERSON.pattern),
    )
    keys = [line.partition(b" ")[0] for line in lines[len(wanted) :] if not line.startswith(b" ")]
    if (
        b"\0" in raw
        or not gap
        or len(lines) < len(wanted)
        or not all(pattern.fullmatch(line) for pattern, line in zip(wanted, lines, strict=False))
        or any(key not in _SIGNATURES or keys.count(key) > 1 for key in keys)
    ):
        return _("the tag is not written as git writes one")
    return ""


def _is_signed_by_people(lines: list[bytes]) -> bool:
    keys = (b"author ", b"committer ")
    return len(lines) == 2 and all(
        line.startswith(key) and _PERSON.fullmatch(line.removeprefix(key))
        for key, line in zip(keys, lines, strict=True)
    )


def _encoding(lines: list[bytes]) -> bytes | None:
    return next((line.removeprefix(b"encoding ") for line in lines if line.startswith(b"encoding ")), None)


def _name_fault(name: str) -> str:
    if name in ("", ".", "..") or "/" in name:
        return _("a file is called “{name}”, which is not a valid name").format(name=name)
    folded = _IGNORED.sub("", unicodedata.normalize("NFC", name)).casefold()
    if _GIT.fullmatch(folded):
        return _("a file is called “{name}”, which is reserved for git").format(
            name=_shown(name.encode(errors="replace"))
        )
    return ""


def _shown(name: bytes) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in name.decode(errors="replace"))
