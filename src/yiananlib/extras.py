"""Libraries that a few commands need: an extra of the package brings them, and they are loaded where they are used."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from yiananlib.errors import UsageProblem
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def brought_by(extra: str) -> Iterator[None]:
    """Import inside the block what ``pip install 'yian[extra]'`` must have brought.

    Raises:
        UsageProblem: it has not.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        said = _("The library {library} is required. Install it with `pip install 'yian[{extra}]'`.")
        raise UsageProblem(said.format(library=library, extra=extra)) from None
