"""What help and usage call the value of an option or an argument, in the language being spoken: DAY, ORG, FILE."""

from __future__ import annotations

import re
from typing import Final

from yiananlib.messages import N_, _

WORDS: Final = frozenset(
    {
        N_("ADDRESS"), N_("BASE"), N_("CASE"), N_("CODE"), N_("COMMAND"), N_("COMMIT"), N_("COUNT"), N_("DAY"),
        N_("DAYS"), N_("DIGITS"), N_("DIR"), N_("DOCUMENT"), N_("DOSSIER"), N_("ENTRY"), N_("FILE"), N_("FOLDER"),
        N_("HEX"), N_("KIND"), N_("LAKE"), N_("LOOK"), N_("MAP"), N_("MEETING"), N_("N"), N_("NAME"), N_("NOTE"),
        N_("NOTICE"), N_("NUMBER"), N_("OCCURRENCE"), N_("OFFICER"), N_("ORG"), N_("OURS"), N_("PATH"),
        N_("PERCENT"), N_("POST"),
        N_("PROBLEM"), N_("PROMPT"), N_("RANGE"), N_("REASON"), N_("RECORD"), N_("REMOTE"), N_("REV"), N_("ROUND"),
        N_("ROW"), N_("RULE"), N_("SAMPLE"), N_("SUBJECT"), N_("TAG"), N_("TEXT"), N_("THEIRS"), N_("TOPIC"),
        N_("WHY"), N_("WORD"), N_("YEAR"),
    }
)  # fmt: skip
"""All placeholders, in capitals. Literal values such as ``yes|no`` and ``SELECT`` are not among them."""


def shown(said: str) -> str:
    """Return what stands for a value, such as ``[REV[..REV]]`` and ``CODE=REASON``, with its words translated."""
    if said in WORDS:
        return _(said)
    return re.sub("[A-Z]+(?: [A-Z]+)*", lambda found: _(found[0]) if found[0] in WORDS else found[0], said)
