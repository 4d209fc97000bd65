"""How everything that the campaign office reads begins: which campaign, what of whom, as of when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from yiananlib.messages import _
from yiananlib.model.words import SETTING_WORDS
from yiananlib.render import words
from yiananlib.render.document import Block, Heading, Paragraph

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.values import Sprint

    class Campaign(Protocol):
        """What is said of a campaign, or of a lake of many, under a title."""

        @property
        def name(self) -> str:
            """What it is called."""

        @property
        def eased(self) -> tuple[tuple[str, str, str], ...]:
            """The settings that ask less than the template: name, value, the template's."""

        @property
        def sprint(self) -> Sprint | None:
            """百日冲刺."""

    class Told(Protocol):
        """A result about an organization, or the county if ``org_name`` is None, as of a day."""

        @property
        def day(self) -> dt.date:
            """The day the result is about."""

        @property
        def commit(self) -> str | None:
            """The commit that it was read from; None for what is known now."""

        @property
        def setting(self) -> Campaign:
            """The campaign's settings."""

        @property
        def org_name(self) -> str | None:
            """The organization's name."""


SHORT: Final = 10
"""Characters of a commit's name that readers see."""


def title(value: Told, what: str) -> list[Block]:
    """Return the title and the day, with that of the sprint while it runs, and what the campaign asks less."""
    whose = value.org_name if value.org_name is not None else _("whole campaign")
    heading = _("{campaign}: {what}, {name}").format(campaign=value.setting.name, what=what, name=whose)
    return [Heading(heading, 1), as_of(value), *asks_less(value.setting)]


def asks_less(setting: Campaign) -> list[Block]:
    """Return the paragraph that says where the campaign asks less than the template; nothing where it does not."""
    if not setting.eased:
        return []
    from yiananlib.model.leniency import told  # a campaign that asks what the template asks needs no models

    said = _("; ").join(
        _("{what}: {now} ({usual})").format(what=_(SETTING_WORDS[name]), now=told(name, now), usual=usual)
        for name, now, usual in setting.eased
    )
    asked = _("The campaign is less strict than the yian template (template values in brackets): {what}")
    return [Paragraph(asked.format(what=said), "red")]


def as_of(value: Told) -> Paragraph:
    """Return the line with the as-of day."""
    commit = _(", from commit {commit}").format(commit=short(value.commit)) if value.commit else ""
    return Paragraph(_("As of {day}").format(day=words.day(value.day)) + commit + _sprint(value))


def short(commit: str) -> str:
    """Return as much of the name of a commit as tells it from others."""
    return commit[:SHORT]


def _sprint(value: Told) -> str:
    sprint = value.setting.sprint
    if sprint is None:
        return ""
    number = sprint.day_number(value.day)
    if not 1 <= number <= sprint.days:
        return ""
    return _(", day {n} of the {days}-day sprint").format(n=number, days=sprint.days)
