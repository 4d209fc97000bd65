"""What stands out when units and problems are seen beside each other: files, look-backs, rounds, recurrences."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from yiananlib.index import lint_queries
from yiananlib.index.stranded import stranded as left_behind
from yiananlib.services.reading.lint_ground import Proof, Sign, question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.index.lint_queries import Paper, Turnout
    from yiananlib.services.reading.lint_ground import Ground

_OTHERS = 2
"""The least number of others that one can stand out from."""


def one_evidence(ground: Ground) -> Iterator[Sign]:
    """Yield files that support many measures."""
    papers: dict[str, dict[tuple[int, int], Paper]] = defaultdict(dict)
    for paper in ground.papers:
        if paper.measure is not None:
            papers[paper.sha256].setdefault((paper.problem, paper.measure), paper)
    for found in papers.values():
        if len(found) >= ground.limits.one_evidence:
            evidence = [Proof(ground.cases[p.problem].ref, p.measure, file=p.file, day=p.day) for p in found.values()]
            yield ground.sign("one-evidence", (p.problem for p in found.values()), evidence, n=len(found))


def all_hold(ground: Ground) -> Iterator[Sign]:
    """Yield organizations whose look-backs all held, and those of others did not."""
    looks: dict[str, list[tuple[int, str, Proof]]] = defaultdict(list)
    for key, result, day in lint_queries.looks(ground.index, ground.day):
        if key in ground.cases:
            case = ground.cases[key]
            looks[case.org].append((key, result, Proof(case.ref, text=result, day=day)))
    failed = any(result != "held" for found in looks.values() for _key, result, _proof in found)
    place = {key: place for place, key in enumerate(ground.cases)}
    for org in dict.fromkeys(case.org for case in ground.cases.values()):
        found = sorted(looks.get(org, ()), key=lambda look: place[look[0]])
        if failed and len(found) >= ground.limits.all_hold and all(result == "held" for _key, result, _proof in found):
            yield ground.sign(
                "all-hold",
                (key for key, *_rest in found),
                [proof for *_rest, proof in found],
                n=len(found),
                org=ground.called(org),
            )


def nil(ground: Ground) -> Iterator[Sign]:
    """Yield units that found nothing in a round in which the others found much."""
    rounds: dict[str, list[Turnout]] = defaultdict(list)
    for turnout in lint_queries.turnouts(ground.index, ground.day):
        if turnout.answered:
            rounds[turnout.round].append(turnout)
    for name, took_part in rounds.items():
        for own in took_part:
            others = [turnout.found for turnout in took_part if turnout is not own]
            if own.found or len(others) < _OTHERS or sum(others) < ground.limits.nil * len(others):
                continue
            mean = f"{sum(others) / len(others):.1f}".removesuffix(".0")
            said = question("nil").format(org=ground.called(own.org), round=name, n=len(others), mean=mean)
            evidence = (Proof(text=name, day=own.opened),)
            yield Sign("nil", said, (), (own.org,), evidence)


def waivers(ground: Ground) -> Iterator[Sign]:
    """Yield officers who waived checks of the gate in many problems, at the pass or at the close."""
    given: dict[str, dict[int, Proof]] = defaultdict(dict)
    for entry in lint_queries.waivers(ground.index, ground.day):
        if entry.problem in ground.cases:
            given[entry.by][entry.problem] = Proof(ground.cases[entry.problem].ref, text=entry.step, day=entry.day)
    for by, found in sorted(given.items()):
        if len(found) >= ground.limits.waivers:
            keys = [key for key in ground.cases if key in found]
            yield ground.sign("waivers", keys, [found[key] for key in keys], by=ground.called(by), n=len(keys))


def stranded(ground: Ground) -> Iterator[Sign]:
    """Yield officers whose post nobody holds, and who keep open problems, measures, notices or rules."""
    rows = left_behind(ground.index, ground.day)
    for officer, found in groupby(rows, key=lambda row: row.officer):
        things = list(found)
        said = question("stranded").format(officer=ground.called(officer), why=things[0].why)
        evidence = tuple(Proof(thing.ref, measure=thing.number, text=thing.title) for thing in things)
        problems = dict.fromkeys(thing.ref for thing in things if thing.what in ("problem", "measure"))
        yield Sign("stranded", said, tuple(problems), tuple(dict.fromkeys(t.org for t in things)), evidence)


def recurred(ground: Ground) -> Iterator[Sign]:
    """Yield problems that were struck off and came back as others."""
    ids = {case.id: key for key, case in ground.cases.items()}
    later: dict[int, list[int]] = defaultdict(list)
    for key, case in ground.cases.items():
        if case.recurs in ids and ids[case.recurs] != key:
            later[ids[case.recurs]].append(key)
    for key in ground.cases:
        if key in later:
            case = ground.cases[key]
            again = [ground.cases[other] for other in later[key]]
            evidence = [Proof(case.ref, day=case.closed), *(Proof(other.ref, day=other.found) for other in again)]
            yield ground.sign("recurred", [key, *later[key]], evidence)


def one_hand(ground: Ground) -> Iterator[Sign]:
    """Yield problems of which one officer typed completion and submission for the unit, and the pass or the close."""
    for close in lint_queries.one_handed(ground.index, ground.day):
        if close.problem in ground.cases:
            evidence = [Proof(ground.cases[close.problem].ref, text=close.step, day=close.day)]
            yield ground.sign("one-hand", [close.problem], evidence)
