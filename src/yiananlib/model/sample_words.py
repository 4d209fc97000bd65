"""What samples are called, apart from :mod:`yiananlib.model.samples`: lists and help read it without models."""

from typing import Final

from yiananlib.messages import N_
from yiananlib.model.words import MENDING_WORDS

STATUS_WORDS: Final[dict[str, str]] = {"frozen": N_("to be drawn"), "drawn": N_("drawn")}
ENTRY_WORDS: Final[dict[str, str]] = {
    "frozen": N_("population frozen"),
    "announced": N_("seed announced"),
    "drawn": N_("sample drawn"),
    "replaced": N_("replaced"),
    **MENDING_WORDS,
}
