"""A report that is sent upward: what was sent before, and the record of what is sent now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model.words import PAPER_WORDS

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.cli.session import Session
    from yiananlib.index.sync import Index
    from yiananlib.store.ledger import Ledger


class Sending:
    """What is sent ``to`` somebody, of ``org`` or the county.

    ``called`` is the kind of document that was asked for, None for a report, and the options of what else was.
    """

    def __init__(
        self, session: Session, ledger: Ledger, to: str, org: str | None, called: tuple[str | None, tuple[str, ...]]
    ) -> None:
        from yiananlib.services.recording.dispatches import sender

        self.session, self.ledger, self.to, self.org, self.called = session, ledger, to, org, called
        self.home = sender(ledger, session.context())

    def begin(self, index: Index, day: dt.date) -> None:
        """Look up what was sent last."""
        from yiananlib.services.reading.dispatches import last_sent

        self.index, self.day = index, day
        self.last = last_sent(index, day, self.to, self.home, self.org)

    def with_changes(self, value: object) -> object:
        """Return a report or a bulletin with what changed since; anything else as it is."""
        from yiananlib.services.reading.bulletin import Bulletin
        from yiananlib.services.reading.dispatches import since
        from yiananlib.services.reading.report import Report

        if self.last is None:
            return value
        if isinstance(value, Bulletin):
            return value._replace(report=since(value.report, self.index, self.last))
        return since(value, self.index, self.last) if isinstance(value, Report) else value

    def record(self) -> None:
        """Record the file that was written as sent, and show that."""
        from yiananlib.services.recording.registers import add

        fields = {
            "title": self._title(), "to": self.to, "file": self.session.output, "as_of": self.day, "about": self.org,
        }  # fmt: skip
        recorded = add(self.ledger, self.session.context(), "dispatch", self.home, fields)
        self.session.output, self.session.format, self.session.json, self.session.public = None, "text", False, False
        self.session.show(recorded)

    def _title(self) -> str:
        """Return what is sent, in the campaign's language."""
        from yiananlib.messages import speaking

        kind, views = self.called
        with speaking(self.ledger.campaign().language):
            return _(PAPER_WORDS[kind]) if kind else " ".join([_("rectification report"), *views])
