"""Handing over and collecting, killed at each call of the system that puts a file in place: the old one or the new."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.builders import LIAISON, OFFICE
from tests.faults.conftest import SETTINGS, Strace, here, traced
from tests.services.ledgers import tree
from tests.services.repositories import Repository, honest
from yiananlib.lake import shelf
from yiananlib.lake.manifest import NAME, Manifest

if TYPE_CHECKING:
    import subprocess

CALLS: Final = {"rename": 1, "fsync": 3, "unlinkat": 2, "unlink": 2}
"""Calls, and every how many-th is killed."""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A county at its second commit, of which the first was handed over into `before`, the second into `after`."""
    repo = honest(tmp_path_factory.mktemp("county") / "ledger")
    repo.edit("yian.toml", 'language = "zh_CN"', 'code = "530121"\nlanguage = "zh_CN"')
    repo.commit(OFFICE)
    above = repo.root.parent
    assert export(repo, above / "before").returncode == 0
    repo.on("2026-04-21").problem(title="又一个问题")
    repo.commit(LIAISON)
    assert export(repo, above / "after").returncode == 0
    return repo


def yian(repo: Repository, *arguments: object, under: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
    environ = os.environ | SETTINGS
    environ |= {"YIAN_NOW": "2026-04-22", "XDG_CACHE_HOME": str(repo.root.parent / "cache")}
    return (traced(under) if under else here)([str(a) for a in arguments], environ, repo.root.parent)


def export(repo: Repository, target: Path, under: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
    return yian(repo, "export", "parquet", target, "--unverified", "--ledger", repo.root, under=under)


def whole(folder: Path) -> Manifest:
    """What a reader sees of a hand-over, every file of which is as it should be."""
    found = shelf.read(folder)
    assert list(shelf.faults(found.code, folder, found)) == []
    return found


def killed(
    strace: Strace,
    log: Path,
    call: str,
    prepare: Callable[[], Callable[[Sequence[str]], int]],
    check: Callable[[], None],
) -> None:
    """Kill a command at one call after the other, and look at what is there each time."""
    for count in range(1, 200, CALLS[call]):
        run = prepare()
        under = strace.under(log, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={count}")
        status = run(under)
        check()
        if status == 0:
            assert count > 1, f"no {call} was killed"
            return
        assert status in (-9, 137)
    pytest.fail(f"more than 200 times {call}")


@pytest.mark.parametrize("call", ["rename", "fsync", "unlink"])
def test_a_hand_over_that_is_killed_is_the_old_one_or_the_new_and_the_next_goes_on(
    county: Repository, strace: Strace, tmp_path: Path, call: str
) -> None:
    above = county.root.parent
    before, after = shelf.read(above / "before"), shelf.read(above / "after")
    out = tmp_path / "out"

    def prepare() -> Callable[[Sequence[str]], int]:
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(above / "before", out)
        return lambda under: export(county, out, under).returncode

    def check() -> None:
        assert whole(out) in (before, after)
        assert export(county, out).returncode == 0
        assert whole(out) == after
        assert tree(out) == tree(above / "after"), "nothing is left that nobody names"
        assert not (out / ".yian" / "scratch").exists()

    killed(strace, tmp_path / "log", call, prepare, check)


@pytest.mark.parametrize("call", CALLS)
def test_a_collection_that_is_killed_leaves_what_was_there_or_what_is_new_and_the_next_goes_on(
    county: Repository, strace: Strace, tmp_path: Path, call: str
) -> None:
    above = county.root.parent
    before, after = shelf.read(above / "before"), shelf.read(above / "after")
    lake, start = tmp_path / "lake", tmp_path / "start"
    assert yian(county, "collect", start, above / "before").returncode == 0
    assert yian(county, "collect", tmp_path / "end", above / "before", above / "after").returncode == 0

    def prepare() -> Callable[[Sequence[str]], int]:
        shutil.rmtree(lake, ignore_errors=True)
        shutil.copytree(start, lake)
        return lambda under: yian(county, "collect", lake, above / "after", under=under).returncode

    def check() -> None:
        folder = lake / shelf.LEDGERS / "530121"
        assert whole(folder) in (before, after)
        (seen,) = shelf.chosen(lake).ledgers
        assert seen.manifest in (before, after)
        (earlier,) = shelf.chosen(lake, before.known).ledgers
        assert earlier.manifest == before
        assert yian(county, "collect", lake, above / "after").returncode == 0
        assert whole(folder) == after
        assert tree(lake) == tree(tmp_path / "end")
        assert not (lake / ".yian" / "scratch").exists()

    killed(strace, tmp_path / "log", call, prepare, check)


def test_the_manifest_is_put_in_place_after_all_data_is_durable(
    county: Repository, strace: Strace, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    under = strace.under(log, "-y", "-s", "200", "-e", "trace=rename,fsync")
    out = tmp_path / "out"
    assert export(county, out, under).returncode == 0
    lines = [line.partition(" ")[2].strip() for line in log.read_text(encoding="utf-8").splitlines()]
    renames = [n for n, line in enumerate(lines) if line.startswith("rename(") and str(out) in line]
    data = [n for n in renames if ".parquet" in lines[n]]
    (manifest,) = [n for n in renames if f'{out}/{NAME}"' in lines[n]]
    assert len(data) == len(shelf.read(out).files)
    assert manifest > max(data)
    for n in data:
        assert any("fsync(" in line and ".parquet>" in line for line in lines[:n])
    synced = [n for n, line in enumerate(lines) if line.startswith("fsync(") and f"<{out}/data>" in line]
    assert max(data) < max(n for n in synced if n < manifest)
