"""What is there already, or nearly."""

from typing import Any

import pytest

from tests.builders import OFFICE
from tests.services.ledgers import FIELDS, Desk
from yiananlib.services.recording import close_out, examine, twins
from yiananlib.services.recording.register import Proposal


def test_an_organization_of_one_name_with_another(desk: Desk) -> None:
    name = desk.ledger.org("zjj").name
    assert len(list(twins.of_org(desk.ledger, "jsj", f" {name} "))) == 1
    assert list(twins.of_org(desk.ledger, "zjj", name)) == []
    assert list(twins.of_org(desk.ledger, "jsj", "另一个局")) == []


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("2026-l", True), ("2026_1", True), ("２０２６-1", True), ("2026-2", False), ("2026-1", False),
        ("2027-1", False), ("2026-11", False), ("case-1", False),
    ],
)  # fmt: skip
def test_a_round_that_nearly_has_the_name_of_another(desk: Desk, name: str, odd: bool) -> None:
    examine.open_round(desk.ledger, desk.context(), "zjj", "2026-1", ["team"])
    for org in ("zjj", "czj"):
        assert len(list(twins.of_round(desk.ledger, org, name))) == odd


def test_a_round_s_word_that_is_mistyped(desk: Desk) -> None:
    examine.open_round(desk.ledger, desk.context(), "zjj", "spring-1", ["team"])
    assert len(list(twins.of_round(desk.ledger, "zjj", "sprng-1"))) == 1
    assert list(twins.of_round(desk.ledger, "zjj", "autumn-1")) == []
    assert list(twins.of_round(desk.ledger, "zjj", "spring-2")) == []


@pytest.mark.parametrize(
    ("changed", "odd"),
    [
        ({}, True),
        ({"title": "招标文件抽查整改三次催办未报。", "symptom": "抽查12个项目，5个变更，先干后批"}, True),
        ({"title": "招标文件抽查整改二次催办未报", "symptom": "抽查12个项目,5个变更先干后报"}, True),
        ({"title": "另一个问题，与此无关系"}, False),
        ({"symptom": "抽查26份接待单，9份无公函"}, False),
        ({"title": "", "symptom": ""}, False),
        ({"title": None, "symptom": "抽查12个项目,5个变更先干后批"}, False),
    ],
)
def test_a_problem_registered_twice(desk: Desk, changed: dict[str, Any], odd: bool) -> None:
    ref = desk.problem()
    found = list(twins.of_problem(desk.ledger, "zjj", FIELDS | changed))
    assert [ref in doubt.said for doubt in found] == [True] * odd
    assert list(twins.of_problem(desk.ledger, "czj", FIELDS | changed)) == []


def test_one_that_was_voided_or_came_back_is_no_twin(desk: Desk) -> None:
    ref = desk.problem()
    assert list(twins.of_problem(desk.ledger, "zjj", FIELDS | {"recurs": ref.rpartition("/")[2]})) == []
    close_out.void(desk.ledger, desk.context(OFFICE), ref, "登记错误")
    assert list(twins.of_problem(desk.ledger, "zjj", FIELDS)) == []


def test_a_file_that_cannot_be_read_is_not_in_the_way(desk: Desk) -> None:
    ref = desk.problem()
    desk.edit(desk.file_of(ref), "kind = ", "nonsense = ")
    assert list(twins.of_problem(desk.ledger, "zjj", FIELDS)) == []


def test_two_identical_problems_among_several_are_found(desk: Desk) -> None:
    one, other = Proposal("zjj", FIELDS), Proposal("zjj", FIELDS | {"title": "另一个问题"})
    assert list(twins.of_problems(desk.ledger, [one, other])) == []
    assert len(list(twins.of_problems(desk.ledger, [one, other, one]))) == 1
