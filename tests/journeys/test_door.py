"""The shared repository's door: what is pushed by hand, past git's own push, and what becomes of those who push."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.shell import Shell
from tests.journeys.test_proof import clone_of, county, problem_of, shared

__all__ = ["county", "shared"]  # fixtures
NOTHING = "0" * 40


def packet(line: str) -> bytes:
    data = line.encode()
    return f"{len(data) + 4:04x}".encode() + data


def pushed_by_hand(unit: Shell, bare: Path, ref: str, oid: str, capabilities: str, *, stay: bool) -> None:
    """Push as git does it, over a pipe that is read to its end or closed once all is sent."""
    old = subprocess.run(["git", "rev-parse", ref], cwd=bare, capture_output=True, text=True, check=False)
    before = old.stdout.strip() if old.returncode == 0 else NOTHING
    wanted = f"{oid}\n" + (f"^{before}\n" if before != NOTHING else "")
    pack = subprocess.run(
        ["git", "pack-objects", "--revs", "--stdout", "-q"],
        cwd=unit.root, input=wanted.encode(), capture_output=True, check=True, env=unit.environ,
    ).stdout  # fmt: skip
    with subprocess.Popen(
        ["git", "receive-pack", bare], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=unit.environ,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        while (size := int(process.stdout.read(4), 16)) != 0:
            process.stdout.read(size - 4)
        process.stdin.write(packet(f"{before} {oid} {ref}\0{capabilities}") + b"0000")
        process.stdin.write(pack)
        process.stdin.close()
        if stay:
            process.stdout.read()
            process.stderr.read()
        else:
            process.stdout.close()
            process.stderr.close()
        process.wait(timeout=120)


def tip(bare: Path, ref: str = "refs/heads/main") -> str:
    return subprocess.run(
        ["git", "rev-parse", ref], cwd=bare, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize("capabilities", ["report-status", "report-status side-band-64k", ""])
@pytest.mark.parametrize("stay", [True, False])
def test_hanging_up_during_a_push_lets_nothing_invalid_in(shared: Path, capabilities: str, stay: bool) -> None:
    unit = clone_of(shared, "unit")
    path = unit.root / f"orgs/zjj/problems/{problem_of(unit)}.toml"
    before = tip(shared)
    path.write_text(path.read_text(encoding="utf-8").replace("due = 2026-06-15", "due = 2026-12-15"), encoding="utf-8")
    unit.committed()
    pushed_by_hand(unit, shared, "refs/heads/main", unit.git("rev-parse", "HEAD").strip(), capabilities, stay=stay)
    assert tip(shared) == before


def test_honest_work_by_hand_is_taken(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    unit.on("2026-03-13", "zjj/liaison").run("progress", problem_of(unit), "已核验5个项目")
    oid = unit.git("rev-parse", "HEAD").strip()
    pushed_by_hand(unit, shared, "refs/heads/main", oid, "report-status", stay=True)
    assert tip(shared) == oid


@pytest.mark.parametrize("streams", ["", ">&-", "2>&-", ">&- 2>&-", "2>/dev/full", "2>&1 | true"])
def test_the_hook_s_answer_is_its_own_whoever_listens(shared: Path, streams: str) -> None:
    unit = clone_of(shared, "unit")
    path = unit.root / f"orgs/zjj/problems/{problem_of(unit)}.toml"
    before = tip(shared)
    path.unlink()
    unit.committed()
    hook = shared / "hooks/pre-receive"
    text = hook.read_text(encoding="utf-8").replace("#!/bin/sh", "#!/bin/bash\nset -o pipefail").replace("exec ", "")
    hook.write_text(f"{text.rstrip()} {streams}\n", encoding="utf-8")
    unit.try_push("main", status=1)
    assert tip(shared) == before
    unit.git("reset", "--quiet", "--hard", "origin/main")
    unit.on("2026-03-13", "zjj/liaison").run("progress", problem_of(unit), "已核验5个项目")
    unit.try_push("main")


@pytest.mark.parametrize("git", ["exit 0", "kill -9 $$", "exit 1"])
def test_a_git_that_does_nothing_does_not_count_as_approval(shared: Path, tmp_path: Path, git: str) -> None:
    unit = clone_of(shared, "unit")
    before = tip(shared)
    (unit.root / f"orgs/zjj/problems/{problem_of(unit)}.toml").unlink()
    unit.committed()
    fake = tmp_path / "bin/git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\n{git}\n", encoding="utf-8")
    fake.chmod(0o755)
    hook = shared / "hooks/pre-receive"
    text = hook.read_text(encoding="utf-8").replace("exec ", f"export PATH={fake.parent}:$PATH\nexec ")
    hook.write_text(text, encoding="utf-8")
    unit.try_push("main", status=1)
    assert tip(shared) == before


def test_a_tag_that_git_did_not_write_is_refused(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    unit.git("tag", "-a", "-m", "v1", "v1")
    unit.try_push("v1")
    text = unit.git("cat-file", "tag", "v1").replace("\ntagger", "\ntag v3\ntagger")
    oid = subprocess.run(
        ["git", "hash-object", "-t", "tag", "-w", "--stdin", "--literally"],
        cwd=unit.root, input=text.encode(), capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    unit.git("update-ref", "refs/tags/v2", oid)
    assert "[malformed]" in unit.try_push("v2", status=1)


def test_a_second_parent_hides_nothing_from_the_door_nor_from_a_clone(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    path = unit.root / f"orgs/zjj/problems/{problem_of(unit)}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("due = 2026-06-15", "due = 2026-12-15"), encoding="utf-8")
    unit.committed()
    tree = unit.git("rev-parse", "HEAD^{tree}").strip()
    other = unit.git("commit-tree", tree, "-m", "x").strip()
    text = unit.git("cat-file", "commit", "HEAD").replace("\n\n", f"\nparent {other}\n\n", 1)
    oid = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=unit.root, input=text.encode(), capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    unit.git("update-ref", "HEAD", oid)
    said = unit.try_push("main", status=1)
    assert "[malformed]" in said
    assert "[head-changed]" in said
    (shared / "hooks/pre-receive").unlink()
    unit.try_push("main")
    codes = [f["code"] for f in clone_of(shared, "fresh").json("verify", "--history", status=1)["findings"]]
    assert {"malformed", "head-changed"} <= set(codes)


def test_a_git_that_calls_yian_sends_no_commit_elsewhere(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    other = clone_of(shared, "other")
    command = f"{sys.executable} -m yiananlib"
    unit.on("2026-03-13", "zjj/liaison")
    other.on("2026-03-13", "zjj/liaison")
    ref, before = problem_of(unit), other.git("rev-parse", "HEAD")
    record = f'YIAN_LEDGER="{unit.root}" {command} progress {ref}'
    # an alias, called for another repository
    other.git("config", "alias.record", f"!{record} 一")
    subprocess.run(
        ["git", f"--git-dir={other.root}/.git", f"--work-tree={other.root}", "record"],
        cwd=unit.root, env=other.environ, check=True, capture_output=True,
    )  # fmt: skip
    # a hook of the other repository
    hook = other.root / ".git/hooks/post-checkout"
    hook.write_text(f"#!/bin/sh\n{record} 二\n", encoding="utf-8")
    hook.chmod(0o755)
    other.git("checkout", "--quiet", "-b", "side")
    hook.unlink()
    # between the commits of a rebase
    other.git("commit", "--quiet", "--allow-empty", "-m", "x")
    subprocess.run(
        ["git", "rebase", "--quiet", "--exec", f"{record} 三", "HEAD~1"],
        cwd=other.root, env=other.environ, check=True, capture_output=True,
    )  # fmt: skip
    assert other.git("rev-parse", "main") == before
    assert other.git("status", "--porcelain") == unit.git("status", "--porcelain") == ""
    assert len(unit.git("log", "--format=%s", "origin/main..").split("\n")) - 1 == 3
