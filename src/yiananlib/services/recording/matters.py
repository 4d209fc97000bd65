"""Recording in a matter (a notice, a rule, a meeting): read, judge, write, commit, as :mod:`recording` does."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import NoSuchRecord, UsageProblem
from yiananlib.messages import _
from yiananlib.model import calling, ids, matters
from yiananlib.model.matters import Matter, Standing
from yiananlib.services.reading import naming
from yiananlib.services.recording.context import Context, Stamp, made, officer_ref
from yiananlib.services.recording.drafting import Draft
from yiananlib.services.recording.problems import recorded, seated

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.org import Org
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.transaction import Transaction


MatterDraft = Draft[Matter, Standing]


class Desk(NamedTuple):
    """What is at hand where what somebody typed is looked up; ``orgs`` are those that were read so far."""

    ledger: Ledger
    campaign: Campaign
    orgs: dict[str, Org]
    day: dt.date


class RecordedMatter(NamedTuple):
    """A matter after something was recorded.

    ``uncommitted`` is why git did not commit it, or None. ``entries`` are those that were made, the last of the
    matter's; ``names`` what readers call the organizations and officers concerned, as in
    :mod:`yiananlib.model.calling`.
    """

    standing: Standing
    campaign: Campaign
    uncommitted: str | None = None
    entries: tuple[Any, ...] = ()
    names: Mapping[str, str] = MappingProxyType({})

    @property
    def ref(self) -> str:
        """What the matter is called on the command line."""
        return self.standing.matter.ref


def create(
    ledger: Ledger,
    context: Context,
    kind: str,
    org: str,
    fields: Mapping[str, Any],
    write: Callable[[MatterDraft], str],
    named: Callable[[Desk], dict[str, Any]] | None = None,
) -> RecordedMatter:
    """Add a matter of a kind to an organization; ``write`` adds its first entries and returns the verb for git's log.

    ``fields`` are those of its head as somebody gave them: what they name is looked up, see :func:`_named`, or by
    ``named``.

    Raises:
        YianError: as in :mod:`yiananlib.errors`; nothing was written then.
    """

    def drafted(transaction: Transaction, campaign: Campaign, who: Stamp) -> tuple[MatterDraft, str]:
        ledger.org(org)
        orgs = ledger.lineage(*who.orgs, org)
        if named is None:
            given = _named(ledger, org, fields, orgs, who)
        else:
            given = named(Desk(ledger, campaign, orgs, who.day))
        salt = f"{org}/{kind}/{fields.get('title')}"
        given["id"] = ids.fresh(ledger.is_taken, who.entropy, salt)
        head = made(matters.kind(kind).head, **given)
        draft: MatterDraft = Draft(transaction, campaign, who, Matter(org, head, (), kind=kind))
        return draft, write(draft)

    with seated(ledger, context, drafted, lambda: org) as seat:
        draft, verb = drafted(seat.transaction, seat.campaign, seat.who)
        seat.transaction.record([draft.record])
        uncommitted = seat.entered(verb, draft.record, draft.entries)
    return outcome(draft, seat.campaign, uncommitted)


def record(
    ledger: Ledger,
    context: Context,
    kind: str,
    ref: str,
    write: Callable[[MatterDraft], str],
    *,
    mending: bool = False,
) -> RecordedMatter:
    """Record what ``write`` adds to the draft of the matter ``ref``; it returns the verb for git's log.

    ``mending`` lets it be recorded though an entry that is there breaks the rules.

    Raises:
        YianError: as in :mod:`yiananlib.errors`; nothing was written then.
    """
    draft, campaign, uncommitted = recorded(
        ledger,
        context,
        lambda found: found.find_matter(kind, ref),
        write,
        lambda: ledger.find_matter(kind, ref).org,
        mending=mending,
    )
    return outcome(draft, campaign, uncommitted)


def outcome(draft: MatterDraft, campaign: Campaign, uncommitted: str | None) -> RecordedMatter:
    """Return what was recorded of a matter, now that it is written; ``uncommitted`` as in :class:`RecordedMatter`."""
    return RecordedMatter(draft.state, campaign, uncommitted, tuple(draft.entries), calling.names(draft.orgs))


def record_one(
    ledger: Ledger, context: Context, kind: str, ref: str, verb: str, model: type[Stamped], /, **fields: Any
) -> RecordedMatter:
    """Record one entry of the matter ``ref``; see :func:`record`."""

    def write(draft: MatterDraft) -> str:
        draft.add(model, **fields)
        return verb

    return record(ledger, context, kind, ref, write)


def require_finding(ledger: Ledger, name: str) -> None:
    """Refuse a finding that no case has; anything goes where there are no cases.

    Raises:
        NoSuchRecord: there are cases, and none has it.
    """
    cases = ledger.case_names()
    case, _slash, number = name.rpartition("/")
    if not cases:
        return
    known = number.isascii() and number.isdecimal() and case in cases
    if not known or ledger.case(case).finding(int(number)) is None:
        raise NoSuchRecord(_("finding"), name, _("`yian show CASE` shows the findings of a case."))


def require_task(ledger: Ledger, name: str) -> None:
    """Refuse a task, ``<case>/<number>``, that no case has.

    Raises:
        NoSuchRecord: none has it.
    """
    case, _slash, number = name.rpartition("/")
    known = number.isascii() and number.isdecimal() and case in ledger.case_names()
    if not known or ledger.case(case).task(int(number)) is None:
        raise NoSuchRecord(_("task"), name, _("`yian show CASE` shows the tasks of a case."))


def _named(ledger: Ledger, org: str, given: Mapping[str, Any], orgs: dict[str, Org], who: Stamp) -> dict[str, Any]:
    """Return ``given`` with problems by id and officers in full; what it names besides is there.

    Raises:
        NoSuchRecord, Ambiguous, UsageProblem.
    """
    fields = {key: value for key, value in given.items() if value not in (None, ())}
    problems: Sequence[str] = fields.get("problems", ())
    if problems:
        fields["problems"] = tuple(dict.fromkeys(ledger.locate(ref)[1] for ref in problems))
    for name in ("owner", "leader", "chair"):
        if name in fields:
            fields[name] = officer_ref(orgs, fields[name], org, who.day, ledger)
    if "support" in fields:
        fields["support"] = tuple(naming.org(ledger, unit) for unit in fields["support"])
    for unit in fields.get("support", ()):
        ledger.org(unit)
        if unit == org:
            raise UsageProblem(_("“{org}” leads this, so it cannot be a supporting organization.").format(org=org))
    for finding in fields.get("findings", ()):
        require_finding(ledger, finding)
    if "task" in fields:
        require_task(ledger, fields["task"])
    if "case" in fields:
        ledger.case(fields["case"])
    return fields
