"""What the index keeps for itself."""

import sqlite3

import pytest

from tests.index.held import held
from yiananlib.errors import UsageProblem
from yiananlib.index import schema
from yiananlib.index.private import PRIVATE
from yiananlib.index.sql import ask

TABLES = [words[2] for words in (statement.split() for statement in PRIVATE) if words[:2] == ["CREATE", "TABLE"]]


def test_it_is_made_after_the_public_tables() -> None:
    connection = sqlite3.connect(":memory:")
    for statement in schema.STATEMENTS:
        connection.execute(statement)
    made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {*TABLES, *(table.name for table in schema.PUBLIC)} <= made


@pytest.mark.parametrize("table", TABLES)
def test_nobody_asks_it_in_sql(table: str) -> None:
    assert table not in {public.name for public in schema.PUBLIC}
    with pytest.raises(UsageProblem):
        ask(held(), f"SELECT * FROM {table}")  # noqa: S608 - our own names
