"""The forms in which a whole ledger leaves and comes back, and reading a file of one of them, whoever wrote it."""

from __future__ import annotations

import io
import json
import os
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.messages import _
from yiananlib.store import bundle_csv, bundle_json, headway
from yiananlib.store.bundle import FORMAT, VERSION, Item, Unfit, content, item
from yiananlib.store.sheets import opened
from yiananlib.store.strays import one_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

MOST_FILES: Final = 1_000_000
_HEAD: Final = 1 << 16


class Form(NamedTuple):
    """A form: how a header and items are written as text, and read from it as JSON has them."""

    write: Callable[[Mapping[str, Any], Iterable[Item]], Iterator[str]]
    read: Callable[[IO[str]], Iterator[Any]]


FORMS: Final = {
    "json": Form(bundle_json.document, bundle_json.read_document),
    "jsonl": Form(bundle_json.lines, bundle_json.read_lines),
    "csv": Form(bundle_csv.rows, bundle_csv.read_rows),
}
"""By name, which is also what the names of their files end with."""


def form(path: Path) -> str | None:
    """Return in which form a file has a ledger, or would have one; None where it is none, or cannot be looked at."""
    try:
        with opened(path) as file:
            head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
    except (UsageProblem, OSError):
        head = ""
    if head.startswith(",".join(bundle_csv.TITLES)):
        return "csv"
    if head.lstrip().startswith("{"):
        return "jsonl" if _is_header(head.lstrip().partition("\n")[0]) else "json"
    ending = path.suffix.lower().removeprefix(".")
    return ending if ending in ("json", "jsonl") else None


def read(path: Path) -> Iterator[Item]:
    """Yield the files of a ledger, in the order in which they are written there.

    That it is whole is known when the last was taken, and not before.

    Raises:
        UsageProblem: there is no such file.
        LedgerInvalid: it is no ledger, of a newer form, cut short, or holds what no ledger can.
    """
    reads = FORMS[form(path) or "json"].read
    with opened(path) as raw:
        size = os.fstat(raw.fileno()).st_size
        buffer = io.BufferedReader(raw)  # type: ignore[type-var]  # what is opened without a buffer is raw
        try:
            with io.TextIOWrapper(buffer, encoding="utf-8-sig", newline="") as file:
                for found in _items(reads(file)):
                    yield found
                    headway.tell(raw.tell(), size)
        except Unfit as error:
            raise _unfit(path, error) from None
        except UnicodeDecodeError:
            raise LedgerInvalid(str(path), _("it is not UTF-8 text."), _("Get it again from the source.")) from None


def contents(path: Path) -> Iterator[tuple[Item, bytes | None]]:
    """Yield the files of a ledger, each with its bytes; None for a supporting file that was not taken along.

    Raises:
        UsageProblem, LedgerInvalid: as :func:`read` does.
    """
    for each in read(path):
        try:
            data = content(each)
        except Unfit as error:
            raise _unfit(path, error) from None
        yield each, data


def _unfit(path: Path, error: Unfit) -> LedgerInvalid:
    where = _("{path}, {place}").format(path=path, place=error.where) if error.where else str(path)
    return LedgerInvalid(where, _("{sentence}.").format(sentence=error.problem))


def _is_header(line: str) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and bundle_json.ITEMS not in found


def _items(values: Iterator[Any]) -> Iterator[Item]:
    _check(next(values, None))
    seen: set[str] = set()
    for value in values:
        if isinstance(value, dict) and value.keys() == {bundle_json.COUNT}:
            if type(value[bundle_json.COUNT]) is not int or value[bundle_json.COUNT] != len(seen):
                raise Unfit("", _("it has {n} files, which does not match the number it states").format(n=len(seen)))
            if next(values, None) is not None:
                raise Unfit("", _("there is more after its end"))
            return
        found = item(value)
        name = one_name(found.path)
        if name in seen:
            raise Unfit(found.path, _("it appears twice, or differs from another only in case"))
        if len(seen) == MOST_FILES:
            raise Unfit("", _("it has more than {limit} files").format(limit=MOST_FILES))
        seen.add(name)
        yield found
    raise Unfit("", _("it is truncated: its end does not state how many files there are"))


def _check(header: Any) -> None:
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise Unfit("", _("it is not a ledger exported by yian: it does not begin with the format {format}").format(
            format=FORMAT
        ))  # fmt: skip
    if header.get("public") is not None:
        raise Unfit("", _(
            "it is a public version (公开版), which cannot be made into a ledger; export the ledger without --public"
        ))  # fmt: skip
    version = header.get("version")
    if type(version) is not int or version < 1:
        raise Unfit("", _("it does not state its version"))
    if version > VERSION:
        raise Unfit("", _(
            "it has version {version}, but this yian support"
            "s versions up to {known}; a newer yian is needed"
).format(
            version=version, known=VERSION
        ))  # fmt: skip
