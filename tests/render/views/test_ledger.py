"""The ledger table (整改台账)."""

import csv
import datetime as dt
import io

import pytest

from tests.builders import OFFICE
from tests.golden import is_golden
from tests.render.conftest import LAST_DAY
from tests.render.written import csv_text
from tests.services.ledgers import Desk, asked
from yiananlib.model.entries import Changes
from yiananlib.render.views import ledger as layout
from yiananlib.services.reading.publishing import published
from yiananlib.services.reading.report import Report, ledger
from yiananlib.services.recording import close_out


@pytest.fixture
def table(county: Desk) -> str:
    return asked(county.ledger, lambda index: csv_text(layout.rows(ledger(index, LAST_DAY))))


def test_there_is_a_row_a_problem_and_a_cell_a_column(table: str, whole: Report) -> None:
    rows = list(csv.reader(io.StringIO(table)))
    assert len(rows) == len(whole.rows) + 1
    assert {len(row) for row in rows} == {27}
    assert [row[0] for row in rows[1:]] == [str(n + 1) for n in range(len(whole.rows))]


def test_a_problem_opened_again_has_its_round_its_earlier_close_and_the_work_of_this_round(desk: Desk) -> None:
    ref = desk.closed()
    desk.on("2026-05-01")
    close_out.reopen(desk.ledger, desk.context(OFFICE), ref, "群众反映")
    day = dt.date(2026, 5, 2)

    def row() -> dict[str, str]:
        told = asked(desk.ledger, lambda index: csv_text(layout.rows(ledger(index, day))))
        return next(r for r in csv.DictReader(io.StringIO(told)) if ref.endswith(r["Id"]))

    found = row()
    assert found["Status"] == "rectifying, round 2, closed before on 2026-03-12"
    assert [found[name] for name in ("Measures (remedy)", "Measures done", "Evidence", "Effect", "Progress")] == [
        "", "0/0", "", "", "",
    ]  # fmt: skip
    desk.on("2026-05-02").measure(ref, "每季抽查", "2026-06-01")
    desk.done(ref, 2, "复查")
    found = row()
    assert (found["Measures (remedy)"], found["Measures done"]) == ("2. 每季抽查", "1/1")
    assert found["Evidence"].count(".pdf") == 1
    assert row()["Closed on"] == ""


def test_cells_of_several_lines_are_read_back_whole(table: str, county: Desk) -> None:
    rows = list(csv.reader(io.StringIO(table)))
    symptoms = [row[7] for row in rows[1:]]
    wholes = asked(county.ledger, lambda index: list(ledger(index, LAST_DAY).wholes))
    assert symptoms == [f"{w.row.title}\n{w.head['symptom']}" for w in wholes]


def test_a_ledger_is_as_expected(table: str, pytestconfig: pytest.Config) -> None:
    is_golden("report.csv", table, pytestconfig)


def test_what_may_be_edited_are_fields_that_can_be_amended() -> None:
    fields = {field.alias or name for name, field in Changes.model_fields.items()}
    assert {entry.edits for entry in layout.ENTRIES} - {""} <= fields


def test_every_column_has_a_width_on_paper() -> None:
    assert all(entry.mm + entry.a4 > 0 for entry in layout.ENTRIES)
    assert all(bool(entry.mm) == bool(entry.a3) for entry in layout.ENTRIES)


def test_the_classic_table_has_fourteen_columns_that_fit_on_a4_and_the_full_one_all() -> None:
    assert (len(layout.CLASSIC), sum(entry.a4 for entry in layout.CLASSIC)) == (14, 267)
    assert len(layout.FULL) == 27


def test_officers_are_told_by_their_posts_and_those_of_elsewhere_with_their_organization(desk: Desk) -> None:
    desk.problem(leader="czj/head", owner="jianguan", support=["czj"])
    told = asked(desk.ledger, lambda index: csv_text(layout.rows(ledger(index, LAST_DAY))))
    (row,) = csv.DictReader(io.StringIO(told))
    names = {org: found.name for org, found in desk.ledger.orgs().items()}
    assert row["Leader"].startswith(names["czj"])
    assert "/" not in row["Leader"] + row["Owner"]
    assert row["Supporting units"] == names["czj"]


def test_a_public_ledger_has_only_public_columns_titled_accordingly(county: Desk) -> None:
    told = asked(
        county.ledger, lambda index: csv_text(layout.rows(published(ledger(index, LAST_DAY), {"zjj": "县住建局"})))
    )
    titles, *rows = csv.reader(io.StringIO(told))
    assert "Problem" in titles
    assert {"Problem (symptom)", "Root cause", "Progress", "Rule", "Evidence"}.isdisjoint(titles)
    assert {row[titles.index("Owner")] for row in rows} == {"县住建局", "财政局"}
    assert all("\n" not in row[titles.index("Problem")] for row in rows)
