"""抽查: which closed problems are looked at again, decided by chance.

The head freezes the population before the seed is there; the draw follows from both, so that who draws decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import Field

from yiananlib.messages import _
from yiananlib.model import drawing, matters
from yiananlib.model.base import Day, Digest, FilledText, Line, Name, RecordRef, Remark, Stamped, Yes
from yiananlib.model.drawing import Rule
from yiananlib.model.lifecycle import fold
from yiananlib.model.matters import Kind, Matter, References, Standing
from yiananlib.model.sample_words import ENTRY_WORDS, STATUS_WORDS
from yiananlib.model.steps import Who
from yiananlib.model.vocabulary import Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Mapping

    from yiananlib.model.problem import Problem

Some = Annotated[int, Field(strict=True, ge=1, le=9999)]
MOST: Final = 20_000
"""Problems that a population may have."""


class Head(matters.Head):
    """A population, frozen: the problems closed from ``since`` to ``until`` that still were when it was.

    ``scope`` is the organization that was sampled with all below it, absent for the county. ``share`` is in percent;
    ``least`` and ``most`` bound what is drawn, of each organization where ``by_unit``, else of all. ``digest`` is that
    of the rule and the population, see :func:`drawing.digest`.
    """

    since: Day
    until: Day
    scope: Name | None = None
    share: Annotated[int, Field(strict=True, ge=1, le=100)]
    least: Some | None = None
    most: Some | None = None
    by_unit: Yes = None
    population: Annotated[tuple[RecordRef, ...], Field(min_length=1, max_length=MOST)]
    digest: Digest

    @property
    def rule(self) -> Rule:
        """How many are drawn."""
        return Rule(self.share, self.least, self.most, bool(self.by_unit))


class Frozen(Stamped):
    """The population was frozen."""

    kind: Literal["frozen"] = "frozen"
    note: Remark = None


class Announced(Stamped):
    """What will be the seed was said before it was there: which draw of a lottery, whose commit."""

    kind: Literal["announced"] = "announced"
    how: FilledText


class Drawn(Stamped):
    """The sample was drawn, by the seed that a later ``commit`` is, or a ``number`` if one was announced.

    ``brought_by`` is who brought the number, and ``how`` how it came about; ``drawn`` the sample, in its order.
    """

    kind: Literal["drawn"] = "drawn"
    commit: Annotated[str, Field(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")] | None = None
    number: Annotated[str, Field(pattern=r"^[0-9]{1,40}$")] | None = None
    brought_by: Line | None = None
    how: Remark = None
    drawn: Annotated[tuple[RecordRef, ...], Field(min_length=1)]

    @property
    def seed(self) -> str:
        """What the numbers of the members are made with."""
        return self.commit or self.number or ""


class Replaced(Stamped):
    """A problem that was drawn cannot be looked at, for a reason; the next in the order takes its place."""

    kind: Literal["replaced"] = "replaced"
    problem: RecordRef
    successor: RecordRef
    reason: FilledText


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the digest is taken of besides the population, of the fields of a head; what is absent is not there.

    Days are in ISO 8601.
    """
    names = ("since", "until", "scope", "share", "least", "most", "by_unit")
    found = {name: values.get(name) for name in names}
    return {name: getattr(value, "isoformat", lambda v=value: v)() for name, value in found.items() if value}


def population(problems: Iterable[Problem], since: dt.date, until: dt.date, at: dt.datetime) -> tuple[str, ...]:
    """Return the problems that stood closed at ``at`` and were closed last from ``since`` to ``until``, by their names.

    What was closed before the ledger began was never judged here, and is none of them.
    """
    found = []
    for problem in problems:
        if not any(entry.kind == "closed" for entry in problem.entries):
            continue
        state = fold(problem.holding(entry for entry in problem.entries if entry.at <= at))
        if state.status is Status.CLOSED and state.carried is None and since <= state.closes[-1].on <= until:
            found.append(problem.ref)
    return tuple(sorted(found))


def draw(standing: Standing) -> Drawn | None:
    """Return the entry with which a sample was drawn; None before."""
    return next((entry for entry in standing.counted if isinstance(entry, Drawn)), None)


def now(standing: Standing) -> tuple[str, ...]:
    """Return the problems of a sample as they stand: drawn, and not replaced."""
    drawn = draw(standing)
    return current(drawn.drawn, _replacements(standing)) if drawn is not None else ()


def ever(standing: Standing) -> tuple[str, ...]:
    """Return all problems that were in a sample at some time."""
    drawn = draw(standing)
    return (*drawn.drawn, *(new for _old, new in _replacements(standing))) if drawn is not None else ()


def current(drawn: Collection[str], replaced: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return what was ``drawn``, each that was ``replaced`` by what took its place, in the place of the first."""
    found = list(drawn)
    for problem, successor in replaced:
        found = [successor if ref == problem else ref for ref in found]
    return tuple(found)


def next_for(standing: Standing, problem: str) -> str | None:
    """Return which problem takes the place of one that was drawn; None where none is left in its part."""
    drawn, head = draw(standing), standing.matter.head
    if drawn is None:
        return None
    return drawing.successor(head.rule, head.population, drawn.seed, problem, ever(standing))


def _replacements(standing: Standing) -> list[tuple[str, str]]:
    return [(entry.problem, entry.successor) for entry in standing.counted if isinstance(entry, Replaced)]


def _references(matter: Matter) -> References:
    named = [ref for entry in matter.entries if isinstance(entry, Drawn) for ref in entry.drawn]
    named += [entry.successor for entry in matter.entries if isinstance(entry, Replaced)]
    scope = (matter.head.scope,) if matter.head.scope is not None else ()
    return References(problems=tuple(dict.fromkeys(ref.partition("/")[2] for ref in named)), orgs=scope)


def _objection(standing: Standing, entry: Any) -> str | None:
    head = standing.matter.head
    if not standing.matter.entries:
        if list(head.population) != sorted(set(head.population)):
            return _("its population is not in order, or names a problem twice")
        if drawing.digest(said(head.__dict__), head.population) != head.digest:
            return _("its digest is not that of its population")
        if head.until < head.since:
            return _("its last day {until} is before its first day {since}").format(until=head.until, since=head.since)
    objection: Callable[[Standing, Any], str | None] | None = _OBJECTIONS.get(entry.kind)
    return objection(standing, entry) if objection is not None else None


def _of_draw(standing: Standing, entry: Drawn) -> str | None:
    head = standing.matter.head
    if (entry.commit is None) is (entry.number is None):
        return _("a sample is drawn by a commit or by a number, and by one of them")
    announced = any(isinstance(other, Announced) for other in standing.counted)
    if entry.number is not None and entry.how is None:
        return _("a number must say how it came about")
    if entry.number is not None and not announced:
        return _("a number can be the seed only if that was announced before: `yian sample … --announce TEXT`")
    if entry.commit is not None and announced:
        return _("a number was announced as the seed, so a commit can be none")
    if entry.drawn != drawing.drawn(head.rule, head.population, entry.seed):
        return _("the sample is not what {seed} draws from the population").format(seed=entry.seed)
    return None


def _of_replacement(standing: Standing, entry: Replaced) -> str | None:
    if entry.problem not in now(standing):
        return _("{ref} is not in the sample").format(ref=entry.problem)
    successor = next_for(standing, entry.problem)
    if successor is None:
        return _("nothing is left in the population that could take the place of {ref}").format(ref=entry.problem)
    if entry.successor != successor:
        return _("{next} comes next in the order, not {ref}").format(next=successor, ref=entry.successor)
    return None


_OBJECTIONS: Mapping[str, Any] = {"drawn": _of_draw, "replaced": _of_replacement}

KIND = Kind(
    name="sample",
    head=Head,
    entries={"frozen": Frozen, "announced": Announced, "drawn": Drawn, "replaced": Replaced},
    table={
        "": {"frozen": "frozen"},
        "frozen": {"announced": "frozen", "drawn": "drawn"},
        "drawn": {"replaced": "drawn"},
    },
    who=dict.fromkeys(("frozen", "announced", "drawn", "replaced"), Who.SUPERVISION),
    status_words=STATUS_WORDS,
    entry_words=ENTRY_WORDS,
    references=_references,
    due=lambda _standing: None,
    objection=_objection,
)
"""A sample. It is drawn once, and no population is frozen a second time."""
