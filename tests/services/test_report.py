"""The report: who is counted where, in which order, on which day."""

import datetime as dt

import pytest

from tests.builders import HEAD, LIAISON, OFFICE, OTHER
from tests.services.ledgers import Desk
from yiananlib.errors import LedgerInvalid, NoSuchRecord
from yiananlib.model.vocabulary import Answer
from yiananlib.services import close_out, examine
from yiananlib.services.report import report

DAY = dt.date(2026, 3, 12)
OFFICE_S = {"by": OFFICE, "leader": "zjj/head", "owner": "zjj/head"}


def test_an_organization_counts_all_below_it_and_says_its_own(desk: Desk) -> None:
    desk.problem()
    desk.problem("czj", **OFFICE_S)
    desk.problem("gov", **OFFICE_S)
    found = report(desk.ledger, DAY)
    rows = {row.org: row for row in found.by_org}
    assert (rows["gov"].figures.total, rows["gov"].own.total, rows["gov"].depth) == (3, 1, 0)
    assert (rows["zjj"].figures.total, rows["zjj"].own.total, rows["zjj"].depth) == (1, 1, 1)
    assert found.figures.total == 3
    assert sum(row.own.total for row in found.by_org) == found.figures.total


def test_the_figures_of_an_organization_are_those_of_the_county_s_row(desk: Desk) -> None:
    desk.closed()
    desk.problem("gov", **OFFICE_S)
    county = report(desk.ledger, DAY)
    alone = report(desk.ledger, DAY, "zjj")
    row = next(r for r in county.by_org if r.org == "zjj")
    assert alone.figures == row.figures
    assert (alone.org, alone.org_name) == ("zjj", "住建局")
    assert [r.org for r in alone.by_org] == ["zjj"]
    assert alone.by_org[0].depth == 0


def test_rows_keep_the_configured_order_below_their_parent(desk: Desk) -> None:
    assert [r.org for r in report(desk.ledger, DAY).by_org] == ["gov", "zjj", "czj"]
    desk.edit("orgs/zjj/org.toml", "order = 2", "order = 30")
    assert [r.org for r in report(desk.ledger, DAY).by_org] == ["gov", "czj", "zjj"]
    desk.edit("orgs/gov/org.toml", "order = 1", "order = 40")
    assert [r.org for r in report(desk.ledger, DAY).by_org] == ["gov", "czj", "zjj"]


def test_office_and_inspectors_have_a_row_when_they_have_problems(desk: Desk) -> None:
    desk.problem("office", **OFFICE_S)
    assert [r.org for r in report(desk.ledger, DAY).by_org] == ["gov", "zjj", "czj", "office"]


def test_a_day_in_the_past_is_answered_as_of_that_day(desk: Desk) -> None:
    ref = desk.closed()
    desk.on("2026-05-01")
    close_out.reopen(desk.ledger, desk.occasion(OFFICE), ref, "群众反映")
    assert report(desk.ledger, dt.date(2026, 3, 11)).figures.total == 0
    assert report(desk.ledger, dt.date(2026, 3, 11)).rows == ()
    assert report(desk.ledger, dt.date(2026, 4, 30)).figures.closed == 1
    assert report(desk.ledger, dt.date(2026, 5, 1)).figures.open == 1


def test_a_voided_problem_is_in_no_row(desk: Desk) -> None:
    ref = desk.problem()
    close_out.void(desk.ledger, desk.occasion(OFFICE), ref, "重复")
    found = report(desk.ledger, DAY)
    assert (found.rows, found.figures.total, found.figures.voided) == ((), 0, 1)


def test_every_word_of_the_vocabulary_has_a_row_by_kind_in_its_order(desk: Desk) -> None:
    desk.problem(kind="drifting")
    found = report(desk.ledger, DAY).by_kind
    assert [k.kind for k in found] == list(desk.ledger.campaign().vocabulary["kind"])
    assert {k.kind: k.figures.total for k in found if k.figures.total} == {"drifting": 1}
    assert next(k.word for k in found if k.kind == "drifting") == "作风漂浮"


def test_a_kind_that_lost_its_word_is_counted_under_its_key(desk: Desk) -> None:
    desk.problem(kind="drifting")
    desk.edit("yian.toml", 'drifting = "作风漂浮"\n', "")
    assert [(k.kind, k.word) for k in report(desk.ledger, DAY).by_kind if k.figures.total] == [("drifting", "drifting")]


def test_coverage_is_of_the_latest_round_and_of_units(desk: Desk) -> None:
    prompts = len(desk.ledger.checklist().prompts)
    assert report(desk.ledger, DAY).coverage.round is None
    assert report(desk.ledger, DAY).coverage.expected == 3 * prompts
    reply = examine.Reply("p01", Answer.CLEAR, "已对照")
    examine.answer(desk.ledger, desk.occasion(), "zjj", "2026-1", [reply])
    desk.on("2026-05-01")
    examine.answer(
        desk.ledger, desk.occasion(OTHER), "czj", "2026-2", [reply], subjects=("team", "head"), subject="head"
    )
    march = report(desk.ledger, DAY).coverage
    assert (march.round, march.answered, march.expected) == ("2026-1", 1, 3 * prompts)
    assert march.rate == 1 / (3 * prompts)
    may = report(desk.ledger, dt.date(2026, 5, 1)).coverage
    assert (may.round, may.answered, may.expected) == ("2026-2", 1, 4 * prompts)
    row = {r.org: r.coverage for r in report(desk.ledger, dt.date(2026, 5, 1)).by_org}
    assert (row["gov"].expected, row["zjj"].answered, row["czj"].answered) == (4 * prompts, 0, 1)


def test_the_office_counts_as_a_subject_once_it_examines_itself(desk: Desk) -> None:
    prompts = len(desk.ledger.checklist().prompts)
    reply = examine.Reply("p01", Answer.CLEAR, "已对照")
    examine.answer(desk.ledger, desk.occasion(OFFICE), "office", "2026-1", [reply])
    assert report(desk.ledger, DAY).coverage.expected == 4 * prompts


def test_nothing_is_expected_of_an_office_alone(desk: Desk) -> None:
    assert report(desk.ledger, DAY, "office").coverage.rate is None


def test_an_unknown_organization_is_no_report(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord):
        report(desk.ledger, DAY, "nowhere")


def test_a_file_that_cannot_be_read_is_no_report(desk: Desk) -> None:
    desk.write("orgs/czj/problems/aaaaaa.toml", "x = \n")
    with pytest.raises(LedgerInvalid):
        report(desk.ledger, DAY)


def test_the_lifecycle_is_the_one_of_the_rows(desk: Desk) -> None:
    ref = desk.problem()
    close_out.endorse(desk.ledger, desk.occasion(HEAD), ref)
    close_out.submit(desk.ledger, desk.occasion(LIAISON), ref, effect="零补办")
    found = report(desk.ledger, DAY)
    assert [row.status for row in found.rows] == ["submitted"]
    assert found.figures.submitted == 1
