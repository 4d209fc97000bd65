"""What a problem waits for: the words of each thing, and when it does, over where problems stand on a day.

``:endorsing`` is whether the gate asks for the head's name, ``:always`` whether of the simple ones too; the other
parameters are those of :mod:`yiananlib.index.conditions`.
"""

from typing import Final

from yiananlib.index import conditions
from yiananlib.messages import N_

_READY: Final = "status IN ('registered', 'rectifying') AND complete AND deadline > :soon"
_SIMPLE: Final = "severity = 'minor' AND class = 'immediate'"
_ENDORSED: Final = f"(NOT :endorsing OR NOT :always AND {_SIMPLE} OR spans.endorsed IS NOT NULL)"

WAITS: Final[dict[str, tuple[str, str]]] = {
    "overdue": (N_("Overdue"), f"{conditions.WAITING} AND {conditions.OVERDUE}"),
    "returned": (N_("Returned, to be reworked"), f"status = 'returned' AND NOT ({conditions.OVERDUE})"),
    "soon": (N_("Due soon"), f"{conditions.DUE_SOON} AND status <> 'returned'"),
    "measures": (
        N_("On schedule, with an overdue measure"),
        f"{conditions.WAITING} AND status <> 'returned' AND deadline > :soon AND late_from < :day",
    ),
    "incomplete": (
        N_("Submitted incomplete, to be completed and resubmitted"),
        f"{conditions.INCOMPLETE} AND deadline > :soon AND coalesce(late_from >= :day, 1)",
    ),
    "submit": (N_("All measures done, to be submitted"), _READY),
    "endorse": (
        N_("Submitted, to be endorsed by the head"),
        f"status IN ('submitted', 'passed') AND NOT ({conditions.INCOMPLETE}) AND NOT {_ENDORSED}",
    ),
    "review": (N_("Submitted, to be reviewed"), "status = 'submitted'"),
    "close": (N_("Passed, to be closed"), "status = 'passed'"),
    "look_back": (
        N_("Closed, due for a look-back"),
        "status = 'closed' AND EXISTS (SELECT 1 FROM closes LEFT JOIN looks ON looks.problem = closes.problem"
        f" AND looks.number = closes.number AND {conditions.holding('looks')} WHERE closes.problem = problems.problem"
        " AND closes.number = spans.closes AND (looks.since IS NULL AND closes.since <= :look_back"
        " OR :look_again_days > 0 AND looks.since <= :look_again))",
    ),
    "accept": (N_("Registered, to be accepted"), f":accepting AND {conditions.UNACCEPTED}"),
}
"""What a problem waits for: its words, and when it does.

A problem waits for one thing at most; but where the gate asks for it a registration waits to be accepted besides, and
what was submitted waits for its judges and at the same time for the head's name under it, or to be completed.

What was submitted after its deadline is overdue as well; it waits for the office, and the unit can do no more.
"""

JUDGING: Final = ("review", "close", "look_back", "accept")
"""What waits for the office and the inspectors."""

OF_HOME: Final = "problems.org = :home"
OF_OFFICER: Final = ":officer IN (owner, leader)"
