"""What is like a problem, as a document, as rows, as JSON and in a line."""

import pytest

from tests.builders import FOUND, Story
from tests.index.held import held
from tests.render.written import csv_text
from yiananlib.index.outcomes import Outcome
from yiananlib.render import plain
from yiananlib.render.views.similar import became, line, rows, similar, similar_json, summed
from yiananlib.services.reading.alike import Similar, of_symptom


@pytest.fixture
def two() -> Similar:
    one = Story(id="aaaaaa", title="公务接待无公函", level=["duty"]).has("registered", "planned")
    other = Story("czj", id="bbbbbb", title="公务接待没有公函", root_cause=None, level=[]).has("registered")
    found = of_symptom(held([one.problem, other.problem]), FOUND, "接待无公函")
    first, second = found.rows
    return found._replace(rows=(first._replace(outcome=Outcome(FOUND, 1, "held"), related="finding"), second), total=5)


def test_each_is_told_with_why_its_cause_its_measures_and_what_became_of_it(two: Similar) -> None:
    text = plain.text(similar(two))
    assert "Similar problems, and what held: 接待无公函" in text
    assert "2 similar, 1 of them closed: held: 1" in text
    (first,) = [row for row in text.split("\n") if row.startswith("zjj/aaaaaa")]
    for said in (
        "100.00%",
        "the same finding, 接待无公函",
        "政令意识不强 (",
        "逐项补办变更审批",
        "closed on 2026-03-12: held",
    ):
        assert said in first
    assert "and 3 more" in text


def test_nothing_alike_is_said(two: Similar) -> None:
    assert "Nothing is like it." in plain.text(similar(two._replace(rows=(), total=0)))


def test_a_long_text_is_cut_in_the_title_and_a_problem_is_named(two: Similar) -> None:
    text = plain.text(similar(two._replace(title="先" * 80, ref="zjj/aaaaaa")))
    assert f"zjj/aaaaaa {'先' * 59}…\n" in text


@pytest.mark.parametrize(
    ("outcome", "said", "style"),
    [
        (Outcome(FOUND, 1, "held"), "closed on 2026-03-12: held", "green"),
        (Outcome(FOUND, 1, "came_back"), "closed on 2026-03-12: came back", "red"),
        (Outcome(FOUND, 1, None), "closed on 2026-03-12: not looked back at", ""),
        (None, "registered", ""),
    ],
)
def test_what_became_of_one_has_a_word_and_a_colour(
    two: Similar, outcome: Outcome | None, said: str, style: str
) -> None:
    cell = became(two.rows[1]._replace(outcome=outcome))
    assert (cell.text, cell.style) == (said, style)


def test_what_was_struck_off_and_not_looked_at_is_counted_apart(two: Similar) -> None:
    unknown = two._replace(rows=tuple(row._replace(outcome=Outcome(FOUND, 1, None)) for row in two.rows))
    assert summed(unknown) == "2 similar, 2 of them closed: not looked back at: 2"
    assert summed(two._replace(rows=two.rows[1:])) == "1 similar, 0 of them closed"


def test_csv_and_json_have_all(two: Similar) -> None:
    lines = csv_text(rows(two)).splitlines()
    assert lines[0] == "Id,Unit,Problem,Alike,In common,Root cause,Measures,Outcome"
    assert lines[2].startswith("czj/bbbbbb,财政局,公务接待没有公函,")
    made = similar_json(two)
    assert (made["problem"], made["asked"], made["total"]) == (None, "接待无公函", 5)
    first, second = made["similar"]
    assert first["outcome"] == {"closed": FOUND, "round": 1, "result": "held"}
    assert (first["alike"], first["shared"], first["related"]) == (1.0, ["接待无公函"], "finding")
    assert [measure["text"] for measure in first["plan"]] == ["逐项补办变更审批"]
    assert (second["outcome"], second["related"], second["level"]) == (None, None, [])


def test_one_line_says_what_it_was_what_became_of_it_and_by_what(two: Similar) -> None:
    assert line(two.rows[0]) == (
        "  alike: zjj/aaaaaa 住建局, 公务接待无公函 (closed on 2026-03-12: held); measures: 逐项补办变更审批"
    )
    assert line(two.rows[1]) == "  alike: czj/bbbbbb 财政局, 公务接待没有公函 (registered)"
