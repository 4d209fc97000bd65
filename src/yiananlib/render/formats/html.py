"""Documents as a page: one file that loads nothing and runs nothing, for any screen and for paper.

What is said is escaped by the template, and nothing is marked as safe but the style, whose digest is all that the
page's own policy allows.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.extras import brought_by
from yiananlib.messages import _, current
from yiananlib.render import line, words
from yiananlib.render.document import Chart, Document, Heading, Paragraph, Section, Table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from yiananlib.render.document import Block

NARROW: Final = 5
"""Columns of a table, none of them wide, that half of a screen has room for."""

TOLD: Final = 24
"""Columns whose kind the style knows by their place, so that not every cell has to say it; the ledger has as many."""

LISTED: Final = 4
"""Parts from which on a list of them comes before them."""

_LANGUAGES: Final = {"zh_CN": "zh-CN"}
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What no page may have in it, and what turns the text beside it."""


class Part(NamedTuple):
    """A heading and what stands below it, up to ``parts``, those with a heading below its own.

    ``anchor`` is where a link to it goes.
    """

    heading: str
    anchor: str
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]

    @property
    def narrow(self) -> bool:
        """Whether half of a screen has room for it."""
        return not self.parts and all(_narrow(block) for block in self.blocks)

    @property
    def lines(self) -> tuple[tuple[Part, ...], ...]:
        """Its parts, row by row: narrow ones in pairs, every other by itself."""
        found: list[tuple[Part, ...]] = []
        for part in self.parts:
            if part.narrow and found and len(found[-1]) == 1 and found[-1][0].narrow:
                found[-1] = (*found[-1], part)
            else:
                found.append((part,))
        return tuple(found)


def pieces(document: Document) -> Iterator[str]:
    """Yield the page.

    Raises:
        UsageProblem: what writes it is not installed.
    """
    with brought_by("documents"):
        template = _template()
    whole = _part("", _without_first_page(document.blocks), "s")
    said = [block.text for block in document.blocks if isinstance(block, (Heading, Paragraph))]
    language = current()
    yield from template.generate(
        language=_LANGUAGES.get(language, language) or "en",
        title=next((block.text for block in document.blocks if isinstance(block, Heading)), (said or ["yian"])[0]),
        whole=whole,
        listed=LISTED,
        contents=_("Contents"),
        by_day=_("The figures day by day"),
    )
    yield "\n"


@cache
def _template() -> Any:
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("yiananlib.render", "pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_seen,
    )
    environment.filters |= {"block": lambda block: type(block).__name__}
    environment.globals |= {
        "zip": zip,
        "bars": _bars,
        "drawn": _drawn,
        "hundredth": _hundredth,
        "kinds": _kinds,
        "moment": _moment,
        "written": words.day,
    }
    style = environment.get_template("style.css.jinja").render(columns=range(1, TOLD + 1))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals |= {"style": Markup(style), "digest": digest}  # noqa: S704 - it is our own, and has no data in it
    return environment.get_template("page.html.jinja")


def _seen(value: object) -> object:
    """Return what is shown so that no character is left that would be none, or would turn others.

    The blanks of an indent keep what follows them in their line.
    """
    if type(value) is not str:
        return value
    if value.startswith(" "):
        value = value.lstrip(" ").rjust(len(value), "\u00a0")
    return value if value.isprintable() else _UNSEEN.sub("\ufffd", value)


def _without_first_page(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    first = blocks[0] if blocks else None
    return blocks[1:] if isinstance(first, Section) and not first.annex else blocks


def _part(heading: str, blocks: Sequence[Block], anchor: str) -> Part:
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    if not starts:
        return Part(heading, anchor, tuple(blocks), ())
    highest = min(block.level for block in blocks if isinstance(block, Heading))
    starts = [at for at in starts if at == starts[0] or _level(blocks[at]) <= highest]
    ends = [*starts[1:], len(blocks)]
    parts = tuple(
        _part(_text(blocks[start]), blocks[start + 1 : end], f"{anchor}{number}-")
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    )
    return Part(heading, anchor, tuple(blocks[: starts[0]]), parts)


def _level(block: Block) -> int:
    assert isinstance(block, Heading)  # noqa: S101 - as its place was found
    return block.level


def _text(block: Block) -> str:
    assert isinstance(block, Heading)  # noqa: S101 - as its place was found
    return block.text


def _narrow(block: Block) -> bool:
    if isinstance(block, Chart):
        return _drawn(block) is not None or _narrow(block.table)
    if isinstance(block, Table):
        return not block.headline and len(block.columns) <= NARROW and not any(c.wide for c in block.columns)
    return isinstance(block, Paragraph)


def _bars(chart: Chart) -> list[int]:
    """Return how long the bar of each row is, in hundredths of the longest."""
    counts = [_count(row[chart.drawn].value) for row in chart.table.rows]
    most = max([*counts, 1])
    return [_hundredth(count / most) for count in counts]


def _kinds(table: Table) -> str:
    """Return the classes of a table, by which the style knows its figures, its days and its sentences."""
    found = []
    for place, column in enumerate(table.columns, start=1):
        if column.right or column.kind == "day" or column.wide:
            found.append(f"{'n' if column.right else 'd' if column.kind == 'day' else 'w'}{place}")
    return " ".join(found)


def _hundredth(share: float) -> int:
    """Return a share in hundredths: at least one, unless it is zero."""
    return min(100, max(round(share * 100), 1 if share > 0 else 0))


def _drawn(chart: Chart) -> line.Line | None:
    """Return the line of a chart whose rows are days; None where it is no such chart, or has one day alone."""
    table = chart.table
    if table.columns[0].kind != "day" or len(table.rows) < 2:
        return None
    return line.drawn([(_day(row[0].value), _count(row[chart.drawn].value)) for row in table.rows])


def _day(value: object) -> dt.date:
    import datetime as dt

    assert isinstance(value, dt.date)  # noqa: S101 - a cell of a column of days
    return value


def _count(value: object) -> int:
    assert isinstance(value, int)  # noqa: S101 - a cell of a column of counts
    return value


def _moment(day: dt.date, line_: line.Line) -> str:
    """Return a day below a line as briefly as the days beside it allow."""
    firsts = all(other.day == 1 for _at, other in line_.days)
    return words.month(day) if firsts and len({other.year for _at, other in line_.days}) > 1 else words.short_day(day)
