"""``yian help``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from yiananlib.cli import topics
from yiananlib.cli.command import yian_command
from yiananlib.cli.formatting import printed
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.cli.table import COMMANDS, SECTIONS, SUMMARIES
from yiananlib.messages import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Word(click.ParamType[str]):
    """A word of a command or a topic."""

    name = "text"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer topics and commands, each with what it is about."""
        from click.shell_completion import CompletionItem

        before = "".join(f"{word} " for word in ctx.params.get("words") or ())
        said = {key: topic.title for key, topic in topics.TOPICS.items() if not before}
        said |= {name.removeprefix(before): told for name, told in SUMMARIES.items() if name.startswith(before)}
        fit = (name for name in said if name.startswith(incomplete) and " " not in name)
        return [CompletionItem(name, help=_(said[name])) for name in fit]


@yian_command(
    "help",
    examples="yian help\nyian help gate\nyian help close\nyian help export xlsx",
    details=_("Topics: gate, days, roles, git, figures, import. Without an argument, lists all topics and commands."),
)
@click.argument("words", nargs=-1, type=Word(), metavar=_("[COMMAND|TOPIC]"))
@click.pass_context
def command(ctx: click.Context, session: Session, words: tuple[str, ...]) -> None:
    root = ctx.find_root()
    formatter = root.make_formatter()
    word = " ".join(words)
    topic = topics.named(word) if words else None
    if topic is not None:
        formatter.write_text(topics.text(topic))
    elif not words:
        _contents(formatter)
    if words and (word in COMMANDS or topic is None):
        formatter.write_paragraph()
        formatter.write(_of_command(root, words) + "\n")
    printed(formatter.getvalue(), session)


def _contents(formatter: click.HelpFormatter) -> None:
    with formatter.section(_("Topics")):
        formatter.write_dl([(key, _(topic.title)) for key, topic in topics.TOPICS.items()])
    for section, commands in SECTIONS.items():
        formatter.write_paragraph()
        formatter.write_text(_("{section}: {commands}").format(section=_(section), commands=_(", ").join(commands)))
    formatter.write_paragraph()
    said = _("`yian help WORD` explains a topic or a command; `yian --help` has one line per command.")
    formatter.write_text(said)


def _of_command(root: click.Context, words: tuple[str, ...]) -> str:
    """Return the help of a command.

    Raises:
        click.UsageError: there is none of that name; the nearest is named.
    """
    context, left, found = root, list(words), root.command
    while left:
        assert isinstance(found, click.Group)  # noqa: S101 - what has no commands below it ends the loop
        name, below, left = found.resolve_command(context, left)
        assert below is not None  # noqa: S101 - a name of no command is refused
        context, found = below.context_class(below, info_name=name, parent=context), below
        if left and not isinstance(found, click.Group):
            said: Any = _("“{word}” is not a command of “{name}”.").format(word=left[0], name=context.command_path)
            raise click.UsageError(said, root)
    return context.get_help()
