"""One problem of a made-up ledger: a story told entry by entry, written as ``yian`` writes it.

Nothing is validated here, which is what makes a million records a matter of minutes; ``generate.py --check``
holds a sample against the codec and against ``verify``.
"""

import contextlib
import datetime as dt
import hashlib
import json
import random
from collections.abc import Sequence
from typing import Any, Final

import wording

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
START: Final = dt.date(2026, 1, 5)
LAST: Final = 299
"""The number of the last day on which something happens, 31 October 2026; 5 January is 0."""
DAYS: Final = tuple((START + dt.timedelta(n)).isoformat() for n in range(LAST + 200))
OFFICE: Final = ("bgs/head", "bgs/liaison")
INSPECTORS: Final = ("jw/head", "jw/yuan")

_BARE: Final = frozenset(["at", "on", "due", "found", "until", "since"])
_FATES: Final = {
    "registered": 8,
    "rectifying": 26,
    "submitted": 6,
    "returned": 5,
    "passed": 4,
    "closed": 40,
    "held": 4,
    "reopened": 4,
    "closed again": 1,
    "voided": 2,
}
"""How far a problem gets if the year does not end before, with weights."""
_ORDER: Final = tuple(_FATES)
_WEIGHTS: Final = tuple(_FATES.values())
_PAPERS: Final = tuple((f"{name}.txt", f"{name}\n".encode()) for name in wording.PAPERS)
PAPERS: Final = tuple(
    (f"{hashlib.sha256(body).hexdigest()[:16]}-{name}", hashlib.sha256(body).hexdigest(), body)
    for name, body in _PAPERS
)
"""The supporting files of every unit: name, digest and content."""


class _YearOver(Exception):
    """The story went beyond the last day; what was told so far is the record."""


def record_id(number: int) -> str:
    """Return the id of the problem of that number: another for each number below 2 ** 30."""
    number = (number * 683_402_777 + 195_221_333) & 0x3FFFFFFF
    return "".join(ALPHABET[number >> shift & 31] for shift in (25, 20, 15, 10, 5, 0))


def problem(number: int, org: str, unit: int, dice: random.Random) -> tuple[str, bytes]:
    """Return id and file of the problem of that number; ``unit`` is the place of ``org`` in ``wording.UNITS``."""
    story = _Story(number, org, unit, dice)
    with contextlib.suppress(_YearOver):
        story.tell()
    return story.name, "\n".join(story.blocks).encode()


class _Story:
    """A problem while it is told. ``day`` counts from :data:`START`, ``clock`` in seconds of that day."""

    def __init__(self, number: int, org: str, unit: int, dice: random.Random) -> None:
        self.number, self.org, self.unit, self.dice = number, org, unit, dice
        self.name = record_id(number)
        self.fate = dice.choices(_ORDER, _WEIGHTS)[0]
        self.subject = dice.choice(wording.SUBJECTS)
        self.day = dice.randrange(141) if dice.random() < 0.88 else dice.randrange(141, 261)
        self.due = min(self.day + dice.randrange(20, 150), LAST)
        self.clock = 9 * 3600
        self.stamp = dice.getrandbits(30)
        self.measures = 0
        self.asked = False
        self.content: list[dict[str, Any]] = []
        self.blocks: list[str] = []
        self.liaison = f"{org}/liaison"

    # the course of events

    def tell(self) -> None:
        """Add head and entries until the fate is reached."""
        chance = self.dice.random
        self.head()
        self.wait(0, 4)
        self.add("registered", self.liaison)
        if self.fate == "voided":
            self.wait(1, 20)
            self.add("voided", self.office(), reason=f"与{self.subject}另一事项重复登记")
            return
        if self.fate == "registered" and chance() < 0.3:
            return
        first = self.plan(self.dice.choices((1, 2, 3, 4), (15, 50, 30, 5))[0])
        if chance() < 0.3:
            year, running = divmod(self.number, 999_999)
            self.add("numbered", self.office(), number=f"{2026 + year}-{running + 1:03}")
        if self.fate == "registered":
            return
        if "root_cause" not in self.content[0]:
            self.wait(1, 6)
            changes = {"root_cause": self.cause(), "level": self.level(), "goal": self.fill(wording.GOALS)}
            self.add("amended", self.liaison, reason="班子会剖析后补充", changes=changes)
        if self.fate == "rectifying":
            self.work(first, self.dice.randrange(first, self.measures + 1), finish=chance() < 0.4)
            return
        self.work(first, self.measures)
        self.close_out(self.fate)
        if self.fate in ("reopened", "closed again", "held"):
            self.look_back()

    def look_back(self) -> None:
        """Look back at the closed problem, and go through a second round where it did not hold."""
        self.wait(20, 90)
        if self.fate == "held":
            self.add("looked-back", self.office(), result="held", opinion=self.fill(wording.PASSES), seen=self.seen())
            return
        if self.dice.random() < 0.4:
            self.add("reopened", self.office(), reason=f"群众再次反映{self.subject}")
        else:
            result = self.dice.choice(("incomplete", "slipped"))
            opinion = self.fill(wording.RETURNS)
            self.add("looked-back", self.inspector(), result=result, opinion=opinion, seen=self.seen())
        self.wait(2, 8)
        first = self.plan(1)
        if self.fate == "closed again" or self.dice.random() < 0.5:
            self.work(first, self.measures)
        if self.fate == "closed again":
            self.close_out("closed")

    def plan(self, count: int) -> int:
        """Add measures; return the number of the first."""
        due = max(min(self.day + 5, self.due), self.due - self.dice.randrange(5, 15), self.day)
        for text in self.dice.sample(wording.MEASURES, count):
            self.measures += 1
            self.add(
                "planned",
                self.liaison,
                number=self.measures,
                text=self.fill((text,)),
                owner=f"{self.org}/gu",
                due=DAYS[due],
                type=self.dice.choice(("immediate", "corrective", "preventive")),
            )
        return self.measures - count + 1

    def work(self, first: int, last: int, *, finish: bool = True) -> None:
        """Carry out the measures from ``first`` to ``last``; the last one is only begun unless ``finish``."""
        chance = self.dice.random
        for measure in range(first, last + 1):
            self.wait(3, 14)
            if chance() < 0.6 or (measure == last and not finish):
                self.add("progressed", self.liaison, note=self.fill(wording.NOTES), measure=measure)
            if measure == first and self.fate != "registered" and chance() < 0.14:
                self.extend()
            if measure == last and not finish:
                return
            self.wait(0, 6)
            self.add("completed", self.liaison, measure=measure)
            file, digest, body = self.dice.choice(PAPERS)
            self.add("evidenced", self.liaison, file=file, sha256=digest, size=len(body), measure=measure)
        if chance() < 0.06:
            self.add("handled", self.inspector(), form=1, count=self.dice.randrange(1, 4), note="提醒谈话")
        if chance() < 0.02:
            self.add("held-accountable", self.inspector(), trigger="ineffective", count=1, note="工作效果不明显，约谈")
        if chance() < 0.08:
            self.add("noted", self.office(), note=f"督导组到场查看{self.subject}")

    def extend(self) -> None:
        """Ask for more time where it is not too late and nothing was asked for before; have it decided, mostly."""
        if self.day > self.due or self.asked:
            return
        until = self.due + self.dice.randrange(10, 31)
        asked = self.add("extension-requested", self.liaison, until=DAYS[until], reason="涉及跨部门核对，需延长")
        fortune = self.dice.random()
        self.wait(1, 4)
        if fortune < 0.7:
            self.add("extension-granted", self.office(), request=asked, until=DAYS[until], opinion="情况属实，同意")
            self.due = until
        elif fortune < 0.9:
            self.add("extension-denied", self.office(), request=asked, opinion="理由不充分，按原时限办理")
        else:
            self.asked = True

    def close_out(self, fate: str) -> None:
        """Submit, review and close, as far as ``fate`` lets it come."""
        self.submit()
        if fate == "submitted":
            return
        self.wait(2, 10)
        if fate == "returned" or self.dice.random() < 0.08:
            self.add("reviewed", self.office(), **self.judged("return", wording.RETURNS))
            if fate == "returned":
                return
            self.wait(3, 12)
            self.add("progressed", self.liaison, note=self.fill(wording.NOTES))
            self.submit()
            self.wait(2, 10)
        head = self.content[0]
        by = self.office()
        standards = None
        if head["field"] != "none" or head["severity"] in ("serious", "major"):
            by, standards = self.inspector(), {"1": True, "2": True, "3": True, "4": True}
        self.add("reviewed", by, **self.judged("pass", wording.PASSES, standards))
        if fate == "passed":
            return
        self.wait(0, 6)
        if head["class"] == "ongoing" and self.day < self.due:
            self.turn(self.due)
        self.add("closed", self.office())

    def submit(self) -> None:
        """Endorse and submit, now and then with a submission taken back before."""
        self.wait(1, 5)
        self.add("endorsed", f"{self.org}/head")
        fields = {
            "effect": f"{self.subject}（{self.name}）：{self.fill(wording.EFFECTS)}",
            "rule": self.fill(wording.RULES),
            "wider": self.fill(wording.WIDER),
        }
        self.add("submitted", self.liaison, **fields)
        if self.dice.random() < 0.03:
            self.wait(1, 3)
            self.add("withdrawn", self.liaison, reason="佐证材料需要更换")
            self.wait(1, 3)
            self.add("submitted", self.liaison, **fields)

    # the parts of a record

    def head(self) -> None:
        """Write the head."""
        choice, chance = self.dice.choice, self.dice.random
        field = wording.UNITS[self.unit][1] if chance() < 0.35 else "none"
        head: dict[str, Any] = {
            "schema": 1,
            "id": self.name,
            "title": self.subject + self.fill(wording.DEFECTS),
            "symptom": "".join(self.fill((text,)) for text in self.dice.sample(wording.SYMPTOMS, 2)),
            "source": choice(("self_check", "self_check", "supervision", "petition", "audit", "case", "daily")),
            "kind": choice(("undelivered", "drifting", "inaction", "grassroots", "petty_corruption", "other")),
            "field": field,
            "severity": self.dice.choices(("minor", "general", "serious", "major"), (25, 50, 20, 5))[0],
            "class": self.dice.choices(("immediate", "phased", "ongoing"), (25, 62, 13))[0],
        }
        if chance() < 0.9:
            head |= {"root_cause": self.cause(), "level": self.level(), "goal": self.fill(wording.GOALS)}
        head |= {
            "leader": f"{self.org}/head",
            "owner": f"{self.org}/gu",
            "due": DAYS[self.due],
            "found": DAYS[self.day],
        }
        self.content.append(head)
        self.blocks.append(_toml(head, ""))

    def add(self, kind: str, by: str, **fields: object) -> str:
        """Add an entry and return its id; progress on a measure is now and then recorded a day late."""
        self.clock += self.dice.randrange(20, 400)
        self.stamp = (self.stamp + 0x2545F491) & 0x3FFFFFFF
        name = "".join(ALPHABET[self.stamp >> shift & 31] for shift in (25, 20, 15, 10, 5, 0))
        minutes, seconds = divmod(self.clock, 60)
        at = f"{DAYS[self.day]}T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}+08:00"
        entry: dict[str, Any] = {"id": name, "at": at}
        if kind == "progressed" and "measure" in fields and self.dice.random() < 0.2:
            entry["on"] = DAYS[self.day - 1]
        entry |= {"by": by, "kind": kind}
        entry |= {key: value for key, value in fields.items() if value is not None}
        self.content.append(entry)
        self.blocks.append(_toml(entry, "entries"))
        return name

    def judged(
        self, verdict: str, opinions: Sequence[str], standards: dict[str, bool] | None = None
    ) -> dict[str, object]:
        """Return the fields of a review of what is there now."""
        text = json.dumps(self.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return {
            "verdict": verdict,
            "opinion": self.fill(opinions),
            "standards": standards,
            "seen": self.seen(),
            "digest": hashlib.sha256(text.encode()).hexdigest(),
        }

    def seen(self) -> list[str]:
        """Return the ids of all entries so far."""
        return [entry["id"] for entry in self.content[1:]]

    def wait(self, least: int, most: int) -> None:
        """Let some days pass, from ``least`` to one less than ``most``."""
        if days := self.dice.randrange(least, most):
            self.turn(self.day + days)

    def turn(self, day: int) -> None:
        """Go on at nine in the morning of a later day."""
        if day > LAST:
            raise _YearOver
        self.day, self.clock = day, 9 * 3600

    def fill(self, texts: Sequence[str]) -> str:
        """Return one of the texts with its numbers and its subject filled in."""
        dice = self.dice
        numbers = {"n": dice.randrange(10, 99), "m": dice.randrange(2, 10), "k": dice.randrange(2, 10)}
        return dice.choice(texts).format(s=self.subject, **numbers)

    def cause(self) -> str:
        """Return a root cause of two sentences."""
        return "".join(self.dice.sample(wording.CAUSES, 2))

    def level(self) -> list[str]:
        """Return levels of the root cause that reach deeper than work."""
        return self.dice.choice((["work", "duty"], ["work", "political"], ["duty", "thought"], ["political"]))

    def office(self) -> str:
        """Return an officer of the office."""
        return self.dice.choice(OFFICE)

    def inspector(self) -> str:
        """Return an inspector."""
        return self.dice.choice(INSPECTORS)


def _toml(values: dict[str, Any], heading: str) -> str:
    """Return a table as the codec writes it: tables within it last."""
    lines = [f"[[{heading}]]\n"] if heading else []
    inner = ""
    for key, value in values.items():
        if isinstance(value, dict):
            inner += f"\n[{heading}.{key}]\n" + _toml(value, "")
        elif key in _BARE:
            lines.append(f"{key} = {value}\n")
        elif isinstance(value, str):
            lines.append(f'{key} = "{value}"\n')
        elif isinstance(value, list):
            lines.append(f"{key} = [\n" + "".join(f'    "{item}",\n' for item in value) + "]\n")
        else:
            lines.append(f"{key} = {str(value).lower()}\n")
    return "".join(lines) + inner
