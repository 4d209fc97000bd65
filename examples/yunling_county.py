"""Types `yian` commands for the people of 云岭县, each at the time that the story says."""

import contextlib
import io
import json
import os
import shlex
import sys
import textwrap
from pathlib import Path
from typing import Any


class County:
    """Runs `yian` for the people of the county, at the times that the story says."""

    def __init__(self, ledger: Path, papers: Path) -> None:
        self.ledger = ledger
        self.papers = papers
        os.environ["LC_ALL"] = "C.UTF-8"
        os.environ.pop("LANGUAGE", None)
        self._environ = {k: v for k, v in os.environ.items() if not k.startswith("YIAN_")}

        from yiananlib import messages

        messages.install("en", self._environ)

        # only now: the tables of commands and options are translated as they are imported
        from yiananlib.cli.main import run

        self._yian = run

    def __call__(self, story: str) -> Any:
        """Run the commands of a piece of the story, and return what the last one printed with --json.

        Each begins a line with its day and time in 2026 and with who types it, ``-`` for nobody in office;
        lines further in belong to it. ``→ 1`` at its end is the exit status that is expected instead of 0:
        1 where the gate says no, 5 where lifecycle or authority refuses. Any other ends the script.
        """
        printed = None
        for command in _commands(story):
            day, time, by, *typed = shlex.split(command)
            status = 0
            if typed[-2:-1] == ["→"]:
                status = int(typed[-1])
                del typed[-2:]
            printed = self.type(day, time, by, typed, status)
        return printed

    def type(self, day: str, time: str, by: str, typed: list[str], status: int = 0) -> Any:
        """Run one command, and return what it printed with --json."""
        officer = [] if by == "-" else ["--by", by]
        return self._run(f"2026-{day}T{time}:00+08:00", [*typed, *officer, "--json"], status)

    def add_to(self, when: str, what: str, text: str) -> None:
        """Have the office open a definition in its editor, and write something more at the end."""
        said, editor = self.papers / "more.txt", self.papers / "editor.py"
        said.write_bytes(text.encode())
        editor.write_text(
            "import pathlib, sys\n"
            f"file, more = pathlib.Path(sys.argv[1]), pathlib.Path({str(said)!r})\n"
            "file.write_bytes(file.read_bytes() + more.read_bytes())\n",
            encoding="utf-8",
        )
        self._environ["EDITOR"] = shlex.join([sys.executable, str(editor)])
        self(f"{when} bgs/head  edit {what}")

    def paper(self, name: str, text: str) -> None:
        """Put a paper at hand for the commands that follow."""
        (self.papers / name).write_bytes(f"{text}\n".encode())

    def _run(self, now: str, typed: list[str], status: int) -> Any:
        environ = self._environ | {"YIAN_NOW": now, "YIAN_SEED": "yunling", "YIAN_LEDGER": str(self.ledger)}
        printed, said = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with contextlib.chdir(self.papers), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
            found = self._yian(typed, environ)
        out, err = (_text(stream) for stream in (printed, said))
        if found != status:
            sys.exit(f"{now} $ yian {shlex.join(typed)}\n{out}{err}exit status {found}, but the story expects {status}")
        return json.loads(out) if out else None


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def _commands(story: str) -> list[str]:
    commands: list[str] = []
    for line in textwrap.dedent(story).strip("\n").splitlines():
        if line.startswith(" ") and commands:
            commands[-1] += line
        elif line.strip() and not line.startswith("#"):
            commands.append(line)
    return commands
