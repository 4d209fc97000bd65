"""What is like a problem or a symptom, and what became of it."""

import datetime as dt

import pytest

from tests.builders import FOUND, OTHER, Story
from tests.index.held import held
from tests.services.ledgers import Desk, asked
from tests.services.registers import case
from yiananlib.errors import NoSuchRecord, UsageProblem
from yiananlib.index.outcomes import Outcome
from yiananlib.services.reading.alike import Similar, of_problem, of_symptom

DAY = dt.timedelta(days=1)


def story(name: str, org: str = "zjj", **head: object) -> Story:
    return Story(org, id=name, **{"finding": None, "symptom": "见台账"} | head).has("registered", "planned")


def refs(found: Similar) -> list[tuple[str, float]]:
    return [(row.ref, round(row.alike, 2)) for row in found.rows]


def test_the_most_similar_problem_of_any_unit_stands_first() -> None:
    stories = [
        story("aaaaaa", title="道路工程变更后补签证"), story("bbbbbb", "czj", title="工程变更先干后批"),
        story("cccccc", title="公务接待无公函"),
    ]  # fmt: skip
    index = held([one.problem for one in stories])
    found = of_symptom(index, FOUND, "工程变更，先干后批")
    assert refs(found) == [("czj/bbbbbb", 1.0), ("zjj/aaaaaa", 0.5)]
    assert found.rows[0].shared == ("工程变更", "先干后批")
    assert (found.ref, found.title, found.total) == (None, "工程变更，先干后批", 2)
    few = of_symptom(index, FOUND, "工程变更，先干后批", 1)
    assert (refs(few), few.total) == ([("czj/bbbbbb", 1.0)], 2)


def test_one_word_in_common_is_enough_only_where_there_is_no_more() -> None:
    index = held([story("aaaaaa", title="公务接待超标准").problem])
    assert refs(of_symptom(index, FOUND, "接待")) == [("zjj/aaaaaa", 1.0)]
    assert refs(of_symptom(index, FOUND, "接待检查组三人")) == []


def test_each_similar_problem_shows_its_outcome_and_the_measures_that_led_to_it() -> None:
    one = story("aaaaaa", title="公务接待无公函")
    one.has("submitted", "reviewed:pass", "closed")
    one.add("looked-back:slipped", on=FOUND + 10 * DAY)
    one.add("planned", number=2, text="改由财务室把关", on=FOUND + 11 * DAY)
    index = held([one.problem])
    (row,) = of_symptom(index, FOUND, "接待无公函").rows
    assert (row.outcome, [m.number for m in row.measures]) == (Outcome(FOUND, 1, None), [1])
    (row,) = of_symptom(index, FOUND + 20 * DAY, "接待无公函").rows
    assert (row.outcome, [m.number for m in row.measures]) == (Outcome(FOUND, 1, "slipped"), [1])
    open_ = story("aaaaaa", title="公务接待无公函")
    (row,) = of_symptom(held([open_.problem]), FOUND, "接待无公函").rows
    assert (row.outcome, [m.number for m in row.measures]) == (None, [1])


def test_problems_with_the_same_finding_or_linked_as_recurrences_stand_first(desk: Desk) -> None:
    case(desk)
    ref = desk.closed(title="公务接待无公函", symptom="抽查26份", finding="case-1/3")
    like = desk.problem(title="公务接待没有公函", symptom="抽查30份", finding=None)
    theirs = {"org": "czj", "by": OTHER, "leader": "head", "owner": "head"}
    same = desk.problem(**theirs, title="会议费超支", symptom="年末突击报销", finding="case-1/3")
    back = desk.problem(**theirs, title="采购未比价", symptom="三次询价同一家", finding=None, recurs=ref)
    found = asked(desk.ledger, lambda index: of_problem(index, desk.now.date(), ref))
    assert {(row.ref, row.related) for row in found.rows[:2]} == {(same, "finding"), (back, "recurs")}
    assert [(row.ref, row.related) for row in found.rows[2:]] == [(like, "")]
    (earlier,) = [
        row for row in asked(desk.ledger, lambda index: of_problem(index, desk.now.date(), back)).rows if row.ref == ref
    ]
    assert earlier.outcome is not None
    assert (earlier.related, earlier.outcome.result) == ("recurs", "came_back")


def test_voided_problems_and_those_of_a_later_day_are_left_out() -> None:
    gone = story("aaaaaa", title="公务接待无公函")
    gone.add("voided", on=FOUND + DAY)
    index = held([gone.problem])
    assert len(of_symptom(index, FOUND, "接待无公函").rows) == 1
    assert of_symptom(index, FOUND + DAY, "接待无公函").rows == ()
    assert of_symptom(index, FOUND - DAY, "接待无公函").rows == ()


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(UsageProblem):
        of_symptom(held(), FOUND, "2026 年")


def test_a_problem_is_named_here_as_in_every_other_command(desk: Desk) -> None:
    ref = desk.problem(title="公务接待无公函", symptom="抽查26份")
    other = desk.problem(title="公务接待没有公函", symptom="抽查30份")
    desk.problem(title="采购未比价", symptom="三次询价同一家")
    day = desk.now.date()
    found = asked(desk.ledger, lambda index: of_problem(index, day, ref.partition("/")[2][:5]))
    assert (found.ref, found.title) == (ref, "公务接待无公函")
    assert [row.ref for row in found.rows] == [other]
    with pytest.raises(NoSuchRecord):
        asked(desk.ledger, lambda index: of_problem(index, day, "zzzzzz"))
    with pytest.raises(UsageProblem):
        asked(desk.ledger, lambda index: of_problem(index, day - DAY, ref))
