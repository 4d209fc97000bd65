"""``yian resolve``."""

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import uniting
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "resolve",
    examples="yian resolve\nyian resolve --json",
    details=_(
        "For the unmerged files of a merge, rebase or cherry-pick: entries of both sides are joined, definitions"
        " merged field by field, comments kept. What collides is left, with the two decisions that do, and the"
        " exit status is 1. It commits nothing."
    ),
)
@uniting
def command(session: Session) -> int:
    from yiananlib.services.sharing.merging import resolve

    result = resolve(session.ledger(), session.context().waiting)
    session.show(result)
    return 0 if result.done else 1
