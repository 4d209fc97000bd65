"""The entries that decide lateness and took effect before they were recorded."""

import datetime as dt
from typing import Any

from tests.builders import BEIJING, DUE, FOUND, LIAISON, OFFICE, Story, record_id
from tests.index.held import counted, held
from yiananlib.index import late

DAY = dt.timedelta(days=1)


def backdated(by: str = LIAISON, days: int = 5, **head: Any) -> Story:
    story = Story(**head).has("registered", "planned")
    story.clock = dt.datetime.combine(DUE + days * DAY, dt.time(9), tzinfo=BEIJING)
    story.add("submitted", on=DUE, by=by)
    return story


def test_each_has_its_days_and_by_whose_word_it_counts() -> None:
    index = held([backdated().problem, backdated(OFFICE, 9, id=record_id(7)).problem])
    found = list(late.backdated(index, DUE, None))
    assert [(e.by, e.day, e.recorded, e.counts, e.confirmed, e.days) for e in found] == [
        (OFFICE, DUE, DUE + 9 * DAY, DUE, True, 9),
        (LIAISON, DUE, DUE + 5 * DAY, DUE + 5 * DAY, False, 5),
    ]
    assert [e.ref for e in found] == [f"zjj/{record_id(7)}", "zjj/k7m2qd"]


def test_the_list_has_what_the_figure_counts() -> None:
    stories = [backdated(), backdated(OFFICE, id=record_id(7)), backdated(id=record_id(8)).has("voided")]
    index = held(story.problem for story in stories)
    for day in (FOUND, DUE - DAY, DUE, DUE + 9 * DAY):
        found, figures = list(late.backdated(index, day, None)), counted(index, day)
        assert (figures.backdated, figures.backdated_confirmed) == (len(found), sum(e.confirmed for e in found))
    assert list(late.backdated(index, DUE, ["czj"])) == []
