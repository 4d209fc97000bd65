"""What is sent upward (上报): recorded with the digest of the file, by who sends it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from yiananlib.errors import UsageProblem
from yiananlib.messages import _, system_said
from yiananlib.services.recording.context import known_actor, unknown

if TYPE_CHECKING:
    from pathlib import Path

    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger


def sender(ledger: Ledger, context: Context) -> str:
    """Return the organization of who sends, in whose folder it is recorded.

    Raises:
        NotAuthorised: there is no such officer.
        UsageProblem: nobody says who sends.
    """
    actor = known_actor(ledger, context.by)
    if actor is not None:
        return actor.org
    if context.by is not None:
        raise unknown(ledger, context.by)
    raise UsageProblem(_("Say who sends it: --sender ORG/OFFICER."))


def digested(path: Path) -> dict[str, Any]:
    """Return what is kept of a file that was sent: its name, its digest and its size; the file itself is not kept.

    Raises:
        UsageProblem: it cannot be read.
    """
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        said = _("{path} cannot be read ({reason}). Nothing was recorded.")
        raise UsageProblem(said.format(path=path, reason=system_said(error))) from None
    return {"file": path.name, "sha256": digest.hexdigest(), "size": size}
