"""The steps of a problem, a row each: its name, who may make it, what may follow what (design.md section 3).

A *step* is an entry's kind, for reviews and look-backs with its outcome (``reviewed:pass``).
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_
from yiananlib.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.entries import Entry


class Who(Enum):
    """The groups of officers who may make a step."""

    OWN = auto()
    """The problem's own unit, the organizations above it, or the office."""
    HEAD = auto()
    """The head of the problem's own unit."""
    OFFICE = auto()
    """The office; about what is its own, the inspectors."""
    SUPERVISION = auto()
    """The office or the inspectors."""
    CONCERNED = auto()
    """Whoever may work on the problem, the office and the inspectors."""
    ADDRESSEE = auto()
    """The organization itself and those above it: whoever answers a notice."""
    ABOVE = auto()
    """The organizations above it, or the office: whoever gives it something to do."""
    OVER = auto()
    """The organizations above it, the office, or the inspectors: whoever sees to it that something is done."""
    ASKED = auto()
    """Each organization that is asked, for itself."""


class Step(NamedTuple):
    """A step of a problem.

    Attributes:
        name: the kind of its entry, with an outcome behind a colon where the kind has several.
        word: what readers call it.
        who: who may make it; of a step that ``judges`` those may not who had a part in the problem (``judging``).
        moves: for each status in which it may be made the status that follows. Elsewhere it is refused.
        judges: it judges the problem.
        dated: it goes by the order of moves even where the status stays.
        reopens: a new round begins with it.
    """

    name: str
    word: str
    who: Who
    moves: Mapping[Status, Status]
    judges: bool = False
    dated: bool = False
    reopens: bool = False

    @property
    def kind(self) -> str:
        """The kind of its entry."""
        return self.name.partition(":")[0]


_R, _T, _S = Status.REGISTERED, Status.RECTIFYING, Status.SUBMITTED
_B, _P, _C, _V = Status.RETURNED, Status.PASSED, Status.CLOSED, Status.VOIDED
_E: Final = Status.TRANSFERRED


def _stays(*where: Status) -> dict[Status, Status]:
    return {status: status for status in where}


_OPEN: Final = _stays(_R, _T, _S, _B, _P)
_PLAN: Final = _stays(_R, _T, _S, _B) | {_P: _S}
"""Work that can be planned at any time; after a pass it must be looked at again."""
_WORK: Final = {_R: _T, _T: _T, _S: _S, _B: _T, _P: _S}
"""Work that is done: with it a problem is being rectified."""
_SUPERVISED: Final = _stays(_R, _T, _S, _B, _P, _C)
_ALWAYS: Final = _stays(_R, _T, _S, _B, _P, _C, _V, _E)

STEPS: Final = (
    Step("registered", N_("register"), Who.OWN, {}),
    Step("planned", N_("add a measure"), Who.OWN, _PLAN),
    Step("amended", N_("amend"), Who.OWN, _PLAN),
    Step("reassigned", N_("hand over"), Who.OWN, _SUPERVISED),
    Step("progressed", N_("report progress"), Who.OWN, _WORK),
    Step("completed", N_("complete a measure"), Who.OWN, _WORK),
    Step("excused", N_("excuse an occurrence"), Who.SUPERVISION, _stays(_R, _T, _S, _B, _P), judges=True),
    Step("evidenced", N_("add evidence"), Who.OWN, _PLAN | _stays(_C)),
    Step("extension-requested", N_("ask for more time"), Who.OWN, _OPEN),
    Step("extension-granted", N_("grant more time"), Who.SUPERVISION, _PLAN, judges=True),
    Step("extension-denied", N_("deny more time"), Who.SUPERVISION, _OPEN, judges=True),
    Step("endorsed", N_("endorse"), Who.HEAD, _OPEN),
    Step("submitted", N_("submit for close-out"), Who.OWN, {_R: _S, _T: _S, _S: _S, _B: _S}, dated=True),
    Step("withdrawn", N_("withdraw the submission"), Who.OWN, {_S: _T}),
    Step("reviewed:return", N_("return"), Who.SUPERVISION, {_S: _B, _P: _B}, judges=True),
    Step("reviewed:pass", N_("pass the review"), Who.SUPERVISION, {_S: _P}, judges=True),
    Step("publicised", N_("publicise"), Who.SUPERVISION, _stays(_S, _P), judges=True),
    Step("closed", N_("close"), Who.SUPERVISION, {_P: _C}, judges=True),
    Step("looked-back:held", N_("look back: held"), Who.SUPERVISION, _stays(_C), judges=True, dated=True),
    Step("looked-back:incomplete", N_("look back: incomplete"), Who.SUPERVISION, {_C: _T}, judges=True, reopens=True),
    Step("looked-back:slipped", N_("look back: slipped"), Who.SUPERVISION, {_C: _T}, judges=True, reopens=True),
    Step("reopened", N_("reopen"), Who.SUPERVISION, {_C: _T}, judges=True, reopens=True),
    Step("voided", N_("void"), Who.SUPERVISION, dict.fromkeys(_OPEN, _V), judges=True),
    Step("transferred", N_("transfer"), Who.OFFICE, dict.fromkeys(_OPEN, _E), judges=True),
    Step("carried-over", N_("carry over"), Who.OFFICE, {_R: _C}),
    Step("noted", N_("note"), Who.CONCERNED, _ALWAYS),
    Step("numbered", N_("number"), Who.SUPERVISION, _SUPERVISED),
    Step("handled", N_("handle"), Who.SUPERVISION, _SUPERVISED),
    Step("held-accountable", N_("hold accountable"), Who.SUPERVISION, _SUPERVISED),
    Step("rated", N_("rate the effect"), Who.CONCERNED, _stays(_C)),
    Step("explained", N_("explain"), Who.CONCERNED, _ALWAYS),
    Step("contested", N_("object"), Who.HEAD, _OPEN),
    Step("contest-upheld", N_("uphold the objection"), Who.SUPERVISION, _OPEN, judges=True),
    Step("contest-dismissed", N_("dismiss the objection"), Who.SUPERVISION, _OPEN, judges=True),
    Step("blocked", N_("wait for another organization"), Who.OWN, _OPEN),
    Step("block-cleared", N_("end the wait for another organization"), Who.OWN, _OPEN),
    Step("generalised", N_("make it a general problem"), Who.OWN, _PLAN),
    Step("looked-wider", N_("look for the same fault"), Who.ASKED, _OPEN),
    Step("redated", N_("redate"), Who.SUPERVISION, _ALWAYS),
    Step("retracted", N_("retract"), Who.CONCERNED, _ALWAYS),
)
"""The first entry is ``registered``, and nothing precedes it. In this order messages tell what may follow."""

TABLE: Final = {status: {row.name: row.moves[status] for row in STEPS if status in row.moves} for status in Status}
"""For each status, the steps it allows and the status that follows. What is not here is refused."""
WHO: Final = {row.kind: row.who for row in STEPS}
"""For each kind of entry, who may make it."""
STEP_WORDS: Final = {row.name: row.word for row in STEPS}
"""What readers call each step."""
JUDGEMENTS: Final = frozenset(row.kind for row in STEPS if row.judges)
"""The kinds of entries that judge a problem."""
KEEP_A_PASS: Final = frozenset(name for name, after in TABLE[Status.PASSED].items() if after is Status.PASSED)
"""Steps that let a pass stand."""
DATED: Final = frozenset(row.name for row in STEPS if row.dated)
OPEN_AGAIN: Final = frozenset(row.name for row in STEPS if row.reopens)


def step(entry: Entry) -> str:
    """Return the name of the step that an entry makes."""
    if entry.kind == "reviewed":
        return f"reviewed:{entry.verdict}"
    if entry.kind == "looked-back":
        return f"looked-back:{entry.result}"
    return entry.kind
