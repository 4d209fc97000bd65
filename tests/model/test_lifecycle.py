import datetime as dt
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.builders import DUE, FOUND, PATHS, START, STEPS, Story, in_force, make_entry, record_id, story_at
from yiananlib.model import lifecycle
from yiananlib.model.entries import KINDS, Entry, Reviewed
from yiananlib.model.folding import unseen_before
from yiananlib.model.lifecycle import Walk, fold, walk
from yiananlib.model.state import State
from yiananlib.model.steps import TABLE, step
from yiananlib.model.vocabulary import Status, Verdict

DESIGN: Final = [
    ("registered", "progressed completed", "rectifying"),
    ("registered rectifying returned", "submitted", "submitted"),
    ("submitted", "withdrawn", "rectifying"),
    ("submitted passed", "reviewed:return", "returned"),
    ("submitted", "reviewed:pass", "passed"),
    (
        "passed",
        "planned amended progressed completed evidenced extension-granted generalised",
        "submitted",
    ),
    ("returned", "progressed completed", "rectifying"),
    ("passed", "closed", "closed"),
    ("registered", "carried-over", "closed"),
    ("closed", "looked-back:held", "closed"),
    ("closed", "looked-back:incomplete looked-back:slipped reopened", "rectifying"),
    ("registered rectifying submitted returned passed", "voided", "voided"),
    ("registered rectifying submitted returned passed", "transferred", "transferred"),
]
"""The table of section 3 of the design, copied by hand: statuses, steps, what it becomes."""

STAYING: Final = [
    (
        "registered rectifying submitted returned",
        "planned amended evidenced extension-granted generalised",
    ),
    ("rectifying submitted", "progressed completed"),
    (
        "registered rectifying submitted returned passed",
        "extension-requested extension-denied endorsed noted numbered handled held-accountable explained "
        "reassigned redated retracted contested contest-upheld contest-dismissed blocked block-cleared looked-wider",
    ),
    ("submitted passed", "publicised"),
    ("closed", "reassigned noted numbered handled held-accountable rated explained redated retracted"),
    ("voided transferred", "noted explained redated retracted"),
]
"""The entries that the design lets be recorded there without a move."""

MENDING: Final = {"retracted"}
"""Entries that change what was before them; `test_retraction` has their law."""

LAPSING: Final = {
    "planned",
    "amended",
    "progressed",
    "completed",
    "evidenced",
    "extension-granted",
    "generalised",
}


ALLOWED: Final[dict[tuple[Status, str], Status]] = {
    (Status(status), name): Status(becomes or status)
    for statuses, names, becomes in [*DESIGN, *((*line, "") for line in STAYING)]
    for status in statuses.split()
    for name in names.split()
}
PAIRS: Final = [(status, name) for status in Status for name in STEPS]


OPENED: Final = {"contest-upheld": "contested", "contest-dismissed": "contested", "block-cleared": "blocked"}
"""What comes before a decision."""


def prepared(status: Status, name: str = "") -> tuple[Story, dict[str, Any]]:
    """Return a story at `status`, and fields that keep steps from failing for another reason."""
    path = () if status is Status.REGISTERED else PATHS[status]
    opened = (OPENED[name],) if name in OPENED else ()
    story = Story().has("registered", "planned", "extension-requested", *opened, "generalised", *path)
    assert story.state.status is status
    assert story.state.faults == ()
    return story, {
        "planned": {"number": 2},
        "extension-granted": {"request": record_id(2)},
        "extension-denied": {"request": record_id(2)},
        "extension-requested": {},
        "redated": {"at": START - dt.timedelta(hours=1)},
        "retracted": {"entry": record_id(1)},
        "contest-upheld": {"contest": record_id(3)},
        "contest-dismissed": {"contest": record_id(3)},
        "block-cleared": {"block": record_id(3)},
    }


def test_the_table_has_a_row_for_every_status() -> None:
    assert list(TABLE) == list(Status)


def test_every_step_of_the_table_is_a_step_of_an_entry() -> None:
    known = {step(Story().next(name)) for name in STEPS}
    assert known == STEPS.keys()
    assert {name for row in TABLE.values() for name in row} == known - {"registered"}
    assert {name.partition(":")[0] for name in known} == KINDS.keys()


@pytest.mark.parametrize(("status", "name"), PAIRS)
def test_only_the_pairs_of_the_design_are_moves(status: Status, name: str) -> None:
    story, fields = prepared(status, name)
    if name == "extension-requested" and status is not Status.CLOSED:
        story = story_at(status)
    if name == "carried-over" and status is Status.REGISTERED:
        story = just_registered()
    becomes = ALLOWED.get((status, name))
    before = story.state
    reason = story.refusal(name, **fields.get(name, {}))
    story.add(name, **fields.get(name, {}))
    if becomes is None:
        assert reason
        assert story.state.status is status
        assert [f.entry for f in story.state.faults] == [len(story.entries) - 1]
    else:
        assert reason is None
        assert story.state.status is becomes
        assert story.state.faults == ()
        assert len(story.state.moves) == len(before.moves) + (becomes is not status)


def just_registered() -> Story:
    return Story(found=FOUND - dt.timedelta(days=30)).has("registered")


def test_a_problem_is_carried_over_right_after_its_registration() -> None:
    story = just_registered()
    assert story.refusal("carried-over") is None
    story.add("noted")
    assert "right after its registration" in str(story.refusal("carried-over"))
    assert "right after" in str(story.has("carried-over").state.faults[0].reason)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (FOUND, "closed through the gate"),
        (FOUND + dt.timedelta(days=1), "closed through the gate"),
        (FOUND - dt.timedelta(days=31), "before it was found"),
    ],
)
def test_what_is_carried_over_was_closed_between_its_finding_and_its_registration(day: dt.date, said: str) -> None:
    assert said in str(just_registered().refusal("carried-over", day=day))
    assert just_registered().refusal("carried-over", day=FOUND - dt.timedelta(days=1)) is None


def test_what_was_carried_over_may_be_opened_again() -> None:
    state = just_registered().has("carried-over", "reopened").state
    assert (state.status, state.round, state.closes) == (Status.RECTIFYING, 2, ())
    assert state.carried is not None


@pytest.mark.parametrize("name", STEPS)
def test_the_first_entry_registers(name: str) -> None:
    story = Story()
    assert (story.refusal(name) is None) is (name == "registered")
    story.add(name)
    assert bool(story.state.moves) is (name == "registered")


def test_a_problem_without_entries_stands_at_registered() -> None:
    state = Story().state
    assert state.status is Status.REGISTERED
    assert state.moves == ()
    assert in_force(state.moves, FOUND) is None


def test_a_refusal_names_the_step_and_the_status() -> None:
    reason = story_at(Status.REGISTERED).refusal("closed")
    assert reason == (
        "“close” is not possible while the problem is registered; possible: report progress, complete a"
        " measure, submit for close-out, void, transfer, carry over"
    )


def test_a_refusal_says_when_nothing_may_follow() -> None:
    reason = story_at(Status.VOIDED).refusal("reopened")
    assert reason == ("“reopen” is not possible while the problem is voided; possible: nothing")


def test_a_refusal_judges_the_new_entry_alone() -> None:
    story = Story().has("registered", "closed", "withdrawn")
    assert story.refusal("progressed") is None
    assert story.refusal("looked-back:held")


# -- days and times


def test_a_move_may_not_count_from_before_the_move_before_it() -> None:
    story = Story()
    story.add("registered")
    story.add("submitted", on=FOUND + dt.timedelta(days=9))
    early = story.refusal("withdrawn", on=FOUND + dt.timedelta(days=8))
    assert early == "its day 2026-03-20 is before 2026-03-21, the day of the previous move"
    assert story.refusal("withdrawn", on=FOUND + dt.timedelta(days=9)) is None


def test_an_entry_that_is_not_a_move_may_count_from_any_earlier_day() -> None:
    story = Story()
    story.add("registered")
    story.add("submitted", on=FOUND + dt.timedelta(days=9))
    assert story.refusal("evidenced", on=FOUND, measure=None) is None


@pytest.mark.parametrize(
    ("back", "allowed"),
    [
        (dt.timedelta(0), True),
        (dt.timedelta(minutes=10), True),
        (dt.timedelta(minutes=10, seconds=1), False),
        (dt.timedelta(days=1), False),
    ],
)
def test_a_clock_may_run_ten_minutes_back(back: dt.timedelta, allowed: bool) -> None:
    story = Story().has("registered", "noted")
    assert (story.refusal("noted", at=story.clock - back) is None) is allowed


def test_clocks_of_different_offsets_are_compared_by_the_instant() -> None:
    story = Story().has("registered")
    same = story.clock.astimezone(dt.timezone(dt.timedelta(hours=-5)))
    assert story.refusal("noted", at=same) is None
    assert story.refusal("noted", at=same.replace(tzinfo=dt.UTC) - dt.timedelta(days=1))


def test_clocks_cannot_creep_back_ten_minutes_at_a_time() -> None:
    story = Story().has("registered")
    story.add("noted", at=START - dt.timedelta(minutes=8))
    assert story.refusal("noted", at=START - dt.timedelta(minutes=16))


def test_an_entry_that_was_refused_moves_no_clock() -> None:
    story = Story().has("registered")
    story.add("closed", at=START + dt.timedelta(days=30))
    assert story.refusal("noted", at=START) is None


def test_an_id_is_taken_once() -> None:
    story = Story().has("registered", "noted")
    assert story.refusal("noted", id=story.ids[0]) == "its id 000000 is already used by an earlier entry"


def test_an_id_of_a_refused_entry_is_taken_too() -> None:
    story = Story().has("registered", "closed")
    assert story.refusal("noted", id=story.ids[1])


def test_the_status_of_a_day_is_that_at_its_end() -> None:
    story = Story()
    story.add("registered")
    story.add("submitted", on=FOUND + dt.timedelta(days=9))
    story.add("reviewed:pass", on=FOUND + dt.timedelta(days=9))
    state = story.state
    days = [FOUND - dt.timedelta(days=1), FOUND, FOUND + dt.timedelta(days=8)]
    moves = [in_force(state.moves, day) for day in [*days, FOUND + dt.timedelta(days=9), dt.date.max]]
    assert [m and m.status for m in moves] == [
        None,
        Status.REGISTERED,
        Status.REGISTERED,
        Status.PASSED,
        Status.PASSED,
    ]


# -- measures


def test_a_measure_has_a_number_of_its_own() -> None:
    story = Story().has("registered", "planned")
    assert story.refusal("planned", number=1) == "there is already a measure 1"
    assert story.refusal("planned", number=2) is None


@pytest.mark.parametrize("name", ["completed", "progressed", "evidenced"])
def test_a_missing_measure_cannot_be_worked_on(name: str) -> None:
    story = Story().has("registered", "planned")
    assert story.refusal(name, measure=2) == "there is no measure 2"
    assert story.refusal(name, measure=1) is None


@pytest.mark.parametrize("name", ["progressed", "evidenced"])
def test_work_may_be_on_the_problem_as_a_whole(name: str) -> None:
    assert Story().has("registered").refusal(name, measure=None) is None


def test_a_measure_is_completed_once() -> None:
    story = Story().has("registered", "planned", "completed")
    assert story.refusal("completed") == "measure 1 was already completed on 2026-03-12"
    assert story.refusal("progressed", measure=1) is None


def test_a_measure_may_be_completed_again_after_a_return_and_keeps_its_first_day() -> None:
    story = Story().has("registered", "planned", "completed", "submitted", "reviewed:return")
    story.add("completed", on=FOUND + dt.timedelta(days=30))
    assert story.state.status is Status.RECTIFYING
    measure = story.state.measure(1)
    assert measure is not None
    assert measure.completed == FOUND
    assert story.state.measure(2) is None


def test_a_problem_that_came_back_needs_new_measures() -> None:
    story = story_at(Status.CLOSED).has("reopened")
    before = story.state
    assert before.current_measures == ()
    assert story.refusal("completed") == ("measure 1 belongs to round 1, which is closed; add a new measure")
    assert story.refusal("planned", number=1)
    story.add("planned", number=2)
    assert [m.planned.number for m in story.state.current_measures] == [2]
    assert [m.planned.number for m in story.state.measures] == [1, 2]


def test_evidence_is_kept_in_order() -> None:
    story = Story().has("registered", "planned", "evidenced")
    story.add("evidenced", file="0123456789abcdef-现场.jpg", measure=None)
    assert [e.measure for e in story.state.evidence] == [1, None]


# -- more time


def test_more_time_is_asked_for_before_the_deadline() -> None:
    story = Story().has("registered")
    assert story.refusal("extension-requested", on=DUE) is None
    assert story.refusal("extension-requested", on=DUE + dt.timedelta(days=1)) == (
        "more time must be requested before the deadline, which was 2026-06-15"
    )


@pytest.mark.parametrize(("until", "allowed"), [(DUE, False), (DUE + dt.timedelta(days=1), True)])
def test_more_time_ends_after_the_deadline(until: dt.date, allowed: bool) -> None:
    story = Story().has("registered")
    assert (story.refusal("extension-requested", until=until) is None) is allowed
    asked = story.add("extension-requested")
    assert (story.refusal("extension-granted", request=asked.id, until=until) is None) is allowed


def test_one_request_is_decided_before_the_next() -> None:
    story = Story().has("registered", "extension-requested")
    assert story.refusal("extension-requested") == "a request for more time is still pending"
    story.add("extension-denied", request=story.ids[1])
    assert story.refusal("extension-requested") is None


@pytest.mark.parametrize("decision", ["extension-granted", "extension-denied"])
def test_a_decision_names_an_undecided_request(decision: str) -> None:
    story = Story().has("registered", "noted", "extension-requested")
    for wrong in ("zzzzzz", story.ids[0], story.ids[1]):
        assert story.refusal(decision, request=wrong)
    asked = story.ids[2]
    story.add(decision, request=asked)
    assert story.state.faults == ()
    assert story.state.requests == ()
    assert story.refusal("extension-granted", request=asked, until=dt.date(2027, 1, 1)) == (
        f"there is no pending request {asked} for more time"
    )


def test_less_than_was_asked_for_can_be_granted_and_never_more() -> None:
    story = Story().has("registered", "extension-requested")
    asked: dict[str, Any] = {"request": story.ids[1]}
    assert story.refusal("extension-granted", until=dt.date(2026, 7, 16), **asked) == (
        "the new deadline 2026-07-16 is later than 2026-07-15, the one requested"
    )
    assert story.refusal("extension-granted", until=DUE, **asked)
    assert story.refusal("extension-granted", until=DUE + dt.timedelta(days=1), **asked) is None


def test_a_period_of_publicity_does_not_end_before_it_begins() -> None:
    story = story_at(Status.SUBMITTED)
    day = {"since": FOUND, "until": FOUND - dt.timedelta(days=1)}
    assert story.refusal("publicised", **day) == "its last day 2026-03-11 is before its first day 2026-03-12"
    assert story.refusal("publicised", **(day | {"until": FOUND})) is None


def test_a_problem_keeps_its_number() -> None:
    story = Story().has("registered")
    assert story.state.number is None
    story.add("numbered")
    for number in ("2026-017", "2026-018"):
        assert (
            story.refusal("numbered", number=number) == "it already has the serial number 2026-017, which is permanent"
        )
    assert story.state.number == "2026-017"


def test_a_granted_request_moves_the_deadline_and_never_the_due_day_of_the_head() -> None:
    story = Story().has("registered", "extension-requested")
    granted = FOUND + dt.timedelta(days=20)
    story.add("extension-granted", request=story.ids[1], on=granted)
    state = story.state
    assert state.due == dt.date(2026, 7, 15)
    assert state.head.due == DUE
    assert state.due_on(granted - dt.timedelta(days=1)) == DUE
    assert state.due_on(granted) == dt.date(2026, 7, 15)


def test_a_second_extension_counts_from_the_first() -> None:
    story = Story().has("registered", "extension-requested")
    story.add("extension-granted", request=story.ids[1])
    assert story.refusal("extension-requested", until=dt.date(2026, 7, 15))
    story.add("extension-requested", until=dt.date(2026, 8, 14), on=dt.date(2026, 7, 15))
    assert story.state.faults == ()
    story.add("extension-granted", request=story.ids[3], until=dt.date(2026, 8, 14))
    assert story.state.due == dt.date(2026, 8, 14)


def test_a_denied_request_leaves_the_deadline() -> None:
    story = Story().has("registered", "extension-requested")
    story.add("extension-denied", request=story.ids[1])
    assert story.state.due == DUE


# -- reviews, closes, rounds


@pytest.mark.parametrize("name", [n for n in STEPS if (Status.PASSED, n) in ALLOWED])
def test_a_pass_lapses_on_work_alone(name: str) -> None:
    story, fields = prepared(Status.PASSED)
    if name == "extension-requested":
        story = story_at(Status.PASSED)
    assert story.state.review is story.entries[-1]
    story.add(name, **fields.get(name, {}))
    if name in LAPSING:
        assert story.state.status is Status.SUBMITTED
        assert story.state.submission is not None
    assert (story.state.review is None) is (name in LAPSING or name in ("reviewed:return", "voided", "transferred"))


def test_a_pass_that_lapsed_may_be_given_again() -> None:
    story = story_at(Status.PASSED).has("progressed", "reviewed:pass")
    assert story.state.status is Status.PASSED
    assert story.state.review is story.entries[-1]


def test_a_return_asks_for_endorsement_submission_and_publicity_anew() -> None:
    story = Story().has("registered", "endorsed", "submitted", "publicised")
    assert story.state.endorsed is story.entries[1]
    assert story.state.submission is story.entries[2]
    assert story.state.publicised is story.entries[3]
    state = story.has("reviewed:return").state
    assert (state.endorsed, state.submission, state.publicised) == (None, None, None)


@pytest.mark.parametrize("name", ["looked-back:incomplete", "looked-back:slipped", "reopened"])
def test_a_problem_that_comes_back_starts_a_round_and_keeps_its_closes(name: str) -> None:
    story = Story().has("registered", "planned", "endorsed", "submitted", "reviewed:pass", "closed")
    assert story.state.round == 1
    story.add(name)
    state = story.state
    assert (state.status, state.round, state.round_start) == (Status.RECTIFYING, 2, 6)
    assert state.closes == (story.entries[5],)
    assert (state.endorsed, state.submission, state.review) == (None, None, None)
    story.has("submitted", "reviewed:pass", "closed")
    assert story.state.round == 2
    assert story.state.closes == (story.entries[5], story.entries[9])


def test_a_look_back_that_held_starts_no_round() -> None:
    state = story_at(Status.CLOSED).has("looked-back:held").state
    assert (state.status, state.round, len(state.look_backs)) == (Status.CLOSED, 1, 1)
    assert state.review is not None


def test_amendments_change_the_head_in_force() -> None:
    story = Story().has("registered", "amended")
    assert story.state.head.title != story.head.title == story.state.problem.head.title


def test_an_amendment_that_was_refused_changes_nothing() -> None:
    story = story_at(Status.CLOSED).has("amended")
    assert story.state.head == story.head


# -- what a review has not seen


def merged(*after: str) -> Story:
    """Return a story into which entry 3 was merged, before a pass that had not seen it."""
    story = Story().has("registered", "planned", "submitted", "noted")
    story.add("reviewed:pass", seen=story.ids[:3])
    return story.has(*after)


def test_a_pass_lapses_for_what_it_has_not_seen() -> None:
    state = merged().state
    assert (state.status, state.review, state.unseen) == (Status.SUBMITTED, None, ())
    assert state.faults == ()


def test_entries_that_a_review_has_not_seen_are_named_by_their_places() -> None:
    story = merged()
    assert unseen_before(story.entries, 4) == (3,)


def test_a_return_counts_whatever_it_has_seen() -> None:
    story = Story().has("registered", "submitted", "noted")
    story.add("reviewed:return", seen=story.ids[:2])
    assert story.state.status is Status.RETURNED


def test_a_problem_closed_before_the_merge_stays_closed() -> None:
    state = merged("closed").state
    assert (state.status, state.unseen, state.faults) == (Status.CLOSED, (3,), ())
    assert len(state.closes) == 1


def test_it_stays_closed_though_the_closing_clock_was_slow() -> None:
    story = merged()
    story.add("closed", at=story.clock - dt.timedelta(minutes=5))
    assert (story.state.status, story.state.unseen) == (Status.CLOSED, (3,))


def test_remarks_between_pass_and_close_do_not_matter() -> None:
    assert merged("noted", "publicised", "endorsed", "closed").state.unseen == (3,)


def test_nothing_is_closed_on_a_pass_that_lapsed() -> None:
    reason = merged().refusal("closed")
    assert reason is not None
    assert reason.startswith("“close” is not possible while the problem is submitted")


@pytest.mark.parametrize(
    "steps",
    [
        ("progressed",),
        ("amended",),
        ("withdrawn", "submitted"),
        ("reviewed:return", "submitted"),
    ],
)
def test_a_pass_that_lapsed_carries_no_close_after_work_or_another_submission(
    steps: tuple[str, ...],
) -> None:
    state = merged(*steps, "closed").state
    assert (state.status, state.unseen) == (Status.SUBMITTED, ())
    assert len(state.faults) == 1


def test_a_close_that_is_refused_leaves_nothing_unseen() -> None:
    story = merged()
    before = story.state
    story.add("closed", id=story.ids[0])
    after = story.state
    assert after._replace(faults=(), problem=before.problem, entries=before.entries) == before


def test_a_pass_after_it_makes_up_for_one_that_lapsed() -> None:
    state = merged("reviewed:pass", "closed").state
    assert (state.status, state.unseen) == (Status.CLOSED, ())


def test_a_look_back_that_held_acknowledges_what_it_has_seen() -> None:
    story = merged("closed")
    story.add("looked-back:held", seen=story.ids[:3])
    before = story.state
    assert before.unseen == (3,)
    story.add("looked-back:held", seen=story.ids)
    assert (story.state.status, story.state.unseen) == (Status.CLOSED, ())


def test_a_new_round_has_nothing_unseen() -> None:
    state = merged("closed", "reopened").state
    assert (state.unseen, state.round) == ((), 2)


# -- the way a problem has come


def test_the_walk_meets_each_entry_with_the_state_it_found() -> None:
    story = Story().has("registered", "closed", "planned", "submitted", "amended")
    found = [(state.status, entry.kind) for state, entry in walk(story.problem)]
    assert found == [
        (Status.REGISTERED, "registered"),
        (Status.REGISTERED, "planned"),
        (Status.REGISTERED, "submitted"),
        (Status.SUBMITTED, "amended"),
    ]


def test_the_walk_knows_nothing_of_what_comes_later() -> None:
    story = story_at(Status.CLOSED).has("reopened", "submitted", "noted")
    for n, (state, entry) in enumerate(walk(story.problem)):
        assert entry is story.entries[n]
        assert state == fold(replace(story.problem, entries=tuple(story.entries[:n])))


@given(st.lists(st.sampled_from([*STEPS]), max_size=12), st.lists(st.integers(-2, 5), min_size=12, max_size=12))
def test_one_walk_gives_each_state_on_the_way_and_the_last(steps: list[str], minutes: list[int]) -> None:
    story = Story().has("registered")
    for name, late in zip(steps, minutes, strict=False):
        story.clock += dt.timedelta(minutes=late * 5)
        story.add(name)
    way = Walk(story.problem)
    met = []
    for entry in way:
        met.append((way.index, entry))
        assert entry is story.entries[way.index]
        assert way.before() == fold(replace(story.problem, entries=tuple(story.entries[: way.index])))
    assert way.after() == fold(story.problem)
    refused = {fault.entry for fault in way.after().faults}
    assert met == [(n, entry) for n, entry in enumerate(story.entries) if n not in refused]


def test_each_move_is_of_its_round() -> None:
    moves = story_at(Status.CLOSED).has("reopened", "submitted").state.moves
    assert [(move.status, move.round) for move in moves] == [
        (Status.REGISTERED, 1),
        (Status.SUBMITTED, 1),
        (Status.PASSED, 1),
        (Status.CLOSED, 1),
        (Status.RECTIFYING, 2),
        (Status.SUBMITTED, 2),
    ]


# -- any story


JUDGED_FURTHER: Final = (
    {
        "planned",
        "completed",
        "progressed",
        "evidenced",
        "contested",
        "contest-upheld",
        "contest-dismissed",
        "blocked",
        "block-cleared",
    }
    | {f"extension-{what}" for what in ("requested", "granted", "denied")}
    | {"numbered", "redated", "carried-over", "looked-wider"}
)
"""Steps that may be refused for more than their place, their days and their id."""

_MINUTES: Final = [-1440, -11, -10, -1, 0, 1, 1, 1, 60, 5 * 1440]


class AnyStory(RuleBasedStateMachine):
    """Entries of all kinds, legal and illegal, one after another, as after a bad merge."""

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.state = self.story.state
        self.latest: dt.datetime | None = None
        self.returns = 0

    @initialize(first=st.sampled_from(["registered", "registered", "registered", "noted"]))
    def begin(self, first: str) -> None:
        self.record(first)
        self.record("registered")
        self.record("planned", measure=1)

    @rule(
        name=st.sampled_from(sorted(STEPS.keys() - MENDING)),
        minutes=st.sampled_from(_MINUTES),
        days_before=st.sampled_from([0, 0, 1, 10]),
        measure=st.integers(1, 3),
        seen=st.booleans(),
        fresh=st.sampled_from([True, True, True, False]),
    )
    def any_entry(self, name: str, minutes: int, days_before: int, measure: int, seen: bool, fresh: bool) -> None:
        self.record(name, minutes, days_before, measure=measure, seen=seen, fresh=fresh)

    @rule(data=st.data(), minutes=st.sampled_from([-10, 1, 60, 3 * 1440]))
    def entry_of_the_table(self, data: st.DataObject, minutes: int) -> None:
        # What is voided stays voided; `any_entry` goes there often enough.
        names = [n for at, n in ALLOWED if at is self.state.status and n not in {"voided", "transferred", *MENDING}]
        self.record(data.draw(st.sampled_from(names)), minutes)

    @rule()
    def next_move_towards_the_close(self) -> None:
        onward = {Status.SUBMITTED: "reviewed:pass", Status.PASSED: "closed"}
        self.record(onward.get(self.state.status, "submitted"))

    @rule(between=st.sampled_from(["noted", "progressed", "withdrawn"]), close=st.booleans())
    def merge_of_what_a_pass_has_not_seen(self, between: str, close: bool) -> None:
        self.record("noted")
        self.record("reviewed:pass", seen=False)
        self.record(between)
        if close:
            self.record("closed")

    def record(
        self,
        name: str,
        minutes: int = 1,
        days_before: int = 0,
        *,
        measure: int | None = None,
        seen: bool = True,
        fresh: bool = True,
    ) -> None:
        at = (self.latest or START) + dt.timedelta(minutes=minutes)
        fields: dict[str, Any] = {"at": at, **self.fields_of(name, measure)}
        if days_before:
            fields["on"] = at.date() - dt.timedelta(days=days_before)
        if name.startswith("reviewed") and not seen:
            fields["seen"] = self.story.ids[:-1]
        if not fresh and self.story.entries:
            fields["id"] = self.story.ids[0]
        entry = make_entry(name, **(self.story.next(name).plain() | fields))
        reason = lifecycle.refusal(self.story.problem, entry)
        before = self.state
        self.story.entries.append(entry)
        self.state = self.story.state
        self.compare(name, entry, reason, before, self.state)

    def fields_of(self, name: str, measure: int | None) -> dict[str, Any]:
        """Return what the step needs, fitting the story where `measure` is left out."""
        state = self.state
        asked = state.requests[-1].id if state.requests else "zzzzzz"
        if name == "planned":
            return {"number": measure or len(state.measures) + 1}
        if name in ("progressed", "evidenced"):
            return {"measure": measure}
        if name == "completed":
            left = [m.planned.number for m in state.current_measures if m.completed is None]
            return {"measure": measure or (left[0] if left else 1)}
        if name == "extension-denied":
            return {"request": asked}
        if name.startswith("extension"):
            until = state.due + dt.timedelta(days=30 * ((measure or 2) - 1))
            return {"until": until} | ({"request": asked} if name == "extension-granted" else {})
        if name == "redated":
            return {"entry": "zzzzzz"}
        if name.startswith("contest-"):
            return {"contest": state.contest.id if state.contest else "zzzzzz"}
        if name == "block-cleared":
            return {"block": next((b.blocked.id for b in state.blocks if b.ended is None), "zzzzzz")}
        return {}

    def compare(self, name: str, entry: Entry, reason: str | None, before: State, after: State) -> None:
        if len(after.faults) > len(before.faults):
            assert reason == after.faults[-1].reason
            unchanged = after._replace(faults=before.faults, problem=before.problem, entries=before.entries)
            assert unchanged == before
            assert self.may_be_refused(name, entry, before)
            return
        assert self.latest is None or entry.at >= self.latest - dt.timedelta(minutes=10)
        self.latest = max(self.latest or entry.at, entry.at)
        if name == "closed" and before.status is Status.SUBMITTED:
            assert reason is not None, "only what was already recorded stays closed"
            assert after.unseen
        else:
            assert reason is None
        if before.moves:
            becomes = ALLOWED.get((before.status, name))
            if isinstance(entry, Reviewed) and entry.verdict is Verdict.PASS:
                seen_all = set(self.story.ids[:-1]) <= set(entry.seen)
                becomes = Status.PASSED if seen_all else Status.SUBMITTED
            if name == "closed" and after.unseen:
                becomes = Status.CLOSED
            assert after.status is becomes
        else:
            assert name == "registered"
        self.returns += before.status is Status.CLOSED and after.status is Status.RECTIFYING
        assert after.closes[: len(before.closes)] == before.closes
        if before.status is Status.PASSED:
            lapsed = after.review is None
            assert lapsed is (name in LAPSING | {"reviewed:return", "voided", "transferred"})

    def may_be_refused(self, name: str, entry: Entry, before: State) -> bool:
        if not before.moves:
            return name != "registered"
        becomes = ALLOWED.get((before.status, name))
        moves = becomes is not before.status or name == "reviewed:pass"
        return (
            becomes is None
            or name in JUDGED_FURTHER
            or entry.id in self.story.ids[:-1]
            or (self.latest is not None and entry.at < self.latest - dt.timedelta(minutes=10))
            or (moves and entry.on < before.moves[-1].on)
        )

    @invariant()
    def moves_never_go_back(self) -> None:
        days = [move.on for move in self.state.moves]
        assert days == sorted(days)

    @invariant()
    def rounds_rise_on_reopening_alone(self) -> None:
        assert self.state.round == 1 + self.returns

    @invariant()
    def a_passed_problem_has_a_review_that_saw_everything_before_it(self) -> None:
        state = self.state
        if state.status is Status.PASSED:
            assert state.review is not None
        if state.review is not None:
            assert state.status in (Status.PASSED, Status.CLOSED)
            index = self.story.entries.index(state.review)
            assert set(self.story.ids[:index]) <= set(state.review.seen)

    @invariant()
    def the_deadline_only_moves_on(self) -> None:
        dues = [deadline.due for deadline in self.state.deadlines]
        assert dues == sorted(dues)
        assert dues[0] == DUE


TestAnyStory = AnyStory.TestCase
TestAnyStory.settings = settings(stateful_step_count=20)


def test_a_submission_follows_another_only_where_that_was_incomplete() -> None:
    story = Story().has("registered", "submitted")
    assert "it is already submitted" in str(story.refusal("submitted"))
    story = Story().has("registered")
    story.add("submitted", incomplete="措施未完")
    assert story.refusal("submitted") is None
    story.add("submitted", on=FOUND + dt.timedelta(days=3))
    assert "it is already submitted" in str(story.refusal("submitted"))
    assert [(move.status, move.entry) for move in story.state.moves[1:]] == [
        (Status.SUBMITTED, 1), (Status.SUBMITTED, 2),
    ]  # fmt: skip


def test_a_second_submission_does_not_count_from_before_the_first() -> None:
    story = Story().has("registered")
    story.add("submitted", on=FOUND + dt.timedelta(days=3), incomplete="措施未完")
    assert "before 2026-03-15, the day of the previous move" in str(story.refusal("submitted", on=FOUND))


def test_a_pass_that_lapsed_leaves_the_submission_as_complete_as_it_was() -> None:
    story = Story().has("registered")
    story.add("submitted", incomplete="措施未完")
    story.has("reviewed:pass", "planned")
    assert story.state.status is Status.SUBMITTED
    assert story.refusal("submitted") is None


@pytest.mark.parametrize(("late", "ran_out"), [(0, False), (1, True)])
def test_time_ran_out_while_it_was_closed_if_it_came_back_after_its_last_day(late: int, ran_out: bool) -> None:
    story = story_at(Status.CLOSED)
    assert not story.state.ran_out_while_closed
    story.add("reopened", on=story.state.due + dt.timedelta(days=late))
    assert story.state.ran_out_while_closed is ran_out
