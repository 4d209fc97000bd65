"""Each command that a page of the documentation shows is run, and each of its links leads somewhere.

Above the first of a page's blocks of ``sh`` stands where they are run, one after the other in one shell, and on which
day: ``<!-- run: example 2026-07-15 -->``. Above a block that cannot be run here stands why: ``<!-- not run: … -->``.
"""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

import pytest

from tests import warm

ROOT: Final = Path(__file__).parents[2]
PRACTICE: Final = "docs/manual/zh/README.md"
"""The page that says how the ledger is made in which the others' commands run."""
FILES: Final = ROOT / "docs" / "manual" / "files"
PAGES: Final = sorted(
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
)
ELSEWHERE: Final = {
    "README.md": "test_documentation.py, in an environment with nothing in it",
    "README.zh-CN.md": "test_documentation.py, in an environment with nothing in it",
    "docs/manual/en/first.md": "test_documentation.py, in an environment with nothing in it",
    "docs/manual/zh/first.md": "test_documentation.py, in an environment with nothing in it",
    "docs/spreadsheets.md": "test_documentation.py",
    "docs/spreadsheets.zh-CN.md": "test_documentation.py",
    "docs/exchange.md": "test_documentation.py",
    "docs/exchange.zh-CN.md": "test_documentation.py",
    "docs/lake.md": "test_lake.py and tests/lake",
    "docs/lake.zh-CN.md": "test_lake.py and tests/lake",
    "docs/scale.md": "what it measured took days",
    "docs/scale.zh-CN.md": "what it measured took days",
    "docs/performance.md": "what it measured took days",
    "CONTRIBUTING.md": "what it shows is for who changes the program",
}
"""The pages whose commands another test runs, and which; or why none does."""
BLOCK: Final = re.compile(r"^( *)```([^\n`]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
RUN: Final = re.compile(r"<!-- run: (?P<where>[a-z]+)(?: (?P<day>\d{4}-\d\d-\d\d))? -->")
NOT_RUN: Final = re.compile(r"<!-- not run: [^>]{10,} -->\s*\Z")


ASKING: Final = re.compile("^yian lint$", re.MULTILINE)
"""A command that ends with status 1 where it asks something."""


class Run(NamedTuple):
    """Blocks of a page that are run one after the other."""

    page: str
    where: str
    day: str
    script: str


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def runs(page: str) -> Iterator[Run]:
    """Yield what is to be run of a page, where something says where."""
    text, marks = text_of(page), list(RUN.finditer(text_of(page)))
    blocks: dict[int, list[str]] = {}
    for found in BLOCK.finditer(text):
        if found[2] == "sh" and not NOT_RUN.search(text[: found.start()]):
            above = [n for n, mark in enumerate(marks) if mark.start() < found.start()]
            blocks.setdefault(above[-1] if above else -1, []).append(found[3])
    for n, mark in enumerate(marks):
        yield Run(page, mark["where"], mark["day"] or "", "".join(blocks[n]))


def asked(run: Run) -> tuple[str, str, str]:
    """Return what a run does, whatever its comments say: a page and its twin do the same, which is done once."""
    return run.where, run.day, re.sub(r" +#.*", "", run.script)


RUNS: Final = list({asked(run): run for page in PAGES if page not in ELSEWHERE for run in runs(page)}.values())


def begin(where: str, folder: Path, environ: dict[str, str]) -> Path:
    """Make the place where a page's blocks are run: a folder with what pages offer for download, and a ledger there."""
    shutil.copytree(FILES, folder, dirs_exist_ok=True)
    if where == "files":
        return folder
    if where == "demo":
        said(["yian", "demo", "rehearsal"], folder, environ)
        return folder / "rehearsal" / "yunling"
    checkout, ledger = folder / "yian", folder / "练习"
    shutil.copytree(ROOT / "examples", checkout / "examples")
    (checkout / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "digest-vectors.json", checkout / "docs")
    if where == "checkout":
        return checkout
    assert where in ("example", "shared"), where
    said(["sh", "-eu", "-c", next(runs(PRACTICE)).script.partition("cd -")[0]], checkout, environ)
    if where == "shared":
        said(["git", "branch", "-q", "-M", "main"], ledger, environ)
        said(["git", "clone", "--bare", "-q", ".", "../台账.git"], ledger, environ)
        said(["git", "remote", "add", "origin", "../台账.git"], ledger, environ)
        said(["git", "fetch", "-q", "origin"], ledger, environ)
    return ledger


def said(command: list[str], folder: Path, environ: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs sh")
@pytest.mark.parametrize("run", RUNS, ids=[f"{run.page}:{run.where}:{n}" for n, run in enumerate(RUNS)])
def test_the_commands_of_a_page_run_one_after_the_other(run: Run, tmp_path: Path) -> None:
    programs, home, folder = tmp_path / "bin", tmp_path / "home", tmp_path / "here"
    for made in (programs, home, folder):
        made.mkdir()
    warm.program(programs)
    (home / ".gitconfig").write_text("[user]\nname = office\nemail = office@x.example\n", encoding="utf-8")
    language = "zh_CN" if "zh" in run.page else "en"
    path = f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    environ = {"PATH": path, "HOME": str(home), "YIAN_LANG": language, "LC_ALL": "C.UTF-8"}
    if run.day:  # in the afternoon: the example's last records are of that day
        environ["YIAN_NOW"] = f"{run.day}T18:00+08:00"
    place = begin(run.where, folder, environ)
    done = subprocess.run(
        ["sh", "-eux", "-c", ASKING.sub(r"\g<0> || test $? -eq 1", run.script)],
        cwd=place, env=environ, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert not re.search("Traceback", done.stderr)
    for file in re.findall(r"^yian .* -o (\S+)", run.script, re.MULTILINE):
        assert any(found.stat().st_size > 100 for found in folder.rglob(Path(file).name)), file


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ELSEWHERE])
def test_a_page_shows_no_command_that_nothing_runs(page: str) -> None:
    """A command stands in a block of sh, or in one that yian itself printed."""
    text = text_of(page)
    first = RUN.search(text)
    for found in BLOCK.finditer(text):
        if found[2] == "sh" and not NOT_RUN.search(text[: found.start()]):
            known = first is not None and first.start() < found.start()
            assert known, f"nothing says where this is run:\n{found[3]}"
    written = re.sub(r"<!-- \[\[\[cog.*?\[\[\[end\]\]\] -->", "", text, flags=re.DOTALL)
    for found in BLOCK.finditer(written):
        assert found[2] == "sh" or not re.search(r"^(\$ )?yian ", found[3], re.MULTILINE), found[3]
        assert found[2] != "console", f"written by hand: {found[3]}"
    assert re.findall(r"(?<=\n\n)    yian .*", BLOCK.sub("", written)) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_file_and_a_heading(page: str) -> None:
    here = (ROOT / page).parent
    shown = BLOCK.sub("", text_of(page))
    broken = []
    for target in re.findall(r"(?<!`)\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", shown):
        link = unquote(target[0] or target[1])
        if re.match("https?:|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        file = (here / path).resolve() if path else ROOT / page
        inside = file.is_relative_to(ROOT / "docs") or not page.startswith("docs/")
        if not (file.exists() and inside) or (anchor and anchor not in anchors(file)):
            broken.append(link)
    assert broken == []


def anchors(file: Path) -> set[str]:
    """Return the anchors of a page's headings, as a repository's view and the site make them."""
    found = re.findall(r"^#{1,6} +(.*?) *$", BLOCK.sub("", file.read_text(encoding="utf-8")), re.MULTILINE)
    return {slug(heading) for heading in found}


def slug(heading: str) -> str:
    plain = unicodedata.normalize("NFC", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("docs/manual/")])
def test_each_page_of_the_manual_has_a_twin_that_runs_the_same_commands(page: str) -> None:
    other = page.replace("/zh/", "/en/") if "/zh/" in page else page.replace("/en/", "/zh/")
    assert other in PAGES
    commands = [re.findall(r"^yian ([a-z-]+)", run.script, re.MULTILINE) for run in runs(page)]
    assert commands == [re.findall(r"^yian ([a-z-]+)", run.script, re.MULTILINE) for run in runs(other)]


def test_each_page_for_those_who_use_yian_is_there_in_both_languages() -> None:
    ours = {"README", "decisions", "mutants", "releasing"}
    names = {path.name.partition(".")[0] for path in (ROOT / "docs").glob("*.md")} - ours
    assert sorted(n for n in names if {f"docs/{n}.md", f"docs/{n}.zh-CN.md"} - set(PAGES)) == []


def test_the_campaign_is_told_in_chinese_with_the_same_rows_and_commands() -> None:
    def rows(page: str) -> dict[str, list[str]]:
        cells = [line.split("|", 3) for line in text_of(page).splitlines() if re.match(r"\| \d", line)]
        return {number.strip(): sorted(re.findall("`([^`]+)`", said)) for _, number, _, said in cells}

    assert rows("docs/campaign.zh-CN.md") == rows("docs/campaign.md")


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_a_first_page_is_short(page: str) -> None:
    assert (ROOT / page).stat().st_size <= 5 * 1024


def test_the_pictures_are_small() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    assert [picture.suffix for picture in pictures] == [".png"] * len(pictures)
    assert [picture.name for picture in pictures if picture.stat().st_size > 60 * 1024] == []
    shown = "".join(text_of(page) for page in PAGES)
    assert [picture.name for picture in pictures if f"pictures/{picture.name})" not in shown] == []
