"""What is handed in, in a file or through a pipe."""

import io
import os
import sys
from pathlib import Path

import pytest

from yiananlib.cli.handed_in import read_input
from yiananlib.errors import UsageProblem


def test_input_is_read_from_a_file_or_from_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    assert read_input(str(path)) == b"abc"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"def")))
    assert read_input("-") == b"def"
    for bad in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(UsageProblem, match="cannot be read"):
            read_input(str(bad))
    path.write_bytes(b"x" * (3 * 1024 * 1024))
    assert len(read_input(os.fspath(path))) == 2 * 1024 * 1024 + 1
