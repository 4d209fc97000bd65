"""``yian undo``."""

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "undo",
    examples="yian undo --by zjj/liaison",
    details=_(
        "For a slip noticed at once: takes back your own newest commit, if it recorded something within the"
        " past day and has not been shared. A batch or an import is taken back as a whole. What was shared"
        " stays; use `yian retract` to take back a measure, evidence or a completion."
    ),
)
@defining
def command(session: Session) -> None:
    from yiananlib.services.recording.slips import undo

    session.show(undo(session.ledger(), session.context()))
