"""On a terminal: colour, tables that fit; values stay values."""

import io
import re

import pytest

from tests.render.county import NASTY
from yiananlib.render import terminal
from yiananlib.render.document import (
    WIDE,
    Cell,
    Column,
    Document,
    Fields,
    Heading,
    Paragraph,
    Section,
    Table,
    cells,
    width,
)
from yiananlib.render.views.listing import problems
from yiananlib.render.views.problem import shown
from yiananlib.services.reading.lists import Listing, Shown

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
COLUMNS = (Column("Id"), Column("n", "count"), Column("Problem", mm=WIDE))


def drawn(*blocks: object, colour: bool = True, columns: int = 100) -> str:
    out = io.StringIO()
    terminal.show(Document(blocks), out, colour=colour, columns=columns)  # type: ignore[arg-type]  # blocks of any sort
    return out.getvalue()


@pytest.fixture(autouse=True)
def _a_terminal_with_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


def test_everything_is_drawn_once() -> None:
    text = ESCAPES.sub(
        "",
        drawn(
            Heading("报告", 1),
            Heading("Figures"),
            Paragraph("一\n二", "dim"),
            Fields((("名", Cell("值")),)),
            Table(COLUMNS, (cells("zjj", 3, Cell("逾期", "red")),)),
            Table(COLUMNS, (), "None."),
            Table(COLUMNS, ()),
        ),
    )
    for word in ("报告", "Figures", "一", "二", "名", "值", "zjj", "逾期", "None."):
        assert text.count(word) == 1


def test_colour_is_an_escape_and_without_colour_there_is_none() -> None:
    block = Table(COLUMNS, (cells("zjj", 3, Cell("逾期", "red")),))
    assert "\x1b[31m逾期" in drawn(block)
    assert "\x1b[3" not in drawn(block, colour=False)


@pytest.mark.parametrize(
    "make", [Heading, Paragraph, lambda t: Fields(((t, Cell(t)),)), lambda t: Table((Column(t),), ((Cell(t),),))]
)
def test_markup_emoji_codes_and_links_are_shown_as_they_are(make: type[Paragraph]) -> None:
    text = "[red]x[/red] [/nope] :ok: [link=http://x]y[/link] 12 'a'"
    assert text in drawn(make(text), colour=False)


def test_of_pages_a_terminal_has_the_names_of_annexes_alone() -> None:
    text = ESCAPES.sub("", drawn(Paragraph("一"), Section(landscape=True), Section(annex="附件1"), Paragraph("二")))
    assert text == "一\n\n附件1\n\n二\n"


def test_a_wide_column_is_folded_and_an_id_is_not() -> None:
    text = drawn(Table(COLUMNS, (cells("zjj/k7m2qd", 3, "长" * 60),)), colour=False, columns=60)
    assert all(len(line.encode("gbk")) <= 60 for line in text.split("\n") if line.isprintable() and "─" not in line)
    assert "zjj/k7m2qd" in text
    assert text.count("长") == 60


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
def test_nothing_of_a_list_is_lost_on_a_narrow_screen(listing: Listing, columns: int) -> None:
    out = io.StringIO()
    terminal.show(problems(listing), out, colour=False, columns=columns)
    text = ESCAPES.sub("", out.getvalue())
    assert all(width(line) <= columns for line in text.split("\n"))
    letters = "".join(text.split())
    for row in listing.rows:
        assert row.ref in text
        assert sum(letters.count(c) for c in "惠民资金滞留") >= 6
    if columns >= 100:
        assert "2026-06-15" in text
    assert "…" not in text


def test_a_problem_with_nasty_texts_is_drawn(nasty: Shown) -> None:
    out = io.StringIO()
    terminal.show(shown(nasty), out, colour=True, columns=400)
    text = ESCAPES.sub("", out.getvalue())
    assert NASTY in text
    assert "=1+1" in text


def test_what_is_no_block_is_a_bug() -> None:
    with pytest.raises(TypeError):
        drawn("text")


@pytest.mark.parametrize("columns", range(67, 130, 7))
@pytest.mark.parametrize("day", ["2026-07-15", "2026年12月31日"])
def test_days_and_the_name_of_a_row_stay_whole_where_titles_are_folded(columns: int, day: str) -> None:
    table = Table(
        (Column("编号"), Column("责任单位"), Column("问题", mm=WIDE), Column("Planned for"), Column("Held on")),
        (cells("zjj/k7m2qd", "县自然资源和规划局", "长" * 40, day, day), cells("a", "乙", "短", "", "not opened")),
    )
    lines = ESCAPES.sub("", drawn(table, columns=columns)).split("\n")
    assert all(width(line) <= columns for line in lines)
    assert sum(line.count(day) for line in lines) == 2
    assert "zjj/k7m2qd" in "".join(lines)
    assert "".join(lines).count("长") == 40
