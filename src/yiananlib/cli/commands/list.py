"""``yian list``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ANY_OFFICER, FIELD, KIND, LINKED, ORG, SOURCE, TAG
from yiananlib.cli.lakes import asked, asks, of_lakes
from yiananlib.cli.options import publishing, reading
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.cli.values import Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.register_names import CALLED
from yiananlib.model.vocabulary import Lamp, Status
from yiananlib.model.words import CLASS_WORDS, LAMP_WORDS, SEVERITY_WORDS, SORT_WORDS, STATUS_WORDS
from yiananlib.store import kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from yiananlib.index.sync import Index
    from yiananlib.services.reading.lists import Filters

_TAKES = {
    "officers": ("org",),
    "notices": ("org", "overdue"),
    "rules": ("org",),
    "meetings": ("org",),
    "samples": ("org",),
    "rounds": ("org",),
    **{called.folder: ("org",) for called in CALLED.values()},
}
"""Which filters of problems other lists take as well."""
_OPEN = tuple(kind.plural for kind in kinds.MATTERS.values())
"""The lists that --open narrows."""
_OF_LAKE = ("org", "known", "without")
"""What is asked of a lake's regions."""
_NAMED = (*_OPEN, "orgs", "officers")
"""The lists besides that of problems whose rows have names that commands take."""


def _registers(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command an option for each register."""
    for called in reversed(CALLED.values()):
        option = f"--{called.folder}"
        function = click.option(option, "what", flag_value=called.folder, help=_(called.listed))(function)
    return function


@yian_command(
    "list",
    examples="yian list --org zjj\nyian list --overdue --sort overdue --limit 10\nyian list --status returned"
    " --status submitted --json\nyian list --due-within 7 --text 审批\nyian list --officers\n"
    "yian list --ids --status passed\n"
    "yian list --notices --overdue\nyian list --rules --open --org zjj\n"
    "yian list --orgs --lake 省湖",
    details=_(
        "Different filters narrow each other; repeating a filter adds alternatives. Voided and"
        " transferred problems are listed only with --status."
    ),
)
@click.option("--org", type=ORG, help=_("Only this organization and those below it."))
@click.option("--status", type=Choice(STATUS_WORDS), multiple=True, help=_("Only problems with this status."))
@click.option("--overdue", is_flag=True, help=_("Only problems (or notices) past their deadline."))
@click.option("--due-within", type=click.IntRange(0, 36500), metavar="DAYS", help=_("Only problems due within N days."))
@click.option("--lamp", type=Choice(LAMP_WORDS), multiple=True, help=_("Only problems with this lamp."))
@click.option("--kind", type=KIND, multiple=True, help=_("Only problems of this kind."))
@click.option("--field", type=FIELD, multiple=True, help=_("Only problems in this key field."))
@click.option("--source", type=SOURCE, multiple=True, help=_("Only problems from this source."))
@click.option("--linked", type=LINKED, multiple=True, help=_("Only problems linked with this work."))
@click.option("--tag", type=TAG, multiple=True, help=_("Problems with this tag."))
@click.option("--public-concern", is_flag=True, help=_("Only problems of most public concern."))
@click.option("--severity", type=Choice(SEVERITY_WORDS), multiple=True, help=_("Only problems of this severity."))
@click.option("--class", "class_", type=Choice(CLASS_WORDS), multiple=True, help=_("Only problems of this class."))
@click.option("--owner", type=ANY_OFFICER, multiple=True, help=_("Only problems owned by this officer."))
@click.option("--leader", type=ANY_OFFICER, multiple=True, help=_("Only problems led by this officer."))
@click.option("--marked", is_flag=True, help=_("Problems of organizations marked as of high risk (重灾区)."))
@click.option("--blocked", is_flag=True, help=_("Only problems that wait for another organization (需协调事项)."))
@click.option("--text", metavar="TEXT", help=_("Only problems whose text contains TEXT."))
@click.option("--sort", type=Choice(SORT_WORDS), default="org", help=_("Sort order; default: org."))
@click.option("--limit", type=click.IntRange(1), metavar="COUNT", help=_("Show at most N."))
@click.option("--ids", "names", is_flag=True, help=_("Print only ids, one per line."))
@click.option(
    "--open", "only_open", is_flag=True, help=_("Those not done with, of --notices, --rules, --meetings, registers.")
)
@click.option("--notices", "what", flag_value="notices", help=_("List supervision notices instead."))
@click.option("--orgs", "what", flag_value="orgs", help=_("List organizations instead."))
@click.option("--officers", "what", flag_value="officers", help=_("List officers instead."))
@click.option("--prompts", "what", flag_value="prompts", help=_("List the checklist instead."))
@click.option("--cases", "what", flag_value="cases", help=_("List cases instead."))
@click.option(
    "--rounds", "what", flag_value="rounds", help=_("List the rounds of self-examination and their progress instead.")
)
@click.option("--meetings", "what", flag_value="meetings", help=_("List meetings instead."))
@click.option("--samples", "what", flag_value="samples", help=_("List the samples for re-checks (抽查) instead."))
@click.option("--rules", "what", flag_value="rules", help=_("List rules instead."))
@_registers
@of_lakes(counting=False)
@reading
@publishing
def command(
    session: Session, what: str | None, sort: str, limit: int | None, only_open: bool, names: bool, **given: Any
) -> None:
    from yiananlib.services.reading import lists

    if only_open and what not in _OPEN:
        raise UsageProblem(
            _("--open only goes with {options}.").format(options=_(", ").join(f"--{name}" for name in _OPEN))
        )
    if names and what not in (None, *_NAMED):
        raise UsageProblem(_("--ids cannot be used with --{what}.").format(what=what))
    if given["marked"] and session.public:
        raise UsageProblem(_("Which units are marked is only for the office; --marked has no public version."))
    if asks(session, given, _others(what, given, sort, limit)):
        if what is None or names:
            raise UsageProblem(_("For a lake, `yian list` lists only its regions and ledgers: --orgs --lake LAKE."))
        from yiananlib.services.reading.lake_orgs import lake_orgs

        question = asked(session, given["org"], given["known"], given["without"])
        lake, day, known, org, _engine, without, now = question
        session.show(lake_orgs(lake, day, known, org, without, now=now))
        return
    filters = lists.Filters(
        **given | {"status": [Status(s) for s in given["status"]], "lamp": [Lamp(x) for x in given["lamp"]]}
    )
    if what is None:
        found = session.ask(lambda index: lists.list_problems(index, session.day(index), filters, sort, limit))
        session.show(lists.ids(found.rows) if names else found)
        return
    narrowed = any(value for name, value in given.items() if name not in _TAKES.get(what, ()))
    if narrowed or sort != "org" or limit is not None:
        raise UsageProblem(_("--{what} takes no problem filters.").format(what=what))
    other = session.ask(lambda index: _other(index, session.day(index), what, filters, only_open))
    session.show(lists.ids(other.rows) if names else other)


def _others(what: str | None, given: Mapping[str, Any], sort: str, limit: int | None) -> dict[str, Any]:
    """Return the options that say nothing about a lake, as they are typed, and whether none says what to list."""
    names = {f"--{name.rstrip('_').replace('_', '-')}": value for name, value in given.items() if name not in _OF_LAKE}
    return names | {"--sort": sort != "org", "--limit": limit, f"--{what}": what != "orgs" and what is not None}


def _other(index: Index, day: dt.date, what: str, filters: Filters, only_open: bool) -> Any:
    match what:
        case "notices":
            from yiananlib.services.reading.notices import list_notices

            return list_notices(index, day, filters.org, only_open=only_open, overdue=filters.overdue)
        case _ if what in _OPEN:
            from yiananlib.services.reading.matter_reading import list_matters

            kind = next(kind.name for kind in kinds.MATTERS.values() if kind.plural == what)
            return list_matters(index, day, kind, filters.org, only_open=only_open)
        case "cases":
            from yiananlib.services.reading.matter_reading import list_cases

            return list_cases(index)
        case "rounds":
            from yiananlib.services.reading.rounds import rounds

            return rounds(index, day, filters.org)
    from yiananlib.services.reading import lists

    if what == "officers":
        return lists.list_officers(index, filters.org)
    return lists.list_orgs(index) if what == "orgs" else lists.list_prompts(index)
