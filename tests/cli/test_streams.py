"""What is said, and what becomes of it; what only a process shows is in tests/journeys/test_processes.py."""

import io
import os
import sys
from pathlib import Path

import pytest

from yiananlib.cli import streams


def outlet_to(descriptor: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(streams.Outlet(descriptor)), encoding="utf-8", write_through=True)


def test_output_to_a_closed_pipe_is_lost_and_remembered_as_trouble() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    outlet = streams.Outlet(writing)
    assert outlet.write(b"abc") == 3
    assert isinstance(outlet.trouble, BrokenPipeError)
    assert outlet.write(b"def") == 3
    os.close(writing)


def test_a_reader_who_is_slow_gets_all() -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    if os.fork() == 0:
        os.close(writing)
        count = 0
        while piece := os.read(reading, 4096):
            count += len(piece)
        os._exit(0 if count == 1 << 20 else 1)
    os.close(reading)
    outlet = streams.Outlet(writing)
    assert outlet.write(b"x" * (1 << 20)) == 1 << 20
    assert outlet.trouble is None
    os.close(writing)
    assert os.wait()[1] == 0


@pytest.mark.parametrize(("status", "expected"), [(0, 6), (1, 1), (4, 4), (70, 70)])
def test_a_failure_keeps_its_status_but_a_lost_success_is_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], status: int, expected: int
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    full = os.open("/dev/full", os.O_WRONLY)
    monkeypatch.setattr(sys, "stdout", outlet_to(full))
    sys.stdout.write("x")
    assert streams.ended(status) == expected
    assert capsys.readouterr().err.count("\n") == 1
    os.close(full)


@pytest.mark.parametrize("status", [0, 1, 4])
def test_a_reader_who_went_away_is_not_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    monkeypatch.setattr(sys, "stdout", outlet_to(writing))
    sys.stdout.write("x")
    assert streams.ended(status) == status
    assert capsys.readouterr().err == ""
    os.close(writing)


def test_a_stream_of_another_kind_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (io.StringIO(), io.TextIOWrapper(io.BytesIO())):
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", stream)
        streams.guard()
        assert (sys.stdout, sys.stderr) == (stream, stream)
        assert streams.ended(0) == 0


def test_a_stream_that_is_closed_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    streams.guard()
    assert sys.stdin.read() == ""
    assert sys.stdout.write("x") == sys.stderr.write("x") == 1
    assert streams.ended(1) == 1
    for stream in (sys.stderr, sys.stdout, sys.stdin):
        stream.close()
