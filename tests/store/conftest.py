"""A small ledger on disk: the county of `tests.builders` with one problem, written without the pen."""

import os
from pathlib import Path

import pytest

from tests.builders import make_entry, make_head, make_orgs, record_id
from tests.store.plain import commit
from yiananlib.model.problem import Problem
from yiananlib.store import git, kinds
from yiananlib.store.ledger import Ledger

CAMPAIGN = """\
schema = 1
name = "以案促改"

[gate]
standards = ["查清了吗"]

[vocabulary.field]
none = "无"
"""


@pytest.fixture
def problem() -> Problem:
    """`zjj/k7m2qd`, registered and planned."""
    return Problem("zjj", make_head(), (make_entry("registered"), make_entry("planned", id=record_id(1))))


@pytest.fixture
def ledger(tmp_path: Path, problem: Problem) -> Ledger:
    """The county's ledger, with `problem` in it."""
    root = tmp_path / "ledger"
    root.mkdir()
    (root / "yian.toml").write_text(CAMPAIGN, encoding="utf-8")
    for name, org in make_orgs().items():
        (root / "orgs" / name).mkdir(parents=True)
        (root / "orgs" / name / "org.toml").write_bytes(kinds.ORG.encode(org))
    folder = root / "orgs" / "zjj" / "problems"
    folder.mkdir()
    (folder / "k7m2qd.toml").write_bytes(kinds.PROBLEM.encode(problem))
    return Ledger(root)


@pytest.fixture
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git be told nothing from outside."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with two files committed by somebody."""
    folder = tmp_path / "ledger"
    folder.mkdir()
    assert git.init(folder) is None
    for name in ("ours.toml", "theirs.toml"):
        (folder / name).write_text("old\n", encoding="utf-8")
    assert commit(folder, "ours.toml", "theirs.toml", message="first") is None
    return folder
