"""``yian resolve``."""

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import uniting
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "resolve",
    examples="yian resolve\nyian resolve --json",
    details=_(
        "For the unmerged files of a merge, rebase or cherry-pick: joins the entries of both sides, merges"
        " definitions field by field, and keeps comments. Collisions are left, each with the two decisions"
        " that collide (exit status 1). Nothing is committed."
    ),
)
@uniting
def command(session: Session) -> int:
    from yiananlib.services.sharing.merging import resolve

    result = resolve(session.ledger(), session.context().waiting)
    session.show(result)
    return 0 if result.done else 1
