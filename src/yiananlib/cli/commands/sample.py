"""``yian sample``."""

import datetime as dt
import re

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG, PROBLEM, SAMPLE
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import DAY
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "sample",
    examples="yian sample --closed-since 2026-04-01 --share 10% --least 3 --most 20 --by-unit --by jw/liaison\n"
    "yian sample s6k3wd --commit origin/main --by jw/liaison\n"
    "yian sample s6k3wd --announce 以7月16日福彩3D开奖号码为种子 --by jw/liaison\n"
    "yian sample s6k3wd --number 20262857 --how 当日福彩3D开奖号码 --by jw/liaison\n"
    "yian sample s6k3wd --replace k7m2qd --reason 已重启整改 --by jw/liaison",
    details=_(
        "抽查: which closed problems are looked at again, decided by chance. The population is frozen first. It is"
        " drawn once, by what did not exist then: the first later commit that another organization recorded, or a"
        " number that was announced. --share is rounded up; --least and --most hold for the whole, or with --by-unit"
        " for each organization. A problem that cannot be looked at is replaced by the next in the order. The result"
        " is a look-back with --sample. For the office and the inspectors. docs/sampling.md shows how to draw a"
        " sample again by hand."
    ),
)
@click.argument("sample", required=False, type=SAMPLE)
@click.option("--closed-since", type=DAY, help=_("Freeze the problems closed on or after this day."))
@click.option("--closed-until", type=DAY, help=_("The last day of their close; default: today."))
@click.option("--share", metavar="PERCENT", help=_("How much of them is drawn, in percent: 10%."))
@click.option("--least", type=click.IntRange(1, 9999), metavar="COUNT", help=_("How many are drawn at least."))
@click.option("--most", type=click.IntRange(1, 9999), metavar="COUNT", help=_("How many are drawn at most."))
@click.option("--by-unit", is_flag=True, help=_("Draw from each organization by itself."))
@click.option("--org", type=ORG, help=_("Sample only this organization and those below it."))
@click.option("--title", metavar="TEXT", help=_("What the sample is called."))
@click.option("--announce", metavar="TEXT", help=_("Say which number will be the seed, before it exists."))
@click.option("--commit", metavar="REV", help=_("Draw by this commit, made after the population was frozen."))
@click.option("--number", metavar="DIGITS", help=_("Draw by this number, which was announced and is there now."))
@click.option("--how", metavar="TEXT", help=_("How the number came about, and who saw it."))
@click.option("--brought-by", metavar="POST", help=_("Who brought the number; default: who records."))
@click.option("--replace", type=PROBLEM, help=_("Replace a problem that cannot be looked at."))
@click.option("--reason", metavar="TEXT", help=_("Why it cannot, with --replace."))
@recording
def command(
    session: Session,
    sample: str | None,
    closed_since: dt.date | None,
    closed_until: dt.date | None,
    share: str | None,
    least: int | None,
    most: int | None,
    by_unit: bool,
    org: str | None,
    title: str | None,
    announce: str | None,
    commit: str | None,
    number: str | None,
    how: str | None,
    brought_by: str | None,
    replace: str | None,
    reason: str | None,
) -> None:
    from yiananlib.services.recording import samples

    ledger, context = session.ledger(), session.context()
    freezing = (closed_until, share, least, most, by_unit or None, org, title)
    drawing, replacing = (how, brought_by), (reason,)
    match (closed_since, announce, commit, number, replace):
        case (dt.date(), None, None, None, None) if (
            sample is None and share is not None and not any((*drawing, reason))
        ):
            from yiananlib.model.drawing import Rule

            rule = Rule(_percent(share), least, most, by_unit)
            session.show(
                samples.freeze(ledger, context, rule, closed_since, until=closed_until, scope=org, title=title)
            )
        case (None, str(), None, None, None) if sample is not None and not any((*freezing, *drawing, *replacing)):
            session.show(samples.announce(ledger, context, sample, announce))
        case (None, None, str(), None, None) if sample is not None and not any((*freezing, *drawing, *replacing)):
            session.show(samples.draw(ledger, context, sample, commit=commit))
        case (None, None, None, str(), None) if sample is not None and how and not any((*freezing, *replacing)):
            session.show(samples.draw(ledger, context, sample, number=_digits(number), brought_by=brought_by, how=how))
        case (None, None, None, None, str()) if sample is not None and reason and not any((*freezing, *drawing)):
            session.show(samples.replace(ledger, context, sample, replace, reason))
        case _:
            raise UsageProblem(
                _(
                    "Give --closed-since DAY --share PERCENT; or a SAMPLE with --announce TEXT, with --commit REV, with"
                    " --number N --how TEXT, or with --replace PROBLEM --reason TEXT."
                )
            )


def _percent(text: str) -> int:
    found = re.fullmatch(r"([0-9]{1,3})[%％]?", text.strip())
    if found is None or not 1 <= int(found[1]) <= 100:
        raise UsageProblem(_("--share {text} is not a whole percentage from 1% to 100%.").format(text=text))
    return int(found[1])


def _digits(text: str) -> str:
    if re.fullmatch(r"[0-9]{1,40}", text) is None:
        raise UsageProblem(_("--number {text} is not a number; write its digits, 40 at most.").format(text=text))
    return text
