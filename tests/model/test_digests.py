"""The digest of a review is what docs/digest.md says, by a second program that knows no yian."""

import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings

from tests.services.histories import histories
from yiananlib.model.entries import Reviewed
from yiananlib.model.problem import Problem, digest
from yiananlib.store import codec, kinds

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docs" / "digest-vectors.json"
PROGRAM = ROOT / "examples" / "check_digests.py"
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None  # noqa: PT018 - it is there
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checked(*files: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a bare interpreter: no yian, nothing else installed, no setting of the environment."""
    command = [sys.executable, "-I", "-S", str(PROGRAM), *map(str, files)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_published_vectors_are_what_their_script_makes() -> None:
    text = loaded(ROOT / "docs" / "digest_vectors.py").text()
    assert FILE.read_text(encoding="utf-8") == text, "run `python docs/digest_vectors.py`"


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["name"])
def test_a_vector_has_the_digest_that_yian_takes(vector: dict[str, Any]) -> None:
    problem = codec.decode_problem(vector["record"].encode(), "zjj", "k7m2qd")
    review = problem.entries[-1]
    assert isinstance(review, Reviewed)
    seen = [e for e in problem.entries if e.id in review.seen]
    assert digest(problem.head, seen) == vector["sha256"] == review.digest


def test_there_are_a_dozen_of_them_and_no_two_alike() -> None:
    assert len({v["sha256"] for v in VECTORS}) >= 12


def test_the_second_program_is_of_thirty_lines_and_finds_the_same() -> None:
    assert sum(bool(line.strip()) for line in PROGRAM.read_text(encoding="utf-8").split("\n")) <= 30
    done = checked(FILE)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("number", range(len(VECTORS)))
def test_the_second_program_finds_a_changed_vector(number: int, tmp_path: Path) -> None:
    vectors: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    first = vectors[number]["sha256"][0]
    vectors[number]["sha256"] = ("0" if first != "0" else "1") + vectors[number]["sha256"][1:]
    (tmp_path / "v.json").write_text(json.dumps(vectors), encoding="utf-8")
    done = checked(tmp_path / "v.json")
    assert done.returncode == 1
    assert vectors[number]["name"] in done.stderr


@pytest.mark.parametrize("number", range(len(VECTORS)))
def test_the_second_program_finds_a_changed_record(number: int, tmp_path: Path) -> None:
    record = VECTORS[number]["record"].replace("2026-06-15", "2026-06-16")
    (tmp_path / "k7m2qd.toml").write_bytes(record.encode())
    assert checked(tmp_path / "k7m2qd.toml").returncode == 1


def test_the_second_program_reads_the_records_of_the_example() -> None:
    files = sorted((ROOT / "examples" / "yunling" / "orgs").glob("*/problems/*.toml"))
    assert sum(b'kind = "reviewed"' in f.read_bytes() for f in files) > 20
    assert checked(*files).returncode == 0


@settings(max_examples=60)
@given(histories())
def test_the_second_program_takes_the_digest_of_any_record_as_yian_does(problem: Problem) -> None:
    sys.argv, before = [str(PROGRAM)], sys.argv
    try:
        program = loaded(PROGRAM)
    finally:
        sys.argv = before
    head = tomllib.loads(kinds.PROBLEM.encode(problem).decode())
    entries = head.pop("entries")
    assert program.digest(head, entries) == digest(problem.head, problem.entries)
