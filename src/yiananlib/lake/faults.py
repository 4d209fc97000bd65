"""What can be wrong with a hand-over, a row each: why it is neither collected nor counted, and what to do."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.store.layout import shown

AGAIN: Final = N_("have it handed over again")
OWN_YIAN: Final = N_("update yian here")
THEIR_YIAN: Final = N_("have it exported again with a newer yian")

FAULTS: Final[dict[str, tuple[str, str]]] = {
    # the files
    "missing": (N_("{file} is missing"), AGAIN),
    "cut": (N_("{file} has {size} bytes instead of {bytes}"), AGAIN),
    "changed": (N_("{file} does not match its digest (sha256)"), AGAIN),
    "unreadable": (N_("{file} cannot be read: {reason}"), AGAIN),
    "columns": (N_("{file} does not have the columns of its table"), AGAIN),
    "rows": (N_("{file} has {found} rows instead of {rows}"), AGAIN),
    "foreign": (N_("{file} has rows of a ledger other than the one in its manifest"), AGAIN),
    "extra": (N_("{file} is not listed in the manifest"), AGAIN),
    "totals": (
        N_("its files give {figure} {found} on {known}, but the ledger's own report gives {wanted}"),
        N_(
            "have it exported again; if the difference remains, one of the two counts wrongly: report it to the"
            " maintainers of yian"
        ),
    ),
    # the manifest
    "manifest": (N_("its manifest is unusable: {reason}"), AGAIN),
    "newer": (N_("it was written by a newer yian: {reason}"), OWN_YIAN),
    "older": (N_("it was written by an older yian: {reason}"), THEIR_YIAN),
    "means-newer": (
        N_("its rows were written by a newer yian with different rules for counting ({meaning}, here {known})"),
        OWN_YIAN,
    ),
    "means-older": (
        N_("its rows were written by an older yian than those of the others ({meaning}, theirs {known})"),
        THEIR_YIAN,
    ),
    "dirty": (
        N_("it was exported with uncommitted changes, so no commit matches it"),
        N_("have them committed (`yian sync`) and the ledger exported again"),
    ),
    # the ledger in the lake
    "absent": (N_("it is expected by lake.toml but was never handed over"), N_("have it handed over")),
    "stale": (
        N_("it is from {known}, {days} days before {day}; at most {limit} are allowed"),
        N_("have it handed over again, or raise stale_days in lake.toml"),
    ),
    "misplaced": (
        N_("it is in the folder of {folder}"),
        N_("collect it with `yian collect`, which puts it in the right place"),
    ),
    "other-digests": (
        N_("there is another hand-over of the same commit {commit}, with the same settings but different files"),
        N_("find out who changed one of them; exporting a ledger again at the same commit gives the same bytes"),
    ),
    "two-ledgers": (
        N_("another ledger has this code: “{name}”, begun with the commit {begun}"),
        N_(
            "give one of them a code with its campaign ({code}-NAME in yian.toml) or, if the old one has"
            " ended, collect with --replaces {code}"
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
