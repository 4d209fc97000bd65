"""What the documentation shows of yian, taken from yian itself; cog writes it into the pages.

``make docs`` renews the pages; a test fails when they are behind.
"""

import os
import subprocess
import sys
import tempfile

from yiananlib import messages
from yiananlib.cli.table import SECTIONS

LOCALES = {"en": "C.UTF-8", "zh_CN": "zh_CN.UTF-8"}


def session(language: str, first: str, last: str, time: int = 1) -> str:
    """Return what ``yian demo rehearsal`` prints, from the command named ``first`` to the next ``last``.

    ``time`` says which command of that name: a page shows each once.
    """
    with tempfile.TemporaryDirectory() as folder:
        said = _output(language, folder, "demo", "rehearsal")
    steps = ["$" + step for step in said.split("$")[1:]]
    begin = [n for n, step in enumerate(steps) if step.split()[2] == first][time - 1]
    end = next(n for n, step in enumerate(steps) if n >= begin and step.split()[2] == last)
    return "```console\n" + "\n\n".join(_without_next_day(s) for s in steps[begin : end + 1]) + "\n```"


def reference(language: str) -> str:
    """Return the help of every command, in the order of the table."""
    parts = []
    for section, commands in SECTIONS.items():
        with messages.speaking(language):
            parts.append(f"## {messages._(section)}")
        helps = {name: _output(language, ".", *name.split(), "--help").rstrip() for name in commands}
        parts += [f"### yian {name}\n\n```text\n{text}\n```" for name, text in helps.items()]
    return "\n\n".join(parts)


def _without_next_day(step: str) -> str:
    """Return a step without the day that stands before the next ``$``."""
    *lines, last = step.split("\n")
    return "\n".join(lines).rstrip() if last[:4].isdigit() else step.rstrip()


def _output(language: str, folder: str, *arguments: str) -> str:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("YIAN_", "LC_", "LANG"))}
    environ = {**kept, "LC_ALL": LOCALES[language], "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "yiananlib", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=environ,
        check=True,
    )
    return done.stdout.decode()
