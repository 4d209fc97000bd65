"""The kinds of matters that the registers are: models and rules made of their rows."""

from __future__ import annotations

import functools
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, cast

from pydantic import Field as PydanticField
from pydantic import create_model

from yiananlib.messages import _
from yiananlib.model import matters
from yiananlib.model.base import Day, Digest, FilledText, Key, Line, Name, RecordId, Remark, Stamped
from yiananlib.model.matters import Kind, Matter, References, Standing
from yiananlib.model.register import MOST, Field, Register, Takes
from yiananlib.model.registers import BY_NAME
from yiananlib.model.text import name_fault
from yiananlib.model.words import MENDING_WORDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_TYPES: Final[dict[Takes, Any]] = {
    Takes.LINE: Line,
    Takes.TEXT: FilledText,
    Takes.DUE: Day,
    Takes.DAY: Day,
    Takes.COUNT: Annotated[int, PydanticField(strict=True, ge=0, le=MOST)],
    Takes.DIGEST: Digest,
    Takes.ORG: Name,
    Takes.POST: Line,
    Takes.PROBLEM: RecordId,
    Takes.CASE: Name,
    Takes.WORD: Line,
    Takes.KEY: Key,
    Takes.FILE: Line,
}


@functools.cache
def kind(name: str) -> Kind:
    """Return the kind of matter that a register is."""
    register = BY_NAME[name]
    return Kind(
        name=name,
        head=_model(register, "head", matters.Head, register.head[1:]),
        entries={
            step.name: _model(register, step.name, Stamped, step.fields, kind=step.name) for step in register.steps
        },
        table=_table(register),
        who={step.name: step.who for step in register.steps},
        status_words=register.status_words,
        entry_words={**{step.name: step.word for step in register.steps}, **MENDING_WORDS},
        references=functools.partial(_references, register),
        due=functools.partial(_due, register),
        objection=functools.partial(_objection, register),
        lies_with=functools.partial(_lies_with, register) if register.lies_with else None,
    )


def last(standing: Standing, place: str) -> Any:
    """Return what ``<step>.<field>`` said last; None where no such step counts."""
    step, _dot, name = place.partition(".")
    return next((getattr(e, name) for e in reversed(standing.counted) if e.kind == step), None)


def _model(register: Register, part: str, base: type[Any], fields: tuple[Field, ...], kind: str = "") -> type[Any]:
    """Return the class of a head or of an entry; a field that is not given is absent from the file."""
    made: dict[str, Any] = {field.name: _typed(register, field) for field in fields}
    if kind:
        made = {"kind": (Literal[kind], kind), **made}
    name = f"{register.name}-{part}".title().replace("-", "")
    return create_model(name, __base__=base, __module__=__name__, **made)


def _typed(register: Register, field: Field) -> tuple[Any, Any]:
    kind: Any = _TYPES.get(field.takes)
    if field.takes is Takes.CHOICE:
        name = f"{register.name}_{field.name}".title().replace("_", "")
        kind = cast("Any", StrEnum)(name, {key.upper(): key for key in field.words})
    if field.many:
        return tuple[kind, ...], ... if field.needed else ()
    if field.needed:
        return kind, ...
    return (Remark if field.takes is Takes.TEXT else kind | None), None


def _table(register: Register) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {"": {}, **{status: {} for status in register.status_words}}
    for step in register.steps:
        for status, following in step.moves.items():
            table[status][step.name] = following
    return table


def _references(register: Register, matter: Matter) -> References:
    found: dict[Takes, list[str]] = {}
    for field, value in _said(register, matter):
        found.setdefault(field.takes, []).append(value)
    officers = [post for post in found.get(Takes.POST, ()) if "/" in post]
    return References(
        problems=tuple(found.get(Takes.PROBLEM, ())),
        orgs=tuple(found.get(Takes.ORG, ())),
        officers=tuple(officers),
        cases=tuple(found.get(Takes.CASE, ())),
    )


def _said(register: Register, matter: Matter) -> Iterator[tuple[Field, str]]:
    """Yield what head and entries name, one value after the other."""
    parts = [(register.head, matter.head)]
    parts += [(step.fields, e) for e in matter.entries for step in register.steps if step.name == e.kind]
    for fields, part in parts:
        for field in fields:
            value = getattr(part, field.name)
            yield from ((field, one) for one in (value if field.many else (value,)) if one is not None)


def _due(register: Register, standing: Standing) -> dt.date | None:
    if register.awaits is None or standing.status not in register.awaits[1]:
        return None
    due: dt.date | None = last(standing, register.awaits[0])
    return due


def _lies_with(register: Register, standing: Standing, entry: Any) -> str:
    """Return the organization with which a record lies; for an entry that gives it to one, that one."""
    step, _dot, name = register.lies_with.partition(".")
    if entry is not None and entry.kind == step:
        return str(getattr(entry, name))
    return last(standing, register.lies_with) or standing.matter.org


def _objection(register: Register, standing: Standing, entry: Any) -> str | None:
    """Return what is wrong with what is named, or that nothing is named where something must be.

    Whoever is no officer is called by the post, without ``/``.
    """
    either = [field for field in register.head if field.either]
    head = standing.matter.head
    if not standing.matter.entries and either and not any(getattr(head, field.name) for field in either):
        options = _(", ").join(field.option for field in either)
        return _("at least one of these must be there: {options}").format(options=options)
    for field in () if standing.matter.entries else register.head:
        if field.along and getattr(head, field.name) is not None and getattr(head, field.along) is None:
            return _("{option} requires {other}").format(option=field.option, other=register.field(field.along).option)
    step = next((one for one in register.steps if one.name == entry.kind), None)
    parts = [(step.fields, entry)] if step is not None else []
    if not standing.matter.entries:
        parts.append((register.head, standing.matter.head))
    for fields, part in parts:
        for field in (one for one in fields if one.takes is Takes.POST):
            value = getattr(part, field.name)
            for post in value if field.many else (value,):
                if post is not None and "/" in post and not _is_officer(post):
                    return _("“{post}” is neither an officer nor a post in words without “/”").format(post=post)
    return None


def _is_officer(post: str) -> bool:
    org, _slash, name = post.partition("/")
    return name_fault(org) is None and name_fault(name) is None
