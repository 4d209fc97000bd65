"""What rules are called: what is decided of them, what they govern, and the words that readers see.

Apart from :mod:`yiananlib.model.rules`, because lists and help read them without the models.
"""

from enum import StrEnum
from typing import Final

from yiananlib.messages import N_
from yiananlib.model.words import HANDING_WORDS, MENDING_WORDS


class Decision(StrEnum):
    """What is to become of a rule: 保留, 修订, 废止, 新建."""

    KEEP = "keep"
    REVISE = "revise"
    ABOLISH = "abolish"
    CREATE = "create"


class Governs(StrEnum):
    """What it governs: 管人, 管事, 管权."""

    PEOPLE = "people"
    AFFAIRS = "affairs"
    POWER = "power"


STATUS_WORDS: Final[dict[str, str]] = {
    "listed": N_("to be decided"),
    "decided": N_("to be carried out"),
    "done": N_("done"),
    "dropped": N_("dropped"),
}
ENTRY_WORDS: Final[dict[str, str]] = {
    "listed": N_("listed"),
    "decided": N_("decided"),
    "issued": N_("issued"),
    "dropped": N_("dropped"),
    **HANDING_WORDS,
    **MENDING_WORDS,
}
DECISION_WORDS: Final[dict[str, str]] = {
    Decision.KEEP: N_("keep"),
    Decision.REVISE: N_("revise"),
    Decision.ABOLISH: N_("abolish"),
    Decision.CREATE: N_("create"),
}
GOVERNS_WORDS: Final[dict[str, str]] = {
    Governs.PEOPLE: N_("people"),
    Governs.AFFAIRS: N_("affairs"),
    Governs.POWER: N_("power"),
}
