"""Sentences say what the figures say."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk, asked
from yiananlib.messages import speaking
from yiananlib.render import sentences, words
from yiananlib.services.reading.bulletin import Bulletin, bulletin
from yiananlib.services.reading.report import Coverage, OrgFigures

LAST_DAY = dt.date(2026, 6, 20)


def told(desk: Desk) -> Bulletin:
    return asked(desk.ledger, lambda index: bulletin(index, LAST_DAY))


def said(value: Bulletin, language: str = "zh_CN") -> str:
    with speaking(language):
        return "\n".join(sentences.overall(value))


def test_the_figures_of_the_report_stand_in_the_sentences(county: Desk) -> None:
    value = told(county)
    f = value.report.figures
    text = said(value)
    for part in (
        f"共登记问题{f.total}件，已销号{f.closed}件，销号率{words.percent(f.closure_rate)}",
        f"整改完成率{words.percent(f.completion_rate)}",
        f"另有已撤销{f.voided}件",
        f"未销号的{f.open}件中",
        f"目前逾期{f.overdue}件，7日内到期{f.due_soon}件",
        f"原定时限已到的{f.on_time_of}件中，按期完成{f.on_time}件，按期率{words.percent(f.on_time_rate)}",
        f"批准延期{f.extended}件",
        "2026年6月1日以来，新登记0件",
        f"应开展“回头看”{f.look_backs_due}件",
    ):
        assert part in text
    assert f"{f.total} problems were registered; closed: {f.closed}" in said(value, "en")


def test_without_problems_one_sentence_says_so(desk: Desk) -> None:
    assert said(told(desk)) == "截至2026年6月20日，没有登记问题。"
    assert said(told(desk), "en") == "As of 2026-06-20, no problem was registered."


def test_what_comes_next_is_told_by_what_is_open(county: Desk, desk: Desk) -> None:
    value = told(county)
    with speaking("zh_CN"):
        assert f"限期完成逾期问题{value.report.figures.overdue}件" in sentences.ahead(value)
        assert sentences.ahead(told(desk)) == "下一步，将持续巩固整改成果、防止问题反弹。"


def test_people_dealt_with_and_decisions_are_counts(county: Desk) -> None:
    value = told(county)
    forms = dict.fromkeys(value.report.accountability.forms, 2)
    accountability = value.report.accountability._replace(forms=forms, decisions=3)
    text = said(value._replace(report=value.report._replace(accountability=accountability)))
    assert "第一种形态2人次" in text
    assert "作出问责决定3项。" in text


@pytest.mark.parametrize(
    ("units", "text"),
    [(1, "单位0"), (6, "单位0、单位1、单位2、单位3、单位4、单位5"), (9, "单位0、单位1、单位2、单位3、单位4等9个单位")],
)
def test_the_first_units_are_named_and_how_many_there_are(county: Desk, units: int, text: str) -> None:
    figures = told(county).report.figures
    rows = [OrgFigures(f"u{n}", f"单位{n}", None, 0, figures, figures, Coverage(None, 0, 0)) for n in range(units)]
    with speaking("zh_CN"):
        assert sentences.named(rows, lambda _row: "") == text
