"""What heads do and how far units are, at the boundaries and against a second count."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FOUND, HEAD, LIAISON, Story, record_id
from tests.index.held import held
from tests.services.histories import histories
from tests.services.ledgers import Desk, asked
from tests.services.recount import Diary, carried_out, recount
from tests.services.registers import done_rule, meeting
from yiananlib.index import duties
from yiananlib.index.duties import Acts, Work
from yiananlib.model.entries import Submitted
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.services.recording import meetings

DAY = dt.timedelta(days=1)
ORGS = ["gov", "zjj", "czj"]


def test_a_head_s_own_acts_count_from_their_day_and_those_of_others_do_not(desk: Desk) -> None:
    ref = desk.passed()
    meeting(desk, by=HEAD)
    meeting(desk, by=LIAISON)
    meeting(desk, by=HEAD, held=None)
    meeting(desk, by=HEAD, type="visit", held=(2, 2))
    day = desk.now.date()

    def acts(on: dt.date) -> dict[str, Acts]:
        return {
            one.org: one
            for one in asked(desk.ledger, lambda index: (index.scope(None), duties.heads(index, on, ORGS))[1])
        }

    zjj = acts(day)["zjj"]
    assert (zjj.officer, zjj.endorsed, zjj.meetings, zjj.visits, zjj.last) == ("head", 1, 1, 1, day)
    assert (acts(day)["czj"].endorsed, acts(day)["czj"].last) == (0, None)
    assert acts(day - DAY)["zjj"][3:] == (0, 0, 0, None)
    assert ref in {f"zjj/{name}" for name in desk.ledger.problem_names("zjj")}


def test_a_meeting_is_of_its_chair_whoever_recorded_that_it_took_place(desk: Desk) -> None:
    meeting(desk, chair="head")
    day = desk.now.date()
    acts = asked(desk.ledger, lambda index: (index.scope(None), duties.heads(index, day, ORGS))[1])
    (head,) = (one for one in acts if one.org == "zjj")
    assert (head.meetings, head.last) == (1, day)


def test_learning_and_rules_are_counted_from_the_registers(desk: Desk) -> None:
    ref = meeting(desk, held=(5, 7), type="warning")
    meeting(desk, held=(4, 4), type="branch")
    meeting(desk, held=(2, 2), type="visit")
    meeting(desk, held=(9, 9), type="solicitation")
    meeting(desk, held=None, type="study")
    done_rule(desk)
    meetings.make_up(desk.on("2026-04-01").ledger, desk.context(), ref, 2)

    def work(on: dt.date) -> dict[str, Work]:
        return asked(desk.ledger, lambda index: (index.scope(None), duties.work(index, on, ORGS))[1])

    assert work(dt.date(2026, 3, 31))["zjj"] == Work(meetings=2, attended=9, rules_made=1)
    assert work(dt.date(2026, 4, 1))["zjj"].attended == 11
    assert work(dt.date(2026, 3, 11))["zjj"] == work(dt.date(2026, 4, 1))["czj"] == Work()


def test_a_submission_that_says_what_was_done_beyond_the_case_is_counted() -> None:
    wide = Story(id="aaaaaa").has("registered", "planned", "submitted")
    narrow = Story(id="bbbbbb").has("registered", "planned")
    narrow.add("submitted", wider=None, no_wider="个案无普遍性")
    back = Story(id="cccccc").has("registered", "planned", "submitted")
    back.add("withdrawn", on=FOUND + DAY)
    index = held([one.problem for one in (wide, narrow, back)])
    assert [duties.work(index, on, ["zjj"])["zjj"][7:] for on in (FOUND, FOUND + DAY)] == [(3, 2), (2, 1)]


@given(st.lists(histories(), max_size=3), st.integers(-3, 300))
def test_it_agrees_with_a_second_count(problems: list[Problem], days: int) -> None:
    day = FOUND + days * DAY
    told = [Problem(p.org, p.head.model_copy(update={"id": record_id(n)}), p.entries) for n, p in enumerate(problems)]
    index = held(told)
    there = [d for d in map(Diary, told) if day in d.status and d.status[day] not in ("voided", "transferred")]
    planned = [(d, n) for d in there for n, (_round, on) in d.measures.items() if on <= day]
    work = duties.work(index, day, ["zjj"])["zjj"]
    whole = recount(told, day)
    assert (work.problems, work.closed) == (whole["total"], whole["closed"])
    assert work.measures == len(planned)
    assert work.measures_done == sum(carried_out(d, n, day) for d, n in planned)


def test_what_a_closed_problem_says_beyond_itself_still_counts() -> None:
    story = Story(id="aaaaaa").has("registered", "planned", "submitted", "reviewed:pass", "closed")
    assert any(isinstance(entry, Submitted) and entry.wider for entry in fold(story.problem).entries)
    assert duties.work(held([story.problem]), FOUND, ["zjj"])["zjj"][4:] == (1, 1, 0, 1, 1)
