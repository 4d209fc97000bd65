"""One commit per officer: new ones for uncommitted records, and again for commits that nobody else has yet.

A commit that records names one officer, the author of all that it brings; whatever was committed otherwise, by hand or
by a yian that was told not to, is put so before it is sent.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import LedgerInvalid, WriteFailed
from yiananlib.messages import _
from yiananlib.model.finding import Level
from yiananlib.services.recording import subjects
from yiananlib.services.recording.context import known_actor
from yiananlib.services.verifying.verify import verify
from yiananlib.store import anew, chaining, clone, codec, git, kinds, layout, signing
from yiananlib.store.git import Failure
from yiananlib.store.trailers import BY, naming, values, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from yiananlib.model.base import Stamped
    from yiananlib.services.recording.context import Context
    from yiananlib.store.git import Blob
    from yiananlib.store.ledger import Ledger


class Run(NamedTuple):
    """What one officer added to a record at a stretch: the rows, and the file once it has them."""

    by: str
    rows: tuple[Stamped, ...]
    data: bytes


class Draft(NamedTuple):
    """Commits that are on no branch yet: on which they are made, the last, how many, and what they write."""

    head: str
    tip: str
    commits: int
    written: Mapping[str, bytes]


def runs(place: layout.Place, old: bytes | None, new: bytes) -> list[Run] | None:
    """Return what was added to a record, officer by officer; None where it was not only added to, or is none.

    Raises:
        codec.Invalid: one of the two cannot be read.
    """
    kind = kinds.BY_NAME.get(place.kind)
    if kind is None or kind.is_definition:
        return None
    record = kind.decode(new, place.org, place.name)
    before = kind.decode(old, place.org, place.name) if old is not None else None
    added: list[tuple[str, Stamped]] = []
    for table in kind.rows:
        rows, known = getattr(record, table), getattr(before, table) if before is not None else ()
        if rows[: len(known)] != known:
            return None
        added += [(table, row) for row in rows[len(known) :]]
    found: list[Run] = []
    for by, some in groupby(added, key=lambda each: each[1].by):
        run = tuple(row for _table, row in some)
        end = sum(len(one.rows) for one in found) + len(run)
        data = new if end == len(added) else _with(kind.head(record), old, added[:end])
        found.append(Run(by, run, data))
    return found


def commit_pending(ledger: Ledger, context: Context) -> int:
    """Commit the records that are not committed, a commit for each officer; return how many were made.

    Left as they are: records that were not only added to, those in which an error is found, and, where commits must
    be signed, what another officer recorded than the one at work.

    Raises:
        WriteFailed: git did not do it.
    """
    root = ledger.root
    pending = [path for path in clone.uncommitted(root) if layout.place(path) is not None]
    if not pending:
        return 0
    faulty = {f.file for f in verify(ledger, None).findings if f.level is Level.ERROR}
    made = drafted(ledger, context, pending, [path for path in pending if path not in faulty])
    if made is None:
        return 0
    failure = made if isinstance(made, Failure) else taken(root, made, "yian sync: committed")
    if failure is not None or isinstance(made, Failure):
        raise WriteFailed(
            _("The records could not be committed ({reason}). They are kept here; try again.").format(
                reason=failure.reason if failure is not None else ""
            )
        )
    return made.commits


def drafted(ledger: Ledger, context: Context, pending: Sequence[str], paths: Sequence[str]) -> Draft | Failure | None:
    """Make the commits of what ``ledger`` has in ``paths`` more than HEAD, one for each officer, on no branch yet.

    Supporting files among ``pending`` go with the first entry that names them. None where nothing is to be committed.
    """
    root = ledger.root
    head = git.revision(root, "HEAD") or ""
    there = git.files_of(root, head, git.prefix(root))
    queues: dict[str, list[Run]] = {}
    with git.Objects(root) as objects:
        for path in paths:
            old = objects.read(there[path].oid) if path in there else None
            if found := _runs_at(ledger, path, old):
                queues[path] = found
    sign = signing.demanded(ledger)
    links: list[chaining.Link] = []
    written: dict[str, bytes] = {}
    for by, batch in _batches(queues, only=context.by if sign else None):
        files = {path: run.data for path, run in batch.items()}
        files |= {path: ledger.evidence(path) for path in _evidence(pending, batch) if path not in written}
        written |= files
        links.append(_link(ledger, context, by, batch, files))
    if not links:
        return None
    made = chaining.chain(root, head, links, sign=sign)
    return made if isinstance(made, Failure) else Draft(head, made, len(links), written)


def taken(root: Path, draft: Draft, reason: str) -> Failure | None:
    """Let the branch have the commits of a draft, which were made on what it has."""
    failure = anew.moved_to(root, draft.tip, draft.head, reason)
    prefix = git.prefix(root)
    return failure or chaining.noted(root, {prefix + path: data for path, data in draft.written.items()})


def named_anew(ledger: Ledger, by: str | None) -> int:
    """Make anew what nobody has yet and what does not name its one officer; return how many commits were made.

    ``by`` is who is at work: where commits must be signed, only theirs are.

    Raises:
        WriteFailed: git did not do it.
    """
    root, prefix = ledger.root, git.prefix(ledger.root)
    head = git.revision(root, "HEAD") or ""
    commits = git.commits(root, [head], clone.shared(root))
    sign = signing.demanded(ledger)
    now: dict[str, str] = {}
    count = 0
    with git.Objects(root) as objects:
        for oid, before in commits.items():
            commit = objects.commit(oid)
            parents = [now.get(parent, parent) for parent in before]
            made: str | Failure | None = None
            if before and not commit.fault:
                queues = _brought(root, objects, oid, before, prefix)
                people = list(dict.fromkeys(run.by for queue in queues.values() for run in queue))
                if _lacks(values(commit.message, BY), people) and (not sign or people == [by]):
                    made = _made(root, oid, commit, parents, queues, people, prefix, sign=sign)
                    count += 1
            if made is None and parents != list(before):
                made = anew.commit(root, oid, parents, sign=sign or commit.signed)
            if isinstance(made, Failure):
                raise _not_anew(made)
            if made is not None:
                now[oid] = made
    if count:
        failure = anew.moved_to(root, now.get(head, head), head, "yian sync: named")
        if failure is not None:
            raise _not_anew(failure)
    return count


def _lacks(names: Sequence[str], people: Sequence[str]) -> bool:
    """Tell whether a commit lacks its officer; one that names another than its entries do is for people to clear up."""
    return bool(people) and len(names) != 1 and set(names) <= set(people)


def _made(
    root: Path, oid: str, commit: git.Commit, parents: list[str], queues: dict[str, list[Run]], people: list[str],
    prefix: str, *, sign: bool,
) -> str | Failure | None:  # fmt: skip
    """Make a commit anew that names its officer, or one for each; None for a merge of several, which stays."""
    if len(people) == 1:
        message = naming(commit.message, people[0]).encode(errors="surrogateescape")
        return anew.commit(root, oid, parents, sign=sign, message=message)
    if len(parents) != 1:
        return None
    (changes,) = git.differences(root, [(oid, git.commits(root, [oid])[oid][0])])
    rest: dict[str, bytes | Blob | None] = {
        change.path: change.new for change in changes if change.path.removeprefix(prefix) not in queues
    }
    links = []
    for by, batch in _batches(queues):
        files = {prefix + path: run.data for path, run in batch.items()}
        message = naming(commit.message, by).encode(errors="surrogateescape")
        links.append(chaining.Link({**rest, **files}, message, anew.people(root, oid)))
        rest = {}
    made = chaining.chain(root, parents[0], links, sign=sign)
    if isinstance(made, str) and git.tree_of(root, made) != commit.tree:
        return Failure(_("git created a different tree"))
    return made


def _brought(root: Path, objects: git.Objects, oid: str, before: Sequence[str], prefix: str) -> dict[str, list[Run]]:
    """Return what a commit adds to records that none of its parents has, by path in the ledger."""
    sides = list(git.differences(root, [(oid, parent) for parent in before], prefix))
    found: dict[str, list[Run]] = {}
    for change in sides[0]:
        others = [next((c for c in side if c.path == change.path), None) for side in sides[1:]]
        place = layout.place(change.path)
        if place is None or change.new is None or None in others:
            continue
        olds = [objects.read(c.old.oid) if c is not None and c.old is not None else None for c in (change, *others)]
        new = objects.read(change.new.oid)
        try:
            each = [runs(place, old, new) for old in olds]
        except codec.Invalid:
            continue
        if None not in each:
            shortest = min((queue or [] for queue in each), key=lambda queue: sum(len(run.rows) for run in queue))
            if shortest:
                found[change.path] = shortest
    return found


def _runs_at(ledger: Ledger, path: str, old: bytes | None) -> list[Run] | None:
    place = layout.place(path)
    try:
        return runs(place, old, ledger.bytes_of(path)) if place is not None else None
    except (FileNotFoundError, LedgerInvalid, codec.Invalid):
        return None


def _batches(queues: Mapping[str, list[Run]], only: str | None = None) -> Iterator[tuple[str, dict[str, Run]]]:
    """Yield who recorded and what, in as few commits as the order within each record lets be."""
    left = {path: list(queue) for path, queue in queues.items()}
    while longest := min(
        filter(None, left.values()), key=lambda queue: (queue[0].rows[0].at, -len(queue)), default=None
    ):
        first = longest[0]
        batch = {path: queue.pop(0) for path, queue in left.items() if queue and queue[0].by == first.by}
        if only is not None and first.by != only:
            left = {path: [] if path in batch else queue for path, queue in left.items()}
            continue
        yield first.by, batch


def _link(
    ledger: Ledger, context: Context, by: str, batch: Mapping[str, Run], files: Mapping[str, bytes]
) -> chaining.Link:
    prefix = git.prefix(ledger.root)
    places = [place for path in batch if (place := layout.place(path)) is not None]
    refs = [f"{place.org}/{place.name}" for place in places]
    rows = [row for run in batch.values() for row in run.rows]
    subject = f"{refs[0]}: recorded" if len(refs) == 1 else f"{by}: {len(refs)} records"
    named = ((place.kind, ref) for place, ref in zip(places, refs, strict=True))
    trailers = written(by, named, (row.id for row in rows), given=context.clock_given)
    who, actor = git.identity(ledger.root), known_actor(ledger, by)
    name = who.name or (actor.officer.post if actor is not None else by)
    email = who.email or f"{by.replace('/', '@')}.invalid"
    variables = {f"GIT_{one}_NAME": name for one in ("AUTHOR", "COMMITTER")}
    variables |= {f"GIT_{one}_EMAIL": email for one in ("AUTHOR", "COMMITTER")}
    variables["GIT_AUTHOR_DATE"] = max(row.at for row in rows).isoformat()
    message = "\n".join([subjects.subject(subject, ledger.campaign().language), "", *trailers, ""])
    return chaining.Link({prefix + path: data for path, data in files.items()}, message.encode(), variables)


def files_of(row: Stamped) -> list[str]:
    """Return what an entry names that may be a supporting file of its organization."""
    return [name for name in (getattr(row, "file", None), getattr(row, "document", None)) if isinstance(name, str)]


def _evidence(pending: Collection[str], batch: Mapping[str, Run]) -> list[str]:
    """Return the supporting files that what is committed names."""
    wanted = {
        layout.evidence_file(path.split("/")[1], name)
        for path, run in batch.items()
        for row in run.rows
        for name in files_of(row)
    }
    return [path for path in pending if path in wanted]


def _with(head: Mapping[str, Any], old: bytes | None, rows: Sequence[tuple[str, Stamped]]) -> bytes:
    """Return the file of a record with what it had, and the first rows that were added to it."""
    if old is None:
        return codec.encode(head, rows)
    for table, row in rows:
        old = codec.appended(old, codec.block(table, row))
    return old


def _not_anew(failure: Failure) -> WriteFailed:
    return WriteFailed(
        _("Unshared records could not be committed again ({reason}). They are kept here; try again.").format(
            reason=failure.reason
        )
    )
