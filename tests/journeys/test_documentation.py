"""What the documentation shows is what yian prints, and what it tells to type works."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import warm
from yiananlib.index.figures import Figures
from yiananlib.model.campaign import Campaign
from yiananlib.services.sharing.bundled import Outcome
from yiananlib.services.sharing.bundling import pieces
from yiananlib.store import kinds
from yiananlib.store.bundle import Item
from yiananlib.store.bundle_files import FORMS, read
from yiananlib.store.ledger import Ledger

ROOT = Path(__file__).parent.parent.parent
EXCHANGE = ["docs/exchange.md", "docs/exchange.zh-CN.md"]
FURNISHED = (".gitattributes", ".gitignore", "tombi.toml", ".taplo.toml")
SPREADSHEETS = ["docs/spreadsheets.md", "docs/spreadsheets.zh-CN.md"]
READMES = ["README.md", "README.zh-CN.md"]
FIRST = ["docs/manual/en/first.md", "docs/manual/zh/first.md"]
SESSIONS = ["docs/manual/en/session.md", "docs/manual/zh/session.md"]
PAGES = [
    page.relative_to(ROOT).as_posix()
    for page in sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
    if "<!-- [[[cog" in page.read_text(encoding="utf-8")
]
"""The pages that show what yian prints."""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_yian_prints(page: str) -> None:
    cog = [sys.executable, "-m", "cogapp", "-P", "--check", "--diff", page]
    done = subprocess.run(
        cog, cwd=ROOT, env={**os.environ, "PYTHONPATH": "docs"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run `make docs`\n{done.stdout[:4000]}{done.stderr[:2000]}"


def test_no_page_is_forgotten() -> None:
    assert {*SESSIONS, "docs/commands.md", "docs/manual/zh/figures.md"} < set(PAGES)


@pytest.mark.parametrize("page", SESSIONS)
def test_the_session_ends_in_a_closed_problem_and_a_report(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    steps = [
        step
        for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        for step in block.removeprefix("$ ").split("\n$ ")
    ]
    commands = [step.split("\n")[0] for step in steps]
    refused, closed = (n for n, command in enumerate(commands) if command.startswith("yian close "))
    assert [command for n, command in enumerate(commands) if command in commands[:n]] == [commands[closed]]
    assert "yian endorse" in steps[refused]
    assert steps[closed].split("\n")[2].split()[-1] in ("closed", "已销号")
    assert commands[-1] == "yian report"
    assert re.search(r"^(Closed|已销号) +1 +50\.00%$", steps[-1], re.MULTILINE)


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs sh")
@pytest.mark.parametrize(("page", "units", "problems"), [*((p, 1, 1) for p in READMES), *((p, 3, 5) for p in FIRST)])
def test_a_newcomer_comes_from_nothing_to_a_report_by_a_page_alone(
    page: str, units: int, problems: int, tmp_path: Path
) -> None:
    """In an environment with nothing in it: no locale, no name for git, no settings, the clock of the machine."""
    text = (ROOT / page).read_text(encoding="utf-8")
    (block,) = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    programs, home = tmp_path / "bin", tmp_path / "home"
    for folder in (programs, home):
        folder.mkdir()
    yian = programs / "yian"
    yian.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m yiananlib "$@"\n', encoding="utf-8")
    yian.chmod(0o755)
    environ = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(home)}
    told = subprocess.run(
        ["sh", "-eu", "-c", block],
        cwd=home,
        env=environ,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert not re.search("Traceback|warning|警告", told.stderr)

    def asked(*words: str) -> Any:
        done = subprocess.run(
            [yian, *words, "--json"], cwd=home / "yunling", env=environ, capture_output=True, check=True
        )
        return json.loads(done.stdout)

    assert sum(org["function"] == "unit" for org in asked("list", "--orgs")) == units
    listed = asked("list")
    assert len(listed) == problems
    assert [problem["status"] for problem in listed].count("closed") == 1
    figures = asked("report")["figures"]
    assert (figures["total"], figures["closed"], figures["closure_rate"]) == (problems, 1, 1 / problems)
    share = f"{100 / problems:.2f}%"
    assert re.search(rf"^已销号 +1 +{re.escape(share)}$", told.stdout, re.MULTILINE), "the campaign's language speaks"
    assert "台账完好" in told.stdout
    assert asked("verify", "--history")["findings"] == []


def test_the_readmes_go_the_same_way_and_say_how_to_choose_the_language() -> None:
    pages = [(ROOT / page).read_text(encoding="utf-8") for page in READMES]
    commands = [re.findall(r"^yian ([a-z-]+)", text, re.MULTILINE) for text in pages]
    assert commands[0] == commands[1]
    for text in pages:
        assert [word for word in ("--lang", "YIAN_LANG", "LANGUAGE") if f"`{word}" not in text] == []


@pytest.mark.parametrize("page", SPREADSHEETS)
def test_the_commands_of_the_page_on_spreadsheets_write_what_they_name(page: str, tmp_path: Path) -> None:
    def yian(*words: str, now: str = "2026-08-27") -> None:
        environ = {**os.environ, "YIAN_NOW": now, "YIAN_LEDGER": "rehearsal/yunling"}
        done = warm.run(words, cwd=tmp_path, environ=environ)
        assert done.returncode == 0, (words, done.stdout.decode(), done.stderr.decode())

    yian("demo", "rehearsal")
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = [
        line
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    ]
    assert len(lines) >= 10
    for line in lines:
        words = shlex.split(line)
        assert words[0] == "yian"
        yian(*words[1:])
        for file in re.findall(r"-o (\S+)", line):
            assert (tmp_path / file).stat().st_size > 100, line


@pytest.mark.parametrize("page", EXCHANGE)
def test_the_ledger_in_three_forms_is_one_ledger_that_is_in_order(page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    said = []
    for form in FORMS:
        (block,) = re.findall(rf"^```{form}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        path = tmp_path / f"x.{form}"
        path.write_text(block, encoding="utf-8")
        said.append([(item.path, item.record) for item in read(path)])
        for arguments in (
            ("import", path, "--ledger", tmp_path / form, "--apply"),
            ("verify", "--ledger", tmp_path / form),
        ):
            done = warm.run([*map(str, arguments)], cwd=tmp_path, environ=os.environ)
            assert done.returncode == 0, (done.stdout.decode(), done.stderr.decode())
        assert b"The ledger is valid" in done.stdout
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize("page", EXCHANGE)
def test_every_field_of_a_whole_ledger_is_described(page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    example = Ledger(ROOT / "examples" / "yunling")
    header = json.loads(next(iter(pieces(example, "jsonl", evidence=False))))
    for words in (header, Item._fields, [kind.name for kind in kinds.ALL], [outcome.value for outcome in Outcome]):
        assert [word for word in words if f"`{word}`" not in text] == []
    for words in (FORMS, FURNISHED, ("text", "more", "integer", "number", "boolean", "list", "table")):
        assert [word for word in words if f"`{word}`" not in text] == []


@pytest.mark.parametrize("page", EXCHANGE)
def test_the_commands_of_the_exchange_run_one_after_the_other(page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    (block,) = re.findall(r"^(?:    yian .*\n)+", text, re.MULTILINE)
    shutil.copytree(ROOT / "examples" / "yunling", tmp_path / "ledger")
    for line in block.splitlines():
        done = warm.run(shlex.split(line, comments=True)[1:], cwd=tmp_path / "ledger", environ=os.environ)
        assert done.returncode == 0, (line, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize("page", ["docs/manual/en/figures.md", "docs/manual/zh/figures.md"])
def test_every_figure_that_json_has_is_defined_once(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = [row.split(" | ") for row in text.splitlines() if row.startswith("| ")]
    named = sorted(name for row in rows if len(row) == 3 for name in re.findall("`([a-z_]+)`", row[1]))
    assert named == sorted((*Figures._fields, "coverage"))


@pytest.mark.parametrize("page", ["docs/manual/en/settings.md", "docs/manual/zh/settings.md"])
def test_every_setting_is_described(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for table, model in Campaign.model_fields.items():
        kept = model.annotation
        names = getattr(kept, "model_fields", {}) if isinstance(kept, type) else {}
        assert [f"{table}.{name}" for name in names if f"`{table}.{name}`" not in text] == []


@pytest.mark.parametrize("page", ["docs/manual/en/records.md", "docs/manual/zh/records.md"])
def test_every_kind_of_record_and_entry_has_its_fields(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for kind in kinds.ALL:
        assert kind.name == "campaign" or f" `{kind.name}`\n" in text
        for entry in kind.shape().entries:
            assert f"| `{entry}` |" in text
