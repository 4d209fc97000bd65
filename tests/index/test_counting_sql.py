"""The text of what counts: one for every engine, with what each of them needs filled in."""

import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import keys
from yiananlib.index import conditions, counting_sql, figures
from yiananlib.index.counting_sql import QUESTIONS, SQLITE, Engine

OTHER = Engine(
    name="other", problem="a, b", same="{table}.key = problems.key", days="apart({later}, {earlier})",
    differs="{one} <> {other}", many="MANY({condition})", parameter="${name}", moment="DAY(${name})",
)  # fmt: skip
GROUPED = ("problems.org", "problems.kind")


@pytest.mark.parametrize("name", QUESTIONS)
def test_nothing_is_left_to_be_filled_in_and_no_parameter_is_of_another_engine(name: str) -> None:
    found = counting_sql.text(OTHER, name, "standing", GROUPED)
    assert not re.search(r"[{}]|julianday|[^:]:[a-z]", found)
    assert ("DAY($day)" in found) == (name != counting_sql.CLOSE_DAYS)
    assert "DAY($key_fields)" not in found


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_conditions_are_the_same_text_for_every_engine(name: str) -> None:
    def plain(engine: Engine) -> str:
        said = counting_sql.text(engine, name, "standing", GROUPED)
        said = re.sub(r"DAY\(\$(\w+)\)|[$:]([a-z]\w*)", lambda m: f"<{m[1] or m[2]}>", said)
        said = re.sub(
            r"CAST\(julianday\((\S+)\) - julianday\((\S+)\) AS INTEGER\)|apart\((\S+), ([^\s)]+)\)", "DAYS", said
        )
        said = re.sub(r"count\(\*\) FILTER \(WHERE |MANY\(", "MANY(", said)
        return said.replace(".key = problems.key", ".problem = problems.problem")

    assert plain(SQLITE) == plain(OTHER)


def test_each_group_and_what_narrows_stand_where_they_belong() -> None:
    found = counting_sql.text(SQLITE, counting_sql.WAIT_DAYS, "standing", ("a", "b"), " AND c = :c")
    assert found.startswith("SELECT a, b, CAST(")
    assert found.endswith(f" FROM standing WHERE ({conditions.TO_JUDGE}) AND c = :c GROUP BY a, b, waited")


def test_tables_stand_under_the_names_of_others() -> None:
    found = counting_sql.text(OTHER, counting_sql.LOOKS, "standing", ("a",), closes="files(1) AS closes")
    assert " JOIN files(1) AS closes ON closes.key = problems.key" in found
    assert " LEFT JOIN looks ON looks.key = problems.key" in found


def test_every_name_that_is_kept_is_asked_for_once_and_in_order() -> None:
    assert len(set(counting_sql.NAMES)) == len(counting_sql.NAMES)
    asked = [QUESTIONS[name] for name in (counting_sql.COUNTS, counting_sql.LOOKS, counting_sql.LATE)]
    assert [len(one.counted) for one in asked] == [len(figures.COUNTS), len(figures.LOOK_BACKS), 0]
    assert asked[0].columns.count("coalesce(sum(") == len(figures.SUMS)
    assert list(counting_sql.NAMES[-len(figures.BACKDATED) :]) == list(figures.BACKDATED)


def amongst(word: str, words: list[str]) -> bool:
    statement = f"SELECT {conditions.amongst('word', 'words')} FROM (SELECT :word AS word)"  # noqa: S608 - our own text
    with sqlite3.connect(":memory:") as connection:
        (found,) = connection.execute(statement, {"word": word, "words": conditions.together(words)}).fetchone()
    return bool(found)


@given(word=keys(), words=st.lists(keys(), max_size=4))
def test_a_word_is_amongst_those_that_are_named_and_no_part_of_one_is(word: str, words: list[str]) -> None:
    assert amongst(word, words) == (word in words)
    assert amongst(word, [*words, word])
    assert not amongst(word, [f"{word}x", f"x{word}"])
    assert not amongst("", words)


def test_steps_are_told_apart_as_each_engine_can() -> None:
    mine, others = (counting_sql.steps(engine, "intervals", "since") for engine in (SQLITE, OTHER))
    assert "before IS NOT now AND since <= :day GROUP BY since" in mine
    assert "before <> now AND since <= DAY($day) GROUP BY since" in others
    assert "PARTITION BY a, b ORDER BY since" in others


def test_steps_grouped_otherwise_are_counted_over_all_days_together() -> None:
    found = counting_sql.steps(SQLITE, "intervals", "org", " WHERE x", " AND since >= :start")
    assert found.startswith("WITH steps AS (SELECT org, since, ")
    assert "FROM intervals WHERE x)" in found
    assert found.endswith("since <= :day AND since >= :start GROUP BY org, before, now")
