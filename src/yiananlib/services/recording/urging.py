"""Recording who was urged (催办), and handing the messages to the office's own program first where that is wanted."""

from __future__ import annotations

import contextlib
import shlex
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import UsageProblem, WriteFailed, YianError
from yiananlib.messages import _
from yiananlib.services.recording import registers
from yiananlib.services.recording.together import Together, together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yiananlib.services.reading.urging import Message
    from yiananlib.services.recording.context import Context
    from yiananlib.services.recording.matters import RecordedMatter
    from yiananlib.store.ledger import Ledger


class Urging(NamedTuple):
    """A message that was sent: what it is called in the ledger."""

    message: Message
    title: str


def urge(ledger: Ledger, context: Context, urgings: Sequence[Urging], how: str) -> Together:
    """Record that these were urged, a record each, all or none.

    Raises:
        NotAuthorised: who records may not urge one of them.
        UsageProblem: ``how`` cannot be used.
    """

    def one(found: Ledger, seat: Context, urging: Urging) -> RecordedMatter:
        return registers.add(found, seat, "urge", urging.message.org, _fields(urging, how))

    return together(ledger, context, urgings, one, lambda urging: urging.message.org, apart=False)


def urge_by(
    ledger: Ledger, context: Context, urgings: Sequence[Urging], how: str, send: Callable[[], None]
) -> Together:
    """Have ``send`` send the messages, and record that; what could not be recorded is not sent.

    Raises:
        YianError: as :func:`urge` does, before anything is sent, or as ``send`` does: nothing is recorded then.
        WriteFailed: it was sent and could not be recorded.
    """
    _tried(ledger, context, urgings, how)
    send()
    try:
        return urge(ledger, context, urgings, how)
    except YianError as error:
        said = _("The messages were sent, but that could not be recorded: {reason}")
        raise WriteFailed(said.format(reason=error.message)) from error


def command(ledger: Ledger) -> tuple[str, ...]:
    """Return the program, with its arguments, that the campaign names for sending.

    Raises:
        UsageProblem: it names none.
    """
    named = ledger.campaign().remind.command
    if not named:
        raise UsageProblem(_('yian.toml names no program that sends reminders: [remind] command = ["PROGRAM"].'))
    return named


def allowed(named: Sequence[str], said: str | None) -> bool:
    """Tell whether the user's own environment allows exactly this program with exactly these arguments."""
    if not said:
        return False
    try:
        return shlex.split(said) == list(named)
    except ValueError:  # a quotation mark without its other
        return False


class _Tried(Exception):
    """Not an error: it takes back what was tried."""


def _tried(ledger: Ledger, context: Context, urgings: Sequence[Urging], how: str) -> None:
    """Raise what recording would raise, without recording."""
    refused = False

    def one(found: Ledger, seat: Context, urging: Urging) -> Any:
        nonlocal refused
        try:
            made = registers.add(found, seat, "urge", urging.message.org, _fields(urging, how))
        except YianError:
            refused = True
            raise
        if urging is urgings[-1] and not refused:
            raise _Tried
        return made

    quiet = context._replace(heard=lambda _actor, _behalf: None)
    with contextlib.suppress(_Tried):
        together(ledger, quiet, urgings, one, lambda urging: urging.message.org, apart=False)


def _fields(urging: Urging, how: str) -> dict[str, Any]:
    things = urging.message.things
    return {
        "title": urging.title,
        "how": how,
        "whom": urging.message.officer,
        "problems": tuple(dict.fromkeys(thing.ref for thing in things if thing.is_problem)),
        "records": tuple(dict.fromkeys(thing.ref for thing in things if not thing.is_problem)),
    }
