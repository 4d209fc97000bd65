"""What is asked about a text when it is written, once: what `yian lint` would ask later, and what is personal in it.

It blocks nothing: who wrote it may have a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.messages import N_, _
from yiananlib.model import personal
from yiananlib.model.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.campaign import Campaign
    from yiananlib.store.ledger import Ledger

_PERSONAL: Final = {
    "identity": N_("“{value}” looks like an identity number. What is recorded stays in the history for ever."),
    "phone": N_("“{value}” looks like a telephone number. What is recorded stays in the history for ever."),
    "name": N_("“{value}” looks like a person's name. What is recorded stays in the history for ever; name the post."),
}


def of_personal(text: str, *, is_post: bool = False) -> Iterator[str]:
    """Yield what is to be asked where something personal is in a text; ``is_post``: where a post should stand."""
    names = [text] if is_post and personal.is_name(text) else []
    for value, what in personal.found(text, names):
        yield _(_PERSONAL[what]).format(value=value if what == "name" else f"{value[:3]}…")


def of_cause(campaign: Campaign, cause: str, symptom: str) -> Iterator[str]:
    """Yield what is to be asked of a root cause that says again what was found."""
    from yiananlib.services.paper_texts import repeats

    if symptom and repeats(cause, symptom) * 100 >= campaign.lint.cause_repeats:
        yield _question("cause-repeats", problems=_("this problem"))


def of_measures(campaign: Campaign, said: str) -> Iterator[str]:
    """Yield what is to be asked of measures, one a line or numbered, of which nothing could be seen."""
    from yiananlib.model.cell_words import measures
    from yiananlib.services.paper_texts import empty_phrases, says_nothing

    texts = measures(said)
    phrases = empty_phrases(campaign.lint.empty)
    for number, text in enumerate(texts if len(texts) > 1 else said.split("\n"), start=1):
        if comparable(text) and says_nothing(text, phrases):
            yield _question("no-verb", number=number, problems=_("this problem"))


def of_effect(ledger: Ledger, ref: str, effect: str) -> Iterator[str]:
    """Yield what is to be asked of an effect that another problem states in the same words.

    Raises:
        NoSuchRecord, Ambiguous: there is no such problem, or several.
    """
    from yiananlib.services.gate_facts import effect_of

    if (other := effect_of(ledger, effect, ledger.locate(ref))) is not None:
        yield _question("same-effect", problems=other)


def _question(code: str, **values: object) -> str:
    from yiananlib.model.lint import BY_CODE

    return _(BY_CODE[code].question).format(**values)
