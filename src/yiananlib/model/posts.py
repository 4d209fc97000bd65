"""Whether anybody holds a post on a day: work that names one whom nobody holds is lost from sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from yiananlib.messages import _

if TYPE_CHECKING:
    import datetime as dt

    class Term(Protocol):
        """From when to when a post is held; without bound where a day is absent."""

        @property
        def since(self) -> dt.date | None:
            """The first day."""

        @property
        def until(self) -> dt.date | None:
            """The last day."""


def absence(post: Term | None, day: dt.date) -> str | None:
    """Return why nobody holds ``post`` on ``day``, in the reader's language; None where somebody does.

    ``post`` is None where there is none of that name any more.
    """
    if post is None:
        return _("the post no longer exists")
    if post.until is not None and post.until < day:
        return _("the post ended on {day}").format(day=post.until)
    if post.since is not None and day < post.since:
        return _("the post begins on {day}").format(day=post.since)
    return None
