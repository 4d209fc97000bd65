"""The manual: a page a command, which man shows without a complaint; it and completions are carried by a wheel."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Yian
from yiananlib.cli.main import root
from yiananlib.cli.manual import pages
from yiananlib.cli.shells import PLACES
from yiananlib.cli.table import SUMMARIES

SOURCE = Path(__file__).resolve().parents[2]


def test_there_is_a_page_a_command() -> None:
    names = [name for name, _text in pages(root)]
    assert names == ["yian.1", *(f"yian-{name.replace(' ', '-')}.1" for name in SUMMARIES)]


def test_a_page_says_what_help_says() -> None:
    text = dict(pages(root))["yian-list.1"]
    assert ".SH SYNOPSIS\n\\fByian list\\fR [OPTIONS]\n" in text
    assert "\\-\\-due\\-within DAYS" in text
    assert "  yian list \\-\\-org zjj" in text
    assert "no\\-pager" not in text


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
def test_man_shows_every_page_without_a_complaint(tmp_path: Path) -> None:
    for name, text in pages(root):
        page = tmp_path / name
        page.write_text(text, encoding="utf-8")
    files = sorted(tmp_path.iterdir())
    done = subprocess.run(
        ["groff", "-Tutf8", "-Kutf8", "-man", "-ww", *map(str, files)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    complaints = [
        line for line in done.stderr.splitlines() if "cannot adjust" not in line and "can't break" not in line
    ]
    assert complaints == []
    shown = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    assert "yian close [OPTIONS] PROBLEM" in shown


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel of this source, built once."""
    tree = tmp_path_factory.mktemp("built") / "tree"
    ignored = shutil.ignore_patterns(".git", ".venv", "tests", "examples", "*.pyc", "dist", "build", "node_modules")
    shutil.copytree(SOURCE, tree, ignore=ignored)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=tree, capture_output=True, check=True
    )
    (made,) = (tree / "dist").glob("*.whl")
    return zipfile.ZipFile(made)


def test_a_wheel_carries_it_in_both_languages(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    for place in ("share/man/man1", "share/man/zh_CN/man1"):
        found = {name.rpartition("/")[2] for name in names if f"/data/{place}/" in name}
        assert found == {name for name, _text in pages(root)}
    page = next(name for name in names if name.endswith("zh_CN/man1/yian-close.1"))
    assert "销号" in wheel.read(page).decode()


def test_a_wheel_carries_what_shells_complete_with(wheel: zipfile.ZipFile, yian: Yian) -> None:
    for shell, place in PLACES.items():
        name = next(name for name in wheel.namelist() if name.endswith(f"/data/{place}"))
        assert wheel.read(name).decode() == yian("completion", shell).out


def test_a_wheel_is_small_enough_for_a_mail(wheel: zipfile.ZipFile) -> None:
    size = Path(str(wheel.filename)).stat().st_size
    # Its modules alone are 1.0 MB when each is compressed by itself, as a wheel has them.
    assert size < 1_700_000, size
