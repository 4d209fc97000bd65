"""Questions one after the other: with a way back, a draft that outlives the window, and a summary to confirm."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from yiananlib.cli import line as lines
from yiananlib.cli.asking import ask_value, ask_yes, is_text
from yiananlib.cli.line import Back
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.cli.line import Line
    from yiananlib.store.drafts import Draft

Answers = Mapping[str, Any]
"""What was answered by the names of the questions; None where nothing was said to what may be left."""

AS_BEFORE: Final = "as_before"
"""The question whose answer is a table of the answers that are as they were the time before."""

MORE: Final = "+"
"""The answer to a summary by which another of the same is asked for."""


class Question(NamedTuple):
    """A question of an interview.

    Attributes:
        name: what its answer is called.
        label: what the summary calls it; "" where the summary leaves it out.
        ask: asks it, knowing the answers so far and what was answered to it before or stands begun, None else.
        applies: whether it is asked, by the answers so far.
        shown: its answer as a text for people.
        fits: whether what a draft has for it can be its answer; what is typed is looked at by ``ask``.
    """

    name: str
    label: str
    ask: Callable[[Line, Answers, Any], Any]
    applies: Callable[[Answers], bool] = lambda _answers: True
    shown: Callable[[Any], str] = str
    fits: Callable[[Any], bool] = lambda _said: True


def tell(questions: Sequence[Question], answers: Answers) -> None:
    """Show what was answered to questions, a numbered line each."""
    for number, question in enumerate(questions, start=1):
        said = _("{label}: {answer}").format(label=question.label, answer=question.shown(answers[question.name]))
        click.echo(f"  {number:2}. {said}", err=True)


def _is_first() -> None:
    click.echo(_("This is the first question."), err=True)


class Interview:
    """One command's questions. Answers are kept in ``draft`` as they are given, until :meth:`done`.

    ``first`` is called where the question before the first is wanted. ``before`` are the answers of the one before.
    """

    def __init__(self, draft: Draft, line: Line, first: Callable[[], None] = _is_first) -> None:
        self.draft = draft
        self.line = line
        self._first = first
        self.before: dict[str, Any] = {}
        self._answers: dict[str, Any] = {}
        self._earlier: dict[str, Any] = {}
        self._now = ""
        self._kept = True

    def resume(self, questions: Sequence[Question], title: Callable[[Answers], str]) -> None:
        """Offer the draft that an interview before left; ``title`` says what it is of.

        What in it cannot be the answer to one of ``questions`` is left out, and said.
        """
        try:
            parts = _parts(self.draft.load())
        except (OSError, ValueError):
            said = _("The draft in {path} cannot be read; starting afresh.")
            click.echo(said.format(path=self.draft.path), err=True)
            return
        known = {question.name: question for question in questions}
        answers, odd = _sifted(parts["answers"], known, begun=False)
        begun, more = _sifted(parts["begun"], known, begun=True)
        before, others = _sifted(parts["before"], known, begun=False)
        if left_out := list(dict.fromkeys((*odd, *more, *others))):
            said = _("The draft has values that no longer fit and are left out: {names}.")
            click.echo(said.format(names=_(", ").join(left_out)), err=True)
        if not answers and not begun:
            return
        said = _("There is an unrecorded draft: {title}. Continue with it?")
        if ask_yes(self.line, said.format(title=title({**begun, **answers})), default=True):
            self._answers, self._earlier, self.before = answers, begun, before or self.before
        else:
            self.draft.drop()

    def ask(self, questions: Sequence[Question], given: Answers) -> dict[str, Any]:
        """Ask what is not ``given``, and return that with the answers.

        Raises:
            click.Abort: somebody broke off; what was answered is kept in the draft.
        """
        lines.on_hangup(self._keep)
        at, way = 0, list[int]()
        try:
            while at < len(questions):
                question = questions[at]
                so_far = self._so_far(given)
                if question.name in given or not question.applies(so_far):
                    if question.name not in given:
                        self._leave_out(question.name)
                elif question.name in self._answers:
                    way.append(at)
                elif question.name not in so_far:
                    self._now = question.name
                    try:
                        answer = question.ask(self.line, so_far, self._earlier.get(question.name))
                    except Back:
                        if way:
                            at = way.pop()
                            self._again(questions[at].name)
                        else:
                            self._first()
                        continue
                    self._answers[question.name] = answer
                    self._now = ""
                    self._keep()
                    way.append(at)
                at += 1
        except (click.Abort, KeyboardInterrupt):
            self._keep()
            if self._kept and (self._answers or self.line.typed):
                click.echo(_("Your answers are kept as a draft; run the same command to continue."), err=True)
            raise
        self._now = ""
        return self._so_far(given)

    def confirmed(
        self, questions: Sequence[Question], given: Answers, *, more: bool = False
    ) -> tuple[dict[str, Any], bool]:
        """Ask, show what was answered, and let it be changed until it is confirmed.

        Returns the answers, and whether another one is to follow (``more`` allows it).

        Raises:
            click.Abort: somebody broke off; what was answered is kept in the draft.
        """
        while True:
            answers = self.ask(questions, given)
            rows = [q for q in questions if q.label and answers.get(q.name) not in (None, (), [])]
            click.echo("", err=True)
            tell(rows, answers)
            asked = _("Record this? Enter: yes; a number: change that item; <: back; +: yes, and add another")
            if not more:
                asked = _("Record this? Enter: yes; a number: change that item; <: back")
            try:
                said = self._decision(asked, [q.name for q in rows if q.name not in given], rows, more=more)
            except Back:
                asked_names = [q.name for q in questions if q.name in self._answers]
                if asked_names:
                    self._again(asked_names[-1])
                continue
            except (click.Abort, KeyboardInterrupt):
                click.echo(_("Your answers are kept as a draft; run the same command to continue."), err=True)
                raise
            if said in ("", MORE):
                return answers, said == MORE
            self._again(said)

    def done(self, answers: Answers | None = None) -> None:
        """Forget the draft: it was recorded. ``answers`` are what the next ones may have as before."""
        self.before = dict(answers or {})
        self._answers, self._earlier = {}, {}
        self.draft.drop()

    def _decision(self, asked: str, open_: Sequence[str], rows: Sequence[Question], *, more: bool) -> str:
        def read(said: str) -> str:
            said = {"＋": MORE, "y": "", "Y": "", "是": ""}.get(said, said)
            if said == "" or (more and said == MORE):
                return said
            if said.isascii() and said.isdigit() and 1 <= int(said) <= len(rows):
                name = rows[int(said) - 1].name
                if name in open_:
                    return name
                raise click.UsageError(_("This was given on the command line and cannot be changed here."))
            raise click.UsageError(_("“{value}” is not one of these.").format(value=said))

        return ask_value(self.line, asked, read)

    def _again(self, name: str) -> None:
        """Have a question asked once more, with what was answered before at hand."""
        carried = self._answers.get(AS_BEFORE)
        if isinstance(carried, dict) and name in carried:
            self._answers[AS_BEFORE] = {key: value for key, value in carried.items() if key != name}
            self._earlier[name] = carried[name]
        if name in self._answers:
            self._earlier[name] = self._answers.pop(name)

    def _leave_out(self, name: str) -> None:
        """Have no answer to a question that does not apply, neither its own nor that of the time before."""
        self._answers.pop(name, None)
        if isinstance(carried := self._answers.get(AS_BEFORE), dict):
            self._answers[AS_BEFORE] = {key: value for key, value in carried.items() if key != name}

    def _so_far(self, given: Answers) -> dict[str, Any]:
        carried = self._answers.get(AS_BEFORE) or {}
        return {**carried, **self._answers, **given}

    def _keep(self) -> None:
        begun = dict(self._earlier)
        if self._now and (typed := self.line.typed.strip()):
            begun[self._now] = typed
        if not self._answers and not begun:
            return
        try:
            self.draft.keep({"answers": self._answers, "begun": begun, "before": self.before})
        except OSError as error:
            if self._kept:  # said once
                self._kept = False
                said = _("No draft can be kept in {path} ({reason}).")
                sys.stderr.write(said.format(path=self.draft.path, reason=error.strerror) + "\n")


def _parts(found: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what a draft keeps: the answers, what was begun, and the answers of the one before.

    Raises:
        ValueError: one of them is no table.
    """
    parts = {name: found.get(name, {}) for name in ("answers", "begun", "before")}
    if wrong := [name for name, part in parts.items() if not isinstance(part, dict)]:
        raise ValueError(wrong[0])
    return parts


def _sifted(kept: Mapping[str, Any], known: Mapping[str, Question], *, begun: bool) -> tuple[dict[str, Any], list[str]]:
    """Return what a draft has for questions, and what is left out, by the labels; ``begun`` may be a text for any."""
    fit: dict[str, Any] = {}
    odd: list[str] = []
    for name, said in kept.items():
        question = known.get(name)
        if question is not None and (question.fits(said) or (begun and is_text(said))):
            fit[name] = said
        else:
            odd.append(question.label if question is not None and question.label else _printable(name))
    return fit, odd


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name[:40])
