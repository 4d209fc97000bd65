"""What is wanting is told by figures alone, and each thing found asks for something."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue
from yiananlib.messages import LANGUAGES, speaking
from yiananlib.model.vocabulary import Verdict
from yiananlib.render import issues
from yiananlib.services.reading.bulletin import Bulletin, bulletin


def told(desk: Desk, day: str) -> Bulletin:
    return asked(desk.ledger, lambda index: bulletin(index, dt.date.fromisoformat(day)))


def test_with_all_figures_at_zero_no_issue_is_found(desk: Desk) -> None:
    assert issues.found(told(desk, "2026-06-20")) == {}


def test_each_row_speaks_where_its_figure_says_something(county: Desk) -> None:
    value = told(county, "2026-06-20")
    f, coverage = value.report.figures, value.report.coverage
    spoken = issues.found(value)
    assert ("overdue" in spoken) is bool(f.overdue)
    assert ("idle" in spoken) is bool(f.registered)
    assert ("returned" in spoken) is bool(f.returned)
    assert ("back" in spoken) is bool(f.reopened or f.recurred)
    assert ("slow" in spoken) is bool(f.waiting)
    assert ("unseen" in spoken) is (f.look_backs_due > f.look_backs_done)
    assert ("unanswered" in spoken) is (coverage.answered < coverage.expected)
    assert {"overdue", "back", "unanswered"} <= spoken.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_found_has_words_and_asks_for_something(desk: Desk, language: str) -> None:
    desk.review(desk.submitted(), Verdict.RETURN)
    desk.submitted(title="另一问题")
    desk.problem(title="又一问题")
    issue(desk)
    value = told(desk, "2026-12-20")
    with speaking(language):
        spoken = issues.found(value)
        asks = {name: row.asks(value) for name, row in issues.ISSUES.items()}
    assert {"overdue", "idle", "returned", "slow", "silent"} <= spoken.keys()
    for said in (*spoken.values(), *asks.values()):
        assert said
        assert "{" not in said


def test_what_was_done_loosely_and_looked_at_late_is_found(desk: Desk) -> None:
    value = told(desk, "2026-06-20")
    figures = value.report.figures._replace(waived=1, sole=2, look_backs_due=3, look_backs_done=1)
    with speaking("zh_CN"):
        spoken = issues.found(value._replace(report=value.report._replace(figures=figures)))
    assert spoken == {
        "lax": "程序执行方面：豁免检查项后销号1件；一人审核并销号2件。",
        "unseen": "应开展“回头看”3件，已开展1件。",
    }


def test_the_longest_overdue_is_named(desk: Desk) -> None:
    desk.problem()
    value = told(desk, "2026-12-20")
    (row,) = value.late
    with speaking("zh_CN"):
        said = issues.found(value)["overdue"]
    assert said.startswith("逾期问题1件，涉及")
    assert f"（{row.ref}），已逾期{row.overdue_days}天" in said
