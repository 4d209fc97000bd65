"""The figures, each defined once (design.md section 4), in standard SQL over where each problem stands on a day.

One text runs on SQLite, DuckDB and Spark (``index.counting_sql``): yes and no are 1 and 0, and are compared with these.

``:day`` is T, the as-of day; ``due`` the original deadline o; ``deadline`` the one after extensions d;
``closed_first`` the first close c. All days are effective days, as text in ISO 8601, but for three that are the day
that counts: ``submitted``, ``held`` and ``late_from`` (see ``model.counting``). Rates are fractions 0–1,
None where the denominator is 0; how they are rounded and written is the render layer's business.
"""

# annotations that are evaluated: as text each field of Figures would be compiled
import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.index.values import Rules, Setting

STANDING: Final = (
    "problems JOIN spans ON spans.problem = problems.problem AND spans.since <= :day AND :day < spans.until"
)
"""Each problem registered by the day, with the one interval that holds the day."""

STANDING_LAST: Final = f"problems JOIN spans ON spans.problem = problems.problem AND spans.until = '{dt.date.max}'"
"""The same for a day after which nothing changes, which is nearly every day that is asked for."""


def amongst(column: str, words: str) -> str:
    """Return the condition that a word, in which there is no slash, is one of a parameter's: see :func:`together`."""
    return f"instr(:{words}, '/' || {column} || '/') > 0"


def together(words: "Sequence[str]") -> str:
    """Return words as one text, each between slashes: engines differ in how a list is asked, and not in this."""
    return f"/{'/'.join(words)}/" if words else ""


THERE: Final = "status <> 'voided'"
OPEN: Final = "status NOT IN ('closed', 'voided')"
INCOMPLETE: Final = "status = 'submitted' AND submitted IS NULL"
"""Submitted, and the unit said itself that something is missing: that stops no clock."""

WAITING: Final = f"(status IN ('registered', 'rectifying', 'returned') OR {INCOMPLETE})"
"""Open, and the unit has not said that it is done."""

TO_JUDGE: Final = "status IN ('submitted', 'passed')"
"""Open, and the office or the inspectors have not said what becomes of it."""

_BY_INSPECTORS: Final = f"""function = 'office' OR status = 'submitted' AND function <> 'inspector' AND (:always = 1
    OR ({amongst("field", "key_fields")} OR {amongst("severity", "grave")})
    AND NOT (severity = 'minor' AND class = 'immediate'))"""
"""What is to be judged waits for the inspectors: a problem of the office, or one whose pass asks for the standards.

``function`` is that of the problem's organization.
"""

TIMED: Final = "status = 'closed' AND carried = 0 AND close_days IS NOT NULL"
"""Closed here, so that it is known how long it took."""

OVERDUE: Final = f"{OPEN} AND deadline < :day AND (submitted IS NULL OR submitted > deadline)"
LATE_SINCE: Final = "CASE WHEN reopened_on > deadline THEN reopened_on ELSE deadline END"
"""From which day on the days of an overdue problem are counted: what was open again late is not late for its close."""

DUE_SOON: Final = f"{OPEN} AND {WAITING} AND deadline BETWEEN :day AND :soon"
LAMP: Final = f"""CASE
    WHEN status = 'voided' THEN NULL
    WHEN status = 'closed' THEN 'closed'
    WHEN {OVERDUE} THEN 'red'
    WHEN {WAITING} AND (deadline <= :soon OR late_from < :day) OR status = 'returned' THEN 'yellow'
    WHEN {WAITING} AND deadline <= :near THEN 'blue'
    ELSE 'green' END"""
"""The lamp: the first that matches; nothing for a voided problem."""

AGEING: Final = {
    "0-29": f"{OPEN} AND found > :days30",
    "30-59": f"{OPEN} AND found <= :days30 AND found > :days60",
    "60-89": f"{OPEN} AND found <= :days60 AND found > :days90",
    "90+": f"{OPEN} AND found <= :days90",
}
"""The classes of age in days since found."""

COUNTS: Final[dict[str, str]] = {
    "total": THERE,
    "closed": "status = 'closed'",
    "open": OPEN,
    "registered": "status = 'registered'",
    "rectifying": "status = 'rectifying'",
    "submitted": "status = 'submitted'",
    "returned": "status = 'returned'",
    "passed": "status = 'passed'",
    "voided": "status = 'voided'",
    "overdue": OVERDUE,
    "due_soon": DUE_SOON,
    "completed": f"{THERE} AND complete = 1",
    "on_time": f"{THERE} AND due < :day AND held <= due",
    "on_time_of": f"{THERE} AND due < :day AND carried = 0",
    "on_time_extended": f"{THERE} AND deadline < :day AND held <= deadline",
    "on_time_extended_of": f"{THERE} AND deadline < :day AND carried = 0",
    **{f"age {name}": condition for name, condition in AGEING.items()},
    "reopened": f"{THERE} AND closed_before IS NOT NULL",
    "ever_closed": f"{THERE} AND closes > 0",
    "extended": f"{THERE} AND extended_days IS NOT NULL",
    "carried_over": f"{THERE} AND carried = 1",
    "recurred": f"{THERE} AND recurs IS NOT NULL",
    "waiting": TO_JUDGE,
    "waiting_inspectors": f"{TO_JUDGE} AND ({_BY_INSPECTORS})",
}
"""How many problems: the condition that each fulfils."""

SUMS: Final[dict[str, str]] = {
    "extension_days": f"CASE WHEN {THERE} THEN extended_days END",
    "closes": f"CASE WHEN {THERE} THEN closes END",
    "waived": f"CASE WHEN {THERE} THEN waived END",
    "one_hand": f"CASE WHEN {THERE} THEN one_hand END",
    "sole": f"CASE WHEN {THERE} THEN sole END",
}
"""What is added up."""

LOOK_BACKS: Final[dict[str, str]] = {
    "look_backs_due": "looks.result IS NOT NULL OR closes.since <= :look_back AND"
    " (closes.lasted IS NULL OR closes.lasted >= :look_back_days)",
    "look_backs_done": "looks.result IS NOT NULL",
    "look_backs_held": "looks.result = 'held'",
}
"""How many closes by the day, each with the last look-back at it: one falls due when a close has lasted so long."""

DEFINITIONS: Final[dict[str, str]] = {
    "total": N_("registered on or before the day, not voided"),
    "closure_rate": N_("closed ÷ total"),
    "completion_rate": N_("all measures completed ÷ total"),
    "overdue": N_(
        "neither closed nor submitted in time, and the deadline (extensions included) is past; the due day itself is"
        " in time; days after a reopening are counted from the later of the deadline and the reopening; a submission"
        " stops the clock on the day that counts: the day it was recorded, or the day that the office or the"
        " inspectors vouch for; an incomplete one does not"
    ),
    "on_time_rate": N_(
        "closed or passed on the day, the submission that led to it counting from the original deadline or before ÷"
        " those whose original deadline is past; what was opened again is not in time"
    ),
    "on_time_rate_extended": N_("the same against the deadline after extensions"),
    "reopen_rate": N_("closed at some time and later reopened ÷ closed at some time"),
    "recurred": N_("registered as an earlier problem that came back"),
    "extension_rate": N_("with a granted extension ÷ total"),
    "waived_rate": N_("closes with a waived check ÷ closes"),
    "one_hand": N_("closes for which one officer typed completion and submission, and the pass or the close"),
    "sole": N_("closes that need two, made by who had passed them because nobody else in office might"),
    "carried_over": N_(
        "struck off before the ledger of their unit began, entered by import: in total, completed and closed; in no"
        " other figure"
    ),
    "look_back_rate": N_("looked back at ÷ due for a look-back"),
    "held_rate": N_("held ÷ looked back at"),
    "backdated": N_(
        "submissions, completions and requests for more time that took effect before the day they were recorded;"
        " confirmed where the office or the inspectors recorded them in their own name or say when the paper came in,"
        " all others count from the day they were recorded"
    ),
    "waiting": N_(
        "submitted or passed, and not yet judged or struck off; days since it came to that; with the inspectors where"
        " their pass is asked for and for problems of the office, else with the office"
    ),
    "coverage": N_(
        "answered ÷ (prompts × subjects) of one round for the whole campaign, the one that was first opened last; a"
        " nil return without a reason is no answer"
    ),
}
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
    overdue: int
    due_soon: int
    completed: int
    closure_rate: float | None
    completion_rate: float | None
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
    backdated: int
    backdated_confirmed: int
    backdated_days_mean: float | None
    waiting: int
    waiting_office: int
    waiting_inspectors: int
    waiting_days_median: float | None
    waiting_days_longest: int | None


def parameters(day: dt.date, setting: "Setting | Rules") -> dict[str, str | int]:
    """Return the days that the conditions compare with: ``day`` and what the campaign's settings make of it."""
    return {
        "day": day.isoformat(),
        "soon": away(day, setting.yellow),
        "near": away(day, setting.blue),
        "days30": away(day, -30),
        "days60": away(day, -60),
        "days90": away(day, -90),
        "look_back": away(day, -setting.look_back_days),
        "look_back_days": setting.look_back_days,
        "always": int(setting.standards_always),
        "key_fields": together(setting.key_fields),
        "grave": together(setting.grave),
    }


def away(day: dt.date, days: int) -> str:
    """Return the day so many days after ``day``: the last there is at most; before the first, what precedes all."""
    try:
        return (day + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return dt.date.max.isoformat() if days > 0 else ""


def holding(table: str) -> str:
    """Return the condition that an interval of ``table`` holds the day; one without an end holds the last, too."""
    return f"{table}.since <= :day AND (:day < {table}.until OR {table}.until = '{dt.date.max}')"


def figures(counted: "Mapping[str, int]", close_days: "Mapping[int, int]", wait_days: "Mapping[int, int]") -> Figures:
    """Return the figures that counts and sums amount to.

    ``close_days`` says how many took so many days to close, ``wait_days`` how many have waited for so many days.
    """
    n = counted
    closed_of = sum(close_days.values())
    return Figures(
        total=n["total"],
        closed=n["closed"],
        open=n["open"],
        registered=n["registered"],
        rectifying=n["rectifying"],
        submitted=n["submitted"],
        returned=n["returned"],
        passed=n["passed"],
        voided=n["voided"],
        overdue=n["overdue"],
        due_soon=n["due_soon"],
        completed=n["completed"],
        closure_rate=rate(n["closed"], n["total"]),
        completion_rate=rate(n["completed"], n["total"]),
        on_time=n["on_time"],
        on_time_of=n["on_time_of"],
        on_time_rate=rate(n["on_time"], n["on_time_of"]),
        on_time_extended=n["on_time_extended"],
        on_time_extended_of=n["on_time_extended_of"],
        on_time_rate_extended=rate(n["on_time_extended"], n["on_time_extended_of"]),
        ageing={name: n[f"age {name}"] for name in AGEING},
        close_days_mean=rate(sum(days * times for days, times in close_days.items()), closed_of),
        close_days_median=_median(close_days),
        close_days_of=closed_of,
        reopened=n["reopened"],
        ever_closed=n["ever_closed"],
        reopen_rate=rate(n["reopened"], n["ever_closed"]),
        recurred=n["recurred"],
        extended=n["extended"],
        extension_rate=rate(n["extended"], n["total"]),
        extension_days_mean=rate(n["extension_days"], n["extended"]),
        closes=n["closes"],
        waived=n["waived"],
        waived_rate=rate(n["waived"], n["closes"]),
        one_hand=n["one_hand"],
        sole=n["sole"],
        carried_over=n["carried_over"],
        look_backs_due=n["look_backs_due"],
        look_backs_done=n["look_backs_done"],
        look_backs_held=n["look_backs_held"],
        look_back_rate=rate(n["look_backs_done"], n["look_backs_due"]),
        held_rate=rate(n["look_backs_held"], n["look_backs_done"]),
        backdated=n["backdated"],
        backdated_confirmed=n["backdated_confirmed"],
        backdated_days_mean=rate(n["backdated_days"], n["backdated"]),
        waiting=n["waiting"],
        waiting_office=n["waiting"] - n["waiting_inspectors"],
        waiting_inspectors=n["waiting_inspectors"],
        waiting_days_median=_median(wait_days),
        waiting_days_longest=max(wait_days, default=None),
    )


def rate(part: int, whole: int) -> float | None:
    """Return ``part ÷ whole``, None where ``whole`` is 0."""
    return part / whole if whole else None


def _median(counts: "Mapping[int, int]") -> float | None:
    """Return the median of values of which each is there so many times."""
    total = sum(counts.values())
    if not total:
        return None
    lower, upper = (total - 1) // 2, total // 2
    found: list[int] = []
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        found += [value] * ((seen > lower and not found) + (seen > upper and len(found) < 2))
        if len(found) == 2:
            break
    return (found[0] + found[1]) / 2
