"""Problems broken down by what they say: equal to counting them in Python, on every day on which something changes."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tests.builders import FOUND, OFFICE, Story, make_head
from tests.index.held import held
from yiananlib.index import breakdown
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.model.standing import Standing, intervals
from yiananlib.model.vocabulary import Status, Verdict

DAY = dt.timedelta(days=1)


def stories() -> list[Problem]:
    """Problems that say much, little and nothing; closed, late, returned, voided, amended."""
    made = [
        Story(
            id="aaaaaa", level=["work", "thought"], tags=["line/law", "front/conduct"], finding="case-1/3", linked=[]
        ),
        Story(id="bbbbbb", kind="drifting", field="none", level=[], tags=[], severity="major", task="case-1/1"),
        Story("czj", id="cccccc", **{"class": "immediate"}, linked=["reform"], tags=["line/law"], leader="czj/head"),
        Story(id="dddddd", source="audit", finding=None, found=FOUND - 100 * DAY),
        Story(id="eeeeee", tags=["line/morals"]),
    ]
    for story in made:
        story.add("registered")
    first, second, third, fourth, fifth = made
    for why in (["paper", "other"], ["paper"], []):
        first.add("submitted", on=FOUND + 2 * DAY)
        first.add("reviewed:return", on=FOUND + 3 * DAY, why=why)
    third.add("submitted", on=FOUND + DAY)
    third.add("reviewed:return", on=FOUND + DAY, why=["paper"])
    third.add("submitted", on=FOUND + 4 * DAY)
    third.add("reviewed:pass", on=FOUND + 4 * DAY)
    third.add("closed", on=FOUND + 5 * DAY)
    second.add("amended", on=FOUND + DAY, reason="更正", changes={"tags": ["lesson/l1"]})
    fourth.add("progressed", on=FOUND + DAY)
    fifth.add("voided", on=FOUND + 6 * DAY)
    return [story.problem for story in made]


def said(problem: Problem, name: str, day: dt.date) -> Iterator[str | None]:
    """Yield what a problem says, each time that it does."""
    state = fold(problem)
    if name == "return_reason":
        for entry in state.counted:
            if entry.kind == "reviewed" and entry.verdict is Verdict.RETURN and entry.on <= day:
                yield from entry.why or (None,)
        return
    if name == "year":
        yield str(state.head.found.year)
        return
    field = {"class": "class_", "tag": "tags"}.get(name, name)
    value: Any = getattr(state.head, field)
    yield from (value or (None,)) if isinstance(value, tuple) else (value,)


def at(problem: Problem, day: dt.date) -> Standing | None:
    """Return where a problem stands on a day."""
    return next((i.standing for i in intervals(fold(problem), {"office", "jiwei"}) if i.since <= day < i.until), None)


def by_hand(problems: Iterable[Problem], name: str, day: dt.date) -> dict[str | None, tuple[int, int, int, int, int]]:
    counts: dict[str | None, Counter[str]] = {}
    for problem in problems:
        standing = at(problem, day)
        if standing is None or standing.status is Status.VOIDED:
            continue
        times = Counter(said(problem, name, day))
        late = standing.due < day and (standing.submitted is None or standing.submitted > standing.due)
        for value, often in times.items():
            found = counts.setdefault(value, Counter())
            found["total"] += 1
            found["closed" if standing.status is Status.CLOSED else "open"] += 1
            found["overdue"] += late and standing.status is not Status.CLOSED
            found["times"] += often
    return {value: (c["total"], c["closed"], c["open"], c["overdue"], c["times"]) for value, c in counts.items()}


@pytest.mark.parametrize("name", breakdown.BY)
def test_each_row_is_what_counting_by_hand_gives_on_every_day(name: str) -> None:
    problems = stories()
    index = held(problems)
    due = make_head().due
    days = [FOUND - DAY, *(FOUND + n * DAY for n in range(8)), due, due + DAY]
    assert by_hand(problems, name, due + DAY), "something is said of each"
    for day in days:
        found = {one.value: tuple(one)[1:] for one in breakdown.counted(index, day, None, name)}
        assert found == by_hand(problems, name, day), day
        own = {one.value: tuple(one)[1:] for one in breakdown.counted(index, day, ["czj"], name)}
        assert own == by_hand([p for p in problems if p.org == "czj"], name, day), day


@pytest.mark.parametrize("name", [name for name, by in breakdown.BY.items() if not by.overlaps])
def test_rows_that_cannot_overlap_add_up_to_the_total(name: str) -> None:
    index = held(stories())
    for day in (FOUND, FOUND + 6 * DAY):
        assert sum(one.total for one in breakdown.counted(index, day, None, name)) == breakdown.total(index, day, None)


def test_a_return_that_breaks_the_rules_is_not_counted() -> None:
    story = Story().has("registered", "submitted")
    story.add("reviewed:return", by=OFFICE, why=["paper"])
    story.add("reviewed:return", by=OFFICE, why=["other"])
    index = held([story.problem])
    assert [one.value for one in breakdown.counted(index, FOUND, None, "return_reason")] == ["paper"]
