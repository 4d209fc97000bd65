"""What is asked about a text when it is written, once: what `yian lint` would ask later, and what is personal in it.

It blocks nothing: who wrote it may have a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.model import personal
from yiananlib.model.lifecycle import fold
from yiananlib.model.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yiananlib.model.campaign import Campaign
    from yiananlib.services.recording.register import Proposal
    from yiananlib.store.ledger import Ledger

_PERSONAL: Final = {
    "identity": N_("“{value}” looks like an identity number. Anything recorded stays in the history forever."),
    "phone": N_("“{value}” looks like a telephone number. Anything recorded stays in the history forever."),
    "name": N_(
        "“{value}” looks like a person's name. Anything recorded stays in the history forever; name the post instead."
    ),
}


def of_personal(text: str, *, is_post: bool = False) -> Iterator[str]:
    """Yield what is to be asked where something personal is in a text; ``is_post``: where a post should stand."""
    names = [text] if is_post and personal.is_name(text) else []
    for value, what in personal.found(text, names):
        yield _(_PERSONAL[what]).format(value=value if what == "name" else f"{value[:3]}…")


def of_proposals(proposed: Iterable[Proposal]) -> Iterator[str]:
    """Yield what is to be asked where something personal is in what problems and their measures say."""
    for one in proposed:
        for fields in (one.fields, *one.measures):
            for said in fields.values():
                if isinstance(said, str):
                    yield from of_personal(said)


def of_causes(campaign: Campaign, proposed: Iterable[Proposal]) -> Iterator[str]:
    """Yield what is to be asked of the root causes and measures of problems that are proposed."""
    for one in proposed:
        cause, symptom = (str(one.fields.get(name) or "") for name in ("root_cause", "symptom"))
        yield from of_cause(campaign, cause, symptom)
        for number, measure in enumerate(one.measures, start=1):
            yield from of_measures(campaign, str(measure.get("text") or ""), number)


def of_cause(campaign: Campaign, cause: str, symptom: str) -> Iterator[str]:
    """Yield what is to be asked of a root cause that says again what was found."""
    from yiananlib.services.reading.paper_texts import repeats

    if cause and symptom and repeats(cause, symptom) * 100 >= campaign.lint.cause_repeats:
        yield _question("cause-repeats", problems=_("this problem"))


def of_measures(campaign: Campaign, said: str, first: int = 1) -> Iterator[str]:
    """Yield what is to be asked of measures, one a line or numbered, of which nothing could be seen.

    ``first`` is the number of the first of them.
    """
    from yiananlib.model.cell_words import measures
    from yiananlib.services.reading.paper_texts import empty_phrases, says_nothing

    texts = measures(said)
    phrases = empty_phrases(campaign.lint.empty)
    for number, text in enumerate(texts if len(texts) > 1 else said.split("\n"), start=first):
        if comparable(text) and says_nothing(text, phrases):
            yield _question("no-verb", number=number, problems=_("this problem"))


def of_added(ledger: Ledger, ref: str, text: str) -> Iterator[str]:
    """Yield what is to be asked of a measure that is added to a problem.

    Raises:
        NoSuchRecord, Ambiguous: there is no such problem, or several.
    """
    numbers = (entry.number for entry in ledger.find_problem(ref).entries if entry.kind == "planned")
    yield from of_measures(ledger.campaign(), text, max(numbers, default=0) + 1)


def of_amendment(ledger: Ledger, ref: str, changes: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is to be asked of a root cause or a symptom that is amended.

    Raises:
        NoSuchRecord, Ambiguous: there is no such problem, or several.
    """
    if not changes.keys() & {"root_cause", "symptom"}:
        return
    head = fold(ledger.find_problem(ref)).head
    cause, symptom = changes.get("root_cause", head.root_cause), changes.get("symptom", head.symptom)
    yield from of_cause(ledger.campaign(), cause or "", symptom)


def of_effect(ledger: Ledger, ref: str, effect: str) -> Iterator[str]:
    """Yield what is to be asked of an effect that another problem states in the same words.

    Raises:
        NoSuchRecord, Ambiguous: there is no such problem, or several.
    """
    from yiananlib.services.verifying.gate_facts import effect_of

    if (other := effect_of(ledger, effect, ledger.locate(ref))) is not None:
        yield _question("same-effect", problems=other)


def _question(code: str, **values: object) -> str:
    from yiananlib.model.lint import BY_CODE

    return _(BY_CODE[code].question).format(**values)
