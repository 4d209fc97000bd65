"""What is said of a record of a register: by its row, in the reader's words."""

import datetime as dt
from pathlib import Path

import pytest

from tests.builders import OFFICE, OTHER
from tests.render.registers import DAY, Told
from tests.services.registers import FILED, filed
from yiananlib.index.sync import Index
from yiananlib.services.reading.dispatches import last_sent, since
from yiananlib.services.reading.due import due
from yiananlib.services.reading.matter_reading import list_matters
from yiananlib.services.reading.report import Report, report
from yiananlib.services.reading.showing import show

ASSIGNED = ("assigned", {"org": "czj", "due": dt.date(2026, 6, 10)}, OFFICE)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "ledger")


def parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("  ") if part.strip()]


def test_a_row_has_what_the_register_s_columns_say(told: Told) -> None:
    ref = filed(told.desk, "opinion", ASSIGNED)
    text = told.text(lambda index: list_matters(index, DAY, "opinion"))
    assert parts(text.split("\n")[0]) == [
        "Record", "Unit", "Title", "Day", "From whom", "By what means", "Assigned to", "Answer due", "Problem",
        "Status",
    ]  # fmt: skip
    assert parts(next(line for line in text.split("\n") if line.startswith(ref))) == [
        ref, "住建局", "变更审批环节多", "2026-03-12", "enterprises", "forum", "财政局", "2026-06-10", "to be answered",
    ]  # fmt: skip


def test_one_whole_says_its_head_and_what_was_said_last(told: Told) -> None:
    ref = filed(told.desk, "opinion", ASSIGNED, ("answered", {"text": "已压减为三个窗口"}, OTHER))
    text = told.text(lambda index: show(index, ref, DAY))
    assert "From whom      enterprises\n" in text
    assert "Assigned to    财政局\n" in text
    assert "Answer         已压减为三个窗口\n" in text
    assert "财政局  2026-06-10" in text
    assert "Why not taken up" not in text


@pytest.mark.parametrize("name", list(FILED))
def test_a_list_that_is_empty_says_how_it_is_filled(told: Told, name: str) -> None:
    assert f"`yian {name}" in told.text(lambda index: list_matters(index, DAY, name))


def test_a_waiting_record_is_shown_to_whoever_must_act(told: Told) -> None:
    ref = filed(told.desk, "opinion", ASSIGNED)
    assert f"Opinions to be answered: 1\n\n{'Record':{len(ref)}}" in told.text(lambda index: due(index, DAY, org="czj"))
    assert ref not in told.text(lambda index: due(index, DAY, org="zjj"))
    waits = told.json(lambda index: due(index, DAY, org="czj"))["waits"]["opinions"]
    assert [row["id"] for row in waits] == [ref.partition("/")[2]]


def test_json_says_with_whom_an_opinion_lies(told: Told) -> None:
    filed(told.desk, "opinion", ASSIGNED)
    (row,) = told.json(lambda index: list_matters(index, DAY, "opinion"))
    assert (row["org"], row["lies_with"], row["due_now"]) == ("zjj", "czj", dt.date(2026, 6, 10))


def test_a_report_has_the_figures_of_what_was_recorded_and_no_empty_heading(told: Told) -> None:
    assert "\nRegisters\n" not in told.text(lambda index: report(index, DAY))
    filed(told.desk, "opinion", ASSIGNED)
    assert "Opinions  collected 1  waiting 1  late 1\n" in told.text(lambda index: report(index, DAY))
    figures = told.json(lambda index: report(index, DAY))["registers"]["opinion"]
    assert figures == {"collected": 1, "answered": 0, "raised": 0, "declined": 0, "waiting": 1, "late": 1}


def test_a_group_is_told_as_it_was_said_last_and_the_units_that_have_none(told: Told) -> None:
    ref = filed(told.desk, "group", ("changed", {"reason": "调整", "chair": "第一书记"}, "zjj/liaison"))
    text = told.text(lambda index: list_matters(index, DAY, "group"))
    assert parts(next(line for line in text.split("\n") if line.startswith(ref))) == [
        ref, "住建局", "以案促改领导小组", "2026-03-12", "leading group", "第一书记", "职务 deputy-1, 派驻纪检组组长",
        "3号", "in place",
    ]  # fmt: skip
    assert text.endswith("\nUnits without a group: 县政府, 财政局\n")
    shown = told.text(lambda index: show(index, ref, DAY))
    assert "Chaired by      第一书记\n" in shown
    assert "Why it changed  调整\n" in shown
    assert "units without 2\n" in told.text(lambda index: report(index, DAY))
    assert told.json(lambda index: report(index, DAY))["registers"]["group"] == {
        "standing": 1, "dissolved": 0, "units": 3, "without": ["gov", "czj"],
    }  # fmt: skip


def test_a_unit_of_high_risk_is_named_so_in_the_report_with_the_reason_in_its_list(told: Told) -> None:
    filed(told.desk, "mark")
    text = told.text(lambda index: report(index, DAY))
    assert "  住建局 (high risk)" in text
    assert "财政局 (high risk)" not in text
    rows = told.json(lambda index: report(index, DAY))["by_org"]
    assert {row["org"]: row["marked"] for row in rows}["zjj"] == "两年内三起案件"
    listed = told.text(lambda index: list_matters(index, DAY, "mark"))
    assert "Why it is marked" in listed
    narrowed = told.text(lambda index: report(index, DAY, marked=True))
    assert "Only units marked as high risk, and those below them." in narrowed


def test_a_mechanism_is_told_by_the_campaign_s_word(told: Told) -> None:
    path = told.desk.root / "yian.toml"
    told.desk.write("yian.toml", path.read_text("utf-8") + '\n[vocabulary.mechanism]\nspare = "容错纠错"\n')
    filed(told.desk, "commendation", mechanism="spare")
    assert "容错纠错" in told.text(lambda index: list_matters(index, DAY, "commendation"))


def test_a_report_that_is_sent_again_has_the_figures_of_then_beside_those_of_now(told: Told) -> None:
    ref = filed(told.desk, "dispatch")
    told.desk.problem(title="后来登记")

    def again(index: Index) -> Report:
        row = last_sent(index, DAY, "市委办", "zjj", None)
        assert row is not None
        return since(report(index, DAY), index, row)

    text = told.text(again)
    assert "\nSince the last report to 市委办\n\nSent on 2026-03-12, as of 2026-03-12.\n" in text
    assert "Since the last" not in told.text(lambda index: report(index, DAY))
    said = told.json(again)["since_last_sent"]
    assert (said["to"], said["ref"], said["figures"]["total"]) == ("市委办", ref, 2)
    assert told.json(lambda index: report(index, DAY))["since_last_sent"] is None
