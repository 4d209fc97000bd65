"""`handle`, `hold-account` and `rate` as they are typed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree
from tests.services.registers import case

Typed = Callable[..., Any]


def test_what_was_decided_about_people_is_counted(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.problem()
    by = ("--by", INSPECTOR)
    assert yian("handle", ref, "--form", "1", "--count", "2", *by).out == f"{ref}  registered\n"
    found = typed("handle", ref, "--form", "2", "--count", "1", "--note", "党内警告", *by)["entries"][-1]
    assert (found["form"], found["count"], found["note"]) == (2, 1, "党内警告")
    decision = ("--trigger", "问题排查不准", "--count", "1", "--note", "约谈")
    found = typed("hold-account", ref, *decision, *by)["entries"][-1]
    assert (found["trigger"], found["count"], found["note"]) == ("inaccurate", 1, "约谈")
    text = yian("show", ref).out
    assert "first form: 2; second form: 1" in text
    assert "问题排查不准: 1 约谈" in text


def test_organizations_and_money_are_counted_without_people(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.problem()
    said = ("--trigger", "inadequate", "--organizations", "1", "--recovered", "38000", "--note", "责令党组检查")
    found = typed("hold-account", ref, *said, "--by", INSPECTOR)["entries"][-1]
    assert (found["count"], found["organizations"], found["recovered"]) == (None, 1, 38000)
    assert "整改措施不到位: organizations 1, 38000 yuan recovered 责令党组检查" in yian("show", ref).out
    told = typed("report")["accountability"]
    assert (told["decisions"], told["organizations"], told["recovered"]) == (1, 1, 38000)


def test_decisions_about_a_case_are_listed_with_what_they_add_up_to(desk: Desk, yian: Yian, typed: Typed) -> None:
    case(desk)
    said = ("accountability", "zjj", "--case", "case-1", "--decision", "诫勉谈话", "--by", INSPECTOR)
    done = yian(*said, "--trigger", "inadequate", "--form", "1", "--count", "2", "--recovered", "500")
    assert done.out.endswith("decided  case-1, 整改措施不到位, first form, People 2, Money recovered (yuan) 500\n")
    yian(*said, "--form", "1", "--count", "1")
    assert "People 3  Money recovered (yuan) 500" in yian("list", "--accountability").out
    shown = typed("show", "case-1")
    assert (shown["accountability"]["forms"]["1"], len(shown["decisions"])) == (3, 2)
    assert "Decisions about the case itself" in yian("show", "case-1").out
    assert typed("report")["accountability"] == shown["accountability"]


def test_the_effect_is_rated_by_both_sides(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.closed()
    found = typed("rate", ref, "--score", "change=4", "--score", "development=5", "--by", LIAISON)["entries"][-1]
    assert (found["scores"], found["note"]) == ({"change": 4, "development": 5}, None)
    yian("rate", ref, "--score", "satisfaction=2", "--note", "走访6户", "--by", OFFICE)
    text = yian("show", ref).out
    assert "\nRatings\n" in text
    assert "development 5, change 4" in text
    assert "satisfaction 2" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ["handle", "{ref}", "--form", "5", "--count", "1"],
        ["handle", "{ref}", "--form", "0", "--count", "1"],
        ["handle", "{ref}", "--form", "1", "--count", "0"],
        ["handle", "{ref}", "--form", "1"],
        ["handle", "{ref}", "--count", "1"],
        ["hold-account", "{ref}", "--trigger", "x", "--count", "1", "--note", "约谈"],
        ["hold-account", "{ref}", "--trigger", "inaccurate", "--count", "1"],
        ["hold-account", "{ref}", "--trigger", "inaccurate", "--count", "1", "--note", ""],
        ["hold-account", "{ref}", "--count", "1", "--note", "约谈"],
        ["hold-account", "{ref}", "--trigger", "inaccurate", "--note", "约谈"],
        ["hold-account", "{ref}", "--trigger", "inaccurate", "--organizations", "0", "--note", "约谈"],
        ["hold-account", "{ref}", "--trigger", "inaccurate", "--recovered", "1.5", "--note", "约谈"],
        ["rate", "{ref}"],
        ["rate", "{ref}", "--score", "change"],
        ["rate", "{ref}", "--score", "change=0"],
        ["rate", "{ref}", "--score", "change=6"],
        ["rate", "{ref}", "--score", "change=４"],
        ["rate", "{ref}", "--score", "change=4.5"],
        ["rate", "{ref}", "--score", "mood=4"],
        ["rate", "{ref}", "--score", "=4"],
        ["rate", "{ref}", "--score", "change=4", "--score", "change=5"],
        ["rate", "{ref}", "--score", "change=4", "--note", "一\x1b[31m"],
    ],
)
def test_a_mistyped_command_is_2(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    ref = desk.closed()
    before = tree(desk.root)
    done = yian(*(a.format(ref=ref) for a in arguments), "--by", INSPECTOR)
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert tree(desk.root) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["handle", "{ref}", "--form", "1", "--count", "1"],
        ["hold-account", "{ref}", "--trigger", "inaccurate", "--count", "1", "--note", "约谈"],
        ["rate", "{ref}", "--score", "change=4"],
    ],
)
def test_what_is_refused_is_5_in_one_line(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    ref = desk.problem()
    done = yian(*(a.format(ref=ref) for a in arguments), "--by", "czj/liaison")
    assert (done.status, done.refused) == (5, True)
