import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import make_campaign
from yiananlib.model.campaign import GATE_CODES, Campaign, Sprint


def test_the_gate_has_the_checks_of_the_design() -> None:
    assert GATE_CODES == (
        "triad",
        "cause-depth",
        "measures-done",
        "evidence",
        "effect",
        "rule",
        "wider",
        "looked-wider",
        "term",
        "endorsed",
        "independent",
        "standards",
        "accepted",
        "publicity",
        "notices",
    )


def test_settings_that_a_campaign_leaves_out_have_the_defaults_of_the_design() -> None:
    campaign = make_campaign()
    assert (campaign.language, campaign.timezone) == ("zh_CN", "Asia/Shanghai")
    assert (campaign.deadlines.yellow, campaign.deadlines.blue) == (7, 15)
    assert (campaign.deadlines.extensions, campaign.deadlines.extension_days) == (2, 30)
    assert (campaign.deadlines.horizon_years, campaign.gate.waivers) == (5, 2)


def test_a_campaign_is_read_back_as_it_was_written() -> None:
    campaign = make_campaign(sprint={"start": dt.date(2026, 4, 1)}, git={"commit": True})
    assert Campaign.model_validate(campaign.plain()) == campaign


@pytest.mark.parametrize(
    "gate",
    [
        {"disabled": ["triads"]},
        {"always": [""]},
        {"standards": []},
        {"standards": [" "]},
        {"publicity": 1},
        {"publicity_days": 0},
        {"waivers": -1},
        {"waivers": len(GATE_CODES) + 1},
        {"accepted": "yes"},
        {"key_fields": ["Tender"]},
        {"enabled": ["triad"]},
    ],
)
def test_a_gate_that_cannot_be_is_refused(gate: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make_campaign(gate=gate)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "fr"),
        ("name", ""),
        ("deadlines", {"yellow": -1}),
        ("deadlines", {"extensions": True}),
        ("deadlines", {"horizon_years": 0}),
        ("git", {"commit": "yes"}),
        ("evidence", {"max_mb": 0}),
        ("sprint", {"days": 100}),
        ("vocabulary", {"field": {"Tender": "招标"}}),
        ("vocabulary", {"field": {"tender": "招\n标"}}),
        ("colour", "red"),
    ],
)
def test_a_wrong_setting_is_refused(field: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        make_campaign(**{field: value})


def test_a_word_is_the_campaigns_or_the_key_itself() -> None:
    campaign = make_campaign()
    assert campaign.word("field", "tender") == "招标投标"
    assert campaign.word("field", "land") == "land"
    assert campaign.word("kind", "undelivered") == "undelivered"


def test_the_first_day_of_a_sprint_is_day_one() -> None:
    sprint = Sprint(start=dt.date(2026, 4, 1))
    days = [dt.date(2026, 3, 31), dt.date(2026, 4, 1), dt.date(2026, 7, 9)]
    assert [sprint.day_number(day) for day in days] == [0, 1, 100]
    assert sprint.days == 100


def test_without_git_settings_a_campaign_requires_neither_commits_nor_signatures() -> None:
    said = make_campaign().git
    assert (said.commit, said.signed, said.unsigned_since) == (False, False, None)
