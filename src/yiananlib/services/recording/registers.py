"""Recording in a register: a new record, or a step of one; what it names is looked up and must be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.errors import NoSuchRecord, NotAllowed, UsageProblem
from yiananlib.messages import _
from yiananlib.model import matters
from yiananlib.model.lifecycle import fold
from yiananlib.model.register import Takes
from yiananlib.model.registers import BY_NAME
from yiananlib.model.vocabulary import GONE
from yiananlib.model.words import STATUS_WORDS
from yiananlib.services.reading import naming
from yiananlib.services.reading.wording import vocabulary_key, word_key
from yiananlib.services.recording.context import officer_ref
from yiananlib.services.recording.dispatches import digested
from yiananlib.services.recording.matters import Desk, MatterDraft, RecordedMatter, create, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yiananlib.model.register import Field
    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger


def add(ledger: Ledger, context: Context, name: str, org: str, fields: Mapping[str, Any]) -> RecordedMatter:
    """Begin a record of a register in an organization; ``fields`` are those of its head as they were typed.

    Raises:
        NoSuchRecord, Ambiguous: something it names is not there.
        UsageProblem: a field cannot be used.
    """
    register = BY_NAME[name]

    def write(draft: MatterDraft) -> str:
        draft.add(matters.kind(name).entries[register.first.name])
        return register.first.verb

    return create(ledger, context, name, org, fields, write, lambda desk: _read(desk, register.head, fields, org))


def act(ledger: Ledger, context: Context, name: str, ref: str, step: str, fields: Mapping[str, Any]) -> RecordedMatter:
    """Record a step of a record of a register; ``fields`` are those of its entry as they were typed.

    Raises:
        NoSuchRecord, Ambiguous: something it names is not there.
        UsageProblem: a field cannot be used; a problem is on another organization's list.
        NotAllowed: a problem is voided.
    """
    made = BY_NAME[name].step(step)

    def write(draft: MatterDraft) -> str:
        lies_with = matters.kind(name).lies_with
        home = lies_with(draft.state, None) if lies_with is not None else draft.record.org
        desk = Desk(draft.ledger, draft.campaign, draft.orgs, draft.stamp.day)
        said = _read(desk, made.fields, fields, home)
        for field in made.fields:
            if field.takes is Takes.PROBLEM and field.name in said:
                _require_on_list(draft, said[field.name], home)
            elif field.takes is Takes.ORG and field.name in said:
                draft.orgs |= draft.ledger.lineage(said[field.name])
        draft.add(matters.kind(name).entries[step], **said)
        return made.verb

    return record(ledger, context, name, ref, write)


def _read(desk: Desk, fields: Iterable[Field], given: Mapping[str, Any], home: str) -> dict[str, Any]:
    """Return what was typed as records say it; officers without an organization are those of ``home``."""
    found: dict[str, Any] = {}
    for field in fields:
        value = given.get(field.name)
        if value in (None, ()):
            continue
        read = [_one(desk, field, said, home) for said in (value if field.many else (value,))]
        found[field.name] = tuple(dict.fromkeys(read)) if field.many else read[0]
        if field.takes is Takes.FILE:
            found |= digested(value)
    return found


def _one(desk: Desk, field: Field, value: Any, home: str) -> Any:
    ledger = desk.ledger
    match field.takes:
        case Takes.ORG:
            name = naming.org(ledger, value)
            ledger.org(name)
            return name
        case Takes.PROBLEM:
            return ledger.locate(value)[1]
        case Takes.CASE:
            ledger.case(value)
            return value
        case Takes.POST:
            return _post(desk, value, home)
        case Takes.CHOICE:
            return word_key(field.words, field.option, value)
        case Takes.KEY:
            return vocabulary_key(desk.campaign.vocabulary, field.vocabulary, value)
        case Takes.WORD:
            try:
                return vocabulary_key(desk.campaign.vocabulary, field.vocabulary, value)
            except UsageProblem:  # any words are allowed
                return value
        case _:
            return value


def _post(desk: Desk, value: str, home: str) -> str:
    """Return an officer in full; who is none is called by the post, as it was typed."""
    try:
        return officer_ref(desk.orgs, value, home, desk.day, desk.ledger)
    except NoSuchRecord:
        if "/" in value:
            raise
        return value


def _require_on_list(draft: MatterDraft, problem: str, home: str) -> None:
    found = draft.ledger.find_problem(problem)
    if found.org != home:
        said = _("{ref} is not on the list of {org}, with which this lies. Nothing was recorded.")
        raise UsageProblem(said.format(ref=found.ref, org=home))
    if (status := fold(found).status) in GONE:
        raise NotAllowed(
            _("{ref} is {status}, and nothing can become it. Nothing was recorded.").format(
                ref=found.ref, status=_(STATUS_WORDS[status])
            )
        )
