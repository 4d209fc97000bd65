"""`log`, `compare`, `diff` and `report --rev` as they are typed."""

import json
import subprocess

import pytest

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk


@pytest.fixture
def repository(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A ledger with two commits, a problem registered in each."""
    date = "2026-03-12T09:30:00+08:00"
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-13T18:00:00+00:00")  # of the next day where the campaign is
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
    assert [line.split()[7] for line in yian("log", "--limit", "1").out.splitlines()[1:]] == ["register"]
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


def test_the_folder_is_compared_with_the_last_commit(repository: Desk, yian: Yian) -> None:
    assert "No problem changed." in yian("diff", "HEAD").out
    repository.problem(title="三")
    assert "三" in yian("diff", "HEAD").out


def appeared(yian: Yian) -> list[str]:
    """Return what is new without a range."""
    return [row["title"] for row in json.loads(yian("diff", "--json").out)["appeared"]]


def test_without_a_range_it_is_since_the_last_push_or_in_a_week(repository: Desk, yian: Yian) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(repository.root), *arguments], check=True, capture_output=True)

    assert appeared(yian) == ["一", "二"], "nothing was pushed: in a week"
    git("init", "--bare", "../shared.git")
    git("remote", "add", "origin", "../shared.git")
    git("push", "-u", "origin", "HEAD~1:refs/heads/main")
    git("branch", "-M", "main")
    assert appeared(yian) == ["二"]
    git("push", "origin", "main")
    assert appeared(yian) == ["一", "二"], "all is pushed: in a week"
    repository.problem(title="三")
    assert appeared(yian) == ["三"]


def test_outside_git_it_is_in_a_week(desk: Desk, yian: Yian) -> None:
    desk.problem(title="一")
    assert appeared(yian) == ["一"]


def test_a_comparison_without_its_moment_says_what_it_takes(desk: Desk, yian: Yian) -> None:
    done = yian("compare")
    assert (done.status, done.refused) == (2, True)
    assert "--from 2026-05-25" in done.err


def test_an_option_without_its_value_says_what_it_takes(desk: Desk, yian: Yian) -> None:
    done = yian("report", "--rank")
    assert (done.status, done.refused) == (2, True)
    assert "closure_rate" in done.err
    assert "yian report --help" in done.err
    assert "does not take" in yian("list", "--overdue=3").err


def test_a_report_can_be_of_what_the_ledger_said_at_a_commit(repository: Desk, yian: Yian) -> None:
    def total(*arguments: str) -> int:
        return int(json.loads(yian("report", "--json", *arguments).out)["figures"]["total"])

    assert (total(), total("--rev", "HEAD"), total("--rev", "HEAD~1")) == (2, 2, 1)
    assert yian("report", "--rev", "nope").status == 3


VIEWS = ((), ("--burn-down",), ("--common",), ("--look-backs",), ("--sweep",), ("--tasks",), ("--rank", "overdue"))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: " ".join(view) or "figures")
def test_a_report_at_a_commit_is_of_its_day_and_names_both(repository: Desk, yian: Yian, view: tuple[str, ...]) -> None:
    repository.on("2026-07-08")
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD~1"], cwd=repository.root, check=True, capture_output=True, text=True
    ).stdout.strip()
    told = json.loads(yian("report", "--json", "--rev", "HEAD~1", *view).out)
    assert (told["as_of"], told["commit"]) == ("2026-03-14", commit)
    said = yian("report", "--rev", "HEAD~1", *view).out
    assert f"As of 2026-03-14, from commit {commit[:10]}" in said
    later = json.loads(yian("report", "--json", "--rev", "HEAD~1", "--as-of", "2026-07-01", *view).out)
    assert (later["as_of"], later["commit"]) == ("2026-07-01", commit)
    now = json.loads(yian("report", "--json", *view).out)
    assert (now["as_of"], now["commit"]) == ("2026-07-08", None)
    assert "commit" not in yian("report", *view).out


def test_a_comparison_names_the_commits_it_reads(repository: Desk, yian: Yian) -> None:
    found = json.loads(yian("diff", "HEAD~1..HEAD", "--json").out)
    assert {found["from"]["day"], found["to"]["day"]} == {"2026-03-14"}
    assert len(found["from"]["commit"]) == 40
    said = yian("compare", "--from", "HEAD~1", "--to", "2026-03-20").out
    assert f"(2026-03-14, from commit {found['from']['commit'][:10]}) to 2026-03-20\n" in said
