"""Taking back what was recorded by a slip (design.md section 3): an entry, or one's own newest commit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem, WriteFailed
from yiananlib.messages import _
from yiananlib.model.calling import whole
from yiananlib.model.entries import Retracted
from yiananlib.model.redating import CLOCK_TOLERANCE
from yiananlib.services.recording.candidates import Trial
from yiananlib.services.recording.context import Context, Stamp, stamp
from yiananlib.services.recording.drafting import ProblemDraft
from yiananlib.services.recording.entry_names import entry_named
from yiananlib.services.recording.problems import Recorded, record
from yiananlib.store import clone, git, trailers
from yiananlib.store.transaction import writing

if TYPE_CHECKING:
    from yiananlib.services.recording.drafting import ProblemDraft
    from yiananlib.store.git import Commit
    from yiananlib.store.ledger import Ledger

WITHIN: Final = dt.timedelta(days=1)
"""How long after it was made a commit may be taken back."""


class Undone(NamedTuple):
    """A commit that was taken back: its name, its subject and the files that are now as they were before it."""

    commit: str
    subject: str
    files: tuple[str, ...]


def retract(ledger: Ledger, context: Context, ref: str, entry: str, reason: str) -> Recorded:
    """Take a measure, evidence or a completion back; ``entry`` is the id of its entry, or the beginning of it.

    Raises:
        NoSuchRecord, Ambiguous: there is no such problem or entry, or several.
        NotAllowed: it is no slip, or something rests on it.
        NotAuthorised: somebody else must take it back.
    """

    def write(draft: ProblemDraft) -> str:
        name = entry_named(draft.record.entries, entry, draft.record.ref)
        draft.add(Retracted, entry=name, reason=reason)
        return f"retract {name}"

    return record(ledger, context, ref, write)


def undo(ledger: Ledger, context: Context) -> Undone:
    """Take back the newest commit of the branch: one's own record, made within a day and shared with nobody.

    Raises:
        UsageProblem: the ledger is not in git, or git is on no branch or in the middle of something.
        NotAllowed: the newest commit is no record, is too old or was shared.
        NotAuthorised: somebody else made it.
        WriteFailed: git could not take it back; everything is as it was.
    """
    campaign = ledger.campaign()
    root = ledger.root
    with writing(ledger, context.waiting):
        newest = _newest(ledger)
        trial = Trial(lambda: tuple(ref.partition("/")[0] for ref in newest.by), lambda who: _own(ledger, newest, who))
        who = stamp(ledger, campaign, context, trial)
        _own(ledger, newest, who)
        head, subject = newest.head, newest.subject
        if not dt.timedelta(0) <= who.at - _made(newest.commit, who.at) + CLOCK_TOLERANCE <= WITHIN + CLOCK_TOLERANCE:
            raise NotAllowed(
                _(
                    "“{subject}” was recorded more than a day ago. Use `yian retract` to take back a"
                    " measure, evidence or a completion, and `yian amend` to correct anything else."
                ).format(subject=subject)
            )
        if clone.was_shared(root, head):
            raise NotAllowed(
                _(
                    "“{subject}” has already been shared, so it stays in the history. Use `yian retract` to"
                    " take back a measure, evidence or a completion, and `yian amend` to correct anything"
                    " else."
                ).format(subject=subject)
            )
        changed = git.changes(root, [head], git.prefix(root))[head]
        failure = clone.step_back(root, head)
        if failure is not None:
            raise WriteFailed(
                _("git could not take back “{subject}” ({reason}). Nothing was changed.").format(
                    subject=subject, reason=failure.reason
                )
            )
    return Undone(head, subject, tuple(change.path for change in changed))


class _Newest(NamedTuple):
    """The newest commit, which recorded something; ``by`` are the officers that it names."""

    head: str
    commit: git.Commit
    subject: str
    by: tuple[str, ...]


def _newest(ledger: Ledger) -> _Newest:
    head = _head(ledger)
    with git.Objects(ledger.root) as objects:
        commit = objects.commit(head)
    subject = commit.subject
    if len(commit.parents) != 1 or not trailers.values(commit.message, trailers.ENTRY):
        raise NotAllowed(
            _("The newest commit, “{subject}”, is not a record; `yian undo` only takes back records.").format(
                subject=subject
            )
        )
    return _Newest(head, commit, subject, trailers.values(commit.message, trailers.BY))


def _own(ledger: Ledger, newest: _Newest, who: Stamp) -> None:
    """Refuse to take back what somebody else recorded."""
    if newest.by == (who.actor.ref,):
        return
    orgs = ledger.lineage(*(ref.partition("/")[0] for ref in newest.by))
    raise NotAuthorised(
        _("“{subject}” was recorded by {by}; only they may take it back.").format(
            subject=newest.subject,
            by=_(", ").join(whole(ref, orgs) for ref in newest.by) or _("somebody not named"),
        )
    )


def _head(ledger: Ledger) -> str:
    root = ledger.root
    if not git.is_work_tree(root.absolute()):
        raise UsageProblem(
            _("This ledger is not in git, so nothing can be undone. `yian retract` takes back a single entry.")
        )
    return clone.on_branch(root)[1]


def _made(commit: Commit, now: dt.datetime) -> dt.datetime:
    return dt.datetime.fromtimestamp(commit.authored, now.tzinfo)
