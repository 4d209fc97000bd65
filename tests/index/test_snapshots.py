"""How a change is noticed from outside: sizes, times, inodes; and when their word is not enough."""

import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import HEAD, OFFICE
from tests.faults.test_parallel import as_anyone
from tests.index import asked
from tests.journeys.shell import Shell
from tests.services.ledgers import Desk, new_desk
from tests.trying import tries
from tests.warm import COMMAND
from yiananlib.errors import LedgerInvalid
from yiananlib.index import cache, snapshots
from yiananlib.index.snapshots import Listing, packed

SECOND: Final = 1_000_000_000


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The county with a problem of each of two organizations."""
    return _peopled(new_desk(tmp_path / "ledger"))


def _peopled(desk: Desk) -> Desk:
    desk.problem(title="住建局的问题00000")
    desk.problem("czj", by=OFFICE, leader=HEAD, owner=HEAD, title="财政局的问题")
    return desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def title(desk: Desk, folder: Path) -> str:
    found = cache.answer(desk.ledger, folder, asked.titles)
    return next(said for ref, said in found.items() if ref.startswith("zjj/"))


def problem(desk: Desk) -> Path:
    (path,) = (desk.root / "orgs/zjj/problems").iterdir()
    return path


def retitled(path: Path, number: int) -> str:
    """Write another title of the same size into the same file, and return it."""
    new = f"住建局的问题{number:05}"
    with path.open("r+b") as file:
        data = re.sub(rb"\xe9\xa2\x98[0-9]{5}", f"题{number:05}".encode(), file.read())
        file.seek(0)
        file.write(data)
    return new


# times that say nothing


class Coarse:
    """A file system whose clock ticks once in two seconds, as FAT's does, and the clock of the machine."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.now = 1_700_000_000 * SECOND
        self.given: dict[str, int] = {}
        there = os.stat
        monkeypatch.setattr(time, "time_ns", lambda: self.now)

        def stat(path: Any, *arguments: Any, **more: Any) -> os.stat_result:
            seen = there(path, *arguments, **more)
            name = os.fspath(path)
            if not isinstance(name, str) or not name.startswith(str(root)):
                return seen
            return _at(seen, self.given.get(name, 0))

        monkeypatch.setattr(os, "stat", stat)
        seen_in = snapshots._seen

        def seen(base: str, within: str) -> tuple[list[str], list[os.stat_result]]:
            names, stats = seen_in(base, within)
            paths = [f"{base}/{within}/{name}" for name in names]
            return names, [_at(one, self.given.get(path, 0)) for path, one in zip(paths, stats, strict=True)]

        monkeypatch.setattr(snapshots, "_seen", seen)

    def written(self, path: Path) -> None:
        """Let the file have been changed this moment, as coarsely as that is known."""
        self.given[str(path)] = self.now // (2 * SECOND) * 2 * SECOND


def _at(seen: os.stat_result, when: int) -> os.stat_result:
    return os.stat_result(seen[:10], {"st_mtime_ns": when, "st_ctime_ns": when})


@pytest.fixture
def coarse(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Coarse:
    return Coarse(monkeypatch, desk.root)


def test_a_thousand_rewrites_of_the_same_size_within_a_tick_give_no_stale_answer(
    desk: Desk, folder: Path, coarse: Coarse
) -> None:
    path = problem(desk)
    for number in range(tries(200, in_ci=1000, thorough=10_000)):
        coarse.now += SECOND // 1000  # a thousand within a second, half of which end a tick later
        new = retitled(path, number)
        coarse.written(path)
        assert title(desk, folder) == new


def test_a_file_is_looked_into_only_as_long_as_its_times_may_deceive(
    desk: Desk, folder: Path, coarse: Coarse, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = problem(desk)
    read: list[bytes] = []
    there = snapshots.digest_of

    def digest_of(data: bytes) -> bytes:
        read.append(data)
        return there(data)

    coarse.written(path)
    title(desk, folder)
    monkeypatch.setattr(snapshots, "digest_of", digest_of)
    for number, looks in enumerate((1, 1, 0, 0), start=1):
        coarse.now += SECOND
        read.clear()
        title(desk, folder)
        assert read == [path.read_bytes()] * looks, f"after {number} s"


@pytest.mark.parametrize("ahead", [1, 3, 10**6])
def test_a_file_from_the_future_is_in_doubt_until_its_time_has_come(
    desk: Desk, folder: Path, coarse: Coarse, ahead: int
) -> None:
    path = problem(desk)
    coarse.given[str(path)] = coarse.now + ahead * SECOND
    title(desk, folder)
    for number, later in enumerate((0, 1, ahead, 1)):  # the last look is less than a tick after the file's time
        coarse.now += later * SECOND // 2
        new = retitled(path, number)
        assert title(desk, folder) == new


def test_a_clock_that_was_set_back_hides_no_change(desk: Desk, folder: Path, coarse: Coarse) -> None:
    path = problem(desk)
    chance = random.Random(1)  # noqa: S311 - to be the same each time
    for number in range(100):
        coarse.now += chance.choice([-3600, -5, -1, 0, 1, 5]) * SECOND
        new = retitled(path, number)
        coarse.written(path)
        assert title(desk, folder) == new, number


@pytest.mark.parametrize("when", [0, 1_000_000_000, 4_000_000_000])
def test_a_time_that_was_set_by_hand_hides_no_change(desk: Desk, folder: Path, when: int) -> None:
    path = problem(desk)
    for number in range(50):
        new = retitled(path, number)
        os.utime(path, (when, when))
        assert title(desk, folder) == new


def test_a_time_that_was_set_by_hand_hides_no_change_of_an_old_file(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "TICK", 30_000_000)
    path = problem(desk)
    for number in range(10):
        new = retitled(path, number)
        os.utime(path, (1_000_000_000, 1_000_000_000))
        assert title(desk, folder) == new
        time.sleep(0.04)
        assert title(desk, folder) == new  # from now on its times are believed


@pytest.fixture
def old_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with times of whole seconds."""
    tool = shutil.which("mkfs.ext4", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if tool is None:
        pytest.skip("mkfs.ext4 is not here")
    image, place = tmp_path / "image", tmp_path / "disk"
    image.write_bytes(b"")
    os.truncate(image, 8 << 20)
    place.mkdir()
    subprocess.run([tool, "-q", "-F", "-I", "128", str(image)], check=True, capture_output=True)
    done = subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_thousand_rewrites_on_a_disk_of_whole_seconds_give_no_stale_answer(old_disk: Path, folder: Path) -> None:
    desk = _peopled(new_desk(old_disk / "ledger"))
    path = problem(desk)
    times = set()
    for number in range(tries(200, in_ci=1000, thorough=10_000)):
        new = retitled(path, number)
        assert title(desk, folder) == new
        times.add((path.stat().st_mtime_ns, path.stat().st_ctime_ns))
        if number % 100 == 50:
            time.sleep(2.1 if number == 50 else 0)
    assert all(mtime % SECOND == 0 for mtime, _ctime in times)
    assert len(times) < number / 2


# what else there may be among the files


LINKS: Final = ["orgs", "orgs/czj", "orgs/czj/problems", "orgs/czj/org.toml", "checklist.toml", "yian.toml"]


@pytest.mark.parametrize("path", LINKS)
@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("warm", [True, False])
def test_nothing_is_listed_through_a_link_though_nothing_else_changed(
    desk: Desk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, old: bool, warm: bool
) -> None:
    if old:
        monkeypatch.setattr(snapshots, "TICK", -(10**18))
    if warm:
        asked.ask(desk.ledger, folder, asked.county)
    (desk.root / path).rename(tmp_path / "away")
    (desk.root / path).symlink_to(tmp_path / "away")
    for _time in range(2):
        with pytest.raises(LedgerInvalid, match=rf"^{path}[^:]*: it is a symbolic link"):
            cache.answer(desk.ledger, folder, asked.county)


def test_the_ledger_itself_may_lie_behind_a_link(desk: Desk, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(desk.root)
    there = Desk(tmp_path / "link")
    assert asked.ask(there.ledger, folder, asked.county) == asked.ask(desk.ledger, folder, asked.county)
    assert asked.file_of(folder).exists()


@pytest.mark.parametrize("name", [".czj", "c z j", "CON", "czj."])
@pytest.mark.parametrize("warm", [True, False])
def test_a_folder_of_problems_that_is_no_organization_is_named(desk: Desk, folder: Path, name: str, warm: bool) -> None:
    if warm:
        asked.ask(desk.ledger, folder, asked.county)
    (desk.root / "orgs/czj").rename(desk.root / "orgs" / name)
    for _time in range(2):
        with pytest.raises(LedgerInvalid, match=rf"^orgs/{re.escape(name)}: it holds problems"):
            cache.answer(desk.ledger, folder, asked.county)


@pytest.mark.parametrize("path", ["orgs/README.md", "orgs/.DS_Store", "orgs/zjj/说明.txt", "orgs/zjj/problems/x.orig"])
def test_other_files_may_lie_beside(desk: Desk, folder: Path, path: str) -> None:
    before = asked.ask(desk.ledger, folder, asked.county)
    desk.write(path, "不是记录")
    assert asked.ask(desk.ledger, folder, asked.county) == before


@pytest.mark.parametrize("path", ["orgs/.git", "orgs/草稿", "orgs/zjj/problems/sub"])
def test_other_folders_may_lie_beside(desk: Desk, folder: Path, path: str) -> None:
    before = asked.ask(desk.ledger, folder, asked.county)
    (desk.root / path).mkdir()
    assert asked.ask(desk.ledger, folder, asked.county) == before


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        *(("orgs", mode) for mode in (0o000, 0o444, 0o111)),
        *(("orgs/czj", mode) for mode in (0o000, 0o444)),  # nothing is listed in the folder itself
        *(("orgs/czj/problems", mode) for mode in (0o000, 0o444, 0o111)),
    ],
)
@pytest.mark.parametrize("warm", [True, False])
def test_a_folder_that_may_not_be_read_is_named(desk: Desk, path: str, mode: int, warm: bool) -> None:
    under = as_anyone()
    shell = Shell(desk.root, "2026-03-13")
    if warm:
        shell.run("list")
    place = desk.root / path
    place.chmod(mode)
    try:
        for _time in range(2):
            done = subprocess.run(
                [*under, *COMMAND, "list"],
                cwd=desk.root,
                env=shell.environ,
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stdout) == (4, "")
            assert re.match(rf"yian: {path}(/[^:]*)?: it cannot be read: Permission denied", done.stderr), done.stderr
    finally:
        place.chmod(0o755)


def test_a_listing_that_does_not_fit_its_numbers_is_refused() -> None:
    whole = packed({"a": (1, 2, 3, 4), "b": (5, 6, 7, 8)})
    assert whole.by_path() == {"a": (1, 2, 3, 4), "b": (5, 6, 7, 8)}
    for broken in (Listing(b"a", whole.numbers), Listing(whole.paths, b""), Listing(whole.paths, whole.numbers[:-1])):
        with pytest.raises(ValueError, match=r"."):
            broken.by_path()


NAMES: Final = st.sampled_from(
    ["orgs/u/problems/a.toml", "orgs/u/problems/b.toml", "orgs/u/rules/a.toml", "orgs/u.toml"]
)
NUMBERS: Final = st.tuples(*[st.integers(-(2**63), 2**63 - 1)] * 4)


@given(
    files=st.dictionaries(NAMES, NUMBERS),
    path=st.sampled_from(["orgs/u/problems", "orgs/u/rules", "orgs/u/rules/a.toml", "orgs/u", "problems"]),
)
def test_a_listing_is_divided_by_what_lies_in_a_folder_and_put_together_again(
    files: dict[str, tuple[int, ...]], path: str
) -> None:
    inside, rest = packed(files).divided(path)
    assert inside.by_path() == {name: seen for name, seen in files.items() if snapshots.lies_in(name, path)}
    assert rest.by_path() == {name: seen for name, seen in files.items() if not snapshots.lies_in(name, path)}
    assert snapshots._together([rest, inside]).by_path() == files


@pytest.mark.parametrize("path", ["orgs/zjj/problems", "orgs/zjj/rules", "FIRST", "LAST"])
def test_a_part_of_a_listing_in_which_nothing_changed_is_as_it_was(desk: Desk, path: str) -> None:
    desk.problem(title="又一个问题")
    desk.problem(title="再一个问题")
    before = snapshots.records(desk.ledger, "zjj")
    files = list(before.by_path())
    place = {"FIRST": files[0], "LAST": files[-1]}.get(path, path)
    assert snapshots.part(desk.ledger, [place], before) == before


def test_inodes_of_64_bits_are_no_failure(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there: Callable[[list[os.stat_result]], bytes] = snapshots._columns
    large = [2**64 - 1, 2**63 + 5]

    def columns(seen: list[os.stat_result]) -> bytes:
        return there([os.stat_result((*s[:1], large[n % 2], *s[2:10]), _times(s)) for n, s in enumerate(seen)])

    monkeypatch.setattr(snapshots, "_columns", columns)
    first = asked.ask(desk.ledger, folder, asked.county)
    assert len(first[0].rows) == 2
    assert asked.ask(desk.ledger, folder, asked.county) == first
    new = retitled(problem(desk), 7)
    assert title(desk, folder) == new


def _times(seen: os.stat_result) -> dict[str, int]:
    return {"st_mtime_ns": seen.st_mtime_ns, "st_ctime_ns": seen.st_ctime_ns}
