"""``yian undo``."""

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "undo",
    examples="yian undo --by zjj/liaison",
    details=_(
        "For a slip that is noticed at once: your own newest commit, if it recorded something, was made within a day"
        " and was not sent to anybody. A batch or an import is taken back whole. What was shared stays; `yian retract`"
        " takes back a measure, evidence or a completion then."
    ),
)
@defining
def command(session: Session) -> None:
    from yiananlib.services.recording.slips import undo

    session.show(undo(session.ledger(), session.context()))
