"""Where `yian` starts."""

import gc
import os
import runpy
import sys
from collections.abc import Iterator

import pytest

from yiananlib import __version__, messages
from yiananlib.cli import entry


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import gettext

    monkeypatch.setattr(os, "environ", dict(os.environ) | {"LC_ALL": "C", "LANGUAGE": ""})
    yield
    gc.unfreeze()
    gc.enable()
    messages.install("en", {})
    gettext.textdomain("messages")


def test_the_version_is_told_before_anything_is_imported(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["yian", "--version"])
    entry.main()
    assert capsys.readouterr().out == f"yian {__version__}\n"


@pytest.mark.parametrize(("arguments", "status"), [(["--help"], 0), (["nonsense"], 2)])
def test_the_process_ends_with_the_command_s_status(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int
) -> None:
    monkeypatch.setattr(sys, "argv", ["yian", *arguments])
    with pytest.raises(SystemExit) as ended:
        entry.main()
    assert ended.value.code == status
    assert capsys.readouterr()


@pytest.mark.parametrize(
    "environ", [{}, {"_YIAN_COMPLETE": "bash_complete", "COMP_WORDS": "yian li", "COMP_CWORD": "1"}]
)
def test_the_interpreter_need_not_look_for_cycles_as_it_ends(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["yian", "--help"])
    for name, value in environ.items():
        monkeypatch.setitem(os.environ, name, value)
    with pytest.raises(SystemExit):
        entry.main()
    assert gc.get_freeze_count() > 0
    assert capsys.readouterr().out


def test_python_m_is_the_same(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["yian", "--version"])
    runpy.run_module("yiananlib", run_name="__main__")
    assert capsys.readouterr().out == f"yian {__version__}\n"
    runpy.run_module("yiananlib", run_name="not main")
    assert capsys.readouterr().out == ""
