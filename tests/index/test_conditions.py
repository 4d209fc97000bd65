"""The days and words that the conditions are asked with; what they come to is asked in test_figures."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.index.held import held
from yiananlib.index.conditions import amongst, away, together

DAY = dt.timedelta(days=1)


def test_days_beyond_the_calendar_become_its_last_day_or_precede_its_first() -> None:
    assert away(dt.date.max, 7) == "9999-12-31"
    assert away(dt.date.max - DAY, 1) == "9999-12-31"
    assert away(dt.date.min, -1) == ""
    assert away(dt.date.min + DAY, -1) == "0001-01-01"


@given(
    st.lists(st.sampled_from(["a", "ab", "b", "tender"]), max_size=3), st.sampled_from(["a", "ab", "b", "tender", ""])
)
def test_a_word_is_amongst_others_only_where_it_is_one_of_them(words: list[str], word: str) -> None:
    question = " ".join(["SELECT", amongst("word", "words"), "FROM (SELECT :word AS word)"])
    found = held([]).connection.execute(question, {"word": word, "words": together(words)}).fetchone()
    assert bool(found[0]) is (word in words)
