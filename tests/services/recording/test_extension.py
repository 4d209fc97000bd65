"""More time: asked for before the deadline, decided by somebody else, within what the campaign allows."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import DUE, HEAD, INSPECTOR, LEADER, LIAISON, OFFICE, OTHER, OWNER
from tests.services.ledgers import Desk
from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem, YianError
from yiananlib.model.entries import ExtensionGranted, ExtensionRequested
from yiananlib.model.vocabulary import LookBackResult, Status
from yiananlib.services.recording import extension
from yiananlib.services.recording.problems import Recorded


def after(days: int, due: dt.date = DUE) -> dt.date:
    return due + dt.timedelta(days=days)


def ask(desk: Desk, ref: str, until: dt.date, by: str = LIAISON, on: dt.date | None = None) -> Recorded:
    return extension.ask(desk.ledger, desk.context(by, on), ref, until, "概算调整待财政评审")


def grant(desk: Desk, ref: str, by: str = OFFICE, **more: Any) -> Recorded:
    return extension.grant(desk.ledger, desk.context(by), ref, **more)


def deny(desk: Desk, ref: str, by: str = OFFICE) -> Recorded:
    return extension.deny(desk.ledger, desk.context(by), ref, "理由不充分")


def test_what_was_asked_for_is_granted(desk: Desk) -> None:
    ref = desk.problem()
    asked = ask(desk, ref, after(20))
    assert (asked.state.due, asked.state.requests[0].until) == (DUE, after(20))
    granted = grant(desk, ref, opinion="同意")
    assert (granted.state.due, granted.state.head.due, granted.state.requests) == (after(20), DUE, ())
    assert granted.state.status is Status.REGISTERED


def test_less_than_was_asked_for_may_be_granted_and_never_more(desk: Desk) -> None:
    ref = desk.problem()
    ask(desk, ref, after(20))
    with desk.refuses(NotAllowed, "later than 2026-07-05, the one requested"):
        grant(desk, ref, until=after(21))
    with desk.refuses(NotAllowed, "is not after 2026-06-15"):
        grant(desk, ref, until=DUE)
    assert grant(desk, ref, until=after(1)).state.due == after(1)


def test_what_is_denied_leaves_the_deadline_and_may_be_asked_for_again(desk: Desk) -> None:
    ref = desk.problem()
    ask(desk, ref, after(20))
    denied = deny(desk, ref)
    assert (denied.state.due, denied.state.requests) == (DUE, ())
    assert ask(desk, ref, after(10)).state.requests[0].until == after(10)


@pytest.mark.parametrize("decide", [grant, deny])
def test_without_a_request_there_is_nothing_to_decide(desk: Desk, decide: Any) -> None:
    ref = desk.problem()
    with desk.refuses(NotAllowed, "there is no pending request for more time"):
        decide(desk, ref)
    ask(desk, ref, after(20))
    deny(desk, ref)
    with desk.refuses(NotAllowed, "there is no pending request for more time"):
        decide(desk, ref)


# when


@pytest.mark.parametrize(("day", "asked"), [("2026-06-14", True), ("2026-06-15", True), ("2026-06-16", False)])
def test_more_time_is_asked_for_up_to_the_due_day_itself(desk: Desk, day: str, asked: bool) -> None:
    ref = desk.problem()
    desk.on(day)
    if asked:
        assert ask(desk, ref, after(10)).state.requests
    else:
        with desk.refuses(NotAllowed, "more time must be requested before the deadline, which was 2026-06-15"):
            ask(desk, ref, after(10))


def test_what_was_asked_for_in_time_is_granted_after_the_deadline_too(desk: Desk) -> None:
    ref = desk.problem()
    ask(desk.on("2026-06-15"), ref, after(10))
    assert grant(desk.on("2026-06-18"), ref).state.due == after(10)


def test_a_second_request_waits_for_the_first(desk: Desk) -> None:
    ref = desk.problem()
    ask(desk, ref, after(20))
    with desk.refuses(NotAllowed, "a request for more time is still pending"):
        ask(desk, ref, after(25))


def test_a_closed_problem_needs_no_more_time(desk: Desk) -> None:
    ref = desk.closed()
    with desk.refuses(NotAllowed, "while the problem is closed"):
        ask(desk, ref, after(10))


def test_a_pass_lapses_when_the_deadline_moves(desk: Desk) -> None:
    ref = desk.passed()
    assert ask(desk, ref, after(10)).state.status is Status.PASSED
    assert grant(desk, ref).state.status is Status.SUBMITTED


def test_a_problem_that_came_back_after_its_deadline_may_ask_from_then(desk: Desk) -> None:
    ref = desk.closed()
    desk.on("2026-09-01").look_back(ref, LookBackResult.SLIPPED)
    again = dt.date(2026, 9, 1)
    with desk.refuses(NotAllowed, "2026-10-02 is 31 days after 2026-09-01; the campaign allows 30, until 2026-10-01"):
        ask(desk, ref, after(31, again))
    ask(desk, ref, after(30, again))
    assert grant(desk, ref).state.due == after(30, again)


# how much


@pytest.mark.parametrize(("days", "allowed"), [(0, False), (1, True), (30, True), (31, False)])
def test_an_extension_is_thirty_days_at_most(desk: Desk, days: int, allowed: bool) -> None:
    ref = desk.problem()
    if allowed:
        ask(desk, ref, after(days))
        assert grant(desk, ref).state.due == after(days)
    else:
        with desk.refuses(NotAllowed):
            ask(desk, ref, after(days))


def test_there_is_no_third_extension(desk: Desk) -> None:
    ref = desk.problem()
    for days in (10, 40):
        ask(desk, ref, after(days))
        grant(desk, ref)
    with desk.refuses(NotAllowed, "extensions granted so far: 2; the campaign allows 2"):
        ask(desk, ref, after(41))


def test_what_the_campaign_allows_is_looked_at_again_when_it_is_decided(desk: Desk) -> None:
    ref = desk.problem()
    ask(desk, ref, after(30))
    desk.edit("yian.toml", "extension_days = 30", "extension_days = 20")
    with desk.refuses(NotAllowed, "the campaign allows 20, until 2026-07-05"):
        grant(desk, ref)
    assert grant(desk, ref, until=after(20)).state.due == after(20)
    ask(desk, ref, after(30))
    desk.edit("yian.toml", "extensions = 2", "extensions = 1")
    with desk.refuses(NotAllowed, "extensions granted so far: 1"):
        grant(desk, ref)
    assert deny(desk, ref).state.requests == ()


# who


@pytest.mark.parametrize("by", [INSPECTOR, OTHER, "zjj/nobody", "zjj/former"])
def test_who_does_not_work_on_a_problem_asks_for_nothing(desk: Desk, by: str) -> None:
    ref = desk.problem()
    with desk.refuses(NotAuthorised):
        ask(desk, ref, after(10), by)


@pytest.mark.parametrize("decide", [grant, deny])
@pytest.mark.parametrize("by", [LIAISON, HEAD, LEADER, OWNER, OTHER, "gov/liaison"])
def test_the_unit_does_not_decide(desk: Desk, decide: Any, by: str) -> None:
    ref = desk.problem()
    ask(desk, ref, after(10))
    with desk.refuses(NotAuthorised, "may not do this; allowed: the office or the inspectors"):
        decide(desk, ref, by)


@pytest.mark.parametrize("decide", [grant, deny])
def test_who_asked_does_not_decide(desk: Desk, decide: Any) -> None:
    ref = desk.problem()
    ask(desk, ref, after(10), OFFICE)
    with desk.refuses(
        NotAuthorised,
        "县促改办职务 liaison (office/liaison) asked for more time for this problem; somebody else must judge it",
    ):
        decide(desk, ref)
    assert decide(desk, ref, INSPECTOR).state.requests == ()


@pytest.mark.parametrize("decide", [grant, deny])
@pytest.mark.parametrize("post", ["owner", "leader"])
def test_owner_and_leader_do_not_decide(desk: Desk, decide: Any, post: str) -> None:
    ref = desk.problem(**{post: OFFICE})
    ask(desk, ref, after(10))
    with desk.refuses(NotAuthorised, "owns or leads this problem, or did so earlier"):
        decide(desk, ref)


@pytest.mark.parametrize("reason", ["", "  ", "忙\x1b[31m"])
def test_a_request_says_why(desk: Desk, reason: str) -> None:
    ref = desk.problem()
    with desk.refuses(UsageProblem, "“reason”"):
        extension.ask(desk.ledger, desk.context(), ref, after(10), reason)


# always

_STEPS = st.tuples(
    st.sampled_from(["ask", "ask", "grant", "grant", "less", "deny"]),
    st.sampled_from([LIAISON, OFFICE, INSPECTOR, LEADER, OTHER]),
    st.integers(-2, 45),
    st.integers(0, 40),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_STEPS, max_size=8))
def test_the_deadline_moves_only_by_what_was_asked_and_somebody_else_granted(
    desk: Desk, steps: list[tuple[str, str, int, int]]
) -> None:
    desk.on("2026-03-12")
    ref = desk.problem()
    for what, by, days, later in steps:
        desk.on((desk.now.date() + dt.timedelta(days=later)).isoformat())
        before = desk.state(ref)
        until = after(days, before.due)
        try:
            if what == "ask":
                ask(desk, ref, until, by)
            elif what == "deny":
                deny(desk, ref, by)
            else:
                grant(desk, ref, by, **({"until": until} if what == "less" else {}))
        except YianError:
            assert desk.state(ref) == before
    state = desk.state(ref)
    assert state.faults == ()
    assert (state.head.due, state.deadlines[0].due) == (DUE, DUE)
    granted = [e for e in state.problem.entries if isinstance(e, ExtensionGranted)]
    asked = {e.id: e for e in state.problem.entries if isinstance(e, ExtensionRequested)}
    assert [d.due for d in state.deadlines[1:]] == [e.until for e in granted]
    assert len(granted) <= 2
    due = DUE
    for entry in granted:
        request = asked.pop(entry.request)
        assert request.by != entry.by
        assert entry.by in (OFFICE, INSPECTOR)
        assert request.on <= due < entry.until <= min(request.until, after(30, due))
        due = entry.until
