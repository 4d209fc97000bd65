"""The manual: a page a command in troff, made from what ``--help`` says, for ``man yian-close``.

``python -m yiananlib.cli.manual FOLDER`` writes all pages in the language being spoken; the build of a wheel runs it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yiananlib import __version__
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click


def pages(root: click.Group) -> Iterator[tuple[str, str]]:
    """Yield the file name of each page and its text: ``yian.1``, ``yian-export-xlsx.1``."""
    from yiananlib.cli.formatting import Context
    from yiananlib.cli.table import SUMMARIES

    above = Context(root, info_name="yian")
    yield "yian.1", _page(above, "yian", _("keep the ledger of a campaign"), _commands())
    for name, summary in SUMMARIES.items():
        command = root.get_command(above, name)
        assert command is not None  # noqa: S101 - it is of the table
        dashed = f"yian-{name.replace(' ', '-')}"
        yield f"{dashed}.1", _page(Context(command, info_name=name, parent=above), dashed, _(summary).rstrip(".。"), "")


def write(root: click.Group, folder: Path) -> None:
    """Write every page into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(root):
        (folder / name).write_text(text, encoding="utf-8")


def _page(ctx: click.Context, name: str, summary: str, more: str) -> str:
    command = ctx.command
    usage = " ".join(command.collect_usage_pieces(ctx))
    parts = [f'.TH "{name.upper()}" "1" "" "yian {__version__}" "yian"']
    parts += [".SH " + _("NAME"), f"{_escaped(name)} \\- {_escaped(summary)}"]
    parts += [".SH " + _("SYNOPSIS"), f"\\fB{_escaped(ctx.command_path)}\\fR {_escaped(usage)}"]
    parts += [".SH " + _("DESCRIPTION"), *_paragraphs(command.help or ""), ".SH " + _("OPTIONS")]
    for parameter in command.get_params(ctx):
        if record := parameter.get_help_record(ctx):
            parts += [".TP", f"\\fB{_escaped(record[0])}\\fR", _escaped(record[1])]
    return "\n".join(part for part in (*parts, more) if part) + "\n"


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield ".PP"
        if paragraph.startswith("\b\n"):
            yield from (".nf", *map(_escaped, paragraph.removeprefix("\b\n").split("\n")), ".fi")
        else:
            yield _escaped(" ".join(paragraph.split("\n")))


def _commands() -> str:
    from yiananlib.cli.table import SECTIONS

    parts = []
    for section, commands in SECTIONS.items():
        parts.append(".SH " + _escaped(_(section)))
        for name, summary in commands.items():
            page = _escaped(f"yian-{name.replace(' ', '-')}")
            parts += [".TP", f"\\fB{page}\\fR(1)", _escaped(_(summary))]
    return "\n".join(parts)


def _escaped(text: str) -> str:
    """Return text as troff shows it: nothing of it is a request."""
    text = (
        text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("~", "\\(ti").replace("^", "\\(ha")
    )
    return f"\\&{text}" if text[:1] in (".", "'") else text


if __name__ == "__main__":
    from yiananlib import messages

    messages.install(messages.language_of(os.environ) or "en", os.environ)
    from yiananlib.cli.main import root as _root

    write(_root, Path(sys.argv[1]))
