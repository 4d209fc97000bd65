"""Make a lake of many problems for measuring, straight to Parquet and always the same.

``python benchmarks/lake.py FOLDER PROBLEMS [--ledgers N] [--processes N]``. A ledger has about 5,000 problems in 50
units, a city ten ledgers; 1,000,000 problems are 200 ledgers in 20 cities. Every third ledger has a lamp of its own
(``yellow``), so that a lake has two distinct settings. Found from September 2025 to July 2026, known on 31 July 2026:
from registration to close, with extensions, returns, reopenings, second rounds, and what was carried over, voided or
came back. No file of a ledger is ever made: each row is told by SQL from the number of its problem. Beyond 200 ledgers
those of before come again under codes of their own, which is made four times as fast.
"""

import argparse
import datetime as dt
import hashlib
import json
import multiprocessing
import shutil
import sys
from pathlib import Path

import duckdb

from yiananlib.index.schema import MEANING
from yiananlib.index.tables import Table
from yiananlib.lake import manifest as manifests
from yiananlib.lake import tables
from yiananlib.lake.manifest import File, Manifest, Settings, Totals
from yiananlib.lake.shelf import KNOWN, LEDGERS

FIRST = dt.date(2025, 9, 1)
LAST = dt.date(2026, 7, 31)
EACH = 5000
UNITS = 50
CITY = 10
PROMPTS = 40
OWN = 200
"""Ledgers that are made; those after them have the rows of these, under their own codes."""
MACROS = (
    "CREATE MACRO dice(i, k, n) AS CAST(hash(i, k) % n AS INTEGER)",
    "CREATE MACRO one(i, k, words) AS words[dice(i, k, len(words)) + 1]",
)
FATES = """CASE
    WHEN fate < 8 THEN CASE WHEN dice(i, 10, 3) = 0 THEN 'R' ELSE 'RP' END
    WHEN fate < 30 THEN 'RPW' || extended || repeat('D', m - 1)
    WHEN fate < 35 THEN run || 'S'
    WHEN fate < 36 THEN run || 'I'
    WHEN fate < 41 THEN run || 'SB'
    WHEN fate < 45 THEN run || 'SA'
    WHEN fate < 80 THEN run || 'SAC'
    WHEN fate < 84 THEN run || 'SBWSAC'
    WHEN fate < 89 THEN run || 'SACL'
    WHEN fate < 92 THEN run || 'SACOPW'
    WHEN fate < 96 THEN run || 'SACOPWDSACL'
    WHEN fate < 98 THEN 'RV'
    ELSE 'RK' END"""
"""What becomes of problems, with weights: a letter each for registered, planned, work, done, extension granted,
submitted, incomplete, back (returned), approved (passed), closed, looked back, opened again, voided, carried over."""

STEPS = f"""CREATE TEMP TABLE steps AS
WITH thrown AS (SELECT $first + unnest(range($many)) AS i),
told AS (
    SELECT i, CASE dice(i, 1, 6) WHEN 0 THEN 3 WHEN 1 THEN 2 ELSE 1 END AS m, DATE '{FIRST}' + dice(i, 4, 320) AS found,
        dice(i, 2, 100) AS fate,
        CASE WHEN dice(i, 3, 7) = 0 THEN 'E' ELSE '' END AS extended,
        'RPW' || extended || repeat('D', m) AS run
    FROM thrown
),
heads AS (
    SELECT i, m, printf('d%02d', dice(i, 5, {UNITS})) AS unit, found, found + 20 + dice(i, 6, 130) AS due,
        found + dice(i, 7, 5) AS registered, {FATES} AS course, 10 + dice(i, 8, 21) AS more
    FROM told
),
moves AS (
    SELECT i, m, CASE WHEN dice(i, 9, 60) = 0 THEN 'bgs' ELSE unit END AS org, found, due, registered, more,
        unnest(string_split(course, '')) AS what, unnest(range(1, len(course) + 1)) AS place
    FROM heads
),
timed AS (
    SELECT *, registered + CAST(sum(CASE WHEN what IN ('R', 'K') THEN 0 WHEN what = 'L' THEN 90
        WHEN what IN ('P', 'D', 'S', 'C') THEN greatest(0, dice(i, 100 + place, 12) - 4)
        ELSE 1 + dice(i, 100 + place, CASE what WHEN 'W' THEN 14 WHEN 'O' THEN 40 WHEN 'V' THEN 20 ELSE 9 END) END)
        OVER (PARTITION BY i ORDER BY place) AS INTEGER) AS day
    FROM moves
),
dated AS (
    SELECT *, dice(i, 300 + place, 8) = 0 AS late, dice(i, 400 + place, 5) < 2 AS vouched,
        day + CASE WHEN late AND NOT vouched THEN 1 + dice(i, 500 + place, 9) ELSE 0 END AS counts,
        CAST(count(*) FILTER (WHERE what = 'O') OVER (PARTITION BY i ORDER BY place) AS INTEGER) AS again,
        CAST(count(*) FILTER (WHERE what = 'C') OVER (PARTITION BY i ORDER BY place) AS INTEGER) AS closes
    FROM timed WHERE day <= DATE '{LAST}'
)
SELECT *,
    last_value(CASE WHEN what = 'C' THEN day END IGNORE NULLS) OVER all_of AS closed,
    first_value(CASE WHEN what = 'C' THEN day END IGNORE NULLS) OVER all_of AS closed_first,
    last_value(CASE WHEN what = 'S' THEN counts END IGNORE NULLS) OVER round_of AS handed_in,
    CAST(coalesce(sum(CASE WHEN what = 'P' THEN m END) OVER round_of, 0) AS INTEGER) AS measures,
    CAST(count(*) FILTER (WHERE what = 'D') OVER round_of AS INTEGER) AS measures_done,
    count(*) FILTER (WHERE what = 'E') OVER all_of > 0 AS granted,
    last_value(CASE what WHEN 'R' THEN 'registered' WHEN 'W' THEN 'rectifying' WHEN 'O' THEN 'rectifying'
        WHEN 'S' THEN 'submitted' WHEN 'I' THEN 'submitted' WHEN 'B' THEN 'returned' WHEN 'A' THEN 'passed'
        WHEN 'C' THEN 'closed' WHEN 'K' THEN 'closed' WHEN 'V' THEN
        CASE WHEN dice(i, 67, 3) = 0 THEN 'transferred' ELSE 'voided' END END IGNORE NULLS) OVER all_of AS status,
    last_value(CASE WHEN what NOT IN ('P', 'D', 'E', 'L') THEN day END IGNORE NULLS) OVER all_of AS moved
FROM dated
WINDOW all_of AS (PARTITION BY i ORDER BY place), round_of AS (PARTITION BY i, again ORDER BY place)"""
"""A row for each thing that happened to a problem, with what was so after it."""

_MARK = "CAST(CASE WHEN closes > 0 AND dice(i, {n}, {of}) = 0 THEN 1 ELSE 0 END AS INTEGER)"
_NAMED = "$code AS ledger, org, printf('%06x', i) AS id"
_KIND = "one(i, 20, ['undelivered', 'drifting', 'compromised', 'selective', 'shallow', 'passive', 'other'])"
ROWS = {
    "standings": f"""WITH last AS (
        SELECT *, lead(day, 1, DATE '9999-12-31') OVER (PARTITION BY i ORDER BY place) AS until,
            measures > 0 AND measures = measures_done AS whole
        FROM steps WHERE what <> 'L')
    SELECT {_NAMED}, day AS since, until, status, 1 + again AS round, moved, found, due,
        due + CASE WHEN granted THEN more ELSE 0 END AS deadline,
        CASE WHEN status IN ('submitted', 'passed') AND what <> 'I' THEN handed_in END AS submitted,
        CASE WHEN what <> 'K' AND status IN ('closed', 'passed') THEN handed_in END AS held, measures, measures_done,
        CAST(whole OR what = 'K' AS INTEGER) AS complete,
        CASE WHEN measures > 0 AND NOT whole THEN due - 4 END AS late_from,
        closes, {_MARK.format(n=30, of=9)} AS waived, {_MARK.format(n=31, of=12)} AS one_hand,
        {_MARK.format(n=32, of=40)} AS sole, CAST(what = 'K' AS INTEGER) AS carried, closed_first,
        closed_first - found AS close_days, CASE WHEN again > 0 THEN closed_first END AS closed_before,
        max(CASE WHEN what = 'O' THEN day END) OVER (PARTITION BY i ORDER BY place) AS reopened_on,
        CASE WHEN granted THEN more END AS extended_days, registered AS registered_on,
        CASE WHEN dice(i, 60, 4) > 0 THEN registered + dice(i, 61, 9) END AS accepted_on,
        CAST(place * dice(i, 62, 3) AS INTEGER) AS duties_due,
        CAST(place * dice(i, 62, 3) // 2 AS INTEGER) AS duties_met,
        dice(i, 62, 3) AS duties_run,
        CASE WHEN dice(i, 63, 20) = 18 THEN place END AS contest, dice(i, 63, 20) // 17 AS contests,
        dice(i, 63, 20) // 19 AS contests_upheld, CAST(dice(i, 63, 20) = 17 AS INTEGER) AS contests_dismissed,
        dice(i, 64, 15) // 14 AS blocks,
        CASE WHEN dice(i, 65, 50) = 0 THEN printf('d%02d/%06x', dice(i, 66, {UNITS}), i) END AS came_from,
        {_KIND} AS kind,
        one(i, 21, ['none', 'none', 'tender', 'funds', 'approval', 'staff']) AS field,
        one(i, 22, ['minor', 'general', 'general', 'serious', 'major']) AS severity,
        one(i, 23, ['immediate', 'phased', 'phased', 'ongoing']) AS class,
        one(i, 24, ['self_check', 'inspection', 'case', 'complaint']) AS source,
        CASE WHEN dice(i, 25, 40) = 0 THEN printf('%06x', i - 1) END AS recurs,
        CASE org WHEN 'bgs' THEN 'office' ELSE 'unit' END AS function
    FROM last WHERE until > day""",
    "closes": f"""WITH ends AS (
        SELECT *, lead(day) OVER (PARTITION BY i ORDER BY place) AS ended FROM steps WHERE what IN ('C', 'O', 'V'))
    SELECT {_NAMED}, closes AS number, day AS since, coalesce(ended, DATE '9999-12-31') AS until,
        ended - day AS lasted, CAST(dice(i, 30, 9) = 0 AS INTEGER) AS waived,
        CAST(dice(i, 31, 12) = 0 AS INTEGER) AS one_hand, CAST(dice(i, 32, 40) = 0 AS INTEGER) AS sole, {_KIND} AS kind
    FROM ends WHERE what = 'C'""",
    "looks": f"""SELECT {_NAMED}, closes AS number, day AS since, DATE '9999-12-31' AS until,
        CASE WHEN what = 'L' THEN 'held' ELSE one(i, 40, ['slipped', 'incomplete']) END AS result
    FROM steps WHERE what = 'L' OR what = 'O' AND dice(i, 41, 5) < 3""",
    "backdated": f"""SELECT {_NAMED}, place AS number,
        CASE what WHEN 'S' THEN 'submitted' ELSE 'completed' END AS kind, day,
        day + 1 + dice(i, 500 + place, 9) AS recorded, CASE WHEN vouched THEN day ELSE recorded END AS counts,
        CAST(vouched AS INTEGER) AS confirmed FROM steps WHERE late AND what IN ('S', 'D')""",
    "orgs": f"""SELECT $code AS ledger, org, name, parent, function, CAST(place + 1 AS INTEGER) AS rank, place FROM (
        SELECT 'gov' AS org, '县政府' AS name, NULL AS parent, 'unit' AS function, 0::INTEGER AS place
        UNION ALL SELECT 'bgs', '领导小组办公室', NULL, 'office', 1
        UNION ALL SELECT printf('d%02d', n), printf('第%d单位', n + 1), 'gov', 'unit', CAST(n + 2 AS INTEGER)
        FROM range({UNITS}) AS t(n))""",
    "ancestry": f"""SELECT $code AS ledger, org, above, distance::INTEGER AS distance FROM (
        SELECT 'gov' AS org, 'gov' AS above, 0 AS distance UNION ALL SELECT 'bgs', 'bgs', 0
        UNION ALL SELECT printf('d%02d', n), printf('d%02d', n), 0 FROM range({UNITS}) AS t(n)
        UNION ALL SELECT printf('d%02d', n), 'gov', 1 FROM range({UNITS}) AS t(n))""",
    "rounds": f"""SELECT $code AS ledger, printf('d%02d', n) AS org, round, opened, 1::INTEGER AS subjects,
        NULL::VARCHAR AS pass
        FROM range({UNITS}) AS t(n), (VALUES ('2025', DATE '{FIRST}'), ('2026', DATE '2026-02-01')) AS r(round, opened)
        """,
    "coverage": f"""WITH told AS (
        SELECT printf('d%02d', n) AS org, unnest([
            {{'d': DATE '0001-01-01', 'round': NULL, 'answered': 0}},
            {{'d': DATE '{FIRST}', 'round': '2025', 'answered': 0}},
            {{'d': DATE '{FIRST}' + 20 + dice(n, 50, 60), 'round': '2025', 'answered': 20 + dice(n, 51, 21)}},
            {{'d': DATE '2026-02-01', 'round': '2026', 'answered': 0}},
            {{'d': DATE '2026-02-21' + dice(n, 52, 60), 'round': '2026', 'answered': 20 + dice(n, 53, 21)}}]) AS s
        FROM range({UNITS}) AS t(n))
    SELECT $code AS ledger, org, s.round::VARCHAR AS round, s.d AS since,
        lead(s.d, 1, DATE '9999-12-31') OVER (PARTITION BY org ORDER BY s.d) AS until, s.answered::INTEGER AS answered,
        {PROMPTS}::INTEGER AS expected FROM told""",
    "words": """SELECT $code AS ledger, 'kind' AS vocabulary, key, place::INTEGER AS place, word FROM (VALUES
        ('undelivered', 0, '落实不力'), ('drifting', 1, '跑偏走样'), ('compromised', 2, '打折变通'),
        ('selective', 3, '选择执行'), ('shallow', 4, '浮于表面'), ('passive', 5, '被动应付'), ('other', 6, '其他')
        ) AS t(key, place, word)""",
}  # fmt: skip
"""The rows of each table of a ledger."""


def code(number: int) -> str:
    """Return the code of the ledger of that number."""
    city, county = divmod(number, CITY)
    return f"{53 + city // 90:02}{city % 90 + 10:02}{county + 21:02}"


def ledger(task: tuple[Path, int, int]) -> int:
    """Write one ledger; return its bytes."""
    lake, number, many = task
    name = code(number)
    folder = lake / LEDGERS / name
    (folder / manifests.DATA).mkdir(parents=True)
    (folder / KNOWN).mkdir()
    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        if number >= OWN:
            like = _manifest(lake, number % OWN)
            files = tuple(_again(connection, folder, lake / LEDGERS / like.code, file, name) for file in like.files)
            return _sign(folder, number, files, like.totals)
        for statement in MACROS:
            connection.execute(statement)
        connection.execute(STEPS, {"first": number * EACH, "many": many})
        files = tuple(_write(connection, folder, table, name) for table in tables.TABLES)
        totals = connection.execute(
            f"SELECT count(*) FILTER (WHERE status NOT IN ('voided', 'transferred')),"
            f" count(*) FILTER (WHERE status = 'closed'),"
            f" count(*) FILTER (WHERE status NOT IN ('closed', 'voided', 'transferred') AND"
            f" deadline < DATE '{LAST}' AND"
            f" (submitted IS NULL OR submitted > deadline)) FROM ({ROWS['standings']}) WHERE until = DATE '9999-12-31'",
            {"code": name},
        ).fetchone()
    assert totals is not None
    return _sign(folder, number, files, Totals(total=totals[0], closed=totals[1], overdue=totals[2]))


def _sign(folder: Path, number: int, files: tuple[File, ...], totals: Totals) -> int:
    name = code(number)
    said = Manifest(
        meaning=MEANING, code=name, name=f"第{number + 1}县以案促改", language="zh_CN", timezone="Asia/Shanghai",
        commit=hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), known=LAST, clean=True, verified="ok",
        settings=Settings(
            yellow=10 if number % 3 == 2 else 7, blue=15, look_back_days=90,
            look_back_again_days=60 if number % 3 == 1 else 0, standards_always=False,
            key_fields=("tender", "funds"), grave=("serious", "major"),
        ),
        names=False, files=files, totals=totals,
    )  # fmt: skip
    data = manifests.encode(said)
    (folder / manifests.NAME).write_bytes(data)
    (folder / KNOWN / said.kept_as).write_bytes(data)
    return sum(file.bytes for file in files)


def _write(connection: "duckdb.DuckDBPyConnection", folder: Path, table: Table, name: str) -> File:
    columns = ", ".join(f'CAST("{column}" AS {kind}) AS "{column}"' for column, kind in tables.types(table).items())
    rows = f"SELECT {columns} FROM ({ROWS[table.name]}) ORDER BY {table.key}"
    return _copied(connection, folder, table.name, rows, {"code": name})


def _again(connection: "duckdb.DuckDBPyConnection", folder: Path, like: Path, file: File, name: str) -> File:
    rows = "SELECT * REPLACE ($code AS ledger) FROM read_parquet($path)"
    return _copied(connection, folder, file.table, rows, {"code": name, "path": str(like / file.path)})


def _manifest(lake: Path, number: int) -> Manifest:
    return manifests.decode((lake / LEDGERS / code(number) / manifests.NAME).read_bytes())


def _copied(
    connection: "duckdb.DuckDBPyConnection", folder: Path, table: str, rows: str, given: dict[str, str]
) -> File:
    there = folder / manifests.DATA / f"{table}.new"
    made = connection.execute(f"COPY ({rows}) TO '{there}' (FORMAT parquet, COMPRESSION zstd)", given).fetchone()
    assert made is not None
    content = there.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    file = File(table=table, file=manifests.file_name(table, digest), sha256=digest, bytes=len(content), rows=made[0])
    there.rename(folder / file.path)
    return file


def regions(ledgers: int) -> str:
    """Return the ``lake.toml`` of so many ledgers."""
    lines = ['name = "云山省"', 'code = "530000"', "stale_days = 3650"]
    for city in range((ledgers + CITY - 1) // CITY):
        of = code(city * CITY)[:4] + "00"
        lines += ["[[region]]", f'code = "{of}"', f'name = "第{city + 1}市"']
        for number in range(city * CITY, min(ledgers, (city + 1) * CITY)):
            lines += ["[[region]]", f'code = "{code(number)}"', f'name = "第{number + 1}县"', f'parent = "{of}"']
    return "\n".join(lines) + "\n"


def make(lake: Path, problems: int, ledgers: int | None = None, processes: int = 1) -> int:
    """Make a lake in a folder, which is made anew; return its bytes."""
    number = ledgers or max(1, problems // EACH)
    shutil.rmtree(lake, ignore_errors=True)
    lake.mkdir(parents=True)
    (lake / "lake.toml").write_text(regions(number), encoding="utf-8")
    each = [problems // number + (n < problems % number) for n in range(number)]
    tasks = [(lake, n, many) for n, many in enumerate(each)]
    if processes == 1:
        return sum(map(ledger, tasks))
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        own = sum(pool.imap_unordered(ledger, tasks[:OWN], chunksize=4))
        return own + sum(pool.imap_unordered(ledger, tasks[OWN:], chunksize=4))


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("problems", type=int)
    parser.add_argument("--ledgers", type=int, help="default: one for 5,000 problems")
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args()
    made = make(given.folder, given.problems, given.ledgers, given.processes)
    print(json.dumps({"bytes": made, "problems": given.problems}), file=sys.stderr)


if __name__ == "__main__":
    main()
