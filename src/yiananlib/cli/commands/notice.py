"""``yian notice``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import NOTICE_OR_ORG, OFFICER, ORG, PROBLEM, TASK
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.cli.values import DAY, DUE, Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.notice_words import RUNG_WORDS, URGENCY_WORDS
from yiananlib.model.occurrences import EVERY_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from yiananlib.services.recording.context import Context
    from yiananlib.services.recording.matters import RecordedMatter
    from yiananlib.store.ledger import Ledger

_OPTIONS = {
    "first_rung": "--rung",
    "problems": "--problem",
    "back": "--return",
    "settle": "--close",
    "rung": "--raise",
}
"""How the options are typed that the command calls otherwise."""

_ISSUING = ("title", "demand", "due")
_ACTS = {
    "back": (("opinion",), ("due",)),
    "settle": (("opinion",), ()),
    "rung": (("reason",), ("due",)),
    "withdraw": (("reason",), ()),
    "excuse": (("reason",), ()),
}
"""What can be done to a notice: which options it needs, and which it takes besides."""


@yian_command(
    "notice",
    examples="yian notice zjj --title 招标文件抽查整改督办 --demand 6月20日前报核验结果和责任认定 --due 2026-07-20"
    " --problem k7m2qd --by bgs/head\n"
    "yian notice zjj --title 工资专户月报 --demand 每月报专户余额 --often month --due 2026-07-31 --until 2026-12-31"
    " --by bgs/head\n"
    "yian notice zjj --task case-1/1 --due 2026-07-20 --by bgs/head\n"
    "yian notice 9h3x4b --return --opinion 只报进度，未报责任认定 --due 2026-07-25 --by bgs/head\n"
    "yian notice 9h3x4b --close --opinion 已核实 --by jw/head\n"
    "yian notice 9h3x4b --raise caution --reason 两次催办未报 --due 2026-07-15 --by bgs/head",
    details=_(
        "督办单, one matter per notice (一事一单). Given an organization, it sends a notice; given a notice,"
        " it returns the reply, or closes, escalates or withdraws the notice. The ladder is 提醒, 督办,"
        " 告诫, 问责, upwards only: yian records what people decided, and holds nobody to account. For the"
        " office or the inspectors. A problem cannot be closed while a notice naming it awaits a reply."
    )
    + HINT,
)
@records("names", NOTICE_OR_ORG, "ORG…|NOTICE…")
@click.option("--title", metavar="TEXT", help=_("The notice in one line."))
@click.option("--demand", metavar="TEXT", help=_("督办内容: what is required."))
@click.option("--due", type=DUE, help=_("The deadline for the reply (inclusive)."))
@click.option("--often", type=Choice(EVERY_WORDS), help=_("A reply is due this often, first on the day of --due."))
@click.option("--until", type=DAY, help=_("The last day on which a reply can be due, with --often."))
@click.option("--rung", "first_rung", type=Choice(RUNG_WORDS), help=_("Its rung on the ladder; default: supervision."))
@click.option("--basis", metavar="TEXT", help=_("督办依据: the basis for the notice."))
@click.option("--urgency", type=Choice(URGENCY_WORDS), help=_("紧急程度; default: normal."))
@click.option(
    "--problem", "problems", type=PROBLEM, multiple=True, help=_("A problem the notice is about; may be repeated.")
)
@click.option(
    "--task", type=TASK, help=_("The task of a case that it hands on; its text and last day serve where none is given.")
)
@click.option("--support", type=ORG, multiple=True, help=_("A cooperating organization; may be repeated."))
@click.option(
    "--leader",
    type=OFFICER,
    metavar="OFFICER",
    help=_("分管领导; without ORG/, an officer of the organization itself."),
)
@click.option("--return", "back", is_flag=True, help=_("The reply is not sufficient; another is awaited."))
@click.option("--close", "settle", is_flag=True, help=_("The reply is sufficient; not by whoever replied."))
@click.option("--raise", "rung", type=Choice(RUNG_WORDS), help=_("Escalate the notice to this rung."))
@click.option("--withdraw", is_flag=True, help=_("The notice was sent in error."))
@click.option("--excuse", metavar="OCCURRENCE", help=_("No reply is needed for this occurrence: 2026-02."))
@click.option("--opinion", metavar="TEXT", help=_("What was found, with --return or --close."))
@click.option("--reason", metavar="TEXT", help=_("The reason, with --raise, --withdraw or --excuse."))
@recording
def command(session: Session, names: tuple[str, ...], **given: Any) -> None:
    from yiananlib.model.deadlines import odd
    from yiananlib.services.recording import supervise

    said = {name: value for name, value in given.items() if value not in (None, False, ())}
    if "due" in said:
        said["due"] = session.due(said["due"])
    if ("often" in said) is not ("until" in said):
        raise UsageProblem(_("Give --often and --until together."))
    acts = [name for name in _ACTS if name in said]
    doubts = [odd(said["due"], session.day(session.ledger().campaign()))] if "due" in said else []
    if not acts:
        _require(said, () if "task" in said else _ISSUING, set(given) - {"opinion", "reason"})
        session.sure(filter(None, doubts))
        fields = {"rung" if name == "first_rung" else name: value for name, value in said.items()}
        each(session, names, lambda ledger, context, org: supervise.issue(ledger, context, org, fields))
        return
    if len(acts) > 1:
        raise UsageProblem(_("Give one of --return, --close, --raise, --withdraw and --excuse."))
    (act,) = acts
    needed, besides = _ACTS[act]
    _require(said, needed, {act, *needed, *besides})
    session.sure(filter(None, doubts))

    def one(ledger: Ledger, context: Context, ref: str) -> RecordedMatter:
        match act:
            case "back":
                return supervise.send_back(ledger, context, ref, said["opinion"], said.get("due"))
            case "settle":
                return supervise.settle(ledger, context, ref, said["opinion"])
            case "rung":
                return supervise.escalate(ledger, context, ref, said["rung"], said["reason"], said.get("due"))
            case "excuse":
                return supervise.excuse(ledger, context, ref, said["excuse"], said["reason"])
            case _:
                return supervise.withdraw(ledger, context, ref, said["reason"])

    each(session, names, one)


def _require(said: Mapping[str, Any], needed: Sequence[str], allowed: Collection[str]) -> None:
    """Refuse what is missing, or does not belong together.

    Raises:
        UsageProblem: an option of ``needed`` was not given, or one that is not among ``allowed`` was.
    """
    if idle := [_typed(name) for name in said if name not in allowed]:
        raise UsageProblem(_("{options} cannot be used here.").format(options=_(", ").join(idle)))
    if missing := [_typed(name) for name in needed if name not in said]:
        raise UsageProblem(
            _(
                "{options} is missing. To send a notice, give an organization, --title, --demand and --due;"
                " to act on one, give the notice and --return or --close with --opinion, or --raise,"
                " --withdraw or --excuse with --reason."
            ).format(options=_(", ").join(missing))
        )


def _typed(name: str) -> str:
    return _OPTIONS.get(name, f"--{name}")
