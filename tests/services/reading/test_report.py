"""The report: who is counted where, in which order, on which day."""

import datetime as dt

import pytest

from tests.builders import HEAD, LIAISON, OFFICE, OTHER
from tests.services.ledgers import Desk, asked
from yiananlib.errors import LedgerInvalid, NoSuchRecord
from yiananlib.index.sync import Index
from yiananlib.model.vocabulary import SIX_KINDS, Answer
from yiananlib.services.reading.report import MANY, URGENT, Detail, Report, ledger, report
from yiananlib.services.reading.rounds import rounds
from yiananlib.services.recording import accountability, answers, close_out, examine, registers

DAY = dt.date(2026, 3, 12)
OFFICE_S = {"by": OFFICE, "leader": "zjj/head", "owner": "zjj/head"}


def reported(desk: Desk, day: dt.date, org: str | None = None, detail: Detail = Detail.ROWS) -> Report:
    return asked(desk.ledger, lambda index: report(index, day, org, detail))


def test_an_organization_counts_all_below_it_and_says_its_own(desk: Desk) -> None:
    desk.problem()
    desk.problem("czj", **OFFICE_S)
    desk.problem("gov", **OFFICE_S)
    found = reported(desk, DAY)
    rows = {row.org: row for row in found.by_org}
    assert (rows["gov"].figures.total, rows["gov"].own.total, rows["gov"].depth) == (3, 1, 0)
    assert (rows["zjj"].figures.total, rows["zjj"].own.total, rows["zjj"].depth) == (1, 1, 1)
    assert found.figures.total == 3
    assert sum(row.own.total for row in found.by_org) == found.figures.total


def test_the_figures_of_an_organization_are_those_of_the_county_s_row(desk: Desk) -> None:
    desk.closed()
    desk.problem("gov", **OFFICE_S)
    county = reported(desk, DAY)
    alone = reported(desk, DAY, "zjj")
    row = next(r for r in county.by_org if r.org == "zjj")
    assert alone.figures == row.figures
    assert (alone.org, alone.org_name) == ("zjj", "住建局")
    assert [r.org for r in alone.by_org] == ["zjj"]
    assert alone.by_org[0].depth == 0


def test_rows_keep_the_configured_order_below_their_parent(desk: Desk) -> None:
    assert [r.org for r in reported(desk, DAY).by_org] == ["gov", "zjj", "czj"]
    desk.edit("orgs/zjj/org.toml", "order = 2", "order = 30")
    assert [r.org for r in reported(desk, DAY).by_org] == ["gov", "czj", "zjj"]
    desk.edit("orgs/gov/org.toml", "order = 1", "order = 40")
    assert [r.org for r in reported(desk, DAY).by_org] == ["gov", "czj", "zjj"]


def test_office_and_inspectors_have_a_row_when_they_have_problems(desk: Desk) -> None:
    desk.problem("office", **OFFICE_S)
    assert [r.org for r in reported(desk, DAY).by_org] == ["gov", "zjj", "czj", "office"]


def test_a_day_in_the_past_is_answered_as_of_that_day(desk: Desk) -> None:
    ref = desk.closed()
    desk.on("2026-05-01")
    close_out.reopen(desk.ledger, desk.context(OFFICE), ref, "群众反映")
    assert reported(desk, dt.date(2026, 3, 11)).figures.total == 0
    assert reported(desk, dt.date(2026, 3, 11)).rows == ()
    assert reported(desk, dt.date(2026, 4, 30)).figures.closed == 1
    assert reported(desk, dt.date(2026, 5, 1)).figures.open == 1


def test_a_voided_problem_is_in_no_row(desk: Desk) -> None:
    ref = desk.problem()
    close_out.void(desk.ledger, desk.context(OFFICE), ref, "重复")
    found = reported(desk, DAY)
    assert (found.rows, found.figures.total, found.figures.voided) == ((), 0, 1)


def test_a_voided_problem_is_named_with_its_reason_and_the_last_stands_first(desk: Desk) -> None:
    first, second = desk.problem(title="一"), desk.problem("czj", **OFFICE_S, title="二")
    close_out.void(desk.ledger, desk.context(OFFICE), first, "重复登记")
    desk.on("2026-04-01")
    close_out.void(desk.ledger, desk.context(OFFICE), second, "不属本次范围")
    found = reported(desk, dt.date(2026, 4, 1)).voided
    assert [(v.title, v.on, v.reason, v.by) for v in found] == [
        ("二", dt.date(2026, 4, 1), "不属本次范围", OFFICE), ("一", DAY, "重复登记", OFFICE),
    ]  # fmt: skip
    assert [v.title for v in reported(desk, DAY).voided] == ["一"]
    assert [v.title for v in reported(desk, dt.date(2026, 4, 1), "czj").voided] == ["二"]


def test_every_word_of_the_vocabulary_has_a_row_by_kind_in_its_order(desk: Desk) -> None:
    desk.problem(kind="drifting")
    found = reported(desk, DAY).by_kind
    assert [k.kind for k in found] == list(desk.ledger.campaign().vocabulary["kind"])
    assert {k.kind: k.figures.total for k in found if k.figures.total} == {"drifting": 1}
    assert next(k.word for k in found if k.kind == "drifting") == "作风漂浮"


def test_the_six_kinds_have_figures_of_their_own(desk: Desk) -> None:
    assert reported(desk, DAY).priority.total == 0
    for kind in (*SIX_KINDS, "drifting", "other"):
        desk.problem(title=kind, kind=kind)
    desk.closed(kind="grassroots", title="销号")
    found = reported(desk, DAY)
    assert (found.priority.total, found.priority.closed, found.figures.total) == (8, 1, 9)
    assert found.priority.total == sum(k.figures.total for k in found.by_kind if k.kind in SIX_KINDS)


def test_a_kind_that_lost_its_word_is_counted_under_its_key(desk: Desk) -> None:
    desk.problem(kind="drifting")
    desk.edit("yian.toml", 'drifting = "作风漂浮"\n', "")
    assert [(k.kind, k.word) for k in reported(desk, DAY).by_kind if k.figures.total] == [("drifting", "drifting")]


def test_coverage_is_of_the_latest_round_and_of_units(desk: Desk) -> None:
    prompts = len(desk.ledger.checklist().prompts)
    assert reported(desk, DAY).coverage.round is None
    assert reported(desk, DAY).coverage.expected == 3 * prompts
    reply = examine.Reply("p01", Answer.CLEAR, "已对照")
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", [reply])
    desk.on("2026-05-01")
    examine.answer(
        desk.ledger, desk.context(OTHER), "czj", "2026-2", [reply], subjects=("team", "head"), subject="head"
    )
    march = reported(desk, DAY).coverage
    assert (march.round, march.answered, march.expected) == ("2026-1", 1, 3 * prompts)
    assert march.rate == 1 / (3 * prompts)
    may = reported(desk, dt.date(2026, 5, 1)).coverage
    assert (may.round, may.answered, may.expected) == ("2026-2", 1, 4 * prompts)
    row = {r.org: r.coverage for r in reported(desk, dt.date(2026, 5, 1)).by_org}
    assert (row["gov"].expected, row["zjj"].answered, row["czj"].answered) == (4 * prompts, 0, 1)


def test_one_round_counts_for_all_and_a_straggler_turns_nobody_back(desk: Desk) -> None:
    reply = examine.Reply("p01", Answer.CLEAR, "已对照")
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-2", [reply])
    desk.on("2026-05-01")
    examine.answer(desk.ledger, desk.context(OTHER), "czj", "2026-1", [reply])
    desk.on("2026-06-01")
    examine.answer(desk.ledger, desk.context(OTHER), "czj", "2026-2", [reply])
    day = dt.date(2026, 6, 1)
    county = reported(desk, day)
    assert (county.coverage.round, county.coverage.answered) == ("2026-1", 1)
    for org in ("gov", "zjj", "czj"):
        alone = reported(desk, day, org)
        assert alone.coverage == next(row.coverage for row in county.by_org if row.org == org)
        assert alone.coverage.round == "2026-1"
    rows = asked(desk.ledger, lambda index: rounds(index, day, "zjj")).rows
    assert [row.round for row in rows] == ["2026-1", "2026-2"]


def test_a_report_on_one_organization_needs_no_problem_of_another(desk: Desk) -> None:
    desk.write("orgs/czj/problems/aaaaaa.toml", "x = \n")
    assert reported(desk, DAY, "zjj").figures.total == 0
    desk.write("orgs/czj/rounds/2026-1.toml", "x = \n")
    with pytest.raises(LedgerInvalid):
        reported(desk, DAY, "zjj")


def test_the_office_counts_as_a_subject_once_it_examines_itself(desk: Desk) -> None:
    prompts = len(desk.ledger.checklist().prompts)
    reply = examine.Reply("p01", Answer.CLEAR, "已对照")
    examine.answer(desk.ledger, desk.context(OFFICE), "office", "2026-1", [reply])
    assert reported(desk, DAY).coverage.expected == 4 * prompts


def test_nothing_is_expected_of_an_office_alone(desk: Desk) -> None:
    assert reported(desk, DAY, "office").coverage.rate is None


def test_an_unknown_organization_is_no_report(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord):
        reported(desk, DAY, "nowhere")


def test_a_file_that_cannot_be_read_is_no_report(desk: Desk) -> None:
    desk.write("orgs/czj/problems/aaaaaa.toml", "x = \n")
    with pytest.raises(LedgerInvalid):
        reported(desk, DAY)


def test_the_lifecycle_is_the_one_of_the_rows(desk: Desk) -> None:
    ref = desk.problem()
    close_out.endorse(desk.ledger, desk.context(HEAD), ref)
    desk.submit(ref)
    found = reported(desk, DAY)
    assert [row.status for row in found.rows] == ["submitted"]
    assert found.figures.submitted == 1


# what is urgent


def test_urgent_problems_are_named_up_to_a_number_and_all_are_counted(desk: Desk) -> None:
    for n in range(URGENT + 3):
        desk.problem(title=f"{n:02}", due=dt.date(2026, 4, 1) + dt.timedelta(days=(n * 7) % 23))
    for n in range(URGENT + 1):
        desk.problem(title=f"将{n:02}", due=dt.date(2026, 6, 10))
    for detail in Detail:
        found = reported(desk, dt.date(2026, 6, 8), detail=detail)
        assert (found.figures.overdue, found.figures.due_soon) == (URGENT + 3, URGENT + 1)
        assert (len(found.late), len(found.soon)) == (URGENT, URGENT)
        days = [row.overdue_days for row in found.late]
        assert days == sorted(days, reverse=True)
        assert (days[0], days[-1]) == (68, 49)
    none = reported(desk, DAY, detail=Detail.URGENT)
    assert (none.late, none.soon, none.figures.overdue) == ((), (), 0)


def test_no_more_is_read_than_the_requested_detail_needs(desk: Desk) -> None:
    desk.closed()
    desk.problem()
    found = {detail: reported(desk, DAY, detail=detail) for detail in Detail}
    assert {d: len(r.rows) for d, r in found.items()} == {Detail.URGENT: 0, Detail.ROWS: 2, Detail.STREAMED: 0}
    assert found[Detail.URGENT].streamed is found[Detail.ROWS].streamed is None
    wholes = asked(desk.ledger, lambda index: list(ledger(index, DAY).wholes))
    assert [w.row for w in wholes] == list(found[Detail.ROWS].rows)
    assert all(r.figures == found[Detail.ROWS].figures for r in found.values())


# trees of organizations


def organization(desk: Desk, name: str, order: int, parent: str | None = None) -> None:
    above = f'parent = "{parent}"\n' if parent else ""
    desk.write(f"orgs/{name}/org.toml", f'schema = 1\nname = "{name}"\norder = {order}\n{above}')


@pytest.fixture
def many(desk: Desk) -> Desk:
    """More organizations than a report on urgent problems has rows for: three levels below `gov`."""
    for n in range(10):
        organization(desk, f"t{n}", 100 + n, "gov")
        for m in range(10):
            organization(desk, f"t{n}v{m}", 200 + 10 * n + m, f"t{n}")
    desk.problem("t3v4", **OFFICE_S)
    desk.problem("t3", **OFFICE_S)
    desk.problem()
    return desk


def test_of_many_organizations_the_two_topmost_levels_have_a_row(many: Desk) -> None:
    found = reported(many, DAY, detail=Detail.URGENT)
    rows = {row.org: row for row in found.by_org}
    assert set(rows) == {"gov", "zjj", "czj", *(f"t{n}" for n in range(10))}
    assert found.left_out == MANY
    assert (rows["t3"].figures.total, rows["t3"].own.total, rows["gov"].figures.total) == (2, 1, 3)
    assert rows["t3"].coverage.expected == 11 * rows["zjj"].coverage.expected
    whole = reported(many, DAY, detail=Detail.ROWS)
    assert (len(whole.by_org), whole.left_out) == (113, 0)
    assert (whole.figures, whole.coverage, whole.by_kind) == (found.figures, found.coverage, found.by_kind)
    assert [row for row in whole.by_org if row.depth <= 1] == list(found.by_org)


def test_of_few_organizations_every_level_has_a_row(many: Desk) -> None:
    found = reported(many, DAY, "t3", Detail.URGENT)
    assert (len(found.by_org), found.left_out, found.figures.total) == (11, 0, 2)


def test_organizations_in_a_cycle_are_counted_once(desk: Desk) -> None:
    desk.problem()
    desk.problem("czj", **OFFICE_S)
    desk.problem("gov", **OFFICE_S)
    desk.edit("orgs/gov/org.toml", "order = 1", 'order = 1\nparent = "zjj"')
    for org, first in ((None, "gov"), ("gov", "gov"), ("zjj", "gov")):
        found = reported(desk, DAY, org)
        assert (found.figures.total, len(found.rows)) == (3, 3)
        assert [(row.org, row.depth) for row in found.by_org] == [(first, 0), ("zjj", 1), ("czj", 1)]
        assert sum(row.own.total for row in found.by_org) == 3
    assert reported(desk, DAY, "czj").figures.total == 1


def test_an_organization_above_itself_or_below_nothing_is_counted_once(desk: Desk) -> None:
    desk.edit("orgs/zjj/org.toml", 'parent = "gov"', 'parent = "zjj"')
    desk.edit("orgs/czj/org.toml", 'parent = "gov"', 'parent = "nowhere"')
    desk.problem()
    desk.problem("czj", **OFFICE_S)
    for detail in Detail:
        found = reported(desk, DAY, detail=detail)
        assert {row.org: (row.depth, row.figures.total) for row in found.by_org} == {
            "gov": (0, 0),
            "zjj": (0, 1),
            "czj": (0, 1),
        }
        assert found.figures.total == 2


def test_the_office_s_problems_count_in_the_county(desk: Desk) -> None:
    desk.problem("office", **OFFICE_S)
    found = reported(desk, DAY, detail=Detail.URGENT)
    assert found.figures.total == sum(kind.figures.total for kind in found.by_kind) == 1


def test_what_people_decided_and_rate_is_counted_in_the_scope(desk: Desk) -> None:
    ref = desk.closed()
    accountability.handle(desk.ledger, desk.context(OFFICE), ref, 2, 3)
    accountability.rate(desk.ledger, desk.context(LIAISON), ref, {"change": 5})
    for org, people in ((None, 3), ("gov", 3), ("zjj", 3), ("czj", 0)):
        found = reported(desk, DAY, org, Detail.URGENT)
        assert (found.accountability.forms[2], found.five_looks.rated) == (people, bool(people))
    assert reported(desk, dt.date(2026, 3, 11)).accountability.forms[2] == 0


def test_an_organization_urged_about_another_s_problem_counts_with_its_own_answer(desk: Desk) -> None:
    ref = desk.problem()
    answers.block(desk.ledger, desk.context(), ref, "czj", "评审意见")
    urged = {"title": "请抓紧", "how": "电话", "problems": (ref,)}
    registers.add(desk.ledger, desk.context(OFFICE), "urge", "czj", urged)
    desk.on("2026-03-14")
    answers.clear(desk.ledger, desk.context(OTHER), ref)
    for org, found in (("czj", (1, 1)), ("zjj", (0, 0)), (None, (1, 1))):

        def ask(index: Index, org: str | None = org) -> Report:
            return report(index, dt.date(2026, 3, 20), org)

        told = asked(desk.ledger, ask)
        assert (told.urging.urged, told.urging.answered) == found
