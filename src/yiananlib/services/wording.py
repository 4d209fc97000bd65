"""Words that users type for what records call by a key."""

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.campaign import Campaign


def vocabulary_key(campaign: Campaign, vocabulary: str, value: str) -> str:
    """Return the key of a vocabulary that ``value`` is, or is the word of.

    Raises:
        UsageProblem: it is neither; the message lists what there is.
    """
    words = campaign.vocabulary.get(vocabulary, {})
    found = [key for key, word in words.items() if value.strip() in (key, word)]
    if found:
        return found[0]
    raise UsageProblem(
        _("“{value}” is not a {vocabulary} of this campaign. There are: {words}.").format(
            value=value,
            vocabulary=vocabulary,
            words=_(", ").join(f"{key} {word}" for key, word in words.items()) or "—",
        )
    )
