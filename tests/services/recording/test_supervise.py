"""Notices: sent by the office, answered by the unit, in the way of a close-out until then."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, PARENT
from tests.services.ledgers import Desk
from tests.services.noticing import DUE, issue, matter, reply, send_back, settle, status
from yiananlib.errors import (
    Ambiguous,
    LedgerInvalid,
    NoSuchRecord,
    NotAllowed,
    NotAuthorised,
    UsageProblem,
    YianError,
)
from yiananlib.services.recording import close_out, rectify, supervise
from yiananlib.services.recording.close_out import GateUnmet
from yiananlib.services.recording.problems import Recorded
from yiananlib.services.verifying.verify import verify


def test_nothing_is_demanded_of_a_voided_problem(desk: Desk) -> None:
    ref = desk.problem()
    close_out.void(desk.ledger, desk.context(OFFICE), ref, "重复登记")
    with desk.refuses(NotAllowed, "voided"):
        issue(desk, problems=(ref,))


def test_a_notice_goes_from_the_office_to_the_unit_and_back(desk: Desk) -> None:
    ref = issue(desk)
    assert status(desk, ref) == "issued"
    assert supervise.receive(desk.ledger, desk.context(LIAISON), ref).standing.status == "issued"
    assert reply(desk, ref).standing.status == "replied"
    assert send_back(desk, ref, DUE).standing.status == "returned"
    assert reply(desk, ref, by=HEAD).standing.status == "replied"
    assert settle(desk, ref).standing.status == status(desk, ref) == "closed"
    assert not verify(desk.ledger).findings


def test_what_was_said_is_in_the_file(desk: Desk) -> None:
    problem = desk.problem(support=["czj"])
    ref = issue(
        desk, problems=(problem,), support=("czj",), leader="deputy-1", rung="reminder", urgency="urgent",
        basis="常委会纪要",
    )  # fmt: skip
    supervise.reply(desk.ledger, desk.context(LIAISON), ref, "已核验", "住建发〔2026〕18号")
    supervise.escalate(desk.ledger, desk.context(OFFICE), ref, "caution", "未报定责", dt.date(2026, 3, 25))
    told = matter(desk, ref)
    head = told.head
    assert (head.problems, head.support, head.leader) == ((problem.partition("/")[2],), ("czj",), "zjj/deputy-1")
    assert (head.rung, head.urgency, head.basis) == ("reminder", "urgent", "常委会纪要")
    assert (told.entries[1].document, told.entries[2].due) == ("住建发〔2026〕18号", dt.date(2026, 3, 25))
    assert (told.entries[2].rung, status(desk, ref)) == ("caution", "returned")


def test_a_notice_is_withdrawn_and_stays_in_the_record(desk: Desk) -> None:
    ref = issue(desk)
    supervise.withdraw(desk.ledger, desk.context(INSPECTOR), ref, "发错单位")
    assert status(desk, ref) == "withdrawn"
    with desk.refuses(NotAllowed):
        reply(desk, ref)


# who


@pytest.mark.parametrize("by", [LIAISON, HEAD, PARENT, OTHER, "zjj/nobody", "zjj/former"])
def test_units_send_and_settle_no_notices(desk: Desk, by: str) -> None:
    with desk.refuses(NotAuthorised):
        issue(desk, by=by)
    ref = issue(desk)
    reply(desk, ref)
    with desk.refuses(NotAuthorised):
        settle(desk, ref, by)


@pytest.mark.parametrize("by", [INSPECTOR, OTHER, "czj/head"])
def test_officers_outside_the_unit_do_not_answer_for_it(desk: Desk, by: str) -> None:
    ref = issue(desk)
    with desk.refuses(NotAuthorised):
        reply(desk, ref, by=by)


def test_who_replied_does_not_settle(desk: Desk) -> None:
    desk.edit("orgs/office/org.toml", 'id = "liaison"', 'id = "liaison"\nemail = "one@x.example"')
    desk.edit("orgs/zjj/org.toml", 'id = "liaison"', 'id = "liaison"\nemail = "one@x.example"')
    ref = issue(desk, by=INSPECTOR)
    reply(desk, ref)
    with desk.refuses(NotAuthorised, "住建局职务 liaison (zjj/liaison) answered it; somebody else must settle it"):
        settle(desk, ref, OFFICE)
    assert settle(desk, ref, INSPECTOR).standing.status == "closed"


def test_the_office_does_not_answer_its_own_notice(desk: Desk) -> None:
    ref = issue(desk)
    with desk.refuses(
        NotAuthorised,
        (
            "县促改办职务 liaison (office/liaison) may not do this; allowed: 住建局 (zjj) itself or the"
            " organizations above it"
        ),
    ):
        reply(desk, ref, by=OFFICE)


def test_the_office_records_a_unit_s_reply_only_with_its_document(desk: Desk) -> None:
    ref = issue(desk)
    context = desk.context(OFFICE)._replace(for_=LIAISON)
    with desk.refuses(NotAuthorised, "requires the document with the reply"):
        supervise.reply(desk.ledger, context, ref, "已核验")
    supervise.reply(desk.ledger, context, ref, "已核验", "住建发〔2026〕18号")
    assert settle(desk, ref, OFFICE).standing.status == "closed"


def test_a_second_answer_waits_until_the_first_is_judged(desk: Desk) -> None:
    ref = issue(desk)
    reply(desk, ref)
    with desk.refuses(NotAllowed):
        reply(desk, ref, "再报")
    send_back(desk, ref)
    reply(desk, ref, "再报")


# what cannot be


@pytest.mark.parametrize(
    ("fields", "exception"),
    [
        ({"title": ""}, UsageProblem),
        ({"title": "一\n二"}, UsageProblem),
        ({"demand": " "}, UsageProblem),
        ({"demand": "\x1b[31m"}, UsageProblem),
        ({"due": dt.date(2026, 3, 11)}, NotAllowed),
        ({"problems": ("zzzzzz",)}, NoSuchRecord),
        ({"support": ("nowhere",)}, NoSuchRecord),
        ({"support": ("zjj",)}, UsageProblem),
        ({"leader": "nobody"}, NoSuchRecord),
        ({"leader": "former"}, NoSuchRecord),
    ],
)
def test_a_notice_that_cannot_be_used_is_not_sent(
    desk: Desk, fields: dict[str, Any], exception: type[YianError]
) -> None:
    with desk.refuses(exception):
        issue(desk, **fields)


def test_the_due_day_may_be_the_day_it_is_sent(desk: Desk) -> None:
    assert issue(desk, due=dt.date(2026, 3, 12))


def test_an_unknown_unit_or_notice_is_refused(desk: Desk) -> None:
    with desk.refuses(NoSuchRecord):
        issue(desk, "nowhere")
    problem = desk.problem()
    with desk.refuses(NoSuchRecord, "notice"):
        reply(desk, problem)
    prefix = _shared_prefix(desk)
    with desk.refuses(Ambiguous):
        reply(desk, prefix)


def _shared_prefix(desk: Desk) -> str:
    """Return a prefix of several notices, sending more until there is one."""
    for number in range(100):
        names = desk.ledger.matter_names("zjj", "notice")
        found = [a[0] for a in names if sum(b[0] == a[0] for b in names) > 1]
        if found:
            return found[0]
        issue(desk, title=f"第{number}号")
    raise AssertionError("a hundred ids and no letter twice")


def test_a_notice_that_breaks_the_rules_takes_nothing_more(desk: Desk) -> None:
    ref = issue(desk)
    path = f"orgs/zjj/notices/{ref.partition('/')[2]}.toml"
    desk.edit(path, 'kind = "issued"', 'kind = "closed"\nopinion = "x"')
    with desk.refuses(LedgerInvalid):
        reply(desk, ref)


# the problems it names


def test_a_notice_names_problems_of_its_unit_or_those_it_supports(desk: Desk) -> None:
    own, supported = desk.problem(), desk.problem("czj", by=OTHER, leader="head", owner="head", support=["zjj"])
    foreign = desk.problem("czj", by=OTHER, leader="head", owner="head")
    told = matter(desk, issue(desk, problems=(own, supported, own)))
    assert told.head.problems == (own.partition("/")[2], supported.partition("/")[2])
    with desk.refuses(UsageProblem, "Send the notice to czj"):
        issue(desk, problems=(foreign,))


# the gate


def unanswered(desk: Desk, ref: str) -> list[str]:
    """Try to close a problem and return what it says of notices."""
    found = desk.close(ref)
    return [check.missing for check in found.unmet if check.code == "notices"] if isinstance(found, GateUnmet) else []


def test_an_unanswered_notice_is_in_the_way_of_a_close_and_a_reply_is_not(desk: Desk) -> None:
    ref = desk.passed()
    first, second = issue(desk, problems=(ref,)), issue(desk, title="再督办", problems=(ref,), by=INSPECTOR)
    assert sorted(unanswered(desk, ref)[0].partition(": ")[2].split(", ")) == sorted([first, second])
    reply(desk, first)
    assert unanswered(desk, ref) == [f"unanswered supervision notices: {second}"]
    supervise.withdraw(desk.ledger, desk.context(INSPECTOR), second, "发错")
    send_back(desk, first)
    assert unanswered(desk, ref) == [f"unanswered supervision notices: {first}"]
    reply(desk, first)
    assert isinstance(desk.close(ref), Recorded)
    assert not verify(desk.ledger).findings


def test_an_unanswered_notice_can_be_waived_for_a_reason(desk: Desk) -> None:
    ref = desk.passed()
    issue(desk, problems=(ref,))
    assert isinstance(desk.close(ref, by=INSPECTOR, notices="答复已随卷"), Recorded)


def test_a_notice_sent_after_the_close_leaves_it_in_order(desk: Desk) -> None:
    ref = desk.closed()
    issue(desk, problems=(ref,))
    assert not verify(desk.ledger).findings


def test_notices_that_name_other_problems_or_none_are_not_in_the_way(desk: Desk) -> None:
    ref = desk.passed()
    issue(desk)
    issue(desk, problems=(desk.problem(title="另一个"),))
    assert isinstance(desk.close(ref), Recorded)


def test_notices_of_supporting_units_count_even_after_the_support_was_amended_away(desk: Desk) -> None:
    ref = desk.passed(support=["czj"])
    notice = issue(desk, "czj", problems=(ref,))
    assert unanswered(desk, ref) == [f"unanswered supervision notices: {notice}"]
    rectify.amend(desk.ledger, desk.context(OFFICE), ref, {"support": ["gov"]}, "更正")
    desk.review(ref)
    assert unanswered(desk, ref) == [f"unanswered supervision notices: {notice}"]
    reply(desk, notice, by=OTHER)
    assert isinstance(desk.close(ref), Recorded)


def test_a_notice_that_cannot_be_read_is_in_the_way(desk: Desk) -> None:
    ref = desk.passed()
    desk.write("orgs/zjj/notices/aaaaaa.toml", "x = \n")
    with desk.refuses(LedgerInvalid):
        desk.close(ref)


def test_notices_of_units_that_have_nothing_to_do_with_it_are_not_read(desk: Desk) -> None:
    ref = desk.passed()
    desk.write("orgs/czj/notices/aaaaaa.toml", "x = \n")
    assert isinstance(desk.close(ref), Recorded)


def test_a_submission_says_that_a_notice_waits(desk: Desk) -> None:
    ref = desk.problem()
    issue(desk, problems=(ref,))
    done = desk.submit(ref)
    assert "notices" in {check.code for check in close_out.outlook(desk.ledger, done, desk.context())}
