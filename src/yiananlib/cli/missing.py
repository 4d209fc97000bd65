"""What a recording command was not given, asked for at a terminal: what it cannot do without, and who records it."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Any, Final

import click

from yiananlib.cli.asking import ask_text, ask_value, ask_word
from yiananlib.cli.completing import Known
from yiananlib.cli.interview import Interview, Question
from yiananlib.cli.options import Choice
from yiananlib.cli.problem_interview import introduced
from yiananlib.errors import YianError
from yiananlib.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from yiananlib.cli.interview import Answers
    from yiananlib.cli.line import Line
    from yiananlib.cli.session import Session

_ARGUMENTS: Final = {
    "add-measure texts": N_("药方: what will be done"),
    "note text": N_("The remark"),
    "add-prompt text": N_("The question to be asked"),
    "problem": N_("Which problem, by id or number"),
    "problems": N_("Which problem, by id or number"),
    "record": N_("Which record, by id"),
    "records": N_("Which record, by id"),
    "entry": N_("Which entry, by id"),
    "measure": N_("The number of the measure"),
    "note": N_("How the work goes on"),
    "org": N_("Which organization"),
    "officer": N_("What the officer is called (letters, digits, - and _)"),
    "rule": N_("Which rule, by id"),
    "meeting": N_("Which meeting, by id"),
    "notice": N_("Which notice, by id"),
    "case": N_("What the case is called (letters, digits, - and _)"),
    "what": N_("Which notice, or the organization that it is sent to"),
}
"""What is asked for an argument, by the command and its name, or by its name alone; an option asks its help."""

_OR_WHY: Final = {"submit": (("rule", "no_rule"), ("wider", "no_wider"))}
"""Options of commands of which one is said, or else, by the second, why not."""
_ONE_OF: Final = {"review": ("passed", "returned")}
"""Flags of commands of which one is said."""
_WHICH: Final = "which of these"


class Asked:
    """What was asked for one call of a command; its draft is kept until the command is done."""

    def __init__(self, session: Session, command: click.Command, ctx: click.Context, given: Sequence[str]) -> None:
        from yiananlib.cli import line as lines
        from yiananlib.store.drafts import Draft

        self.session = session
        self.command = command
        self.ctx = ctx
        self.given = list(given)
        root = session.ledger().root
        self.line = lines.line()
        self.talk = Interview(Draft.of(session.state, root, command.name or "", *given), self.line)

    def arguments(self) -> list[str]:
        """Return the arguments that were given with those that were asked for.

        Raises:
            click.Abort: somebody broke off; what was answered is kept in the draft.
        """
        introduced(self.session, self.session.ledger(), self.line)
        self.talk.resume(lambda answers: _(", ").join(str(said) for said in answers.values() if said))
        questions = self._questions()
        with contextlib.suppress(YianError):  # what it knows is offered, and nothing rests on it
            self.session.ask(lambda _index: None)
        answers, _more = self.talk.confirmed(questions, {})
        options: list[str] = []
        behind: list[str] = []
        for param in self.command.get_params(self.ctx):
            said = answers.get(param.name or "")
            if param.name == answers.get(_WHICH):
                options.append(param.opts[0])
            elif said and isinstance(param, click.Argument):
                behind += said.split() if param.nargs == -1 else [said]
            elif said:
                options.append(f"{param.opts[0]}={said}")
        dashes = ["--"] if any(one.startswith("-") for one in behind) and "--" not in self.given else []
        return [*options, *self.given, *dashes, *behind]

    def done(self) -> None:
        """Forget the draft: the command did what it was asked for."""
        self.talk.done()

    def _questions(self) -> list[Question]:
        params = {param.name or "": param for param in self.command.get_params(self.ctx)}
        opts, _rest, _order = self.command.make_parser(self.ctx).parse_args(list(self.given))

        def is_given(name: str) -> bool:
            value, _source = params[name].consume_value(self.ctx, opts)
            return not params[name].value_is_missing(value) and value not in (False, None)

        missing = [name for name, param in params.items() if param.required and not is_given(name)]
        for first, then in itertools.pairwise(p for p in params.values() if isinstance(p, click.Argument)):
            if first.nargs == -1 and first.name in missing and then.name is not None and then.name not in missing:
                missing[missing.index(first.name)] = then.name  # the words that were given are the records
        asked = [self._question(params[name]) for name in missing]
        name = self.command.name or ""
        for one, why in _OR_WHY.get(name, ()):
            if not is_given(one) and not is_given(why):
                asked += [self._text(params[one], needed=False), self._why(params[why], one)]
        if (flags := _ONE_OF.get(name)) and not any(map(is_given, flags)):
            asked.insert(0, self._which([params[flag] for flag in flags]))
        return asked

    def _question(self, param: click.Parameter) -> Question:
        def read(said: str) -> str:
            if not said:
                raise click.UsageError(_("Something must be said here."))
            for one in said.split() if param.nargs == -1 else [said]:
                self._check(param, one)
            self.ctx.params[param.name or ""] = said  # what comes next may be completed by it
            return said

        def ask(line: Line, answers: Answers, earlier: Any) -> str:
            begun = earlier if isinstance(earlier, str) else ""
            if isinstance(param.type, Choice):
                spoken = {str(key): _(word) for key, word in param.type.words.items()}
                return ask_word(line, self._label(param), spoken, begun if begun in spoken else None)
            return ask_value(line, self._label(param), read, begun=begun, words=self._words(param))

        if param.type is click.STRING:
            return self._text(param, needed=True)
        return Question(param.name or "", self._label(param), ask)

    def _text(self, param: click.Parameter, *, needed: bool) -> Question:
        def ask(line: Line, _answers: Answers, earlier: Any) -> str | None:
            label = self._label(param) if needed else _("{question} (may be left)").format(question=self._label(param))
            return ask_text(line, label, needed=needed, begun=earlier if isinstance(earlier, str) else "")

        return Question(param.name or "", self._label(param), ask)

    def _why(self, param: click.Parameter, instead: str) -> Question:
        return self._text(param, needed=False)._replace(applies=lambda answers: not answers.get(instead))

    def _which(self, flags: Sequence[click.Parameter]) -> Question:
        words = {flag.name or "": self._label(flag) for flag in flags}

        def ask(line: Line, _answers: Answers, earlier: Any) -> str:
            return ask_word(line, _("Which of these"), words, earlier if earlier in words else None)

        return Question(_WHICH, _("Which of these"), ask, shown=lambda name: words[name])

    def _label(self, param: click.Parameter) -> str:
        if isinstance(param, click.Option):
            return (param.help or param.name or "").rstrip(".。")
        name = param.name or ""
        question = _ARGUMENTS.get(f"{self.command.name} {name}") or _ARGUMENTS.get(name, name)
        return _(question)

    def _check(self, param: click.Parameter, said: str) -> None:
        param.type.convert(said, param, self.ctx)
        if isinstance(param.type, Known) and param.type.what == "problem":
            try:
                self.session.ledger().locate(said)
            except YianError as error:
                raise click.UsageError(error.message) from None

    def _words(self, param: click.Parameter) -> Callable[[str], Mapping[str, str]] | None:
        if not isinstance(param.type, Known):
            return None

        def words(begun: str) -> dict[str, str]:
            known = [*param.shell_complete(self.ctx, begun), *param.shell_complete(self.ctx, "")]
            return {item.value: item.help or item.value for item in known}

        return words
