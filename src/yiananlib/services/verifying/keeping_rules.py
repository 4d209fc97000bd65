"""Judging how a commit would have git keep records: merged and compared by what they say, none converted or ignored.

It is judged by the effect on the records that are there, and on one that may come for each kind.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.store import git, guard, kinds, layout, treatment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yiananlib.model.finding import Finding
    from yiananlib.services.verifying.judged_commit import JudgedCommit

_LISTS: Final = (treatment.ATTRIBUTES, treatment.IGNORED)
_BEFORE: Final = b"""\
*.toml text eol=lf
orgs/*/evidence/* -text
/orgs/*/problems/*.toml merge=yian diff=yian
/orgs/*/rounds/*.toml merge=yian
/orgs/*/org.toml merge=yian
/yian.toml merge=yian
/checklist.toml merge=yian
"""
"""What yian wrote before every kind of record had its line."""
_EVIDENCE: Final = layout.evidence_file("x", layout.evidence_name("0" * 16, "x.pdf"))


def judge(judged: JudgedCommit) -> Iterator[Finding]:
    """Yield what a commit says to git that would change how records are merged or kept."""
    changed = {name: [path for path in _changed(judged) if path.rpartition("/")[2] == name] for name in _LISTS}
    if not any(changed.values()):
        return
    files = judged.history.files(judged.commit.oid)
    records = _records(files)
    # as if the ledger were the top: what stands above it counts there, too
    lists = {name: _lists(judged, name, files) for name in _LISTS}
    if changed[treatment.ATTRIBUTES]:
        yield from _attributes(judged, changed[treatment.ATTRIBUTES][0], lists[treatment.ATTRIBUTES], records)
    if changed[treatment.IGNORED]:
        within = judged.history.within
        lost = treatment.ignored(lists[treatment.IGNORED], [within + path for path in records if records[path]])
        if lost:
            yield judged.finding(
                layout.shown(changed[treatment.IGNORED][0]),
                "attributes",
                _("git would ignore the record {path}").format(path=layout.shown(lost[0].removeprefix(within))),
                _("take that line out; other lines are allowed"),
            )


def _attributes(
    judged: JudgedCommit, path: str, lists: Mapping[str, bytes], records: Mapping[str, str]
) -> Iterator[Finding]:
    within = judged.history.within
    found = treatment.attributes(lists, [within + record for record in records])
    for record, sample in records.items():
        allowed = _allowed()[sample or _EVIDENCE]
        for name, value in found[within + record].items():
            if value not in allowed[name]:
                yield judged.finding(
                    layout.shown(path),
                    "attributes",
                    _("git would store {record} with {name}={value}, unlike yian").format(
                        record=layout.shown(record), name=name, value=layout.shown(value)
                    ),
                    _("take that line out, or have the office run `yian setup`; other lines are allowed"),
                )
                return


@functools.cache
def _allowed() -> dict[str, dict[str, set[str]]]:
    samples = [*(kind.sample for kind in kinds.ALL), _EVIDENCE]
    texts = (kinds.attributes().encode(), _BEFORE)
    found = [treatment.attributes({treatment.ATTRIBUTES: text}, samples) for text in texts]
    return {path: {name: {each[path][name] for each in found} for name in treatment.NAMES} for path in samples}


def _records(files: Mapping[str, git.Blob]) -> dict[str, str]:
    """Return the records that there are, and one for each kind, with the sample of their kind; empty for evidence."""
    found = {kind.sample: kind.sample for kind in kinds.ALL} | {_EVIDENCE: ""}
    for path in files:
        place = layout.place(path)
        if place is not None:
            found[path] = kinds.BY_NAME[place.kind].sample if place.kind in kinds.BY_NAME else ""
    return found


def _changed(judged: JudgedCommit) -> Iterator[str]:
    """Yield the lists that the commit does not have as any parent has them."""
    for path, (befores, after) in judged.files.items():
        if path.rpartition("/")[2] in _LISTS and after not in befores:
            yield path
    for path in _above(judged):
        here, *before = (_bytes(judged, oid, path) for oid in (judged.commit.oid, *judged.parents))
        if here not in before:
            yield path


def _lists(judged: JudgedCommit, name: str, files: Mapping[str, git.Blob]) -> dict[str, bytes]:
    found = {path: data for path in _above(judged) if (data := _bytes(judged, judged.commit.oid, path)) is not None}
    for path, blob in files.items():
        if path.rpartition("/")[2] == name:
            found[judged.history.within + path] = judged.history.data(blob.oid)[: guard.MAX_BYTES]
    return {path: data for path, data in found.items() if path.rpartition("/")[2] == name}


def _above(judged: JudgedCommit) -> list[str]:
    parts = judged.history.within.split("/")[:-1]
    return ["/".join([*parts[:n], name]) for n in range(len(parts)) for name in _LISTS]


def _bytes(judged: JudgedCommit, oid: str, path: str) -> bytes | None:
    try:
        return judged.history.data(f"{oid}:{path}")
    except git.Missing:
        return None
