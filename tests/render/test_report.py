"""The report as a document."""

import datetime as dt

import pytest

from tests.golden import is_golden
from tests.services.ledgers import Desk
from yiananlib.render import plain
from yiananlib.render.report import report as laid_out
from yiananlib.services.figures import DEFINITIONS
from yiananlib.services.report import Report, report

LAST_DAY = dt.date(2026, 6, 20)


def text_of(desk: Desk, day: dt.date = LAST_DAY, org: str | None = None) -> str:
    return plain.text(laid_out(report(desk.ledger, day, org)))


def test_the_county_s_report_is_as_expected(whole: Report, pytestconfig: pytest.Config) -> None:
    is_golden("report.txt", plain.text(laid_out(whole)), pytestconfig)


def test_a_disabled_check_is_shown_on_every_report(county: Desk, desk: Desk) -> None:
    for org in (None, "zjj"):
        line = next(x for x in text_of(county, org=org).split("\n") if "gate" in x)
        assert line.endswith(": wider")
    assert "gate" not in text_of(desk).partition("How it is counted")[0]


def test_a_report_of_one_organization_has_its_ledger(county: Desk) -> None:
    text = text_of(county, org="zjj")
    assert "\nLedger\n" in text
    assert "\nBy organization\n" not in text
    assert "住建局" in text.split("\n")[0]


def test_a_report_of_an_organization_with_others_below_has_both(county: Desk) -> None:
    text = text_of(county, org="gov")
    assert "\nLedger\n" in text
    assert "\nBy organization\n" in text
    assert "\n  住建局" in text


def test_how_each_figure_is_counted_is_printed_below(county: Desk) -> None:
    text = text_of(county)
    below = text[text.index("How it is counted") :]
    assert all(definition in below for definition in DEFINITIONS.values())


def test_the_day_of_the_sprint_is_said_while_it_runs(desk: Desk) -> None:
    assert "day 1 of the 100-day sprint" in text_of(desk, dt.date(2026, 3, 12))
    assert "day 100 of" in text_of(desk, dt.date(2026, 6, 19))
    assert "sprint" not in text_of(desk, dt.date(2026, 3, 11))
    assert "sprint" not in text_of(desk, dt.date(2026, 6, 20))


def test_a_campaign_without_a_sprint_says_nothing_of_one(desk: Desk) -> None:
    text = (desk.root / "yian.toml").read_text(encoding="utf-8")
    head, _mark, tail = text.partition("[sprint]")
    desk.write("yian.toml", head + tail[tail.index("[deadlines]") :])
    assert "sprint" not in text_of(desk, dt.date(2026, 3, 12))


def test_an_empty_ledger_has_dashes_and_says_that_there_is_nothing(desk: Desk) -> None:
    text = text_of(desk, org="zjj")
    assert "—" in text
    assert "Nothing is overdue." in text
    assert "No problem is registered." in text


def test_what_is_overdue_longest_stands_first(desk: Desk) -> None:
    for day in (10, 1, 20):
        desk.problem(title=f"问题{day}", due=dt.date(2026, 4, day))
    text = text_of(desk, dt.date(2026, 4, 30), "zjj")
    late = text[text.index("\nOverdue\n\n") : text.index("\nDue within")]
    assert late.index("问题1 ") < late.index("问题10") < late.index("问题20")


def test_what_is_due_next_stands_first(desk: Desk) -> None:
    for day in (7, 1, 3, 9):
        desk.problem(title=f"问题{day}", due=dt.date(2026, 4, day))
    text = text_of(desk, dt.date(2026, 4, 1), "zjj")
    soon = text[text.index("\nDue within") : text.index("\nLedger\n")]
    assert soon.index("问题1") < soon.index("问题3") < soon.index("问题7")
    assert "问题9" not in soon
