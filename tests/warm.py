"""`yian` without its start: each command in a fork of one process that has loaded the program already.

Most of what a short command costs is the interpreter and its imports, the same each time. :func:`run`, and the `yian`
that :func:`program` writes for a shell, hand arguments, environment, folder, mask of permissions and standard streams
to a process that has imported all modules but those of `cli`, which are translated as they are imported, and has done
nothing else. It forks, and the fork does what the program does: from `cli.entry.main` on, all is the program's own.

Where a command runs under strace, the fork waits until it is traced; from there on its calls are the program's own.

What is not shown so: that the interpreter starts, and where it finds its modules; which modules a command loads, and
that it loads all that it needs; what a signal, a terminal or a closed stream does. Tests of these start a process of
their own (:func:`started`, `COMMAND`), and so do `test_main_job.py`, the first pages of the documentation and
`tests/test_warm.py`, which compares both. So does, of itself, a command whose environment tells the interpreter
something, and each one on a system where this cannot be done. Sets have the same order in all forks of a process, and
another in the next run of the tests.
"""

import atexit
import contextlib
import ctypes
import gc
import importlib
import marshal
import os
import pkgutil
import selectors
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NoReturn

import yiananlib
from tests.asking import ask

COMMAND: Final = (sys.executable, "-m", "yiananlib")
"""The program in a process of its own."""
POSSIBLE: Final = hasattr(os, "pidfd_open")
"""Whether one process can wait for several, and for being asked."""
_PR_SET_PTRACER: Final = 0x59616D61
"""Linux's name for whom a process lets trace it."""


def run(
    arguments: Sequence[str], *, cwd: Path, environ: Mapping[str, str], given: bytes = b"", under: Sequence[str] = ()
) -> "subprocess.CompletedProcess[bytes]":
    """Run a command, which may be ``given`` something to read, in a fork; ``environ`` is all its environment.

    It may run `under` strace, from the first step that is the program's own on; under anything else it is a process of
    its own.
    """
    with contextlib.ExitStack() as stack:
        streams = [stack.enter_context(tempfile.TemporaryFile()) for _stream in range(3)]
        streams[0].write(given)
        streams[0].seek(0)
        stack.enter_context(contextlib.chdir(cwd))
        forked = POSSIBLE and (not under or Path(under[0]).name == "strace")  # what else it runs under starts it itself
        status = ask(_address(), arguments, environ, [one.fileno() for one in streams], under) if forked else None
        if status is not None:
            for one in streams:
                one.seek(0)
            return subprocess.CompletedProcess(arguments, status, streams[1].read(), streams[2].read())
    return started(arguments, cwd=cwd, environ=environ, given=given, under=under)


def started(
    arguments: Sequence[str], *, cwd: Path, environ: Mapping[str, str], given: bytes = b"", under: Sequence[str] = ()
) -> "subprocess.CompletedProcess[bytes]":
    """Run a command in a process of its own."""
    command = [*under, *COMMAND, *arguments]
    return subprocess.run(command, cwd=cwd, env=environ, input=given, capture_output=True, check=False, timeout=120)


def program(folder: Path) -> None:
    """Write a `yian` into a folder of programs, for a shell to find."""
    asking = (sys.executable, "-IS", str(Path(__file__).with_name("asking.py")), _address(), sys.executable)
    path = folder / "yian"
    path.write_text(f'#!/bin/sh\nexec {shlex.join(asking if POSSIBLE else COMMAND)} "$@"\n', encoding="utf-8")
    path.chmod(0o755)


@cache
def _address() -> str:
    """Start the process that is asked, once in this one, with which it ends; return the path of its socket."""
    folder = tempfile.mkdtemp(prefix="yian-warm-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    address = f"{folder}/socket"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen(64)
        kept = subprocess.Popen(
            [sys.executable, "-m", "tests.warm", str(listening.fileno())],
            cwd=Path(__file__).parents[1], pass_fds=[listening.fileno()], start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    atexit.register(kept.communicate)
    return address


def _serve(listening: socket.socket) -> None:
    """Fork for each that asks and tell it how the fork ended, until whoever started this process has ended."""
    _load()
    with selectors.DefaultSelector() as waiting:
        waiting.register(sys.stdin, selectors.EVENT_READ)
        waiting.register(listening, selectors.EVENT_READ)
        while True:
            for key, _events in waiting.select():
                if key.fileobj is sys.stdin:
                    os.killpg(0, signal.SIGKILL)
                elif key.fileobj is listening:
                    link, _from = listening.accept()
                    if process := _forked(link):
                        waiting.register(os.pidfd_open(process), selectors.EVENT_READ, (process, link))
                else:
                    waiting.unregister(key.fileobj)
                    os.close(key.fd)
                    process, link = key.data
                    _told(link, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))


def _load() -> None:
    for module in pkgutil.walk_packages(yiananlib.__path__, "yiananlib."):
        if not module.name.startswith(("yiananlib.cli", "yiananlib.__main__")):
            importlib.import_module(module.name)
    importlib.import_module("click")
    gc.collect()
    gc.freeze()


def _forked(link: socket.socket) -> int:
    """Return the process that a command runs in; 0 where it needs one of its own."""
    size, streams, _flags, _from = socket.recv_fds(link, 4, 3)
    asked = link.recv(int.from_bytes(size, "big"), socket.MSG_WAITALL)
    arguments, environ, folder, umask, under = marshal.loads(asked)  # noqa: S302 - from another process of these tests
    try:
        if _heard(environ) != _heard(os.environ):
            _told(link, "no")
            return 0
        return os.fork() or _become(arguments, environ, folder, umask, streams, under)
    finally:
        for one in streams:
            os.close(one)


def _heard(environ: Mapping[str, str]) -> tuple[str | None, dict[str, str]]:
    """Return what an environment tells the interpreter itself as it starts."""
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG")
    return locale, {name: said for name, said in environ.items() if name.startswith("PYTHON")}


def _told(link: socket.socket, answer: int | str) -> None:
    with link, contextlib.suppress(BrokenPipeError):
        link.sendall(str(128 - answer if isinstance(answer, int) and answer < 0 else answer).encode())


def _become(
    arguments: list[str], environ: dict[str, str], folder: str, umask: int, streams: Sequence[int], under: list[str]
) -> NoReturn:
    """Be the program, from where it starts to where the interpreter ends."""
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    os.closerange(3, 64)
    os.environ.clear()
    os.environ.update(environ)
    os.umask(umask)
    os.chdir(folder)
    time.tzset()
    sys.argv[1:] = arguments
    if under:
        _be_traced(under)
    status = 1
    try:
        from yiananlib.cli.entry import main

        main()
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 0 if error.code is None else 1
    except BaseException:
        traceback.print_exc()
    threading._shutdown()  # type: ignore[attr-defined]  # as the interpreter does
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def _be_traced(under: Sequence[str]) -> None:
    """Go on in a fork once strace has hold of it; end as it does, when strace has told all of it."""
    sys.dont_write_bytecode = True  # what is translated first would be traced too
    held, gate = os.pipe()
    process = os.fork()
    if not process:
        os.close(gate)
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_long(-1))  # where only a parent may trace
        if not os.read(held, 1):
            os._exit(1)
        os.close(held)
        return
    os.close(held)
    with subprocess.Popen([*under, "-p", str(process)], stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        told = tracer.stderr.readline()  # which nothing may keep quiet
        assert told.rstrip().endswith("attached"), told
        os.write(gate, b".")
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        tracer.stderr.read()
    os._exit(128 - status if status < 0 else status)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
