"""What a campaign asks less than the template that ``yian init`` copies: every report prints it.

Beside each setting of the gate and of the deadlines stands which direction asks less; a test holds the table to the
settings there are, so that none is forgotten.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib import messages
from yiananlib.model.campaign import KEY_FIELDS
from yiananlib.model.text import says_something
from yiananlib.model.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from yiananlib.model.campaign import Campaign


class Less(Enum):
    """Which direction of a setting asks less."""

    LOWER = auto()
    """A smaller number."""
    HIGHER = auto()
    """A larger number, or a higher severity from which it is asked."""
    ADDED = auto()
    """Something on the list that is not on the template's."""
    REMOVED = auto()
    """Something missing on the list that is on the template's."""
    FEWER = auto()
    """Fewer texts, or one that says next to nothing."""
    OFF = auto()
    """No instead of yes."""


class Eased(NamedTuple):
    """A setting that asks less: its name as in ``yian.toml``, what it is now, and what the template has."""

    setting: str
    now: str
    usual: str


ASKS_LESS: Final[dict[str, tuple[Less, Any]]] = {
    "gate.always": (Less.REMOVED, ()),
    "gate.disabled": (Less.ADDED, ()),
    "gate.accepted": (Less.OFF, False),
    "gate.publicity": (Less.OFF, False),
    "gate.publicity_days": (Less.LOWER, 5),
    "gate.publicity_working_days": (Less.OFF, False),
    "gate.key_fields": (Less.REMOVED, tuple(sorted(KEY_FIELDS))),
    "gate.standards": (Less.FEWER, 4),
    "gate.standards_from": (Less.HIGHER, Severity.SERIOUS),
    "gate.waivers": (Less.HIGHER, 2),
    "deadlines.yellow": (Less.LOWER, 7),
    "deadlines.blue": (Less.LOWER, 15),
    "deadlines.extensions": (Less.HIGHER, 2),
    "deadlines.extension_days": (Less.HIGHER, 30),
    "deadlines.look_back_days": (Less.HIGHER, 90),
    "deadlines.look_back_again_days": (Less.OFF, 0),
    "deadlines.horizon_years": (Less.HIGHER, 5),
    "vocabulary.field": (Less.REMOVED, tuple(sorted(KEY_FIELDS))),
}
"""For each setting of the gate and the deadlines which direction asks less, and what the template has.

The words of the key fields are among them: without its word no problem can be put into the field.
"""


UNSIGNED: Final = "git.unsigned_since"
"""The day on which signatures that the campaign had demanded were given up."""


def eased(campaign: Campaign) -> tuple[Eased, ...]:
    """Return what asks less than the template, in the order of :data:`ASKS_LESS`."""
    found = []
    for name, (less, usual) in ASKS_LESS.items():
        part, _dot, setting = name.partition(".")
        value = campaign.vocabulary.get(setting, {}) if part == "vocabulary" else _value(campaign, part, setting)
        said = _COMPARED[less](value, usual)
        if said is not None:
            found.append(Eased(name, *said))
    given_up = campaign.git.unsigned_since
    if given_up is not None and not campaign.git.signed:
        found.append(Eased(UNSIGNED, given_up.isoformat(), "—"))
    return tuple(found)


def told(setting: str, now: str) -> str:
    """Return what a setting asks now as readers see it: a day as they write days."""
    return messages.day(dt.date.fromisoformat(now)) if setting == UNSIGNED else now


def _value(campaign: Campaign, part: str, setting: str) -> Any:
    return getattr(getattr(campaign, part), setting)


_Said = tuple[str, str] | None


def _lower(value: int, usual: int) -> _Said:
    return (str(value), str(usual)) if value < usual else None


def _higher(value: Any, usual: Any) -> _Said:
    if isinstance(value, Severity):
        return (value.value, usual.value) if value.rank > usual.rank else None
    return (str(value), str(usual)) if value > usual else None


def _added(value: tuple[str, ...], usual: tuple[str, ...]) -> _Said:
    more = [one for one in dict.fromkeys(value) if one not in usual]
    return (", ".join(more), "—") if more else None


def _removed(value: Any, usual: tuple[str, ...]) -> _Said:
    gone = [one for one in usual if one not in value]
    return (", ".join(gone), "—") if gone else None


def _fewer(value: tuple[str, ...], usual: int) -> _Said:
    count = sum(says_something(text) for text in value)
    said = str(count) if count == len(value) else f"{count}/{len(value)}"
    return (said, str(usual)) if count < usual or count < len(value) else None


def _off(value: bool, usual: bool) -> _Said:
    return ("false", "true") if usual and not value else None


_COMPARED: Final[dict[Less, Callable[[Any, Any], _Said]]] = {
    Less.LOWER: _lower,
    Less.HIGHER: _higher,
    Less.ADDED: _added,
    Less.REMOVED: _removed,
    Less.FEWER: _fewer,
    Less.OFF: _off,
}
