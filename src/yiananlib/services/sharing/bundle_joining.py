"""Bringing into a ledger what an exported one has more: new records, and new entries of those that are here.

What is here stays as it is. Where the two contradict each other nothing is recorded, and where the ledger would not be
in order afterwards, by its files or by its history, neither.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import NotAuthorised, WriteFailed
from yiananlib.messages import _
from yiananlib.model.finding import Level
from yiananlib.services.reading.calendar import moment
from yiananlib.services.recording.begin import require_office
from yiananlib.services.sharing import by_officer
from yiananlib.services.sharing.bundled import Bundled, BundledFile, Outcome
from yiananlib.services.verifying.proof import prove
from yiananlib.services.verifying.verify import verify
from yiananlib.store import bundle_files, clone, codec, git, journal, layout, signing
from yiananlib.store.bundle import EVIDENCE
from yiananlib.store.git import Failure
from yiananlib.store.transaction import writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from yiananlib.model.base import Stamped
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.finding import Finding
    from yiananlib.services.recording.context import Context
    from yiananlib.store.bundle import Item
    from yiananlib.store.kinds import RecordKind
    from yiananlib.store.ledger import Ledger


class _Plan(NamedTuple):
    """What becomes of each file.

    ``changes`` are what is to be written, ``added`` the entries that are new, each with the organization it is in.
    """

    files: list[BundledFile]
    changes: dict[str, journal.Change]
    added: list[tuple[str, Stamped]]

    @property
    def authors(self) -> set[str]:
        """By whom the entries are that are new."""
        return {row.by for _org, row in self.added}


def join(ledger: Ledger, context: Context, path: Path, *, apply: bool) -> Bundled:
    """Return what the exported ledger at ``path`` has more than ``ledger``, and with ``apply`` record it.

    The commits name the officers who made the entries, and are proven before the branch has them.

    Raises:
        UsageProblem: there is no such file.
        LedgerInvalid: the file cannot be read, or is no whole ledger.
        NotAuthorised: with ``apply``, who brings it is not of the office; or the commits would have to be signed by
            others.
        WriteFailed: the disk or git did not take it.
    """
    if not apply:
        plan = _planned(ledger, path)
        return _bundled(ledger, plan, [] if _contradicts(plan) else _findings(ledger, context, plan))
    with writing(ledger, context.waiting) as transaction:
        require_office(ledger, context)
        campaign, plan = ledger.campaign(), _planned(ledger, path)
        found = [] if _contradicts(plan) else _findings(ledger, context, plan)
        draft = None
        if not (_contradicts(plan) or found) and plan.changes and _commits(ledger, campaign):
            _check_hands(ledger, context, plan)
            draft = _drafted(ledger, context, plan)
            found = [] if draft is None else _proven(ledger, draft)
        result = _bundled(ledger, plan, found)
        if result.in_error or not plan.changes:
            return result._replace(applied=not result.in_error)
        for change in plan.changes.values():
            transaction.bring(*change)
        transaction.write()
        failure = by_officer.taken(ledger.root, draft, "yian import: brought in") if draft is not None else None
        return result._replace(applied=True, uncommitted=failure.reason if failure is not None else None)


def _bundled(ledger: Ledger, plan: _Plan, findings: Sequence[Finding]) -> Bundled:
    return Bundled(ledger.root, False, tuple(plan.files), tuple(findings))


def _contradicts(plan: _Plan) -> bool:
    return any(file.outcome is Outcome.CONFLICT for file in plan.files)


def _commits(ledger: Ledger, campaign: Campaign) -> bool:
    root = ledger.root
    return campaign.git.commit and git.is_work_tree(root.absolute()) and git.revision(root, "HEAD") is not None


def _planned(ledger: Ledger, path: Path) -> _Plan:
    plan = _Plan([], {}, [])
    for item, data in bundle_files.contents(path):
        judged = _evidence if item.kind == EVIDENCE else _definition if _is_definition(item) else _record
        plan.files.append(judged(ledger, item, data, plan))
    named = {layout.evidence_file(org, name) for org, row in plan.added for name in by_officer.files_of(row)}
    for place, file in enumerate(plan.files):
        if file.kind == EVIDENCE and file.outcome is Outcome.NEW and file.path not in named:
            del plan.changes[file.path]
            plan.files[place] = file._replace(outcome=Outcome.LEFT)
    return plan


def _is_definition(item: Item) -> bool:
    return item.row is None or item.row.is_definition


def _evidence(ledger: Ledger, item: Item, data: bytes | None, plan: _Plan) -> BundledFile:
    there = _there(ledger, item.path, item.size)
    if there is None and data is None:
        return BundledFile(item.path, item.kind, Outcome.MISSING)
    if there is None:
        assert data is not None  # noqa: S101 - as the line before says
        plan.changes[item.path] = journal.Change(item.path, data, None)
        return BundledFile(item.path, item.kind, Outcome.NEW)
    if hashlib.sha256(there).hexdigest() == item.sha256:
        return BundledFile(item.path, item.kind, Outcome.SAME)
    return BundledFile(
        item.path, item.kind, Outcome.CONFLICT, said=_("there is a file here with the same name and different content")
    )


def _definition(ledger: Ledger, item: Item, data: bytes | None, _plan: _Plan) -> BundledFile:
    assert data is not None  # noqa: S101 - evidence alone can be without
    there = _there(ledger, item.path)
    kind = item.row
    if there is None:
        said = _("it does not exist here; create definitions first (`yian add-org`, `yian add-case`, `yian edit`)")
    elif there == data:
        return BundledFile(item.path, item.kind, Outcome.SAME)
    elif kind is None:
        said = _("it is different here")
    else:
        place = (item.org or "", item.id or "")
        ours, theirs = _values(kind, ledger.record(kind, *place)), _values(kind, kind.decode(data, *place))
        if ours == theirs:
            return BundledFile(item.path, item.kind, Outcome.SAME)
        said = _("it is different here: {fields}").format(fields=_differing(ours, theirs))
    return BundledFile(item.path, item.kind, Outcome.CONFLICT, said=said)


def _record(ledger: Ledger, item: Item, data: bytes | None, plan: _Plan) -> BundledFile:
    kind = item.row
    assert data is not None  # noqa: S101 - evidence alone can be without
    assert kind is not None  # noqa: S101 - what is no record was asked for before
    org, name = item.org or "", item.id or ""
    theirs = kind.decode(data, org, name)
    there = _there(ledger, item.path)
    if there is None:
        rows = kind.said(theirs)
        plan.added.extend((org, row) for row in rows)
        plan.changes[item.path] = journal.Change(item.path, data, None)
        return BundledFile(item.path, item.kind, Outcome.NEW, len(rows))
    ours = ledger.record(kind, org, name)
    added = _added(kind, ours, theirs)
    if kind.head(ours) != kind.head(theirs):
        fields = _differing(kind.head(ours), kind.head(theirs))
        said = _("it was registered differently here: {fields}").format(fields=fields)
        return BundledFile(item.path, item.kind, Outcome.CONFLICT, said=said)
    if added is None:
        said = _("its entries have diverged: neither side has all of the other's in the same order")
        return BundledFile(item.path, item.kind, Outcome.CONFLICT, said=said)
    if not added:
        outcome = Outcome.SAME if len(kind.said(ours)) == len(kind.said(theirs)) else Outcome.AHEAD
        return BundledFile(item.path, item.kind, outcome)
    new = there
    for table, row in added:
        new = codec.appended(new, codec.block(table, row))
        plan.added.append((org, row))
    plan.changes[item.path] = journal.Change(item.path, new, there)
    return BundledFile(item.path, item.kind, Outcome.EXTENDED, len(added))


def _added(kind: RecordKind, ours: Any, theirs: Any) -> list[tuple[str, Stamped]] | None:
    """Return the rows that theirs has more, with their lists; None where either has what the other has not."""
    sides = [(table, getattr(ours, table), getattr(theirs, table)) for table in kind.rows]
    if any(our[: len(their)] != their[: len(our)] for _table, our, their in sides):
        return None
    more = [(table, row) for table, our, their in sides for row in their[len(our) :]]
    ahead = any(len(our) > len(their) for _table, our, their in sides)
    return None if more and ahead else more


def _values(kind: RecordKind, record: Any) -> dict[str, Any]:
    rows: dict[str, Any] = {table: [] for table in kind.rows}
    for table, row in kind.tabled(record):
        rows[table].append(row)
    return kind.head(record) | rows


def _differing(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    names = dict.fromkeys([*ours, *theirs])
    return _(", ").join(name for name in names if ours.get(name) != theirs.get(name))


def _there(ledger: Ledger, path: str, limit: int | None = None) -> bytes | None:
    try:
        return ledger.bytes_of(path) if limit is None else ledger.evidence(path, limit)
    except FileNotFoundError:
        return None


def _overlaid(ledger: Ledger, plan: _Plan) -> Ledger:
    return ledger.overlaid({path: change.new for path, change in plan.changes.items()})


def _findings(ledger: Ledger, context: Context, plan: _Plan) -> list[Finding]:
    """Return the errors that the ledger would have with what is brought; with nothing it stays as it is."""
    if not plan.changes:
        return []
    at = moment(ledger.campaign().timezone, context.now)
    return [f for f in verify(_overlaid(ledger, plan), at.date(), at).findings if f.level is Level.ERROR]


def _check_hands(ledger: Ledger, context: Context, plan: _Plan) -> None:
    if signing.demanded(ledger) and plan.authors - {require_office(ledger, context)}:
        raise NotAuthorised(
            _(
                "The campaign requires officers to sign what they record, and this was recorded by"
                " {officers}. It has to come with their commits, through `yian sync`. Nothing was recorded."
            ).format(officers=_(", ").join(sorted(plan.authors)))
        )


def _drafted(ledger: Ledger, context: Context, plan: _Plan) -> by_officer.Draft | None:
    root = ledger.root
    clone.on_branch(root)
    records = [path for path in plan.changes if (place := layout.place(path)) is not None and place.kind != EVIDENCE]
    pending = dict.fromkeys([*plan.changes, *clone.uncommitted(root)])
    draft = by_officer.drafted(_overlaid(ledger, plan), context, list(pending), records)
    if isinstance(draft, Failure):
        raise WriteFailed(
            _("The import could not be committed ({reason}). Nothing was recorded.").format(reason=draft.reason)
        )
    return draft


def _proven(ledger: Ledger, draft: by_officer.Draft) -> list[Finding]:
    proved = prove(ledger.root, f"{draft.head}..{draft.tip}", None, lambda _done, _total: None)
    return [finding for finding in proved.findings if finding.level is Level.ERROR]
