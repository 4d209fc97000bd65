"""What a bulletin finds wanting (存在问题) and what it asks for (工作要求): a row each, told by the figures alone.

A row says nothing where its figure is nought. What becomes of anybody is for people to decide, and no row says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.render import words
from yiananlib.render.sentences import named
from yiananlib.services.reading.bulletin import units
from yiananlib.services.reading.standstill import by_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from yiananlib.services.reading.bulletin import Bulletin
    from yiananlib.services.reading.report import OrgFigures


class Issue(NamedTuple):
    """A row: its heading, what the figures say of it, "" where they say nothing, and what is asked for."""

    heading: str
    found: Callable[[Bulletin], str]
    asked: str
    asks: Callable[[Bulletin], str]


def _most(value: Bulletin, count: Callable[[OrgFigures], int]) -> list[OrgFigures]:
    """Return the units of which something is counted, those with most of it first."""
    return sorted((row for row in units(value.report.by_org) if count(row)), key=lambda row: -count(row))


def _with(value: Bulletin, count: Callable[[OrgFigures], int]) -> str:
    return named(_most(value, count), lambda row: _(" ({n})").format(n=count(row)))


def _who(value: Bulletin, count: Callable[[OrgFigures], int]) -> str:
    return named(_most(value, count), lambda _row: "")


def _behind(value: Bulletin) -> list[OrgFigures]:
    """Return the units whose closure rate is below that of all, the lowest first."""
    rate = value.report.figures.closure_rate
    lower = [
        row
        for row in units(value.report.by_org)
        if rate is not None and row.figures.closure_rate is not None and row.figures.closure_rate < rate
    ]
    return sorted(lower, key=lambda row: row.figures.closure_rate or 0)


def _late(value: Bulletin) -> str:
    if not value.report.figures.overdue:
        return ""
    said = _("Overdue: {n}, at {units}.").format(
        n=value.report.figures.overdue, units=_with(value, lambda row: row.figures.overdue)
    )
    if value.report.late:
        worst = value.report.late[0]
        said += _(" The longest overdue is “{title}” of {unit} ({ref}), by {days} days.").format(
            title=worst.title, unit=worst.org_name, ref=worst.number or worst.ref, days=worst.overdue_days
        )
    return said


def _late_asked(value: Bulletin) -> str:
    return _(
        "{units} shall find the cause of each overdue problem in annex 2, set a day for its completion, and"
        " ask for more time under the rules where needed. The office follows them up one by one until they"
        " are closed."
    ).format(units=_who(value, lambda row: row.figures.overdue))


def _uneven(value: Bulletin) -> str:
    behind = _behind(value)
    if not behind:
        return ""
    return _("The overall closure rate is {rate}; below it are {units}.").format(
        rate=words.percent(value.report.figures.closure_rate),
        units=named(behind, lambda row: _(" ({rate})").format(rate=words.percent(row.figures.closure_rate))),
    )


def _uneven_asked(value: Bulletin) -> str:
    return _(
        "{units} shall go through their problems one by one with the leader in charge of each, and submit without"
        " delay those whose measures are all completed."
    ).format(units=named(_behind(value), lambda _row: ""))


def _idle(value: Bulletin) -> str:
    n = value.report.figures.registered
    said = _("Registered but not started: {n}, at {units}.")
    return said.format(n=n, units=_with(value, lambda row: row.figures.registered)) if n else ""


def _idle_asked(value: Bulletin) -> str:
    return _("{units} shall plan measures and start on them at once.").format(
        units=_who(value, lambda row: row.figures.registered)
    )


def _returned(value: Bulletin) -> str:
    n = value.report.figures.returned
    said = _("Returned on review, to be reworked: {n}, at {units}.")
    return said.format(n=n, units=_with(value, lambda row: row.figures.returned)) if n else ""


def _returned_asked(value: Bulletin) -> str:
    return _("{units} shall address the reviewers' opinions point by point before submitting again.").format(
        units=_who(value, lambda row: row.figures.returned)
    )


def _back(value: Bulletin) -> str:
    f = value.report.figures
    if not (f.reopened or f.recurred):
        return ""
    return _("Reopened after being closed: {n} of {of} ({rate}); recurred as new problems: {again}.").format(
        n=f.reopened, of=f.ever_closed, rate=words.percent(f.reopen_rate), again=f.recurred
    )


def _back_asked(_value: Bulletin) -> str:
    return _(
        "Similar problems shall be looked for everywhere, rules made and followed, and closed problems"
        " looked back at in time, so that they do not recur."
    )


def _slow(value: Bulletin) -> str:
    f = value.report.figures
    if not f.waiting:
        return ""
    return _(
        "Waiting for review or close: {n} (office {office}, inspectors {inspectors}); the longest for"
        " {longest} days, half of them for {median} days or more."
    ).format(
        n=f.waiting,
        office=f.waiting_office,
        inspectors=f.waiting_inspectors,
        longest=f.waiting_days_longest,
        median=words.number(f.waiting_days_median),
    )


def _slow_asked(_value: Bulletin) -> str:
    return _("The office and the inspectors shall review submissions in turn, and close what passed.")


def _lax(value: Bulletin) -> str:
    f = value.report.figures
    parts = (
        (f.waived, _("closed with a waived check: {n}")),
        (f.backdated - f.backdated_confirmed, _("recorded late and not confirmed: {n}")),
        (f.one_hand, _("typed and judged by one officer: {n}")),
        (f.sole, _("passed and closed by one officer: {n}")),
    )
    said = _("; ").join(text.format(n=n) for n, text in parts if n)
    return said and _("Procedure: {what}.").format(what=said)


def _lax_asked(_value: Bulletin) -> str:
    return _("Everything shall be recorded on the day, checks waived only for good reason, and nobody shall judge"
        " what they typed themselves.")  # fmt: skip


def _stuck(value: Bulletin) -> str:
    waits = value.report.blocks
    if not waits:
        return ""
    said = _(" ({n}, for {days} days at most)")
    orgs = _(", ").join(row.name + said.format(n=row.open, days=row.longest) for row in by_named(waits))
    return _("Problems wait for other organizations: {n}. Waited for: {orgs}.").format(
        n=len({wait.ref for wait in waits}), orgs=orgs
    )


def _stuck_asked(value: Bulletin) -> str:
    orgs = _(", ").join(row.name for row in by_named(value.report.blocks))
    return _(
        "{orgs} shall do what others wait for, as the annex lists it. No deadline moves for it; who needs more time"
        " asks for it under the rules."
    ).format(orgs=orgs)


def _unseen(value: Bulletin) -> str:
    f = value.report.figures
    if f.look_backs_due <= f.look_backs_done:
        return ""
    return _("Look-backs due: {due}, done: {done}.").format(due=f.look_backs_due, done=f.look_backs_done)


def _unseen_asked(_value: Bulletin) -> str:
    return _("Look-backs that are due shall be made, and problems that did not hold reopened.")


def _silent(value: Bulletin) -> str:
    if not value.unanswered:
        return ""
    names = _(", ").join(dict.fromkeys(row.org_name for row in value.unanswered))
    return _("Supervision notices with an overdue reply: {n}, to {units}.").format(n=len(value.unanswered), units=names)


def _silent_asked(value: Bulletin) -> str:
    names = _(", ").join(dict.fromkeys(row.org_name for row in value.unanswered))
    return _("{units} shall answer the notices in writing.").format(units=names)


def _unanswered(value: Bulletin) -> str:
    told = value.report.coverage
    if told.round is None or told.answered >= told.expected:
        return ""
    behind = [row for row in units(value.report.by_org) if row.coverage.answered < row.coverage.expected]
    return _("Unanswered questions of self-examination: {n}, at {units}.").format(
        n=told.expected - told.answered, units=named(behind, lambda _row: "")
    )


def _unanswered_asked(_value: Bulletin) -> str:
    return _("The remaining questions shall be answered one by one; whoever has no problem states why.")


ISSUES: Final = {
    "overdue": Issue(N_("Rectification overdue"), _late, N_("Clear overdue problems by a set day"), _late_asked),
    "uneven": Issue(N_("Uneven progress"), _uneven, N_("Catch up"), _uneven_asked),
    "idle": Issue(N_("Not started"), _idle, N_("Start at once"), _idle_asked),
    "returned": Issue(N_("Poor quality of rectification"), _returned, N_("Improve the quality"), _returned_asked),
    "back": Issue(N_("Recurring problems"), _back, N_("Prevent recurrence"), _back_asked),
    "slow": Issue(N_("Slow review"), _slow, N_("Review and close without delay"), _slow_asked),
    "stuck": Issue(N_("Matters to be coordinated"), _stuck, N_("Clear what others wait for"), _stuck_asked),
    "lax": Issue(N_("Lax procedure"), _lax, N_("Follow the procedure"), _lax_asked),
    "unseen": Issue(N_("Overdue look-backs"), _unseen, N_("Look back in time"), _unseen_asked),
    "silent": Issue(N_("Unanswered notices"), _silent, N_("Answer the notices"), _silent_asked),
    "unanswered": Issue(
        N_("Self-examination incomplete"), _unanswered, N_("Complete the self-examination"), _unanswered_asked
    ),
}
"""In the order in which a bulletin tells them."""


def found(value: Bulletin) -> dict[str, str]:
    """Return what is found wanting: the names of rows, and what the figures say of each."""
    return {name: said for name, row in ISSUES.items() if (said := row.found(value))}
