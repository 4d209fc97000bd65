"""Merging the bytes of two sides of a file: the values as ``model.merging`` says, the text of both kept.

A file is taken as parts (its head, a table under a heading each), a part as chunks (a key, with the
comment above it). What one side alone touched is taken from it as it is written; where both touched
the comments, those of both are there. What comes out is read again and compared with what was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from yiananlib.messages import _
from yiananlib.model.merging import Conflict, Unmergeable
from yiananlib.store import codec, guard, kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.store.layout import Place

_HEADING: Final = re.compile(r"^[ \t]*(\[\[?)[ \t]*([^\]\n]+?)[ \t]*\]\]?", re.MULTILINE)
_KEY: Final = re.compile(r"""^[ \t]*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"\n]*"))*)[ \t]*=""")


class _Piece(NamedTuple):
    """A passage of a file with what it is called: a part of the file, or a chunk of a part."""

    name: str
    text: str


def mergeable(place: Place | None) -> bool:
    """Tell whether what lies there is a record that can be merged."""
    return place is not None and place.kind in kinds.BY_NAME


def merged(place: Place, base: bytes | None, ours: bytes, theirs: bytes, *, picking: bool = False) -> bytes:
    """Return the file with what both sides say and how they wrote it.

    ``base`` is None where both sides made the file; one that cannot be read counts as none.
    ``picking``: see :func:`yiananlib.model.merging.merge_records`.

    Raises:
        Unmergeable: the sides do not go together, or one of them cannot be read.
    """
    sides = [_read(place, ours), _read(place, theirs)]
    try:
        before = None if base is None else read(place, base)
    except codec.Invalid:
        before, base = None, None
    meant = kinds.BY_NAME[place.kind].merge(before, sides[0], sides[1], picking)
    texts = [_text(data) for data in (base if base is not None else b"", ours, theirs)]
    for made in (_woven, _written):
        text = made(place, meant, texts)
        if text is not None and _says(place, text.encode(), meant):
            return text.encode()
    raise Unmergeable(Conflict(_("the merged file could not be written as intended"), _("merge it by hand")))


def marked(ours: bytes, theirs: bytes) -> bytes:
    """Return both sides with git's conflict markers around what differs, so that nobody takes it for merged."""
    mine, other = ([line + b"\n" for line in side.removesuffix(b"\n").split(b"\n")] for side in (ours, theirs))
    least = min(len(mine), len(other))
    start = next((n for n in range(least) if mine[n] != other[n]), least)
    end = next((n for n in range(least - start) if mine[-1 - n] != other[-1 - n]), least - start)
    return b"".join(
        [
            *mine[:start],
            b"<<<<<<< ours\n",
            *mine[start : len(mine) - end],
            b"=======\n",
            *other[start : len(other) - end],
            b">>>>>>> theirs\n",
            *mine[len(mine) - end :],
        ]
    )


def has_markers(data: bytes) -> bool:
    """Tell whether git's conflict markers are in a file."""
    return re.search(rb"^(?:<{7}|>{7})(?: |\r?$)", data, re.MULTILINE) is not None


def read(place: Place, data: bytes) -> Any:
    """Return the record in a file; raise codec.Invalid."""
    return kinds.BY_NAME[place.kind].decode(data, place.org, place.name)


def _read(place: Place, data: bytes) -> Any:
    try:
        return read(place, data)
    except codec.Invalid as error:
        fault = error.faults[0]
        raise Unmergeable(
            Conflict(
                _("one side cannot be read, line {line}: {problem}").format(line=fault.line, problem=fault.problem),
                _("correct that side first"),
            )
        ) from None


def _text(data: bytes) -> str:
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    return text if text.endswith("\n") or not text else text + "\n"


def _says(place: Place, data: bytes, meant: object) -> bool:
    try:
        return bool(read(place, data) == meant)
    except codec.Invalid:
        return False


# the text


def _woven(place: Place, meant: Any, texts: Sequence[str]) -> str | None:
    """Return the passages of both sides in the order of ``meant``; None where a file is written otherwise."""
    row = kinds.BY_NAME[place.kind]
    found = [_parts(text, row.rows) for text in texts]
    if any(parts is None for parts in found):
        return None
    base, ours, theirs = ({piece.name: piece.text for piece in parts or ()} for parts in found)
    own = [f"[[{name}]] {key}" for name, key in row.keys(meant)]
    order = [*(name for name in _order(tuple(ours), tuple(theirs)) if not name.startswith("[[")), *own]
    if any(name not in ours and name not in theirs for name in order):
        return None
    texts_in_order = [_part(base.get(name), ours.get(name), theirs.get(name)) for name in order]
    text = "".join(texts_in_order)
    return text.removesuffix("\n") if text.endswith("\n\n") else text


def _parts(text: str, lists: Mapping[str, str]) -> list[_Piece] | None:
    """Split a file at its headings, the comment right above one with it; the rows of ``lists`` are called by theirs."""
    if not text:
        return []
    outline = guard.without_texts(text)
    starts, names = [0], [""]
    values = codec.values(text.encode())[1] if lists else {}
    keys = {
        name: iter([row.get(key) if isinstance(row, dict) else None for row in values.get(name, [])])
        for name, key in lists.items()
    }
    for table in _HEADING.finditer(outline):
        name = table.group(2)
        if name.partition(".")[0] in lists and "." in name:
            continue
        if table.group(1) == "[[":
            name = f"[[{name}]] {next(keys.get(name, iter(())), '')}"
        starts.append(_with_lead(text, table.start()))
        names.append(name)
    if len(set(names)) != len(names) or any(next(rest, None) is not None for rest in keys.values()):
        return None
    ends = [*starts[1:], len(text)]
    # the last is followed by a blank line too, as it would be if another came after it
    passages = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    passages[-1] = passages[-1].rstrip("\n") + "\n\n"
    return [_Piece(*found) for found in zip(names, passages, strict=True)]


def _with_lead(text: str, start: int) -> int:
    """Return where the comment lines right above ``start`` begin."""
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _part(base: str | None, ours: str | None, theirs: str | None) -> str:
    if ours is None or theirs is None:
        there = cast("str", theirs if ours is None else ours)
        return "" if base is not None and _value(base) == _value(there) else there
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    sides = [{piece.name: piece.text for piece in _chunks(text or "")} for text in (base, ours, theirs)]
    names = _order(tuple(sides[1]), tuple(sides[2]))
    return "".join(_chunk(sides[0].get(name), sides[1].get(name), sides[2].get(name)) for name in names)


def _chunks(text: str) -> list[_Piece]:
    """Split a part into its keys and headings, each with the comments and blank lines above it; ``""`` is the rest."""
    found: list[_Piece] = []
    inside = guard.continued(text)
    table, name, passage = "", "", ""
    for number, line in enumerate(re.findall(r"[^\n]*\n|[^\n]+", text)):
        if number in inside:
            found[-1] = _Piece(found[-1].name, found[-1].text + line)
            continue
        passage += line
        heading, key = _HEADING.match(line), _KEY.match(line)
        if heading or key:
            table = heading.group(2) if heading else table
            name = f"[{table}]" if heading else f"{table}|{key.group(1) if key else ''}"
            found.append(_Piece(name, passage))
            passage = ""
    return [*found, _Piece("", passage)] if passage else found


def _chunk(base: str | None, ours: str | None, theirs: str | None) -> str:
    if ours == theirs or theirs == base:
        return ours or ""
    if ours == base:
        return theirs or ""
    if ours is None or theirs is None:
        there = theirs if ours is None else ours
        return "" if base is not None and _value(base) == _value(there or "") else there or ""
    if base is not None and _value(ours) == _value(base):
        return _commented(theirs, ours, base)
    return _commented(ours, theirs, base or "")


def _commented(text: str, other: str, base: str) -> str:
    """Return ``text`` with the comments that ``other`` has added to ``base`` above it."""
    known = {*guard.comments(text), *guard.comments(base)}
    new = [comment for comment in guard.comments(other) if comment not in known]
    blank = len(text) - len(text.lstrip("\n"))
    return text[:blank] + "".join(f"{comment}\n" for comment in new) + text[blank:]


def _value(text: str) -> object:
    try:
        return codec.values(text.encode())[1]
    except ValueError:
        return text


def _order(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return all names: those of ours in their order, the others after what they follow in theirs; the rest last."""
    found = list(ours)
    for index, name in enumerate(theirs):
        if name not in found:
            after = found.index(theirs[index - 1]) + 1 if index else 0
            found.insert(after, name)
    return found


def _written(place: Place, meant: Any, texts: Sequence[str]) -> str:
    """Return the file written anew, every comment of both sides at its top."""
    comments = list(dict.fromkeys([*guard.comments(texts[1]), *guard.comments(texts[2])]))
    data = kinds.BY_NAME[place.kind].encode(meant)
    return "".join(f"{comment}\n" for comment in comments) + data.decode()
