"""A commit for each officer, of what is not committed or not shared."""

from pathlib import Path

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.services.repositories import Repository, honest, progressed
from yiananlib.model.entries import Redated
from yiananlib.services.recording import rectify
from yiananlib.services.sharing.by_officer import commit_pending, named_anew, runs
from yiananlib.store import kinds, layout


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An honest history, all of it shared."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    repo = honest(tmp_path / "ledger")
    repo.git("config", "user.name", "n")
    repo.git("config", "user.email", "n@n.invalid")
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    for name in ("GIT_COMMITTER_DATE", "GIT_AUTHOR_DATE"):
        monkeypatch.setenv(name, repo.now.isoformat())
    return repo


def noted(repo: Repository, path: str, by: str, note: str) -> None:
    rectify.note(repo.ledger, repo.context(by), repo.ref(path), note)


def subjects(repo: Repository) -> list[str]:
    return repo.git(
        "log", "--reverse", "--format=%(trailers:key=Yian-By,valueonly,separator=%x2c)", "origin/main.."
    ).split("\n")


def test_what_is_recorded_is_committed_a_commit_for_each_officer(repo: Repository) -> None:
    noted(repo, repo.open_one, LIAISON, "一")
    noted(repo, repo.closed_one, OFFICE, "二")
    noted(repo, repo.open_one, OFFICE, "三")
    noted(repo, repo.open_one, OFFICE, "四")
    before = {path: repo.text(path) for path in (repo.open_one, repo.closed_one)}
    assert commit_pending(repo.ledger, repo.context()) == 2
    assert subjects(repo) == [LIAISON, OFFICE]
    assert repo.git("status", "--porcelain") == ""
    assert {path: repo.text(path) for path in before} == before
    assert repo.findings() == ()
    assert commit_pending(repo.ledger, repo.context()) == 0


def test_a_supporting_file_larger_than_any_record_is_committed_whole(repo: Repository) -> None:
    paper = repo.paper()
    paper.write_bytes(bytes(range(256)) * 16_000)
    rectify.add_evidence(repo.ledger, repo.context(), repo.ref(repo.open_one), [paper], measure=1)
    assert commit_pending(repo.ledger, repo.context()) == 1
    assert repo.git("status", "--porcelain") == ""
    assert repo.findings() == ()


def test_the_order_within_a_record_is_kept_whoever_wrote(repo: Repository) -> None:
    for by in (LIAISON, OFFICE, LIAISON):
        noted(repo, repo.open_one, by, by)
    assert commit_pending(repo.ledger, repo.context()) == 3
    assert subjects(repo) == [LIAISON, OFFICE, LIAISON]
    assert repo.findings() == ()


def test_what_is_added_to_any_list_of_a_record_stands_in_that_list(repo: Repository) -> None:
    """A round has answers and what sets their clocks right: neither is written as the other."""
    path = "orgs/zjj/rounds/2026-1.toml"
    old = repo.text(path).encode()
    place = layout.place(path)
    assert place is not None
    round_ = kinds.ROUND.decode(old, place.org, place.name)
    more = round_.answers[0].model_copy(update={"id": "zzzzzz", "by": LIAISON})
    said = {"at": more.at, "entry": "zzzzzz", "day": more.at.date(), "reason": "快了"}
    mended = [Redated.model_validate({"id": f"zzzzz{n}", "by": by, **said}) for n, by in ((1, OFFICE), (2, INSPECTOR))]
    new = kinds.ROUND.encode(round_.followed_by(more, *mended))
    found = runs(place, old, new) or []
    read = [kinds.ROUND.decode(run.data, place.org, place.name) for run in found]
    assert [(len(one.answers), len(one.corrections)) for one in read] == [(2, 0), (2, 1), (2, 2)]
    assert [run.by for run in found] == [LIAISON, OFFICE, INSPECTOR]
    both = kinds.ROUND.encode(read[-1].followed_by(more))
    assert [run.by for run in runs(place, found[-1].data, both) or ()] == [LIAISON]


def test_a_new_record_with_evidence_is_committed_whole(repo: Repository) -> None:
    ref = repo.problem(title="新问题")
    repo.measure(ref)
    repo.done(ref, content="新证据")
    repo.endorse(ref)
    assert commit_pending(repo.ledger, repo.context()) == 2
    assert subjects(repo) == [LIAISON, HEAD]
    assert repo.git("status", "--porcelain") == ""
    assert repo.findings() == ()


def test_what_was_staged_or_is_no_record_stays_as_it_is(repo: Repository) -> None:
    repo.write("README.md", "x")
    repo.git("add", "README.md")
    repo.edit("yian.toml", "publicity_days = 5", "publicity_days = 6")
    noted(repo, repo.open_one, LIAISON, "一")
    assert commit_pending(repo.ledger, repo.context()) == 1
    assert sorted(repo.git("status", "--porcelain").split()) == ["A", "M", "README.md", "yian.toml"]


def test_what_was_edited_or_is_wrong_is_not_committed(repo: Repository) -> None:
    repo.edit(repo.open_one, "due = 2026-06-15", "due = 2026-12-15")
    assert commit_pending(repo.ledger, repo.context()) == 0
    repo.git("checkout", "--quiet", ".")
    repo.append(repo.ref(repo.closed_one), "closed", OFFICE)
    assert commit_pending(repo.ledger, repo.context()) == 0
    repo.write(repo.closed_one, "x = ")
    assert commit_pending(repo.ledger, repo.context()) == 0


def test_a_commit_that_names_nobody_is_made_anew(repo: Repository) -> None:
    progressed(repo, repo.open_one)
    old = repo.commit()
    repo.recorded(OFFICE, lambda: noted(repo, repo.closed_one, OFFICE, "一"))
    tree = repo.git("rev-parse", "HEAD^{tree}")
    assert "by" in repo.codes()
    assert named_anew(repo.ledger, None) == 1
    assert subjects(repo) == [LIAISON, OFFICE]
    assert repo.git("rev-parse", "HEAD^{tree}") == tree
    assert repo.git("status", "--porcelain") == ""
    assert repo.git("log", "-1", "--format=%s%an%at%ct", "HEAD~1") == repo.git("log", "-1", "--format=%s%an%at%ct", old)
    assert repo.findings() == ()
    assert named_anew(repo.ledger, None) == 0


@pytest.mark.parametrize("by", [None, f"{LIAISON}\nYian-By: {OFFICE}"])
def test_a_commit_of_several_is_taken_apart(repo: Repository, by: str | None) -> None:
    repo.write("README.md", "x")
    noted(repo, repo.open_one, LIAISON, "一")
    noted(repo, repo.closed_one, OFFICE, "二")
    noted(repo, repo.open_one, OFFICE, "三")
    repo.commit(by)
    tree = repo.git("rev-parse", "HEAD^{tree}")
    assert named_anew(repo.ledger, None) == 1
    assert subjects(repo) == [LIAISON, OFFICE]
    assert repo.git("rev-parse", "HEAD^{tree}") == tree
    assert repo.findings() == ()


def test_shared_commits_are_never_rewritten(repo: Repository) -> None:
    progressed(repo, repo.open_one)
    head = repo.commit()
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert named_anew(repo.ledger, None) == 0
    assert repo.git("rev-parse", "HEAD") == head


def test_a_commit_in_another_officer_s_name_is_not_corrected(repo: Repository) -> None:
    progressed(repo, repo.open_one)
    head = repo.commit(OFFICE)
    assert named_anew(repo.ledger, None) == 0
    assert repo.git("rev-parse", "HEAD") == head
    assert repo.codes() == ["by"]


def test_a_merge_keeps_its_sides(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "-b", "side")
    repo.recorded("", lambda: noted(repo, repo.open_one, LIAISON, "旁"))
    repo.git("checkout", "--quiet", "main")
    repo.recorded(OFFICE, lambda: noted(repo, repo.closed_one, OFFICE, "主"))
    repo.git("merge", "--quiet", "--no-edit", "side")
    named_anew(repo.ledger, None)
    assert len(repo.git("log", "-1", "--format=%p").split()) == 2
    assert repo.git("status", "--porcelain") == ""
    assert [f for f in repo.codes() if f == "by"] == []
