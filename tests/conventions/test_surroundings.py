"""No test, and nothing that CI runs, depends on what a developer's machine is set up like."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests import surroundings

ROOT: Final = Path(__file__).parent.parent.parent
HOSTILE: Final = {
    "HOME": "/nonexistent", "LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN", "TZ": "America/New_York", "TERM": "dumb",
    "NO_COLOR": "1", "FORCE_COLOR": "1", "COLUMNS": "20", "EDITOR": "false", "VISUAL": "false", "PAGER": "false",
    "XDG_CACHE_HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "PYTHONUNBUFFERED": "1",
    "GIT_DIR": "/nonexistent", "GIT_CONFIG_GLOBAL": "/nonexistent", "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
    "EMAIL": "nobody@else.invalid", "YIAN_BY": "zjj/head", "YIAN_NOW": "2030-01-01", "YIAN_LEDGER": "/nonexistent",
    "YIAN_LANG": "zh_CN", "YIAN_DEBUG": "1",
}  # fmt: skip


def test_the_tests_see_where_programs_are_and_nothing_else() -> None:
    probe = "import tests.conftest, os, json; print(json.dumps([dict(os.environ), oct(os.umask(0))]))"
    before = {"PATH": os.environ["PATH"], "TMPDIR": "/tmp"}  # noqa: S108 - is passed on, and nothing is written there
    said = []
    for more in ({}, HOSTILE):
        done = subprocess.run(
            ["sh", "-c", 'umask 077; exec "$0" -P -c "$1"', sys.executable, probe],
            cwd=ROOT, env=before | {"PYTHONPATH": str(ROOT)} | more, capture_output=True, text=True, check=True,
        )  # fmt: skip
        said.append(done.stdout)
    without_home = [text.split('"HOME"')[0] + text.split('"HOME"')[1].partition(",")[2] for text in said]
    assert without_home[0] == without_home[1]
    assert '"0o22"' in said[1]
    assert "/nonexistent" not in said[1]


def test_this_process_has_only_the_allowed_environment() -> None:
    allowed = (
        surroundings.KEPT
        | surroundings.TOLD
        | surroundings.REACHING
        | {"HOME", "LANG", "YIAN_LANG", "TZ", "GIT_CONFIG_NOSYSTEM"}
    )
    # yian itself says to gettext and git which language it speaks
    allowed |= {"LANGUAGE"}
    assert {n for n in os.environ if n not in allowed and not n.startswith(surroundings.TOOLS)} == set()


def test_ci_runs_the_test_command_of_the_readme_with_nothing_of_the_shell_around_it(tmp_path: Path) -> None:
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
    for program in ("git", "make", "strace", "tmux", "ssh-keygen", "apt-get"):
        stub = tmp_path / program
        stub.write_text('#!/bin/sh\necho "$@"\nenv\n', encoding="utf-8")
        stub.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    reaching = {"PIP_INDEX_URL": "x", "https_proxy": "x", "HTTP_PROXY": "x", "SSL_CERT_FILE": "x", "CI": "true"}
    done = subprocess.run(
        [ROOT / ".ci/run"],
        env=HOSTILE | reaching | {"PATH": path, "HOME": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    first, *lines = done.stdout.splitlines()
    assert first == "test"
    seen = dict(line.split("=", 1) for line in lines)
    for name in ("PWD", "SHLVL", "_", "OLDPWD"):  # of the shell that the stub runs in
        seen.pop(name, None)
    own = {"PATH": path, "HOME": str(tmp_path), "LANG": "C.UTF-8", "YIAN_HYPOTHESIS": "ci"}
    assert seen == reaching | own
