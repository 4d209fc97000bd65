"""What `yian` alone says: where one stands, and the commands most used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.cli.table import SUMMARIES
from yiananlib.errors import UsageProblem, YianError
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

    from yiananlib.cli.session import Session

MOST_USED: Final = ("due", "show", "add-problem", "done", "submit")
BEGINNING: Final = ("init", "demo")
"""The commands that are of use where there is no ledger."""


def told(session: Session, formatter: click.HelpFormatter) -> str:
    """Return which ledger this is, who records, what waits for them, and the commands most used.

    What keeps the ledger from being read is said, and no error: whoever types `yian` alone asks what to do.
    """
    commands: tuple[str, ...] = MOST_USED
    try:
        session.ledger()
    except UsageProblem as error:
        commands = BEGINNING
        formatter.write_text(error.message)
    else:
        formatter.write_dl(list(_standing(session)))
    formatter.write_paragraph()
    formatter.write_dl([(f"yian {name}", _(SUMMARIES[name])) for name in commands])
    formatter.write_paragraph()
    formatter.write_text(_("`yian --help` lists all commands; `yian help` lists other topics."))
    return formatter.getvalue()


def _standing(session: Session) -> Iterator[tuple[str, str]]:
    from yiananlib.render.plain import visible
    from yiananlib.services.recording.context import known_actor

    ledger = session.ledger()
    yield _("Ledger"), visible(str(ledger.root.absolute()))
    try:
        yield _("Campaign"), ledger.campaign().name
        actor = known_actor(ledger, session.context().by)
        if actor is None:
            yield _("Recording"), _("nobody yet: set it once with `yian as ORG/OFFICER`")
        else:
            name = ledger.org(actor.org).name
            yield _("Recording"), _("{org}, {post} ({ref})").format(org=name, post=actor.officer.post, ref=actor.ref)
        yield _("Waiting"), _waiting(session, actor.ref if actor is not None else None)
    except YianError as error:
        yield _("Blocking"), visible(error.message)


def _waiting(session: Session, officer: str | None) -> str:
    """Return how much waits of each sort, for an officer or for all."""
    from yiananlib.index.waits import WAITS
    from yiananlib.services.reading.due import OTHERS, due

    found = session.ask(lambda index: due(index, session.day(index), officer))
    words = {what: said for what, (said, _condition) in WAITS.items()} | OTHERS
    counts = [
        _("{what}: {n}").format(what=_(words[what]), n=len(rows))
        for what, rows in (*found.waits, *found.others)
        if rows
    ]
    return _("; ").join(counts) or _("Nothing is waiting.")
