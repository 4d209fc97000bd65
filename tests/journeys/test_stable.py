"""A ledger that a released yian wrote is read by every later one, byte for byte and to the last figure.

`tests/golden/stable/` has such a ledger of each release since 0.2.0: `pytest tests/journeys/test_stable.py
--update-golden` writes that of the version there is, and never one that is there already.
"""

import json
from pathlib import Path
from typing import Final

import pytest

from tests.faults.conftest import here
from tests.services.branches import ENVIRON
from tests.services.specimens import divided
from yiananlib import __version__

FROZEN: Final = Path(__file__).parents[1] / "golden/stable"
SINCE: Final = (0, 2, 0)
READING: Final = ("list", "report", "due", "lint", "verify", "export xlsx -o x.xlsx")


def released() -> tuple[int, ...]:
    return tuple(int(part) for part in __version__.split("."))


def test_each_release_leaves_a_ledger_behind(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    frozen = FROZEN / f"ledger-{__version__}.jsonl"
    if released() >= SINCE and not frozen.exists() and request.config.getoption("--update-golden"):
        FROZEN.mkdir(exist_ok=True)
        clerk = divided(tmp_path / "ledger")
        done = here(
            ["export", "jsonl", "--evidence", "-o", str(frozen)], ENVIRON | {"YIAN_NOW": "2026-03-20"}, clerk.root
        )
        assert done.returncode == 0, done.stderr
    assert frozen.exists() or released() < SINCE, "pytest tests/journeys/test_stable.py --update-golden"


@pytest.mark.parametrize("name", sorted(path.name for path in FROZEN.glob("*.jsonl")) or ["none is released"])
def test_a_ledger_of_each_release_is_whole(name: str, tmp_path: Path) -> None:
    if not (FROZEN / name).exists():
        pytest.skip("needs a release")
    environ = ENVIRON | {"YIAN_NOW": "2026-03-20", "XDG_CACHE_HOME": str(tmp_path / "cache"), "YIAN_BY": "gov/liaison"}
    done = here(["import", str(FROZEN / name), "--ledger", "ledger", "--apply"], environ, tmp_path)
    assert done.returncode == 0, done.stderr
    for command in READING:
        done = here(command.split(), environ, tmp_path / "ledger")
        answers = (0, 1) if command == "lint" else (0,)  # it may have something to ask
        assert done.returncode in answers, (command, done.stdout, done.stderr)
    done = here(["export", "jsonl", "--evidence"], environ, tmp_path / "ledger")
    then, now = (
        {item["path"]: item for line in text.splitlines() if "path" in (item := json.loads(line))}
        for text in ((FROZEN / name).read_text(encoding="utf-8"), done.stdout)
    )
    assert list(now) == list(then)
    for path, item in then.items():
        assert {key: now[path].get(key) for key in item} == item
