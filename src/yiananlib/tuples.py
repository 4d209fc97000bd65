"""Tuples whose values have names: what :class:`typing.NamedTuple` makes, at an eighth of its price.

A command defines a hundred such classes when it starts. ``typing`` looks at every annotation, and compiles for each
class how one is made; here a class is the names of its fields. A checker of types sees the class of ``typing``.
"""

import sys
from typing import TYPE_CHECKING, Any

_made = tuple.__new__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import NamedTuple as NamedTuple
    from typing import Self


def _annotated(space: "Mapping[str, Any]") -> tuple[str, ...]:
    if "__annotations__" in space:
        return tuple(space["__annotations__"])
    if sys.version_info >= (3, 14):  # what is annotated is kept as a function
        import annotationlib

        if annotate := annotationlib.get_annotate_from_class_namespace(space):
            return tuple(annotationlib.call_annotate_function(annotate, annotationlib.Format.FORWARDREF))
    return ()


def _rest(cls: Any, given: int, named: dict[str, Any]) -> "Iterable[Any]":
    """Return the values of the fields after those ``given`` in order; raise TypeError where they do not fit."""
    if given > len(cls._fields):
        raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields; {given} values were given")
    rest: tuple[str, ...] = cls._fields[given:]
    last: tuple[Any, ...] = cls._last
    if not named and len(rest) <= len(last):
        return last[-len(rest) :]
    said = cls._field_defaults | named
    _refuse_other(cls, named.keys() - set(rest))
    try:
        return [said[field] for field in rest]
    except KeyError as error:
        raise TypeError(f"{cls.__name__} needs a value for {error}") from None


def _refuse_other(cls: type, named: "Collection[str]") -> None:
    if named:
        raise TypeError(f"{cls.__name__} takes no value, or no second one, for {', '.join(sorted(named))}")


if not TYPE_CHECKING:
    # as `collections` has it; the same as `property(operator.itemgetter(place))`, at two thirds of the time
    from _collections import _tuplegetter

    class _Class(type):
        def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> type:
            """Return the class; what it annotates are its fields, and the values that these have are their defaults."""
            if fields := _annotated(space):
                space["_field_defaults"] = {field: space[field] for field in fields if field in space}
                space["_last"] = tuple(space["_field_defaults"].values())
                space["_fields"] = space["__match_args__"] = fields
                for place, field in enumerate(fields):
                    space[field] = _tuplegetter(place, None)
            space["__slots__"] = ()
            return super().__new__(cls, name, bases, space)

    class NamedTuple(tuple, metaclass=_Class):
        """What all tuples of named values can do."""

        _fields = ()
        _field_defaults = {}  # noqa: RUF012 - of a class without fields
        _last = ()

        def __new__(cls, /, *values: Any, **named: Any) -> "Self":
            """Make one of its values in their order, then by their names; the rest have their defaults."""
            if named or len(values) != len(cls._fields):
                values = (*values, *_rest(cls, len(values), named))
            return _made(cls, values)

        @classmethod
        def _make(cls, values: "Iterable[Any]") -> "Self":
            made = _made(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields; {len(made)} values were given")
            return made

        def _replace(self, /, **named: Any) -> "Self":
            changed = [named.pop(field, value) for field, value in zip(self._fields, self, strict=True)]
            _refuse_other(type(self), named)
            return self._make(changed)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            said = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({said})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)
