"""Whether a folder lies on a network drive."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from yiananlib.store import drives

LINE = "{n} 1 8:1 / {point} rw,relatime shared:1 - {kind} {source} rw\n"


def mounts(tmp_path: Path, *rows: tuple[str, str]) -> str:
    file = tmp_path / "mountinfo"
    text = "".join(LINE.format(n=n, point=point, kind=kind, source="x - y") for n, (point, kind) in enumerate(rows))
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_nearest_mount_decides_and_of_several_the_last(tmp_path: Path) -> None:
    folder = tmp_path / "share/台 账"
    folder.mkdir(parents=True)
    inside = str(folder).replace(" ", "\\040")
    for rows, expected in (
        ([("/", "ext4")], None),
        ([("/", "nfs4")], "nfs4"),
        ([("/", "nfs"), (str(tmp_path), "ext4")], None),
        ([("/", "ext4"), (str(tmp_path / "share"), "cifs")], "cifs"),
        ([("/", "ext4"), (str(tmp_path / "sha"), "cifs")], None),
        ([("/", "ext4"), (inside, "fuse.sshfs")], "fuse.sshfs"),
        ([(str(tmp_path), "cifs"), (str(tmp_path), "xfs")], None),
        ([(str(tmp_path), "xfs"), (str(tmp_path), "9p")], "9p"),
        ([], None),
    ):
        assert drives.network(folder, mounts(tmp_path, *rows)) == expected, rows


@pytest.mark.parametrize("content", ["", "nonsense\n", "a - b\n", "\udcff"])
def test_an_unreadable_mount_table_names_no_network_drive(tmp_path: Path, content: str) -> None:
    file = tmp_path / "mountinfo"
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    assert drives.network(tmp_path, str(file)) is None
    assert drives.network(tmp_path, str(tmp_path / "nowhere")) is None


@pytest.mark.parametrize(("path", "kind", "expected"), [
    ("\\\\server\\share\\台账", 0, "UNC"), ("Z:\\台账", 4, "SMB"), ("C:\\台账", 3, None),
])  # fmt: skip
def test_windows_tells_by_the_drive(
    monkeypatch: pytest.MonkeyPatch, path: str, kind: int, expected: str | None
) -> None:
    import ctypes

    windll = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=lambda _drive: kind))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", windll, raising=False)
    monkeypatch.setattr("os.path.realpath", lambda _folder: path)
    assert drives.network(Path("x")) == expected
