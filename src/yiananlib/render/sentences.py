"""What the figures of a report say, in sentences: the figures are those of the tables, and are not counted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model.words import FORM_WORDS
from yiananlib.render import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yiananlib.services.reading.bulletin import Bulletin
    from yiananlib.services.reading.report import OrgFigures

MOST = 5
"""Organizations that a sentence names."""


def overall(value: Bulletin) -> Iterator[str]:
    """Yield paragraphs on where things stand."""
    f = value.report.figures
    if not f.total:
        yield _("As of {day}, no problem was registered.").format(day=words.day(value.day))
        return
    said = _(
        "As of {day}, {total} problems were registered; closed: {closed}, a closure rate of {closure}; all"
        " measures completed: {completed}, a completion rate of {completion}."
    )
    yield said.format(
        day=words.day(value.day),
        total=f.total,
        closed=f.closed,
        closure=words.percent(f.closure_rate),
        completed=f.completed,
        completion=words.percent(f.completion_rate),
    ) + (_(" Voided and not counted: {n}.").format(n=f.voided) if f.voided else "")
    yield "".join(_standing(value))
    yield "".join(_course(value))
    if supervised := "".join(_supervised(value)):
        yield supervised


def since(value: Bulletin) -> Iterator[str]:
    """Yield what changed since what was sent last to the same receiver, where something was."""
    last, now = value.report.since, value.report.figures
    if last is None:
        return
    then = last.figures
    counted = (
        (_("problems"), now.total - then.total), (_("closed"), now.closed - then.closed),
        (_("open"), now.open - then.open), (_("overdue"), now.overdue - then.overdue),
    )  # fmt: skip
    said = _(
        "Compared with the last sent to {to} (on {day}, as of {as_of}): {changes}; the closure rate went from {before}"
        " to {after}."
    )
    yield said.format(
        to=last.to,
        day=words.day(last.sent),
        as_of=words.day(last.as_of),
        changes=_(", ").join(_("{word} {n:+d}").format(word=word, n=n) for word, n in counted),
        before=words.percent(then.closure_rate),
        after=words.percent(now.closure_rate),
    )


def _standing(value: Bulletin) -> Iterator[str]:
    f = value.report.figures
    if f.open:
        parts = (_("{n} {word}").format(word=word, n=n) for word, n in words.open_by_status(f))
        yield _("Of the {open} still open: {parts}.").format(open=f.open, parts=_(", ").join(parts))
    kinds = [
        _("{word} {n}, closed {closed}").format(word=k.word, n=k.figures.total, closed=k.figures.closed)
        for k in value.report.by_kind
        if k.figures.total
    ]
    yield _(" By kind: {kinds}.").format(kinds=_("; ").join(kinds))


def _course(value: Bulletin) -> Iterator[str]:
    f, moved = value.report.figures, value.moved
    yield _("Since {start}: newly registered {new}, closed {closed}, reopened {reopened}, voided {voided}.").format(
        start=words.day(value.start),
        new=moved.new,
        closed=moved.closed,
        reopened=moved.reopened,
        voided=moved.voided,
    )
    if moved.received or moved.transferred:
        yield _(" Taken over from other units: {received}; transferred to other units: {transferred}.").format(
            received=moved.received, transferred=moved.transferred
        )
    yield _(" Overdue: {overdue}; due within {days} days: {soon}.").format(
        overdue=f.overdue, days=value.setting.yellow, soon=f.due_soon
    )
    if f.on_time_of:
        yield _(" Of the {of} whose original deadline has passed, {n} were on time, a rate of {rate}.").format(
            of=f.on_time_of, n=f.on_time, rate=words.percent(f.on_time_rate)
        )
    if f.extended:
        yield _(" Extended: {n}, by {mean} days on average; by the extended deadlines, {rate} were on time.").format(
            n=f.extended, mean=words.number(f.extension_days_mean), rate=words.percent(f.on_time_rate_extended)
        )
    if f.close_days_of:
        yield _(" Closing took {mean} days from finding on average.").format(mean=words.number(f.close_days_mean))


def _supervised(value: Bulletin) -> Iterator[str]:
    f, told = value.report.figures, value.report
    if told.coverage.round is not None:
        yield _("In self-examination, {answered} of {expected} questions were answered ({rate}).").format(
            answered=told.coverage.answered, expected=told.coverage.expected, rate=words.percent(told.coverage.rate)
        )
    if f.look_backs_due:
        yield _(" Of {due} look-backs due, {done} were done, and in {held} the result had held.").format(
            due=f.look_backs_due, done=f.look_backs_done, held=f.look_backs_held
        )
    asked = sum(len(one.asked) for one in told.general)
    if asked:
        said = _(" Asked to look for {n} general problems, units answered {looked} of {asked} times and found {found}.")
        looked, found = (
            sum(counted) for counted in zip(*((len(g.looked), g.found) for g in told.general), strict=True)
        )
        yield said.format(n=len(told.general), looked=looked, asked=asked, found=found)
    forms = [
        _("{word} {n}").format(word=_(FORM_WORDS[form]), n=n) for form, n in told.accountability.forms.items() if n
    ]
    if forms:
        yield _(" People dealt with: {forms}.").format(forms=_(", ").join(forms))
    if told.accountability.decisions:
        yield _(" Decisions to hold to account: {n}.").format(n=told.accountability.decisions)
    if told.accountability.organizations:
        yield _(" Organizations held to account: {n}.").format(n=told.accountability.organizations)
    if told.accountability.recovered:
        yield _(" Money recovered: {yuan} yuan.").format(yuan=told.accountability.recovered)


def ahead(value: Bulletin) -> str:
    """Say what comes next, from what is open: overdue, due soon, returned and not begun."""
    f = value.report.figures
    parts = (
        (f.overdue, _("clear overdue problems ({n})")),
        (f.due_soon, _("complete problems due within {days} days ({n})")),
        (f.returned, _("rework returned problems ({n})")),
        (f.registered, _("start on problems not yet started ({n})")),
        (f.look_backs_due - f.look_backs_done, _("prepare for look-backs that are due ({n})")),
    )
    said = _("; ").join(text.format(n=n, days=value.setting.yellow) for n, text in parts if n)
    last = _("make sure that closed problems stay closed")
    return _("Plans: {parts}.").format(parts=_("; ").join(filter(None, (said, last))))


def named(rows: list[OrgFigures], said: Callable[[OrgFigures], str]) -> str:
    """Name the first few organizations, each with what is said of it, and how many there are besides."""
    shown = rows if len(rows) == MOST + 1 else rows[:MOST]  # who would be the only other one is named as well
    parts = _(", ").join(row.name + said(row) for row in shown)
    more = len(rows) - len(shown)
    return parts + (_(" and others, {all} in all").format(all=len(rows)) if more else "")
