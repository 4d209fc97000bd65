"""Setting a clock right that ran ahead: on which day an entry of any record was really recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised
from yiananlib.index.names import find
from yiananlib.messages import _
from yiananlib.model import redating, refusals
from yiananlib.model.entries import Redated
from yiananlib.services.recording import matters, problems
from yiananlib.services.recording.candidates import Trial
from yiananlib.services.recording.context import made, stamp
from yiananlib.services.recording.drafting import refused
from yiananlib.services.recording.entry_names import entry_named
from yiananlib.store.transaction import writing

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.model.rounds import Round
    from yiananlib.services.recording.context import Context, Stamp
    from yiananlib.services.recording.drafting import Draft
    from yiananlib.services.recording.matters import RecordedMatter
    from yiananlib.services.recording.problems import Recorded
    from yiananlib.store.ledger import Ledger


class Corrected(NamedTuple):
    """A round of self-examination after one of its answers was redated, and the correction that was recorded."""

    org: str
    name: str
    round: Round
    correction: Redated
    uncommitted: str | None

    @property
    def ref(self) -> str:
        """What the round is called on the command line."""
        return f"{self.org}/{self.name}"


def redate(
    ledger: Ledger, context: Context, ref: str, entry: str, day: dt.date, reason: str
) -> Recorded | RecordedMatter | Corrected:
    """Record that the entry ``entry`` (its id, or the beginning of it) of any record was recorded on ``day``.

    ``ref`` names a problem, a notice, a rule, a meeting, or a round of self-examination, ``<org>/<round>``.

    Raises:
        NoSuchRecord, Ambiguous: there is no such record or entry, or several.
        NotAllowed: the clock of the entry did not run ahead, or something could not stand then.
        NotAuthorised: who records it is of neither the office nor the inspectors.
    """
    org, slash, name = ref.rpartition("/")
    if slash and org in ledger.org_names() and name in ledger.round_names(org):
        return _in_round(ledger, context, org, name, entry, day, reason)
    found = find(ledger, ref)
    if found.kind == "case":
        raise NoSuchRecord(_("entry"), entry, _("A case has no entries; `yian edit` changes it."))
    where = f"{found.org}/{found.name}"

    def write(draft: Draft[Any, Any]) -> str:
        given = entry_named(draft.record.entries, entry, where)
        draft.add(Redated, entry=given, day=day, reason=reason)
        return f"redate {given}"

    if found.kind == "problem":
        return problems.record(ledger, context, where, write, mending=True)
    return matters.record(ledger, context, found.kind, where, write, mending=True)


def _in_round(
    ledger: Ledger, context: Context, org: str, name: str, entry: str, day: dt.date, reason: str
) -> Corrected:
    campaign = ledger.campaign()
    ref = f"{org}/{name}"

    def corrected(who: Stamp) -> tuple[Round, Redated]:
        round_ = ledger.round(org, name)
        if round_ is None:
            raise NoSuchRecord(_("round"), ref, _("`yian list --rounds` shows them."))
        given = entry_named(round_.entries, entry, ref)
        taken = frozenset(row.id for row in round_.entries)
        correction = made(Redated, **who.fields(taken, ref), entry=given, day=day, reason=reason)
        if said := refusals.of_row(correction, org, ledger.lineage(*who.orgs, org)):
            raise NotAuthorised(refused(ref, said))
        if said := redating.objection(round_.entries, correction):
            raise NotAllowed(refused(ref, said))
        return round_, correction

    with writing(ledger, context.waiting) as transaction:
        who = stamp(ledger, campaign, context, Trial(lambda: org, corrected))
        round_, correction = corrected(who)
        after = transaction.enter(round_, [correction])
        uncommitted = problems.commit(
            transaction, campaign, who, f"{ref}: redate {correction.entry}", entries=[correction]
        )
    return Corrected(org, name, after, correction, uncommitted)
