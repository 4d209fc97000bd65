"""The tables that are handed over: typed, each with its meaning, and none with what names people unless asked for."""

import re

import pytest

from yiananlib.index import schema
from yiananlib.index.tables import Table
from yiananlib.lake import tables

PERSONAL = {"title", "symptom", "leader", "owner", "goal", "root_cause", "by", "officer", "email", "post", "data", "at"}


@pytest.mark.parametrize("table", tables.ALL, ids=lambda t: t.name)
def test_a_table_has_a_meaning_and_columns_of_known_types(table: Table) -> None:
    assert table.meaning
    assert all(column.meaning for column in table.columns)
    assert set(tables.types(table).values()) <= {"VARCHAR", "INTEGER", "DATE"}
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert names[0] == "ledger"


@pytest.mark.parametrize("table", tables.ALL, ids=lambda t: t.name)
def test_rows_are_in_an_order_of_the_table_s_own_columns(table: Table) -> None:
    assert set(re.sub(" DESC", "", table.key).split(", ")) <= set(tables.types(table))


def test_personal_and_descriptive_columns_are_in_one_table_only() -> None:
    for table in tables.TABLES:
        assert not set(tables.types(table)) & PERSONAL, table.name
    assert set(tables.types(tables.NAMED)) & PERSONAL
    assert tables.NAMED not in tables.handed_over(names=False)
    assert tables.handed_over(names=True) == (*tables.TABLES, tables.NAMED)


def test_no_table_has_entries_or_evidence_and_none_what_the_index_calls_a_problem() -> None:
    assert not {t.name for t in tables.ALL} & {"entries", "evidence", "measures", "officers", "answers"}
    assert not any("problem" in tables.types(table) for table in tables.ALL)


def test_exactly_the_columns_of_days_have_the_date_type_in_every_table() -> None:
    found = {name: kind for table in tables.ALL for name, kind in tables.types(table).items()}
    days = {"since", "until", "moved", "found", "due", "deadline", "submitted", "held", "late_from", "closed_first"}
    assert {name for name, kind in found.items() if kind == "DATE"} == days | {
        "closed_before", "reopened_on", "day", "recorded", "counts", "opened", "registered_on",
        "accepted_on",
    }  # fmt: skip


def test_the_index_s_columns_keep_their_meaning() -> None:
    own = {c.name: c.meaning for t in schema.PUBLIC if t.name == "spans" for c in t.columns}
    (standings,) = [table for table in tables.TABLES if table.name == "standings"]
    assert {c.name: c.meaning for c in standings.columns if c.name in own} == {
        name: own[name] for name in own if name in tables.types(standings)
    }
