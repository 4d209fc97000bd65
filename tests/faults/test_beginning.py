"""A new ledger of one that was exported, by a command that is killed or that the disk fails: all of it, or none."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.faults.conftest import Site, Strace

FAULTS: Final = [
    *((call, "signal=KILL", count) for call, count in (("write", 1), ("write", 4), ("fsync", 1), ("fsync", 7))),
    ("rename", "signal=KILL", 1),
    ("write", "error=ENOSPC", 3), ("fsync", "error=EIO", 5), ("rename", "error=EACCES", 1),
]  # fmt: skip


@pytest.mark.parametrize(("call", "fault", "count"), FAULTS)
def test_the_folder_is_a_whole_ledger_or_none(
    site: Site, strace: Strace, tmp_path: Path, call: str, fault: str, count: int
) -> None:
    path, new = tmp_path / "台账.jsonl", tmp_path / "deep" / "new"
    assert site.run("export", "jsonl", "-o", str(path)).returncode == 0
    command = ("import", str(path), "--ledger", str(new), "--apply")
    log = tmp_path / "trace"
    # the folder is built beside the new one, under a name with the number of the process
    under = strace.under(log, "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={count}")
    counted = site.run(*command, under=strace.under(log, "-e", f"trace={call}"))
    assert counted.returncode == 0, counted.stderr
    shutil.rmtree(new.parent)
    lines = log.read_text(encoding="utf-8").splitlines()
    assert len(lines) > count
    ended = site.run(*command, under=under)
    assert ended.returncode in (-9, 137, 6), ended.stderr
    assert not new.exists() or not site_of(new).errors()
    if ended.returncode == 6:
        assert "Traceback" not in ended.stderr
        assert not new.parent.exists()
    following = site.run(*command)
    if following.returncode:
        assert "already" in following.stderr or new.exists(), following.stderr
    assert site_of(new).files() == site.files()
    assert [p.name for p in new.parent.iterdir()] == ["new"]


def site_of(root: Path) -> Site:
    return Site(root, "")
