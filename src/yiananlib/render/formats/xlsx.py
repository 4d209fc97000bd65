"""Workbooks (xlsx), as an office prints them: a sheet a table, one page wide, its head on every page.

Text is text: nothing becomes a formula, a link or a number that is not one. What is longer than a cell may be goes on
in a sheet of its own.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.extras import brought_by
from yiananlib.messages import _, current
from yiananlib.model import inert
from yiananlib.model.text import forbidden
from yiananlib.render.book import Book, Open, Sheet, of_document
from yiananlib.render.document import Cell, Column, Document
from yiananlib.render.plain import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST: Final = 32_767
"""UTF-16 units that a cell may hold."""
NAME: Final = 31
"""UTF-16 units that the name of a sheet may have."""
_NOT_IN_NAMES: Final = str.maketrans("[]:*?/\\", "()\uff1a＊？／＼")
_TITLE, _HEAD, _BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"
_SIZES: Final = {"A4": 10.5, "A3": 9.0}
_PAPERS: Final = {"A4": 9, "A3": 8}
_MARGIN: Final = 15 / 25.4
_LINE: Final = 1.52
"""Height of a line, in sizes of its letters."""
_HIGHEST: Final = 409
_POINT: Final = 25.4 / 72
_SHORT: Final = 20
"""Millimetres below which a column has words, which stand in its middle, and no sentences."""
_FIRST_DAY: Final = dt.date(1900, 3, 1)
"""Before it, Excel counts a day that never was."""
_SURE: Final = 10**15
"""Numbers up to which Excel keeps every digit."""
_NOTE: Final[dict[str, Any]] = {"x_scale": 3, "y_scale": 2, "font_size": 9}
"""How a note that is attached to a cell looks."""
_RISKY: Final = (*inert.RISKY, "'")
_EPOCH: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a file says no zone, and the same content gives the same bytes
_COLOURS: Final[dict[str, dict[str, Any]]] = {
    "red": {"font_color": "#9C0006", "bg_color": "#FFC7CE"},
    "yellow": {"font_color": "#7F6000", "bg_color": "#FFEB9C"},
    "blue": {"font_color": "#1F4E79", "bg_color": "#DDEBF7"},
    "green": {"font_color": "#375623", "bg_color": "#E2EFDA"},
    "dim": {"font_color": "#595959"},
    "bold": {"bold": True},
}


def pieces(made: Document | Book) -> Iterator[bytes]:
    """Yield the workbook.

    Raises:
        UsageProblem: the library that writes workbooks is not installed.
    """
    with brought_by("documents"):
        import xlsxwriter
    book = of_document(made) if isinstance(made, Document) else made
    with tempfile.TemporaryFile() as file, tempfile.TemporaryDirectory(prefix="yian-") as folder:
        options = {
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False, "tmpdir": folder, "use_zip64": True,
        }  # fmt: skip
        workbook = xlsxwriter.Workbook(file, options)
        try:
            day = dt.datetime.combine(book.day, dt.time()) if book.day is not None else _EPOCH
            workbook.set_properties({"created": day})
            _Writer(workbook).write(book)
            _assemble(workbook)
        except BaseException:
            for sheet in workbook.worksheets():
                sheet._opt_close()
            raise
        file.seek(0)
        while piece := file.read(1 << 16):
            yield piece


def _assemble(workbook: Workbook) -> None:
    from xlsxwriter.exceptions import FileCreateError

    try:
        workbook.close()
    except FileCreateError as error:  # an OSError in another coat
        raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from None


def sheet_name(wanted: str, taken: set[str]) -> str:
    r"""Return what a sheet can be called that should be called ``wanted``; it is added to ``taken``.

    At most :data:`NAME` units, none of ``[]:*?/\``, no apostrophe at either end, not ``History``, and no two that
    differ by case or width alone.
    """
    import unicodedata

    said = " ".join(visible(wanted).translate(_NOT_IN_NAMES).split())
    for number in range(1, 10_000):
        ending = f" ({number})" if number > 1 else ""
        name = (_cut(said, NAME - len(ending)).strip("' ") or _("Sheet")) + ending
        key = unicodedata.normalize("NFKC", name).casefold()
        if key not in taken and key != "history":
            taken.add(key)
            return name
    raise ValueError(wanted)


def fits(text: str) -> bool:
    """Tell whether a cell can hold the whole of ``text``."""
    return len(text) <= LONGEST // 2 or _units(text) <= LONGEST


def split(text: str, limit: int = LONGEST) -> Iterator[str]:
    """Yield ``text`` in pieces of at most ``limit`` UTF-16 units."""
    while text:
        piece = _cut(text, limit)
        yield piece
        text = text[len(piece) :]


def _cut(text: str, limit: int) -> str:
    if _units(text[:limit]) <= limit:
        return text[:limit]
    left = limit
    for place, character in enumerate(text):
        left -= 2 if character > "\uffff" else 1
        if left < 0:
            return text[:place]
    return text


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Long(NamedTuple):
    """A text that goes on elsewhere: where it stands, and all of it."""

    sheet: str
    cell: str
    text: str


class _Writer:
    """Writes sheets one after the other, each from its first row to its last."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.names: set[str] = set()
        self.long: list[_Long] = []
        self._formats: dict[object, Format] = {}
        chinese = current() == "zh_CN"
        self.day_format = 'yyyy"年"m"月"d"日"' if chinese else "yyyy-mm-dd"
        self.page = "&C第 &P 页 共 &N 页" if chinese else "&CPage &P of &N"

    def write(self, book: Book) -> None:
        """Write all sheets, and in the last what was too long for its cell."""
        for sheet in book.sheets:
            _Page(self, sheet).write()
        if self.long:
            _Page(self, self._continued()).write()

    def _continued(self) -> Sheet:
        columns = (
            Column(_("No."), "count", 12), Column(_("Sheet"), mm=40), Column(_("Cell"), mm=18),
            Column(_("Part"), "count", 12), Column(_("Text"), mm=180),
        )  # fmt: skip
        rows = (
            (Cell(str(n), value=n), Cell(one.sheet), Cell(one.cell), Cell(str(part), value=part), Cell(text))
            for n, one in enumerate(self.long, start=1)
            for part, text in enumerate(split(one.text), start=1)
        )
        title = _("Texts too long for a cell")
        return Sheet(_("Long texts"), title, columns, rows, frozen=1)

    def format(self, size: float, **wanted: Any) -> Format:
        """Return the format of a cell."""
        key = (size, *sorted(wanted.items()))
        found = self._formats.get(key)
        if found is None:
            usual = {"font_name": _BODY, "font_size": size, "valign": "vcenter"}
            found = self._formats[key] = self.workbook.add_format(usual | wanted)
        return found


class _Page:
    """One sheet."""

    def __init__(self, writer: _Writer, sheet: Sheet) -> None:
        self.writer = writer
        self.sheet = sheet
        self.size = _SIZES[sheet.paper]
        self.name = sheet_name(sheet.name, writer.names)
        self.page: Worksheet = writer.workbook.add_worksheet(self.name)
        self.columns = sheet.columns or (Column("", mm=180),)
        self.last = len(self.columns) - 1
        self.room = [max(4, int((c.mm - 1.5) / (self.size * _POINT / 2))) for c in self.columns]
        self.line = round(self.size * _LINE, 1)
        self.row = 0
        self._styles: dict[tuple[int, str, str], Format] = {}

    def write(self) -> None:
        """Write it."""
        for place, column in enumerate(self.columns):
            self.page.set_column_pixels(place, place, round(column.mm / 25.4 * 96))
        self._head()
        if self.sheet.columns:
            self._titles()
            self._table()
        for cell in self.sheet.below:
            for line in cell.text.split("\n"):  # a row that is higher than the rest of a page is not printed
                self._across(line, self._loose(cell.style))
        self._print()

    def _head(self) -> None:
        sheet = self.sheet
        total = sum(c.mm for c in self.columns)
        if sheet.title:
            size = 22 if _width(sheet.title) * 11 * _POINT <= total else 18 if total > 200 else 16
            form = self.writer.format(size, font_name=_TITLE, align="center", text_wrap=True)
            self._across(sheet.title, form, size)
        if sheet.left or sheet.right:
            self.page.set_row(self.row, 20)
            if sheet.left:
                self._string(0, sheet.left, self.writer.format(12))
            if sheet.right:
                self._string(self.last, sheet.right, self.writer.format(12, align="right"))
            self.row += 1
        for line in (line for said in sheet.above for line in said.split("\n")):
            self._across(line, self._loose(""))

    def _titles(self) -> None:
        form = self.writer.format(
            self.size + 0.5, font_name=_HEAD, align="center", text_wrap=True, border=1, bg_color="#E7E6E6"
        )
        lines = max(_lines(c.title, room) for c, room in zip(self.columns, self.room, strict=True))
        self.page.set_row(self.row, max(24, lines * (self.line + 1)))
        for place, column in enumerate(self.columns):
            self._string(place, column.title, form)
        self.head = self.row
        self.row += 1
        self.page.repeat_rows(self.head)
        self.page.freeze_panes(self.row, self.sheet.frozen)

    def _table(self) -> None:
        first, room = self.row, self.room
        for number, cells in enumerate(self.sheet.rows):
            lines = self.sheet.lines
            for text, place in zip((cell.text for cell in cells), room, strict=True):
                if len(text) * 2 > place or "\n" in text:
                    lines = max(lines, _lines(text, place))
            self.page.set_row(self.row, min(_HIGHEST, max(lines * self.line + 4, 20)))
            for place, cell in enumerate(cells):
                self._cell(place, cell)
                if note := self.sheet.notes.get((number, place)):
                    self.page.write_comment(self.row, place, visible(note), _NOTE)
            self.row += 1
        if self.row == first:
            if self.sheet.empty:
                self._across(self.sheet.empty, self._loose(""))
            return
        self.page.autofilter(self.head, 0, self.row - 1, self.last)
        for place, fill in (self.sheet.fills or {}).items():
            rule: dict[str, Any] = {"input_message": fill.hint[:255]} if fill.hint else {}
            if fill.words:
                rule |= {"validate": "list", "source": list(fill.words)}
            elif fill.day:
                last = fill.until or "=TODAY()"
                rule |= {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": last}
                until = (
                    _("Enter a day up to {day}.").format(day=fill.until)
                    if fill.until
                    else _("Enter a day up to today.")
                )
                rule |= {"error_message": until}
            else:
                rule |= {"validate": "any"}
            self.page.data_validation(first, place, self.row - 1, place, rule)

    def _cell(self, place: int, cell: Cell) -> None:
        value, text = cell.value, cell.text
        open_ = "open" if isinstance(cell, Open) else ""
        if type(value) is dt.date and value >= _FIRST_DAY:
            self.page.write_datetime(self.row, place, value, self._style(place, cell.style, open_ + "day"))
        elif isinstance(value, (int, float)) and abs(value) < _SURE:
            kind = "percent" if isinstance(value, float) and text.endswith("%") else "number"
            self.page.write_number(self.row, place, value, self._style(place, cell.style, open_ + kind))
        elif text or open_:
            kind = "risky" if text.startswith(_RISKY) else ""
            if open_ and self.sheet.fills and self.sheet.fills[place].day:
                kind = "day"
            self._string(place, text, self._style(place, cell.style, open_ + kind))
        else:
            self.page.write_blank(self.row, place, None, self._style(place, cell.style, ""))

    def _string(self, place: int, text: str, form: Format) -> None:
        if forbidden(text) is not None:
            text = visible(text)
        if not fits(text):
            from xlsxwriter.utility import xl_rowcol_to_cell

            self.writer.long.append(_Long(self.name, xl_rowcol_to_cell(self.row, place), text))
            said = _("… (full text: no. {n} on sheet “{sheet}”)")
            note = said.format(n=len(self.writer.long), sheet=_("Long texts"))
            text = _cut(text, LONGEST - _units(note)) + note
        if not text:
            self.page.write_blank(self.row, place, None, form)
        else:
            self.page.write_string(self.row, place, text, form)

    def _style(self, place: int, style: str, kind: str) -> Format:
        found = self._styles.get((place, style, kind))
        if found is None:
            column = self.columns[place]
            wanted: dict[str, Any] = {"border": 1, **_COLOURS.get(style, {})}
            is_open = kind.startswith("open")
            kind = kind.removeprefix("open")
            if is_open:
                wanted |= {"locked": False, "bg_color": "#FFFFE5", "num_format": "@"}
            if kind == "day":
                wanted |= {"num_format": self.writer.day_format, "shrink": True}
            elif kind == "percent":
                wanted |= {"num_format": "0.00%"}
            elif kind == "number":
                wanted |= {"num_format": "General"}
            else:
                wanted |= {"text_wrap": True}
            if kind == "risky":
                wanted |= {"quote_prefix": True}
            if column.kind != "text" or kind in ("day", "number") or column.mm < _SHORT:
                wanted |= {"align": "center"}
            found = self._styles[place, style, kind if not is_open else "open" + kind] = self.writer.format(
                self.size, **wanted
            )
        return found

    def _loose(self, style: str) -> Format:
        return self.writer.format(self.size, text_wrap=True, valign="top", **_COLOURS.get(style, {}))

    def _across(self, text: str, form: Format, size: float = 0.0) -> None:
        """Write a line that has the whole width."""
        size = size or self.size
        room = int(sum(c.mm for c in self.columns) / (size * _POINT / 2)) - 1
        self.page.set_row(self.row, min(_HIGHEST, _lines(text, room) * size * _LINE + 4))
        if self.last:
            self.page.merge_range(self.row, 0, self.row, self.last, "", form)
        self._string(0, text, form)
        self.row += 1

    def _print(self) -> None:
        page, sheet = self.page, self.sheet
        if sheet.paper == "A3" or sum(c.mm for c in self.columns) > 180:
            page.set_landscape()
        page.set_paper(_PAPERS[sheet.paper])
        page.set_margins(_MARGIN, _MARGIN, _MARGIN, _MARGIN + 0.1)
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.set_footer(self.writer.page, {"margin": 0.3})
        if sheet.locked:
            allowed = {"autofilter": True, "format_columns": True, "format_rows": True}
            page.protect("", allowed)
        if sheet.hidden:
            page.very_hidden()


def _width(text: str) -> float:
    """Return about how many half-width letters ``text`` takes."""
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) / 2


def _lines(text: str, room: int) -> int:
    """Return how many lines ``text`` takes where one has ``room`` for so many half-width letters."""
    return sum(max(1, -int(-_width(line) // room)) for line in text.split("\n"))
