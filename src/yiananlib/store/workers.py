"""Work spread over the processors: the same results in the same order, whether one process makes them or several."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from yiananlib import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")

LEAST: Final = 2000
"""Fewer items than this are done sooner than workers are started."""
CHUNK: Final = 100
_AHEAD: Final = 4
"""How many chunks a worker has before it, so that it need not wait while the results are used."""
_WINDOW: Final = 16
"""How many chunks for each worker may be done before their turn: what waits for a slow chunk stays small."""

_is_worker = False


class _Outcome(NamedTuple):
    """What became of a chunk: its result, or the exception in the parts that :func:`_raised` takes."""

    number: int
    result: Any = None
    error: tuple[Any, ...] | None = None


def processors() -> int:
    """Return how many processors this process may run on."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    work: Callable[[Sequence[T]], R], items: Sequence[T], *, least: int = LEAST, chunk: int = CHUNK
) -> Iterator[R]:
    """Yield ``work(part)`` for the ``items``, ``chunk`` at a time, in their order.

    In this process where there are fewer items than ``least`` or one processor alone, else in as many workers as
    there are processors. On Linux they are forked, and only results must be picklable; elsewhere ``work`` and
    ``items`` must be, too. What ``work`` raises is raised at its chunk's turn. Workers end with the iterator.

    Raises:
        ChildProcessError: a worker was killed, as the system does where memory runs out.
    """
    count = -(-len(items) // chunk)
    size = min(processors(), count)
    if len(items) < least or size < 2 or _is_worker:
        for number in range(count):
            yield work(items[number * chunk : (number + 1) * chunk])
    else:
        yield from _spread(work, items, chunk, count, size)


def _spread(work: Callable[[Sequence[T]], R], items: Sequence[T], chunk: int, count: int, size: int) -> Iterator[R]:
    from multiprocessing.connection import wait

    workers: dict[Connection, BaseProcess] = {}
    waiting: dict[Connection, int] = {}
    done: dict[int, _Outcome] = {}
    given = 0
    try:
        with _uninterrupted():
            for _each in range(size):
                _start(workers, work, items, chunk)
        waiting.update(dict.fromkeys(workers, 0))
        for wanted in range(count):
            while True:
                while given < min(count, wanted + _WINDOW * size):
                    link = min(waiting, key=waiting.__getitem__)
                    if waiting[link] == _AHEAD:
                        break
                    _give(link, given, workers[link])
                    waiting[link] += 1
                    given += 1
                if wanted in done:
                    break
                ready: Any = wait(workers)
                for link in ready:
                    outcome = _take(link, workers[link])
                    waiting[link] -= 1
                    done[outcome.number] = outcome
            outcome = done.pop(wanted)
            if outcome.error is not None:
                raise _raised(*outcome.error)
            yield outcome.result
    except BaseException:
        for process in workers.values():
            process.terminate()
        raise
    finally:
        for link, process in workers.items():
            link.close()
            process.join()


def _start(
    workers: dict[Connection, BaseProcess], work: Callable[[Sequence[T]], R], items: Sequence[T], chunk: int
) -> None:
    import multiprocessing

    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    ours, theirs = context.Pipe()
    # a forked worker has our ends of all pipes so far; while it holds one, the death of this process goes unseen
    inherited = (*workers, ours) if sys.platform == "linux" else ()
    process = context.Process(
        target=_serve, args=(theirs, inherited, messages.current(), work, items, chunk), daemon=True
    )
    process.start()
    theirs.close()
    workers[ours] = process


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold ^C back inside the block, for a worker to begin without it: ending workers is the parent's business."""
    import signal

    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _give(link: Connection, number: int, process: BaseProcess) -> None:
    try:
        link.send(number)
    except OSError:
        raise _lost(process) from None


def _take(link: Connection, process: BaseProcess) -> _Outcome:
    try:
        outcome: _Outcome = link.recv()
    except (EOFError, OSError):
        raise _lost(process) from None
    return outcome


def _lost(process: BaseProcess) -> ChildProcessError:
    process.join()
    code = process.exitcode or 0
    how = f"signal {-code}; memory may have run out" if code < 0 else f"exit status {code}"
    return ChildProcessError(f"a worker process ended before its work: {how}")


def _serve(
    link: Connection,
    inherited: Sequence[Connection],
    language: str,
    work: Callable[[Sequence[T]], R],
    items: Sequence[T],
    chunk: int,
) -> None:
    """Do the chunks whose numbers come through ``link`` until it is closed; what a worker runs."""
    import gc
    import signal

    global _is_worker
    _is_worker = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:
        other.close()
    if messages.current() != language:
        messages.install(language, os.environ)
    gc.freeze()  # what is there stays, and is shared with the parent as long as nobody looks at it
    while True:
        try:
            number = link.recv()
        except (EOFError, OSError):
            return
        try:
            outcome = _Outcome(number, work(items[number * chunk : (number + 1) * chunk]))
        except Exception as error:
            outcome = _Outcome(number, error=_parts(error))
        try:
            _send(link, outcome)
        except OSError:
            return
        del outcome
        gc.collect()


def _send(link: Connection, outcome: _Outcome) -> None:
    try:
        link.send(outcome)
    except OSError:
        raise
    except Exception as error:  # what cannot be pickled says so in many ways
        link.send(_Outcome(outcome.number, error=(TypeError, (f"no result that can be sent: {error}",), {}, "")))


def _parts(error: Exception) -> tuple[Any, ...]:
    """Return what makes ``error`` again: pickle makes one by its arguments, which are not those of ours."""
    import traceback

    kind = type(error)
    arguments = error.__reduce__()[1] if kind.__module__ == "builtins" else error.args
    return kind, arguments, vars(error), "".join(traceback.format_exception(error))


def _raised(kind: type[Exception], arguments: tuple[Any, ...], attributes: dict[str, Any], trace: str) -> Exception:
    try:
        error = kind.__new__(kind, *arguments)
        if kind.__module__ == "builtins":
            error.__init__(*arguments)  # type: ignore[misc]  # which sets what str() says of it
    except TypeError:  # of a kind that only its own library makes
        error = RuntimeError(kind.__name__)
    error.__dict__.update(attributes)
    error.add_note(f"In a worker process:\n{trace}")
    return error
