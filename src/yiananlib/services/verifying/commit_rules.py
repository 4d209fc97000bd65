"""Judging one commit against its parents: every file of the ledger that it does not have as they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.model.finding import Level
from yiananlib.model.succession import additions, inserted, losses
from yiananlib.services.verifying import (
    author_rules,
    clocks,
    commit_facts,
    entry_rules,
    form_rules,
    keeping_rules,
    stray_rules,
)
from yiananlib.store import codec, kinds, layout
from yiananlib.store.history import is_definition
from yiananlib.store.source import LINK_MODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.model.finding import Finding
    from yiananlib.services.verifying.judged_commit import JudgedCommit, Register
    from yiananlib.store.git import Blob

SUBMODULE: Final = 0o160000


def judge(judged: JudgedCommit, register: Register) -> Iterator[Finding]:
    """Yield what is wrong with a commit."""
    for path, (befores, after) in judged.files.items():
        if after is not None and after.mode in (LINK_MODE, SUBMODULE):
            if after not in befores:
                yield _special(judged, path, after)
            continue
        place = layout.place(path)
        if is_definition(path):
            yield from _definition(judged, path, after)
        elif place is None:
            continue
        elif place.kind in kinds.BY_NAME:
            yield from _record(judged, register, path, place, befores, after)
        else:
            yield from _evidence(judged, path, place, befores, after)
    yield from author_rules.judge(judged)
    yield from form_rules.judge(judged)
    yield from stray_rules.judge(judged)
    yield from keeping_rules.judge(judged)
    yield from clocks.given(judged)


def _special(judged: JudgedCommit, path: str, blob: Blob) -> Finding:
    if blob.mode == LINK_MODE:
        return judged.finding(
            path, "symlink", _("it is a symbolic link, and links are not followed"), _("put the file itself there")
        )
    return judged.finding(
        path, "submodule", _("it is another repository, not a file"), _("put the files themselves there")
    )


def _definition(judged: JudgedCommit, path: str, after: Blob | None) -> Iterator[Finding]:
    if not judged.parents:
        yield from _readable(judged, path, after)
        return
    if judged.policy.has_by_right(path, after.oid if after is not None else None):
        return
    judged.defined.append(path)
    if after is None and path == layout.CAMPAIGN:
        yield judged.finding(path, "record-deleted", _("the campaign was removed"), _("restore it from git"))
    day = judged.policy.sides[0].day(judged.commit.authored)
    if not all(variant.lets_define(judged.author, day) for variant in judged.policy.variants):
        who = judged.author or _("somebody unknown")
        yield judged.finding(
            path,
            "definition",
            _("{by} changed a definition, but only the office may").format(by=who),
            _("have an officer of the office undo it, or correct it with `yian setup`")
            if path == layout.ATTRIBUTES
            else _("have an officer of the office undo it, or make the change with `yian edit`"),
        )
    yield from _readable(judged, path, after)


def _readable(judged: JudgedCommit, path: str, after: Blob | None) -> Iterator[Finding]:
    try:
        judged.history.definition(path, after.oid if after is not None else None)
    except codec.Invalid as error:
        yield _unreadable(judged, path, error)


def _unreadable(judged: JudgedCommit, path: str, error: codec.Invalid) -> Finding:
    """Return the finding of a file that cannot be read: the first of its faults."""
    fault = error.faults[0]
    where = _("line {line}: {problem}").format(line=fault.line, problem=fault.problem) if fault.line else fault.problem
    return judged.finding(path, "unreadable", where, fault.remedy)


class _Read(NamedTuple):
    """A record as a commit has it, and as those of its parents that have it do."""

    now: Any
    earlier: list[Any]


def _read(
    judged: JudgedCommit, path: str, place: layout.Place, befores: Sequence[Blob | None], after: Blob
) -> _Read | tuple[Finding, ...]:
    """Read a record of a commit and of its parents; where one cannot be read, what there is to say of it."""
    try:
        now = judged.history.record(after.oid, place)
    except codec.Invalid as error:
        return (_unreadable(judged, path, error),) if after not in befores else ()
    try:
        return _Read(now, [judged.history.record(before.oid, place) for before in befores if before is not None])
    except codec.Invalid:
        return (_unproven(judged, path),)


def _record(
    judged: JudgedCommit,
    register: Register,
    path: str,
    place: layout.Place,
    befores: Sequence[Blob | None],
    after: Blob | None,
) -> Iterator[Finding]:
    """Judge a record: nothing may be missing, and everything new must be allowed."""
    if after is None:
        yield _gone(judged, path, place)
        return
    read = _read(judged, path, place, befores, after)
    if not isinstance(read, _Read):
        yield from read
        return
    kind = kinds.BY_NAME[place.kind]
    was, now = [kind.head(old) for old in read.earlier], kind.head(read.now)
    if was and all(head != now for head in was):
        fields = [key for key in {**was[0], **now} if was[0].get(key) != now.get(key)]
        yield judged.finding(
            path,
            "head-changed",
            _("the registration was edited: {fields}").format(fields=_(", ").join(fields)),
            _("restore the head from git; `yian amend` changes what a problem says")
            if kind is kinds.PROBLEM
            else _("restore the head from git"),
        )
    new: dict[str, Sequence[int]] = {}
    for name in kind.rows:
        rows, before = getattr(read.now, name), [getattr(old, name) for old in read.earlier]
        yield from _losses(judged, path, before, rows)
        new[name] = additions(before, rows)
        judged.new.extend(rows[i] for i in new[name])
        yield from _inserted(judged, path, new[name], rows)
    if kind is kinds.PROBLEM:
        yield from entry_rules.judge(judged, register, path, read.now, read.earlier, new["entries"])
    elif kind.is_matter:
        yield from entry_rules.matter(judged, path, read.now, read.earlier, new["entries"])
    else:
        yield from entry_rules.round_(judged, path, place.org, read.now, new["answers"], new["corrections"])


def _losses(
    judged: JudgedCommit, path: str, earlier: Sequence[Sequence[Stamped]], rows: Sequence[Stamped]
) -> Iterator[Finding]:
    said = {
        "entry-removed": _("the entry {id} was removed"),
        "entry-changed": _("the entry {id} was changed"),
        "entry-reordered": _("the entry {id} was moved"),
    }
    for loss in dict.fromkeys(loss for old in earlier for loss in losses(old, rows)):
        yield judged.finding(
            path,
            loss.code,
            said[loss.code].format(id=loss.id),
            _("restore it from git; correct mistakes with a new entry"),
        )


def _inserted(judged: JudgedCommit, path: str, new: Sequence[int], rows: Sequence[Stamped]) -> Iterator[Finding]:
    for i in inserted(new, len(rows)):
        yield judged.finding(
            path,
            "entry-inserted",
            _("the entry {id} was inserted before older ones").format(id=rows[i].id),
            _("entries are only ever appended; merge instead of rebasing"),
        )


def _gone(judged: JudgedCommit, path: str, place: layout.Place) -> Finding:
    ending = "/" + path.rpartition("/")[2]
    other = next(
        (p for p, (old, new) in judged.files.items() if new is not None and not any(old) and p.endswith(ending)), None
    )
    if other is not None:
        return judged.finding(
            path,
            "record-moved",
            _("the record was moved to {path}").format(path=layout.shown(other)),
            _("move it back"),
        )
    return judged.finding(
        path,
        "record-deleted",
        _("the record was removed"),
        _("restore it from git; `yian void` takes a problem out of the figures"),
    )


def _unproven(judged: JudgedCommit, path: str) -> Finding:
    return judged.finding(
        path,
        "unproven",
        _("it was unreadable before, so what changed here is not proven"),
        _("compare it with the last readable version"),
        Level.WARNING,
    )


def _evidence(
    judged: JudgedCommit, path: str, place: layout.Place, befores: Sequence[Blob | None], after: Blob | None
) -> Iterator[Finding]:
    """Judge a change to a supporting file that is there already; what is new is judged with the entry naming it."""
    if not any(befores) or (after in befores and len(befores) == 1):
        return
    wanted = commit_facts.digests_of(judged, place)
    if not wanted:
        return
    if after is None:
        yield judged.finding(
            path, "evidence-removed", _("evidence named by a record was removed"), _("restore it from git")
        )
    elif judged.history.sha256(after.oid) not in wanted:
        yield judged.finding(
            path, "evidence-changed", _("evidence named by a record was changed"), _("restore it from git")
        )
