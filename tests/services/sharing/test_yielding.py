"""A collision is settled by giving way: in the merge itself, by who made what cannot stand, and nobody else."""

import datetime as dt
import os
from collections.abc import Callable

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.services.branches import CASES, Case, Side, prepared
from tests.services.ledgers import entropy
from tests.services.repositories import Repository, clone_of
from yiananlib.errors import LedgerInvalid, NotAllowed, UsageProblem
from yiananlib.model.lifecycle import fold
from yiananlib.model.vocabulary import Verdict
from yiananlib.services.recording.context import Context
from yiananlib.services.sharing.yielding import Yielded, give_way
from yiananlib.services.verifying.verify import verify
from yiananlib.store import clone, git

COLLIDING = {case.name: case for case in CASES if case.collides}
BY = {
    "measure/measure": LIAISON, "occurrence/occurrence": LIAISON, "submit/submit": LIAISON,
    "review/withdraw": INSPECTOR, "close/evidence": OFFICE,
    "evidence/close": LIAISON, "grant/close": OFFICE, "void/progress": OFFICE,
    "transfer/transfer": OFFICE, "close/transfer": OFFICE, "transfer/progress": OFFICE, "hands/hands": HEAD,
}  # fmt: skip
"""Who gives way in the collisions of two entries, on our side."""


@pytest.fixture(autouse=True)
def _same_git_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("GIT_CONFIG_GLOBAL", os.devnull), ("GIT_CONFIG_NOSYSTEM", "1")):
        monkeypatch.setenv(name, value)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "n")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "n@n.invalid")


def colliding(folder: object, case: Case) -> tuple[Side, str]:
    side, ref = prepared(folder, case)  # type: ignore[arg-type]
    clone.merge(side.root, "theirs", git.Identity("甲", "a@x.invalid"))
    return side.later(minutes=30), ref


@pytest.mark.parametrize("name", BY)
def test_what_is_one_s_own_gives_way_and_the_rest_stands(tmp_path: object, name: str) -> None:
    side, ref = colliding(tmp_path / "ledger", COLLIDING[name])  # type: ignore[operator]
    theirs = side.git("rev-parse", "MERGE_HEAD").strip()
    done = give_way(side.ledger, side.context(BY[name]))
    assert done.entries
    assert {gave.entry.by for gave in done.entries} == {BY[name]}
    problem = side.ledger.find_problem(ref)
    assert fold(problem).faults == ()
    assert {e.entry for e in problem.entries if e.kind == "retracted"} == {gave.entry.id for gave in done.entries}
    assert side.git("log", "-1", "--format=%P").split()[1] == theirs
    assert side.git("log", "-1", "--format=%(trailers:key=Yian-By,valueonly)").strip() == BY[name]
    assert side.git("status", "--porcelain", "--untracked-files=no") == ""
    assert [
        f for f in verify(side.ledger).findings if f.code in ("lifecycle", "unreadable", "transfer", "duplicate")
    ] == []


@pytest.mark.parametrize("name", sorted(COLLIDING.keys() - BY.keys()))
def test_what_is_no_entry_of_one_s_own_is_left_and_nothing_is_written(tmp_path: object, name: str) -> None:
    side, _ref = colliding(tmp_path / "ledger", COLLIDING[name])  # type: ignore[operator]
    unmerged = clone.unmerged(side.root)
    for by in (LIAISON, OFFICE):
        with pytest.raises((NotAllowed, LedgerInvalid)):  # the latter: markers in a definition
            give_way(side.ledger, side.context(by))
    assert clone.unmerged(side.root) == unmerged
    assert clone.underway(side.root) == "merge"


def test_nobody_gives_way_for_another(tmp_path: object) -> None:
    side, _ref = colliding(tmp_path / "ledger", COLLIDING["review/withdraw"])  # type: ignore[operator]
    with pytest.raises(NotAllowed, match="the entries of"):
        give_way(side.ledger, side.context(OFFICE))


def test_without_a_merge_there_is_nothing_to_yield_to(repo: Repository) -> None:
    with repo.refuses(UsageProblem, "No merge is in progress"):
        give_way(repo.ledger, repo.context())


# proven


class Elsewhere(Repository):
    """A clone in which ids are chosen as nowhere else."""

    def context(self, by: str | None = LIAISON, on: dt.date | None = None) -> Context:
        return super().context(by, on)._replace(entropy=lambda salt: entropy(f"elsewhere/{salt}"))


def returned(repo: Repository) -> None:
    repo.review(repo.ref(repo.open_one), Verdict.RETURN)


def collided(repo: Repository, mine: Callable[[Repository], object], others: Callable[[Repository], object]) -> str:
    """Record on two sides what collides, the others' first; return theirs."""
    other = Elsewhere(clone_of(repo, "other").root)
    other.now = repo.now
    mine(repo)
    repo.commit(OFFICE)
    other.now = repo.now
    others(other)
    other.commit(INSPECTOR)
    repo.git("fetch", "--quiet", other.root, "main")
    theirs = repo.git("rev-parse", "FETCH_HEAD")
    repo.git("merge", "--quiet", "FETCH_HEAD", status=1)
    return theirs


def yielded(repo: Repository, by: str) -> Yielded:
    return give_way(repo.ledger, repo.context(by), "县纪委已退回")


def test_the_merge_that_settles_it_is_proven(repo: Repository) -> None:
    before = repo.git("rev-parse", "HEAD")
    collided(repo, lambda r: r.close(r.ref(r.open_one)), lambda r: returned(r))
    done = yielded(repo, OFFICE)
    assert [(gave.kind, gave.entry.kind) for gave in done.entries] == [("problem", "closed")]  # type: ignore[attr-defined]
    assert repo.codes() == repo.codes(f"{before}..") == []


def test_a_retraction_by_another_in_a_merge_is_found(repo: Repository) -> None:
    collided(repo, lambda r: r.close(r.ref(r.open_one)), lambda r: returned(r))
    done = yielded(repo, OFFICE)
    (gave,) = done.entries
    text = repo.text(repo.open_one)
    head, mark, last = text.rpartition("\n[[entries]]")
    repo.write(repo.open_one, head + mark + last.replace(f'by = "{OFFICE}"', f'by = "{LIAISON}"'))
    repo.commit(LIAISON, "--amend")
    assert gave.entry.by == OFFICE
    assert "authority" in repo.codes()


@pytest.mark.parametrize("name", ["review/withdraw", "measure/measure", "close/evidence"])
def test_without_an_officer_those_whose_entries_can_give_way_are_named(tmp_path: object, name: str) -> None:
    side, _ref = colliding(tmp_path / "ledger", COLLIDING[name])  # type: ignore[operator]
    before = side.git("status", "--porcelain")
    with pytest.raises(UsageProblem, match="Allowed:") as refused:
        give_way(side.ledger, side.context(None))
    said = str(refused.value).partition("Allowed:")[2]
    assert f"({BY[name]})" in said
    assert said.count("/") == 1
    assert side.git("status", "--porcelain") == before
