"""``yian setup``."""

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "setup",
    examples="yian setup\nyian setup --by bgs/liaison",
    details=_(
        "Run it once after `git clone`: it adds the merge driver, and a hook that verifies before each push,"
        " to the git settings of this clone. Nothing is lost without it: git stops where both sides recorded"
        " something, and `yian resolve` settles it. Run by the office, it also repairs a .gitattributes"
        " written by an older yian and adds the editor settings. The schemas editors check the files against"
        " are written in each clone."
    ),
)
@defining
def command(session: Session) -> None:
    from yiananlib.services.recording.setup import set_up

    session.show(set_up(session.ledger(), session.program, session.context()))
