"""``yian progress``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "progress",
    examples="yian progress k7m2qd 已核验12个项目 --measure 1 --by zjj/liaison\n"
    "yian progress k7m2qd 4月抽查3个项目，未见问题 --measure 2 --occurrence 2026-04 --by zjj/liaison\n"
    "yian progress k7m2qd 2个项目未补办 --why 施工单位停工，11月底前由监理代办 --by zjj/liaison",
    details=_(
        "Once a problem is overdue, a terminal asks why; the ledger table has it in a column, and lint asks for it."
        " With --occurrence the note answers one occurrence of a measure that comes back, as `yian done` does."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.argument("note")
@click.option("--measure", type=click.IntRange(1, 999), metavar="N", help=_("The measure the note is about."))
@click.option(
    "--occurrence",
    metavar="OCCURRENCE",
    help=_("Which occurrence of a measure that comes back was carried out: 2026-04."),
)
@click.option("--why", metavar="TEXT", help=_("Why what is overdue is not in place, and what comes next."))
@recording
def command(
    session: Session, problem: str, note: str, measure: int | None, occurrence: str | None, why: str | None
) -> None:
    from yiananlib.services.recording.rectify import done, is_overdue, progress

    ledger = session.ledger()
    if occurrence is not None:
        if measure is None or why is not None:
            raise UsageProblem(_("--occurrence needs --measure, and goes without --why."))
        session.show(done(ledger, session.context(), problem, measure, note=note, occurrence=occurrence))
        return
    if why is None and session.can_ask and is_overdue(ledger, problem, session.days().today):
        from yiananlib.cli import line as lines
        from yiananlib.cli.asking import ask_text

        asked = _("It is overdue: why is it not in place, and what comes next (may be left)")
        why = ask_text(lines.line(), asked, needed=False)
    session.show(progress(ledger, session.context(), problem, note, measure, why))
