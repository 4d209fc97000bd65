"""Merging in real git without a merge driver: what git stops at, and what it merges wrongly by itself."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from tests.services.branches import (
    CASES,
    ENVIRON,
    Case,
    Side,
    close,
    delete,
    evidence,
    move,
    nothing,
    prepared,
    progress,
    registered,
)
from tests.services.ledgers import new_desk, tree
from yiananlib.model.finding import Level
from yiananlib.model.lifecycle import fold
from yiananlib.model.vocabulary import Status
from yiananlib.services.sharing import merging
from yiananlib.services.sharing.merging import Resolved
from yiananlib.store import clone, layout
from yiananlib.store import merging as files


def resolve(side: Side) -> Resolved:
    return merging.resolve(side.ledger, lambda: None)


def merge(side: Side, branch: str = "theirs") -> Resolved:
    """Merge a branch by git alone, then resolve."""
    side.git("-c", "merge.conflictStyle=diff3", "merge", "--no-commit", "--quiet", branch, status=clashes(side, branch))
    return resolve(side)


def clashes(side: Side, branch: str) -> int:
    """Return how `git merge` will end."""

    done = subprocess.run(
        ["git", "merge-tree", "--write-tree", "HEAD", branch],
        cwd=side.root,
        env=ENVIRON,
        capture_output=True,
        check=False,
    )
    return done.returncode


def said(found: Resolved) -> str:
    return "\n".join(f"{left.path}: {left.reason} → {left.remedy}" for left in found.settled.left)


def values(side: Side) -> dict[str, object]:
    """Return what every record says."""
    found = {}
    for path, data in tree(side.root).items():
        place = layout.place(path)
        if place is not None and files.mergeable(place):
            found[path] = files.read(place, data)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_two_sides_come_to_what_they_must(case: Case, tmp_path: Path) -> None:
    side, _ref = prepared(tmp_path / "ledger", case)
    found = merge(side)
    if case.collides:
        assert found.settled.left, found
        assert all(word in said(found) for word in case.collides), said(found)
        assert clone.unmerged(side.root) or case.name in ("take out/progress", "edit/progress", "rewrite/progress")
        return
    assert found.settled.left == (), said(found)
    assert {f.code for f in found.verified.findings if f.level is Level.ERROR} == set(case.found)
    assert clone.unmerged(side.root) == {}
    ours = values(side)
    side.git("commit", "--quiet", "--no-edit")
    side.git("switch", "--quiet", "theirs")
    assert merge(side, "main@{1}").settled.left == ()
    assert values(side) == ours


# what git merges by itself


def test_a_clean_merge_that_is_illegal_is_found_before_and_after_its_commit(tmp_path: Path) -> None:
    case = Case("", registered, progress("甲"), progress("乙"))
    side, ref = prepared(tmp_path / "ledger", case)
    merge(side)
    side.git("commit", "--quiet", "--no-edit")
    assert resolve(side).settled.left == ()
    lost = side.git("show", "HEAD^1:" + side.file_of(ref))
    side.write(side.file_of(ref), lost)
    side.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    found = resolve(side)
    assert "the merge dropped or changed something one side recorded" in said(found)
    assert "HEAD^2" in said(found)


def test_what_git_merged_wrongly_by_itself_is_merged_again(tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "ledger", Case("", registered, progress("甲"), progress("乙")))
    ours = (side.root / side.file_of(ref)).read_bytes()
    side.git("merge", "--no-commit", "--quiet", "-X", "ours", "theirs")
    assert (side.root / side.file_of(ref)).read_bytes() == ours
    found = resolve(side)
    assert (found.settled.merged, found.settled.left) == ((side.file_of(ref),), ())
    assert len(side.ledger.find_problem(ref).entries) == 4


def test_a_record_that_one_side_deleted_and_nobody_touched_is_told(tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "ledger", Case("", registered, nothing, delete))
    assert "never deleted" in said(merge(side))
    side.git("checkout", "HEAD", "--", side.file_of(ref))
    assert resolve(side).settled.left == ()


def test_a_record_moved_and_edited_is_merged_where_it_was_moved_to(tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "ledger", Case("", registered, progress("甲"), move))
    found = merge(side)
    assert found.settled.left == ()
    assert len(side.ledger.find_problem("czj/" + ref.partition("/")[2]).entries) == 3


# what a person did meanwhile


def test_what_was_settled_by_hand_is_not_written_over(tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "ledger", Case("", registered, progress("甲"), progress("乙")))
    side.git("merge", "--quiet", "theirs", status=1)
    ours = side.git("show", "HEAD:" + side.file_of(ref))
    mine = side.write(side.file_of(ref), ours + "\n# 手工\n")
    found = resolve(side)
    assert "edited by hand" in said(found)
    assert mine.read_text(encoding="utf-8").endswith("# 手工\n")
    side.git("checkout", "--merge", "--", side.file_of(ref))
    assert resolve(side).settled.left == ()
    text = mine.read_text(encoding="utf-8")
    side.git("checkout", "--merge", "--", side.file_of(ref))
    side.write(side.file_of(ref), "# 手工合并\n" + text)
    assert resolve(side).settled.left == ()
    assert mine.read_text(encoding="utf-8") == "# 手工合并\n" + text


def test_resolving_again_changes_nothing(tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "ledger", Case("", registered, progress("甲"), progress("乙")))
    assert merge(side).settled.merged == (side.file_of(ref),)
    before = tree(side.root)
    again = resolve(side)
    assert (again.settled.merged, again.settled.left, again.settled.operation) == ((), (), "merge")
    assert tree(side.root) == before


# rebase and cherry-pick


def test_a_rebase_puts_each_record_on_top(tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "ledger", Case("", registered, progress("甲"), progress("乙")))
    side.later(minutes=5)
    progress("丙")(side, ref)
    side.commit("third")
    side.git("rebase", "--quiet", "theirs", status=1)
    for _n in range(2):
        found = resolve(side)
        assert (found.settled.operation, found.settled.left) == ("rebase", ())
        side.git("-c", "core.editor=true", "rebase", "--continue", status=0 if _n else 1)
    assert clone.underway(side.root) is None
    assert len(side.ledger.find_problem(ref).entries) == 5


def test_the_decision_that_gives_way_is_skipped_and_the_rest_follows(tmp_path: Path) -> None:
    case = Case("", lambda s: s.passed(), evidence, close)
    side, ref = prepared(tmp_path / "ledger", case)
    side.append(ref, "noted", id="n0ted0", note="已告知")
    side.commit("a note after it")
    side.git("rebase", "--quiet", "theirs", status=1)
    found = resolve(side)
    assert "“close”" in said(found)
    side.git("rebase", "--skip", status=1)
    assert resolve(side).settled.left == ()
    side.git("-c", "core.editor=true", "rebase", "--continue")
    state = fold(side.ledger.find_problem(ref))
    assert (state.status, state.faults, state.problem.entries[-1].id) == (Status.CLOSED, (), "n0ted0")


def test_a_cherry_pick_takes_one_record(tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "ledger", Case("", registered, progress("甲"), progress("乙")))
    side.git("switch", "--quiet", "theirs")
    side.later(minutes=5)
    progress("丙")(side, ref)
    side.commit("third")
    side.git("switch", "--quiet", "main")
    side.git("cherry-pick", "theirs", status=1)
    found = resolve(side)
    assert (found.settled.operation, found.settled.left) == ("cherry-pick", ())
    notes = [e.note for e in side.ledger.find_problem(ref).entries if e.kind == "progressed"]
    assert notes == ["甲", "丙"]


# other files


def both_write(path: str, ours: bytes, theirs: bytes) -> Case:
    return Case("", registered, lambda s, _r: s.write(path, ours), lambda s, _r: s.write(path, theirs))


def test_of_two_evidence_contents_the_one_matching_its_file_name_is_kept(tmp_path: Path) -> None:
    name = f"orgs/zjj/evidence/{hashlib.sha256(b'x').hexdigest()[:16]}-a.pdf"
    side, _ref = prepared(tmp_path / "one", both_write(name, b"x", b"x"))
    assert merge(side).settled.left == ()
    side, _ref = prepared(tmp_path / "two", both_write(name, b"tampered", b"x"))
    assert merge(side).settled.left == ()
    assert (side.root / name).read_bytes() == b"x"
    side, _ref = prepared(tmp_path / "three", both_write(name, b"y", b"z"))
    assert "both sides have different content under this name," in said(merge(side))


def test_what_is_no_record_is_left_to_people(tmp_path: Path) -> None:
    side, _ref = prepared(tmp_path / "ledger", both_write("README.md", b"x\n", b"y\n"))
    assert "it is not a record of the ledger" in said(merge(side))


def test_a_link_on_one_side_is_not_followed(tmp_path: Path) -> None:
    def link(side: Side, _ref: str) -> None:
        (side.root / "orgs/zjj/problems/aaaaaa.toml").symlink_to("/etc/passwd")

    case = Case("", registered, link, lambda s, _r: s.write("orgs/zjj/problems/aaaaaa.toml", "x = 1\n"))
    side, _ref = prepared(tmp_path / "ledger", case)
    assert said(merge(side))


def test_a_ledger_without_git_has_nothing_unmerged(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    found = merging.resolve(desk.ledger, lambda: None)
    assert (found.settled.operation, found.settled.left, found.verified.in_order) == (None, (), True)


# the driver


def driven(tmp_path: Path, path: str, base: bytes, ours: bytes, theirs: bytes) -> tuple[merging.Driven, bytes]:
    names = (tmp_path / "base", tmp_path / "ours", tmp_path / "theirs")
    for name, data in zip(names, (base, ours, theirs), strict=True):
        name.write_bytes(data)
    return merging.drive(names[0], names[1], names[2], path, tmp_path), names[1].read_bytes()


def test_the_driver_merges_or_leaves_markers(tmp_path: Path) -> None:
    base = (registered_file := b"schema = 1\n") + b'\n[[prompts]]\nid = "a"\naspect = "x"\ntext = "a"\n'
    ours = base + b'\n[[prompts]]\nid = "b"\naspect = "x"\ntext = "b"\n'
    theirs = base + b'\n[[prompts]]\nid = "c"\naspect = "x"\ntext = "c"\n'
    found, data = driven(tmp_path, "county/checklist.toml", base, ours, theirs)
    assert found.conflicts == ()
    assert data.count(b"[[prompts]]") == 3
    found, data = driven(tmp_path, "checklist.toml", b"", ours, theirs.replace(b'text = "a"', b'text = "z"'))
    assert found.conflicts
    assert files.has_markers(data)
    for path in ("notes.toml", "orgs/zjj/evidence/x"):
        found, data = driven(tmp_path, path, base, ours, registered_file)
        assert "not a record" in found.conflicts[0].reason
        assert files.has_markers(data)


def test_a_driver_that_breaks_leaves_markers_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_more: object) -> bytes:
        raise RecursionError

    monkeypatch.setattr(files, "merged", broken)
    with pytest.raises(RecursionError):
        driven(tmp_path, "checklist.toml", b"", b"a = 1\n", b"b = 1\n")
    assert files.has_markers((tmp_path / "ours").read_bytes())


def test_the_traces_of_a_merge_that_never_began_are_not_taken_for_one(tmp_path: Path) -> None:
    side, _ref = prepared(tmp_path / "ledger", Case("", registered, nothing, lambda s, _r: s.problem(title="乙")))
    side.write(".git/MERGE_HEAD", side.git("rev-parse", "theirs"))
    assert "before it had merged anything" in said(resolve(side))
    side.git("merge", "--quit")
    assert merge(side).settled.left == ()
