"""``yian add-measure``."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import OFFICER, PROBLEM
from yiananlib.cli.many import each
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import DAY, DUE, Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.occurrences import EVERY_WORDS, Every
from yiananlib.model.vocabulary import MeasureType
from yiananlib.model.words import MEASURE_TYPE_WORDS

T = TypeVar("T")


@yian_command(
    "add-measure",
    examples="yian add-measure k7m2qd 修订变更审批办法 --owner jianguan --due 2026-05-20 --by zjj/liaison\n"
    "yian add-measure k7m2qd 补办审批手续 修订变更审批办法 --owner jianguan --due 2026-04-20 --due 2026-05-20"
    " --by zjj/liaison\n"
    "yian add-measure k7m2qd 每月抽查3个项目 --owner jianguan --every month --from 2026-04-30 --until 2026-09-30"
    " --by zjj/liaison",
    details=_(
        "药方: what will be done, by whom, by when. Measures are numbered 1, 2, 3 … Several measures are"
        " added together or not at all; an option given once applies to all of them, otherwise give it once"
        " per measure, in order. A measure that comes back (周期) is due first on --from, then every week, month,"
        " quarter or year on the same day (in a shorter month, on its last) up to --until; each occurrence is"
        " answered with `yian done N --occurrence`."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.argument("texts", nargs=-1, required=True, metavar="TEXT…")
@click.option("--owner", type=OFFICER, multiple=True, required=True, metavar="OFFICER", help=_("Who carries it out."))
@click.option(
    "--due",
    "--until",
    multiple=True,
    required=True,
    type=DUE,
    help=_("The deadline (inclusive); with --every, the last day on which it can be due."),
)
@click.option("--every", type=Choice(EVERY_WORDS), help=_("The measure comes back this often."))
@click.option("--from", "first", type=DAY, help=_("The day on which it is due first, with --every."))
@click.option(
    "--type",
    "type_",
    type=Choice(MEASURE_TYPE_WORDS),
    multiple=True,
    default=[MeasureType.CORRECTIVE],
    help=_("The type of measure."),
)
@recording
def command(
    session: Session,
    problem: str,
    texts: tuple[str, ...],
    owner: tuple[str, ...],
    due: tuple[str, ...],
    type_: tuple[str, ...],
    every: Every | None,
    first: dt.date | None,
) -> None:
    from yiananlib.model.deadlines import odd
    from yiananlib.services.recording.rectify import add_measure
    from yiananlib.services.recording.second_look import of_added

    if (every is None) is not (first is None):
        raise UsageProblem(_("Give --every and --from together."))
    ledger = session.ledger()
    dues = [session.due(said) for said in due]
    today = session.day(ledger.campaign())
    types = [MeasureType(one) for one in type_]
    measures = list(zip(texts, _spread(owner, texts), _spread(dues, texts), _spread(types, texts), strict=True))
    session.sure(filter(None, (odd(day, today) for day in dues)))
    session.wonder(said for text in texts for said in of_added(ledger, problem, text))
    each(
        session,
        measures,
        lambda ledger, context, one: add_measure(
            ledger, context, problem, one[0], owner=one[1], due=one[2], type_=one[3], every=every, first=first
        ),
        named=lambda one: _("“{text}”").format(text=one[0]),
        apart=False,
    )


def _spread(given: Sequence[T], texts: Sequence[str]) -> Sequence[T]:
    """Return what was given for each of the measures.

    Raises:
        UsageProblem: it was given neither once nor for each.
    """
    if len(given) not in (1, len(texts)):
        said = _("There are {n} measures; give each option once for all of them, or {n} times.")
        raise UsageProblem(said.format(n=len(texts)))
    return given if len(given) == len(texts) else [*given] * len(texts)
