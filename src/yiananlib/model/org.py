"""Organizations and their officers. An officer is a post, never a person's name."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from yiananlib.model.base import Base, Day, Line, Name, schema_field
from yiananlib.model.vocabulary import Function, Role


def _address(value: str) -> str:
    local, at, host = value.partition("@")
    if not (local and at and host) or any(c.isspace() for c in value) or "@" in host:
        raise ValueError("address")
    return value


class Officer(Base):
    """A post in an organization. ``since`` and ``until`` (the last day) absent: without bound.

    ``email`` is how git's ``user.email`` finds the officer who is at the keyboard.
    """

    id: Name
    post: Line
    role: Role = Role.STAFF
    email: Annotated[Line, AfterValidator(_address)] | None = None
    since: Day | None = None
    until: Day | None = None

    def in_office(self, day: dt.date) -> bool:
        """Tell whether the officer holds the post on ``day``."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Org(Base):
    """An organization. ``order`` is its rank among all: lists keep it, nothing is sorted by pinyin.

    ``until`` is the last day on which there was such an organization, and ``merged_into`` the one that took its place.

    ``id`` is the folder's name and not in the file. ``members`` is the size of its leading team.
    """

    schema_: int = schema_field()
    name: Line
    parent: Name | None = None
    function: Function = Function.UNIT
    order: Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
    members: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = None
    until: Day | None = None
    merged_into: Name | None = None
    officers: tuple[Officer, ...] = ()

    def has_ended(self, day: dt.date) -> bool:
        """Tell whether there is no such organization any more on ``day``."""
        return self.until is not None and self.until < day

    def officer(self, name: str) -> Officer | None:
        """Return the officer of that id, or None."""
        return next((o for o in self.officers if o.id == name), None)


def ancestors(org: str, orgs: Mapping[str, Org]) -> Iterator[str]:
    """Yield the parents of ``org`` upwards, itself excluded; stops at an unknown one or a cycle."""
    seen = {org}
    record = orgs.get(org)
    while record is not None and record.parent is not None and record.parent not in seen:
        seen.add(record.parent)
        yield record.parent
        record = orgs.get(record.parent)


def in_order(orgs: Mapping[str, Org]) -> list[str]:
    """Return the names of ``orgs`` by ``order``; equal orders by name, so that the answer is one."""
    return sorted(orgs, key=lambda name: (orgs[name].order, name))
