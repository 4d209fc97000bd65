"""Counts of what people decided about people."""

import datetime as dt

from tests.builders import FOUND, Story, make_campaign
from tests.index.held import held
from yiananlib.index.sync import Index
from yiananlib.services.reading.accountability_figures import Accountability, accountability

DAY = dt.timedelta(days=1)
TRIGGERS = {"trigger": {"inaccurate": "问题排查不准", "inadequate": "整改措施不到位"}}


def told(*stories: Story) -> Index:
    return held([story.problem for story in stories], campaign=make_campaign(vocabulary=TRIGGERS))


def decided(name: str = "aaaaaa", org: str = "zjj") -> Story:
    story = Story(org, id=name).has("registered")
    story.add("handled", form=1, count=3)
    story.add("handled", form=1, count=1)
    story.add("handled", form=4, count=1)
    story.add("held-accountable", trigger="inadequate", count=2, on=FOUND + DAY)
    story.add("held-accountable", trigger="gone", count=1, on=FOUND + DAY)
    return story


def test_people_are_added_up_by_form_and_trigger_and_decisions_are_counted() -> None:
    found = accountability(told(decided()), FOUND + DAY, None)
    assert found == Accountability(
        {1: 4, 2: 0, 3: 0, 4: 1}, {"inaccurate": 0, "inadequate": 2, "gone": 1}, decisions=2, orgs=1
    )


def test_every_form_and_trigger_is_there_where_nobody_was_dealt_with() -> None:
    nobody = Accountability({1: 0, 2: 0, 3: 0, 4: 0}, {"inaccurate": 0, "inadequate": 0}, 0)
    assert accountability(told(), FOUND, None) == nobody
    assert accountability(told(Story().has("registered")), FOUND, None) == nobody


def test_what_counts_from_a_later_day_is_not_counted() -> None:
    found = accountability(told(decided()), FOUND, None)
    assert (found.forms[1], found.decisions) == (4, 0)


def test_a_problem_that_was_voided_since_is_not_counted() -> None:
    story = decided()
    story.add("voided", on=FOUND + 2 * DAY)
    index = told(story)
    assert accountability(index, FOUND + DAY, None).decisions == 2
    assert (
        accountability(index, FOUND + 2 * DAY, None).decisions,
        accountability(index, FOUND + 2 * DAY, None).orgs,
    ) == (0, 0)


def test_what_breaks_the_rules_is_not_counted() -> None:
    story = Story().has("registered")
    story.add("handled", form=1, count=3, id=story.entries[0].id)
    assert accountability(told(story), FOUND, None).forms[1] == 0


def test_a_scope_counts_its_own() -> None:
    index = told(decided(), decided("bbbbbb", "czj"))
    assert accountability(index, FOUND + DAY, None).forms[1] == 8
    assert accountability(index, FOUND + DAY, ["czj"]).forms[1] == 4
    assert accountability(index, FOUND + DAY, []).forms[1] == 0
