"""A file of a newer yian: each command that reads it says so and ends, whatever kind of file it is."""

import os
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.faults.conftest import here
from tests.services.branches import ENVIRON
from tests.services.ledgers import tree
from tests.services.specimens import Clerk, divided
from tests.warm import COMMAND
from yiananlib.model.base import SCHEMA
from yiananlib.store import kinds

READING: Final = (
    "list", "list --rounds", "list --notices", "due", "remind", "report", "report --format csv", "report --rev HEAD",
    "lint", "compare --from 2026-03-11", "diff", "sql SELECT(1)", "export json", "export jsonl",
    "export csv -o {out}.csv", "export xlsx -o {out}.xlsx", "export parquet {out} --code 530121 --allow-findings",
)  # fmt: skip
"""What reads every record of a ledger."""
DEFINITIONS: Final = ("list --orgs", "list --officers", "list --prompts", "whoami")
"""What reads no more than who there is and what is asked."""


def newer(clerk: Clerk, kind: str) -> str:
    """Let the specimen of a kind be as a later format might have it, and return where it lies."""
    path = clerk.path(kind)
    text = (clerk.root / path).read_text(encoding="utf-8")
    later, changed = re.subn(r"(?m)^schema = .*", f"schema = {SCHEMA + 1}\nnovelty = 7", text)
    assert changed == 1
    (clerk.root / path).write_text(later, encoding="utf-8")
    clerk.git("commit", "--quiet", "--all", "--message", "x")
    return path


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.ALL])
def test_a_record_of_a_newer_yian_is_refused_by_whatever_reads_it(kind: str, tmp_path: Path) -> None:
    clerk = divided(tmp_path / "ledger")
    path = newer(clerk, kind)
    environ = ENVIRON | {"YIAN_NOW": "2026-03-20", "XDG_CACHE_HOME": str(tmp_path / "cache"), "YIAN_BY": "zjj/liaison"}
    before = tree(clerk.root)
    # A kept mapping is read by the import that it is for, and by `verify`.
    commands: tuple[str, ...] = () if kind == "mapping" else READING
    commands += DEFINITIONS if kind in ("campaign", "org") else ()
    commands += (
        (f"show {clerk.ref(path)}",) if path.startswith(("orgs/", "cases/")) and kind not in ("org", "round") else ()
    )
    for command in commands:
        done = here(command.format(out=tmp_path / "out").split(), environ, clerk.root)
        assert done.returncode == 4, (command, done.stdout, done.stderr)
        assert path in done.stderr, command
        assert f"schema is {SCHEMA + 1}" in done.stderr, command
        assert "newer yian" in done.stderr, command
        assert done.stdout == "", command
    assert tree(tmp_path / "out") == {}, "half of it was written"
    assert not list(tmp_path.glob("out.*"))
    for command in ("verify", "verify --history"):
        done = here(command.split(), environ, clerk.root)
        assert done.returncode == 1, (command, done.stderr)
        said = next(line for line in (done.stdout + done.stderr).splitlines() if path in line and "schema is" in line)
        assert "newer yian" in said
    assert tree(clerk.root) == before


def test_nothing_is_recorded_in_it(tmp_path: Path) -> None:
    clerk = divided(tmp_path / "ledger")
    ref = clerk.ref(path := newer(clerk, "problem"))
    before = (clerk.root / path).read_bytes()
    environ = ENVIRON | {"YIAN_NOW": "2026-03-20", "XDG_CACHE_HOME": str(tmp_path / "cache"), "YIAN_BY": "zjj/liaison"}
    for command in (f"note {ref} 已核验", f"add-measure {ref} 补办 --owner liaison --due 2026-06-01", f"endorse {ref}"):
        done = here(command.split(), environ, clerk.root)
        assert done.returncode == 4, (command, done.stderr)
        assert "newer yian" in done.stderr
    assert (clerk.root / path).read_bytes() == before


@pytest.mark.parametrize(("page", "language"), [("docs/stability.md", "en"), ("docs/stability.zh-CN.md", "zh_CN")])
def test_the_page_on_stability_quotes_the_refusal_word_for_word(page: str, language: str, tmp_path: Path) -> None:
    clerk = divided(tmp_path / "ledger")
    path = newer(clerk, "problem")
    environ = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache"), "YIAN_LANG": language}
    done = subprocess.run(
        [*COMMAND, "list"], cwd=clerk.root, env=environ, capture_output=True, encoding="utf-8", check=False
    )
    text = (Path(__file__).parents[2] / page).read_text(encoding="utf-8")
    assert done.stderr.replace(path, "orgs/zjj/problems/k7m2qd.toml") in text
