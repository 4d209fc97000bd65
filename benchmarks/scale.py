"""Count lakes of several sizes with each engine: time, processor, memory, bytes, and whether all say the same.

``python benchmarks/scale.py FOLDER [--sizes 10k,1m,10m] [--engines sqlite,duckdb,spark] [--markdown FILE]``

Lakes that are not in FOLDER yet are made there by ``lake.py``. Each run is a process of its own, which counts all
figures of one day by ledger and by kind, and how far self-examination got: as `yian report --lake` does, which compares
every file with its digest before. SQLite has the rows of the lake in the tables of an index; how long they take to load
is not counted. Processor seconds are those of all threads; memory is the most that was resident, of Java too.
"""

import argparse
import json
import re
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import lake as lakes
import measure

from yiananlib.index import conditions, counting_sql, tally
from yiananlib.index.counting_sql import SQLITE
from yiananlib.index.tally import Tally
from yiananlib.lake import counting, duck, shelf
from yiananlib.lake.counting import ALL_AT_ONCE, DUCKDB, PORTION, SPARK, Using
from yiananlib.lake.shelf import Shelved

DAY: Final = lakes.LAST


class Way(NamedTuple):
    """A way to count: the engine, what it is called in the table, how many rows in one go, the largest lake for it."""

    engine: str
    title: str
    rows: int
    most: int
    what: str = "counts"


WAYS: Final = {
    "sqlite": Way("sqlite", "SQLite, an index", ALL_AT_ONCE, 1_000_000),
    "duckdb": Way("duckdb", "DuckDB, as `yian report --lake` does", PORTION, 1 << 40),
    "single": Way("duckdb", "DuckDB, one ledger at a time", 1, 1 << 40),
    "at-once": Way("duckdb", "DuckDB, all at once", ALL_AT_ONCE, 1 << 40),
    "burning": Way("duckdb", "DuckDB, the burn-down of the page", PORTION, 1 << 40, "steps"),
    "spark": Way("spark", "Spark, local[2], all at once", ALL_AT_ONCE, 1 << 40),
}
GOALS: Final = {
    ("duckdb", 10_000_000): (15.0, 1000),
    ("at-once", 10_000_000): (15.0, 1000),
    ("single", 10_000_000): (0, 200),
}
"""Processor seconds (0: none) and megabytes that a way may take for a lake of a size."""


def main() -> int:
    """Measure and print; return 1 where engines differ or a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=measure.sizes, default=[10_000, 1_000_000], help="numbers of problems")
    parser.add_argument("--engines", default="sqlite,duckdb,spark")
    parser.add_argument("--markdown", type=Path, help="put the table into this document")
    parser.add_argument("--way", choices=WAYS, help="what a process of its own is asked for")
    given = parser.parse_args()
    if given.way:
        print(json.dumps(one(given.folder, WAYS[given.way])))
        return 0
    lines, missed = [], False
    for size in given.sizes:
        folder = given.folder / measure.short(size)
        if not (folder / "lake.toml").exists():
            lakes.make(folder, size, processes=2)
        size_mb = sum(path.stat().st_size for path in folder.rglob("*.parquet")) / 1e6
        said = set()
        for name, way in WAYS.items():
            if way.engine not in given.engines.split(",") or size > way.most:
                continue
            if way.engine == "sqlite":
                loaded(folder, shelf.chosen(folder, digests=False).ledgers).close()
            done = subprocess.run(
                [sys.executable, __file__, str(folder), "--way", name], capture_output=True, text=True, check=False
            )
            if done.returncode:
                print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                continue
            found = json.loads(done.stdout.splitlines()[-1])
            if way.what == "counts":
                said.add(json.dumps(found["figures"]))
            cpu, memory = GOALS.get((name, size), (0.0, 0))
            goal = f"{cpu:.0f} s, {memory} MB" if cpu else f"{memory} MB" if memory else ""
            missed |= bool(cpu and found["cpu"] > cpu) or bool(memory and found["memory"] > memory)
            row = [f"{size:,}", f"{size_mb:,.1f}", way.title, *(f"{found[key]:.2f}" for key in ("wall", "cpu"))]
            lines.append([*row, f"{found['memory']:.0f}", goal])
            print(*lines[-1], sep=" | ", file=sys.stderr)
        missed |= len(said) > 1
        print(f"{size:,}: {'the same' if len(said) == 1 else 'DIFFERENT'} figures of all engines", file=sys.stderr)
    heads = ("problems", "MB on disk", "counted by", "seconds", "CPU seconds", "MB of memory", "goal")
    text = measure.table(heads, lines)
    print(text)
    if given.markdown:
        measure.put_section(given.markdown, "scale", text)
    return 1 if missed else 0


def one(folder: Path, way: Way) -> dict[str, Any]:
    """Count a lake one way, and return what that took."""
    began = _now()
    ledgers = shelf.chosen(folder, digests=way == WAYS["duckdb"]).ledgers
    if way.engine == "sqlite":
        connection = loaded(folder, ledgers)
        began = _now()
        every = by_sqlite(connection, ledgers)
    else:
        with _opened(way) as using:
            if way.what == "steps":
                every = Tally()
                moved = sum(step[3] for step in counting.steps(using, ledgers, DAY))
                print(moved, file=sys.stderr)
            else:
                every = _sum(kinds for _ledger, kinds in counting.counted(using, ledgers, DAY))
                counting.coverage(using, ledgers, DAY)
        _end_java()
    wall, cpu = (end - start for start, end in zip(began, _now(), strict=True))
    own = re.search(
        r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text()
    )  # getrusage tells that of who began it, too
    peak = max(int(own[1]) if own else 0, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
    return {"wall": wall, "cpu": cpu, "memory": peak, "figures": every.figures()._asdict()}


def _now() -> tuple[float, float]:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(each.ru_utime + each.ru_stime for each in used)


def _sum(found: Any) -> Tally:
    every = Tally()
    for kinds in found:
        every.add(tally.total(kinds))
    return every


def _opened(way: Way) -> Any:
    import contextlib

    @contextlib.contextmanager
    def opened() -> Iterator[Using]:
        if way.engine == "spark":
            from yiananlib.lake import spark

            with spark.opened("local[2]") as cluster:
                yield Using(cluster, SPARK, way.rows)
        else:
            with duck.opened() as here:
                yield Using(here, DUCKDB, way.rows)

    return opened()


def _end_java() -> None:
    """Have Java end, where it was started, so that what it used is known."""
    if "pyspark" in sys.modules:
        from pyspark import SparkContext

        gateway = SparkContext._gateway
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait()


def loaded(folder: Path, ledgers: tuple[Shelved, ...]) -> sqlite3.Connection:
    """Return an index that has the rows of a lake; an organization is called by its ledger, too."""
    path = folder / "index.sqlite"
    made = path.exists()
    connection = sqlite3.connect(path)
    if made:
        return connection
    import duckdb

    connection.execute("PRAGMA synchronous = OFF")
    name = "ledger || '/' || id AS id"
    own = "ledger, org, id, found, due, kind, field, severity, class, source, recurs, function"
    wanted = {
        "problems": f"ledger || '/' || org AS org, {name}, found, due, kind, field, severity, class, source, recurs"
        " FROM standings WHERE until = DATE '9999-12-31'",
        "spans": f"{name}, * EXCLUDE ({own}) FROM standings",
        "closes": f"{name}, number, since, until, lasted FROM closes",
        "looks": f"{name}, number, since, until, result FROM looks",
        "backdated": f"{name}, number, day, recorded, confirmed FROM backdated",
        "orgs": "ledger || '/' || org AS org, function FROM orgs",
    }
    with duckdb.connect() as source:
        for table, said in wanted.items():
            of = said.split(" FROM ")[1].split()[0]
            files = [str(one.path(of)) for one in ledgers]
            rows = source.execute(f"SELECT {said.replace(f'FROM {of}', 'FROM read_parquet($files)')}", {"files": files})
            names = [column[0] for column in rows.description]
            days = [n for n, column in enumerate(rows.description) if str(column[1]) == "DATE"]
            connection.execute(f"CREATE TABLE {table} ({', '.join(names)})")
            marks = ", ".join("?" * len(names))
            while some := rows.fetchmany(100_000):
                told = [[str(v) if n in days and v is not None else v for n, v in enumerate(row)] for row in some]
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", told)
    connection.execute("CREATE TABLE keyed AS SELECT rowid AS problem, id FROM problems")
    connection.execute("CREATE UNIQUE INDEX by_id ON keyed (id)")
    connection.execute("ALTER TABLE problems ADD COLUMN problem")
    connection.execute("UPDATE problems SET problem = rowid")
    for table in ("spans", "closes", "looks", "backdated"):
        connection.execute(f"ALTER TABLE {table} ADD COLUMN problem")
        connection.execute(f"UPDATE {table} SET problem = (SELECT problem FROM keyed WHERE keyed.id = {table}.id)")
    connection.execute("CREATE UNIQUE INDEX of_problems ON problems (problem)")
    connection.execute("CREATE INDEX of_spans ON spans (until, problem)")
    connection.execute("CREATE INDEX of_closes ON closes (problem, number)")
    connection.execute("CREATE INDEX of_looks ON looks (problem, number)")
    connection.execute("CREATE INDEX of_backdated ON backdated (problem)")
    connection.execute("CREATE UNIQUE INDEX of_orgs ON orgs (org)")
    connection.commit()
    return connection


def by_sqlite(connection: sqlite3.Connection, ledgers: tuple[Shelved, ...]) -> Tally:
    """Count what :func:`loaded` loaded, each ledger by its own settings."""
    every = Tally()
    for share in counting.shares(ledgers):
        given = conditions.parameters(DAY, share.rules)
        codes = "', '".join(one.code for one in share.ledgers)
        within = f" AND substr(problems.org, 1, instr(problems.org, '/') - 1) IN ('{codes}')"

        def answers(name: str, within: str = within, given: Any = given) -> Any:
            standing = conditions.STANDING_LAST
            if counting_sql.QUESTIONS[name].needs_function:
                standing += " CROSS JOIN orgs ON orgs.org = problems.org"
            text = counting_sql.text(SQLITE, name, standing, ("problems.org", "problems.kind"), within)
            return connection.execute(text, given)

        every.add(_sum(tally.gather(answers, 2).values()))
    return every


if __name__ == "__main__":
    sys.exit(main())
