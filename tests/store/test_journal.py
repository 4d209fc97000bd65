"""A batch of files: what readers see of it while it is written, and how one that was stopped is settled."""

import json
from pathlib import Path
from typing import Final

import pytest

from yiananlib.errors import LedgerInvalid, WriteFailed
from yiananlib.store import files, journal, layout
from yiananlib.store.journal import Change
from yiananlib.store.ledger import Ledger
from yiananlib.store.source import Disk

OLD: Final = "orgs/zjj/problems/k7m2qd.toml"
NEW: Final = "orgs/zjj/problems/z00000.toml"


class Stop(BaseException):
    """The command is killed here."""


@pytest.fixture
def root(ledger: Ledger) -> Path:
    (ledger.root / layout.PRIVATE).mkdir(exist_ok=True)
    return ledger.root


@pytest.fixture
def changes(root: Path) -> list[Change]:
    """A file that is new, and one that is appended to."""
    old = (root / OLD).read_bytes()
    return [Change(NEW, b"new", None), Change(OLD, old + b"more", old)]


def stopped(root: Path, changes: list[Change], monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Write a batch and be killed after that many files."""
    count = 0
    real, gone = journal._write, Path.unlink

    def write(where: Path, change: Change) -> None:
        nonlocal count
        if count == after:
            raise Stop
        count += 1
        real(where, change)

    def unlink(path: Path, **more: bool) -> None:
        if path == root / layout.JOURNAL:
            raise Stop
        gone(path, **more)

    with monkeypatch.context() as patch:
        patch.setattr(journal, "_write", write)
        patch.setattr(journal, "_give_up", lambda *_all: None)
        patch.setattr(Path, "unlink", unlink)
        with pytest.raises(Stop):
            journal.write(root, changes)


def test_all_is_written_and_nothing_is_left_behind(root: Path, changes: list[Change]) -> None:
    journal.write(root, changes)
    assert (root / NEW).read_bytes() == b"new"
    assert (root / OLD).read_bytes().endswith(b"more")
    assert not (root / layout.JOURNAL).exists()
    assert journal.standing(root) == {}


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_reader_sees_nothing_of_a_batch_that_was_stopped(
    root: Path, changes: list[Change], monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    old = (root / OLD).read_bytes()
    stopped(root, changes, monkeypatch, after)
    disk = Disk(root)
    assert disk.read(OLD) == old
    assert disk.exists(OLD)
    assert not disk.exists(NEW)
    with pytest.raises(FileNotFoundError):
        disk.read(NEW)
    assert list(disk.names("orgs/zjj/problems")) == ["k7m2qd.toml"]
    assert list(disk.folders_with("orgs", "problems/z00000.toml")) == []
    assert list(disk.folders_with("orgs", "problems/k7m2qd.toml")) == ["zjj"]


@pytest.mark.parametrize("after", [0, 1, 2])
def test_one_that_was_stopped_is_finished_where_it_is_whole_else_taken_away(
    root: Path, changes: list[Change], monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    old = (root / OLD).read_bytes()
    stopped(root, changes, monkeypatch, after)
    with journal.at_work(root):
        whole = after == 2
        assert (root / NEW).exists() == whole
        assert (root / OLD).read_bytes() == old + (b"more" if whole else b"")
        assert not (root / layout.JOURNAL).exists()


def test_what_somebody_else_wrote_meanwhile_is_not_taken_away(
    root: Path, changes: list[Change], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(root, changes, monkeypatch, 1)
    (root / NEW).write_bytes(b"mine")
    journal.settle(root)
    assert (root / NEW).read_bytes() == b"mine"


def test_temporary_files_of_a_command_that_was_stopped_go_with_the_next(root: Path) -> None:
    left = [root / ".yian.toml.yian-tmp", root / "orgs/zjj/problems/.k7m2qd.toml.yian-tmp"]
    for path in left:
        path.touch()
    with journal.at_work(root):
        assert all(path.exists() for path in left), "nothing says that they were left behind"
    (root / layout.AT_WORK).touch()
    with journal.at_work(root):
        assert not any(path.exists() for path in left)
        assert (root / layout.AT_WORK).exists()
    assert not (root / layout.AT_WORK).exists()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"{}",
        b'{"files": 1}',
        b"\xff",
        *(
            json.dumps({"files": [row]}).encode()
            for row in (
                ["../../etc/passwd", None, "0", 1],
                ["/etc/passwd", None, "0", 1],
                [".git/config", None, "0", 1],
                [OLD, -1, "0", 1],
                [OLD, True, "0", 1],
                [OLD, None, 0, 1],
                [OLD, None, "0", "1"],
                [OLD],
                [1, 2, 3, 4],
            )
        ),
    ],
)
def test_a_journal_that_says_nothing_of_use_is_named_and_nothing_is_touched(root: Path, said: bytes) -> None:
    (root / layout.JOURNAL).write_bytes(said)
    with pytest.raises(LedgerInvalid, match="does not state which files"), journal.at_work(root):
        pass
    assert (root / OLD).exists()
    with pytest.raises(LedgerInvalid, match="does not state which files"):
        Ledger(root).find_problem("k7m2qd")


def test_a_file_that_is_not_appended_to_is_no_part_of_a_batch(root: Path, changes: list[Change]) -> None:
    with pytest.raises(ValueError, match="k7m2qd"):
        journal.write(root, [changes[0], Change(OLD, b"another", b"old")])
    assert not (root / NEW).exists()


def test_one_that_cannot_be_taken_away_counts_nowhere_and_is_settled_later(
    root: Path, changes: list[Change], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.replace

    def full(*_all: object) -> None:
        raise WriteFailed("full") from OSError(28, "No space left on device")

    def forbidden(*_all: object, **_more: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", full)
        patch.setattr(Path, "unlink", forbidden)
        with pytest.raises(WriteFailed, match="No command will count any of it until"):
            journal.write(root, [Change("orgs/zjj/problems/z00001.toml", b"x", None), *changes])
    assert files.replace is real
    assert [p.head.id for p in Ledger(root).problems("zjj")] == ["k7m2qd"]
    journal.settle(root)
    assert not (root / NEW).exists()
