"""A hand-over is what the index says, the same bytes each time, and there as a whole or not at all."""

import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.lake.handing import lay, make, put
from tests.services.ledgers import Desk, asked
from yiananlib.errors import WriteFailed
from yiananlib.index.sync import Index
from yiananlib.index.tables import Table
from yiananlib.lake import tables, write
from yiananlib.lake.engine import connected
from yiananlib.lake.manifest import DATA, NAME, File, decode
from yiananlib.store.packing import Archive

DAYS = {"since", "until", "moved", "found", "due", "deadline", "day", "recorded", "opened"}


def written(desk: Desk, folder: Path, *, names: bool = True) -> tuple[File, ...]:
    def made(index: Index) -> tuple[File, ...]:
        index.scope(None)
        with write.scratch(folder) as scratch:
            return write.data(index, folder, "530121", scratch, names=names)

    folder.mkdir(exist_ok=True)
    return asked(desk.ledger, made)


def rows(folder: Path, file: File, table: Table) -> list[dict[str, Any]]:
    with connected(folder) as connection:
        said = connection.execute(f"FROM read_parquet('{folder / file.path}')")
        types = {name: str(kind) for name, kind, *_rest in said.description or ()}
        assert types.keys() == tables.types(table).keys()
        found = [dict(zip(types, row, strict=True)) for row in said.fetchall()]
        shape = connection.execute(f"DESCRIBE FROM read_parquet('{folder / file.path}')").fetchall()
    assert {name: kind for name, kind, *_rest in shape} == tables.types(table)
    return found


def as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


SOURCE = {
    "standings": "spans JOIN problems USING (problem) JOIN orgs USING (org)",
    "closes": "closes JOIN problems USING (problem)",
    "looks": "looks JOIN problems USING (problem)",
    "backdated": "backdated JOIN problems USING (problem)",
}


@pytest.mark.parametrize("table", [t for t in tables.ALL if t.name != "coverage"], ids=lambda t: t.name)
def test_the_rows_of_a_table_are_those_of_the_index_and_in_its_order(full: Desk, tmp_path: Path, table: Table) -> None:
    files = {file.table: file for file in written(full, tmp_path / "out")}
    found = rows(tmp_path / "out", files[table.name], table)
    own = [column.name for column in table.columns if column.name != "ledger"]

    def told(index: Index) -> list[tuple[Any, ...]]:
        index.scope(None)
        connection = index.connection
        connection.row_factory = sqlite3.Row
        source = SOURCE.get(table.name, table.name)
        first = source.partition(" ")[0]
        columns = {row["name"] for row in connection.execute("SELECT name FROM pragma_table_info(?)", [first])}
        named = [f"{first}.{name}" if name in columns else name for name in own]
        shown = ", ".join(named)
        said = connection.execute(f"SELECT {shown} FROM {source}").fetchall()  # noqa: S608 - names of our own
        connection.row_factory = None
        return [tuple(row) for row in said]

    assert {row["ledger"] for row in found} <= {"530121"}
    values = [tuple(as_text(row[name]) for name in own) for row in found]
    wanted = asked(full.ledger, told)
    assert sorted(values, key=repr) == sorted(wanted, key=repr)
    assert len(found) == files[table.name].rows
    path = tmp_path / "out" / files[table.name].path
    with connected(tmp_path) as connection:
        again = connection.execute(f"FROM (FROM read_parquet('{path}')) ORDER BY {table.key}").fetchall()
    assert [tuple(row[1:]) for row in again] == [tuple(row[name] for name in own) for row in found]


def test_every_table_has_rows_in_this_ledger_so_that_the_tests_above_see_some(full: Desk, tmp_path: Path) -> None:
    assert {file.table for file in written(full, tmp_path / "out") if not file.rows} == {"backdated"}


def test_the_same_ledger_is_the_same_bytes_each_time(full: Desk, tmp_path: Path) -> None:
    one, other = written(full, tmp_path / "one"), written(full, tmp_path / "other")
    assert one == other
    for file in one:
        assert (tmp_path / "one" / file.path).read_bytes() == (tmp_path / "other" / file.path).read_bytes()
    assert not (tmp_path / "one" / write.SCRATCH).exists()


def test_without_names_no_file_has_a_word_of_what_was_found(full: Desk, tmp_path: Path) -> None:
    files = written(full, tmp_path / "out", names=False)
    assert "problems" not in {file.table for file in files}
    for table, file in zip(tables.TABLES, files, strict=True):
        said = repr(rows(tmp_path / "out", file, table))
        for word in ("招标文件", "第一行", "他说", "政令意识", "零补办", "jianguan", "deputy-1"):
            assert word not in said, table.name


def test_a_manifest_is_replaced_whole_and_what_it_does_not_name_is_taken_away(tmp_path: Path) -> None:
    old, new = make("old"), make("new")
    folder = lay(tmp_path / "out", old, "old")
    for file in new.files:
        put(folder / file.path, b"")
    put(folder / DATA / "notes.txt", b"mine")
    write.sign(folder, new)
    assert decode((folder / NAME).read_bytes()) == new
    assert write.sweep(folder) == len(old.files)
    assert {p.name for p in (folder / DATA).iterdir()} == {"notes.txt", *(file.file for file in new.files)}
    write.sign(folder, new)
    assert not list(folder.rglob("*.yian-tmp"))


def test_nothing_is_taken_away_where_a_manifest_cannot_be_read(tmp_path: Path) -> None:
    folder = lay(tmp_path / "out", make())
    put(folder / "known" / "2026-01-01-abc.json", b"{")
    put(folder / DATA / "closes-0123456789abcdef.parquet", b"")
    assert write.sweep(folder) == 0


def test_what_a_killed_command_left_is_taken_away_by_the_next(full: Desk, tmp_path: Path) -> None:
    put(tmp_path / "out" / write.SCRATCH / "standings.csv", b"half")
    written(full, tmp_path / "out")
    assert not (tmp_path / "out" / write.SCRATCH).exists()


def test_a_file_that_is_there_as_it_should_be_is_left_alone_and_one_that_is_not_is_mended(
    full: Desk, tmp_path: Path
) -> None:
    files = written(full, tmp_path / "out")
    paths = [tmp_path / "out" / file.path for file in files]
    before = [path.stat().st_ino for path in paths]
    paths[0].write_bytes(b"x" * files[0].bytes)
    paths[1].write_bytes(b"")
    paths[2].unlink()
    paths[2].symlink_to(paths[3])
    assert written(full, tmp_path / "out") == files
    after = [path.lstat().st_ino for path in paths]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False] * 3 + [True] * (len(files) - 3)
    assert not paths[2].is_symlink()


def test_a_folder_that_cannot_be_written_to_is_said_and_leaves_what_was_there(full: Desk, tmp_path: Path) -> None:
    put(tmp_path / "out" / DATA, b"in the way")
    with pytest.raises(WriteFailed, match="still counts"):
        written(full, tmp_path / "out")


def test_a_zip_has_the_manifest_and_the_files_and_is_the_same_bytes(tmp_path: Path) -> None:
    folder = lay(tmp_path / "out", make())
    for name in ("a.zip", "b.zip"):
        write.bundle(folder, make(), tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with (tmp_path / "a.zip").open("rb") as file:
        archive = Archive(file, NAME)
        assert set(archive.names) == {NAME, *(one.path for one in make().files)}
    assert {p.name for p in tmp_path.iterdir()} == {"out", "a.zip", "b.zip"}


def test_half_a_zip_is_never_there(tmp_path: Path) -> None:
    folder = lay(tmp_path / "out", make())
    write.bundle(folder, make(), tmp_path / "a.zip")
    before = (tmp_path / "a.zip").read_bytes()
    (folder / make().files[-1].path).unlink()
    with pytest.raises(FileNotFoundError):
        write.bundle(folder, make(), tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"out", "a.zip"}
