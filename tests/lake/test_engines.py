"""The engines by their names; none is loaded before it is asked for."""

import subprocess
import sys

import pytest

from yiananlib.errors import UsageProblem
from yiananlib.lake import engines
from yiananlib.lake.counting import DUCKDB, PORTION

LOADED = "import sys, yiananlib.lake.engines as e; print(*({'duckdb', 'pyspark'} & set(sys.modules)), e.NAMES)"


def test_no_engine_is_loaded_by_naming_them() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "('duckdb', 'spark')"


def test_duckdb_counts_in_portions() -> None:
    with engines.opened("duckdb") as using:
        assert (using.engine, using.rows) == (DUCKDB, PORTION)


@pytest.mark.parametrize(("name", "library", "extra"), [("duckdb", "duckdb", "scale"), ("spark", "pyspark", "spark")])
def test_an_engine_that_is_not_installed_is_named_with_what_brings_it(
    monkeypatch: pytest.MonkeyPatch, name: str, library: str, extra: str
) -> None:
    for module in [m for m in sys.modules if m.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(sys, "path", [])
    told = rf"The library {library} is required\. Install it with `pip install 'yian\[{extra}\]'`"
    with pytest.raises(UsageProblem, match=told), engines.opened(name):
        pass
