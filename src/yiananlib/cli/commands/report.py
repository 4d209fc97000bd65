"""``yian report``."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import NOTICE_OR_ORG, OFFICER, ORG
from yiananlib.cli.lakes import asked, asks, of_lakes
from yiananlib.cli.options import kept, opening, publishing, reading
from yiananlib.cli.sending import Sending
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.cli.values import DAY, Choice
from yiananlib.errors import UsageProblem
from yiananlib.index.figures import RANKED
from yiananlib.messages import _
from yiananlib.model.words import BREAKDOWN_WORDS, GROUP_WORDS, LAYOUT_WORDS, PAPER_WORDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from yiananlib.index.sync import Index
    from yiananlib.store.ledger import Ledger


class _View(NamedTuple):
    """Something to read: the service, and which of its arguments the options give that it takes."""

    service: str
    takes: Mapping[str, str] = {}


_VIEWS: Final = {
    "backdated": _View("backdating.backdating"),
    "burn_down": _View("burn_down.burn_down", {"from_": "start", "to": "end"}),
    "common": _View("common_problems.common", {"by": "by", "least": "least"}),
    "look_backs": _View("look_backs.look_backs"),
    "sweep": _View("sweep.sweep"),
    "members": _View("members.members"),
    "cleared": _View("cleared.cleared"),
    "end_of_campaign": _View("ending.ending"),
    "heads": _View("leadership.heads"),
    "stages": _View("stages.stages"),
    "what_held": _View("what_held.what_held"),
    "tasks": _View("tasks.tasks"),
    "by": _View("breakdown.breakdown", {"by": "by"}),
    "rank": _View("ranking.ranking", {"rank": "figure", "least": "least"}),
}
"""What there is to read instead of the figures, by the option that asks for it."""

_KINDS: Final = {
    "bulletin": _View("bulletin.bulletin"),
    "brief": _View("brief.brief"),
    "notice": _View("notice_sheets.sheets", {"notice": "notice"}),
    "ledger": _View("account.account"),
}
"""The documents that offices send, by the word of ``--kind``."""


@yian_command(
    "report",
    examples="yian report\nyian report --org zjj --as-of 2026-06-30\nyian report --format csv -o"
    " 台账.csv\n"
    "yian report --layout full -o 台账.xlsx\nyian report --rev HEAD~3\nyian report --burn-down --from 2026-06-01"
    "\nyian report --common --by kind"
    " --by cause\nyian report --look-backs --org zjj\nyian report --sweep --json\n"
    "yian report --by tag --by leader --org zjj\nyian report --cleared\nyian report --what-held\n"
    "yian report --heads\nyian report --stages\nyian report --rank closure_rate\n"
    "yian report --tasks --org zjj\nyian report --members\nyian report --backdated\n"
    "yian report --end-of-campaign -o 收官报告.docx\n"
    "yian report --kind bulletin -o 通报.docx\n"
    "yian report --kind brief -o 调度.docx\nyian report --kind notice --org zjj -o 督办单.docx\n"
    "yian report --kind ledger --org zjj -o 整改情况报告.docx\nyian report -o 整改一览.html\n"
    "yian report -o 7月整改情况.docx --sent-to 市委办 --sender bgs/liaison\n"
    "yian report --lake 省湖 --org 530100 --as-of 2026-06-30",
    details=_(
        "Without --org the county: a row an organization, with all below it. How each figure is counted is printed"
        " under the report. CSV and Markdown are in the campaign's language. The options from --burn-down to --rank"
        " show something else instead, one at a time, in every form. --kind writes what offices send: the bulletin"
        " (通报), the brief of the week (周调度表), supervision notices (督办单: those that await an answer, and drafts"
        " for what else is overdue), and a unit's report with its ledger as an annex."
    )
    + "\n\n"
    + _(
        "--sent-to records what is sent to a higher level, with the day and the digest of the file (`yian"
        " list --sent`). The next report to the same receiver shows the earlier figures beside the current"
        " ones."
    )
    + "\n\n"
    + _(
        "As a web page (--format html) the report also has the burn-down, what is waiting, and the ledger by"
        " organization, in one file that needs no network."
    )
    + "\n\n"
    + _(
        "--lake reports on many ledgers handed over with `yian export parquet` and `yian collect`: cities"
        " and counties as listed in its lake.toml, one county (--org CODE) by organization, or one unit in"
        " it (--org CODE/ORG). See docs/scale.md."
    ),
)
@click.option("--org", type=ORG, help=_("Only this organization and those below it."))
@click.option("--all-figures", is_flag=True, help=_("All figures on the screen, too; a document has them all."))
@click.option("--marked", is_flag=True, help=_("Only units marked as high risk, with all below them."))
@click.option("--burn-down", is_flag=True, help=_("Open problems day by day, with additions and closes."))
@click.option("--common", is_flag=True, help=_("What several organizations have in common, and since when."))
@click.option("--look-backs", is_flag=True, help=_("Look-backs: due, upcoming, done."))
@click.option(
    "--sweep", is_flag=True, help=_("What each round of self-examination found, and how much of it is closed.")
)
@click.option("--members", is_flag=True, help=_("人人过关: who of the leading teams has passed, and who has not."))
@click.option(
    "--cleared", is_flag=True, help=_("全清: where everything is closed, level by level, and who is missing.")
)
@click.option(
    "--end-of-campaign",
    is_flag=True,
    help=_("收官: closed, carried out, what is open and with whom, look-backs still due, and where it goes."),
)
@click.option("--what-held", is_flag=True, help=_("Which closes held, slipped or recurred, by kind and cause."))
@click.option("--heads", is_flag=True, help=_("第一责任人: what each head endorsed, held and visited, and days since."))
@click.option(
    "--stages", is_flag=True, help=_("学查改做: what each unit has learned, examined, rectified and made of it.")
)
@click.option("--tasks", is_flag=True, help=_("The findings and tasks of the cases, and their outcome."))
@click.option(
    "--backdated",
    is_flag=True,
    help=_("补录: entries that decide lateness and were recorded after the day they took effect."),
)
@click.option("--rank", type=Choice(RANKED), help=_("Rank units by a figure."))
@click.option("--from", "from_", type=DAY, help=_("First day of --burn-down; default: that of the sprint."))
@click.option("--to", type=DAY, help=_("Last day of --burn-down; default: that of the sprint, or today."))
@click.option(
    "--by",
    type=Choice(BREAKDOWN_WORDS | GROUP_WORDS),
    multiple=True,
    help=_("Break the problems down by this, a row each; with --common, group by it (default: all but title)."),
)
@click.option(
    "--least",
    type=click.IntRange(1),
    metavar="COUNT",
    help=_("Minimum number of organizations for --common (2), or of problems due for --rank (3)."),
)
@click.option("--kind", type=Choice(PAPER_WORDS), help=_("Write an official document."))
@click.option(
    "--notice", type=NOTICE_OR_ORG, metavar="NOTICE", help=_("The notice for --kind notice; default: all open ones.")
)
@click.option(
    "--layout",
    type=Choice(LAYOUT_WORDS),
    help=_("For a workbook (xlsx): the 14 columns the office uses on A4 (the default), or all on A3."),
)
@click.option("--rev", metavar="REV", help=_("The ledger as of this commit, branch or tag, on the day of that commit."))
@click.option(
    "--sent-to", "sent_to", metavar="TEXT",
    help=_("Record that FILE is sent to them; it says what changed since the last report that they were sent."),
)  # fmt: skip
@kept(
    "by", "--sender", type=OFFICER, help=_("Who sends it, with --sent-to; else YIAN_BY, or whom `yian as` remembers.")
)
@of_lakes()
@opening
@reading
@publishing
def command(
    session: Session,
    org: str | None,
    rev: str | None,
    layout: str | None,
    marked: bool,
    sent_to: str | None,
    **options: Any,
) -> None:
    given = {name: value for name, value in options.items() if value not in (None, False, ())}
    if asks(session, given, _others(given, rev, layout) | {"--marked": marked, "--sent-to": sent_to}):
        _of_lake(session, org, given)
        return
    from yiananlib.render.formats import FORMATS

    every = given.pop("all_figures", False)
    view = _view(given)
    if every and view is not None:
        raise UsageProblem(_("--all-figures is only for the figures."))
    if layout is not None and (view is not None or session.form.format != "xlsx"):
        raise UsageProblem(_("--layout requires the ledger as a workbook: --format xlsx."))
    if marked and (view is not None or FORMATS[session.form.format].needs not in ("document", "json")):
        raise UsageProblem(
            _("--marked is only for the figures as a document or as JSON; `yian list --marked` lists problems.")
        )
    if marked and session.public:
        raise UsageProblem(_("Which units are marked is only for the office; --marked has no public version."))
    if session.by is not None and sent_to is None:
        raise UsageProblem(_("--sender is only for --sent-to."))
    if sent_to is not None and (session.output is None or rev is not None or marked):
        raise UsageProblem(_("--sent-to requires -o FILE and cannot be combined with --rev or --marked."))
    ledger = session.ledger()

    sending = Sending(session, ledger, sent_to, org, _called(given)) if sent_to is not None else None

    def told(index: Index) -> None:  # while the index is open, so that rows are read as they are written
        day = session.day(index, there.commit)
        if sending is not None:
            sending.begin(index, day)
        found = (
            _figures(index, day, org, session, layout, every=every, marked=marked)
            if view is None
            else _answer(view, index, day, org, given)
        )
        session.show(sending.with_changes(found) if sending is not None else found)

    with _at(ledger, rev) as there:
        session.ask(told, there)
    if sending is not None:
        sending.record()


def _called(given: Mapping[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    """Return the kind of document that was asked for, and the options of what else was."""
    return given.get("kind"), tuple(_option(name) for name in _VIEWS if name in given)


def _others(given: Mapping[str, Any], rev: str | None, layout: str | None) -> dict[str, Any]:
    """Return the options that say nothing about a lake, as they are typed."""
    said = {_option(name): value for name, value in given.items() if name not in ("known", "without", "engine")}
    return said | {"--rev": rev, "--layout": layout}


def _of_lake(session: Session, org: str | None, given: Mapping[str, Any]) -> None:
    from yiananlib.render.formats import FORMATS
    from yiananlib.services.reading.lake_report import lake_page, lake_report

    question = asked(session, org, given.get("known"), given.get("without", ()), given.get("engine"))
    session.show(lake_page(question) if FORMATS[session.form.format].needs == "page" else lake_report(question))


def _figures(
    index: Index, day: dt.date, org: str | None, session: Session, layout: str | None, *, every: bool, marked: bool
) -> object:
    from yiananlib.render.formats import FORMATS
    from yiananlib.services.reading.report import Detail, Layout, ledger, ledger_book, report

    needs = FORMATS[session.form.format].needs
    if needs == "book":
        return ledger_book(index, day, org, Layout(layout or Layout.CLASSIC))
    if needs == "table":
        return ledger(index, day, org)
    if needs == "page":
        from yiananlib.services.reading.page import page

        return page(index, day, org)
    detail = Detail.STREAMED if needs == "json" else Detail.URGENT if org is None else Detail.ROWS
    brief = session.form.format == "text" and not every and not session.public
    return report(index, day, org, detail, marked=marked)._replace(brief=brief)


def _answer(view: _View, index: Index, day: dt.date, org: str | None, given: Mapping[str, Any]) -> object:
    module, _dot, function = view.service.partition(".")
    options = {argument: given[name] for name, argument in view.takes.items() if name in given}
    return getattr(import_module(f"yiananlib.services.reading.{module}"), function)(index, day, org=org, **options)


def _view(given: Mapping[str, Any]) -> _View | None:
    """Return what was asked for instead of the figures.

    Raises:
        UsageProblem: two views at once, or an option that the one does not take.
    """
    views = _VIEWS | {"kind": _KINDS[given["kind"]] if "kind" in given else _View("")}
    chosen = [name for name in views if name in given and (name != "by" or "common" not in given)]
    if len(chosen) > 1:
        raise UsageProblem(
            _("{first} and {second} show different reports; give one.").format(
                first=_option(chosen[0]), second=_option(chosen[1])
            )
        )
    view = views[chosen[0]] if chosen else None
    known = GROUP_WORDS if "common" in given else BREAKDOWN_WORDS
    if wrong := [name for name in given.get("by", ()) if name not in known]:
        said = _("--common does not group by {name}.") if "common" in given else _("--by {name} is only for --common.")
        raise UsageProblem(said.format(name=wrong[0]))
    for name in given:
        if name not in chosen and (view is None or name not in view.takes):
            takers = [_option(other) for other, found in _VIEWS.items() if name in found.takes]
            takers += [f"--kind {kind}" for kind, found in _KINDS.items() if name in found.takes]
            raise UsageProblem(
                _("{option} is only for {views}.").format(option=_option(name), views=_(", ").join(takers))
            )
    return view


def _option(name: str) -> str:
    return f"--{name.rstrip('_').replace('_', '-')}"


def _at(ledger: Ledger, rev: str | None) -> AbstractContextManager[Ledger]:
    if rev is None:
        return nullcontext(ledger)
    from yiananlib.store.ledger import at_revision

    return at_revision(ledger, rev)
