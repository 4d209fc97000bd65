"""How it is told what a foreign sheet would become."""

import datetime as dt

from yiananlib.model.items import Said
from yiananlib.model.sheet_layout import Aside, Column
from yiananlib.render import plain
from yiananlib.render.views import importing
from yiananlib.services.recording.import_rejects import Rejects
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.recording.importing import Imported, ImportedRow, Table

COLUMNS = (
    Column(0, "序号", None, "ignored: no"), Column(1, "责任单位", "org", "synonym"),
        Column(2, "时现", None, "like: 时限"),
    Column(3, "依据", "basis", "map"), Column(-1, "", "kind", "filled"),
)  # fmt: skip
TABLES = (
    Table("台账", 2, COLUMNS, (Aside(1, "title", "整改台账"),)),
    Table("统计", None, (), (Aside(1, "statistics", ""),)),
)


def row(number: int, state: Outcome, *problems: Said, skipped: bool = False) -> ImportedRow:
    return ImportedRow(
        "台账", number, None, "zjj", "甲", dt.date(2026, 6, 15), True, ({"text": "x"},), state, problems, skipped
    )


FOUND = Imported(
    TABLES,
    (
        row(3, Outcome.NEW),
        row(
            4,
            Outcome.REFUSED,
            Said("组 / 时限", "两会前", "读不出", wrong=True),
            Said("责任人", "王局", "没有", wrong=True),
        ),
        row(5, Outcome.DOUBTFUL, Said("", "", "像"), skipped=True),
    ),
    said=("宏没有读",),
    by="office/liaison",
    mapping="月报",
)


def test_every_kind_of_thing_has_a_word() -> None:
    assert set(importing.OUTCOMES) == set(Outcome)


def test_headings_rows_beside_the_table_and_each_cell_in_question_are_told() -> None:
    text = plain.text(importing.imported(FOUND))
    for word in (
        "宏没有读", "ignored: a running number", "did you mean “时限”?", "by the mapping", "no column: default value",
        "row 1, title: 整改台账",
        "a sheet of statistics", "台账!4", "两会前", "读不出", "doubtful (skipped)",
        "new 1, changed 0, unchanged 0, doubtful 1, refused 1",
        "ongoing", "Read with the mapping 月报.", "Checked as if recorded by office/liaison", "--rejects FILE",
    ):  # fmt: skip
        assert word in text, word


def test_what_was_recorded_is_told_so() -> None:
    assert "Recorded." in str(importing.imported(FOUND._replace(applied=True)))
    assert "use --apply to record" in str(importing.imported(Imported(TABLES, (row(3, Outcome.NEW),))))


def test_where_nothing_is_new_it_is_not_said_that_something_was_recorded() -> None:
    for rows in ((), (row(3, Outcome.UNCHANGED),)):
        for applied in (False, True):
            text = plain.text(importing.imported(Imported(TABLES, rows, applied=applied)))
            assert "already there" in text
            assert "Recorded" not in text
            assert "--apply" not in text


def test_rejects_are_a_table_of_what_was_in_the_cells() -> None:
    table = importing.rejects(Rejects(("a", "b", "c"), ((dt.date(2026, 6, 15), 3.0, None),)))
    assert [column.title for column in table.columns] == ["a", "b", "c"]
    assert [(cell.text, cell.value) for cell in table.rows[0]] == [
        ("2026-06-15", dt.date(2026, 6, 15)),
        ("3", None),
        ("", None),
    ]


def test_units_and_who_records_are_told_by_name_and_the_code_that_is_typed_stands_beside() -> None:
    names = {"zjj": "住建局", "office": "县促改办", "office/liaison": "联络员"}
    text = plain.text(importing.imported(FOUND._replace(names=names)))
    assert "Checked as if recorded by 县促改办 联络员 (office/liaison)" in text
    assert "住建局, 甲" in text
    assert "zjj, 甲" not in text
    assert importing.imported_json(FOUND._replace(names=names)) == importing.imported_json(FOUND)
