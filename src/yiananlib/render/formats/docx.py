"""Word files that keep to the page of official documents: see :mod:`yiananlib.render.paper`.

The same document gives the same bytes: nothing in the file says when or where it was made.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from yiananlib.extras import brought_by
from yiananlib.render import paper, paper_tables
from yiananlib.render.document import Cell, Chart, Column, Fields, Heading, Paragraph, Section, Table, width
from yiananlib.render.paper import MM
from yiananlib.render.plain import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from yiananlib.render.document import Block, Document

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the first that there is."""

_BODY: Final = "word/document.xml"
_ROWS: Final = re.compile(rb"<!--rows (\d+)-->")
"""Where the rows of a table stand in the body: they are written as text, and never part of its tree."""

_PLAIN_PARTS: Final = ("extended-properties", "thumbnail", "customXml")
"""What the library's template brings along, and no document of an office needs."""

_STYLES: Final = {"": "Text", "start": "Start", "centre": "Centre", "end": "End"}


def pieces(document: Document) -> Iterator[bytes]:
    """Yield the file.

    Raises:
        UsageProblem: the library that writes Word files is not installed.
    """
    with brought_by("documents"):
        import docx
    made = docx.Document()
    _clear(made)
    writer = _Writer(made, document)
    for block in document.blocks:
        writer.write(block)
    yield _packed(made, writer.rows)


class _Writer:
    """A document of python-docx that is being written; ``rows`` write the rows of each table, by number."""

    def __init__(self, made: Any, document: Document) -> None:
        self.made = made
        self.rows: list[Callable[[], Iterator[str]]] = []
        self.landscape = _lies(document.blocks)
        self.fresh = True
        title = next((block.text for block in document.blocks if isinstance(block, Heading)), "")
        made.core_properties.title = visible(title)[:255]
        _page(made.sections[0], landscape=self.landscape)
        _numbers(made)

    @property
    def room(self) -> float:
        """Millimetres between the margins."""
        return paper.LONG - paper.TOP - paper.BOTTOM if self.landscape else paper.SHORT - paper.BOUND - paper.OUTER

    def write(self, block: Block) -> None:
        match block:
            case Section():
                self._section(block)
            case Heading():
                self._paragraph(block.text, "Title" if block.level == 1 else f"Heading{min(block.level, 5) - 1}")
            case Paragraph():
                self._text(block)
            case Table():
                self._table(block)
            case Chart():
                self._table(_bars(block))
            case Fields():
                self._fields(block)
            case _:
                raise TypeError(block)
        self.fresh = False

    def _section(self, block: Section) -> None:
        if not self.fresh or block.landscape != self.landscape:
            section = self.made.sections[0] if self.fresh else self.made.add_section()
            self.landscape = block.landscape
            _page(section, landscape=block.landscape)
        if block.annex:
            self._paragraph(block.annex, "Annex")

    def _text(self, block: Paragraph) -> None:
        style = "Note" if block.style == "dim" and not block.place else _STYLES[block.place]
        lines = block.text.split("\n")
        indents = _signed(lines) if block.place == "end" else [0.0] * len(lines)
        for number, (line, indent) in enumerate(zip(lines, indents, strict=True)):
            written = self._paragraph(line, style, Cell(line, block.style))
            if indent:
                written.paragraph_format.right_indent = round(indent * paper.BODY * 12700)
            if block.place == "end":
                written.paragraph_format.keep_with_next = number + 1 < len(lines)
                written.paragraph_format.space_before = 0 if number else 2 * paper.LINE * 635

    def _paragraph(self, text: str, style: str, cell: Cell | None = None) -> Any:
        written = self.made.add_paragraph(visible(text).replace("\t", " "), style=paper.STYLES[style].name)
        if cell is not None and cell.style in paper.COLOURS and cell.style != "dim":
            from docx.shared import RGBColor

            for run in written.runs:
                run.font.color.rgb = RGBColor.from_string(paper.COLOURS[cell.style])
        return written

    def _table(self, table: Table) -> None:
        if not table.rows:
            if table.empty:
                self._paragraph(table.empty, "Text")
            return
        layout = paper_tables.layout(table, self.room)
        self._grid(layout.mm, lambda: paper_tables.rows(table, layout))

    def _fields(self, block: Fields) -> None:
        if not block.pairs:
            return
        table = Table((Column(""), Column("")), tuple((Cell(name), cell) for name, cell in block.pairs))
        name = min(self.room / 3, max(width(name) for name, _cell in block.pairs) / 2 * paper.FORM * 25.4 / 72 + 8)
        layout = paper_tables.Layout((name, self.room - name), paper.SMALL)
        self._grid(layout.mm, lambda: paper_tables.form(table, layout))

    def _grid(self, mm: Sequence[float], rows: Callable[[], Iterator[str]]) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        columns = "".join(f'<w:gridCol w:w="{round(one * MM)}"/>' for one in mm)
        grid = parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{sum(round(one * MM) for one in mm)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
            f"<!--rows {len(self.rows)}--></w:tbl>"
        )
        self.rows.append(rows)
        self.made.element.body.insert_element_before(grid, "w:sectPr")
        self._paragraph("", "Gap")  # else the next table would be one with it, and text would touch it


def _lies(blocks: Sequence[Block]) -> bool:
    """Tell whether the first page is landscape: it says so, or nothing does and a table is too wide for another."""
    if any(isinstance(block, Section) for block in blocks):
        return False
    tables = (block.table if isinstance(block, Chart) else block for block in blocks)
    room = paper.SHORT - paper.BOUND - paper.OUTER
    return any(isinstance(table, Table) and table.rows and not paper_tables.fits(table, room) for table in tables)


def _bars(chart: Chart) -> Table:
    table = chart.as_table()
    *columns, bar = table.columns
    rows = ((*row[:-1], Cell("█" * -(-len(row[-1].text) // 3), "blue")) for row in table.rows)
    return Table((*columns, bar._replace(mm=60)), tuple(rows))


def _signed(lines: Sequence[str]) -> list[float]:
    """Return how many characters each line of a signature stands from the right: the day four, the others above it."""
    longest = max(map(width, lines)) / 2
    edge = 4 if width(lines[-1]) / 2 == longest else 2
    return [edge + (longest - width(line) / 2) / 2 for line in lines]


def _clear(made: Any) -> None:
    """Take away what the library's template brings, and put the styles of official documents in the place of its."""
    from docx.oxml import parse_xml

    styles = made.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.extend(list(parse_xml(paper.styles())))
    for rels in (made.part.package.rels, made.part.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith((*_PLAIN_PARTS, "stylesWithEffects"))]:
            del rels[name]
    properties = made.core_properties
    properties.author = properties.comments = ""
    for child in list(properties._element):  # the library can set a day, and take none away
        if child.tag.endswith(("}created", "}modified")):
            properties._element.remove(child)
    settings = made.settings
    settings.odd_and_even_pages_header_footer = True


def _page(section: Any, *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    # a landscape page is bound by its head, which is the left of the page that it lies in
    margins = (paper.TOP, paper.OUTER, paper.BOTTOM, paper.BOUND)
    top, right, bottom, left = (margins[3], margins[0], margins[1], margins[2]) if landscape else margins
    width_, height = (paper.LONG, paper.SHORT) if landscape else (paper.SHORT, paper.LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width_), Mm(height)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(
        Mm, (top, right, bottom, left)
    )
    section.header_distance = Mm(15)
    section.footer_distance = Mm(min(paper.NUMBER, bottom - 10))
    properties = section._sectPr  # the library knows no grid
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    if not landscape:  # there a grid would stretch the rows of tables
        grid = OxmlElement("w:docGrid")
        for name, value in (("type", "lines"), ("linePitch", paper.LINE)):
            grid.set(qn(f"w:{name}"), str(value))
        properties.append(grid)


def _numbers(made: Any) -> None:
    """Number the pages — 1 —, on odd ones at the right, on even ones at the left, a character from the edge."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    section = made.sections[0]
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        written = footer.paragraphs[0]
        written.style = paper.STYLES["Footer"].name
        written.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
        if right:
            written.paragraph_format.right_indent = Pt(14)
        else:
            written.paragraph_format.left_indent = Pt(14)
        field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        written.add_run("— ")
        written._p.append(parse_xml(field))  # the library knows no fields
        written.add_run(" —")


def _packed(made: Any, rows: Sequence[Callable[[], Iterator[str]]]) -> bytes:
    """Return the file, the rows of its tables in their places, and no time in it."""
    whole = io.BytesIO()
    made.save(whole)
    packed = io.BytesIO()
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with written.open(entry, "w") as file:
                if name != _BODY:
                    file.write(read.read(name))
                    continue
                for number, piece in enumerate(_ROWS.split(read.read(name))):
                    if number % 2:
                        for row in rows[int(piece)]():
                            file.write(row.encode())
                    else:
                        file.write(piece)
    return packed.getvalue()
