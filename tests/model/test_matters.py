"""Matters in general, tried on notices: possible what, by whom, and in which order."""

import datetime as dt

import pytest

from tests.builders import FORMER, INSPECTOR, LIAISON, OFFICE, OTHER, PARENT, START, UNKNOWN, make_orgs
from tests.model.test_notices import notice
from yiananlib.model import matters
from yiananlib.model.matters import MENDING, Matter, fold, kind
from yiananlib.store.kinds import MATTERS

ORGS = make_orgs()
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("name", MATTERS)
def test_every_status_and_every_entry_of_a_kind_is_in_its_tables(name: str) -> None:
    of = kind(name)
    reached = {status for row in of.table.values() for status in row.values()}
    mending = {name for name in ("redated", "retracted") if name not in MENDING}
    assert of.name == name
    assert reached | {""} == set(of.table)
    assert {step for row in of.table.values() for step in row} == set(of.entries) == set(of.who)
    assert set(of.entries) == set(of.entry_words) - mending
    assert reached == set(of.status_words)


@pytest.mark.parametrize("name", MATTERS)
def test_a_kind_begins_with_one_entry_alone(name: str) -> None:
    assert len(kind(name).table[""]) == 1


def test_a_matter_without_entries_stands_nowhere() -> None:
    standing = fold(Matter("zjj", notice().head, (), kind="notice"))
    assert (standing.status, standing.moves, standing.faults) == ("", (), ())


def test_the_moves_of_a_matter_say_where_it_stood() -> None:
    answered = notice(("replied", {"at": START + DAY}))
    moves = [(move.on, move.status) for move in fold(answered).moves]
    assert moves == [(START.date(), "issued"), (START.date() + DAY, "replied")]


def test_a_move_that_the_table_forbids_changes_nothing_and_is_reported() -> None:
    standing = fold(notice("closed"))
    assert standing.status == "issued"
    assert [fault.entry for fault in standing.faults] == [1]


def test_nothing_follows_the_end() -> None:
    ended = notice("withdrawn")
    assert matters.misplaced(ended, notice("replied").entries[1]) is not None


def test_an_id_is_given_once() -> None:
    twice = notice(("received", {"id": "000000"}))
    assert [fault.entry for fault in fold(twice).faults] == [1]


@pytest.mark.parametrize(("minutes", "allowed"), [(-9, True), (-10, True), (-11, False)])
def test_clocks_may_differ_by_ten_minutes(minutes: int, allowed: bool) -> None:
    told = notice(("received", {"at": START + dt.timedelta(minutes=minutes)}))
    assert (not fold(told).faults) is allowed


def test_a_move_does_not_count_from_before_the_move_before_it() -> None:
    assert fold(notice(("replied", {"on": START.date() - DAY}))).faults
    assert not fold(notice(("received", {"on": START.date() - DAY}))).faults  # which moves nothing


@pytest.mark.parametrize(
    ("by", "allowed"),
    [(LIAISON, True), (PARENT, True), (OFFICE, False), (OTHER, False), (FORMER, False), (UNKNOWN, False)],
)
def test_the_unit_and_those_above_it_reply(by: str, allowed: bool) -> None:
    entry = notice(("replied", {"by": by})).entries[1]
    assert (matters.unauthorised(notice(), entry, ORGS) is None) is allowed


@pytest.mark.parametrize(("by", "allowed"), [(OFFICE, True), (INSPECTOR, True), (LIAISON, False), (PARENT, False)])
def test_the_office_and_the_inspectors_send_back(by: str, allowed: bool) -> None:
    entry = notice("replied", ("returned", {"by": by})).entries[2]
    assert (matters.unauthorised(notice("replied"), entry, ORGS) is None) is allowed
