"""The kinds of files that have schemas, and what was installed, as readers see them."""

from yiananlib.render.document import Paragraph, Table
from yiananlib.render.show import document
from yiananlib.render.views import schemas as views
from yiananlib.services.reading import schemas
from yiananlib.services.recording.editing import Installed


def test_every_kind_is_a_row() -> None:
    (table,) = document(schemas.known()).blocks
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == [row["kind"] for row in views.kinds_json(schemas.known())]


def test_what_was_written_is_named_or_that_nothing_was() -> None:
    said = [document(Installed(paths)).blocks for paths in (("a.json", "b.json"), ())]
    assert said == [
        (Paragraph("a.json: written\nb.json: written"),),
        (Paragraph("Every schema is already installed."),),
    ]
    assert views.installed_json(Installed(("a.json",))) == {"written": ["a.json"]}
