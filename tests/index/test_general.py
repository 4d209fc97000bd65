"""General problems as the index has them; the days are tested where they are recorded."""

import datetime as dt

from tests.builders import FOUND, OTHER, Story
from tests.index.held import held
from yiananlib.index import general

DAY = dt.timedelta(days=1)


def test_what_is_voided_or_ordinary_is_no_general_problem_and_no_unit_is_asked() -> None:
    voided = Story("office", id="bbbbbb").has("registered", "generalised")
    voided.add("voided", on=FOUND + DAY)
    index = held([Story().has("registered").problem, voided.problem])
    assert [one.id for one in general.general(index, FOUND)] == ["bbbbbb"]
    assert general.general(index, FOUND + DAY) == ()
    assert general.unlooked(index, FOUND + DAY, None) == ()


def test_once_it_is_closed_no_unit_is_asked_any_more() -> None:
    story = Story("office").has("registered", "generalised")
    story.add("looked-wider", by=OTHER)
    story.has("submitted", "reviewed:pass", "closed")
    index = held([story.problem])
    (one,) = general.general(index, FOUND)
    assert (one.is_open, one.missing, general.unlooked(index, FOUND, None)) == (False, ("zjj",), ())


def test_some_units_alone_can_be_asked_about() -> None:
    index = held([Story("office").has("registered", "generalised").problem])
    assert [row.org for row in general.unlooked(index, FOUND, None)] == ["zjj", "czj"]
    assert [row.org for row in general.unlooked(index, FOUND, ["czj"])] == ["czj"]
    (one,) = general.general(index, FOUND)
    assert (one.of(["czj"]).asked, one.of([]).asked, one.rules) == (("czj",), (), 0)
