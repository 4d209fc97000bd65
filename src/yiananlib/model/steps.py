"""What may follow what: the table of design.md section 3.

A *step* is an entry's kind, for reviews and look-backs with its outcome (``reviewed:pass``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.model.vocabulary import Status

if TYPE_CHECKING:
    from yiananlib.model.entries import Entry

_WORK: Final = ("planned", "amended", "progressed", "completed", "evidenced", "extension-granted")
_MENDING: Final = ("redated", "retracted")
_REMARKS: Final = ("noted", "numbered", "handled", "held-accountable", "explained", *_MENDING)
_OPEN: Final = ("extension-requested", "extension-denied", "endorsed", *_REMARKS)


def _stay(status: Status, *steps: str) -> dict[str, Status]:
    return dict.fromkeys(steps, status)


TABLE: Final[dict[Status, dict[str, Status]]] = {
    Status.REGISTERED: {
        **_stay(Status.REGISTERED, *_WORK, *_OPEN),
        "progressed": Status.RECTIFYING,
        "completed": Status.RECTIFYING,
        "submitted": Status.SUBMITTED,
        "voided": Status.VOIDED,
        "carried-over": Status.CLOSED,
    },
    Status.RECTIFYING: {
        **_stay(Status.RECTIFYING, *_WORK, *_OPEN),
        "submitted": Status.SUBMITTED,
        "voided": Status.VOIDED,
    },
    Status.SUBMITTED: {
        **_stay(Status.SUBMITTED, *_WORK, *_OPEN, "publicised", "submitted"),
        "withdrawn": Status.RECTIFYING,
        "reviewed:return": Status.RETURNED,
        "reviewed:pass": Status.PASSED,
        "voided": Status.VOIDED,
    },
    Status.RETURNED: {
        **_stay(Status.RETURNED, *_WORK, *_OPEN),
        "progressed": Status.RECTIFYING,
        "completed": Status.RECTIFYING,
        "submitted": Status.SUBMITTED,
        "voided": Status.VOIDED,
    },
    Status.PASSED: {
        **_stay(Status.PASSED, *_OPEN, "publicised"),
        **_stay(Status.SUBMITTED, *_WORK),
        "reviewed:return": Status.RETURNED,
        "closed": Status.CLOSED,
        "voided": Status.VOIDED,
    },
    Status.CLOSED: {
        **_stay(Status.CLOSED, *_REMARKS, "rated", "looked-back:held"),
        "looked-back:incomplete": Status.RECTIFYING,
        "looked-back:slipped": Status.RECTIFYING,
        "reopened": Status.RECTIFYING,
    },
    Status.VOIDED: _stay(Status.VOIDED, "noted", "explained", *_MENDING),
}
"""For each status, the steps it allows and the status that follows. What is not here is refused."""


KEEP_A_PASS: Final = frozenset(name for name, after in TABLE[Status.PASSED].items() if after is Status.PASSED)
"""Steps that let a pass stand."""
DATED: Final = ("looked-back:held", "submitted")
"""Steps that go by the order of moves even where the status stays."""
OPEN_AGAIN: Final = ("looked-back:incomplete", "looked-back:slipped", "reopened")
"""Steps with which a new round begins."""


def step(entry: Entry) -> str:
    """Return the entry's name in :data:`TABLE`."""
    if entry.kind == "reviewed":
        return f"reviewed:{entry.verdict}"
    if entry.kind == "looked-back":
        return f"looked-back:{entry.result}"
    return entry.kind
