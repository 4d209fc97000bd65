"""What units and officers are to be told, without what was urged lately and what is done."""

import datetime as dt
from pathlib import Path
from typing import Any, Final

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OWNER
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, reply
from yiananlib.errors import NoSuchRecord
from yiananlib.index.sync import Index
from yiananlib.services.reading.urging import Messages, messages
from yiananlib.services.recording import answers, numbering, registers
from yiananlib.store import kinds
from yiananlib.store.ledger import Ledger

DUE: Final = dt.date(2026, 6, 15)
DAY: Final = dt.timedelta(days=1)


def told(desk: Desk, day: dt.date, *officers: str, orgs: tuple[str, ...] = (), again: bool = False) -> Messages:
    def ask(index: Index) -> Messages:
        return messages(index, day, officers, orgs, again=again)

    return asked(desk.ledger, ask)


def things(found: Messages) -> dict[str, list[tuple[str, str]]]:
    return {row.officer or row.org: [(thing.what, thing.name) for thing in row.things] for row in found.rows}


def urge(desk: Desk, org: str, **fields: Any) -> str:
    given = {"title": "请抓紧", "how": "电话"} | fields
    return registers.add(desk.ledger, desk.context(OFFICE), "urge", org, given).ref


def name(ref: str) -> str:
    return ref.rpartition("/")[2]


def test_a_unit_is_told_what_it_has_to_do_itself_the_most_urgent_first(desk: Desk) -> None:
    late, soon = desk.problem(), desk.problem(due=DUE + 5 * DAY)
    notice = issue(desk)
    other = desk.problem("czj", by="czj/liaison", leader="head", owner="head", due=DUE)
    assert things(told(desk, DUE + DAY)) == {
        "zjj": [("overdue", name(late)), ("soon", name(soon)), ("notices", name(notice))],
        "czj": [("overdue", name(other))],
    }
    assert list(things(told(desk, DUE + DAY, orgs=("czj",)))) == ["czj"]
    assert set(things(told(desk, DUE + DAY, orgs=("gov",)))) >= {"zjj", "czj"}


def test_what_is_done_is_never_urged(desk: Desk) -> None:
    submitted, closed, settled = desk.problem(), desk.problem(), issue(desk)
    for ref in (submitted, closed):
        desk.endorse(ref)
        desk.submit(ref)
    desk.review(closed)
    desk.close(closed)
    reply(desk, settled)
    assert things(told(desk, DUE + 30 * DAY)) == {}


def test_what_was_submitted_incomplete_is_urged(desk: Desk) -> None:
    ref = desk.problem()
    desk.submit(ref, incomplete="佐证待补")
    assert things(told(desk, DUE + DAY)) == {"zjj": [("overdue", name(ref))]}


@pytest.mark.parametrize(("days", "left_out"), [(0, 1), (6, 1), (7, 0), (8, 0)])
def test_a_problem_urged_within_the_campaign_s_days_is_left_out_and_counted(
    desk: Desk, days: int, left_out: int
) -> None:
    ref, other = desk.problem(), desk.problem()
    desk.on(DUE.isoformat())
    urge(desk, "zjj", problems=(ref,))
    found = told(desk, DUE + days * DAY)
    assert found.left_out == left_out
    assert len(things(found)["zjj"]) == 2 - left_out
    assert name(other) in {called for _what, called in things(found)["zjj"]}
    everything = told(desk, DUE + days * DAY, again=True)
    assert (everything.left_out, len(things(everything)["zjj"])) == (0, 2)


def test_the_days_are_those_of_the_campaign(desk: Desk) -> None:
    ref = desk.problem()
    desk.on(DUE.isoformat())
    urge(desk, "zjj", problems=(ref,))
    desk.edit("yian.toml", "again_after_days = 7", "again_after_days = 1")
    assert [told(desk, DUE + n * DAY).left_out for n in (0, 1)] == [1, 0]


def test_an_urging_that_was_withdrawn_leaves_nothing_out(desk: Desk) -> None:
    ref = desk.problem()
    desk.on(DUE.isoformat())
    wrong = urge(desk, "zjj", problems=(ref,))
    registers.act(desk.ledger, desk.context(OFFICE), "urge", wrong, "withdrawn", {"reason": "登记重复"})
    assert told(desk, DUE).left_out == 0


def test_those_a_problem_waits_for_are_urged_separately_from_its_owner(desk: Desk) -> None:
    ref = desk.problem()
    answers.block(desk.ledger, desk.context(), ref, "czj", "评审意见")
    desk.on(DUE.isoformat())
    urge(desk, "zjj", problems=(ref,))
    found = told(desk, DUE)
    assert (things(found), found.left_out) == ({"czj": [("blocks", name(ref))]}, 1)


def test_a_notice_is_left_out_like_a_problem(desk: Desk) -> None:
    notice = issue(desk)
    urge(desk, "zjj", records=(notice,))
    found = told(desk, dt.date(2026, 3, 12))
    assert (found.rows, found.left_out) == ((), 1)


def test_an_officer_is_told_what_is_theirs_with_their_post(desk: Desk) -> None:
    ref = desk.problem()
    found = told(desk, DUE + DAY, OWNER, HEAD, OWNER)
    assert things(found) == {OWNER: [("overdue", name(ref))], HEAD: [("overdue", name(ref))]}
    assert [row.org for row in found.rows] == ["zjj", "zjj"]
    assert all(row.post for row in found.rows)


def test_who_judges_is_told_what_is_to_be_judged(desk: Desk) -> None:
    ref = desk.problem()
    desk.submit(ref)
    assert things(told(desk, DUE, INSPECTOR)) == {INSPECTOR: [("review", name(ref))]}
    assert things(told(desk, DUE, LIAISON)) == {}


def test_a_problem_is_called_by_its_serial_number_where_it_has_one(desk: Desk) -> None:
    ref = desk.problem()
    numbering.number(desk.ledger, desk.context(OFFICE), ref)
    assert things(told(desk, DUE))["zjj"] == [("soon", "2026-001")]


def test_an_unknown_organization_or_officer_is_refused(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord):
        told(desk, DUE, orgs=("nowhere",))
    with pytest.raises(NoSuchRecord):
        told(desk, DUE, "zjj/nobody")


def test_everything_urged_about_names_an_existing_record() -> None:
    ledger = Ledger(Path(__file__).parents[3] / "examples" / "yunling")
    day = dt.date(2026, 7, 15)
    found = asked(ledger, lambda index: messages(index, day, again=True))
    told = {thing for message in found.rows for thing in message.things}
    assert {"wider", "expired", "notices", "blocks"} <= {thing.what for thing in told}
    for thing in told:
        names = {kind.name: ledger.names(kind, thing.org) for kind in kinds.RECORDS}
        homes = {name for name, there in names.items() if thing.id in there}
        assert thing.is_problem is ("problem" in homes), thing
        assert homes or thing.what == "rounds", thing
