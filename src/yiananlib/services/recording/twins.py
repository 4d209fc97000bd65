"""What is there already, or nearly: an organization of one name, a problem registered twice, a round of a like name."""

from __future__ import annotations

import contextlib
import difflib
import re
from typing import TYPE_CHECKING, Any, Final

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model import naming
from yiananlib.model.deadlines import Doubt
from yiananlib.model.lifecycle import fold
from yiananlib.model.text import comparable
from yiananlib.model.vocabulary import GONE
from yiananlib.model.words import STATUS_WORDS
from yiananlib.services.reading.similar import similarity
from yiananlib.store import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yiananlib.services.recording.register import Proposal
    from yiananlib.store.ledger import Ledger

_SHARED: Final = 0.9
"""A record is parsed only where its bytes hold so many of a text's characters."""
_ALIKE: Final = 0.8
"""Words of two rounds' names that are so much alike may be one word, once mistyped."""
_MISTAKEN: Final = str.maketrans({"l": "1", "i": "1", "o": "0", "z": "2", "s": "5", "b": "8"})
"""Letters that are taken for digits."""


def of_org(ledger: Ledger, code: str, name: str) -> Iterator[Doubt]:
    """Yield what is odd about adding an organization of that name: another has it."""
    wanted = naming.plain(name)
    for other, org in ledger.orgs().items():
        if other != code and naming.plain(org.name) == wanted:
            yield Doubt(_("{org} is already called “{name}”").format(org=other, name=org.name))


def of_round(ledger: Ledger, org: str, name: str) -> Iterator[Doubt]:
    """Yield what is odd about opening a round of that name: one that was opened has nearly that name."""
    names = {other for unit in ledger.org_names() for other in ledger.round_names(unit)}
    if name in names or ledger.round(org, name) is not None:
        return
    for other in sorted(names):
        if _is_near(name, other):
            yield Doubt(
                _("round {round} has not been opened anywhere, but {other} has").format(round=name, other=other)
            )


def of_problem(ledger: Ledger, org: str, fields: Mapping[str, Any]) -> Iterator[Doubt]:
    """Yield what is odd about registering a problem: the unit has one that says the same, and was not voided.

    Texts too short to be compared (``[lint] shortest``, of both together) say too little. What cannot be read is passed
    over; `verify` names it.
    """
    title, symptom = str(fields.get("title") or ""), str(fields.get("symptom") or "")
    letters = [c.encode() for c in dict.fromkeys(comparable(title + symptom)) if not c.isascii() and c.upper() == c]
    if len(comparable(title + symptom)) < ledger.campaign().lint.shortest or not ledger.has_org(org):
        return
    for name in ledger.problem_names(org):
        data = ledger.bytes_of(kinds.PROBLEM.path(org, name))
        if sum(letter in data for letter in letters) < _SHARED * len(letters):
            continue
        with contextlib.suppress(LedgerInvalid):
            state = fold(ledger.problem(org, name))
            if state.status in GONE or name == fields.get("recurs"):
                continue
            if _says_the_same(ledger, (title, symptom), (state.head.title, state.head.symptom)):
                status = _(STATUS_WORDS[state.status])
                yield Doubt(_("{ref} ({status}) has the same text").format(ref=state.problem.ref, status=status))


def of_problems(ledger: Ledger, proposed: Sequence[Proposal]) -> Iterator[Doubt]:
    """Yield what is odd about registering several problems: as :func:`of_problem`, and where two say the same."""
    said: list[tuple[str, ...]] = []
    for number, one in enumerate(proposed, start=1):
        yield from of_problem(ledger, one.org, one.fields)
        key = one.org, *(comparable(str(one.fields.get(name) or "")) for name in ("title", "symptom"))
        if key in said and len(key[1] + key[2]) >= ledger.campaign().lint.shortest:
            same = said.index(key) + 1
            yield Doubt(_("problem {n} has the same text as problem {other}").format(n=number, other=same))
        said.append(key)


def _says_the_same(ledger: Ledger, one: tuple[str, str], other: tuple[str, str]) -> bool:
    limits = ledger.campaign().lint
    pairs = list(zip(map(comparable, one), map(comparable, other), strict=True))
    if all(first == second for first, second in pairs):
        return True
    if any(len(text) < limits.shortest for pair in pairs for text in pair):  # a letter makes it another
        return False
    return all(similarity(first, second) * 100 >= limits.similar for first, second in pairs)


def _is_near(name: str, other: str) -> bool:
    """Tell whether a name may be another, mistyped: letters for digits, a mark, or a letter or two; never a digit."""
    one, two = naming.plain(name), naming.plain(other)
    bare = [re.sub("[-_]", "", text).translate(_MISTAKEN) for text in (one, two)]
    if bare[0] == bare[1]:
        return True
    digits = [re.findall("[0-9]+", text) for text in (one, two)]
    words = [re.sub("[-_0-9]", "", text) for text in (one, two)]
    if digits[0] != digits[1] or not all(words):
        return False
    return bool(difflib.SequenceMatcher(None, words[0], words[1]).ratio() >= _ALIKE)
