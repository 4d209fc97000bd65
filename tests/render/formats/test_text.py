"""Text: what a pipe and a file get."""

from tests.render.written import written
from yiananlib.render import plain
from yiananlib.render.formats import text
from yiananlib.render.views.report import report as laid_out
from yiananlib.services.reading.report import Report


def test_text_is_the_document_without_colour(whole: Report) -> None:
    assert list(text.pieces(laid_out(whole))) == [plain.text(laid_out(whole))]
    assert written(whole, "text") == plain.text(laid_out(whole))
