"""``yian add-officer``."""

import datetime as dt

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.cli.values import DAY, Choice
from yiananlib.messages import _
from yiananlib.model.vocabulary import Role
from yiananlib.model.words import ROLE_WORDS


@yian_command(
    "add-officer",
    examples="yian add-officer zjj deputy-1 --post 分管副局长 --role deputy --by bgs/head\n"
    "yian add-officer zjj jianguan --post 建管股股长 --email jianguan@zjj.example --by bgs/head",
    details=_("An officer is a post, never a person's name: git keeps everything forever."),
)
@click.argument("org", type=ORG)
@click.argument("officer")
@click.option("--post", required=True, metavar="TEXT", help=_("The title of the post."))
@click.option("--role", type=Choice(ROLE_WORDS), default=Role.STAFF, help=_("The officer's role."))
@click.option("--email", metavar="ADDRESS", help=_("git's user.email of whoever holds the post."))
@click.option("--since", type=DAY, help=_("First day in the post."))
@click.option("--until", type=DAY, help=_("Last day in the post."))
@defining
def command(
    session: Session,
    org: str,
    officer: str,
    post: str,
    role: str,
    email: str | None,
    since: dt.date | None,
    until: dt.date | None,
) -> None:
    from yiananlib.services.recording.begin import add_officer

    session.show(
        add_officer(
            session.ledger(),
            session.context(),
            org,
            officer,
            post=post,
            role=Role(role),
            email=email,
            since=since,
            until=until,
        )
    )
