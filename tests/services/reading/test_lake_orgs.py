"""The regions and ledgers of a lake as a list; no engine is needed to tell them."""

import subprocess
import sys
from pathlib import Path

from tests.lake.pouring import CODES, KNOWN_ON
from tests.lake.test_counting import held
from tests.services.reading.test_lake_report import lake_of
from yiananlib.services.reading.lake_orgs import lake_orgs


def test_regions_and_ledgers_are_listed_in_the_order_of_the_tree(tmp_path: Path) -> None:
    found = lake_orgs(lake_of(tmp_path / "lake", held(), held()), KNOWN_ON)
    listed = [
        (node.code, depth, node.ledger is not None) for node, depth in zip(found.nodes, found.depths, strict=True)
    ]
    assert listed == [
        ("530200", 0, False), (CODES[0], 1, True), ("530201", 1, False), ("530100", 0, False), (CODES[1], 1, True),
    ]  # fmt: skip
    assert [source.code for source in found.sources] == [CODES[0], CODES[1]]


def test_a_city_has_those_below_it(tmp_path: Path) -> None:
    found = lake_orgs(lake_of(tmp_path / "lake", held(), held()), KNOWN_ON, org="530200", without={CODES[0]: "无"})
    assert [node.code for node in found.nodes] == ["530200", "530201"]


PROGRAM = """
import datetime, sys
from pathlib import Path
from yiananlib.services.reading.lake_orgs import lake_orgs
lake_orgs(Path(sys.argv[1]), datetime.date(2026, 9, 30))
assert not {"duckdb", "pyspark"} & set(sys.modules)
"""


def test_no_engine_is_loaded_for_it(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", held())
    subprocess.run([sys.executable, "-c", PROGRAM, str(lake)], check=True)
