"""What ``yian remind`` does besides lists: messages are written, sent by the office's own program, and recorded."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any, Final

import click

from yiananlib.cli import streams
from yiananlib.errors import AnswerNo, UsageProblem
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yiananlib.cli.session import Session
    from yiananlib.services.reading.urging import Messages

ALLOWED: Final = "YIAN_REMIND_WITH"
"""In the user's environment the command that may be run unasked: the same as the ledger's, word by word."""


def urge(
    session: Session, officers: Sequence[str], orgs: Sequence[str], how: str | None, *, again: bool, handed: bool
) -> None:
    """Show the messages; with ``how`` record that they were sent, ``handed`` to the office's own program first.

    Raises:
        UsageProblem: options that do not go together, or the program may not be run.
        WriteFailed: the program failed; nothing was recorded.
    """
    from yiananlib.services.reading.urging import messages

    if how is None and (handed or session.by or session.for_ or session.on):
        raise UsageProblem(_("--run-command, --by, --behalf and --on are for --sent HOW."))
    if how is not None and session.as_of is not None:
        raise UsageProblem(_("--sent is of today; it cannot be combined with --as-of."))
    found = session.ask(lambda index: messages(index, session.day(index), officers, orgs, again=again))
    if how is None:
        session.show(found)
        return
    if found.left_out:
        said = _("Left out, because urged less than {days} days ago: {n}.")
        streams.say(said.format(days=found.setting.again_after_days, n=found.left_out))
    if not found.rows:
        raise AnswerNo(_("There is nobody to urge. Nothing was recorded."))
    _record(session, found, how, handed=handed)


def _record(session: Session, found: Messages, how: str, *, handed: bool) -> None:
    from yiananlib.messages import speaking
    from yiananlib.render.views.urging import title
    from yiananlib.services.recording import urging

    ledger = session.ledger()
    with speaking(found.setting.language):
        urgings = [urging.Urging(message, title(message)) for message in found.rows]
    if handed:
        send = _sending(session, found)
        done = urging.urge_by(ledger, session.context(), urgings, how, send)
    else:
        done = urging.urge(ledger, session.context(), urgings, how)
    rows = list(done.rows)
    session.show(rows[0] if len(rows) == 1 else rows)


def _sending(session: Session, found: Messages) -> Callable[[], None]:
    """Return what hands the messages to the office's own program, once it is clear that it may.

    A ledger that names a program may have been cloned from anywhere: the program is run where its whole command was
    shown and confirmed at the terminal, or where the user's environment names the same.

    Raises:
        UsageProblem: no program is named, it is not there, or nobody allowed it.
        AnswerNo: it was not confirmed.
    """
    from yiananlib.render.plain import visible
    from yiananlib.render.views.urging import messages_json
    from yiananlib.services.recording import urging
    from yiananlib.store import program

    ledger = session.ledger()
    named = urging.command(ledger)
    path = program.located(named, ledger.root, session.environ)
    shown = visible(shlex.join([str(path), *named[1:]]))
    if not urging.allowed(named, session.environ.get(ALLOWED)):
        if not session.can_ask:
            said = _("Not run: {command}. Where nobody can confirm it, set {name} to the command as yian.toml has it.")
            raise UsageProblem(said.format(command=shown, name=ALLOWED))
        streams.say(_("The ledger's yian.toml names this command: {command}").format(command=shown))
        if not click.confirm(_("Run it?"), err=True):
            raise AnswerNo(_("Nothing was recorded."))
    data = json.dumps(messages_json(found), ensure_ascii=False, default=_plain).encode()
    return lambda: program.run(path, named[1:], data, session.environ)


def _plain(value: Any) -> str:
    return str(value.isoformat())
