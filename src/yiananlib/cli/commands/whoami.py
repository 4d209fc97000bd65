"""``yian whoami``."""

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "whoami",
    examples="yian whoami --by zjj/liaison",
    details=_(
        "The officer is taken from --by, else YIAN_BY, else what `yian as` remembers for this clone, else"
        " git's user.email if it is an officer's address. Exit status 1 if none of these is set."
    ),
)
@defining
def command(session: Session) -> None:
    from yiananlib.services.recording.whoami import whoami

    _by, source = session.recorder()
    session.show(whoami(session.ledger(), session.context(), source))
