"""What the index keeps for itself."""

import datetime as dt
import functools
import sqlite3
from collections.abc import Callable, Iterator

import pytest

from tests.index.held import held
from yiananlib.errors import UsageProblem
from yiananlib.index import conditions, queries, schema
from yiananlib.index.county_queries import voided
from yiananlib.index.private import PRIVATE
from yiananlib.index.queue import requests
from yiananlib.index.sql import ask
from yiananlib.index.standstill import contests
from yiananlib.index.sync import Index

TABLES = [words[2] for words in (statement.split() for statement in PRIVATE) if words[:2] == ["CREATE", "TABLE"]]


def test_it_is_made_after_the_public_tables() -> None:
    connection = sqlite3.connect(":memory:")
    for statement in schema.STATEMENTS:
        connection.execute(statement)
    made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {*TABLES, *(table.name for table in schema.PUBLIC)} <= made


@pytest.mark.parametrize("day", [dt.date(2026, 3, 12), dt.date.max])
@pytest.mark.parametrize(
    ("asking", "by"),
    [
        (requests, "spans_asked"),
        (contests, "spans_objected"),
        (functools.partial(contests, what="upheld"), "spans_objected"),
        (functools.partial(voided, scope=None, limit=20), "spans_voided"),
    ],
)
def test_what_seldom_is_so_is_found_without_reading_every_interval(
    asking: Callable[[Index, dt.date], Iterator[object]], by: str, day: dt.date
) -> None:
    index, said = held(), list[str]()
    index.connection.set_trace_callback(said.append)
    list(asking(index, day))
    index.connection.set_trace_callback(None)
    plan = [step for *_numbers, step in index.connection.execute(f"EXPLAIN QUERY PLAN {said[-1]}")]
    assert plan[0] == f"SCAN spans USING INDEX {by}"


def test_what_is_overdue_longest_is_found_without_reading_the_rest() -> None:
    index, said = held(), list[str]()
    index.connection.execute(
        "UPDATE newest SET day = '2026-10-01'"
    )  # something changed after the day that is asked for
    index.connection.set_trace_callback(said.append)
    order = f"{conditions.LATE_SINCE}, {queries.ORDER}"
    list(queries.first(index, dt.date(2026, 3, 12), None, conditions.OVERDUE, order, 20))
    index.connection.set_trace_callback(None)
    plan = [step for *_numbers, step in index.connection.execute(f"EXPLAIN QUERY PLAN {said[-1]}")]
    assert [step for step in plan if " spans " in step] == [
        "SEARCH spans USING COVERING INDEX spans_by_deadline (deadline<?)",
        "SEARCH spans USING PRIMARY KEY (problem=? AND since<?)",
    ]


@pytest.mark.parametrize("table", TABLES)
def test_nobody_asks_it_in_sql(table: str) -> None:
    assert table not in {public.name for public in schema.PUBLIC}
    with pytest.raises(UsageProblem):
        ask(held(), f"SELECT * FROM {table}")  # noqa: S608 - our own names
