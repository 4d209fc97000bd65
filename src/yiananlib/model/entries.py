"""The entries of a problem: one class a kind, a discriminated union on ``kind``.

Each entry says who recorded what, when (``at``), and from which day it counts (``on``). Nothing here
says which entry may follow which (``lifecycle``) or who may make it (``authority``).
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field, StrictBool, model_validator

from yiananlib.model.answers import BlockCleared, Blocked, ContestDismissed, Contested, ContestUpheld
from yiananlib.model.base import (
    Base,
    Day,
    Digest,
    FilledText,
    Key,
    Line,
    Name,
    OfficerRef,
    RecordId,
    RecordRef,
    Remark,
    Sheet,
    Stamped,
    Tag,
    Yes,
)
from yiananlib.model.general import Generalised, LookedWider
from yiananlib.model.hands import Reassigned
from yiananlib.model.lint import LintCode
from yiananlib.model.measures import Completed, Excused, MeasureNumber, Planned
from yiananlib.model.register import MOST
from yiananlib.model.serial import SERIAL_PATTERN
from yiananlib.model.transfers import Taken, Transferred
from yiananlib.model.vocabulary import Class, Look, LookBackResult, Severity, Verdict

Count = Annotated[int, Field(strict=True, ge=1, le=9999)]
"""How many people were dealt with; never who."""


class Registered(Stamped):
    """The problem was put on the list; always the first entry, and there is one.

    One that came in with a sheet (``yian import``) keeps what it is known by there: ``fingerprint`` of its unit and
    symptom, ``reference``, the number that the sheet gives it, and ``term``, the deadline as the sheet words it, where
    that is no plain day. ``from`` is where one that was taken over from another unit came from.
    """

    kind: Literal["registered"] = "registered"
    fingerprint: Digest | None = None
    reference: Line | None = None
    term: Line | None = None
    from_: Taken | None = Field(None, alias="from")


class Changes(Base):
    """Fields of the head that an amendment replaces.

    ``id``, ``due`` and ``found`` are not among them: the original deadline and the day of finding
    stay for ever. A list that is empty takes away what there was, one that is absent changes nothing.
    """

    title: Line | None = None
    symptom: FilledText | None = None
    source: Key | None = None
    prompt: Name | None = None
    finding: Line | None = None
    task: Line | None = None
    kind: Key | None = None
    field: Key | None = None
    severity: Severity | None = None
    class_: Class | None = Field(None, alias="class")
    root_cause: FilledText | None = None
    level: tuple[Key, ...] | None = None
    goal: FilledText | None = None
    support: tuple[Name, ...] | None = None
    linked: tuple[Key, ...] | None = None
    tags: tuple[Tag, ...] | None = None
    public_concern: StrictBool | None = None
    leader: OfficerRef | None = None
    owner: OfficerRef | None = None

    def plain(self) -> dict[str, Any]:
        """Return the fields that are changed; an empty list is one."""
        return super().plain() | {name: () for name in _LISTS if getattr(self, name) == ()}


_LISTS: Final = ("level", "support", "linked", "tags")
"""What a change may take away altogether."""


class Amended(Stamped):
    """Fields of the head were replaced, for a reason; the head itself is never edited."""

    kind: Literal["amended"] = "amended"
    reason: FilledText
    changes: Changes


class Progressed(Stamped):
    """Work went on; ``measure`` absent: on the problem as a whole.

    ``why`` is, of what is overdue, why it is not in place, and what comes next (未整改到位原因及下一步计划).
    """

    kind: Literal["progressed"] = "progressed"
    note: FilledText
    why: Remark = None
    measure: MeasureNumber | None = None


class Evidenced(Stamped):
    """A supporting file was copied into the organization's ``evidence/`` folder.

    ``file`` is its name there, ``size`` in bytes; ``measure`` absent: for the problem as a whole. ``what`` it is in
    words, ``dated`` its own day, ``valid_until`` the last day on which it proves anything. ``taken`` is the day on
    which a photo says that it was taken; ``cleaned``: its place and device were dropped from the copy, so that the
    digest is not that of the original.
    """

    kind: Literal["evidenced"] = "evidenced"
    file: Line
    sha256: Digest
    size: Annotated[int, Field(strict=True, ge=1)]
    measure: MeasureNumber | None = None
    what: Line | None = None
    dated: Day | None = None
    valid_until: Day | None = None
    taken: Day | None = None
    cleaned: Yes = None
    note: Remark = None


class ExtensionRequested(Stamped):
    """More time was asked for, before the deadline ran out."""

    kind: Literal["extension-requested"] = "extension-requested"
    until: Day
    reason: FilledText


class ExtensionGranted(Stamped):
    """A request (``request`` is its entry's id) was granted; ``until`` is the new last day."""

    kind: Literal["extension-granted"] = "extension-granted"
    request: RecordId
    until: Day
    opinion: Remark = None


class ExtensionDenied(Stamped):
    """A request was denied; the deadline stands."""

    kind: Literal["extension-denied"] = "extension-denied"
    request: RecordId
    opinion: FilledText


class Endorsed(Stamped):
    """The head of the unit put their post's name to the rectification.

    ``sheet`` is what the head signed; it is needed where somebody else recorded it.
    """

    kind: Literal["endorsed"] = "endorsed"
    note: Remark = None
    sheet: Sheet | None = None


class Submitted(Stamped):
    """The unit asks for the problem to be struck off.

    Either ``rule`` (made or revised) or ``no_rule`` (why none) is given, and either ``wider`` (举一反三)
    or ``no_wider``; a missing pair is the gate's business. ``incomplete`` is why it was submitted though the
    unit's part of the gate was not met: such a submission stops no clock; absent for a complete one. ``received`` is
    the day on which the paper came in (收文日期), where supervision vouches for it.
    """

    kind: Literal["submitted"] = "submitted"
    received: Day | None = None
    incomplete: Remark = None
    effect: Remark = None
    rule: Remark = None
    no_rule: Remark = None
    wider: Remark = None
    no_wider: Remark = None


class Withdrawn(Stamped):
    """The unit took its submission back."""

    kind: Literal["withdrawn"] = "withdrawn"
    reason: FilledText


class Reviewed(Stamped):
    """Somebody else verified the rectification.

    ``standards`` are the answers to the campaign's 四个决不放过, by number; ``seen`` the ids of the
    entries before the review and ``digest`` that of the head and those entries: what is changed
    or merged in afterwards makes a pass lapse. ``waived`` maps codes of the gate to the reasons why a pass
    waives them; it holds for the close. ``received`` is the day on which the submission's paper came in (收文日期).
    ``why`` are the reasons of a return, words of the campaign; ``evidence`` maps the files that it finds at fault to
    what is wrong with each.
    """

    kind: Literal["reviewed"] = "reviewed"
    verdict: Verdict
    opinion: FilledText
    why: tuple[Key, ...] = ()
    evidence: dict[Line, FilledText] | None = None
    standards: dict[Annotated[str, Field(pattern=r"^[1-9][0-9]?$")], StrictBool] | None = None
    waived: dict[Line, FilledText] | None = None
    received: Day | None = None
    seen: tuple[RecordId, ...]
    digest: Digest


class Publicised(Stamped):
    """The result was made public from ``since`` to ``until`` (the last day); ``objections`` are those open."""

    kind: Literal["publicised"] = "publicised"
    since: Day
    until: Day
    objections: tuple[Line, ...] = ()


class Closed(Stamped):
    """销号: struck off. ``waived`` maps codes of the gate that were waived to the reasons why.

    ``sole``: who passed it closed it too, though it needs two, since nobody else was in office who may.
    """

    kind: Literal["closed"] = "closed"
    sole: Yes = None
    waived: dict[Line, FilledText] | None = None


class CarriedOver(Stamped):
    """Struck off before the ledger of its unit began, on ``day``, by what ``document`` names.

    It stands right after the registration, is never asked the gate, and is counted apart (design.md section 9).
    """

    kind: Literal["carried-over"] = "carried-over"
    day: Day
    document: Line


class LookedBack(Stamped):
    """回头看. ``seen`` are the entries before it, so that it also acknowledges what was merged in late.

    ``sample`` is the sample that the problem was drawn in, where chance decided that it is looked at.
    """

    kind: Literal["looked-back"] = "looked-back"
    result: LookBackResult
    opinion: FilledText
    sample: RecordRef | None = None
    seen: tuple[RecordId, ...] = ()


class Reopened(Stamped):
    """A closed problem was opened again outside a look-back; a new round begins."""

    kind: Literal["reopened"] = "reopened"
    reason: FilledText


class Voided(Stamped):
    """Registered in error; the record stays."""

    kind: Literal["voided"] = "voided"
    reason: FilledText


class Noted(Stamped):
    """A remark that changes nothing."""

    kind: Literal["noted"] = "noted"
    note: FilledText


class Numbered(Stamped):
    """The official serial number, such as ``2026-017``; never reused, and written in one way."""

    kind: Literal["numbered"] = "numbered"
    number: Annotated[str, Field(pattern=SERIAL_PATTERN)]


class Handled(Stamped):
    """People were dealt with under one of the 四种形态; counts and posts, never names."""

    kind: Literal["handled"] = "handled"
    form: Annotated[int, Field(strict=True, ge=1, le=4)]
    count: Count
    note: Remark = None


class HeldAccountable(Stamped):
    """An accountability decision that people made, and its trigger.

    Of people, of ``organizations`` themselves, and of yuan ``recovered`` it says at least one.
    """

    kind: Literal["held-accountable"] = "held-accountable"
    trigger: Key
    count: Count | None = None
    organizations: Count | None = None
    recovered: Annotated[int, Field(strict=True, ge=1, le=MOST)] | None = None
    note: FilledText

    @model_validator(mode="after")
    def _says_something(self) -> "HeldAccountable":
        if self.count is None and self.organizations is None and self.recovered is None:
            raise ValueError("decision about nobody")
        return self


class Rated(Stamped):
    """Of the five looks (五看) some or all, rated 1–5, 5 the best; ``by`` tells whether by the unit or a supervisor."""

    kind: Literal["rated"] = "rated"
    scores: Annotated[dict[Look, Annotated[int, Field(strict=True, ge=1, le=5)]], Field(min_length=1)]
    note: Remark = None


class Explained(Stamped):
    """An answer to what ``yian lint`` found: why it is as it is. It changes nothing."""

    kind: Literal["explained"] = "explained"
    code: LintCode
    reason: FilledText


class Redated(Stamped):
    """The entry ``entry`` was recorded by a clock that ran ahead; it was recorded on ``day``.

    The fold reads it first: ``entry`` counts as recorded, and where it names no day of its own as effective, on
    ``day``, and both stand outside the order of times and of moves (design.md section 3, *A wrong clock*).
    """

    kind: Literal["redated"] = "redated"
    entry: RecordId
    day: Day
    reason: FilledText


class Retracted(Stamped):
    """The entry ``entry`` was a slip: the fold leaves out what it says, for every day.

    See design.md section 3, *A slip*.
    """

    kind: Literal["retracted"] = "retracted"
    entry: RecordId
    reason: FilledText


Entry = (
    Registered
    | Amended
    | Reassigned
    | Planned
    | Progressed
    | Completed
    | Excused
    | Evidenced
    | ExtensionRequested
    | ExtensionGranted
    | ExtensionDenied
    | Endorsed
    | Submitted
    | Withdrawn
    | Reviewed
    | Publicised
    | Closed
    | CarriedOver
    | LookedBack
    | Reopened
    | Voided
    | Transferred
    | Noted
    | Numbered
    | Handled
    | HeldAccountable
    | Rated
    | Explained
    | Generalised
    | LookedWider
    | Redated
    | Retracted
    | Contested
    | ContestUpheld
    | ContestDismissed
    | Blocked
    | BlockCleared
)
"""Any entry; discriminated by ``kind``, see :func:`entry`."""

KINDS: Final[dict[str, type[Entry]]] = {c.model_fields["kind"].default: c for c in get_args(Entry)}


class UnknownKind(ValueError):
    """An entry whose ``kind`` is missing or none of :data:`KINDS`."""


def waived_before(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Return what the last pass among ``entries`` waives, with the reasons: it holds for the close after them."""
    last = next((e for e in reversed(entries) if isinstance(e, Reviewed)), None)
    return (last.waived or {}) if last is not None and last.verdict is Verdict.PASS else {}


def entry(values: dict[str, Any]) -> Entry:
    """Return the entry that ``values`` (fields by their names in the file) describe.

    Only the model of the kind at hand is built, which is why this is a table and not one pydantic
    union of all kinds.

    Raises:
        UnknownKind: there is no such kind.
        pydantic.ValidationError: a field is missing, unknown or wrong.
    """
    try:
        model = KINDS[values["kind"]]
    except (KeyError, TypeError):
        raise UnknownKind(values.get("kind")) from None
    return model.model_validate(values)
