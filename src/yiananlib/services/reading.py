"""Reading: problems as rows, one problem whole, organizations, officers, prompts."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.campaign import Campaign
from yiananlib.model.checklist import Prompt
from yiananlib.model.deadline import lamp, overdue_days
from yiananlib.model.lifecycle import fold
from yiananlib.model.org import Officer, Org, descendants, in_order
from yiananlib.model.state import State
from yiananlib.model.vocabulary import Lamp, Status
from yiananlib.services.wording import vocabulary_key
from yiananlib.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Row:
    """A problem in a list, as of a day. ``days_left`` is negative when the deadline is past."""

    state: State
    org_name: str
    status: Status
    lamp: Lamp | None
    due_extended: dt.date
    overdue_days: int
    days_left: int
    measures_done: int
    measures: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; an empty one asks for nothing. Several of a kind: any of them."""

    org: str | None = None
    status: Sequence[Status] = ()
    lamp: Sequence[Lamp] = ()
    kind: Sequence[str] = ()
    field: Sequence[str] = ()
    overdue: bool = False
    due_within: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows as of a day, in configured order of organizations, then by day found, time registered and id."""

    day: dt.date
    campaign: Campaign
    rows: tuple[Row, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Shown:
    """One problem whole, as of a day; ``bad_evidence`` maps a file's name to ``missing`` or ``changed``."""

    row: Row
    campaign: Campaign
    day: dt.date
    bad_evidence: dict[str, str]


@dataclass(frozen=True, slots=True)
class Orgs:
    """Organizations by name, in configured order."""

    rows: tuple[tuple[str, Org], ...]


@dataclass(frozen=True, slots=True)
class Officers:
    """Officers as ``<org>/<officer>``, organizations in configured order."""

    rows: tuple[tuple[str, Officer], ...]


@dataclass(frozen=True, slots=True)
class Prompts:
    """The checklist, and the campaign whose words its aspects are."""

    rows: tuple[Prompt, ...]
    campaign: Campaign


def states(ledger: Ledger, orgs: Iterable[str]) -> Iterator[State]:
    """Yield the folded problems of ``orgs``, in that order, then by day found, time registered and id."""
    for org in orgs:
        yield from sorted(map(fold, ledger.problems(org)), key=_place)


def _place(state: State) -> tuple[dt.date, str, str]:
    problem = state.problem
    registered = problem.entries[0].at.isoformat() if problem.entries else ""
    return problem.head.found, registered, problem.head.id


def row(state: State, org_name: str, campaign: Campaign, day: dt.date) -> Row | None:
    """Return a problem as it stood at the end of ``day``; None when it was not registered by then."""
    move = state.move_on(day)
    if move is None:
        return None
    due = state.due_on(day)
    measures = [m for m in state.measures if m.planned.on <= day]
    return Row(
        state=state,
        org_name=org_name,
        status=move.status,
        lamp=lamp(state, day, campaign.deadlines),
        due_extended=due,
        overdue_days=overdue_days(state, day),
        days_left=(due - day).days,
        measures_done=sum(m.completed is not None and m.completed <= day for m in measures),
        measures=len(measures),
    )


def list_problems(ledger: Ledger, day: dt.date, filters: Filters) -> Listing:
    """Return the problems that fit ``filters``, as of ``day``.

    With ``filters.org`` the organization and all below it. Voided problems are listed only when
    ``filters.status`` asks for them.

    Raises:
        NoSuchRecord: the organization is unknown.
        UsageProblem: a word is not in its vocabulary.
    """
    campaign = ledger.campaign()
    orgs = ledger.orgs()
    if filters.org is not None:
        ledger.org(filters.org)
    names = descendants(filters.org, orgs) if filters.org is not None else in_order(orgs)
    kinds = {vocabulary_key(campaign, "kind", k) for k in filters.kind}
    fields = {vocabulary_key(campaign, "field", f) for f in filters.field}
    rows = tuple(
        found
        for state in states(ledger, names)
        if (found := row(state, orgs[state.problem.org].name, campaign, day)) is not None
        and _fits(found, filters, kinds, fields)
    )
    return Listing(day, campaign, rows)


def show_problem(ledger: Ledger, ref: str, day: dt.date) -> Shown:
    """Return one problem whole, as of ``day``.

    Raises:
        NoSuchRecord, Ambiguous.
        UsageProblem: it was not registered by then.
    """
    campaign = ledger.campaign()
    state = fold(ledger.find_problem(ref))
    found = row(state, ledger.org(state.problem.org).name, campaign, day)
    if found is None:
        raise UsageProblem(_("{ref} was not registered by {day}.").format(ref=state.problem.ref, day=day))
    bad = {e.file: fault for e in state.evidence if (fault := ledger.evidence_fault(state.problem.org, e)) is not None}
    return Shown(found, campaign, day, bad)


def list_orgs(ledger: Ledger) -> Orgs:
    """Return all organizations in configured order."""
    orgs = ledger.orgs()
    return Orgs(tuple((name, orgs[name]) for name in in_order(orgs)))


def list_officers(ledger: Ledger, org: str | None) -> Officers:
    """Return the officers of one organization or of all; raise NoSuchRecord."""
    chosen = [(org, ledger.org(org))] if org is not None else list_orgs(ledger).rows
    return Officers(tuple((f"{name}/{officer.id}", officer) for name, record in chosen for officer in record.officers))


def list_prompts(ledger: Ledger) -> Prompts:
    """Return the checklist in order."""
    return Prompts(ledger.checklist().prompts, ledger.campaign())


def _fits(found: Row, filters: Filters, kinds: set[str], fields: set[str]) -> bool:
    head = found.state.head
    voided_hidden = found.status is Status.VOIDED and Status.VOIDED not in filters.status
    return not (
        voided_hidden
        or (filters.status and found.status not in filters.status)
        or (filters.lamp and found.lamp not in filters.lamp)
        or (kinds and head.kind not in kinds)
        or (fields and head.field not in fields)
        or (filters.overdue and not found.overdue_days)
        or (filters.due_within is not None and not _due_within(found, filters.due_within))
        or (filters.text and filters.text.casefold() not in _texts(found.state))
    )


def _due_within(found: Row, days: int) -> bool:
    waiting = found.status in (Status.REGISTERED, Status.RECTIFYING, Status.RETURNED)
    return waiting and 0 <= found.days_left <= days


def _texts(state: State) -> str:
    head = state.head
    parts = [
        head.title,
        head.symptom,
        head.root_cause or "",
        head.goal or "",
        *(m.planned.text for m in state.measures),
    ]
    return "\n".join(parts).casefold()
