"""``yian import``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG
from yiananlib.cli.options import recording
from yiananlib.cli.values import DAY, FOLDER
from yiananlib.errors import UsageProblem
from yiananlib.messages import _

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from yiananlib.cli.session import Session


@yian_command(
    "import",
    examples="yian import 整改台账.xlsx --by bgs/head\n"
    "yian import 整改台账.xlsx --map 审计.toml --skip 4 --by bgs/head --apply\n"
    "yian import 整改台账.xlsx --new-map -o 审计.toml\n"
    "yian import 整改台账.xlsx --by bgs/head --rejects 退回.csv\n"
    "yian import 住建局.xlsx --by bgs/liaison --received 2026-06-12 --signed 签认单.pdf --apply\n"
    "yian import 台账.jsonl --ledger ../新台账 --apply",
    details=_(
        "Shows what each row of a spreadsheet (xlsx, csv) would become; --apply records all of it or"
        " nothing. Columns are recognized by their headings, in any order; a mapping covers unknown"
        " headings. Deadlines are read as offices write them. Names of people, telephone numbers and"
        " identity numbers never reach a record; a row that resembles an existing problem is asked about,"
        " and a row that is no longer there changes nothing. A unit's workbook (`yian export xlsx --org`) is"
        " recognized: what was filled in is shown cell by cell, and recorded on behalf of the unit's"
        " liaison. --signed makes the signed sheet the evidence for completed measures, and the head's"
        " endorsement for submissions."
    )
    + "\n\n"
    + _(
        "A whole exported ledger (json, jsonl, csv) becomes a new ledger in the folder given by --ledger,"
        " or, if there is one already, adds its new records and entries to it; contradictions are refused."
    ),
)
@click.argument("file", metavar="FILE", type=FOLDER)
@click.option(
    "--map",
    "mapping",
    metavar="MAP",
    help=_("How to read the file: the name of one of the ledger's mappings, or a mapping file."),
)
@click.option("--sheet", metavar="NAME", help=_("Read only this sheet."))
@click.option("--org", type=ORG, metavar="ORG", help=_("The unit, if no column gives one."))
@click.option(
    "--year", type=click.IntRange(1990, 2200), metavar="YEAR", help=_("The year of dates written without one.")
)
@click.option("--only", type=click.Choice(["new", "changes"]), help=_("Record only new problems, or only changes."))
@click.option("--skip", multiple=True, metavar="ROW", help=_("Skip a row (12, 12-15, SHEET!12); may be repeated."))
@click.option("--skip-refused", is_flag=True, help=_("Skip every refused row."))
@click.option(
    "--carried-over",
    metavar="DOCUMENT",
    help=_("Carry over problems closed before the ledger began, on the authority of this document; office only."),
)
@click.option(
    "--rejects", type=FOLDER, metavar="FILE", help=_("Write the refused and doubtful rows to a file, for correction.")
)
@click.option("--new-map", is_flag=True, help=_("Print the mapping used to read the file, for completion."))
@click.option("-o", "--output", "target", type=FOLDER, metavar="MAP", help=_("Write the new mapping to this file."))
@click.option(
    "--signed",
    type=FOLDER,
    metavar="FILE",
    help=_("For a unit's workbook: the sheet signed by the head; it is copied into the ledger as evidence."),
)
@click.option(
    "--received",
    type=DAY,
    help=_("收文日期: the day the unit's workbook was received; its submissions count from then."),
)
@click.option("--apply", is_flag=True, help=_("Record the result."))
@recording
def command(
    session: Session,
    file: Path,
    mapping: str | None,
    sheet: str | None,
    org: str | None,
    year: int | None,
    only: str | None,
    skip: tuple[str, ...],
    carried_over: str | None,
    rejects: Path | None,
    target: Path | None,
    signed: Path | None,
    received: dt.date | None,
    *,
    new_map: bool,
    skip_refused: bool,
    apply: bool,
) -> int:
    if new_map:
        return _begin_map(session, file, mapping, sheet, target)
    if target is not None:
        raise UsageProblem(_("-o names the file for --new-map; give both."))
    from yiananlib.cli.output import chosen, save
    from yiananlib.cli.progress import Progress
    from yiananlib.render import show
    from yiananlib.store import headway

    form = ""
    if rejects is not None:
        form = chosen(None, rejects, json=False)
        _require_foreign(file, "--rejects")
    from yiananlib.services.recording.import_rows import Outcome
    from yiananlib.services.recording.importing import Choice
    from yiananlib.services.sharing.readers import begins, bring

    wanted = {"new": Outcome.NEW, "changes": Outcome.CHANGED}.get(only or "")
    choice = Choice(
        mapping, sheet, org, year, wanted, skip,
        refused=skip_refused, document=carried_over, received=received, signed=signed,
    )  # fmt: skip
    ledger, context = session.ledger(begun=not begins(file)), session.context()
    with Progress(_("checked or recorded: {percent}%")) as progress, headway.telling(progress):
        found = bring(ledger, context, file, choice, apply=apply)
    session.show(found)
    if rejects is not None and found.rejects is not None and found.rejects.rows:
        save(rejects, show.pieces(found.rejects, session.form._replace(format=form)), form)
        said = _("Wrote the rows to correct to {path}: {n}. Import that file again with the same options.")
        click.echo(said.format(path=rejects, n=len(found.rejects.rows)), err=True)
    return int(found.in_error or (apply and not found.applied))


def _begin_map(session: Session, file: Path, mapping: str | None, sheet: str | None, output: Path | None) -> int:
    from yiananlib.cli.output import save
    from yiananlib.services.recording.import_new_map import new_map

    _require_foreign(file, "--new-map")
    text = new_map(session.ledger(), session.context(), file, sheet, mapping)
    if output is None:
        click.echo(text, nl=False)
    else:
        save(output, [text], "text")
        click.echo(_("written: {path}").format(path=output), err=True)
    return 0


def _require_foreign(file: Path, option: str) -> None:
    from yiananlib.services.sharing.readers import is_foreign

    if not is_foreign(file):
        raise UsageProblem(_("{option} does not apply to this file; omit it.").format(option=option))
