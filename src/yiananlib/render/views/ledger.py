"""整改台账, the ledger table: a row a problem, columns in the offices' order, each a row here.

What was done in an earlier round of a problem that was opened again is not in its row, its close is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.model import words as model_words
from yiananlib.model.calling import post, units
from yiananlib.render import words
from yiananlib.render.document import Cell, Column, Kind, cells
from yiananlib.render.papers import described

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from yiananlib.index.values import Whole
    from yiananlib.services.reading.report import Ledger

    Told = Callable[[Whole, Ledger], object]


class Rows(NamedTuple):
    """A table too long to be held: its rows are read as they are written, and once."""

    columns: tuple[Column, ...]
    rows: Iterator[tuple[Cell, ...]]


class Entry(NamedTuple):
    """A column: its title, what a problem has in it, and the rest of :class:`Column`; None is the problem's place.

    ``mm`` is its width where there is room; ``a3`` on an A3 page of all columns, and ``a4`` on an A4 page of the
    classic ones, 0 where it is not there. One without ``mm`` is of the classic table alone, which puts into one column
    what others have in several. ``of`` is the field that it tells, as ``model.public.shows`` knows it, where that may
    be one that the public does not read; ``short`` its title where it tells the public a part of what it else tells.
    """

    title: str
    told: Told | None
    mm: int
    kind: Kind = "text"
    edits: str = ""
    a3: int = 0
    a4: int = 0
    of: str = ""
    short: str = ""


def _problem(whole: Whole, _ledger: Ledger) -> str:
    return "\n".join(filter(None, (whole.row.title, whole.head["symptom"])))


def _measures(whole: Whole, _ledger: Ledger) -> str:
    return "\n".join(
        f"{m.number}. {words.measure(m.text, m.every)}" for m in whole.measures if m.round == whole.row.round
    )


def _progress(whole: Whole, _ledger: Ledger) -> str:
    return "\n".join(e.data["note"] for e in whole.entries if e.kind == "progressed" and not e.earlier)


def _why(whole: Whole, _ledger: Ledger) -> str:
    """Tell why it is not in place, as was said last in its round."""
    said = [e.data["why"] for e in whole.entries if e.kind == "progressed" and not e.earlier and e.data.get("why")]
    return said[-1] if said else ""


def _evidence(whole: Whole, _ledger: Ledger) -> str:
    # without the digest that a file's name begins with
    return "\n".join((e.file.partition("-")[2] or e.file) + described(e) for e in whole.evidence if not e.earlier)


def _post(name: str) -> Told:
    """Tell an officer of the head by the post, with the organization where it is another."""

    def told(whole: Whole, ledger: Ledger) -> str:
        return post(getattr(whole.row, name), ledger.setting.names, whole.row.org)

    return told


def _support(whole: Whole, ledger: Ledger) -> str:
    return units(whole.head["support"], ledger.setting.names)


def _submitted(*names: str) -> Told:
    """Tell the first of these fields of the submission that says something."""

    def told(whole: Whole, _ledger: Ledger) -> object:
        data = whole.submission.data if whole.submission is not None else {}
        return next((data[name] for name in names if data.get(name)), "")

    return told


def _completion(whole: Whole, _ledger: Ledger) -> str:
    done = f"{whole.row.measures_done}/{whole.row.measures}" if whole.row.measures else ""
    return "\n".join(said for said in (words.status(whole.row.status), done) if said)


def _struck_off(whole: Whole, _ledger: Ledger) -> Cell:
    lamp = words.lamp(whole.row.lamp)
    said = words.day(whole.row.closed_on) if whole.row.closed_on else _("open")
    return lamp._replace(text=f"{lamp.text}\n{said}" if whole.row.closed_on else f"{said}\n{lamp.text}")


ENTRIES: Final = (
    Entry(N_("No."), None, 10, "count", a3=9, a4=9),
    Entry(N_("Id"), lambda w, _l: w.row.id, 18, a3=14),
    Entry(N_("Number"), lambda w, _l: w.row.number, 22, a3=17),
    Entry(N_("Unit"), lambda w, _l: w.row.org_name, 24, a3=16, a4=16),
    Entry(N_("Source"), lambda w, v: v.setting.word("source", w.row.source), 22, edits="source", a3=12),
    Entry(N_("Kind"), lambda w, v: v.setting.word("kind", w.row.kind), 24, edits="kind", a3=14),
    Entry(N_("Key field"), lambda w, v: v.setting.word("field", w.row.field), 22, edits="field", a3=13),
    Entry(N_("Problem (symptom)"), _problem, 60, a3=38, a4=36, short=N_("Problem")),
    Entry(N_("Root cause"), lambda w, _l: w.head["root_cause"], 45, edits="root_cause", a3=24, a4=25, of="root_cause"),
    Entry(N_("Goal"), lambda w, _l: w.head["goal"], 40, edits="goal", a3=20),
    Entry(N_("Measures (remedy)"), _measures, 60, a3=36, a4=34),
    Entry(N_("Class"), lambda w, _l: _(model_words.CLASS_WORDS[w.row.class_]), 20, edits="class", a3=11),
    Entry(N_("Leader"), _post("leader"), 24, edits="leader", a3=14, a4=15),
    Entry(N_("Supporting units"), _support, 24, edits="support", a3=14),
    Entry(N_("Owner"), _post("owner"), 24, edits="owner", a3=14, a4=15),
    Entry(N_("Class"), lambda w, _l: _(model_words.CLASS_WORDS[w.row.class_]), 0, edits="class", a4=12),
    Entry(N_("Deadline"), lambda w, _l: words.due(w.row), 26, "day", a3=19, a4=19),
    Entry(N_("Progress"), _progress, 50, a3=28, a4=24, of="progressed.note"),
    Entry(N_("Effect"), _submitted("effect"), 45, a3=22, a4=20),
    Entry(N_("Rule"), _submitted("rule", "no_rule"), 40, a3=18, of="submitted.rule"),
    Entry(N_("Evidence"), _evidence, 40, a3=18, a4=16, of="evidenced.file"),
    Entry(N_("Measures done"), lambda w, _l: f"{w.row.measures_done}/{w.row.measures}", 16, a3=11),
    Entry(N_("Status"), lambda w, _l: words.standing(w.row), 24, a3=13),
    Entry(N_("Lamp"), lambda w, _l: words.lamp(w.row.lamp), 18, "lamp", a3=12),
    Entry(N_("Closed on"), lambda w, _l: words.on(w.row.closed_on) if w.row.closed_on else "", 26, "day", a3=18),
    Entry(N_("Days overdue"), lambda w, _l: w.row.overdue_days if w.row.overdue else "", 16, "count", a3=10),
    Entry(N_("Why not in place, and the next step"), _why, 50, a3=26, of="progressed.why"),
    Entry(N_("Round"), lambda w, _l: w.row.round, 12, "count", a3=9),
    Entry(N_("State of completion"), _completion, 0, a4=12),
    Entry(N_("Closed?"), _struck_off, 0, "lamp", a4=14),
)

CLASSIC: Final = tuple(entry for entry in ENTRIES if entry.a4)
"""The fourteen columns that offices print on A4, in a workbook and as the annex of a report."""
FULL: Final = tuple(entry for entry in ENTRIES if entry.a3)
"""All columns, as they go on A3."""


def told_in(value: Ledger, columns: Sequence[Entry] = ENTRIES) -> list[Entry]:
    """Return which columns a ledger can tell: all, or of its public version those that have something in it."""
    if not value.setting.public:
        return list(columns)
    from yiananlib.model.public import shows  # the models are loaded where a ledger is published

    return [entry for entry in columns if not entry.of or shows(entry.of)]


def called(entry: Entry, value: Ledger) -> str:
    """Return what a column of a ledger is called."""
    return _(entry.short if entry.short and value.setting.public else entry.title)


def rows(value: Ledger) -> Rows:
    """Return the ledger."""
    chosen = [entry for entry in told_in(value) if entry.mm]
    columns = tuple(Column(called(entry, value), entry.kind, entry.mm, entry.edits) for entry in chosen)
    return Rows(columns, (row(chosen, whole, value, number) for number, whole in enumerate(value.wholes, start=1)))


def row(entries: Sequence[Entry], whole: Whole, value: Ledger, number: int) -> tuple[Cell, ...]:
    """Return the cells of a problem, the ``number``-th of its table."""
    return cells(*[number if entry.told is None else entry.told(whole, value) for entry in entries])
