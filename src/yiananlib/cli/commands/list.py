"""``yian list``."""

import click

from yiananlib.cli.options import Choice, reading, yian_command
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.vocabulary import Lamp, Status
from yiananlib.model.words import LAMP_WORDS, STATUS_WORDS


@yian_command(
    "list",
    examples="yian list --org zjj\nyian list --overdue\nyian list --status returned --status"
    " submitted --json\nyian list --due-within 7 --text 审批\nyian list --officers",
    details=_(
        "Filters of different kinds narrow each other; a filter given again widens itself. Voided"
        " problems are listed with --status voided alone."
    ),
)
@click.option("--org", metavar="ORG", help=_("This organization and all below it."))
@click.option("--status", type=Choice(STATUS_WORDS), multiple=True, help=_("Problems that stand there."))
@click.option("--overdue", is_flag=True, help=_("Problems past their deadline."))
@click.option(
    "--due-within",
    type=click.IntRange(0, 36500),
    metavar="DAYS",
    help=_("Problems due in so many days."),
)
@click.option("--lamp", type=Choice(LAMP_WORDS), multiple=True, help=_("Problems with this lamp."))
@click.option("--kind", metavar="WORD", multiple=True, help=_("Problems of this kind."))
@click.option("--field", metavar="WORD", multiple=True, help=_("Problems of this key field."))
@click.option("--text", metavar="TEXT", help=_("Problems whose texts contain this."))
@click.option("--orgs", "what", flag_value="orgs", help=_("List organizations instead."))
@click.option("--officers", "what", flag_value="officers", help=_("List officers instead."))
@click.option("--prompts", "what", flag_value="prompts", help=_("List the checklist instead."))
@reading
def command(
    session: Session,
    org: str | None,
    status: tuple[str, ...],
    overdue: bool,
    due_within: int | None,
    lamp: tuple[str, ...],
    kind: tuple[str, ...],
    field: tuple[str, ...],
    text: str | None,
    what: str | None,
) -> None:
    from yiananlib.services.reading import Filters, Listing, list_problems

    ledger = session.ledger()
    filters = Filters(
        org=org,
        status=[Status(s) for s in status],
        lamp=[Lamp(x) for x in lamp],
        kind=kind,
        field=field,
        overdue=overdue,
        due_within=due_within,
        text=text,
    )
    if what is None:
        listing: Listing = list_problems(ledger, session.day(ledger.campaign()), filters)
        session.show(listing)
        return
    if filters != Filters(org=org if what == "officers" else None, status=[], lamp=[]):
        raise UsageProblem(_("--{what} takes no filters of problems.").format(what=what))
    session.show(_catalogue(session, what, org))


def _catalogue(session: Session, what: str, org: str | None) -> object:
    from yiananlib.services import reading

    ledger = session.ledger()
    match what:
        case "orgs":
            return reading.list_orgs(ledger)
        case "officers":
            return reading.list_officers(ledger, org)
        case _:
            return reading.list_prompts(ledger)
