"""`lint` as it is typed, and a problem that came back."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE, OTHER
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree

Typed = Callable[..., Any]
ACCEPT = ("lint", "--accept", "no-verb")


@pytest.fixture
def empty(desk: Desk) -> str:
    """A problem with a measure of which nothing can be seen."""
    ref = desk.problem()
    desk.measure(ref, "加强领导，提高认识")
    return ref


def test_nothing_found_is_0_something_is_1_and_answered_is_0_again(desk: Desk, yian: Yian, empty: str) -> None:
    assert yian("lint", "--code", "rush").status == 0
    found = yian("lint")
    assert (found.status, found.err) == (1, "")
    assert "[no-verb]: 1" in found.out
    assert empty in found.out
    answered = yian(*ACCEPT, empty, "--reason", "方案另附", "--by", LIAISON)
    assert (answered.status, answered.out) == (0, f"{empty}  registered\n")
    assert yian("lint").status == 0
    assert yian("lint").out.endswith("to be answered: 0, answered: 1\n")
    assert "方案另附" in yian("lint", "--all").out
    assert yian("lint", "--all").status == 0
    assert "explain" in yian("show", empty).out


def test_json_is_one_object_a_finding(yian: Yian, empty: str) -> None:
    done = yian("lint", "--json", "--org", "gov")
    found = json.loads(done.out)
    assert done.status == 1
    assert [(f["code"], f["problems"]) for f in found["findings"]] == [("no-verb", [empty])]
    assert json.loads(yian("lint", "--json", "--org", "czj").out)["findings"] == []
    assert json.loads(yian("lint", "--json", "--as-of", "2026-01-01").out)["findings"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["lint", "{ref}"],
        ["lint", "--reason", "一"],
        ["lint", "--on", "2026-03-12"],
        ["lint", "--code", "same-word"],
        ["lint", "--as-of", "gestern"],
        [*ACCEPT],
        [*ACCEPT, "{ref}"],
        [*ACCEPT, "--reason", "一"],
        [*ACCEPT, "{ref}", "--reason", "一", "--all"],
        [*ACCEPT, "{ref}", "--reason", "一", "--org", "zjj"],
        [*ACCEPT, "{ref}", "--reason", "一", "--code", "no-verb"],
        [*ACCEPT, "{ref}", "--reason", "一", "--as-of", "2026-03-12"],
        [*ACCEPT, "{ref}", "--reason", ""],
        ["lint", "--accept", "x", "{ref}", "--reason", "一"],
    ],
)
def test_what_is_neither_a_question_nor_an_answer_is_refused(
    desk: Desk, yian: Yian, empty: str, arguments: list[str]
) -> None:
    before = tree(desk.root)
    done = yian(*(a.format(ref=empty) for a in arguments), "--by", LIAISON)
    assert done.status == 2
    assert "Traceback" not in done.err
    assert done.out == ""
    assert tree(desk.root) == before


@pytest.mark.parametrize(("by", "ref", "status"), [(OTHER, "{ref}", 5), (LIAISON, "zzzzzz", 3), (OFFICE, "{ref}", 0)])
def test_answering_needs_authority_and_a_known_record(yian: Yian, empty: str, by: str, ref: str, status: int) -> None:
    assert yian(*ACCEPT, ref.format(ref=empty), "--reason", "一", "--by", by).status == status
    assert yian("lint", "--org", "nirgends").status == 3


def test_a_problem_that_came_back_is_shown_on_both(desk: Desk, yian: Yian, typed: Typed) -> None:
    earlier = desk.closed()
    given = ["--title", "又先干后批", "--symptom", "3个项目", "--kind", "undelivered", "--due", "2026-08-01"]
    given += ["--leader", "head", "--owner", "head"]
    elsewhere = typed("add-problem", "czj", *given, "--recurs", earlier, "--by", OTHER)["id"]
    assert elsewhere not in yian("show", earlier).out  # another organization's files are not looked at for it
    yian("void", f"czj/{elsewhere}", "--reason", "误登", "--by", OFFICE)
    found = typed("add-problem", "zjj", *given, "--recurs", earlier.partition("/")[2][:4], "--by", LIAISON)
    later = f"zjj/{found['id']}"
    assert found["recurs"] == earlier.partition("/")[2]
    assert f"Recurrence of {found['recurs']}" in " ".join(yian("show", later).out.split())
    assert later in yian("show", earlier).out
    assert json.loads(yian("show", earlier, "--json").out)["recurred"] == [later]
    assert json.loads(yian("show", later, "--json").out)["recurred"] == []
    assert yian("lint", "--code", "recurred").status == 1
    assert yian("verify").status == 0
    yian("lint", "--accept", "recurred", earlier, later, "--reason", "整改只及本单位", "--by", OFFICE)
    assert yian("lint", "--code", "recurred").status == 0


def test_only_what_was_struck_off_comes_back(desk: Desk, yian: Yian) -> None:
    open_ = desk.problem()
    given = ["--title", "又一件", "--symptom", "二", "--kind", "other", "--due", "2026-08-01", "--by", LIAISON]
    given += ["--leader", "deputy-1", "--owner", "jianguan"]
    before = tree(desk.root)
    refused = yian("add-problem", "zjj", *given, "--recurs", open_)
    assert (refused.status, refused.refused) == (5, True)
    assert f"{open_} is registered, but only closed problems can recur" in refused.err
    assert yian("add-problem", "zjj", *given, "--recurs", "zzzzzz").status == 3
    assert tree(desk.root) == before
