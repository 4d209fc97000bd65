"""Spark, really started on this machine, counts what DuckDB counts, and reads no file but those it is asked about."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import lake as made
from tests.builders import DUE
from tests.lake.pouring import CODES, moved, pour, said, told_apart
from tests.lake.test_counting import EXAMPLE, held, story
from tests.services.ledgers import asked
from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.lake import counting, duck, shelf, spark
from yiananlib.lake.counting import ALL_AT_ONCE, DUCKDB, SPARK, Using
from yiananlib.lake.shelf import Shelved
from yiananlib.store.ledger import Ledger

needed = pytest.mark.skipif(shutil.which("java") is None, reason="java is not installed")
DAYS = (dt.date(2024, 2, 29), dt.date(2026, 7, 31))
"""One from which days are counted over a leap day, and one at which all is known; a few records have the edges."""


@pytest.fixture(scope="module")
def using() -> Iterator[Using]:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    with spark.opened("local[2]") as cluster:
        for name, value in {"wholeStage": "false", "factoryMode": "NO_CODEGEN"}.items():  # there is little to count
            cluster.session.conf.set(f"spark.sql.codegen.{name}", value)
        yield Using(cluster, SPARK, ALL_AT_ONCE)


@pytest.fixture(scope="module")
def here() -> Iterator[Using]:
    with duck.opened() as one:
        yield Using(one, DUCKDB)


@pytest.fixture(scope="module")
def ten_thousand(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelved, ...]:
    lake = tmp_path_factory.mktemp("ten") / "lake"
    made.make(lake, 10_000, ledgers=2)
    return shelf.chosen(lake).ledgers


@needed
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_spark_counts_ten_thousand_as_duckdb_does(
    using: Using, here: Using, ten_thousand: tuple[Shelved, ...], day: dt.date
) -> None:
    mine, theirs = (counting.counts(engine, ten_thousand, day) for engine in (using, here))
    assert {key: said(kinds) for key, kinds in mine.items()} == {key: said(kinds) for key, kinds in theirs.items()}
    assert counting.coverage(using, ten_thousand, day) == counting.coverage(here, ten_thousand, day)


@needed
def test_spark_tells_what_moved_as_duckdb_does(using: Using, here: Using, ten_thousand: tuple[Shelved, ...]) -> None:
    found = [moved(counting.steps(engine, ten_thousand, DAYS[1])) for engine in (using, here)]
    assert found[0] == found[1] != {}


@needed
def test_the_edges_are_the_same(using: Using, here: Using, tmp_path: Path) -> None:
    closed = ("submitted", "reviewed:pass", "closed")
    problems = told_apart(
        [
            story("voided"), story(*closed, "looked-back:held"), story(*closed, "reopened"), story(due=dt.date.max),
            story("submitted", due=dt.date(2028, 2, 29)), story(kind="drifting", org="office"),
        ]
    )  # fmt: skip
    ledgers = [pour(tmp_path, CODES[0], held(problems)), pour(tmp_path, CODES[1], held())]
    for day in (dt.date.min, DUE, DUE + dt.timedelta(days=1), dt.date(2028, 2, 29), dt.date.max):
        mine, theirs = (counting.counts(engine, ledgers, day, by_org=True) for engine in (using, here))
        assert {k: said(v) for k, v in mine.items()} == {k: said(v) for k, v in theirs.items()}, day
    assert counting.kinds(using, ledgers) == counting.kinds(here, ledgers)
    assert counting.orgs(using, ledgers[0]) == counting.orgs(here, ledgers[0])


@needed
def test_the_example_is_the_same(using: Using, here: Using, tmp_path: Path) -> None:
    one = asked(Ledger(EXAMPLE), lambda index: pour(tmp_path, CODES[0], index))
    mine, theirs = (counting.counts(engine, [one], dt.date(2026, 7, 15), by_org=True) for engine in (using, here))
    assert {k: said(v) for k, v in mine.items()} == {k: said(v) for k, v in theirs.items()} != {}


@needed
def test_no_file_of_another_ledger_is_in_the_plan(using: Using, ten_thousand: tuple[Shelved, ...]) -> None:
    one, *others = ten_thousand
    given = counting.parameters(DUE, counting.rules(one))
    told = counting.question(SPARK, "looks", ("problems.ledger", "problems.kind"), given)
    cluster = using.counter
    assert isinstance(cluster, spark.Spark)
    cluster.session.conf.set("spark.sql.maxMetadataStringLength", "100000")  # long paths are cut short in plans
    frame = cluster.frame([one], told)
    read = {Path(path).parent.parent.name for path in frame.inputFiles()}
    assert read == {one.code}
    plan = frame._jdf.queryExecution().toString()
    assert f"/{one.code}/" in plan
    assert not any(f"/{other.code}/" in plan for other in others)
    assert "PushedFilters: [IsNotNull(" in plan
    assert "LessThanOrEqual(since," in plan


@needed
def test_a_lake_may_lie_in_a_folder_of_any_name(using: Using, tmp_path: Path) -> None:
    for name in ("省湖", "a b", "it's", "[ab]", "a*", "{a,b}", "a?", "%41"):
        pour(tmp_path / "ab", CODES[0], held())
        one = pour(tmp_path / name, CODES[0], held([story()]))
        assert len(list(counting.steps(using, [one], DUE))) == 1, name


@needed
def test_a_file_that_is_no_table_is_refused_in_one_sentence(using: Using, tmp_path: Path) -> None:
    one = pour(tmp_path, CODES[0], held([story()]))
    one.path("standings").write_bytes(b"not a parquet file")
    with pytest.raises(LedgerInvalid, match=rf"^{CODES[0]}: Spark query failed: ") as caught:
        counting.counts(using, [one], DUE)
    assert "\n" not in str(caught.value)


def test_a_path_means_itself_alone() -> None:
    assert spark.literal("/湖/a*b?[c]{d}") == r"/湖/a\*b\?\[c\]\{d\}"


def test_without_java_it_is_said_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageProblem, match="Spark needs Java 17 or newer"), spark.opened():
        pass
