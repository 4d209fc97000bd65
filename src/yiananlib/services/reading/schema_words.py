"""The words of a ledger as a schema has them: what its vocabularies, organizations, officers, prompts and cases are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.model import registers, tags
from yiananlib.model.closing import CODES as GATE_CODES
from yiananlib.model.lint import CODES as LINT_CODES
from yiananlib.model.mappings import FIELDS as MAPPED
from yiananlib.model.meeting_words import MARK_WORDS, MATERIAL_WORDS, TYPE_WORDS
from yiananlib.model.notice_words import RUNG_WORDS, URGENCY_WORDS
from yiananlib.model.occurrences import EVERY_WORDS
from yiananlib.model.org import in_order
from yiananlib.model.rule_words import DECISION_WORDS, GOVERNS_WORDS
from yiananlib.model.steps import STEP_WORDS
from yiananlib.model.words import (
    ANSWER_WORDS,
    CLASS_WORDS,
    FOLLOW_WORDS,
    FUNCTION_WORDS,
    LOOK_BACK_WORDS,
    LOOK_WORDS,
    MEASURE_TYPE_WORDS,
    PASS_WORDS,
    ROLE_WORDS,
    SEVERITY_WORDS,
)
from yiananlib.store import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.store.ledger import Ledger

ENUMERATIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "Answer": ANSWER_WORDS,
    "Class": CLASS_WORDS,
    "Decision": DECISION_WORDS,
    "Follow": FOLLOW_WORDS,
    "Function": FUNCTION_WORDS,
    "Governs": GOVERNS_WORDS,
    "Look": LOOK_WORDS,
    "LookBackResult": LOOK_BACK_WORDS,
    "Mark": MARK_WORDS,
    "Material": MATERIAL_WORDS,
    "Every": EVERY_WORDS,
    "MeasureType": MEASURE_TYPE_WORDS,
    "Pass": PASS_WORDS,
    "Role": ROLE_WORDS,
    "Rung": RUNG_WORDS,
    "Severity": SEVERITY_WORDS,
    "Type": TYPE_WORDS,
    "Urgency": URGENCY_WORDS,
    "Verdict": {name: STEP_WORDS[f"reviewed:{name}"] for name in ("pass", "return")},
    **registers.CHOICES,
}
"""The words of the enumerations that rules depend on, by the name of their class."""

VOCABULARIES: Final[Mapping[str, str]] = {
    "source": "source",
    "kind": "kind",
    "field": "field",
    "level": "level",
    "linked": "linked_work",
    "aspect": "aspect",
    "trigger": "trigger",
    "key_fields": "field",
    "why": "return_reason",
    "tags": "tag",
}
"""Which vocabulary of the campaign the keys in a field are of; a field of that name that holds no key is none."""

NAMES: Final[Mapping[str, str]] = {
    "by": "officer",
    "for": "officer",
    "leader": "officer",
    "chair": "officer",
    "member": "officer",
    "from": "officer",
    "to": "officer",
    "parts": "officer",
    "owner": "officer",
    "parent": "org",
    "merged_into": "org",
    "support": "org",
    "org": "org",
    "orgs": "org",
    "prompt": "prompt",
    "finding": "finding",
    "task": "task",
    "findings": "finding",
    "case": "case",
    "people": "officer",
    "columns": "column",
    "code": "lint_code",
    "always": "gate_code",
    "disabled": "gate_code",
}
"""What the texts in a field name."""

_SHOWN: Final = 40
"""Words that are written out beside a field; of more, an editor shows each as it is chosen."""


def of_ledger(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Return a definition for each vocabulary and for what has names in the ledger, by what fields ask for.

    Raises:
        LedgerInvalid: a definition file of the ledger cannot be read.
    """
    campaign, orgs = ledger.campaign(), ledger.orgs()
    cases = {name: ledger.record(kinds.CASE, name=name) for name in ledger.names(kinds.CASE)}
    found = {name: dict(campaign.vocabulary.get(name, {})) for name in VOCABULARIES.values()}
    found |= {
        "org": {name: orgs[name].name for name in in_order(orgs)},
        "officer": {
            f"{name}/{officer.id}": f"{orgs[name].name} {officer.post}"
            for name in in_order(orgs)
            for officer in orgs[name].officers
        },
        "prompt": {prompt.id: prompt.text for prompt in ledger.checklist().prompts},
        "finding": {f"{name}/{f.number}": f.text for name, case in cases.items() for f in case.findings},
        "task": {f"{name}/{t.number}": t.text for name, case in cases.items() for t in case.tasks},
        "tag": tags.every(campaign.vocabulary),
        "case": {name: case.title for name, case in cases.items()},
        "lint_code": {code: _(title) for code, title in LINT_CODES.items()},
        "gate_code": dict.fromkeys(GATE_CODES, ""),
        "column": dict.fromkeys(MAPPED, ""),
    }
    return {name: choice(words) for name, words in found.items()}


def choice(words: Mapping[str, str]) -> dict[str, Any]:
    """Return the schema of one of a few words, each with what it means; where there are none yet, of any text."""
    if not words:
        return {"type": "string"}
    made: dict[str, Any] = {"type": "string", "enum": [str(key) for key in words]}
    if not any(words.values()):
        return made
    if len(words) <= _SHOWN:
        made["description"] = _("; ").join(f"{key} {word}" for key, word in words.items())
    made["x-taplo"] = {"docs": {"enumValues": list(words.values())}}
    return made


def enumeration(name: str) -> Mapping[str, str] | None:
    """Return the words of an enumeration, translated; None for a class that is none."""
    words = ENUMERATIONS.get(name)
    return {str(key): _(word) for key, word in words.items()} if words is not None else None
