"""The walk of a round through the checklist at a terminal: prompt after prompt, and the problem where one is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from yiananlib.cli.asking import ask_text, ask_word
from yiananlib.cli.interview import Interview
from yiananlib.cli.line import Back
from yiananlib.cli.problem_form import proposed
from yiananlib.cli.problem_interview import twins
from yiananlib.messages import _
from yiananlib.model.vocabulary import Answer
from yiananlib.model.words import ANSWER_WORDS

if TYPE_CHECKING:
    from yiananlib.cli.line import Line
    from yiananlib.cli.problem_form import Form
    from yiananlib.cli.session import Session
    from yiananlib.model.checklist import Prompt
    from yiananlib.services.recording.examine import Reply
    from yiananlib.store.ledger import Ledger

_STOP = "stop"


class Walk:
    """Asks for the answers of one unit and subject in a round; ``about`` are the round and the subject."""

    def __init__(self, session: Session, ledger: Ledger, line: Line, form: Form, about: tuple[str, str]) -> None:
        self.session = session
        self.ledger = ledger
        self.line = line
        self.form = form
        self.about = about
        self.before: dict[str, Any] = {}
        self._asked: tuple[Interview, dict[str, Any]] | None = None

    def ask(self, prompt: Prompt, place: str) -> Reply | None:
        """Return the answer to a prompt; None where somebody stops there."""
        from yiananlib.services.recording.examine import Reply
        from yiananlib.services.recording.register import Proposal

        aspect = self.form.campaign.word("aspect", prompt.aspect)
        click.echo(f"\n{place} {aspect}  {prompt.id}\n{prompt.text}", err=True)
        words = {**{str(key): _(word) for key, word in ANSWER_WORDS.items()}, _STOP: _("stop here")}
        self._asked = None
        while True:
            try:
                said = ask_word(self.line, _("Answer"), words)
            except Back:
                click.echo(_("This is the first question; an answer already given is recorded."), err=True)
                continue
            if said == _STOP:
                return None
            try:
                if said != Answer.PROBLEM:
                    return Reply(prompt.id, Answer(said), self._reason())
                answers = self._problem(prompt)
            except Back:
                continue
            return Reply(prompt.id, Answer.PROBLEM, None, Proposal(self.form.org, *proposed(answers)))

    def recorded(self) -> None:
        """Forget the draft of the problem that was asked for last: it is registered."""
        if self._asked is not None:
            talk, answers = self._asked
            talk.done()
            self.before = answers

    def _reason(self) -> str | None:
        from yiananlib.services.recording import second_look

        return ask_text(self.line, _("Reason"), doubts=second_look.of_personal)

    def _problem(self, prompt: Prompt) -> dict[str, Any]:
        from yiananlib.services.recording.register import Proposal
        from yiananlib.store.drafts import Draft

        draft = Draft.of(self.session.state, self.ledger.root, "examine", self.form.org, *self.about, prompt.id)
        talk = Interview(draft, self.line, first=_leave)
        talk.before = self.before
        talk.resume(self.form.kept(), lambda answers: str(answers.get("title") or prompt.id))
        answers, _more = talk.confirmed(self.form.questions(talk.before), {})
        self.session.sure(twins(self.ledger, Proposal(self.form.org, *proposed(answers))))
        self._asked = talk, answers
        return answers


def _leave() -> None:
    raise Back
