"""What is said beside a result: who recorded, who is waited for, how a ledger stands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk, new_desk
from yiananlib.cli import telling
from yiananlib.messages import speaking
from yiananlib.model.authority import Actor
from yiananlib.render.document import width
from yiananlib.store import drives, lock


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "ledger")


def actor(desk: Desk, ref: str) -> Actor:
    org, _slash, name = ref.partition("/")
    there = desk.ledger.org(org)
    officer = there.officer(name)
    assert officer is not None
    return Actor(org, there.function, officer)


def test_who_recorded_is_said_and_for_whom(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    office, unit = actor(desk, OFFICE), actor(desk, LIAISON)
    telling.who(desk.ledger, (office, None))
    telling.who(desk.ledger, (office, unit))
    printed = capsys.readouterr()
    assert printed.out == ""
    first, second = printed.err.splitlines()
    assert (OFFICE in first, LIAISON in first) == (True, False)
    assert second.index(OFFICE) < second.index(" for ") < second.index(LIAISON)


def test_who_is_waited_for_is_said_where_that_is_known(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    telling.waiting(None)
    telling.waiting(desk.root)
    assert capsys.readouterr().err == "Waiting for another command to finish writing …\n" * 2
    with lock.writing(desk.root, lambda: None):
        telling.waiting(desk.root)
    assert capsys.readouterr().err == f"Waiting for another command (process {os.getpid()}) to finish writing …\n"


def test_nothing_is_said_about_a_ledger_in_good_condition(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    telling.standing(desk.root, desk.root.parent / "cache")
    assert capsys.readouterr() == ("", "")


def test_a_detached_head_is_said(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("init", "-q"), ("add", "-A"), ("-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x")):
        subprocess.run(["git", *words], cwd=desk.root, check=True)
    subprocess.run(["git", "checkout", "-q", "--detach"], cwd=desk.root, check=True)
    telling.standing(desk.root, desk.root.parent / "cache")
    assert "git is not on a branch here" in capsys.readouterr().err


def test_a_network_drive_is_said_once_even_where_that_cannot_be_kept(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "network", lambda _root: "nfs4")
    cache = desk.root.parent / "cache"
    for _time in range(2):
        telling.standing(desk.root, cache)
    assert capsys.readouterr().err.count("network drive (nfs4)") == 1
    nowhere = desk.root.parent / "file"
    nowhere.write_text("", encoding="utf-8")
    for _time in range(2):
        telling.standing(desk.root, nowhere)
    assert capsys.readouterr().err.count("network drive (nfs4)") == 2


def test_at_a_terminal_it_is_wrapped_by_cells(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "network", lambda _root: "nfs4")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "50")
    with speaking("zh_CN"):
        telling.standing(desk.root, desk.root.parent / "cache")
    lines = capsys.readouterr().err.split("\n")
    assert len(lines) > 3
    assert all(width(line) <= 50 for line in lines)
