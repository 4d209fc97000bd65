"""The two records of a transfer: what the one says of the other, and what makes them no pair."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from tests.builders import INSPECTOR, LEADER, LIAISON, OFFICE, OTHER, OWNER, Story, make_entry, make_head, make_orgs
from tests.services.histories import histories
from yiananlib.model import authority, transfers
from yiananlib.model.entries import entry
from yiananlib.model.judging import involved
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Head, Problem
from yiananlib.model.transfers import Transferred

THERE = {"id": "7zk2md", "leader": OTHER, "owner": OTHER}


def pair(story: Story, **head: Any) -> tuple[Transferred, Problem]:
    """Return the entry that sends a problem away, and the problem that takes its place."""
    state = story.state
    sent: Any = make_entry("transferred", to="czj/7zk2md")
    said = {"from": transfers.taken(state, tuple(involved(state)))}
    first = make_entry("registered", by=OFFICE, **said)
    fields = transfers.head(state, "czj", THERE) | head
    return sent, Problem("czj", Head.model_validate(fields), (first,))


def reason(story: Story, took: Problem, sent: Transferred) -> str | None:
    half = transfers.received(took)
    assert half is not None
    return transfers.unlike(transfers.given(story.state, tuple(involved(story.state)), sent), half)


def test_two_matching_halves_are_a_pair() -> None:
    story = Story().has("registered", "extension-requested")
    story.add("extension-granted", request=story.ids[1])
    sent, took = pair(story)
    assert reason(story, took, sent) is None
    assert fold(took).due == story.state.due


@pytest.mark.parametrize("field", ["title", "symptom", "goal", "root_cause"])
def test_halves_with_different_texts_are_not_a_pair(field: str) -> None:
    story = Story().has("registered")
    sent, took = pair(story, **{field: "另一说法"})
    assert field in str(reason(story, took, sent))


def test_halves_with_different_days_or_officers_are_not_a_pair() -> None:
    story = Story().has("registered")
    sent, took = pair(story, due=dt.date(2026, 7, 1))
    assert "due" in str(reason(story, took, sent))
    sent, took = pair(story)
    assert "registered by" in str(reason(story, took, sent.model_copy(update={"by": INSPECTOR})))
    assert "names" in str(reason(story, took, sent.model_copy(update={"to": "czj/000000"})))


def test_the_receiving_organization_is_dropped_from_its_own_supporting_units() -> None:
    story = Story(support=["czj", "gov"]).has("registered")
    sent, took = pair(story)
    assert took.head.support == ("gov",)
    assert reason(story, took, sent) is None


@given(histories(8))
def test_transferring_any_history_makes_a_valid_pair(problem: Problem) -> None:
    story = Story()
    story.entries = list(problem.entries)
    state = fold(problem)
    sent: Any = make_entry("transferred", to="czj/7zk2md")
    first = make_entry("registered", by=OFFICE, **{"from": transfers.taken(state, tuple(involved(state)))})
    took = Problem("czj", Head.model_validate(transfers.head(state, "czj", THERE)), (first,))
    half = transfers.received(took)
    assert half is not None
    given_ = transfers.given(state, tuple(involved(state)), sent)
    assert transfers.unlike(given_, half) in (None, "the registration differs from what was transferred: number")
    assert fold(took).due == state.due
    assert set(involved(state)) <= set(involved(fold(took)))


def test_a_problem_from_another_ledger_has_no_other_half() -> None:
    first = make_entry("registered", **{"from": {"problem": "zjj/k7m2qd", "ledger": "上期"}})
    assert transfers.received(Problem("czj", make_head(), (first,))) is None
    assert transfers.received(Problem("czj", make_head(), (make_entry("registered"),))) is None


def test_the_office_alone_transfers_and_nobody_who_has_a_part() -> None:
    orgs = make_orgs()
    story = Story().has("registered")
    for by, may in ((OFFICE, True), (INSPECTOR, False), (LIAISON, False), (OTHER, False)):
        sent = make_entry("transferred", by=by)
        assert (authority.refusal(sent, story.state, orgs) is None) is may
    own = Story(owner=OFFICE).has("registered").state
    assert authority.refusal(make_entry("transferred", by=OFFICE), own, orgs) is not None


def test_only_supervision_registers_what_was_taken_over() -> None:
    orgs = make_orgs()
    state = fold(Problem("zjj", make_head(), ()))
    for by, may in ((OFFICE, True), (INSPECTOR, True), (LIAISON, False), (OWNER, False), (LEADER, False)):
        first = make_entry("registered", by=by, **{"from": {"problem": "czj/7zk2md"}})
        assert (authority.refusal(first, state, orgs) is None) is may


@pytest.mark.parametrize("commit", ["x" * 40, "ab" * 19, "AB" * 20, ""])
def test_a_commit_is_named_whole(commit: str) -> None:
    with pytest.raises(ValidationError):
        entry(make_entry("registered").plain() | {"from": {"problem": "zjj/k7m2qd", "commit": commit}})
