"""`yian` in a real git repository: what a user types, one command after the other."""

import atexit
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests import warm


@dataclass
class Shell:
    """A user's shell in a ledger: the day it is, who they are, what they typed.

    Attributes:
        real: whether each command is a process of its own, for tests of what `tests/warm.py` does not show.
    """

    root: Path
    now: str = "2026-03-01"
    by: str | None = None
    more: dict[str, str] = field(default_factory=dict)
    real: bool = False

    @property
    def environ(self) -> dict[str, str]:
        home = self.root.parent / "home"
        home.mkdir(exist_ok=True)
        return os.environ | {
            "HOME": str(home), "LC_ALL": "C.UTF-8", "YIAN_NOW": self.now,
            "YIAN_SEED": "journey", **({"YIAN_BY": self.by} if self.by else {}), **self.more,
        }  # fmt: skip

    def run(self, *arguments: str | Path, status: int = 0, given: bytes = b"", **environ: str) -> str:
        """Run a command, which must end so, and return what it printed on stdout."""
        run = warm.started if self.real else warm.run
        done = run([*map(str, arguments)], cwd=self.root, environ=self.environ | environ, given=given)
        err = done.stderr.decode()
        assert done.returncode == status, (arguments, done.returncode, err, done.stdout.decode())
        assert "Traceback" not in err
        self.err = err
        return done.stdout.decode()

    def json(self, *arguments: str | Path, **more: Any) -> Any:
        return json.loads(self.run(*arguments, "--json", **more))

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, capture_output=True, env=self.environ, check=True, timeout=120
        )
        return done.stdout.decode()

    def commits(self) -> int:
        return int(self.git("rev-list", "--count", "HEAD"))

    def on(self, now: str, by: str | None = None) -> "Shell":
        """Let it be another day, and maybe somebody else at the keyboard."""
        self.now, self.by = now, by or self.by
        return self


def begun(folder: Path) -> Shell:
    """Make the county's ledger: an office, inspectors, a bureau; a copy of the one that commands made first."""
    shutil.copytree(_template(), folder, symlinks=True)
    return Shell(folder, by="bgs/head")


@cache
def _template() -> Path:
    """Make it with real commands, once in this process."""
    above = Path(tempfile.mkdtemp(prefix="yian-tests-"))
    atexit.register(shutil.rmtree, above, ignore_errors=True)
    folder = above / "ledger"
    folder.mkdir()
    shell = Shell(folder)
    shell.run("init", ".", "--name", "云岭县以案促改")
    shell.run(
        "add-org", "bgs", "--name", "领导小组办公室", "--function", "office", "--head", "主任", "--liaison", "联络员"
    )
    shell.by = "bgs/head"
    shell.run(
        "add-org", "jw", "--name", "县纪委监委", "--function", "inspector", "--head", "书记", "--liaison", "监督室主任"
    )
    shell.run("add-org", "zjj", "--name", "县住建局", "--head", "局长", "--liaison", "办公室主任", "--members", "7")
    shell.run("add-officer", "zjj", "deputy-1", "--post", "分管副局长", "--role", "deputy")
    shell.run("add-officer", "zjj", "jianguan", "--post", "建管股股长")
    return folder


PROBLEMS: Final = """
[[problems]]
title = "招标文件抽查整改三次催办未报"
symptom = "抽查12个项目，5个变更先干后批"
kind = "交办任务不落实不落地"
field = "项目招投标"
severity = "serious"
root_cause = "政令意识不强"
level = ["work", "政治症结"]
goal = "变更审批零补办"
leader = "deputy-1"
owner = "jianguan"
due = 2026-06-15

[[problems]]
title = "公务接待无公函报销"
symptom = "抽查26份，9份无公函"
kind = "eight_rules"
leader = "deputy-1"
owner = "jianguan"
due = 2026-04-10
"""


def with_problems(folder: Path) -> Shell:
    """Make the county's ledger below ``folder`` and register two problems in it."""
    shell = begun(folder / "ledger")
    (folder / "问题.toml").write_text(PROBLEMS, encoding="utf-8")
    shell.on("2026-03-12", "zjj/liaison").run("add-problem", "zjj", "--from", folder / "问题.toml")
    return shell
