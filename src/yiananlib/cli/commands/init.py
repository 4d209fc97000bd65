"""``yian init``."""

from pathlib import Path

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "init",
    examples="yian init yunling --name 云岭县以案促改\nyian init . --name 云岭县以案促改 --no-git",
    details=_(
        "Writes the campaign's settings (yian.toml, with every setting explained), 12 prompts"
        " (checklist.toml), the files git needs, and the files editors need to complete and check the rest."
        " Add organizations next."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", required=True, metavar="TEXT", help=_("The campaign's name, as printed on reports."))
@click.option("--no-git", is_flag=True, help=_("Do not commit records, and do not create a git repository."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
def command(session: Session, folder: Path, name: str, no_git: bool, as_json: bool) -> None:
    from yiananlib.services.recording.begin import init_ledger
    from yiananlib.services.recording.editing import install
    from yiananlib.store.ledger import Ledger

    session.json = as_json
    context = session.context()
    made = init_ledger(folder, name, context, with_git=not no_git)
    install(Ledger(made.root), context.waiting)
    session.show(made)
