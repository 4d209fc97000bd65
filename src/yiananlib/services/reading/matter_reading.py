"""Reading rules, meetings and cases: as rows, one whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.index import matter_queries, register_counts
from yiananlib.messages import _
from yiananlib.model import registers
from yiananlib.services.reading.accountability_figures import accountability

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.matter_values import CaseRow, MatterRow
    from yiananlib.index.names import Found
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting
    from yiananlib.services.reading.accountability_figures import Accountability


class Matters(NamedTuple):
    """The rules or meetings as of a day, organizations in configured order.

    ``without`` are the units, by code, that are to have an open one and have none.
    """

    kind: str
    day: dt.date
    setting: Setting
    rows: tuple[MatterRow, ...]
    without: tuple[str, ...] = ()


class ShownMatter(NamedTuple):
    """One rule or meeting whole, as of a day."""

    row: MatterRow
    setting: Setting
    day: dt.date


class Cases(NamedTuple):
    """The cases, those that came in first first."""

    rows: tuple[CaseRow, ...]


class ShownCase(NamedTuple):
    """One case with its findings and tasks, and what was decided about people and organizations, as of a day.

    ``decisions`` are those about the case itself; ``accountability`` counts those about its problems, too.
    """

    row: CaseRow
    setting: Setting
    decisions: tuple[MatterRow, ...]
    accountability: Accountability


OPEN = {
    "rule": (matter_queries.RULE_OPEN,),
    "meeting": ("status = 'called'",),
    "sample": ("status = 'frozen'",),
    **{register.name: (matter_queries.standing_in(register.open),) for register in registers.ALL},
}
"""When a rule or meeting is not done with; a rule that is kept for a reason is."""


def list_matters(
    index: Index,
    day: dt.date,
    kind: str,
    org: str | None = None,
    *,
    only_open: bool = False,
) -> Matters:
    """Return the rules or meetings as they stood at the end of ``day``; of ``org`` and all below it, or all.

    What was given to an organization is its own, too.

    Raises:
        NoSuchRecord: the organization is unknown.
    """
    homes = ["matters.org"]
    if org is not None and kind in registers.BY_NAME and registers.BY_NAME[kind].lies_with:
        index.given()
        homes.append("lies_with")
    scope = index.scope(org)
    wanted = OPEN[kind] if only_open else ()
    found = matter_queries.rows(index, day, kind, scope if org is not None else None, wanted, homes=homes)
    register = registers.BY_NAME.get(kind)
    without: tuple[str, ...] = ()
    if register is not None and register.expected:
        missing = register_counts.without(index, register, day, scope if org is not None else None)
        without = tuple(code for code, _name in missing)
    return Matters(kind, day, index.setting, tuple(found), without)


def list_cases(index: Index) -> Cases:
    """Return all cases with their findings and tasks."""
    return Cases(matter_queries.cases(index))


def show_case(index: Index, found: Found, day: dt.date) -> ShownCase:
    """Return one case with its findings and tasks, and what was decided by ``day``."""
    index.scope(None)  # of problems and decisions anybody may have recorded one
    row = next(row for row in matter_queries.cases(index) if row.name == found.name)
    of_it = ("status = 'decided'", "json_extract(data, '$.case') = :case")
    decisions = matter_queries.rows(index, day, "accountability", None, of_it, {"case": row.name})
    return ShownCase(row, index.setting, tuple(decisions), accountability(index, day, None, row.name))


def show_matter(index: Index, found: Found, day: dt.date) -> ShownMatter:
    """Return one rule or meeting whole, as of ``day``.

    Raises:
        UsageProblem: it was not there by then.
    """
    row = matter_queries.row(index, found, day)
    if row is None:
        raise UsageProblem(_("{ref} did not exist on {day}.").format(ref=f"{found.org}/{found.name}", day=day))
    return ShownMatter(row, index.setting, day)
