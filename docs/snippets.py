"""What the documentation shows of yian, taken from yian itself; cog writes it into the pages.

``make docs`` renews the pages; a test fails when they are behind.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache

from yiananlib import messages
from yiananlib.cli.table import SECTIONS
from yiananlib.lake import tables
from yiananlib.model import matters
from yiananlib.model.field_words import word
from yiananlib.model.public import ENTRIES, HEADS, How
from yiananlib.model.steps import STEP_WORDS
from yiananlib.store import kinds

LOCALES = {"en": "C.UTF-8", "zh_CN": "zh_CN.UTF-8"}


def session(language: str, first: str, last: str, time: int = 1) -> str:
    """Return what ``yian demo rehearsal`` prints, from the command named ``first`` to the next ``last``.

    ``time`` says which command of that name: a page shows each once.
    """
    steps = ["$" + step for step in _rehearsal(language).split("$")[1:]]
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


def allow_list(language: str) -> str:
    """Return the fields that ``--public`` shows, a row a kind of record and a kind of entry.

    What every entry shows (its id, its day, whose act it is, its kind) is not repeated, and neither is the form's
    version.
    """
    heads = {
        "en": "| record | as it is | read over first | the organization alone |",
        "zh_CN": "| 记录 | 原样公开 | 查无个人信息后公开 | 只显示单位 |",
    }
    judged = {"en": {"reviewed": "review", "looked-back": "look back"},
              "zh_CN": {"reviewed": "审核", "looked-back": "回头看"}}[language]  # fmt: skip
    rows = [heads[language], "|---|---|---|---|"]
    with messages.speaking(language):
        for kind, rules in HEADS.items():
            record = messages._(kinds.BY_NAME[kind].word)
            rows.append(_allowed(f"**{record}**", rules, kind))
            words = STEP_WORDS if kind == "problem" else matters.kind(kind).entry_words if kind in kinds.MATTERS else {}
            for entry, named in ENTRIES.get(kind, {}).items():
                step = judged.get(entry) or messages._(words[entry])
                own = {name: how for name, how in named.items() if name not in ("id", "on", "by", "for", "kind")}
                rows.append(_allowed(messages._("{name}: {text}").format(name=record, text=step), own, entry))
    return "\n".join(rows)


def _allowed(record: str, rules: Mapping[str, How], place: str) -> str:
    cells = (
        messages._(", ").join(
            messages._(word(name, place) or name)
            for name, how in rules.items()
            if how is wanted and name not in ("schema", "id")
        )
        for wanted in How
    )
    return f"| {' | '.join((record, *cells))} |"


def _without_next_day(step: str) -> str:
    """Return a step without the day that stands before the next ``$``."""
    *lines, last = step.split("\n")
    return "\n".join(lines).rstrip() if last[:4].isdigit() else step.rstrip()


def lake_tables(language: str) -> str:
    """Return the tables that a ledger hands over, a row a column."""
    heads = {"en": "| column | type | meaning |", "zh_CN": "| 列 | 类型 | 含义 |"}
    order = {"en": "Rows are in the order of", "zh_CN": "各行依次按"}[language]
    parts = []
    with messages.speaking(language):
        for table in tables.ALL:
            rows = [f"| `{c.name}` | {c.kind} | {messages._(c.meaning)} |" for c in table.columns]
            key = ", ".join(f"`{name}` ↓" if down else f"`{name}`" for name, down in _order(table.key))
            ending = {"en": ".", "zh_CN": "排列。"}[language]
            said = f"`{table.name}`: {messages._(table.meaning)}. {order} {key}{ending}"
            if language == "zh_CN":
                said = f"`{table.name}`：{messages._(table.meaning)}。{order} {key} {ending}"
            parts.append("\n".join([f"### {table.name}\n\n{said}\n", heads[language], "|---|---|---|", *rows]))
    return "\n\n".join(parts)


def _order(key: str) -> list[tuple[str, bool]]:
    return [(name.removesuffix(" DESC"), name.endswith(" DESC")) for name in key.split(", ")]


@cache
def _rehearsal(language: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return _output(language, folder, "demo", "rehearsal")


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
