"""``yian whoami``."""

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "whoami",
    examples="yian whoami --by zjj/liaison",
    details=_(
        "Who records is said by --by, else by YIAN_BY, else by what `yian as` remembers for this clone, else by git's"
        " user.email, where it is the address of an officer. Exit status 1 where nothing says it."
    ),
)
@defining
def command(session: Session) -> None:
    from yiananlib.services.recording.whoami import whoami

    _by, source = session.recorder()
    session.show(whoami(session.ledger(), session.context(), source))
