import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import FOUND, LIAISON, START, record_id, round_of
from yiananlib.model.rounds import TEAM, Answered, Round
from yiananlib.model.vocabulary import Answer

NEXT_DAY = FOUND + dt.timedelta(days=1)


def answered(prompt: str = "p01", answer: str = "clear", **fields: Any) -> dict[str, Any]:
    values = {"id": record_id(0), "at": START, "by": LIAISON, "prompt": prompt, "answer": answer}
    return values | fields


def make_round(*answers: dict[str, Any], **fields: Any) -> Round:
    return round_of({"schema": 1, "opened": FOUND, "answers": list(answers), **fields})


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"answer": "problem", "problem": "k7m2qd"}, True),
        ({"answer": "problem"}, False),
        ({"answer": "problem", "reason": "正在登记"}, False),
        ({"answer": "clear", "reason": "查阅会议记录12份"}, True),
        ({"answer": "clear"}, False),
        ({"answer": "clear", "reason": " "}, False),
        ({"answer": "clear", "problem": "k7m2qd"}, False),
        ({"answer": "not-applicable", "reason": "无此职能"}, True),
        ({"answer": "not-applicable"}, False),
    ],
)
def test_a_nil_return_without_a_reason_is_no_answer(fields: dict[str, Any], counts: bool) -> None:
    assert Answered.model_validate(answered(**fields)).counts is counts


def test_an_answer_counts_from_the_day_it_was_recorded_or_an_earlier_one() -> None:
    assert Answered.model_validate(answered()).on == FOUND
    earlier = FOUND - dt.timedelta(days=3)
    assert Answered.model_validate(answered(on=earlier)).on == earlier


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("on", NEXT_DAY),
        ("on", "2026-03-12"),
        ("at", START.replace(tzinfo=None)),
        ("answer", "yes"),
        ("subject", "a b"),
        ("problem", "K7M2QD"),
        ("reason", "\u202e"),
        ("note", "x"),
    ],
)
def test_a_wrong_answer_is_refused(field: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        Answered.model_validate(answered(**{field: value}))


def test_a_round_has_at_least_one_subject() -> None:
    assert make_round().head.subjects == (TEAM,)
    with pytest.raises(ValidationError):
        make_round(subjects=[])


def test_the_last_answer_is_in_force() -> None:
    first, other, last = (
        answered(),
        answered(subject="head"),
        answered(answer="problem", problem="k7m2qd"),
    )
    found = make_round(first, other, last, subjects=["team", "head"])
    assert found.answer("p01", "team") == found.answers[2]
    assert found.answer("p01", "head") == found.answers[1]
    assert found.answer("p02", "team") is None
    assert found.answers[2].answer is Answer.PROBLEM


def test_coverage_counts_pairs_of_a_prompt_and_a_subject() -> None:
    reason: dict[str, Any] = {"reason": "查阅台账"}
    found = make_round(
        answered("p01", **reason),
        answered("p01", subject="head", **reason),
        answered("p02", **reason),
        answered("p01", **reason),
        answered("p03", **reason),
        answered("p02", subject="stranger", **reason),
        subjects=["team", "head"],
    )
    assert found.answered(["p01", "p02"], FOUND) == 3
    assert found.answered(["p01", "p02", "p03"], FOUND) == 4
    assert found.answered([], FOUND) == 0
    assert found.answered((p for p in ["p03"]), FOUND) == 1


def test_a_later_answer_replaces_an_earlier_one_in_the_count() -> None:
    found = make_round(answered(reason="查阅台账"), answered())
    assert found.answered(["p01"], FOUND) == 0


def test_coverage_is_that_of_the_day() -> None:
    late = START + dt.timedelta(days=1)
    found = make_round(answered(at=late, reason="查阅台账"))
    assert [found.answered(["p01"], d) for d in (FOUND, NEXT_DAY)] == [0, 1]


def test_a_round_is_read_back_as_it_was_written() -> None:
    found = make_round(answered(reason="查阅台账"))
    rows = {"answers": [answer.plain() for answer in found.answers]}
    assert round_of(found.head.plain() | rows) == found


def test_an_answer_lies_before_the_corrections_whenever_it_is_added() -> None:
    said = {
        "id": record_id(1),
        "at": START,
        "by": LIAISON,
        "entry": record_id(0),
        "day": FOUND,
        "reason": "电脑时间快了一天",
    }
    found = make_round(answered(reason="查阅台账"), corrections=[said])
    later = make_round(answered(id=record_id(2), reason="查阅会议记录")).answers
    assert found.followed_by(*later).entries == (*found.answers, *later, *found.corrections)
