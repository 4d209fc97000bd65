"""Synchronising clones over a bare repository: what comes and goes, what stops it, and going on after that."""

import subprocess
from pathlib import Path

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.branches import ENVIRON, Side, close, evidence, progress, registered
from tests.services.ledgers import new_desk, tree
from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.model.lifecycle import fold
from yiananlib.services.sharing import sync as service
from yiananlib.services.sharing.sync import Synced, sync
from yiananlib.store import clone, git, transport


@pytest.fixture(autouse=True)
def _same_git_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, ENVIRON[name])


@pytest.fixture
def shared(tmp_path: Path) -> Side:
    """A ledger with a bare repository beside it, to which nothing was sent yet."""
    side = Side(new_desk(tmp_path / "first").root)
    side.name = "first"
    side.git("init", "--quiet", "--initial-branch=main")
    side.git("init", "--quiet", "--bare", "--initial-branch=main", str(tmp_path / "shared.git"))
    side.git("remote", "add", "origin", str(tmp_path / "shared.git"))
    side.write(".gitignore", ".yian/\n")
    side.commit("init")
    return side


def cloned(side: Side, name: str) -> Side:
    folder = side.root.parent / name
    side.git("clone", "--quiet", str(side.root.parent / "shared.git"), str(folder))
    made = Side(folder)
    made.name, made.now = name, side.now
    return made


def synced(side: Side, remote: str | None = None) -> Synced:
    return sync(side.ledger, side.context(OFFICE), remote)


def pair(shared: Side) -> tuple[Side, Side, str]:
    """Return two clones that have the same problem, and the problem."""
    ref = registered(shared)
    shared.commit("zjj: add-problem")
    assert synced(shared).done
    return shared, cloned(shared, "second"), ref


def test_the_first_goes_and_the_branch_is_remembered(shared: Side) -> None:
    found = synced(shared)
    assert (found.remote, found.branch, found.came, found.went, found.done) == ("origin", "main", (), ("建账",), True)
    again = synced(shared)
    assert (again.came, again.went, again.done) == ((), (), True)
    assert shared.git("config", "branch.main.remote") == "origin\n"


def test_records_of_both_sides_come_and_go(shared: Side) -> None:
    first, second, ref = pair(shared)
    progress("甲")(first.later(minutes=5), ref)
    first.commit("zjj/x: progress 甲")
    progress("乙")(second.later(minutes=7), ref)
    second.commit("zjj/x: progress 乙")
    assert synced(first).went == ("zjj/x: progress 甲",)
    found = synced(second)
    assert (found.came, found.went) == (("zjj/x: progress 甲",), ("zjj/x: progress 乙",))
    assert found.merged == (second.file_of(ref),)
    assert synced(first).came == ("zjj/x: progress 乙",)
    assert tree(first.root) == tree(second.root)
    assert first.git("rev-parse", "HEAD") == second.git("rev-parse", "HEAD")


def test_what_collides_stays_here_and_nothing_is_sent(shared: Side) -> None:
    ref = shared.passed()
    shared.commit("passed")
    synced(shared)
    second = cloned(shared, "second")
    close(shared.later(minutes=5), ref)
    shared.commit("close")
    synced(shared)
    evidence(second.later(minutes=9), ref)
    second.commit("add-evidence")
    found = synced(second)
    assert not found.done
    assert "“close”" in found.left[0].reason
    assert found.went == ()
    assert clone.underway(second.root) == "merge"
    assert synced(second).left == found.left
    second.git("merge", "--abort")
    second.git("reset", "--quiet", "--hard", "@{upstream}")
    assert synced(second).done


def test_what_is_not_in_order_is_not_sent(shared: Side) -> None:
    first, second, ref = pair(shared)
    first.append(ref, "closed", id="c00000")
    first.commit("close")
    found = synced(first)
    assert [f.file for f in found.withheld][:1] == [first.file_of(ref)]
    assert (found.went, found.done) == ((), False)
    assert synced(second).came == ()


def test_an_error_that_the_others_have_already_keeps_nobody_from_sending(shared: Side) -> None:
    first, second, ref = pair(shared)
    first.write("orgs/zjj/stray.toml", "x")
    first.commit("stray")
    first.git("push", "--quiet", "origin", "main")
    progress("乙")(second, ref)
    second.commit("progress")
    found = synced(second)
    assert (found.done, found.verified.in_order, len(found.went)) == (True, False, 1)


def test_a_faster_push_is_merged_and_one_s_own_tried_again(shared: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, ref = pair(shared)
    real = clone.push
    tries: list[int] = []

    def overtaken(
        folder: Path, remote: str, branch: str, told: transport.Told, *, track: bool
    ) -> tuple[bool, git.Failure | None]:
        if not tries:
            tries.append(1)
            progress("甲")(first.later(minutes=2), ref)
            first.commit("faster")
            first.git("push", "--quiet", "origin", "main")
        return real(folder, remote, branch, told, track=track)

    monkeypatch.setattr(clone, "push", overtaken)
    progress("乙")(second.later(minutes=3), ref)
    second.commit("slower")
    found = synced(second)
    assert (found.came, found.went, found.done) == (("faster",), ("slower",), True)


def test_sync_gives_up_after_some_tries_and_says_so(shared: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clone, "push", lambda *_a, **_m: (True, git.Failure("rejected")))
    with pytest.raises(WriteFailed, match=f"pushed first, {service.TRIES} times"):
        synced(shared)


def test_a_shared_repository_that_refuses_is_quoted(shared: Side) -> None:
    hook = shared.root.parent / "shared.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho refused by the office >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    with pytest.raises(WriteFailed, match="did not accept the push"):
        synced(shared)


def test_a_remote_that_is_not_there_is_a_failure_and_again_it_works(shared: Side) -> None:
    path = shared.root.parent / "shared.git"
    path.rename(path.with_suffix(".away"))
    with pytest.raises(WriteFailed, match="Nothing could be fetched"):
        synced(shared)
    path.with_suffix(".away").rename(path)
    assert synced(shared).done


def test_a_merge_that_was_left_in_progress_is_finished(shared: Side) -> None:
    first, second, ref = pair(shared)
    progress("甲")(first, ref)
    first.commit("甲")
    synced(first)
    progress("乙")(second.later(minutes=3), ref)
    second.commit("乙")
    second.git("fetch", "--quiet")
    second.git("merge", "--quiet", "origin/main", status=1)
    found = synced(second)
    assert (found.done, found.merged) == (True, (second.file_of(ref),))


def test_what_a_killed_merge_had_written_is_written_again(shared: Side) -> None:
    first, second, ref = pair(shared)
    new = first.problem(title="另一题")
    progress("甲")(first, ref)
    first.commit("甲")
    synced(first)
    progress("乙")(second.later(minutes=3), ref)
    second.commit("乙")
    second.git("fetch", "--quiet")
    second.git("merge", "--quiet", "--no-commit", "origin/main", status=1)
    half = {path: (second.root / path).read_bytes() for path in (second.file_of(new), second.file_of(ref))}
    second.git("merge", "--abort")
    for path, data in half.items():
        second.write(path, data)
    second.write(second.file_of(new), (first.root / first.file_of(new)).read_bytes())
    if b"<<<<<<<" in half[second.file_of(ref)]:
        second.git("checkout", "--", second.file_of(ref))
    assert synced(second).done
    assert len(fold(second.ledger.find_problem(ref)).problem.entries) == 4


def test_what_is_not_committed_stays_and_is_told(shared: Side) -> None:
    first, second, ref = pair(shared)
    progress("甲")(first, ref)
    first.commit("甲")
    synced(first)
    second.problem(title="未提交")
    found = synced(second)
    assert (found.pending, found.done) == ((), True)
    assert second.git("log", "-1", "--no-merges", "--format=%(trailers:key=Yian-By,valueonly)").strip() == LIAISON
    second.write("orgs/zjj/说明.txt", "x")
    second.edit(second.file_of(ref), "due = 2026-06-15", "due = 2026-12-15")
    before = (second.root / second.file_of(ref)).read_bytes()
    assert synced(second).pending == (second.file_of(ref), "orgs/zjj/说明.txt")
    synced(first)
    progress("丙")(first.later(minutes=9), ref)
    first.commit("丙")
    synced(first)
    with pytest.raises(WriteFailed, match="could not be merged"):
        synced(second)
    assert (second.root / second.file_of(ref)).read_bytes() == before


def test_in_the_middle_of_a_rebase_it_waits(shared: Side) -> None:
    first, second, ref = pair(shared)
    progress("甲")(first, ref)
    first.commit("甲")
    synced(first)
    progress("乙")(second, ref)
    second.commit("乙")
    second.git("fetch", "--quiet")
    second.git("rebase", "--quiet", "origin/main", status=1)
    with pytest.raises(UsageProblem, match="in the middle of a rebase"):
        synced(second)


def test_there_must_be_somebody_to_share_with(shared: Side, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="no remote “nobody”"):
        synced(shared, "nobody")
    desk = new_desk(tmp_path / "alone")
    with pytest.raises(UsageProblem, match="not in git"):
        sync(desk.ledger, desk.context(OFFICE), None)
    subprocess.run(["git", "init", "--quiet"], cwd=desk.root, env=ENVIRON, check=True)
    with pytest.raises(UsageProblem, match="git is not on a branch with a commit"):
        sync(desk.ledger, desk.context(OFFICE), None)


def test_where_git_knows_nobody_the_officer_makes_the_merge(shared: Side) -> None:
    first, second, ref = pair(shared)
    progress("甲")(first, ref)
    first.commit("甲")
    synced(first)
    progress("乙")(second.later(minutes=3), ref)
    second.commit("乙")
    sync(second.ledger, second.context(OFFICE), None)
    assert second.git("show", "--no-patch", "--format=%ae", "HEAD") == "liaison@office.invalid\n"


def test_a_merge_that_git_only_left_traces_of_is_begun_again(shared: Side) -> None:
    first, second, ref = pair(shared)
    new = first.problem(title="另一题")
    progress("甲")(first, ref)
    first.commit("甲")
    synced(first)
    progress("乙")(second.later(minutes=3), ref)
    second.commit("乙")
    second.git("fetch", "--quiet")
    second.write(".git/MERGE_HEAD", second.git("rev-parse", "origin/main"))
    assert synced(second).done
    assert second.git("status", "--porcelain") == ""
    assert (second.root / second.file_of(new)).is_file()
    assert len(second.ledger.find_problem(ref).entries) == 4
