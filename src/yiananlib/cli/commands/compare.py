"""``yian compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG
from yiananlib.cli.lakes import asked, asks, of_lakes, today
from yiananlib.cli.options import checking, publishing
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.errors import UsageProblem
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping


@yian_command(
    "compare",
    examples="yian compare --from 2026-05-25\n"
    "yian compare --from 2026-05-25 --to 2026-05-31 --org zjj\nyian compare --from HEAD~10 --to HEAD --json\n"
    "yian compare --lake 省湖 --from 2026-05-31 --to 2026-06-30",
    details=_(
        "For the weekly meeting: new, closed and overdue problems, and the figures before and after. A day"
        " is answered from what is known now; a commit from what the ledger said then, as of the commit's"
        " day. Whatever reads as a day is a day; a bare number is a commit."
    ),
)
@click.option("--from", "before", metavar="DAY|REV", help=_("The earlier point in time."))
@click.option("--to", "after", metavar="DAY|REV", help=_("The later point in time; default: now."))
@click.option("--org", type=ORG, help=_("Only this organization and those below it."))
@of_lakes()
@checking
@publishing
def command(session: Session, before: str | None, after: str | None, org: str | None, **options: Any) -> None:
    from yiananlib.services.reading.history import compare

    if before is None:
        raise UsageProblem(
            _(
                "Give the starting point with --from: a day (`--from 2026-05-25`), or a commit, branch or"
                " tag (`--from HEAD~10`). `yian diff` shows what changed since the last push, or in the past"
                " week."
            )
        )
    if asks(session, options, {}):
        _of_lake(session, before, after, org, options)
        return
    ledger = session.ledger()
    now = session.ask(session.day, ledger)
    session.show(compare(ledger, before, after, now, org, cache=session.cache))


def _of_lake(session: Session, before: str, after: str | None, org: str | None, given: Mapping[str, Any]) -> None:
    from yiananlib.services.reading.history import moment_day
    from yiananlib.services.reading.lake_compare import lake_compare

    now = today(session)
    days = [moment_day(name, now) if name is not None else now for name in (before, after)]
    for name, day in zip((before, after), days, strict=True):
        if day is None:
            raise UsageProblem(_("{name} is not a day, and a lake has no commits; give a day.").format(name=name))
    first, last = days
    assert first is not None  # noqa: S101 - as just seen
    question = asked(session, org, given["known"], given["without"], given["engine"], last)
    session.show(lake_compare(question, first))
