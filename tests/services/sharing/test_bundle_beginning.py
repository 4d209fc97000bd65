"""A ledger that was exported is a ledger again, the same to the byte; or the folder is as it was."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.builders import OFFICE
from tests.services.histories import histories
from tests.services.ledgers import Desk
from tests.services.repositories import Repository, honest
from tests.services.specimens import Clerk, divided
from yiananlib.errors import LedgerInvalid, UsageProblem, WriteFailed
from yiananlib.model.problem import Problem
from yiananlib.services.recording.begin import furnishings
from yiananlib.services.sharing import bundle_beginning
from yiananlib.services.sharing.bundle_beginning import begin, resume
from yiananlib.services.sharing.bundled import Bundled
from yiananlib.services.sharing.bundling import pieces
from yiananlib.services.verifying.verify import verify
from yiananlib.store import files, kinds, lock
from yiananlib.store.bundle_files import FORMS
from yiananlib.store.ledger import Ledger

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "yunling"


def exported(ledger: Ledger, path: Path, *, evidence: bool = True) -> Path:
    text = "".join(pieces(ledger, path.suffix[1:], evidence=evidence))
    path.write_text(text, encoding="utf-8", newline="")
    return path


def made(folder: Path, path: Path, **said: Any) -> Bundled:
    return begin(folder, Desk(folder).context(None), path, **{"apply": True} | said)


def held(root: Path) -> dict[str, bytes]:
    """What belongs to a ledger: not git's, nor what yian writes into each, nor keeps for itself."""
    found = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    return {path: data for path, data in found.items() if path.split("/")[0] not in {".git", ".yian", *furnishings()}}


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A ledger with a record of every kind, some by hand, keys, and a supporting file."""
    clerk = divided(tmp_path_factory.mktemp("bundle") / "ledger")
    ref = clerk.problem()
    clerk.measure(ref)
    clerk.done(ref)
    for kind in kinds.ALL:
        path = clerk.path(kind.name)
        clerk.write(path, "# 手写\r\n" + clerk.text(path))
    clerk.write("allowed_signers", "# 无\n")
    return clerk


@pytest.mark.parametrize("form", FORMS)
def test_a_round_trip_gives_the_same_ledger(clerk: Clerk, tmp_path: Path, form: str) -> None:
    path = exported(clerk.ledger, tmp_path / f"x.{form}")
    found = made(tmp_path / "new", path)
    assert held(tmp_path / "new") == held(clerk.root)
    assert (found.applied, found.in_error, found.counts["missing"]) == (True, False, 0)
    assert set(found.kinds) == {kind.name for kind in kinds.ALL} | {"evidence", "signers"}
    again = exported(Ledger(tmp_path / "new"), tmp_path / f"y.{form}")
    assert again.read_bytes().splitlines()[8:] == path.read_bytes().splitlines()[8:]
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_example_comes_back(tmp_path: Path, form: str) -> None:
    made(tmp_path / "new", exported(Ledger(EXAMPLE), tmp_path / f"x.{form}"))
    assert held(tmp_path / "new") == held(EXAMPLE)
    assert {path: (tmp_path / "new" / path).read_bytes() for path in furnishings()} == furnishings()
    assert verify(Ledger(tmp_path / "new")).in_order


@settings(max_examples=8)
@given(one=strategies.problems(), other=histories(most=8), by_hand=st.booleans())
def test_any_ledger_comes_back(one: Problem, other: Problem, by_hand: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = folder / "ledger"
        shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("orgs", "cases", ".yian"))
        for problem in (one, other):
            (root / "orgs" / problem.org).mkdir(parents=True, exist_ok=True)
            shutil.copy(EXAMPLE / "orgs" / "zjj" / "org.toml", root / kinds.ORG.path(problem.org))
            path = root / kinds.PROBLEM.path(problem.org, problem.head.id)
            path.parent.mkdir(exist_ok=True)
            data = kinds.PROBLEM.encode(problem)
            path.write_bytes("# 手写\n".encode() + data if by_hand else data)
        for form in FORMS:
            made(folder / form, exported(Ledger(root), folder / f"x.{form}"))
            assert held(folder / form) == held(root)


def test_where_the_campaign_commits_git_has_all_of_it(tmp_path: Path) -> None:
    desk = honest(tmp_path / "ledger")
    desk.edit("yian.toml", "commit = false", "commit = true")
    found = made(tmp_path / "new", exported(desk.ledger, tmp_path / "x.jsonl"))
    repo = Repository(tmp_path / "new")
    assert (found.uncommitted, found.counts["missing"]) == (None, 0)
    assert repo.git("status", "--porcelain", "--untracked-files=all") == ""
    assert held(tmp_path / "new").keys() <= set(repo.git("ls-files", "-z").split("\0"))
    assert repo.git("log", "--format=%s") == "导入"
    assert repo.codes() == ["unvouched"]


def test_git_gets_it_once_the_supporting_files_are_in_their_places(tmp_path: Path) -> None:
    desk = honest(tmp_path / "ledger")
    desk.edit("yian.toml", "commit = false", "commit = true")
    path = exported(desk.ledger, tmp_path / "x.jsonl", evidence=False)
    found = made(tmp_path / "new", path)
    repo = Repository(tmp_path / "new")
    assert found.counts["missing"] == 2
    assert "missing: 2" in (found.uncommitted or "")
    assert not (repo.root / ".git").exists()
    assert "evidence-missing" in {f.code for f in verify(repo.ledger).findings}
    again = resume(repo.ledger, repo.context(OFFICE), path)
    assert again is not None
    assert "missing: 2" in (again.uncommitted or "")
    shutil.copytree(desk.root / "orgs/zjj/evidence", repo.root / "orgs/zjj/evidence")
    again = resume(repo.ledger, repo.context(OFFICE), path)
    assert again is not None
    assert (again.uncommitted, again.counts["missing"]) == (None, 0)
    assert repo.codes() == ["unvouched"]


def test_a_preview_writes_nothing(clerk: Clerk, tmp_path: Path) -> None:
    path = exported(clerk.ledger, tmp_path / "x.jsonl")
    found = made(tmp_path / "above" / "new", path, apply=False)
    assert (found.applied, found.begins, found.in_error) == (False, True, False)
    assert [p.name for p in tmp_path.iterdir()] == ["x.jsonl"]
    assert found.counts == made(tmp_path / "above" / "new", path).counts


def test_an_empty_folder_becomes_the_ledger_and_keeps_its_mode(clerk: Clerk, tmp_path: Path) -> None:
    path = exported(clerk.ledger, tmp_path / "x.jsonl")
    folder = tmp_path / "new"
    folder.mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(folder)
    made(tmp_path / "link", path)
    assert held(folder) == held(clerk.root)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_not_empty_or_in_a_ledger_is_refused(clerk: Clerk, tmp_path: Path) -> None:
    path = exported(clerk.ledger, tmp_path / "x.jsonl")
    for folder in (tmp_path, path, path / "x", clerk.root, clerk.root / "orgs" / "new"):
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(UsageProblem):
            made(folder, path)
        assert sorted(tmp_path.rglob("*")) == before


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("change", "said"), [
    (lambda all_: [each for each in all_ if each.get("path") != "yian.toml"], "no campaign"),
    (lambda all_: [each for each in all_ if each.get("path") != "orgs/zjj/org.toml"], "records of zjj"),
    (lambda all_: [*all_[:-2], all_[-2] | {"sha256": "0" * 64}, all_[-1]], "digest"),
    (lambda all_: all_[:-2], "truncated"),
    (lambda all_: [*all_[:-1], all_[-2], all_[-1]], "twice"),
    (lambda all_: [*all_[:-1], {"path": "orgs/ZJJ/org.toml", "kind": "org", "org": "ZJJ",
                                "record": {"schema": 1, "name": "又一个", "order": 90}}, all_[-1]], "twice"),
    (lambda all_: [*all_[:-1], {"path": "orgs/ZJJ/evidence/x", "kind": "evidence", "org": "ZJJ", "id": "x", "size": 1,
                                "sha256": "0" * 64}, all_[-1]], "only in case"),
    (lambda all_: [*all_[:-1], {"path": "../x", "kind": "org"}, all_[-1]], "a ledger has no file with this path"),
])  # fmt: skip
def test_what_is_no_whole_ledger_leaves_nothing(
    clerk: Clerk, tmp_path: Path, change: Callable[[list[Any]], list[Any]], said: str
) -> None:
    path = exported(clerk.ledger, tmp_path / "x.jsonl")
    changed = change(lines(path))
    if "count" in changed[-1]:
        changed[-1] = {"count": len(changed) - 2}
    path.write_text("".join(json.dumps(each) + "\n" for each in changed), encoding="utf-8")
    for apply in (False, True):
        with pytest.raises(LedgerInvalid, match=said):
            made(tmp_path / "above" / "new", path, apply=apply)
        assert [p.name for p in tmp_path.iterdir()] == ["x.jsonl"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), WriteFailed("x")])
@pytest.mark.parametrize("where", ["lay", "settle"])
def test_a_disk_that_fails_leaves_nothing(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, error: BaseException
) -> None:
    path = exported(clerk.ledger, tmp_path / "x.jsonl")
    real = files.lay
    count = iter(range(100))

    def fail(*arguments: Any) -> None:
        if where == "lay" and next(count) < 5:
            real(*arguments)
            return
        raise error

    monkeypatch.setattr(files, where, fail)
    with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else WriteFailed):
        made(tmp_path / "above" / "new", path)
    assert [p.name for p in tmp_path.iterdir()] == ["x.jsonl"]


def test_a_folder_that_somebody_filled_meanwhile_is_left(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(clerk.ledger, tmp_path / "x.jsonl")

    def filled(_root: Path) -> None:
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "own").write_text("x", encoding="utf-8")

    monkeypatch.setattr(files, "settle", filled)
    with pytest.raises(WriteFailed):
        made(tmp_path / "new", path)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["new", "own", "x.jsonl"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_created_fails_the_write(clerk: Clerk, tmp_path: Path) -> None:
    path = exported(clerk.ledger, tmp_path / "x.jsonl")
    (tmp_path / "above").mkdir(mode=0o500)
    with pytest.raises(WriteFailed):
        made(tmp_path / "above" / "new", path)


def test_leftovers_of_a_killed_import_are_taken_away_but_a_running_one_is_left_alone(
    clerk: Clerk, tmp_path: Path
) -> None:
    path = exported(clerk.ledger, tmp_path / "x.jsonl")
    left, alive = (tmp_path / f".new.{n}.yian-tmp" for n in ("a", "b"))
    for folder in (left, alive):
        (folder / "orgs").mkdir(parents=True)
    with lock.writing(alive, lambda: None):
        made(tmp_path / "new", path)
        assert (left.exists(), alive.exists()) == (False, True)


def test_a_ledger_that_git_did_not_get_is_committed_when_it_is_imported_again(tmp_path: Path) -> None:
    desk = honest(tmp_path / "ledger")
    desk.edit("yian.toml", "commit = false", "commit = true")
    path = exported(desk.ledger, tmp_path / "x.jsonl")
    made(tmp_path / "new", path)
    repo = Repository(tmp_path / "new")
    assert resume(repo.ledger, repo.context(OFFICE), path) is None
    repo.git("update-ref", "-d", "HEAD")
    found = resume(repo.ledger, repo.context(OFFICE), path)
    assert found is not None
    assert (found.applied, found.uncommitted, repo.git("log", "--format=%s")) == (True, None, "导入")
    repo.git("update-ref", "-d", "HEAD")
    repo.append(repo.ref(repo.open_one), "noted", note="后来")
    assert resume(repo.ledger, repo.context(OFFICE), path) is None


def test_git_that_fails_is_said_and_the_ledger_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = honest(tmp_path / "ledger")
    desk.edit("yian.toml", "commit = false", "commit = true")
    path = exported(desk.ledger, tmp_path / "x.jsonl")
    monkeypatch.setattr(bundle_beginning, "in_repository", lambda _folder: (False, "no git"))
    found = made(tmp_path / "new", path)
    assert (found.applied, found.uncommitted) == (True, "no git")
    assert held(tmp_path / "new") == held(desk.root)
