"""What is read at a revision of a ledger so large that workers read it: as on a checkout of that revision."""

import dataclasses
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.builders import record_id, story_at
from tests.cli.conftest import Yian
from tests.services.ledgers import new_desk
from yiananlib.model.vocabulary import Status
from yiananlib.store import kinds, workers

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")

COUNT: Final = workers.LEAST + 100
AFTER: Final = 40
"""How many problems the second commit carries on."""
DAY: Final = "2026-06-20"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of more records than one process reads alone, in two commits; and `before`, a clone at the first."""
    root = tmp_path_factory.mktemp("county") / "ledger"
    new_desk(root)
    places = [("zjj", "czj")[n % 2] for n in range(COUNT)]
    stories = {status: story_at(status).problem for status in (Status.SUBMITTED, Status.CLOSED)}
    for status, numbers in ((Status.SUBMITTED, range(COUNT)), (Status.CLOSED, range(AFTER))):
        for n in numbers:
            problem = stories[status]
            head = problem.head.model_copy(update={"id": record_id(n), "title": f"第{n}个问题"})
            path = root / f"orgs/{places[n]}/problems/{record_id(n)}.toml"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(kinds.PROBLEM.encode(dataclasses.replace(problem, org=places[n], head=head)))
        _git(root, "init", "--quiet", "--initial-branch=main")
        _git(root, "add", "--all")
        _git(root, "commit", "--quiet", "-m", str(status))
    _git(root, "clone", "--quiet", ".", "../before")
    _git(root.parent / "before", "reset", "--quiet", "--hard", "HEAD~1")
    return root


def _git(folder: Path, *arguments: str) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "n@n.invalid" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        **{f"GIT_{who}_DATE": f"{DAY}T09:30:00+08:00" for who in ("AUTHOR", "COMMITTER")},
    }  # fmt: skip
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env=environ)


Told = Callable[..., Any]


@pytest.fixture
def told(county: Path, yian: Yian, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Return what a command says of the ledger in a folder, which workers read."""

    def call(*arguments: str, folder: str = "ledger", processors: int = 2) -> Any:
        monkeypatch.setattr(workers, "processors", lambda: processors)
        words = (*arguments, "--ledger", county.parent / folder, "--json")
        done = yian(*words, YIAN_NOW=f"{DAY}T18:00:00+08:00")
        assert done.status in (0, 1), done.err
        return json.loads(done.out)

    return call


VIEWS: Final = ((), ("--org", "zjj"), ("--common", "--by", "kind"), ("--sweep",))
"""All views ask the same index; these are enough."""


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_a_report_at_a_revision_is_that_of_a_checkout(told: Told, view: tuple[str, ...]) -> None:
    found = told("report", *view, "--rev", "HEAD~1", "--as-of", DAY)
    assert _said(found) == _said(told("report", *view, "--as-of", DAY, folder="before"))


def test_what_changed_between_revisions_is_told_as_of_their_checkouts(told: Told) -> None:
    for asked in (("diff", "HEAD~1..HEAD"), ("compare", "--from", "HEAD~1")):
        found = told(*asked)
        assert {problem["id"] for problem in found["closed"]} == {record_id(n) for n in range(AFTER)}
        for end, folder in (("from", "before"), ("to", "ledger")):
            assert found[end]["figures"] == told("compare", "--from", DAY, folder=folder)["from"]["figures"]


def test_verify_finds_by_two_workers_what_one_process_does(told: Told) -> None:
    found = told("verify")
    assert len(found["findings"]) > AFTER  # of what was closed as it must not be
    assert found == told("verify", processors=1)


def _said(report: dict[str, Any]) -> dict[str, Any]:
    """Return what a report says of the ledger, without how it was asked for."""
    return {name: value for name, value in report.items() if isinstance(value, (list, dict))}
