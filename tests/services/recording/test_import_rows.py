"""What becomes of each problem of a sheet; `test_importing` has most of it."""

from tests.builders import HEAD as UNIT_HEAD
from tests.builders import OFFICE
from tests.services.imports import HEAD, ROWS, brought, outcomes, said
from tests.services.ledgers import Desk
from yiananlib.model.vocabulary import Verdict
from yiananlib.services.recording.import_rows import Outcome


def test_every_row_of_a_refused_problem_says_why(desk: Desk) -> None:
    head = ("编号", *HEAD)
    for rows in (
        (("7", *ROWS[0]), ("7", "某局", "", "抽查", "", "")),
        (("7", "某局", *ROWS[0][1:]), ("7", "某局", "", "抽查", "", "")),
    ):
        found = brought(desk, head, *rows)
        assert Outcome.REFUSED in outcomes(found)
        assert all(row.problems for row in found.rows if row.state is Outcome.REFUSED)


def test_a_number_without_a_text_is_of_a_problem_that_is_there_or_refused(desk: Desk) -> None:
    head, row = ("编号", "责任单位", "整改进展"), ("A-7", "住建局", "又清查5个项目")
    assert outcomes(brought(desk, head, row)) == [Outcome.REFUSED]
    brought(desk, ("编号", *HEAD), ("A-7", *ROWS[0]), apply=True)
    assert outcomes(brought(desk, head, row)) == [Outcome.CHANGED]


def test_a_number_alone_identifies_the_problem_and_its_unit(desk: Desk) -> None:
    head = ("编号", "整改进展")
    brought(desk, ("编号", *HEAD), ("A-7", *ROWS[0]), apply=True)
    (known,) = desk.ledger.problems("zjj")
    for number in ("A-7", known.ref, known.head.id):
        assert outcomes(brought(desk, head, (number, "又清查5个项目"))) == [Outcome.CHANGED]
    for number, reason in (
        ("A-8", ("Give the unit in a column, or with --org")),
        ("k7k7k7", "no problem"),
        ("", "no unit"),
    ):
        found = brought(desk, head, (number, "又清查5个项目"))
        assert outcomes(found) == [Outcome.REFUSED]
        assert reason in " ".join(said(found))


def test_what_the_lifecycle_or_the_gate_does_not_allow_is_refused_with_its_reason(desk: Desk) -> None:
    desk.problem(symptom=ROWS[0][1], severity="serious", found=None)
    head, row = (*HEAD, "等级"), (*ROWS[0], "轻微")
    found = brought(desk, head, row, by=UNIT_HEAD)
    assert outcomes(found) == [Outcome.REFUSED]
    assert "only the office" in " ".join(said(found))
    assert outcomes(brought(desk, head, row, by=OFFICE)) == [Outcome.CHANGED]


def test_a_returned_problem_goes_on_from_the_sheet(desk: Desk) -> None:
    ref = desk.submitted(symptom=ROWS[0][1])
    desk.review(ref, Verdict.RETURN)
    head, row = ("责任单位", "问题", "整改进展"), ("住建局", ROWS[0][1], "补充整改")
    assert brought(desk, head, row, apply=True).applied
    assert desk.state(ref).status == "rectifying"
