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
        N_("The same effect, or nearly, is stated for {problems}. Was it seen in each of them?"),
    ),
    Check(
        "same-measure", "texts", N_("The same measure in different problems"),
        N_("The same measure, or nearly, is planned for {problems}. Does it fit each of them?"),
    ),
    Check(
        "one-evidence", "units", N_("One evidence file for many measures"),
        N_("One file is the evidence for {n} measures, of {problems}. What does it show for each?"),
    ),
    Check(
        "on-the-day", "days", N_("All completed on the last day"),
        N_("{org} completed all of {n} measures on the very day they were due. Is that when they were done?"),
    ),
    Check(
        "at-once", "days", N_("Closed as soon as found"),
        N_("{problems} was found on {found} and closed on {closed}. Is it really settled?"),
    ),
    Check(
        "cause-repeats", "texts", N_("Root cause that repeats the symptom"),
        N_("The root cause of {problems} repeats what was found. Why did it happen?"),
    ),
    Check(
        "copied-cause", "texts", N_("Same root cause in different units"),
        N_("Different units give the same root cause, or nearly: {problems}. Did each look for its own?"),
    ),
    Check(
        "no-verb", "texts", N_("Measure without a visible result"),
        N_("Measure {number} of {problems} names nothing that can be checked. What will be done, and by when?"),
    ),
    Check(
        "backdated", "days", N_("Recorded long after the day"),
        N_("In {problems}, {n} entries were recorded late: on any later day if they decide lateness, otherwise"
            " more than {days} days later. Why so late?"), "",
    ),
    Check(
        "all-hold", "units", N_("All look-backs held"),
        N_("All {n} look-backs at {org} held; elsewhere some did not. Were they as thorough?"), "looked-back:",
    ),
    Check(
        "nil", "units", N_("Nothing found where others found much"),
        N_("{org} found nothing in round {round}; the {n} others found {mean} each. Was everything examined?"),
    ),
    Check(
        "no-reason", "days", N_("Overdue, and nothing says why"),
        N_("{org} has {n} overdue problems and does not say why: {problems}. What keeps them, and what comes next?"),
    ),
    Check(
        "rush", "days", N_("Many closed by one officer on one day"),
        N_("{by} closed {n} problems on {day}. Was each of them checked?"),
    ),
    Check(
        "waivers", "units", N_("Many checks waived by one officer"),
        N_("{by} waived checks in {n} problems: {problems}. Could none of them be met?"),
    ),
    Check(
        "again", "texts", N_("Voided and registered again with more time"),
        N_("{problems} has the same text as {voided}, which was voided, but is due later: {due}. Why was it"
            " registered again?"),
    ),
    Check(
        "recurred", "units", N_("Closed, and recurred"),
        N_("Closed, and recurred: {problems}. What had not been rectified?"),
    ),
    Check(
        "one-hand", "units", N_("Judged by the officer who typed it"),
        N_("One officer typed the completion and the submission of {problems}, and judged it. Who checked?"),
    ),
    Check(
        "paper-day", "days", N_("Evidence whose day does not fit"),
        N_("The day of {n} supporting files of {problems} does not fit what they are for. What do they prove?"),
    ),
    Check(
        "stranded", "units", N_("Open work in vacant posts"),
        N_("{officer} still has open work, but {why}. Who is responsible now?"),
    ),
)  # fmt: skip
"""The checks, in the order their findings are reported."""

CODES: Final = {check.code: check.title for check in CHECKS}
BY_CODE: Final = {check.code: check for check in CHECKS}


def _code(value: str) -> str:
    if value not in CODES:
        raise ValueError("lint code")
    return value


LintCode = Annotated[str, AfterValidator(_code)]
