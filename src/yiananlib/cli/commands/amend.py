"""``yian amend``."""

from typing import Any

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import given_fields, problem_fields, recording
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "amend",
    examples="yian amend k7m2qd --cause 政令意识不强 --level political --reason 会议剖析后补充 --by zjj/liaison",
    details=_(
        "The registered text stays; the change is an entry with its reason. The deadline and the day of"
        " finding cannot be amended. Only the office may make a change that lowers the requirements for"
        " closing."
    )
    + HINT,
)
@records()
@problem_fields
@click.option("--no-tag", "no_tag", is_flag=True, help=_("Take all tags away."))
@click.option("--reason", required=True, metavar="TEXT", help=_("The reason for the change."))
@recording
def command(session: Session, problems: tuple[str, ...], reason: str, no_tag: bool, **given: Any) -> None:
    from yiananlib.services.recording.rectify import amend
    from yiananlib.services.recording.second_look import of_amendment

    changes = given_fields(given)
    if no_tag:
        if "tags" in changes:
            raise UsageProblem(_("Give --tag or --no-tag."))
        changes["tags"] = ()
    if not changes:
        raise UsageProblem(_("Say what to change, for example --cause TEXT."))
    ledger = session.ledger()
    session.wonder(said for ref in problems for said in of_amendment(ledger, ref, changes))
    each(session, problems, lambda ledger, context, ref: amend(ledger, context, ref, changes, reason))
