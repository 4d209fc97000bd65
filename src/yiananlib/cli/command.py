"""A command, and the decorator that makes one of a function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from yiananlib.cli import formatting, metavars
from yiananlib.cli.everywhere import options
from yiananlib.cli.session import Session
from yiananlib.cli.table import COMMANDS
from yiananlib.messages import _

if TYPE_CHECKING:
    from yiananlib.cli.given import Given
    from yiananlib.cli.missing import Asked

F = TypeVar("F", bound=Callable[..., Any])


class Command(formatting.Command):
    """A command; one that records asks at a terminal for what it needs, and about what looks personal."""

    asked: Asked | None = None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; what is missing is asked for where somebody can answer."""
        self.asked = None
        words = list(args)
        try:
            rest = super().parse_args(ctx, args)
        except click.MissingParameter:
            if (found := self._given(ctx, words)) is None:
                raise
        else:
            found = self._given(ctx, words)
            if found is None or not found.is_lacking():
                return rest
        from yiananlib.cli.missing import Asked

        self.asked = Asked(found)
        arguments = self.asked.arguments()
        ctx.params.clear()  # what is there, click would not read again
        return super().parse_args(ctx, arguments)

    def _given(self, ctx: click.Context, words: Sequence[str]) -> Given | None:
        """Return what was given to a command that records, where somebody can be asked for more."""
        session = ctx.find_object(Session)
        if session is None or ctx.resilient_parsing or not session.can_ask or not self._records:
            return None
        from yiananlib.cli.given import Given

        return Given(session, self, ctx, words)

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; what was asked for is forgotten where it did what it should."""
        session = ctx.find_object(Session)
        if session is not None and self._records and (texts := self._texts(ctx)):
            from yiananlib.services.recording.second_look import of_personal

            session.warn(said for text, is_post in texts for said in of_personal(text, is_post=is_post))
        result = super().invoke(ctx)
        if self.asked is not None and not result:
            self.asked.done()
        return result

    @property
    def _records(self) -> bool:
        return any(param.name == "by" for param in self.params)

    def _texts(self, ctx: click.Context) -> list[tuple[str, bool]]:
        """Return what was said in words, and whether a post should stand there; what a type reads is no prose."""
        return [
            (said, param.name == "post" or param.metavar == metavars.shown("POST")) for param in self.params
            if param.type is click.STRING and isinstance(said := ctx.params.get(param.name or ""), str)
        ]  # fmt: skip


def yian_command(name: str, *, examples: str, details: str = "") -> Callable[[F], click.Command]:
    """Make a command of a function that takes the session first.

    The summary is the table's; ``examples`` are whole command lines, one a line, which a test runs.
    """

    def decorate(function: F) -> click.Command:
        shown = "\n".join(f"  {line}" if line else "" for line in examples.strip().split("\n"))
        parts = [_(COMMANDS[name]), details, "\b\n" + _("Examples:") + "\n" + shown]
        made = click.command(name, Command, help="\n\n".join(p for p in parts if p), options_metavar=_("[OPTIONS]"))(
            click.pass_obj(function)
        )
        made.params += options(hidden=True)
        ctx = click.Context(made)
        for parameter in made.params:
            if isinstance(parameter.type, click.IntRange):
                parameter.type.name = _("whole number")  # what click calls it, it does not translate
            _call(parameter, ctx)
        made.examples = examples  # type: ignore[attr-defined]  # read by the test that runs them
        return made

    return decorate


def _call(parameter: click.Parameter, ctx: click.Context) -> None:
    """Have help call what a parameter takes in the language being spoken, where its type does not say what."""
    if parameter.metavar is not None or parameter.type.get_metavar(parameter, ctx) is None:
        parameter.metavar = metavars.shown(parameter.make_metavar(ctx))
