"""How help is laid out: in lines that fit by the cells they take, with no name of an option split."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from yiananlib.cli.once import Once
from yiananlib.cli.session import Session
from yiananlib.messages import _
from yiananlib.model.text import cells
from yiananlib.render.wrapping import hanging, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

_GAP: Final = 2
_DEEPER: Final = 4
"""Blanks that what an option takes is indented by where it goes on in another line."""


class Formatter(click.HelpFormatter):
    """Lays help out as click does, but that a Chinese character takes two cells."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage, what goes on below what began it."""
        from gettext import gettext

        usage = gettext("Usage:")
        begun = f"{prefix if prefix is not None else usage if usage.endswith('：') else usage + ' '}{prog} "
        indent = " " * cells(begun)
        lines = hanging(begun + args, self.width, indent)
        self.write("\n".join(line.rstrip() for line in lines) + "\n")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with a backspace stays as it is."""
        indent = " " * self.current_indent
        told = []
        for paragraph in text.split("\n\n"):
            if paragraph.startswith("\b\n"):
                lines = paragraph.removeprefix("\b\n").split("\n")
            else:
                lines = wrapped(" ".join(paragraph.split("\n")), self.width - self.current_indent)
            told.append("\n".join((indent + line).rstrip() for line in lines))
        self.write("\n\n".join(told) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = _GAP) -> None:
        """Write names and what they mean, in two columns; a name that is too long stands above."""
        rows = list(rows)
        first = min(max((cells(name) for name, _said in rows), default=0), col_max) + col_spacing
        indent, below = " " * self.current_indent, " " * (self.current_indent + first)
        for name, said in rows:
            names = self._names(name)
            lines = wrapped(said, max(self.width - self.current_indent - first, 10)) if said else []
            if lines and cells(names[-1]) <= first - col_spacing and len(names) == 1:
                names = [names[0] + " " * (first - cells(names[0])) + lines.pop(0)]
            self.write("".join(f"{indent}{line}\n" for line in names) + "".join(f"{below}{line}\n" for line in lines))

    def _names(self, name: str) -> list[str]:
        """Return a name in lines, divided between the words that it takes."""
        found = [""]
        for part in (before + after for before, after in _divided(name)):
            if found[-1] and cells(found[-1] + part) > self.width - self.current_indent:
                found.append(" " * _DEEPER)
            found[-1] += part
        return found


def _divided(name: str) -> list[tuple[str, str]]:
    *begun, last = name.split("|")
    return [*((part, "|") for part in begun), (last, "")]


class Context(click.Context):
    """A call, whose help is laid out so."""

    formatter_class = Formatter


class Helped(click.Command):
    """A command whose help is shown in the pager where it is longer than the screen."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option as click makes it, but for how it is shown."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _help
        return option


def _help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        printed(ctx.get_help() + "\n", ctx.find_object(Session))
        ctx.exit()


def printed(text: str, session: Session | None) -> None:
    """Print a text, in the pager of a terminal where it is longer than the screen and one is wanted."""
    if session is None or not session.paged or not sys.stdout.isatty():  # help in a pipe loads no pager
        click.echo(text, nl=False)
        return
    from yiananlib.cli.pager import paged

    with paged(session.environ) as out:
        out.write(text)


class Command(Once, Helped):
    """A command, which says of an option without its value what it takes."""

    context_class = Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of a call as click does."""
        try:
            return super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            raise click.BadOptionUsage(error.option_name, self._takes(ctx, error), ctx) from None

    def _takes(self, ctx: click.Context, error: click.BadOptionUsage) -> str:
        option = next((p for p in self.get_params(ctx) if error.option_name in p.opts), None)
        if not isinstance(option, click.Option) or option.is_flag:
            return error.format_message()
        return _("{option} requires a value, {what}: {help}").format(
            option=error.option_name, what=option.make_metavar(ctx), help=(option.help or "").rstrip(".。")
        )
