"""Bringing a clone and the shared repository together: fetch, merge, settle, verify, push.

Each step can be stopped, killed or refused; run again, it goes on from what is there.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from yiananlib.errors import LedgerInvalid, UsageProblem, WriteFailed
from yiananlib.messages import _, current
from yiananlib.model.finding import Finding, Level
from yiananlib.model.merging import Unmergeable
from yiananlib.services.reading.calendar import today
from yiananlib.services.recording import editing
from yiananlib.services.recording.context import Context, known_actor
from yiananlib.services.recording.signing import lacking
from yiananlib.services.recording.subjects import subject
from yiananlib.services.sharing import by_officer, unshared
from yiananlib.services.sharing.merging import Left, settle
from yiananlib.services.verifying.proof import prove
from yiananlib.services.verifying.verify import Verified, verify
from yiananlib.store import clone, files, git, layout, merging, signing, transport
from yiananlib.store.ledger import Ledger
from yiananlib.store.transaction import Transaction, writing

TRIES: Final = 5
"""How often a push that somebody else was faster than is tried again after merging what they sent."""

_FOR_OTHERS: Final = frozenset(["unseen"])
"""Errors that somebody else is to settle, who must have the record for it."""

_REVOKED: Final = "revoked"
_AT_THE_DOOR: Final = frozenset(
    [
        "unsigned",
        "signature",
        _REVOKED,
        "locked-out",
        "entry-inserted",
        "by",
        "malformed",
        "twin",
        "stray",
        "attributes",
    ]
)
"""Errors of commits that are looked for before anything is sent: what a merge brings in, who made it and who signed,
and what would stop a reader."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What came and went: subjects of commits, the oldest first.

    ``left``: files that collide; the merge stays in progress then, and nothing was sent. ``withheld``:
    errors in what would be sent; it was not. ``pending``: files that are not committed, and stay here. ``anew``: so
    many commits that nobody has yet were made anew, to be merged or signed.
    """

    remote: str
    branch: str
    came: tuple[str, ...]
    went: tuple[str, ...]
    merged: tuple[str, ...]
    left: tuple[Left, ...]
    withheld: tuple[Finding, ...]
    pending: tuple[str, ...]
    verified: Verified
    anew: int = 0

    @property
    def done(self) -> bool:
        """Tell whether both have the same now."""
        return not self.left and not self.withheld


def sync(
    ledger: Ledger,
    context: Context,
    remote: str | None,
    told: Callable[[int, int], object] = transport.unheard,
) -> Synced:
    """Fetch from the remote, merge, verify, and push what is in order; ``told`` hears how far fetching and pushing are.

    Raises:
        UsageProblem: there is no such remote, no branch, or git is in the middle of something else.
        WriteFailed: fetching, merging or pushing failed; what was recorded is here and stays.
    """
    root = ledger.root
    remote, branch, track = _route(ledger, remote)
    going = _Going(ledger, remote, branch, _author(ledger, context))
    with writing(ledger, context.waiting) as transaction:
        going.finish(transaction)
    reason = ""
    for _n in range(TRIES):
        if going.left:
            return going.result((), ())
        failure = clone.fetch(root, remote, told)
        if failure is not None:
            raise WriteFailed(
                _("Nothing could be fetched from {remote} ({reason}). Your records are kept here; try again.").format(
                    remote=remote, reason=failure.reason
                )
            )
        with writing(ledger, context.waiting) as transaction:
            going.in_order(context)
            going.merge(transaction, context)
            editing.renew(ledger)
        if going.left:
            return going.result((), ())
        outgoing = going.outgoing()
        if not outgoing and not going.is_new:
            return going.result((), ())
        verified = verify(ledger)
        changed = going.changed()
        withheld = (
            *(
                f
                for f in verified.findings
                if f.level is Level.ERROR and f.code not in _FOR_OTHERS and (going.is_new or f.file in changed)
            ),
            *going.refused(),
        )
        if withheld:
            if any(found.code == _REVOKED for found in withheld):
                with writing(ledger, context.waiting):
                    going.step_back()
            return going.result((), withheld, verified)
        overtaken, failure = clone.push(root, remote, branch, told, track=track)
        if failure is None:
            return going.result(outgoing, (), verified)
        reason = failure.reason
        if not overtaken:
            raise WriteFailed(
                _("{remote} did not accept the push ({reason}). Your records are kept here; try again.").format(
                    remote=remote, reason=failure.reason
                )
            )
    raise WriteFailed(
        _("Others pushed first, {n} times ({reason}). Your records are kept here; run `yian sync` again.").format(
            n=TRIES, reason=reason
        )
    )


class _Going:
    """A synchronisation on its way; mutable, and used in this module alone."""

    def __init__(self, ledger: Ledger, remote: str, branch: str, author: git.Identity) -> None:
        self.ledger = ledger
        self.root = ledger.root
        self.remote = remote
        self.branch = branch
        self.author = author
        self.came: list[str] = []
        self.merged: list[str] = []
        self.left: tuple[Left, ...] = ()
        self.anew = 0
        self.before: str | None = None
        """Where the branch was before a merge that was both begun and concluded here."""

    @property
    def theirs(self) -> str | None:
        """What the remote's branch was when it was last fetched; None where it has none."""
        return git.revision(self.root, f"refs/remotes/{self.remote}/{self.branch}")

    @property
    def is_new(self) -> bool:
        """Tell whether the remote has no such branch yet."""
        return self.theirs is None

    def finish(self, transaction: Transaction) -> None:
        """Finish a merge in progress, where one is."""
        if clone.underway(self.root) is None:
            return
        if not clone.is_begun(self.root):
            # git was stopped between its traces and its index: what it would commit has nothing of the other side
            commit = git.revision(self.root, "MERGE_HEAD") or ""
            failure = clone.forget_merge(self.root)
            if failure is not None:
                raise _not_merged(failure)
            self._begin(commit)
            if clone.underway(self.root) is None:
                return
        self._settle(transaction)

    def _begin(self, commit: str) -> None:
        """Have git merge a commit, all but the commit of the merge."""
        self._clear(commit)
        failure = clone.merge(self.root, commit, self.author)
        if failure is not None and not clone.unmerged(self.root):
            raise _not_merged(failure)

    def _settle(self, transaction: Transaction) -> None:
        settled = settle(transaction)
        self.merged += settled.merged
        self.left = settled.left
        if not self.left:
            failure = clone.conclude(self.root, self.author, sign=_is_signed(self.ledger))
            if failure is not None:
                raise _not_merged(failure)

    def in_order(self, context: Context) -> None:
        """Put in order what nobody has yet: merged where it was rebased, signed where it must be."""
        if clone.underway(self.root) is None:
            by_officer.commit_pending(self.ledger, context)
            self.anew += by_officer.named_anew(self.ledger, context.by)
        if unshared.merged_anew(self.root):
            self.anew += 1
        if signing.demanded(self.ledger):
            by, day = _at_work(self.ledger, context)
            self.anew += unshared.signed_anew(self.ledger, by, day)

    def refused(self) -> tuple[Finding, ...]:
        """Return what the other side would refuse of the commits that it does not have."""
        theirs = self.theirs
        if theirs is None or git.is_shallow(self.root):
            return ()
        findings = prove(self.root, f"{theirs}..HEAD", None, lambda _done, _total: None).findings
        return tuple(f for f in findings if f.level is Level.ERROR and f.code in _AT_THE_DOOR)

    def merge(self, transaction: Transaction, context: Context) -> None:
        """Merge what was fetched, up to the commit.

        Raises:
            UsageProblem: the commit of the merge could not be signed, and must be.
        """
        theirs = self.theirs
        if theirs is None or clone.is_ancestor(self.root, theirs, "HEAD"):
            return
        if not clone.is_ancestor(self.root, "HEAD", theirs) and signing.demanded(self.ledger):
            missing = lacking(self.ledger, *_at_work(self.ledger, context))
            if missing is not None:
                raise UsageProblem(_("{missing} Nothing was merged.").format(missing=missing))
        came = self._subjects([theirs], ["HEAD"])
        self.before = git.revision(self.root, "HEAD")
        self._begin(theirs)
        if clone.underway(self.root) is not None:
            self._settle(transaction)
        if not self.left:
            self.came += came

    def step_back(self) -> None:
        """Take back the merge that was made here: what it must not bring together can be taken back then."""
        head = git.revision(self.root, "HEAD")
        if head is None or self.before is None or git.revision(self.root, f"{head}^2") is None:
            return
        if git.revision(self.root, f"{head}^1") == self.before and clone.step_back(self.root, head) is None:
            self.came.clear()
            self.merged.clear()

    def outgoing(self) -> tuple[str, ...]:
        """Return the subjects of what the remote does not have."""
        theirs = self.theirs
        return tuple(self._subjects(["HEAD"], [theirs] if theirs else []))

    def changed(self) -> frozenset[str]:
        """Return the files that are otherwise here than at the remote."""
        prefix = git.prefix(self.root)
        head, theirs = git.revision(self.root, "HEAD"), self.theirs
        here = git.files_of(self.root, head, prefix) if head else {}
        there = git.files_of(self.root, theirs, prefix) if theirs else {}
        return frozenset(path for path in here.keys() | there.keys() if here.get(path) != there.get(path))

    def result(self, went: tuple[str, ...], withheld: tuple[Finding, ...], verified: Verified | None = None) -> Synced:
        """Return what came of it."""
        pending = () if self.left else tuple(clone.uncommitted(self.root))
        return Synced(
            self.remote, self.branch, tuple(self.came), went, tuple(self.merged), self.left, withheld, pending,
            verified or verify(self.ledger), self.anew,
        )  # fmt: skip

    def _subjects(self, include: list[str], exclude: list[str]) -> list[str]:
        names = [git.revision(self.root, name) or name for name in exclude]
        language = _language(self.ledger)
        found = []
        with git.Objects(self.root) as objects:
            for oid in git.commits(self.root, [git.revision(self.root, name) or name for name in include], names):
                commit = objects.commit(oid)
                if len(commit.parents) < 2:
                    found.append(subject(commit.subject, language))
        return found

    def _clear(self, theirs: str) -> None:
        """Take back what a merge that was killed had written already: git has it, and will write it again."""
        head = git.revision(self.root, "HEAD") or ""
        pending = clone.uncommitted(self.root)
        if not pending:
            return
        prefix = git.prefix(self.root)
        start = git.merge_base(self.root, head, theirs)
        before, mine, other = ({} if c is None else git.files_of(self.root, c, prefix) for c in (start, head, theirs))
        written = []
        with git.Objects(self.root) as objects:
            for path in pending:
                blobs = [tree.get(path) for tree in (before, mine, other)]
                sides = [objects.read(blob.oid) if blob is not None else None for blob in blobs]
                if self._is_merged(path, sides):
                    written.append(path)
        failure = clone.take_back(self.root, written, [path for path in written if path in mine])
        if failure is not None:
            raise _not_merged(failure)

    def _is_merged(self, path: str, sides: list[bytes | None]) -> bool:
        try:
            there = files.read(self.root, path, max((len(side or b"") for side in sides), default=0) * 2 + 1)
        except FileNotFoundError:
            return False
        base, mine, other = sides
        if there == other:
            return True
        place = layout.place(path)
        if mine is None or other is None or place is None or not merging.mergeable(place):
            return False
        try:
            return there in (merging.merged(place, base, mine, other), merging.marked(mine, other))
        except Unmergeable:
            return there == merging.marked(mine, other)


def _route(ledger: Ledger, remote: str | None) -> tuple[str, str, bool]:
    """Return the remote, its branch, and whether git is to remember them."""
    root = ledger.root
    if not git.is_work_tree(root.absolute()):
        raise UsageProblem(_("This ledger is not in git, so it cannot be shared."))
    own = clone.on_branch(root, clone.MERGE)[0].removeprefix("refs/heads/")
    known = clone.remotes(root)
    said = clone.settings(root, r"^branch\..*\.(remote|merge)$")
    kept = said.get(f"branch.{own}.remote")
    chosen = remote or kept or ("origin" if "origin" in known else known[0] if len(known) == 1 else None)
    if chosen not in known:
        raise UsageProblem(
            _("There is no remote “{name}”. `git remote add NAME ADDRESS` adds one.").format(name=chosen or "origin")
        )
    branch = said.get(f"branch.{own}.merge", "").removeprefix("refs/heads/") if chosen == kept else ""
    return chosen, branch or own, kept is None


def _language(ledger: Ledger) -> str:
    """Return the campaign's language; where the campaign cannot be read, which `verify` tells, the reader's."""
    try:
        return ledger.campaign().language
    except LedgerInvalid:
        return current()


def _author(ledger: Ledger, context: Context) -> git.Identity:
    """Return who makes the commit of the merge where git has no identity configured."""
    who = known_actor(ledger, context.by) if context.by is not None else None
    if who is None:
        return git.Identity("yian", "sync@yian.invalid")
    return git.Identity(who.officer.post, f"{who.officer.id}@{who.org}.invalid")


def _at_work(ledger: Ledger, context: Context) -> tuple[str | None, dt.date]:
    """Return who is at the keyboard, where that is known, and what day it is."""
    who = known_actor(ledger, context.by)
    return (who.ref if who else None), today(ledger.campaign().timezone, context.now)


def _is_signed(ledger: Ledger) -> bool:
    """Tell whether a merge must be signed: one of its sides demands it."""
    return signing.demanded(ledger) or signing.demanded(ledger, redefined=True)


def _not_merged(failure: git.Failure) -> WriteFailed:
    return WriteFailed(
        _("The fetched changes could not be merged ({reason}). Your records are kept here; try again.").format(
            reason=failure.reason
        )
    )
