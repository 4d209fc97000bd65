"""The index among many commands, killed and interrupted ones, and on a disk that is full."""

import contextlib
import gc
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.faults.conftest import YIAN
from tests.index import asked
from tests.journeys.shell import Shell
from tests.services.ledgers import Desk, new_desk
from tests.trying import tries
from yiananlib.index import cache
from yiananlib.store import kinds

COUNT: Final = 250
DISK: Final = 2 << 20


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A ledger that takes a moment to read, in workers where there are processors."""
    desk = new_desk(tmp_path_factory.mktemp("large") / "ledger")
    ref = desk.passed(title="原本")
    text = (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")
    for number in range(COUNT - 1):
        name = f"m{number:05}"
        org = ("zjj", "czj", "gov")[number % 3]
        desk.write(kinds.PROBLEM.path(org, name), text.replace(ref.partition("/")[2], name))
    return desk


def shell_of(desk: Desk, home: Path) -> Shell:
    (home / "xdg").mkdir(parents=True, exist_ok=True)
    return Shell(desk.root, "2026-06-30", "zjj/liaison", {"XDG_CACHE_HOME": str(home / "xdg")})


_FEW_FILES_SUFFICE: Final = (
    "import sys, yiananlib.store.workers as w, yiananlib.index.loading as r, functools;"
    "r.spread = functools.partial(w.spread, least=50, chunk=10); w.processors = lambda: 2;"
    "import yiananlib.index.sync as s; s._BATCH = 50;"
    "from yiananlib.cli.entry import main; main()"
)
"""A command that reads in workers and keeps what was read although the files are few."""


def started(shell: Shell, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [YIAN[0], "-c", _FEW_FILES_SUFFICE, *arguments], cwd=shell.root, env=shell.environ,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", start_new_session=True,
    )  # fmt: skip


def of_group(leader: int) -> list[int]:
    """Return the processes of a process group that are still there."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, _parent, group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if int(group) == leader and state != "Z":
                found.append(int(entry.name))
    return found


def gone(leader: int) -> bool:
    """Wait for all of a process group to end."""
    end = time.monotonic() + 5
    while of_group(leader):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_eight_that_ask_at_once_while_another_records_get_what_the_ledger_said(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem(title="第0000次")
    path = desk.root / desk.file_of(ref)
    folder = tmp_path / "cache"
    rounds = tries(40, in_ci=150, thorough=1000)
    readers = []
    for number in range(8):
        child = os.fork()
        if not child:
            status = 1
            try:
                status = _reading(desk, folder, path, number)
            finally:
                os._exit(status)
        readers.append(child)
    try:
        text = path.read_text(encoding="utf-8")
        for number in range(rounds):
            new = text.replace("第0000次", f"第{number:04}次")
            if number % 2:
                _written_at_once(tmp_path / "new", new, path)
            else:  # appended and taken away again: another file comes and goes
                other = path.with_name("zzzzzz.toml")
                _written_at_once(tmp_path / "new", new.replace(path.stem, "zzzzzz"), other)
                time.sleep(0.005)
                other.unlink()
            time.sleep(0.01)
    finally:
        (tmp_path / "done").touch()
        ended = [os.waitpid(child, 0)[1] for child in readers]
    assert ended == [0] * 8
    last = rounds - 1 if rounds % 2 == 0 else rounds - 2
    assert cache.answer(desk.ledger, folder, asked.titles) == {ref: f"第{last:04}次"}


def _written_at_once(aside: Path, text: str, path: Path) -> None:
    """Write as yian does: nobody ever sees half of a file."""
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def _reading(desk: Desk, folder: Path, path: Path, seed: int) -> int:
    """Ask until told to stop; what was said once is not taken back."""
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    seen, asked_for = -1, 0
    while not (desk.root.parent / "done").exists():
        if chance.random() < 0.5:
            found = cache.answer(desk.ledger, folder, asked.titles)
        else:
            found = {path.stem: cache.answer(desk.ledger, folder, asked.shown(f"zjj/{path.stem}")).whole.row.title}
        number = int(next(title for ref, title in found.items() if ref.endswith(path.stem))[1:5])
        if number < seen or len(found) > 2:
            return 2
        seen = number
        asked_for += 1
    return 0 if asked_for else 3


def test_commands_that_ask_while_others_record_all_succeed(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem()
    shell = shell_of(desk, tmp_path)
    running = [started(shell, "progress", ref, f"第{n}次") for n in range(3)]
    running += [started(shell, *arguments) for arguments in (("list",), ("report",), ("show", ref)) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * 9, said
    assert len(cache.answer(desk.ledger, tmp_path / "xdg" / "yian", asked.shown(ref)).whole.entries) == 4


@pytest.fixture(scope="module")
def right(large: Desk, tmp_path_factory: pytest.TempPathFactory) -> str:
    return shell_of(large, tmp_path_factory.mktemp("home")).run("report", "--json")


@pytest.mark.parametrize("seed", range(tries(4, in_ci=20, thorough=200)))
def test_after_a_build_that_was_killed_the_next_command_answers_right(
    large: Desk, tmp_path: Path, seed: int, right: str
) -> None:
    shell = shell_of(large, tmp_path)
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    for _time in range(2):
        process = started(shell, "report", "--json")
        time.sleep(chance.uniform(0.15, 1.0))
        process.kill()
        process.communicate(timeout=60)
        assert gone(process.pid), "workers outlive the command"
    assert shell.run("report", "--json") == right
    assert shell.run("report", "--json") == right
    assert asked.file_of(tmp_path / "xdg" / "yian").exists()


@pytest.fixture
def checkout(large: Desk, tmp_path: Path) -> Shell:
    """Another checkout of the ledger, in whose cache folder is the index of the first."""
    cache.answer(large.ledger, tmp_path / "xdg" / "yian", asked.county)
    return shell_of(Desk(shutil.copytree(large.root, tmp_path / "checkout")), tmp_path)


def test_commands_that_ask_at_once_in_a_new_checkout_all_answer_right(checkout: Shell, right: str) -> None:
    running = [started(checkout, "report", "--json") for _number in range(8)]
    said = [process.communicate(timeout=120) for process in running]
    assert said == [(right, "")] * 8
    assert checkout.run("report", "--json") == right


@pytest.mark.parametrize("seed", range(tries(3, in_ci=12, thorough=200)))
def test_a_new_checkout_whose_first_command_was_killed_answers_right(checkout: Shell, seed: int, right: str) -> None:
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    for _time in range(3):
        process = started(checkout, "report", "--json")
        time.sleep(chance.uniform(0.05, 0.6))
        process.kill()
        process.communicate(timeout=60)
    assert checkout.run("report", "--json") == right
    assert checkout.run("report", "--json") == right


def test_a_build_that_is_interrupted_leaves_no_workers(large: Desk, tmp_path: Path, right: str) -> None:
    shell = shell_of(large, tmp_path)
    interrupted = 0
    for attempt in range(6):
        process = started(shell, "report", "--json")
        end = time.monotonic() + 20
        while len(of_group(process.pid)) < 3 and process.poll() is None and time.monotonic() < end:
            time.sleep(0.002)
        time.sleep(0.01 * attempt)
        os.killpg(process.pid, signal.SIGINT) if attempt % 2 else process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert process.returncode in (0, 130), err
        assert "Traceback" not in err
        interrupted += process.returncode == 130
        assert gone(process.pid), "workers outlive the command"
        if process.returncode == 0:
            assert out == right
            shutil.rmtree(tmp_path / "xdg" / "yian")
    assert interrupted
    assert shell.run("report", "--json") == right


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system that an index does not fit into."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        gc.collect()  # what an error held open is closed with it
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("left", [0, 100_000, 1_000_000])
def test_on_a_full_disk_the_answer_is_the_same(large: Desk, small_disk: Path, right: str, left: int) -> None:
    (small_disk / "filling").write_bytes(bytes(DISK - left))
    shell = Shell(large.root, "2026-06-30", "zjj/liaison", {"XDG_CACHE_HOME": str(small_disk)})
    for _time in range(2):
        assert shell.run("report", "--json") == right
        assert shell.err == ""


def test_a_disk_that_fills_up_keeps_what_was_there(tmp_path: Path, small_disk: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem(title="一个问题")
    folder = small_disk / "yian"
    cache.answer(desk.ledger, folder, asked.titles)
    filling = small_disk / "filling"
    with filling.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    for number in range(3):
        path = desk.root / desk.file_of(ref)
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n# {number}\n", encoding="utf-8")
        desk.edit(desk.file_of(ref), "个问题", f"个问题{number}")
        assert list(cache.answer(desk.ledger, folder, asked.titles).values()) == [f"一个问题{'210'[2 - number :]}"]
    filling.unlink()
    for _time in range(2):
        assert len(cache.answer(desk.ledger, folder, asked.titles)) == 1
    assert asked.file_of(folder).exists()
