"""`yian transfer`, as it is typed."""

import json

from tests.builders import LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk

THERE = ("--leader", "liaison", "--owner", "liaison", "--reason", "属财政部门职责", "--by", OFFICE)


def test_a_problem_is_shown_where_it_stands_now(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    found = json.loads(yian("transfer", ref, "czj", *THERE, "--json").out)
    new = f"czj/{found['id']}"
    assert found["entries"][0]["from"]["problem"] == ref
    old = json.loads(yian("show", ref, "--json").out)
    assert (old["status"], old["transferred_to"]) == ("transferred", new)
    assert json.loads(yian("show", new, "--json").out)["transferred_from"]["problem"] == ref
    assert f"Transferred to  {new}" in " ".join(yian("show", ref).out.split("\n")).replace("   ", "  ")
    assert [row["id"] for row in json.loads(yian("list", "--json").out)] == [found["id"]]


def test_several_are_recorded_or_none(desk: Desk, yian: Yian) -> None:
    one, two = desk.problem(title="甲", symptom="甲甲"), desk.problem(title="乙", symptom="乙乙")
    assert yian("transfer", one, "zjj/zzzzzz", "czj", *THERE).status == 3
    listed = yian("list", "--ids").out
    assert sorted(listed.split()) == sorted([one, two])
    found = json.loads(yian("transfer", "-", "czj", *THERE, "--json", given=listed).out)
    assert [row["org"] for row in found] == ["czj"] * 2
    assert yian("verify").status == 0


def test_a_unit_as_a_whole_is_shown_then_recorded(desk: Desk, yian: Yian) -> None:
    desk.problem()
    shown = yian("transfer", "--all-of", "zjj", "czj", *THERE)
    assert (shown.status, "use --apply to record" in shown.out) == (0, True)
    done = json.loads(yian("transfer", "--all-of", "zjj", "czj", *THERE, "--apply", "--json").out)
    assert (done["merged_into"], len(done["problems"]), done["applied"]) == ("czj", 1, True)
    assert desk.ledger.org("zjj").merged_into == "czj"


def test_problems_or_a_unit_and_not_both(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    assert yian("transfer", "czj", *THERE).status == 2
    assert yian("transfer", ref, "czj", "--all-of", "zjj", *THERE).status == 2
    assert yian("transfer", ref, "czj", *THERE, "--apply").status == 2
    assert yian("transfer", ref, "czj", *THERE[:-1], LIAISON).status == 5
