"""The options of commands that can be asked of a lake instead of a ledger, and what they say together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from yiananlib.cli import clock
from yiananlib.cli.options import kept
from yiananlib.cli.values import DAY, FOLDER
from yiananlib.errors import UsageProblem
from yiananlib.messages import _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from yiananlib.cli.options import F
    from yiananlib.cli.session import Session
    from yiananlib.services.reading.lake_report import Asked

ENGINES: Final = ("duckdb", "spark")
_ALONE: Final = ("known", "engine", "without")
"""Options that only apply to a lake."""


def of_lakes(*, counting: bool = True) -> Callable[[F], F]:
    """Give a command ``--lake --known --without``, and where it counts ``--engine``: they come to it as ``lake``."""

    def decorate(function: F) -> F:
        options: list[Callable[[F], F]] = [
            kept(
                "lake", "--lake", type=FOLDER, metavar="LAKE", is_eager=True,  # no ledger is asked for then
                help=_("Use the lake in this folder, with all ledgers collected there, instead of a ledger."),
            ),
            click.option(
                "--known", type=DAY,
                help=_("For a lake: use only what was handed over by the end of that day."),
            ),
            click.option(
                "--without", multiple=True, metavar="CODE=REASON",
                help=_("For a lake: leave out a ledger, for a reason that is printed; may be repeated."),
            ),
        ]  # fmt: skip
        if counting:
            said = _("The engine that counts a lake; default: duckdb.")
            options.append(click.option("--engine", type=click.Choice(ENGINES), help=said))
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def asks(session: Session, given: dict[str, Any], others: Mapping[str, Any]) -> bool:
    """Tell whether a lake is asked, and take what is said of lakes alone out of ``given``.

    Args:
        session: of the command.
        given: its options by name; those of lakes are taken out where none is asked.
        others: its options that say nothing about a lake, as they are typed, with their values.

    Raises:
        UsageProblem: options that do not go together.
    """
    if session.lake is None:
        for name in _ALONE:
            if given.pop(name, None):
                raise UsageProblem(_("{option} is only for {views}.").format(option=f"--{name}", views="--lake"))
        return False
    if session.folder is not None:
        others = {"--ledger": session.folder, **others}
    for option, value in others.items():
        if value not in (None, False, ()):
            raise UsageProblem(_("{option} does not apply to a lake; omit it.").format(option=option))
    if session.public:
        raise UsageProblem(
            _(
                "The figures of a lake are for the office only and have no public version; what the public"
                " may read of a ledger is published by its own office, with `yian report --public`."
            )
        )
    return True


def today(session: Session) -> dt.date:
    """Return what day it is where lakes are."""
    from yiananlib.services.reading.calendar import today as day_in
    from yiananlib.services.reading.lake_scope import TIMEZONE

    return day_in(TIMEZONE, lambda zone: clock.now(session.environ, zone))


def asked(
    session: Session,
    org: str | None,
    known: dt.date | None,
    without: Sequence[str],
    engine: str | None = None,
    day: dt.date | None = None,
) -> Asked:
    """Return what is asked of the lake: of ``day``, else ``--as-of``, else the day known, else today.

    Raises:
        UsageProblem: what is left out is not said as it should be.
    """
    from yiananlib.services.reading.lake_report import Asked

    assert session.lake is not None  # noqa: S101 - the caller has seen to it
    now = today(session)
    return Asked(
        lake=session.lake,
        day=day or session.as_of or known or now,
        known=known,
        org=org,
        engine=engine or ENGINES[0],
        without=reasons(without),
        now=now,
    )


def reasons(items: Sequence[str]) -> dict[str, str]:
    """Return the ledgers to do without, code to reason.

    Raises:
        UsageProblem: one is not written CODE=REASON, or is there twice; that there is no reason is told by who counts.
    """
    found: dict[str, str] = {}
    for item in items:
        code, equals, reason = (part.strip() for part in item.partition("="))
        if not code or not equals:
            raise UsageProblem(
                _("“{item}” does not leave out a ledger; write --without CODE=REASON.").format(item=item)
            )
        if code in found:
            raise UsageProblem(_("{code} is left out twice; give one reason.").format(code=code))
        found[code] = reason
    return found
