"""What the index answers with: plain values, made without the models, which take longer to import than to ask."""

# annotations that are evaluated: as text each would be compiled by NamedTuple, at twice the price of the class
import datetime as dt
from typing import Any, NamedTuple

from yiananlib.model.vocabulary import Class, Lamp, Severity, Status


class Sprint(NamedTuple):
    """百日冲刺: it starts on ``start`` and lasts ``days`` days."""

    start: dt.date
    days: int

    def day_number(self, day: dt.date) -> int:
        """Return which day of the sprint ``day`` is, 1 for the first; below 1 before it starts."""
        return (day - self.start).days + 1


class Lint(NamedTuple):
    """From when on ``yian lint`` asks: see ``model.campaign.Lint``."""

    similar: int
    cause_repeats: int
    shortest: int
    one_evidence: int
    on_the_day: int
    at_once: int
    backdated: int
    all_hold: int
    nil: int
    rush: int
    waivers: int
    empty: tuple[str, ...]


class Rules(NamedTuple):
    """The settings by which problems are counted; see :class:`Setting` for each. Equal ones count alike."""

    yellow: int
    blue: int
    look_back_days: int
    standards_always: bool
    key_fields: tuple[str, ...]
    grave: tuple[str, ...]
    look_back_again_days: int = 0


class Plan(NamedTuple):
    """The plan of the campaign (实施方案): see ``model.campaign.Plan``."""

    focus: tuple[str, ...]
    measures: tuple[str, ...]
    requirements: tuple[str, ...]
    approved_by: str | None
    approved_on: dt.date | None
    document: str | None


class Setting(NamedTuple):
    """What lists and reports need of ``yian.toml``; see ``model.campaign`` for what each says.

    ``disabled`` are the codes of the gate that are turned off, ``eased`` the settings that ask less than the template
    (name, value, the template's), ``always`` the codes that minor immediate problems need, too. An inspector's pass is
    asked for in ``key_fields`` and for the severities ``grave``, or, where ``standards_always``, of every problem;
    ``accepting``: the gate asks that the registration was accepted. ``standards`` are those that a pass answers, in
    their words. ``words`` are the vocabularies. ``names`` are
    what readers call organizations, by their codes, and officers, by ``<org>/<officer>``: see
    :func:`yiananlib.index.queries.names`. ``public`` says of what it comes with that it is the public version.
    ``again_after_days`` are those for which what was urged is left alone.
    """

    name: str
    language: str
    timezone: str
    yellow: int
    blue: int
    look_back_days: int
    sprint: Sprint | None
    disabled: tuple[str, ...]
    eased: tuple[tuple[str, str, str], ...]
    always: tuple[str, ...]
    standards: tuple[str, ...]
    standards_always: bool
    key_fields: tuple[str, ...]
    grave: tuple[str, ...]
    words: dict[str, dict[str, str]]
    lint: Lint
    names: dict[str, str]
    accepting: bool = False
    look_back_again_days: int = 0
    public: bool = False
    plan: Plan | None = None
    again_after_days: int = 7

    def word(self, vocabulary: str, key: str) -> str:
        """Return the campaign's word for ``key``, the key itself where it has none."""
        return self.words.get(vocabulary, {}).get(key, key)


class Officer(NamedTuple):
    """A post; ``id`` is ``<org>/<officer>``, days absent are without bound."""

    id: str
    post: str
    role: str
    email: str | None
    since: dt.date | None
    until: dt.date | None


class Org(NamedTuple):
    """An organization; ``order`` is its rank, ``members`` the size of its leading team."""

    id: str
    name: str
    parent: str | None
    function: str
    order: int
    members: int | None
    officers: tuple[Officer, ...] = ()

    @property
    def vacant(self) -> tuple[str, ...]:
        """The roles that a unit must have filled and that none of its officers has: 第一责任人, 联络员."""
        there = {officer.role for officer in self.officers}
        return tuple(role for role in ("head", "liaison") if self.function == "unit" and role not in there)


class Prompt(NamedTuple):
    """A question of the checklist."""

    id: str
    aspect: str
    text: str


class Row(NamedTuple):
    """A problem as it stood at the end of a day, its words as they are now.

    ``key`` is what the index calls it, ``number`` its official serial number. ``due`` is the original deadline,
    ``due_extended`` the one in force; ``overdue_days`` is 0 in time, and on the day on which what was late already was
    opened again; ``days_left`` is negative when the deadline is past. The measures are those of its ``round``.
    ``closed_on`` is there while it is closed, ``reopened_on`` and ``closed_before``, its last close, from the second
    round on. ``looked_on`` is the day of the last look-back at the close that lasts.
    ``came_from`` is the record that it was where it was transferred from.
    """

    key: int
    org: str
    id: str
    number: str | None
    org_name: str
    title: str
    kind: str
    field: str
    severity: Severity
    class_: Class
    source: str
    leader: str
    owner: str
    found: dt.date
    due: dt.date
    status: Status
    lamp: Lamp | None
    round: int
    due_extended: dt.date
    overdue_days: int
    days_left: int
    measures: int
    measures_done: int
    closed_on: dt.date | None
    reopened_on: dt.date | None
    closed_before: dt.date | None
    looked_on: dt.date | None = None
    came_from: str | None = None

    @property
    def overdue(self) -> bool:
        """Whether it is overdue, which is what the red lamp says."""
        return self.lamp is Lamp.RED

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


class Occurrence(NamedTuple):
    """Of a measure that comes back: from ``begins`` on it can be answered, by ``due`` in time.

    ``counted`` is the day from which its answer counts.
    """

    name: str
    begins: dt.date
    due: dt.date
    answered: dt.date | None
    counted: dt.date | None
    excused: dt.date | None


class Measure(NamedTuple):
    """A measure and what became of it; ``evidence`` names its supporting files.

    One that comes back does so ``every`` so often.
    """

    number: int
    text: str
    owner: str
    due: dt.date
    type: str
    round: int
    completed: dt.date | None
    evidence: tuple[str, ...]
    every: str | None = None
    occurrences: tuple[Occurrence, ...] = ()


class Said(NamedTuple):
    """An entry: ``data`` has its fields by their names in the file, those alone that say something.

    ``day`` is the day it took effect, ``recorded`` that on which it was recorded. One that the rules do not allow, or
    that was taken back, does not count. ``earlier`` is one of an earlier round of its problem.
    """

    day: dt.date
    recorded: dt.date
    at: str
    by: str
    kind: str
    counts: bool
    taken_back: bool
    data: dict[str, Any]
    earlier: bool = False


class Evidence(NamedTuple):
    """A supporting file as it was recorded; ``measure`` is the number of the one it supports.

    ``earlier`` is one that was recorded in an earlier round; ``what``, ``dated`` and ``valid_until`` are what is said
    of it, and it is ``expired`` where it had run out by the day and nothing had taken its place.
    """

    file: str
    sha256: str
    size: int
    measure: int | None
    earlier: bool = False
    what: str | None = None
    dated: dt.date | None = None
    valid_until: dt.date | None = None
    expired: bool = False


class Whole(NamedTuple):
    """What the index knows of a problem as it stood at the end of a day.

    ``head`` has what it says now, by the names of its fields in the file; ``amended`` are those that were amended after
    the day. ``submission``, ``publicised``, ``asked`` (more time) and ``contest`` (undecided) are what is in force,
    ``blocks`` the waits for other organizations; ``history`` are all entries up to the day.
    """

    row: Row
    head: dict[str, Any]
    amended: tuple[str, ...]
    submission: Said | None
    publicised: Said | None
    asked: Said | None
    measures: tuple[Measure, ...]
    history: tuple[Said, ...]
    evidence: tuple[Evidence, ...]
    contest: Said | None = None
    blocks: tuple[Said, ...] = ()

    @property
    def entries(self) -> tuple[Said, ...]:
        """The entries that count."""
        return tuple(said for said in self.history if said.counts)

    @property
    def refused(self) -> tuple[Said, ...]:
        """The entries that the rules do not allow."""
        return tuple(said for said in self.history if not (said.counts or said.taken_back))
