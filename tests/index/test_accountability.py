"""What people decided, added up by organization and by what it says; of cases see the figures that are made of it."""

import datetime as dt

from tests.builders import FOUND, Story
from tests.index.held import held
from yiananlib.index import accountability

DAY = dt.timedelta(days=1)


def test_people_are_counted_by_day_and_by_scope() -> None:
    story = Story().has("registered")
    story.add("handled", on=FOUND + DAY, form=2, count=3)
    story.add("handled", on=FOUND + 2 * DAY, form=2, count=1)
    index = held([story.problem])
    assert accountability.of_problems(index, FOUND, None, "handled", "form") == []
    assert accountability.of_problems(index, FOUND + DAY, None, "handled", "form") == [("zjj", 2, 3, 1, 0, 0)]
    later = FOUND + 2 * DAY
    assert accountability.of_problems(index, later, ["zjj"], "handled", "form") == [("zjj", 2, 4, 2, 0, 0)]
    assert accountability.of_problems(index, later, ["czj"], "handled", "form") == []


def test_a_problem_belongs_to_a_case_by_naming_a_finding_or_task_of_it() -> None:
    stories = [
        Story(id="aaaaaa", finding="case-1/2").has("registered"),
        Story(id="bbbbbb", finding=None, task="case-1/1").has("registered"),
        Story(id="cccccc", finding="case-11/2").has("registered"),
        Story(id="dddddd", finding=None).has("registered"),
    ]
    for story in stories:
        story.add("handled", form=1, count=2)
    index = held(story.problem for story in stories)
    counted = {
        name: sum(one.people for one in accountability.of_problems(index, FOUND, None, "handled", "form", name))
        for name in ("case-1", "case-11", "case", None)
    }
    assert counted == {"case-1": 4, "case-11": 2, "case": 0, None: 8}
