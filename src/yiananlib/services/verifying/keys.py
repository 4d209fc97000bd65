"""What ``verify``, ``edit`` and the proof hold against the officers' keys, and against a change that locks out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model.finding import Finding
from yiananlib.model.lockout import left_empty, locked_out
from yiananlib.model.signers import read
from yiananlib.store import layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.org import Org
    from yiananlib.services.verifying.judged_commit import JudgedCommit
    from yiananlib.services.verifying.policy import Definitions
    from yiananlib.store.ledger import Ledger


def text_of(ledger: Ledger) -> str:
    """Return what ``allowed_signers`` says, empty where there is none."""
    try:
        return ledger.bytes_of(layout.SIGNERS).decode(errors="replace")
    except FileNotFoundError:
        return ""


def of_ledger(ledger: Ledger, campaign: Campaign, orgs: Mapping[str, Org], day: dt.date | None) -> Iterator[Finding]:
    """Yield the lines that say nothing, and that nobody of the office can act on ``day``; see ``locked_out``."""
    text = text_of(ledger)
    for fault in read(text)[1]:
        yield Finding(
            layout.SIGNERS,
            fault.line,
            "unreadable",
            fault.reason,
            _("correct the line with `yian edit allowed_signers`"),
        )
    signed = campaign.git.signed
    reason = locked_out(orgs, text if signed else None, day)
    if reason is not None:
        yield Finding(layout.SIGNERS if signed else layout.ORGS, 0, "locked-out", reason, _remedy())


def of_change(before: Ledger, after: Ledger) -> Iterator[Finding]:
    """Yield that a change leaves no office, or gives up signatures without saying since when."""
    if not after.campaign().git.may_follow(before.campaign().git):
        yield Finding(layout.CAMPAIGN, 0, "definition", _given_up(), _since())
    reason = left_empty(before.orgs(), after.orgs())
    if reason is not None:
        yield Finding(
            layout.ORGS, 0, "locked-out", reason, _("name the new office in the same change, or drop the change")
        )


def of_commit(judged: JudgedCommit, own: Definitions) -> Iterator[Finding]:
    """Yield that after a commit nobody of the office can act any more, though before it somebody could."""
    sides = judged.policy.sides if judged.parents else []
    if any(side.files == own.files for side in sides):
        return
    day = own.day(judged.commit.committed)
    reason = _locked(own, day)
    if reason is not None and not any(_locked(side, day) for side in sides):
        yield judged.finding("", "locked-out", reason, _remedy())
    own_settings = own.campaign.git if own.campaign is not None else None
    for side in sides:
        if own_settings is not None and side.campaign is not None and not own_settings.may_follow(side.campaign.git):
            yield judged.finding(layout.CAMPAIGN, "definition", _given_up(), _since())
            break
    empty = left_empty(sides[0].orgs, own.orgs) if sides else None
    if empty is not None and not own.broken:
        yield judged.finding("", "locked-out", empty, _("name the new office in the same commit, or drop the change"))


def _given_up() -> str:
    return _("signatures are no longer required, and no day is given since when")


def _since() -> str:
    return _("write `unsigned_since = DAY` beside `signed = false`; it stays there, and every report mentions it")


def _locked(definitions: Definitions, day: dt.date) -> str | None:
    orgs = definitions.orgs
    return None if definitions.broken else locked_out(orgs, definitions.signers, day)


def _remedy() -> str:
    return _("give an officer of the office a post and a key first; docs/git.md explains how an office can get back in")
