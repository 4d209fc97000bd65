"""The page of the county: it says what the report, the burn-down and the queue say, once each."""

import datetime as dt
from pathlib import Path

import pytest

from tests.render.pages import Page as Read
from tests.render.pages import checked
from tests.render.written import written
from tests.services.ledgers import Desk, asked
from yiananlib.messages import speaking
from yiananlib.render import words
from yiananlib.render.document import Heading, Table
from yiananlib.render.views.page import MOST
from yiananlib.render.views.page import page as laid_out
from yiananlib.services.reading.page import Page, page
from yiananlib.store.ledger import Ledger

LAST_DAY = dt.date(2026, 6, 20)


@pytest.fixture
def told(county: Desk) -> Page:
    return asked(county.ledger, lambda index: page(index, LAST_DAY))


def of(value: Page) -> Read:
    return checked(written(value, "html"))


def test_its_parts_are_in_the_order_in_which_they_are_asked_about(told: Page) -> None:
    assert of(told).inside("h2") == [
        "At a glance", "Burn-down", "Open problems by age in days", "By organization", "By kind",
        "Handling and accountability",
        "Overdue", "Due within 7 days", "Waiting", "Voided", "Ledger", "All figures",
        "Rules, notices, education", "How it was counted",
    ]  # fmt: skip


def test_its_large_figures_are_those_of_the_report(told: Page) -> None:
    f = told.report.figures
    (headline,) = [block for block in laid_out(told).blocks if isinstance(block, Table) and block.headline]
    shown = {row[0].text: row[1].text for row in headline.rows}
    assert shown["Problems"] == str(f.total)
    assert shown["Closure rate"] == words.percent(f.closure_rate)
    assert shown["Completion rate"] == words.percent(f.completion_rate)
    assert (shown["Open"], shown["Overdue"]) == (str(f.open), str(f.overdue))
    assert of(told).said.count(words.percent(f.closure_rate)) >= 1


def test_the_line_ends_on_the_day_with_what_is_open(told: Page) -> None:
    assert told.burn_down.lines[-1].day == LAST_DAY
    assert told.burn_down.lines[-1].open == told.report.figures.open


def test_every_problem_is_in_the_ledger_once_under_its_organization(told: Page) -> None:
    blocks = laid_out(told).blocks
    start = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.text == "Ledger")
    end = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.text == "All figures")
    found: dict[str, list[str]] = {}
    for block in blocks[start + 1 : end]:
        if isinstance(block, Heading):
            unit = found.setdefault(block.text, [])
        elif isinstance(block, Table):
            unit += [row[0].text for row in block.rows]
    expected: dict[str, list[str]] = {}
    for row in told.report.rows:
        expected.setdefault(row.org_name, []).append(row.id)
    assert found == expected


def test_officers_are_called_by_their_posts(told: Page) -> None:
    said = of(told).said
    names = told.setting.names
    assert not any(ref in said for ref in names if "/" in ref)
    assert all(names[row.owner] in said for row in told.report.rows)


def test_of_one_organization_it_has_its_ledger_without_others(county: Desk) -> None:
    value = asked(county.ledger, lambda index: page(index, LAST_DAY, "zjj"))
    read = of(value)
    assert "By organization" not in read.inside("h2")
    assert "Ledger" in read.inside("h2")
    assert {row.org for row in value.report.rows} == {"zjj"}
    assert value.org_name is not None
    assert value.org_name in read.inside("h1")[0]


def test_a_ledger_without_problems_has_a_page(desk: Desk) -> None:
    read = of(asked(desk.ledger, lambda index: page(index, LAST_DAY)))
    assert read.inside("h1")


def test_what_waits_is_cut_and_counted(desk: Desk) -> None:
    for n in range(MOST + 2):
        desk.submitted(title=f"问题{n}", effect=f"成效{n}")
    value = asked(desk.ledger, lambda index: page(index, desk.now.date()))
    with speaking("en"):
        said = [getattr(block, "text", "") for block in laid_out(value).blocks if hasattr(block, "text")]
    assert f"Submitted, to be reviewed: {MOST + 2}" in said
    assert "and 2 more; `yian due` shows all" in said


def test_it_is_in_the_campaign_s_language(desk: Desk) -> None:
    read = of(asked(desk.ledger, lambda index: page(index, LAST_DAY)))
    assert read.attribute("lang") == ["zh-CN"]
    assert "总体情况" in read.inside("h2")


def test_the_page_of_the_example_is_small_enough_to_be_sent_about() -> None:
    root = Path(__file__).resolve().parents[3] / "examples" / "yunling"
    with speaking("zh_CN"):
        content = asked(Ledger(root), lambda index: written(page(index, dt.date(2026, 7, 15)), "html"))
    assert 30_000 < len(content.encode()) <= 76_000
