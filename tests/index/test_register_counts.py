"""The figures of registers equal those that a count of the records in Python gives, on every day."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import OFFICE, OTHER
from tests.services.ledgers import Desk, asked
from tests.services.registers import FILED, filed
from yiananlib.index import register_counts
from yiananlib.model import matters
from yiananlib.model.register import Register
from yiananlib.model.registers import ALL, BY_NAME, OPINION
from yiananlib.services.recording import registers


def counted(desk: Desk, register: Register, day: dt.date, orgs: list[str] | None = None) -> dict[str, dict[str, int]]:
    """Return what the index counts, without organizations with which nothing lies."""

    def ask(index: Any) -> dict[str, dict[str, int]]:
        index.scope(None)
        return register_counts.counts(index, register, day, orgs)

    return asked(desk.ledger, ask)


def recounted(desk: Desk, register: Register, day: dt.date) -> dict[str, dict[str, int]]:
    """Return the same by folding each record as of the day."""
    found: dict[str, dict[str, int]] = {}
    kind = matters.kind(register.name)
    for org in desk.ledger.org_names():
        for record in desk.ledger.matters(org, register.name):
            by_then = record.holding([entry for entry in record.entries if entry.on <= day])
            if not by_then.entries:
                continue
            standing = matters.fold(by_then)
            home = kind.lies_with(standing, None) if kind.lies_with is not None else org
            row = found.setdefault(home, {count.name: 0 for count in register.counts})
            due = kind.due(standing)
            for count in register.counts:
                stands = not count.statuses or standing.status in count.statuses
                row[count.name] += stands and (not count.late or (due is not None and due < day))
    return found


@pytest.mark.parametrize("register", ALL, ids=lambda register: register.name)
def test_each_figure_is_what_the_records_fold_to(desk: Desk, register: Register) -> None:
    for way in FILED[register.name].ways:
        steps = [step for step in way if "{problem}" not in step[1].values()]
        filed(desk, register.name, *steps)
        desk.on((desk.now.date() + dt.timedelta(2)).isoformat())
    begun = dt.date(2026, 3, 12)
    for days in range(-1, 12):
        day = begun + dt.timedelta(days)
        assert counted(desk, register, day) == recounted(desk, register, day)


_STEPS = st.lists(
    st.tuples(st.sampled_from(["assign", "answer", "decline"]), st.integers(0, 3), st.integers(0, 4)), max_size=5
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_STEPS, min_size=1, max_size=3))
def test_opinions_are_counted_with_whom_they_lie_and_late_from_the_day_after_the_last(
    desk: Desk, stories: list[list[tuple[str, int, int]]]
) -> None:
    start = desk.now
    for story in stories:
        desk.now = start
        ref = filed(desk, "opinion")
        for what, days, ahead in story:
            desk.now += dt.timedelta(days)
            status = matters.fold(desk.ledger.find_matter("opinion", ref)).status
            due = desk.now.date() + dt.timedelta(ahead)
            acts: dict[str, tuple[str, dict[str, Any], str]] = {
                "assign": ("assigned", {"org": "czj", "due": due}, OFFICE),
                "answer": ("answered", {"text": "已改"}, OTHER if status == "assigned" else "zjj/liaison"),
                "decline": ("declined", {"reason": "无权"}, OFFICE),
            }
            step, said, by = acts[what]
            if status in BY_NAME["opinion"].step(step).moves:
                registers.act(desk.ledger, desk.context(by), "opinion", ref, step, said)
    desk.now = start
    for days in range(20):
        day = start.date() + dt.timedelta(days)
        assert counted(desk, OPINION, day) == recounted(desk, OPINION, day)


def test_those_of_some_organizations_alone_can_be_asked_for(desk: Desk) -> None:
    filed(desk, "opinion")
    filed(desk, "opinion", ("assigned", {"org": "czj", "due": dt.date(2026, 3, 13)}, OFFICE))
    day = dt.date(2026, 3, 14)
    assert set(counted(desk, OPINION, day)) == {"zjj", "czj"}
    assert counted(desk, OPINION, day, ["czj"]) == {
        "czj": {"collected": 1, "answered": 0, "raised": 0, "declined": 0, "waiting": 1, "late": 1}
    }
    assert counted(desk, OPINION, dt.date(2026, 3, 13), ["czj"])["czj"]["late"] == 0
