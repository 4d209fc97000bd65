"""What is asked before the first question of an interview: who records it, for whom, and whether they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.errors import NotAuthorised
from yiananlib.messages import _
from yiananlib.model import authority, steps
from yiananlib.model.base import Stamped
from yiananlib.services.recording.context import known_actor, made, stamp

if TYPE_CHECKING:
    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger


def is_known(ledger: Ledger, context: Context) -> bool:
    """Tell whether it is said who records; what is said may still be nobody."""
    return context.by is not None or known_actor(ledger, None) is not None


def may_register(ledger: Ledger, context: Context, org: str) -> None:
    """See to it that a problem of ``org`` could be registered, before anything is asked about it.

    It is asked again when it is recorded.

    Raises:
        NoSuchRecord: the organization is unknown.
        UsageProblem: nobody says who is recording, or the day is one to come.
        NotAuthorised: the officer is unknown, or may not register for it.
    """
    ledger.org(org)
    who = stamp(ledger, ledger.campaign(), context)
    orgs = ledger.lineage(*who.orgs, org)
    said = made(Stamped, **who.fields(frozenset(), org))
    reason = authority.unfit(said, orgs) or authority.outsider(who.principal, steps.WHO["registered"], org, orgs)
    if reason:
        raise NotAuthorised(_("{org}: {reason}. Nothing was recorded.").format(org=org, reason=reason))


def findings(ledger: Ledger) -> dict[str, str]:
    """Return the findings of all cases, each by ``<case>/<number>``."""
    return {f"{name}/{one.number}": one.text for name in ledger.case_names() for one in ledger.case(name).findings}
