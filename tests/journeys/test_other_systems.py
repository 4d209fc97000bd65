"""What differs on Windows, played on Linux as far as that goes; docs/systems.md says what is untried."""

import importlib.util
import os
import signal
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click._termui_impl import Editor

from tests.journeys.shell import with_problems
from tests.services.ledgers import new_desk
from yiananlib.cli import pager
from yiananlib.cli.commands import edit
from yiananlib.cli.session import Session
from yiananlib.errors import WriteFailed
from yiananlib.store import drives, files, layout, lock, patience
from yiananlib.store import git as git_


class Locks:
    """What ``msvcrt`` does with the first byte of a file: one handle has it, and any other try fails at once."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self) -> None:
        self.held: dict[int, int] = {}

    def locking(self, handle: int, mode: int, count: int) -> None:
        assert (os.lseek(handle, 0, os.SEEK_CUR), count) == (0, 1)
        there = os.fstat(handle).st_ino
        if mode == self.LK_NBLCK:
            if there in self.held:
                raise PermissionError(13, "Permission denied")
            self.held[there] = handle
        elif self.held.get(there) == handle:
            del self.held[there]
        else:
            raise PermissionError(13, "Permission denied")


@pytest.fixture
def windows_lock(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the lock as Windows loads it."""
    monkeypatch.setitem(sys.modules, "msvcrt", Locks())
    spec = importlib.util.spec_from_file_location("windows_lock", lock.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        spec.loader.exec_module(module)
    return module


def test_the_lock_of_windows_is_held_by_one_and_free_after_it(windows_lock: ModuleType, tmp_path: Path) -> None:
    told: list[int] = []
    for _time in range(2):
        with windows_lock.writing(tmp_path, lambda: told.append(1)):
            assert windows_lock.holder(tmp_path) == os.getpid()
            with (
                pytest.raises(WriteFailed, match="Nothing was recorded; try again when it has finished"),
                windows_lock.writing(tmp_path, lambda: told.append(2), seconds=0.1),
            ):
                raise AssertionError("it was held")
    assert told == [2, 2]
    assert (tmp_path / layout.LOCK).read_bytes() == b""


def test_no_folder_is_opened_to_be_synced_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "name", "nt")
    files.sync_folder(tmp_path / "nowhere")


def test_what_can_be_made_again_is_kept_where_the_system_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import platformdirs

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, appauthor: tmp_path / str(appauthor) / name)
    assert Session({}).cache == tmp_path / "False" / "yian"


def test_a_git_that_hangs_is_ended_where_there_are_no_groups_of_processes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.2)
    monkeypatch.setattr(patience, "LIMIT", 0.4)
    monkeypatch.setattr(patience, "command", lambda *_arguments: [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.delattr(os, "killpg")
    monkeypatch.delattr(signal, "SIGKILL")
    assert patience.run(tmp_path, "commit").returncode == 124


def test_a_network_drive_is_told_of_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert git_.init(tmp_path) is None
    (tmp_path / "yian.toml").write_text("x", encoding="utf-8")
    monkeypatch.setattr(drives, "network", lambda _root: "cifs")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for expected in (1, 0):
        session = Session({})
        session.folder = tmp_path
        session.context()
        assert capsys.readouterr().err.count("network drive (cifs)") == expected


def test_a_file_that_another_program_has_open_is_not_replaced_and_nothing_is_recorded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem()
    before = {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()}

    def refused(self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refused)
        with pytest.raises(WriteFailed, match=r"could not be written \(Permission denied\)\. Nothing was recorded"):
            desk.measure(ref)
    assert {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()} == before
    desk.measure(ref)


def test_time_zones_come_with_yian(tmp_path: Path) -> None:
    shell = with_problems(tmp_path)
    assert "2026-03-12" in shell.run("list", PYTHONTZPATH="")


def test_without_an_editor_notepad_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("click._termui_impl.WIN", True)
    assert edit._editor(Session({"EDITOR": "", "VISUAL": ""})) is None
    assert Editor(None).get_editor() == "notepad"
    assert edit._editor(Session({"EDITOR": "code --wait", "VISUAL": ""})) == "code --wait"


def test_drafts_are_kept_where_the_system_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import platformdirs

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(platformdirs, "user_state_path", lambda name, appauthor: tmp_path / str(appauthor) / name)
    assert Session({}).state == tmp_path / "False" / "yian"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (r'"C:\Program Files\Git\usr\bin\less.exe" -R', [r"C:\Program Files\Git\usr\bin\less.exe", "-R"]),
        (r"C:\bin\less.exe", [r"C:\bin\less.exe"]), ("more", ["more"]), ("cat", []), ("", []),
    ],
)  # fmt: skip
def test_a_pager_is_named_as_windows_names_programs(
    monkeypatch: pytest.MonkeyPatch, said: str, words: list[str]
) -> None:
    monkeypatch.setattr(os, "name", "nt")
    assert pager._command({"YIAN_PAGER": said}) == words


def test_where_the_environment_names_no_language_the_campaign_s_speaks(tmp_path: Path) -> None:
    shell = with_problems(tmp_path)
    assert "问题编号" in shell.run("list", LC_ALL="", LANG="", YIAN_LANG="")
