"""``yian close``."""

from yiananlib.cli.command import yian_command
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import WAIVE, given_waivers, recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "close",
    examples="yian close k7m2qd --by bgs/head\nyian close k7m2qd w5n8ra --by bgs/head\n"
    "yian close k7m2qd --waive wider=全县仅此一处 --by bgs/head",
    details=_(
        "销号. Lists every unmet check of the gate with its remedy (exit status 1). Each waiver is kept in"
        " the record with its reason and counted in every report; yian.toml limits how many one close may"
        " have, including those of the pass. Where the gate requires the standards, only an inspector may"
        " waive. In a key field, or for severity “serious” and above, whoever passed the problem cannot"
        " close it unless nobody else in office may; every report counts such closes."
    )
    + HINT,
)
@records()
@WAIVE
@recording
def command(session: Session, problems: tuple[str, ...], waive: tuple[str, ...]) -> int:
    from yiananlib.services.recording.close_out import close

    waivers = given_waivers(waive)
    closed = each(session, problems, lambda ledger, context, ref: close(ledger, context, ref, waivers))
    return 0 if closed else 1
