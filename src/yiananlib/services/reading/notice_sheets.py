"""督办单 as they are sent: the notices that await an answer, and a draft for a unit's other overdue problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import NoSuchRecord, UsageProblem
from yiananlib.index import queries
from yiananlib.index.names import find
from yiananlib.messages import _
from yiananlib.services.reading import bulletin, notices
from yiananlib.services.reading.lists import Filters, list_problems

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Row, Setting


class Sheet(NamedTuple):
    """A notice to an organization and the problems it is about; ``notice`` is None for a draft, of overdue ones.

    ``names`` are problems that it names and that were not registered on the day.
    """

    org: str
    org_name: str
    notice: MatterRow | None
    problems: tuple[Row, ...]
    names: tuple[str, ...] = ()


class Sheets(NamedTuple):
    """Sheets as of a day, organizations in configured order; ``issuer`` is the office, None where there is none."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    issuer: str | None
    sheets: tuple[Sheet, ...]


def sheets(index: Index, day: dt.date, org: str | None = None, notice: str | None = None) -> Sheets:
    """Return the sheet of one notice; else those of all that await an answer, and drafts, of ``org`` or of all.

    Raises:
        NoSuchRecord, Ambiguous: the organization or the notice.
        UsageProblem: ``notice`` names something else, was not sent by then, or not to ``org`` or below it.
        LedgerInvalid: a file cannot be read.
    """
    if org is not None:
        index.known(org)
    index.scope(None)  # a notice may name problems that its organization supports
    found = _one(index, day, org, notice) if notice is not None else _all(index, day, org)
    return Sheets(
        day=day,
        commit=index.commit,
        setting=index.setting,
        org=org,
        org_name=queries.org_name(index, org),
        issuer=bulletin.office(index),
        sheets=tuple(found),
    )


def _one(index: Index, day: dt.date, org: str | None, ref: str) -> list[Sheet]:
    found = find(index.ledger, ref)
    if found.kind != "notice":
        raise UsageProblem(_("{ref} is not a notice; `yian list --notices` shows them.").format(ref=ref))
    if org is not None and found.org not in index.below(org):
        raise UsageProblem(_("{ref} was not sent to {org} or a unit below it.").format(ref=ref, org=org))
    return [_sheet(index, notices.show_notice(index, found, day).row, day)]


def _all(index: Index, day: dt.date, org: str | None) -> list[Sheet]:
    """Return the sheets of each organization together, its notices first."""
    sent = [_sheet(index, row, day) for row in notices.list_notices(index, day, org, only_open=True).rows]
    named = {row.key for sheet in sent for row in sheet.problems}
    late: dict[str, list[Row]] = {}
    for row in list_problems(index, day, Filters(org=org, overdue=True)).rows:
        if row.key not in named:
            late.setdefault(row.org, []).append(row)
    drafts = [Sheet(name, rows[0].org_name, None, tuple(rows)) for name, rows in late.items()]
    place = {one.id: number for number, one in enumerate(queries.orgs(index))}
    return sorted([*sent, *drafts], key=lambda sheet: place[sheet.org])


def _sheet(index: Index, notice: MatterRow, day: dt.date) -> Sheet:
    rows, names = [], []
    for name in notice.data.get("problems") or ():
        row = _row(index, notice.org, name, day)
        if row is None:
            names.append(name)
        else:
            rows.append(row)
    return Sheet(notice.org, notice.org_name, notice, tuple(rows), tuple(names))


def _row(index: Index, org: str, name: str, day: dt.date) -> Row | None:
    """Return a problem of the organization, or one of another that it supports."""
    own = queries.row(index, org, name, day)
    if own is not None:
        return own
    try:
        return queries.row(index, *index.ledger.locate(name), day)
    except NoSuchRecord:
        return None
