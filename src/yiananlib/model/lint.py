"""What ``yian lint`` looks for: the signs of paper rectification (搞形式、走过场), each with a stable code.

A new one is a row here and a function of its name in ``services/reading/lint_texts``, ``lint_days`` or ``lint_units``.
"""

from typing import Annotated, Final, NamedTuple

from pydantic import AfterValidator

from yiananlib.messages import N_


class Check(NamedTuple):
    """A sign that is looked for.

    Attributes:
        code: what it is called everywhere; with ``_`` for ``-`` the function that looks for it.
        of: what it looks at, and so where that function is: ``texts``, ``days`` or ``units``.
        title: what it stands for.
        question: what a finding asks; the problems and the values that it names stand in braces.
        steps: where the evidence is what was recorded: what comes before it in the lifecycle's table.
    """

    code: str
    of: str
    title: str
    question: str
    steps: str | None = None


CHECKS: Final = (
    Check(
        "same-effect", "texts", N_("The same effect in different problems"),
        N_("The same effect, or nearly, is stated for {problems}. Was it seen at each of them?"),
    ),
    Check(
        "same-measure", "texts", N_("The same measure in different problems"),
        N_("The same measure, or nearly, is planned for {problems}. Does it fit each of them?"),
    ),
    Check(
        "one-evidence", "units", N_("One file as evidence for many measures"),
        N_("One file is the evidence for {n} measures, of {problems}. What does it show of each?"),
    ),
    Check(
        "on-the-day", "days", N_("All completed on the last day"),
        N_("{org} completed each of {n} measures on the very day it was due. Is that when it was done?"),
    ),
    Check(
        "at-once", "days", N_("Struck off as soon as found"),
        N_("{problems} was found on {found} and struck off on {closed}. Is it really settled?"),
    ),
    Check(
        "cause-repeats", "texts", N_("A root cause that repeats the symptom"),
        N_("The root cause of {problems} says again what was found. Why did it come to that?"),
    ),
    Check(
        "copied-cause", "texts", N_("The same root cause in different units"),
        N_("Different units give the same root cause, or nearly: {problems}. Did each look for its own?"),
    ),
    Check(
        "no-verb", "texts", N_("A measure of which nothing can be seen"),
        N_("Measure {number} of {problems} names nothing that can be seen. What will be done, by when?"),
    ),
    Check(
        "backdated", "days", N_("Recorded long after the day"),
        N_("In {problems} {n} entries were recorded after the day they are about: what decides lateness on any "
           "later day, anything else more than {days} days later. Why so late?"), "",
    ),
    Check(
        "all-hold", "units", N_("All look-backs held"),
        N_("All {n} look-backs at {org} held; elsewhere they did not. Was it looked at as closely?"), "looked-back:",
    ),
    Check(
        "nil", "units", N_("Nothing found where others found much"),
        N_("{org} found nothing in round {round}; the {n} others found {mean} each. Was all looked at?"),
    ),
    Check(
        "no-reason", "days", N_("Overdue, and nothing says why"),
        N_("{org} has {n} overdue problems and does not say why: {problems}. What keeps them, and what comes next?"),
    ),
    Check(
        "rush", "days", N_("Many struck off on one day by one officer"),
        N_("{by} struck {n} problems off on {day}. Was each looked at?"),
    ),
    Check(
        "waivers", "units", N_("Many checks waived by one officer"),
        N_("{by} waived checks in {n} problems: {problems}. Could none of them be met?"),
    ),
    Check(
        "again", "texts", N_("Voided, and registered again with more time"),
        N_("{problems} says what {voided} said, which was voided, and is due later: {due}. Why anew?"),
    ),
    Check(
        "recurred", "units", N_("Struck off, and it came back"),
        N_("It was struck off, and came back: {problems}. What had not been rectified?"),
    ),
    Check(
        "one-hand", "units", N_("One officer typed and judged"),
        N_("One officer typed the completion and the submission of {problems}, and judged it. Who looked?"),
    ),
    Check(
        "stranded", "units", N_("Open work in posts that nobody holds"),
        N_("{officer} keeps open work, and {why}. Who answers for it now?"),
    ),
)  # fmt: skip
"""What is looked for, in the order in which findings are told."""

CODES: Final = {check.code: check.title for check in CHECKS}
BY_CODE: Final = {check.code: check for check in CHECKS}


def _code(value: str) -> str:
    if value not in CODES:
        raise ValueError("lint code")
    return value


LintCode = Annotated[str, AfterValidator(_code)]
