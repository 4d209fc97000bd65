"""Tells the shorter stories of `problems/`: one file a unit, one table a problem, each up to the end it names.

The ends are registered, rectifying, extended (asked, and granted or denied), submitted, returned, passed, closed,
held (closed, and looked at again), reopened and voided.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any, Final

from yunling_county import County

PROBLEMS: Final = Path(__file__).resolve().parent / "problems"
UNITS: Final = ("zrzy", "zjj", "yqgw", "jtj", "nync", "wyz", "wjw", "ykc")
LAST: Final = dt.date(2026, 7, 14)
SUBMITTED: Final = ("submitted", "returned", "passed", "closed", "held", "reopened")
TEXTS: Final = (
    *("title", "symptom", "kind", "field", "severity", "class"),
    *("source", "goal", "leader", "owner", "finding", "task"),
)
UNSAID: Final = {"field": "none", "severity": "general", "class": "phased", "source": "self_check"}

Row = dict[str, Any]


def tell_table(yian: County) -> dict[str, str]:
    """Tell every story of the table; return the problems by their titles."""
    rows = [(unit, row) for unit in UNITS for row in _rows(unit)]
    return {row["title"]: _Story(yian, unit, row, number).tell() for number, (unit, row) in enumerate(rows)}


def _rows(unit: str) -> list[Row]:
    rows: list[Row] = tomllib.loads((PROBLEMS / f"{unit}.toml").read_text("utf-8"))["problems"]
    return rows


class _Story:
    """One problem of the table, from the day it is registered."""

    def __init__(self, yian: County, unit: str, row: Row, number: int) -> None:
        self.yian = yian
        self.unit = unit
        self.row = row
        self.number = number
        self.found, self.due = (_day(text) for text in row["days"])
        self.p = ""

    def tell(self) -> str:
        """Tell it to its end, and return the problem."""
        self._register()
        end = self.row["end"]
        if end in ("rectifying", "extended"):
            self._rectify()
        elif end == "voided":
            self._type(_after(self.found, 4), "bgs/liaison", "void", "--reason", self.row["void"])
        if end in SUBMITTED:
            self._submit()
        return self.p

    def _register(self) -> None:
        row = self.row
        typed = ["add-problem", self.unit]
        for key in TEXTS:
            if key in row or key in UNSAID:
                typed += [f"--{key}", row[key] if key in row else UNSAID[key]]
        typed += ["--cause", row["cause"], "--due", self.due.isoformat()]
        for key, option in (("level", "--level"), ("linked", "--linked"), ("tags", "--tag"), ("support", "--support")):
            for value in row.get(key, []):
                typed += [option, value]
        if row.get("concern"):
            typed.append("--public-concern")
        made = self.yian.type(_said(self.found), self._time(9), f"{self.unit}/liaison", typed)
        self.p = made["id"]
        for text, owner, due in row["measures"]:
            self._type(
                self.found,
                f"{self.unit}/liaison",
                "add-measure",
                text,
                "--owner",
                owner,
                "--due",
                f"2026-{due}",
                hour=10,
            )

    def _rectify(self) -> None:
        row = self.row
        if "done" in row:
            self._done(row["done"])
        if row["end"] == "extended":
            asked = min(_after(self.due, -8), dt.date(2026, 7, 9))
            self._type(
                asked, f"{self.unit}/liaison", "extend", "--until", f"2026-{row['until']}", "--reason", row["ask"]
            )
            answer = ("--grant", row["grant"]) if "grant" in row else ("--deny", row["deny"])
            self._type(_after(asked, 1), "bgs/liaison", "extend", answer[0], "--opinion", answer[1], hour=15)
        going_on = dt.date(2026, 7, 10 + self.number % 5)
        self._type(
            going_on,
            f"{self.unit}/liaison",
            "progress",
            row["progress"],
            "--measure",
            str(row.get("done", 0) + 1),
            hour=16,
        )

    def _done(self, measure: int) -> dt.date:
        text, _, due = self.row["measures"][measure - 1]
        day = _after(_day(due), -(1 + (self.number + measure) % 3))
        paper = f"{text.split('，', maxsplit=1)[0]}.txt"
        self.yian.paper(paper, f"{self.row['title']}：{text}。{_in_words(day)}办结，材料原件存本单位。")
        self._type(day, f"{self.unit}/liaison", "done", str(measure), "--evidence", paper, hour=11)
        return day

    def _submit(self) -> None:
        row, unit, end = self.row, self.unit, self.row["end"]
        finished = max(self._done(n) for n in range(1, len(row["measures"]) + 1))
        submitted = _after(finished, 1)
        rule = ("--rule", row["rule"]) if "rule" in row else ("--no-rule", row["no-rule"])
        self._type(
            submitted, f"{unit}/liaison", "submit", "--effect", row["effect"], *rule, "--wider", row["wider"], hour=14
        )
        if end == "submitted":
            return
        short = row.get("severity") == "minor" and row.get("class") == "immediate"
        if not short:
            self._type(_after(submitted, 1), f"{unit}/head", "endorse", hour=9)
        reviewed = _after(submitted, 3)
        self._review(reviewed)
        if end in ("returned", "passed"):
            return
        closing = _after(reviewed, 2 + self.number % 3)
        if "publicise" in row:
            since, until = (f"2026-{day}" for day in row["publicise"])
            made_public = ["publicise", self.p, "--since", since, "--until", until]
            self.yian.type(
                row["publicise"][0], "17:30", "bgs/liaison", [*made_public, "--objection", "一户对丈量面积有异议"]
            )
            self.yian.type(row["publicise"][1], "16:30", "bgs/liaison", made_public)
            closing = _after(_day(row["publicise"][1]), 2)
        self._type(closing, "bgs/head" if self.number % 2 else "bgs/liaison", "close", hour=15)
        if end == "held":
            looked = min(_after(closing, 90), dt.date(2026, 7, 8 + self.number % 6))
            self._type(looked, "bgs/ducha", "look-back", "--held", "--opinion", row["look"])
        if end == "reopened":
            again = dt.date(2026, 7, 1 + self.number % 3)
            self._type(again, "bgs/head", "reopen", "--reason", row["reopen"])
            text, owner, due = row["again"]
            self._type(
                _after(again, 2),
                f"{unit}/liaison",
                "add-measure",
                text,
                "--owner",
                owner,
                "--due",
                f"2026-{due}",
                hour=10,
            )

    def _review(self, day: dt.date) -> None:
        row = self.row
        grave = row.get("field", "none") != "none" or row.get("severity") in ("serious", "major")
        standards = row.get("standards", "1=yes 2=yes 3=yes 4=yes").split() if grave else []
        verdict = "--return" if row["end"] == "returned" else "--pass"
        answers = [word for standard in standards for word in ("--standard", standard)]
        by = "jw/shi-2" if grave else "bgs/ducha"
        why = [word for reason in row.get("why", []) for word in ("--why", reason)]
        self._type(day, by, "review", verdict, "--opinion", row["opinion"], *why, *answers, hour=16)

    def _type(self, day: dt.date, by: str, command: str, *rest: str, hour: int = 9) -> None:
        self.yian.type(_said(min(day, LAST)), self._time(hour), by, [command, self.p, *rest])

    def _time(self, hour: int) -> str:
        return f"{hour:02}:{self.number * 7 % 50 + 5:02}"


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def _said(day: dt.date) -> str:
    return f"{day:%m-%d}"


def _in_words(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def _after(day: dt.date, days: int) -> dt.date:
    """Return the day so many days later, or earlier; off the weekend, in the same direction."""
    step = 1 if days > 0 else -1
    day += dt.timedelta(days=days)
    while day.weekday() > 4:
        day += dt.timedelta(days=step)
    return day
