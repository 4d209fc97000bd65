"""``yian edit``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.errors import AnswerNo
from yiananlib.messages import _
from yiananlib.model.leniency import told
from yiananlib.model.words import SETTING_WORDS


@yian_command(
    "edit",
    examples="yian edit campaign --by bgs/head\nyian edit checklist --by bgs/head\nyian edit zjj --by bgs/head\n"
    "yian edit calendar --by bgs/head\nyian edit case/case-1 --by bgs/head",
    details=_(
        "Opens the file in $EDITOR. A text that would make the ledger invalid is not saved: you can edit it"
        " again, or it is kept in .yian/drafts. Settings less strict than the template are saved with a"
        " warning and printed on every report."
    ),
)
@click.argument("what", type=ORG, metavar="campaign|checklist|calendar|allowed_signers|ORG|CASE")
@defining
def command(session: Session, what: str) -> int:
    from yiananlib.services.recording.define import Kept, keep, keep_draft, open_definition

    ledger, context = session.ledger(), session.context()
    before = open_definition(ledger, context, what)
    text = before.text or before.begun
    while True:
        edited = click.edit(text, _editor(session), extension=".toml", require_save=True, env=dict(session.environ))
        if edited is None or edited in (before.text, before.begun):
            click.echo(_("{path}: no changes.").format(path=before.path), err=True)
            return 0
        result = keep(ledger, context, before, edited)
        session.show(result)
        if isinstance(result, Kept):
            for found in result.eased:
                click.echo(
                    _("{what} is less strict than the template: {now} ({usual}). Every report will say so.").format(
                        what=_(SETTING_WORDS[found.setting]), now=told(found.setting, found.now), usual=found.usual
                    ),
                    err=True,
                )
            return 0
        text = edited
        if not (session.can_ask and click.confirm(_("Edit again?"), default=True, err=True)):
            draft = keep_draft(ledger, before, edited)
            raise AnswerNo(_("Your text was not saved; it is kept in {path}.").format(path=draft))


def _editor(session: Session) -> str | None:
    """Return the editor that the environment names; None leaves it to click to look for one."""
    return session.environ.get("VISUAL") or session.environ.get("EDITOR") or None
