"""What the tables say of a file: a record in, rows out. Nothing here reads a file or a database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.index.search import grams
from yiananlib.model import counting, papers, recurring, redating
from yiananlib.model.base import Sheet
from yiananlib.model.entries import Numbered
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import files
from yiananlib.model.standing import FOREVER, blocks, closes, intervals
from yiananlib.model.text import fingerprint
from yiananlib.model.vocabulary import Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from yiananlib.model.campaign import Campaign, Gate
    from yiananlib.model.matters import Standing
    from yiananlib.model.problem import Problem
    from yiananlib.model.recurring import Duty
    from yiananlib.model.rounds import Answered, Round
    from yiananlib.model.standing import Interval
    from yiananlib.model.state import Measure, State

Value = str | int | None
Rows = list[tuple[Value, ...]]


class ProblemFacts(NamedTuple):
    """The rows of one problem: its own, and those of each table of ``writing.CHILDREN``, all without its number.

    ``effect`` is the fingerprint of the effect that it states, None where it states none.
    """

    path: str
    own: tuple[Value, ...]
    children: tuple[Rows, ...]
    folded: str
    pairs: str
    effect: bytes | None

    @property
    def newest(self) -> str:
        """The day from which on it stands as it stands last; empty where it was never registered."""
        spans = self.children[0]
        return str(spans[-1][0]) if spans else ""


class RoundFacts(NamedTuple):
    """The rows of one round."""

    path: str
    own: tuple[Value, ...]
    answers: Rows
    found: Rows


def of_problem(problem: Problem, path: str, supervision: Collection[str]) -> ProblemFacts:
    """Return the rows of a problem; ``supervision`` are the organizations that vouch for days of others."""
    state = fold(problem)
    head, first = state.head, problem.head
    own: tuple[Value, ...] = (
        problem.org,
        head.id,
        state.number,
        _day(first.found),
        state.entries[0].at.isoformat() if state.entries else "",
        _day(state.moves[0].on) if state.moves else "",
        _or_none(_accepted(state)),
        _day(first.due),
        head.kind,
        head.field,
        head.severity.value,
        head.class_.value,
        head.source,
        head.prompt,
        head.finding,
        head.task,
        head.meeting,
        head.recurs,
        state.taken.problem if state.taken is not None else None,
        head.leader,
        head.owner,
        head.title,
        compact(head.level),
        compact(head.support),
        compact(head.linked),
        compact(head.tags),
        int(bool(head.public_concern)),
        head.goal,
        head.root_cause,
        head.symptom,
    )
    folded = _folded(state)
    effect = fingerprint(state.effect) if state.effect else None
    return ProblemFacts(path, own, _children(state, supervision), folded, grams(folded), effect)


def _accepted(state: State) -> dt.date | None:
    """Return the day of the first serial number that counts: who gives one accepts the registration as it stands."""
    refused = {fault.entry for fault in state.faults}
    days = (e.on for n, e in enumerate(state.entries) if isinstance(e, Numbered) and n not in refused)
    return min(days, default=None)


def entry_rows(entries: Sequence[Any], state: State | Standing) -> Rows:
    """Return the rows of the entries of a problem or a matter, which amount to ``state``.

    Those that the rules do not allow and those that were taken back do not count. Days are those on which they count,
    the time is what the clock said.
    """
    refused = {fault.entry for fault in state.faults}
    left_out = state.left_out
    return [
        (
            n + 1,
            e.id,
            said.at.isoformat(),
            _day(e.on),
            _day(e.recorded),
            e.by,
            e.principal,
            e.kind,
            int(n not in refused and e.id not in left_out),
            int(e.id in left_out),
            said.model_dump_json(by_alias=True),
        )
        for n, (e, said) in enumerate(zip(redating.dated(entries, state.redated), entries, strict=True))
    ]


def of_round(org: str, name: str, round_: Round, path: str) -> RoundFacts:
    """Return the rows of a round: each answer from its day until one that was recorded later counts.

    What an answer registered was found for good, whatever is answered later.
    """
    answers: Rows = []
    found: dict[str, tuple[Value, ...]] = {}
    until: dict[tuple[str, str], dt.date] = {}
    for answer in reversed(round_.dated):
        if answer.subject not in round_.head.subjects:
            continue
        if answer.problem is not None:
            first = (answer.subject, answer.prompt, _day(answer.on))
            found[answer.problem] = (org, name, answer.problem, *first)
        pair = (answer.subject, answer.prompt)
        end = until.get(pair, FOREVER)
        if answer.on < end:
            answers.append((org, name, *_answer(answer, end)))
            until[pair] = answer.on
    passing = round_.head.pass_.value if round_.head.pass_ is not None else None
    own = (org, name, _day(round_.began), len(round_.head.subjects), compact(round_.head.subjects), passing)
    return RoundFacts(path, own, answers, list(found.values()))


def of_campaign(campaign: Campaign) -> str:
    """Return the settings that lists and reports need, as JSON."""
    from yiananlib.model.leniency import eased  # of all that changes, the campaign seldom does

    sprint = campaign.sprint
    return compact(
        {
            "name": campaign.name,
            "language": campaign.language,
            "timezone": campaign.timezone,
            "yellow": campaign.deadlines.yellow,
            "blue": campaign.deadlines.blue,
            "look_back_days": campaign.deadlines.look_back_days,
            "look_back_again_days": campaign.deadlines.look_back_again_days,
            "sprint": [_day(sprint.start), sprint.days] if sprint is not None else None,
            "plan": campaign.plan.model_dump(mode="json") if campaign.plan is not None else None,
            "disabled": campaign.gate.disabled,
            "eased": eased(campaign),
            "always": campaign.gate.always,
            "accepting": campaign.gate.accepted and "accepted" not in campaign.gate.disabled,
            **_standards(campaign.gate),
            "lint": campaign.lint.model_dump(),
            "again_after_days": campaign.remind.again_after_days,
        }
    )


def _standards(gate: Gate) -> dict[str, object]:
    """Return of which problems an inspector's pass is asked for."""
    asked = "standards" not in gate.disabled
    return {
        "standards_always": asked and "standards" in gate.always,
        "standards": gate.standards,
        "key_fields": gate.key_fields if asked else (),
        "grave": [s.value for s in Severity if s.rank >= gate.standards_from.rank] if asked else (),
    }


def of_words(vocabulary: Mapping[str, Mapping[str, str]]) -> Rows:
    """Return the rows of the vocabularies."""
    return [
        (name, key, place, word)
        for name, words in vocabulary.items()
        for place, (key, word) in enumerate(words.items())
    ]


def _children(state: State, supervision: Collection[str]) -> tuple[Rows, ...]:
    problem = state.problem
    spans = [_span(interval, problem.head.found, problem.head.due) for interval in intervals(state, supervision)]
    measures: Rows = [
        (
            place,
            m.planned.number,
            m.round,
            _day(m.planned.on),
            _day(m.planned.due),
            _or_none(m.completed),
            _or_none(_counted(m, problem.org, supervision)),
            m.planned.type.value,
            m.owner,
            m.planned.text,
            m.planned.every.value if m.planned.every is not None else None,
        )
        for place, m in enumerate(state.measures)
    ]
    came_back: Rows = [
        (m.planned.number, *_occurrence(duty, problem.org, supervision))
        for m in state.measures
        for duty in recurring.duties(m)
    ]
    entries = entry_rows(problem.entries, state)
    backdated: Rows = [
        (b.place + 1, b.entry.kind, _day(b.entry.on), _day(b.entry.recorded), _day(b.counts), int(b.confirmed))
        for b in counting.backdated(state, supervision)
    ]
    places = {id(e): n for n, e in enumerate(state.entries, start=1)}
    evidence: Rows = [
        (
            places[id(e)], e.measure, _day(e.on), e.file, e.sha256, e.size, e.what, _or_none(e.dated),
            _or_none(e.taken), _or_none(e.valid_until), _or_none(since),
        )
        for e, since in zip(state.evidence, papers.renewed(state.evidence), strict=True)
    ]  # fmt: skip
    sheets = {
        (place, sheet.file): (state.entries[place], sheet)
        for place, sheet in files(problem)
        if isinstance(sheet, Sheet) and problem.entries[place].id not in state.left_out
    }
    evidence += [
        (place + 1, None, _day(entry.on), sheet.file, sheet.sha256, sheet.size, *(None,) * 5)
        for (place, _file), (entry, sheet) in sheets.items()
    ]
    closed: Rows = []
    looks: Rows = []
    for number, close in enumerate(closes(state), start=1):
        lasted = (close.until - close.on).days if close.until != FOREVER else None
        marks = (int(close.waived), int(close.one_hand), int(close.sole))
        closed.append((number, _day(close.on), _day(close.until), lasted, *marks))
        looks += [(number, _day(since), _day(until), result.value) for since, until, result in close.looks]
    waited: Rows = [(b.entry + 1, b.blocked.org, _day(since), _day(until)) for since, until, b in blocks(state)]
    return spans, measures, came_back, entries, evidence, closed, looks, backdated, waited


def _counted(measure: Measure, org: str, supervision: Collection[str]) -> dt.date | None:
    return measure.finished(lambda entry: counting.counts_from(entry, org, supervision))


def _occurrence(duty: Duty, org: str, supervision: Collection[str]) -> tuple[Value, ...]:
    (name, begins, due), entry = duty
    answered = entry if not duty.is_excused else None
    return (
        name,
        _day(begins),
        _day(due),
        _day(answered.on) if answered is not None else None,
        _day(counting.counts_from(answered, org, supervision)) if answered is not None else None,
        _day(entry.on) if entry is not None and duty.is_excused else None,
    )


def _span(interval: Interval, found: dt.date, due: dt.date) -> tuple[Value, ...]:
    s = interval.standing
    return (
        _day(interval.since),
        _day(interval.until),
        s.status.value,
        s.round,
        _day(s.moved),
        _day(s.due),
        _or_none(s.submitted),
        _or_none(s.held),
        s.measures,
        s.measures_done,
        int(s.complete),
        _or_none(s.late_from),
        s.closes,
        s.waived,
        s.one_hand,
        s.sole,
        int(s.carried),
        _or_none(s.closed_first),
        (s.closed_first - found).days if s.closed_first is not None else None,
        _or_none(s.closed_before),
        _or_none(s.reopened_on),
        (s.due - due).days if s.extended else None,
        s.began + 1,
        *(
            None if index is None else index + 1
            for index in (s.endorsed, s.submission, s.publicised, s.asked, s.contest, s.upheld)
        ),
        s.contests,
        s.contests_upheld,
        s.contests_dismissed,
        s.blocks,
        *s.duties,
    )


def _answer(answer: Answered, until: dt.date) -> tuple[Value, ...]:
    return (
        answer.subject,
        answer.prompt,
        _day(answer.on),
        _day(until),
        answer.answer.value,
        answer.reason,
        answer.problem,
        int(answer.counts),
    )


def _folded(state: State) -> str:
    head = state.head
    parts: Sequence[str | None] = (
        head.title,
        head.symptom,
        head.root_cause,
        head.goal,
        *(m.planned.text for m in state.measures),
    )
    return "\n".join(part for part in parts if part).casefold()


def _day(value: dt.date) -> str:
    return value.isoformat()


def _or_none(value: dt.date | None) -> str | None:
    return value.isoformat() if value is not None else None


compact: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
