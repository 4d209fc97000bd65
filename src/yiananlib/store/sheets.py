"""The rows of a spreadsheet file, xlsx or CSV, whoever made it: values alone, and what was left aside.

What comes from outside can be made to harm: five kilobytes of xlsx with a cell in the last corner abort the process
that reads them. So no byte of the file is looked at here. A process of its own reads it (:mod:`sheet_reader`), within
bounds of memory and time, and its death is one sentence.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import stat
import subprocess
import sys
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.extras import brought_by
from yiananlib.messages import N_, _, system_said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Value = str | int | float | bool | dt.date | dt.datetime | None
"""What a cell holds.

A time of day or a length of time is what it shows, an empty cell None. An error is its word (``#N/A``), a formula whose
result is not in the file what is typed (``=A1+1``): both are text here, and ``model.cell_faults`` tells them.
"""


class Sheet(NamedTuple):
    """One sheet of a file.

    Attributes:
        name: as its tab says; of a CSV file, the file's name without its ending.
        rows: from row 1 and column A; each ends with its last value, and the last row has one.
        merged: first row, first column, last row and last column of the cells made one, counted from 0.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...]


class Book(NamedTuple):
    """A file of sheets.

    Attributes:
        sheets: in the order of their tabs, hidden ones too.
        said: what was left aside (macros, links to other files) and what has no value, in the reader's language.
        from_1904: its days count from 1904, so that a bare number is another day than elsewhere.
    """

    sheets: tuple[Sheet, ...]
    said: tuple[str, ...] = ()
    from_1904: bool = False


_SAID: Final = {
    "macros": N_("the macros in the file were ignored"),
    "links": N_("links to other files were not followed; the stored values were used"),
    "from_1904": N_("the dates in the file count from 1904, and so do bare numbers in its date columns"),
    "faults": N_(
        "the sheet “{sheet}” has {n} cells with an error or a formula without a stored result; rows that"
        " need them are marked"
    ),
    "charts": N_("the sheet “{sheet}” is not a table and was ignored"),
}
_REFUSED: Final = {
    "docx": (N_("it is a Word document"), N_("copy the table into a spreadsheet")),
    "zip": (N_("it is an archive, not a spreadsheet"), N_("extract the spreadsheets from it first")),
    "text": (N_("it is text, not a spreadsheet"), N_("if it is CSV, give it a name ending in .csv")),
    "locked": (
        N_("it is password-protected"),
        N_("open it, turn off the password, and save it as xlsx"),
    ),
    "entities": (
        N_("it declares a document type, which no spreadsheet does"),
        N_("save it again from a spreadsheet program"),
    ),
    "html": (N_("it is a web page, not a spreadsheet"), N_("open it in a spreadsheet program and save it as xlsx")),
    "pdf": (N_("it is a PDF, not a spreadsheet"), N_("ask for the spreadsheet it was made from")),
    "other": (N_("it is a spreadsheet in another format (ods, xlsb)"), N_("open it and save it as xlsx")),
    "damaged": (N_("it is damaged or truncated"), N_("get it again, or save it again from a spreadsheet program")),
    "empty": (N_("it is empty"), N_("get it again")),
    "entries": (N_("it has more than {limit} parts"), N_("copy the sheets you need to a new file")),
    "inflated": (
        N_("it is larger than {limit} MB when unpacked"),
        N_("copy the sheets you need to a new file, without pictures"),
    ),
    "far": (
        N_("the sheet “{sheet}” has more than {rows} rows or {columns} columns"),
        N_("copy only the table to a new file"),
    ),
    "large": (N_("it is too large to be read"), N_("split it, or copy only the table to a new file")),
    "encoding": (N_("it is neither UTF-8 nor GB18030"), N_("save it as “CSV UTF-8”")),
}


def read(path: Path) -> Book:
    """Return what is in a spreadsheet file; the bytes decide what it is, and the name where they do not.

    Raises:
        UsageProblem: no such file, or the form of old (xls: save it as xlsx).
        LedgerInvalid: it cannot be read: damaged, encrypted, too large, made to harm.
    """
    with brought_by("documents"):
        import python_calamine  # noqa: F401 - the reading process needs it; that it is there is told here
    with opened(path) as file, _reader(file, path.name) as lines:
        return _book(path, lines)


def names(path: Path) -> tuple[str, ...]:
    """Return what the sheets of a workbook are called, and read no more of it; none where it is no xlsx at all.

    Raises:
        UsageProblem, LedgerInvalid: as :func:`read`.
    """
    with brought_by("documents"):
        import python_calamine  # noqa: F401 - as above
    with opened(path) as file:
        if file.read(2) != b"PK":
            return ()
        file.seek(0)
        with _reader(file, path.name, "names") as lines:
            for line in lines:
                match line:
                    case {"names": found}:
                        return tuple(found)
                    case {"refused": code, "of": particulars}:
                        _refuse(path, code, particulars)
    _refuse(path, "large", {})
    return None


@contextlib.contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading, and nothing else that may stand there.

    Raises:
        UsageProblem: it cannot be opened, or is no regular file.
    """
    try:
        # a pipe would wait for its other end
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise UsageProblem(_("{path} cannot be read: {reason}").format(path=path, reason=system_said(error))) from None
    mode = os.fstat(number).st_mode
    if not stat.S_ISREG(mode):
        os.close(number)
        if stat.S_ISDIR(mode):
            raise UsageProblem(_("{path} is a folder; name the file in it.").format(path=path))
        raise UsageProblem(_("{path} is not a file on disk; save it as one first.").format(path=path))
    with open(number, "rb", buffering=0) as file:  # noqa: PTH123 - it is open already
        yield file


@contextlib.contextmanager
def _reader(file: IO[bytes], name: str, *asked: str) -> Iterator[Iterator[Any]]:
    """Run the reading process on an open file, and give what it tells, line by line."""
    # isolated, with the path of this process: it is found wherever this one was, and nothing else is
    start = f"import sys; sys.path[:] = {sys.path!r}; from yiananlib.store import sheet_reader; sheet_reader.main()"
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-I", "-c", start, name, *asked],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None  # noqa: S101 - PIPE makes one
        try:
            yield map(json.loads, process.stdout)
        finally:
            process.stdout.close()
            process.kill()


def _book(path: Path, lines: Iterator[Any]) -> Book:
    sheets: list[Sheet] = []
    rows: list[tuple[Value, ...]] = []
    known: dict[str, str] = {}
    for line in lines:
        match line:
            case {"sheet": name, "merged": merged}:
                sheets.append(Sheet(name, tuple(rows), tuple(tuple(each) for each in merged)))
                rows = []
            case {"refused": code, "of": particulars}:
                _refuse(path, code, particulars)
            case {"said": said}:
                told = tuple(_(_SAID[code]).format(**of) for code, of in said)
                return Book(tuple(sheets), told, any(code == "from_1904" for code, _of in said))
            case _:
                rows.append(tuple(_value(value, known.setdefault) for value in line))
    _refuse(path, "large", {})
    return None


def _value(value: Any, known: Callable[[str, str], str]) -> Value:
    match value:
        case str():
            return known(value, value)  # the same words stand in many rows
        case ["day", said]:
            return dt.date.fromisoformat(said)
        case ["time", said]:
            return dt.datetime.fromisoformat(said)
        case _:
            found: Value = value
            return found


def _refuse(path: Path, code: str, of: dict[str, Any]) -> NoReturn:
    if code == "xls":
        problem, remedy = _("it is in the format of Excel before 2007 (xls)"), _("open it and save it as xlsx")
        raise UsageProblem(f"{path}: {problem}; {remedy}")
    problem, remedy = _REFUSED[code]
    raise LedgerInvalid(str(path), f"{_(problem).format(**of)};", _(remedy))
