"""What meetings are called: their types, what is studied, their aims, and the words that readers see.

Apart from :mod:`yiananlib.model.meetings`, because lists and help read them without the models.
"""

from enum import StrEnum
from typing import Final

from yiananlib.messages import N_
from yiananlib.model.words import HANDING_WORDS, MENDING_WORDS


class Type(StrEnum):
    """What is held."""

    DEMOCRATIC_LIFE = "democratic_life"
    BRANCH = "branch"
    APPRAISAL = "appraisal"
    MOBILISATION = "mobilisation"
    WARNING = "warning"
    STUDY = "study"
    SOLICITATION = "solicitation"
    VISIT = "visit"


class Material(StrEnum):
    """What is studied: 处分决定, 通报, 警示教育片, 身边案."""

    DECISION = "decision"
    BULLETIN = "bulletin"
    FILM = "film"
    LOCAL_CASE = "local_case"


class Mark(StrEnum):
    """What a member puts into the analysis: 自己摆进去, 职责摆进去, 工作摆进去."""

    SELF = "self"
    DUTY = "duty"
    WORK = "work"


STATUS_WORDS: Final[dict[str, str]] = {
    "called": N_("called"),
    "held": N_("took place"),
    "cancelled": N_("cancelled"),
}
ENTRY_WORDS: Final[dict[str, str]] = {
    "called": N_("called"),
    "held": N_("took place"),
    "made-up": N_("caught up"),
    "found": N_("found"),
    "concluded": N_("result of an aim"),
    "appraised": N_("member judged"),
    "cancelled": N_("cancelled"),
    **HANDING_WORDS,
    **MENDING_WORDS,
}
TYPE_WORDS: Final[dict[str, str]] = {
    Type.DEMOCRATIC_LIFE: N_("democratic life meeting"),
    Type.BRANCH: N_("three meetings and one lesson"),
    Type.APPRAISAL: N_("appraisal of members"),
    Type.MOBILISATION: N_("mobilisation"),
    Type.WARNING: N_("warning education"),
    Type.STUDY: N_("study"),
    Type.SOLICITATION: N_("collection of opinions"),
    Type.VISIT: N_("supervision visit"),
}
MATERIAL_WORDS: Final[dict[str, str]] = {
    Material.DECISION: N_("disciplinary decision"),
    Material.BULLETIN: N_("bulletin"),
    Material.FILM: N_("film"),
    Material.LOCAL_CASE: N_("case at hand"),
}
MARK_WORDS: Final[dict[str, str]] = {
    Mark.SELF: N_("own conduct"),
    Mark.DUTY: N_("duties"),
    Mark.WORK: N_("work"),
}
AIM_WORDS: Final[dict[str, str]] = {
    "unity": N_("one mind"),
    "sweat": N_("red faces and sweat"),
    "lessons": N_("lessons drawn"),
    "soul": N_("touched to the soul"),
    "results": N_("results to be seen"),
}
"""The five aims of the meeting that the campaign document names (统一思想、红脸出汗、汲取教训、触及灵魂、吹糠见米)."""
