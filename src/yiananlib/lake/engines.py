"""The engines that count a lake, by what they are called on the command line; none is loaded but that which is used."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from yiananlib.lake import counting
from yiananlib.lake.counting import Using

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES: Final = ("duckdb", "spark")


@contextlib.contextmanager
def opened(name: str) -> Iterator[Using]:
    """Yield what counts with one of :data:`NAMES`.

    Raises:
        UsageProblem: it is not installed.
    """
    if name == "spark":
        from yiananlib.lake import spark

        with spark.opened() as cluster:
            yield Using(cluster, counting.SPARK, counting.ALL_AT_ONCE)
        return
    from yiananlib.lake import duck

    with duck.opened() as here:
        yield Using(here, counting.DUCKDB)
