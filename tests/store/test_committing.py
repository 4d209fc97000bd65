"""Commits of what was written: as ``git commit --only`` makes them, and what else is there stays as it is."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.plain import DATE, commit, configure, run
from yiananlib.store import git, patience

WHO: Final = ("-c", "user.name=n", "-c", "user.email=n@n")
pytestmark = pytest.mark.usefixtures("no_settings")


def test_just_the_given_paths_are_committed(folder: Path) -> None:
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    (folder / "new.toml").write_text("new\n", encoding="utf-8")
    (folder / "theirs.toml").write_text("staged\n", encoding="utf-8")
    run(folder, "add", "theirs.toml")
    (folder / "theirs.toml").write_text("modified\n", encoding="utf-8")
    (folder / "staged-new.toml").touch()
    run(folder, "add", "staged-new.toml")
    (folder / "untracked.toml").touch()
    assert commit(folder, "ours.toml", "new.toml") is None
    assert run(folder, "show", "--name-only", "--format=").split() == ["new.toml", "ours.toml"]
    assert run(folder, "status", "--porcelain").splitlines() == [
        "A  staged-new.toml",
        "MM theirs.toml",
        "?? untracked.toml",
    ]
    assert run(folder, "show", ":theirs.toml") == "staged"


def test_the_message_and_the_date_are_those_of_the_record(folder: Path) -> None:
    (folder / "ours.toml").touch()
    (folder / "new.toml").touch()
    message = "zjj/k7m2qd: close\n\n# 1 题目 “引号”\n\nYian-By: zjj/liaison\nYian-Entry: 3f9k2m\n"
    assert commit(folder, "new.toml", message=message) is None
    assert run(folder, "log", "-1", "--format=%B").strip() == message.strip()
    assert run(folder, "log", "-1", "--format=%aI") == DATE
    trailers = run(folder, "log", "-1", "--format=%(trailers:key=Yian-By,valueonly)")
    assert trailers.strip() == "zjj/liaison"


def test_without_an_identity_the_officer_is_the_author(folder: Path) -> None:
    assert git.identity(folder) == git.Identity("", "")
    who = "%an <%ae> %cn <%ce>"
    assert run(folder, "log", "-1", f"--format={who}") == "联络员 <liaison@zjj.invalid> 联络员 <liaison@zjj.invalid>"


def test_a_configured_identity_is_the_author(folder: Path) -> None:
    configure(folder, user_name="张", user_email="zhang@zjj.example")
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    assert commit(folder, "ours.toml") is None
    assert run(folder, "log", "-1", "--format=%an %ae") == "张 zhang@zjj.example"


def test_a_hook_that_refuses_is_a_failure_and_the_file_stays(folder: Path) -> None:
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        "#!/bin/sh\necho 一 >&2\necho >&2\necho two >&2\necho 3 >&2\necho 4 >&2\nexit 1\n", encoding="utf-8"
    )
    hook.chmod(0o755)
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    assert commit(folder, "ours.toml") == git.Failure("一; two; 3")
    assert (folder / "ours.toml").read_text(encoding="utf-8") == "new\n"


def test_a_refusal_without_words_is_given_by_its_number(folder: Path) -> None:
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    assert commit(folder, "ours.toml") == git.Failure("git exited with status 1")


def test_a_lock_that_a_killed_git_left_is_a_failure_that_names_it(folder: Path) -> None:
    (folder / ".git" / "index.lock").touch()
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    failure = commit(folder, "ours.toml")
    assert failure is not None
    assert "index.lock" in failure.reason
    assert (folder / "ours.toml").read_text(encoding="utf-8") == "new\n"


@pytest.mark.parametrize("name", ["--all", "-f", ":(top)*", "*.toml", ":!ours.toml", "[a].toml", "a b", "引号'"])
def test_a_path_is_just_a_path(folder: Path, name: str) -> None:
    (folder / name).touch()
    (folder / "theirs.toml").write_text("new\n", encoding="utf-8")
    assert commit(folder, name) is None
    assert run(folder, "show", "-z", "--name-only", "--format=").strip("\0") == name
    assert run(folder, "status", "--porcelain") == " M theirs.toml"


def test_a_file_that_somebody_ignores_is_committed_all_the_same(folder: Path) -> None:
    (folder / ".git" / "info" / "exclude").write_text("*.log\n", encoding="utf-8")
    (folder / "app.log").touch()
    assert commit(folder, "app.log") is None
    assert run(folder, "show", "--name-only", "--format=") == "app.log"


CHARACTERS: Final = st.characters(exclude_characters="/\0\n", exclude_categories=["Cs", "Cc"])
NAMES: Final = st.text(CHARACTERS, min_size=1, max_size=4).filter(lambda n: n.strip(". ").casefold() not in ("", "git"))
PATHS: Final = st.lists(NAMES, min_size=1, max_size=4)


@settings(max_examples=8)  # each is two repositories
@given(before=st.lists(PATHS, max_size=4), written=st.lists(PATHS, min_size=1, max_size=4))
def test_a_commit_has_what_git_itself_would_commit(before: list[list[str]], written: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        one, other = (Path(scratch) / name for name in ("one", "other"))
        one.mkdir()
        assert git.init(one) is None
        first = [path for path in map("/".join, before) if _put(one, path, "old")]
        _put(one, "there", "old")
        assert commit(one, "there", *first, message="first") is None
        shutil.copytree(one, other, symlinks=True)
        paths = [path for path in map("/".join, written) if _put(one, path, "new") and _put(other, path, "new")]
        if not paths:
            return
        (other / ".git" / "hooks").mkdir(exist_ok=True)
        hook = other / ".git" / "hooks" / "pre-commit"
        hook.write_text("#!/bin/sh\n", encoding="utf-8")
        hook.chmod(0o755)
        assert commit(one, *paths) is None
        assert commit(other, *paths) is None
        assert run(one, "rev-parse", "HEAD^{tree}") == run(other, "rev-parse", "HEAD^{tree}")
        assert run(one, "log", "-1", "--format=%an %ae %aI %B") == run(other, "log", "-1", "--format=%an %ae %aI %B")
        assert run(one, "status", "--porcelain") == run(other, "status", "--porcelain")
        assert run(one, "fsck", "--strict") == ""


def _put(folder: Path, path: str, text: str) -> bool:
    """Write a file; return False where a file stands in the way of a folder or the other way round."""
    try:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    except OSError:
        return False
    return True


def test_a_ledger_below_the_top_of_its_repository_is_committed_where_it_lies(folder: Path) -> None:
    below = folder / "台账" / "county"
    (below / "orgs").mkdir(parents=True)
    (below / "orgs" / "a.toml").touch()
    (folder / "orgs").mkdir()
    (folder / "orgs" / "a.toml").touch()
    assert commit(below, "orgs/a.toml") is None
    assert run(folder, "-c", "core.quotePath=false", "show", "--name-only", "--format=") == "台账/county/orgs/a.toml"
    assert run(folder, "status", "--porcelain") == "?? orgs/"


def test_everything_else_in_a_folder_stays_whatever_its_kind(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "link").symlink_to("nowhere")
    (folder / "a" / "run").touch(0o755)
    (folder / "a" / "b.toml").touch()
    run(folder, "add", "-A")
    run(folder, "update-index", "--add", "--cacheinfo", f"160000,{run(folder, 'rev-parse', 'HEAD')},a/module")
    run(folder, *WHO, "commit", "-qm", "all")
    before = run(folder, "ls-tree", "-r", "HEAD").splitlines()
    (folder / "a" / "b.toml").write_text("new\n", encoding="utf-8")
    assert commit(folder, "a/b.toml") is None
    after = run(folder, "ls-tree", "-r", "HEAD").splitlines()
    assert [line for line in before if not line.endswith("b.toml")] == [
        line for line in after if not line.endswith("b.toml")
    ]
    assert before != after


def test_what_a_filter_makes_of_a_file_is_committed(folder: Path) -> None:
    configure(folder, filter_up_clean="tr a-z A-Z")
    (folder / ".git" / "info" / "attributes").write_text("ours.toml filter=up\n", encoding="utf-8")
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    assert commit(folder, "ours.toml") is None
    assert run(folder, "show", "HEAD:ours.toml") == "NEW"
    assert run(folder, "status", "--porcelain") == ""


@pytest.mark.parametrize("hook", ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"])
def test_the_hooks_of_a_commit_are_run(folder: Path, hook: str) -> None:
    path = folder / ".git" / "hooks" / hook
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    path.chmod(0o755)
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    assert commit(folder, "ours.toml") is None
    assert (folder / "ran").exists()


def test_hooks_in_another_place_are_run(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "pre-commit").write_text("#!/bin/sh\necho no >&2\nexit 1\n", encoding="utf-8")
    (tmp_path / "hooks" / "pre-commit").chmod(0o755)
    configure(folder, core_hooksPath=str(tmp_path / "hooks"))
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    assert commit(folder, "ours.toml") == git.Failure("no")


def test_a_setting_to_sign_every_commit_applies_here_too(folder: Path) -> None:
    configure(folder, commit_gpgSign="true", gpg_program="false")
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    before = run(folder, "rev-parse", "HEAD")
    failure = commit(folder, "ours.toml")
    assert failure is not None
    assert "gpg failed to sign" in failure.reason
    assert run(folder, "rev-parse", "HEAD") == before


def test_a_branch_that_moved_meanwhile_is_not_moved_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    real = patience.run

    def overtaken(*arguments: Any, **more: Any) -> subprocess.CompletedProcess[bytes]:
        done = real(*arguments, **more)
        run(folder, *WHO, "commit", "--allow-empty", "-qm", "theirs")
        return done

    monkeypatch.setattr(patience, "run", overtaken)
    failure = commit(folder, "ours.toml")
    assert failure is not None
    assert "cannot lock ref" in failure.reason
    assert run(folder, "log", "-1", "--format=%s") == "theirs"


def test_what_changes_nothing_is_no_commit(folder: Path) -> None:
    before = run(folder, "rev-parse", "HEAD")
    assert commit(folder, "ours.toml") is not None
    assert run(folder, "rev-parse", "HEAD") == before


def test_on_a_detached_head_the_head_itself_advances(folder: Path) -> None:
    run(folder, "checkout", "-q", "--detach")
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    assert commit(folder, "ours.toml") is None
    assert run(folder, "rev-parse", "HEAD^") == run(folder, "rev-parse", "main")


def test_git_tidies_up_when_it_is_time(folder: Path) -> None:
    configure(folder, gc_auto="1", gc_autoDetach="false")
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    subprocess.run(  # some of them lie in the folder that git looks at
        ["git", "hash-object", "-w", "--stdin-paths"], cwd=folder, check=True, capture_output=True,
        input="".join(f"{_numbered(folder, n)}\n" for n in range(300)).encode(),
    )  # fmt: skip
    assert commit(folder, "ours.toml") is None
    assert list((folder / ".git" / "objects" / "pack").glob("*.pack"))


def _numbered(folder: Path, number: int) -> Path:
    path = folder.parent / f"{number}.txt"
    path.write_text(str(number), encoding="utf-8")
    return path


def test_names_of_sha256_are_made_as_well(tmp_path: Path) -> None:
    run(tmp_path, "init", "-q", "--object-format=sha256", "ledger")
    folder = tmp_path / "ledger"
    for text in ("one", "two"):
        (folder / "a").mkdir(exist_ok=True)
        (folder / "a" / "b.toml").write_text(text, encoding="utf-8")
        assert commit(folder, "a/b.toml") is None
    assert run(folder, "show", "HEAD:a/b.toml") == "two"
    assert run(folder, "fsck", "--strict") == ""
