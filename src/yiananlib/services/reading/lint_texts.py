"""Texts that were copied, and texts that say nothing: effects, measures and root causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.index import lint_queries
from yiananlib.model.text import comparable
from yiananlib.services.reading.lint_ground import Proof
from yiananlib.services.reading.paper_texts import empty_phrases, repeats, says_nothing
from yiananlib.services.reading.similar import alike, similarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.services.reading.lint_ground import Ground, Sign


def same_effect(ground: Ground) -> Iterator[Sign]:
    """Yield effects that different problems state in the same words, or nearly."""
    texts = {key: case.effect for key, case in ground.cases.items() if case.effect is not None}
    for group in alike(texts, ground.limits.similar / 100):
        evidence = [Proof(ground.cases[key].ref, text=texts[key]) for key in group.keys]
        yield ground.sign("same-effect", group.keys, evidence, group.similarity)


def same_measure(ground: Ground) -> Iterator[Sign]:
    """Yield measures that different problems plan in the same words, or nearly."""
    texts = {
        (m.problem, m.number): m.text for m in ground.measures if len(comparable(m.text)) >= ground.limits.shortest
    }
    for group in alike(texts, ground.limits.similar / 100):
        keys = [problem for problem, _number in group.keys]
        if len(set(keys)) > 1:
            evidence = [Proof(ground.cases[key].ref, number, texts[key, number]) for key, number in group.keys]
            yield ground.sign("same-measure", keys, evidence, group.similarity)


def copied_cause(ground: Ground) -> Iterator[Sign]:
    """Yield root causes that different organizations found in the same words, or nearly."""
    texts = {
        key: case.root_cause
        for key, case in ground.cases.items()
        if case.root_cause is not None and len(comparable(case.root_cause)) >= ground.limits.shortest
    }
    for group in alike(texts, ground.limits.similar / 100):
        if len({ground.cases[key].org for key in group.keys}) > 1:
            evidence = [Proof(ground.cases[key].ref, text=texts[key]) for key in group.keys]
            yield ground.sign("copied-cause", group.keys, evidence, group.similarity)


def cause_repeats(ground: Ground) -> Iterator[Sign]:
    """Yield root causes that say what the symptom says."""
    for key, case in ground.cases.items():
        if case.root_cause is None:
            continue
        found = repeats(case.root_cause, case.symptom)
        if found * 100 >= ground.limits.cause_repeats:
            evidence = [Proof(case.ref, text=case.root_cause), Proof(case.ref, text=case.symptom)]
            yield ground.sign("cause-repeats", [key], evidence, found)


def again(ground: Ground) -> Iterator[Sign]:
    """Yield problems that say what one of the same unit said that was voided before, and are due later than that."""
    gone = list(lint_queries.voided(ground.index, ground.day))
    if not gone:
        return
    least, shortest = ground.limits.similar / 100, ground.limits.shortest

    def like(one: str, other: str) -> bool:
        return min(len(comparable(one)), len(comparable(other))) >= shortest and similarity(one, other) >= least

    for new in lint_queries.begun(ground.index, ground.day):
        for old in gone:
            if new.org != old.org or new.day < old.day or new.due <= old.due:
                continue
            if like(new.symptom, old.symptom) or like(new.title, old.title):
                evidence = [Proof(old.ref, day=old.due), Proof(ground.cases[new.problem].ref, day=new.due)]
                yield ground.sign("again", [new.problem], evidence, voided=old.ref, due=new.due)
                break


def no_verb(ground: Ground) -> Iterator[Sign]:
    """Yield measures that consist of empty phrases, so that nobody could see whether they were carried out."""
    phrases = empty_phrases(ground.limits.empty)
    for measure in ground.measures:
        if says_nothing(measure.text, phrases):
            evidence = [Proof(ground.cases[measure.problem].ref, measure.number, measure.text)]
            yield ground.sign("no-verb", [measure.problem], evidence, number=measure.number)
