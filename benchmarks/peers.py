"""Time other tools on the problems of a generated ledger, each in the tool's own format, beside yian.

``python benchmarks/peers.py [--sizes 1000,10000] [--ledgers FOLDER] [--runs N] [--only NAME] [--no-yian]
[--markdown FILE]``

Three questions are timed as whole processes: how many items a unit has in each status; what is overdue; one unit's
items. Taskwarrior, ledger and hledger come from the system's packages (``taskwarrior``, ``ledger``, ``hledger``), the
others from pip into an environment of their own. What is not there is named and left out. A tool that needs more
than a minute is stopped. All in one run, interleaved; P is the median of ``python3 -c pass``.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import measure
import peer_formats

DAY = "2026-11-01"
"""The day after the last entry: an open item is overdue when its deadline lies before."""
LIMIT = 60.0
QUESTIONS = ("count", "overdue", "unit")
PIP = ("beancount", "beanquery", "doorstop", "todoman", "openpyxl", "XlsxWriter")

DOORSTOP = """
import collections, doorstop
count = collections.Counter()
for document in doorstop.build():
    for item in document:
        WHERE
        count[document.prefix, item.get("status")] += 1
for row, number in sorted(count.items()):
    print(*row, number)
"""
WRITE_XLSX = """
import csv, sys, xlsxwriter
book = xlsxwriter.Workbook("items.xlsx", {"constant_memory": True})
sheet = book.add_worksheet()
for number, row in enumerate(csv.reader(open("items.csv"))):
    sheet.write_row(number, 0, row)
book.close()
"""
READ_XLSX = """
import collections, openpyxl
rows = openpyxl.load_workbook("items.xlsx", read_only=True).active.iter_rows(min_row=2, values_only=True)
SHOW
"""
COUNT_ROWS = """
count = collections.Counter((place, status) for _i, _t, _u, place, _f, due, status in rows WHERE)
for row, number in sorted(count.items()):
    print(*row, number)
"""
LATE = f"if due < '{DAY}' and status not in {peer_formats.DONE}"


@dataclass(frozen=True)
class Peer:
    """A tool: who writes its files, and its commands for :data:`QUESTIONS`, ``{unit}`` being the unit asked for.

    ``after`` is run once after the files were written, untimed: it converts them, or fills the tool's cache.
    """

    name: str
    program: str
    version: Sequence[str]
    write: Callable[[Sequence[peer_formats.Item], Path], None]
    commands: Sequence[Sequence[str]]
    gives: str
    environ: Mapping[str, str] = field(default_factory=dict)
    after: Sequence[str] = ()


def peers(binaries: Path) -> list[Peer]:
    """Return all peers; ``binaries`` is the folder of the programs that came from pip."""
    python, query, todo = str(binaries / "python"), str(binaries / "bean-query"), str(binaries / "todo")
    stands, journal = ["not", "closed", "and", "not", "voided"], ("-f", "items.journal")
    asked = "SELECT account, count(*) WHERE account ~ '^Assets'{} GROUP BY account ORDER BY account"
    late = f" AND NOT account ~ 'Closed|Voided' AND date(entry_meta('due')) < {DAY}"
    open_late = f'if item.get("due") >= "{DAY}" or item.get("status") in {peer_formats.DONE}: continue'
    tally, overdue = DOORSTOP.replace("WHERE", "pass"), DOORSTOP.replace("WHERE", open_late)
    rows = READ_XLSX.replace("SHOW", COUNT_ROWS)
    unit_rows = READ_XLSX.replace("SHOW", "for row in rows:\n    if row[2] == '{unit}':\n        print(*row)")
    show = (todo, "--config", "config.py")
    return [
        Peer(
            "Taskwarrior",
            "task",
            ("task", "--version"),
            peer_formats.taskwarrior,
            (
                ("task", "summary"),
                ("task", f"due.before:{DAY}", "status:pending", "summary"),
                ("task", "project:{place}", "all"),
            ),
            "open and done by project, no other statuses",
            {"TASKRC": "taskrc"},
        ),
        Peer(
            "ledger",
            "ledger",
            ("ledger", "--version"),
            peer_formats.journal,
            (
                ("ledger", *journal, "balance"),
                ("ledger", *journal, "--effective", "-e", DAY, "balance", *stands),
                ("ledger", *journal, "register", "{account}"),
            ),
            "counts by organization and status, with sums upwards",
        ),
        Peer(
            "hledger",
            "hledger",
            ("hledger", "--version"),
            peer_formats.journal,
            (
                ("hledger", *journal, "balance", "--tree"),
                ("hledger", *journal, "balance", "--tree", "--date2", "-e", DAY, "not:closed", "not:voided"),
                ("hledger", *journal, "register", "acct:{account}"),
            ),
            "counts by organization and status, with sums upwards",
        ),
        Peer(
            "beancount (bean-query)",
            query,
            (python, "-c", "import importlib.metadata as m; print(m.version('beancount'))"),
            peer_formats.beancount,
            (
                (query, "items.beancount", asked.format("")),
                (query, "items.beancount", asked.format(late)),
                (query, "items.beancount", "SELECT date, narration, account WHERE account ~ ':{Unit}:'"),
            ),
            "counts by organization and status; keeps a large file as it was read, filled before",
            after=(query, "items.beancount", asked.format("")),
        ),
        Peer(
            "doorstop",
            python,
            (python, "-c", "import importlib.metadata as m; print(m.version('doorstop'))"),
            peer_formats.doorstop,
            ((python, "-c", tally), (python, "-c", overdue), (str(binaries / "doorstop"), "export", "{UNIT}")),
            "has no such report: a script over its Python interface",
        ),
        Peer(
            "todoman",
            todo,
            (python, "-c", "import importlib.metadata as m; print(m.version('todoman'))"),
            peer_formats.todoman,
            (
                (*show, "list", "--status", "ANY"),
                (*show, "list", "--due", "0"),
                (*show, "list", "--status", "ANY", "{unit}"),
            ),
            "cannot count: it lists all items; keeps a cache in SQLite, built before",
            after=(*show, "list", "--status", "ANY"),
        ),
        Peer(
            "spreadsheet (openpyxl)",
            python,
            (python, "-c", "import importlib.metadata as m; print(m.version('openpyxl'))"),
            peer_formats.spreadsheet,
            (
                (python, "-c", rows.replace("WHERE", "")),
                (python, "-c", rows.replace("WHERE", LATE)),
                (python, "-c", unit_rows),
            ),
            "a script that reads the rows of one sheet",
            after=(python, "-c", WRITE_XLSX),
        ),
    ]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=measure.sizes, default=[1000, 10_000], help="1000,10k,100k")
    parser.add_argument("--ledgers", type=Path, help="a folder with ledgers made before: 1k, 10k, …")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", default="", help="only tools whose name contains this")
    parser.add_argument("--no-yian", action="store_true", help="leave yian itself out")
    parser.add_argument("--markdown", type=Path, help="put the tables into this document")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        home = Path(folder)
        there = {n: peer for n, peer in _installed(home / "peers").items() if arguments.only in n}
        yian = None if arguments.no_yian else str(measure.install_wheel(home) / "yian")
        timed: dict[tuple[int, str, str], measure.Timed] = {}
        for size in arguments.sizes:
            timed |= _commands(size, measure.ledger_of(size, arguments.ledgers, home), there, yian, home)
        bare = measure.Timed(lambda: [str(home / "peers" / "bin" / "python"), "-c", "pass"])
        for number in range(arguments.runs + 1):
            bare.take(number)
            for one in timed.values():
                one.take(number)
        text = _tables(arguments.sizes, timed, bare, there, arguments.runs)
    print(text)
    if arguments.markdown:
        measure.put_section(arguments.markdown, "peers", text)
    return 0


def _installed(folder: Path) -> dict[str, tuple[Peer, str]]:
    """Return the peers that run here, with their versions; print the names of the others."""
    measure.must([sys.executable, "-m", "venv", str(folder)])
    python = str(folder / "bin" / "python")
    for package in PIP:
        spent = measure.run([python, "-m", "pip", "--disable-pip-version-check", "-q", "install", package], {})
        if spent.status:
            print(f"pip cannot install {package} here", file=sys.stderr)
    there = {}
    for peer in peers(folder / "bin"):
        if shutil.which(peer.program) is None or measure.run(peer.version, {}).status:
            print(f"left out, not installed: {peer.name}", file=sys.stderr)
            continue
        said = measure.must(peer.version).splitlines()[0]
        version = next(word.strip(",") for word in said.split() if word[0].isdigit())
        there[peer.name] = (peer, version)
    return there


def _commands(
    size: int, ledger: Path, there: Mapping[str, tuple[Peer, str]], yian: str | None, home: Path
) -> dict[tuple[int, str, str], measure.Timed]:
    """Write the items for each peer and return its commands, the questions of yian itself first."""
    found = peer_formats.items(ledger)
    asked = found[len(found) // 2]
    words = {
        "{unit}": asked.unit,
        "{UNIT}": asked.unit.upper(),
        "{Unit}": asked.unit.capitalize(),
        "{place}": ".".join(asked.place),
        "{account}": ":".join(asked.place),
    }
    timed = {}
    if yian is not None:
        given = ("--ledger", str(ledger), "--as-of", DAY)
        asks = (("report",), ("list", "--overdue"), ("list", "--org", asked.unit))
        for question, arguments in zip(QUESTIONS, asks, strict=True):
            timed[size, "yian", question] = measure.Timed(
                lambda arguments=arguments: [yian, *arguments, *given],  # type: ignore[misc]
                {"XDG_CACHE_HOME": str(home / f"cache-{size}")},
                limit=LIMIT,
            )
    for peer, _version in there.values():
        folder = peer_formats.empty(home / measure.short(size) / peer.name.split()[0])
        peer.write(found, folder)
        if peer.after:
            measure.run(peer.after, {}, 4 * LIMIT, folder)
        for question, command in zip(QUESTIONS, peer.commands, strict=True):
            filled = list(command)
            for word, value in words.items():
                filled = [part.replace(word, value) for part in filled]
            timed[size, peer.name, question] = measure.Timed(
                lambda filled=filled: filled,  # type: ignore[misc]
                peer.environ,
                limit=LIMIT,
                folder=folder,
            )
    return timed


def _tables(
    sizes: Sequence[int],
    timed: Mapping[tuple[int, str, str], measure.Timed],
    bare: measure.Timed,
    there: Mapping[str, tuple[Peer, str]],
    runs: int,
) -> str:
    """Return a table a size, in P, and one of what each tool gives."""
    p = bare.median
    parts = [f"P = {p * 1000:.1f} ms, medians of {runs} runs (fewer where one takes seconds), all in one run."]
    for size in sizes:
        rows = []
        for name in dict.fromkeys(peer for at, peer, _q in timed if at == size):
            three = [timed[size, name, question] for question in QUESTIONS]
            rows.append([name, *(_cell(one, p) for one in three)])
        heads = [f"{size:,} items", "by unit and status", "overdue", "one unit's items"]
        parts.append(measure.table(heads, rows))
    rows = [[name, version, peer.gives] for name, (peer, version) in there.items()]
    parts.append(measure.table(["tool", "version", "what it gives for “by unit and status”"], rows, side="---"))
    return "\n\n".join(parts)


def _cell(one: measure.Timed, p: float) -> str:
    if one.skipped:
        return one.skipped
    return f"{one.median / p:.1f} P ({one.median * 1000:.0f} ms)"


if __name__ == "__main__":
    sys.exit(main())
