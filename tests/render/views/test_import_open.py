"""What is open in the ledger of the campaign before, as a document and as JSON."""

import datetime as dt

from yiananlib.render import plain
from yiananlib.render.views.import_open import continued, continued_json
from yiananlib.services.recording.import_open import Continued, OpenRow
from yiananlib.services.recording.import_rows import Outcome

DAY = dt.date(2026, 6, 1)
ROWS = (
    OpenRow("zjj/k7m2qd", "甲", DAY, "2026-001", Outcome.NEW, "k7m2qd"),
    OpenRow("zjj/w5n8ra", "乙", DAY, None, Outcome.REFUSED, said="There is no officer."),
    OpenRow("zjj/9h3x4b", "丙", DAY, None, Outcome.UNCHANGED, "zjj/9h3x4b"),
)
VALUE = Continued("一期", "ab" * 20, ROWS)


def test_each_problem_is_told_with_what_becomes_of_it() -> None:
    text = plain.text(continued(VALUE))
    assert "Open in 一期 (ababababab)" in text
    assert "There is no officer." in text
    assert "problems: 3 (new 1, unchanged 1, refused 1)" in text
    assert "Nothing is recorded while a problem is refused." in text


def test_what_comes_next_is_told() -> None:
    def last(value: Continued) -> str:
        return plain.text(continued(value)).rstrip().split("\n")[-1]

    assert "use --apply" in last(VALUE._replace(rows=ROWS[:1]))
    assert last(VALUE._replace(rows=ROWS[:1], applied=True)) == "Recorded."
    assert "already there" in last(VALUE._replace(rows=ROWS[2:]))
    assert "not in git" in plain.text(continued(VALUE._replace(commit=None)))


def test_json_keeps_its_keys() -> None:
    found = continued_json(VALUE)
    assert found["counts"] == {"new": 1, "unchanged": 1, "refused": 1}
    assert list(found["rows"][0]) == ["ref", "title", "number", "due", "outcome", "skipped", "id", "said"]
