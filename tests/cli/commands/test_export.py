"""What leaves the ledger as a file of its own."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk


@pytest.mark.parametrize(("layout", "columns"), [((), 24), (("--layout", "full"), 24), (("--layout", "classic"), 14)])
def test_the_whole_ledger_is_a_workbook(
    desk: Desk, yian: Yian, tmp_path: Path, layout: tuple[str, ...], columns: int
) -> None:
    desk.problem(title="先干后批")
    path = tmp_path / "台账.xlsx"
    done = yian("export", "xlsx", *layout, "-o", str(path))
    assert (done.status, done.out) == (0, "")
    sheet = openpyxl.load_workbook(path).worksheets[-1]
    texts = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (found,) = [row for row in texts if any("先干后批" in str(value) for value in row)]
    assert len(found) == columns


def test_a_name_that_ends_otherwise_is_refused(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    desk.problem()
    path = tmp_path / "台账.csv"
    assert yian("export", "xlsx", "-o", str(path)).status == 2
    assert not path.exists()


def test_the_word_alone_lists_what_there_is(yian: Yian) -> None:
    done = yian("export")
    assert done.status == 0
    assert "xlsx" in done.out


def test_the_nearest_is_named_below_a_word_too(yian: Yian) -> None:
    done = yian("export", "xslx")
    assert done.status == 2
    assert "“xlsx”" in done.err


def test_the_workbook_of_a_unit_has_a_layout_of_its_own(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    desk.problem(title="先干后批")
    path = tmp_path / "住建局.xlsx"
    done = yian("export", "xlsx", "--org", "zjj", "-o", str(path))
    assert (done.status, done.out) == (0, "")
    assert openpyxl.load_workbook(path).sheetnames[-1] == "_yian"
    assert yian("export", "xlsx", "--org", "zjj", "--layout", "full", "-o", str(path)).status == 2
    assert yian("export", "xlsx", "--org", "nowhere", "-o", str(path)).status == 3
