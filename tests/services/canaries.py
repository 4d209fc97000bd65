"""A ledger in which every text of every field, of every kind of record and of entry, is one that is nowhere else.

What an output has of a field can be told by its canary. The fields are those of the models: one that is added gets a
canary, and a kind of entry that is added fails until a story here tells it.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final, get_origin

import pydantic
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from tests.builders import round_of
from tests.services.ledgers import Desk, new_desk
from yiananlib.model import drawing, matters
from yiananlib.model.base import Base
from yiananlib.model.calendars import Calendar, CalendarYear
from yiananlib.model.campaign import Campaign, Plan
from yiananlib.model.cases import Case
from yiananlib.model.checklist import Checklist
from yiananlib.model.ids import ALPHABET
from yiananlib.model.lifecycle import fold
from yiananlib.model.mappings import KeptMapping
from yiananlib.model.matters import Matter
from yiananlib.model.org import Officer, Org
from yiananlib.model.personal import masked
from yiananlib.model.problem import Problem, files
from yiananlib.model.rounds import Written
from yiananlib.store import kinds, layout

DAY: Final = dt.date(2026, 6, 1)
"""The day on which all of it is recorded; on a day in July some of it is overdue."""
BEGUN: Final = dt.date(2026, 5, 31)
RECORDED: Final = ":37+08:00"
"""How every time of recording ends."""
WHEN: Final = dt.datetime(2026, 6, 1, 9, 0, 37, tzinfo=dt.timezone(dt.timedelta(hours=8)))
MADE: Final = "zjj/head"

# what cannot be a canary: numbers, days, words that rules depend on, and what must fit to what stands before
_PROBLEM: Final[dict[str, Any]] = {
    "due": dt.date(2026, 6, 20),
    "found": BEGUN,
    "severity": "general",
    "class": "phased",
}
_UNTIL: Final = dt.date(2026, 6, 25)

CONTENT: Final = "content of evidence"
"""The place of what supporting files hold."""

Step = tuple[str, Mapping[str, Any]]
AT_FAULT: Final = object()
"""Stands for the file of the evidence before, with what is wrong with it."""
HEAD: Final = "head"
"""Stands before the entries of a story whose head says more than others of its kind."""
BEFORE: Final = object()
"""Stands for the ids of all entries before."""


def last(kind: str) -> tuple[str, str]:
    """Stand for the id of the last entry of a kind."""
    return ("the last", kind)


_SAMPLED: Final = ("zjj/aaaaaa", "zjj/bbbbbb")
_DRAWN: Final = drawing.ordered(drawing.Rule(50, 1, 1), _SAMPLED, "314")[""]

STORIES: Final[dict[str, tuple[str, Sequence[Step]]]] = {
    "closed": ("problem", (
        ("registered", {}), ("planned", {"number": 1, "due": DAY, "type": "corrective"}),
        ("progressed", {"measure": 1}), ("completed", {"measure": 1}), ("evidenced", {"size": 1, "measure": 1}),
        ("planned", {"number": 2, "due": DAY, "type": "corrective", "every": "week", "from": DAY}),
        ("excused", {"measure": 2, "occurrence": "2026-W23"}),
        ("extension-requested", {"until": _UNTIL}),
        ("extension-granted", {"request": last("extension-requested"), "until": _UNTIL}),
        ("extension-requested", {"until": _UNTIL + dt.timedelta(1)}),
        ("extension-denied", {"request": last("extension-requested")}),
        ("endorsed", {"sheet": {"size": 1}}), ("submitted", {}), ("withdrawn", {}), ("submitted", {}),
        ("reviewed", {"verdict": "return", "seen": BEFORE, "evidence": AT_FAULT}), ("progressed", {}),
        ("submitted", {}),
        ("publicised", {"since": DAY, "until": DAY}),
        ("reviewed", {"verdict": "pass", "seen": BEFORE, "standards": {"1": True}, "evidence": None}),
        ("closed", {"sole": True}), ("handled", {"form": 1, "count": 1}),
        ("held-accountable", {"count": 1, "organizations": 1, "recovered": 5}),
        ("rated", {"scores": {"change": 5}}), ("noted", {}), ("numbered", {}), ("explained", {"code": "no-verb"}),
        ("looked-back", {"result": "held", "seen": BEFORE}),
    )),
    "amended": ("problem", (
        ("registered", {}), ("planned", {"number": 1, "due": DAY, "type": "corrective"}),
        ("planned", {"number": 2, "due": DAY, "type": "corrective"}), ("retracted", {"entry": last("planned")}),
        ("amended", {"changes": {"severity": "general", "class": "phased"}}),
        ("reassigned", {}),
        ("noted", {"at": WHEN + dt.timedelta(days=9)}), ("redated", {"entry": last("noted"), "day": DAY}),
        ("extension-requested", {"until": _UNTIL}), ("contested", {"evidence": [{"size": 1}]}),
        ("contest-upheld", {"contest": last("contested"), "then": "void"}), ("contested", {}),
        ("contest-dismissed", {"contest": last("contested")}), ("blocked", {"org": "czj"}),
        ("block-cleared", {"block": last("blocked")}), ("submitted", {}),
        ("publicised", {"since": DAY, "until": DAY}),
    )),
    "voided": ("problem", (("registered", {}), ("voided", {}))),
    "general": ("problem", (
        ("registered", {}), ("generalised", {"asked": ["zjj"]}), ("looked-wider", {"found": 2}),
    )),
    "transferred": ("problem", (
        ("registered", {"from": {"deadline": _UNTIL, "extensions": 1, "closed": BEGUN, "reopened": BEGUN}}),
        ("transferred", {}),
    )),
    "carried over": ("problem", (("registered", {}), ("carried-over", {"day": BEGUN}), ("reopened", {}))),
    "notice": ("notice", (
        ("issued", {}), ("received", {}), ("replied", {}), ("returned", {"due": _UNTIL}), ("replied", {}),
        ("reassigned", {}), ("closed", {}),
    )),
    "weekly notice": ("notice", (
        (HEAD, {"often": "week", "until": _UNTIL}), ("issued", {}), ("excused", {"occurrence": "2026-W26"}),
    )),
    "open notice": ("notice", (("issued", {}), ("escalated", {"rung": "caution", "due": DAY}))),
    "withdrawn notice": ("notice", (("issued", {}), ("withdrawn", {}))),
    "rule": ("rule", (("listed", {}), ("reassigned", {}), ("decided", {"decision": "revise"}), ("issued", {}))),
    "dropped rule": ("rule", (("listed", {}), ("dropped", {}))),
    "meeting": ("meeting", (
        ("called", {}), ("reassigned", {}), ("held", {"attended": 5, "due": 7}), ("made-up", {"count": 1}),
        ("found", {}),
        ("retracted", {"entry": last("found")}), ("concluded", {"aim": "sweat"}),
        ("appraised", {"member": "zjj/deputy-1", "passed": True, "marks": ["self", "duty", "work"]}),
    )),
    "sample": ("sample", (
        ("frozen", {}), ("announced", {}), ("drawn", {"number": "314", "commit": None, "drawn": (_DRAWN[0],)}),
        ("replaced", {"problem": _DRAWN[0], "successor": _DRAWN[1]}),
    )),
    "opinion": ("opinion", (
        ("collected", {}), ("assigned", {"org": "zjj", "due": _UNTIL}), ("answered", {}), ("raised", {}),
    )),
    "opinion not taken up": ("opinion", (("collected", {}), ("declined", {}))),
    "group": ("group", (("set-up", {}), ("changed", {}), ("dissolved", {}))),
    "mark": ("mark", (("marked", {}), ("kept", {}), ("lifted", {}))),
    "commendation": ("commendation", (("given", {}), ("followed", {}), ("withdrawn", {}))),
    "press": ("press", (("published", {}), ("followed", {}), ("withdrawn", {}))),
    "accountability": ("accountability", (("decided", {}), ("followed", {}), ("withdrawn", {}))),
    "dispatch": ("dispatch", (("sent", {}), ("answered", {}), ("withdrawn", {}))),
    "urge": ("urge", (("urged", {}), ("followed", {}), ("withdrawn", {}))),
    "cancelled meeting": ("meeting", (("called", {}), ("cancelled", {}))),
}  # fmt: skip
"""What becomes of the records, each entry with what no canary can stand for; every kind of entry is told at least once,
but for the two that mend another, which are the same in all kinds of records."""

_HEADS: Final[dict[str, dict[str, Any]]] = {
    "problem": _PROBLEM,
    "notice": {"due": _UNTIL, "rung": "supervision", "urgency": "normal"},
    "rule": {"governs": "people", "due": _UNTIL},
    "meeting": {"type": "study", "planned": DAY, "due": 7, "material": "film", "aims": ["sweat"]},
    "sample": {
        "since": DAY,
        "until": DAY,
        "share": 50,
        "least": 1,
        "most": 1,
        "scope": None,
        "by_unit": None,
        "population": _SAMPLED,
        "digest": drawing.digest({"since": f"{DAY}", "until": f"{DAY}", "share": 50, "least": 1, "most": 1}, _SAMPLED),
    },
    "opinion": {"voice": "masses", "means": "forum"},
    "group": {"type": "leading"},
    "accountability": {"form": "1", "count": 2, "organizations": 1, "recovered": 5},
    "dispatch": {"size": 6, "as_of": DAY},
}


@dataclass
class Canaries:
    """``tokens`` has for each place, such as ``problem.planned.text``, what stands there and nowhere else.

    A place may be told more than once: it then has a token each time. ``contents`` are what has the digests.
    """

    tokens: dict[str, list[str]] = field(default_factory=dict)
    officers: list[str] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    count: int = 0

    def at(self, place: str, known: FieldInfo | type) -> Any:
        """Return a canary that fits a field; None where it takes no text."""
        self.count += 1
        token, n = f"canary{self.count:04}", self.count
        name = ALPHABET[n // 32 % 32] + ALPHABET[n % 32]
        content = f"contentcanary{n:04}".encode()
        digest = hashlib.sha256(content).hexdigest()
        wanted: Any = Annotated[known.annotation, "", *known.metadata] if isinstance(known, FieldInfo) else known
        taker: TypeAdapter[Any] = TypeAdapter(wanted)
        made: tuple[tuple[str, Any], ...] = (
            (token, token), (token, f"zjj/{token}"), (f"{token}@example.org", f"{token}@example.org"),
            (f"zc{name}cz", f"zc{name}cz"), (digest, digest), (f"2026-{700 + n}", f"2026-{700 + n}"),
            (f"zc{name}cz", f"zjj/zc{name}cz"),
        )  # fmt: skip
        for found, value in made:
            for shape in (value, (value,), {value: value}, {"conclusion": value}):
                if self._fits(taker, shape):
                    self.tokens.setdefault(place, []).append(found)
                    if found == digest:
                        self.contents[digest] = content
                    if value == f"zjj/{token}":
                        self.officers.append(token)
                    return shape
        return None

    @staticmethod
    def _fits(taker: TypeAdapter[Any], value: Any) -> bool:
        try:
            return bool(taker.validate_python(value))
        except pydantic.ValidationError:
            return False

    def fill(self, model: type[Base], place: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return values for all fields of a model: those given, and canaries in all others that take a text."""
        values: dict[str, Any] = {}
        for name, known in model.model_fields.items():
            key = known.alias or name
            inner = _inner(known)
            if inner is not None and get_origin(known.annotation) is tuple:
                values[key] = [self.fill(inner, f"{place}.{key}", one) for one in given.get(key) or ()]
            elif inner is not None and (key not in given or isinstance(given[key], Mapping)):
                values[key] = self.fill(inner, f"{place}.{key}", given.get(key) or {})
            elif key in given:
                values[key] = given[key]
            elif key != "schema" and (canary := self.at(f"{place}.{key}", known)) is not None:
                values[key] = canary
        return values


def _inner(known: FieldInfo) -> type[Base] | None:
    """Return the record that a field holds."""
    found = known.annotation
    of = [found, *getattr(found, "__args__", ())]
    return next((one for one in of if isinstance(one, type) and issubclass(one, Base)), None)


@dataclass
class Caged:
    """The ledger, its canaries, and what its records are called."""

    desk: Desk
    canaries: Canaries
    refs: dict[str, str]
    case: str

    @property
    def tokens(self) -> dict[str, list[str]]:
        return self.canaries.tokens


def caged(folder: Path) -> Caged:
    """Make the ledger."""
    desk, canaries = new_desk(folder), Canaries()
    case = _definitions(desk, canaries)
    refs = {}
    for number, (name, (kind, story)) in enumerate(STORIES.items()):
        id_ = f"rec{number:03}"
        made = _told(canaries, kind, id_, story)
        desk.write(kinds.BY_NAME[kind].path("zjj", id_), kinds.BY_NAME[kind].encode(made))
        refs[name] = f"zjj/{id_}"
        for _index, entry in files(made) if isinstance(made, Problem) else ():
            content = canaries.contents[entry.sha256]
            desk.write(layout.evidence_file("zjj", entry.file), content)
            canaries.tokens.setdefault(CONTENT, []).append(content.decode())
    _round(desk, canaries)
    _officers(desk, canaries)
    return Caged(desk, canaries, refs, case)


def _told(canaries: Canaries, kind: str, id_: str, story: Sequence[Step]) -> Any:
    shape = kinds.BY_NAME[kind].shape()
    more: Mapping[str, Any] = {}
    if story[0][0] == HEAD:
        (_head, more), *story = story
    given_head = {"id": id_, **_HEADS.get(kind, {}), **more}
    head: Any = shape.head.model_validate(canaries.fill(shape.head, kind, given_head))
    entries: list[Any] = []
    for number, (name, given) in enumerate(story):
        said: dict[str, Any] = {"kind": name, "at": WHEN + dt.timedelta(minutes=number), "on": DAY}
        for key, value in given.items():
            said[key] = value
            if value is AT_FAULT:
                file = next(entry.file for entry in reversed(entries) if entry.kind == "evidenced")
                said[key] = {file: canaries.at(f"{kind}.{name}.{key}", str)}
            elif value is BEFORE:
                said[key] = tuple(entry.id for entry in entries)
            elif isinstance(value, tuple) and value[:1] == ("the last",):
                said[key] = next(entry.id for entry in reversed(entries) if entry.kind == value[1])
        model = shape.entries[name]
        entries.append(model.model_validate(canaries.fill(model, f"{kind}.{name}", said)))
    canaries.tokens.setdefault(f"{kind}.at", [RECORDED])
    made = Problem("zjj", head, tuple(entries)) if kind == "problem" else Matter("zjj", head, tuple(entries), kind=kind)
    faults: Any = (fold(made) if isinstance(made, Problem) else matters.fold(made)).faults
    assert [fault.reason for fault in faults] == []
    return made


def _definitions(desk: Desk, canaries: Canaries) -> str:
    campaign = desk.ledger.campaign()
    words = {name: dict(found) for name, found in campaign.vocabulary.items()}
    canaries.tokens["campaign.vocabulary"] = [f"wordcanary{name}" for name in words]
    for name in words:
        words[name][next(iter(words[name]))] = f"wordcanary{name}"
    filled = canaries.fill(type(campaign.gate), "campaign.gate", campaign.gate.model_dump() | {"standards": ()})
    standards = [str(canaries.at("campaign.gate.standards", str)) for _n in range(4)]
    changed = campaign.model_dump(by_alias=True) | {
        "name": canaries.at("campaign.name", str),
        "vocabulary": words,
        "gate": filled | {"standards": standards},
        "plan": canaries.fill(Plan, "campaign.plan", {"approved_on": DAY}),
        "remind": {"command": [canaries.at("campaign.remind.command", str)]},
        "lint": {"empty": (canaries.at("campaign.lint.empty", str),)},
    }
    desk.write("yian.toml", kinds.CAMPAIGN.encode(Campaign.model_validate(changed)))
    prompts = [canaries.fill(Checklist.model_fields["prompts"].annotation.__args__[0], "checklist.prompts", {})]  # type: ignore[union-attr]  # it is a tuple of them
    desk.write("checklist.toml", kinds.CHECKLIST.encode(Checklist.model_validate({"prompts": prompts})))
    year = canaries.fill(CalendarYear, "calendar.years", {"year": 2026, "holidays": [DAY], "working": []})
    desk.write("calendar.toml", kinds.CALENDAR.encode(Calendar.model_validate({"years": [year]})))
    case = str(canaries.at("case name", str))
    findings = [{"number": 1, "text": canaries.at("case.findings.text", str)}]
    tasks = [{"number": 1, "text": canaries.at("case.tasks.text", str), "findings": [1], "orgs": ["zjj"], "due": DAY}]
    said = canaries.fill(Case, "case", {"opened": DAY, "findings": findings, "tasks": tasks})
    desk.write(f"cases/{case}.toml", kinds.CASE.encode(Case.model_validate(said)))
    name = str(canaries.at("mapping name", str))
    mapping = {
        "columns": {canaries.at("mapping.columns", str): "title"},
        "orgs": {canaries.at("mapping.orgs", str): "zjj"},
        "people": {masked(str(canaries.at("mapping.people", str))): "zjj/head"},
    }
    desk.write(f"imports/{name}.toml", kinds.MAPPING.encode(KeptMapping.model_validate(mapping)))
    return case


def _round(desk: Desk, canaries: Canaries) -> None:
    name = str(canaries.at("round name", str))
    answer = Written.model_fields["answers"].annotation.__args__[0]  # type: ignore[union-attr]  # it is a tuple of them
    redated = Written.model_fields["corrections"].annotation.__args__[0]  # type: ignore[union-attr]  # as above
    ahead = {"answer": "clear", "at": WHEN + dt.timedelta(days=9), "problem": None}
    first = canaries.fill(answer, "round.answers", ahead)
    second = canaries.fill(answer, "round.answers", {"answer": "problem", "at": WHEN, "problem": "rec000"})
    given = {"entry": first["id"], "day": DAY, "at": WHEN, "kind": "redated"}
    said = {
        "opened": DAY, "subjects": [first["subject"], second["subject"]], "pass": "thought",
        "answers": [first, second], "corrections": [canaries.fill(redated, "round.corrections", given)],
    }  # fmt: skip
    made = round_of(said)
    assert not made.faults
    desk.write(f"orgs/zjj/rounds/{name}.toml", kinds.ROUND.encode(made))


def _officers(desk: Desk, canaries: Canaries) -> None:
    """Put every officer that is named anywhere into the organization, each with a post that is a canary."""
    base = {"role": "staff", "since": DAY, "until": dt.date(2027, 1, 1)}
    named = canaries.officers[:]
    rows = [canaries.fill(Officer, "org.officers", {**base, "id": name}) for name in named]
    own = [canaries.fill(Officer, "org.officers", {**base, "role": role}) for role in ("head", "liaison", "deputy")]
    org = canaries.fill(
        Org, "org", {"parent": "gov", "function": "unit", "order": 2, "members": 7, "officers": [*own, *rows]}
    )
    desk.write("orgs/zjj/org.toml", kinds.ORG.encode(Org.model_validate(org)))
