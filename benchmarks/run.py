"""Time whole commands of an installed wheel, as ratios to bare interpreters and bare parsing of the same run.

``python benchmarks/run.py [--problems N] [--runs N]`` builds the wheel, installs it into an environment
of its own (an editable install doubles the start-up), makes ledgers of 30 and of N problems, and prints a
table. P is the median time of ``python3 -c pass`` in the same run; absolute times are of a machine that
others share, so only the ratios mean anything.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
AS_OF = "2026-06-01"
PARSE = """
import os, sys, tomli
for folder, _folders, files in os.walk(sys.argv[1]):
    for name in files:
        if name.endswith(".toml"):
            with open(os.path.join(folder, name), "rb") as file:
                tomli.loads(file.read().decode())
"""


def main() -> int:
    """Measure and print; return 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=3000)
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yian-bench-") as folder:
        home = Path(folder)
        binaries = _install(home)
        small, large = home / "small", home / "large"
        for ledger, count in ((small, 30), (large, arguments.problems)):
            _run([sys.executable, str(ROOT / "benchmarks" / "generate.py"), str(ledger), str(count)])
        return _measure(binaries, small, large, arguments.runs)


def _install(home: Path) -> Path:
    """Build the wheel, install it, and return the folder of its programs."""
    wheels = home / "wheels"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    _run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(ROOT)])
    _run([sys.executable, "-m", "venv", str(home / "venv")])
    binaries = home / "venv" / "bin"
    own = [str(binaries / "python"), "-m", "pip", "--disable-pip-version-check", "-q", "install"]
    # old versions of pip write a start script that imports re, which costs half a P
    _run([*own, "--upgrade", "pip"])
    _run([*own, "-c", str(ROOT / "constraints.txt"), *map(str, wheels.glob("*.whl"))])
    return binaries


def _measure(binaries: Path, small: Path, large: Path, runs: int) -> int:
    python, yian = str(binaries / "python"), str(binaries / "yian")

    def progress(ledger: Path) -> list[str]:
        return [
            yian,
            "progress",
            _open_problem(ledger),
            "核验手续在办",
            "--ledger",
            str(ledger),
            "--by",
            "dw00/liaison",
        ]

    commands = {
        "P": [python, "-c", "pass"],
        "yian --version": [yian, "--version"],
        "yian --help": [yian, "--help"],
        "record, 30 problems": progress(small),
        "record, all problems": progress(large),
        "bare parse of all": [python, "-c", PARSE, str(large)],
        "report of all": [yian, "report", "--ledger", str(large), "--as-of", AS_OF],
        "report of one": [yian, "report", "--org", "dw00", "--ledger", str(large), "--as-of", AS_OF],
        "verify of all": [yian, "verify", "--ledger", str(large)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            if "all" in name and "record" not in name and number > 5:
                continue  # the long ones vary less
            spent = _time(command)
            if number:
                times[name].append(spent)
    medians = {name: statistics.median(spent) for name, spent in times.items()}
    p, parse, fsyncs = medians["P"], medians["bare parse of all"], _fsyncs(small)
    goals = {
        "yian --version": (medians["yian --version"] / p, 1.5, "P"),
        "yian --help": (medians["yian --help"] / p, 5, "P"),
        "record, 30 problems": ((medians["record, 30 problems"] - fsyncs) / p, 16, "P, its fsyncs taken off"),
        "record, all problems": ((medians["record, all problems"] - fsyncs) / p, 16, "P, its fsyncs taken off"),
        "report of all": (medians["report of all"] / parse, 3, "× the bare parse"),
        "report of one": (medians["report of one"] / p, None, "P"),
        "verify of all": (medians["verify of all"] / parse, None, "× the bare parse"),
    }
    print(f"P = {p * 1000:.1f} ms; bare parse {parse * 1000:.0f} ms; two fsyncs {fsyncs * 1000:.1f} ms; runs {runs}")
    missed = 0
    for name, (ratio, goal, unit) in goals.items():
        verdict = "" if goal is None else f"goal {goal}, {'reached' if ratio <= goal else 'MISSED'}"
        missed += goal is not None and ratio > goal
        print(f"{name:22} {medians[name] * 1000:8.0f} ms {ratio:7.2f} {unit:26} {verdict}")
    return 1 if missed else 0


def _open_problem(ledger: Path) -> str:
    """Return a problem of the first unit that work can still be recorded in."""
    folder = ledger / "orgs" / "dw00" / "problems"
    return next(f.stem for f in sorted(folder.iterdir()) if 'kind = "submitted"' not in f.read_text(encoding="utf-8"))


def _fsyncs(folder: Path) -> float:
    """Return the time of the two fsyncs of a write on this disk: of a file, and of its folder."""
    spent = []
    for number in range(9):
        path = folder / f"fsync-{number}"
        with path.open("wb") as file:
            file.write(b"x" * 4096)
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        spent.append(time.perf_counter() - begun)
        os.close(handle)
        path.unlink()
    return statistics.median(spent)


def _time(command: list[str]) -> float:
    begun = time.perf_counter()
    _run(command)
    return time.perf_counter() - begun


def _run(command: list[str]) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("YIAN_")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout[:2000]}{done.stderr[:2000]}")


if __name__ == "__main__":
    sys.exit(main())
