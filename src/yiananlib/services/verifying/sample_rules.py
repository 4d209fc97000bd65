"""Judging samples (抽查) by the commits: is the population what it was, is the seed one that could not be chosen?

That a sample is what its seed draws, the fold tells.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model import matters, samples
from yiananlib.model.org import ancestors
from yiananlib.services.verifying import seeds
from yiananlib.store import clone, codec, git, kinds, layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.entries import LookedBack
    from yiananlib.model.finding import Finding
    from yiananlib.model.matters import Matter
    from yiananlib.model.problem import Problem
    from yiananlib.services.verifying.judged_commit import JudgedCommit


def judge(judged: JudgedCommit, path: str, found: Matter, entry: Any) -> Iterator[Finding]:
    """Yield what is wrong with a new entry of a sample, besides who made it and where it stands."""
    if isinstance(entry, samples.Frozen):
        yield from _population(judged, path, found, entry)
    elif isinstance(entry, samples.Drawn) and entry.commit is not None:
        reason = _unfit(judged, path, found, entry.commit)
        if reason is not None:
            yield judged.of_entry(path, "sample", entry.id, reason, _("freeze another population, and draw from it"))


def look_back(judged: JudgedCommit, path: str, entry: LookedBack, before: Problem) -> Iterator[Finding]:
    """Yield that a look-back names a sample in which the problem is not."""
    if entry.sample is None:
        return
    org, _slash, name = entry.sample.partition("/")
    place = layout.Place("sample", org, name)
    data = judged.history.text_at(judged.commit.oid, kinds.MATTERS["sample"].path(org, name))
    found: tuple[str, ...] = ()
    with contextlib.suppress(codec.Invalid):
        found = samples.ever(matters.fold(kinds.BY_NAME[place.kind].decode(data, org, name))) if data else ()
    if before.ref not in found:
        said = _("it is not in the sample {sample}").format(sample=entry.sample)
        yield judged.of_entry(path, "sample", entry.id, said, _("record a correction instead"))


def _population(judged: JudgedCommit, path: str, found: Matter, entry: samples.Frozen) -> Iterator[Finding]:
    head = found.head
    again = _("freeze a population anew with `yian sample`")
    if samples.population(_problems(judged, head.scope), head.since, head.until, entry.at) != head.population:
        said = _("its population is not that of the problems that were closed then")
        yield judged.of_entry(path, "sample", entry.id, said, again)
    for other in _others(judged, found):
        if other.head.population == head.population:
            said = _("the same population was frozen in {ref}").format(ref=other.ref)
            yield judged.of_entry(path, "sample", entry.id, said, _("draw from the first"))


def _problems(judged: JudgedCommit, scope: str | None) -> Iterator[Problem]:
    orgs = judged.policy.variants[0].orgs if judged.policy.variants else {}
    for place, oid in _records(judged, kinds.PROBLEM.name):
        within = scope is None or place.org == scope or scope in ancestors(place.org, orgs)
        if within and b"closed" in judged.history.data(oid):
            with contextlib.suppress(codec.Invalid):
                yield judged.history.problem(oid, place.org, place.name)


def _others(judged: JudgedCommit, found: Matter) -> Iterator[Matter]:
    for place, oid in _records(judged, "sample"):
        if (place.org, place.name) != (found.org, found.head.id):
            with contextlib.suppress(codec.Invalid):
                yield judged.history.record(oid, place)


def _records(judged: JudgedCommit, kind: str) -> Iterator[tuple[layout.Place, str]]:
    for file, blob in judged.history.files(judged.commit.oid).items():
        place = layout.place(file)
        if place is not None and place.kind == kind:
            yield place, blob.oid


def _unfit(judged: JudgedCommit, path: str, found: Matter, seed: str) -> str | None:
    folder = judged.history.folder
    if git.revision(folder, seed) != seed or not clone.is_ancestor(folder, seed, judged.commit.oid):
        return _("the commit {commit}, its seed, does not come before it").format(commit=seed[:12])
    return seeds.fault(folder, judged.history.within, path, found.org, seed)
