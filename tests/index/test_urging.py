"""What units were urged about, and what they did since: counted a second time from the records."""

import datetime as dt
from typing import Any, Final

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE, OTHER, PARENT
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, reply
from yiananlib.index import urging
from yiananlib.index.sync import Index
from yiananlib.model import matters
from yiananlib.model.lifecycle import fold
from yiananlib.services.recording import answers, rectify, registers

START: Final = dt.date(2026, 3, 12)
DAY: Final = dt.timedelta(days=1)


def urge(desk: Desk, *problems: str, org: str = "zjj", by: str = OFFICE, **fields: Any) -> str:
    given = {"title": "请抓紧", "how": "电话", "problems": problems} | fields
    return registers.add(desk.ledger, desk.context(by), "urge", org, given).ref


def progress(desk: Desk, ref: str, by: str = LIAISON) -> None:
    rectify.progress(desk.ledger, desk.context(by), ref, "已核验")


def on(desk: Desk, days: int) -> None:
    desk.on((START + days * DAY).isoformat())


def figures(desk: Desk, days: int, *orgs: str) -> tuple[int, int]:
    def ask(index: Index) -> tuple[int, int]:
        index.scope(None)
        found = urging.figures(index, START + days * DAY, orgs or None)
        return found.urged, found.answered

    return asked(desk.ledger, ask)


def recounted(desk: Desk, days: int, within: int = 7) -> tuple[int, int]:
    """Count urged and answered again, straight from the records."""
    day = START + days * DAY
    problems = list(desk.ledger.problems("zjj")) + list(desk.ledger.problems("czj"))
    acts = [(p.head.id, e) for p in problems for e in fold(p).counted]
    acts += [(m.head.id, e) for m in desk.ledger.matters("zjj", "notice") for e in matters.fold(m).counted]
    urged = answered = 0
    for urge_ in (*desk.ledger.matters("zjj", "urge"), *desk.ledger.matters("czj", "urge")):
        first = urge_.entries[0]
        gone = [e for e in matters.fold(urge_).counted if e.kind == "withdrawn" and e.on <= day]
        if first.on > day or gone:
            continue
        names = {*urge_.head.problems, *(ref.rpartition("/")[2] for ref in urge_.head.records)}
        for name in names:
            urged += 1
            answered += any(
                e.principal.partition("/")[0] == urge_.org
                and e.at > first.at
                and e.recorded <= min(day, first.recorded + within * DAY)
                for of, e in acts
                if of == name
            )
    return urged, answered


@pytest.mark.parametrize(("after", "answered"), [(0, 1), (1, 1), (7, 1), (8, 0)])
def test_an_act_answers_within_the_days_of_the_campaign_the_last_included(
    desk: Desk, after: int, answered: int
) -> None:
    ref = desk.problem()
    urge(desk, ref)
    on(desk, after)
    if after == 0:
        desk.now += dt.timedelta(minutes=1)
    progress(desk, ref)
    assert figures(desk, 30) == (1, answered) == recounted(desk, 30)


def test_what_was_recorded_before_the_urging_answers_nothing(desk: Desk) -> None:
    ref = desk.problem()
    progress(desk, ref)
    urge(desk, ref)
    assert figures(desk, 30) == (1, 0) == recounted(desk, 30)


@pytest.mark.parametrize(("by", "answered"), [(OFFICE, 0), (PARENT, 0), (LIAISON, 1)])
def test_only_the_organization_that_was_urged_answers(desk: Desk, by: str, answered: int) -> None:
    ref = desk.problem()
    urge(desk, ref)
    on(desk, 1)
    progress(desk, ref, by)
    assert figures(desk, 30) == (1, answered) == recounted(desk, 30)


def test_what_the_office_types_for_the_unit_is_the_unit_s_answer(desk: Desk) -> None:
    ref = desk.problem()
    urge(desk, ref)
    on(desk, 1)
    context = desk.context(OFFICE)._replace(for_=LIAISON)
    rectify.progress(desk.ledger, context, ref, "已核验")
    assert figures(desk, 30) == (1, 1) == recounted(desk, 30)


def test_each_urging_of_each_record_counts_and_those_withdrawn_do_not(desk: Desk) -> None:
    one, other = desk.problem(), desk.problem()
    notice = issue(desk)
    urge(desk, one, other, records=(notice,))
    wrong = urge(desk, one, by=INSPECTOR)
    on(desk, 2)
    urge(desk, one)
    reply(desk, notice)
    on(desk, 3)
    progress(desk, one)
    assert figures(desk, 30) == (5, 4) == recounted(desk, 30)
    registers.act(desk.ledger, desk.context(OFFICE), "urge", wrong, "withdrawn", {"reason": "登记重复"})
    assert figures(desk, 30) == (4, 3) == recounted(desk, 30)
    assert figures(desk, 2) == (5, 1) == recounted(desk, 2)
    assert figures(desk, -1) == (0, 0)


def test_an_organization_waited_for_is_urged_and_answers_for_itself(desk: Desk) -> None:
    ref = desk.problem()
    answers.block(desk.ledger, desk.context(), ref, "czj", "评审意见")
    urge(desk, ref, org="czj")
    on(desk, 1)
    progress(desk, ref)
    assert figures(desk, 9) == (1, 0) == recounted(desk, 9)
    answers.clear(desk.ledger, desk.context(OTHER), ref)
    assert figures(desk, 9, "czj") == (1, 1) == recounted(desk, 9)
    assert figures(desk, 9, "zjj") == (0, 0)
    for orgs, beyond in ((["czj"], True), (["zjj"], False), (["zjj", "czj"], False)):

        def reaches(index: Index, orgs: list[str] = orgs) -> bool:
            index.scope(None)
            return urging.reaches_beyond(index, orgs)

        assert asked(desk.ledger, reaches) is beyond


def test_the_last_urging_is_told_with_how_many_there_were_and_whether_it_was_answered(desk: Desk) -> None:
    ref = desk.problem()
    name = ref.rpartition("/")[2]
    urge(desk, ref)
    on(desk, 1)
    progress(desk, ref)
    on(desk, 4)
    urge(desk, ref)

    def told(days: int) -> Any:
        def ask(index: Index) -> Any:
            index.scope(None)
            return urging.about(index, START + days * DAY).get(("zjj", name))

        return asked(desk.ledger, ask)

    assert told(-1) is None
    assert told(3) == urging.About(START, 1, answered=True)
    assert told(9) == urging.About(START + 4 * DAY, 2, answered=False)


def test_where_nobody_was_urged_there_is_no_rate() -> None:
    assert (urging.Urging(0, 0).rate, urging.Urging(4, 3).rate) == (None, 0.75)
