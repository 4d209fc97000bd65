"""What a lake's figures were on two days, both told from the same hand-overs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.services.reading.lake_report import lake_figures

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.services.reading.lake_report import Asked, LakeReport
    from yiananlib.services.reading.lake_scope import LakeSetting
    from yiananlib.services.reading.report import OrgFigures


class LakeComparison(NamedTuple):
    """The reports of two days. ``by_org`` are the rows that both have; they stand as on the later one."""

    before: LakeReport
    after: LakeReport

    @property
    def setting(self) -> LakeSetting:
        """The lake's settings."""
        return self.after.setting

    @property
    def by_org(self) -> tuple[tuple[OrgFigures, OrgFigures], ...]:
        """The rows of both, beside each other."""
        old = {row.org: row for row in self.before.by_org}
        return tuple((old[row.org], row) for row in self.after.by_org if row.org in old)


def lake_compare(asked: Asked, before: dt.date) -> LakeComparison:
    """Return what was so on ``before`` and on the day that is asked about; the regions stand as on that day.

    Raises:
        UsageProblem: the days run backwards.
        YianError: as ``lake_report.lake_report``.
    """
    if asked.day < before:
        said = _("{after} is before {before}; give the earlier one first.")
        raise UsageProblem(said.format(after=asked.day, before=before))
    first, last = lake_figures(asked, (before, asked.day))
    return LakeComparison(first, last)
