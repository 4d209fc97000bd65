"""What the searches of ``yian lint`` share: the problems of a day, and what a finding is."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import lint_queries
from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.model.lint import BY_CODE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from yiananlib.index.lint_queries import Case, Paper, Planned
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Lint

_NAMED = 5
"""Problems that a sentence names; the rest is among the evidence."""


class Proof(NamedTuple):
    """What a finding rests on, as far as it is of the ledger: a text, a file or a day of a problem."""

    problem: str | None = None
    measure: int | None = None
    text: str | None = None
    file: str | None = None
    day: dt.date | None = None


class Answer(NamedTuple):
    """Why it is as it is, who says so, and since when."""

    by: str
    on: dt.date
    reason: str


class Sign(NamedTuple):
    """A finding: a sentence that asks, the problems and organizations it is about, and what it rests on.

    ``similarity`` is there where texts are compared. It is answered when it was for each of its problems; the answer
    is the last of these.
    """

    code: str
    sentence: str
    problems: tuple[str, ...]
    orgs: tuple[str, ...]
    evidence: tuple[Proof, ...]
    similarity: float | None = None
    answered: Answer | None = None


class Ground:
    """The problems that stand at the end of ``day``, those of all organizations."""

    def __init__(self, index: Index, day: dt.date) -> None:
        self.index = index
        self.day = day
        self.limits: Lint = index.setting.lint
        self.cases: dict[int, Case] = {case.key: case for case in lint_queries.cases(index, day)}

    @cached_property
    def measures(self) -> list[Planned]:
        """The measures, problems in configured order of organizations."""
        return self._in_order(lint_queries.measures(self.index, self.day))

    @cached_property
    def papers(self) -> list[Paper]:
        """The supporting files, in the same order."""
        return self._in_order(lint_queries.papers(self.index, self.day))

    def sign(
        self,
        code: str,
        keys: Iterable[int],
        evidence: Iterable[Proof],
        similarity: float | None = None,
        **values: object,
    ) -> Sign:
        """Return a finding about the problems of these keys; ``values`` are what it names besides them."""
        about = [self.cases[key] for key in dict.fromkeys(keys)]
        refs = tuple(case.ref for case in about)
        orgs = tuple(dict.fromkeys(case.org for case in about))
        said = question(code).format(problems=named(refs), **values)
        return Sign(code, said, refs, orgs, tuple(evidence), similarity)

    def called(self, code: str) -> str:
        """Return what readers call an organization or an officer."""
        return post(code, self.index.setting.names)

    def _in_order(self, rows: Iterable[lint_queries.T]) -> list[lint_queries.T]:
        found: dict[int, list[lint_queries.T]] = defaultdict(list)
        for row in rows:
            found[row.problem].append(row)
        return [row for key in self.cases for row in found.get(key, ())]


def question(code: str) -> str:
    """Return what a finding of a code asks, in the reader's language."""
    return _(BY_CODE[code].question)


def named(refs: Sequence[str]) -> str:
    """Return the names in a sentence; of many the first ones, and how many more."""
    if len(refs) <= _NAMED:
        return _(", ").join(refs)
    return _("{names} and {n} more").format(names=_(", ").join(refs[:_NAMED]), n=len(refs) - _NAMED)
