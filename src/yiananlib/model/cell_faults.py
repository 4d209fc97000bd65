"""Cells that hold no value: an error of the spreadsheet, or a formula that nobody calculated."""

from __future__ import annotations

import re
from typing import Final

from yiananlib.messages import _

_ERROR: Final = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|CONNECT!|BUSY!|EXTERNAL!"
    r"|PYTHON!|GETTING_DATA)|Err:[0-9]{3}"
)
_FORMULA: Final = re.compile(r"=(?![=>\s]).")


def fault(value: object) -> str | None:
    """Return what is wrong with a cell that has no value, in the reader's language; None where it has one."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _ERROR.fullmatch(text):
        return _("it is a spreadsheet error, not a value; correct it in the file")
    if _FORMULA.match(text):
        return _(
            "it is a formula without a stored result; open the file in a spreadsheet and save it, or enter the value"
        )
    return None
