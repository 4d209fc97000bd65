"""Hypothesis: histories of a problem that grow entry by entry, each allowed by the lifecycle."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tests.builders import DUE, LIAISON, OFFICE, Story, record_id
from yiananlib.model.problem import Problem
from yiananlib.model.state import Measure
from yiananlib.model.steps import TABLE
from yiananlib.model.vocabulary import Status

_FORWARD = {
    Status.REGISTERED: (
        "planned", "completed", "excused", "submitted", "submitted", "extension-requested", "extension-granted",
    ),
    Status.RECTIFYING: (
        "planned", "completed", "completed", "excused", "submitted", "submitted", "extension-requested",
        "extension-granted",
    ),
    Status.SUBMITTED: ("reviewed:pass", "reviewed:pass", "reviewed:return", "extension-granted"),
    Status.RETURNED: ("completed", "submitted", "extension-granted"),
    Status.PASSED: ("closed", "closed", "evidenced"),
    Status.CLOSED: ("looked-back:held", "looked-back:slipped", "reopened"),
    Status.VOIDED: ("noted",),
    Status.TRANSFERRED: ("noted",),
}  # fmt: skip
"""What is tried more often than the rest of the table, so that histories get somewhere."""


@st.composite
def histories(draw: st.DrawFn, most: int = 20) -> Problem:
    """Return a problem whose every entry the lifecycle allowed when it was recorded."""
    due = draw(st.sampled_from([DUE, DUE - dt.timedelta(days=80), DUE + dt.timedelta(days=200)]))
    found = draw(st.integers(0, 120))
    recurs = draw(st.sampled_from([None, record_id(0)]))
    story = Story(due=due, found=dt.date(2026, 3, 12) - dt.timedelta(days=found), recurs=recurs)
    story.add("registered")
    if draw(st.booleans()) and (series := draw(_recurring(story, 1))) is not None:
        story.add("planned", **series)
    for _ in range(draw(st.integers(0, most))):
        status = story.state.status
        steps = _FORWARD[status] if draw(st.integers(0, 2)) else sorted(TABLE[status])
        step = draw(st.sampled_from(steps))
        fields: dict[str, Any] | None = draw(_fields(story, step))
        day = story.clock.date() + dt.timedelta(days=draw(_gaps))
        if fields is None:
            continue
        fields |= draw(_hands(story, step, day))
        if draw(st.integers(0, 15)) == 0:
            _with_a_wrong_clock(story, step, day, fields, draw(st.integers(-5, 5)))
        elif story.refusal(step, on=day, **fields) is None:
            story.add(step, on=day, **fields)
    return story.problem


def _hands(story: Story, step: str, day: dt.date) -> st.SearchStrategy[dict[str, Any]]:
    """Return who records what decides lateness, and when its paper came in."""
    if step in ("submitted", "completed", "extension-requested"):
        given: list[dict[str, Any]] = [{"by": LIAISON}, {"by": OFFICE}, {"by": OFFICE, "for": LIAISON}]
        if step == "submitted":
            given += [
                {"incomplete": "佐证待补"},
                {"by": OFFICE, "for": LIAISON, "received": day + dt.timedelta(days=1)},
            ]
        return st.sampled_from(given)
    if step.startswith("reviewed") and (said := story.state.submission) is not None:
        return st.sampled_from([{}, {}, {"received": said.on}, {"received": said.recorded}])
    return st.just({})


def _with_a_wrong_clock(story: Story, step: str, day: dt.date, fields: dict[str, Any], later: int) -> None:
    """Record a step by a clock that runs ten years ahead, and have it redated, where both may be."""
    clock, entries = story.clock, list(story.entries)
    at = clock + dt.timedelta(days=3650)
    own: dict[str, Any] = {"on": day} if day < clock.date() else {}
    if step != "registered" and story.refusal(step, at=at, **own, **fields) is None:
        wrong = story.add(step, at=at, **own, **fields)
        story.clock = clock
        redates: dict[str, Any] = {"entry": wrong.id, "day": min(clock.date(), clock.date() + dt.timedelta(days=later))}
        if story.refusal("redated", **redates) is None:
            story.add("redated", **redates)
            if not story.state.faults:
                return
    story.clock, story.entries = clock, entries


_gaps = st.one_of(st.sampled_from([0, 0, 1, 7, 30, 90, 91]), st.integers(-5, 60))
"""Days from the entry before; a negative one is recorded now and counts from earlier."""


def _recurring(story: Story, number: int) -> st.SearchStrategy[dict[str, Any] | None]:
    """Return a measure that comes back, from around the present on."""
    return st.builds(
        lambda every, since, days: {
            "number": number,
            "every": every,
            "from": story.clock.date() + dt.timedelta(days=since),
            "due": story.clock.date() + dt.timedelta(days=since + days),
        },
        st.sampled_from(["week", "month", "month", "quarter", "year"]),
        st.integers(-40, 40),
        st.integers(0, 150),
    )


def _answer(measure: Measure, step: str) -> st.SearchStrategy[dict[str, Any] | None]:
    """Return what answers or excuses an occurrence of a measure."""
    assert measure.planned.series is not None
    names = [one.name for one in measure.planned.series.occurrences()]
    by = st.just(OFFICE) if step == "excused" else st.sampled_from([LIAISON, OFFICE])
    return st.fixed_dictionaries(
        {"measure": st.just(measure.planned.number), "occurrence": st.sampled_from(names), "by": by}
    )


def _fields(story: Story, step: str) -> st.SearchStrategy[dict[str, Any] | None]:
    """Return fields that make `step` likely to be allowed; None where nothing can."""
    state = story.state
    numbers = [m.planned.number for m in state.measures]
    match step:
        case "planned":
            return st.one_of(st.just({"number": len(numbers) + 1}), _recurring(story, len(numbers) + 1))
        case "completed" | "excused" if any(m.planned.series is not None for m in state.measures):
            return st.one_of(*(_answer(m, step) for m in state.measures if m.planned.series is not None))
        case "excused":
            return st.none()
        case "completed" | "evidenced":
            by = st.sampled_from([LIAISON, OFFICE])
            numbered = st.fixed_dictionaries({"measure": st.sampled_from(numbers or [0]), "by": by})
            return numbered if numbers else st.none()
        case "extension-requested":
            return st.integers(1, 40).map(lambda n: {"until": state.due + dt.timedelta(days=n)})
        case "extension-granted":
            until = st.integers(1, 40).map(lambda n: state.due + dt.timedelta(days=n))
            requests = [r.id for r in state.requests]
            return until.map(lambda u: {"request": requests[0], "until": u}) if requests else st.none()
        case "extension-denied":
            return st.just({"request": state.requests[0].id} if state.requests else None)
        case "contest-upheld" | "contest-dismissed":
            return st.just({"contest": state.contest.id} if state.contest else None)
        case "blocked":
            return st.sampled_from(["czj", "gov"]).map(lambda org: {"org": org})
        case "block-cleared":
            waits = [b.blocked.id for b in state.blocks if b.ended is None]
            return st.sampled_from(waits or [""]).map(lambda name: {"block": name}) if waits else st.none()
        case "carried-over":
            return st.just({"day": story.head.found})
        case "closed":
            return st.sampled_from([{}, {"waived": {"rule": "一事一议"}}, {"sole": True}, {"by": LIAISON}])
        case "reviewed:pass":
            return st.sampled_from([{}, {}, {"waived": {"wider": "全县仅此一处"}}])
        case "submitted":
            return st.sampled_from([{}, {"by": OFFICE}])
        case _:
            return st.just({})
