"""The plain values that the index answers with."""

import datetime as dt

from tests.builders import FOUND, Story
from tests.index.held import held
from yiananlib.index import queries
from yiananlib.index.values import Lint, Setting, Sprint

LINT = Lint(90, 80, 10, 3, 5, 1, 30, 5, 3, 10, 3, ())
SETTING = Setting(
    "县", "en", "UTC", 7, 15, 90, None, (), (), (), (), False, (), (), {"kind": {"other": "其他"}}, LINT, {}
)  # fmt: skip


def test_the_first_day_of_the_sprint_is_day_one() -> None:
    sprint = Sprint(dt.date(2026, 3, 12), 100)
    assert [sprint.day_number(dt.date(2026, 3, day)) for day in (11, 12, 13)] == [0, 1, 2]


def test_a_word_that_was_lost_is_its_key() -> None:
    assert SETTING.word("kind", "other") == "其他"
    assert SETTING.word("kind", "gone") == "gone"
    assert SETTING.word("nothing", "gone") == "gone"


def test_a_row_is_named_by_its_organization_and_id() -> None:
    (row,) = queries.rows(held([Story().has("registered").problem]), FOUND, None)
    assert row.ref == "zjj/k7m2qd"
