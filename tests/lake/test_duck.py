"""DuckDB counts in this process: it takes paths as they are, fetches nothing, and leaves nothing behind."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import DUE, Story
from tests.index.held import held
from tests.lake.pouring import CODES, pour
from yiananlib.errors import LedgerInvalid
from yiananlib.index import tally
from yiananlib.lake import counting, duck
from yiananlib.lake.counting import DUCKDB, Asked, Using
from yiananlib.lake.shelf import Shelved

ODD = ("省湖", "a b", "it's", 'a"b', "[ab]", "*", "a?", "$x", "{standings}", "a;b--", "%41")


def poured(folder: Path) -> Shelved:
    return pour(folder, CODES[0], held([Story().has("registered", "submitted").problem]))


def total(using: Using, one: Shelved) -> int:
    found = counting.counts(using, [one], DUE)
    return sum(tally.total(kinds).figures().total for kinds in found.values())


@pytest.mark.skipif(sys.platform == "win32", reason="no folder is called so there")
@pytest.mark.parametrize("name", ODD)
def test_a_lake_may_lie_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    for neighbour in ("a", "b", "ab", "x"):  # what a pattern would find besides
        poured(tmp_path / neighbour)
    one = poured(tmp_path / name)
    with duck.opened() as here:
        assert total(Using(here, DUCKDB), one) == 1


def settings(here: duck.Duck) -> dict[str, str]:
    found = here.connection.execute("SELECT name, value FROM duckdb_settings()").fetchall()
    return {name: str(value) for name, value in found}


def test_nothing_is_downloaded_and_overflow_goes_to_temporary_files(tmp_path: Path) -> None:
    with duck.opened(threads=1, memory="100MB") as here:
        found = settings(here)
        folder = Path(found["temp_directory"])
        assert folder.is_dir()
        assert Path.cwd() not in folder.parents
    assert not folder.exists()
    assert (found["autoinstall_known_extensions"], found["autoload_known_extensions"]) == ("false", "false")
    assert found["threads"] == "1"
    assert found["memory_limit"].startswith("95.3")


def test_a_folder_in_which_it_is_asked_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = poured(tmp_path / "lake")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    with duck.opened() as here:
        assert total(Using(here, DUCKDB), one) == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not a parquet file at all, whatever it is called"])
def test_a_file_that_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    one = poured(tmp_path)
    one.path("standings").write_bytes(content)
    with duck.opened() as here, pytest.raises(LedgerInvalid, match=rf"^{CODES[0]}: DuckDB query failed: ") as caught:
        total(Using(here, DUCKDB), one)
    assert "\n" not in str(caught.value)


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    one = poured(tmp_path)
    one.path("standings").write_bytes(one.path("orgs").read_bytes())
    with duck.opened() as here, pytest.raises(LedgerInvalid, match="DuckDB query failed"):
        total(Using(here, DUCKDB), one)


def test_several_ledgers_are_named_by_the_first_and_the_last(tmp_path: Path) -> None:
    ledgers = [pour(tmp_path, code, held()) for code in CODES]
    ledgers[1].path("standings").unlink()
    with duck.opened() as here, pytest.raises(LedgerInvalid, match=f"^{CODES[0]} … {CODES[2]}: "):
        counting.counts(Using(here, DUCKDB), ledgers, DUE)


def test_only_the_parameters_that_are_asked_for_are_given(tmp_path: Path) -> None:
    one = poured(tmp_path)
    given: dict[str, str | int] = {"day": "2026-01-01", "days30": "2026-01-02", "unused": 1}
    asked = Asked("SELECT CAST($days30 AS DATE), count(*) FROM {words}", given, ("words",))
    with duck.opened() as here:
        ((day, words),) = here.rows([one], asked)
    assert day == dt.date(2026, 1, 2)
    assert words > 0


PROGRAM = """
import re
from yiananlib.lake import duck
with duck.opened(memory="50MB") as here:
    many = "SELECT hash(i) AS h FROM range(10000000) AS t(i)"
    here.connection.execute(f"SELECT count(*) FROM (SELECT h, row_number() OVER (ORDER BY h) FROM ({many}))").fetchall()
# its own peak: what getrusage tells is that of whoever started it, where that was larger
print(int(re.search(r"VmHWM:\\s+([0-9]+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is asked for as Linux tells it")
def test_what_does_not_fit_the_memory_is_counted_all_the_same(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 300
