"""How many were dealt with and held to account: counts of what people decided, never who."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import accountability as decided
from yiananlib.model.words import FORM_WORDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.index.sync import Index


class Accountability(NamedTuple):
    """What is recorded by a day of problems that are not voided, and of cases themselves.

    ``forms`` are people by the four forms (四种形态), ``triggers`` those held to account by what for, both with every
    key, ``decisions`` how often somebody was held to account, and ``orgs`` in how many organizations.
    ``organizations`` are those that were held to account themselves, as often as it was decided, and ``recovered`` the
    yuan that came back.
    """

    forms: dict[int, int]
    triggers: dict[str, int]
    decisions: int
    orgs: int = 0
    organizations: int = 0
    recovered: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever recorded."""
        return not (any(self.forms.values()) or self.decisions or self.recovered)


def accountability(index: Index, day: dt.date, within: Sequence[str] | None, case: str | None = None) -> Accountability:
    """Return the counts of ``within``, a scope that the index was asked for, or of all.

    With a ``case`` what was decided about it and about the problems that name one of its findings or tasks.
    """
    forms = dict.fromkeys(FORM_WORDS, 0)
    triggers = dict.fromkeys(index.setting.words.get("trigger", {}), 0)
    dealt = decided.of_problems(index, day, within, "handled", "form", case)
    for one in (*dealt, *decided.of_cases(index, day, within, "form", case)):
        if one.what is not None:
            forms[int(one.what)] += one.people
    held = decided.of_problems(index, day, within, "held-accountable", "trigger", case)
    every = (*held, *decided.of_cases(index, day, within, "trigger", case))
    called = [one for one in every if one.what is not None]
    for one in called:
        triggers[one.what] = triggers.get(one.what, 0) + one.people
    return Accountability(
        forms,
        triggers,
        decisions=sum(one.decisions for one in called),
        orgs=len({one.org for one in called}),
        organizations=sum(one.organizations for one in every),
        recovered=sum(one.recovered for one in every),
    )
