"""Cases, and what became of findings and tasks."""

from pathlib import Path

import pytest

from tests.builders import OFFICE
from tests.render.registers import DAY, Told
from tests.render.written import written
from yiananlib.messages import speaking
from yiananlib.render import plain, show
from yiananlib.render.views import cases
from yiananlib.services.reading.matter_reading import list_cases
from yiananlib.services.reading.showing import show as shown
from yiananlib.services.reading.tasks import tasks
from yiananlib.services.recording.cases import add_case, case_fields


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "ledger")


def test_a_new_case_says_how_to_go_on(told: Told) -> None:
    fields = case_fields("又一案", None, None, ["甲"], [])
    added = add_case(told.desk.ledger, told.desk.context(OFFICE), "case-2", fields)
    text = plain.text(show.document(added))
    assert text.startswith("case-2  又一案\n\nfindings: 1, tasks: 0\n")
    assert text.endswith("\nyian examine ORG --round case-2 --everyone\n")


def test_a_case_has_numbered_findings_and_tasks(told: Told) -> None:
    text = told.text(lambda index: shown(index, "case-1", DAY))
    assert "case-1/3  临时处置" in text
    assert "1, 2                zjj, czj" in text
    assert "all units" in text
    assert "case-1  2026-03-01" in told.text(list_cases)


def test_a_case_without_anything_says_what_to_do(told: Told) -> None:
    add_case(told.desk.ledger, told.desk.context(OFFICE), "case-2", case_fields("又一案"))
    text = told.text(lambda index: shown(index, "case-2", DAY))
    assert "No findings yet. Add them with `yian edit case/case-2`." in text
    assert "No tasks yet" in text


def test_the_report_says_which_findings_no_problem_repeats(told: Told) -> None:
    text = told.text(lambda index: tasks(index, DAY))
    assert "Findings that no problem repeats: case-1/2, case-1/3" in text
    assert "住建局 0/1; 财政局 0/0" in text


def test_without_cases_the_view_says_so(told: Told) -> None:
    (told.desk.root / "cases/case-1.toml").unlink()
    assert "There are no cases" in told.text(lambda index: tasks(index, DAY))
    assert "There are no cases" in told.text(list_cases)


def test_the_table_has_a_row_for_each_finding_and_task(told: Told) -> None:
    table = cases.rows(told.ask(lambda index: tasks(index, DAY)))
    assert [row[1].text for row in table.rows] == ["Finding", "Finding", "Finding", "Task", "Task"]
    assert all(len(row) == len(table.columns) for row in table.rows)
    text = written(told.ask(lambda index: tasks(index, DAY)), "csv")
    assert len(text.splitlines()) == 6
    with speaking("en"):
        assert written(told.ask(lambda index: tasks(index, DAY)), "md").startswith("# ")
