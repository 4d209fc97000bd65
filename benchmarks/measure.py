"""What the measuring scripts share: running a process to its end, medians, the wheel, and tables in documents."""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
SLOW = 5.0
"""Seconds from which a command is measured three times at most, and its first time counts."""
VERY_SLOW = 20.0
"""Seconds from which one time must do."""
STARTER = """
import os, sys, time
null = os.open(os.devnull, os.O_RDWR)
outputs = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1)]
begun = time.perf_counter()
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=outputs)
_pid, state, usage = os.wait4(process, 0)
print(time.perf_counter() - begun, usage.ru_maxrss, os.waitstatus_to_exitcode(state))
"""


class Spent(NamedTuple):
    """What one process took. ``peak`` is its largest resident memory in MB; ``status`` -1 when it was stopped."""

    seconds: float
    peak: float
    status: int
    said: str


@dataclass
class Timed:
    """The times of one command. ``before`` prepares each run untimed; ``skipped`` says why there are no times.

    A process that ends with the status ``unknown`` is taken for one that does not know the command.
    """

    command: Callable[[], Sequence[str]]
    environ: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] | None = None
    unknown: int | None = None
    limit: float | None = None
    folder: Path | None = None
    seconds: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)
    skipped: str = ""

    def take(self, number: int) -> None:
        """Run it once for round ``number``; round 0 warms the disk's cache and counts only when it was slow."""
        if self.skipped or self._enough():
            return
        if self.before is not None:
            self.before()
        spent = run(self.command(), self.environ, self.limit, self.folder)
        if spent.status == -1:
            self.skipped = f"over {self.limit:.0f} s"
        elif spent.status == self.unknown:
            self.skipped = "not in this yian"
        elif spent.status:
            self.skipped = f"ended with status {spent.status}"
            print(f"{' '.join(self.command())[:200]}\n{spent.said}", file=sys.stderr)
        elif number or spent.seconds > SLOW:
            self.seconds.append(spent.seconds)
            self.peaks.append(spent.peak)

    def _enough(self) -> bool:
        longest = max(self.seconds, default=0)
        return longest > VERY_SLOW or (longest > SLOW and len(self.seconds) >= 3)

    @property
    def median(self) -> float:
        """The median time in seconds; not a number where it never ran to its end."""
        return statistics.median(self.seconds) if self.seconds else float("nan")

    @property
    def peak(self) -> float:
        """The median of the peaks of memory in MB."""
        return statistics.median(self.peaks) if self.peaks else float("nan")


def run(
    command: Sequence[str], environ: Mapping[str, str], limit: float | None = None, folder: Path | None = None
) -> Spent:
    """Run a command to its end in ``folder``, its output thrown away; stop it after ``limit`` seconds.

    A small process in between takes the time and the memory: Linux counts the memory of the process that starts a
    program as the program's own, and this one is larger than some that it measures.
    """
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as result:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", STARTER, *command],
            env=environment() | dict(environ),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=result,
            stderr=errors,
            start_new_session=True,
        )
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return Spent(float(limit or 0), 0, -1, "")
        errors.seek(0)
        result.seek(0)
        said = errors.read(2000).decode(errors="replace")
        seconds, peak, status = result.read().split() or (0, 0, process.returncode)
    return Spent(float(seconds), int(peak) / 1024, int(status), said)


def environment() -> dict[str, str]:
    """Return the environment of every measured process: nothing of yian's, and one language."""
    mine = {key: value for key, value in os.environ.items() if not key.startswith(("YIAN_", "PYTHON", "LANG", "LC_"))}
    return mine | {"LC_ALL": "C.UTF-8", "YIAN_LANG": "en"}


def must(command: Sequence[str]) -> str:
    """Run a command that prepares something and return what it printed; end everything where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout[:2000]}{done.stderr[:2000]}")
    return done.stdout


def install_wheel(home: Path) -> Path:
    """Build the wheel, install it into an environment below ``home``, and return the folder of its programs."""
    wheels = home / "wheels"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    must([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(ROOT)])
    must([sys.executable, "-m", "venv", str(home / "venv")])
    binaries = home / "venv" / "bin"
    own = [str(binaries / "python"), "-m", "pip", "--disable-pip-version-check", "-q", "install"]
    # old versions of pip write a start script that imports re, which costs half a P
    must([*own, "--upgrade", "pip"])
    must([*own, "-c", str(ROOT / "constraints.txt"), *(f"{wheel}[documents,scale]" for wheel in wheels.glob("*.whl"))])
    return binaries


def ledger_of(size: int, given: Path | None, home: Path) -> Path:
    """Return the ledger of so many problems: the one in ``given`` (``1k``, ``10k``, …), else a new one in ``home``."""
    if given is not None and (given / short(size) / "yian.toml").is_file():
        return given / short(size)
    print(f"making a ledger of {size} problems", file=sys.stderr)
    folder = home / short(size)
    must([sys.executable, str(ROOT / "benchmarks" / "generate.py"), str(folder), str(size)])
    return folder


def short(size: int) -> str:
    """Return ``10k`` for 10000."""
    for unit, word in ((1_000_000, "m"), (1000, "k")):
        if size >= unit and size % unit == 0:
            return f"{size // unit}{word}"
    return str(size)


def sizes(value: str) -> list[int]:
    """Return the sizes in ``1000,10k,1m``, ascending."""
    words = {"k": 1000, "m": 1_000_000}
    return sorted(int(w.rstrip("km")) * words.get(w[-1], 1) for w in value.lower().replace("_", "").split(","))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, side: str = "--:") -> str:
    """Return a Markdown table, all columns but the first to the right unless ``side`` says otherwise."""
    lines = ["| " + " | ".join(heads) + " |", "|---" + f"|{side}" * (len(heads) - 1) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def put_section(path: Path, name: str, text: str) -> None:
    """Put ``text`` between the comments ``<!-- begin NAME -->`` and ``<!-- end NAME -->`` of a document.

    A document without them, or that is not there, gets them at its end.
    """
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if begin not in old or end not in old:
        old = f"{old.rstrip()}\n\n{begin}\n{end}\n".lstrip()
    before, _begin, rest = old.partition(begin)
    path.write_text(f"{before}{begin}\n{text.strip()}\n{end}{rest.partition(end)[2]}", encoding="utf-8")
