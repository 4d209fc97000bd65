"""Texts that were copied, and texts that say nothing."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import DUE, FOUND, Story, make_campaign, record_id
from tests.services.linting import found, story
from yiananlib.model.problem import Problem

LONG = "变更审批率由58%升至100%，群众来访零件"


def stated(number: int, effect: str, org: str = "zjj") -> Problem:
    made = story(number, org)
    made.add("submitted", effect=effect)
    return made.problem


def test_the_same_effect_in_two_problems_is_asked_about() -> None:
    (sign,) = found("same-effect", [stated(0, LONG), stated(1, LONG + "。"), stated(2, "另有成效若干项")])
    assert sign.problems == (f"zjj/{record_id(0)}", f"zjj/{record_id(1)}")
    assert [proof.text for proof in sign.evidence] == [LONG, LONG + "。"]
    assert sign.similarity == 1
    assert sign.sentence.endswith("?")
    assert all(ref in sign.sentence for ref in sign.problems)


def test_nearly_the_same_is_as_the_campaign_says() -> None:
    problems = [stated(0, "一二三四五六七八九十"), stated(1, "一二三四五六七八九百")]
    assert len(found("same-effect", problems)) == 1
    assert found("same-effect", problems, lint={"similar": 91}) == []


def test_an_effect_that_was_returned_is_none_any_more() -> None:
    returned = story(0)
    returned.add("submitted", effect=LONG)
    assert found("same-effect", [returned.has("reviewed:return").problem, stated(1, LONG)]) == []


def planned(number: int, *texts: str, org: str = "zjj") -> Problem:
    made = story(number, org)
    for place, text in enumerate(texts, start=1):
        made.add("planned", number=place, text=text)
    return made.problem


def test_the_same_measure_in_two_problems_is_asked_about_once_with_its_numbers() -> None:
    text = "每月抽查十个项目并在全局通报"
    (sign,) = found("same-measure", [planned(0, text, text), planned(1, "另一措施", text, org="czj")])
    assert len(sign.problems) == 2
    assert [proof.measure for proof in sign.evidence] == [1, 2, 2]
    assert sign.orgs == ("zjj", "czj")


def test_measures_of_one_problem_and_short_ones_are_not_compared() -> None:
    text = "每月抽查十个项目并在全局通报"
    assert found("same-measure", [planned(0, text, text), planned(1, "另一措施")]) == []
    nine, ten = "一二三四五六七八九", "一二三四五六七八九十"
    assert found("same-measure", [planned(0, nine), planned(1, nine)]) == []
    assert len(found("same-measure", [planned(0, ten), planned(1, ten)])) == 1


def caused(number: int, cause: str | None, org: str = "zjj", **head: Any) -> Problem:
    return story(number, org, root_cause=cause, **head).problem


def test_a_cause_shared_by_two_units_is_asked_about_but_not_one_repeated_by_a_unit() -> None:
    cause = "政令意识不强，对交办事项推诿拖延"
    (sign,) = found("copied-cause", [caused(0, cause), caused(1, cause, "czj")])
    assert sign.orgs == ("zjj", "czj")
    assert found("copied-cause", [caused(0, cause), caused(1, cause), caused(2, None, "czj")]) == []
    assert found("copied-cause", [caused(0, "意识不强"), caused(1, "意识不强", "czj")]) == []


def test_a_cause_that_repeats_the_symptom_is_asked_about() -> None:
    symptom = "抽查12个项目，5个变更先干后批，三次催办未报"
    (sign,) = found(
        "cause-repeats", [caused(0, "5个变更先干后批", symptom=symptom), caused(1, "程序意识淡薄", symptom=symptom)]
    )
    assert sign.problems == (f"zjj/{record_id(0)}",)
    assert [proof.text for proof in sign.evidence] == ["5个变更先干后批", symptom]


def test_how_much_a_cause_repeats() -> None:
    assert len(found("cause-repeats", [caused(0, "一二三四五", symptom="一二三四六")])) == 1
    assert found("cause-repeats", [caused(0, "一二三四五", symptom="一二三四六")], lint={"cause_repeats": 81}) == []


def test_the_campaign_adds_phrases_of_its_own() -> None:
    problems = [planned(0, "久久为功，加强领导")]
    assert found("no-verb", problems) == []
    (sign,) = found("no-verb", problems, lint={"empty": ["久久为功"]})
    assert (sign.evidence[0].measure, sign.evidence[0].text) == (1, "久久为功，加强领导")
    assert f"Measure 1 of zjj/{record_id(0)}" in sign.sentence


def test_what_was_voided_is_compared_no_more() -> None:
    gone = story(0)
    gone.add("planned", number=1, text="加强领导")
    assert found("no-verb", [gone.has("voided").problem]) == []


def test_a_measure_planned_later_is_not_there_yet() -> None:
    made = Story(id=record_id(0)).has("registered")
    made.add("planned", number=1, text="加强领导", on=FOUND.replace(month=5))
    assert found("no-verb", [made.problem], day=FOUND.replace(month=4)) == []
    assert len(found("no-verb", [made.problem], day=FOUND.replace(month=5))) == 1
    assert make_campaign().lint.empty == ()


SAID = "抽查12个项目,5个变更先干后批,责任人未处理"


def voided(number: int, on: dt.date = FOUND + dt.timedelta(days=5), **head: Any) -> Problem:
    """Return a problem that was registered in error, as somebody says."""
    made = story(number, symptom=SAID, title="甲乙丙丁戊己庚辛壬癸", **head)
    made.add("voided", on=on)
    return made.problem


def anew(number: int, org: str = "zjj", *, on: dt.date = FOUND + dt.timedelta(days=5), **head: Any) -> Problem:
    """Return a problem that says the same, due a month later, registered on a day."""
    fields = {"symptom": SAID + "。", "due": DUE + dt.timedelta(days=30), "title": "子丑寅卯辰巳午未申酉", **head}
    made = Story(org=org, id=record_id(number), **fields)
    made.add("registered", on=on)
    return made.problem


def test_a_problem_voided_and_registered_again_with_more_time_is_asked_about() -> None:
    (sign,) = found("again", [voided(0), anew(1)])
    assert sign.problems == (f"zjj/{record_id(1)}",)
    assert f"zjj/{record_id(0)}" in sign.sentence
    assert [proof.day for proof in sign.evidence] == [DUE, DUE + dt.timedelta(days=30)]
    other: dict[str, Any] = {"symptom": "财务报销无审批单据共计二十三笔"}
    assert len(found("again", [voided(0), anew(1, title="甲乙丙丁戊己庚辛壬癸", **other)])) == 1


@pytest.mark.parametrize(
    "other",
    [
        anew(1, "czj"),
        anew(1, due=DUE),
        anew(1, on=FOUND),
        anew(1, symptom="财务报销无审批单据共计二十三笔"),
    ],
)
def test_a_registration_with_another_unit_day_or_wording_is_not_asked_about(other: Problem) -> None:
    assert found("again", [voided(0), other]) == []
