"""What became of closes, on the days around each boundary, and against a second count."""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FOUND, Story, record_id
from tests.index.held import held
from tests.services.histories import histories
from tests.services.recount import Diary
from yiananlib.index import outcomes
from yiananlib.index.outcomes import OUTCOMES, Counts, Outcome
from yiananlib.index.sync import Index
from yiananlib.model.problem import Problem

DAY = dt.timedelta(days=1)
NAMES = Counts._fields


def closed(name: str = "aaaaaa", org: str = "zjj", **head: object) -> Story:
    return Story(org, id=name, **head).has("registered", "planned", "submitted", "reviewed:pass", "closed")


def counted(index: Index, day: dt.date, by: str | None = None, orgs: list[str] | None = None) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for what, _org, counts in outcomes.counts(index, day, orgs, by):
        found[what] = found.get(what, Counts()).plus(counts)
    return found


def of(index: Index, day: dt.date) -> dict[str, int]:
    return {name: n for name, n in counted(index, day).get("", Counts())._asdict().items() if n}


def test_a_close_that_nobody_looked_at_is_closed_and_not_judged() -> None:
    index = held([closed().problem])
    assert of(index, FOUND - DAY) == {}
    assert of(index, FOUND) == {"closed": 1}
    assert (counted(index, FOUND)[""].judged, counted(index, FOUND)[""].rate) == (0, None)


def test_the_last_look_back_at_a_close_says_what_became_of_it_from_its_day_on() -> None:
    for result in ("held", "incomplete", "slipped"):
        story = closed()
        story.add(f"looked-back:{result}", on=FOUND + 90 * DAY)
        index = held([story.problem])
        assert of(index, FOUND + 89 * DAY) == {"closed": 1}
        assert of(index, FOUND + 90 * DAY) == {"closed": 1, "looked_back": 1, result: 1}
        assert of(index, FOUND + 400 * DAY) == {"closed": 1, "looked_back": 1, result: 1}


def test_a_close_that_held_and_then_slipped_counts_as_slipped() -> None:
    story = closed()
    story.add("looked-back:held", on=FOUND + 90 * DAY)
    story.add("looked-back:slipped", on=FOUND + 200 * DAY)
    index = held([story.problem])
    assert of(index, FOUND + 199 * DAY) == {"closed": 1, "looked_back": 1, "held": 1}
    assert of(index, FOUND + 200 * DAY) == {"closed": 1, "looked_back": 1, "slipped": 1}


def test_what_is_opened_again_without_a_look_back_came_back_even_where_it_had_held() -> None:
    plain, after = closed(), closed("bbbbbb")
    plain.add("reopened", on=FOUND + 30 * DAY)
    after.add("looked-back:held", on=FOUND + 20 * DAY)
    after.add("reopened", on=FOUND + 30 * DAY)
    index = held([plain.problem, after.problem])
    assert of(index, FOUND + 29 * DAY) == {"closed": 2, "looked_back": 1, "held": 1}
    assert of(index, FOUND + 30 * DAY) == {"closed": 2, "looked_back": 1, "came_back": 2}


def test_a_problem_registered_as_one_that_came_back_tells_against_the_close_before_it_alone() -> None:
    story = closed()
    story.add("looked-back:slipped", on=FOUND + 10 * DAY)
    story.has("planned", "submitted", "reviewed:pass")
    story.add("closed", on=FOUND + 20 * DAY)
    again = Story("czj", id="bbbbbb", recurs="aaaaaa")
    again.add("registered", on=FOUND + 40 * DAY)
    index = held([story.problem, again.problem])
    assert of(index, FOUND + 39 * DAY) == {"closed": 2, "looked_back": 1, "slipped": 1}
    assert of(index, FOUND + 40 * DAY) == {"closed": 2, "looked_back": 1, "slipped": 1, "came_back": 1}


def test_neither_a_voided_recurrence_nor_a_voided_problem_counts() -> None:
    again = Story("czj", id="bbbbbb", recurs="aaaaaa").has("registered")
    again.add("voided", on=FOUND + 5 * DAY)
    index = held([closed().problem, again.problem])
    assert of(index, FOUND + 4 * DAY) == {"closed": 1, "came_back": 1}
    assert of(index, FOUND + 5 * DAY) == {"closed": 1}
    gone = closed()
    gone.add("reopened", on=FOUND + 2 * DAY)
    gone.add("voided", on=FOUND + 3 * DAY)
    assert of(held([gone.problem]), FOUND + 2 * DAY) == {"closed": 1, "came_back": 1}
    assert of(held([gone.problem]), FOUND + 3 * DAY) == {}


def test_a_scope_counts_its_own_closes_and_what_came_back_anywhere() -> None:
    again = Story("czj", id="bbbbbb", recurs="aaaaaa").has("registered")
    index = held([closed().problem, closed("cccccc", "czj").problem, again.problem])
    assert counted(index, FOUND, orgs=["zjj"]) == {"": Counts(closed=1, came_back=1)}


def test_closes_are_counted_with_each_thing_their_problem_says() -> None:
    one = closed(kind="drifting", level=["work", "duty"])
    two = closed("bbbbbb", kind="inaction", level=["duty"])
    two.add("looked-back:held", on=FOUND + DAY)
    index = held([one.problem, two.problem])
    kinds = counted(index, FOUND + DAY, "kind")
    assert kinds == {"drifting": Counts(closed=1), "inaction": Counts(1, 1, 1)}
    levels = counted(index, FOUND + DAY, "level")
    assert levels == {"work": Counts(closed=1), "duty": Counts(2, 1, 1)}
    assert levels["duty"].rate == 1.0


def test_the_last_close_of_a_problem_says_in_which_round_it_was() -> None:
    story = closed()
    story.add("looked-back:slipped", on=FOUND + 10 * DAY)
    story.has("planned", "submitted", "reviewed:pass")
    story.add("closed", on=FOUND + 20 * DAY)
    index = held([story.problem, Story(id="bbbbbb").has("registered").problem])
    assert outcomes.of_problems(index, FOUND + 15 * DAY, [1, 2]) == {1: Outcome(FOUND, 1, "slipped")}
    assert outcomes.of_problems(index, FOUND + 20 * DAY, [1, 2]) == {1: Outcome(FOUND + 20 * DAY, 2, None)}


def recounted(problems: list[Problem], day: dt.date) -> dict[str, int]:
    """Count it a second time, straight from the definition."""
    diaries = [Diary(problem) for problem in problems]
    there = [diary for diary in diaries if day in diary.status and diary.status[day] != "voided"]
    stand = [diary for diary in there if diary.status[day] != "transferred"]
    came = [(diary.head.recurs, min(diary.status)) for diary in stand if diary.head.recurs is not None]
    found: Counter[str] = Counter()
    for diary in there:
        closes = [close for close in diary.closes if close[0] <= day]
        for place, (on, _waived, looks, opened) in enumerate(closes):
            until = closes[place + 1][0] if place + 1 < len(closes) else dt.date.max
            result = next((result for when, result in reversed(looks) if when <= day), None)
            again = any(when <= day for when in opened)
            anew = any(name == diary.head.id and on <= when < until for name, when in came)
            found["closed"] += 1
            found["looked_back"] += result is not None
            if result in (None, "held") and (again or anew):
                found["came_back"] += 1
            elif result is not None:
                found[str(result)] += 1
    return {name: n for name, n in found.items() if n}


@given(st.lists(histories(), min_size=1, max_size=3), st.data())
def test_it_agrees_with_a_second_count_on_any_day(problems: list[Problem], data: st.DataObject) -> None:
    renamed = [
        Problem(p.org, p.head.model_copy(update={"id": record_id(n)}), p.entries) for n, p in enumerate(problems)
    ]
    days = sorted({on + d * DAY for p in renamed for on, _b, _a in Diary(p).changes for d in (-1, 0, 1)})
    day = data.draw(st.sampled_from(days))
    assert of(held(renamed), day) == recounted(renamed, day)
    assert set(OUTCOMES) < set(NAMES)
