"""What a public version says besides its content."""

from tests.render.written import csv_text
from yiananlib.model.public import NoRows, NoText
from yiananlib.render import public
from yiananlib.render.book import Book, Sheet
from yiananlib.render.document import Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.show import Form, pieces
from yiananlib.services.reading.lists import Listing, Shown
from yiananlib.services.reading.publishing import published

TABLE = Table((Column("a"), Column("b"), Column("c")), (cells("1", "", "2"), cells("3", None, "")))
BARE = Table((Column("a"), Column("c")), (cells("1", "2"), cells("3", "")))


def test_the_note_stands_below_the_title_and_empty_columns_are_gone() -> None:
    made = public.document(Document((Heading("t", 1), TABLE, Heading("u", 2))))
    assert made.blocks == (Heading("t", 1), Paragraph(public.note(), "dim"), BARE, Heading("u", 2))


def test_without_a_title_the_note_comes_first() -> None:
    assert public.document(Document((TABLE,))).blocks == (Paragraph(public.note(), "dim"), BARE)


def test_of_several_titles_it_stands_below_the_first() -> None:
    blocks = public.document(Document((Heading("t", 1), Heading("annex", 1)))).blocks
    assert [type(block) for block in blocks] == [Heading, Paragraph, Heading]


def test_a_table_without_rows_keeps_its_columns() -> None:
    empty = TABLE._replace(rows=())
    assert public.table(empty) is empty


def test_a_workbook_has_the_note_on_every_sheet() -> None:
    sheet = Sheet("s", "t", TABLE.columns, TABLE.rows, above=("x",))
    made = public.book(Book((sheet, sheet)))
    assert [one.above for one in made.sheets] == [(public.note(), "x")] * 2
    assert any(public.note() in one.above for one in public.book(Document((Heading("t", 1), TABLE))).sheets)


def test_json_says_it_first_and_has_null_for_what_is_left_out() -> None:
    shape = {"a": NoText(), "b": [{"c": NoRows(), "d": ""}], "e": ()}
    made = public.shape(shape)
    assert made == {"public": True, "a": None, "b": [{"c": None, "d": ""}], "e": []}
    assert next(iter(made)) == "public"
    assert public.shape([{"a": 1}, {"a": 2}]) == [{"public": True, "a": 1}, {"public": True, "a": 2}]


def test_formats_that_can_say_that_it_is_a_public_version(listing: Listing, nasty: Shown) -> None:
    for value in (listing, nasty):
        for format_ in ("text", "json", "md", "html"):
            said = "".join(pieces(published(value, {}), Form(format_, public=True)))
            assert ("Public version." in said) is (format_ != "json")
            assert ('"public": true' in said) is (format_ == "json")


def test_rows_alone_are_as_they_are(listing: Listing) -> None:
    said = "".join(pieces(published(listing, {}), Form("csv", public=True)))
    assert said.startswith("Id,Unit,Problem,Owner")
    assert "Public version" not in said
    assert csv_text(Table((Column("a"),), ((Cell("x"),),))) == "a\nx\n"
