"""How any engine counts a lake: which ledgers under which settings, in which portions, with which SQL.

Ledgers may set differently by when a lamp turns or a look-back falls due. Each is counted by its own settings: those
that have the same in one go, and what is counted is added up.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from yiananlib.index import conditions, counting_sql, tally
from yiananlib.index.counting_sql import BEFORE_ALL, Engine
from yiananlib.index.values import Org, Rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yiananlib.index.tally import Tally
    from yiananlib.lake.shelf import Shelved

PORTION: Final = 4_000_000
"""Rows of ``standings`` that are counted in one go where memory is bounded: half a million problems."""

ALL_AT_ONCE: Final = 1 << 62

_KEY: Final = "ledger, org, id"
_SAME: Final = " AND ".join(f"{{table}}.{column} = problems.{column}" for column in _KEY.split(", "))

DUCKDB: Final = Engine(
    name="duckdb",
    problem=_KEY,
    same=_SAME,
    days="date_diff('day', {earlier}, {later})",
    differs="{one} IS DISTINCT FROM {other}",
    many="count(CASE WHEN {condition} THEN 1 END)",
    parameter="${name}",
    moment="CAST(${name} AS DATE)",
)
SPARK: Final = Engine(
    name="spark",
    problem=_KEY,
    same=_SAME,
    days="datediff({later}, {earlier})",
    differs="{one} IS DISTINCT FROM {other}",
    many="count(CASE WHEN {condition} THEN 1 END)",
    parameter=":{name}",
    moment="CAST(:{name} AS DATE)",
)

COUNTED: Final = ("standings", "closes", "looks", "backdated")
"""The tables that the figures are counted in."""

HOLDS: Final = "since <= :day AND until > :evening"
"""An interval holds the day. ``:evening`` is the day too, but for the last there is, on which all intervals end."""


_FEW: Final = "ledger, org, id, kind, status, carried, close_days, moved, registered_on, accepted_on"
"""What of a standing all questions but the first look at, for which it is read only once."""

_MOVES: Final = "(SELECT * FROM {standings} WHERE moved = since)"
"""The intervals with which a status begins: in the others nothing moved, and half of all are passed over so."""


class Share(NamedTuple):
    """The ledgers that count by the same settings."""

    rules: Rules
    ledgers: tuple[Shelved, ...]


class Covered(NamedTuple):
    """How much of a round of self-examination was answered; ``round`` is None where none was opened by the day."""

    round: str | None
    answered: int
    expected: int


class Counter(Protocol):
    """What counts: an engine that reads the tables of ledgers."""

    def rows(self, ledgers: Sequence[Shelved], asked: Asked) -> Iterable[Sequence[Any]]:
        """Return what is asked of these ledgers."""

    def held(self, ledgers: Sequence[Shelved], asked: Asked) -> str | None:
        """Hold what is asked for the questions that follow, and return its name; None where it is better read anew."""


class Asked(NamedTuple):
    """A statement: ``text`` in the engine's words, in which ``{table}`` is a table's relation; parameters; tables."""

    text: str
    given: dict[str, str | int]
    tables: tuple[str, ...]


class Using(NamedTuple):
    """What counts, the engine by whose words it is asked, and how many rows of ``standings`` it takes in one go."""

    counter: Counter
    engine: Engine
    rows: int = PORTION


def rules(shelved: Shelved) -> Rules:
    """Return the settings by which a ledger counts."""
    said = shelved.manifest.settings
    return Rules(
        yellow=said.yellow,
        blue=said.blue,
        look_back_days=said.look_back_days,
        standards_always=said.standards_always,
        key_fields=tuple(said.key_fields),
        grave=tuple(said.grave),
        look_back_again_days=said.look_back_again_days,
    )


def shares(ledgers: Iterable[Shelved]) -> tuple[Share, ...]:
    """Return the ledgers by the settings by which they count, those of the most ledgers first."""
    found: dict[Rules, list[Shelved]] = {}
    for one in ledgers:
        found.setdefault(rules(one), []).append(one)
    made = [Share(each, tuple(those)) for each, those in found.items()]
    return tuple(sorted(made, key=lambda share: (-len(share.ledgers), share.ledgers[0].code)))


def portions(ledgers: Sequence[Shelved], rows: int) -> Iterator[tuple[Shelved, ...]]:
    """Yield the ledgers in portions with a limited number of rows; a ledger that exceeds it is a portion by itself."""
    waiting: list[Shelved] = []
    there = 0
    for one in ledgers:
        size = one.manifest.file("standings").rows
        if waiting and there + size > rows:
            yield tuple(waiting)
            waiting, there = [], 0
        waiting.append(one)
        there += size
    if waiting:
        yield tuple(waiting)


def parameters(day: dt.date, of: Rules) -> dict[str, str | int]:
    """Return the days that the conditions compare with, as engines with a type for days can read them."""
    found = conditions.parameters(day, of) | {"evening": min(day, dt.date.max - dt.timedelta(days=1)).isoformat()}
    return {name: value or BEFORE_ALL if name in counting_sql.DAYS else value for name, value in found.items()}


def counts(
    using: Using, ledgers: Sequence[Shelved], day: dt.date, *, by_org: bool = False
) -> dict[tuple[str, ...], dict[str, Tally]]:
    """Return what :func:`counted` yields, by ledger, or by ledger and organization."""
    return dict(counted(using, ledgers, day, by_org=by_org))


def counted(
    using: Using, ledgers: Sequence[Shelved], day: dt.date, *, by_org: bool = False
) -> Iterator[tuple[tuple[str, ...], dict[str, Tally]]]:
    """Yield what is counted of each ledger at the end of ``day``, by kind; by ledger and organization if asked.

    A ledger that has no problem by then is not in it. It is yielded as it is counted, so that whoever needs no more of
    a ledger than its sums need not keep it.
    """
    keys = ("problems.ledger", *(("problems.org",) if by_org else ()), "problems.kind")
    for share in shares(ledgers):
        given = parameters(day, share.rules)
        for portion in portions(share.ledgers, using.rows):
            few = f"SELECT {_FEW} FROM {{standings}} WHERE {HOLDS}"
            held = using.counter.held(portion, Asked(using.engine.asks(few), given, ("standings",)))

            def answers(
                name: str, portion: Sequence[Shelved] = portion, given: Any = given, held: str | None = held
            ) -> Iterable[Any]:
                relation = held if name != counting_sql.COUNTS else None
                return using.counter.rows(portion, question(using.engine, name, keys, given, relation))

            yield from tally.gather(answers, len(keys)).items()


def question(
    engine: Engine, name: str, keys: tuple[str, ...], given: dict[str, str | int], held: str | None = None
) -> Asked:
    """Return one of ``counting_sql.QUESTIONS`` as it is asked of a lake, or of what is ``held`` of it."""
    standing = f"{held or f'(SELECT * FROM {{standings}} WHERE {HOLDS})'} AS problems"
    named = {table: f"{{{table}}} AS {table}" for table in COUNTED[1:]}
    text = counting_sql.text(engine, name, standing, keys, **named)
    there = tuple(table for table in COUNTED if f"{{{table}}}" in text)
    return Asked(text, given, there)


def coverage(
    using: Using, ledgers: Sequence[Shelved], day: dt.date, *, by_org: bool = False
) -> dict[tuple[str, ...], Covered]:
    """Return how far the rounds of self-examination got at the end of ``day``: by ledger, and organization if asked."""
    keys = "ledger, org" if by_org else "ledger"
    number = keys.count(",") + 1
    text = using.engine.asks(
        f"SELECT {keys}, max(round), sum(answered), sum(expected) FROM {{coverage}} WHERE {HOLDS} GROUP BY {keys}"
    )
    asked = Asked(text, parameters(day, _ANY), ("coverage",))
    return {
        tuple(row[:number]): Covered(row[number], int(row[number + 1]), int(row[number + 2]))
        for row in using.counter.rows(ledgers, asked)
    }


def steps(
    using: Using, ledgers: Sequence[Shelved], day: dt.date, orgs: Sequence[str] | None = None
) -> Iterator[tuple[dt.date, str | None, str, int]]:
    """Yield what moved from the evening of one day to the evening of the next, up to ``day``: as ``office.Step``.

    ``orgs`` are the organizations that are asked about, None for all. The same step may come several times, of other
    ledgers.
    """
    within = f" WHERE {conditions.amongst('org', 'orgs')}" if orgs is not None else ""
    given = parameters(day, _ANY) | {"orgs": conditions.together(orgs or ())}
    asked = Asked(counting_sql.steps(using.engine, _MOVES, "since", within), given, ("standings",))
    for portion in portions(ledgers, using.rows):
        for since, before, now, problems in using.counter.rows(portion, asked):
            yield since, before, now, int(problems)


def kinds(using: Using, ledgers: Sequence[Shelved]) -> dict[str, tuple[str, ...]]:
    """Return the kinds of all ledgers in the order of their places, each with what it is called: what most say first.

    Each ledger may have kinds of its own, and words of its own for what others have too.
    """
    text = "SELECT key, word, count(*), min(place) FROM {words} WHERE vocabulary = 'kind' GROUP BY key, word"
    said: dict[str, list[tuple[int, str]]] = {}
    places: dict[str, int] = {}
    for key, word, times, place in using.counter.rows(ledgers, Asked(text, {}, ("words",))):
        said.setdefault(key, []).append((-times, word))
        places[key] = min(place, places.get(key, place))
    return {
        key: tuple(word for _times, word in sorted(said[key])) for key in sorted(said, key=lambda k: (places[k], k))
    }


def orgs(using: Using, ledger: Shelved) -> dict[str, Org]:
    """Return the organizations of a ledger in configured order."""
    text = "SELECT org, name, parent, function, rank FROM {orgs} ORDER BY place"
    rows = using.counter.rows([ledger], Asked(text, {}, ("orgs",)))
    return {org: Org(org, name, parent, function, rank, None) for org, name, parent, function, rank in rows}


_ANY: Final = Rules(0, 0, 1, False, (), ())
"""For what depends on no setting."""
