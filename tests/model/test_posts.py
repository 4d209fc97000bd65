"""Whether anybody holds a post."""

import datetime as dt

import pytest

from tests.builders import FOUND
from yiananlib.model.org import Officer
from yiananlib.model.posts import absence

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "why"),
    [
        (None, None, None),
        (FOUND, FOUND, None),
        (None, FOUND - DAY, "the post ended on 2026-03-11"),
        (FOUND + DAY, None, "the post begins on 2026-03-13"),
    ],
)
def test_why_nobody_holds_a_post_is_explained(since: dt.date | None, until: dt.date | None, why: str | None) -> None:
    officer = Officer(id="a", post="甲", since=since, until=until)
    assert absence(officer, FOUND) == why
    assert (why is None) is officer.in_office(FOUND)


def test_a_post_that_is_gone_is_held_by_nobody() -> None:
    assert absence(None, FOUND) == "the post no longer exists"
