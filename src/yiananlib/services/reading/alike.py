"""What is like a problem, or like what somebody found: of any unit and any earlier case, with what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.index import alike as words
from yiananlib.index import outcomes, queries
from yiananlib.index.conditions import THERE
from yiananlib.index.queries import Narrowed
from yiananlib.messages import _

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.outcomes import Outcome
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Measure, Setting, Whole

MOST: Final = 10
"""Problems that are shown, by default."""
LEAST: Final = 0.2
"""The least likeness of two texts: see ``index.alike.likeness``."""
SHARED: Final = 2
"""The least number of words they share, if they have that many."""


class Like(NamedTuple):
    """A problem that is like what was asked for.

    ``shared`` are the words that both have. ``related`` is ``finding`` where both repeat one finding of a case,
    ``recurs`` where one is the other, come back, else "". ``outcome`` is what became of its last close; None where it
    was never struck off here.
    """

    whole: Whole
    alike: float
    shared: tuple[str, ...]
    related: str
    outcome: Outcome | None

    @property
    def ref(self) -> str:
        """``<org>/<id>``."""
        return self.whole.row.ref

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures by which it came to its outcome; of what was never struck off, those of its round."""
        round_ = self.outcome.round if self.outcome is not None else self.whole.row.round
        return tuple(measure for measure in self.whole.measures if measure.round == round_)


class Similar(NamedTuple):
    """Problems that are like another, ``ref``, or like what is said: those that are most first.

    ``total`` counts those beyond the limit, too.
    """

    day: dt.date
    commit: str | None
    setting: Setting
    ref: str | None
    title: str
    rows: tuple[Like, ...]
    total: int

    @property
    def org_name(self) -> None:
        """None: it is not about a single organization."""


def of_problem(index: Index, day: dt.date, ref: str, most: int = MOST) -> Similar:
    """Return what is like the problem ``ref`` as of ``day``.

    Raises:
        NoSuchRecord, Ambiguous, LedgerInvalid.
        UsageProblem: it was not registered by then.
    """
    org, name = index.ledger.locate(ref)
    index.scope(None)
    row = queries.row(index, org, name, day)
    if row is None:
        raise UsageProblem(_("{ref} was not yet registered on {day}.").format(ref=f"{org}/{name}", day=day))
    head = queries.whole(index, row, day).head
    found = _like(index, day, f"{head['title']}\n{head['symptom']}", most, row.key)
    return found._replace(ref=row.ref, title=row.title)


def of_symptom(index: Index, day: dt.date, symptom: str, most: int = MOST) -> Similar:
    """Return what is like a symptom as of ``day``.

    Raises:
        LedgerInvalid.
        UsageProblem: it says nothing that could be compared.
    """
    if not words.words(symptom):
        raise UsageProblem(_("That has no words to compare; say in two Chinese characters or more what was found."))
    index.scope(None)
    return _like(index, day, symptom, most)


def _like(index: Index, day: dt.date, text: str, most: int, own: int | None = None) -> Similar:
    asked = words.words(text)
    related = words.related(index, own) if own is not None else {}
    found: dict[int, tuple[float, tuple[str, ...]]] = dict.fromkeys(related, (0.0, ()))
    for problem, said in words.sharing(index, asked, min(SHARED, len(asked))):
        other = words.words(said)
        both = [word for word in asked if word in set(other)]
        how = words.likeness(asked, other)
        is_like = how >= LEAST and len(both) >= min(SHARED, len(asked), len(other))
        if problem != own and (is_like or problem in related):
            found[problem] = how, words.together(both, text)
    condition, given = words.among(found)
    rows = list(queries.rows(index, day, None, Narrowed((THERE, condition), given)))
    rows.sort(key=lambda row: (row.key not in related, -found[row.key][0]))
    became = outcomes.of_problems(index, day, [row.key for row in rows[:most]])
    shown = tuple(
        Like(queries.whole(index, row, day), *found[row.key], related.get(row.key, ""), became.get(row.key))
        for row in rows[:most]
    )
    return Similar(day, index.commit, index.setting, None, text, shown, len(rows))
