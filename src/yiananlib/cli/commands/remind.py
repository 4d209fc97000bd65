"""``yian remind``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from yiananlib.cli.completing import OFFICER, ORG
from yiananlib.cli.options import reading, yian_command
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.messages import _, speaking

if TYPE_CHECKING:
    from yiananlib.services.remind import Reminders


@yian_command(
    "remind",
    examples="yian remind --for zjj/liaison\nyian remind --org zjj --format md -o 提醒.md\n"
    "yian remind --for zjj/liaison --format ics -o 提醒.ics\nyian remind --json",
    details=_(
        "For each officer in office what waits for them, as `yian due --for` shows it, in the campaign's language. It"
        " sends nothing: how it reaches people is the office's business. A calendar has an all-day event for each thing"
        " on its last day, and the same event when it is written again; it needs the library icalendar, which"
        " `pip install 'yian[documents]'` brings."
    ),
)
@click.option("--for", "officer", type=OFFICER, metavar="ORG/OFFICER", help=_("For this officer alone."))
@click.option("--org", type=ORG, metavar="ORG", help=_("For the officers of this organization and all below it."))
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "md", "ics"]), help=_("The form; default: text.")
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help=_("Write into this file."))
@reading
def command(session: Session, officer: str | None, org: str | None, format_: str | None, output: Path | None) -> None:
    from yiananlib.services.remind import remind

    if officer is not None and org is not None:
        raise UsageProblem(_("Give --for or --org, not both."))
    if session.json and format_ not in (None, "json"):
        raise UsageProblem(_("--json and --format {format} contradict each other.").format(format=format_))
    form = format_ or ("json" if session.json else "text")
    found = session.ask(lambda index: remind(index, session.day(index), officer, org))
    if form == "text" and output is None:
        with speaking(found.setting.language):
            session.show(found)
        return
    data = _bytes(found, form)
    if output is None:
        click.echo(data, nl=False)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise WriteFailed(
            _("{path} cannot be written ({reason}).").format(path=output, reason=error.strerror)
        ) from None
    click.echo(_("written: {path}").format(path=output), err=True)


def _bytes(found: Reminders, form: str) -> bytes:
    if form == "ics":
        from yiananlib.render.as_ics import calendar

        return calendar(found)
    from yiananlib.render.show import report_text

    with speaking(found.setting.language):
        return report_text(found, form).encode()
