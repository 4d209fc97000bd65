"""A git that is killed, cut off or fails in the middle of an answer: it is said what failed, and nothing half."""

import itertools
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.builders import LIAISON
from tests.services.repositories import Repository, clone_of, honest
from yiananlib.cli.main import run

READING: Final = {
    "verify --history": (["verify", "--history"], ["rev-parse", "rev-list", "diff-tree", "cat-file", "symbolic-ref"]),
    "log": (["log"], ["rev-parse", "rev-list", "diff-tree", "cat-file"]),
    "report --rev": (["report", "--rev", "HEAD~2"], ["rev-parse", "ls-tree", "cat-file"]),
    "diff": (["compare", "HEAD~9"], ["rev-parse", "ls-tree", "cat-file"]),
    "verify": (["verify"], ["config"]),
    "whoami": (["whoami"], ["config"]),
    "sync": (
        ["sync"],
        ["rev-parse", "rev-list", "symbolic-ref", "remote", "config", "merge-base", "for-each-ref", "diff-index",
         "ls-files", "ls-tree", "cat-file", "diff-tree"],
    ),
    "setup": (["setup"], ["rev-parse", "config", "check-attr"]),
}  # fmt: skip
"""Commands, and what they ask git."""

ENDS: Final = {
    "killed": "kill -9 $$",
    "cut off": "exit 0",
    "failing": "echo 'fatal: no' >&2; exit 128",
}


def fake_git(folder: Path, target: str, end: str) -> str:
    """Return a PATH with a git whose `target` gives half of its answer and ends so."""
    real = shutil.which("git")
    path = folder / "bin/git"
    path.parent.mkdir(exist_ok=True)
    half = (
        f'read -r line; echo "$line" | "{real}" "$@" | head -c 100'
        if target == "cat-file"
        else f'"{real}" "$@" >"{folder}/said"; n=$(($(wc -c <"{folder}/said") / 2)); [ $n -lt 9 ] || n=$((n - 3)); '
        f'head -c $n "{folder}/said"  # not between two lines, which no reader could tell'
    )
    path.write_text(
        "#!/bin/sh\n"
        'for word; do case "$word" in -*|*=*) ;; *) break;; esac; done\n'
        f'if [ "$word" = {target} ]; then\n{half}\n{end}\nfi\nexec "{real}" "$@"\n',
        encoding="utf-8",
    )
    path.chmod(0o755)
    return f"{path.parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = honest(tmp_path / "ledger")
    repo = clone_of(first)
    repo.git("config", "user.name", "n")
    repo.git("config", "user.email", "n@n.invalid")
    repo.recorded(LIAISON, lambda: repo.problem(title="此处"))
    first.recorded(LIAISON, lambda: first.problem(title="彼处"))
    first.git("checkout", "--quiet", "--detach")
    return repo


@pytest.fixture
def yian(
    repo: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    def call(*arguments: str, path: str = os.environ["PATH"]) -> tuple[int, str, str]:
        monkeypatch.setenv("PATH", path)
        environ = {
            "YIAN_LEDGER": str(repo.root),
            "YIAN_NOW": repo.now.isoformat(),
            "YIAN_SEED": "x",
            "YIAN_BY": LIAISON,
        }
        capsys.readouterr()
        status = run(list(arguments), environ)
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


CASES: Final = [(name, target) for name, (_arguments, targets) in READING.items() for target in targets]


@pytest.mark.parametrize(
    ("name", "target", "end"),
    [(*case, end) for case, end in zip(CASES, itertools.cycle(ENDS), strict=False)]
    if not os.environ.get("CI")
    else [(*case, end) for case in CASES for end in ENDS],
)
def test_a_failing_git_is_reported_and_no_half_answer_given(
    repo: Repository, yian: Callable[..., tuple[int, str, str]], tmp_path: Path, name: str, target: str, end: str
) -> None:
    arguments = READING[name][0]
    copy = tmp_path / "copy"
    shutil.copytree(repo.root, copy, symlinks=True)
    status, out, err = yian(*arguments, path=fake_git(tmp_path, target, ENDS[end]))
    assert status in (0, 1, 2, 3, 4, 6), err
    assert "bug" not in err
    assert "Traceback" not in err
    if status in (0, 1):
        shutil.rmtree(repo.root)
        copy.rename(repo.root)
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        again = yian(*arguments)
        assert again[0] == status
        assert again[1] == out or name == "sync"  # which sent what it had to send
    elif status in (4, 6):
        assert err.count("\n") == 1
        assert out == ""


@pytest.mark.parametrize("end", ["killed", "cut off"])
@pytest.mark.parametrize("target", ["rev-parse", "ls-files", "cat-file", "add"])
def test_resolve_never_claims_an_unsettled_merge_is_settled(
    repo: Repository, yian: Callable[..., tuple[int, str, str]], tmp_path: Path, target: str, end: str
) -> None:
    other = clone_of(repo, "other")
    for one, note in ((repo, "甲"), (other, "乙")):
        one.append(one.ref(one.open_one), "noted", LIAISON, note=note, id="aaaaaa" if one is repo else "bbbbbb")
        one.commit(LIAISON)
    repo.git("fetch", "--quiet", str(other.root), "main")
    repo.git("merge", "--quiet", "FETCH_HEAD", status=1)
    status, _out, err = yian("resolve", path=fake_git(tmp_path, target, ENDS[end]))
    assert "bug" not in err
    if status == 0:
        assert "<<<<<<<" not in repo.text(repo.open_one)
    status, _out, err = yian("resolve")
    assert (status, err) == (0, ""), _out
    assert "<<<<<<<" not in repo.text(repo.open_one)
    assert repo.git("ls-files", "--unmerged") == ""


def test_resolve_says_no_while_marks_are_left(repo: Repository, yian: Callable[..., tuple[int, str, str]]) -> None:
    text = repo.text(repo.open_one)
    repo.write(repo.open_one, f"<<<<<<< ours\n{text}=======\n{text}>>>>>>> theirs\n")
    repo.git("add", "--all")
    assert yian("resolve")[0] != 0


@pytest.mark.parametrize(
    ("target", "end"), [("init", "killed"), ("add", "killed"), ("commit", "failing"), ("config", "killed")]
)
def test_a_beginning_that_git_cut_short_can_be_made_again(
    yian: Callable[..., tuple[int, str, str]], tmp_path: Path, target: str, end: str
) -> None:
    new = tmp_path / "new"
    status, _out, err = yian("init", str(new), "--name", "以案促改", path=fake_git(tmp_path, target, ENDS[end]))
    assert "bug" not in err
    if status != 0 or "not committed by git" in err:
        again, _out, err = yian("init", str(new), "--name", "以案促改")
        assert again == 0 or (again, target) == (2, "commit")  # git had done it, and said otherwise
    done = subprocess.run(["git", "status", "--porcelain"], cwd=new, check=True, capture_output=True, text=True)
    assert done.stdout == ""
    done = subprocess.run(["git", "ls-files"], cwd=new, check=True, capture_output=True, text=True)
    assert "yian.toml" in done.stdout
