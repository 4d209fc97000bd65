"""Objections and waits: what may follow what, and that neither moves a problem or its clock."""

import datetime as dt
from typing import Any, Final

import pytest

from tests.builders import (
    FOUND,
    HEAD,
    INSPECTOR,
    LIAISON,
    OFFICE,
    OTHER,
    PARENT,
    SHA256,
    Story,
    called,
    make_entry,
    make_orgs_with_a_larger_office,
    record_id,
)
from yiananlib.model import authority, refusals, retraction
from yiananlib.model.problem import files
from yiananlib.model.standing import FOREVER, blocks, intervals
from yiananlib.model.state import State
from yiananlib.model.vocabulary import Status

DAY: Final = dt.timedelta(days=1)
ORGS: Final = make_orgs_with_a_larger_office()
SHEET: Final = {"file": "0123456789abcdef-职责清单.pdf", "sha256": SHA256, "size": 1}


def told(story: Story, step: str, **fields: Any) -> str:
    return str(story.refusal(step, **fields))


def unauthorised(state: State, step: str, by: str, **fields: Any) -> str | None:
    return authority.refusal(make_entry(step, by=by, **fields), state, ORGS)


def contested() -> Story:
    return Story().has("registered", "contested")


# -- objections


@pytest.mark.parametrize("decision", ["contest-upheld", "contest-dismissed"])
def test_an_objection_waits_until_it_is_decided_and_then_another_may_be_raised(decision: str) -> None:
    story = contested()
    assert told(story, "contested") == "the objection of 2026-03-12 is not yet decided"
    assert story.state.contest is story.entries[1]
    story.add(decision, contest=record_id(1))
    assert story.state.contest is None
    assert told(story, decision, contest=record_id(1)) == f"there is no undecided objection {record_id(1)}"
    assert story.refusal("contested") is None


def test_a_decision_that_names_another_objection_is_refused() -> None:
    assert told(contested(), "contest-upheld", contest="zzzzzz") == "there is no undecided objection zzzzzz"
    assert told(Story().has("registered"), "contest-dismissed") == "there is no undecided objection 000000"


def test_nothing_is_decided_before_it_was_raised() -> None:
    story = Story(found=FOUND - 9 * DAY).has("registered", "contested")
    day = story.entries[1].on
    said = f"its day {day - DAY} is before {day}, the day of the objection"
    assert told(story, "contest-dismissed", contest=record_id(1), on=day - DAY) == said
    assert story.refusal("contest-dismissed", contest=record_id(1), on=day) is None


@pytest.mark.parametrize(
    "path", [(), ("progressed",), ("submitted",), ("submitted", "reviewed:return"), ("submitted", "reviewed:pass")]
)
def test_neither_an_objection_nor_a_wait_moves_a_problem_or_its_clock(path: tuple[str, ...]) -> None:
    story = Story().has("registered", "planned", *path)
    before = story.state
    story.has("contested", "blocked")
    story.add("contest-upheld", contest=story.entries[-2].id)
    story.add("block-cleared", block=story.entries[-2].id)
    after = story.state
    assert after.faults == ()
    assert (after.moves, after.deadlines, after.review) == (before.moves, before.deadlines, before.review)
    one, other = (intervals(state, {"office", "jiwei"})[-1].standing for state in (before, after))
    assert other._replace(upheld=None, contests=0, contests_upheld=0) == one


def test_an_upheld_objection_waits_until_the_problem_is_voided_or_amended() -> None:
    for follows in ("voided", "amended"):
        story = contested()
        story.add("contest-upheld", contest=record_id(1), then="void")
        assert story.state.upheld is story.entries[-1]
        story.add("noted")
        assert story.state.upheld is story.entries[2]
        assert story.state.status is Status.REGISTERED
        story.add(follows)
        assert story.state.upheld is None


@pytest.mark.parametrize("end", [("voided",), ("submitted", "reviewed:pass", "closed")])
def test_closing_or_voiding_a_problem_ends_its_objection_and_its_waits_for_good(
    end: tuple[str, ...],
) -> None:
    story = Story().has("registered", "planned", "contested", "blocked", *end)
    assert story.state.contest is None
    assert [block.ended for block in story.state.blocks] == [len(story.entries) - 1]
    if end[-1] == "closed":
        story.has("reopened")
        assert story.state.contest is None
        assert story.refusal("contested") is None
        assert story.refusal("blocked") is None


def test_only_the_head_objects_or_the_office_for_them_with_a_signed_sheet() -> None:
    state = Story().has("registered").state
    assert unauthorised(state, "contested", HEAD) is None
    assert unauthorised(state, "contested", "czj/head")
    said = unauthorised(state, "contested", OFFICE, **{"for": HEAD})
    assert said == f"an objection recorded for {called(HEAD)} requires the signed sheet: --evidence FILE"
    assert unauthorised(state, "contested", OFFICE, **{"for": HEAD}, evidence=[SHEET]) is None
    assert unauthorised(state, "contested", LIAISON, **{"for": HEAD}, evidence=[SHEET])


def test_whoever_raised_an_objection_neither_decides_it_nor_judges_the_problem() -> None:
    story = Story(leader=OFFICE).has("registered", "contested")
    for step in ("contest-upheld", "contest-dismissed"):
        assert "owns or leads this problem" in str(unauthorised(story.state, step, OFFICE, contest=record_id(1)))
        assert unauthorised(story.state, step, INSPECTOR, contest=record_id(1)) is None
        assert unauthorised(story.state, step, HEAD, contest=record_id(1))


def test_the_files_that_an_objection_rests_on_are_supporting_files() -> None:
    story = Story().has("registered")
    story.add("contested", evidence=[SHEET, {**SHEET, "file": "0123456789abcdef-三定方案.pdf"}])
    assert [(place, file.file) for place, file in files(story.problem)] == [
        (1, "0123456789abcdef-职责清单.pdf"), (1, "0123456789abcdef-三定方案.pdf"),
    ]  # fmt: skip


def test_an_objection_cannot_be_taken_back_as_a_slip() -> None:
    story = contested()
    entry = make_entry("retracted", entry=record_id(1))
    assert retraction.not_a_slip(story.state, entry)  # type: ignore[arg-type]  # it is one


# -- waits


def test_a_problem_may_wait_for_several_organizations_but_for_each_only_once() -> None:
    story = Story().has("registered", "blocked")
    story.add("blocked", org="gov")
    assert told(story, "blocked") == "it has waited for czj since 2026-03-12; clear that first"
    story.add("block-cleared", block=record_id(1))
    assert [block.ended for block in story.state.blocks] == [3, None]
    assert told(story, "block-cleared", block=record_id(1)) == f"there is no open block {record_id(1)}"
    assert story.refusal("blocked") is None


def test_a_problem_does_not_wait_for_its_own_organization() -> None:
    said = told(Story().has("registered"), "blocked", org="zjj")
    assert said == "zjj is the problem's own organization; name the one that it waits for"


def test_a_wait_is_ended_on_its_day_at_the_earliest() -> None:
    story = Story(found=FOUND - 9 * DAY).has("registered", "blocked")
    day = story.entries[1].on
    said = f"its day {day - DAY} is before {day}, the day of the block"
    assert told(story, "block-cleared", block=record_id(1), on=day - DAY) == said
    story.add("block-cleared", block=record_id(1), on=day)
    assert blocks(story.state) == [(day, day, story.state.blocks[0])]


def test_a_wait_that_was_not_ended_has_no_end() -> None:
    story = Story().has("registered", "blocked")
    assert blocks(story.state)[0][:2] == (story.entries[1].on, FOREVER)


@pytest.mark.parametrize("by", [LIAISON, HEAD, PARENT, OFFICE, OTHER, "czj/head"])
def test_those_who_may_record_a_wait_and_those_waited_for_may_end_it(by: str) -> None:
    state = Story().has("registered", "blocked").state
    assert unauthorised(state, "block-cleared", by, block=record_id(1)) is None


def test_nobody_else_ends_a_wait_and_the_refusal_names_who_may() -> None:
    state = Story().has("registered", "blocked").state
    said = unauthorised(state, "block-cleared", INSPECTOR, block=record_id(1))
    assert said == (
        f"{called(INSPECTOR)} may not do this; allowed: 住建局 (zjj) itself, the organizations above it, or the office,"
        " and 财政局 (czj)"
    )
    story = Story().has("registered")
    story.add("blocked", org="gov")
    assert unauthorised(story.state, "block-cleared", OTHER, block=record_id(1))


def test_those_waited_for_do_not_record_the_wait() -> None:
    assert unauthorised(Story().has("registered").state, "blocked", OTHER)


def test_recording_and_the_proof_refuse_alike() -> None:
    story = Story().has("registered", "blocked")
    entry = make_entry("block-cleared", by=INSPECTOR, block=record_id(1))
    (found,) = refusals.of_problem(entry, story.state, refusals.Basis(ORGS, None), placed=True)
    assert found.rule.code == "authority"
