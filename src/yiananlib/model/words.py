"""The words for enumerations that rules depend on, as messages to be translated where they are shown."""

from typing import Final

from yiananlib.messages import N_
from yiananlib.model.vocabulary import (
    Answer,
    Class,
    Follow,
    Function,
    Lamp,
    Look,
    LookBackResult,
    MeasureType,
    Pass,
    Role,
    Severity,
    Status,
)

STATUS_WORDS: Final[dict[str, str]] = {
    Status.REGISTERED: N_("registered"),
    Status.RECTIFYING: N_("rectifying"),
    Status.SUBMITTED: N_("submitted"),
    Status.RETURNED: N_("returned"),
    Status.PASSED: N_("passed"),
    Status.CLOSED: N_("closed"),
    Status.VOIDED: N_("voided"),
    Status.TRANSFERRED: N_("transferred"),
}

LAMP_WORDS: Final[dict[str, str]] = {
    Lamp.CLOSED: N_("closed"),
    Lamp.RED: N_("red: overdue"),
    Lamp.YELLOW: N_("yellow: urgent"),
    Lamp.BLUE: N_("blue: soon"),
    Lamp.GREEN: N_("green: in time"),
}

MENDING_WORDS: Final[dict[str, str]] = {"redated": N_("redate"), "retracted": N_("retract")}
"""Entries that mend another, in whatever record."""
HANDING_WORDS: Final[dict[str, str]] = {"reassigned": N_("hand over")}
"""The entry with which another officer answers for a matter."""

SEVERITY_WORDS: Final[dict[str, str]] = {
    Severity.MINOR: N_("minor"),
    Severity.GENERAL: N_("general"),
    Severity.SERIOUS: N_("serious"),
    Severity.MAJOR: N_("major"),
}

CLASS_WORDS: Final[dict[str, str]] = {
    Class.IMMEDIATE: N_("immediate"),
    Class.PHASED: N_("phased"),
    Class.ONGOING: N_("ongoing"),
}

MEASURE_TYPE_WORDS: Final[dict[str, str]] = {
    MeasureType.IMMEDIATE: N_("immediate"),
    MeasureType.CORRECTIVE: N_("corrective"),
    MeasureType.PREVENTIVE: N_("preventive"),
}

LOOK_BACK_WORDS: Final[dict[str, str]] = {
    LookBackResult.HELD: N_("held"),
    LookBackResult.INCOMPLETE: N_("incomplete"),
    LookBackResult.SLIPPED: N_("slipped"),
}

OUTCOME_WORDS: Final[dict[str, str]] = {**LOOK_BACK_WORDS, "came_back": N_("came back")}
"""What becomes of a close (``index.outcomes``)."""

LOOK_WORDS: Final[dict[str, str]] = {
    Look.DEVELOPMENT: N_("development"),
    Look.CHANGE: N_("change"),
    Look.SPIRIT: N_("spirit"),
    Look.CONDUCT: N_("conduct"),
    Look.SATISFACTION: N_("satisfaction"),
}

FOLLOW_WORDS: Final[dict[str, str]] = {
    Follow.VOID: N_("void the problem"),
    Follow.AMEND: N_("amend the problem"),
    Follow.TRANSFER: N_("transfer the problem"),
}
"""What the office does of an objection that is upheld."""
FORM_WORDS: Final[dict[int, str]] = {
    1: N_("first form"),
    2: N_("second form"),
    3: N_("third form"),
    4: N_("fourth form"),
}
"""The 四种形态: 谈话提醒和批评教育, 轻处分和组织调整, 重处分和重大职务调整, 立案审查."""

FUNCTION_WORDS: Final[dict[str, str]] = {
    Function.UNIT: N_("unit"),
    Function.OFFICE: N_("campaign office"),
    Function.INSPECTOR: N_("inspectors"),
}

ROLE_WORDS: Final[dict[str, str]] = {
    Role.HEAD: N_("head"),
    Role.DEPUTY: N_("deputy"),
    Role.LIAISON: N_("liaison"),
    Role.STAFF: N_("staff"),
}

ANSWER_WORDS: Final[dict[str, str]] = {
    Answer.CLEAR: N_("clear"),
    Answer.PROBLEM: N_("a problem"),
    Answer.NOT_APPLICABLE: N_("not applicable"),
}

PASS_WORDS: Final[dict[str, str]] = {
    Pass.POLITICAL: N_("political check-up"),
    Pass.THOUGHT: N_("clearing of thinking"),
    Pass.PROBLEMS: N_("overhaul of problems"),
}

SETTING_WORDS: Final[dict[str, str]] = {
    "gate.always": N_("checks required for every problem"),
    "gate.disabled": N_("disabled checks"),
    "gate.accepted": N_("acceptance of the registration"),
    "gate.publicity": N_("publicity before the close"),
    "gate.publicity_days": N_("days of publicity"),
    "gate.publicity_working_days": N_("days of publicity counted as working days"),
    "gate.key_fields": N_("missing key fields"),
    "gate.standards": N_("standards with content"),
    "gate.standards_from": N_("severity at which the standards are required"),
    "gate.waivers": N_("waivers per close"),
    "deadlines.yellow": N_("days before the deadline when the lamp turns yellow"),
    "deadlines.blue": N_("days before the deadline when the lamp turns blue"),
    "deadlines.extensions": N_("extensions per problem"),
    "deadlines.extension_days": N_("days per extension"),
    "deadlines.look_back_days": N_("days until the look-back"),
    "deadlines.look_back_again_days": N_("days until the next look-back"),
    "deadlines.horizon_years": N_("maximum years to a deadline"),
    "vocabulary.field": N_("key fields without words"),
    "git.unsigned_since": N_("no signatures, so anyone who can write can use any name, since"),
}
"""What the settings are that may ask less than the template (``model.leniency``), for readers."""

SORT_WORDS: Final[dict[str, str]] = {
    "org": N_("Unit"),
    "due": N_("Deadline"),
    "found": N_("Day it was found"),
    "moved": N_("latest move"),
    "overdue": N_("Days overdue"),
    "severity": N_("Severity"),
    "priority": N_("The six kinds first"),
}
"""By what a list of problems is put in order."""

GROUP_WORDS: Final[dict[str, str]] = {
    "kind": N_("Kind"),
    "field": N_("Key field"),
    "level": N_("Level of the cause"),
    "finding": N_("Finding"),
    "source": N_("Source"),
    "linked": N_("Linked work"),
    "tag": N_("Tag"),
    "cause": N_("Root cause"),
    "title": N_("Problem"),
}
"""By what problems in common are grouped."""

BREAKDOWN_WORDS: Final[dict[str, str]] = {
    "kind": N_("Kind"),
    "class": N_("Class"),
    "severity": N_("Severity"),
    "field": N_("Key field"),
    "source": N_("Source"),
    "level": N_("Level of the cause"),
    "finding": N_("Finding"),
    "task": N_("Task"),
    "tag": N_("Tag"),
    "linked": N_("Linked work"),
    "leader": N_("Leader"),
    "year": N_("Year of finding"),
    "return_reason": N_("Reason of a return"),
}
"""What problems are broken down by."""

PAPER_WORDS: Final[dict[str, str]] = {
    "bulletin": N_("bulletin"),
    "brief": N_("weekly brief"),
    "notice": N_("supervision notice"),
    "ledger": N_("rectification ledger"),
}
"""What offices send."""

LAYOUT_WORDS: Final[dict[str, str]] = {"classic": N_("classic"), "full": N_("full")}
"""Which columns a workbook has."""
