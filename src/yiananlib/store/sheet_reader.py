"""The process that reads a spreadsheet file for :mod:`sheets`: standard input is the file, standard output its rows.

It knows no messages and no ledger. What it says is JSON, a line each: a row, an array of its values; after its rows a
sheet; at the end what was left aside, or instead of all that a code of why the file is refused. Asked for the names of
a workbook's sheets it says them alone. It ends without either where the bounds of memory or time end it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import math
import sys
from typing import IO, TYPE_CHECKING, Any, Final

from yiananlib.store import sheet_guard
from yiananlib.store.sheet_guard import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import python_calamine

MEMORY: Final = 400 * 1024 * 1024
SECONDS: Final = 30
SAID: Final = 128 * 1024 * 1024
"""How much may be said of one file: who listens keeps it."""
ROWS: Final = 200_000
COLUMNS: Final = 1_000


def main() -> None:
    """Read standard input, the file named by the first argument, and say what is in it.

    With a second argument ``names`` say what its sheets are called.
    """
    _confine()
    say = _Speaker(sys.stdout)
    tell = _names if sys.argv[2:] == ["names"] else _tell
    try:
        said = tell(sys.stdin.buffer, sys.argv[1], say)
    except Refused as refused:
        say({"refused": refused.code, "of": refused.of})
    else:
        say({"said": said})
    sys.stdout.flush()


def _confine() -> None:
    with contextlib.suppress(ImportError):  # there is none on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Speaker:
    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.left = SAID

    def __call__(self, line: Any) -> None:
        text = json.dumps(line, separators=(",", ":"))
        self.left -= len(text)
        if self.left < 0 and isinstance(line, list):
            raise Refused("large")
        self.stream.write(text + "\n")


def _tell(file: IO[bytes], name: str, say: _Speaker) -> list[Any]:
    kind = sheet_guard.kind(file, name)
    if kind == "csv":
        from yiananlib.store import sheet_csv

        _sheet(name.rpartition(".")[0] or name, sheet_csv.rows(file.read()), (), say)
        return []
    return [*sheet_guard.inspect(file), *_workbook(file, say)]


def _names(file: IO[bytes], _name: str, say: _Speaker) -> list[Any]:
    sheet_guard.inspect(file)
    say({"names": _opened(file).sheet_names})
    return []


def _opened(file: IO[bytes]) -> python_calamine.CalamineWorkbook:
    import python_calamine

    try:
        file.seek(0)
        return python_calamine.load_workbook(file)
    except python_calamine.PasswordError:
        raise Refused("locked") from None
    except Exception:
        raise Refused("damaged") from None


def _workbook(file: IO[bytes], say: _Speaker) -> Iterator[Any]:
    import zipfile

    import python_calamine

    from yiananlib.store import sheet_xml

    file.seek(0)
    archive = zipfile.ZipFile(file)
    parts, from_1904 = sheet_xml.outline(archive)
    if from_1904:
        yield "from_1904", {}
    book = _opened(file)
    for number, about in enumerate(book.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            yield "charts", {"sheet": about.name}
            continue
        try:
            sheet = book.get_sheet_by_index(number)
        except Exception:
            raise Refused("damaged") from None
        if sheet.end is not None and (sheet.end[0] >= ROWS or sheet.end[1] >= COLUMNS):
            raise Refused("far", sheet=about.name, rows=ROWS, columns=COLUMNS)
        left = sheet.start[1] if sheet.start else 0
        part = parts[number] if number < len(parts) else None
        faults = sheet_xml.faults(archive, part) if part is not None else {}
        if faults:
            yield "faults", {"sheet": about.name, "n": sum(map(len, faults.values()))}
        rows = (_with([""] * left + row, faults.get(n)) for n, row in enumerate(sheet.iter_rows()))
        merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
        _sheet(about.name, rows, merged, say)


def _with(row: list[Any], faults: dict[int, str] | None) -> list[Any]:
    for column, said in (faults or {}).items():
        row += [""] * (column + 1 - len(row))
        row[column] = said
    return row


def _sheet(
    name: str, rows: Iterable[Sequence[Any]], merged: Sequence[tuple[int, int, int, int]], say: _Speaker
) -> None:
    empty = 0
    for row in rows:
        values = [_said(value) for value in row]
        while values and values[-1] is None:
            values.pop()
        if not values:
            empty += 1
            continue
        for _each in range(empty):
            say([])
        empty = 0
        say(values)
    say({"sheet": name, "merged": merged})


def _said(value: Any) -> Any:
    match value:
        case "":
            return None
        case bool() | str() | int():
            return value
        case float():
            if not math.isfinite(value):
                return str(value)
            return int(value) if value.is_integer() and abs(value) < 2**53 else value
        case dt.datetime():
            return ["time", value.isoformat()]
        case dt.date():
            return ["day", value.isoformat()]
        case dt.time():
            return value.isoformat("minutes" if value.second == 0 and value.microsecond == 0 else "seconds")
        case dt.timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
        case _:
            return str(value)
