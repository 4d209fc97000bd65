"""``yian report``."""

from contextlib import nullcontext
from pathlib import Path

import click

from yiananlib.cli.options import reading, yian_command
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.messages import _


@yian_command(
    "report",
    examples="yian report\nyian report --org zjj --as-of 2026-06-30\nyian report --format csv -o"
    " 台账.csv\nyian report --rev HEAD~3\nyian report --json",
    details=_(
        "Without --org the county: a row an organization, with all below it. How each figure is counted is printed"
        " under the report. CSV and Markdown are in the campaign's language."
    ),
)
@click.option("--org", metavar="ORG", help=_("This organization and all below it."))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "md"]),
    help=_("The form; default: text."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Write into this file."),
)
@click.option("--rev", metavar="REV", help=_("What the ledger said at that commit, branch or tag."))
@reading
def command(session: Session, org: str | None, format_: str | None, rev: str | None, output: Path | None) -> None:
    from yiananlib.render.show import report_text
    from yiananlib.services.report import report
    from yiananlib.store.ledger import at_revision

    if session.json and format_ not in (None, "json"):
        raise UsageProblem(_("--json and --format {format} contradict each other.").format(format=format_))
    ledger = session.ledger()
    day = session.day(ledger.campaign())
    with at_revision(ledger, rev) if rev is not None else nullcontext(ledger) as there:
        found = report(there, day, org)
    if output is not None:
        form = format_ or ("json" if session.json else "text")
        # Excel takes a CSV file for UTF-8 only when it starts with a byte-order mark
        encoding = "utf-8-sig" if form == "csv" else "utf-8"
        try:
            output.write_text(report_text(found, form), encoding=encoding)
        except OSError as error:
            raise WriteFailed(
                _("{path} cannot be written ({reason}).").format(path=output, reason=error.strerror)
            ) from None
        click.echo(_("written: {path}").format(path=output), err=True)
    elif format_ in ("csv", "md", "json"):
        click.echo(report_text(found, format_), nl=False)
    else:
        session.show(found)
