"""What a reader at a terminal of 80 columns sees of the example county, in both languages, against tests/golden.

`pytest tests/journeys/test_screens.py --update-golden` writes them anew; look at the difference.
"""

import re
import shutil
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.journeys.shell import Shell
from tests.warm import COMMAND
from yiananlib.cli.standing import MOST_USED
from yiananlib.render.document import width

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")

ROOT: Final = Path(__file__).resolve().parents[2]
COLUMNS: Final = 80
SCREENS: Final = (
    (), ("list", "--org", "jtj"), ("list", "--officers", "--org", "zjj"), ("list", "--notices"), ("list", "--rules"),
    ("due", "--for", "bgs/liaison"), ("show", "zjj/abf5dn"), ("report",), ("report", "--rank", "closure_rate"),
    ("close", "--help"), ("list", "--help"), ("help",), ("help", "days"), ("report", "--rank"), ("shw",),
    ("show", "zzzzzz"), *((name, "--help") for name in MOST_USED),
)  # fmt: skip


OF_A_CLONE: Final = (
    ("whoami",), ("as", "zjj/liaisno"), ("as", "zjj/liaison"), ("whoami",), ("whoami", "--by", "jw/shi-2"),
    ("diff", "HEAD"), ("diff", "HEAD~9"), ("as", "--forget"), ("as",),
)  # fmt: skip
"""What is asked in a clone, one after the other."""


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """The example county on 1 July, seen by a liaison."""
    root = tmp_path_factory.mktemp("county") / "yunling"
    shutil.copytree(ROOT / "examples/yunling", root)
    return Shell(root, "2026-07-01", "zjj/liaison", {"TERM": "xterm", "NO_COLOR": "1"})


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """The example county in git, to which one problem was added since; nothing says who sits there."""
    root = tmp_path_factory.mktemp("shared") / "yunling"
    shutil.copytree(ROOT / "examples/yunling", root)
    shell = Shell(root, "2026-07-01", None, {"TERM": "xterm", "NO_COLOR": "1"})
    before = {f"GIT_{who}_DATE": "2026-06-30T18:00:00+08:00" for who in ("AUTHOR", "COMMITTER")}
    who = ("-c", "user.name=联络员", "-c", "user.email=nobody@example.invalid")
    (root / ".git").mkdir()
    shell.more |= before
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-q", "-m", "开始")):
        shell.git(*words)
    for name in before:
        del shell.more[name]
    said = ("--title", "路灯维修拖延", "--symptom", "报修12处，7处超过一月未修", "--kind", "undelivered")
    shell.run(
        "add-problem", "zjj", *said, "--leader", "deputy-1", "--owner", "jianguan", "--due", "2026-09-30", "--by",
        "zjj/liaison",
    )  # fmt: skip
    return shell


def seen(shell: Shell, *arguments: str, language: str, rows: int = 2000, **environ: str) -> str:
    """Return what a terminal shows of a command."""
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], "--lang", language, *arguments], cwd=str(shell.root), env=shell.environ | environ,
        encoding="utf-8", timeout=60, dimensions=(rows, COLUMNS), echo=False,
    )  # fmt: skip
    child.expect(pexpect.EOF)
    text = str(child.before)
    child.close()
    return text.replace("\r\n", "\n").replace(str(shell.root), "/ledger")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_screens_are_as_they_were(shell: Shell, shared: Shell, request: pytest.FixtureRequest, language: str) -> None:
    calls = [(shell, call) for call in SCREENS] + [(shared, call) for call in OF_A_CLONE]
    parts = [f"$ yian {' '.join(call)}\n{seen(where, *call, language=language)}" for where, call in calls]
    text = "\n".join(parts)
    golden = ROOT / f"tests/golden/screens.{language}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert [line for line in text.split("\n") if width(line) > COLUMNS and not line.startswith("    yian ")] == []
    assert not re.search(r"\d+年(?:\d+月)?\n|(?:^|\s)--?\n", text, re.MULTILINE), "no day and no option is divided"


def test_what_is_longer_than_the_screen_is_paged(shell: Shell) -> None:
    text = seen(shell, "list", language="zh", rows=24, YIAN_PAGER="sh -c 'echo PAGED; head -2'")
    assert text.startswith("PAGED\n")
    assert text.count("\n") == 3
    assert "PAGED" not in seen(shell, "list", "--no-pager", language="zh", rows=24, YIAN_PAGER="sh -c 'echo PAGED'")
    assert "PAGED" not in seen(shell, "list", "--org", "ykc", language="zh", rows=24, YIAN_PAGER="sh -c 'echo PAGED'")


@pytest.mark.parametrize("call", [("list", "--help"), ("help",), ("help", "report"), ("--help",), ("import", "-h")])
def test_help_longer_than_the_screen_is_paged(shell: Shell, call: tuple[str, ...]) -> None:
    pager = {"YIAN_PAGER": "sh -c 'echo PAGED; head -2'"}
    text = seen(shell, *call, language="zh", rows=24, **pager)
    assert text.startswith("PAGED\n")
    assert text.count("\n") == 3
    assert "PAGED" not in seen(shell, *call, language="zh", rows=200, **pager)
    assert "PAGED" not in seen(shell, *call, "--no-pager", language="zh", rows=24, **pager)


@pytest.mark.skipif(shutil.which("less") is None, reason="needs less")
def test_less_shows_the_first_screen_and_ends_at_q(shell: Shell) -> None:
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], "list"], cwd=str(shell.root), env=shell.environ,
        encoding="utf-8", timeout=60, dimensions=(24, COLUMNS), echo=False,
    )  # fmt: skip
    child.expect_exact("zrzy/")
    child.expect_exact(":")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_progress_is_shown_of_what_takes_more_than_a_second(shell: Shell) -> None:
    """A line that goes away again, of the index that is made for the first time; the second is cut short."""
    program = (
        "import sys; from yiananlib.cli import progress; progress.PATIENCE = 0.0; progress._BETWEEN = 0.0;"
        "sys.argv = ['yian', 'list']; from yiananlib.cli.entry import main; main()"
    )
    child = pexpect.spawn(
        sys.executable, ["-c", program], cwd=str(shell.root),
        env=shell.environ | {"XDG_CACHE_HOME": str(shell.root.parent / "new")},
        encoding="utf-8", timeout=60, dimensions=(2000, COLUMNS), echo=False,
    )  # fmt: skip
    child.expect(pexpect.EOF)
    text = str(child.before)
    child.close()
    assert re.search(r"\r\[#*\.*\] \d+ of \d+ files", text)
    assert "\r\x1b[K" in text
    assert text.index("\x1b[K") < text.index("ykc/")
