"""`contest` and `blocked` as they are typed."""

import json
from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree

Typed = Callable[..., Any]
RAISE: Final = ("--reason", "该项目不属我局监管")


def waits(yian: Yian, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(yian("due", *words, "--json").out)["waits"]
    return found


def test_an_objection_is_raised_and_decided(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.problem()
    raised = yian("contest", ref, *RAISE, "--evidence", desk.paper("职责清单.pdf"), "--by", HEAD)
    assert raised.out.startswith(
        f"{ref}  registered  objection raised; until a decision, the deadline stays 2026-06-15"
    )
    assert "Objection to be decided" in yian("show", ref).out
    again = yian("contest", ref, *RAISE, "--by", HEAD)
    assert (again.status, again.refused) == (5, True)
    for by in (OFFICE, INSPECTOR):
        (row,) = waits(yian, "--for", by)["contests"]
        assert (row["reason"], row["days"], row["by"]) == (RAISE[1], 0, HEAD)
    assert "contests" not in waits(yian, "--for", LIAISON)
    found = typed("contest", ref, "--uphold", "--then", "void", "--opinion", "属实", "--by", INSPECTOR)
    assert (found["status"], found["entries"][-1]["then"]) == ("registered", "void")
    assert [row["then"] for row in waits(yian, "--for", OFFICE)["upheld"]] == ["void"]
    yian("void", ref, "--reason", "异议成立", "--by", OFFICE)
    assert waits(yian, "--for", OFFICE)["upheld"] == []
    assert yian("verify").status == 0


def test_what_was_upheld_says_what_the_office_does_next(desk: Desk, yian: Yian) -> None:
    for then in ("void", "amend", "transfer"):
        ref = desk.problem()
        yian("contest", ref, *RAISE, "--by", HEAD)
        done = yian("contest", ref, "--uphold", "--then", then, "--opinion", "属实", "--by", OFFICE)
        assert f"objection upheld; the office is to {then} the problem" in done.out


def test_an_objection_for_the_head_needs_the_signed_sheet(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    before = tree(desk.root)
    refused = yian("contest", ref, *RAISE, "--for", HEAD, "--by", OFFICE)
    assert (refused.status, refused.refused, tree(desk.root)) == (5, True, before)
    assert "--evidence FILE" in refused.err
    assert yian("contest", ref, *RAISE, "--for", HEAD, "--evidence", desk.paper(), "--by", OFFICE).status == 0
    assert len(list((desk.root / "orgs/zjj/evidence").iterdir())) == 1


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--uphold", "--opinion", "x"],
        ["--uphold", "--then", "void"],
        ["--uphold", "--dismiss", "--opinion", "x"],
        ["--dismiss"],
        ["--dismiss", "--then", "void", "--opinion", "x"],
        ["--reason", "x", "--dismiss", "--opinion", "x"],
        ["--reason", "x", "--opinion", "x"],
        ["--reason", ""],
        ["--uphold", "--then", "close", "--opinion", "x"],
        ["--evidence", "/nowhere", "--reason", "x"],
    ],
)
def test_a_mistyped_objection_is_2(desk: Desk, yian: Yian, words: list[str]) -> None:
    ref = desk.problem()
    before = tree(desk.root)
    done = yian("contest", ref, *words, "--by", HEAD)
    assert (done.status, done.out, tree(desk.root)) == (2, "", before)


def test_a_problem_waits_and_whom_it_waits_for_sees_it(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.problem()
    other = desk.problem()
    found = yian("blocked", ref, "--waits-for", "财政局", "--needs", "财政评审意见", "--by", LIAISON)
    assert found.out.startswith(f"{ref}  registered  waits for 财政局; the deadline stays 2026-06-15")
    for words in (("--org", "czj"), ("--for", OTHER)):
        (row,) = waits(yian, *words)["blocks"]
        assert (row["needs"], row["named"], row["days"]) == ("财政评审意见", "czj", 0)
    assert waits(yian, "--org", "zjj")["blocks"] == []
    assert yian("list", "--blocked", "--ids").out.split() == [ref]
    assert other != ref
    assert "财政评审意见" in yian("show", ref).out
    assert typed("blocked", ref, "--cleared", "--note", "已出", "--by", OTHER)["entries"][-1]["note"] == "已出"
    assert yian("list", "--blocked", "--ids").out == ""
    refused = yian("blocked", ref, "--cleared", "--by", LIAISON)
    assert (refused.status, refused.refused) == (5, True)


def test_one_of_several_waits_must_be_named_unless_it_is_one_s_own(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    for org in ("czj", "gov"):
        assert yian("blocked", ref, "--waits-for", org, "--needs", "x", "--by", LIAISON).status == 0
    said = yian("blocked", ref, "--cleared", "--by", LIAISON)
    assert (said.status, "czj, gov" in said.err) == (2, True)
    assert yian("blocked", ref, "--cleared", "--waits-for", "jiwei", "--by", LIAISON).status == 5
    assert yian("blocked", ref, "--cleared", "--by", OTHER).status == 0
    assert yian("blocked", ref, "--cleared", "--by", LIAISON).status == 0
    assert yian("verify").status == 0


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--waits-for", "czj"], 2),
        (["--needs", "x"], 2),
        (["--waits-for", "czj", "--needs", "x", "--note", "y"], 2),
        (["--cleared", "--needs", "x"], 2),
        (["--waits-for", "nowhere", "--needs", "x"], 3),
        (["--waits-for", "zjj", "--needs", "x"], 5),
        (["--cleared"], 5),
    ],
)
def test_a_wait_that_is_typed_wrongly_is_refused(desk: Desk, yian: Yian, words: list[str], status: int) -> None:
    ref = desk.problem()
    before = tree(desk.root)
    assert (yian("blocked", ref, *words, "--by", LIAISON).status, tree(desk.root)) == (status, before)
