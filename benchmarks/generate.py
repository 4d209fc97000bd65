"""Make a ledger of many problems for measuring, quickly and always the same.

``python benchmarks/generate.py FOLDER PROBLEMS [--check]``. A unit has about 100 problems, a county ten units, a
city ten counties, a province ten cities, and above ten provinces stands one region: 1,000 problems are one county,
10,000 a city, 100,000 a province, 1,000,000 the region. Found from January to September 2026 and due until October
(extensions later), so that any day of the summer finds all statuses. ``--check`` verifies a sample of the ledger
and compares each of its records with what the codec would have written.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import stories
import wording

from yiananlib.model.org import Officer, Org, ancestors
from yiananlib.model.vocabulary import Function, Role
from yiananlib.services.verifying.verify import verify
from yiananlib.store import kinds, layout
from yiananlib.store.ledger import Ledger

ROOT = Path(__file__).parent.parent
LEVELS = (("x", "县"), ("c", "市"), ("s", "省"), ("q", "片区"))
"""Letter and word of the places above the units, from below."""


def main() -> int:
    """Make the ledger; return 1 when the check finds something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("problems", type=int)
    parser.add_argument("--check", action="store_true", help="verify a sample of what was made")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    ledger(arguments.folder, arguments.problems, arguments.processes)
    faults = check(arguments.folder) if arguments.check else []
    for fault in faults[:50]:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def ledger(folder: Path, problems: int, processes: int = 1) -> None:
    """Write a ledger of so many problems into ``folder``, which must not be there yet."""
    templates = ROOT / "src" / "yiananlib" / "templates"
    campaign = (templates / "yian.toml").read_text(encoding="utf-8")
    for sign, value in (("@commit@", "false"), ("@today@", "2026-01-05"), ("@name@", '"以案促改规模测试"')):
        campaign = campaign.replace(sign, value)
    folder.mkdir(parents=True)
    for name in ("checklist.toml", "gitignore"):
        shutil.copy(templates / name, folder / name.replace("git", ".git"))
    (folder / ".gitattributes").write_text(kinds.attributes(), encoding="utf-8")
    (folder / layout.CAMPAIGN).write_text(campaign, encoding="utf-8")
    units = max(1, (problems + 99) // 100)
    for name, org in organizations(units):
        path = folder / kinds.ORG.path(name)
        path.parent.mkdir(parents=True)
        path.write_bytes(kinds.ORG.encode(org))
    jobs = [(folder, unit, units, problems) for unit in range(units)]
    if processes == 1 or units == 1:
        for job in jobs:
            _fill(job)
    else:
        with multiprocessing.Pool(processes) as pool:
            for _done in pool.imap_unordered(_fill, jobs, chunksize=4):
                pass


def unit_name(unit: int, units: int) -> str:
    """Return the name of a unit, counted from 0: ``u`` and a number with leading zeros."""
    return f"u{unit:0{len(str(max(units - 1, 1)))}}"


def organizations(units: int) -> Iterator[tuple[str, Org]]:
    """Yield the office, the inspectors, every place and every unit, parents before children."""
    yield "bgs", _org("领导小组办公室", None, 1, Function.OFFICE, "liaison")
    yield "jw", _org("纪检监察机关", None, 2, Function.INSPECTOR, "yuan")
    digits = len(str(max(units - 1, 1)))
    order = 2
    parents = {""} | {f"{unit:0{digits}}"[:depth] for unit in range(units) for depth in range(1, digits)}
    for path in sorted(parents | {f"{unit:0{digits}}" for unit in range(units)}):
        order += 1
        if len(path) == digits:
            yield f"u{path}", _org(wording.UNITS[int(path[-1])][0], _place(path[:-1], digits), order)
        else:
            word = LEVELS[min(digits - len(path) - 1, len(LEVELS) - 1)][1]
            parent = _place(path[:-1], digits) if path else None
            yield _place(path, digits), _org(wording.REGIONS[int(path[-1:] or "0")] + word, parent, order)


def check(folder: Path) -> list[str]:
    """Return what is wrong with the first, the last and a middle unit; nothing when all is in order."""
    book = Ledger(folder)
    units = [name for name in sorted(book.org_names()) if name[1:].isdigit() and name.startswith("u")]
    faults = []
    with tempfile.TemporaryDirectory(prefix="yian-check-") as home:
        sample = Path(home)
        for name in (layout.CAMPAIGN, layout.CHECKLIST):
            shutil.copy(folder / name, sample)
        chosen = {units[0], units[len(units) // 2], units[-1]}
        orgs = book.lineage(*chosen, "bgs", "jw")
        for org in orgs:
            if not set(ancestors(org, orgs)) <= set(orgs):
                faults.append(f"{org}: an organization above it is missing")
            shutil.copytree(folder / layout.ORGS / org, sample / layout.ORGS / org)
        for org in chosen:
            for path in sorted((sample / kinds.PROBLEM.path(org, "x")).parent.iterdir()):
                data = path.read_bytes()
                if kinds.PROBLEM.encode(kinds.PROBLEM.decode(data, org, path.stem)) != data:
                    faults.append(f"{path.name}: the codec writes it otherwise")
        verified = verify(Ledger(sample))
        faults += [f"{f.file}:{f.line}: {f.message} [{f.code}]" for f in verified.findings]
        print(f"checked: {verified.files} files, {verified.problems} problems, faults: {len(faults)}", file=sys.stderr)
    return faults


def _place(path: str, digits: int) -> str:
    """Return the name of a place from the digits that lead to it: a county lacks one of a unit's, a city two."""
    return LEVELS[min(digits - len(path) - 1, len(LEVELS) - 1)][0] + path


def _org(name: str, parent: str | None, order: int, function: Function = Function.UNIT, third: str = "liaison") -> Org:
    officers = [
        Officer(id="head", post="主要负责人", role=Role.HEAD),
        Officer(id=third, post="联络员" if third == "liaison" else "纪检监察员", role=Role.LIAISON),
    ]
    if function is Function.UNIT:
        officers.append(Officer(id="gu", post="股长", role=Role.STAFF))
    return Org(name=name, parent=parent, function=function, order=order, officers=tuple(officers))


def _fill(job: tuple[Path, int, int, int]) -> None:
    """Write the problems and the supporting files of one unit."""
    folder, unit, units, problems = job
    org = unit_name(unit, units)
    dice = random.Random(f"{org} of {problems}")
    home = (folder / kinds.PROBLEM.path(org, "x")).parent
    home.mkdir()
    named = set()
    for number in range(unit * problems // units, (unit + 1) * problems // units):
        name, data = stories.problem(number, org, unit % 10, dice)
        with open(f"{home}/{name}.toml", "xb", buffering=0) as file:  # noqa: PTH123 - a Path each costs a tenth
            file.write(data)
        named |= {paper for paper in stories.PAPERS if paper[0].encode() in data}
    for name, _digest, body in named:
        path = folder / layout.evidence_file(org, name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body)


if __name__ == "__main__":
    sys.exit(main())
