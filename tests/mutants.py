"""Break the rules on purpose and see whether a test notices: `make mutants`.

A fixed sample of small changes to the model, the proof, the gate and the store (cosmic-ray makes them) is tried one by
one in copies of this checkout: first against the test module that mirrors the changed one, then against those that
import it, then against the others of its folder that reach it and those of the proof, the nearest first. The first
test to fail ends a trial, if it passes without the change: what fails anyhow, or for the load of the machine, is left
out. What no test notices must be written down in docs/mutants.md as a change that means the same, or this fails. The
sample is chosen by digests of the changes, so that editing a module leaves the rest of it as it was.

    python tests/mutants.py [--sample 320] [--workers 2] [--only PART] [--log FILE] [--list]
"""

from __future__ import annotations

import argparse
import ast
import concurrent.futures
import contextlib
import functools
import hashlib
import itertools
import os
import queue
import re
import resource
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import MutationVisitor

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.conventions.test_modules import ELSEWHERE  # noqa: E402 - it is found by the line above

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

ALIKE_OF_MEMBERS: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Is: ast.Eq, ast.IsNot: ast.NotEq}
"""Comparisons with a member of an enumeration that mean the same."""

ALIKE = "core/ReplaceBinaryOperator_"
"""Operators whose places are the same whatever stands there afterwards, which the last word of their name says."""

ENOUGH = 0.9
"""The part of the sample that tests must notice."""

HANGS = 90
"""Seconds after which a single test is taken to hang; noticed if without the change it takes a third at most."""

ENDLESS = 3600
"""Seconds after which all tests of a trial are stopped: something hangs where no test is timed."""

MEMORY = 6 * 2**30
"""Bytes that one process may have: a change that fills memory must stop itself alone."""

JUDGES = (
    "tests/services/verifying/test_proof.py",
    "tests/services/verifying/test_commit_rules.py",
    "tests/services/verifying/test_entry_rules.py",
    "tests/services/verifying/test_verify.py",
    "tests/services/verifying/test_policy.py",
    "tests/services/verifying/test_signatures.py",
    "tests/services/verifying/test_gate_facts.py",
    "tests/store/test_history.py",
)
"""The tests of what a ledger's history proves, for whatever service is changed: it has no other voice."""


TIMES = itertools.count(1)
"""Times for changed modules, no two the same: by them Python knows whether what it compiled before still holds."""


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
    """What became of a mutant: ``by`` is mirror, wider or nothing, ``test`` the one that failed."""

    mutant: Mutant
    by: str
    seconds: float
    test: str = ""


def main() -> int:
    """Try the sample, tell of each, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=320)
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2)))
    parser.add_argument("--only", default="", help="modules that hold this text")
    parser.add_argument("--log", type=Path, help="where verdicts are kept: what it has as noticed is not tried again")
    parser.add_argument("--list", action="store_true", help="tell the sample and try none")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for pattern in (*(f"src/yiananlib/{name}" for name in GUARDED), *JUDGES):
        if not any(ROOT.glob(pattern)):
            sys.exit(f"{pattern} is the name of nothing; write down the new one.")
    chosen = [mutant for mutant in sample(given.sample) if given.only in mutant.module or given.only == mutant.key]
    if given.list:
        for mutant in chosen:
            print(told(mutant))
        return 0
    return summed(tried(chosen, given.workers, given.log))


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
    places: dict[str, list[tuple[tuple[int, int], tuple[int, int]]]] = {}
    for operator in plugins.operator_names():
        made = plugins.get_operator(operator)
        if made.arguments() or operator.partition("/")[2].startswith(PLAIN):
            continue
        kind = operator.rpartition("_")[0] if operator.startswith(ALIKE) else operator
        if kind not in places:
            places[kind] = [place for node in nodes for place in made().mutation_positions(node)]
        for occurrence, (start, end) in enumerate(places[kind]):
            text = lines[start[0] - 1].strip()
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


@functools.cache
def meant(source: str) -> str:
    """Return what Python makes of a module; empty for no Python.

    Left out are annotations, which nothing evaluates, which parameters must be named in a call, and whether a member of
    an enumeration is asked for by being it or by being equal to it.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    lazy = "from __future__ import annotations" in source
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = node.args
            parameters = [*given.posonlyargs, *given.args, *given.kwonlyargs]
            given.posonlyargs, given.args, given.kwonlyargs = [], parameters, []
            given.defaults, given.kw_defaults = [*given.defaults, *(d for d in given.kw_defaults if d is not None)], []
            if lazy:
                node.returns = None
                for argument in parameters:
                    argument.annotation = None
        elif isinstance(node, ast.Compare):
            asked = zip(node.ops, node.comparators, strict=True)
            node.ops = [ALIKE_OF_MEMBERS.get(type(op), type(op))() if is_member(other) else op for op, other in asked]
        elif isinstance(node, ast.AnnAssign) and lazy:
            node.annotation = ast.Constant(0)
        elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            node.test, node.body = ast.Constant(0), [ast.Pass()]
    return ast.dump(tree)


def is_member(node: ast.expr) -> bool:
    """Tell whether an expression names a member of an enumeration, as ``Status.PASSED`` does."""
    return isinstance(node, ast.Attribute) and node.attr.isupper() and isinstance(node.value, ast.Name)


def tried(mutants: list[Mutant], workers: int, log: Path | None) -> list[Verdict]:
    """Try each that the log does not have as noticed, ``workers`` at a time, each in a copy of its own."""
    noticed = logged(log, mutants)
    left = [mutant for mutant in mutants if mutant.key not in noticed]
    with tempfile.TemporaryDirectory() as folder:
        copies: queue.Queue[Path] = queue.Queue()
        for number in range(workers):
            copies.put(copied(Path(folder).resolve() / str(number)))

        def one(mutant: Mutant) -> Verdict:
            copy = copies.get()
            try:
                verdict = judged(mutant, copy)
            finally:
                copies.put(copy)
            print(f"{verdict.by:8} {verdict.seconds:5.0f} s  {told(mutant)}", flush=True)
            if log is not None:
                with log.open("a", encoding="utf-8") as kept:
                    kept.write(f"{mutant.key} {verdict.by} {verdict.seconds:.0f} {verdict.test}\n")
            return verdict

        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            return [*noticed.values(), *pool.map(one, left)]


def logged(log: Path | None, mutants: list[Mutant]) -> dict[str, Verdict]:
    """Return the verdicts that a log has of those mutants that were noticed."""
    lines = log.read_text(encoding="utf-8").splitlines() if log is not None and log.exists() else []
    rows = {line.split(" ")[0]: line.split(" ", 3) for line in lines}
    found = ((mutant, rows[mutant.key]) for mutant in mutants if mutant.key in rows)
    return {m.key: Verdict(m, by, float(seconds), test) for m, (_, by, seconds, test) in found if by != "nothing"}


def copied(folder: Path) -> Path:
    """Copy what the tests need into ``folder``, with an environment whose Python has the copy, in each process."""
    kept_out = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, folder, ignore=kept_out)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    programs = folder / ".venv" / "bin"
    venv.create(folder / ".venv", symlinks=True)
    there = next((folder / ".venv").glob("lib/*/site-packages"))
    (there / "_copy.pth").write_text(f"{folder / 'src'}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    begin = f"#!{programs / 'python'}\nimport sys\nfrom yiananlib.cli.entry import main\nsys.exit(main())\n"
    (programs / "yian").write_text(begin, encoding="utf-8")
    (programs / "yian").chmod(0o755)
    return folder


def judged(mutant: Mutant, copy: Path) -> Verdict:
    """Run one group of tests after the other, until one notices; of what is said to mean the same the mirror alone."""
    began = time.monotonic()
    mirror, direct, others = tests_of(mutant.module)
    wider = [("wider", direct), ("wider", others)] if mutant.key not in said_to_mean_the_same() else []
    for by, tests in (("mirror", mirror), *wider):
        test = noticing(mutant, tests, copy)
        if test:
            return Verdict(mutant, by, time.monotonic() - began, test)
    return Verdict(mutant, "nothing", time.monotonic() - began)


def noticing(mutant: Mutant, tests: list[str], copy: Path) -> str:
    """Return a test that fails with the change and passes without it; empty where none does."""
    path = copy / "src" / "yiananlib" / mutant.module
    source, made = path.read_text(encoding="utf-8"), path.stat().st_mtime
    left, spared = tests, list[str]()
    while left:
        path.write_text(mutated(source, mutant), encoding="utf-8")
        os.utime(path, (made, next(TIMES)))
        try:
            test, hung = failing(left, spared, copy)
        finally:
            path.write_text(source, encoding="utf-8")
            os.utime(path, (made, made))
        if not test:
            return ""
        began = time.monotonic()
        module = test.partition("::")[0]
        alone = ["--collect-only", test] if test == module else [test]
        if not failing(alone, [], copy)[0] and (not hung or time.monotonic() - began < HANGS / 3):
            return test
        print(f"{test} fails without any change", file=sys.stderr, flush=True)
        spared.append(test)
        left = [other for other in left if other != test]
    return ""


def failing(tests: list[str], spared: list[str], copy: Path) -> tuple[str, bool]:
    """Run the tests up to the first that fails, and return its name, empty where none does, and whether it hung."""
    limits = ["-o", f"faulthandler_timeout={HANGS}", "-o", "faulthandler_exit_on_timeout=true"]
    plain = ["-x", "-v", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov"]
    left_out = [f"--deselect={test}" for test in spared]
    programs = copy / ".venv" / "bin"
    command = [str(programs / "python"), "-m", "pytest", *plain, *limits, *left_out, *tests]
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "",
        "YIAN_HYPOTHESIS": "mutants",
    }
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        running = subprocess.Popen(
            command,
            cwd=copy,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(ENDLESS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)  # it, or what it started and left behind
        running.wait()
        output.seek(0)
        said = output.read()
    if running.returncode in (0, 5):  # 5: all that there was is left out
        return "", False
    status = r"(?: (?:PASSED|FAILED|ERROR|SKIPPED|XFAIL)\b.*)?"
    begun = re.findall(rf"^(tests/.*?::.*?){status}$", said, re.MULTILINE)
    unread = re.findall(r"^ERROR (tests/\S+\.py)", said, re.MULTILINE)
    ended = re.search(r"^=+ .* in [\d.]+s", said, re.MULTILINE)
    return (begun or unread or tests)[-1].strip(), not ended


@functools.cache
def tests_of(module: str) -> tuple[list[str], list[str], list[str]]:
    """Return the test modules that mirror ``module``, those that import it, and others that reach it, nearest first."""
    folder, _slash, name = module.removesuffix(".py").rpartition("/")
    own = f"tests/{folder}/test_{name}.py"
    mirror = re.findall(r"tests/\S+\.py", ELSEWHERE.get(module, "")) or [own]
    away = distances(module)
    others = [test for test in away if test not in mirror and Path(test).name.startswith("test_")]
    here = {test for test in others if Path(test).parent == Path("tests") / folder}
    direct = sorted((test for test in others if away[test] == 1), key=lambda test: test not in here)
    near = [test for test in others if away[test] > 1 and (test in here or test in JUDGES)]
    return [test for test in mirror if (ROOT / test).exists()], direct, near


def distances(module: str) -> dict[str, int]:
    """Return the files of tests that reach a module through imports, and by how many, the nearest first."""
    found = {f"src/yiananlib/{module}": 0}
    new = list(found)
    while new:
        new = [path for path, imported in imports().items() if path not in found and imported & set(new)]
        found |= dict.fromkeys(new, max(found.values()) + 1)
    return {path: steps for path, steps in found.items() if path.startswith("tests/")}


@functools.cache
def imports() -> dict[str, set[str]]:
    """Return which files of this checkout each of its files imports."""
    paths = sorted(path.relative_to(ROOT) for top in (SOURCE, ROOT / "tests") for path in top.rglob("*.py"))
    modules = {".".join(path.with_suffix("").parts).removeprefix("src."): path.as_posix() for path in paths}
    found: dict[str, set[str]] = {}
    for path in paths:
        names = set()
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        found[path.as_posix()] = {modules[name] for name in names if name in modules}
    return found


def summed(verdicts: list[Verdict]) -> int:
    """Tell what became of all; return 1 where too few were noticed, or one was not and is not written down."""
    count = Counter(verdict.by for verdict in verdicts)
    known = said_to_mean_the_same()
    survivors = [verdict.mutant for verdict in verdicts if verdict.by == "nothing"]
    unnamed = [mutant for mutant in survivors if mutant.key not in known]
    noticed = len(verdicts) - len(survivors)
    share = noticed / max(1, len(verdicts) - (len(survivors) - len(unnamed)))
    print(f"\n{len(verdicts)} changes: {count['mirror']} noticed by the mirror, {count['wider']} by wider tests,")
    print(f"{len(survivors) - len(unnamed)} mean the same (docs/mutants.md), {len(unnamed)} noticed by nothing.")
    for mutant in unnamed:
        print(told(mutant))
    return int(bool(unnamed) or share < ENOUGH)


@functools.cache
def said_to_mean_the_same() -> frozenset[str]:
    """Return the keys that docs/mutants.md has."""
    return frozenset(re.findall(r"`([0-9a-f]{12})`", EQUIVALENT.read_text(encoding="utf-8")))


def told(mutant: Mutant) -> str:
    """Return a mutant in a line."""
    return (
        f"{mutant.key} {mutant.module}:{mutant.line} {mutant.operator}\n      - {mutant.before}\n      + {mutant.after}"
    )


if __name__ == "__main__":
    sys.exit(main())
