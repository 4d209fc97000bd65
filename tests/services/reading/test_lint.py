"""Findings against paper rectification: which are told, which are answered, and that looking changes nothing."""

import inspect
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.builders import INSPECTOR, LIAISON, record_id
from tests.index.held import held
from tests.services.histories import histories
from tests.services.ledgers import Desk, asked, tree
from tests.services.linting import LATER, found, story
from yiananlib.errors import NoSuchRecord
from yiananlib.model.campaign import Lint
from yiananlib.model.lint import CHECKS, CODES, Check
from yiananlib.model.problem import Head, Problem
from yiananlib.services.reading.lint import SEARCHES, Linted, lint
from yiananlib.services.recording import explaining

COPIED = "每月抽查十个项目并在全局通报"


def empty(number: int, org: str = "zjj", text: str = "加强领导") -> Problem:
    made = story(number, org)
    made.add("planned", number=1, text=text)
    return made.problem


def looked(desk: Desk, **given: object) -> Linted:
    return asked(desk.ledger, lambda index: lint(index, desk.now.date(), **given))  # type: ignore[arg-type]


def test_every_code_is_looked_for_in_the_order_of_the_table() -> None:
    assert list(SEARCHES) == list(CODES)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_asks_a_question_and_its_search_has_its_name(check: Check) -> None:
    assert SEARCHES[check.code].__name__ == check.code.replace("-", "_")
    assert SEARCHES[check.code].__module__ == f"yiananlib.services.reading.lint_{check.of}"
    assert check.question.endswith("?")
    assert f'"{check.code}"' in inspect.getsource(SEARCHES[check.code])


def test_findings_come_by_code_and_only_those_asked_for() -> None:
    index = held([empty(0, text=COPIED), empty(1, text=COPIED), empty(2)])
    assert [sign.code for sign in lint(index, LATER).signs] == ["same-measure", "no-verb", "no-reason"]
    assert [sign.code for sign in lint(index, LATER, codes=["no-verb"]).signs] == ["no-verb"]
    assert (lint(index, LATER).open, lint(index, LATER).answered) == (3, 0)


def test_an_organization_gets_every_finding_that_concerns_it_or_those_below_it() -> None:
    index = held([empty(0, text=COPIED), empty(1, "czj", text=COPIED), empty(2, "czj")])
    assert len(lint(index, LATER, "gov").signs) == 4
    assert len(lint(index, LATER, "czj").signs) == 3
    (sign, late) = lint(index, LATER, "zjj").signs
    assert (sign.orgs, late.orgs) == (("zjj", "czj"), ("zjj",))
    assert lint(index, LATER, "jiwei").signs == ()
    with pytest.raises(NoSuchRecord):
        lint(index, LATER, "nirgends")


def answered(number: int, code: str = "same-measure", text: str = COPIED) -> Problem:
    made = story(number)
    made.add("planned", number=1, text=text)
    made.add("explained", code=code, reason=f"原因{number}")
    return made.problem


def test_a_finding_is_answered_when_it_is_for_each_of_its_problems() -> None:
    (half,) = found("same-measure", [answered(0), empty(1, text=COPIED)])
    assert half.answered is None
    both = lint(held([answered(0), answered(1)]), LATER, codes=["same-measure"])
    assert (both.signs, both.open, both.answered) == ((), 0, 1)
    (sign,) = lint(held([answered(0), answered(1)]), LATER, codes=["same-measure"], everything=True).signs
    assert sign.answered is not None
    assert (sign.answered.by, sign.answered.reason) == (LIAISON, "原因0")


def test_the_answer_to_another_code_is_none() -> None:
    (sign,) = found("same-measure", [answered(0), answered(1, code="same-effect")])
    assert sign.answered is None


def test_an_answer_counts_from_its_day() -> None:
    made = story(0)
    made.add("planned", number=1, text="加强领导")
    made.add("explained", code="no-verb", reason="见附件", on=LATER)
    assert found("no-verb", [made.problem]) == []
    assert len(found("no-verb", [made.problem], day=LATER.replace(day=1))) == 1


def test_a_problem_that_joins_an_answered_finding_opens_it_again() -> None:
    assert found("same-measure", [answered(0), answered(1)]) == []
    assert len(found("same-measure", [answered(0), answered(1), empty(2, text=COPIED)])) == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(histories(), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_problems_does_not_change_the_findings(told: list[Problem], chance: random.Random) -> None:
    problems = [
        Problem(p.org, Head.model_validate(p.head.plain() | {"id": record_id(n)}), p.entries)
        for n, p in enumerate(told)
    ]
    expected = lint(held(problems), LATER, everything=True)
    chance.shuffle(problems)
    assert lint(held(problems), LATER, everything=True) == expected


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(strategies.texts(), min_size=2, max_size=6))
def test_findings_are_worded_by_yian_whatever_people_write(texts: list[str]) -> None:
    problems = [empty(n, text=text) for n, text in enumerate([*texts, "{problems} {0} %s", "{problems} {0} %s"])]
    for sign in lint(held(problems), LATER).signs:
        assert not any(text in sign.sentence for text in texts if len(text) > 8)
        assert sign.sentence.endswith("?")


def test_looking_writes_nothing(desk: Desk) -> None:
    desk.measure(desk.problem(), "加强领导")
    before = tree(desk.root)
    assert looked(desk).open > 0
    assert tree(desk.root) == before


def test_a_finding_is_answered_from_the_command_to_the_list(desk: Desk) -> None:
    ref = desk.problem(root_cause=None)
    desk.measure(ref, "加强领导")
    assert [sign.code for sign in looked(desk).signs] == ["no-verb"]
    explaining.accept(desk.ledger, desk.context(INSPECTOR), "no-verb", [ref], "方案另附")
    after = looked(desk, everything=True)
    assert (after.open, after.answered) == (0, 1)
    assert after.signs[0].answered is not None
    assert after.signs[0].answered.by == INSPECTOR


def test_a_new_ledger_explains_the_limits_and_has_the_defaults(desk: Desk) -> None:
    assert desk.ledger.campaign().lint == Lint()
    text = (desk.root / "yian.toml").read_text(encoding="utf-8").partition("[lint]")[2].partition("\n\n")[0]
    lines = text.strip().split("\n")
    assert [line.split(" = ")[0] for line in lines] == list(Lint.model_fields)
    assert all("# " in line for line in lines)
