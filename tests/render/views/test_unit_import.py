"""What came back in the workbook of a unit is told cell by cell, and is JSON of the shape of any import."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk
from tests.services.recording.test_unit_rows import DONE, EFFECT, PROGRESS, SUBMITTED, row
from tests.services.unit_books import handed_in, written
from yiananlib.messages import speaking
from yiananlib.render import show
from yiananlib.render.show import Form
from yiananlib.render.views.importing import imported_json
from yiananlib.render.views.unit_import import brought_json
from yiananlib.services.recording import rectify


@pytest.fixture
def ref(desk: Desk) -> str:
    found = desk.problem()
    desk.measure(found)
    return found.partition("/")[2]


def text(value: object, language: str = "en") -> str:
    with speaking(language):
        return "".join(str(piece) for piece in show.pieces(value, Form("text")))


def test_it_says_what_was_changed_and_as_what_it_would_be_recorded(desk: Desk, ref: str) -> None:
    found = handed_in(desk, row(ref, **{PROGRESS: "已补办"}) | {(f"{ref}/1", DONE): dt.date(2026, 3, 12)})
    said = text(found)
    assert "workbook of 住建局, as of 2026-03-12" in said
    for part in (PROGRESS, "已补办", "2026-03-12", f"zjj/{ref}/1", "complete a measure (for 职务 liaison)"):
        assert part in said
    assert "rows: 2 (new 0, changed 2, unchanged 0, doubtful 0, refused 0)" in said
    assert "use --apply to record" in said
    assert "代职务 liaison" in text(found, "zh_CN")


def test_conflicts_and_refusals_are_told_with_what_to_do(desk: Desk, ref: str) -> None:
    data = written(desk)
    rectify.progress(desk.ledger, desk.context(), ref, "另有进展")
    cells = row(ref, **SUBMITTED, **{PROGRESS: "已补办"}) | {(f"{ref}/1", DONE): "不知道"}
    said = text(handed_in(desk, cells, data=data))
    assert "另有进展" in said
    assert "Correct these rows in the workbook, or leave" in said
    assert "--rejects" not in said
    assert "doubtful 1, refused 1" in said


def test_nothing_is_said_of_rows_that_nobody_changed(desk: Desk, ref: str) -> None:
    assert "No cells were changed." in text(handed_in(desk, {}))


def test_a_row_that_is_left_out_says_so(desk: Desk, ref: str) -> None:
    found = handed_in(desk, row(ref, **{EFFECT: "零补办"}), skip=("整改问题!5",))
    assert "skipped" in text(found)


def test_json_has_the_shape_of_any_import_and_the_cells_and_entries_beside(desk: Desk, ref: str) -> None:
    found = handed_in(desk, row(ref, **{PROGRESS: "已补办"}))
    made, usual = brought_json(found), imported_json(found.imported)
    assert list(made) == list(usual) == ["sheets", "counts", "rows"]
    assert [list(one)[:-2] for one in made["rows"]] == [list(one) for one in usual["rows"]]
    first, second = made["rows"]
    assert first["cells"] == [{"column": PROGRESS, "base": "", "now": "", "held": "已补办", "change": "made"}]
    (entry,) = first["entries"]
    assert (entry["kind"], entry["note"], entry["for"]) == ("progressed", "已补办", "zjj/liaison")
    assert (second["cells"], second["entries"], second["measures"][0]["number"]) == ([], [], 1)
    with speaking("en"):
        "".join(map(str, show.pieces(found, Form("json"))))
