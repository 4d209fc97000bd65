"""Supporting files: what is read of them, and what is refused before the ledger is locked."""

import hashlib
import os
import threading
from pathlib import Path

import pytest

from yiananlib.errors import UsageProblem
from yiananlib.services.recording import supporting
from yiananlib.services.recording.supporting import Copy, read_evidence

MIB = 1024 * 1024


def test_a_file_is_read_whole_and_called_by_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "核验表.pdf"
    path.write_bytes(b"x" * MIB)
    digest = hashlib.sha256(b"x" * MIB).hexdigest()
    copy = read_evidence(path, 1)
    assert copy == Copy(f"{digest[:16]}-核验表.pdf", digest, b"x" * MIB)
    assert copy.said == {"file": copy.file, "sha256": digest, "size": MIB}


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "管道")
    return folder / "管道"


def large(folder: Path) -> Path:
    (folder / "大").write_bytes(b"x" * (MIB + 1))
    return folder / "大"


def empty(folder: Path) -> Path:
    (folder / "空").touch()
    return folder / "空"


def linked(folder: Path) -> Path:
    (folder / "链接").symlink_to(pipe(folder))
    return folder / "链接"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (pipe, "is not a file"),
        (linked, "is not a file"),
        (lambda folder: folder, "is not a file"),
        (lambda _folder: Path("/dev/zero"), "is not a file"),
        (lambda folder: folder / "没有", "cannot be read"),
        (large, "is larger than 1 MiB"),
        (empty, "is empty"),
    ],
)
def test_what_is_no_file_of_that_size_is_refused_at_once(tmp_path: Path, make: object, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        read_evidence(make(tmp_path), 1)  # type: ignore[operator]


def test_a_file_behind_a_link_is_taken(tmp_path: Path) -> None:
    (tmp_path / "表").write_text("x", encoding="utf-8")
    (tmp_path / "链接").symlink_to("表")
    assert read_evidence(tmp_path / "链接", 1).data == b"x"


def test_a_share_that_does_not_answer_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = threading.Event()
    monkeypatch.setattr(supporting, "PATIENCE", 0.01)
    monkeypatch.setattr(supporting, "_content", lambda _path, _limit: hanging.wait(30))
    try:
        with pytest.raises(UsageProblem, match="no answer"):
            read_evidence(tmp_path, 1)
    finally:
        hanging.set()
