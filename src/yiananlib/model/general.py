"""普遍问题: a problem of the office that stands for others, and what each unit that is asked found of it (举一反三)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from yiananlib.messages import _
from yiananlib.model.base import FilledText, Name, RecordId, Stamped
from yiananlib.model.vocabulary import Function

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.model.org import Org
    from yiananlib.model.state import State


class Generalised(Stamped):
    """The problem stands for ``problems``, and the units ``asked`` look for the same fault; the last one counts."""

    kind: Literal["generalised"] = "generalised"
    problems: Annotated[tuple[RecordId, ...], Field(min_length=1)]
    asked: Annotated[tuple[Name, ...], Field(min_length=1)]


class LookedWider(Stamped):
    """A unit looked for the same fault in its own house: how many more were ``found``, and what was looked at."""

    kind: Literal["looked-wider"] = "looked-wider"
    found: Annotated[int, Field(strict=True, ge=0, le=9999)]
    note: FilledText


def generalised(entries: Sequence[Stamped]) -> Generalised | None:
    """Return what makes a problem a general one, by the entries of it that count; None of any other problem."""
    return next((e for e in reversed(entries) if isinstance(e, Generalised)), None)


def of_state(state: State) -> Generalised | None:
    """Return the same of what a problem amounts to."""
    return generalised(state.counted)


def looked(state: State) -> dict[str, LookedWider]:
    """Return what each unit that is asked said last, by organization."""
    general = of_state(state)
    if general is None:
        return {}
    said = {e.principal.partition("/")[0]: e for e in state.counted if isinstance(e, LookedWider)}
    return {org: said[org] for org in general.asked if org in said}


def missing(state: State) -> tuple[str, ...]:
    """Return the units that are asked and have not looked."""
    general = of_state(state)
    there = looked(state)
    return tuple(org for org in general.asked if org not in there) if general is not None else ()


def unasked(entry: LookedWider, entries: Sequence[Stamped]) -> str | None:
    """Return why a unit has nothing to answer, by the entries before that count; None if it is asked."""
    general = generalised(entries)
    if general is None:
        return _("it is not a general problem, so no unit is asked to look for it")
    org = entry.principal.partition("/")[0]
    if org not in general.asked:
        orgs = _(", ").join(general.asked)
        return _("{org} is not asked to look for it; asked are {orgs}").format(org=org, orgs=orgs)
    return None


def not_of_office(org: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why a problem of an organization cannot be a general one; None of the office, and where it is unknown."""
    if org not in orgs or orgs[org].function is Function.OFFICE:
        return None
    return _("only a problem of the office can stand for others, and this is one of {org}").format(org=org)
