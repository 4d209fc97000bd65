"""The JSON of rules, meetings, cases, tasks and rounds: fixed keys, unset ones null."""

from pathlib import Path

import pytest

from tests.builders import OFFICE
from tests.render.registers import DAY, Told
from tests.render.written import shape
from yiananlib.services.reading.matter_reading import list_cases, list_matters
from yiananlib.services.reading.rounds import rounds
from yiananlib.services.reading.showing import show
from yiananlib.services.reading.tasks import tasks
from yiananlib.services.recording.cases import add_case, case_fields

MATTER = ["id", "org", "org_name", "matter", "title"]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "ledger")


def test_a_rule_has_all_its_keys(told: Told) -> None:
    rows = told.json(lambda index: list_matters(index, DAY, "rule"))
    own = ["governs", "problems", "findings", "owner", "due", "since", "status", "due_now", "decision"]
    assert [list(row) for row in rows] == [MATTER + own] * 2
    assert {row["decision"] for row in rows} == {"keep", "revise"}
    one = told.json(lambda index: show(index, told.done, DAY))
    assert [e["kind"] for e in one["entries"]] == ["listed", "decided", "issued"]


def test_a_meeting_has_all_its_keys(told: Told) -> None:
    rows = told.json(lambda index: list_matters(index, DAY, "meeting"))
    own = ["type", "planned", "due", "aims", "material", "source", "case", "chair", "since", "status", "due_now"]
    assert [list(row) for row in rows] == [MATTER + own] * 2


def test_a_case_is_the_same_in_a_list_and_alone(told: Told) -> None:
    (row,) = told.json(list_cases)
    alone = told.json(lambda index: show(index, "case-1", DAY))
    assert {key: alone[key] for key in row} == row
    assert set(alone) - set(row) == {"accountability", "decisions"}
    assert list(row) == ["id", "title", "opened", "summary", "round", "orgs", "findings", "tasks"]
    assert row["tasks"][0] == {
        "number": 1, "text": "清理制度", "findings": [1, 2], "orgs": ["zjj", "czj"], "due": None,
    }  # fmt: skip


def test_a_case_that_was_added_names_the_round_it_opens(told: Told) -> None:
    added = add_case(told.desk.ledger, told.desk.context(OFFICE), "case-2", case_fields("又一案"))
    found = shape(added)
    assert (found["id"], found["round"], found["uncommitted"]) == ("case-2", "case-2", None)
    assert found["command"].endswith("--round case-2 --everyone")


def test_tasks_say_what_became_of_each(told: Told) -> None:
    found = told.json(lambda index: tasks(index, DAY))
    assert list(found) == ["as_of", "commit", "org", "cases"]
    first = found["cases"][0]["findings"][0]
    assert (first["problems"], first["closed"], first["overdue"], first["rules"]) == (1, 0, 1, 1)
    assert [org["org"] for org in found["cases"][0]["tasks"][0]["by_org"]] == ["zjj", "czj"]


def test_rounds_say_who_passed(told: Told) -> None:
    found = told.json(lambda index: rounds(index, DAY))
    zjj = next(org for org in found["rounds"][0]["orgs"] if org["org"] == "zjj")
    assert (zjj["pass"], zjj["left_out"]) == ("thought", [])
    assert [s["subject"] for s in zjj["subjects"]] == ["team", "head", "deputy-1"]
    assert zjj["subjects"][0]["passed"] is False
