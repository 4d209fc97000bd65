"""Measure what a ledger costs that is handed over and collected: CPU seconds, peak memory, bytes.

``python benchmarks/handing.py [PROBLEMS] [--folder FOLDER]``. The ledger is made (``generate.py``) and committed in
FOLDER, unless it is there already; the index is up to date, as after any report. Whole processes are measured, and of
an unchanged ledger also what it takes to see that, once the commit is known. The ledger is not verified, which is
``yian verify``'s business and measured there.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate

from yiananlib.lake.manifest import NAME, decode
from yiananlib.services.recording.lake_export import Asked, _wanted, current

YIAN = [sys.executable, "-m", "yiananlib"]
WHO = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
NOW = "2026-11-01"


def main() -> None:
    """Print a table of what each step took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("problems", type=int, nargs="?", default=100_000)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yian-handing-") as name:
        home = arguments.folder or Path(name)
        ledger = home / "ledger"
        if not ledger.exists():
            generate.ledger(ledger, arguments.problems, os.cpu_count() or 1)
        if not (ledger / ".git").exists():
            for words in (["init", "-q"], ["add", "-A"], [*WHO, "commit", "-q", "-m", "x"]):
                subprocess.run(["git", *words], cwd=ledger, check=True)  # noqa: S607 - the user's git
        measured(ledger, home, arguments.problems)


def measured(ledger: Path, home: Path, problems: int) -> None:
    """Measure each step on a ledger that is committed."""
    environ = os.environ | {"YIAN_NOW": NOW, "YIAN_LEDGER": str(ledger), "XDG_CACHE_HOME": str(home / "cache")}
    out, lake = home / "out", home / "lake"
    export = ["export", "parquet", str(out), "--code", "530121", "--unverified"]
    run(["report", "--json"], environ)
    rows = [
        ("export", *run(export, environ)),
        ("export, with names", *run([*export, "--with-names"], environ)),
        ("export, without again", *run(export, environ)),
        ("export, unchanged", *run(export, environ)),
        ("collect", *run(["collect", str(lake), str(out)], environ)),
        ("collect, nothing new", *run(["collect", str(lake), str(out)], environ)),
    ]
    print(f"{problems:,} problems\n\n| | CPU s | s | peak MB |\n|---|--:|--:|--:|")
    for what, cpu, wall, peak in rows:
        print(f"| {what} | {cpu:.1f} | {wall:.1f} | {peak:.0f} |")
    manifest = decode((out / NAME).read_bytes())
    wanted = _wanted(Asked(unverified=True), manifest.commit, manifest.code, clean=True)
    times = []
    for _try in range(9):
        start = time.perf_counter()
        assert current(out, wanted) is not None  # noqa: S101 - else nothing was measured
        times.append(time.perf_counter() - start)
    size = sum(file.bytes for file in manifest.files)
    print(f"\nunchanged, once the commit is known: {sorted(times)[4] * 1000:.1f} ms; {size / 1e6:.1f} MB handed over")


def run(words: list[str], environ: dict[str, str]) -> tuple[float, float, float]:
    """Run a command to its end; return CPU seconds, seconds, and the peak of its memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen([*YIAN, *words], env=environ, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, words  # noqa: S101 - what fails is not measured
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
