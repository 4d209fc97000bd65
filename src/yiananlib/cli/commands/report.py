"""``yian report``."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from yiananlib.cli.completing import ORG
from yiananlib.cli.options import DAY, reading, yian_command
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.errors import UsageProblem
from yiananlib.messages import _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from yiananlib.index.sync import Index
    from yiananlib.render.headings import Told
    from yiananlib.store.ledger import Ledger

    Given = Mapping[str, Any]
    """The options that a view takes, besides ``org`` and ``form``."""

_GROUPS = ("kind", "field", "level", "finding", "source", "linked", "cause", "title")
_FIGURES = (
    "closure_rate", "completion_rate", "on_time_rate", "on_time_rate_extended", "overdue", "reopen_rate", "held_rate",
)  # fmt: skip


class _View(NamedTuple):
    """Something to read: the options that it takes, and how the index answers it."""

    takes: frozenset[str]
    answer: Callable[[Index, dt.date, str | None, Given], Told]


def _figures(index: Index, day: dt.date, org: str | None, given: Given) -> Told:
    from yiananlib.services.report import Detail, ledger, report

    form = given["form"]
    if form == "csv":
        return ledger(index, day, org)
    return report(index, day, org, Detail.URGENT if form != "json" and org is None else Detail.ROWS)


def _burn_down(index: Index, day: dt.date, org: str | None, given: Given) -> Told:
    from yiananlib.services.burn_down import burn_down

    return burn_down(index, day, org, given.get("from_"), given.get("to"))


def _common(index: Index, day: dt.date, org: str | None, given: Given) -> Told:
    from yiananlib.services.prevalence import LEAST, common

    return common(index, day, org, given.get("by", ()), given.get("least", LEAST))


def _look_backs(index: Index, day: dt.date, org: str | None, given: Given) -> Told:
    from yiananlib.services.look_backs import look_backs

    return look_backs(index, day, org)


def _sweep(index: Index, day: dt.date, org: str | None, given: Given) -> Told:
    from yiananlib.services.sweep import sweep

    return sweep(index, day, org)


def _rank(index: Index, day: dt.date, org: str | None, given: Given) -> Told:
    from yiananlib.services.ranking import LEAST, ranking

    return ranking(index, day, given["rank"], org, given.get("least", LEAST))


def _tasks(index: Index, day: dt.date, org: str | None, given: Given) -> Told:
    from yiananlib.services.tasks import tasks

    return tasks(index, day, org)


def _backdated(index: Index, day: dt.date, org: str | None, given: Given) -> Told:
    from yiananlib.services.backdating import backdating

    return backdating(index, day, org)


_FIGURES_VIEW: Final = _View(frozenset(), _figures)
_VIEWS: Final = {
    "backdated": _View(frozenset(), _backdated),
    "burn_down": _View(frozenset(["from_", "to"]), _burn_down),
    "common": _View(frozenset(["by", "least"]), _common),
    "look_backs": _View(frozenset(), _look_backs),
    "sweep": _View(frozenset(), _sweep),
    "tasks": _View(frozenset(), _tasks),
    "rank": _View(frozenset(["least"]), _rank),
}
"""What there is to read instead of the figures, by the option that asks for it."""


@yian_command(
    "report",
    examples="yian report\nyian report --org zjj --as-of 2026-06-30\nyian report --format csv -o"
    " 台账.csv\nyian report --rev HEAD~3\nyian report --burn-down --from 2026-06-01\nyian report --common --by kind"
    " --by cause\nyian report --look-backs --org zjj\nyian report --sweep --json\nyian report --rank closure_rate\n"
    "yian report --tasks --org zjj\nyian report --backdated",
    details=_(
        "Without --org the county: a row an organization, with all below it. How each figure is counted is printed"
        " under the report. CSV and Markdown are in the campaign's language. --burn-down, --common, --look-backs,"
        " --sweep, --tasks, --backdated and --rank show something else instead, one at a time, in every form."
    ),
)
@click.option("--org", type=ORG, metavar="ORG", help=_("This organization and all below it."))
@click.option("--burn-down", is_flag=True, help=_("Open problems day by day, and what came and went."))
@click.option("--common", is_flag=True, help=_("What several organizations have in common, and since when."))
@click.option("--look-backs", is_flag=True, help=_("Look-backs: due, coming, done."))
@click.option("--sweep", is_flag=True, help=_("What each round of self-examination found, and how much is struck off."))
@click.option("--tasks", is_flag=True, help=_("The findings and tasks of the cases, and what became of each."))
@click.option(
    "--backdated", is_flag=True, help=_("补录: what decides lateness and was recorded after the day it took effect.")
)
@click.option("--rank", type=click.Choice(_FIGURES), help=_("Units in the order of a figure."))
@click.option(
    "--from", "from_", type=DAY, metavar="DAY", help=_("The first day of --burn-down; default: the sprint's.")
)
@click.option("--to", type=DAY, metavar="DAY", help=_("The last day of --burn-down; default: the sprint's, or today."))
@click.option(
    "--by", type=click.Choice(_GROUPS), multiple=True, help=_("What --common groups by; default: all but title.")
)
@click.option(
    "--least",
    type=click.IntRange(1),
    metavar="N",
    help=_("Organizations that --common asks for (2), or problems that were due that --rank asks for (3)."),
)
@click.option("--rev", metavar="REV", help=_("What the ledger said at that commit, branch or tag, as of its day."))
@reading
def command(session: Session, org: str | None, rev: str | None, **options: Any) -> None:
    given = {name: value for name, value in options.items() if value not in (None, False, ())}
    view = _view(given)
    given["form"] = session.format
    ledger = session.ledger()

    def told(index: Index) -> None:  # while the index is open, so that rows are read as they are written
        session.show(view.answer(index, session.day(index, there.commit), org, given))

    with _at(ledger, rev) as there:
        session.ask(told, there)


def _view(given: Given) -> _View:
    """Return what was asked for.

    Raises:
        UsageProblem: two views at once, or an option that the one does not take.
    """
    chosen = [name for name in _VIEWS if name in given]
    if len(chosen) > 1:
        raise UsageProblem(
            _("{first} and {second} show different things; ask for one.").format(
                first=_option(chosen[0]), second=_option(chosen[1])
            )
        )
    view = _VIEWS[chosen[0]] if chosen else _FIGURES_VIEW
    for name in given:
        if name not in chosen and name not in view.takes:
            takers = [_option(other) for other, found in _VIEWS.items() if name in found.takes]
            raise UsageProblem(
                _("{option} goes with {views} alone.").format(option=_option(name), views=_(", ").join(takers))
            )
    return view


def _option(name: str) -> str:
    return f"--{name.rstrip('_').replace('_', '-')}"


def _at(ledger: Ledger, rev: str | None) -> AbstractContextManager[Ledger]:
    if rev is None:
        return nullcontext(ledger)
    from yiananlib.store.ledger import at_revision

    return at_revision(ledger, rev)
