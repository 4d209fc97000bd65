"""Why a value is not valid, in the reader's words: pydantic's errors, and our own codes, as sentences."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.model.campaign import GATE_CODES
from yiananlib.model.lint import CODES as LINT_CODES

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_BY_TYPE: Final[dict[str, str]] = {
    "missing": N_("“{field}” is missing"),
    "extra_forbidden": N_("“{field}” is not a field here"),
    "enum": N_("“{field}” must be one of {expected}, not {input}"),
    "literal_error": N_("“{field}” must be {expected}, not {input}"),
    "string_type": N_("“{field}” must be text, not {input}"),
    "string_unicode": N_("“{field}” is not text: its bytes are not UTF-8"),
    "string_too_short": N_("“{field}” must not be empty"),
    "string_too_long": N_("“{field}” is longer than {max_length} characters"),
    "string_pattern_mismatch": N_("“{field}” does not have the required form: {input}"),
    "int_type": N_("“{field}” must be a whole number, not {input}"),
    "bool_type": N_("“{field}” must be true or false, not {input}"),
    "greater_than_equal": N_("“{field}” must be at least {ge}, not {input}"),
    "less_than_equal": N_("“{field}” must be at most {le}, not {input}"),
    "too_short": N_("“{field}” must have at least {min_length} items"),
    "too_long": N_("“{field}” must have at most {max_length} items"),
    "tuple_type": N_("“{field}” must be a list, not {input}"),
    "dict_type": N_("“{field}” must be a table, not {input}"),
    "model_type": N_("“{field}” must be a table, not {input}"),
    "date_type": N_("“{field}” must be a day, such as 2026-06-15, not {input}"),
    "datetime_type": N_("“{field}” must be a time with its UTC offset, such as 2026-03-12T09:30:00+08:00, not {input}"),
}
_OF_TEXT: Final = {"too_short": "string_too_short", "too_long": "string_too_long"}
"""pydantic's words for the length of a text that was cleaned first, and of one that was not."""
_BY_CODE: Final[dict[str, str]] = {
    "forbidden": N_("“{field}” contains the character {detail}, which cannot be displayed safely; leave it out"),
    "line break": N_("“{field}” must be a single line without tabs"),
    "name empty": N_("“{field}” must not be empty"),
    "name long": N_("“{field}” is longer than 40 characters"),
    "name form": N_("“{field}” is not in Unicode's composed form (NFC)"),
    "name characters": N_(
        "“{field}” may only have letters, digits, - and _, must begin with a letter or digit and must not"
        " end with a dash; not {input}"
    ),
    "name reserved": N_("“{field}” must not be {input}, which some systems reserve for a device"),
    "officer form": N_("“{field}” must be an officer, <org>/<officer>, not {input}"),
    "problem form": N_("“{field}” must be a problem, <org>/<id>, not {input}"),
    "offset missing": N_("“{field}” must have an offset from UTC, such as +08:00"),
    "no year": N_("“{field}” is in the year {detail}, when nothing can have been recorded"),
    "future day": N_("“on” must not be after the day of “at”"),
    "address": N_("“{field}” must be an e-mail address, not {input}"),
    "gate code": N_("{input} is not a check of the gate; the checks are {codes}"),
    "lint code": N_("{input} is not a code of `yian lint`; the codes are {lint_codes}"),
    "repeated": N_("the prompt “{detail}” appears twice"),
    "another year": N_("the day {detail} is not in that year"),
    "repeated day": N_("the day {detail} appears twice in its year"),
    "repeated year": N_("the year {detail} appears twice"),
    "repeated number": N_("the number {detail} appears twice"),
    "field of a mapping": N_("{input} is not a field a heading can stand for; “yian import --new-map” lists them"),
    "words of": N_("“{detail}” cannot have words of its own"),
    "name of a person": N_(
        "“people” names a person, but the ledger must not: run `yian import --map FILE --apply`, which"
        " stores digests instead"
    ),
    "often half": N_("“often” and “until” belong together"),
    "series half": N_("“every” and “from” belong together"),
    "series ends": N_("the series ends on {detail}, before it begins"),
    "series long": N_("the series to {detail} has more than 530 occurrences"),
    "region days": N_("the region {detail} ends before it begins"),
    "region twice": N_("the region {detail} appears twice for the same days"),
    "region parent": N_("there is no region {detail} to be the parent of another"),
    "region circle": N_("the region {detail} would be above itself"),
    "file twice": N_("the table {detail} appears twice, or not at all"),
    "file name": N_("the file name {detail} is not its table and the beginning of its digest"),
    "decision about nobody": N_("a decision must say how many people, how many organizations or how much money"),
    "unknown finding": N_("a task names the finding {detail}, which does not exist"),
}


class Reason(NamedTuple):
    """``path`` leads to the value, as pydantic gives it; ``sentence`` says what is wrong."""

    path: tuple[str | int, ...]
    sentence: str


def reasons(error: "ValidationError") -> Iterator[Reason]:
    """Yield a reason for each fault that ``error`` holds."""
    for detail in error.errors(include_url=False):
        yield Reason(detail["loc"], _sentence(detail))


def _sentence(detail: "ErrorDetails") -> str:
    field = next((part for part in reversed(detail["loc"]) if isinstance(part, str) and part != "[key]"), "")
    words: dict[str, Any] = {
        "field": _shown(field).strip("“”"),
        "input": _shown(detail["input"]),
        "codes": ", ".join(GATE_CODES),
        "lint_codes": ", ".join(LINT_CODES),
        "detail": "",
    }
    words.update(detail.get("ctx", {}))
    if detail["type"] == "value_error":
        code = str(detail["ctx"]["error"])
        template = _BY_CODE.get(code)
        if template is None:
            code, _space, words["detail"] = code.rpartition(" ")
            template = _BY_CODE.get(code)
    else:
        name = detail["type"]
        template = _BY_TYPE.get(_OF_TEXT.get(name, name) if isinstance(detail["input"], str) else name)
    if template is None:
        return f"“{field}”: {detail['msg']}"
    return _(template).format(**words)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
