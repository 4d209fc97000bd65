"""A general problem of the office, and what the units that are asked say of it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, PARENT
from tests.services.found import findings
from tests.services.ledgers import Desk, asked
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem
from yiananlib.index import general as index_general
from yiananlib.index.general import General
from yiananlib.model import general as folded
from yiananlib.model.lifecycle import fold
from yiananlib.services.reading.due import due
from yiananlib.services.reading.report import report
from yiananlib.services.recording import close_out, general


def of_office(desk: Desk, **fields: Any) -> str:
    """Return a problem of the office itself."""
    said = {"title": "变更先干后批多发", "symptom": "八家单位有十九项", "owner": OFFICE, "leader": OFFICE} | fields
    return desk.problem("office", OFFICE, **said)


def made(desk: Desk, orgs: Sequence[str] = ("zjj", "czj")) -> str:
    ref = of_office(desk)
    general.generalise(desk.ledger, desk.context(OFFICE), ref, [desk.problem()], orgs)
    return ref


def look(desk: Desk, ref: str, by: str = LIAISON, found: int = 0) -> None:
    general.look_wider(desk.ledger, desk.context(by), ref, found, "抽查31项")


def told(desk: Desk, day: dt.date, orgs: list[str] | None = None) -> tuple[General, ...]:
    def ask(index: Any) -> tuple[General, ...]:
        index.scope(None)
        return tuple(one if orgs is None else one.of(orgs) for one in index_general.general(index, day))

    return asked(desk.ledger, ask)


def test_all_units_are_asked_where_none_are_named(desk: Desk) -> None:
    ref = made(desk, ())
    said = folded.of_state(desk.state(ref))
    assert said is not None
    assert said.asked == ("gov", "zjj", "czj")
    assert findings(desk) == ()


@pytest.mark.parametrize("by", [LIAISON, HEAD, OTHER, INSPECTOR])
def test_the_office_alone_makes_its_problem_a_general_one(desk: Desk, by: str) -> None:
    ref, other = of_office(desk), desk.problem()
    with desk.refuses(NotAuthorised, "itself, the organizations above it, or the office"):
        general.generalise(desk.ledger, desk.context(by), ref, [other])


def test_a_problem_of_a_unit_stands_for_none(desk: Desk) -> None:
    ref, other = desk.problem(), desk.problem(title="另一个", symptom="招标文件缺页")
    with desk.refuses(NotAllowed, "only a problem of the office can stand for others"):
        general.generalise(desk.ledger, desk.context(OFFICE), ref, [other])


def test_what_it_stands_for_and_who_is_asked_must_be_there(desk: Desk) -> None:
    ref, other = of_office(desk), desk.problem()
    context = desk.context(OFFICE)
    with desk.refuses(NoSuchRecord):
        general.generalise(desk.ledger, context, ref, ["zzzzzz"])
    with desk.refuses(NoSuchRecord):
        general.generalise(desk.ledger, context, ref, [other], ["nowhere"])
    with desk.refuses(UsageProblem, "jiwei is no unit"):
        general.generalise(desk.ledger, context, ref, [other], ["jiwei"])
    with desk.refuses(NotAllowed, "cannot stand for itself"):
        general.generalise(desk.ledger, context, ref, [ref])


def test_a_unit_answers_for_itself_and_nobody_for_it(desk: Desk) -> None:
    ref = made(desk)
    for by, said in ((OFFICE, NotAuthorised), (INSPECTOR, NotAuthorised), (PARENT, NotAllowed)):
        with desk.refuses(said):
            look(desk, ref, by)
    look(desk, ref, LIAISON, 2)
    look(desk, ref, OTHER)
    assert {org: one.found for org, one in folded.looked(desk.state(ref)).items()} == {"zjj": 2, "czj": 0}
    assert findings(desk) == ()


def test_an_answer_needs_words_and_a_general_problem(desk: Desk) -> None:
    ref, ordinary = made(desk), desk.problem(title="另一个", symptom="招标文件缺页")
    with desk.refuses(UsageProblem):
        general.look_wider(desk.ledger, desk.context(LIAISON), ref, 0, " ")
    with desk.refuses(NotAllowed, "not a general problem"):
        look(desk, ordinary)


def test_units_are_counted_on_every_day_as_their_entries_fold(desk: Desk) -> None:
    ref = made(desk)
    begun = desk.now.date()
    for on, by, found in (("2026-03-14", OTHER, 3), ("2026-03-16", LIAISON, 1), ("2026-03-18", OTHER, 0)):
        desk.on(on)
        look(desk, ref, by, found)
    problem = desk.ledger.find_problem(ref)
    for days in range(-1, 9):
        day = begun + dt.timedelta(days)
        then = problem.holding([entry for entry in problem.entries if entry.on <= day])
        rows = told(desk, day)
        assert len(rows) == bool(then.entries)
        for row in rows:
            state = fold(then)
            looked = folded.looked(state)
            assert row.missing == folded.missing(state)
            assert {org: one.found for org, one in row.looked.items()} == {org: e.found for org, e in looked.items()}
            assert row.found == sum(entry.found for entry in looked.values())
    assert [row.missing for row in told(desk, desk.now.date(), ["czj"])] == [()]


def test_each_unit_has_it_in_its_queue_until_it_has_looked(desk: Desk) -> None:
    ref = made(desk)

    def waiting(officer: str | None, day: str = "2026-03-12") -> list[str]:
        found = asked(desk.ledger, lambda index: due(index, dt.date.fromisoformat(day), officer))
        return [row.org for other in found.others if other.what == "wider" for row in other.rows]

    assert waiting(LIAISON, "2026-03-11") == []
    assert (waiting(None), waiting(LIAISON), waiting(OTHER), waiting(PARENT)) == (
        ["zjj", "czj"], ["zjj"], ["czj"], ["zjj", "czj"],
    )  # fmt: skip
    assert waiting(INSPECTOR) == waiting("zjj/jianguan") == []
    look(desk, ref)
    assert (waiting(LIAISON), waiting(None)) == ([], ["czj"])
    close_out.void(desk.ledger, desk.context(INSPECTOR), ref, "误登")
    assert waiting(None) == []


def test_a_report_tells_of_the_units_that_it_is_about(desk: Desk) -> None:
    ref = made(desk)
    look(desk, ref, OTHER, 4)
    day = desk.now.date()

    def general_of(org: str | None) -> list[tuple[str, tuple[str, ...], int]]:
        found = asked(desk.ledger, lambda index: report(index, day, org))
        return [(one.ref, one.missing, one.found) for one in found.general]

    assert general_of(None) == [(ref, ("zjj",), 4)]
    assert general_of("czj") == [(ref, (), 4)]
    assert general_of("zjj") == [(ref, ("zjj",), 0)]
    assert general_of("jiwei") == []
