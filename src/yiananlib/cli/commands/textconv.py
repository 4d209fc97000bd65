"""``yian textconv``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.handed_in import read_input
from yiananlib.cli.session import Session


@yian_command("textconv", examples="yian textconv orgs/zjj/problems/k7m2qd.toml")
@click.argument("file")
def command(_session: Session, file: str) -> None:
    from yiananlib.render.plain import visible
    from yiananlib.services.recording.setup import readable

    click.echo("\n".join(visible(line) for line in readable(read_input(file)).split("\n")), nl=False)
