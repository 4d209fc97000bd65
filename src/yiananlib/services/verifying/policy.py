"""What a commit is judged by: the definition files of its parents, as those stand who made it."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from yiananlib.model import authority
from yiananlib.model.succession import is_merge
from yiananlib.store import codec, git, kinds, layout
from yiananlib.store.history import is_definition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.org import Org
    from yiananlib.store.history import History


class Definitions:
    """The definition files of a commit by path, each with its blob; read when something is asked of them."""

    def __init__(self, history: History, files: Mapping[str, str]) -> None:
        self.history = history
        self.files = files

    @cached_property
    def is_ledger(self) -> bool:
        """Tell whether there is a campaign at all."""
        return layout.CAMPAIGN in self.files

    @cached_property
    def orgs(self) -> dict[str, Org]:
        """The organizations that can be read."""
        found = {}
        for path, oid in self.files.items():
            place = layout.place(path)
            if place is not None and place.kind == kinds.ORG.name:
                try:
                    found[place.org] = self.history.org(oid)
                except codec.Invalid:
                    self.broken = True
        return found

    @cached_property
    def campaign(self) -> Campaign | None:
        """The campaign, or None where it cannot be read."""
        try:
            return self.history.campaign(self.files[layout.CAMPAIGN])
        except (KeyError, codec.Invalid):
            return None

    broken = False
    """Whether an organization could not be read; known once :attr:`orgs` was asked for."""

    @property
    def signed(self) -> bool:
        """Tell whether the campaign demands signatures."""
        return self.campaign is not None and self.campaign.git.signed

    @property
    def signers(self) -> str | None:
        """The keys as text, empty where there are none; None where the campaign demands no signatures."""
        if not self.signed:
            return None
        oid = self.files.get(layout.SIGNERS)
        return self.history.data(oid).decode(errors="replace") if oid is not None else ""

    def lets_define(self, by: str | None, day: dt.date) -> bool:
        """Tell whether that officer may change definition files.

        Where an organization cannot be read it may be the office: nobody is let in for want of it.
        """
        who = authority.actor(by, self.orgs) if by is not None else None
        return authority.may_define(who, self.orgs, day) and not (self.broken and who is None)

    @cached_property
    def zone(self) -> dt.tzinfo | None:
        """The campaign's time zone; None where it cannot be read, or names none."""
        if self.campaign is None:
            return None
        try:
            return ZoneInfo(self.campaign.timezone)
        except (KeyError, ValueError, OSError):
            return None

    def day(self, seconds: int) -> dt.date:
        """Return the day of a time since 1970, in the campaign's time zone; in UTC where that is unknown."""
        return dt.datetime.fromtimestamp(seconds, self.zone or dt.UTC).date()

    def followed_by(self, changes: Iterable[git.Change]) -> Definitions:
        """Return those of a commit that changed this; the same value where it changed no definition."""
        touched = [change for change in changes if is_definition(change.path)]
        if not touched:
            return self
        files = dict(self.files)
        for change in touched:
            files.pop(change.path, None)
            if change.new is not None:
                files[change.path] = change.new.oid
        return Definitions(self.history, files)


class Policy:
    """The definitions by which a commit is judged, taken from its parents' trees.

    For a merge they are what merging gives: a file that one side alone changed since the common
    ancestor is that side's. Where both changed one, everybody must stand on both.
    """

    def __init__(self, base: Definitions | None, sides: Sequence[Definitions]) -> None:
        self.base = base
        self.sides = sides
        self.variants = _variants(base, sides)

    @property
    def signed(self) -> bool:
        """Tell whether the commit must be signed."""
        return any(variant.signed for variant in self.variants)

    def has_by_right(self, path: str, oid: str | None) -> bool:
        """Tell whether a definition file is what the parents make it, so that the commit itself changed nothing."""
        found = {variant.files.get(path) for variant in self.variants}
        if found == {oid}:
            return True
        if len(found) == 1 or len(self.sides) != 2 or oid is None:
            return False
        read = self.sides[0].history.definition
        before = self.base.files.get(path) if self.base is not None else None
        try:
            return is_merge(
                read(path, before), read(path, self.sides[0].files.get(path)),
                read(path, self.sides[1].files.get(path)), read(path, oid),
            )  # fmt: skip
        except codec.Invalid:
            return False


def _variants(base: Definitions | None, sides: Sequence[Definitions]) -> list[Definitions]:
    first = sides[0]
    if all(side is first or side.files == first.files for side in sides):
        return [first]
    before = base.files if base is not None else {}
    agreed: dict[str, str] = {}
    disputed: list[str] = []
    for path in {path for side in sides for path in side.files} | set(before):
        changed = {side.files.get(path) for side in sides} - {before.get(path)}
        if len(changed) > 1:
            disputed.append(path)
            continue
        oid = changed.pop() if changed else before.get(path)
        if oid is not None:
            agreed[path] = oid
    if not disputed:
        return [Definitions(first.history, agreed)]
    made = []
    for side in sides:
        own = {path: side.files[path] for path in disputed if path in side.files}
        made.append(Definitions(first.history, agreed | own))
    return made
