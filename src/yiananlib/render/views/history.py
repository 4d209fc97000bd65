"""The past as documents: the log, and what changed between two moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.model import matters
from yiananlib.model import words as model_words
from yiananlib.model.calling import post
from yiananlib.model.rounds import Answered
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.entries import happened, said, whose
from yiananlib.render.headings import short
from yiananlib.render.shapes import fields, problem_row, record
from yiananlib.render.views.figures import before_and_after
from yiananlib.store import kinds

if TYPE_CHECKING:
    from yiananlib.index.values import Row
    from yiananlib.model.calling import Names
    from yiananlib.render.entries import Word
    from yiananlib.services.reading.history import Comparison, Event, History, Moment


def log(value: History) -> Document:
    """Lay out what was recorded, the newest first."""
    table = Table(
        (
            Column(_("When")), Column(_("By")), Column(_("Record")), Column(_("Entry")), Column(_("What")),
            Column(_("Words"), mm=WIDE), Column(_("Commit")),
        ),
        tuple(
            cells(
                _when(e),
                whose(e.by, getattr(e.what, "for_", None), value.names),
                e.ref,
                e.what.id if e.what is not None else "",
                _what(e),
                _words(e, value.campaign.word, value.names),
                e.commit,
            )
            for e in value.events
        ),
        _("Nothing was recorded."),
    )  # fmt: skip
    return Document((table,))


def _when(event: Event) -> str:
    """Return when it was recorded, with the day it took effect where that is another."""
    at = words.moment(event.at)
    if event.what is None or event.what.on == event.what.recorded:
        return at
    return _("{at} (took effect {day})").format(at=at, day=event.what.on)


def _what(event: Event) -> str:
    if event.what is None:
        return _("definition")
    if isinstance(event.what, Answered):
        return _("answer {prompt}").format(prompt=event.what.prompt)
    if event.kind in kinds.MATTERS:
        return _(matters.kind(event.kind).entry_words[event.what.kind])
    return happened(event.what.kind, event.what.plain())


def _words(event: Event, word: Word, names: Names) -> str:
    if event.what is None:
        return event.title
    if isinstance(event.what, Answered):
        answer = _(model_words.ANSWER_WORDS[event.what.answer])
        return _("{name}: {text}").format(name=answer, text=event.what.reason or event.what.problem or "")
    text = said(event.what.kind, event.what.plain(), word, names, event.ref.partition("/")[0])
    return _("{name}: {text}").format(name=event.title, text=text) if text else event.title


def comparison(value: Comparison) -> Document:
    """Lay out what changed: the figures beside each other, then the problems by what became of them."""
    before, after = value.before, value.after
    title = _("From {before} to {after}").format(before=_named(before), after=_named(after))
    blocks: list[Block] = [Heading(title, 1), before_and_after(before.figures, after.figures)]
    for heading, rows in (
        (_("New"), value.appeared),
        (_("Taken over"), value.received),
        (_("Closed"), value.closed),
        (_("Newly overdue"), value.overdue),
        (_("Reopened"), value.reopened),
        (_("Extended"), value.extended),
        (_("Voided"), value.voided),
    ):
        if rows:
            blocks += [Heading(_("{what}: {n}").format(what=heading, n=len(rows))), _rows(rows, value.names)]
    if value.moved:
        blocks += [Heading(_("{what}: {n}").format(what=_("Moved"), n=len(value.moved))), _moved(value)]
    if len(blocks) == 2:
        blocks.append(Paragraph(_("No problem changed.")))
    return Document(tuple(blocks))


def _named(moment: Moment) -> str:
    """Return what somebody called a moment, and which day that is where they did not say it."""
    if moment.name == moment.day.isoformat():
        return words.day(moment.day)
    return _("{name} ({when})").format(name=moment.name, when=_told(moment))


def _told(moment: Moment) -> str:
    if moment.commit is None:
        return words.day(moment.day)
    return _("{day}, from commit {commit}").format(day=words.day(moment.day), commit=short(moment.commit))


def _rows(rows: tuple[Row, ...], names: Names) -> Table:
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Owner")),
        Column(_("Deadline"), "day"), Column(_("Status")),
    )  # fmt: skip
    return Table(columns, tuple(_row(r, names, words.standing(r)) for r in rows))


def _moved(value: Comparison) -> Table:
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Owner")),
        Column(_("Deadline"), "day"), Column(_("From and to")),
    )  # fmt: skip
    return Table(
        columns,
        tuple(_row(r, value.names, f"{words.status(old)} → {words.standing(r)}") for r, old in value.moved),
    )


def _row(r: Row, names: Names, last: str) -> tuple[Cell, ...]:
    return cells(r.ref, r.org_name, r.title, post(r.owner, names, r.org), words.due(r), last)


_MOMENT: Final = "name day commit figures"


def log_json(value: History) -> Any:
    """Shape who recorded what."""
    return [
        {
            "commit": e.commit,
            "at": e.at,
            "by": e.by or None,
            "record": e.ref,
            "title": e.title or None,
            "entry": record(e.what) if e.what is not None else None,
        }
        for e in value.events
    ]


def comparison_json(value: Comparison) -> Any:
    """Shape what changed between two moments."""
    changes = ("appeared", "closed", "reopened", "voided", "overdue", "extended", "received")
    return {
        "org": value.org,
        "from": fields(value.before, _MOMENT),
        "to": fields(value.after, _MOMENT),
        **{name: [problem_row(row) for row in getattr(value, name)] for name in changes},
        "moved": [problem_row(r) | {"status_before": old} for r, old in value.moved],
    }
