"""What a page shows of the county or of an organization: the report, the burn-down and the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.services.reading.burn_down import burn_down
from yiananlib.services.reading.due import due
from yiananlib.services.reading.report import report

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting
    from yiananlib.services.reading.burn_down import BurnDown
    from yiananlib.services.reading.due import Due
    from yiananlib.services.reading.report import Report


class Page(NamedTuple):
    """The parts, all of one day and one index; nothing is counted here."""

    report: Report
    burn_down: BurnDown
    due: Due

    @property
    def day(self) -> dt.date:
        """The day that is told of."""
        return self.report.day

    @property
    def commit(self) -> str | None:
        """The commit that it was read from; None for what is known now."""
        return self.report.commit

    @property
    def setting(self) -> Setting:
        """The campaign's settings."""
        return self.report.setting

    @property
    def org_name(self) -> str | None:
        """The organization's name; None for the county."""
        return self.report.org_name


def page(index: Index, day: dt.date, org: str | None = None) -> Page:
    """Return the page as of ``day``; of ``org`` and all below it, or of the county.

    Raises:
        NoSuchRecord: the organization is unknown.
        LedgerInvalid: a file cannot be read; a row is never left out.
    """
    return Page(
        report=report(index, day, org),
        burn_down=burn_down(index, day, org, end=day),
        due=due(index, day, org=org),
    )
