"""The conditions of the figures (design.md section 4), in standard SQL over where each problem stands on a day.

One text runs on SQLite, DuckDB and Spark (``index.counting_sql``): yes and no are 1 and 0, and are compared with these.

``:day`` is T, the as-of day; ``due`` the original deadline o; ``deadline`` the one after extensions d;
``closed_first`` the first close c. All days are effective days, as text in ISO 8601, but for three that are the day
that counts: ``submitted``, ``held`` and ``late_from`` (see ``model.counting``).
"""

import datetime as dt
from typing import TYPE_CHECKING, Final

from yiananlib.model.vocabulary import SIX_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def one_of(name: str, column: str, values: "Sequence[str]") -> tuple[str, dict[str, str]]:
    """Return the condition that a column has one of ``values``, and its parameters, which begin with ``name``."""
    given = {f"{name}{number}": value for number, value in enumerate(values)}
    return f"{column} IN ({', '.join(f':{mark}' for mark in given)})", given


FOR_ALL: Final = "round NOT IN (SELECT round FROM cases WHERE round IS NOT NULL AND orgs <> '[]')"
"""A round of self-examination is for all units: one that a case opens for some counts apart."""

KEPT: Final = (
    "'keep' IS (SELECT json_extract(decided.data, '$.decision') FROM matter_entries AS decided"
    " WHERE decided.matter = matters.matter AND decided.kind = 'decided' AND decided.counts AND decided.day <= :day"
    " ORDER BY decided.number DESC LIMIT 1)"
)
"""The last word on a rule is that it stays as it is. SQLite's own, for the registers alone."""

CAME: Final = "coalesce(json_extract(entry.data, '$.attended'), json_extract(entry.data, '$.count'), 0)"
"""How many came to a meeting, or made up for it, as an ``entry`` of it says."""

THERE: Final = "status NOT IN ('voided', 'transferred')"
HERE: Final = "status <> 'voided'"
"""What was done of a problem where it stood counts there, though it stands elsewhere now."""
OPEN: Final = "status NOT IN ('closed', 'voided', 'transferred')"
INCOMPLETE: Final = "status = 'submitted' AND submitted IS NULL"
"""Submitted, and the unit said itself that something is missing: that stops no clock."""

WAITING: Final = f"(status IN ('registered', 'rectifying', 'returned') OR {INCOMPLETE})"
"""Open, and the unit has not said that it is done."""

TO_JUDGE: Final = "status IN ('submitted', 'passed')"
"""Open, and the office or the inspectors have not said what becomes of it."""

UNACCEPTED: Final = f"{OPEN} AND (accepted_on IS NULL OR accepted_on > :day)"
"""Open, and neither office nor inspectors have accepted the registration as it stands (核定)."""

BY_INSPECTORS: Final = f"""function = 'office' OR status = 'submitted' AND function <> 'inspector' AND (:always = 1
    OR ({amongst("field", "key_fields")} OR {amongst("severity", "grave")})
    AND NOT (severity = 'minor' AND class = 'immediate'))"""
"""What is to be judged waits for the inspectors: a problem of the office, or one whose pass asks for the standards.

``function`` is that of the problem's organization.
"""

BLOCKED: Final = f"{OPEN} AND blocks > 0"
"""Open, and waiting for another organization."""

HAS_LINKED: Final = "EXISTS (SELECT 1 FROM json_each(linked) WHERE value IN (SELECT value FROM json_each(:linked)))"
HAS_TAG: Final = "EXISTS (SELECT 1 FROM json_each(tags) WHERE value IN (SELECT value FROM json_each(:tags)))"

CHANGED: Final = (
    "(problems.problem IN (SELECT problem FROM spans WHERE since > :earlier AND since <= :later)"
    " OR deadline >= :earlier AND deadline < :later)"
)
"""May stand otherwise at the end of ``:later`` than at that of ``:earlier``: by an entry, or by its deadline."""

TIMED: Final = "status = 'closed' AND carried = 0 AND close_days IS NOT NULL"
"""Closed here, so that it is known how long it took."""

OVERDUE: Final = f"{OPEN} AND deadline < :day AND (submitted IS NULL OR submitted > deadline)"
SIX_FIRST: Final = "CASE WHEN kind IN ('" + "', '".join(SIX_KINDS) + "') THEN 0 ELSE 1 END"
GRAVEST_FIRST: Final = "CASE severity WHEN 'major' THEN 0 WHEN 'serious' THEN 1 WHEN 'general' THEN 2 ELSE 3 END"
LATE_SINCE: Final = "CASE WHEN reopened_on > deadline THEN reopened_on ELSE deadline END"
"""From which day on the days of an overdue problem are counted: what was open again late is not late for its close."""

DUE_SOON: Final = f"{OPEN} AND {WAITING} AND deadline BETWEEN :day AND :soon"
DUE_WITHIN: Final = f"{OPEN} AND {WAITING} AND deadline BETWEEN :day AND :within"

LAMP: Final = f"""CASE
    WHEN status IN ('voided', 'transferred') THEN NULL
    WHEN status = 'closed' THEN 'closed'
    WHEN {OVERDUE} THEN 'red'
    WHEN {WAITING} AND (deadline <= :soon OR late_from < :day) OR status = 'returned' THEN 'yellow'
    WHEN {WAITING} AND deadline <= :near THEN 'blue'
    ELSE 'green' END"""
"""The lamp: the first that matches; nothing for a problem that is voided or stands elsewhere now."""

AGEING: Final = {
    "0-29": f"{OPEN} AND found > :days30",
    "30-59": f"{OPEN} AND found <= :days30 AND found > :days60",
    "60-89": f"{OPEN} AND found <= :days60 AND found > :days90",
    "90+": f"{OPEN} AND found <= :days90",
}
"""The classes of age in days since found."""

VERIFIED: Final = f"{THERE} AND complete = 1 AND status IN ('passed', 'closed')"
"""All measures are completed, and somebody else saw it: it is passed or closed."""
NEARLY: Final = f"{OPEN} AND complete = 0 AND 2 * measures_done > measures"
"""基本完成: most of the measures are completed, and not all."""

LATENESS: Final = {
    "1-7": f"{OVERDUE} AND ({LATE_SINCE}) >= :days7",
    "8-30": f"{OVERDUE} AND ({LATE_SINCE}) < :days7 AND ({LATE_SINCE}) >= :days30",
    "31-90": f"{OVERDUE} AND ({LATE_SINCE}) < :days30 AND ({LATE_SINCE}) >= :days90",
    "91+": f"{OVERDUE} AND ({LATE_SINCE}) < :days90",
}
"""The classes of days overdue; what was opened again today, late already, is of the first."""


def parameters(day: dt.date, setting: "Setting | Rules") -> dict[str, str | int]:
    """Return the days that the conditions compare with: ``day`` and what the campaign's settings make of it."""
    return {
        "day": day.isoformat(),
        "soon": away(day, setting.yellow),
        "near": away(day, setting.blue),
        "days7": away(day, -7),
        "days30": away(day, -30),
        "days60": away(day, -60),
        "days90": away(day, -90),
        "look_back": away(day, -setting.look_back_days),
        "look_back_days": setting.look_back_days,
        "look_again": away(day, -setting.look_back_again_days),
        "look_again_days": setting.look_back_again_days,
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


EXPIRED: Final = "evidence.valid_until < :day AND (evidence.renewed IS NULL OR evidence.renewed > :day)"
"""A supporting file had run out by the day, and no other had taken its place: see ``model.papers``."""
LOOKED: Final = f"looks.since <= :day AND (:look_again_days > 0 OR {holding('looks')})"
"""The look-backs at a close by the day that count: each where they come again, else the last alone."""

AGAIN: Final = (
    f":look_again_days > 0 AND looks.result = 'held' AND {holding('looks')} AND looks.since <= :look_again"
    " AND {days_lasted} >= :look_again_days"
)
"""The next look-back at a close that held is due, or was while the close lasted."""
UNIT_THEN: Final = "function = 'unit' AND (ended IS NULL OR ended >= :day)"
"""A unit that was not ended before the day."""

MARKED: Final = (
    "(SELECT matters.org, title, matters.since, matters.matter FROM matters JOIN matter_spans USING (matter)"
    f" WHERE kind = 'mark' AND status = 'marked' AND {holding('matter_spans')})"
)
"""The organizations that are marked as of high risk (重灾区) on the day, each with the reason."""
OF_MARKED: Final = f"problems.org IN (SELECT org FROM {MARKED})"
"""A problem is of such an organization."""
