"""What the registers are called, apart from their rows (:mod:`registers`): every command needs the names alone."""

from typing import Final, NamedTuple

from yiananlib.messages import N_


class Called(NamedTuple):
    """The ``folder`` in which the records of a register lie, in an organization's, and the ``word`` for one of them."""

    folder: str
    word: str


CALLED: Final = {
    "opinion": Called("opinions", N_("opinion")),
    "group": Called("groups", N_("leading or working group")),
    "mark": Called("marks", N_("mark of high risk")),
    "commendation": Called("commendations", N_("commendation")),
    "press": Called("press", N_("publicity")),
    "accountability": Called("accountability", N_("accountability decision")),
    "dispatch": Called("sent", N_("report sent upward")),
    "urge": Called("urges", N_("urging")),
}
"""By the name of the kind of record, in the order in which they are told."""
