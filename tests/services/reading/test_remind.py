"""Reminders: for each officer what `due` would show them."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import DUE, FOUND, HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, OWNER, PARENT, Story
from tests.index.held import held
from tests.services.histories import histories
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, reply
from yiananlib.errors import NoSuchRecord
from yiananlib.index import queries
from yiananlib.index.sync import Index
from yiananlib.model.problem import Problem
from yiananlib.services.reading.due import Due, due
from yiananlib.services.reading.remind import Reminders, remind

DAY = dt.timedelta(days=1)


def waiting(found: Due) -> list[tuple[str, Sequence[object]]]:
    """Return what waits, without what nothing waits for."""
    return [(what, rows) for what, rows in (*found.waits, *found.others) if rows]


def check_against_queues(index: Index, day: dt.date, in_office: set[str]) -> None:
    found = {digest.officer.id: digest.due for digest in remind(index, day).digests}
    for officer in queries.officers(index, None):
        queue = waiting(due(index, day, officer.id))
        if officer.id not in in_office or not queue:
            assert officer.id not in found
        else:
            assert waiting(found[officer.id]) == queue


def in_office(index: Index, day: dt.date) -> set[str]:
    officers = queries.officers(index, None)
    return {o.id for o in officers if (o.since or dt.date.min) <= day <= (o.until or dt.date.max)}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    problems=st.lists(histories(), min_size=1, max_size=3),
    day=st.integers(-3, 400).map(lambda n: FOUND + n * DAY),
    owner=st.sampled_from([OWNER, HEAD, PARENT, OTHER, OFFICE, "zjj/future", "zjj/nobody"]),
)
def test_an_officer_is_reminded_of_their_queue(problems: list[Problem], day: dt.date, owner: str) -> None:
    story = Story(owner=owner, leader="zjj/deputy-1").has("registered")
    story.add("planned", owner=owner)
    index = held([*problems, story.problem])
    check_against_queues(index, day, in_office(index, day))


def test_notices_reach_those_whose_queue_they_are_in(desk: Desk) -> None:
    issue(desk, title="待答复", leader="deputy-1")
    issue(desk, "gov", title="县府", leader="zjj/jianguan")
    issue(desk, "office", title="办公室", by=INSPECTOR)
    reply(desk, issue(desk, "czj", title="已答复"), by=OTHER)
    ref = desk.problem(title="做完")
    desk.measure(ref)
    desk.done(ref)

    def question(index: Index) -> None:
        check_against_queues(index, desk.now.date(), in_office(index, desk.now.date()))

    asked(desk.ledger, question)
    found = reminders(desk)
    assert {d.officer.id for d in found.digests} >= {HEAD, LIAISON, PARENT, OFFICE, INSPECTOR, OWNER, "zjj/deputy-1"}


def reminders(desk: Desk, officer: str | None = None, org: str | None = None, day: dt.date = DUE) -> Reminders:
    return asked(
        desk.ledger,
        lambda index: remind(index, day, [officer] if officer is not None else (), [org] if org is not None else ()),
    )


def test_nobody_is_reminded_of_nothing(desk: Desk) -> None:
    assert reminders(desk).digests == ()


def test_one_officer_is_told_that_nothing_waits(desk: Desk) -> None:
    (digest,) = reminders(desk, LIAISON).digests
    assert (digest.officer.id, digest.org, digest.org_name, waiting(digest.due)) == (LIAISON, "zjj", "住建局", [])


def test_the_officers_of_an_organization_and_below_are_reminded_in_order(desk: Desk) -> None:
    desk.problem(title="一", leader="deputy-1", owner="jianguan")
    desk.problem("czj", by=OTHER, title="二", leader="head", owner="head")
    assert [d.officer.id for d in reminders(desk).digests] == [
        PARENT, HEAD, "zjj/deputy-1", LIAISON, OWNER, OTHER, "czj/head",
    ]  # fmt: skip
    found = reminders(desk, org="czj")
    assert (found.org_name, [d.officer.id for d in found.digests]) == ("财政局", [OTHER, "czj/head"])
    assert reminders(desk, org="office").digests == ()


def test_former_officers_are_not_reminded(desk: Desk) -> None:
    desk.problem(title="一")
    desk.edit("orgs/zjj/org.toml", 'id = "jianguan"', f'id = "jianguan"\nuntil = {DUE}')
    found = [OWNER in [d.officer.id for d in reminders(desk, day=DUE + n * DAY).digests] for n in (-1, 0, 1)]
    assert found == [True, True, False]


@pytest.mark.parametrize(("officer", "org"), [("zjj/nobody", None), ("head", None), ("", None), (None, "nowhere")])
def test_the_unknown_are_not_reminded(desk: Desk, officer: str | None, org: str | None) -> None:
    with pytest.raises(NoSuchRecord):
        reminders(desk, officer, org)


def test_several_officers_or_organizations_are_reminded_together(desk: Desk) -> None:
    desk.problem(title="一", leader="deputy-1", owner="jianguan")
    desk.problem("czj", by=OTHER, title="二", leader="head", owner="head")

    def asked_of(officers: Sequence[str] = (), orgs: Sequence[str] = ()) -> Reminders:
        return asked(desk.ledger, lambda index: remind(index, DUE, officers, orgs))

    def shown(*found: Reminders) -> list[tuple[str, int]]:
        return [(one.officer.id, len(waiting(one.due))) for each in found for one in each.digests]

    alone = [reminders(desk, officer) for officer in (OTHER, LIAISON)]
    assert shown(asked_of([OTHER, LIAISON, OTHER])) == shown(*alone)
    units = asked_of(orgs=["czj", "zjj"])
    assert shown(units) == shown(reminders(desk, org="zjj"), reminders(desk, org="czj"))
    assert units.org_name == "财政局, 住建局"
    for wrong in ({"officers": [LIAISON, "zjj/nobody"]}, {"orgs": ["zjj", "nowhere"]}):
        with pytest.raises(NoSuchRecord):
            asked_of(**wrong)
