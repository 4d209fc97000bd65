"""The figures counted a second time, slowly, straight from their definitions (design.md section 4).

Nothing of the lifecycle is used: each entry is replayed by a table of its own, and what it changes is
written into every day from the day it counts.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypeVar

from yiananlib.model import answers
from yiananlib.model import entries as e
from yiananlib.model.measures import Completed, Excused, Planned
from yiananlib.model.problem import Problem

T = TypeVar("T")

_OPENS = {
    "registered": "registered", "withdrawn": "rectifying", "reopened": "rectifying", "voided": "voided",
    "transferred": "transferred",
}  # fmt: skip
FUNCTIONS: Final = {"office": "office", "jiwei": "inspector"}
"""Of the county of the tests; any other organization is a unit."""

_WORK = ("planned", "amended", "progressed", "completed", "evidenced", "extension-granted", "generalised")


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
    """What a problem was on each day: written entry by entry, in the order of recording.

    A submission is written down as a list that holds the one day from which it counts: a review may say later when the
    paper came in. It is empty while what was submitted is incomplete.
    """

    def __init__(self, problem: Problem, functions: Mapping[str, str] = FUNCTIONS) -> None:
        self.head = problem.head
        self.org = problem.org
        self.functions = functions
        self.redated = {entry.entry: entry.day for entry in problem.entries if isinstance(entry, e.Redated)}
        last = self.last = max(self._on(entry) for entry in problem.entries)
        self.status: Days[str] = Days(last)
        self.round: Days[int] = Days(last)
        self.due: Days[dt.date] = Days(last)
        self.moved: Days[dt.date] = Days(last)
        self.submitted: Days[list[dt.date] | None] = Days(last)
        self.led: Days[list[dt.date] | None] = Days(last)
        self.backdated: list[tuple[dt.date, int, list[bool]]] = []
        self.reopened: Days[dt.date | None] = Days(last)
        self.changes: list[tuple[dt.date, str, str]] = []
        self.closes: list[tuple[dt.date, bool, list[tuple[dt.date, str]], list[dt.date]]] = []
        self.measures: dict[int, tuple[int, dt.date]] = {}
        self.done: dict[int, list[dt.date]] = {}
        self.counted: dict[int, list[dt.date]] = {}
        self.duties: dict[int, dict[str, dt.date]] = {}
        """Of each measure that comes back the occurrences by name, each with the day on which it is due."""
        self.settled: dict[int, dict[str, tuple[dt.date, dt.date, bool]]] = {}
        """When each was answered or excused, the day from which that counts, and whether it was excused."""
        self.grants: list[dt.date] = []
        self.marks: list[tuple[dt.date, bool, bool]] = []
        self.accepted = [self._on(entry) for entry in problem.entries if isinstance(entry, e.Numbered)]
        self.registered = self._on(problem.entries[0])
        self.carried: tuple[dt.date, dt.date] | None = None
        self.objections: list[tuple[dt.date, str]] = []
        self.waits: list[tuple[dt.date, list[dt.date], str]] = []
        hands: dict[str, set[str]] = {"completed": set(), "submitted": set(), "reviewed": set()}
        self.taken = problem.taken
        now, round_, due = "", 1, problem.head.due
        submitted: list[dt.date] | None = None
        handed_in: list[dt.date] | None = None
        vouched: list[bool] = []
        waived = False
        first: dt.date | None = None
        for entry in problem.entries:
            on = self._on(entry)
            after = self._after(now, entry)
            if isinstance(entry, (Completed, e.ExtensionRequested)) or (
                isinstance(entry, e.Submitted) and entry.incomplete is None
            ):
                vouched = [self._is_vouched_for(entry) or getattr(entry, "received", None) is not None]
                if on < self._recorded(entry):
                    self.backdated.append((on, (self._recorded(entry) - on).days, vouched))
            if isinstance(entry, Completed):
                hands["completed"] |= {entry.by}
            elif isinstance(entry, (e.Submitted, e.Reviewed)):
                hands[entry.kind] = {entry.by}
            if isinstance(entry, (answers.Contested, answers.ContestUpheld, answers.ContestDismissed)):
                self.objections.append((on, entry.kind))
            elif isinstance(entry, answers.Blocked):
                self.waits.append((on, [], entry.id))
            ended = {entry.block} if isinstance(entry, answers.BlockCleared) else {name for *_w, name in self.waits}
            if isinstance(entry, answers.BlockCleared) or after in ("closed", "voided", "transferred"):
                for _on, end, name in self.waits:
                    if name in ended and not end:
                        end.append(on)
                if after in ("closed", "voided", "transferred"):
                    self.objections.append((on, "settled"))
            match entry:
                case e.Registered() if self.taken is not None:
                    if self.taken.deadline is not None:
                        due = self.taken.deadline
                        self.grants.append(on)
                        self._from(on, self.due, due)
                    self._from(on, self.reopened, self.taken.reopened)
                case Planned():
                    self.measures[entry.number] = (round_, on)
                    if entry.every is not None and entry.from_ is not None:
                        self.duties[entry.number] = _series(entry.every.value, entry.from_, entry.due)
                        self.settled[entry.number] = {}
                case Completed() | Excused() if entry.occurrence is not None:
                    how = (on, self._counts(entry), entry.kind == "excused")
                    self.settled[entry.measure].setdefault(entry.occurrence, how)
                case Completed():
                    self.done.setdefault(entry.measure, []).append(on)
                    self.counted.setdefault(entry.measure, []).append(self._counts(entry))
                case e.ExtensionGranted():
                    due = entry.until
                    self.grants.append(on)
                    self._from(on, self.due, due)
                case e.LookedBack() if self.closes:
                    self.closes[-1][2].append((on, entry.result))
                case e.Submitted():
                    handed_in = [] if entry.incomplete else [entry.received or self._counts(entry)]
                    last_vouched = vouched
                    if now == "submitted":  # what was incomplete is submitted again
                        submitted = handed_in
                        self._from(max(on, first or on), self.submitted, submitted)
                        self._from(max(on, first or on), self.moved, max(on, first or on))
                case e.Reviewed():
                    waived = bool(entry.waived)
                    if entry.received is not None and handed_in:
                        handed_in[:] = [entry.received]
                        last_vouched[:] = [True]
            if after == now:
                continue
            # only what a wrong clock recorded can be put before the registration
            first = first or on
            on = max(on, first)
            if after == "submitted" and now != "passed":
                submitted = handed_in
            elif after not in ("submitted", "passed"):
                submitted = None
            if now == "closed":
                round_ += 1
                if self.closes:
                    self.closes[-1][3].append(on)
                elif self.carried is not None:
                    self.carried = (self.carried[0], on)
                self._from(on, self.reopened, on)
            if isinstance(entry, e.CarriedOver):
                self.carried = (on, dt.date.max)
            elif after == "closed":
                assert isinstance(entry, e.Closed)
                self.closes.append((on, waived or bool(entry.waived), [], []))
                typed = hands["completed"] & hands["submitted"] & (hands["reviewed"] | {entry.by})
                self.marks.append((on, bool(typed), entry.sole is True))
                hands["completed"] = set()
            self._from(on, self.status, after)
            self._from(on, self.moved, on)
            self._from(on, self.round, round_)
            self._from(on, self.submitted, submitted)
            self._from(on, self.led, handed_in if after in ("passed", "closed") else None)
            self.changes.append((on, now, after))
            now = after

    def _recorded(self, entry: e.Entry) -> dt.date:
        return self.redated.get(entry.id) or entry.at.date()

    def _on(self, entry: e.Entry) -> dt.date:
        return min(entry.on_ or dt.date.max, self._recorded(entry))

    def _is_vouched_for(self, entry: e.Entry) -> bool:
        home = entry.by.split("/")[0]
        return home in self.functions and home != self.org and entry.for_ is None

    def _counts(self, entry: e.Entry) -> dt.date:
        return self._on(entry) if self._is_vouched_for(entry) else self._recorded(entry)

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
        if kind in ("closed", "carried-over"):
            return "closed"
        if isinstance(entry, e.LookedBack):
            return "closed" if entry.result == "held" else "rectifying"
        if now == "passed" and kind in _WORK:
            return "submitted"
        if now in ("registered", "returned") and kind in ("progressed", "completed"):
            return "rectifying"
        return now


def recount(
    problems: Sequence[Problem],
    day: dt.date,
    functions: Mapping[str, str] = FUNCTIONS,
    key_fields: Sequence[str] = ("tender",),
    look_again: int = 0,
) -> dict[str, Any]:
    """Return every figure at the end of `day`, by its name; look-backs fall due after 90 days, 7 days are soon.

    `functions` are those of the office and the inspectors; an inspector's pass is asked for in `key_fields`, too.
    Look-backs come again after `look_again` days, where that is not 0.
    """
    diaries = [Diary(p, functions) for p in problems]
    known = [d for d in diaries if day in d.status]
    here = [d for d in known if d.status[day] != "voided"]
    total = [d for d in here if d.status[day] != "transferred"]
    count: dict[str, Any] = {
        s: sum(d.status[day] == s for d in known)
        for s in ("registered", "rectifying", "submitted", "returned", "passed", "closed", "voided", "transferred")
    }
    opened = [d for d in total if d.status[day] != "closed"]
    closed = [d for d in total if d.status[day] == "closed"]
    due = {id(d): d.deadline(day) for d in total}

    overdue = [d for d in opened if due[id(d)] < day and not _stopped(d, day, due[id(d)])]
    waiting = [d for d in opened if d.status[day] in ("registered", "rectifying", "returned") or _incomplete(d, day)]
    soon = [d for d in waiting if 0 <= (due[id(d)] - day).days <= 7]
    carried = [d for d in total if d.carried is not None and d.carried[0] <= day < d.carried[1]]
    completed = [d for d in total if _completed(d, day) or d in carried]
    verified = [d for d in completed if d.status[day] in ("passed", "closed")]
    lates = [_late_days(d, day, due[id(d)]) for d in overdue]
    by_original = [d for d in total if d.head.due < day and d not in carried]
    by_extended = [d for d in total if due[id(d)] < day and d not in carried]
    in_time = [d for d in by_original if _in_time(d, day, d.head.due)]
    in_time_extended = [d for d in by_extended if _in_time(d, day, due[id(d)])]
    ages = [(day - d.head.found).days for d in opened]
    before = [d for d in total if d.taken is not None and d.taken.closed is not None]
    once = [d for d in total if any(c[0] <= day for c in d.closes) or d in before]
    again = [d for d in once if any(o <= day for c in d.closes for o in c[3]) or d in before]
    timed = [d for d in closed if d not in carried]
    days = sorted((min(c[0] for c in d.closes if c[0] <= day) - d.head.found).days for d in timed)
    extended = [d for d in total if any(g <= day for g in d.grants)]
    closes = [(d, c) for d in here for c in d.closes if c[0] <= day]
    looks = [look for _d, c in closes for look in _looks(c, day, look_again)]
    done = [result for fell_due, result in looks if fell_due and result is not None]
    due_looks = sum(fell_due for fell_due, _result in looks)
    held = sum(result == "held" for result in done)
    backdated = [(days_, vouched) for d in here for on, days_, vouched in d.backdated if on <= day]
    kept = [_kept(d, day) for d in total]
    judged = [d for d in total if d.status[day] in ("submitted", "passed")]
    waits = sorted((day - d.moved[day]).days for d in judged)
    inspectors = [d for d in judged if _with_inspectors(d, day, functions, key_fields)]
    objections = [kind for d in known for on, kind in d.objections if on <= day]
    unaccepted = [d for d in opened if not any(on <= day for on in d.accepted)]
    ages_ = sorted((day - d.registered).days for d in unaccepted)
    count |= {
        "unaccepted": len(unaccepted),
        "unaccepted_days_median": _median(ages_),
        "unaccepted_days_longest": ages_[-1] if ages_ else None,
        "total": len(total),
        "open": len(opened),
        "received": sum(d.taken is not None for d in total),
        "overdue": len(overdue),
        "lateness": {
            "1-7": sum(n <= 7 for n in lates),
            "8-30": sum(8 <= n <= 30 for n in lates),
            "31-90": sum(31 <= n <= 90 for n in lates),
            "91+": sum(n >= 91 for n in lates),
        },
        "due_soon": len(soon),
        "completed": len(completed),
        "verified": len(verified),
        "verified_rate": _rate(len(verified), len(total)),
        "nearly": sum(_nearly(d, day) for d in opened),
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
        "contested": sum(kind == "contested" for kind in objections),
        "contested_upheld": sum(kind == "contest-upheld" for kind in objections),
        "contested_dismissed": sum(kind == "contest-dismissed" for kind in objections),
        "contested_open": sum(_is_undecided(d, day) for d in known),
        "blocked": sum(_waits(d, day) > 0 for d in opened),
        "blocked_orgs": sum(_waits(d, day) for d in opened),
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
        "one_hand": sum(typed for d in here for on, typed, _sole in d.marks if on <= day),
        "sole": sum(sole for d in here for on, _typed, sole in d.marks if on <= day),
        "carried_over": len(carried),
        "look_backs_due": due_looks,
        "look_backs_done": len(done),
        "look_backs_held": held,
        "look_back_rate": _rate(len(done), due_looks),
        "held_rate": _rate(held, len(done)),
        "duties_due": sum(each[0] for each in kept),
        "duties_met": sum(each[1] for each in kept),
        "duty_rate": _rate(sum(each[1] for each in kept), sum(each[0] for each in kept)),
        "duties_run": max((each[2] for each in kept), default=0),
        "backdated": len(backdated),
        "backdated_confirmed": sum(vouched == [True] for _days, vouched in backdated),
        "backdated_days_mean": _rate(sum(days_ for days_, _vouched in backdated), len(backdated)),
        "waiting": len(judged),
        "waiting_office": len(judged) - len(inspectors),
        "waiting_inspectors": len(inspectors),
        "waiting_days_median": _median(waits),
        "waiting_days_longest": waits[-1] if waits else None,
    }
    return count


def _is_undecided(diary: Diary, day: dt.date) -> bool:
    """Tell whether an objection was raised by the day and neither decided nor settled by it."""
    for place, (on, kind) in enumerate(diary.objections):
        if kind == "contested" and on <= day:
            end = next((ended for ended, _kind in diary.objections[place + 1 :]), None)
            if end is None or end > day:
                return True
    return False


def _waits(diary: Diary, day: dt.date) -> int:
    return sum(on <= day and not any(ended <= day for ended in end) for on, end, _name in diary.waits)


def _stopped(diary: Diary, day: dt.date, due: dt.date) -> bool:
    return any(counts <= due for counts in diary.submitted[day] or ())


def _with_inspectors(diary: Diary, day: dt.date, functions: Mapping[str, str], key_fields: Sequence[str]) -> bool:
    head, of = diary.head, functions.get(diary.org)
    if of is not None:
        return of == "office"
    simple = head.severity == "minor" and head.class_ == "immediate"
    grave = head.field in key_fields or head.severity in ("serious", "major")
    return diary.status[day] == "submitted" and grave and not simple


def _completed(diary: Diary, day: dt.date) -> bool:
    there = [n for n, (round_, on) in diary.measures.items() if round_ == diary.round[day] and on <= day]
    return bool(there) and all(carried_out(diary, n, day) for n in there)


def carried_out(diary: Diary, number: int, day: dt.date) -> bool:
    """Tell whether a measure was done at the end of a day: of one that comes back, all of its occurrences."""
    if number not in diary.duties:
        return any(on <= day for on in diary.done.get(number, []))
    settled = diary.settled[number]
    return all(name in settled and settled[name][0] <= day for name in diary.duties[number])


def _series(every: str, first: dt.date, last: dt.date) -> dict[str, dt.date]:
    """Return the occurrences by name, found by looking at every day there is."""
    found: dict[str, dt.date] = {}
    for n in range((last - first).days + 1):
        day = first + dt.timedelta(days=n)
        if every == "week":
            falls = n % 7 == 0
            name = "{}-W{:02}".format(*day.isocalendar()[:2])
        else:
            months = (day.year - first.year) * 12 + day.month - first.month
            is_last = (day + dt.timedelta(days=1)).day == 1
            falls = months % {"month": 1, "quarter": 3, "year": 12}[every] == 0 and (
                day.day == first.day or (is_last and day.day < first.day)
            )
            name = {
                "month": f"{day:%Y-%m}", "quarter": f"{day.year}-Q{(day.month - 1) // 3 + 1}", "year": f"{day.year}",
            }[every]  # fmt: skip
        if falls:
            assert name not in found
            found[name] = day
    return found


def _kept(diary: Diary, day: dt.date) -> tuple[int, int, int]:
    """Return how many occurrences fell due before a day, how many were met in time, and the longest run of missed."""
    due = met = longest = 0
    for number, names in diary.duties.items():
        run = 0
        for name, last in names.items():
            if last >= day or last not in diary.status or diary.round[last] != diary.measures[number][0]:
                continue
            if diary.status[last] not in ("registered", "rectifying", "returned") and not _incomplete(diary, last):
                continue
            on, counts, excused = diary.settled[number].get(name, (dt.date.max, dt.date.max, False))
            if excused and on <= day:
                continue
            due += 1
            run = 0 if counts <= last and not excused else run + 1
            met += not run
            longest = max(longest, run)
    return due, met, longest


def _nearly(diary: Diary, day: dt.date) -> bool:
    there = [n for n, (round_, on) in diary.measures.items() if round_ == diary.round[day] and on <= day]
    done = [n for n in there if carried_out(diary, n, day)]
    return len(there) > len(done) > len(there) / 2


def _late_days(diary: Diary, day: dt.date, due: dt.date) -> int:
    opened = diary.reopened[day] if day in diary.reopened else due  # noqa: SIM401 - `get` knows nothing of later days
    return (day - max(due, opened or due)).days


def _in_time(diary: Diary, day: dt.date, due: dt.date) -> bool:
    return any(counts <= due for counts in diary.led[day] or ())


def _looks(
    close: tuple[dt.date, bool, list[tuple[dt.date, str]], list[dt.date]], day: dt.date, again: int
) -> list[tuple[bool, str | None]]:
    """Return what is or was due of a close, with the result where somebody looked; one alone where none come again."""
    if not again:
        return [_look(close, day)]
    _closed, _waived, looks, opened = close
    kept = [
        (on, result)
        for n, (on, result) in enumerate(looks)
        if on <= day and all(later > on for later, _result in looks[n + 1 :])
    ]
    if not kept:
        return [_look(close, day)]
    found: list[tuple[bool, str | None]] = [(True, result) for _on, result in kept]
    last, result = kept[-1]
    following = last + dt.timedelta(days=again)
    if result == "held" and following <= day and not any(on < following for on in opened):
        found.append((True, None))
    return found


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
    return diary.status[day] == "submitted" and not diary.submitted[day]


def look(problem: Problem, day: dt.date) -> tuple[str | None, int] | None:
    """Return the lamp and the days overdue of one problem, None before it was registered; 7 days are soon, 15 near."""
    diary = Diary(problem)
    if day not in diary.status:
        return None
    status, due = diary.status[day], diary.deadline(day)
    if status in ("voided", "transferred", "closed"):
        return ("closed" if status == "closed" else None), 0
    if due < day and not _stopped(diary, day, due):
        opened = diary.reopened[day] if day in diary.reopened else due  # noqa: SIM401 - `get` knows nothing of later days
        return "red", (day - max(due, opened or due)).days
    if status == "returned":
        return "yellow", 0
    if status in ("submitted", "passed") and not _incomplete(diary, day):
        return "green", 0
    late = any(
        e.due < day and diary._on(e) <= day and diary.measures[e.number][0] == diary.round[day]
        and not any(on <= day for on in diary.counted.get(e.number, []))
        and e.number not in diary.duties
        for e in problem.entries
        if e.kind == "planned"
    )  # fmt: skip
    late |= any(
        last < day
        and diary.measures[number][0] == diary.round[day]
        and diary.measures[number][1] <= day
        and not (name in diary.settled[number] and diary.settled[number][name][1] <= day)
        for number, names in diary.duties.items()
        for name, last in names.items()
    )
    left = (due - day).days
    return ("yellow" if left <= 7 or late else "blue" if left <= 15 else "green"), 0
