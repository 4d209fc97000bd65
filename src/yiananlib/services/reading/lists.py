"""Reading: problems as rows, one problem whole, organizations, officers, prompts."""

# annotations that are evaluated: as text each field of a tuple would be compiled
import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.index import queries
from yiananlib.index.conditions import (
    BLOCKED,
    DUE_WITHIN,
    GRAVEST_FIRST,
    HAS_LINKED,
    HAS_TAG,
    LAMP,
    LATE_SINCE,
    OF_MARKED,
    OVERDUE,
    SIX_FIRST,
    THERE,
    away,
    one_of,
)
from yiananlib.index.queries import Narrowed
from yiananlib.index.search import containing
from yiananlib.index.values import Officer, Org, Prompt, Row, Setting, Whole
from yiananlib.messages import _
from yiananlib.model.vocabulary import GONE, Lamp, Status
from yiananlib.services.reading.wording import tag_key, vocabulary_key

if TYPE_CHECKING:
    from yiananlib.index.sync import Index


class Filters(NamedTuple):
    """What a list is narrowed to; an empty one asks for nothing. Several of a kind: any of them.

    ``owner`` and ``leader`` are officers as ``<org>/<officer>``.
    """

    org: str | None = None
    status: Sequence[Status] = ()
    lamp: Sequence[Lamp] = ()
    kind: Sequence[str] = ()
    field: Sequence[str] = ()
    severity: Sequence[str] = ()
    class_: Sequence[str] = ()
    source: Sequence[str] = ()
    linked: Sequence[str] = ()
    tag: Sequence[str] = ()
    public_concern: bool = False
    owner: Sequence[str] = ()
    leader: Sequence[str] = ()
    overdue: bool = False
    due_within: int | None = None
    text: str | None = None
    marked: bool = False
    blocked: bool = False


class Listing(NamedTuple):
    """Rows as of a day, in the order that was asked for; ``total`` counts those beyond the limit, too."""

    day: dt.date
    setting: Setting
    rows: tuple[Row, ...]
    total: int


class Shown(NamedTuple):
    """One problem whole, as of a day; ``bad_evidence`` maps a file's name to ``missing`` or ``changed``.

    ``recurred`` are the problems of its organization and those below it, ``<org>/<id>``, with which it came back.
    """

    whole: Whole
    setting: Setting
    day: dt.date
    bad_evidence: dict[str, str]
    recurred: tuple[str, ...] = ()


class Orgs(NamedTuple):
    """Organizations in configured order, each with its officers."""

    rows: tuple[Org, ...]


class Officers(NamedTuple):
    """Officers, organizations in configured order."""

    rows: tuple[Officer, ...]


class Prompts(NamedTuple):
    """The checklist, and the settings whose words its aspects are."""

    rows: tuple[Prompt, ...]
    setting: Setting


class Ids(NamedTuple):
    """The names of what a list has, in its order, as commands take them: ``<org>/<id>``, ``<org>``."""

    names: tuple[str, ...]


SORTS = {
    "org": queries.ORDER,
    "due": f"deadline, {queries.ORDER}",
    "found": "problems.found, problems.registered_at, problems.id",
    "overdue": f"CASE WHEN {OVERDUE} THEN 0 ELSE 1 END, {LATE_SINCE}, {queries.ORDER}",
    "severity": f"{GRAVEST_FIRST}, deadline, {queries.ORDER}",
    "priority": f"{SIX_FIRST}, {GRAVEST_FIRST}, deadline, {queries.ORDER}",
    "moved": f"moved DESC, {queries.ORDER}",
}
"""What a list can be sorted by."""


def ids(rows: Iterable[Any]) -> Ids:
    """Return the names of the rows of a list of problems, notices, rules, meetings, organizations or officers."""
    return Ids(tuple(getattr(row, "ref", None) or row.id for row in rows))


def list_problems(
    index: "Index", day: dt.date, filters: Filters, sort: str = "org", limit: int | None = None
) -> Listing:
    """Return the problems that fit ``filters``, as of ``day``; at most ``limit`` of them.

    With ``filters.org`` the organization and all below it. Voided problems are listed only when
    ``filters.status`` asks for them.

    Raises:
        NoSuchRecord: the organization or an officer is unknown.
        UsageProblem: a word is not in its vocabulary.
    """
    scope = index.scope(filters.org)
    within = scope if filters.org is not None else None
    narrowed = _narrowed(index, day, filters)
    if filters.owner or filters.leader:
        from yiananlib.services.reading.due import require_officers  # which most lists do without

        require_officers(index, (*filters.owner, *filters.leader))
    rows = tuple(queries.rows(index, day, within, narrowed, SORTS[sort], limit))
    total = len(rows) if limit is None or len(rows) < limit else queries.count(index, day, within, narrowed)
    return Listing(day, index.setting, rows, total)


def show_problem(index: "Index", ref: str, day: dt.date) -> Shown:
    """Return one problem whole, as of ``day``.

    Raises:
        NoSuchRecord, Ambiguous.
        UsageProblem: it was not registered by then.
    """
    org, name = index.ledger.locate(ref)
    row = queries.row(index, org, name, day)
    if row is None:
        raise UsageProblem(_("{ref} was not yet registered on {day}.").format(ref=f"{org}/{name}", day=day))
    whole = queries.whole(index, row, day)
    bad = {e.file: fault for e in whole.evidence if (fault := index.ledger.evidence_fault(org, e)) is not None}
    return Shown(whole, index.setting, day, bad, _recurred(index, row, day))


def _recurred(index: "Index", row: Row, day: dt.date) -> tuple[str, ...]:
    if row.status is not Status.CLOSED and row.round == 1:
        return ()  # only what was struck off comes back
    try:
        scope = index.scope(row.org)
    except LedgerInvalid:  # a record beside this one that cannot be read is no hindrance
        return ()
    return queries.recurrences(index, row, day, scope)


def list_orgs(index: "Index") -> Orgs:
    """Return all organizations in configured order."""
    officers: dict[str, list[Officer]] = {}
    for officer in queries.officers(index, None):
        officers.setdefault(officer.id.partition("/")[0], []).append(officer)
    return Orgs(tuple(org._replace(officers=tuple(officers.get(org.id, ()))) for org in queries.orgs(index)))


def list_officers(index: "Index", org: str | None) -> Officers:
    """Return the officers of one organization or of all; raise NoSuchRecord."""
    if org is not None:
        index.known(org)
    return Officers(queries.officers(index, org))


def list_prompts(index: "Index") -> Prompts:
    """Return the checklist in order."""
    return Prompts(queries.prompts(index), index.setting)


def _narrowed(index: "Index", day: dt.date, filters: Filters) -> Narrowed:
    setting = index.setting
    conditions: list[str] = []
    parameters: dict[str, str] = {}

    def any_of(name: str, column: str, values: Sequence[str]) -> None:
        if values:
            condition, found = one_of(name, column, values)
            conditions.append(condition)
            parameters.update(found)

    if not GONE & set(filters.status):
        conditions.append(THERE)
    any_of("status", "status", filters.status)
    any_of("lamp", LAMP, filters.lamp)
    any_of("kind", "kind", [vocabulary_key(setting.words, "kind", k) for k in filters.kind])
    any_of("field", "field", [vocabulary_key(setting.words, "field", f) for f in filters.field])
    any_of("source", "source", [vocabulary_key(setting.words, "source", s) for s in filters.source])
    for condition, name, keys in (
        (HAS_LINKED, "linked", [vocabulary_key(setting.words, "linked_work", word) for word in filters.linked]),
        (HAS_TAG, "tags", [tag_key(setting.words, tag) for tag in filters.tag]),
    ):
        if keys:
            conditions.append(condition)
            parameters[name] = json.dumps(keys)
    any_of("severity", "severity", filters.severity)
    any_of("class", "class", filters.class_)
    any_of("owner", "owner", filters.owner)
    any_of("leader", "leader", filters.leader)
    if filters.public_concern:
        conditions.append("public_concern")
    if filters.overdue:
        conditions.append(OVERDUE)
    if filters.due_within is not None:
        conditions.append(DUE_WITHIN)
        parameters["within"] = away(day, filters.due_within)
    if filters.blocked:
        conditions.append(BLOCKED)
    if filters.marked:
        conditions.append(OF_MARKED)
    if filters.text:
        condition, found = containing(filters.text)
        conditions.append(condition)
        parameters.update(found)
    return Narrowed(tuple(conditions), parameters)
