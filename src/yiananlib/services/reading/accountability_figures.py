"""How many were dealt with and held to account: counts of what people decided, never who."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import county_queries
from yiananlib.model.words import FORM_WORDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.index.sync import Index


class Accountability(NamedTuple):
    """What is recorded by a day of problems that are not voided.

    ``forms`` are people by the four forms (四种形态), ``triggers`` those held to account by what for, both with every
    key, ``decisions`` how often somebody was held to account, and ``orgs`` in how many organizations.
    """

    forms: dict[int, int]
    triggers: dict[str, int]
    decisions: int
    orgs: int = 0


def accountability(index: Index, day: dt.date, within: Sequence[str] | None) -> Accountability:
    """Return the counts of ``within``, a scope that the index was asked for, or of all."""
    forms = dict.fromkeys(FORM_WORDS, 0)
    triggers = dict.fromkeys(index.setting.words.get("trigger", {}), 0)
    for form, people, _decisions in county_queries.people(index, day, within, "handled", "form"):
        forms[form] = people
    decisions = 0
    for trigger, people, times in county_queries.people(index, day, within, "held-accountable", "trigger"):
        triggers[trigger] = people
        decisions += times
    return Accountability(forms, triggers, decisions, county_queries.orgs_held(index, day, within))
