"""Re-checks by chance: frozen, drawn once, replaced in order, and judged by look-backs."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import Desk, asked
from tests.services.repositories import Repository, honest
from tests.services.sampling import (
    HELD,
    SLIPPED,
    closed_in,
    drawn,
    frozen,
    judged,
    now,
)
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem
from yiananlib.model import drawing
from yiananlib.model.drawing import Rule
from yiananlib.services.reading.due import due
from yiananlib.services.reading.look_backs import look_backs
from yiananlib.services.recording.samples import announce, draw, replace


@pytest.fixture
def closed(desk: Desk) -> list[str]:
    """Four closed problems."""
    return closed_in(desk)


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return honest(tmp_path / "ledger")


def test_the_population_is_what_is_closed_in_those_days(desk: Desk, closed: list[str]) -> None:
    desk.passed(title="未销号", effect="未销号零补办")
    desk.look_back(closed[0], SLIPPED)
    ref = frozen(desk)
    head = desk.ledger.find_matter("sample", ref).head
    assert ref.startswith("jiwei/")
    assert list(head.population) == closed[1:]
    assert head.digest == drawing.digest({"since": "2026-03-01", "until": "2026-03-12", "share": 50}, closed[1:])


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"until": dt.date(2026, 2, 28)}, "must be in order and not in the future"),
        ({"until": dt.date(2026, 3, 13)}, "must be in order and not in the future"),
        ({"until": dt.date(2026, 3, 11)}, "there is nothing to sample"),
        ({"scope": "czj"}, "there is nothing to sample"),
        ({"rule": Rule(10, least=5, most=3)}, "--most 3 is less than --least 5"),
    ],
)
def test_what_cannot_be_sampled_is_refused(desk: Desk, closed: list[str], more: dict[str, Any], said: str) -> None:
    assert closed
    with desk.refuses(UsageProblem, said):
        frozen(desk, **more)


def test_units_sample_nothing(desk: Desk, closed: list[str]) -> None:
    assert closed
    with desk.refuses(NotAuthorised):
        frozen(desk, by=LIAISON)
    ref = frozen(desk)
    with desk.refuses(NotAuthorised):
        draw(desk.ledger, desk.context(HEAD), ref, number="1", how="摇号")


def test_the_same_population_is_frozen_once(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    with desk.refuses(NotAllowed, f"The same problems were frozen as {ref}"):
        frozen(desk, Rule(80), OFFICE)
    desk.look_back(closed[0], SLIPPED)
    assert frozen(desk, Rule(80), OFFICE) != ref


def test_a_sample_is_drawn_once_and_as_its_seed_says(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    recorded = drawn(desk, ref)
    assert now(desk, ref) == drawing.drawn(Rule(50), closed, "314")
    assert recorded.entries[0].brought_by == INSPECTOR
    with desk.refuses(NotAllowed, "is not possible"):
        draw(desk.ledger, desk.context(INSPECTOR), ref, number="315", how="再摇")


def test_a_drawn_number_counts_only_if_announced_beforehand(desk: Desk, closed: list[str]) -> None:
    assert closed
    ref = frozen(desk)
    with desk.refuses(NotAllowed, "only if that was announced before"):
        draw(desk.ledger, desk.context(INSPECTOR), ref, number="314", how="摇号")
    drawn(desk, ref)
    with desk.refuses(NotAllowed):
        announce(desk.ledger, desk.context(INSPECTOR), ref, "另一期")


def test_the_next_in_the_order_takes_the_place_of_what_cannot_be_looked_at(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    drawn(desk, ref)
    order = drawing.ordered(Rule(50), closed, "314")[""]
    desk.look_back(order[1], SLIPPED)
    replace(desk.ledger, desk.context(INSPECTOR), ref, order[1], "已重启")
    assert now(desk, ref) == (order[0], order[2])
    replace(desk.ledger, desk.context(INSPECTOR), ref, order[2], "另有调查")
    assert now(desk, ref) == (order[0], order[3])
    with desk.refuses(NotAllowed, f"nothing is left in the population that could take the place of {order[0]}"):
        replace(desk.ledger, desk.context(INSPECTOR), ref, order[0], "另有调查")
    with desk.refuses(NotAllowed, f"{order[1]} is not in the sample"):
        replace(desk.ledger, desk.context(INSPECTOR), ref, order[1], "另有调查")


def test_what_was_judged_is_not_replaced(desk: Desk, closed: list[str]) -> None:
    assert closed
    ref = frozen(desk)
    drawn(desk, ref)
    one = now(desk, ref)[0]
    judged(desk, one, SLIPPED, ref)
    with desk.refuses(NotAllowed, f"{one} was already judged in this sample"):
        replace(desk.ledger, desk.context(INSPECTOR), ref, one, "结果不好看")


def test_a_look_back_belongs_to_a_sample_only_where_the_problem_was_drawn(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    with desk.refuses(NotAllowed, f"it is not in the sample {ref}"):
        judged(desk, closed[0], HELD, ref)
    drawn(desk, ref)
    other = next(one for one in closed if one not in now(desk, ref))
    with desk.refuses(NotAllowed, f"it is not in the sample {ref}"):
        judged(desk, other, HELD, ref)
    with desk.refuses(NoSuchRecord):
        judged(desk, other, HELD, "zzzzzz")
    judged(desk, now(desk, ref)[0], HELD, ref.partition("/")[2])
    with desk.refuses(NotAllowed, f"it was already judged in the sample {ref}"):
        judged(desk, now(desk, ref)[0], HELD, ref)


def test_drawn_problems_wait_for_supervision_until_they_are_judged(desk: Desk, closed: list[str]) -> None:
    assert closed
    ref = frozen(desk)

    def waiting(officer: str | None) -> list[str]:
        found = asked(desk.ledger, lambda index: due(index, dt.date(2026, 3, 12), officer))
        return [str(getattr(row, "ref", "")) for other in found.others if other.what == "sampled" for row in other.rows]

    assert waiting(INSPECTOR) == []
    drawn(desk, ref)
    assert waiting(INSPECTOR) == waiting(OFFICE) == waiting(None) == list(now(desk, ref))
    assert waiting(LIAISON) == []
    judged(desk, now(desk, ref)[0], HELD, ref)
    assert waiting(INSPECTOR) == list(now(desk, ref)[1:])


def test_the_plan_of_look_backs_says_which_were_by_chance(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    drawn(desk, ref)
    judged(desk, now(desk, ref)[0], HELD, ref)
    other = next(one for one in closed if one not in now(desk, ref))
    desk.look_back(other, HELD)
    plan = asked(desk.ledger, lambda index: look_backs(index, dt.date(2026, 3, 12)))
    assert {look.ref: look.sample for look in plan.done} == {now(desk, ref)[0]: ref, other: None}


def test_what_is_not_committed_is_not_frozen(repo: Repository) -> None:
    repo.append(repo.ref(repo.open_one), "noted", LIAISON, note="未提交")
    with repo.refuses(NotAllowed, "is not committed"):
        frozen(repo)
