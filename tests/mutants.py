"""Break the rules on purpose and see whether a test notices: `make mutants`.

A fixed sample of small changes to the model, the proof, the gate and the store (cosmic-ray makes them) is tried one by
one in copies of this checkout: first against the test module that mirrors the changed one, then against every test
module that names it. What no test notices must be written down in docs/mutants.md as a change that means the same, or
this fails. The sample is chosen by digests of the changes, so that editing a module leaves the rest of it as it was.

    python tests/mutants.py [--sample 320] [--workers 2] [--only PART] [--list]
"""

from __future__ import annotations

import argparse
import ast
import concurrent.futures
import hashlib
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import MutationVisitor

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "yiananlib"
EQUIVALENT = ROOT / "docs" / "mutants.md"

GUARDED = (
    "model/*.py",
    "store/*.py",
    "services/verifying/proof.py",
    "services/verifying/*_rules.py",
    "services/verifying/*checks.py",
    "services/verifying/policy.py",
    "services/verifying/judged_commit.py",
    "services/verifying/signatures.py",
    "services/recording/close_out.py",
    "services/verifying/gate_facts.py",
    "services/verifying/commit_facts.py",
)
"""What is changed: the rules, the gate, the proof from history, and what reads and writes records."""

PLAIN = ("ReplaceBinaryOperator_Div_", "ReplaceBinaryOperator_BitOr_")
"""Operators left out: this house divides paths and joins types, and any change of that stops at once."""

ENOUGH = 0.9
"""The part of the sample that tests must notice."""

HANGS = 90
"""Seconds after which a single test is taken to hang, which counts as noticed."""

JUDGES = (
    "test_proof.py",
    "test_commit_rules.py",
    "test_entry_rules.py",
    "test_verify.py",
    "test_history.py",
    "test_policy.py",
)
"""The tests of what a ledger's history proves, for whatever service is changed: it has no other voice."""


class Mutant(NamedTuple):
    """A change: its key, the module, the operator and which of its places, the line and what it becomes."""

    key: str
    module: str
    operator: str
    occurrence: int
    line: int
    before: str
    after: str


class Verdict(NamedTuple):
    """What became of a mutant: ``by`` is mirror, wider or nothing."""

    mutant: Mutant
    by: str
    seconds: float


def main() -> int:
    """Try the sample, tell of each, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=320)
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2)))
    parser.add_argument("--only", default="", help="modules that hold this text")
    parser.add_argument("--list", action="store_true", help="tell the sample and try none")
    given = parser.parse_args()
    chosen = [mutant for mutant in sample(given.sample) if given.only in mutant.module or given.only == mutant.key]
    if given.list:
        for mutant in chosen:
            print(told(mutant))
        return 0
    verdicts = tried(chosen, given.workers)
    return summed(verdicts)


def sample(size: int) -> list[Mutant]:
    """Return ``size`` changes, at most one to a place in a module, the same ones each time."""
    places = sorted(place for path in modules() for place in of_module(path))
    found: list[Mutant] = []
    for place in places:
        if len(found) == size:
            break
        changes = (changed_by(mutant) for mutant in place)
        first = next((mutant for mutant in changes if mutant is not None), None)
        found += [first] if first is not None else []
    return found


def modules() -> list[Path]:
    """Return the modules that are changed."""
    return sorted({path for pattern in GUARDED for path in SOURCE.glob(pattern) if path.name != "__init__.py"})


def of_module(path: Path) -> list[list[Mutant]]:
    """Return the changes that operators can make to each place of a module, sorted."""
    source = path.read_text(encoding="utf-8")
    module = path.relative_to(SOURCE).as_posix()
    lines, nodes = source.splitlines(), list(ast_nodes(get_ast(source)))
    by_place: dict[tuple[object, object], list[Mutant]] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for operator in plugins.operator_names():
        made = plugins.get_operator(operator)
        if made.arguments() or operator.partition("/")[2].startswith(PLAIN):
            continue
        places = (place for node in nodes for place in made().mutation_positions(node))
        for occurrence, (start, end) in enumerate(places):
            text = lines[start[0] - 1].strip()
            if text == "*,":  # it divides parameters and multiplies nothing
                continue
            seen[operator, text] += 1
            said = f"{module}|{operator}|{text}|{seen[operator, text]}"
            key = hashlib.sha256(said.encode()).hexdigest()[:12]
            by_place.setdefault((start, end), []).append(Mutant(key, module, operator, occurrence, start[0], text, ""))
    return [sorted(mutants) for mutants in by_place.values()]


def changed_by(mutant: Mutant) -> Mutant | None:
    """Return the mutant with what its line becomes; None where it is no Python or means the same."""
    source = (SOURCE / mutant.module).read_text(encoding="utf-8")
    changed = mutated(source, mutant)
    if meant(changed) in ("", meant(source)):
        return None
    rows = zip(source.splitlines(), changed.splitlines(), strict=False)
    return mutant._replace(after=next((new.strip() for old, new in rows if old != new), ""))


def mutated(source: str, mutant: Mutant) -> str:
    """Return the changed module; nothing where the operator cannot make the change that it offers."""
    try:
        return MutationVisitor.mutate_code(source, plugins.get_operator(mutant.operator)(), mutant.occurrence) or ""
    except AttributeError:
        return ""


def meant(source: str) -> str:
    """Return what Python makes of a module but for its annotations, which nothing evaluates; empty for no Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    lazy = "from __future__ import annotations" in source
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lazy:
            node.returns = None
            for argument in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
                argument.annotation = None
        elif isinstance(node, ast.AnnAssign) and lazy:
            node.annotation = ast.Constant(0)
        elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            node.test, node.body = ast.Constant(0), [ast.Pass()]
    return ast.dump(tree)


def tried(mutants: list[Mutant], workers: int) -> list[Verdict]:
    """Try each, ``workers`` at a time, each in a copy of its own."""
    with tempfile.TemporaryDirectory() as folder:
        copies: queue.Queue[Path] = queue.Queue()
        for number in range(workers):
            copies.put(copied(Path(folder) / str(number)))
        first = copies.queue[0]
        mirrors = sorted({test for mutant in mutants for test in tests_of(mutant.module, first)[0]})
        if not passes(mirrors, first):
            sys.exit("The tests fail without any change; mend them first.")

        def one(mutant: Mutant) -> Verdict:
            copy = copies.get()
            try:
                verdict = judged(mutant, copy)
            finally:
                copies.put(copy)
            print(f"{verdict.by:8} {verdict.seconds:5.0f} s  {told(mutant)}", flush=True)
            return verdict

        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            return list(pool.map(one, mutants))


def copied(folder: Path) -> Path:
    """Copy what the tests need into ``folder``."""
    kept_out = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, folder, ignore=kept_out)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


def judged(mutant: Mutant, copy: Path) -> Verdict:
    """Change the module in the copy, run the tests, and change it back."""
    path = copy / "src" / "yiananlib" / mutant.module
    source = path.read_text(encoding="utf-8")
    changed = mutated(source, mutant)
    began = time.monotonic()
    path.write_text(changed, encoding="utf-8")
    try:
        mirror, wider = tests_of(mutant.module, copy)
        by = "nothing"
        if mirror and not passes(mirror, copy):
            by = "mirror"
        elif wider and not passes(wider, copy):
            by = "wider"
    finally:
        path.write_text(source, encoding="utf-8")
    return Verdict(mutant, by, time.monotonic() - began)


def tests_of(module: str, copy: Path) -> tuple[list[str], list[str]]:
    """Return the test module that mirrors ``module``, and all others that name it or what it is imported by."""
    folder, _slash, name = module.removesuffix(".py").rpartition("/")
    dotted = folder.replace("/", r"\.")
    mirror = copy / "tests" / folder / f"test_{name}.py"
    named = re.compile(rf"yiananlib\.{dotted}\.{name}\b|from yiananlib\.{dotted} import [^\n]*\b{name}\b")
    first, then = [], []
    for path in sorted((copy / "tests").rglob("test_*.py")):
        if path != mirror and named.search(path.read_text(encoding="utf-8")):
            first.append(str(path))
        elif path != mirror and (path.parent.name == folder or path.name in JUDGES):
            then.append(str(path))
    return [str(mirror)] if mirror.exists() else [], first + then


def passes(tests: list[str], copy: Path) -> bool:
    """Tell whether the tests pass, each within its time."""
    limits = ["-o", f"faulthandler_timeout={HANGS}", "-o", "faulthandler_exit_on_timeout=true"]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *limits, *tests]
    environment = {**os.environ, "PYTHONPATH": f"{copy / 'src'}:{copy}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, stdin=subprocess.DEVNULL)
    return done.returncode == 0


def summed(verdicts: list[Verdict]) -> int:
    """Tell what became of all; return 1 where too few were noticed, or one was not and is not written down."""
    count = Counter(verdict.by for verdict in verdicts)
    known = set(re.findall(r"`([0-9a-f]{12})`", EQUIVALENT.read_text(encoding="utf-8")))
    survivors = [verdict.mutant for verdict in verdicts if verdict.by == "nothing"]
    unnamed = [mutant for mutant in survivors if mutant.key not in known]
    noticed = len(verdicts) - len(survivors)
    share = noticed / max(1, len(verdicts) - (len(survivors) - len(unnamed)))
    print(f"\n{len(verdicts)} changes: {count['mirror']} noticed by the mirror, {count['wider']} by wider tests,")
    print(f"{len(survivors) - len(unnamed)} mean the same (docs/mutants.md), {len(unnamed)} noticed by nothing.")
    for mutant in unnamed:
        print(told(mutant))
    return int(bool(unnamed) or share < ENOUGH)


def told(mutant: Mutant) -> str:
    """Return a mutant in a line."""
    return (
        f"{mutant.key} {mutant.module}:{mutant.line} {mutant.operator}\n      - {mutant.before}\n      + {mutant.after}"
    )


if __name__ == "__main__":
    sys.exit(main())
