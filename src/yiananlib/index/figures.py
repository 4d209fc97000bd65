"""The figures, a row each: what is counted, the share it is, what readers call it and how it is counted.

The rows say all of a figure but its place in :class:`Figures`; what reads them (the report, its definitions, ranking,
JSON) knows no figure by name unless it says more about it. Rates are fractions 0–1, None where the denominator is 0;
how they are rounded and written is the render layer's business.
"""

# annotations that are evaluated: as text each field of Figures would be compiled
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from yiananlib.index.conditions import (
    AGAIN,
    AGEING,
    BLOCKED,
    BY_INSPECTORS,
    DUE_SOON,
    HERE,
    LATENESS,
    NEARLY,
    OPEN,
    OVERDUE,
    THERE,
    TO_JUDGE,
    UNACCEPTED,
    VERIFIED,
)
from yiananlib.index.figure import Figure
from yiananlib.index.medians import median
from yiananlib.messages import N_


def _status(name: str) -> Figure:
    return Figure(name, counts={name: f"status = '{name}'"})


FIGURES: Final = (
    Figure(
        "total",
        N_("Problems"),
        N_("registered on or before the day, not voided, and not transferred to another unit"),
        {"total": THERE},
    ),
    Figure(
        "closure_rate", N_("Closed"), N_("closed ÷ total"), {"closed": "status = 'closed'"},
        part="closed", whole="total", share=N_("Closure rate"), better=True,
    ),
    Figure(
        "completion_rate", N_("All measures completed"),
        N_("all measures completed, as the units themselves report it ÷ total"),
        {"completed": f"{THERE} AND complete = 1"},
        part="completed", whole="total", share=N_("Completion rate"), better=True,
    ),
    Figure(
        "verified_rate",
        N_("Completed and verified"),
        N_("all measures completed, and passed or closed by somebody else ÷ total"),
        {"verified": VERIFIED},
        part="verified",
        whole="total",
        share=N_("Verified rate"),
    ),
    Figure(
        "nearly",
        N_("Nearly completed"),
        N_("more than half of the measures completed, and not all; in no other figure of completion"),
        {"nearly": NEARLY},
        whole="total",
    ),
    Figure("open", N_("Open"), counts={"open": OPEN}),
    *map(_status, ("registered", "rectifying", "submitted", "returned", "passed", "voided", "transferred")),
    Figure("received", counts={"received": f"{THERE} AND came_from IS NOT NULL"}),
    Figure(
        "overdue",
        N_("Overdue"),
        N_(
            "neither closed nor submitted in time, and past the deadline (extensions included); the deadline"
            " day itself is in time; after a reopening, days are counted from the deadline or the reopening,"
            " whichever is later; a submission stops the clock on the day that counts: the day it was"
            " recorded, or the day the office or the inspectors vouch for; an incomplete submission does not"
        ),
        {"overdue": OVERDUE},
        whole="total",
        better=False,
        ranked=N_("Overdue share"),
    ),
    Figure(
        "lateness",
        N_("Overdue by length in days"),
        counts={f"late {name}": condition for name, condition in LATENESS.items()},
        part="overdue",
    ),
    Figure("due_soon", N_("Due soon"), counts={"due_soon": DUE_SOON}),
    Figure(
        "on_time_rate",
        N_("On time (original deadline)"),
        N_(
            "closed or passed on the day, with a submission that counts from the original deadline or"
            " earlier ÷ problems whose original deadline has passed; reopened problems are not on time"
        ),
        {
            "on_time": f"{THERE} AND due < :day AND held <= due",
            "on_time_of": f"{THERE} AND due < :day AND carried = 0",
        },
        part="on_time",
        whole="on_time_of",
        better=True,
    ),
    Figure(
        "on_time_rate_extended",
        N_("On time (with extensions)"),
        N_("as above, with the deadline after extensions"),
        {
            "on_time_extended": f"{THERE} AND deadline < :day AND held <= deadline",
            "on_time_extended_of": f"{THERE} AND deadline < :day AND carried = 0",
        },
        part="on_time_extended",
        whole="on_time_extended_of",
        better=True,
    ),
    Figure(
        "extension_rate",
        N_("Extended"),
        N_("with a granted extension ÷ total"),
        {"extended": f"{THERE} AND extended_days IS NOT NULL"},
        {"extension_days": f"CASE WHEN {THERE} THEN extended_days END"},
        part="extended",
        whole="total",
    ),
    Figure(
        "contested",
        N_("Objections"),
        N_("raised by heads of units, on whatever became of the problem; undecided: of problems that are open"),
        {"contested_open": "contest IS NOT NULL"},
        {"contested": "contests", "contested_upheld": "contests_upheld", "contested_dismissed": "contests_dismissed"},
    ),
    Figure(
        "blocked",
        N_("Waiting for another organization"),
        N_("open, and waiting for what another organization is to do; no deadline moves for it"),
        {"blocked": BLOCKED},
        {"blocked_orgs": f"CASE WHEN {OPEN} THEN blocks END"},
    ),
    Figure(
        "reopen_rate",
        N_("Reopened"),
        N_("closed at some time and later reopened ÷ closed at some time"),
        {
            "reopened": f"{THERE} AND closed_before IS NOT NULL",
            "ever_closed": f"{THERE} AND (closes > 0 OR closed_before IS NOT NULL)",
        },
        part="reopened",
        whole="ever_closed",
        share=N_("Reopen rate"),
        better=False,
    ),
    Figure(
        "recurred",
        N_("Recurred"),
        N_("registered as a recurrence of an earlier problem"),
        {"recurred": f"{THERE} AND recurs IS NOT NULL"},
    ),
    Figure(
        "waived_rate",
        N_("Closed with a waiver"),
        N_("closes with a waived check ÷ closes"),
        sums={
            "waived": f"CASE WHEN {HERE} THEN waived END",
            "closes": f"CASE WHEN {HERE} THEN closes END",
        },
        part="waived",
        whole="closes",
    ),
    Figure(
        "one_hand",
        N_("Judged by the officer who typed it"),
        N_("closes where the same officer recorded both the completion and submission and the pass or close"),
        sums={"one_hand": f"CASE WHEN {HERE} THEN one_hand END"},
        whole="closes",
    ),
    Figure(
        "sole",
        N_("Closed by the officer who passed it"),
        N_("closes that require two officers but were made by the one who passed, because nobody else in office could"),
        sums={"sole": f"CASE WHEN {HERE} THEN sole END"},
        whole="closes",
    ),
    Figure(
        "carried_over",
        N_("Carried over"),
        N_(
            "closed before the ledger of the unit began, entered by import: included in total, completed and"
            " closed, and in no other figure"
        ),
        {"carried_over": f"{THERE} AND carried = 1"},
    ),
    Figure(
        "look_back_rate",
        N_("Look-backs done"),
        N_(
            "look-backs done ÷ due: one at each close, and where they come again each that was done, and the next once"
            " it is due"
        ),
        looks={
            "look_backs_due": "looks.result IS NOT NULL OR closes.since <= :look_back AND"
            " (closes.lasted IS NULL OR closes.lasted >= :look_back_days)",
            "look_backs_done": "looks.result IS NOT NULL",
            "look_backs_again": AGAIN,
        },
        part="look_backs_done",
        whole="look_backs_due",
    ),
    Figure(
        "held_rate",
        N_("Look-backs held"),
        N_("held ÷ looked back at"),
        looks={"look_backs_held": "looks.result = 'held'"},
        part="look_backs_held",
        whole="look_backs_done",
        better=True,
    ),
    Figure(
        "duty_rate", N_("Recurring duties met in time"),
        N_(
            "occurrences answered by their day ÷ those that fell due before the day while the problem was neither"
            " submitted nor closed; excused ones are left out; answers count from the day that counts"
        ),
        sums={name: f"CASE WHEN {THERE} THEN {name} END" for name in ("duties_met", "duties_due")},
        part="duties_met", whole="duties_due", better=True,
    ),
    Figure(
        "duties_run", N_("Longest run of missed occurrences"),
        N_("of one recurring measure, the most occurrences in a row that were not answered in time"),
        tops={"duties_run": f"CASE WHEN {THERE} THEN duties_run END"},
    ),
    Figure(
        "waiting",
        N_("Waiting for review or close"),
        N_(
            "submitted or passed, and not yet reviewed or closed, and for how many days; waiting for the"
            " inspectors where their pass is required and for the office's own problems, otherwise for the"
            " office"
        ),
        {"waiting": TO_JUDGE, "waiting_inspectors": f"{TO_JUDGE} AND ({BY_INSPECTORS})"},
    ),
    Figure(
        "unaccepted",
        N_("Registrations to be accepted"),
        N_(
            "open, and without a serial number from the office or the inspectors, who accept the registration by it;"
            " age in days since it was registered"
        ),
        {"unaccepted": UNACCEPTED},
        whole="open",
    ),
    Figure(
        "backdated",
        N_("Backdated"),
        N_(
            "submissions, completions and requests for more time that took effect before the day they were"
            " recorded; confirmed if the office or the inspectors recorded them in their own name or gave"
            " the day of receipt; all others count from the day they were recorded"
        ),
        late={"backdated": "count(*)", "backdated_confirmed": "sum(confirmed)", "backdated_days": "sum({days})"},
    ),
    Figure("close_days_mean", N_("Days from found to closed"), part="close_days_of"),
    Figure(
        "ageing",
        N_("Open problems by age in days"),
        counts={f"age {name}": condition for name, condition in AGEING.items()},
        part="open",
    ),
    Figure(
        "coverage",
        N_("Self-examination"),
        N_(
            "answered ÷ (prompts × subjects) of the newest round (by day of first opening) that is for the"
            " whole campaign; a nil return without a reason is not an answer"
        ),
        part="answered",
        whole="expected",
    ),
)  # fmt: skip
"""In the order a report shows them. Only coverage is counted from answers, not from problems."""

BY_NAME: Final = {figure.name: figure for figure in FIGURES}
RANKED: Final = {figure.name: figure.ranked or figure.alone for figure in FIGURES if figure.better is not None}
"""What units can be ranked by, and what it is called: always a share, since a number alone says who has much to do."""

COUNTS: Final = {name: said for figure in FIGURES for name, said in figure.counts.items()}
"""How many problems: the condition that each fulfils."""
SUMS: Final = {name: said for figure in FIGURES for name, said in figure.sums.items()}
"""What is added up."""
TOPS: Final = {name: said for figure in FIGURES for name, said in figure.tops.items()}
"""What is told of the problem that has most of it."""
LOOK_BACKS: Final = {name: said for figure in FIGURES for name, said in figure.looks.items()}
"""How many closes by the day, each with the last look-back at it: one falls due when a close has lasted so long."""
BACKDATED: Final = {name: said for figure in FIGURES for name, said in figure.late.items()}
"""What is made of the entries that decide lateness and took effect, by the day, before they were recorded."""
DEFINITIONS: Final = {figure.name: figure.definition for figure in FIGURES if figure.definition}
"""What is printed under a formal table: the figure and its definition."""


class Figures(NamedTuple):
    """The figures of some problems on a day; counts, fractions and days."""

    total: int
    closed: int
    open: int
    registered: int
    rectifying: int
    submitted: int
    returned: int
    passed: int
    voided: int
    transferred: int
    received: int
    overdue: int
    lateness: dict[str, int]
    due_soon: int
    completed: int
    closure_rate: float | None
    completion_rate: float | None
    verified: int
    verified_rate: float | None
    nearly: int
    on_time: int
    on_time_of: int
    on_time_rate: float | None
    on_time_extended: int
    on_time_extended_of: int
    on_time_rate_extended: float | None
    ageing: dict[str, int]
    close_days_mean: float | None
    close_days_median: float | None
    close_days_of: int
    contested: int
    contested_upheld: int
    contested_dismissed: int
    contested_open: int
    blocked: int
    blocked_orgs: int
    reopened: int
    ever_closed: int
    reopen_rate: float | None
    recurred: int
    extended: int
    extension_rate: float | None
    extension_days_mean: float | None
    closes: int
    waived: int
    waived_rate: float | None
    one_hand: int
    sole: int
    carried_over: int
    look_backs_due: int
    look_backs_done: int
    look_backs_held: int
    look_back_rate: float | None
    held_rate: float | None
    duties_due: int
    duties_met: int
    duty_rate: float | None
    duties_run: int
    backdated: int
    backdated_confirmed: int
    backdated_days_mean: float | None
    waiting: int
    waiting_office: int
    waiting_inspectors: int
    waiting_days_median: float | None
    waiting_days_longest: int | None
    unaccepted: int
    unaccepted_days_median: float | None
    unaccepted_days_longest: int | None


def figures(
    counted: Mapping[str, int],
    close_days: Mapping[int, int],
    wait_days: Mapping[int, int],
    accept_days: Mapping[int, int],
) -> Figures:
    """Return the figures that counts and sums amount to.

    ``close_days`` says how many took so many days to close, ``wait_days`` how many have waited for so many days,
    ``accept_days`` how many were registered so many days ago and are not accepted.
    """
    closed_of = sum(close_days.values())
    looks_due = counted["look_backs_due"] + counted["look_backs_again"]
    made: dict[str, Any] = {
        "ageing": {name: counted[f"age {name}"] for name in AGEING},
        "lateness": {name: counted[f"late {name}"] for name in LATENESS},
        "close_days_of": closed_of,
        "close_days_mean": rate(sum(days * times for days, times in close_days.items()), closed_of),
        "close_days_median": median(close_days),
        "extension_days_mean": rate(counted["extension_days"], counted["extended"]),
        "backdated_days_mean": rate(counted["backdated_days"], counted["backdated"]),
        "waiting_office": counted["waiting"] - counted["waiting_inspectors"],
        "waiting_days_median": median(wait_days),
        "waiting_days_longest": max(wait_days, default=None),
        "unaccepted_days_median": median(accept_days),
        "unaccepted_days_longest": max(accept_days, default=None),
    }
    made |= {figure.name: rate(counted[figure.part], counted[figure.whole]) for figure in _SHARES}
    made |= {"look_backs_due": looks_due, "look_back_rate": rate(counted["look_backs_done"], looks_due)}
    values: list[Any] = [made[name] if name in made else counted[name] for name in Figures._fields]
    return Figures._make(values)


_SHARES: Final = tuple(figure for figure in FIGURES if figure.is_share and figure.name in Figures._fields)


def rate(part: int, whole: int) -> float | None:
    """Return ``part ÷ whole``, None where ``whole`` is 0."""
    return part / whole if whole else None
