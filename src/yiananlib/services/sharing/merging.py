"""Merging: settling what git left unmerged, and looking again at what it merged by itself.

git's own merge of lines accepts what is illegal and stops where nothing collides; here each record is
merged as what it is. What collides stays a conflict, explained in the domain's words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from yiananlib.errors import WriteFailed
from yiananlib.messages import _
from yiananlib.model import records
from yiananlib.model.merging import Conflict, Unmergeable
from yiananlib.services.verifying.verify import Verified, verify
from yiananlib.store import clone, codec, files, git, kinds, layout, merging
from yiananlib.store.git import Blob
from yiananlib.store.ledger import Ledger
from yiananlib.store.transaction import Transaction, writing


@dataclass(frozen=True, slots=True)
class Left:
    """A file that is not settled: why, and how to settle it."""

    path: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the files of a merge. ``operation``: what git is in the middle of, None for nothing."""

    operation: str | None
    merged: tuple[str, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A settled merge, and what verifying the ledger found after it."""

    settled: Settled
    verified: Verified

    @property
    def done(self) -> bool:
        """Tell whether nothing is left, neither by git's own account nor as marks in a file, which nobody can read."""
        return not self.settled.left and all(f.code != "unreadable" for f in self.verified.findings)


@dataclass(frozen=True, slots=True)
class Driven:
    """What became of one file that git asked to be merged; nothing in ``conflicts``: it is merged."""

    path: str
    conflicts: tuple[Conflict, ...]


def resolve(ledger: Ledger, waiting: Callable[[], None]) -> Resolved:
    """Settle every unmerged path of the merge, rebase or cherry-pick in progress, then verify the ledger.

    What merges is written and put into git's index; nothing is committed.

    Raises:
        WriteFailed: git or the disk did not do it.
    """
    if not git.is_work_tree(ledger.root.absolute()):
        return Resolved(Settled(None, (), ()), verify(ledger))
    with writing(ledger, waiting) as transaction:
        settled = settle(transaction)
    return Resolved(settled, verify(ledger))


def settle(transaction: Transaction) -> Settled:
    """Settle what can be settled, and say what cannot; see :func:`resolve`."""
    root = transaction.ledger.root
    operation = clone.underway(root)
    done: list[str] = []
    left: list[Left] = []
    unmerged = clone.unmerged(root)
    if operation == clone.MERGE and not clone.is_begun(root) and _brings_more(root):
        return Settled(operation, (), (_not_begun(),))
    with git.Objects(root) as objects:
        for path, stages in unmerged.items():
            try:
                data = _settled(transaction.ledger, objects, path, stages, picking=operation in clone.PICKING)
            except Unmergeable as error:
                left += [Left(path, c.reason, c.remedy) for c in error.conflicts]
            else:
                _put(transaction, path, data)
                done.append(path)
        for again in _again(transaction, objects, operation, frozenset(unmerged)):
            if isinstance(again, Left):
                left.append(again)
            else:
                done.append(again)
    return Settled(operation, tuple(done), tuple(left))


def drive(base: Path, ours: Path, theirs: Path, path: str, folder: Path) -> Driven:
    """Merge one file for git, which gives the three versions as files; the outcome is written to ``ours``.

    Args:
        base: the version both sides began from, empty where there was none.
        ours: one side; written over.
        theirs: the other side.
        path: the file's path in the repository.
        folder: a folder of the repository, to see what git is in the middle of.
    """
    mine, other = ours.read_bytes(), theirs.read_bytes()
    try:
        place = _place_below(path)
        if place is None:
            raise Unmergeable(_no_record())
        with git.called_by_git():  # which may have been told of its repository by the environment alone
            picking = clone.underway(folder) in clone.PICKING
        data = merging.merged(place, base.read_bytes() or None, mine, other, picking=picking)
    except Unmergeable as error:
        ours.write_bytes(merging.marked(mine, other))
        return Driven(path, error.conflicts)
    except BaseException:
        ours.write_bytes(merging.marked(mine, other))  # without marks it would be taken for merged
        raise
    ours.write_bytes(data)
    return Driven(path, ())


# one file


def _settled(ledger: Ledger, objects: git.Objects, path: str, stages: dict[int, Blob], *, picking: bool) -> bytes:
    """Return the content that settles an unmerged path; raise Unmergeable."""
    place = layout.place(path)
    ours, theirs = stages.get(2), stages.get(3)
    if ours is None or theirs is None:
        raise Unmergeable(_deleted(path) if ours or theirs else _moved())
    if any(blob.mode & 0o170000 != 0o100000 for blob in stages.values()):
        raise Unmergeable(
            Conflict(_("one side replaced it with a link, and links are not followed"), _("put the file itself there"))
        )
    if place is not None and place.kind == "evidence":
        return _evidence(place, objects, ours, theirs)
    if place is None or not merging.mergeable(place):
        raise Unmergeable(_no_record())
    mine, other = objects.read(ours.oid), objects.read(theirs.oid)
    base = objects.read(stages[1].oid) if 1 in stages else None
    data = merging.merged(place, base, mine, other, picking=picking)
    there = _there(ledger, path)
    if there is None or merging.has_markers(there) or _plain(there) in map(_plain, (mine, other, data)):
        return data
    try:
        same = merging.read(place, there) == merging.read(place, data)
    except codec.Invalid:
        same = False
    if same:
        return there
    raise Unmergeable(
        Conflict(
            _("it was edited by hand since, and no longer has what both sides recorded"),
            _("keep a copy elsewhere, correct it, then `git add` it"),
        )
    )


def _evidence(place: layout.Place, objects: git.Objects, ours: Blob, theirs: Blob) -> bytes:
    """Return the content that the name tells of: a copy is called by the beginning of its digest."""
    import hashlib

    contents = {objects.read(blob.oid) for blob in (ours, theirs)}
    fitting = [data for data in contents if place.name.startswith(f"{hashlib.sha256(data).hexdigest()[:16]}-")]
    if len(fitting) == 1:
        return fitting[0]
    raise Unmergeable(
        Conflict(
            _("both sides have different content under this name, and neither matches the digest"),
            _("restore the file that was recorded, then `git add` it"),
        )
    )


def _put(transaction: Transaction, path: str, data: bytes) -> None:
    there = _there(transaction.ledger, path)
    if there != data:
        transaction.put(path, data, there)
    failure = clone.stage(transaction.ledger.root, [path])
    if failure is not None:
        raise WriteFailed(
            _("{path}: it is merged, but git did not accept it ({reason}). Run `yian resolve` again.").format(
                path=path, reason=failure.reason
            )
        )


def _there(ledger: Ledger, path: str) -> bytes | None:
    try:
        return files.read(ledger.root, path)
    except FileNotFoundError:
        return None


def _plain(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def _place_below(path: str) -> layout.Place | None:
    """Return what lies at a path of the repository: the ledger may be any folder of it."""
    parts = path.split("/")
    places = (layout.place("/".join(parts[n:])) for n in range(len(parts)))
    return next((place for place in places if merging.mergeable(place)), None)


# what git merged by itself


def _again(
    transaction: Transaction, objects: git.Objects, operation: str | None, unmerged: frozenset[str]
) -> list[Left | str]:
    """Look again at every record that both sides of a merge changed; mend it while the merge is in progress."""
    root = transaction.ledger.root
    mending = operation == clone.MERGE
    names = ("HEAD", "MERGE_HEAD") if mending else ("HEAD^1", "HEAD^2")
    commits = [git.revision(root, name) for name in names] if mending or operation is None else [None]
    if None in commits:
        return []
    ours, theirs = (commit or "" for commit in commits)
    start = git.merge_base(root, ours, theirs)
    prefix = git.prefix(root)
    before, mine, other = ({} if c is None else git.files_of(root, c, prefix) for c in (start, ours, theirs))
    moved = {path.rpartition("/")[2] for path in (*mine, *other) if path not in before}
    found: list[Left | str] = []
    for path in sorted({*before, *(mine.keys() & other.keys())} - unmerged):
        place = layout.place(path)
        if place is None or not _is_record(place):
            continue
        blobs = before.get(path), mine.get(path), other.get(path)
        if None in blobs[1:]:
            if not files.exists(root, path) and path.rpartition("/")[2] not in moved:
                found.append(Left(path, *_deleted(path)))
        elif blobs[0] not in blobs[1:] and blobs[1] != blobs[2]:
            sides = [objects.read(blob.oid) if blob is not None else None for blob in blobs]
            found += _one_again(transaction, path, place, sides, mending=mending)
    return found


def _one_again(
    transaction: Transaction, path: str, place: layout.Place, sides: list[bytes | None], *, mending: bool
) -> list[Left | str]:
    base, mine, other = sides[0], sides[1] or b"", sides[2] or b""
    there = _there(transaction.ledger, path) or b""
    if _holds(place, there, mine, other):
        return []
    try:
        data = merging.merged(place, base, mine, other)
    except Unmergeable as error:
        return [Left(path, c.reason, c.remedy) for c in error.conflicts]
    if mending:
        _put(transaction, path, data)
        return [path]
    return [
        Left(
            path,
            _("the merge dropped or changed something one side recorded"),
            _("restore what is missing; `git show {commit}:./{path}` shows it").format(commit="HEAD^2", path=path),
        )
    ]


def _holds(place: layout.Place, there: bytes, ours: bytes, theirs: bytes) -> bool:
    """Tell whether a record has all that both sides recorded, unchanged, and is in order."""
    try:
        whole, *sides = (merging.read(place, data) for data in (there, ours, theirs))
    except codec.Invalid:
        return False
    kind = kinds.BY_NAME[place.kind]
    rows = kind.said(whole)
    if (not kind.is_definition and records.faults(whole)) or any(kind.head(side) != kind.head(whole) for side in sides):
        return False
    for side in sides:
        there_too = kind.said(side)
        if [row for row in rows if row in there_too] != there_too:
            return False
    return True


def _is_record(place: layout.Place) -> bool:
    return place.kind in kinds.BY_NAME and not kinds.BY_NAME[place.kind].is_definition


def _brings_more(root: Path) -> bool:
    """Tell whether the other side alone changed files: then HEAD is not what merging it comes to."""
    head, other = git.revision(root, "HEAD") or "", git.revision(root, "MERGE_HEAD") or ""
    start = git.merge_base(root, head, other)
    before, mine, theirs = ({} if c is None else git.files_of(root, c) for c in (start, head, other))
    return any(blob != before.get(path) == mine.get(path) for path, blob in theirs.items())


# why not


def _not_begun() -> Left:
    return Left(
        ".git/MERGE_HEAD",
        _("git was stopped before it had merged anything"),
        _("run `git merge --quit` and merge again; or run `yian sync`"),
    )


def _no_record() -> Conflict:
    return Conflict(_("it is not a record of the ledger"), _("settle it by hand, then `git add` it"))


def _deleted(path: str) -> Conflict:
    return Conflict(
        _("one side deleted it, but records are never deleted"),
        _("restore it from the other side, then `git add {path}`").format(path=path),
    )


def _moved() -> Conflict:
    return Conflict(
        _("both sides deleted or moved it"), _("keep it in one place only, and tell git with `git add --all`")
    )
