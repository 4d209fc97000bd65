"""Settling a collision by giving way: one's own entries that cannot stand are taken back in the merge itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem, WriteFailed
from yiananlib.messages import _, speaking
from yiananlib.model import yielding
from yiananlib.model.calling import whole
from yiananlib.model.entries import Retracted, Voided
from yiananlib.model.merging import Unmergeable, union
from yiananlib.model.transfers import Transferred
from yiananlib.services.recording.candidates import Trial
from yiananlib.services.recording.context import Context, Stamp, made, stamp
from yiananlib.services.sharing.merging import Left, settle
from yiananlib.store import clone, codec, files, git, kinds, layout, merging, signing
from yiananlib.store.trailers import written
from yiananlib.store.transaction import Transaction, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.store.layout import Place
    from yiananlib.store.ledger import Ledger

_RECORDS: Final = tuple(kind.name for kind in kinds.RECORDS if kind.by_id)


@dataclass(frozen=True, slots=True)
class GaveWay:
    """An entry of a record that was taken back: ``kind`` of the record, its ``ref``, and the entry."""

    kind: str
    ref: str
    entry: Stamped


@dataclass(frozen=True, slots=True)
class Yielded:
    """The merge is committed; ``entries`` gave way, and ``merged`` are the files that were put together."""

    by: str
    commit: str
    entries: tuple[GaveWay, ...]
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Settling:
    path: str
    data: bytes
    gave: tuple[GaveWay, ...]
    made: tuple[Stamped, ...]


def give_way(ledger: Ledger, context: Context, reason: str | None = None) -> Yielded:
    """Settle the merge in progress: take back the officer's entries that cannot stand with the other side, and commit.

    Raises:
        UsageProblem: no merge is in progress, or nothing collides.
        NotAllowed: what collides is not the officer's own, or is no entry; nothing was written of it.
        WriteFailed: git or the disk did not do it.
    """
    root = ledger.root
    if not git.is_work_tree(root.absolute()) or clone.underway(root) != clone.MERGE:
        raise UsageProblem(
            _("No merge is in progress, so there is no collision. `yian sync` merges what others recorded.")
        )
    campaign = ledger.campaign()
    with writing(ledger, context.waiting) as transaction:
        who = stamp(ledger, campaign, context, Trial(lambda: tuple(ledger.org_names()), partial(_may_yield, ledger)))
        with speaking(campaign.language):  # it stays in the record
            said = reason or _("it collided with what others recorded at the same time, and gave way")
        settled = settle(transaction)
        settlings = _settled(ledger, who, settled.left, said)
        settlings += _not_taken_over(ledger, who, settlings, said)
        for one in settlings:
            _put(transaction, one)
        again = settle(transaction)
        if again.left:
            raise _stuck({left.path: left.reason for left in again.left})
        made_ = [entry for one in settlings for entry in one.made]
        failure = clone.conclude(
            root,
            git.Identity(who.actor.officer.post, f"{who.actor.officer.id}@{who.actor.org}.invalid"),
            sign=signing.demanded(ledger) or signing.demanded(ledger, redefined=True),
            message=_message(who, settlings, made_),
        )
        if failure is not None:
            raise WriteFailed(
                _("The merge is settled, but git did not commit it ({reason}). Run `yian sync`.").format(
                    reason=failure.reason
                )
            )
    gave = tuple(entry for one in settlings for entry in one.gave)
    merged = tuple(dict.fromkeys((*settled.merged, *again.merged)))
    return Yielded(who.actor.ref, git.revision(root, "HEAD") or "", gave, merged)


def _settled(ledger: Ledger, who: Stamp, left: tuple[Left, ...], reason: str) -> list[_Settling]:
    """Return what settles the files that are left; all of them, or none."""
    trees = _trees(ledger)
    found: list[_Settling] = []
    refused: dict[str, str] = {}
    with git.Objects(ledger.root) as objects:
        for path, why in {one.path: one.reason for one in reversed(left)}.items():
            place = layout.place(path)
            blobs = [tree.get(path) for tree in trees]
            base, ours, theirs = (objects.read(blob.oid) if blob is not None else None for blob in blobs)
            if place is None or place.kind not in _RECORDS or ours is None or theirs is None:
                refused[path] = why
                continue
            try:
                found.append(_gives_way(path, place, who, (base, ours, theirs), reason))
            except yielding.Stuck as error:
                said = _("the entries of {by} cannot stand: {reason}")
                refused[path] = said.format(by=whole(error.entry.by, ledger.orgs()), reason=error.reason)
            except (Unmergeable, codec.Invalid):
                refused[path] = why
    if refused:
        raise _stuck(refused)
    return found


def _may_yield(ledger: Ledger, who: Stamp) -> None:
    """See to it that entries of ``who`` can give way, and that nothing of others must; nothing is written.

    Raises:
        NotAuthorised: something of others must, or nothing of theirs.
    """
    paths = [path for path in clone.unmerged(ledger.root) if getattr(layout.place(path), "kind", "") in _RECORDS]
    try:
        found = _settled(ledger, who, tuple(Left(path, "", "") for path in paths), "-")
    except NotAllowed as error:
        raise NotAuthorised(error.message) from None
    if not any(one.gave for one in found):
        raise NotAuthorised(_("Nothing recorded by {by} collides.").format(by=who.actor.ref))


def _trees(ledger: Ledger) -> list[dict[str, git.Blob]]:
    """Return the files of the ledger where both sides began, on ours and on theirs."""
    root = ledger.root
    ours, theirs = (git.revision(root, name) or "" for name in ("HEAD", "MERGE_HEAD"))
    prefix = git.prefix(root)
    commits = (git.merge_base(root, ours, theirs), ours, theirs)
    return [git.files_of(root, commit, prefix) if commit is not None else {} for commit in commits]


def _gives_way(path: str, place: Place, who: Stamp, sides: tuple[bytes | None, bytes, bytes], reason: str) -> _Settling:
    base = merging.read(place, sides[0]) if sides[0] is not None else None
    ours, theirs = (merging.read(place, data) for data in sides[1:])
    conflicts: list[Any] = []
    entries = union(base.entries if base is not None else None, ours.entries, theirs.entries, False, str, conflicts)
    if conflicts:
        raise Unmergeable(*conflicts)
    taken = {entry.id for entry in entries}
    shared = {entry.id for entry in theirs.entries}
    own: dict[str, Retracted] = {}
    for entry in ours.entries:
        if entry.by == who.actor.ref and entry.id not in shared:
            fields = who.fields(frozenset(taken), f"{ours.ref}/{entry.id}")
            taken.add(fields["id"])
            own[entry.id] = made(Retracted, **fields, entry=entry.id, reason=reason)
    known = {entry.id for entry, _why in yielding.faults(base)} if base is not None else set()
    chosen = yielding.giving_way(ours.holding(entries), own, known)
    mine = sides[1]
    for retraction in chosen:
        mine = codec.appended(mine, codec.block("entries", retraction))
    data = merging.merged(place, sides[0], mine, sides[2])
    named = {retraction.entry for retraction in chosen}
    gave = tuple(GaveWay(place.kind, ours.ref, entry) for entry in ours.entries if entry.id in named)
    return _Settling(path, data, gave, tuple(chosen))


def _not_taken_over(ledger: Ledger, who: Stamp, settlings: Sequence[_Settling], reason: str) -> list[_Settling]:
    """Return what voids the records that took over what is not transferred any more, since that gave way."""
    found = []
    for gave in (gave for one in settlings for gave in one.gave):
        if isinstance(gave.entry, Transferred):
            org, _slash, name = gave.entry.to.partition("/")
            problem = ledger.problem(org, name)
            taken = frozenset(entry.id for entry in problem.entries)
            voided = made(Voided, **who.fields(taken, problem.ref), reason=reason)
            path = kinds.PROBLEM.path(org, name)
            data = codec.appended(files.read(ledger.root, path), codec.block("entries", voided))
            found.append(_Settling(path, data, (), (voided,)))
    return found


def _put(transaction: Transaction, one: _Settling) -> None:
    try:
        there = files.read(transaction.ledger.root, one.path)
    except FileNotFoundError:
        there = None
    transaction.put(one.path, one.data, there)
    failure = clone.stage(transaction.ledger.root, [one.path])
    if failure is not None:
        raise WriteFailed(
            _("{path}: it is settled, but git did not accept it ({reason}). Run `yian yield` again.").format(
                path=one.path, reason=failure.reason
            )
        )


def _message(who: Stamp, settlings: list[_Settling], entries: list[Stamped]) -> str:
    refs = dict.fromkeys(gave.ref for one in settlings for gave in one.gave)
    trailers = written(who.actor.ref, (), (entry.id for entry in entries), given=who.clock_given)
    return "\n".join([f"Merge, {', '.join(refs)}: yield" if refs else "Merge", "", *trailers, ""])


def _stuck(refused: dict[str, str]) -> NotAllowed:
    said = _("; ").join(f"{path}: {reason}" for path, reason in refused.items())
    return NotAllowed(
        _(
            "Giving way does not settle this: {said}. Whoever recorded it may give way (--by); anything that"
            " is not an entry has to be agreed on and settled by hand. Nothing was committed."
        ).format(said=said)
    )
