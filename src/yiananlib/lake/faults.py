"""What can be wrong with a hand-over, a row each: why it is neither collected nor counted, and what to do."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.store.layout import shown

AGAIN: Final = N_("have it handed over again")
OWN_YIAN: Final = N_("bring yian up to date here")
THEIR_YIAN: Final = N_("have it exported anew with a newer yian")

FAULTS: Final[dict[str, tuple[str, str]]] = {
    # the files
    "missing": (N_("{file} is missing"), AGAIN),
    "cut": (N_("{file} has {size} bytes, and should have {bytes}"), AGAIN),
    "changed": (N_("{file} is not what its digest (sha256) says"), AGAIN),
    "unreadable": (N_("{file} cannot be read: {reason}"), AGAIN),
    "columns": (N_("{file} has other columns than its table"), AGAIN),
    "rows": (N_("{file} has {found} rows, and should have {rows}"), AGAIN),
    "foreign": (N_("{file} has rows of another ledger than its manifest"), AGAIN),
    "extra": (N_("{file} is there, and the manifest does not name it"), AGAIN),
    "totals": (
        N_("its files come to {figure} {found} on {known}, and the ledger's own report to {wanted}"),
        N_("have it exported anew; if it is so again, one of the two counts wrongly: tell who maintains yian"),
    ),
    # the manifest
    "manifest": (N_("its manifest cannot be used: {reason}"), AGAIN),
    "newer": (N_("it was written by a newer yian: {reason}"), OWN_YIAN),
    "older": (N_("it was written by an older yian: {reason}"), THEIR_YIAN),
    "means-newer": (N_("its rows are a newer yian's, which counts otherwise ({meaning}, here {known})"), OWN_YIAN),
    "means-older": (N_("its rows are an older yian's than others' ({meaning}, theirs {known})"), THEIR_YIAN),
    "dirty": (
        N_("it was exported while changes were not committed, and no commit says what it says"),
        N_("have them committed (`yian sync`) and exported again"),
    ),
    # the ledger in the lake
    "absent": (N_("nothing is there of it, and lake.toml expects it"), N_("have it handed over")),
    "stale": (
        N_("it is of {known}, {days} days before {day}, and {limit} are allowed"),
        N_("have it handed over again, or allow more with stale_days in lake.toml"),
    ),
    "misplaced": (N_("it lies in the folder of {folder}"), N_("collect it with `yian collect`, which knows its place")),
    "other-digests": (
        N_("there is another hand-over of the same commit {commit}, written likewise, with other files"),
        N_("find out who changed which of the two; a ledger exported anew at one commit is the same bytes"),
    ),
    "two-ledgers": (
        N_("another ledger has this code: “{name}”, begun with the commit {begun}"),
        N_(
            "give one of them a code with its campaign ({code}-NAME in yian.toml) or, where the old one is over,"
            " collect with --replaces {code}"
        ),
    ),
}
"""By kind: what is wrong, a sentence without its end, and what to do about it."""


class Fault(NamedTuple):
    """A fault of a kind of :data:`FAULTS`; ``code`` is the ledger, or the file that was given; ``words`` fill it in."""

    kind: str
    code: str
    words: dict[str, Any]

    @property
    def sentence(self) -> str:
        """What is wrong with which ledger, and what to do."""
        said, remedy = FAULTS[self.kind]
        given = {"code": self.code, **self.words}
        words = {name: shown(value) if isinstance(value, str) else value for name, value in given.items()}
        return _("{code}: {said}; {remedy}.").format(
            code=words["code"], said=_(said).format(**words), remedy=_(remedy).format(**words)
        )
