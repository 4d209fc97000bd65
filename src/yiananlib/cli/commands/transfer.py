"""``yian transfer``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import OFFICER, ORG
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "transfer",
    examples="yian transfer zjj/k7m2qd czj --leader liaison --owner liaison --reason 属财政部门职责 --by bgs/head\n"
    "yian transfer k7m2qd w5n8ra czj --leader liaison --owner liaison --measures --reason 职责划转 --by bgs/head\n"
    "yian transfer --all-of zjj czj --leader liaison --owner liaison --reason 机构改革 --by bgs/head --apply",
    details=_(
        "The problem ends in the list where it stands and is registered in that of the other unit, in one"
        " commit. Its text, its deadline, the day it was found and its serial number go with it, and it is"
        " counted once; closes, waivers and backdated entries stay with the unit that made them. Who had a"
        " part in it before may not judge it there either. Evidence and what was carried out stay in the"
        " old record, which `yian show` still shows; --measures plans anew what was not carried out. A"
        " submission or a pass does not go with it."
    )
    + "\n\n"
    + _(
        "With --all-of an organization ends (机构改革): all its open problems are transferred with their"
        " measures, and it is merged into the other one, which then stands above it and answers for its"
        " notices. It takes no new records and is asked in no round; past days still show it. Shown first;"
        " --apply records all of it in one commit, or nothing."
    )
    + HINT,
)
@records(needed=False)
@click.argument("org", metavar="ORG", type=ORG)
@click.option("--leader", required=True, metavar="OFFICER", type=OFFICER, help=_("The leader responsible there."))
@click.option("--owner", required=True, metavar="OFFICER", type=OFFICER, help=_("The officer responsible there."))
@click.option("--reason", required=True, metavar="TEXT", help=_("Why that unit must answer for it."))
@click.option("--measures", is_flag=True, help=_("Plan the measures there that were not carried out."))
@click.option(
    "--all-of", metavar="ORG", type=ORG, help=_("End this organization, and transfer all its open problems; see above.")
)
@click.option("--apply", is_flag=True, help=_("Record the result, with --all-of."))
@recording
def command(
    session: Session,
    problems: tuple[str, ...],
    org: str,
    leader: str,
    owner: str,
    reason: str,
    all_of: str | None,
    *,
    measures: bool,
    apply: bool,
) -> None:
    from yiananlib.services.recording.transfer import Target, transfer

    if bool(problems) is (all_of is not None):
        raise UsageProblem(_("Name the problems to be transferred, or give --all-of ORG, and not both."))
    target = Target(org, leader, owner, reason, measures or all_of is not None)
    if all_of is None:
        if apply:
            raise UsageProblem(_("--apply is for --all-of; problems that are named are transferred at once."))
        each(session, problems, lambda ledger, context, ref: transfer(ledger, context, ref, target))
        return
    from yiananlib.services.recording.reform import reform

    session.show(reform(session.ledger(), session.context(), all_of, target, apply=apply))
