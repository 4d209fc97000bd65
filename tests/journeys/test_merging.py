"""Merging as people meet it: clones of a shared repository, git calling yian, and kills at any moment."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.shell import PROBLEMS, Shell, begun
from tests.services.branches import CASES, Case, Side, prepared
from tests.services.ledgers import tree
from tests.warm import COMMAND
from yiananlib.store import clone, merging


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A bare repository with the county's ledger, sent there by `yian sync`; and its two problems."""
    folder = tmp_path_factory.mktemp("origin")
    first = begun(folder / "office")
    (folder / "问题.toml").write_text(PROBLEMS, encoding="utf-8")
    first.on("2026-03-12", "zjj/liaison")
    refs = [p["id"] for p in first.json("add-problem", "zjj", "--from", folder / "问题.toml")]
    first.git("init", "--quiet", "--bare", "--initial-branch=main", str(folder / "shared.git"))
    first.git("remote", "add", "origin", str(folder / "shared.git"))
    assert "origin/main" in first.run("sync")
    return folder / "shared.git", refs


Clones = Callable[..., tuple[list[Shell], list[str]]]


@pytest.fixture
def clones(origin: tuple[Path, list[str]], tmp_path: Path) -> Clones:
    """Clones of a repository of the test's own, set up, and the two problems in it; git knows nobody unless told."""

    def make(*names: str, known: bool = False) -> tuple[list[Shell], list[str]]:
        bare = tmp_path / "shared.git"
        subprocess.run(["git", "clone", "--quiet", "--bare", str(origin[0]), str(bare)], check=True)
        shells = []
        for name in names:
            subprocess.run(["git", "clone", "--quiet", str(bare), str(tmp_path / name)], check=True)
            shell = Shell(tmp_path / name, now="2026-03-13", by="zjj/liaison", more={"YIAN_SEED": name})
            shell.run("setup")
            if known:
                shell.git("config", "user.name", name)
                shell.git("config", "user.email", f"{name}@x.invalid")
            shells.append(shell)
        return shells, origin[1]

    return make


def test_five_clones_come_to_the_same(clones: Clones) -> None:
    shells, refs = clones(*"abcde")
    for n, shell in enumerate(shells):
        shell.now = f"2026-03-13T10:{10 * n:02}:00+08:00"
        shell.run("progress", refs[0], f"第{n}份进展")
    shells[0].run("add-problem", "zjj", "--title", "另一题", "--symptom", "三处", "--kind", "other",
                  "--leader", "deputy-1", "--owner", "jianguan", "--due", "2026-06-01")  # fmt: skip
    for shell in shells:
        shell.run("sync")
    for shell in shells[:-1]:
        shell.git("pull", "--quiet")
    heads = {shell.git("rev-parse", "HEAD") for shell in shells}
    assert len(heads) == 1
    assert len({tuple(sorted(tree(shell.root).items())) for shell in shells}) == 1
    notes = [e["note"] for e in shells[0].json("show", refs[0])["entries"] if e["kind"] == "progressed"]
    assert notes == [f"第{n}份进展" for n in range(5)]
    assert len(shells[4].json("list")) == 3
    shells[0].now = shells[-1].now
    assert shells[0].json("verify")["findings"] == []
    assert shells[0].json("sync") == {
        "remote": "origin", "branch": "main", "done": True, "came": [], "went": [], "merged": [], "anew": 0, "left": [],
        "withheld": [], "pending": [], "verified": shells[0].json("verify"),
    }  # fmt: skip


def test_a_collision_is_told_and_settled_by_giving_way(clones: Clones) -> None:
    (unit, office), refs = clones("unit", "office2", known=True)
    office.on("2026-03-13T10:00:00+08:00", "bgs/head").run("void", refs[0], "--reason", "重复登记")
    office.run("sync")
    unit.on("2026-03-13T11:00:00+08:00").run("progress", refs[0], "已核验")
    unit.run("progress", refs[1], "已清退")
    out = unit.run("sync", status=1)
    assert "“void” by bgs/head at 2026-03-13 10:00" in out
    assert "“report progress” by zjj/liaison at 2026-03-13 11:00" in out
    assert "`yian yield`" in out
    assert unit.run("sync", status=1).count("cannot both stand") == 1
    file = f"orgs/zjj/problems/{refs[0]}.toml"
    assert merging.has_markers((unit.root / file).read_bytes())
    for arguments in (["show", refs[0]], ["list"], ["report"], ["due"], ["diff"], ["lint"]):
        unit.run(*arguments)
        assert f"A merge is unfinished: zjj/{refs[0]} is in conflict" in unit.err
        assert "hint:" not in unit.err
    assert unit.json("show", refs[0])["status"] == "rectifying"
    unit.run("report", "--rev", "HEAD~1")
    assert unit.err == ""
    unit.run("note", refs[0], "已核验", status=4)
    assert "`yian yield`" in unit.err
    assert "cannot both stand" in unit.run("resolve", status=1)

    said = unit.run("yield")
    assert "1 entries of zjj/liaison gave way" in said
    assert f"yian progress zjj/{refs[0]} '已核验' --by zjj/liaison" in said
    assert "Sent to origin/main: 2" in unit.run("sync")
    assert [unit.json("show", ref)["status"] for ref in refs] == ["voided", "rectifying"]


def test_without_the_driver_git_stops_and_resolve_settles_it(clones: Clones) -> None:
    (one, other), refs = clones("one", "other", known=True)
    other.git("config", "--local", "--remove-section", "merge.yian")
    assert "setup" in other.run("verify")
    one.run("progress", refs[0], "甲")
    one.run("sync")
    other.run("progress", refs[0], "乙")
    other.git("fetch", "--quiet")
    with pytest.raises(subprocess.CalledProcessError):
        other.git("merge", "--quiet", "origin/main")
    other.run("list")
    assert "A merge is unfinished" in other.err
    assert "git commit --no-edit" in other.run("resolve")
    other.git("commit", "--quiet", "--no-edit")
    assert len(other.json("show", refs[0])["entries"]) == 3
    assert other.run("sync")


@pytest.mark.parametrize("broken", ["gone", "fails"])
def test_a_driver_that_cannot_run_leaves_no_file_that_looks_merged(tmp_path: Path, broken: str) -> None:
    case = next(c for c in CASES if c.name == "progress/progress")
    side, ref = prepared(tmp_path / "ledger", case)
    Shell(side.root).run("setup")
    program = "/nowhere/yian" if broken == "gone" else "false"
    real = side.git("config", "merge.yian.driver").partition(" merge-driver")[2]
    side.git("config", "merge.yian.driver", f"{program} merge-driver{real}".rstrip("\n"))
    side.git("merge", "--quiet", "theirs", status=1)
    assert clone.unmerged(side.root)
    assert merging.has_markers((side.root / side.file_of(ref)).read_bytes())
    Shell(side.root).run("resolve")
    assert len(side.ledger.find_problem(ref).entries) == 4


DRIVEN = [c for c in CASES if c.name in (
    "comments", "close/evidence", "a pass lapses", "delete/progress", "edit/progress", "answer/answer",
    "same officer", "prompt/prompt", "field/field",
)]  # fmt: skip


@pytest.mark.parametrize("case", DRIVEN, ids=lambda c: c.name)
def test_git_merges_by_the_driver(case: Case, tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "ledger", case)
    Shell(side.root).run("setup")
    side.git("merge", "--no-commit", "--quiet", "theirs", status=1 if case.collides else 0)
    done = Shell(side.root).run("resolve", status=1 if case.collides else 0)
    assert all(word in done for word in case.collides)
    if case.collides and "delete" not in case.name:
        path = side.root / next(iter(clone.unmerged(side.root)))
        assert merging.has_markers(path.read_bytes())
    if not case.collides:
        side.git("commit", "--quiet", "--no-edit")
        assert tree(Side(side.root).root)[side.file_of(ref)]


def test_git_compares_problems_as_people_read_them(clones: Clones) -> None:
    (one,), refs = clones("one")
    one.run("progress", refs[0], "已核验5个项目")
    shown = one.git("-c", "core.quotePath=false", "diff", "HEAD~1", "HEAD")
    assert "+2026-03-13 09:00 zjj/liaison progressed\n+    note: 已核验5个项目\n" in shown


def test_after_a_kill_at_any_moment_sync_goes_on(clones: Clones, tmp_path: Path) -> None:
    (one, other), refs = clones("one", "other")
    for n, seconds in enumerate((0.3, 0.5, 0.7)):
        one.now = other.now = f"2026-03-14T{10 + n}:00:00+08:00"
        one.run("progress", refs[0], f"甲{n}")
        one.run("sync")
        other.run("progress", refs[0], f"乙{n}")
        going = subprocess.Popen(
            [*COMMAND, "sync"], cwd=other.root, env=other.environ, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(seconds)
        os.killpg(going.pid, signal.SIGKILL)
        going.wait()
        locks = [other.root / ".git" / f"{name}.lock" for name in ("index", "HEAD", "refs/heads/main")]
        if left := [lock for lock in locks if lock.exists()]:
            other.run("sync", status=6)
            assert any(lock.name in other.err for lock in left)
            for lock in left:
                lock.unlink()
        # the shared repository is on another machine, where nothing was killed
        (tmp_path / "shared.git/refs/heads/main.lock").unlink(missing_ok=True)
        other.run("sync")
        assert other.json("verify")["findings"] == []
    one.run("sync")
    for scratch in other.root.glob(".merge_file_*"):
        scratch.unlink()  # git's own, which it leaves when it is killed
    assert tree(one.root) == tree(other.root)
    assert len(one.json("show", refs[0])["entries"]) == 7
