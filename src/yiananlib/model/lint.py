"""What ``yian lint`` looks for: the signs of paper rectification (搞形式、走过场), each with a stable code."""

from typing import Annotated, Final

from pydantic import AfterValidator

from yiananlib.messages import N_

CODES: Final[dict[str, str]] = {
    "same-effect": N_("The same effect in different problems"),
    "same-measure": N_("The same measure in different problems"),
    "one-evidence": N_("One file as evidence for many measures"),
    "on-the-day": N_("All completed on the last day"),
    "at-once": N_("Struck off as soon as found"),
    "cause-repeats": N_("A root cause that repeats the symptom"),
    "copied-cause": N_("The same root cause in different units"),
    "no-verb": N_("A measure of which nothing can be seen"),
    "backdated": N_("Recorded long after the day"),
    "all-hold": N_("All look-backs held"),
    "nil": N_("Nothing found where others found much"),
    "rush": N_("Many struck off on one day by one officer"),
    "waivers": N_("Many checks waived by one officer"),
    "again": N_("Voided, and registered again with more time"),
    "recurred": N_("Struck off, and it came back"),
    "one-hand": N_("One officer typed and judged"),
    "stranded": N_("Open work in posts that nobody holds"),
}
"""Each code with what it stands for, in the order in which findings are told."""


def _code(value: str) -> str:
    if value not in CODES:
        raise ValueError("lint code")
    return value


LintCode = Annotated[str, AfterValidator(_code)]
