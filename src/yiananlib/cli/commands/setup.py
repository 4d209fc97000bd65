"""``yian setup``."""

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "setup",
    examples="yian setup\nyian setup --by bgs/liaison",
    details=_(
        "Writes the merge driver and a hook that verifies before a push into this clone's own git settings, to be run"
        " once after `git clone`. Without it nothing is lost: git stops where both sides recorded something, and"
        " `yian resolve` settles it. Run by the office it also mends a .gitattributes that an older yian wrote, and"
        " adds the settings of editors. The schemas by which these check the files are written in each clone."
    ),
)
@defining
def command(session: Session) -> None:
    from yiananlib.services.recording.setup import set_up

    session.show(set_up(session.ledger(), session.program, session.context()))
