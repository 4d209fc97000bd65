"""What git's last commit does not have as it is on the disk."""

import subprocess
from pathlib import Path
from typing import Final

import pytest

from yiananlib.store import committed, git

RECORD: Final = "orgs/zjj/problems/k7m2qd.toml"


def commit(root: Path, *options: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@x.invalid")
    for arguments in (("add", "--all"), (*who, "commit", "--quiet", "-m", "x", *options)):
        subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture(params=["", "台账 一"])
def root(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A ledger at the top of a repository, or in a folder of it; all is committed."""
    assert git.init(tmp_path) is None
    root = tmp_path / str(request.param)
    (root / RECORD).parent.mkdir(parents=True)
    (root / RECORD).write_text("a = 1\n", encoding="utf-8")
    (root / "yian.toml").write_text("a = 7\n", encoding="utf-8")
    commit(root)
    return root


def missing(root: Path) -> list[str]:
    return list(committed.missing(root, [RECORD, "yian.toml"]))


def test_what_is_committed_is_not_missing(root: Path) -> None:
    assert missing(root) == []


def test_a_grown_record_and_a_definition_changed_in_place_are_missing(root: Path) -> None:
    with (root / RECORD).open("a") as file:
        file.write("b = 2\n")
    assert missing(root) == [RECORD]
    (root / "yian.toml").write_text("a = 9\n", encoding="utf-8")
    assert missing(root) == [RECORD, "yian.toml"]


def test_what_is_only_staged_is_not_committed(root: Path) -> None:
    (root / RECORD).write_text("a = 11\n", encoding="utf-8")
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    assert missing(root) == [RECORD]


def test_line_ends_of_windows_are_no_difference(root: Path) -> None:
    for path in (RECORD, "yian.toml"):
        (root / path).write_bytes((root / path).read_bytes().replace(b"\n", b"\r\n"))
    assert missing(root) == []


def test_before_the_first_commit_all_is_missing_and_outside_git_nothing(tmp_path: Path) -> None:
    (tmp_path / "yian.toml").touch()
    assert list(committed.missing(tmp_path, ["yian.toml"])) == []
    assert git.init(tmp_path) is None
    assert list(committed.missing(tmp_path, ["yian.toml"])) == ["yian.toml"]


def test_a_name_of_the_longer_algorithm(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--object-format=sha256", tmp_path], check=True)
    (tmp_path / "yian.toml").write_text("a = 7\n", encoding="utf-8")
    commit(tmp_path)
    assert list(committed.missing(tmp_path, ["yian.toml"])) == []


def test_what_git_cannot_read_is_not_guessed_at(root: Path) -> None:
    tree = git.run(root, "rev-parse", "HEAD^{tree}").stdout.decode().strip()
    top = Path(git.run(root, "rev-parse", "--absolute-git-dir").stdout.decode().strip())
    (top / "objects" / tree[:2] / tree[2:]).unlink()
    assert missing(root) == []


def changed(root: Path) -> list[str]:
    return committed.changed(root)


def test_nothing_is_changed_that_is_committed_nor_what_is_no_record(root: Path) -> None:
    assert changed(root) == []
    (root / "notes.txt").write_text("x", encoding="utf-8")
    (root / "orgs/zjj/problems/notes.txt").write_text("x", encoding="utf-8")
    (root.parent / "elsewhere.toml").write_text("x", encoding="utf-8")
    assert changed(root) == []


def test_what_is_edited_at_the_same_length_is_changed(root: Path) -> None:
    (root / RECORD).write_text("a = 2\n", encoding="utf-8")
    assert changed(root) == [RECORD]


def test_what_is_new_taken_away_or_renamed_is_changed(root: Path) -> None:
    other = "orgs/zjj/problems/w5n8ra.toml"
    (root / other).write_text("a = 1\n", encoding="utf-8")
    assert changed(root) == [other]
    (root / RECORD).unlink()
    assert changed(root) == [RECORD, other]
    (root / other).unlink()
    assert changed(root) == [RECORD]
    (root / "yian.toml").unlink()
    assert changed(root) == [RECORD, "yian.toml"]


def test_what_only_a_neighbour_in_the_repository_changed_is_not(tmp_path: Path) -> None:
    assert git.init(tmp_path) is None
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "yian.toml").write_text("a = 7\n", encoding="utf-8")
    commit(tmp_path)
    (tmp_path / "other" / "yian.toml").write_text("a = 8\n", encoding="utf-8")
    assert changed(tmp_path / "one") == []
    assert changed(tmp_path / "other") == ["yian.toml"]


def test_what_git_ignores_or_was_told_to_overlook_is_changed_all_the_same(root: Path) -> None:
    subprocess.run(["git", "update-index", "--assume-unchanged", "yian.toml"], cwd=root, check=True)
    (root / "yian.toml").write_text("a = 9\n", encoding="utf-8")
    assert changed(root) == ["yian.toml"]
    (root / ".gitignore").write_text("*.toml\n", encoding="utf-8")
    other = "orgs/zjj/problems/w5n8ra.toml"
    (root / other).write_text("a = 1\n", encoding="utf-8")
    assert changed(root) == [other, "yian.toml"]
    (root / ".gitignore").write_text("orgs/\n", encoding="utf-8")
    assert changed(root) == [other, "yian.toml"]


def test_nothing_that_a_setting_names_is_run_to_tell_what_changed(root: Path, tmp_path: Path) -> None:
    script = tmp_path / "monitor.sh"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
    script.chmod(0o755)
    subprocess.run(["git", "config", "core.fsmonitor", str(script)], cwd=root, check=True)
    assert changed(root) == []
    assert not (tmp_path / "ran").exists()
