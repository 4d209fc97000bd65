"""The figures counted a second time, slowly, straight from their definitions (design.md section 4).

Nothing of the lifecycle is used: each entry is replayed by a table of its own, and what it changes is
written into every day from the day it counts.
"""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeVar

from yiananlib.model import entries as e
from yiananlib.model.problem import Problem

T = TypeVar("T")

_OPENS = {"registered": "registered", "withdrawn": "rectifying", "reopened": "rectifying", "voided": "voided"}
_WORK = ("planned", "amended", "progressed", "completed", "evidenced", "extension-granted")


class Days(dict[dt.date, T]):
    """What was so on each day up to the last on which anything was recorded, and ever after."""

    def __init__(self, last: dt.date) -> None:
        super().__init__()
        self.last = last

    def __missing__(self, day: dt.date) -> T:
        if day <= self.last:
            raise KeyError(day)
        return self[self.last]

    def __contains__(self, day: object) -> bool:
        assert isinstance(day, dt.date)
        return super().__contains__(min(day, self.last))


class Diary:
    """What a problem was on each day: written entry by entry, in the order of recording."""

    def __init__(self, problem: Problem, last: dt.date) -> None:
        self.head = problem.head
        self.last = last
        self.status: Days[str] = Days(last)
        self.round: Days[int] = Days(last)
        self.due: Days[dt.date] = Days(last)
        self.submitted: Days[dt.date | None] = Days(last)
        self.led: Days[dt.date | None] = Days(last)
        self.reopened: Days[dt.date | None] = Days(last)
        self.changes: list[tuple[dt.date, str, str]] = []
        self.closes: list[tuple[dt.date, bool, list[tuple[dt.date, str]], list[dt.date]]] = []
        self.measures: dict[int, tuple[int, dt.date]] = {}
        self.done: dict[int, list[dt.date]] = {}
        self.grants: list[dt.date] = []
        now, round_, due = "", 1, problem.head.due
        submitted: dt.date | None = None
        handed_in: dt.date | None = None
        waived = False
        for entry in problem.entries:
            after = self._after(now, entry)
            match entry:
                case e.Planned():
                    self.measures[entry.number] = (round_, entry.on)
                case e.Completed():
                    self.done.setdefault(entry.measure, []).append(entry.on)
                case e.ExtensionGranted():
                    due = entry.until
                    self.grants.append(entry.on)
                    self._from(entry.on, self.due, due)
                case e.LookedBack():
                    self.closes[-1][2].append((entry.on, entry.result))
            if isinstance(entry, e.Reviewed):
                waived = bool(entry.waived)
            if isinstance(entry, e.Submitted):
                submitted = handed_in = None if entry.incomplete else entry.on
                self._from(entry.on, self.submitted, submitted)
            if after == now:
                continue
            if after not in ("submitted", "passed"):
                submitted = None
            if now == "closed":
                round_ += 1
                self.closes[-1][3].append(entry.on)
                self._from(entry.on, self.reopened, entry.on)
            if after == "closed":
                assert isinstance(entry, e.Closed)
                self.closes.append((entry.on, waived or bool(entry.waived), [], []))
            self._from(entry.on, self.status, after)
            self._from(entry.on, self.round, round_)
            self._from(entry.on, self.submitted, submitted)
            self._from(entry.on, self.led, handed_in if after in ("passed", "closed") else None)
            self.changes.append((entry.on, now, after))
            now = after

    def deadline(self, day: dt.date) -> dt.date:
        """Return the deadline in force."""
        return self.due[day] if day in self.due else self.head.due  # noqa: SIM401 - `get` knows nothing of later days

    def _from(self, day: dt.date, what: Days[Any], value: object) -> None:
        for n in range((self.last - day).days + 1):
            what[day + dt.timedelta(days=n)] = value

    def _after(self, now: str, entry: e.Entry) -> str:
        kind = entry.kind
        if kind in _OPENS:
            return _OPENS[kind]
        if kind == "submitted":
            return "submitted"
        if isinstance(entry, e.Reviewed):
            return "passed" if entry.verdict == "pass" else "returned"
        if kind == "closed":
            return "closed"
        if isinstance(entry, e.LookedBack):
            return "closed" if entry.result == "held" else "rectifying"
        if now == "passed" and kind in _WORK:
            return "submitted"
        if now in ("registered", "returned") and kind in ("progressed", "completed"):
            return "rectifying"
        return now


def recount(problems: Sequence[Problem], day: dt.date) -> dict[str, Any]:
    """Return every figure at the end of `day`, by its name; look-backs fall due after 90 days, 7 days are soon."""
    diaries = [Diary(p, max(e.on for e in p.entries)) for p in problems]
    known = [d for d in diaries if day in d.status]
    total = [d for d in known if d.status[day] != "voided"]
    count: dict[str, Any] = {
        s: sum(d.status[day] == s for d in known)
        for s in ("registered", "rectifying", "submitted", "returned", "passed", "closed", "voided")
    }
    opened = [d for d in total if d.status[day] != "closed"]
    closed = [d for d in total if d.status[day] == "closed"]
    due = {id(d): d.deadline(day) for d in total}

    overdue = [d for d in opened if due[id(d)] < day and not _stopped(d, day, due[id(d)])]
    waiting = [d for d in opened if d.status[day] in ("registered", "rectifying", "returned") or _incomplete(d, day)]
    soon = [d for d in waiting if 0 <= (due[id(d)] - day).days <= 7]
    completed = [d for d in total if _completed(d, day)]
    by_original = [d for d in total if d.head.due < day]
    by_extended = [d for d in total if due[id(d)] < day]
    in_time = [d for d in by_original if _in_time(d, day, d.head.due)]
    in_time_extended = [d for d in by_extended if _in_time(d, day, due[id(d)])]
    ages = [(day - d.head.found).days for d in opened]
    once = [d for d in total if any(c[0] <= day for c in d.closes)]
    again = [d for d in once if any(o <= day for c in d.closes for o in c[3])]
    days = sorted((min(c[0] for c in d.closes if c[0] <= day) - d.head.found).days for d in closed)
    extended = [d for d in total if any(g <= day for g in d.grants)]
    closes = [(d, c) for d in total for c in d.closes if c[0] <= day]
    looks = [_look(c, day) for _d, c in closes]
    done = [result for fell_due, result in looks if fell_due and result is not None]
    due_looks = sum(fell_due for fell_due, _result in looks)
    held = sum(result == "held" for result in done)
    count |= {
        "total": len(total),
        "open": len(opened),
        "overdue": len(overdue),
        "due_soon": len(soon),
        "completed": len(completed),
        "closure_rate": _rate(len(closed), len(total)),
        "completion_rate": _rate(len(completed), len(total)),
        "on_time": len(in_time),
        "on_time_of": len(by_original),
        "on_time_rate": _rate(len(in_time), len(by_original)),
        "on_time_extended": len(in_time_extended),
        "on_time_extended_of": len(by_extended),
        "on_time_rate_extended": _rate(len(in_time_extended), len(by_extended)),
        "ageing": {
            "0-29": sum(a < 30 for a in ages),
            "30-59": sum(30 <= a < 60 for a in ages),
            "60-89": sum(60 <= a < 90 for a in ages),
            "90+": sum(a >= 90 for a in ages),
        },
        "close_days_mean": _rate(sum(days), len(days)),
        "close_days_median": _median(days),
        "close_days_of": len(days),
        "reopened": len(again),
        "ever_closed": len(once),
        "reopen_rate": _rate(len(again), len(once)),
        "recurred": sum(d.head.recurs is not None for d in total),
        "extended": len(extended),
        "extension_rate": _rate(len(extended), len(total)),
        "extension_days_mean": _rate(sum((due[id(d)] - d.head.due).days for d in extended), len(extended)),
        "closes": len(closes),
        "waived": sum(c[1] for _d, c in closes),
        "waived_rate": _rate(sum(c[1] for _d, c in closes), len(closes)),
        "look_backs_due": due_looks,
        "look_backs_done": len(done),
        "look_backs_held": held,
        "look_back_rate": _rate(len(done), due_looks),
        "held_rate": _rate(held, len(done)),
    }
    return count


def _stopped(diary: Diary, day: dt.date, due: dt.date) -> bool:
    on = diary.submitted[day]
    return on is not None and on <= due


def _completed(diary: Diary, day: dt.date) -> bool:
    there = [n for n, (round_, on) in diary.measures.items() if round_ == diary.round[day] and on <= day]
    return bool(there) and all(any(on <= day for on in diary.done.get(n, [])) for n in there)


def _in_time(diary: Diary, day: dt.date, due: dt.date) -> bool:
    led = diary.led[day]
    return led is not None and led <= due


def _look(
    close: tuple[dt.date, bool, list[tuple[dt.date, str]], list[dt.date]], day: dt.date
) -> tuple[bool, str | None]:
    closed, _waived, looks, opened = close
    done = [result for on, result in looks if on <= day]
    if done:
        return True, done[-1]
    falls_due = closed + dt.timedelta(days=90)
    return falls_due <= day and not any(on < falls_due for on in opened), None


def _rate(part: int, whole: int) -> float | None:
    return float(Fraction(part, whole)) if whole else None


def _median(values: Sequence[int]) -> float | None:
    if not values:
        return None
    middle = len(values) // 2
    return float(values[middle]) if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def _incomplete(diary: Diary, day: dt.date) -> bool:
    return diary.status[day] == "submitted" and diary.submitted[day] is None


def look(problem: Problem, day: dt.date) -> tuple[str | None, int] | None:
    """Return the lamp and the days overdue of one problem, None before it was registered; 7 days are soon, 15 near."""
    diary = Diary(problem, max(e.on for e in problem.entries))
    if day not in diary.status:
        return None
    status, due = diary.status[day], diary.deadline(day)
    if status in ("voided", "closed"):
        return (None if status == "voided" else "closed"), 0
    if due < day and not _stopped(diary, day, due):
        opened = diary.reopened[day] if day in diary.reopened else due  # noqa: SIM401 - `get` knows nothing of later days
        return "red", (day - max(due, opened or due)).days
    if status == "returned":
        return "yellow", 0
    if status in ("submitted", "passed") and not _incomplete(diary, day):
        return "green", 0
    late = any(
        e.due < day and e.on <= day and diary.measures[e.number][0] == diary.round[day]
        and not any(on <= day for on in diary.done.get(e.number, []))
        for e in problem.entries
        if e.kind == "planned"
    )  # fmt: skip
    left = (due - day).days
    return ("yellow" if left <= 7 or late else "blue" if left <= 15 else "green"), 0
