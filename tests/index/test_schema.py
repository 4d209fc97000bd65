"""The tables, as they are documented and as SQLite makes them."""

import sqlite3

import pytest

from yiananlib.index import schema
from yiananlib.index.tables import Table
from yiananlib.index.writing import CHILDREN


@pytest.fixture
def connection() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    for statement in schema.STATEMENTS:
        made.execute(statement)
    return made


@pytest.mark.parametrize("table", schema.PUBLIC, ids=lambda table: table.name)
def test_a_table_has_the_columns_that_are_documented(connection: sqlite3.Connection, table: Table) -> None:
    found = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
    assert [name for _n, name, *_rest in found] == [column.name for column in table.columns]
    assert [kind for _n, _name, kind, *_rest in found] == [column.kind.split()[0] for column in table.columns]
    assert all(column.meaning for column in table.columns)
    assert table.meaning


@pytest.mark.parametrize("table", schema.PUBLIC, ids=lambda table: table.name)
def test_a_table_has_its_key(connection: sqlite3.Connection, table: Table) -> None:
    found = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
    key = sorted((place, name) for _n, name, _kind, _null, _default, place in found if place)
    assert ", ".join(name for _place, name in key) == table.key
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table.name,)).fetchone()
    assert ("WITHOUT ROWID" in sql) is not table.rowid


def test_the_shadow_tables_are_those_that_sqlite_makes(connection: sqlite3.Connection) -> None:
    made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    named = {s.split()[2].partition("(")[0] for s in schema.STATEMENTS if s.startswith("CREATE TABLE")}
    assert made - named - {"grams"} <= schema.SHADOWS


def test_the_children_of_a_problem_are_tables_that_name_it() -> None:
    columns = {table.name: [column.name for column in table.columns] for table in schema.PUBLIC}
    assert all(columns[name][0] == "problem" for name in CHILDREN)
    named = {name for name, found in columns.items() if found[0] == "problem"}
    assert named - {"problems"} == set(CHILDREN)
