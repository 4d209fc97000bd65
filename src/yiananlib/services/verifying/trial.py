"""Judging one commit against its parents: every file of the ledger that it does not have as they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.model.finding import Level
from yiananlib.model.succession import additions, inserted, losses
from yiananlib.services.verifying import (
    author_trial,
    clocks,
    commit_facts,
    entry_trial,
    form_trial,
    keeping_trial,
    stray_trial,
)
from yiananlib.store import codec, kinds, layout
from yiananlib.store.past import is_definition
from yiananlib.store.source import LINK_MODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.model.finding import Finding
    from yiananlib.services.verifying.docket import Docket, Register
    from yiananlib.store.git import Blob

SUBMODULE: Final = 0o160000


def judge(docket: Docket, register: Register) -> Iterator[Finding]:
    """Yield what is wrong with a commit."""
    for path, (befores, after) in docket.files.items():
        if after is not None and after.mode in (LINK_MODE, SUBMODULE):
            if after not in befores:
                yield _special(docket, path, after)
            continue
        place = layout.place(path)
        if is_definition(path):
            yield from _definition(docket, path, after)
        elif place is None:
            continue
        elif place.kind in kinds.BY_NAME:
            yield from _record(docket, register, path, place, befores, after)
        else:
            yield from _evidence(docket, path, place, befores, after)
    yield from author_trial.judge(docket)
    yield from form_trial.judge(docket)
    yield from stray_trial.judge(docket)
    yield from keeping_trial.judge(docket)
    yield from clocks.given(docket)


def _special(docket: Docket, path: str, blob: Blob) -> Finding:
    if blob.mode == LINK_MODE:
        return docket.finding(
            path, "symlink", _("it is a symbolic link, and nothing is read through one"), _("put the file itself there")
        )
    return docket.finding(
        path, "submodule", _("it is another repository, not a file"), _("put the files themselves there")
    )


def _definition(docket: Docket, path: str, after: Blob | None) -> Iterator[Finding]:
    if not docket.parents:
        yield from _readable(docket, path, after)
        return
    if docket.footing.has_by_right(path, after.oid if after is not None else None):
        return
    docket.defined.append(path)
    if after is None and path == layout.CAMPAIGN:
        yield docket.finding(path, "record-deleted", _("the campaign was removed"), _("take it back from git"))
    day = docket.footing.sides[0].day(docket.commit.authored)
    if not all(variant.lets_define(docket.author, day) for variant in docket.footing.variants):
        who = docket.author or _("nobody known")
        yield docket.finding(
            path,
            "definition",
            _("{by} changed a definition, and the office alone may").format(by=who),
            _("have an officer of the office take it back, or mend it with `yian setup`")
            if path == layout.ATTRIBUTES
            else _("have an officer of the office take it back, or make the change with `yian edit`"),
        )
    yield from _readable(docket, path, after)


def _readable(docket: Docket, path: str, after: Blob | None) -> Iterator[Finding]:
    try:
        docket.past.definition(path, after.oid if after is not None else None)
    except codec.Invalid as error:
        yield _unreadable(docket, path, error)


def _unreadable(docket: Docket, path: str, error: codec.Invalid) -> Finding:
    """Return the finding of a file that cannot be read: the first of its faults."""
    fault = error.faults[0]
    where = _("line {line}: {problem}").format(line=fault.line, problem=fault.problem) if fault.line else fault.problem
    return docket.finding(path, "unreadable", where, fault.remedy)


class _Read(NamedTuple):
    """A record as a commit has it, and as those of its parents that have it do."""

    now: Any
    earlier: list[Any]


def _read(
    docket: Docket, path: str, place: layout.Place, befores: Sequence[Blob | None], after: Blob
) -> _Read | tuple[Finding, ...]:
    """Read a record of a commit and of its parents; where one cannot be read, what there is to say of it."""
    try:
        now = docket.past.record(after.oid, place)
    except codec.Invalid as error:
        return (_unreadable(docket, path, error),) if after not in befores else ()
    try:
        return _Read(now, [docket.past.record(before.oid, place) for before in befores if before is not None])
    except codec.Invalid:
        return (_unproven(docket, path),)


def _record(
    docket: Docket,
    register: Register,
    path: str,
    place: layout.Place,
    befores: Sequence[Blob | None],
    after: Blob | None,
) -> Iterator[Finding]:
    """Judge a record: what was there is still there, and what is new may be."""
    if after is None:
        yield _gone(docket, path, place)
        return
    read = _read(docket, path, place, befores, after)
    if not isinstance(read, _Read):
        yield from read
        return
    kind = kinds.BY_NAME[place.kind]
    was, now = [kind.head(old) for old in read.earlier], kind.head(read.now)
    if was and all(head != now for head in was):
        fields = [key for key in {**was[0], **now} if was[0].get(key) != now.get(key)]
        yield docket.finding(
            path,
            "head-changed",
            _("what was registered was edited: {fields}").format(fields=_(", ").join(fields)),
            _("take the head back from git; `yian amend` changes what a problem says")
            if kind is kinds.PROBLEM
            else _("take the head back from git"),
        )
    new: dict[str, Sequence[int]] = {}
    for name in kind.rows:
        rows, before = getattr(read.now, name), [getattr(old, name) for old in read.earlier]
        yield from _losses(docket, path, before, rows)
        new[name] = additions(before, rows)
        docket.new.extend(rows[i] for i in new[name])
        yield from _inserted(docket, path, new[name], rows)
    if kind is kinds.PROBLEM:
        yield from entry_trial.judge(docket, register, path, read.now, read.earlier, new["entries"])
    elif kind.is_matter:
        yield from entry_trial.matter(docket, path, read.now, read.earlier, new["entries"])
    else:
        yield from entry_trial.round_(docket, path, place.org, read.now, new["answers"], new["corrections"])


def _losses(
    docket: Docket, path: str, earlier: Sequence[Sequence[Stamped]], rows: Sequence[Stamped]
) -> Iterator[Finding]:
    said = {
        "entry-removed": _("the entry {id} was removed"),
        "entry-changed": _("the entry {id} was changed"),
        "entry-reordered": _("the entry {id} was put in another place"),
    }
    for loss in dict.fromkeys(loss for old in earlier for loss in losses(old, rows)):
        yield docket.finding(
            path,
            loss.code,
            said[loss.code].format(id=loss.id),
            _("take it back from git; what is wrong is corrected by a new entry"),
        )


def _inserted(docket: Docket, path: str, new: Sequence[int], rows: Sequence[Stamped]) -> Iterator[Finding]:
    for i in inserted(new, len(rows)):
        yield docket.finding(
            path,
            "entry-inserted",
            _("the entry {id} was put before older ones").format(id=rows[i].id),
            _("entries are only ever appended; merge instead of rebasing"),
        )


def _gone(docket: Docket, path: str, place: layout.Place) -> Finding:
    ending = "/" + path.rpartition("/")[2]
    other = next(
        (p for p, (old, new) in docket.files.items() if new is not None and not any(old) and p.endswith(ending)), None
    )
    if other is not None:
        return docket.finding(
            path,
            "record-moved",
            _("the record was moved to {path}").format(path=layout.shown(other)),
            _("move it back"),
        )
    return docket.finding(
        path,
        "record-deleted",
        _("the record was removed"),
        _("take it back from git; `yian void` takes a problem out of the figures"),
    )


def _unproven(docket: Docket, path: str) -> Finding:
    return docket.finding(
        path,
        "unproven",
        _("it could not be read before, so what changed here is not proven"),
        _("compare it with the last version that could be read"),
        Level.WARNING,
    )


def _evidence(
    docket: Docket, path: str, place: layout.Place, befores: Sequence[Blob | None], after: Blob | None
) -> Iterator[Finding]:
    """Judge a change to a supporting file that is there already; what is new is judged with the entry naming it."""
    if not any(befores) or (after in befores and len(befores) == 1):
        return
    wanted = commit_facts.digests_of(docket, place)
    if not wanted:
        return
    if after is None:
        yield docket.finding(
            path, "evidence-removed", _("evidence that a record names was removed"), _("take it back from git")
        )
    elif docket.past.sha256(after.oid) not in wanted:
        yield docket.finding(
            path, "evidence-changed", _("evidence that a record names was changed"), _("take it back from git")
        )
