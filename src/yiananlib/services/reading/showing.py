"""One record of whatever kind, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.index.names import find

NAME = "campaign"
"""What the campaign is called; a case of that name goes before it."""

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.services.reading.campaign import ShownCampaign
    from yiananlib.services.reading.lists import Shown
    from yiananlib.services.reading.matter_reading import ShownCase, ShownMatter
    from yiananlib.services.reading.notices import ShownNotice


def show(index: Index, ref: str, day: dt.date) -> Shown | ShownNotice | ShownMatter | ShownCase | ShownCampaign:
    """Return what ``ref`` names whole, as of ``day``: a problem, a notice, a rule, a meeting, a case or the campaign.

    Raises:
        NoSuchRecord, Ambiguous.
        UsageProblem: it was not there by then.
    """
    if ref == NAME and ref not in index.ledger.case_names():
        from yiananlib.services.reading.campaign import show_campaign

        return show_campaign(index, day)
    found = find(index.ledger, ref)
    # only what reads that kind is loaded
    if found.kind == "problem":
        from yiananlib.services.reading.lists import show_problem

        return show_problem(index, f"{found.org}/{found.name}", day)
    if found.kind == "notice":
        from yiananlib.services.reading.notices import show_notice

        return show_notice(index, found, day)
    from yiananlib.services.reading.matter_reading import show_case, show_matter

    return show_case(index, found, day) if found.kind == "case" else show_matter(index, found, day)
