"""Rows that were not taken, as a sheet to mend."""

from tests.builders import OFFICE
from tests.services.imports import HEAD, ROWS, brought, outcomes
from tests.services.ledgers import Desk
from yiananlib.render.show import Form, pieces
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.recording.importing import Choice, import_file

TITLE = ("整改台账", "", "", "", "")


def test_they_come_back_as_they_were_and_can_be_imported_again(desk: Desk) -> None:
    bad, doubtful = ("某局", *ROWS[1][1:]), ("住建局", "抽查12个项目，5个变更先干后批了", *ROWS[0][2:])
    found = brought(desk, TITLE, HEAD, ROWS[0], bad, doubtful)
    assert outcomes(found) == [Outcome.NEW, Outcome.REFUSED, Outcome.DOUBTFUL]
    rejects = found.rejects
    assert rejects is not None
    assert rejects.headings == (*HEAD, "yian", "what is wrong here")
    assert [row[:5] for row in rejects.rows] == [bad, doubtful]
    assert "not an organization" in str(rejects.rows[0][-1])
    again = brought(
        desk, rejects.headings, *([cell if cell is not None else "" for cell in row] for row in rejects.rows)
    )
    assert outcomes(again) == [Outcome.REFUSED, Outcome.NEW]
    mended = [list(row) for row in rejects.rows]
    mended[0][0], mended[1][5] = "财政局", "新"
    again = brought(
        desk, rejects.headings, *([cell if cell is not None else "" for cell in row] for row in mended), apply=True
    )
    assert (outcomes(again), again.applied) == ([Outcome.NEW, Outcome.NEW], True)


def test_as_a_workbook_too(desk: Desk) -> None:
    rejects = brought(desk, HEAD, ("某局", *ROWS[1][1:])).rejects
    assert rejects is not None
    path = desk.root.parent / "退回.xlsx"
    path.write_bytes(b"".join(pieces(rejects, Form("xlsx"))))
    again = import_file(desk.ledger, desk.context(OFFICE), path, Choice(), apply=False)
    assert outcomes(again) == [Outcome.REFUSED]
    assert again.tables[0].columns[0].heading == HEAD[0]


def test_groups_of_headings_stay_told_apart(desk: Desk) -> None:
    found = brought(
        desk, ("单位", "问题", "落实", ""), ("", "", "整改措施", "时限"), ("某局", "甲", "乙", "2026-06-15")
    )
    rejects = found.rejects
    assert rejects is not None
    assert rejects.headings[:4] == ("单位", "问题", "落实 / 整改措施", "落实 / 时限")
    again = brought(desk, rejects.headings, rejects.rows[0])
    assert [c.field for c in again.tables[0].columns][:4] == ["org", "symptom", "measure", "due"]


def test_the_unit_is_written_down_where_no_column_had_it(desk: Desk) -> None:
    found = brought(desk, HEAD[1:], (*ROWS[0][1:3], "两会前后", ""), org="zjj")
    rejects = found.rejects
    assert rejects is not None
    assert rejects.headings[-3:] == ("Unit", "yian", "what is wrong here")
    assert brought(desk, rejects.headings, rejects.rows[0]).rows[0].org == "zjj"


def test_a_sheet_accepted_in_full_leaves_no_rejects(desk: Desk) -> None:
    rejects = brought(desk, HEAD, *ROWS).rejects
    assert rejects is not None
    assert rejects.rows == ()
