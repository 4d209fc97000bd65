"""The lifecycle: whether an entry may follow, and what a problem's entries amount to.

What may follow what is the table of :mod:`yiananlib.model.steps`. An entry that it does not allow changes nothing and
is reported: refused when it is about to be written, a finding when it is found in a file.
"""

from collections.abc import Iterator, Sequence

from yiananlib.messages import _
from yiananlib.model import redating
from yiananlib.model.entries import Entry, Redated, Retracted
from yiananlib.model.folding import Folding
from yiananlib.model.problem import Problem
from yiananlib.model.record import Fault, lost
from yiananlib.model.state import State
from yiananlib.model.steps import step


def fold(problem: Problem) -> State:
    """Return the state that the entries amount to, with every entry the lifecycle does not allow in ``faults``."""
    folding = Folding(problem)
    for entry in folding.entries:
        folding.take(entry)
    return folding.state()


def walk(problem: Problem) -> Iterator[tuple[State, Entry]]:
    """Yield each entry that the lifecycle allows, with the state it found: what authority is judged by."""
    entries = Walk(problem)
    for entry in entries:
        yield entries.before(), entry


class Walk:
    """Iterating goes once over a problem's entries and yields each that the lifecycle allows.

    In between, :meth:`before` is the state that the entry found and ``index`` its place; afterwards :meth:`after` is
    what :func:`fold` returns. A state takes longer to make than an entry to follow, so it is made when asked for.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._folding = Folding(problem)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries; once."""
        folding = self._folding
        for entry in folding.entries:
            name = step(entry)
            after = folding.judge(entry, name)
            if after is not None:
                yield entry
                folding.apply(entry, name, after)
            folding.ids.add(entry.id)

    @property
    def index(self) -> int:
        """Where the entry that was yielded last stands in the problem."""
        return self._folding.index

    def before(self) -> State:
        """Return the state that the entry yielded last found, its problem ending there."""
        so_far = self.problem.until(self.index)
        return self._folding.state()._replace(problem=so_far, entries=self._folding.entries[: self.index])

    def after(self) -> State:
        """Return what all the entries amount to; to be asked when they have been gone over."""
        return self._folding.state()


def refusal(problem: Problem, entry: Entry) -> str | None:
    """Return why ``entry`` may not follow now, in the reader's language; None when it may.

    Only ``entry`` is judged, and what it changes of what is read before it; what else is wrong with earlier entries
    is verify's business.
    """
    folding = Folding(problem)
    for earlier in folding.entries:
        folding.take(earlier)
    faults = tuple(folding.faults)
    folding.take(entry)
    if len(folding.faults) > len(faults):
        return folding.faults[-1].reason
    if not isinstance(entry, Redated | Retracted):
        return None
    then = fold(problem.followed_by(entry)).faults
    mended = redating.unsettled if isinstance(entry, Redated) else _resting
    return mended(problem, faults, then)


def _resting(problem: Problem, faults: Sequence[Fault], then: Sequence[Fault]) -> str | None:
    """Return which later entry could not stand without the one that is taken back; None where all could.

    ``faults`` are those of the problem, ``then`` those once the entry is taken back.
    """
    fault = lost(faults, then)
    if fault is None:
        return None
    return _("entry {id} depends on it; take that one back first").format(id=problem.entries[fault.entry].id)
