"""The progress of long work, reported to whoever asked for it.

The work says it where it loops, and need not know who listens: at a terminal it is the bar of ``cli.progress``.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Listener = Callable[[int, int], object]

T = TypeVar("T")

_listener: ContextVar[Listener | None] = ContextVar("_listener", default=None)


@contextmanager
def telling(listener: Listener) -> Iterator[None]:
    """Have ``listener`` told inside the block how much is done, and of how much."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(done: int, total: int) -> None:
    """Say that ``done`` of ``total`` are done."""
    if (listener := _listener.get()) is not None:
        listener(done, total)


def over(items: Sequence[T]) -> Iterator[T]:
    """Yield the items, and say of each that it is done when the next is asked for."""
    yield from of(items, len(items))


def of(items: Iterable[T], total: int) -> Iterator[T]:
    """Yield the items as :func:`over` does, ``total`` of them as far as is known."""
    for done, item in enumerate(items, 1):
        yield item
        tell(done, total)
