"""Plain text: no colour, no wrapping, columns that line up in Chinese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import lines, texts
from yiananlib.render import plain
from yiananlib.render.document import WIDE, Column, Document, Fields, Heading, Paragraph, Section, Table, cells, width

COLUMNS = (Column("单位"), Column("n", "count"), Column("Name", mm=WIDE))


def test_headings_paragraphs_fields_and_tables_stand_apart() -> None:
    document = Document(
        (
            Heading("报告", 1),
            Paragraph("一\n二"),
            Heading("Figures"),
            Fields((("名", cells("值一\n值二")[0]), ("Longer", cells("x")[0]))),
            Table(COLUMNS, (cells("住建局", 3, "甲"), cells("czj", 12, ""))),
            Table(COLUMNS, (), "None."),
            Table(COLUMNS, ()),
        )
    )
    assert plain.text(document) == (
        "报告\n====\n\n一\n二\n\nFigures\n\n"
        "名      值一\n        值二\nLonger  x\n\n"
        "单位     n  Name\n住建局   3  甲\nczj     12\n\nNone.\n"
    )


def test_an_empty_document_is_empty_text() -> None:
    assert plain.text(Document()) == ""
    assert plain.text(Document((Table(COLUMNS, ()),))) == ""
    assert plain.text(Document((Fields(()),))) == ""


def test_of_pages_plain_text_has_the_names_of_annexes_alone() -> None:
    document = Document(
        (Paragraph("一"), Section(landscape=True), Paragraph("二"), Section(annex="附件1"), Paragraph("三"))
    )
    assert plain.text(document) == "一\n\n二\n\n附件1\n\n三\n"


def test_a_long_line_is_never_wrapped() -> None:
    text = plain.text(Document((Table(COLUMNS, (cells("长" * 300, 1, "x" * 300),)), Paragraph("y" * 500))))
    assert "长" * 300 in text.split("\n")[1]
    assert "y" * 500 in text


def test_a_cell_of_several_lines_becomes_one() -> None:
    assert "甲 乙" in plain.text(Document((Table(COLUMNS, (cells("甲\n乙", 1, ""),)),)))


@pytest.mark.parametrize("text", ["整改　abc", "a\nb\tc", "[red]"])
def test_what_can_be_shown_safely_is_left_alone(text: str) -> None:
    assert plain.visible(text) == text


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\u202eb", "a\x9bb", "a\udc80b"])
def test_what_could_trick_a_terminal_or_an_eye_is_not_shown(text: str) -> None:
    assert plain.visible(text) == text[0] + "?" + text[2:]


def test_markup_and_emoji_codes_are_shown_as_they_are() -> None:
    nasty = "[red]x[/red] [/nope] :ok: \\[b]"
    assert plain.text(Document((Paragraph(nasty),))) == nasty + "\n"


@given(st.lists(st.tuples(lines(), st.integers(0, 10**6), texts()), min_size=1, max_size=4))
def test_figures_line_up_whatever_stands_before_them(rows: list[tuple[str, int, str]]) -> None:
    table = Table(COLUMNS, tuple(cells(a.replace("\t", " "), n, "|" + t.replace("\t", " ")) for a, n, t in rows))
    found = plain.text(Document((table,))).split("\n")[1 : len(rows) + 1]
    ends = {
        width(line[: line.index("|", line.index(str(n)) if a in line else 0)])
        for line, (a, n, _t) in zip(found, rows, strict=True)
        if "|" not in a
    }
    assert len(ends) <= 1


def test_what_is_no_block_is_a_bug() -> None:
    with pytest.raises(TypeError):
        plain.text(Document(("text",)))  # type: ignore[arg-type]  # on purpose
