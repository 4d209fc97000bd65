"""What is taken back: left out by the fold for every day, by whom, and what stays."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, START, STEPS, Story, make_entry, make_orgs, story_at
from yiananlib.model import authority, matters, retraction
from yiananlib.model.entries import KINDS, Entry, Retracted
from yiananlib.model.lifecycle import fold, refusal
from yiananlib.model.problem import Problem
from yiananlib.model.standing import intervals
from yiananlib.model.vocabulary import Status
from yiananlib.store.kinds import MATTERS

ORGS = make_orgs()


def retracts(target: Entry, **fields: Any) -> Retracted:
    made = make_entry("retracted", **{"id": "zzzzzz", "at": target.at, "by": target.by, "entry": target.id, **fields})
    assert isinstance(made, Retracted)
    return made


def last(problem: Problem, kind: str) -> Entry:
    return next(e for e in reversed(problem.entries) if e.kind == kind)


def test_a_measure_that_is_taken_back_was_never_there() -> None:
    problem = story_at(Status.REGISTERED).problem
    after = fold(problem.followed_by(retracts(last(problem, "planned"))))
    assert not after.measures
    assert not after.faults
    assert all(i.standing.measures == 0 for i in intervals(after, ()))


def test_a_completion_that_is_taken_back_moves_nothing() -> None:
    story = story_at(Status.REGISTERED)
    story.add("completed", measure=1)
    assert story.state.status is Status.RECTIFYING
    after = fold(story.problem.followed_by(retracts(last(story.problem, "completed"))))
    assert after.status is Status.REGISTERED
    assert after.measures[0].completed is None


def test_a_measure_on_which_something_rests_stays_until_that_is_taken_back() -> None:
    story = story_at(Status.REGISTERED)
    story.add("completed", measure=1)
    planned, completed = last(story.problem, "planned"), last(story.problem, "completed")
    assert f"entry {completed.id} depends on it" in str(refusal(story.problem, retracts(planned)))
    without = story.problem.followed_by(retracts(completed))
    assert refusal(without, retracts(planned, id="yyyyyy")) is None


@pytest.mark.parametrize(("name", "said"), [("yyyyyy", "there is no entry"), ("000000", "cannot be taken back")])
def test_neither_a_missing_entry_nor_the_first_one_can_be_taken_back(name: str, said: str) -> None:
    problem = story_at(Status.RECTIFYING).problem
    assert said in str(refusal(problem, retracts(problem.entries[0], entry=name)))


def test_no_entry_is_taken_back_twice_and_no_retraction_at_all() -> None:
    problem = story_at(Status.REGISTERED).problem
    first = retracts(last(problem, "planned"))
    again = problem.followed_by(first)
    assert "already taken back" in str(refusal(again, retracts(last(problem, "planned"), id="yyyyyy")))
    assert "cannot be taken back" in str(refusal(again, retracts(first, id="yyyyyy")))


def test_a_retraction_that_is_refused_takes_nothing_back() -> None:
    problem = story_at(Status.REGISTERED).problem
    early = Problem(problem.org, problem.head, (problem.entries[0], retracts(problem.entries[1]), problem.entries[1]))
    assert retraction.left_out(early.entries) == frozenset()
    assert len(fold(early).measures) == 1


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_only_a_measure_evidence_or_a_completion_is_a_slip(kind: str) -> None:
    state = story_at(Status.RECTIFYING).state
    entry = make_entry(next(step for step in STEPS if step.partition(":")[0] == kind), id="yyyyyy")
    said = retraction.not_a_slip(state._replace(problem=state.problem.followed_by(entry)), retracts(entry))
    assert (said is None) is (kind in retraction.SLIPS)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.PASSED, Status.CLOSED, Status.VOIDED])
def test_nothing_is_taken_back_once_it_is_up_for_judgement(status: Status) -> None:
    state = story_at(status).state
    assert ("nothing can be taken back while") in str(
        retraction.not_a_slip(state, retracts(last(state.problem, "planned")))
    )


def test_what_a_close_rested_on_stays_after_a_reopening() -> None:
    story = story_at(Status.CLOSED)
    story.add("reopened")
    said = retraction.not_a_slip(story.state, retracts(last(story.problem, "planned")))
    assert "belongs to a round that was closed on the basis of it" in str(said)


@pytest.mark.parametrize(
    ("by", "days", "may"),
    [
        (LIAISON, 0, True),
        (LIAISON, 1, False),
        (HEAD, 0, False),
        (OFFICE, 0, True),
        (OFFICE, 30, True),
        (INSPECTOR, 0, False),
        (OTHER, 0, False),
    ],
)
def test_who_made_it_may_take_it_back_on_the_same_day_and_the_office_later(by: str, days: int, may: bool) -> None:
    state = story_at(Status.REGISTERED).state
    entry = last(state.problem, "planned")
    said = authority.refusal(retracts(entry, by=by, at=entry.at + dt.timedelta(days=days)), state, ORGS)
    assert (said is None) is may, said


def test_of_a_problem_of_the_office_the_inspectors_take_back() -> None:
    problem = story_at(Status.REGISTERED).problem
    office = Problem("office", problem.head, problem.entries)
    entry, later = last(problem, "planned"), dt.timedelta(days=1)
    for by, may in ((OFFICE, False), (INSPECTOR, True)):
        said = authority.refusal(retracts(entry, by=by, at=entry.at + later), fold(office), ORGS)
        assert (said is None) is may, said


@given(st.lists(st.sampled_from(sorted(STEPS.keys() - {"retracted", "redated"})), max_size=12), st.data())
def test_the_fold_is_that_of_the_record_without_the_entry(steps: list[str], data: st.DataObject) -> None:
    """Whatever it is; that nothing rests on it is asked before, and not here."""
    problem = Story().has("registered", "planned", *steps).problem
    target = data.draw(st.sampled_from(problem.entries[1:]))
    found = fold(problem.followed_by(retracts(target, at=problem.entries[-1].at)))
    rest = tuple(e for e in problem.entries if e is not target)
    wanted = fold(Problem(problem.org, problem.head, rest))
    assert (found.status, found.measures, found.deadlines, found.evidence, found.round) == (
        wanted.status, wanted.measures, wanted.deadlines, wanted.evidence, wanted.round
    )  # fmt: skip
    assert [(m.on, m.status) for m in found.moves] == [(m.on, m.status) for m in wanted.moves]


def test_a_pass_does_not_lapse_over_what_was_taken_back() -> None:
    """Somebody else's note, merged in before the pass, and taken back when the branches met."""
    story = story_at(Status.PASSED)
    entries = story.problem.entries
    note = make_entry("noted", id="yyyyyy", at=entries[-1].at, by=LIAISON)
    merged = Problem(story.problem.org, story.problem.head, (*entries[:-1], note, entries[-1]))
    assert fold(merged).status is Status.SUBMITTED
    assert fold(merged.followed_by(retracts(note))).status is Status.PASSED


def test_a_collision_is_settled_by_retracting_one_s_own_entry_new_to_one_side() -> None:
    entries = story_at(Status.REGISTERED).problem.entries
    own, side = entries[1], entries[:1]
    taken = retracts(own)
    assert retraction.settles(entries, taken, [entries, side])
    assert not retraction.settles(entries, taken, [entries, entries])
    assert not retraction.settles(entries, taken, [entries])
    assert not retraction.settles(entries, retracts(own, by=OFFICE), [entries, side])
    assert not retraction.settles(entries, retracts(own, entry="yyyyyy"), [entries, side])


@pytest.mark.parametrize("name", MATTERS)
def test_every_kind_of_record_leaves_out_what_was_taken_back(name: str) -> None:
    kind = matters.kind(name)
    assert set(matters.MENDING) <= kind.entries.keys() & kind.who.keys() & kind.entry_words.keys()
    assert all(matters.MENDING.keys() <= row.keys() for status, row in kind.table.items() if status)
    assert not matters.MENDING.keys() & kind.table[""].keys()


def test_a_notice_stands_as_if_the_reply_that_was_taken_back_had_not_come() -> None:
    head = matters.kind("notice").head.model_validate(
        {"schema": 1, "id": "aaaaaa", "title": "督办", "demand": "限期整改", "due": dt.date(2026, 4, 1)}
    )
    entries = []
    for n, (kind, by, fields) in enumerate(
        (
            ("issued", OFFICE, {}),
            ("replied", LIAISON, {"text": "已办"}),
            ("retracted", LIAISON, {"entry": "000001", "reason": "两人同时答复"}),
        )
    ):
        stamped = {"id": f"00000{n}", "at": START, "by": by, "kind": kind, **fields}
        entries.append(matters.kind("notice").entries[kind].model_validate(stamped))
    notice = matters.Matter("zjj", head, tuple(entries), kind="notice")
    standing = matters.fold(notice)
    assert (standing.status, standing.faults) == ("issued", ())
    assert [e.kind for e in standing.counted] == ["issued", "retracted"]
    assert matters.unauthorised(notice.until(2), entries[2], ORGS) is None
    stranger = entries[2].model_copy(update={"by": HEAD})
    assert matters.unauthorised(notice.until(2), stranger, ORGS) is not None
