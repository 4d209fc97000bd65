"""The figures of registers in a report: of what lies with an organization, whatever folder it is in."""

import datetime as dt

from tests.builders import OFFICE, OTHER
from tests.services.ledgers import Desk, asked
from tests.services.registers import filed
from yiananlib.services.reading.lists import Filters, list_problems
from yiananlib.services.reading.report import Report, report
from yiananlib.services.recording import registers

DAY = dt.date(2026, 3, 20)


def opinions(desk: Desk, org: str | None = None) -> dict[str, int]:
    found = asked(desk.ledger, lambda index: report(index, DAY, org)).registers
    return next(row.counts for row in found if row.register == "opinion")


def test_an_opinion_counts_for_the_unit_it_is_assigned_to(desk: Desk) -> None:
    filed(desk, "opinion", ("assigned", {"org": "czj", "due": dt.date(2026, 3, 19)}, OFFICE))
    assert (opinions(desk)["collected"], opinions(desk)["late"]) == (1, 1)
    assert opinions(desk, "czj")["late"] == 1
    assert opinions(desk, "zjj")["collected"] == 0
    assert opinions(desk, "gov")["waiting"] == 1


def test_nothing_is_counted_where_nothing_was_recorded(desk: Desk) -> None:
    found = asked(desk.ledger, lambda index: report(index, DAY)).registers
    assert all(row.is_empty for row in found)


def test_units_without_a_group_are_told_until_one_is_set_up_and_after_it_is_dissolved(desk: Desk) -> None:
    def without(day: dt.date = DAY, org: str | None = None) -> tuple[int, tuple[str, ...]]:
        found = asked(desk.ledger, lambda index: report(index, day, org)).registers
        row = next(row for row in found if row.register == "group")
        return row.units, row.without

    assert without() == (3, ("gov", "zjj", "czj"))
    ref = filed(desk, "group")
    assert without() == (3, ("gov", "czj"))
    assert without(dt.date(2026, 3, 11))[1] == ("gov", "zjj", "czj")
    assert without(org="zjj") == (1, ())
    desk.on("2026-03-15")
    registers.act(desk.ledger, desk.context(), "group", ref, "dissolved", {"reason": "完成"})
    assert without(dt.date(2026, 3, 14))[1] == ("gov", "czj")
    assert without() == (3, ("gov", "zjj", "czj"))


def test_a_report_of_marked_units_has_these_with_all_below_them_and_no_others(desk: Desk) -> None:
    desk.problem()
    other = desk.problem(org="czj", by=OTHER, leader="head", owner="liaison")
    ref = filed(desk, "mark")

    def told(day: dt.date = DAY, *, marked: bool = True) -> Report:
        return asked(desk.ledger, lambda index: report(index, day, marked=marked))

    assert told(marked=False).figures.total == 2
    assert {row.org: row.marked for row in told(marked=False).by_org} == {
        "gov": None, "zjj": "两年内三起案件", "czj": None,
    }  # fmt: skip
    assert (told().figures.total, [row.org for row in told().by_org]) == (1, ["zjj"])
    assert other not in {row.ref for row in told().rows}
    assert told(dt.date(2026, 3, 11)).by_org == ()
    desk.on("2026-03-15")
    registers.act(desk.ledger, desk.context(OFFICE), "mark", ref, "lifted", {"reason": "未反弹"})
    assert told().figures.total == 0
    assert told(dt.date(2026, 3, 14)).figures.total == 1


def test_problems_of_marked_units_are_listed(desk: Desk) -> None:
    ref = desk.problem()
    desk.problem(org="czj", by=OTHER, leader="head", owner="liaison")

    def refs() -> list[str]:
        return [row.ref for row in asked(desk.ledger, lambda i: list_problems(i, DAY, Filters(marked=True))).rows]

    assert refs() == []
    filed(desk, "mark")
    assert refs() == [ref]
