"""What the registers are called, apart from their rows (:mod:`registers`): every command needs the names alone."""

from typing import Final, NamedTuple

from yiananlib.messages import N_


class Called(NamedTuple):
    """How a register is spoken of.

    The ``folder`` in which its records lie, in an organization's; the ``word`` for one of them; and ``listed``, the
    help of the option that lists them.
    """

    folder: str
    word: str
    listed: str


CALLED: Final = {
    "opinion": Called("opinions", N_("opinion"), N_("List opinions and suggestions instead.")),
    "group": Called(
        "groups",
        N_("leading or working group"),
        N_("List leading and working groups instead, and which units have none."),
    ),
    "mark": Called("marks", N_("mark of high risk"), N_("List the units marked as of high risk (重灾区) instead.")),
    "commendation": Called("commendations", N_("commendation"), N_("List who was commended or backed instead.")),
    "press": Called("press", N_("publicity"), N_("List what was published of cases and results instead.")),
    "accountability": Called(
        "accountability", N_("accountability decision"), N_("List the accountability decisions about cases instead.")
    ),
    "dispatch": Called("sent", N_("report sent upward"), N_("List what was sent upward instead, to whom and when.")),
    "urge": Called("urges", N_("urging"), N_("List who was urged instead, about what and when.")),
}
"""By the name of the kind of record, in the order in which they are told."""
