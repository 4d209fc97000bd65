"""Whether a folder lies on a network drive, where locks and renames are what its server makes of them."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_NETWORK: Final = frozenset([
    "9p", "acfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone",
    "fuse.s3fs", "fuse.sshfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "prl_fs", "smb2", "smb3",
    "smbfs", "vboxsf", "vmhgfs", "fuse.vmhgfs-fuse",
])  # fmt: skip
"""What Linux calls file systems whose files are on another machine."""
_MOUNTS: Final = "/proc/self/mountinfo"
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")
_REMOTE: Final = 4
"""What Windows calls a drive that is on another machine."""


def network(folder: Path, mounts: str = _MOUNTS) -> str | None:
    """Return the kind of the network drive that a folder lies on; None where it lies on none, or that is unknown.

    ``mounts`` is the file in which Linux says what is mounted where.
    """
    path = os.path.realpath(folder)
    if sys.platform == "win32":
        return _of_windows(path)
    with suppress(OSError, IndexError, ValueError):  # a system that says it otherwise
        with open(mounts, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123 - no path is needed
            rows = [line.split(" - ", 1) for line in file]
        points = [(_plain(row[0].split(" ")[4]), row[1].split(" ", 1)[0]) for row in rows if len(row) == 2]
        above = [(len(point), kind) for point, kind in points if _lies_in(path, point)]
        if above:
            # of several at one place the last is in force
            kind = max(enumerate(above), key=lambda found: (found[1][0], found[0]))[1][1]
            return kind if kind in _NETWORK else None
    return None


def _plain(said: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), said)


def _lies_in(path: str, point: str) -> bool:
    return path == point or path.startswith(point.rstrip("/") + "/")


def _of_windows(path: str) -> str | None:
    if path.startswith("\\\\"):
        return "UNC"
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(path)[0] + "\\")  # type: ignore[attr-defined,unused-ignore]  # Windows alone has it
    return "SMB" if kind == _REMOTE else None
