"""``yian import orgs``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import defining
from yiananlib.cli.values import FOLDER
from yiananlib.messages import _

if TYPE_CHECKING:
    from pathlib import Path

    from yiananlib.cli.session import Session


@yian_command(
    "import orgs",
    examples="yian import orgs 单位名册.xlsx\nyian import orgs 单位名册.xlsx --by bgs/head --apply\n"
    "yian import orgs 单位名册.csv --skip 12 --separate 30 --by bgs/head --apply",
    details=_(
        "Reads xlsx or csv and shows what each row would become; --apply records all of it in one commit, or"
        " nothing. A row is an organization with its posts (单位名称, 上级单位, 职能, 第一责任人, 联络员,"
        " 分管领导, 邮箱), or one post of an organization (单位名称, 岗位, 身份). The id comes from the"
        " column 编码; otherwise it is made from the initials of the name and shown first. Names of people"
        " are left out. Existing organizations and posts stay as they are, and differences are reported; two"
        " organizations with the same name are asked about. Exit status 1 if a row has an error."
    ),
)
@click.argument("file", metavar="FILE", type=FOLDER)
@click.option("--sheet", metavar="NAME", help=_("Read only this sheet."))
@click.option("--skip", multiple=True, metavar="ROW", help=_("Skip a row (12, 12-15); may be repeated."))
@click.option(
    "--separate",
    multiple=True,
    metavar="ROW",
    help=_("Treat a row as a different organization although it has the same name; may be repeated."),
)
@click.option("--apply", is_flag=True, help=_("Record the result."))
@defining
def command(
    session: Session,
    file: Path,
    sheet: str | None,
    skip: tuple[str, ...],
    separate: tuple[str, ...],
    *,
    apply: bool,
) -> int:
    from yiananlib.services.recording.roster import Choice, import_roster

    choice = Choice(sheet, skip, separate)
    found = import_roster(session.ledger(), session.context(), file, choice, apply=apply)
    session.show(found)
    return int(bool(found.in_the_way) if apply else found.counts["refused"] > 0)
