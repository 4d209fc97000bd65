"""Commands that refuse an option given again that takes one value: the last would count, and the first be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.messages import _

if TYPE_CHECKING:
    from click.parser import _OptionParser


class Once(click.Command):
    """A command whose options each say one thing, but those that may be given again."""

    _parser: tuple[click.Context, _OptionParser] | None = None

    def make_parser(self, ctx: click.Context) -> _OptionParser:
        """Return what reads the words of a call; they are read twice."""
        if self._parser is None or self._parser[0] is not ctx:
            self._parser = ctx, super().make_parser(ctx)
        return self._parser[1]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line as click does; raise UsageError where an option that takes one value has two."""
        if not ctx.resilient_parsing:
            _values, _rest, given = self.make_parser(ctx).parse_args(args=list(args))
            _refuse_another([one for one in given if isinstance(one, click.Option)], ctx)
        return super().parse_args(ctx, args)


def _refuse_another(given: list[click.Option], ctx: click.Context) -> None:
    first: dict[str | None, click.Option] = {}
    for option in given:
        before = first.setdefault(option.name, option)
        if before is option and given.count(option) < 2:
            continue
        if before is not option:
            said = _("{first} and {second} contradict each other; give one of them")
            raise click.UsageError(said.format(first=before.opts[0], second=option.opts[0]), ctx)
        if not _may_be_given_again(option):
            names = "/".join((*option.opts, *option.secondary_opts))
            raise click.UsageError(
                _("{option} is given more than once; it takes only one value").format(option=names), ctx
            )


def _may_be_given_again(option: click.Option) -> bool:
    """Tell whether an option has several values, or is a flag that says the same again."""
    return option.multiple or option.count or (option.is_flag and not option.secondary_opts)
