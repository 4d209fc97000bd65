"""`similar` and what is alike while a problem is registered, as they are typed."""

import json

import pytest

from tests.builders import LIAISON
from tests.cli.conftest import Says, Yian
from tests.cli.test_problem_interview import FIRST
from tests.services.ledgers import Desk


def test_a_problem_or_a_symptom_is_asked_about(desk: Desk, yian: Yian) -> None:
    ref = desk.problem(title="公务接待无公函", symptom="抽查26份")
    other = desk.problem(title="公务接待没有公函", symptom="抽查30份")
    assert [row["id"] for row in json.loads(yian("similar", ref, "--json").out)["similar"]] == [other[4:]]
    found = json.loads(yian("similar", "--symptom", "接待无公函", "--json", "--most", "1").out)
    assert ([row["id"] for row in found["similar"]], found["total"]) == ([ref[4:]], 2)


@pytest.mark.parametrize("typed", [[], ["k7m2qd", "--symptom", "接待"]])
def test_one_of_them_is_needed_and_no_more(desk: Desk, yian: Yian, typed: list[str]) -> None:
    done = yian("similar", *typed)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


def test_what_is_like_the_symptom_is_told_while_a_problem_is_registered_at_a_terminal(
    desk: Desk, yian: Yian, says: Says
) -> None:
    ref = desk.closed(title="工程变更先干后批", symptom="抽查9个")
    says(*FIRST, "")
    done = yian("add-problem", "zjj", "--by", LIAISON)
    assert done.status == 0, done.err
    assert f"  alike: {ref} 住建局, 工程变更先干后批 (closed on 2026-03-12: not looked back at)" in done.err
    assert "修订变更审批办法" in done.err


def test_a_record_that_cannot_be_read_does_not_keep_anybody_from_registering(
    desk: Desk, yian: Yian, says: Says
) -> None:
    ref = desk.problem(title="工程变更先干后批")
    desk.edit(desk.file_of(ref), 'kind = "undelivered"', "kind = 5")
    says(*FIRST, "")
    done = yian("add-problem", "zjj", "--by", LIAISON)
    assert "alike:" not in done.err
    assert len(desk.ledger.problem_names("zjj")) == 2


def test_nothing_is_compared_where_nothing_is_asked(desk: Desk, yian: Yian) -> None:
    desk.problem(title="工程变更先干后批", symptom="抽查9个项目")
    words = ["--title", "一", "--symptom", "工程变更先干后批", "--kind", "other", "--leader", "head", "--owner", "head"]
    done = yian("add-problem", "zjj", *words, "--due", "2026-06-15", "--by", LIAISON)
    assert (done.status, "alike" in done.err) == (0, False)
