"""整改台账, the ledger table: a row a problem, columns in the offices' order, each a row here.

What was done in an earlier round of a problem that was opened again is not in its row, its close is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.model import words as model_words
from yiananlib.render import words
from yiananlib.render.document import Cell, Column, Kind, cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yiananlib.index.values import Setting, Whole
    from yiananlib.services.report import Ledger

    Told = Callable[[Whole, Setting], object]


class Rows(NamedTuple):
    """A table too long to be held: its rows are read as they are written, and once."""

    columns: tuple[Column, ...]
    rows: Iterator[tuple[Cell, ...]]


class Entry(NamedTuple):
    """A column: its title, what a problem has in it, and the rest of :class:`Column`; None is the problem's place."""

    title: str
    told: Told | None
    mm: int
    kind: Kind = "text"
    edits: str = ""


def _measures(whole: Whole, _setting: Setting) -> str:
    return "\n".join(f"{m.number}. {m.text}" for m in whole.measures if m.round == whole.row.round)


def _progress(whole: Whole, _setting: Setting) -> str:
    return "\n".join(e.data["note"] for e in whole.entries if e.kind == "progressed" and not e.earlier)


def _submitted(*names: str) -> Told:
    """Tell the first of these fields of the submission that says something."""

    def told(whole: Whole, _setting: Setting) -> object:
        data = whole.submission.data if whole.submission is not None else {}
        return next((data[name] for name in names if data.get(name)), "")

    return told


ENTRIES: Final = (
    Entry(N_("No."), None, 10, "count"),
    Entry(N_("Id"), lambda w, _s: w.row.id, 18),
    Entry(N_("Number"), lambda w, _s: w.row.number, 22),
    Entry(N_("Unit"), lambda w, _s: w.row.org_name, 24),
    Entry(N_("Source"), lambda w, s: s.word("source", w.row.source), 22, edits="source"),
    Entry(N_("Kind"), lambda w, s: s.word("kind", w.row.kind), 24, edits="kind"),
    Entry(N_("Key field"), lambda w, s: s.word("field", w.row.field), 22, edits="field"),
    Entry(N_("Problem (symptom)"), lambda w, _s: f"{w.row.title}\n{w.head['symptom']}", 60),
    Entry(N_("Root cause"), lambda w, _s: w.head["root_cause"], 45, edits="root_cause"),
    Entry(N_("Goal"), lambda w, _s: w.head["goal"], 40, edits="goal"),
    Entry(N_("Measures (remedy)"), _measures, 60),
    Entry(N_("Class"), lambda w, _s: _(model_words.CLASS_WORDS[w.row.class_]), 20, edits="class"),
    Entry(N_("Leader"), lambda w, _s: w.row.leader, 24, edits="leader"),
    Entry(N_("Supporting units"), lambda w, _s: _(", ").join(w.head["support"]), 24, edits="support"),
    Entry(N_("Owner"), lambda w, _s: w.row.owner, 24, edits="owner"),
    Entry(N_("Deadline"), lambda w, _s: words.due(w.row), 26, "day"),
    Entry(N_("Progress"), _progress, 50),
    Entry(N_("Effect"), _submitted("effect"), 45),
    Entry(N_("Rule"), _submitted("rule", "no_rule"), 40),
    Entry(N_("Evidence"), lambda w, _s: "\n".join(e.file for e in w.evidence if not e.earlier), 40),
    Entry(N_("Measures done"), lambda w, _s: f"{w.row.measures_done}/{w.row.measures}", 16),
    Entry(N_("Status"), lambda w, _s: words.standing(w.row), 24),
    Entry(N_("Lamp"), lambda w, _s: words.lamp(w.row.lamp), 18, "lamp"),
    Entry(N_("Struck off on"), lambda w, _s: words.on(w.row.closed_on) if w.row.closed_on else "", 26, "day"),
)


def rows(value: Ledger) -> Rows:
    """Return the ledger."""
    each = [entry.told for entry in ENTRIES]
    columns = tuple(Column(_(entry.title), entry.kind, entry.mm, entry.edits) for entry in ENTRIES)
    return Rows(
        columns,
        (
            cells(*[number if told is None else told(whole, value.setting) for told in each])
            for number, whole in enumerate(value.wholes, start=1)
        ),
    )
