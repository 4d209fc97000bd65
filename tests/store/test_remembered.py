"""Where it is remembered who records, and whose file counts."""

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.store import remembered

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    root = tmp_path / "县" / "ledger"
    root.mkdir(parents=True)
    return root


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_what_is_written_is_read_by_its_user_alone(ledger: Path, state: Path) -> None:
    path = remembered.place(ledger, state)
    assert remembered.read(path) is None
    assert remembered.forget(path) is False
    for officer in ("zjj/liaison", "县教体局/head"):
        remembered.write(path, officer)
        assert remembered.read(path) == officer
        assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert remembered.forget(path) is True
    assert remembered.read(path) is None


def test_without_git_it_is_by_the_path_of_the_ledger(ledger: Path, state: Path, tmp_path: Path) -> None:
    path = remembered.place(ledger, state)
    assert path.parent == state
    other = tmp_path / "other"
    other.mkdir()
    assert remembered.place(other, state) != path
    link = tmp_path / "link"
    link.symlink_to(ledger)
    assert remembered.place(link, state) == path


def test_a_clone_keeps_it_in_its_git_folder_for_all_its_work_trees(ledger: Path, state: Path, tmp_path: Path) -> None:
    git(ledger, "init", "-q")
    path = remembered.place(ledger, state)
    assert path.parent == ledger / ".git" / "yian"
    remembered.write(path, "zjj/liaison")
    git(ledger, "-c", "user.name=n", "-c", "user.email=n@n.invalid", "commit", "-q", "--allow-empty", "-m", "x")
    git(ledger, "worktree", "add", "-q", str(tmp_path / "tree"))
    assert remembered.read(remembered.place(tmp_path / "tree", state)) == "zjj/liaison"
    within = ledger / "台账"
    within.mkdir()
    assert remembered.read(remembered.place(within, state)) is None, "another ledger of the same repository"
    remembered.write(remembered.place(within, state), "czj/liaison")
    assert remembered.read(path) == "zjj/liaison"
    git(tmp_path, "clone", "-q", str(ledger), "clone")
    assert remembered.read(remembered.place(tmp_path / "clone", state)) is None
    assert not state.exists()


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_may_have_written_is_not_used(ledger: Path, state: Path, mode: int) -> None:
    path = remembered.place(ledger, state)
    remembered.write(path, "zjj/liaison")
    path.chmod(mode)
    with pytest.raises(UsageProblem, match="others may have written it"):
        remembered.read(path)
    remembered.write(path, "zjj/liaison")
    assert remembered.read(path) == "zjj/liaison"


def test_what_is_no_file_is_not_used_and_nothing_is_waited_for(ledger: Path, state: Path, tmp_path: Path) -> None:
    path = remembered.place(ledger, state)
    state.mkdir()
    (tmp_path / "secret").write_text("zjj/liaison")
    made: list[Callable[[], None]] = [
        lambda: path.symlink_to(tmp_path / "secret"),
        path.mkdir,
        lambda: os.mkfifo(path, 0o600),
    ]
    for make in made:
        make()
        with pytest.raises(UsageProblem, match="where this clone remembers who is recording, is ignored"):
            remembered.read(path)
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def test_what_cannot_be_written_is_said(ledger: Path, state: Path) -> None:
    state.write_text("a file")
    path = remembered.place(ledger, state)
    assert remembered.read(path) is None
    assert remembered.forget(path) is False
    with pytest.raises(WriteFailed, match="could not be written"):
        remembered.write(path, "zjj/liaison")


@pytest.mark.parametrize(
    ("data", "said"), [(b"", None), (b"\n\n", None), (b"\xff\xfe/x", "\ufffd\ufffd/x"), (b"a" * 9999, "a" * 400)]
)
def test_whatever_is_in_it_is_bounded_text(ledger: Path, state: Path, data: bytes, said: str | None) -> None:
    path = remembered.place(ledger, state)
    remembered.write(path, "x")
    path.write_bytes(data)
    assert remembered.read(path) == said


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner here")
@pytest.mark.parametrize("reader", [-1, 1])
def test_what_another_user_wrote_is_not_taken_for_one_s_own(
    ledger: Path, state: Path, monkeypatch: pytest.MonkeyPatch, reader: int
) -> None:
    path = remembered.place(ledger, state)
    remembered.write(path, "zjj/liaison")
    owner = path.stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: owner + reader)
    with pytest.raises(UsageProblem, match="others may have written it"):
        remembered.read(path)
