"""The campaign: its name, language, time zone, gate, deadlines and vocabularies (``yian.toml``)."""

import datetime as dt
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StrictBool

from yiananlib.model import closing
from yiananlib.model.base import Base, Day, FilledText, Key, Line, schema_field
from yiananlib.model.lake import Code
from yiananlib.model.vocabulary import Severity

GATE_CODES: Final = closing.CODES
"""The checks of the close-out gate, in the order in which they are reported."""

KEY_FIELDS: Final = frozenset(["land", "tender", "procurement", "funds"])
"""The four key fields that the campaign document names (征地拆迁、项目招投标、政府采购、资金拨付等)."""

VOCABULARIES: Final = ("source", "kind", "field", "level", "aspect", "trigger")
"""The vocabularies that ``yian.toml`` words; severity, class and statuses are rules, not words."""


def _gate_code(value: str) -> str:
    if value not in GATE_CODES:
        raise ValueError("gate code")
    return value


GateCode = Annotated[str, AfterValidator(_gate_code)]


class GitSettings(Base):
    """``commit``: each recording command commits its own paths. ``signed``: each commit must be signed.

    Who signs is the officer named in ``by``, with a key from ``allowed_signers``. ``unsigned_since`` is the day on
    which the demand was given up; it stays as long as there is none, and every report says so.
    """

    commit: StrictBool = False
    signed: StrictBool = False
    unsigned_since: Day | None = None

    def may_follow(self, before: "GitSettings") -> bool:
        """Tell whether these settings say what became of the demand that stood, or had been given up, before."""
        if self.signed or not (before.signed or before.unsigned_since):
            return True
        return self.unsigned_since is not None and before.unsigned_since in (None, self.unsigned_since)


class Gate(Base):
    """What the campaign adds to the close-out gate, and what it turned off (printed on every report).

    ``always`` are codes that even minor immediate problems need. ``publicity`` demands a period
    (``publicity_days`` calendar days, or working days of the
    ledger's calendar) without open objection. ``standards`` are the questions of the
    四个决不放过, whose official wording is not published: the default is ours. ``key_fields`` are
    the fields in which an inspector answers them, whatever the severity. ``waivers`` are how many checks may be
    waived for one close, at the pass and at the close together. ``accepted`` demands that the office or the inspectors
    accepted the registration (核定), which a serial number does; from then on its severity, class and field are theirs.
    """

    always: tuple[GateCode, ...] = ()
    disabled: tuple[GateCode, ...] = ()
    accepted: StrictBool = False
    publicity: StrictBool = False
    publicity_days: Annotated[int, Field(strict=True, ge=1, le=365)] = 5
    publicity_working_days: StrictBool = False
    key_fields: tuple[Key, ...] = ()
    standards: Annotated[tuple[FilledText, ...], Field(min_length=1, max_length=99)]
    standards_from: Severity = Severity.SERIOUS
    waivers: Annotated[int, Field(strict=True, ge=0, le=len(GATE_CODES))] = 2


class Deadlines(Base):
    """Days before the deadline on which the lamp turns, extensions, when to look back, and how far off a day may be.

    ``look_back_again_days``: a close that held is looked back at again so many days after each look-back, as long as it
    lasts (常态化回头看); 0: once is enough. ``horizon_years``: no deadline lies later than so many years after the
    problem was found.
    """

    yellow: Annotated[int, Field(strict=True, ge=0, le=365)] = 7
    blue: Annotated[int, Field(strict=True, ge=0, le=365)] = 15
    extensions: Annotated[int, Field(strict=True, ge=0, le=99)] = 2
    extension_days: Annotated[int, Field(strict=True, ge=1, le=3650)] = 30
    look_back_days: Annotated[int, Field(strict=True, ge=1, le=3650)] = 90
    look_back_again_days: Annotated[int, Field(strict=True, ge=0, le=3650)] = 0
    horizon_years: Annotated[int, Field(strict=True, ge=1, le=100)] = 5


class Sprint(Base):
    """百日冲刺: a time-boxed phase that starts on ``start`` and lasts ``days`` days."""

    start: Day
    days: Annotated[int, Field(strict=True, ge=1, le=3650)] = 100

    def day_number(self, day: dt.date) -> int:
        """Return which day of the sprint ``day`` is, 1 for the first; below 1 before it starts."""
        return (day - self.start).days + 1


class Plan(Base):
    """《实施方案》: what the campaign is about, what is done, and what is asked of everybody; who approved it.

    ``approved_by`` is the body (常委会), ``document`` the plan's number.
    """

    focus: tuple[FilledText, ...] = ()
    measures: tuple[FilledText, ...] = ()
    requirements: tuple[FilledText, ...] = ()
    approved_by: Line | None = None
    approved_on: Day | None = None
    document: Line | None = None


class Evidence(Base):
    """``max_mb``: the largest supporting file that is taken, in MiB; git keeps each for ever."""

    max_mb: Annotated[int, Field(strict=True, ge=1, le=1000)] = 20


class Remind(Base):
    """How the office urges (催办).

    ``again_after_days``: what a unit was urged about is left out for so many days, and an act of the unit within them
    answers it. ``command`` is the office's own program, with its arguments, that is handed reminders to send: it is run
    only where whoever records says so on the spot, never because a ledger names it.
    """

    again_after_days: Annotated[int, Field(strict=True, ge=1, le=365)] = 7
    command: Annotated[tuple[Line, ...], Field(max_length=32)] = ()


Percent = Annotated[int, Field(strict=True, ge=50, le=100)]
Least = Annotated[int, Field(strict=True, ge=1, le=9999)]


class Lint(Base):
    """From when on ``yian lint`` asks; each is named for its code, ``_`` for ``-``.

    ``similar`` is how much of two texts must agree, ``cause_repeats`` how much of cause and symptom, in percent;
    measures and causes shorter than ``shortest`` letters are not compared. ``one_evidence``, ``on_the_day``: so many
    measures; ``at_once``, ``backdated``: days, more than which are long; ``all_hold``: so many look-backs; ``nil``: so
    many problems on average of the others; ``rush``, ``waivers``: so many problems. ``empty`` adds phrases that say
    nothing.
    """

    similar: Percent = 90
    cause_repeats: Percent = 80
    shortest: Least = 10
    one_evidence: Annotated[int, Field(strict=True, ge=2, le=9999)] = 3
    on_the_day: Annotated[int, Field(strict=True, ge=2, le=9999)] = 5
    at_once: Annotated[int, Field(strict=True, ge=0, le=365)] = 1
    backdated: Annotated[int, Field(strict=True, ge=0, le=3650)] = 30
    all_hold: Annotated[int, Field(strict=True, ge=2, le=9999)] = 5
    nil: Least = 3
    rush: Annotated[int, Field(strict=True, ge=2, le=9999)] = 10
    waivers: Annotated[int, Field(strict=True, ge=1, le=9999)] = 3
    empty: tuple[Line, ...] = ()


Words = dict[Key, Line]
"""A vocabulary: key to its word in the campaign's language, in the order in which they are offered."""


class Campaign(Base):
    """The settings of a ledger. ``language`` is that of documents, ``timezone`` an IANA name.

    ``code`` is what a city or province knows the ledger by: GB/T 2260, with the campaign where the place has two.
    """

    schema_: int = schema_field()
    name: Line
    code: Code | None = None
    language: Annotated[str, Field(pattern="^(zh_CN|en)$")] = "zh_CN"
    timezone: Line = "Asia/Shanghai"
    git: GitSettings = GitSettings()
    gate: Gate
    deadlines: Deadlines = Deadlines()
    evidence: Evidence = Evidence()
    sprint: Sprint | None = None
    plan: Plan | None = None
    lint: Lint = Lint()
    remind: Remind = Remind()
    vocabulary: dict[Key, Words]

    def word(self, vocabulary: str, key: str) -> str:
        """Return the campaign's word for ``key``, the key itself where it has none."""
        return self.vocabulary.get(vocabulary, {}).get(key, key)
