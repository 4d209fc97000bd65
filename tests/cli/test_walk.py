"""The walk through the checklist at a terminal."""

from tests.builders import LIAISON, OTHER
from tests.cli.conftest import Done, Says, Yian
from tests.services.ledgers import Desk

PROBLEM = ("一", "二", "", "", "1", "", "", "", "", "", "", "1", "1", "", "2026-06-15")


def walk(yian: Yian) -> Done:
    return yian("examine", "zjj", "--round", "2026-1", "--by", LIAISON)


def test_an_examination_walks_stops_and_goes_on(desk: Desk, yian: Yian, says: Says) -> None:
    says("clear", "已对照", "not applicable", "无此项", "stop")
    done = walk(yian)
    assert (done.status, "2 of 12" in done.out) == (0, True)
    assert "[3/12]" in done.err
    says("2", *PROBLEM, "", "", "4")
    done = walk(yian)
    assert (done.status, "3 of 12" in done.out, "[1/12]" in done.err) == (0, True, False)
    (name,) = desk.ledger.problem_names("zjj")
    assert desk.state(f"zjj/{name}").head.prompt == "p03"
    assert f"registered: zjj/{name}" in done.err
    for _ in range(9):
        says("1", "已对照")
    done = walk(yian)
    assert "Every prompt has been answered." in done.err
    assert "12 of 12" in walk(yian).out


def test_an_answer_is_recorded_at_once(desk: Desk, yian: Yian, says: Says) -> None:
    says("1", "已对照")
    assert walk(yian).status == 130
    assert "1 of 12" in yian("examine", "zjj", "--round", "2026-1", "--status").out


def test_the_way_back_leads_to_the_prompt(desk: Desk, yian: Yian, says: Says) -> None:
    says("<", "1", "<", "2", "<", "2", "一", "<", "一", "<", "", "<", "<", "1", "已对照", "stop")
    done = walk(yian)
    assert (done.status, "1 of 12" in done.out) == (0, True), done.err


def test_the_next_problem_is_as_before_but_for_its_own(desk: Desk, yian: Yian, says: Says) -> None:
    says("2", *PROBLEM, "", "", "2", "三", "四", "", "", "", "补办", "", "", "stop")
    done = walk(yian)
    assert (done.status, "2 of 12" in done.out) == (0, True), done.err
    states = {s.head.title: s for s in (desk.state(f"zjj/{name}") for name in desk.ledger.problem_names("zjj"))}
    assert states["三"].head.due == states["一"].head.due
    assert [m.planned.text for m in states["三"].measures] == ["补办"]


def test_a_problem_that_was_broken_off_goes_on(desk: Desk, yian: Yian, says: Says) -> None:
    says("2", *PROBLEM[:5])
    assert walk(yian).status == 130
    says("2", "", *PROBLEM[5:], "", "", "stop")
    done = walk(yian)
    assert (done.status, "1 of 12" in done.out) == (0, True), done.err


def test_who_may_not_is_told_before_the_first_prompt(yian: Yian, says: Says) -> None:
    done = yian("examine", "zjj", "--round", "2026-1", "--by", OTHER)
    assert (done.status, done.refused) == (5, True)
