"""`log`, `compare`, `diff` and `report --rev` as they are typed."""

import json
import subprocess

import pytest

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk


@pytest.fixture
def repository(desk: Desk) -> Desk:
    """A ledger with two commits, a problem registered in each."""
    date = "2026-03-12T09:30:00+08:00"
    for title in ("一", "二"):
        desk.problem(title=title)
        for arguments in (
            ["init", "-q"],
            ["config", "user.name", "x"],
            ["config", "user.email", "x@example.org"],
            ["add", "."],
            ["commit", "-q", "-m", title, f"--date={date}"],
        ):
            subprocess.run(["git", *arguments], cwd=desk.root, check=True, capture_output=True)
    return desk


def test_the_log_is_read_from_git(repository: Desk, yian: Yian) -> None:
    assert [line.split()[4] for line in yian("log", "--limit", "1").out.splitlines()[1:]] == ["register"]
    assert len(json.loads(yian("log", "zjj", "--all", "--json").out)) == 3
    assert yian("log", "nope").status == 3


def test_a_ledger_outside_git_is_a_usage_error(desk: Desk, yian: Yian) -> None:
    done = yian("log")
    assert (done.status, done.refused) == (2, True)


def test_two_moments_are_compared(repository: Desk, yian: Yian) -> None:
    found = json.loads(yian("compare", "--from", "2026-03-11", "--to", "2026-03-12", "--json").out)
    assert {row["title"] for row in found["appeared"]} == {"一", "二"}
    assert "New: 2" in yian("compare", "--from", "2026-03-11").out
    assert yian("compare", "--from", "nope").status == 3
    assert yian("compare", "--from", "2026-03-12", "--to", "2026-03-11").status == 2


@pytest.mark.parametrize(
    ("range_", "titles"), [("HEAD~1", ["二"]), ("HEAD~1..HEAD", ["二"]), ("HEAD", []), ("HEAD~1..", ["二"])]
)
def test_a_range_of_commits_is_a_comparison(repository: Desk, yian: Yian, range_: str, titles: list[str]) -> None:
    found = json.loads(yian("diff", range_, "--json").out)
    assert [row["title"] for row in found["appeared"]] == titles


def test_without_a_range_the_folder_is_compared_with_the_last_commit(repository: Desk, yian: Yian) -> None:
    assert "No problem changed." in yian("diff").out
    repository.problem(title="三")
    assert "三" in yian("diff").out


def test_a_report_can_be_of_what_the_ledger_said_at_a_commit(repository: Desk, yian: Yian) -> None:
    def total(*arguments: str) -> int:
        return int(json.loads(yian("report", "--json", *arguments).out)["figures"]["total"])

    assert (total(), total("--rev", "HEAD"), total("--rev", "HEAD~1")) == (2, 2, 1)
    assert yian("report", "--rev", "nope").status == 3
