"""Values to test with: a small county, its campaign, and a problem that entries are added to.

The county: `gov` above `zjj` and `czj`, `office`, `jiwei` (inspectors). Nothing reads a clock: a
story begins at `START` and each entry is recorded a minute after the one before it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol, Self, TypeVar

from yiananlib.model import calling, lifecycle
from yiananlib.model.campaign import Campaign, Gate
from yiananlib.model.checklist import Checklist
from yiananlib.model.entries import Entry, entry
from yiananlib.model.ids import ALPHABET
from yiananlib.model.org import Org
from yiananlib.model.problem import Head, Problem, digest
from yiananlib.model.rounds import Round, Written
from yiananlib.model.state import State
from yiananlib.model.vocabulary import Function, Status

BEIJING: Final = dt.timezone(dt.timedelta(hours=8))
START: Final = dt.datetime(2026, 3, 12, 9, 30, tzinfo=BEIJING)
FOUND: Final = dt.date(2026, 3, 12)
DUE: Final = dt.date(2026, 6, 15)

LIAISON: Final = "zjj/liaison"
"""Of the problem's own unit; registers, reports and submits."""
HEAD: Final = "zjj/head"
LEADER: Final = "zjj/deputy-1"
OWNER: Final = "zjj/jianguan"
PARENT: Final = "gov/liaison"
OTHER: Final = "czj/liaison"
OFFICE: Final = "office/liaison"
INSPECTOR: Final = "jiwei/liaison"
FORMER: Final = "zjj/former"
"""Left the post the day before the story begins."""
UNKNOWN: Final = "zjj/nobody"

STANDARDS: Final = ("查清了吗", "处理了吗", "整改了吗", "教育了吗")
SHA256: Final = "0123456789abcdef" * 4

STEPS: Final[dict[str, dict[str, Any]]] = {
    "registered": {},
    "amended": {"reason": "更正", "changes": {"title": "招标文件抽查整改三次催办仍未报"}},
    "reassigned": {"from": OWNER, "to": "zjj/liaison", "reason": "岗位调整"},
    "planned": {
        "number": 1,
        "text": "逐项补办变更审批",
        "owner": OWNER,
        "due": dt.date(2026, 5, 31),
    },
    "progressed": {"note": "已清查5个项目"},
    "completed": {"measure": 1},
    "excused": {"measure": 1, "occurrence": "2026-04", "reason": "汛期停工"},
    "evidenced": {
        "file": "0123456789abcdef-台账.pdf",
        "sha256": SHA256,
        "size": 1024,
        "measure": 1,
    },
    "extension-requested": {"until": dt.date(2026, 7, 15), "reason": "需财政评审"},
    "extension-granted": {"request": "000000", "until": dt.date(2026, 7, 15)},
    "extension-denied": {"request": "000000", "opinion": "理由不足"},
    "endorsed": {},
    "submitted": {
        "effect": "变更审批率由58%升至100%",
        "rule": "工程变更审批办法",
        "wider": "全局12个项目已自查",
    },
    "withdrawn": {"reason": "补充材料"},
    "reviewed:pass": {"verdict": "pass", "opinion": "属实"},
    "reviewed:return": {"verdict": "return", "opinion": "佐证不足"},
    "publicised": {"since": dt.date(2026, 3, 6), "until": dt.date(2026, 3, 10)},
    "closed": {},
    "carried-over": {"day": dt.date(2026, 3, 11), "document": "县委办〔2026〕2号"},
    "looked-back:held": {"result": "held", "opinion": "未反弹"},
    "looked-back:incomplete": {"result": "incomplete", "opinion": "两个项目未补办"},
    "looked-back:slipped": {"result": "slipped", "opinion": "新开工项目又先干后批"},
    "reopened": {"reason": "群众再次反映"},
    "voided": {"reason": "重复登记"},
    "transferred": {"to": "czj/7zk2md", "reason": "属财政部门职责"},
    "noted": {"note": "已电话提醒"},
    "numbered": {"number": "2026-017"},
    "handled": {"form": 1, "count": 2},
    "held-accountable": {"trigger": "fake_rectification", "count": 1, "note": "诫勉"},
    "rated": {"scores": {"spirit": 4}},
    "generalised": {"problems": ["m3v8ta"], "asked": ["zjj", "czj"]},
    "looked-wider": {"found": 2, "note": "抽查31项"},
    "explained": {"code": "no-verb", "reason": "细化方案见附件"},
    "redated": {"entry": "000000", "day": dt.date(2026, 3, 12), "reason": "电脑时钟快了十年"},
    "retracted": {"entry": "000000", "reason": "录入有误"},
    "contested": {"reason": "该项目不属我局监管"},
    "contest-upheld": {"contest": "000000", "then": "amend", "opinion": "情况属实"},
    "contest-dismissed": {"contest": "000000", "opinion": "与现场核查不符"},
    "blocked": {"org": "czj", "needs": "概算调整的财政评审意见"},
    "block-cleared": {"block": "000000"},
}
"""For each step of the lifecycle, the fields it needs besides those that every entry has."""

_BY: Final = {
    "endorsed": HEAD,
    "contested": HEAD,
    **dict.fromkeys(
        (
            "excused",
            "extension-granted",
            "extension-denied",
            "reviewed",
            "publicised",
            "closed",
            "carried-over",
            "looked-back",
            "reopened",
            "voided",
            "transferred",
            "numbered",
            "handled",
            "held-accountable",
            "redated",
            "contest-upheld",
            "contest-dismissed",
        ),
        OFFICE,
    ),
}

PATHS: Final[dict[Status, tuple[str, ...]]] = {
    Status.REGISTERED: ("registered", "planned"),
    Status.RECTIFYING: ("progressed",),
    Status.SUBMITTED: ("submitted",),
    Status.RETURNED: ("submitted", "reviewed:return"),
    Status.PASSED: ("submitted", "reviewed:pass"),
    Status.CLOSED: ("submitted", "reviewed:pass", "closed"),
    Status.VOIDED: ("voided",),
    Status.TRANSFERRED: ("transferred",),
}


def round_of(said: Mapping[str, Any], org: str = "zjj", name: str = "2026-1") -> Round:
    """A round with what its file says."""
    return Round.of(org, name, Written.model_validate(said))


def called(ref: str) -> str:
    """Return what a refusal calls an officer of the county."""
    return calling.whole(ref, make_orgs_with_a_larger_office())


def record_id(number: int) -> str:
    """Return the id of that number: 0 is `000000`."""
    digits = []
    for _ in range(6):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))


def make_head(**fields: Any) -> Head:
    """Return the head of a phased, serious problem in a key field, nothing missing."""
    values: dict[str, Any] = {
        "schema": 1,
        "id": "k7m2qd",
        "title": "招标文件抽查整改三次催办未报",
        "symptom": "抽查12个项目,5个变更先干后批。",
        "kind": "undelivered",
        "field": "tender",
        "severity": "serious",
        "class": "phased",
        "root_cause": "政令意识不强",
        "level": ["work", "political"],
        "goal": "变更审批零补办",
        "support": ["czj"],
        "leader": LEADER,
        "owner": OWNER,
        "due": DUE,
        "found": FOUND,
    }
    return Head.model_validate(values | fields)


def make_entry(step: str, **fields: Any) -> Entry:
    """Return an entry of that step, alone and at the start; `fields` replace any of its own."""
    kind = step.partition(":")[0]
    values: dict[str, Any] = {
        "kind": kind,
        "id": "3f9k2m",
        "at": START,
        "by": _BY.get(kind, LIAISON),
        **STEPS[step],
    }
    if kind == "reviewed":
        values |= {"seen": [], "digest": SHA256}
    return entry(values | fields)


def make_officer(name: str, **fields: Any) -> dict[str, Any]:
    """Return an officer of that id, as it stands in an organization's file."""
    return {"id": name, "post": f"职务 {name}", **fields}


def make_org(**fields: Any) -> Org:
    """Return a unit with one liaison."""
    values: dict[str, Any] = {
        "schema": 1,
        "name": "一个单位",
        "order": 1,
        "officers": [make_officer("liaison", role="liaison")],
    }
    return Org.model_validate(values | fields)


def make_orgs() -> dict[str, Org]:
    """Return the county; every officer that the constants of this module name is in it."""
    return {
        "gov": make_org(name="县政府", order=1),
        "zjj": make_org(
            name="住建局",
            order=2,
            parent="gov",
            officers=[
                make_officer("head", role="head"),
                make_officer("deputy-1", role="deputy"),
                make_officer("liaison", role="liaison"),
                make_officer("jianguan"),
                make_officer("former", until=FOUND - dt.timedelta(days=1)),
                make_officer("future", since=FOUND + dt.timedelta(days=365)),
            ],
        ),
        "czj": make_org(
            name="财政局",
            order=3,
            parent="gov",
            officers=[make_officer("liaison", role="liaison"), make_officer("head", role="head")],
        ),
        "office": make_org(name="县促改办", order=4, function=Function.OFFICE),
        "jiwei": make_org(name="县纪委监委", order=5, function=Function.INSPECTOR),
    }


def make_orgs_with_a_larger_office() -> dict[str, Org]:
    """Return the county; its office has a head besides the liaison, and one who left before the story begins."""
    officers = [
        make_officer("liaison", role="liaison"),
        make_officer("head", role="head"),
        make_officer("former", until=FOUND - dt.timedelta(days=1)),
    ]
    return make_orgs() | {"office": make_org(name="县促改办", order=4, function=Function.OFFICE, officers=officers)}


def make_campaign(*, gate: dict[str, Any] | None = None, **fields: Any) -> Campaign:
    """Return a campaign with four standards and the key field `tender`; `gate` adds to its gate."""
    values: dict[str, Any] = {
        "schema": 1,
        "name": "以案促改",
        "gate": Gate.model_validate({"standards": STANDARDS, "key_fields": ["tender"], **(gate or {})}),
        "vocabulary": {"field": {"tender": "招标投标", "none": "无"}},
    }
    return Campaign.model_validate(values | fields)


def make_checklist(count: int = 3) -> Checklist:
    """Return a checklist of that many prompts, `p01` onwards."""
    return Checklist.model_validate(
        {
            "schema": 1,
            "prompts": [{"id": f"p{n:02}", "aspect": "political", "text": f"第{n}问"} for n in range(1, count + 1)],
        }
    )


class Story:
    """A problem of `zjj` and what is recorded about it, one entry after another.

    Every entry is taken as it is, legal or not; `refusal` asks before.
    """

    def __init__(self, org: str = "zjj", **head: Any) -> None:
        self.org = org
        self.head = make_head(**head)
        self.entries: list[Entry] = []
        self.clock = START - dt.timedelta(minutes=1)

    @property
    def problem(self) -> Problem:
        """The problem as it stands now."""
        return Problem(org=self.org, head=self.head, entries=tuple(self.entries))

    @property
    def state(self) -> State:
        """What its entries amount to."""
        return lifecycle.fold(self.problem)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the entries so far."""
        return tuple(e.id for e in self.entries)

    def next(self, step: str, *, on: dt.date | None = None, **fields: Any) -> Entry:
        """Return the entry that would follow, without recording it.

        `on` after the day of the entry before it: it is recorded that day; earlier: it is recorded
        now and counts from then. A review has seen everything before it, unless `seen` says less.
        """
        at = self.clock + dt.timedelta(minutes=1)
        if on is not None and on > at.date():
            at = dt.datetime.combine(on, START.timetz())
        values: dict[str, Any] = {"id": record_id(len(self.entries)), "at": at}
        if on is not None and on < at.date():
            values["on"] = on
        if step.startswith("reviewed"):
            values |= {"seen": self.ids, "digest": digest(self.head, self.entries)}
        return make_entry(step, **(values | fields))

    def add(self, step: str, *, on: dt.date | None = None, **fields: Any) -> Entry:
        """Record the entry that follows, and return it."""
        new = self.next(step, on=on, **fields)
        self.entries.append(new)
        self.clock = max(self.clock, new.at)
        return new

    def refusal(self, step: str, *, on: dt.date | None = None, **fields: Any) -> str | None:
        """Return why the lifecycle does not let the entry follow now, or None."""
        return lifecycle.refusal(self.problem, self.next(step, on=on, **fields))

    def has(self, *steps: str) -> Self:
        """Record these steps, with the fields of `STEPS`, and return the story."""
        for name in steps:
            self.add(name)
        return self


class Dated(Protocol):
    @property
    def on(self) -> dt.date: ...


M = TypeVar("M", bound=Dated)


def in_force(moves: Sequence[M], day: dt.date) -> M | None:
    """Return the last of the moves that took effect by the end of a day, None where none did."""
    return next((move for move in reversed(moves) if move.on <= day), None)


def story_at(status: Status, **head: Any) -> Story:
    """Return a story that has come to `status` the shortest way, with measure 1 planned."""
    story = Story(**head).has(*PATHS[Status.REGISTERED])
    return story if status is Status.REGISTERED else story.has(*PATHS[status])


def finished_story(**head: Any) -> Story:
    """Return a story that has passed an inspector's review and meets the whole gate."""
    story = Story(**head).has("registered", "planned", "progressed", "completed", "evidenced", "endorsed", "submitted")
    story.add("reviewed:pass", by=INSPECTOR, standards={str(n): True for n in range(1, 5)})
    return story
