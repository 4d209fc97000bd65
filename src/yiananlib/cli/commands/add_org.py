"""``yian add-org``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.cli.values import Choice
from yiananlib.messages import _
from yiananlib.model.vocabulary import Function
from yiananlib.model.words import FUNCTION_WORDS


@yian_command(
    "add-org",
    examples="yian add-org bgs --name 领导小组办公室 --function office --head 主任 --liaison 联络员\n"
    "yian add-org zjj --name 县住建局 --head 局长 --liaison 办公室主任 --by bgs/head",
    details=_(
        "ORG is also the name of its folder: letters (Chinese included), digits, hyphens and underscores. An"
        " organization is a unit that rectifies, the campaign office, or the inspectors. Until the office"
        " has an officer, anyone may add organizations."
    ),
)
@click.argument("org")
@click.option("--name", required=True, metavar="TEXT", help=_("The organization's full name."))
@click.option("--parent", type=ORG, help=_("The parent organization."))
@click.option("--function", type=Choice(FUNCTION_WORDS), default=Function.UNIT, help=_("Its function in the campaign."))
@click.option("--members", type=click.IntRange(1, 1000), help=_("How many members its leading team has."))
@click.option("--head", metavar="POST", help=_("第一责任人: creates the officer “head” with this post."))
@click.option("--liaison", metavar="POST", help=_("联络员: creates the officer “liaison” with this post."))
@click.option("--order", type=click.IntRange(1, 1_000_000), help=_("Its rank; default: last."))
@defining
def command(
    session: Session,
    org: str,
    name: str,
    parent: str | None,
    function: str,
    members: int | None,
    head: str | None,
    liaison: str | None,
    order: int | None,
) -> None:
    from yiananlib.services.recording import twins
    from yiananlib.services.recording.begin import add_org

    ledger = session.ledger()
    session.sure(twins.of_org(ledger, org, name))
    session.show(
        add_org(
            ledger,
            session.context(),
            org,
            title=name,
            parent=parent,
            function=Function(function),
            members=members,
            head=head,
            liaison=liaison,
            order=order,
        )
    )
