"""What the cells of a unit's workbook say, which are to be filled in, and what a change means."""

import datetime as dt

import pytest

from tests.builders import PATHS, Story, story_at
from yiananlib.model import unit_cells
from yiananlib.model.unit_cells import FILLED, SHOWN, YES, Change, Key, Part, change, fillable, keys, now, same
from yiananlib.model.vocabulary import Status

WHOLE, FIRST = Key("k7m2qd"), Key("k7m2qd", 1)
SAID = {"rule": "工程变更审批办法", "wider": "全局12个项目已自查", "effect": "变更审批率由58%升至100%"}


def test_a_row_is_a_problem_or_a_measure_of_its_round() -> None:
    story = story_at(Status.REGISTERED)
    assert [str(key) for key in keys(story.state)] == ["k7m2qd", "k7m2qd/1"]
    assert [key.part for key in keys(story.state)] == [Part.PROBLEM, Part.MEASURE]
    again = story_at(Status.CLOSED).has("reopened")
    assert list(keys(again.state)) == [WHOLE]


def test_progress_is_what_was_said_last_of_the_problem_and_of_each_measure() -> None:
    story = story_at(Status.REGISTERED)
    assert now(story.state, WHOLE)["progress"] == ""
    story.add("progressed", note="一")
    story.add("progressed", note="二", measure=1)
    story.add("progressed", note="三")
    assert (now(story.state, WHOLE)["progress"], now(story.state, FIRST)["progress"]) == ("三", "二")
    story.add("retracted", entry=story.ids[-1])
    story.has("submitted", "reviewed:pass", "closed", "reopened")
    assert (now(story.state, WHOLE)["progress"], now(story.state, FIRST)["progress"]) == ("", "")


def test_a_measure_that_is_lost_says_nothing() -> None:
    assert now(story_at(Status.REGISTERED).state, Key("k7m2qd", 9)) == {"progress": "", "completed": ""}


def test_the_texts_of_a_returned_submission_stay_readable() -> None:
    said = now(story_at(Status.SUBMITTED).state, WHOLE)
    assert (said["submit"], {name: said[name] for name in SAID}) == (YES, SAID)
    said = now(story_at(Status.RETURNED).state, WHOLE)
    assert (said["submit"], {name: said[name] for name in SAID}) == ("", SAID)
    assert now(story_at(Status.CLOSED).has("reopened").state, WHOLE)["effect"] == ""


def test_an_incomplete_submission_is_to_be_followed_by_another() -> None:
    story = story_at(Status.RECTIFYING)
    story.add("submitted", incomplete="佐证未齐")
    assert now(story.state, WHOLE)["submit"] == ""
    assert fillable(story.state, WHOLE) == frozenset(FILLED[Part.PROBLEM])


@pytest.mark.parametrize("status", Status)
def test_waiting_and_settled_problems_cannot_be_filled_in(status: Status) -> None:
    is_open = status in SHOWN and status not in (Status.SUBMITTED, Status.PASSED)
    state = story_at(status).state
    assert set(PATHS) == set(Status)
    assert bool(fillable(state, WHOLE)) == bool(fillable(state, FIRST)) == is_open


def test_the_day_of_a_measure_that_is_done_is_open_again_when_the_problem_was_returned() -> None:
    story = story_at(Status.RECTIFYING)
    assert "completed" in fillable(story.state, FIRST)
    story.add("completed", on=dt.date(2026, 3, 12))
    assert now(story.state, FIRST)["completed"] == "2026-03-12"
    assert fillable(story.state, FIRST) == {"progress"}
    story.has("submitted", "reviewed:return")
    assert "completed" in fillable(story.state, FIRST)
    story.add("completed", on=dt.date(2026, 3, 20))
    assert now(story.state, FIRST)["completed"] == "2026-03-20"


@pytest.mark.parametrize(
    ("base", "held", "said", "became"),
    [
        ("", "", "", Change.NONE), ("甲", "甲", "甲", Change.NONE), ("甲", "甲", "乙", Change.NONE),
        ("甲", "乙", "乙", Change.NONE), ("甲", "乙", "甲", Change.MADE), ("", "乙", "", Change.MADE),
        ("甲", "", "甲", Change.MADE), ("甲", "乙", "丙", Change.CONFLICT), ("", "乙", "丙", Change.CONFLICT),
        ("甲\n乙", " 甲 乙 ", "丙", Change.NONE), ("甲", "甲\r\n", "甲", Change.NONE),
    ],
)  # fmt: skip
def test_a_cell_is_told_by_three_values(base: str, held: str, said: str, became: Change) -> None:
    assert change(base, held, said) is became


def test_cells_compare_regardless_of_white_space_and_invalid_texts_as_they_are() -> None:
    assert same("a\tb\n c", "a b c")
    assert same("\x00", "\x00")
    assert not same("\x00", "\x01")


def test_what_the_ledger_has_learned_since_is_not_recorded_again() -> None:
    story = story_at(Status.RECTIFYING)
    seen = story.ids
    story.add("progressed", note="已补办")
    story.add("progressed", note="又核验")
    story.add("completed", on=dt.date(2026, 3, 11))
    told = unit_cells.said_since
    assert told(story.state, seen, WHOLE, "progress", "已补办")
    assert not told(story.state, seen, FIRST, "progress", "已补办")
    assert not told(story.state, seen, WHOLE, "progress", "已清查5个项目")
    assert told(story.state, seen, FIRST, "completed", "2026-03-11")
    assert not told(story.state, seen, FIRST, "completed", "2026-03-12")
    assert not told(story.state, story.ids, WHOLE, "progress", "已补办")


def test_a_submission_that_was_returned_since_is_not_made_again() -> None:
    story = story_at(Status.RECTIFYING)
    seen = story.ids
    held = dict.fromkeys(unit_cells.TEXTS, "") | SAID
    assert not unit_cells.submitted_since(story.state, seen, held)
    story.has("submitted", "reviewed:return")
    assert unit_cells.submitted_since(story.state, seen, held)
    assert not unit_cells.submitted_since(story.state, seen, held | {"effect": "另一句"})
    assert not unit_cells.submitted_since(story.state, story.ids, held)


def test_a_day_is_read_as_it_is_written() -> None:
    assert unit_cells.day("2026-03-11") == dt.date(2026, 3, 11)


def test_a_measure_s_key_names_its_problem_and_its_number() -> None:
    assert str(Key(Story().head.id, 12)) == "k7m2qd/12"


def test_only_the_command_completes_recurring_measures() -> None:
    story = Story().has("registered")
    story.add("planned", every="month", due=dt.date(2026, 4, 30), **{"from": dt.date(2026, 3, 31)})
    assert fillable(story.state, FIRST) == {"progress"}
    for name in ("2026-03", "2026-04"):
        assert now(story.state, FIRST)["completed"] == ""
        story.add("excused", occurrence=name)
    assert now(story.state, FIRST)["completed"] == "2026-03-12"
    assert fillable(story.state, FIRST) == {"progress"}
