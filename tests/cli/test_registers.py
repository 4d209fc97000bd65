"""The command of a register: an organization begins a record, a record takes a step."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk
from tests.services.registers import FILED, filed
from yiananlib.model.registers import BY_NAME

Typed = Callable[..., Any]


def test_an_opinion_goes_its_way(desk: Desk, yian: Yian, typed: Typed) -> None:
    added = typed("opinion", "zjj", "--title", "环节多", "--from", "masses", "--by", LIAISON)
    assert (added["status"], added["voice"], added["matter"]) == ("collected", "masses", "opinion")
    ref = f"zjj/{added['id']}"
    done = yian("opinion", ref, "--assign", "czj", "--due", "30日内", "--by", OFFICE)
    assert done.out == f"{ref}  to be answered  财政局, 2026-04-11\n"
    assert "“30日内” is 2026-04-11." in done.err
    assert yian("opinion", ref, "--answer", "已改", "--by", "czj/liaison").out == f"{ref}  answered\n"
    assert [row["id"] for row in typed("list", "--opinions", "--org", "czj")] == [added["id"]]
    assert typed("list", "--opinions", "--open") == []


def test_several_are_recorded_at_once_or_none(desk: Desk, yian: Yian) -> None:
    refs = [filed(desk, "opinion"), filed(desk, "opinion")]
    done = yian("opinion", *refs, "--assign", "czj", "--due", "2026-04-11", "--by", OFFICE)
    assert [line.partition("  ")[0] for line in done.out.splitlines()] == refs
    assert yian("opinion", *refs, "zzzzzz", "--decline", "无权", "--by", OFFICE).status == 3
    assert {e.kind for ref in refs for e in desk.ledger.find_matter("opinion", ref).entries} == {
        "collected",
        "assigned",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--assign", "czj"], "--due is missing"),
        (["--answer", "x", "--decline", "y"], "Give one of --assign --due, --answer, --problem, --decline."),
        (["--due", "2026-04-01"], "--due cannot be used here."),
        (["--answer", "x", "--means", "forum"], "--means cannot be used here."),
        (["--title", "x", "--answer", "y"], "--answer cannot be used here."),
        ([], "--title, --from is missing. For a new record give an organization with --title, --from;"),
    ],
)
def test_what_does_not_go_together_is_refused(desk: Desk, yian: Yian, words: list[str], said: str) -> None:
    ref = filed(desk, "opinion")
    done = yian("opinion", ref, *words, "--by", OFFICE)
    assert done.status == 2
    assert said in done.err
    assert len(desk.ledger.find_matter("opinion", ref).entries) == 1


@pytest.mark.parametrize("name", list(FILED))
def test_a_deadline_that_is_a_slip_is_asked_about(desk: Desk, yian: Yian, name: str) -> None:
    ref = filed(desk, name)
    for step in BY_NAME[name].acts:
        if [field.name for field in step.fields if field.option == "--due"]:
            done = yian(name, ref, step.fields[0].option, "czj", "--due", "2028-03-01", "--by", OFFICE)
            assert done.status == 2
            assert "is more than a year away" in done.err
