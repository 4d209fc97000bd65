"""What is kept of a file takes the place of what was kept before: nothing is left over, nothing is there twice."""

import functools
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.builders import HEAD, OFFICE
from tests.index import asked
from tests.services.ledgers import FIELDS, Desk, new_desk
from yiananlib.errors import YianError
from yiananlib.index import cache, schema, writing
from yiananlib.index.search import containing
from yiananlib.index.sync import Index
from yiananlib.index.writing import OF_ROUNDS
from yiananlib.model.vocabulary import Answer, LookBackResult
from yiananlib.services.recording import examine
from yiananlib.services.recording.register import Proposal

TABLES = ("problems", "orgs", "ancestry", "officers", "prompts", "words", "rounds", "answers", "problems_found")
CHILDREN = ("spans", "measures", "entries", "evidence", "closes", "looks", "texts")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A county in which every table has rows."""
    desk = new_desk(tmp_path / "ledger")
    desk.look_back(desk.closed(title="已销号"), LookBackResult.HELD)
    desk.problem("czj", by=OFFICE, leader=HEAD, owner=HEAD, title="财政局的")
    found = Proposal("zjj", FIELDS | {"title": "自查发现"})
    replies = [examine.Reply("p01", Answer.CLEAR, "已对照"), examine.Reply("p02", Answer.PROBLEM, proposal=found)]
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", replies, subjects=("team", "head"))
    return desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def counts(index: Index) -> dict[str, int]:
    """Count the rows of every table that is documented."""
    index.scope(None)
    execute = index.connection.execute
    return {t.name: execute(f"SELECT count(*) FROM {t.name}").fetchone()[0] for t in schema.PUBLIC}  # noqa: S608 - our own names


def found(index: Index, text: str) -> int:
    index.scope(None)
    condition, given = containing(text)
    statement = f"SELECT count(*) FROM problems WHERE {condition}"  # noqa: S608 - our own words
    return int(index.connection.execute(statement, given).fetchone()[0])


def sound(index: Index) -> None:
    """Fail where a row belongs to nothing, or the words that are searched are not those that are kept."""
    index.scope(None)
    execute = index.connection.execute
    for table in CHILDREN:
        statement = f"SELECT count(*) FROM {table} WHERE problem NOT IN (SELECT problem FROM problems)"  # noqa: S608 - our own names
        assert execute(statement).fetchone() == (0,), table
    for table in ("problems", "officers", *OF_ROUNDS, "ancestry"):
        statement = f"SELECT count(*) FROM {table} WHERE org NOT IN (SELECT org FROM orgs)"  # noqa: S608 - our own names
        assert execute(statement).fetchone() == (0,), table
    kept = execute("SELECT count(*) FROM texts").fetchone()
    assert kept == execute("SELECT count(*) FROM problems").fetchone()
    assert execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_every_table_of_problems_and_rounds_has_rows_of_the_county(desk: Desk, folder: Path) -> None:
    found = cache.answer(desk.ledger, folder, counts)
    assert [name for name in (*TABLES, *CHILDREN[:-1]) if not found[name]] == []
    cache.answer(desk.ledger, folder, sound)


def test_a_file_that_changed_leaves_nothing_of_what_it_was(desk: Desk, folder: Path) -> None:
    before = cache.answer(desk.ledger, folder, counts)
    for path in desk.root.rglob("*.toml"):
        path.write_bytes(path.read_bytes() + b"\n# \n")
    assert cache.answer(desk.ledger, folder, counts) == before
    cache.answer(desk.ledger, folder, sound)


def test_a_file_that_went_takes_all_its_rows_along(desk: Desk, folder: Path) -> None:
    cache.answer(desk.ledger, folder, counts)
    for path in (desk.root / "orgs/zjj/problems").iterdir():
        path.unlink()
    (desk.root / "orgs/zjj/rounds/2026-1.toml").unlink()
    after = cache.answer(desk.ledger, folder, counts)
    assert (after["problems"], after["measures"], after["closes"], after["looks"], after["evidence"]) == (1, 0, 0, 0, 0)
    assert [after[table] for table in OF_ROUNDS] == [0, 0, 0]
    cache.answer(desk.ledger, folder, sound)


def test_an_organization_that_was_renamed_takes_all_its_rows_along(desk: Desk, folder: Path) -> None:
    before = cache.answer(desk.ledger, folder, counts)
    (desk.root / "orgs/zjj").rename(desk.root / "orgs/jsj")
    assert cache.answer(desk.ledger, folder, counts) == before
    cache.answer(desk.ledger, folder, sound)
    assert cache.answer(desk.ledger, folder, asked.refs)[-1].startswith(("czj/", "jsj/"))


def test_an_organization_that_went_and_came_back_as_it_was_has_all_its_rows(desk: Desk, folder: Path) -> None:
    before = cache.answer(desk.ledger, folder, counts)
    (desk.root / "orgs/zjj").rename(desk.root / "aside")
    assert cache.answer(desk.ledger, folder, counts)["problems"] == 1
    (desk.root / "aside").rename(desk.root / "orgs/zjj")
    assert cache.answer(desk.ledger, folder, counts) == before


def test_a_checklist_that_went_asks_nothing(desk: Desk, folder: Path) -> None:
    assert cache.answer(desk.ledger, folder, counts)["prompts"] > 0
    (desk.root / "checklist.toml").unlink()
    assert cache.answer(desk.ledger, folder, counts)["prompts"] == 0


def test_words_are_found_where_they_are_and_no_longer_where_they_were(desk: Desk, folder: Path) -> None:
    assert cache.answer(desk.ledger, folder, lambda index: found(index, "财政局")) == 1
    (path,) = (desk.root / "orgs/czj/problems").iterdir()
    desk.edit(f"orgs/czj/problems/{path.name}", "财政局的", "𠮷祥✓İ")
    for text, count in (("财政局", 0), ("𠮷", 1), ("祥✓", 1), ("i", 1), ("✓的", 0), ("抽查12个项目", 3)):
        assert cache.answer(desk.ledger, folder, functools.partial(found, text=text)) == count, text
    path.unlink()
    assert cache.answer(desk.ledger, folder, lambda index: found(index, "𠮷")) == 0
    cache.answer(desk.ledger, folder, sound)


def test_organizations_above_each_other_are_no_failure(desk: Desk, folder: Path) -> None:
    cache.answer(desk.ledger, folder, counts)
    desk.edit("orgs/gov/org.toml", 'name = "县政府"', 'name = "县政府"\nparent = "zjj"')
    desk.edit("orgs/office/org.toml", 'name = "县促改办"', 'name = "县促改办"\nparent = "office"')
    assert len(asked.ask(desk.ledger, folder, asked.county)[0].rows) == 3
    for org, problems in (("zjj", 3), ("gov", 3), ("office", 0)):
        assert len(asked.ask(desk.ledger, folder, asked.of(org)).rows) == problems


def test_what_fails_in_the_middle_is_not_kept_by_halves(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stop(YianError):
        pass

    there = writing._add_problems

    def half(connection: sqlite3.Connection, problems: Any) -> str:
        there(connection, problems)
        raise Stop("now")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "_add_problems", half)
        with pytest.raises(Stop):
            cache.answer(desk.ledger, folder, counts)
    with sqlite3.connect(asked.file_of(folder)) as connection:
        assert connection.execute("SELECT count(*) FROM problems").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM units").fetchone() == (1,), "the definitions were kept before"
    connection.close()
    cache.answer(desk.ledger, folder, sound)
