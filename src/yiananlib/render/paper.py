"""The page of an official document (GB/T 9704-2012): its measures, and the styles of Word that keep to them.

Twenty-two lines of twenty-eight characters in 三号仿宋. Fonts are named, never embedded: where one is absent another
takes its place, and the page holds.
"""

from __future__ import annotations

from typing import Final, NamedTuple

MM: Final = 1440 / 25.4
"""Twips of a millimetre."""

SHORT, LONG = 210, 297
"""Millimetres of A4."""

TOP, BOTTOM, BOUND, OUTER = 37, 35, 28, 26
"""天头, below, 订口 and 切口, in millimetres of a portrait page; one that is bound by its head is the same, turned."""

NUMBER: Final = 23
"""Millimetres from the edge of the page to its number, which ends 7 mm and a line below the text."""

LINE: Final = 579
"""Twips from line to line: 22 of them fill the 225 mm of the text."""

SQUEEZE: Final = -5
"""Twips between characters of 三号: 28 of them fill the 156 mm. A grid of characters would do the same in Word, and
tear them apart in LibreOffice."""

BODY: Final = 16
"""Points of 三号."""

SMALL: Final = 10.5
"""五号, of tables; :data:`SMALLER`, 小五, where they are too wide for it."""

SMALLER: Final = 9.0

FORM: Final = 14
"""四号, of forms that people write into, and of page numbers."""

FANGSONG, KAITI, HEITI, XIAOBIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
LATIN: Final = "Times New Roman"

COLOURS: Final = {"red": "C00000", "yellow": "9C6500", "blue": "1F4E9E", "green": "2E7D32", "dim": "595959"}
"""Of the words of lamps; each is read as well without it, and dark enough to be printed in black."""


class Style(NamedTuple):
    """A row of :data:`STYLES`: ``points`` of the letters, ``paragraph`` what Word calls the properties of one."""

    name: str
    font: str = FANGSONG
    points: float = BODY
    paragraph: str = ""
    outline: int | None = None
    latin: str = LATIN


_INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="632"/>'
_KEEP: Final = "<w:keepNext/><w:keepLines/>"
_LOOSE: Final = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_CENTRE: Final = '<w:jc w:val="center"/>'
_TITLE: Final = f'{_KEEP}<w:spacing w:after="{LINE}" w:line="{LINE}" w:lineRule="exact"/>{_CENTRE}'

_NOTE: Final = (
    '<w:snapToGrid w:val="0"/><w:spacing w:line="320" w:lineRule="exact"/>'
    '<w:ind w:firstLineChars="200" w:firstLine="420"/>'
)

STYLES: Final = {
    "Text": Style("Body Text", paragraph=_INDENT),
    "Start": Style("Addressee"),
    "Centre": Style("Centred", paragraph=_CENTRE),
    "End": Style("Signature", paragraph='<w:keepLines/><w:jc w:val="right"/>'),
    "Note": Style("Note", KAITI, SMALL, _NOTE),
    "Annex": Style(
        "Annex", HEITI, paragraph=f'{_KEEP}<w:spacing w:after="{LINE}" w:line="{LINE}" w:lineRule="exact"/>'
    ),
    "Title": Style("Title", XIAOBIAOSONG, 22, _TITLE, 0),
    "Heading1": Style("heading 1", HEITI, paragraph=_KEEP + _INDENT, outline=1),
    "Heading2": Style("heading 2", KAITI, paragraph=_KEEP + _INDENT, outline=2),
    "Heading3": Style("heading 3", paragraph=_KEEP + _INDENT, outline=3),
    "Heading4": Style("heading 4", paragraph=_KEEP + _INDENT, outline=4),
    "Footer": Style("footer", "宋体", FORM, _LOOSE, latin="宋体"),
    "FormName": Style("Form Name", HEITI, FORM, _LOOSE + _CENTRE),
    "FormText": Style("Form Text", FANGSONG, FORM, _LOOSE),
    "TableText": Style("Table Text", FANGSONG, SMALL, _LOOSE),
    "TableHead": Style("Table Head", HEITI, SMALL, _LOOSE + _CENTRE),
    "Gap": Style("Gap", FANGSONG, 6, _LOOSE),
}
"""By the id that a paragraph names it with. Word knows a style, whatever its language, by the English name."""

_NAMESPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BORDERS: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def styles() -> str:
    """Return the styles as the part of a Word file that holds them."""
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _BORDERS)
    return (
        f"<w:styles {_NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{_letters(FANGSONG, BODY)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
        f"<w:rPr>{_letters(FANGSONG, BODY)}</w:rPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        '<w:basedOn w:val="TableNormal"/><w:pPr><w:snapToGrid w:val="0"/></w:pPr>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
        f"{''.join(_style(name, row) for name, row in STYLES.items())}</w:styles>"
    )


def _letters(font: str, points: float, latin: str = LATIN) -> str:
    half = round(points * 2)
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{font}"/>'
        f'<w:spacing w:val="{SQUEEZE if points == BODY else 0}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    )


def _style(name: str, row: Style) -> str:
    outline = "" if row.outline is None else f'<w:outlineLvl w:val="{row.outline}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{row.name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{row.paragraph}{outline}</w:pPr>"
        f"<w:rPr>{_letters(row.font, row.points, row.latin)}</w:rPr></w:style>"
    )
