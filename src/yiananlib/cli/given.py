"""What one call of a recording command says, and what it lacks that click does not miss."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Final

import click

from yiananlib.cli.ways import WAYS, Meant
from yiananlib.errors import YianError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.cli.session import Session

OR_WHY: Final = {"submit": (("rule", "no_rule"), ("wider", "no_wider"))}
"""Options of commands of which one is said, or else, by the second, why not."""
_NAMING: Final = "names"
"""The argument of a command whose ways are told by what was named."""


class Given:
    """The words of a call: which parameters they are of, and what it means by them."""

    def __init__(self, session: Session, command: click.Command, ctx: click.Context, words: Sequence[str]) -> None:
        self.session = session
        self.command = command
        self.ctx = ctx
        self.words = list(words)
        self.name = command.name or ""
        self.every = command.get_params(ctx)
        self.params = {param.name or "": param for param in self.every}
        self._opts, _rest, self._order = command.make_parser(ctx).parse_args(list(words))
        self.meant = self._meant()

    def missing(self) -> list[str]:
        """Return the parameters that click demands and that were not given, by their names, in their order."""
        found = [name for name, param in self.params.items() if param.required and name not in self.meant.given]
        for first, then in itertools.pairwise(p for p in self.params.values() if isinstance(p, click.Argument)):
            if first.nargs == -1 and first.name in found and then.name is not None and then.name not in found:
                found[found.index(first.name)] = then.name  # the words that were given are the records
        return found

    def is_lacking(self) -> bool:
        """Tell whether something is lacking that click does not miss."""
        return "-" not in self.words and (not self.meant.is_whole() or self.lacks_numbers() or self._lacks_pair())

    def lacks_numbers(self) -> bool:
        """Tell whether the numbers of measures are lacking behind the problems."""
        named = self._texts("words")[1:]
        return self.name == "done" and not any(word.isdigit() and len(word) < 5 for word in named)

    def kind(self, named: Sequence[str]) -> str:
        """Return of what kind is what was named, ``org`` or ``record``, where that says which way is meant."""
        if not named:
            return ""
        from yiananlib.services.reading import naming

        ledger = self.session.ledger()
        with contextlib.suppress(YianError):
            return "org" if ledger.has_org(naming.org(ledger, named[0])) else "record"
        return "record"

    def kind_answered(self, answers: Mapping[str, object]) -> str:
        """Return of what kind is what was named in an answer; "" where none says which way is meant."""
        if not any(way.of for way in self.meant.ways):
            return ""
        return self.kind(str(answers.get(_NAMING) or "").split())

    def _meant(self) -> Meant:
        ways = WAYS.get(self.name, ())
        flags = [param.opts[0] for param in self.every if isinstance(param, click.Option) and self._is_said(param)]
        names = {param.name or "" for param in self.every if self._is_said(param)}
        if self.name == "add-evidence" and len(self._texts("words")) > 1:
            names.add("files")  # they stand behind the problem
        of = self.kind(self._texts(_NAMING)) if any(way.of for way in ways) else ""
        return Meant(ways, flags, names, of)

    def _is_said(self, param: click.Parameter) -> bool:
        if isinstance(param, click.Option) and param.is_flag:
            return param in self._order and (
                not isinstance(param.flag_value, str) or self._opts.get(param.name or "") == param.flag_value
            )
        value, _source = param.consume_value(self.ctx, self._opts)
        return not param.value_is_missing(value) and value not in (None, (), []) and param in self._order

    def _texts(self, name: str) -> list[str]:
        said = self._opts.get(name)
        return [str(word) for word in said] if isinstance(said, (list, tuple)) else []

    def _lacks_pair(self) -> bool:
        """Tell whether a submission lacks what the gate asks for, and does not say that it does."""
        pairs = OR_WHY.get(self.name, ())
        if not pairs or "incomplete" in self.meant.given or "problem" not in self.meant.given:
            return False
        from yiananlib.services.recording.close_out import asked_of_submission

        with contextlib.suppress(YianError):  # the command says so
            asked = asked_of_submission(self.session.ledger(), str(self._opts["problem"]))
            return any(pair[0] in asked and self.meant.given_none(pair) for pair in pairs)
        return False
