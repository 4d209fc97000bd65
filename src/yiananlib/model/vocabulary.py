"""Enumerations that rules depend on. Their wording, and all other vocabularies, are configuration."""

from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """Where a problem stands; always folded from its entries, never stored."""

    REGISTERED = "registered"
    RECTIFYING = "rectifying"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PASSED = "passed"
    CLOSED = "closed"
    VOIDED = "voided"
    TRANSFERRED = "transferred"


GONE: Final = frozenset([Status.VOIDED, Status.TRANSFERRED])
"""Not counted where it stands: it should never have been there, or stands elsewhere."""
OVER: Final = GONE | {Status.CLOSED}
"""Nothing is to be done any more."""


class Severity(StrEnum):
    """How grave; in rising order."""

    MINOR = "minor"
    GENERAL = "general"
    SERIOUS = "serious"
    MAJOR = "major"

    @property
    def rank(self) -> int:
        """0 for the least grave."""
        return list(Severity).index(self)


class Class(StrEnum):
    """立行立改, 分阶段整改, 长期坚持."""

    IMMEDIATE = "immediate"
    PHASED = "phased"
    ONGOING = "ongoing"


SIX_KINDS: Final = ("inaction", "undelivered", "drifting", "eight_rules", "petty_corruption", "grassroots")
"""The kinds of problems that the campaign document names to be dealt with first (集中治理)."""


class MeasureType(StrEnum):
    """What a measure is for: stop it now, mend the cause, keep it from coming back."""

    IMMEDIATE = "immediate"
    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"


class Verdict(StrEnum):
    """A reviewer's answer."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    RETURN = "return"


class LookBackResult(StrEnum):
    """What a look-back found: 巩固, 不彻底, 反弹."""

    HELD = "held"
    INCOMPLETE = "incomplete"
    SLIPPED = "slipped"


class Function(StrEnum):
    """What an organization does in the campaign."""

    UNIT = "unit"
    OFFICE = "office"
    INSPECTOR = "inspector"


class Role(StrEnum):
    """What an officer is in an organization."""

    HEAD = "head"
    DEPUTY = "deputy"
    LIAISON = "liaison"
    STAFF = "staff"


class Lamp(StrEnum):
    """The colour beside a problem; always shown with its word."""

    CLOSED = "closed"
    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"


class Look(StrEnum):
    """What the effect of a rectification is looked at by (五看)."""

    DEVELOPMENT = "development"
    CHANGE = "change"
    SPIRIT = "spirit"
    CONDUCT = "conduct"
    SATISFACTION = "satisfaction"


class Answer(StrEnum):
    """An answer to a prompt of the checklist."""

    CLEAR = "clear"
    PROBLEM = "problem"
    NOT_APPLICABLE = "not-applicable"


class Pass(StrEnum):
    """The three passes of a self-examination: 政治大体检, 思想大扫除, 问题大检修."""

    POLITICAL = "political"
    THOUGHT = "thought"
    PROBLEMS = "problems"


class Follow(StrEnum):
    """What an objection that is upheld asks of the office; nothing of it is done by upholding."""

    VOID = "void"
    AMEND = "amend"
    TRANSFER = "transfer"
