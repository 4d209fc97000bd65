"""Work over several processors: order, failures, and that no process is left behind."""

import gc
import gettext
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trying import tries
from yiananlib import messages
from yiananlib.errors import LedgerInvalid
from yiananlib.store import codec, workers
from yiananlib.store.workers import spread

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture(autouse=True)
def _none_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have two processors everywhere; afterwards no worker may be there."""
    monkeypatch.setattr(workers, "processors", lambda: 2)
    yield
    assert multiprocessing.active_children() == []


def total(part: Sequence[int]) -> int:
    return sum(part)


def doer(part: Sequence[int]) -> int:
    """Return the process that did it."""
    time.sleep(0.005)
    return os.getpid()


@settings(max_examples=tries(10, in_ci=30, thorough=200))
@given(count=st.integers(0, 60), chunk=st.integers(1, 7), least=st.sampled_from([0, 1000]))
def test_results_come_in_the_order_of_the_items(count: int, chunk: int, least: int) -> None:
    items = list(range(count))
    found = list(spread(lambda part: [n * n for n in part], items, least=least, chunk=chunk))
    assert [n for part in found for n in part] == [n * n for n in items]
    assert all(len(part) == chunk for part in found[:-1])


def test_a_chunk_that_takes_long_holds_up_its_place_alone() -> None:
    def work(part: Sequence[int]) -> int:
        time.sleep(0.2 if part[0] == 0 else 0)
        return part[0]

    assert list(spread(work, range(200), least=0, chunk=1)) == list(range(200))


def test_many_items_are_done_by_two_workers_and_few_by_none() -> None:
    many = set(spread(doer, range(200), least=200, chunk=10))
    assert len(many) == 2
    assert os.getpid() not in many
    assert set(spread(doer, range(199), least=200, chunk=10)) == {os.getpid()}


def test_one_processor_does_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 1)
    assert set(spread(doer, range(40), least=0, chunk=10)) == {os.getpid()}


def test_the_processors_are_those_this_process_may_use() -> None:
    program = "from yiananlib.store.workers import processors; import os; print(processors(), os.cpu_count())"
    if sys.platform == "linux":
        program = "import os; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]);" + program
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    usable, present = map(int, done.stdout.split())
    assert usable == (1 if sys.platform == "linux" else present)


def test_no_items_start_nothing() -> None:
    assert list(spread(total, [], least=0)) == []


def test_one_chunk_starts_nothing() -> None:
    assert list(spread(doer, [1, 2], least=0, chunk=2)) == [os.getpid()]


def test_a_worker_starts_no_workers_of_its_own() -> None:
    def work(part: Sequence[int]) -> set[int]:
        return set(spread(doer, part, least=0, chunk=1)) - {os.getpid()}

    assert list(spread(work, range(20), least=0, chunk=5)) == [set()] * 4


def test_a_result_may_be_larger_than_a_pipe() -> None:
    found = spread(lambda part: bytes(300_000) + bytes(part), range(40), least=0, chunk=1)
    assert [data[-1] for data in found] == list(range(40))


def failing(error: Exception) -> Callable[[Sequence[int]], int]:
    def work(part: Sequence[int]) -> int:
        if part[0] == 30:
            raise error
        return part[0]

    return work


@pytest.mark.parametrize(
    "error",
    [
        LedgerInvalid("orgs/zjj/org.toml:3", "it is off.", "Mend it."),
        codec.Invalid(codec.Fault(3, "schema", "off", "mend it")),
        ValueError("x"),
        KeyError("x"),
        FileNotFoundError(2, "No such file", "x"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_exception_arrives_unchanged_at_its_turn(error: Exception) -> None:
    with pytest.raises(type(error)) as caught:
        list(spread(failing(error), range(100), least=0, chunk=10))
    assert (type(caught.value), str(caught.value), caught.value.args) == (type(error), str(error), error.args)
    assert {k: v for k, v in vars(caught.value).items() if k != "__notes__"} == vars(error)
    assert "in failing" in "".join(caught.value.__notes__) or "in work" in "".join(caught.value.__notes__)


def test_what_comes_before_a_failure_is_given_first() -> None:
    results = spread(failing(ValueError("x")), range(100), least=0, chunk=10)
    assert [next(results) for _each in range(3)] == [0, 10, 20]
    with pytest.raises(ValueError, match="x"):
        next(results)


def test_an_exception_that_cannot_be_made_again_says_its_name() -> None:
    def work(_part: Sequence[int]) -> int:
        from yiananlib.model.entries import entry

        entry({"kind": "closed"})
        return 0

    with pytest.raises(RuntimeError, match="ValidationError"):
        list(spread(work, range(20), least=0, chunk=1))


def test_a_result_that_cannot_be_sent_is_said() -> None:
    with pytest.raises(TypeError, match="sent"):
        list(spread(lambda part: (n for n in part), range(20), least=0, chunk=1))


@pytest.mark.parametrize("number", [0, 30, 99])
def test_a_killed_worker_is_an_error_and_not_a_wait(number: int) -> None:
    def work(part: Sequence[int]) -> bytes:
        if part[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return bytes(100_000)

    with pytest.raises(ChildProcessError, match="signal 9"):
        list(spread(work, range(100), least=0, chunk=1))


def test_a_worker_that_ends_by_itself_is_an_error() -> None:
    def work(_part: Sequence[int]) -> int:
        os._exit(3)

    with pytest.raises(ChildProcessError, match="exit status 3"):
        list(spread(work, range(100), least=0, chunk=1))


def test_an_iterator_left_half_way_leaves_no_worker() -> None:
    found = spread(doer, range(1000), least=0, chunk=1)
    next(found)
    assert len(multiprocessing.active_children()) == 2
    found.close()  # type: ignore[attr-defined]  # it is a generator
    assert multiprocessing.active_children() == []


def test_results_wait_in_small_numbers() -> None:
    """While the first chunk takes its time, the other worker does not do all the rest."""
    read, write = os.pipe()

    def work(part: Sequence[int]) -> int:
        if part[0] == 0:
            time.sleep(0.5)
        os.write(write, b"x")
        return part[0]

    found = spread(work, range(1000), least=0, chunk=1)
    assert next(found) == 0
    done = len(os.read(read, 2000))
    list(found)
    os.close(read)
    os.close(write)
    assert done <= 16 * 2 + 8


def test_a_worker_speaks_the_reader_s_language() -> None:
    with messages.speaking("zh_CN"):
        assert set(spread(lambda _part: messages.current(), range(20), least=0, chunk=5)) == {"zh_CN"}


# a worker by itself, run in this process: its signals and its memory are put back


@pytest.fixture
def _afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kept = {which: signal.getsignal(which) for which in (signal.SIGINT, signal.SIGTERM)}
    domain = gettext.textdomain()
    monkeypatch.setattr(workers, "_is_worker", False)
    monkeypatch.setattr(messages, "_active", messages._active)
    monkeypatch.setattr(messages, "_language", messages.current())
    monkeypatch.setenv("LANGUAGE", messages.current())
    yield
    gc.unfreeze()
    gettext.textdomain(domain)
    for which, handler in kept.items():
        signal.signal(which, handler)


@pytest.mark.usefixtures("_afterwards")
def test_a_worker_answers_until_its_pipe_is_closed() -> None:
    ours, theirs = multiprocessing.Pipe()
    inherited, other = multiprocessing.Pipe()
    answers: list[Any] = []

    def work(part: Sequence[int]) -> Any:
        if part == [2]:
            raise LedgerInvalid("x", "it is off.")
        return (n for n in part) if part == [3] else [messages.current(), *part]

    def ask() -> None:
        for number in (0, 2, 3):
            ours.send(number)
            answers.append(ours.recv())
        ours.close()

    asker = threading.Thread(target=ask)
    asker.start()
    workers._serve(theirs, [inherited], "zh_CN", work, [0, 1, 2, 3], 1)
    asker.join()
    assert inherited.closed
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    assert [(a.number, a.result, a.error and a.error[0]) for a in answers] == [
        (0, ["zh_CN", 0], None),
        (2, None, LedgerInvalid),
        (3, None, TypeError),
    ]
    other.close()
    theirs.close()


@pytest.mark.usefixtures("_afterwards")
def test_a_worker_that_nobody_listens_to_ends() -> None:
    ours, theirs = multiprocessing.Pipe()
    ours.send(0)

    def work(_part: Sequence[int]) -> int:
        ours.close()
        return 0

    workers._serve(theirs, [], "en", work, [0], 1)
    theirs.close()


# the process as a whole

PROGRAM = """
import os, sys, time
from yiananlib.store import workers
workers.processors = lambda: 2

def work(part):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep({pause})
    return 0

def main():
    for _result in workers.spread(work, range(100), least=0, chunk=1):
        pass

if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent to a group of processes")
@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("pause", [0.01, 0.3])
def test_workers_end_with_the_process_and_say_nothing(which: int, pause: float) -> None:
    """^C goes to all processes of a terminal's group; SIGKILL to the one process, and the workers notice."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(pause=pause)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        if which == signal.SIGINT:
            os.killpg(process.pid, which)
        else:
            process.kill()
        _out, err = process.communicate(timeout=20)  # which ends when nobody holds the pipes
    assert err == ""
    assert process.returncode == (130 if which == signal.SIGINT else -which)


def test_importing_it_loads_nothing() -> None:
    program = "import sys; import yiananlib.store.workers; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.split()) & {"multiprocessing", "pickle", "signal", "subprocess", "concurrent"} == set()
