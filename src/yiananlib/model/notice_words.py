"""What notices are called: the ladder, urgency, how often to report, and the words that readers see.

Apart from :mod:`yiananlib.model.notices`, because lists read them without the models.
"""

from enum import StrEnum
from typing import Final

from yiananlib.messages import N_
from yiananlib.model.words import HANDING_WORDS, MENDING_WORDS


class Rung(StrEnum):
    """The ladder, in rising order: 提醒, 督办, 告诫, 问责."""

    REMINDER = "reminder"
    SUPERVISION = "supervision"
    CAUTION = "caution"
    ACCOUNTABILITY = "accountability"


def highest(*rungs: str) -> Rung:
    """Return the highest of these rungs."""
    return max((Rung(rung) for rung in rungs), key=list(Rung).index)


def above(rung: str) -> Rung | None:
    """Return the rung that comes after one, None where it is the highest."""
    rungs = list(Rung)
    place = rungs.index(Rung(rung)) + 1
    return rungs[place] if place < len(rungs) else None


class Urgency(StrEnum):
    """紧急程度."""

    NORMAL = "normal"
    URGENT = "urgent"
    MOST_URGENT = "most_urgent"


AWAITING: Final = ("issued", "returned")
"""The statuses in which a notice awaits a reply."""

STATUS_WORDS: Final[dict[str, str]] = {
    "issued": N_("to be answered"),
    "replied": N_("answered"),
    "returned": N_("to be answered again"),
    "closed": N_("settled"),
    "withdrawn": N_("withdrawn"),
}
ENTRY_WORDS: Final[dict[str, str]] = {
    "issued": N_("issued"),
    "received": N_("received"),
    "replied": N_("answered"),
    "excused": N_("excused"),
    "returned": N_("returned"),
    "escalated": N_("raised"),
    "closed": N_("settled"),
    "withdrawn": N_("withdrawn"),
    **HANDING_WORDS,
    **MENDING_WORDS,
}
RUNG_WORDS: Final[dict[str, str]] = {
    Rung.REMINDER: N_("reminder"),
    Rung.SUPERVISION: N_("supervision"),
    Rung.CAUTION: N_("caution"),
    Rung.ACCOUNTABILITY: N_("accountability"),
}
URGENCY_WORDS: Final[dict[str, str]] = {
    Urgency.NORMAL: N_("normal"),
    Urgency.URGENT: N_("urgent"),
    Urgency.MOST_URGENT: N_("most urgent"),
}
