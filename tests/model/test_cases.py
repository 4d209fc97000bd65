"""A case: findings and tasks have numbers of their own, and a task names findings that are there."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from yiananlib.model.cases import Case
from yiananlib.model.reasons import reasons


def case(findings: list[int], tasks: list[dict[str, Any]]) -> Case:
    return Case.model_validate(
        {
            "schema": 1,
            "title": "案件",
            "opened": dt.date(2026, 3, 1),
            "findings": [{"number": n, "text": f"问题{n}"} for n in findings],
            "tasks": [{"text": "任务", **task} for task in tasks],
        }
    )


@given(st.sets(st.integers(1, 999), max_size=12))
def test_a_finding_is_found_by_its_number(numbers: set[int]) -> None:
    made = case(sorted(numbers), [{"number": 1, "findings": sorted(numbers)}])
    found = [made.finding(n) for n in range(1, 20)]
    assert [f.number if f else None for f in found] == [n if n in numbers else None for n in range(1, 20)]


@pytest.mark.parametrize(
    ("findings", "tasks", "said"),
    [
        ([1, 1], [], "the number 1 appears twice"),
        ([1], [{"number": 2}, {"number": 2}], "the number 2 appears twice"),
        ([1], [{"number": 1, "findings": [1, 3]}], "a task names the finding 3, which does not exist"),
        ([0], [], "“number” must be at least 1, not “0”"),
        ([1000], [], "“number” must be at most 999, not “1000”"),
    ],
)
def test_contradictions_are_refused_with_a_reason(findings: list[int], tasks: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ValidationError) as error:
        case(findings, tasks)
    assert [reason.sentence for reason in reasons(error.value)] == [said]
