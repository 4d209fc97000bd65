"""Editors on a ledger: tombi finds nothing wrong in what yian wrote, formats none of it, and finds what is planted."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.strategies import problems
from yiananlib.cli.main import run
from yiananlib.model.problem import Problem
from yiananlib.store import editors, kinds

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).resolve().parents[2]
TOMBI: Final = shutil.which("tombi", path=os.pathsep.join([str(Path(sys.executable).parent), os.defpath]))

pytestmark = pytest.mark.skipif(TOMBI is None, reason="needs the program tombi")


def tombi(ledger: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run tombi in a ledger, with nobody's settings but the ledger's."""
    home = str(ledger.parent)
    environ = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "NO_COLOR": "1", "TOMBI_OFFLINE": "true"}
    return subprocess.run(
        [str(TOMBI), *arguments],
        cwd=ledger, env=environ, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


def begun(folder: Path) -> None:
    assert run(["init", str(folder), "--name", "云岭县以案促改", "--no-git"], {"YIAN_NOW": "2026-03-02"}) == 0


def shown(folder: Path) -> None:
    assert run(["demo", str(folder.parent)], {}) == 0
    (folder.parent / "yunling").rename(folder)


def example(folder: Path) -> None:
    shutil.copytree(ROOT / "examples" / "yunling", folder)
    assert run(["schema", "--install", "--ledger", str(folder)], {}) == 0


@pytest.fixture(params=[begun, shown, example], ids=lambda make: make.__name__)
def ledger(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    make: Callable[[Path], None] = request.param
    folder = tmp_path / "work" / "ledger"
    make(folder)
    return folder


def test_nothing_is_wrong_and_nothing_would_be_formatted(ledger: Path) -> None:
    linted = tombi(ledger, "lint", "--error-on-warnings")
    assert linted.returncode == 0, linted.stderr
    formatted = tombi(ledger, "format", "--check")
    assert formatted.returncode == 0, formatted.stderr


PLANTED: Final = (
    ("yian.toml", "max_mb = 20", 'max_mb = "20"'),
    ("yian.toml", 'standards_from = "serious"', 'standards_from = "heavy"'),
    ("yian.toml", "disabled = []", 'disabled = ["triads"]'),
    ("yian.toml", "horizon_years = 5", "horizon_year = 5"),
    ("checklist.toml", 'aspect = "belief"', 'aspect = "beleif"'),
    ("cases/case-1.toml", "number = 1", "number = 0"),
    ("orgs/jtj/org.toml", 'role = "liaison"', 'role = "laison"'),
    ("orgs/jtj/org.toml", "order = ", "ordre = "),
    ("orgs/jtj/problems/nvw09x.toml", 'severity = "general"', 'severity = "normal"'),
    ("orgs/jtj/problems/nvw09x.toml", 'kind = "eight_rules"', 'kind = "nine_rules"'),
    ("orgs/jtj/problems/nvw09x.toml", 'owner = "jtj/caiwu"', 'owner = "jtj/caiwuu"'),
    ("orgs/jtj/problems/nvw09x.toml", "found = 2026-03-13", 'found = "2026-03-13"'),
    ("orgs/jtj/problems/nvw09x.toml", 'prompt = "p08"', 'prompt = "p80"'),
    ("orgs/jtj/problems/nvw09x.toml", 'kind = "registered"', 'kind = "registred"'),
    ("orgs/jtj/problems/nvw09x.toml", 'type = "corrective"', 'type = "corective"'),
    ("orgs/jtj/problems/nvw09x.toml", "number = 3", "nummer = 3"),
)
"""A file of the example, what it says there, and what somebody types instead; each on a line of its own."""


def test_what_somebody_types_wrong_is_found_on_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "work" / "ledger"
    example(folder)
    wanted = set()
    for path, right, wrong in PLANTED:
        text = (folder / path).read_text(encoding="utf-8")
        assert right in text, (path, right)
        wanted.add((path, text[: text.index(right)].count("\n") + 1))
        (folder / path).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert len(wanted) == len(PLANTED)
    report = tmp_path / "found.json"
    done = tombi(folder, "lint", "--diagnostics-format", "json", "--diagnostics-file", str(report))
    assert done.returncode == 1
    rows = json.loads(report.read_text(encoding="utf-8"))
    found = {(Path(row["path"]).as_posix().removeprefix("./"), row["range"]["start"]["line"]) for row in rows}
    assert wanted <= found
    assert {path for path, _line in found} == {path for path, _line in wanted}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bare") / "ledger"
    folder.mkdir()
    (folder / "tombi.toml").write_text(editors.tombi(), encoding="utf-8")
    return folder


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(problems(), min_size=5, max_size=20))
def test_whatever_a_record_says_a_formatter_changes_none_of_it(bare: Path, written: list[Problem]) -> None:
    shutil.rmtree(bare / "orgs", ignore_errors=True)
    for n, problem in enumerate(written):
        path = bare / kinds.PROBLEM.path("x", f"{n:06}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kinds.PROBLEM.encode(problem))
    done = tombi(bare, "format", "--check")
    assert done.returncode == 0, done.stderr


def test_a_supporting_file_is_neither_checked_nor_formatted(bare: Path) -> None:
    shutil.rmtree(bare / "orgs", ignore_errors=True)
    path = bare / "orgs" / "x" / "evidence" / "0123456789abcdef-x.toml"
    path.parent.mkdir(parents=True)
    path.write_text("a   =  1\na=2", encoding="utf-8")
    assert tombi(bare, "format").returncode == 0
    assert tombi(bare, "lint").returncode == 0
    assert path.read_text(encoding="utf-8") == "a   =  1\na=2"
