"""Questions in SQL: what may be asked, and what is refused."""

import pytest

from tests.services.ledgers import Desk, asked
from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.index.schema import PUBLIC
from yiananlib.index.sql import Answer, Value, ask, tables
from yiananlib.index.sync import Index
from yiananlib.index.tables import Table


def answer(desk: Desk, statement: str) -> Answer:
    return asked(desk.ledger, lambda index: ask(index, statement))


def value(desk: Desk, statement: str) -> Value:
    ((found,),) = answer(desk, statement).rows
    return found


def test_an_answer_has_the_names_of_its_columns_and_its_rows(desk: Desk) -> None:
    ref = desk.problem()
    found = answer(desk, "SELECT org || '/' || id AS ref, due FROM problems")
    assert found == Answer(("ref", "due"), ((ref, "2026-06-15"),))
    assert answer(desk, "SELECT id FROM problems WHERE org = 'czj'") == Answer(("id",), ())


def test_the_tables_are_those_that_are_documented() -> None:
    assert tables().tables == PUBLIC


@pytest.mark.parametrize("table", PUBLIC, ids=lambda table: table.name)
def test_each_table_and_column_can_be_asked(full: Desk, table: Table) -> None:
    columns = ", ".join(column.name for column in table.columns)
    found = answer(full, f"SELECT {columns} FROM {table.name}")  # noqa: S608 - our own names
    assert found.columns == tuple(column.name for column in table.columns)
    assert value(full, f"SELECT count(*) FROM {table.name}") == len(found.rows)  # noqa: S608 - our own names


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("SELECT count(*) FROM problems", 2),
        ("SELECT COUNT(*) FROM PROBLEMS", 2),
        ("SELECT count(*) FROM problems AS p JOIN spans AS s USING (problem) WHERE s.until = '9999-12-31'", 2),
        ("WITH open AS (SELECT problem FROM problems) SELECT count(*) FROM open", 2),
        ("WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT count(*) FROM n", 9),
        ("SELECT count(*) FROM problems, json_each(problems.level)", 4),
        ("SELECT count(*) FROM json_tree('[1]')", 2),
        ("SELECT upper(max(status)) FROM spans WHERE until = '9999-12-31'", "REGISTERED"),
        ("SELECT json_extract(data, '$.text') FROM entries WHERE kind = 'planned' LIMIT 1", "修订变更审批办法"),
        ("SELECT 1.5", 1.5),
        ("SELECT x'00ff'", b"\x00\xff"),
        ("SELECT NULL", None),
        ("VALUES (1)", 1),
        ("SELECT 1; -- and a word on it", 1),
    ],
)
def test_a_question_is_answered(full: Desk, statement: str, found: Value) -> None:
    assert value(full, statement) == found


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM problems",
        "UPDATE problems SET title = 'x'",
        "INSERT INTO tallies VALUES ('', '', '', '')",
        "DROP TABLE problems",
        "CREATE TABLE x (a)",
        "CREATE TEMP TABLE x (a)",
        "CREATE TEMP VIEW x AS SELECT 1",
        "ATTACH 'x.sqlite' AS x",
        "ATTACH ':memory:' AS x",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'x.sqlite'",
        "BEGIN",
        "COMMIT",
        "SAVEPOINT x",
        "PRAGMA user_version",
        "PRAGMA writable_schema = ON",
        "ANALYZE",
        "REINDEX",
        "SELECT 1; SELECT 2",
        "SELECT 1; DELETE FROM problems",
        "SELECT * FROM units",
        "SELECT count(*) FROM units",
        "SELECT count(*) FROM Tallies",
        "SELECT root FROM ledger",
        "SELECT said FROM setting",
        "SELECT * FROM texts",
        "SELECT * FROM grams",
        "SELECT * FROM grams_data",
        "SELECT * FROM sqlite_master",
        "SELECT count(*) FROM sqlite_schema",
        "SELECT count(*) FROM SQLITE_MASTER",
        "SELECT * FROM pragma_table_info('problems')",
        "SELECT count(*) FROM pragma_database_list",
        "SELECT load_extension('x')",
        "SELECT writefile('x', 'y')",
        "SELECT readfile('yian.toml')",
        "SELECT fts3_tokenizer('x')",
        "SELECT nothing FROM problems",
        "SELECT * FROM nothing",
        "SELECT",
        "SELECT abs(-9223372036854775808)",
        "SELECT zeroblob(2000000000)",
        "SELECT json('{')",
        "SELECT CAST(x'ff' AS TEXT)",
        "SELECT ?",
        "SELECT :name",
        "SELECT [a\nb]",
        "SELECT " + "(" * 2000 + "1" + ")" * 2000,
        "SELECT '\udcff'",
        "",
        " ; ",
        "-- nothing",
    ],
)
def test_what_is_no_question_is_refused_in_one_line_and_changes_nothing(desk: Desk, statement: str) -> None:
    def refused(index: Index) -> Answer:
        with pytest.raises((UsageProblem, UnicodeEncodeError)) as error:
            ask(index, statement)
        assert "\n" not in str(error.value)
        return ask(index, "SELECT count(*) FROM problems")

    desk.problem()
    with desk.refuses(UsageProblem):
        answer(desk, statement)
    assert asked(desk.ledger, refused).rows == ((1,),)


def test_after_a_query_the_index_regains_the_rights_that_queries_lack(desk: Desk) -> None:
    def both(index: Index) -> object:
        ask(index, "SELECT 1")
        return index.connection.execute("SELECT count(*) FROM units").fetchone()

    assert asked(desk.ledger, both) == (6,)


def test_a_question_is_of_the_whole_ledger_as_it_is_now(full: Desk) -> None:
    full.problem("czj", by="czj/liaison", title="新", leader="head", owner="head")
    assert value(full, "SELECT count(DISTINCT org) FROM problems") == 2
    full.write("orgs/czj/problems/aaaaaa.toml", "x = \n")
    with pytest.raises(LedgerInvalid):
        answer(full, "SELECT 1")
