"""The example campaign of examples/yunling is what its script makes, and shows every state there is."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAST_DAY = "2026-07-15"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example made anew; it takes seconds, so all tests share it."""
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
    assert [row["org"] for row in report["by_org"]] == [
        "bgs",
        "zrzy",
        "zjj",
        "yqgw",
        "jtj",
        "nync",
        "wyz",
        "ykc",
        "wjw",
    ]


@pytest.mark.parametrize("status", ["registered", "rectifying", "submitted", "returned", "passed", "closed"])
def test_it_has_a_problem_of_each_status(report: dict[str, Any], status: str) -> None:
    assert titles(report, status=status)
    assert report["figures"][status] == len(titles(report, status=status))


@pytest.mark.parametrize("lamp", ["red", "yellow", "blue", "green", "closed"])
def test_it_has_a_problem_of_each_lamp(report: dict[str, Any], lamp: str) -> None:
    assert titles(report, lamp=lamp)


def test_it_has_problems_overdue_voided_and_closed_with_a_waiver(report: dict[str, Any]) -> None:
    figures = report["figures"]
    assert (figures["total"], figures["overdue"], figures["voided"], figures["waived"]) == (60, 10, 2, 1)


def test_it_has_a_problem_closed_through_the_short_gate(made: Path, report: dict[str, Any]) -> None:
    short = titles(report, status="closed", severity="minor", **{"class": "immediate"})
    assert "登记窗口" in "".join(short)
    assert [
        "endorsed" for title in short for entry in entries(made, report, title) if entry["kind"] == "endorsed"
    ] == []


def test_a_look_back_held_and_another_opened_a_second_round(made: Path, report: dict[str, Any]) -> None:
    figures = report["figures"]
    assert (figures["look_backs_held"], figures["look_backs_done"], figures["reopened"]) == (5, 6, 3)
    (title,) = [found for found in titles(report, status="rectifying", round=2) if "耕地补贴" in found]
    steps = [entry["kind"] for entry in entries(made, report, title)]
    assert steps[steps.index("closed") :][:4] == ["closed", "looked-back", "planned", "progressed"]


def test_it_has_an_amended_problem(made: Path, report: dict[str, Any]) -> None:
    (amended,) = [e for e in entries(made, report, "学校营养餐食材采购价格公示不全") if e["kind"] == "amended"]
    assert "14所" in amended["changes"]["symptom"]


def test_a_township_got_half_way_and_its_village_and_the_newcomer_have_not_begun(report: dict[str, Any]) -> None:
    assert [row["figures"]["coverage"]["rate"] for row in report["by_org"]] == [None, 1, 1, 1, 1, 1, 0.25, 0, 0]


def test_earlier_days_have_smaller_totals(made: Path, report: dict[str, Any]) -> None:
    totals = [yian(made, "report", "--as-of", day)["figures"]["total"] for day in ("2026-03-12", "2026-04-30")]
    assert totals == [9, 39]
    assert totals[-1] < report["figures"]["total"]


def test_the_township_s_figures_have_its_village_in_them(made: Path, report: dict[str, Any]) -> None:
    rows = {row["org"]: row["figures"]["total"] for row in report["by_org"]}
    own = [row for row in report["problems"] if row["org"] == "wyz"]
    assert rows["wyz"] == len(own) + rows["ykc"] == 9


def test_one_problem_was_transferred_and_one_post_handed_over(made: Path, report: dict[str, Any]) -> None:
    (gone,) = yian(made, "list", "--status", "transferred")
    assert gone["org"] == "wyz"
    assert (report["figures"]["transferred"], report["figures"]["received"]) == (1, 1)
    assert [e["kind"] for e in entries(made, report, "农机购置补贴核验只看照片")][-1] == "reassigned"


@pytest.mark.parametrize(
    "kind",
    [
        *("publicised", "numbered", "handled", "held-accountable", "rated", "noted", "explained"),
        *("generalised", "looked-wider"),
        *("extension-requested", "extension-granted", "extension-denied"),
        *("contested", "contest-upheld", "contest-dismissed", "blocked", "block-cleared"),
    ],
)
def test_it_has_an_entry_of_each_new_kind(made: Path, kind: str) -> None:
    records = "".join(path.read_text("utf-8") for path in made.glob("orgs/*/problems/**/*.toml"))
    assert f'kind = "{kind}"' in records


def test_its_two_cases_have_nine_findings_and_nine_tasks(made: Path) -> None:
    cases = [tomllib.loads(path.read_text("utf-8")) for path in sorted(made.glob("cases/*.toml"))]
    assert [(len(case["findings"]), len(case["tasks"])) for case in cases] == [(5, 5), (4, 4)]


def test_its_history_is_proven_once_it_is_in_git(made: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "yunling"
    shutil.copytree(made, ledger, ignore=shutil.ignore_patterns(".yian"))
    git = ["git", "-C", str(ledger), "-c", "user.name=office", "-c", "user.email=office@yunling.example"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "the campaign"]):
        subprocess.run([*git, *command], check=True)
    proved = yian(ledger, "verify", "--history")
    assert proved["in_order"]
    assert [(f["code"], f["level"]) for f in proved["findings"]] == [("unvouched", "warning")]
