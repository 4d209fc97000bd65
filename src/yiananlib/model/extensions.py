"""How much more time a campaign allows: the number of extensions of a problem, and the days of each."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from yiananlib.messages import _

if TYPE_CHECKING:
    from yiananlib.model.campaign import Deadlines
    from yiananlib.model.state import State


def beyond(state: State, until: dt.date, allowed: Deadlines) -> str | None:
    """Return why an extension to ``until`` is more than ``allowed``, in the reader's language; None when it is not.

    ``state`` is the problem before it. Extensions of all rounds count. The days count from the deadline in
    force; from the reopening where that deadline had run out while the problem was closed.
    """
    granted = len(state.deadlines) - 1
    if granted >= allowed.extensions:
        return _("extensions granted so far: {granted}; the campaign allows {most}").format(
            granted=granted, most=allowed.extensions
        )
    start = _start(state)
    days = (until - start).days
    if days > allowed.extension_days:
        return _("{until} is {days} days after {start}; the campaign allows {most}, until {last}").format(
            until=until,
            days=days,
            start=start,
            most=allowed.extension_days,
            last=start + dt.timedelta(days=allowed.extension_days),
        )
    return None


def _start(state: State) -> dt.date:
    if state.round == 1:
        return state.due
    return max(state.due, state.opened)
