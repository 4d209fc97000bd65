"""Recording in a matter (a notice, a rule, a meeting): read, judge, write, commit, as :mod:`recording` does."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import LedgerInvalid, NoSuchRecord, UsageProblem
from yiananlib.messages import _
from yiananlib.model import calling, ids, matter_refusals, matters, refusals
from yiananlib.model.matters import Matter
from yiananlib.services import naming
from yiananlib.services.occasion import Occasion, Stamp, made, officer_ref
from yiananlib.services.recording import refused, seated
from yiananlib.store import kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.matters import Standing
    from yiananlib.model.org import Org
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.pen import Pen


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


class MatterDraft:
    """The entries being made for one matter, judged one after the other; ``before`` is the matter without them."""

    def __init__(self, pen: Pen, campaign: Campaign, who: Stamp, matter: Matter, orgs: dict[str, Org]) -> None:
        self.pen = pen
        self.ledger = pen.ledger
        self.campaign = campaign
        self.stamp = who
        self.before = matter
        self.matter = matter
        self.orgs = orgs
        self.entries: list[Any] = []

    @property
    def standing(self) -> Standing:
        """Where the matter stands with the entries added so far."""
        return matters.fold(self.matter)

    def add(self, name: str, **fields: Any) -> Any:
        """Make an entry of the kind ``name``, and add it if nothing is wrong with it.

        Raises:
            UsageProblem: a field cannot be used.
            NotAuthorised, NotAllowed: it is refused.
        """
        taken = frozenset(e.id for e in self.matter.entries)
        entry = made(
            matters.kind(self.matter.kind).entries[name], **self.stamp.fields(taken, self.matter.ref), **fields
        )
        where = self.matter.ref if self.matter.entries else self.matter.org
        for refusal in matter_refusals.of_matter(entry, self.matter, refusals.Basis(self.orgs, self.campaign)):
            raise refusal.rule.raises(refused(where, refusal.reason))
        self.matter = self.matter.followed_by(entry)
        self.entries.append(entry)
        return entry

    def recorded(self, uncommitted: str | None) -> RecordedMatter:
        """Return what was recorded, now that it is written; ``uncommitted`` as in :class:`RecordedMatter`."""
        names = calling.names(self.orgs)
        return RecordedMatter(self.standing, self.campaign, uncommitted, tuple(self.entries), names)


def create(
    ledger: Ledger,
    occasion: Occasion,
    kind: str,
    org: str,
    fields: Mapping[str, Any],
    write: Callable[[MatterDraft], str],
) -> RecordedMatter:
    """Add a matter of a kind to an organization; ``write`` adds its first entries and returns the verb for git's log.

    ``fields`` are those of its head as somebody gave them: what they name is looked up, see :func:`_named`.

    Raises:
        YianError: as in :mod:`yiananlib.errors`; nothing was written then.
    """

    def drafted(pen: Pen, campaign: Campaign, who: Stamp) -> tuple[MatterDraft, str]:
        ledger.org(org)
        orgs = ledger.lineage(*who.orgs, org)
        given = _named(ledger, org, fields, orgs, who)
        salt = f"{org}/{kind}/{fields.get('title')}"
        given["id"] = ids.fresh(ledger.is_taken, who.entropy, salt)
        head = made(matters.kind(kind).head, **given)
        draft = MatterDraft(pen, campaign, who, Matter(kind, org, head, ()), orgs)
        return draft, write(draft)

    with seated(ledger, occasion, drafted, lambda: org) as seat:
        draft, verb = drafted(seat.pen, seat.campaign, seat.who)
        seat.pen.record([draft.matter])
        uncommitted = seat.entered(verb, draft.matter, draft.entries)
    return draft.recorded(uncommitted)


def record(
    ledger: Ledger,
    occasion: Occasion,
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

    def drafted(pen: Pen, campaign: Campaign, who: Stamp) -> tuple[MatterDraft, str]:
        draft = open_draft(pen, campaign, who, kind, ref, mending=mending)
        return draft, write(draft)

    with seated(ledger, occasion, drafted, lambda: ledger.find_matter(kind, ref).org) as seat:
        draft, verb = drafted(seat.pen, seat.campaign, seat.who)
        seat.pen.enter(draft.before, draft.entries)
        uncommitted = seat.entered(verb, draft.matter, draft.entries)
    return draft.recorded(uncommitted)


def record_one(
    ledger: Ledger, occasion: Occasion, kind: str, ref: str, verb: str, name: str, /, **fields: Any
) -> RecordedMatter:
    """Record one entry of the kind ``name`` of the matter ``ref``; see :func:`record`."""

    def write(draft: MatterDraft) -> str:
        draft.add(name, **fields)
        return verb

    return record(ledger, occasion, kind, ref, write)


def open_draft(pen: Pen, campaign: Campaign, who: Stamp, kind: str, ref: str, *, mending: bool = False) -> MatterDraft:
    """Return the draft of a matter that is there, read under the lock that ``pen`` holds.

    Raises:
        NoSuchRecord, Ambiguous.
        LedgerInvalid: one of its entries breaks the rules; not where one is ``mending``.
    """
    found = pen.ledger.find_matter(kind, ref)
    faults = matters.fold(found).faults
    if faults and not mending:
        raise LedgerInvalid(
            kinds.MATTERS[kind].path(found.org, found.head.id),
            _("entry {n} breaks the rules: {reason}.").format(n=faults[0].entry + 1, reason=faults[0].reason),
            _("`yian verify` says more; nothing is recorded until it is mended."),
        )
    named = {ref.partition("/")[0] for ref in matters.officers(found)}
    return MatterDraft(pen, campaign, who, found, pen.ledger.lineage(*who.orgs, found.org, *named))


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


def _named(ledger: Ledger, org: str, given: Mapping[str, Any], orgs: dict[str, Org], who: Stamp) -> dict[str, Any]:
    """Return ``given`` with problems by id and officers in full; what it names besides is there.

    Raises:
        NoSuchRecord, Ambiguous, UsageProblem.
    """
    fields = {key: value for key, value in given.items() if value not in (None, ())}
    problems: Sequence[str] = fields.get("problems", ())
    if problems:
        fields["problems"] = tuple(dict.fromkeys(ledger.locate(ref)[1] for ref in problems))
    for name in ("owner", "leader"):
        if name in fields:
            fields[name] = officer_ref(orgs, fields[name], org, who.day, ledger)
    if "support" in fields:
        fields["support"] = tuple(naming.org(ledger, unit) for unit in fields["support"])
    for unit in fields.get("support", ()):
        ledger.org(unit)
        if unit == org:
            raise UsageProblem(_("“{org}” leads this and cannot support it too.").format(org=org))
    for finding in fields.get("findings", ()):
        require_finding(ledger, finding)
    if "case" in fields:
        ledger.case(fields["case"])
    return fields
