"""A county with a case, rules, meetings and a round, of which screens are laid out."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.builders import OFFICE
from tests.render.written import shape
from tests.services.ledgers import Desk, asked, new_desk
from tests.services.registers import case, done_rule, meeting, rule
from yiananlib.index.sync import Index
from yiananlib.model.vocabulary import Pass
from yiananlib.render import plain, show
from yiananlib.services.recording import examine, meetings, rules

DAY = dt.date(2026, 6, 16)


class Told:
    """The county, and the names of what is in it."""

    def __init__(self, folder: Path) -> None:
        self.desk: Desk = new_desk(folder)
        case(self.desk)
        self.problem = self.desk.problem(finding="case-1/1")
        self.done = done_rule(self.desk, problems=[self.problem], findings=["case-1/2"], owner="jianguan")
        self.kept = rule(self.desk, title="值班制度", governs="people", due=dt.date(2026, 5, 1), note="现有")
        rules.decide(self.desk.ledger, self.desk.context(OFFICE), self.kept, "keep", "适用")
        self.held = meeting(self.desk, aims=("sweat", "unity"), case="case-1", material="film", source="县纪委监委")
        meetings.make_up(self.desk.ledger, self.desk.context(), self.held, 1, "补学")
        meetings.find(self.desk.ledger, self.desk.context(), self.held, "把关不严", self.problem)
        self.called = meeting(self.desk, held=None, type="study", title="集中学习", due=None)
        everyone = examine.everyone(self.desk.ledger, self.desk.context(), "zjj")
        examine.open_round(self.desk.ledger, self.desk.context(), "zjj", "case-1", everyone, Pass.THOUGHT)

    def ask(self, question: Callable[[Index], Any]) -> Any:
        return asked(self.desk.ledger, question)

    def text(self, question: Callable[[Index], Any]) -> str:
        """Return what is printed of an answer."""
        return plain.text(show.document(self.ask(question)))

    def json(self, question: Callable[[Index], Any]) -> Any:
        return shape(self.ask(question))
