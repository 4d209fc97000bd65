"""The same commands on other people's machines: the same files, the same answers."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.journeys.shell import PROBLEMS, Shell, begun
from tests.services.ledgers import tree
from tests.warm import COMMAND

GITCONFIG: Final = """
[user]
    name = 外人
    email = who@else.invalid
[init]
    defaultBranch = trunk
[core]
    autocrlf = true
    eol = crlf
    quotePath = true
    hooksPath = {hooks}
    pager = false
[log]
    showSignature = true
    date = relative
[diff]
    noprefix = true
    renames = copies
    external = false
[merge]
    conflictStyle = diff3
[color]
    ui = always
[status]
    short = true
[alias]
    commit = status
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A ledger with two problems, made once, where nothing is set."""
    folder = tmp_path_factory.mktemp("county")
    shell = begun(folder / "ledger")
    (folder / "问题.toml").write_text(PROBLEMS, encoding="utf-8")
    shell.on("2026-03-12", "zjj/liaison").run("add-problem", "zjj", "--from", folder / "问题.toml")
    return shell


def worked(county: Shell, home: Path, more: dict[str, str], mask: int = 0o022) -> dict[str, Any]:
    """Do a day's work in a copy of the ledger, and return what came of it."""
    shutil.copytree(county.root, home / "台 账")
    (home / "home").mkdir()
    (home / "核验 表.txt").write_text("12个项目", encoding="utf-8")
    shell = Shell(home / "台 账", "2026-03-13", "zjj/liaison", more, real=True)
    before = os.umask(mask)
    try:
        ref = next(row["id"] for row in shell.json("list") if row["severity"] == "serious")
        shell.run("add-measure", ref, "修订变更审批办法", "--owner", "jianguan", "--due", "2026-05-20")
        shell.run("done", ref, "1", "--evidence", home / "核验 表.txt")
        assert shell.err.count("\n") <= 2, "who recorded and, at what passes for a terminal, what comes next"
        proved = shell.json("verify", "--history")
        # of a finding the code: it names the commit, which is dated now, and speaks the reader's language
        verified = {**proved, "findings": [f["code"] for f in proved["findings"]]}
        said = {name: shell.json(name) for name in ("list", "report", "due", "log")}
    finally:
        os.umask(before)
    # an entry's own words; of a definition it is said in the reader's language that it was changed
    said["log"] = [{**row, "commit": None} for row in said["log"] if row["entry"]]
    config = {"HOME": "", "GIT_CONFIG_GLOBAL": os.devnull}
    status = Shell(shell.root, more=config).git("status", "--porcelain")
    return {"files": tree(shell.root), "verified": verified, "status": status, **said}


@pytest.fixture(scope="module")
def usual(county: Shell, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What comes of it where nothing is set."""
    return worked(county, tmp_path_factory.mktemp("usual"), {})


def chinese(_home: Path) -> dict[str, str]:
    return {
        "LC_ALL": "zh_CN.UTF-8",
        "YIAN_LANG": "",
        "TZ": "America/New_York",
        "FORCE_COLOR": "1",
        "COLUMNS": "20",
        "TERM": "xterm",
    }


def posix(_home: Path) -> dict[str, str]:
    return {"LC_ALL": "POSIX", "TZ": "Asia/Kathmandu", "NO_COLOR": "1", "TERM": "dumb"}


def bare(_home: Path) -> dict[str, str]:
    return {"LC_ALL": "C", "TZ": ":/nonexistent", "PYTHONIOENCODING": "utf-8", "PAGER": "false", "EDITOR": "false"}


def configured(home: Path) -> dict[str, str]:
    hooks = home / "hooks"
    hooks.mkdir()
    (home / "gitconfig").write_text(GITCONFIG.format(hooks=hooks), encoding="utf-8")
    return {"GIT_CONFIG_GLOBAL": str(home / "gitconfig"), "EMAIL": "nobody@else.invalid"}


def elsewhere(home: Path) -> dict[str, str]:
    (home / "临时 文件").mkdir()
    return {"TMPDIR": str(home / "临时 文件"), "HOME": "", "XDG_CACHE_HOME": str(home / "临时 文件")}


@pytest.mark.parametrize(
    ("surroundings", "mask"), [(chinese, 0o077), (posix, 0o002), (bare, 0), (configured, 0o027), (elsewhere, 0o022)]
)
def test_settings_of_the_environment_do_not_change_what_yian_does(
    county: Shell, usual: dict[str, Any], tmp_path: Path, surroundings: Callable[[Path], dict[str, str]], mask: int
) -> None:
    found = worked(county, tmp_path, surroundings(tmp_path), mask)
    assert found == usual


def test_output_and_errors_sharing_a_pipe_stay_in_order(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "demo", str(tmp_path / "demo")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=Shell(tmp_path / "demo").environ, check=True, text=True,
    )  # fmt: skip
    steps = done.stdout.split("$ yian ")
    (submitted,) = (step for step in steps if step.startswith("submit "))
    lines = submitted.splitlines()
    assert lines[2].endswith("submitted")
    assert lines[3].startswith("cannot be closed yet")
