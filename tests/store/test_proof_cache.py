"""What was proven is remembered by repository and version, and never trusted when it is not what it should be."""

import datetime as dt
import json
from pathlib import Path

import pytest

from yiananlib.store.proof_cache import Memory, Trail

TRAIL = Trail("a" * 40, (("b" * 40, dt.datetime(2026, 3, 12, tzinfo=dt.UTC)),), ("a" * 40,))
ROW = ("aaaa:yian.toml", 0, "definition", "m", "r", "error")


def filled(cache: Path, folder: Path, version: str = "1") -> Memory:
    memory = Memory.of(cache, folder, version)
    memory.findings = {"a" * 40: [ROW], "b" * 40: []}
    memory.trails = {"refs/heads/main": TRAIL}
    memory.beginnings = {"a" * 40}
    memory.keep()
    return memory


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    kept = filled(tmp_path / "cache", tmp_path)
    found = Memory.of(tmp_path / "cache", tmp_path, "1")
    assert (found.findings, found.trails, found.beginnings) == (kept.findings, kept.trails, {"a" * 40})


def test_another_version_remembers_the_trails_alone(tmp_path: Path) -> None:
    filled(tmp_path / "cache", tmp_path)
    found = Memory.of(tmp_path / "cache", tmp_path, "2")
    assert (found.findings, found.beginnings, found.trails) == ({}, set(), {"refs/heads/main": TRAIL})


def test_another_repository_has_a_memory_of_its_own(tmp_path: Path) -> None:
    filled(tmp_path / "cache", tmp_path)
    assert Memory.of(tmp_path / "cache", tmp_path / "other", "1").findings == {}


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    Memory.of(None, tmp_path, "1").keep()
    assert list(tmp_path.iterdir()) == []


def test_what_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    path = filled(tmp_path / "cache", tmp_path).path
    assert path is not None
    before = path.stat().st_mtime_ns
    Memory.of(tmp_path / "cache", tmp_path, "1").keep()
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("clean", 1), ("findings", []), ("findings", {"a": [["x"]]}), ("findings", {"a": [[*ROW[:5], "fine"]]}),
        ("trails", []), ("trails", {"a": {"root": "a", "proven": [["a", "x"]], "held": []}}), ("version", []),
        ("trails", {"a": {"root": "a", "proven": [["a", "2026-03-12T09:00"]], "held": []}}),
    ],
)  # fmt: skip
def test_what_is_not_as_it_should_be_is_not_trusted(tmp_path: Path, key: str, value: object) -> None:
    path = filled(tmp_path / "cache", tmp_path).path
    assert path is not None
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {key: value}), encoding="utf-8")
    assert Memory.of(tmp_path / "cache", tmp_path, "1").findings == {}


def test_nobody_else_can_read_or_write_it(tmp_path: Path) -> None:
    import os

    old = os.umask(0)
    try:
        (tmp_path / "cache").mkdir(mode=0o777)
        path = filled(tmp_path / "cache", tmp_path).path
    finally:
        os.umask(old)
    assert path is not None
    assert [oct(p.stat().st_mode & 0o777) for p in (path, path.parent)] == ["0o600", "0o700"]


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666, 0o777])
@pytest.mark.parametrize("spoilt", ["file", "folder"])
def test_what_others_could_have_written_is_not_trusted(tmp_path: Path, spoilt: str, mode: int) -> None:
    path = filled(tmp_path / "cache", tmp_path).path
    assert path is not None
    (path if spoilt == "file" else path.parent).chmod(mode | 0o100)
    assert Memory.of(tmp_path / "cache", tmp_path, "1").findings == {}
    filled(tmp_path / "cache", tmp_path)
    assert Memory.of(tmp_path / "cache", tmp_path, "1").findings != {}


def test_what_another_owns_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    filled(tmp_path / "cache", tmp_path)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert Memory.of(tmp_path / "cache", tmp_path, "1").findings == {}


def test_anew_nothing_is_trusted_and_what_is_found_replaces_it(tmp_path: Path) -> None:
    filled(tmp_path / "cache", tmp_path)
    memory = Memory.of(tmp_path / "cache", tmp_path, "1", anew=True)
    assert (memory.findings, memory.trails, memory.beginnings) == ({}, {}, set())
    memory.findings = {"d" * 40: []}
    memory.keep()
    assert Memory.of(tmp_path / "cache", tmp_path, "1").findings == {"d" * 40: []}


def test_a_long_history_is_remembered_whole(tmp_path: Path) -> None:
    memory = Memory.of(tmp_path / "cache", tmp_path, "1")
    memory.findings = {f"{n:040x}": [] for n in range(20_000)}
    memory.keep()
    assert Memory.of(tmp_path / "cache", tmp_path, "1").findings == memory.findings
