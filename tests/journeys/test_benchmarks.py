"""What is measured is a ledger in order, made by the models of today."""

import subprocess
import sys
from pathlib import Path

from benchmarks import lake as lakes
from yiananlib.index import tally
from yiananlib.index.counting_sql import NAMES
from yiananlib.index.tally import Tally
from yiananlib.lake import counting, duck, shelf
from yiananlib.lake.counting import DUCKDB, Asked, Using

ROOT = Path(__file__).parents[2]


def test_the_ledger_that_is_measured_is_in_order(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "benchmarks/generate.py", tmp_path / "ledger", "150", "--check", "--processes", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (made.returncode, made.stdout) == (0, "")
    assert "150 problems, faults: 0" in made.stderr


def lake(folder: Path, problems: int, ledgers: int) -> dict[str, bytes]:
    """Make a lake, and return its files."""
    made = [sys.executable, str(ROOT / "benchmarks/lake.py"), str(folder), str(problems), "--ledgers", str(ledgers)]
    subprocess.run(made, capture_output=True, check=True)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_lake_that_is_measured_is_always_the_same_and_in_order(tmp_path: Path) -> None:
    files = lake(tmp_path / "one", 900, 3)
    assert lake(tmp_path / "other", 900, 3) == files
    ledgers = shelf.chosen(tmp_path / "one").ledgers
    assert len(ledgers) == 3
    with duck.opened() as here:
        using = Using(here, DUCKDB)
        counted = counting.counts(using, ledgers, lakes.LAST)
        for one in ledgers:
            found = tally.total(counted[one.code,]).figures()
            totals = one.manifest.totals
            assert (found.total, found.closed, found.overdue) == (totals.total, totals.closed, totals.overdue)
            assert found.total + found.voided + found.transferred == 300
        (gaps,) = here.rows(
            ledgers,
            Asked(
                "SELECT count(*) FROM (SELECT until, lead(since) OVER (PARTITION BY ledger, org, id ORDER BY since)"
                " AS next FROM {standings}) WHERE until <> coalesce(next, DATE '9999-12-31')",
                {},
                ("standings",),
            ),
        )
    every = Tally()
    for kinds in counted.values():
        every.add(tally.total(kinds))
    assert [name for name, n in zip(NAMES, every.counts, strict=True) if not n] == []  # all of them are measured
    assert gaps[0] == 0


def test_engines_that_are_measured_say_the_same(tmp_path: Path) -> None:
    lake(tmp_path / "1k", 1000, 4)
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks/scale.py", tmp_path, "--sizes", "1k", "--engines", "sqlite,duckdb"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1,000: the same figures of all engines" in done.stderr
    assert done.stdout.count("\n| ") + done.stdout.startswith("| ") == 6
