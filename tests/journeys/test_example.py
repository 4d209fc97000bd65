"""The example campaign of examples/yunling is what its script makes, and shows every state there is."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAST_DAY = "2026-07-15"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example made anew; it takes a minute, so all tests share it."""
    folder = tmp_path_factory.mktemp("example") / "yunling"
    script = ROOT / "examples" / "make_yunling.py"
    done = subprocess.run(
        [sys.executable, str(script), str(folder)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def report(made: Path) -> dict[str, Any]:
    found: dict[str, Any] = yian(made, "report", "--as-of", LAST_DAY)
    return found


def yian(ledger: Path, *arguments: str) -> Any:
    """What a reading command prints with --json."""
    command = [sys.executable, "-m", "yiananlib", *arguments, "--ledger", str(ledger), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)


def tracked(ledger: Path) -> dict[str, bytes]:
    """The files that git would track, by their paths."""
    paths = {path.relative_to(ledger): path for path in ledger.rglob("*") if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in paths.items() if name.parts[0] != ".yian"}


def titles(report: dict[str, Any], **wanted: object) -> list[str]:
    """The titles of the problems whose row has these values."""
    return [row["title"] for row in report["problems"] if all(row[key] == value for key, value in wanted.items())]


def entries(made: Path, report: dict[str, Any], title: str) -> list[dict[str, Any]]:
    (row,) = [row for row in report["problems"] if row["title"] == title]
    found: list[dict[str, Any]] = yian(made, "show", f"{row['org']}/{row['id']}")["entries"]
    return found


def test_the_folder_checked_in_is_what_the_script_makes(made: Path) -> None:
    expected, found = tracked(ROOT / "examples" / "yunling"), tracked(made)
    assert sorted(found) == sorted(expected)
    differing = [path for path, data in expected.items() if found[path] != data]
    assert differing == [], "run `make example`"


def test_it_is_in_order_without_a_warning(made: Path) -> None:
    assert yian(made, "verify")["findings"] == []


def test_its_units_are_in_the_order_of_rank(report: dict[str, Any]) -> None:
    assert [row["org"] for row in report["by_org"]] == ["zrzy", "zjj", "yqgw", "jtj", "nync", "wyz"]


@pytest.mark.parametrize("status", ["registered", "rectifying", "submitted", "returned", "passed", "closed"])
def test_it_has_a_problem_of_each_status(report: dict[str, Any], status: str) -> None:
    assert titles(report, status=status)
    assert report["figures"][status] == len(titles(report, status=status))


@pytest.mark.parametrize("lamp", ["red", "yellow", "blue", "green", "closed"])
def test_it_has_a_problem_of_each_lamp(report: dict[str, Any], lamp: str) -> None:
    assert titles(report, lamp=lamp)


def test_it_has_problems_overdue_voided_and_closed_with_a_waiver(report: dict[str, Any]) -> None:
    figures = report["figures"]
    assert (figures["total"], figures["overdue"], figures["voided"], figures["waived"]) == (17, 4, 1, 1)


def test_it_has_a_problem_closed_through_the_short_gate(made: Path, report: dict[str, Any]) -> None:
    (title,) = titles(report, status="closed", severity="minor", **{"class": "immediate"})
    assert "endorsed" not in [entry["kind"] for entry in entries(made, report, title)]


def test_a_look_back_held_and_another_opened_a_second_round(made: Path, report: dict[str, Any]) -> None:
    figures = report["figures"]
    assert (figures["look_backs_held"], figures["look_backs_done"], figures["reopened"]) == (1, 2, 1)
    (title,) = titles(report, status="rectifying", round=2)
    steps = [entry["kind"] for entry in entries(made, report, title)]
    assert steps[steps.index("closed") :] == ["closed", "looked-back", "planned", "progressed"]


def test_it_has_an_amended_problem(made: Path, report: dict[str, Any]) -> None:
    (amended,) = [e for e in entries(made, report, "学校营养餐食材采购价格公示不全") if e["kind"] == "amended"]
    assert "14所" in amended["changes"]["symptom"]


def test_one_unit_got_half_way_through_the_checklist(report: dict[str, Any]) -> None:
    assert [row["figures"]["coverage"]["rate"] for row in report["by_org"]] == [1, 1, 1, 1, 1, 0.5]


def test_earlier_days_have_smaller_totals(made: Path, report: dict[str, Any]) -> None:
    totals = [yian(made, "report", "--as-of", day)["figures"]["total"] for day in ("2026-03-12", "2026-04-30")]
    assert totals == [9, 14]
    assert totals[-1] < report["figures"]["total"]
