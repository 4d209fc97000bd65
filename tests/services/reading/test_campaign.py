"""The campaign as it is shown: its plan, as yian.toml says it."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk, asked
from tests.services.registers import case
from yiananlib.errors import LedgerInvalid
from yiananlib.services.reading.campaign import ShownCampaign
from yiananlib.services.reading.matter_reading import ShownCase
from yiananlib.services.reading.showing import show

DAY = dt.date(2026, 3, 20)
PLAN = """
[plan]
document = "云发〔2026〕4号"
approved_by = "县委常委会"
approved_on = 2026-03-01
focus = ["招投标先干后批"]
measures = ["一题一策"]
requirements = ["主要负责人亲自抓", "不见底不放过"]
"""


def planned(desk: Desk, said: str = PLAN) -> None:
    desk.write("yian.toml", (desk.root / "yian.toml").read_text("utf-8") + said)


def shown(desk: Desk) -> ShownCampaign:
    found = asked(desk.ledger, lambda index: show(index, "campaign", DAY))
    assert isinstance(found, ShownCampaign)
    return found


def test_a_campaign_without_a_plan_has_none(desk: Desk) -> None:
    found = shown(desk)
    assert (found.campaign.plan, found.setting.plan) == (None, None)


def test_the_plan_is_what_the_file_says(desk: Desk) -> None:
    planned(desk)
    plan = shown(desk).setting.plan
    assert plan is not None
    assert plan == (
        ("招投标先干后批",), ("一题一策",), ("主要负责人亲自抓", "不见底不放过"), "县委常委会", dt.date(2026, 3, 1),
        "云发〔2026〕4号",
    )  # fmt: skip


def test_a_plan_may_say_a_part_alone(desk: Desk) -> None:
    planned(desk, '\n[plan]\nfocus = ["甲"]\n')
    plan = shown(desk).setting.plan
    assert plan is not None
    assert (plan.focus, plan.measures, plan.approved_on) == (("甲",), (), None)


def test_what_the_plan_does_not_know_is_refused(desk: Desk) -> None:
    planned(desk, '\n[plan]\naim = "甲"\n')
    with pytest.raises(LedgerInvalid):
        shown(desk)


def test_a_case_of_that_name_goes_before_the_campaign(desk: Desk) -> None:
    case(desk, "campaign")
    assert isinstance(asked(desk.ledger, lambda index: show(index, "campaign", DAY)), ShownCase)
