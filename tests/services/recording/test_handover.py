"""All that is open in the hands of a post goes to another; who had it before judges nothing of it."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import FORMER, HEAD, INSPECTOR, LEADER, LIAISON, OFFICE, OTHER, OWNER, PARENT
from tests.services.ledgers import Desk, asked, tree
from tests.services.noticing import issue, matter, reply, settle
from tests.services.registers import meeting, rule
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, SeveralRefused, UsageProblem
from yiananlib.index.queries import officers
from yiananlib.model import matters
from yiananlib.model.finding import Level
from yiananlib.model.vocabulary import Status, Verdict
from yiananlib.services.reading import lists
from yiananlib.services.recording import rectify, rules
from yiananlib.services.recording import registers as filing
from yiananlib.services.recording.handover import Choice, Handover, hand_over
from yiananlib.services.verifying.verify import verify

APPLY = Choice(apply=True)
DAY = dt.date(2026, 3, 12)


def handed(desk: Desk, old: str = OWNER, new: str = LIAISON, by: str = HEAD, choice: Choice = APPLY) -> Handover:
    return hand_over(desk.ledger, desk.context(by), old, new, "岗位调整", choice)


def errors(desk: Desk) -> list[str]:
    return [f.message for f in verify(desk.ledger, desk.now.date()).findings if f.level is Level.ERROR]


def everything(desk: Desk) -> dict[str, str]:
    """Let the owner have one open thing of every kind; return what each is called."""
    ref = desk.problem()
    desk.measure(ref)
    group = filing.add(
        desk.ledger, desk.context(), "group", "zjj",
        {"title": "专班", "type": "working", "chair": "jianguan", "members": ("jianguan", "deputy-1", "县外专家")},
    )  # fmt: skip
    return {
        "problem": ref,
        "notice": issue(desk, leader="jianguan"),
        "rule": rule(desk, owner="jianguan"),
        "meeting": meeting(desk, held=None, chair="jianguan"),
        "group": group.ref,
    }


def test_all_that_is_open_is_listed_and_nothing_written_without_apply(desk: Desk) -> None:
    refs = everything(desk)
    before = tree(desk.root)
    found = handed(desk, choice=Choice())
    assert [(row.what, row.ref, row.parts, row.number) for row in found.rows] == [
        ("problem", refs["problem"], ("owner",), None),
        ("measure", refs["problem"], (), 1),
        ("notice", refs["notice"], ("leader",), None),
        ("rule", refs["rule"], ("owner",), None),
        ("meeting", refs["meeting"], ("chair",), None),
        ("group", refs["group"], ("chair", "members"), None),
    ]
    assert (found.applied, tree(desk.root)) == (False, before)


def test_all_of_it_is_in_the_other_hands_and_the_deadlines_stay(desk: Desk) -> None:
    refs = everything(desk)
    due = desk.state(refs["problem"]).due
    assert handed(desk).applied
    state = desk.state(refs["problem"])
    assert (state.head.owner, state.head.leader, state.measures[0].owner) == (LIAISON, LEADER, LIAISON)
    assert (state.problem.head.owner, state.measures[0].planned.owner, state.due) == (OWNER, OWNER, due)
    for kind, name in (("notice", "leader"), ("rule", "owner"), ("meeting", "chair")):
        standing = matters.fold(desk.ledger.find_matter(kind, refs[kind]))
        assert (getattr(standing.head, name), getattr(standing.matter.head, name)) == (LIAISON, OWNER)
    group = desk.ledger.find_matter("group", refs["group"])
    assert group.entries[-1].chair == LIAISON
    assert group.entries[-1].members == (LIAISON, LEADER, "县外专家")
    assert errors(desk) == []
    assert handed(desk, choice=Choice()).rows == ()


def test_lists_and_queues_know_the_new_officer(desk: Desk) -> None:
    refs = everything(desk)
    handed(desk)
    shown = asked(desk.ledger, lambda index: lists.show_problem(index, refs["problem"], DAY)).whole
    assert (shown.row.owner, shown.measures[0].owner) == (LIAISON, LIAISON)
    assert [e.data["from"] for e in shown.history if e.kind == "reassigned"] == [OWNER]


def test_nothing_open_is_an_answer_and_no_error(desk: Desk) -> None:
    found = handed(desk)
    assert (found.rows, found.applied, found.left) == ((), True, None)


def test_closed_voided_and_done_things_stay_where_they_are(desk: Desk) -> None:
    closed = desk.closed()
    other = desk.problem(owner="liaison", title="另一件")
    desk.measure(other)
    desk.done(other)
    notice = issue(desk, leader="jianguan")
    reply(desk, notice)
    settle(desk, notice)
    assert handed(desk).rows == ()
    assert desk.state(closed).head.owner == OWNER
    assert desk.state(other).measures[0].owner == OWNER


@pytest.mark.parametrize("by", [LIAISON, HEAD, PARENT, OFFICE])
def test_the_unit_those_above_and_the_office_may(desk: Desk, by: str) -> None:
    desk.problem()
    assert handed(desk, by=by).applied


@pytest.mark.parametrize("by", [OTHER, INSPECTOR])
def test_others_may_not(desk: Desk, by: str) -> None:
    desk.problem()
    with desk.refuses(NotAuthorised):
        handed(desk, by=by)
    with desk.refuses(NotAuthorised):
        handed(desk, by=by, choice=Choice())


def test_handing_over_to_oneself_a_stranger_or_a_former_officer_is_refused(desk: Desk) -> None:
    desk.problem()
    with desk.refuses(NotAllowed, "themselves"):
        handed(desk, new=OWNER)
    with desk.refuses(NoSuchRecord):
        handed(desk, new="zjj/nobody")
    with desk.refuses(NoSuchRecord, "do not hold the post"):
        handed(desk, new=FORMER)
    with desk.refuses(NoSuchRecord):
        handed(desk, old="zjj/nobody")


def test_only_the_office_gives_work_to_another_organization(desk: Desk) -> None:
    ref = desk.problem()
    with desk.refuses(NotAuthorised, "only the office"):
        handed(desk, new=OTHER)
    with desk.refuses(NotAuthorised, "only the office"):
        handed(desk, new=OTHER, by=PARENT)
    assert handed(desk, new=PARENT, by=LIAISON).applied
    assert handed(desk, old=PARENT, new=OTHER, by=OFFICE).applied
    assert desk.state(ref).head.owner == OTHER
    assert errors(desk) == []


def test_one_record_that_may_not_be_handed_over_holds_back_all(desk: Desk) -> None:
    desk.problem()
    desk.problem("czj", by=OTHER, leader="czj/liaison", owner="czj/liaison", title="财政的")
    rectify.amend(desk.ledger, desk.context(OFFICE), next(desk.ledger.problems("czj")).ref, {"owner": OWNER}, "统筹")
    with desk.refuses(SeveralRefused, "1 of 2 refused"):
        handed(desk)
    assert len(handed(desk, by=OFFICE).rows) == 2


def test_only_what_is_named_goes(desk: Desk) -> None:
    one, other = desk.problem(), desk.problem(title="另一件", symptom="另一症状")
    handed(desk, choice=Choice([one], apply=True))
    assert (desk.state(one).head.owner, desk.state(other).head.owner) == (LIAISON, OWNER)
    with desk.refuses(UsageProblem, "no open work in"):
        handed(desk, choice=Choice([one], apply=True))


def test_neither_the_former_nor_the_new_owner_judges(desk: Desk) -> None:
    ref = desk.submitted(owner=OFFICE)
    handed(desk, OFFICE, INSPECTOR, by=OFFICE)
    for by in (OFFICE, INSPECTOR):
        with desk.refuses(NotAuthorised):
            desk.review(ref, Verdict.RETURN, by=by)


def test_a_pass_does_not_lapse_and_may_be_closed(desk: Desk) -> None:
    ref = desk.passed()
    desk.on("2026-03-13")
    handed(desk)
    assert desk.state(ref).status is Status.PASSED
    desk.close(ref)
    assert (desk.state(ref).status, errors(desk)) == (Status.CLOSED, [])


def test_the_former_leader_of_a_notice_does_not_settle_it(desk: Desk) -> None:
    ref = issue(desk, leader=INSPECTOR)
    handed(desk, INSPECTOR, LIAISON, by=OFFICE)
    reply(desk, ref)
    with desk.refuses(NotAuthorised, "leads the work"):
        settle(desk, ref, by=INSPECTOR)
    assert matter(desk, ref).entries[-1].kind == "replied"


def test_a_post_that_is_gone_hands_over_what_is_left(desk: Desk) -> None:
    ref = desk.problem()
    desk.edit("orgs/zjj/org.toml", 'id = "jianguan"', 'id = "jianguan-old"')
    handed(desk)
    assert desk.state(ref).head.owner == LIAISON


# the post ends


def until(desk: Desk, officer: str = OWNER) -> dt.date | None:
    return {one.id: one.until for one in asked(desk.ledger, lambda index: officers(index, None))}[officer]


def test_the_post_ends_on_the_day_when_asked(desk: Desk) -> None:
    ref = desk.problem()
    found = handed(desk, by=OFFICE, choice=Choice(leaves=True, apply=True))
    assert (found.left, until(desk), desk.state(ref).head.owner) == (DAY, DAY, LIAISON)
    assert errors(desk) == []


def test_only_the_office_ends_a_post(desk: Desk) -> None:
    desk.problem()
    with desk.refuses(NotAuthorised, "Only the office"):
        handed(desk, choice=Choice(leaves=True, apply=True))
    assert handed(desk, by=OFFICE, choice=Choice(leaves=True)).left == DAY
    assert until(desk) is None


def test_who_recorded_after_the_day_cannot_have_left_then(desk: Desk) -> None:
    desk.problem()
    desk.on("2026-03-20")
    rectify.note(desk.ledger, desk.context(OWNER), next(desk.ledger.problems("zjj")).ref, "已到现场")
    context = desk.context(OFFICE, on=dt.date(2026, 3, 15))
    with desk.refuses(NotAllowed):
        hand_over(desk.ledger, context, OWNER, LIAISON, "调离", Choice(leaves=True, apply=True))


def test_the_last_officer_of_the_office_cannot_leave_by_a_handover(desk: Desk) -> None:
    with desk.refuses(NotAllowed):
        desk.on("2026-03-20")
        context = desk.context(OFFICE, on=dt.date(2026, 3, 19))
        hand_over(desk.ledger, context, OFFICE, INSPECTOR, "调离", Choice(leaves=True, apply=True))


def test_a_file_that_is_laid_out_otherwise_is_refused_whole(desk: Desk) -> None:
    desk.problem()
    text = (desk.root / "orgs/zjj/org.toml").read_text()
    head = text[: text.index("[[officers]]")]
    rows = ", ".join(
        f'{{id = "{name}", post = "职务 {name}", role = "{role}"}}'
        for name, role in [("head", "head"), ("liaison", "liaison"), ("deputy-1", "deputy"), ("jianguan", "staff")]
    )
    desk.write("orgs/zjj/org.toml", f"{head}officers = [{rows}]\n")
    with desk.refuses(UsageProblem, "yian edit zjj"):
        handed(desk, by=OFFICE, choice=Choice(leaves=True, apply=True))


# two sides


def _two(desk: Desk, *entries: dict[str, Any]) -> Any:
    ref = desk.problem()
    desk.measure(ref)
    for said in entries:
        desk.append(ref, by=HEAD, **said)
    return desk.state(ref)


def test_given_to_two_by_two_sides_is_a_fault(desk: Desk) -> None:
    given = {"kind": "reassigned", "from": OWNER, "reason": "调整"}
    state = _two(desk, given | {"to": LIAISON}, given | {"to": LEADER})
    assert (len(state.faults), state.head.owner) == (1, LIAISON)


def test_given_to_the_same_by_two_sides_is_none(desk: Desk) -> None:
    given = {"kind": "reassigned", "from": OWNER, "to": LIAISON, "reason": "调整"}
    state = _two(desk, given, given)
    assert (state.faults, state.head.owner) == ((), LIAISON)


def test_what_was_completed_meanwhile_is_no_fault(desk: Desk) -> None:
    given = {"kind": "reassigned", "from": OWNER, "to": LIAISON, "reason": "调整"}
    state = _two(desk, {"kind": "completed", "measure": 1}, given)
    assert (state.faults, state.measures[0].owner, state.head.owner) == ((), OWNER, LIAISON)


def test_a_rule_kept_is_not_open(desk: Desk) -> None:
    ref = rule(desk, owner="jianguan")
    rules.decide(desk.ledger, desk.context(), ref, "keep", "仍适用")
    assert [row.what for row in handed(desk, choice=Choice()).rows] == []
