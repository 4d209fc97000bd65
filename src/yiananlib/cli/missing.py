"""What a recording command was not given, asked for at a terminal: what it cannot do without, and who records it."""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING, Any, Final

import click

from yiananlib.cli import ways
from yiananlib.cli.asking import ask_text, ask_value, ask_word, is_text
from yiananlib.cli.completing import Known
from yiananlib.cli.given import OR_WHY
from yiananlib.cli.interview import Interview, Question
from yiananlib.cli.problem_interview import introduced
from yiananlib.cli.values import Choice, Due
from yiananlib.errors import YianError
from yiananlib.messages import N_, _
from yiananlib.services.reading.wording import tag_key
from yiananlib.services.recording.begin import usable
from yiananlib.services.recording.matters import require_finding, require_task
from yiananlib.services.recording.register import require_prompt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from yiananlib.cli.given import Given
    from yiananlib.cli.interview import Answers
    from yiananlib.cli.line import Line
    from yiananlib.cli.ways import Way

_ARGUMENTS: Final = {
    "add-measure texts": N_("药方: what will be done"),
    "note text": N_("The remark"),
    "handover officer": N_("Whose work, as ORG/OFFICER"),
    "import open folder": N_("Which folder holds the ledger of the campaign before"),
    "transfer org": N_("To which organization"),
    "add-prompt text": N_("The question"),
    "calendar years": N_("The year"),
    "reply text": N_("The reply"),
    "edit what": N_("What to edit: campaign, checklist, calendar, allowed_signers, an organization, or case/CASE"),
    "problem": N_("Which problem, by id or number"),
    "problems": N_("Which problem, by id or number"),
    "words": N_("Which problem, by id or number"),
    "record": N_("Which record, by id"),
    "records": N_("Which record, by id"),
    "entry": N_("Which entry, by id"),
    "measure": N_("Which measure, by number"),
    "occurrence": N_("Which occurrence, such as 2026-04"),
    "note": N_("How the work is going"),
    "org": N_("Which organization"),
    "officer": N_("Short name of the officer (letters, digits, - and _)"),
    "rule": N_("Which rule, by id"),
    "meeting": N_("Which meeting, by id"),
    "sample": N_("Which sample, by id"),
    "notice": N_("Which notice, by id"),
    "case": N_("Short name of the case (letters, digits, - and _)"),
    "notice names": N_("Which notice, or which organization to send one to"),
    "names": N_("Which organization, for a new record, or which record, by id"),
    "file": N_("Which file"),
}
"""What is asked for an argument, by the command and its name, or by its name alone; an option asks its help."""

_WHICH: Final = "which of these"
_NUMBERS: Final = "numbers"
"""The question for the measures that `done` names behind the problems."""
_LEADS_ON: Final = ("examine",)
"""What asks more by itself, and has that confirmed: there is nothing to be recorded in its arguments alone."""
_OWN: Final = (("examine", "org"), ("add-meeting", "org"), ("add-rule", "org"))
"""What is, if nothing else is said, the organization of who records."""
_NEW: Final = {
    "add-org org": N_("organization"),
    "add-officer officer": N_("officer"),
    "add-case case": N_("case"),
    "examine round_": N_("round"),
}
"""What names something that is made, and what that is."""


class Asked:
    """What was asked for one call of a command; its draft is kept until the command is done."""

    def __init__(self, given: Given) -> None:
        from yiananlib.cli import line as lines
        from yiananlib.store.drafts import Draft

        self.given = given
        self.session = given.session
        self.ctx = given.ctx
        root = self.session.ledger().root
        self.line = lines.line()
        self.talk = Interview(Draft.of(self.session.state, root, given.name, *given.words), self.line)

    def arguments(self) -> list[str]:
        """Return the arguments that were given with those that were asked for.

        Raises:
            click.Abort: somebody broke off; what was answered is kept in the draft.
        """
        introduced(self.session, self.session.ledger(), self.line)
        questions = self._questions()
        self.talk.resume(questions, lambda answers: _(", ").join(_shown(questions, answers)))
        with contextlib.suppress(YianError):  # what it knows is offered, and nothing rests on it
            self.session.ask(lambda _index: None)
        if self.given.name in _LEADS_ON:
            answers = self.talk.ask(questions, {})
        else:
            answers, _more = self.talk.confirmed(questions, {})
        return self._written(answers)

    def done(self) -> None:
        """Forget the draft: the command did what it was asked for."""
        self.talk.done()

    def _written(self, answers: Answers) -> list[str]:
        """Return the words of the call with what was answered."""
        meant = self.given.meant
        way = None if meant.is_whole() else self._way(answers)
        options: list[str] = []
        behind: list[str] = []
        for param in self.given.every:
            said = answers.get(param.name or "")
            if way is not None and param.opts[0] == way.option and _is_flag(param):
                options += [way.option] if way.option not in meant.flags else []
            elif said and isinstance(param, click.Argument):
                behind += said.split() if param.nargs == -1 else [said]
            elif said:
                options += [f"{param.opts[0]}={one}" for one in (said.split() if _is_list(param) else [said])]
        behind += (answers.get(_NUMBERS) or "").split()
        words = self.given.words
        dashes = ["--"] if any(one.startswith("-") for one in behind) and "--" not in words else []
        return [*options, *words, *dashes, *behind]

    def _questions(self) -> list[Question]:
        params, meant = self.given.params, self.given.meant
        asked = [self._question(params[name]) for name in self.given.missing()]
        for one, why in OR_WHY.get(self.given.name, ()):
            if meant.given_none((one, why)):
                asked += [self._text(params[one], needed=False), self._why(params[why], one)]
        if self.given.lacks_numbers():
            asked.append(Question(_NUMBERS, _("Measure"), _ask_numbers))
        return asked if meant.is_whole() else self._of_ways(asked)

    def _of_ways(self, asked: list[Question]) -> list[Question]:
        """Return the questions with those for what is done of several things, and for what that needs."""
        meant, params = self.given.meant, self.given.params
        there = [question.name for question in asked]
        lacked = dict.fromkeys(name for way in meant.possible() for name in meant.lacks(way) if name not in there)
        arguments = [question for question in asked if isinstance(params[question.name], click.Argument)]
        rest = [question for question in asked if question not in arguments]

        def needed(name: str) -> Callable[[Answers], bool]:
            return lambda answers: (way := self._way(answers)) is not None and name in meant.lacks(way)

        more = [self._question(params[name])._replace(applies=needed(name)) for name in lacked]
        which = [self._which()] if len(meant.possible()) > 1 else []
        return [*arguments, *which, *more, *rest]

    def _which(self) -> Question:
        def labels(option: str) -> str:
            return self._label(next(param for param in self.given.every if option in param.opts))

        def offered(answers: Answers) -> Mapping[str, str]:
            return ways.words(self._ways(answers), labels)

        def ask(line: Line, answers: Answers, earlier: Any) -> str:
            words = offered(answers)
            return ask_word(line, _("Which one"), words, earlier if earlier in tuple(words) else None)

        every = ways.words(self.given.meant.possible(), labels)
        return Question(
            _WHICH, _("Which one"), ask, lambda answers: len(self._ways(answers)) > 1,
            lambda said: every.get(said, said), lambda said: said in list(every),
        )  # fmt: skip

    def _ways(self, answers: Answers) -> list[Way]:
        return self.given.meant.possible(self.given.kind_answered(answers))

    def _way(self, answers: Answers) -> Way | None:
        found = self._ways(answers)
        return found[0] if len(found) == 1 else ways.by_option(found, answers.get(_WHICH))

    def _question(self, param: click.Parameter) -> Question:
        if param.type is click.STRING and f"{self.given.name} {param.name}" not in _NEW:
            return self._text(param, needed=True)
        name = param.name or ""
        many = param.nargs == -1 or _is_list(param)

        def read(said: str) -> str:
            if not said:
                raise click.UsageError(_("An answer is required."))
            for one in said.split() if many else [said]:
                self._check(param, one)
            self.ctx.params[name] = said  # what comes next may be completed by it
            return said

        def ask(line: Line, answers: Answers, earlier: Any) -> str:
            begun = earlier if isinstance(earlier, str) else ""
            if spoken := {} if many else self._spoken(param):
                return ask_word(line, self._label(param), spoken, begun if begun in spoken else None)
            own = "" if begun or (self.given.name, name) not in _OWN else self._own()
            return ask_value(line, self._label(param), read, default=own, begun=begun, words=self._words(param))

        def fits(said: Any) -> bool:
            try:
                return isinstance(said, str) and bool(read(said))
            except click.UsageError:
                return False

        return Question(name, self._label(param), ask, fits=fits)

    def _own(self) -> str:
        """Return the organization of who records."""
        from yiananlib.services.recording.context import known_actor

        actor = known_actor(self.session.ledger(), self.session.context().by)
        return actor.org if actor is not None else ""

    def _text(self, param: click.Parameter, *, needed: bool) -> Question:
        def ask(line: Line, _answers: Answers, earlier: Any) -> str | None:
            label = self._label(param) if needed else _("{question} (optional)").format(question=self._label(param))
            return ask_text(line, label, needed=needed, begun=earlier if isinstance(earlier, str) else "")

        return Question(param.name or "", self._label(param), ask, fits=lambda said: is_text(said, needed=needed))

    def _why(self, param: click.Parameter, instead: str) -> Question:
        return self._text(param, needed=False)._replace(applies=lambda answers: not answers.get(instead))

    def _spoken(self, param: click.Parameter) -> Mapping[str, str]:
        """Return the words of which one is the value of a parameter; none where there is no list of them."""
        if isinstance(param.type, Choice):
            return {str(key): _(word) for key, word in param.type.words.items()}
        if isinstance(param.type, Known) and param.type.shown == "WORD":
            return self.session.ledger().campaign().vocabulary.get(param.type.what, {})
        return {}

    def _label(self, param: click.Parameter) -> str:
        if isinstance(param, click.Option):
            return re.split("[;；]", param.help or param.name or "")[0].rstrip(".。")
        name = param.name or ""
        question = _ARGUMENTS.get(f"{self.given.name} {name}") or _ARGUMENTS.get(name, name)
        return _(question)

    def _check(self, param: click.Parameter, said: str) -> None:
        """Refuse what cannot be the value of a parameter, before anything rests on it."""
        found = param.type.convert(said, param, self.ctx)
        if isinstance(param.type, click.Path) and not os.path.exists(found):  # noqa: PTH110 - whatever it is made of
            raise click.UsageError(_("{path} does not exist.").format(path=said))
        name = f"{self.given.name} {param.name}"
        ledger = self.session.ledger()
        try:
            if name in _NEW:
                usable(said, _(_NEW[name]))
            elif not isinstance(param.type, Known):
                return
            elif param.type.what == "problem":
                ledger.locate(said)
            elif param.type.what == "org" and name != "edit what":
                ledger.org(found)
            elif param.type.what == "prompt":
                require_prompt(ledger.checklist(), found)
            elif param.type.what == "finding":
                require_finding(ledger, found)
            elif param.type.what == "task":
                require_task(ledger, found)
            elif param.type.what == "tag":
                tag_key(ledger.campaign().vocabulary, found)
            if name == "examine org":
                from yiananlib.services.recording.beforehand import may_register

                may_register(ledger, self.session.context(), found)
        except YianError as error:
            raise click.UsageError(error.message) from None

    def _words(self, param: click.Parameter) -> Callable[[str], Mapping[str, str]] | None:
        if not isinstance(param.type, Known):
            return None

        def words(begun: str) -> dict[str, str]:
            known = [*param.shell_complete(self.ctx, begun), *param.shell_complete(self.ctx, "")]
            return {item.value: item.help or item.value for item in known}

        return words


def _shown(questions: Sequence[Question], answers: Answers) -> Iterator[str]:
    """Yield what was answered, as people read it."""
    for question in questions:
        if answers.get(question.name) not in (None, "") or (question.name == _WHICH and _WHICH in answers):
            yield question.shown(answers[question.name])


def _ask_numbers(line: Line, _answers: Answers, earlier: Any) -> str:
    def read(said: str) -> str:
        words = said.replace("，", " ").replace(",", " ").replace("、", " ").split()
        if not words or not all(word.isascii() and word.isdigit() and 0 < int(word) < 1000 for word in words):
            raise click.UsageError(_("Give the number of a measure; separate several with spaces."))
        return " ".join(words)

    asked = _("Which measure was carried out, by number")
    return ask_value(line, asked, read, begun=earlier if isinstance(earlier, str) else "")


def _is_list(param: click.Parameter) -> bool:
    """Tell whether an option may be given again with values in which no blank can be."""
    return isinstance(param, click.Option) and param.multiple and not isinstance(param.type, (click.Path, Due))


def _is_flag(param: click.Parameter) -> bool:
    return isinstance(param, click.Option) and bool(param.is_flag)
