"""``yian note``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.many import HINT, each, is_record, records
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "note",
    examples="yian note k7m2qd 已电话提醒，月底前报会议纪要 --by bgs/liaison\n"
    "yian note k7m2qd w5n8ra 已电话催办 --by bgs/liaison",
    details=_(
        "For the unit, the organizations above it, the office and the inspectors. A note changes nothing"
        " else, and may also be added to a closed or voided problem."
    )
    + HINT,
)
@records()
@click.argument("text")
@recording
def command(session: Session, problems: tuple[str, ...], text: str) -> None:
    from yiananlib.services.recording.rectify import note

    if is_record(session, text):
        raise UsageProblem(_("“{text}” is a problem; the remark comes last.").format(text=text))
    each(session, problems, lambda ledger, context, ref: note(ledger, context, ref, text))
