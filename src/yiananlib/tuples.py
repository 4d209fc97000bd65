"""Tuples whose values have names: what :class:`typing.NamedTuple` makes, at an eighth of its price.

A command defines a hundred such classes when it starts. ``typing`` looks at every annotation, and compiles for each
class how one is made; here a class is the names of its fields, and how one is made of less than a whole row is compiled
when one is. A checker of types sees the class of ``typing``.
"""

import sys
from typing import TYPE_CHECKING, Any

_made = tuple.__new__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
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


def _maker(cls: Any) -> "Callable[..., Any]":
    """Return what makes one of values in order, by name, or left to their defaults."""
    fields = "".join(f"{field}, " for field in cls._fields)
    found: Any = eval(f"lambda _cls, {fields}: _made(_cls, ({fields}))", {"_made": _made})  # noqa: S307 - names of ours
    found.__defaults__ = tuple(cls._field_defaults.values())
    return found  # type: ignore[no-any-return]  # `eval` tells nothing


if not TYPE_CHECKING:
    # as `collections` has it; the same as `property(operator.itemgetter(place))`, at two thirds of the time
    from _collections import _tuplegetter

    class _Class(type):
        def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> type:
            """Return the class; what it annotates are its fields, and the values that these have are their defaults."""
            if fields := _annotated(space):
                space["_field_defaults"] = {field: space[field] for field in fields if field in space}
                space["_fields"] = space["__match_args__"] = fields
                for place, field in enumerate(fields):
                    space[field] = _tuplegetter(place, None)
            space["__slots__"] = ()
            return super().__new__(cls, name, bases, space)

    class NamedTuple(tuple, metaclass=_Class):
        """What all tuples of named values can do."""

        _fields = ()
        _field_defaults = {}  # noqa: RUF012 - of a class without fields

        def __new__(cls, /, *values: Any, **named: Any) -> "Self":
            """Make one of a value for each field; else find out how, and do so from then on."""
            if not named and len(values) == len(cls._fields):
                return _made(cls, values)
            cls.__new__ = _maker(cls)
            return cls(*values, **named)

        @classmethod
        def _make(cls, values: "Iterable[Any]") -> "Self":
            made = _made(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields; {len(made)} values were given")
            return made

        def _replace(self, /, **named: Any) -> "Self":
            changed = self._make(map(named.pop, self._fields, self))
            if named:
                raise TypeError(f"{type(self).__name__} has no field {', '.join(named)}")
            return changed

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            said = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({said})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)
