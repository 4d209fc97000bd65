"""Merging: union in order, the lifecycle asked again, fields one by one; and the laws of it."""

import datetime as dt
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings

from tests.branching import Branches, branches, grown
from tests.builders import (
    START,
    Story,
    make_campaign,
    make_checklist,
    make_entry,
    make_head,
    make_org,
    record_id,
    round_of,
    story_at,
)
from tests.trying import tries
from yiananlib.model.base import Base
from yiananlib.model.cases import Case, CaseFinding
from yiananlib.model.lifecycle import fold
from yiananlib.model.merging import (
    Conflict,
    Unmergeable,
    interleaved,
    merge_definitions,
    merge_records,
)
from yiananlib.model.org import Org
from yiananlib.model.problem import Problem
from yiananlib.model.rounds import Answered, Round
from yiananlib.model.vocabulary import Status

R = TypeVar("R", bound=Base)


def on(story: Story, *steps: tuple[str, int], salt: int = 100, **fields: Any) -> Problem:
    """Return the story's problem with more steps, each so many minutes after its last entry."""
    problem = story.problem
    for n, (step, minutes) in enumerate(steps):
        at = story.clock + dt.timedelta(minutes=minutes)
        entry = story.next(step, id=record_id(salt + n), **({"at": at} | fields))
        problem = problem.followed_by(entry)
    return problem


def sentence(caught: pytest.ExceptionInfo[Unmergeable]) -> str:
    return "\n".join(f"{c.reason} → {c.remedy}" for c in caught.value.conflicts)


def outcome(base: Problem, ours: Problem, theirs: Problem) -> Problem | tuple[Conflict, ...]:
    try:
        return merge_records(base, ours, theirs)
    except Unmergeable as error:
        return error.conflicts


# problems


@settings(max_examples=tries(50, in_ci=2_000, thorough=10_000))
@given(branches())
def test_merging_commutes_loses_nothing_and_lets_nothing_illegal_pass(pair: Branches) -> None:
    merged = outcome(*pair)
    assert outcome(pair.base, pair.theirs, pair.ours) == merged
    if not isinstance(merged, Problem):
        return
    assert fold(merged).faults == ()
    for side in pair:
        kept = {e.id for e in side.entries}
        assert tuple(e for e in merged.entries if e.id in kept) == side.entries
    assert {e.id for e in merged.entries} == {e.id for side in pair for e in side.entries}


@given(branches())
def test_a_merged_record_can_be_merged_again_with_its_sources(pair: Branches) -> None:
    merged = outcome(*pair)
    if not isinstance(merged, Problem):
        return
    assert merge_records(pair.base, merged, pair.ours) == merged
    assert merge_records(pair.ours, merged, pair.ours) == merged
    later = grown(pair.theirs, [(3, 100)], 3000)
    again = outcome(pair.theirs, merged, later)
    if isinstance(again, Problem):
        assert {e.id for e in again.entries} == {e.id for e in (*merged.entries, *later.entries)}


def test_a_side_that_did_nothing_changes_nothing() -> None:
    story = story_at(Status.RECTIFYING)
    side = on(story, ("progressed", 5))
    assert merge_records(story.problem, side, story.problem) == side


def test_entries_stand_by_the_time_at_which_they_were_recorded() -> None:
    story = story_at(Status.RECTIFYING)
    ours = on(story, ("noted", 5), ("noted", 30))
    theirs = on(story, ("noted", 10), ("noted", 20), salt=200)
    merged = merge_records(story.problem, ours, theirs).entries[len(story.entries) :]
    assert [e.id for e in merged] == [record_id(n) for n in (100, 200, 201, 101)]


def test_a_side_keeps_its_own_order_though_its_clock_ran_back() -> None:
    story = story_at(Status.RECTIFYING)
    ours = on(story, ("noted", 20), ("noted", 12))
    theirs = on(story, ("noted", 15), salt=200)
    merged = merge_records(story.problem, ours, theirs).entries[len(story.entries) :]
    assert [e.id for e in merged] == [record_id(n) for n in (200, 100, 101)]


def test_the_two_decisions_that_collide_are_named() -> None:
    story = story_at(Status.PASSED)
    ours, theirs = on(story, ("closed", 5)), on(story, ("evidenced", 9), salt=200)
    with pytest.raises(Unmergeable) as caught:
        merge_records(story.problem, ours, theirs)
    said = sentence(caught)
    assert "“close” by office/liaison at 2026-03-12 09:38" in said
    assert "“add evidence” by zjj/liaison at 2026-03-12 09:42" in said
    assert "has not shared theirs gives way" in said


def test_of_several_decisions_the_one_that_is_in_the_way_is_named() -> None:
    story = story_at(Status.SUBMITTED)
    ours = on(story, ("withdrawn", 5), ("noted", 6))
    theirs = on(story, ("reviewed:return", 9), salt=200)
    with pytest.raises(Unmergeable) as caught:
        merge_records(story.problem, ours, theirs)
    assert "“withdraw the submission”" in sentence(caught)
    assert "“note”" not in sentence(caught)


def test_a_pass_given_before_a_merged_in_change_lapses() -> None:
    story = story_at(Status.SUBMITTED)
    passed = on(story, ("reviewed:pass", 20))
    changed = on(story, ("evidenced", 10), salt=200)
    merged = merge_records(story.problem, passed, changed)
    assert fold(merged).status is Status.SUBMITTED
    assert fold(merged).review is None


def test_a_change_after_the_pass_makes_it_lapse_too() -> None:
    story = story_at(Status.SUBMITTED)
    merged = merge_records(story.problem, on(story, ("reviewed:pass", 10)), on(story, ("evidenced", 20), salt=200))
    assert fold(merged).status is Status.SUBMITTED


def test_a_closed_problem_stays_closed_despite_entries_its_review_had_not_seen() -> None:
    story = story_at(Status.SUBMITTED)
    closed = on(story, ("reviewed:pass", 20))
    story_closed = closed.followed_by(
        make_entry("closed", id=record_id(300), at=story.clock + dt.timedelta(minutes=25))
    )
    merged = merge_records(story.problem, story_closed, on(story, ("evidenced", 10), salt=200))
    state = fold(merged)
    assert (state.status, len(state.unseen)) == (Status.CLOSED, 1)


@pytest.mark.parametrize("swap", [False, True])
def test_an_edited_head_is_a_conflict_that_names_the_field(swap: bool) -> None:
    story = story_at(Status.RECTIFYING)
    edited = Problem("zjj", make_head(title="另一题", due=dt.date(2026, 12, 31)), story.problem.entries)
    sides = (edited, story.problem) if not swap else (story.problem, edited)
    with pytest.raises(Unmergeable, match=r"title, due") as caught:
        merge_records(story.problem, *sides)
    assert "yian amend" in sentence(caught)


def test_an_entry_taken_out_is_a_conflict() -> None:
    story = story_at(Status.SUBMITTED)
    shorter = Problem("zjj", story.head, story.problem.entries[:-1])
    with pytest.raises(Unmergeable, match="removed “submit for close-out” by zjj/liaison"):
        merge_records(story.problem, shorter, story.problem)


def test_an_entry_changed_is_a_conflict_even_where_both_changed_it_alike() -> None:
    story = story_at(Status.RECTIFYING)
    changed = [*story.entries[:-1], make_entry("progressed", id=story.ids[-1], note="改过", at=story.clock)]
    other = Problem("zjj", story.head, tuple(changed))
    for sides in ((other, story.problem), (story.problem, other), (other, other)):
        with pytest.raises(Unmergeable, match="one side changed “report progress”"):
            merge_records(story.problem, *sides)


def test_entries_put_into_another_order_are_a_conflict() -> None:
    story = story_at(Status.RECTIFYING).has("noted", "noted")
    *rest, one, two = story.entries
    moved = Problem("zjj", story.head, (*rest, two, one))
    with pytest.raises(Unmergeable, match="different orders"):
        merge_records(story.problem, moved, story.problem)


def test_without_a_base_the_heads_must_be_the_same_and_the_entries_are_joined() -> None:
    story = story_at(Status.RECTIFYING)
    ours, theirs = on(story, ("noted", 5)), on(story, ("noted", 6), salt=200)
    assert len(merge_records(None, ours, theirs).entries) == len(story.entries) + 2
    other = Problem("zjj", make_head(title="另一题"), theirs.entries)
    with pytest.raises(Unmergeable, match="both sides created a record with this id, and title differ"):
        merge_records(None, ours, other)


def test_the_same_id_for_two_entries_is_a_conflict() -> None:
    story = story_at(Status.RECTIFYING)
    ours, theirs = on(story, ("noted", 5)), on(story, ("noted", 6))
    with pytest.raises(Unmergeable, match="have the same id"):
        merge_records(story.problem, ours, theirs)
    twice = ours.followed_by(ours.entries[-1])
    with pytest.raises(Unmergeable, match="two entries on one side"):
        merge_records(story.problem, twice, story.problem)


def test_the_same_entry_on_both_sides_is_one_entry() -> None:
    story = story_at(Status.RECTIFYING)
    side = on(story, ("noted", 5))
    assert merge_records(story.problem, side, side) == side


def test_a_side_that_was_invalid_before_the_merge_is_told_to_correct_itself() -> None:
    story = story_at(Status.RECTIFYING)
    with pytest.raises(Unmergeable, match="already invalid before the merge") as caught:
        merge_records(story.problem, on(story, ("closed", 5)), story.problem)
    assert "correct that side" in sentence(caught)


def test_faults_already_in_the_base_do_not_stop_a_merge() -> None:
    story = story_at(Status.RECTIFYING).has("closed")
    merged = merge_records(story.problem, on(story, ("noted", 5)), on(story, ("noted", 6), salt=200))
    assert len(fold(merged).faults) == 1


# a commit put on another base


def test_picking_takes_what_the_commit_added_and_misses_nothing_else() -> None:
    story = story_at(Status.RECTIFYING)
    before = on(story, ("noted", 5))
    picked = before.followed_by(make_entry("noted", id=record_id(300), at=story.clock + dt.timedelta(minutes=9)))
    ours = on(story, ("noted", 7), salt=200)
    with pytest.raises(Unmergeable, match="removed"):
        merge_records(before, ours, picked)
    merged = merge_records(before, ours, picked, picking=True)
    assert [e.id for e in merged.entries[-2:]] == [record_id(200), record_id(300)]


def test_picking_an_entry_without_what_it_rests_on_is_a_conflict() -> None:
    story = story_at(Status.RECTIFYING)
    before = on(story, ("planned", 5), number=2)
    picked = before.followed_by(
        make_entry("completed", id=record_id(300), measure=2, at=story.clock + dt.timedelta(minutes=9))
    )
    with pytest.raises(Unmergeable, match="is not valid on its own: there is no measure 2"):
        merge_records(before, story.problem, picked, picking=True)


# order


def test_interleaving_keeps_each_order_and_what_is_shared() -> None:
    def merged(a: str, b: str) -> str | None:
        found = interleaved(a, b, str, lambda x, y: x <= y)
        return None if found is None else "".join(found)

    assert merged("abc", "") == "abc"
    assert merged("aXc", "bXd") == "abXcd"
    assert merged("XaY", "XbY") == "XabY"
    assert merged("XY", "YX") is None


# rounds


def answered(number: int, prompt: str, minutes: int, reason: str = "已对照") -> Answered:
    return Answered.model_validate(
        {
            "id": record_id(number),
            "at": START + dt.timedelta(minutes=minutes),
            "by": "zjj/liaison",
            "prompt": prompt,
            "answer": "clear",
            "reason": reason,
        }
    )


def make_round(*answers: Answered, **fields: Any) -> Round:
    values: dict[str, Any] = {"opened": START.date(), "subjects": ("team", "head"), "answers": answers}
    return round_of(values | fields)


def test_answers_of_both_sides_are_joined_by_time() -> None:
    first = answered(0, "p01", 0)
    base = make_round(first)
    ours, theirs = make_round(first, answered(2, "p02", 9)), make_round(first, answered(1, "p02", 5))
    for sides in ((ours, theirs), (theirs, ours)):
        merged = merge_records(base, *sides)
        assert [a.id for a in merged.answers] == [record_id(n) for n in (0, 1, 2)]
    assert merge_records(None, ours, theirs).answers == merged.answers


def test_a_changed_answer_is_a_conflict() -> None:
    base = make_round(answered(0, "p01", 0))
    with pytest.raises(Unmergeable, match="changed the answer to p01"):
        merge_records(base, make_round(answered(0, "p01", 0, "改")), base)


def test_a_round_opened_differently_on_both_sides_is_a_conflict() -> None:
    other = make_round(opened=START.date() - dt.timedelta(days=3))
    with pytest.raises(Unmergeable, match="opened"):
        merge_records(None, make_round(), other)


# definitions


def org_of(*officers: str, **fields: Any) -> Org:
    return make_org(
        officers=[{"id": o.partition(":")[0], "post": o.partition(":")[2] or "职务"} for o in officers], **fields
    )


def defined(base: R | None, ours: R, theirs: R) -> R:
    return merge_definitions(base, ours, theirs, {"officers": "id", "prompts": "id", "findings": "number"})


def test_officers_are_merged_by_id_and_each_field_by_itself() -> None:
    base = org_of("a", "b")
    ours, theirs = org_of("a:局长", "b", "c"), org_of("a", "b", "d", name="新名")
    merged = defined(base, ours, theirs)
    assert merged == defined(base, theirs, ours)
    assert [o.id for o in merged.officers] == ["a", "b", "c", "d"]
    assert (merged.name, merged.officers[0].post) == ("新名", "局长")


def test_an_officer_taken_out_on_one_side_is_out_unless_the_other_changed_it() -> None:
    base = org_of("a", "b")
    assert [o.id for o in defined(base, org_of("a"), base).officers] == ["a"]
    assert [o.id for o in defined(base, base, org_of("b")).officers] == ["b"]
    with pytest.raises(Unmergeable, match=r"officers\.b.*nothing"):
        defined(base, org_of("a"), org_of("a", "b:副局长"))


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_list_that_one_side_emptied_and_the_other_added_to_is_a_conflict(mirrored: bool) -> None:
    base, emptied, longer = org_of("a"), org_of(), org_of("a", "b")
    with pytest.raises(Unmergeable, match=r"both sides changed officers: to .*nothing"):
        defined(base, *((longer, emptied) if mirrored else (emptied, longer)))
    assert defined(base, *((base, emptied) if mirrored else (emptied, base))).officers == ()
    with pytest.raises(Unmergeable, match=r"officers\.a\.post"):
        defined(emptied, org_of("a:甲"), org_of("a:乙"))


def test_rows_that_are_told_apart_by_number_are_merged_one_by_one() -> None:
    def case(*findings: tuple[int, str]) -> Case:
        rows = tuple(CaseFinding(number=n, text=text) for n, text in findings)
        return Case(title="住建系统两起案件", opened=START.date(), findings=rows)

    base = case((1, "先干后批"), (3, "临时处置"))
    ours, theirs = (
        case((1, "先干后批"), (2, "不报批"), (3, "临时处置")),
        case((1, "先干后批"), (3, "处置"), (10, "久拖")),
    )
    assert defined(base, ours, theirs) == case((1, "先干后批"), (2, "不报批"), (3, "处置"), (10, "久拖"))
    with pytest.raises(Unmergeable, match=r"findings\.2\.text"):
        defined(base, ours, case((1, "先干后批"), (2, "另一个"), (3, "临时处置")))


def test_an_order_changed_on_one_side_stands() -> None:
    base = org_of("a", "b", "c")
    merged = defined(base, org_of("c", "a", "b"), org_of("a", "b", "c", "d"))
    assert [o.id for o in merged.officers] == ["c", "a", "b", "d"]
    with pytest.raises(Unmergeable, match="changed the order"):
        defined(base, org_of("c", "a", "b"), org_of("b", "a", "c"))


def test_the_same_field_changed_differently_is_a_conflict_with_both_values() -> None:
    with pytest.raises(Unmergeable, match="both sides changed name: to “甲” and to “乙”"):
        defined(org_of(), org_of(name="甲"), org_of(name="乙"))


def test_a_prompt_added_on_both_sides_under_one_id_is_a_conflict() -> None:
    base = make_checklist(2)
    ours = make_checklist(3)
    theirs = type(ours).model_validate(
        {"prompts": [*base.plain()["prompts"], {"id": "p03", "aspect": "political", "text": "另一问"}]}
    )
    with pytest.raises(Unmergeable, match=r"prompts\.p03\.text"):
        defined(base, ours, theirs)


def test_settings_are_merged_to_the_last_table() -> None:
    base = make_campaign()
    ours = make_campaign(vocabulary={"field": {"tender": "招标投标", "none": "无", "land": "征地"}})
    theirs = make_campaign(gate={"publicity": True}, vocabulary={"field": {"tender": "招投标", "none": "无"}})
    merged = defined(base, ours, theirs)
    assert merged.vocabulary["field"] == {"tender": "招投标", "none": "无", "land": "征地"}
    assert merged.gate.publicity


def test_fields_that_do_not_go_together_are_a_conflict() -> None:
    base = make_checklist(1)
    campaign = make_campaign()
    assert defined(campaign, campaign, campaign) == campaign
    assert defined(base, base, make_checklist(2)) == make_checklist(2)
