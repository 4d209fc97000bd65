"""What a bulletin finds wanting (存在问题) and what it asks for (工作要求): a row each, told by the figures alone.

A row says nothing where its figure is nought. What becomes of anybody is for people to decide, and no row says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.render import words
from yiananlib.render.sentences import named
from yiananlib.services.reading.bulletin import units

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
        "{units} shall find the cause of each overdue problem of annex 2, name the day by which it will be done, and"
        " ask for more time by the rules where it is needed. The office follows them up one by one until they are"
        " struck off."
    ).format(units=_who(value, lambda row: row.figures.overdue))


def _uneven(value: Bulletin) -> str:
    behind = _behind(value)
    if not behind:
        return ""
    return _("The closure rate of all is {rate}; below it are {units}.").format(
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
    said = _("Registered and not yet begun: {n}, at {units}.")
    return said.format(n=n, units=_with(value, lambda row: row.figures.registered)) if n else ""


def _idle_asked(value: Bulletin) -> str:
    return _("{units} shall plan measures, and begin with them at once.").format(
        units=_who(value, lambda row: row.figures.registered)
    )


def _returned(value: Bulletin) -> str:
    n = value.report.figures.returned
    said = _("Returned on review and to be worked on again: {n}, at {units}.")
    return said.format(n=n, units=_with(value, lambda row: row.figures.returned)) if n else ""


def _returned_asked(value: Bulletin) -> str:
    return _("{units} shall answer the reviewers' opinions point by point before they submit again.").format(
        units=_who(value, lambda row: row.figures.returned)
    )


def _back(value: Bulletin) -> str:
    f = value.report.figures
    if not (f.reopened or f.recurred):
        return ""
    return _(
        "Opened again after they were struck off: {n} of {of} ({rate}); came back as new problems: {again}."
    ).format(n=f.reopened, of=f.ever_closed, rate=words.percent(f.reopen_rate), again=f.recurred)


def _back_asked(_value: Bulletin) -> str:
    return _(
        "Problems of one kind shall be looked for wherever they may be, rules be made and kept, and what is struck off"
        " be looked back at in time, so that it does not come back."
    )


def _slow(value: Bulletin) -> str:
    f = value.report.figures
    if not f.waiting:
        return ""
    return _(
        "Waiting to be judged or struck off: {n} (office {office}, inspectors {inspectors}); the longest for {longest}"
        " days, half of them for {median} days or more."
    ).format(
        n=f.waiting,
        office=f.waiting_office,
        inspectors=f.waiting_inspectors,
        longest=f.waiting_days_longest,
        median=words.number(f.waiting_days_median),
    )


def _slow_asked(_value: Bulletin) -> str:
    return _("The office and the inspectors shall review in turn what was submitted, and strike off what passed.")


def _lax(value: Bulletin) -> str:
    f = value.report.figures
    parts = (
        (f.waived, _("struck off with a check waived: {n}")),
        (f.backdated - f.backdated_confirmed, _("recorded afterwards and confirmed by nobody: {n}")),
        (f.one_hand, _("typed and judged by one officer: {n}")),
        (f.sole, _("passed and struck off by one officer: {n}")),
    )
    said = _("; ").join(text.format(n=n) for n, text in parts if n)
    return said and _("Of how things were done: {what}.").format(what=said)


def _lax_asked(_value: Bulletin) -> str:
    return _("What is done shall be recorded on the day, checks be waived for good reason alone, and nobody judge what"
             " they typed themselves.")  # fmt: skip


def _unseen(value: Bulletin) -> str:
    f = value.report.figures
    if f.look_backs_due <= f.look_backs_done:
        return ""
    return _("Look-backs due: {due}, done: {done}.").format(due=f.look_backs_due, done=f.look_backs_done)


def _unseen_asked(_value: Bulletin) -> str:
    return _("Look-backs that are due shall be made, and what did not hold be opened again.")


def _silent(value: Bulletin) -> str:
    if not value.unanswered:
        return ""
    names = _(", ").join(dict.fromkeys(row.org_name for row in value.unanswered))
    return _("Supervision notices whose reply is overdue: {n}, to {units}.").format(
        n=len(value.unanswered), units=names
    )


def _silent_asked(value: Bulletin) -> str:
    names = _(", ").join(dict.fromkeys(row.org_name for row in value.unanswered))
    return _("{units} shall answer the notices in writing.").format(units=names)


def _unanswered(value: Bulletin) -> str:
    told = value.report.coverage
    if told.round is None or told.answered >= told.expected:
        return ""
    behind = [row for row in units(value.report.by_org) if row.coverage.answered < row.coverage.expected]
    return _("Questions of self-examination without an answer: {n}, at {units}.").format(
        n=told.expected - told.answered, units=named(behind, lambda _row: "")
    )


def _unanswered_asked(_value: Bulletin) -> str:
    return _("The questions left shall be answered one by one; who has no problem says why.")


ISSUES: Final = {
    "overdue": Issue(N_("Rectification overdue"), _late, N_("Clear what is overdue by a set day"), _late_asked),
    "uneven": Issue(N_("Uneven progress"), _uneven, N_("Catch up"), _uneven_asked),
    "idle": Issue(N_("Not yet begun"), _idle, N_("Begin at once"), _idle_asked),
    "returned": Issue(N_("Rectification of poor quality"), _returned, N_("Do it well"), _returned_asked),
    "back": Issue(N_("Problems that come back"), _back, N_("Prevent problems from coming back"), _back_asked),
    "slow": Issue(N_("Review that is slow"), _slow, N_("Review and strike off without delay"), _slow_asked),
    "lax": Issue(N_("Procedure that is lax"), _lax, N_("Keep to the procedure"), _lax_asked),
    "unseen": Issue(N_("Look-backs left undone"), _unseen, N_("Look back in time"), _unseen_asked),
    "silent": Issue(N_("Notices left unanswered"), _silent, N_("Answer the notices"), _silent_asked),
    "unanswered": Issue(
        N_("Self-examination incomplete"), _unanswered, N_("Complete the self-examination"), _unanswered_asked
    ),
}
"""In the order in which a bulletin tells them."""


def found(value: Bulletin) -> dict[str, str]:
    """Return what is found wanting: the names of rows, and what the figures say of each."""
    return {name: said for name, row in ISSUES.items() if (said := row.found(value))}
