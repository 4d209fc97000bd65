"""``yian schema``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import uniting
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "schema",
    examples="yian schema\nyian schema problem > problem.json\nyian schema --install",
    details=_(
        "Without KIND it lists the kinds of files. A schema has the words of this ledger: vocabularies, organizations,"
        " officers, prompts and findings, so that an editor completes them. --install writes all of them to"
        " .yian/schemas, where tombi.toml and .taplo.toml look for them; commands that change a definition renew the"
        " words there. `yian init` and `yian setup` install them, too."
    ),
)
@click.argument("kind", required=False)
@click.option("--install", is_flag=True, help=_("Write the schemas of all kinds into this clone, for editors."))
@uniting
def command(session: Session, kind: str | None, install: bool) -> None:
    from yiananlib.services.reading import schemas

    if install:
        if kind is not None:
            raise UsageProblem(_("--install writes the schemas of all kinds; give no KIND with it."))
        from yiananlib.services.recording import editing

        session.show(editing.install(session.ledger(), session.context().waiting))
    elif kind is None:
        session.show(schemas.known())
    else:
        click.echo(schemas.schema(session.ledger(), kind).data.decode(), nl=False)
