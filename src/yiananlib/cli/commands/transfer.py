"""``yian transfer``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import OFFICER, ORG
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "transfer",
    examples="yian transfer zjj/k7m2qd zrzy --leader deputy-1 --owner zhifa --reason 属自然资源部门职责 --by bgs/head\n"
    "yian transfer k7m2qd q3x9bn zrzy --leader deputy-1 --owner zhifa --measures --reason 职责划转 --by bgs/head",
    details=_(
        "The problem ends in the list where it stands and is registered in that of the other unit, in one"
        " commit. Its text, its deadline, the day it was found and its serial number go with it, and it is"
        " counted once; closes, waivers and backdated entries stay with the unit that made them. Who had a"
        " part in it before may not judge it there either. Evidence and what was carried out stay in the"
        " old record, which `yian show` still shows; --measures plans anew what was not carried out. A"
        " submission or a pass does not go with it."
    )
    + HINT,
)
@records()
@click.argument("org", metavar="ORG", type=ORG)
@click.option("--leader", required=True, metavar="OFFICER", type=OFFICER, help=_("The leader responsible there."))
@click.option("--owner", required=True, metavar="OFFICER", type=OFFICER, help=_("The officer responsible there."))
@click.option("--reason", required=True, metavar="TEXT", help=_("Why that unit must answer for it."))
@click.option("--measures", is_flag=True, help=_("Plan the measures there that were not carried out."))
@recording
def command(
    session: Session, problems: tuple[str, ...], org: str, leader: str, owner: str, reason: str, *, measures: bool
) -> None:
    from yiananlib.services.recording.transfer import Target, transfer

    target = Target(org, leader, owner, reason, measures)
    each(session, problems, lambda ledger, context, ref: transfer(ledger, context, ref, target))
