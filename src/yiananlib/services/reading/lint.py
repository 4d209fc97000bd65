"""Against paper rectification (坚决防止搞形式、走过场): points out what may be no more than paper, and asks.

Everything is compared with everything in the campaign; what is told concerns the organization that was asked for. It
decides nothing and never writes: the answer to a finding is recorded in its problems, by :mod:`explaining`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import lint_queries
from yiananlib.model.lint import CHECKS
from yiananlib.services.reading import lint_days, lint_texts, lint_units
from yiananlib.services.reading.lint_ground import Answer, Ground

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator

    from yiananlib.index.lint_queries import Explanation
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting
    from yiananlib.services.reading.lint_ground import Sign

_OF: Final = {"texts": lint_texts, "days": lint_days, "units": lint_units}

SEARCHES: Final[dict[str, Callable[[Ground], Iterator[Sign]]]] = {
    check.code: getattr(_OF[check.of], check.code.replace("-", "_")) for check in CHECKS
}
"""What is looked for, by its code."""


class Linted(NamedTuple):
    """What was found as of a day, by code; ``answered`` of the findings were, and are told only with ``all``."""

    day: dt.date
    setting: Setting
    org: str | None
    signs: tuple[Sign, ...]
    open: int
    answered: int


def lint(
    index: Index, day: dt.date, org: str | None = None, codes: Collection[str] = (), *, everything: bool = False
) -> Linted:
    """Return what stands out at the end of ``day``; with ``org`` what concerns it and all below it.

    ``codes`` narrow it to some findings; ``everything`` brings those that were answered, too.

    Raises:
        NoSuchRecord: there is no such organization.
    """
    index.scope(None)
    within = frozenset(index.scope(org)) if org is not None else None
    ground = Ground(index, day)
    answers: dict[tuple[str, str], Explanation] = {}
    for answer in lint_queries.explanations(index, day):
        if answer.problem in ground.cases:
            answers[ground.cases[answer.problem].ref, answer.code] = answer
    found = [
        sign._replace(answered=_answer(sign, answers))
        for code, search in SEARCHES.items()
        if not codes or code in codes
        for sign in search(ground)
        if within is None or not within.isdisjoint(sign.orgs)
    ]
    left = [sign for sign in found if sign.answered is None]
    return Linted(day, index.setting, org, tuple(found if everything else left), len(left), len(found) - len(left))


def _answer(sign: Sign, answers: dict[tuple[str, str], Explanation]) -> Answer | None:
    given = [answers.get((ref, sign.code)) for ref in sign.problems]
    said = [answer for answer in given if answer is not None]
    if not said or len(said) < len(given):
        return None
    last = max(said, key=lambda answer: answer.day)
    return Answer(last.by, last.day, last.reason)
