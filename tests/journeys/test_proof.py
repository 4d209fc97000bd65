"""The history proven by the command, by the hook of a shared bare repository, and as a pre-commit hook."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.shell import PROBLEMS, Shell, with_problems
from tests.services.signing import needs_ssh_keygen

HOOK = f'#!/bin/sh\nexec "{sys.executable}" -m yiananlib hook pre-receive\n'


PEOPLE = {f"GIT_{who}_{what}": "n@n" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


class Clone(Shell):
    """A shell in a clone of the shared repository; commits have an identity."""

    def try_push(self, *arguments: str, status: int = 0) -> str:
        """Push, which must end so, and return what was said."""
        done = subprocess.run(
            ["git", "push", "--quiet", "origin", *arguments],
            cwd=self.root, capture_output=True, env=self.environ, check=False, timeout=120,
        )  # fmt: skip
        said = done.stderr.decode()
        assert (done.returncode != 0) == (status != 0), said
        assert "Traceback" not in said
        return said

    def committed(self, message: str = "by hand") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)


def clone_of(bare: Path, name: str) -> Clone:
    target = bare.parent / name
    shell = Clone(target, now="2026-03-13", more=PEOPLE | {"YIAN_SEED": name})
    subprocess.run(["git", "clone", "--quiet", bare, target], check=True, env=shell.environ)
    return shell


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A ledger with two problems, made once."""
    return with_problems(tmp_path_factory.mktemp("county"))


@pytest.fixture
def shared(county: Shell, tmp_path: Path) -> Path:
    """A bare repository with the hook, and a county's ledger in it."""
    bare = with_hook(tmp_path / "shared.git")
    subprocess.run(["git", "push", "--quiet", bare, "main"], cwd=county.root, check=True, env=county.environ)
    (tmp_path / "问题.toml").write_text(PROBLEMS, encoding="utf-8")
    return bare


def with_hook(bare: Path) -> Path:
    """Make an empty shared repository with the hook."""
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", bare], check=True)
    hook = bare / "hooks/pre-receive"
    hook.write_text(HOOK, encoding="utf-8")
    hook.chmod(0o755)
    return bare


def problem_of(shell: Shell) -> str:
    found: str = shell.json("list")[0]["id"]
    return found


def test_honest_work_is_taken_and_what_is_not_is_refused(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    unit.on("2026-03-13", "zjj/liaison")
    ref = problem_of(unit)
    unit.run("progress", ref, "已核验5个项目")
    unit.try_push("main")

    other = clone_of(shared, "other")
    other.on("2026-03-14", "zjj/head").run("progress", ref, "已核验12个项目")
    other.try_push("main")
    unit.on("2026-03-15").run("add-problem", "zjj", "--from", shared.parent / "问题.toml", "--yes")
    unit.git("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main")
    unit.try_push("main", "HEAD:refs/heads/副本")

    path = unit.root / f"orgs/zjj/problems/{ref}.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("due = 2026-06-15", "due = 2026-12-15"), encoding="utf-8")
    unit.committed()
    said = unit.try_push("main", status=1)
    assert f"problems/{ref}.toml: error: the registration was edited: due" in said
    assert "[head-changed]" in said
    path.write_text(text, encoding="utf-8")
    unit.committed("taken back")
    assert "[head-changed]" in unit.try_push("main", status=1)
    unit.git("reset", "--quiet", "--hard", "HEAD~2")
    unit.try_push("main")


def test_history_is_neither_rewritten_nor_removed_in_the_shared_repository(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    unit.on("2026-03-13", "zjj/liaison")
    unit.git("branch", "side")
    unit.try_push("side")
    unit.git("reset", "--quiet", "--hard", "HEAD~1")
    assert "[rewritten]" in unit.try_push("--force", "main", status=1)
    assert "[rewritten]" in unit.try_push("--delete", "side", status=1)
    unit.git("replace", "HEAD", "HEAD~1")
    assert "[rewritten]" in unit.try_push("refs/replace/*", status=1)
    unit.git("tag", "v1")
    unit.try_push("v1")


def test_the_hook_asks_the_pusher_neither_what_time_it_is_nor_who_pushes(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    unit.on("2026-03-13", "zjj/liaison").run("progress", problem_of(unit), "已核三个项目")
    unit.now, unit.by = "neither day nor time", "zjj/nobody"
    unit.try_push("main")


@needs_ssh_keygen
def test_an_office_that_was_locked_out_is_let_in_again_by_the_repository_s_keeper(
    county: Shell, tmp_path: Path
) -> None:
    bare = tmp_path / "shared.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", bare], check=True)
    subprocess.run(["git", "push", "--quiet", bare, "main"], cwd=county.root, check=True, env=county.environ)
    office = clone_of(bare, "office")
    office.on("2026-03-13", "bgs/liaison")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    campaign = office.root / "yian.toml"
    campaign.write_text(
        campaign.read_text(encoding="utf-8").replace("signed = false", "signed = true"), encoding="utf-8"
    )
    office.committed("demand\n\nYian-By: bgs/liaison")
    office.try_push("main")  # there is no hook yet, and nobody has a key
    with_hook(bare)
    line = f"bgs/liaison {key.with_suffix('.pub').read_text(encoding='utf-8')}"
    (office.root / "allowed_signers").write_text(line, encoding="utf-8")
    for name, value in (("user.signingkey", str(key)), ("gpg.format", "ssh"), ("commit.gpgsign", "true")):
        office.git("config", name, value)
    office.committed("keys\n\nYian-By: bgs/liaison")
    assert "[signature]" in office.try_push("main", status=1)
    commit = office.git("rev-parse", "HEAD").strip()
    hook = bare / "hooks/pre-receive"
    hook.write_text(HOOK.replace("pre-receive\n", f"pre-receive --vouch {commit}\n"), encoding="utf-8")
    assert "[signature]" in office.try_push("main")
    office.run("note", problem_of(office), "照常工作")
    office.try_push("main")
    hook.write_text(HOOK, encoding="utf-8")
    office.run("note", problem_of(office), "以后也照常")
    office.run("sync")
    office.run("verify", "--history", f"{commit}..HEAD")


def test_a_second_ledger_and_a_branch_without_one_are_refused(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    unit.git("checkout", "--quiet", "--orphan", "other")
    unit.committed()
    assert "[beginning]" in unit.try_push("other", status=1)
    unit.git("rm", "-r", "--quiet", "--force", ".")
    unit.committed()
    assert "[no-ledger]" in unit.try_push("other:refs/heads/third", status=1)


def test_what_was_uploaded_under_another_name_is_judged_when_a_branch_takes_it(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    path = unit.root / f"orgs/zjj/problems/{problem_of(unit)}.toml"
    path.unlink()
    unit.committed()
    unit.git("tag", "smuggled")
    unit.try_push("smuggled")
    assert "[record-deleted]" in unit.try_push("main", status=1)


def test_verify_reports_on_the_history_and_remembers_what_it_proved(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    first = unit.json("verify", "--history")
    assert (first["in_order"], first["commits"]) == (True, 7)
    assert [f["code"] for f in first["findings"]] == ["clock"]  # a shell's YIAN_NOW
    assert list((unit.root.parent / "home/.cache/yian").iterdir())
    assert unit.json("verify", "--history") == first
    unit.git("rm", "--quiet", "checklist.toml")
    unit.committed()
    found = unit.json("verify", "--history", "HEAD~1..HEAD", status=1)
    assert [f["code"] for f in found["findings"]] == ["definition"]
    unit.git("commit", "--quiet", "--amend", "--allow-empty", "-m", "again")
    assert "rewritten" not in unit.run("verify", "--history", status=1)
    unit.git("reset", "--quiet", "--hard", "HEAD~1")
    assert "rewritten" not in unit.run("verify", "--history")
    unit.git("remote", "remove", "origin")
    unit.git("reset", "--quiet", "--hard", "HEAD~1")
    unit.on("2026-03-15")
    assert "rewritten" in unit.run("verify", "--history", status=1)


def test_a_push_to_an_empty_shared_repository_is_judged_whole(shared: Path) -> None:
    unit = clone_of(shared, "unit")
    unit.git("rm", "-r", "--quiet", "orgs")
    unit.committed()
    other = with_hook(shared.parent / "other.git")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        unit.git("push", "--quiet", str(other), "main")
    assert b"[record-deleted]" in caught.value.stderr
    unit.git("push", "--quiet", str(other), "main~1:refs/heads/main")


def test_the_hook_in_a_ledger_in_a_folder(county: Shell, tmp_path: Path) -> None:
    top = Clone(tmp_path / "top", more=PEOPLE)
    shutil.copytree(county.root, top.root / "台账", ignore=shutil.ignore_patterns(".git"))
    top.git("init", "--quiet", "--initial-branch=main")
    top.committed()
    bare = with_hook(tmp_path / "shared.git")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        top.git("push", "--quiet", str(bare), "main")
    assert b"[no-ledger]" in caught.value.stderr
    (bare / "hooks/pre-receive").write_text(HOOK.rstrip() + " --within 台账\n", encoding="utf-8")
    top.git("push", "--quiet", str(bare), "main")


def test_the_hook_refuses_input_that_git_would_not_send(shared: Path) -> None:
    shell = Shell(shared)
    shell.run("hook", "pre-receive", status=2)
    shell.run("hook", "pre-receive", given=f"{'0' * 40} {'1' * 40} refs/heads/ma".encode(), status=2)
    shell.run("hook", "pre-receive", given=b"one two\n", status=2)
    shell.run("hook", "post-receive", status=2)
