"""What is asked to count: each question once, for every engine that can be asked.

The conditions are those of ``index.figures``. Engines differ in the relation that tells where each problem stands
on the day, in how the rows of another table are found that belong to a problem, in how days are counted, and in how a
parameter is written; in nothing else.
"""

import functools
import re
from typing import Final, NamedTuple

from yiananlib.index import conditions, figures

DAYS: Final = (
    "day",
    "soon",
    "near",
    "days7",
    "days30",
    "days60",
    "days90",
    "look_back",
    "look_again",
    "start",
    "evening",
)
"""The parameters that are days, in ISO 8601; an empty one precedes all days."""

BEFORE_ALL: Final = "0000-12-31"
"""What precedes all days where a parameter must be one."""


class Engine(NamedTuple):
    """What answers; each field is text with what stands in braces filled in.

    ``problem`` are the columns that name a problem, where each has several intervals; ``same`` is the condition that a
    row of ``{table}`` belongs to it. ``days`` are how many lie between ``{earlier}`` and ``{later}``, ``differs`` that
    ``{one}`` and ``{other}`` are not the same, nothing included, ``many`` for how many ``{condition}`` is so.
    ``parameter`` writes the one of that ``{name}``,
    ``moment`` one that is a day.
    """

    name: str
    problem: str
    same: str
    days: str
    differs: str
    many: str
    parameter: str
    moment: str

    def asks(self, text: str) -> str:
        """Return a text with its parameters, ``:name``, as the engine takes them."""

        def written(found: re.Match[str]) -> str:
            name = found[1]
            return (self.moment if name in DAYS else self.parameter).format(name=name)

        return re.sub(r":([a-z_0-9]+)", written, text)


SQLITE: Final = Engine(
    name="sqlite",
    problem="spans.problem",
    same="{table}.problem = problems.problem",
    days="CAST(julianday({later}) - julianday({earlier}) AS INTEGER)",
    differs="{one} IS NOT {other}",  # the standard's words SQLite knows since 3.39
    many="count(*) FILTER (WHERE {condition})",
    parameter=":{name}",
    moment=":{name}",
)
"""The index; its days are text, so that all parameters stand as they are."""

NAMES: Final = (*figures.COUNTS, *figures.SUMS, *figures.TOPS, *figures.LOOK_BACKS, *figures.BACKDATED)
"""Everything that is counted, added up or the largest there is, in the order in which it is kept."""


class Question(NamedTuple):
    """``columns`` of the problems for which ``condition`` holds, with what ``joined`` finds; ``by`` groups further.

    Before these columns it is counted for how many each condition of ``counted`` is so.
    ``needs_function``: the relation must have the function of the problem's organization.
    """

    columns: str = ""
    counted: tuple[str, ...] = ()
    joined: str = ""
    condition: str = conditions.HERE
    by: str = ""
    needs_function: bool = False


COUNTS: Final = "counts"
LOOKS: Final = "looks"
LATE: Final = "backdated"
CLOSE_DAYS: Final = "close_days"
WAIT_DAYS: Final = "wait_days"
ACCEPT_DAYS: Final = "accept_days"

QUESTIONS: Final[dict[str, Question]] = {
    COUNTS: Question(
        ", ".join(
            f"coalesce({how}({term}), 0)"
            for how, terms in (("sum", figures.SUMS), ("max", figures.TOPS))
            for term in terms.values()
        ),
        tuple(figures.COUNTS.values()),
        condition="1 = 1",
        needs_function=True,
    ),
    LOOKS: Question(
        counted=tuple(figures.LOOK_BACKS.values()),
        joined=" JOIN {closes} ON {same_closes} AND closes.since <= :day"
        f" LEFT JOIN {{looks}} ON {{same_looks}} AND looks.number = closes.number AND {conditions.LOOKED}",
    ),
    LATE: Question(
        ", ".join(figures.BACKDATED.values()).format(days="{days_late}"),
        joined=" JOIN {backdated} ON {same_backdated} AND backdated.day <= :day",
    ),
    CLOSE_DAYS: Question("close_days, count(*)", condition=conditions.TIMED, by="close_days"),
    WAIT_DAYS: Question("{days_waited} AS waited, count(*)", condition=conditions.TO_JUDGE, by="waited"),
    ACCEPT_DAYS: Question("{days_known} AS known, count(*)", condition=conditions.UNACCEPTED, by="known"),
}
"""What is asked of each day. The first answers for every group; the others only where they have something to say."""

_TABLES: Final = ("closes", "looks", "backdated")


@functools.cache
def text(engine: Engine, name: str, standing: str, keys: tuple[str, ...], within: str = "", **tables: str) -> str:
    """Return the SQL of a question: one row per group of ``keys``, with the keys before the counts.

    ``standing`` is the relation, called ``problems``, in which each problem stands as on the day; ``within`` narrows it
    (`` AND …``); ``tables`` are the relations of other tables, where they are not called by their names.
    """
    asked = QUESTIONS[name]
    parts = {table: tables.get(table, table) for table in _TABLES}
    parts |= {f"same_{table}": engine.same.format(table=table) for table in _TABLES}
    parts["days_late"] = engine.days.format(later="backdated.recorded", earlier="backdated.day")
    parts["days_lasted"] = engine.days.format(later="closes.until", earlier="looks.since")
    parts["days_known"] = engine.days.format(later=":day", earlier="registered_on")
    parts["days_waited"] = engine.days.format(later=":day", earlier="moved")
    grouped = ", ".join((*keys, asked.by) if asked.by else keys)
    counted = [engine.many.format(condition=condition.format(**parts)) for condition in asked.counted]
    columns = ", ".join([*counted, asked.columns.format(**parts)] if asked.columns else counted)
    joined = asked.joined.format(**parts)
    return engine.asks(
        f"SELECT {', '.join(keys)}, {columns} FROM {standing}{joined}"
        f" WHERE ({asked.condition}){within} GROUP BY {grouped}"
    )


_PLACE: Final = f"CASE WHEN {conditions.OPEN} THEN 'open' ELSE status END"


@functools.cache
def steps(engine: Engine, intervals: str, key: str, within: str = "", more: str = "") -> str:
    """Return how many problems moved from the evening of one day to the evening of the next, up to the day.

    A row for each ``key`` (``since`` is the day), with where they stood before (nothing: unregistered; elsewhere: in
    the list of another unit), where they stand, and how many. ``intervals`` is the relation of all intervals of the
    problems; ``within`` is a clause of it, `` WHERE …``, and ``more`` narrows the days (`` AND …``).
    """
    other = "" if key == "since" else f"{key}, "
    differs = engine.differs.format(one="before", other="now")
    return engine.asks(
        f"WITH steps AS (SELECT {other}since, {_PLACE} AS now,"
        f" coalesce(lag({_PLACE}) OVER (PARTITION BY {engine.problem} ORDER BY since),"
        f" CASE WHEN came_from IS NOT NULL THEN 'elsewhere' END) AS before FROM {intervals}{within})"
        f" SELECT {key}, before, now, count(*) FROM steps WHERE {differs} AND since <= :day{more}"
        f" GROUP BY {key}, before, now"
    )
