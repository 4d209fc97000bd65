"""A notice by its entries: the ladder, the days, and who settles it."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    HEAD,
    INSPECTOR,
    LIAISON,
    OFFICE,
    OTHER,
    PARENT,
    START,
    called,
    make_orgs,
    make_orgs_with_a_larger_office,
    record_id,
)
from yiananlib.model import matter_refusals, matters, refusals
from yiananlib.model.matters import Matter
from yiananlib.model.notice_words import Rung
from yiananlib.model.notices import KIND, awaits_reply, due, rung
from yiananlib.model.org import Org

DUE = START.date() + dt.timedelta(days=10)
FIELDS: dict[str, dict[str, Any]] = {
    "replied": {"text": "已核验"},
    "returned": {"opinion": "未报定责"},
    "escalated": {"rung": "caution", "reason": "两次催办未报"},
    "closed": {"opinion": "属实"},
    "withdrawn": {"reason": "发错"},
}
FOR_LIAISON: dict[str, Any] = {"for": LIAISON}
BY = {"received": LIAISON, "replied": LIAISON}


def notice(*steps: str | tuple[str, dict[str, Any]], **head: Any) -> Matter:
    """Return a notice that was sent, and then these steps, a minute each."""
    values = {"id": "9h3x4b", "title": "抽查督办", "demand": "报核验结果", "due": DUE} | head
    made = Matter("zjj", KIND.head.model_validate({"schema": 1, **values}), (), kind="notice")
    for number, step in enumerate(("issued", *steps)):
        kind, more = (step, {}) if isinstance(step, str) else step
        at = START + dt.timedelta(minutes=number)
        fields = {"id": record_id(number), "at": at, "by": BY.get(kind, OFFICE)} | FIELDS.get(kind, {}) | more
        made = made.followed_by(KIND.entries[kind].model_validate(fields))
    return made


def faults(matter: Matter) -> list[str]:
    return [fault.reason for fault in matters.fold(matter).faults]


def test_a_notice_stands_at_supervision_until_it_is_raised() -> None:
    assert rung(matters.fold(notice())) is Rung.SUPERVISION
    assert rung(matters.fold(notice(rung="reminder"))) is Rung.REMINDER
    assert rung(matters.fold(notice("escalated"))) is Rung.CAUTION


@given(first=st.sampled_from(Rung), then=st.lists(st.sampled_from(Rung), max_size=4))
def test_the_ladder_only_climbs(first: Rung, then: list[Rung]) -> None:
    told = notice(*(("escalated", {"rung": one}) for one in then), rung=first)
    order = list(Rung)
    highest, refused = order.index(first), 0
    for one in map(order.index, then):
        refused += one <= highest
        highest = max(highest, one)
    assert len(faults(told)) == refused
    assert rung(matters.fold(told)) is order[highest]


def test_the_day_for_the_reply_is_the_last_that_was_set() -> None:
    later = DUE + dt.timedelta(days=5)
    assert due(matters.fold(notice("replied", "returned"))) == DUE
    assert due(matters.fold(notice("replied", ("returned", {"due": later}), "escalated"))) == later


@pytest.mark.parametrize(("days", "allowed"), [(-1, False), (0, True), (1, True)])
def test_the_day_for_the_reply_is_not_before_the_day_it_is_set(days: int, allowed: bool) -> None:
    day = START.date() + dt.timedelta(days=days)
    assert (not faults(notice(due=day))) is allowed
    assert (not faults(notice("replied", ("returned", {"due": day})))) is allowed
    assert (not faults(notice(("escalated", {"due": day})))) is allowed


def barred(told: Matter, kind: str, by: str, orgs: dict[str, Org] | None = None, **more: Any) -> str | None:
    fields = {"id": "zzzzzz", "at": START + dt.timedelta(hours=1), "by": by} | FIELDS.get(kind, {}) | more
    entry = KIND.entries[kind].model_validate(fields)
    basis = refusals.Basis(orgs or make_orgs_with_a_larger_office(), None)
    return next((refusal.reason for refusal in matter_refusals.of_matter(entry, told, basis)), None)


@pytest.mark.parametrize("step", ["returned", "escalated", "closed", "withdrawn"])
def test_whoever_replied_to_a_notice_does_not_settle_it(step: str) -> None:
    told = notice("replied")
    orgs = make_orgs()
    twin = {"email": "one@yunling.example"}
    zjj = orgs["zjj"].model_copy(update={"officers": tuple(o.model_copy(update=twin) for o in orgs["zjj"].officers)})
    jiwei = orgs["jiwei"]
    jiwei = jiwei.model_copy(update={"officers": tuple(o.model_copy(update=twin) for o in jiwei.officers)})
    assert barred(told, step, INSPECTOR) is None
    assert barred(told, step, OFFICE) is None
    assert barred(told, step, INSPECTOR, orgs | {"zjj": zjj, "jiwei": jiwei}) == (
        f"{called(INSPECTOR)} and {called(LIAISON)} are the same person, by e-mail address:"
        " 住建局职务 liaison (zjj/liaison) answered it; somebody else must settle it"
    )


@pytest.mark.parametrize("step", ["returned", "escalated", "closed", "withdrawn"])
def test_whoever_leads_the_work_that_a_notice_requires_does_not_settle_it(step: str) -> None:
    told = notice("replied", leader=INSPECTOR)
    assert (
        barred(told, step, INSPECTOR)
        == "县纪委监委职务 liaison (jiwei/liaison) leads the work required by the notice; somebody else must settle it"
    )
    assert barred(told, step, OFFICE) is None


def test_typing_the_reply_for_the_unit_keeps_nobody_from_settling() -> None:
    typed = {"by": OFFICE, "for": LIAISON}
    assert barred(notice(("replied", typed)), "closed", OFFICE) is None
    assert barred(notice(), "replied", OFFICE, **FOR_LIAISON) == (
        "a reply recorded for 住建局职务 liaison (zjj/liaison) requires the document with the reply: --document"
    )
    assert barred(notice(), "replied", OFFICE, document="住建发〔2026〕18号", **FOR_LIAISON) is None
    assert barred(notice(), "received", OFFICE, **FOR_LIAISON) is None


@pytest.mark.parametrize("step", ["received", "replied"])
def test_a_notice_is_answered_by_its_receiver_or_above_but_never_by_its_sender(step: str) -> None:
    for by in (LIAISON, HEAD, PARENT):
        assert barred(notice(), step, by) is None
    for by in (OFFICE, "office/head", INSPECTOR, OTHER):
        assert (
            barred(notice(), step, by)
            == f"{called(by)} may not do this; allowed: 住建局 (zjj) itself or the organizations above it"
        )
    above = make_orgs_with_a_larger_office()
    above["gov"] = above["gov"].model_copy(update={"parent": "office"})
    assert barred(notice(), step, "office/head", above) == (
        "县促改办职务 head (office/head) acts for the sender of the notice; 住建局 (zjj) itself or an organization"
        " above it must answer"
    )


def test_a_second_answer_waits_until_the_first_is_judged() -> None:
    assert not faults(notice("replied", "returned", "replied"))
    assert not faults(notice("replied", "escalated", "replied"))
    (said,) = faults(notice("replied", "replied"))
    assert said.startswith(
        "“answered” is not possible after “answered”; possible: returned, raised, settled, withdrawn"
    )


def test_a_notice_goes_to_another_organization() -> None:
    told = notice()
    fresh = Matter("office", told.head, (), kind="notice")
    said = (
        "县促改办职务 liaison (office/liaison) belongs to 县促改办 (office) itself; a notice goes to another"
        " organization"
    )
    assert barred(fresh, "issued", OFFICE) == said
    assert barred(fresh, "issued", INSPECTOR) is None


@pytest.mark.parametrize("step", ["returned", "escalated", "closed", "withdrawn"])
def test_notices_to_the_office_are_settled_by_the_inspectors_and_vice_versa(step: str) -> None:
    told = notice("replied")
    at_the_office = Matter("office", told.head, told.entries, kind="notice")
    assert barred(at_the_office, step, "office/head") == (
        "县促改办职务 head (office/head) may not judge the office's own records; the inspectors do"
    )
    assert barred(at_the_office, step, INSPECTOR) is None
    at_the_inspectors = Matter("jiwei", told.head, told.entries, kind="notice")
    assert barred(at_the_inspectors, step, INSPECTOR) is not None
    assert barred(at_the_inspectors, step, OFFICE) is None


@pytest.mark.parametrize(
    ("steps", "awaited"),
    [
        ([], True),
        (["received"], True),
        (["replied"], False),
        (["replied", "returned"], True),
        (["replied", "escalated"], True),
        (["escalated"], True),
        (["replied", "closed"], False),
        (["withdrawn"], False),
    ],
)
def test_a_reply_is_awaited_until_it_came(steps: list[str], awaited: bool) -> None:
    told = notice(*steps)
    assert not faults(told)
    assert awaits_reply(matters.fold(told)) is awaited


def test_a_notice_without_a_reply_is_not_settled() -> None:
    assert faults(notice("closed"))
    assert faults(notice("replied", "closed", "replied"))


def test_the_names_in_a_notice_are_looked_up() -> None:
    named = KIND.references(notice(problems=["k7m2qd"], support=["czj"], leader="zjj/deputy-1"))
    assert (named.problems, named.orgs, named.officers) == (("k7m2qd",), ("czj",), ("zjj/deputy-1",))


@pytest.mark.parametrize(("step", "by"), [("issued", LIAISON), ("replied", "czj/liaison"), ("closed", LIAISON)])
def test_each_side_does_its_part_alone(step: str, by: str) -> None:
    told = notice("replied")
    entry = KIND.entries[step].model_validate({"id": "zzzzzz", "at": START, "by": by} | FIELDS.get(step, {}))
    assert matters.unauthorised(told, entry, make_orgs()) is not None
