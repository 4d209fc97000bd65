"""Many commands at once: no entry is lost, and none is made twice."""

import fcntl
import os
import shutil

import pytest

from tests.faults.conftest import NEW_PROBLEM, Site
from yiananlib.store.ledger import Ledger


def test_forty_entries_at_once_are_forty_entries(site: Site) -> None:
    before = len(Ledger(site.root).find_problem(site.problem).entries)
    running = [site.start("progress", site.problem, f"第{n}次") for n in range(40)]
    said = [process.communicate() for process in running]
    assert [p.returncode for p in running] == [0] * 40, said
    entries = Ledger(site.root).find_problem(site.problem).entries[before:]
    assert sorted(e.plain()["note"] for e in entries) == sorted(f"第{n}次" for n in range(40))
    assert len({e.id for e in entries}) == 40
    assert site.errors() == []


def test_twenty_problems_at_once_are_twenty_problems(site: Site) -> None:
    running = [site.start("add-problem", "zjj", *NEW_PROBLEM[:1], f"问题{n}", *NEW_PROBLEM[2:]) for n in range(20)]
    said = [process.communicate() for process in running]
    assert [p.returncode for p in running] == [0] * 20, said
    titles = [p.head.title for p in Ledger(site.root).problems("zjj")]
    assert sorted(titles) == sorted(["招标文件抽查", *(f"问题{n}" for n in range(20))])
    assert site.errors() == []


def test_a_command_waits_for_the_one_that_is_writing_and_says_so(site: Site) -> None:
    handle = os.open(site.root / ".yian" / "lock", os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    process = site.start("progress", site.problem, "进展")
    assert process.stderr is not None
    assert "Waiting" in process.stderr.readline()
    os.close(handle)
    process.communicate()
    assert process.returncode == 0


def as_anyone() -> list[str]:
    """What to run a command under, so that permissions hold for it even where the tests run as root."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not here, and root may write anywhere")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]


@pytest.mark.parametrize("places", [(".", ".yian", ".yian/lock"), ("orgs/zjj/problems",)], ids=["all", "the folder"])
def test_a_ledger_that_is_read_only_fails_the_write_with_status_6(site: Site, places: tuple[str, ...]) -> None:
    under = as_anyone()
    before = site.files()
    paths = [site.root / place for place in places]
    modes = [path.stat().st_mode for path in paths]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        done = site.run("progress", site.problem, "进展", under=under)
        shown = site.run("show", site.problem, under=under)
    finally:
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)
    assert done.returncode == 6, done.stderr
    assert "Permission denied" in done.stderr
    assert shown.returncode == 0
    assert site.files() == before
