"""DuckDB as it is used: bounded, alone, and its failures are the system's."""

import datetime as dt
import sys
from pathlib import Path

import duckdb
import pytest

from yiananlib.errors import UsageProblem
from yiananlib.lake import engine
from yiananlib.lake.engine import literal


def test_it_has_one_thread_little_memory_and_loads_nothing(tmp_path: Path) -> None:
    with engine.connected(tmp_path) as connection:
        said = dict(connection.execute("SELECT name, value FROM duckdb_settings()").fetchall())
    assert said["threads"] == "1"
    assert said["temp_directory"] == str(tmp_path)
    assert (said["autoinstall_known_extensions"], said["autoload_known_extensions"]) == ("false", "false")
    assert said["memory_limit"].startswith("152")


def test_a_file_that_cannot_be_written_is_a_failure_of_the_system_and_a_mistake_is_none(tmp_path: Path) -> None:
    with engine.connected(tmp_path) as connection:
        with pytest.raises(OSError, match="nowhere"), engine.failing():
            connection.execute(f"COPY (SELECT 1) TO '{tmp_path}/nowhere/x.parquet'")
        with pytest.raises(duckdb.ParserException), engine.failing():
            connection.execute("SELEKT")
        connection.execute("SET memory_limit = '10MB'")
        with pytest.raises(OSError, match="Memory"), engine.failing():
            connection.execute("SELECT list(range) FROM range(10000000)")


def test_days_come_back_as_days(tmp_path: Path) -> None:
    with engine.connected(tmp_path) as connection:
        assert connection.execute("SELECT DATE '9999-12-31', DATE '0001-01-01'").fetchall() == [
            (dt.date.max, dt.date.min)
        ]


def test_without_duckdb_what_to_install_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UsageProblem, match=r"yian\[scale\]"), engine.connected(tmp_path):
        pass
    with pytest.raises(UsageProblem, match="duckdb"):
        engine.version()


def test_a_path_means_itself_alone() -> None:
    assert literal(Path("/湖/a*b?[c]")) == "/湖/a[*]b[?][[]c]"
    assert literal(Path("/plain/it's")) == "/plain/it's"
