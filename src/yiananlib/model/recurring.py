"""What comes back, and what became of it: which entries may answer an occurrence, which are missing, which count.

The same is asked of a measure and of a notice: a series, and the entries that settled its occurrences so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.messages import _
from yiananlib.model import occurrences
from yiananlib.model.occurrences import EVERY_WORDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from yiananlib.model.base import Stamped
    from yiananlib.model.occurrences import Occurrence, Series
    from yiananlib.model.state import Measure


def settled(entries: Iterable[Any]) -> dict[str, Any]:
    """Return by the name of its occurrence the first of the entries that answers or excuses it."""
    found: dict[str, Any] = {}
    for entry in entries:
        if (name := getattr(entry, "occurrence", None)) is not None:
            found.setdefault(name, entry)
    return found


def missing(series: Series, done: Collection[str], day: dt.date) -> list[Occurrence]:
    """Return the occurrences that were due by ``day`` and are neither answered nor excused."""
    return [one for one in series.occurrences() if one.due <= day and one.name not in done]


def first_open(series: Series, done: Collection[str]) -> Occurrence | None:
    """Return the first occurrence that is neither answered nor excused; None where there is none left."""
    return next((one for one in series.occurrences() if one.name not in done), None)


def objection(series: Series | None, done: Mapping[str, Any], entry: Any, *, answers: bool) -> str | None:
    """Return what is wrong with the occurrence that an entry names or does not name, in the reader's language.

    ``done`` are the entries that settled occurrences before; ``answers`` tells that it says what was done, else it
    excuses one, which may be done beforehand.
    """
    name: str | None = entry.occurrence
    if series is None:
        return None if name is None else _("it does not come back, so it has no occurrence {name}").format(name=name)
    if name is None:
        left = first_open(series, done)
        if left is None:
            return _("it comes back {every}, and no occurrence is left").format(every=_(EVERY_WORDS[series.every]))
        return _("it comes back {every}; say which occurrence, such as --occurrence {name}").format(
            every=_(EVERY_WORDS[series.every]), name=left.name
        )
    one = series.named(name)
    if one is None:
        return occurrences.outside(series, name)
    if name in done:
        before = done[name]
        said = _("{name} was already excused on {on}") if before.kind == "excused" else _("{name} was answered on {on}")
        return said.format(name=name, on=before.on)
    if answers and entry.on < one.begins:
        return _("{name} begins on {begins} and cannot be answered before").format(name=name, begins=one.begins)
    return None


class Duty(NamedTuple):
    """An occurrence of a measure and the entry that answers or excuses it, None while none does."""

    occurrence: Occurrence
    entry: Stamped | None

    @property
    def is_excused(self) -> bool:
        """Whether it need not be carried out."""
        return self.entry is not None and getattr(self.entry, "kind", "") == "excused"


def duties(measure: Measure) -> Iterator[Duty]:
    """Yield the occurrences of a measure; none of one that does not come back."""
    series = measure.planned.series
    if series is None:
        return
    done = measure.settled
    for one in series.occurrences():
        yield Duty(one, done.get(one.name))


class Kept(NamedTuple):
    """How duties were kept: how many fell due, how many were answered in time, and the longest run of those missed."""

    due: int = 0
    in_time: int = 0
    run: int = 0

    def with_(self, other: Kept) -> Kept:
        """Return the two together."""
        return Kept(self.due + other.due, self.in_time + other.in_time, max(self.run, other.run))


class Fallen(NamedTuple):
    """An occurrence that fell due: the day from which its answer counts, and that on which it was excused, if so."""

    due: dt.date
    counted: dt.date | None
    excused: dt.date | None


def kept(fallen: Iterable[Fallen], day: dt.date) -> Kept:
    """Return how those of one measure's occurrences were kept that fell due before ``day``, in their order.

    One that was excused by the day is left out, and interrupts no run. One is in time that was answered on its last
    day or before, by the day that counts.
    """
    due = in_time = run = longest = 0
    for one in fallen:
        if one.due >= day:
            break
        if one.excused is not None and one.excused <= day:
            continue
        due += 1
        if one.counted is not None and one.counted <= one.due:
            in_time += 1
            run = 0
        else:
            run += 1
            longest = max(longest, run)
    return Kept(due, in_time, longest)
