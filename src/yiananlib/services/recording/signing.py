"""Where the campaign demands signatures: whether who records can make one, told before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.lockout import locked_out
from yiananlib.model.signers import read
from yiananlib.services.verifying import keys

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.model.campaign import Campaign
    from yiananlib.store.ledger import Ledger


def require(ledger: Ledger, campaign: Campaign, by: str | None, day: dt.date) -> None:
    """See to it that a commit of ``by`` can be signed, where it must be.

    Raises:
        UsageProblem: it cannot; the message says what is missing.
    """
    if campaign.git.commit and campaign.git.signed and (missing := lacking(ledger, by, day)) is not None:
        raise UsageProblem(_("{missing} Nothing was recorded.").format(missing=missing))


def lacking(ledger: Ledger, by: str | None, day: dt.date) -> str | None:
    """Return what this clone lacks to sign, in the reader's language; None if nothing.

    ``by``: the officer whose key it must be; None where nobody known is at the keyboard.
    """
    from yiananlib.store import signing  # most ledgers are not signed

    key = signing.key(ledger.root)
    if key is None:
        return _(
            "The campaign requires signatures, but git has no signing key. Create one with `ssh-keygen -t"
            " ed25519 -f ~/.ssh/yian`, set it with `git config user.signingkey ~/.ssh/yian.pub`, and have"
            " the office add it to allowed_signers."
        )
    if key.said and key.public is None:
        return _(
            "The campaign requires signatures with SSH keys, but git's user.signingkey ({key}) is not one."
            " Set one with `git config user.signingkey ~/.ssh/yian.pub`."
        ).format(key=key.said)
    text = keys.text_of(ledger)
    signers, _faults = read(text)
    mine = [signer for signer in signers if signer.key == key.public]
    if by is None or key.public is None or any(signer.is_good(by, day) for signer in mine):
        return None
    if locked_out(ledger.orgs(), text, day) is not None:
        return None  # what lets the office in again cannot be signed with a key that counts
    return _(
        "The campaign requires signatures, but the key {key} is not listed for {by} in allowed_signers. Have"
        " the office add the line “{line}” with `yian edit allowed_signers`."
    ).format(key=key.said, by=by, line=f"{by} {key.public}")
