"""Evidence says of which day it is and until when it is valid; what is expired is asked about, and can be renewed."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import DUE, FOUND, START, Story, make_campaign, make_entry
from yiananlib.model import closing, papers
from yiananlib.model.entries import Evidenced
from yiananlib.model.vocabulary import Status

DAY = dt.timedelta(days=1)
LAST = dt.date(2027, 2, 28)


def paper(number: int, **fields: Any) -> Evidenced:
    found = make_entry("evidenced", id=f"p{number:05}".replace("o", "0"), **fields)
    assert isinstance(found, Evidenced)
    return found


def on(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, START.timetz())


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"dated": FOUND}, None),
        ({"dated": FOUND + DAY}, "is dated 2026-03-13, after the day on which it is recorded (2026-03-12)"),
        ({"dated": FOUND, "valid_until": FOUND}, None),
        (
            {"dated": FOUND, "valid_until": FOUND - DAY},
            "is valid until 2026-03-11, but dated 2026-03-12, which is later",
        ),
        ({"valid_until": dt.date(2020, 2, 29)}, None),
        ({"taken": FOUND + 400 * DAY}, None),
    ],
)
def test_evidence_needs_a_possible_day(days: dict[str, dt.date], said: str | None) -> None:
    found = Story().has("registered", "planned").refusal("evidenced", **days)
    assert found is None if said is None else said in str(found)


def test_the_day_is_held_against_the_day_of_recording_not_that_of_effect() -> None:
    story = Story().has("registered", "planned")
    story.add("noted", on=FOUND + 5 * DAY)
    assert story.refusal("evidenced", on=FOUND + DAY, dated=FOUND + 5 * DAY) is None


def test_a_redated_entry_keeps_the_day_that_its_clock_allowed() -> None:
    story = Story().has("registered", "planned")
    story.add("evidenced", on=FOUND + 40 * DAY, dated=FOUND + 30 * DAY)
    story.clock = START
    story.add("redated", entry=story.ids[-1], day=FOUND)
    assert story.state.faults == ()


def test_a_later_paper_that_is_valid_longer_renews() -> None:
    first = paper(1, valid_until=LAST)
    assert papers.renewed([first, paper(2, valid_until=LAST + DAY)]) == [FOUND, None]
    assert papers.renewed([first, paper(2, valid_until=LAST)]) == [None, None]
    assert papers.renewed([first, paper(2)]) == [None, None]
    assert papers.renewed([first, paper(2, valid_until=LAST + DAY, measure=2)]) == [None, None]
    assert papers.renewed([paper(2, valid_until=LAST + DAY), first]) == [None, None]


def test_any_paper_recorded_after_the_expiry_renews() -> None:
    first = paper(1, valid_until=LAST)
    assert papers.renewed([first, paper(2, at=on(LAST + DAY))]) == [LAST + DAY, None]
    assert papers.renewed([first, paper(2, at=on(LAST))]) == [None, None]


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.sampled_from([None, 1, 2])), max_size=8))
def test_of_the_papers_for_a_measure_the_last_to_run_out_is_never_renewed(
    made: list[tuple[int, int | None, int | None]],
) -> None:
    found = [
        paper(n, at=on(FOUND + at * DAY), valid_until=None if until is None else FOUND + until * DAY, measure=measure)
        for n, (at, until, measure) in enumerate(sorted(made, key=lambda one: one[0]))
    ]
    for one, since in zip(found, papers.renewed(found), strict=True):
        others = found[found.index(one) + 1 :]
        by_hand = [
            o.on
            for o in others
            if one.valid_until is not None
            and o.measure == one.measure
            and (o.on > one.valid_until or (o.valid_until or dt.date.min) > one.valid_until)
        ]
        assert since == min(by_hand, default=None)


def gate(story: Story, day: dt.date) -> dict[str, str]:
    unmet = closing.unmet_at_submission(story.state, make_campaign(), closing.Facts(day))
    return {check.code: check.missing for check in unmet}


@pytest.mark.parametrize(("days", "met"), [(-1, False), (0, True), (1, True)])
def test_the_gate_asks_about_what_ran_out_before_the_submission(days: int, met: bool) -> None:
    story = Story().has("registered", "planned")
    story.add("evidenced", file="0123456789abcdef-证书.pdf", valid_until=DUE + days * DAY)
    story.add("completed")
    story.add("submitted", on=DUE)
    said = gate(story, DUE + 30 * DAY).get("evidence")
    assert said == (None if met else f"expired before the submission: 0123456789abcdef-证书.pdf on {DUE + days * DAY}")


def test_papers_renewed_since_are_not_asked_about() -> None:
    story = Story().has("registered", "planned")
    story.add("evidenced", valid_until=DUE - DAY)
    story.has("completed")
    story.add("submitted", on=DUE, incomplete="证书待换发")
    assert "evidence" in gate(story, DUE)
    story.add("evidenced", on=DUE + DAY)
    assert "evidence" not in gate(story, DUE + DAY)


def closed(**head: Any) -> Story:
    story = Story(**({"class": "ongoing"} | head)).has("registered", "planned")
    story.add("evidenced", valid_until=LAST)
    return story.has("completed", "submitted", "reviewed:pass", "closed")


def test_a_closed_ongoing_problem_takes_a_renewed_paper_and_stays_closed() -> None:
    story = closed()
    assert story.refusal("evidenced", on=LAST + DAY) is None
    story.add("evidenced", on=LAST + DAY, valid_until=LAST + 365 * DAY)
    assert (story.state.status, story.state.faults) == (Status.CLOSED, ())
    assert "can only replace what has expired" in str(story.refusal("evidenced", on=LAST + DAY))


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ({"class": "phased"}, {"on": LAST + DAY}),
        ({}, {"on": LAST}),
        ({}, {"on": LAST + DAY, "measure": None}),
        ({}, {"on": LAST + 9 * DAY, "valid_until": LAST + 8 * DAY}),
    ],
)
def test_a_closed_problem_takes_no_other_paper(head: dict[str, Any], fields: dict[str, Any]) -> None:
    assert closed(**head).refusal("evidenced", **fields) is not None


def test_a_return_names_papers_of_the_problem_alone() -> None:
    story = Story().has("registered", "planned")
    story.add("evidenced", file="0123456789abcdef-a.pdf")
    story.has("completed", "submitted")
    assert story.refusal("reviewed:return", evidence={"0123456789abcdef-a.pdf": "缺公章"}) is None
    other = story.refusal("reviewed:return", evidence={"0123456789abcdef-b.pdf": "缺公章"})
    assert other == "0123456789abcdef-b.pdf is no evidence of this problem"
    passed = story.refusal("reviewed:pass", evidence={"0123456789abcdef-a.pdf": "缺公章"})
    assert passed == "only a return names evidence at fault"


def test_a_signed_sheet_can_be_at_fault_too() -> None:
    sheet = {"file": "0123456789abcdef-签字.jpg", "sha256": "0" * 64, "size": 1}
    found = papers.files([make_entry("evidenced"), make_entry("endorsed", sheet=sheet), make_entry("noted")])
    assert found == [make_entry("evidenced").file, "0123456789abcdef-签字.jpg"]  # type: ignore[union-attr]
