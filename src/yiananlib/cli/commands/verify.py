"""``yian verify``."""

from yiananlib.cli.options import checking, yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "verify",
    examples="yian verify\nyian verify --json",
    details=_(
        "Schema, lifecycle, authority, references, digests of evidence, duplicates, links, conflict"
        " markers. Exit status"
        " 1 when an error was found. It never writes."
    ),
)
@checking
def command(session: Session) -> int:
    from yiananlib.services.verify import verify

    result = verify(session.ledger())
    session.show(result)
    return 0 if result.in_order else 1
