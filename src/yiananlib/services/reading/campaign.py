"""The campaign itself: its plan, and what its settings ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting
    from yiananlib.model.calendars import Calendar
    from yiananlib.model.campaign import Campaign


class ShownCampaign(NamedTuple):
    """The campaign as ``yian.toml`` says it, the settings that reports have, and the years of the calendar."""

    day: dt.date
    commit: str | None
    campaign: Campaign
    setting: Setting
    calendar: Calendar
    org_name: str | None = None


def show_campaign(index: Index, day: dt.date) -> ShownCampaign:
    """Return the campaign as it is now; ``day`` says which day of the sprint it is."""
    return ShownCampaign(day, index.commit, index.ledger.campaign(), index.setting, index.ledger.calendar())
