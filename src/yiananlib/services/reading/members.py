"""人人过关: who of the leading teams has passed at a meeting and who has not, and how many came to the meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import matter_queries, queries
from yiananlib.index.figures import rate

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.matter_values import Judged
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting


class Member(NamedTuple):
    """A head or deputy in office, and what was said last of whether they have passed; None while nobody said."""

    officer: str
    judged: Judged | None

    @property
    def passed(self) -> bool:
        """Whether they have passed."""
        return self.judged is not None and self.judged.passed


class Unit(NamedTuple):
    """The leading team of an organization; and of its meetings how many were held, who came, and who were due.

    Who made up for an absence came.
    """

    org: str
    name: str
    members: tuple[Member, ...]
    held: int
    came: int
    due: int

    @property
    def passed(self) -> int:
        """How many of the members have passed."""
        return sum(member.passed for member in self.members)

    @property
    def attendance(self) -> float | None:
        """Came ÷ due, over all its meetings; None where none was held."""
        return rate(self.came, self.due)


class Members(NamedTuple):
    """The leading teams as of a day, organizations in configured order."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    units: tuple[Unit, ...]


def members(index: Index, day: dt.date, org: str | None = None) -> Members:
    """Return the leading teams of an organization and all below it, or of the county.

    A member is a head or a deputy in office at the end of ``day``. The last word on a member counts, at whatever
    meeting it was said.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    scope = index.scope(org)
    asked = set(scope)
    said = matter_queries.judged(index, day, scope)
    came = matter_queries.attendance(index, day, scope)
    teams = matter_queries.leading_teams(index, day)
    names = matter_queries.org_names(index)
    units = tuple(
        Unit(
            code,
            names[code],
            tuple(Member(ref, said.get(ref)) for ref in (f"{code}/{officer}" for officer in teams.get(code, ()))),
            *came.get(code, (0, 0, 0)),
        )
        for code in names
        if code in asked and (code in teams or code in came)
    )
    return Members(day, index.commit, index.setting, org, queries.org_name(index, org), units)
