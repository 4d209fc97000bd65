import errno
import fcntl
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from yiananlib.errors import LedgerInvalid, WriteFailed
from yiananlib.store import layout, lock


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold the lock as another command would."""
    (root / layout.PRIVATE).mkdir(exist_ok=True)
    handle = os.open(root / layout.LOCK, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def nobody() -> None:
    raise AssertionError("it need not wait")


def test_the_lock_is_held_inside_the_block_and_free_after_it(tmp_path: Path) -> None:
    for _time in range(2):
        with lock.writing(tmp_path, nobody):
            handle = os.open(tmp_path / layout.LOCK, os.O_RDWR)
            with pytest.raises(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.close(handle)


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock.writing(tmp_path, nobody):
        raise ZeroDivisionError
    with lock.writing(tmp_path, nobody):
        pass


def test_an_error_of_the_system_inside_the_block_is_not_one_of_the_lock(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError), lock.writing(tmp_path, nobody):
        raise FileExistsError


def test_a_lock_that_stays_held_fails_the_write_and_the_waiting_is_told_once(tmp_path: Path) -> None:
    told = []
    with (
        held(tmp_path),
        pytest.raises(WriteFailed, match="another command has held") as caught,
        lock.writing(tmp_path, lambda: told.append(1), seconds=0.1),
    ):
        raise AssertionError("it was held")
    assert told == [1]
    assert caught.value.exit_status == 6


def test_giving_up_on_the_lock_names_its_holder(tmp_path: Path) -> None:
    assert lock.holder(tmp_path) is None
    with lock.writing(tmp_path, nobody):
        assert lock.holder(tmp_path) == os.getpid()
        with (
            pytest.raises(WriteFailed, match=rf"\(process {os.getpid()}\) has held .* for 0 seconds"),
            lock.writing(tmp_path, lambda: None, seconds=0.2),
        ):
            raise AssertionError("it was held")
    assert lock.holder(tmp_path) is None
    assert (tmp_path / layout.LOCK).read_bytes() == b""


def test_the_content_of_the_lock_file_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / layout.PRIVATE).mkdir()
    for said in (b"", b"\n", b"\nx y\n", b"\xff" * 200):
        (tmp_path / layout.LOCK).write_bytes(said)
        assert lock.holder(tmp_path) is None
        with lock.writing(tmp_path, nobody):
            assert lock.holder(tmp_path) == os.getpid()


def _one_of_many(root: Path, done: "multiprocessing.Queue[int]", n: int) -> None:
    with lock.writing(root, lambda: None, seconds=1.5):
        done.put(n)
        time.sleep(0.1)


def test_nobody_of_fifty_gives_up_while_the_line_moves(tmp_path: Path) -> None:
    forked = multiprocessing.get_context("fork")
    done: multiprocessing.Queue[int] = forked.Queue()
    with lock.writing(tmp_path, nobody):
        line = [forked.Process(target=_one_of_many, args=(tmp_path, done, n)) for n in range(50)]
        for process in line:
            process.start()
    assert sorted(done.get(timeout=60) for _process in line) == list(range(50))
    for process in line:
        process.join()
    assert [process.exitcode for process in line] == [0] * 50


def test_a_lock_that_is_freed_in_time_is_taken(tmp_path: Path) -> None:
    other = ExitStack()
    other.enter_context(held(tmp_path))
    with lock.writing(tmp_path, other.close):
        assert (tmp_path / layout.LOCK).exists()


def test_a_holder_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from yiananlib.store import lock\n"
        "with lock.writing(Path(sys.argv[1]), print): print('held', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(WriteFailed), lock.writing(tmp_path, lambda: None, seconds=0):
            raise AssertionError("it was held")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with lock.writing(tmp_path, nobody):
        pass


def test_where_no_file_can_be_made_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / layout.PRIVATE).touch()
    with pytest.raises(WriteFailed, match="the ledger is not writable") as caught, lock.writing(tmp_path, nobody):
        raise AssertionError("there is no lock")
    assert caught.value.exit_status == 6


def test_a_file_system_without_locks_fails_the_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(WriteFailed, match="No locks available"), lock.writing(tmp_path, nobody):
        raise AssertionError("there is no lock")


def test_the_lock_is_not_made_behind_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "ledger"
    root.mkdir()
    (root / layout.PRIVATE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LedgerInvalid, match="symbolic link"), lock.writing(root, nobody):
        raise AssertionError("it was made")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_lock_itself_is_not_followed_as_a_link(tmp_path: Path) -> None:
    (tmp_path / layout.PRIVATE).mkdir()
    (tmp_path / layout.LOCK).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WriteFailed), lock.writing(tmp_path, nobody):
        raise AssertionError("it was followed")
    assert not (tmp_path / "elsewhere").exists()


def test_the_lock_is_free_though_a_worker_that_was_forked_inside_lives_on(tmp_path: Path) -> None:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    worker = multiprocessing.get_context("fork").Process(target=receiver.recv)
    with lock.writing(tmp_path, nobody):
        worker.start()
    try:
        with lock.writing(tmp_path, nobody):
            assert worker.is_alive()
    finally:
        sender.send("end")
        worker.join()
