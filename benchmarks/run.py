"""Time whole commands of an installed wheel, as ratios to bare interpreters and bare reading of the same run.

``python benchmarks/run.py [--sizes 1000,10k,100k,1m] [--runs N] [--only TEXT] [--ledgers FOLDER] [--markdown FILE]``

It builds the wheel, installs it into an environment of its own (an editable install doubles the start-up), makes a
ledger of each size, and prints what each command of ``cases.py`` took against its goal. All commands and floors of all
sizes are run in turn, round by round, and medians are taken; P is that of ``python3 -c pass``, run before each of
them. Absolute times are of a machine that others share, so only the ratios mean anything. Ledgers that were made
before (``--ledgers``, with folders ``1k``, ``10k``, …) are put back as they were, but for the times of one file.
"""

import argparse
import itertools
import math
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cases
import measure

WALK = """
import os, sys
waiting, count = [sys.argv[1]], 0
while waiting:
    with os.scandir(waiting.pop()) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                count += entry.stat(follow_symlinks=False).st_size
"""
PARSE = """
import os, sys, tomli
for folder, _folders, files in os.walk(sys.argv[1]):
    for name in files:
        if name.endswith(".toml"):
            with open(os.path.join(folder, name), "rb") as file:
                tomli.loads(file.read().decode())
"""
ONE = """
import sys, tomli
with open(sys.argv[1], "rb") as file:
    tomli.loads(file.read().decode())
"""
WORK = ("progressed", "completed", "evidenced")


class Kept:
    """The folder and the files that recording changes, as they were."""

    def __init__(self, folder: Path, *files: Path) -> None:
        self.folder, self.names = folder, set(os.listdir(folder))  # noqa: PTH208 - names alone
        self.contents = {file: file.read_bytes() for file in files}

    def put_back(self) -> None:
        """Take new files away and give the others their content again."""
        for name in set(os.listdir(self.folder)) - self.names:  # noqa: PTH208 - names alone
            (self.folder / name).unlink()
        for file, content in self.contents.items():
            if file.read_bytes() != content:
                file.write_bytes(content)


@dataclass
class Subject:
    """A ledger that is measured, and all that is run on it."""

    size: int
    kept: Kept
    walk: measure.Timed
    parse: measure.Timed
    one: measure.Timed
    timed: dict[str, measure.Timed]


def main() -> int:
    """Measure and print; return 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=measure.sizes, default=[1000, 10_000], help="numbers of problems")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--only", default="", help="only commands whose name contains this (and the warm report)")
    parser.add_argument("--ledgers", type=Path, help="a folder with ledgers made before: 1k, 10k, …")
    parser.add_argument("--markdown", type=Path, help="put the tables into this document")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yian-bench-") as folder:
        home = Path(folder)
        ledgers = {size: measure.ledger_of(size, arguments.ledgers, home) for size in arguments.sizes}
        binaries = measure.install_wheel(home)
        chosen = [case for case in cases.CASES if arguments.only in case.name or case.name == cases.WARM]
        bare = measure.Timed(lambda: [str(binaries / "python"), "-c", "pass"])
        subjects = [
            _subject(size, ledger, binaries, home, [c for c in chosen if _measured(c, size, arguments.sizes[0])])
            for size, ledger in ledgers.items()
        ]
        try:
            for number in range(arguments.runs + 1):
                for subject in subjects:
                    for one in (subject.walk, subject.parse, subject.one, *subject.timed.values()):
                        bare.take(number)  # beside each, so that P is of the same minutes
                        one.take(number)
            fsyncs = _fsyncs(subjects[0].kept.folder)
        finally:
            for subject in subjects:
                subject.kept.put_back()
    text, missed = _results(subjects, chosen, bare, fsyncs, arguments.runs)
    print(text)
    if arguments.markdown:
        measure.put_section(arguments.markdown, "yian", text)
    return 1 if missed else 0


def _measured(case: cases.Case, size: int, first: int) -> bool:
    """Tell whether a command is measured on the ledger of that size; ``first`` is the first of them."""
    return (size == first if case.once else True) and (case.flat or size <= case.most)


def _subject(size: int, ledger: Path, binaries: Path, home: Path, chosen: Sequence[cases.Case]) -> Subject:
    """Return all that is run on a ledger; its index is built."""
    python, yian = str(binaries / "python"), str(binaries / "yian")
    units = sorted(f for f in (ledger / "orgs").iterdir() if f.name.startswith("u"))
    middle = len(units) // 2
    unit = units[middle]
    file = next(f for f in sorted((unit / "problems").iterdir()) if _at_work(f))
    passed = next(f for u in units[middle:] + units for f in sorted((u / "problems").iterdir()) if _can_be_closed(f))
    kept = Kept(unit / "problems", file, passed)
    names = {
        "ledger": str(ledger),
        "unit": unit.name,
        "problem": f"{unit.name}/{file.stem}",
        "county": (unit / "org.toml").read_text(encoding="utf-8").partition('parent = "')[2].partition('"')[0],
        "passed": f"{passed.parent.parent.name}/{passed.stem}",
        "checkout": str(home / f"checkout-{size}"),
    }
    warm = {"XDG_CACHE_HOME": str(home / f"cache-{size}")}
    cold = {"XDG_CACHE_HOME": str(home / f"cold-{size}")}
    known = {"XDG_CACHE_HOME": str(home / f"known-{size}")}
    record = [yian, *cases.Case("", cases.RECORD).words(names)]
    report = [yian, *cases.Case("", cases.REPORT).words(names)]

    def refresh_and_record() -> None:
        measure.run(report, warm)
        measure.run(record, {**warm, "YIAN_NOW": cases.NOW})

    def check_out() -> None:
        if not Path(names["checkout"]).exists():
            shutil.copytree(ledger, names["checkout"], symlinks=True)
        shutil.rmtree(known["XDG_CACHE_HOME"], ignore_errors=True)
        shutil.copytree(warm["XDG_CACHE_HOME"], known["XDG_CACHE_HOME"])

    caches = {"forget": cold, "check out": known}
    hooks: dict[str, Callable[[], object]] = {
        "change": lambda: file.write_bytes(file.read_bytes() + b"# changed\n"),
        "record": refresh_and_record,
        "restore": kept.put_back,
        "check out": check_out,
        "forget": lambda: shutil.rmtree(cold["XDG_CACHE_HOME"], ignore_errors=True),
    }
    time.sleep(3)  # files that were written a moment ago may be looked at twice
    subject = Subject(
        size,
        kept,
        measure.Timed(lambda: [python, "-c", WALK, str(ledger)]),
        measure.Timed(lambda: [python, "-c", PARSE, str(ledger)]),
        measure.Timed(lambda: [python, "-c", ONE, str(file)]),
        {},
    )
    for case in chosen:
        subject.timed[case.name] = measure.Timed(
            lambda case=case: [yian, *case.words(names)],  # type: ignore[misc]
            {**caches.get(case.before, warm), **case.environ},
            hooks.get(case.before),
            unknown=2 if case.new else None,
        )
    if size <= cases.MOST:
        measure.run(report, warm)
    else:
        subject.parse.skipped = "not measured"
    return subject


def _at_work(file: Path) -> bool:
    """Tell whether work goes on in a problem of before the day of the reports: it was never submitted."""
    text = file.read_text(encoding="utf-8")
    if text.partition("\nat = ")[2][:10] >= cases.AS_OF:
        return False
    return _last(text) in WORK and 'kind = "submitted"' not in text


def _can_be_closed(file: Path) -> bool:
    """Tell whether a problem was passed last, and not one that runs on until its deadline."""
    text = file.read_text(encoding="utf-8")
    passed = text.rpartition("[[entries]]")[2].partition('verdict = "')[2].startswith("pass")
    return _last(text) == "reviewed" and passed and 'class = "ongoing"' not in text


def _last(text: str) -> str:
    """Return the kind of the last entry."""
    return text.rpartition('\nkind = "')[2].partition('"')[0]


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


def _results(
    subjects: Sequence[Subject], chosen: Sequence[cases.Case], bare: measure.Timed, fsyncs: float, runs: int
) -> tuple[str, int]:
    """Return the tables and the number of goals that were missed."""
    p = bare.median
    parts = [
        f"P = {p * 1000:.1f} ms; two fsyncs {fsyncs * 1000:.1f} ms, taken off what records; medians of {runs} runs"
        " (fewer where one takes seconds), all in one run."
    ]
    missed = 0
    for subject in subjects:
        warm = subject.timed[cases.WARM].median if cases.WARM in subject.timed else math.nan
        floors = cases.Floors(p, subject.walk.median, subject.parse.median, subject.one.median, warm)
        rows = [
            [f"floor: {name}", *([one.skipped, ""] if one.skipped else _time(one.median, p)), "", ""]
            for name, one in (
                ("scandir and stat of all files", subject.walk),
                ("reading and parsing all files", subject.parse),
                ("reading and parsing one file", subject.one),
            )
        ]
        for case in chosen:
            if (one := subject.timed.get(case.name)) is None:
                continue
            row, misses = _row(case, one, floors, subject.size, fsyncs)
            rows += row
            missed += misses
        heads = [f"{subject.size:,} problems", "time", "in P", "goal", ""]
        parts.append(measure.table(heads, rows))
    if len(subjects) > 1:
        parts.append(_growth(subjects, chosen))
    return "\n\n".join(parts), missed


def _row(
    case: cases.Case, one: measure.Timed, floors: cases.Floors, size: int, fsyncs: float
) -> tuple[list[list[str]], int]:
    """Return the row of a command, one more where memory matters, and how many goals were missed."""
    if one.skipped:
        return [[case.name, one.skipped, "", "", ""]], 0
    seconds = one.median - (fsyncs if case.records else 0)
    goal = next((goal for goal in case.goals if size in goal.sizes), None)
    bound, verdict, missed = "", "", 0
    if goal is not None:
        limit = goal.limit(floors)
        missed = int(seconds > limit)
        bound = f"{goal.text} = {limit * 1000:.0f} ms"
        verdict = "**missed**" if missed else "reached"
    rows = [[case.name, *_time(seconds, floors.p), bound, verdict]]
    if case.memory is not None or case.before == "forget":
        over = case.memory is not None and one.peak > case.memory
        bound = "" if case.memory is None else f"{case.memory:.0f} MB"
        verdict = "" if case.memory is None else "**missed**" if over else "reached"
        rows.append([f"{case.name}: peak memory", f"{one.peak:.0f} MB", "", bound, verdict])
        missed += int(over)
    return rows, missed


def _time(seconds: float, p: float) -> list[str]:
    return [f"{seconds * 1000:.0f} ms", f"{seconds / p:.1f}"]


def _growth(subjects: Sequence[Subject], chosen: Sequence[cases.Case]) -> str:
    """Return how much longer each command takes from size to size."""
    rows = []
    for case in chosen:
        medians = [subject.timed[case.name].median for subject in subjects if case.name in subject.timed]
        if len(medians) > 1 and all(median > 0 for median in medians):
            row = [f"× {later / before:.2f}" for before, later in itertools.pairwise(medians)]
            rows.append([case.name, *row, *[""] * (len(subjects) - len(medians)), "flat" if case.flat else ""])
    steps = itertools.pairwise(measure.short(subject.size) for subject in subjects)
    return measure.table(["growth", *(f"{before} → {later}" for before, later in steps), "goal"], rows)


if __name__ == "__main__":
    sys.exit(main())
