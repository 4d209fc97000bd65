"""整改情况报告: what a unit reports of itself, with its ledger whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.services.reading.bulletin import Bulletin, bulletin
from yiananlib.services.reading.report import Ledger, ledger

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting


class Account(NamedTuple):
    """What a unit reports: ``told`` are its figures, as the office would tell them, ``ledger`` its problems whole."""

    told: Bulletin
    ledger: Ledger

    @property
    def setting(self) -> Setting:
        """The campaign's settings."""
        return self.told.setting


def account(index: Index, day: dt.date, org: str | None = None) -> Account:
    """Return the report as of ``day``; of ``org`` and all below it, or of the county.

    Raises:
        NoSuchRecord: the organization is unknown.
        LedgerInvalid: a file cannot be read; a row is never left out.
    """
    return Account(bulletin(index, day, org), ledger(index, day, org))
