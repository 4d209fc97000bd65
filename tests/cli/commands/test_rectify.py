"""`add-measure`, `progress`, `done`, `add-evidence` and `amend` as they are typed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import LIAISON
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree

Typed = Callable[..., Any]


def test_a_measure_goes_its_way(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.problem()
    by = ("--by", LIAISON)
    found = typed("add-measure", ref, "补办", "--owner", "jianguan", "--due", "2026-05-01", "--type", "preventive", *by)
    assert (found["measures"][0]["type"], found["measures"][0]["due"]) == ("preventive", "2026-05-01")
    assert typed("progress", ref, "已核验", "--measure", "1", *by)["status"] == "rectifying"
    found = typed("done", ref, "1", "--evidence", desk.paper(), "--note", "办结", "--on", "2026-03-12", *by)
    assert found["measures"][0]["completed"] == "2026-03-12"
    assert len(found["measures"][0]["evidence"]) == 1
    found = typed("add-evidence", ref, desk.paper("二.pdf", "二"), desk.paper("三.pdf", "三"), "--note", "补充", *by)
    assert len(found["entries"]) == 7
    assert yian("add-evidence", ref, *by).status == 2


def test_several_files_after_evidence_are_taken_as_a_shell_writes_them_out(
    desk: Desk, typed: Typed, yian: Yian
) -> None:
    ref = desk.problem()
    desk.measure(ref)
    files = [desk.paper("一.pdf", "一"), desk.paper("二.pdf", "二")]
    done = yian("done", ref, "1", *files, "--by", LIAISON)
    assert (done.status, done.refused) == (2, True)
    found = typed("done", ref, "1", "--evidence", *files, "--by", LIAISON)
    assert len(found["measures"][0]["evidence"]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["add-measure", "{ref}", "补办", "--owner", "jianguan"],
        ["add-measure", "{ref}", "补办", "--owner", "jianguan", "--due", "5月"],
        ["add-measure", "{ref}", "补办", "--owner", "jianguan", "--due", "2026-05-01", "--type", "x"],
        ["progress", "{ref}"],
        ["progress", "{ref}", "x", "--measure", "0"],
        ["done", "{ref}", "0"],
        ["done", "{ref}", "1000"],
        ["done", "{ref}", "one"],
        ["done", "{ref}", "1", "--evidence", "/nowhere"],
        ["add-evidence", "{ref}", "/nowhere"],
        ["amend", "{ref}", "--reason", "x"],
        ["amend", "{ref}", "--goal", "x"],
        ["amend", "{ref}", "--reason", "x", "--due", "2026-09-01"],
    ],
)
def test_what_is_typed_wrongly_is_2(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    ref = desk.problem()
    desk.measure(ref)
    before = tree(desk.root)
    done = yian(*(a.format(ref=ref) for a in arguments), "--by", LIAISON)
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert tree(desk.root) == before


def test_an_amendment_is_shown(desk: Desk, typed: Typed) -> None:
    ref = desk.problem()
    found = typed("amend", ref, "--cause", "思想松懈", "--level", "thought", "--reason", "剖析", "--by", LIAISON)
    assert (found["root_cause"], found["level"]) == ("思想松懈", ["thought"])
