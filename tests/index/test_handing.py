"""Rows as lines of CSV: nothing lost on the way, and coverage in intervals is coverage on every day."""

import csv
import datetime as dt
import io
import sqlite3
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.ledgers import Desk, asked
from yiananlib.index import handing, queries, schema
from yiananlib.index.sync import Index

START = dt.date(2026, 1, 1)
NEVER = dt.date.max.isoformat()
ORGS = {"a": "unit", "b": "unit", "c": "office"}
days = st.integers(0, 12).map(lambda n: (START + dt.timedelta(days=n)).isoformat())


def index_of(tables: dict[str, list[tuple[Any, ...]]]) -> Index:
    """An index of which no more is there than rows of some tables."""
    connection = sqlite3.connect(":memory:")
    for table in schema.PUBLIC:
        connection.execute(table.definition)
        for row in tables.get(table.name, []):
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table.name} VALUES ({marks})", row)  # noqa: S608 - names of our own
    return cast("Index", SimpleNamespace(connection=connection))


@st.composite
def examinations(draw: st.DrawFn) -> dict[str, list[tuple[Any, ...]]]:
    """Rounds of three organizations, and answers to a checklist of two that was longer once."""
    rounds, answers = [], []
    for org in ORGS:
        for name in ("r1", "r2", "r3"):
            if draw(st.booleans()):
                rounds.append((org, name, draw(days), draw(st.integers(1, 2)), "[]", None))
            for subject in ("team", "head"):
                for prompt in ("p1", "p2", "gone"):
                    bounds = sorted(set(draw(st.lists(days, max_size=3))))
                    ends = [*bounds[1:], draw(st.sampled_from([NEVER, *bounds[-1:]]))]
                    answers += [
                        (org, name, subject, prompt, since, until, "clear", None, None, draw(st.integers(0, 1)))
                        for since, until in zip(bounds, ends, strict=False)
                        if since < until
                    ]
    return {
        "rounds": rounds,
        "answers": answers,
        "prompts": [(n, f"p{n + 1}", "x", "?") for n in range(draw(st.integers(0, 2)))],
        "orgs": [
            (org, org, None, function, 1, None, draw(st.none() | days), None, n)
            for n, (org, function) in enumerate(ORGS.items())
        ],
    }


@given(examinations())
def test_the_intervals_that_hold_a_day_are_the_coverage_of_that_day(tables: dict[str, list[tuple[Any, ...]]]) -> None:
    index = index_of(tables)
    rows = list(handing.coverage(index))
    for n in range(-2, 16):
        day = START + dt.timedelta(days=n)
        name, answered, expected = queries.examined(index, list(ORGS), day)
        there = [row for row in rows if row[2] <= day.isoformat() < row[3]]
        assert len({row[0] for row in there}) == len(there)
        assert {row[0]: row[4] for row in there if row[4]} == {org: n for org, n in answered.items() if n}
        assert {row[0]: row[5] for row in there if row[5]} == {org: n for org, n in expected.items() if n}
        assert {row[1] for row in there} <= {name}


@given(examinations())
def test_intervals_of_an_organization_neither_overlap_nor_stand_still(tables: dict[str, list[tuple[Any, ...]]]) -> None:
    rows = list(handing.coverage(index_of(tables)))
    for org in ORGS:
        own = sorted((row for row in rows if row[0] == org), key=lambda row: row[2])
        assert all(row[2] < row[3] for row in own)
        assert all(one[3] <= other[2] for one, other in pairwise(own))


TEXTS = ['他说"好"', "a,b", "两\n行", "", "\\N", "NULL", '"', "''", " ", "\t", "逗，号", "𠀀"]


def test_texts_come_through_and_an_empty_one_is_told_from_none() -> None:
    rows = [("kind", f"k{n}", n, text) for n, text in enumerate(TEXTS)]
    index = index_of({"words": rows, "orgs": [("a", "", None, "unit", 1, None, None, None, 0)]})
    columns = [("vocabulary", True), ("key", True), ("place", False), ("word", True)]
    found = list(csv.reader(io.StringIO("".join(handing.lines(index, "words", columns)), newline="")))
    assert sorted(((row[0], row[1], int(row[2]), row[3]) for row in found), key=lambda row: row[2]) == rows
    (line,) = handing.lines(index, "orgs", [("org", True), ("name", True), ("parent", True), ("place", False)])
    assert line == '"a","",,0\n'


@pytest.mark.parametrize("table", sorted(handing.FROM))
def test_no_row_of_a_ledger_is_left_out(full: Desk, table: str) -> None:
    first = handing.FROM[table].partition(" ")[0]

    def counted(index: Index) -> tuple[int, int]:
        index.scope(None)
        (rows,) = index.connection.execute(f"SELECT count(*) FROM {first}").fetchone()  # noqa: S608 - as above
        return rows, len(list(handing.lines(index, table, [("org" if table != "words" else "key", True)])))

    there, handed = asked(full.ledger, counted)
    assert there == handed
