"""``yian hook``."""

import sys
from pathlib import Path

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import vouching
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "hook",
    examples="yian hook pre-receive",
    details=_(
        "git runs this in a bare repository on each push: hooks/pre-receive calls it. What is pushed is"
        " verified as `yian verify --history` does; a push that deletes a branch or rewrites history is"
        " refused. docs/git.md explains the setup."
    ),
)
@click.argument("name", metavar="pre-receive", type=click.Choice(["pre-receive"]))
@click.option(
    "--within", metavar="FOLDER", default="", help=_("The ledger's folder in the repository; default: the top level.")
)
@vouching
def command(session: Session, name: str, within: str, vouched: tuple[str, ...]) -> int:
    from yiananlib.cli.progress import Progress
    from yiananlib.render.views.outcome import finding
    from yiananlib.services.verifying.proof import receive

    updates = []
    for line in sys.stdin.buffer:
        words = line.decode("utf-8", errors="surrogateescape").split()
        if len(words) != 3 or not line.endswith(b"\n"):
            raise UsageProblem(_("A hook expects lines with two commits and a reference; this is not one."))
        updates.append((words[0], words[1], words[2]))
    if not updates:
        raise UsageProblem(_("The hook received no input; it is meant to be run by git on a push."))
    folder = f"{within.strip('/')}/" if within.strip("/") else ""
    with Progress(_("{done} of {total} commits")) as progress:
        proved = receive(Path.cwd(), updates, folder, progress, vouched=vouched)
    for found in proved.findings:
        click.echo(finding(found), err=True)
    if not proved.in_order:
        click.echo(_("yian: push refused; nothing was accepted."), err=True)
    return 0 if proved.in_order else 1
