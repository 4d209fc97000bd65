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
        "Without KIND, lists the kinds of files. A schema includes the words of this ledger (vocabularies,"
        " organizations, officers, prompts and findings), so that editors can complete them. --install"
        " writes all schemas to .yian/schemas, where tombi.toml and .taplo.toml look for them; commands that"
        " change a definition refresh the words there. `yian init` and `yian setup` install them too."
    ),
)
@click.argument("kind", required=False)
@click.option("--install", is_flag=True, help=_("Install the schemas of all kinds in this clone, for editors."))
@uniting
def command(session: Session, kind: str | None, install: bool) -> None:
    from yiananlib.services.reading import schemas

    if install:
        if kind is not None:
            raise UsageProblem(_("--install writes the schemas of all kinds; omit KIND."))
        from yiananlib.services.recording import editing

        session.show(editing.install(session.ledger(), session.context().waiting))
    elif kind is None:
        session.show(schemas.known())
    else:
        click.echo(schemas.schema(session.ledger(), kind).data.decode(), nl=False)
