"""The commands that ``run.py`` measures, and the goal of each. A new command of yian is one more line here.

In a command ``{ledger}`` stands for the ledger's folder, ``{problem}`` for an open problem of ``{unit}``, the middle
unit, ``{county}`` for the organization above it, ``{passed}`` for a problem that can be closed.
"""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

MOST = 100_000
"""Problems up to which everything is measured; above only what must be flat: the index of all takes long to make."""

AS_OF = "2026-06-01"
NOW = "2026-11-02"
"""The day on which records are made: after the last entry of a generated ledger."""


@dataclass(frozen=True)
class Floors:
    """What the goals are made of, in seconds, all of one run and one ledger.

    ``p`` a bare interpreter; ``walk`` scandir and stat of all files, as a process; ``parse`` reading and parsing them
    all, as a process; ``one`` the same of the changed file alone; ``warm`` the report of everything.
    """

    p: float
    walk: float
    parse: float
    one: float
    warm: float


@dataclass(frozen=True)
class Goal:
    """A bound: how it is written, and its seconds from the floors. ``sizes`` are the ledgers that it is meant for."""

    text: str
    limit: Callable[[Floors], float]
    sizes: range = range(1, 10_000_000)


def times_p(factor: float) -> tuple[Goal, ...]:
    """Return the goal of so many bare interpreters, for a ledger of any size."""
    return (Goal(f"{factor:g} P", lambda f: factor * f.p),)


@dataclass(frozen=True)
class Case:
    """A command: how tables call it, its arguments, its goals.

    ``once``: it reads no ledger, so that one size will do. ``records``: the time of its fsyncs does not count.
    ``before``: what is done untimed before each run: ``change`` (a file by hand), ``record``, ``restore`` (the files
    that recording changed), ``forget`` (the index) or ``check out`` (in the folder ``{checkout}``, of which no index
    knows yet).
    ``new``: the yian at hand may not know it. ``flat``: it must not grow with the ledger. ``memory``: its goal in MB.
    ``most``: problems up to which it is measured.
    """

    name: str
    command: str
    goals: tuple[Goal, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    once: bool = False
    records: bool = False
    before: str = ""
    new: bool = False
    flat: bool = False
    memory: float | None = None
    most: int = MOST

    def words(self, names: Mapping[str, str]) -> list[str]:
        """Return the arguments of ``yian``."""
        return [word.format_map(names) for word in shlex.split(self.command)]


def _completed(line: str) -> dict[str, str]:
    return {"_YIAN_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}


RECORD = "progress {problem} 核验手续在办 --by {unit}/liaison --ledger {ledger}"
ADD = (
    "add-problem {unit} --title 台账更新不及时 --symptom 抽查12份台账，5份与现场不符 --kind undelivered"
    " --leader head --owner gu --due 2026-12-20 --by {unit}/liaison --ledger {ledger}"
)
CLOSE = "close {passed} --by bgs/head --ledger {ledger}"
_AT = f" --ledger {{ledger}} --as-of {AS_OF}"
REPORT = "report" + _AT
_FLAT = 5.5
_SMALL, _LARGE = range(1, 10_001), range(10_001, 10_000_000)
_COUNTY = (
    Goal("8 P", lambda f: 8 * f.p, _SMALL),
    Goal("1.4 × bare walk + 5 P", lambda f: 1.4 * f.walk + 5 * f.p, _LARGE),
)
_CHANGED = (Goal("the warm report + 60 ms", lambda f: f.warm + 0.060),)
_VERIFY = (Goal("2 × bare parse", lambda f: 2 * f.parse, range(10_000, 10_001)),)
_LETTER = (Goal("1 s", lambda _f: 1, _SMALL),)
_ANNEX = (Goal("5 s", lambda _f: 5, _SMALL),)
_SHEETS = (Goal("5 s", lambda _f: 5, _SMALL), Goal("40 s", lambda _f: 40, _LARGE))
_KNOWN = (Goal("the warm report + 0.5 × bare parse", lambda f: f.warm + 0.5 * f.parse),)
_CLOSE = (Goal("1 s", lambda _f: 1, _LARGE),)
_COLD = (Goal("1.5 × bare parse", lambda f: 1.5 * f.parse),)

WARM = "report, all"
"""The case that ``Floors.warm`` is taken from."""

CASES = (
    Case("--version", "--version", times_p(1.2), once=True),
    Case("--help", "--help", times_p(5), once=True),
    Case("completion of a command", "", times_p(5), _completed("yian rep"), once=True),
    Case("completion of an option", "", times_p(5), _completed("yian list --o"), once=True),
    Case("show ORG/ID", "show {problem}" + _AT, times_p(_FLAT), flat=True),
    Case("list --org UNIT", "list --org {unit}" + _AT, times_p(_FLAT), flat=True),
    Case("report --org UNIT", "report --org {unit}" + _AT, times_p(_FLAT), flat=True),
    Case("report --org UNIT --json", "report --org {unit} --json" + _AT, times_p(_FLAT), flat=True),
    Case("report --org COUNTY", "report --org {county}" + _AT),
    Case(WARM, REPORT, _COUNTY, memory=150),
    Case("report, all, --json", "report --json" + _AT),
    Case("list --overdue", "list --overdue" + _AT),
    Case("list --text 审批", "list --text 审批" + _AT),
    Case("list --sort due --limit 20", "list --sort due --limit 20" + _AT, new=True),
    Case("due", "due" + _AT, new=True),
    Case("report --kind bulletin, docx", "report --kind bulletin --format docx" + _AT, _LETTER, new=True),
    Case("report --kind brief, docx", "report --kind brief --format docx" + _AT, _LETTER, new=True),
    Case(
        "report --kind ledger, docx",
        "report --kind ledger --format docx" + _AT,
        _ANNEX,
        new=True,
        memory=150,
        most=10_000,
    ),
    Case("report --layout classic, xlsx", "report --layout classic --format xlsx" + _AT, _SHEETS, new=True, memory=100),
    Case("report, page", "report --format html" + _AT, _LETTER, new=True, memory=150, most=10_000),
    Case("sql", "sql 'SELECT count(*) FROM problems' --ledger {ledger}", new=True),
    Case("compare", f"compare --from 2026-05-25 --to {AS_OF} --ledger {{ledger}}"),
    Case("progress (records)", RECORD, times_p(14), {"YIAN_NOW": NOW}, records=True, flat=True),
    Case("add-problem (records)", ADD, environ={"YIAN_NOW": NOW}, records=True, before="restore"),
    Case("close (records)", CLOSE, _CLOSE, environ={"YIAN_NOW": NOW}, records=True, before="restore"),
    Case("report, all, after a record", REPORT, _CHANGED, before="record"),
    Case("report, all, one file changed", REPORT, _CHANGED, before="change"),
    Case("report, all, without an index", REPORT, _COLD, before="forget"),
    Case("report, all, in a new checkout", f"report --ledger {{checkout}} --as-of {AS_OF}", _KNOWN, before="check out"),
    Case("verify", "verify --ledger {ledger}", _VERIFY),
)
