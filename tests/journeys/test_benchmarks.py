"""What is measured is a ledger in order, made by the models of today."""

import subprocess
import sys
from pathlib import Path

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
