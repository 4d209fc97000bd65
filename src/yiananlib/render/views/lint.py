"""What ``yian lint`` found as a document: by code, each finding a sentence that asks, and what it rests on."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.model.lint import BY_CODE
from yiananlib.model.steps import STEP_WORDS
from yiananlib.render import words
from yiananlib.render.document import Block, Document, Heading, Paragraph
from yiananlib.render.shapes import fields

if TYPE_CHECKING:
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.lint import Linted
    from yiananlib.services.reading.lint_ground import Proof, Sign

_SHOWN: Final = 6
"""Lines of evidence that a reader takes in; JSON has all."""
_LENGTH: Final = 80
"""Characters of a text that are enough to know it by."""


def lint(value: Linted) -> Document:
    """Lay out the findings, then how many there are."""
    blocks: list[Block] = []
    for code, found in groupby(value.signs, key=lambda sign: sign.code):
        some = list(found)
        blocks.append(Heading(_("{what}: {n}").format(what=f"{_(BY_CODE[code].title)} [{code}]", n=len(some))))
        blocks.append(Paragraph("\n".join(line for sign in some for line in _lines(sign, value.setting.names))))
    summary = _("as of {day}: to be answered: {open}, answered: {answered}").format(
        day=words.day(value.day), open=value.open, answered=value.answered
    )
    return Document((*blocks, Heading(summary)))


def _lines(sign: Sign, names: Names) -> list[str]:
    alike = _(" [{percent} similar]").format(percent=words.percent(sign.similarity)) if sign.similarity else ""
    lines = [f"- {sign.sentence}{alike}"]
    lines += [f"    {_proof(sign.code, proof)}" for proof in sign.evidence[:_SHOWN]]
    if len(sign.evidence) > _SHOWN:
        lines.append("    " + _("and {n} more; --json shows all").format(n=len(sign.evidence) - _SHOWN))
    if sign.answered is not None:
        lines.append(
            "    "
            + _("answered by {by} on {day}: {reason}").format(
                by=post(sign.answered.by, names), day=words.day(sign.answered.on), reason=_short(sign.answered.reason)
            )
        )
    return lines


def _proof(code: str, proof: Proof) -> str:
    where = proof.problem or ""
    if proof.measure is not None:
        where = _("{problem}, measure {number}").format(problem=where, number=proof.measure)
    text = proof.text
    steps = BY_CODE[code].steps
    if text is not None and steps is not None:
        step = steps + text
        text = _(STEP_WORDS.get(step, text))
    parts = (_short(text) if text is not None else None, proof.file, words.day(proof.day) if proof.day else None)
    said = _(", ").join(part for part in parts if part)
    return _("{name}: {text}").format(name=where, text=said) if where else said


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LENGTH else f"{line[: _LENGTH - 1]}…"


def lint_json(value: Linted) -> Any:
    """Shape the questions of the lint."""
    findings = [
        {
            **fields(sign, "code sentence problems orgs evidence"),
            "similarity": round(sign.similarity, 4) if sign.similarity is not None else None,
            **fields(sign, "answered"),
        }
        for sign in value.signs
    ]
    return {"as_of": value.day} | fields(value, "org open answered") | {"findings": findings}
