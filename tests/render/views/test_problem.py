"""One problem as a document."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE
from tests.render.county import NASTY
from tests.services.ledgers import Desk, asked
from yiananlib.model.occurrences import Every
from yiananlib.model.vocabulary import LookBackResult
from yiananlib.render import plain
from yiananlib.render.views.problem import shown
from yiananlib.services.reading.lists import Listing, Shown, show_problem
from yiananlib.services.recording import close_out, rectify

LAST_DAY = dt.date(2026, 6, 20)


def text_of(desk: Desk, ref: str, day: dt.date = LAST_DAY) -> str:
    return plain.text(shown(asked(desk.ledger, lambda index: show_problem(index, ref, day))))


def test_nasty_texts_are_shown_as_they_are(nasty: Shown) -> None:
    text = plain.text(shown(nasty))
    assert text.split("\n")[0].endswith(NASTY)
    assert "=1+1" in text


def test_a_second_round_is_said(county: Desk, listing: Listing) -> None:
    (row,) = [r for r in listing.rows if r.round == 2]
    text = text_of(county, row.ref)
    assert "rectifying, round 2" in text
    assert "即到即拨" in text
    assert "思想根源" in text


def test_an_overdue_problem_says_by_how_many_days_and_what_was_extended(county: Desk, listing: Listing) -> None:
    (row,) = [r for r in listing.rows if r.overdue_days and r.org == "czj"]
    text = text_of(county, row.ref)
    assert "2026-06-18 (extended from 2026-06-15), 2 days overdue" in text
    assert "until 2026-06-18" in text


def test_days_left_are_said_while_there_is_work_to_do(desk: Desk) -> None:
    ref = desk.problem()
    assert "2026-06-15, 95 days left" in text_of(desk, ref, dt.date(2026, 3, 12))
    assert "2026-06-15, 0 days left" in text_of(desk, ref, dt.date(2026, 6, 15))
    desk.submit(ref, "零补办", rule="", wider="", no_rule="个案", no_wider="个案")
    text = text_of(desk, ref, dt.date(2026, 3, 12))
    assert "days left" not in text
    assert text.count("none: 个案") == 2


def test_evidence_that_is_missing_or_changed_is_marked(desk: Desk) -> None:
    ref = desk.problem()
    for number, name in enumerate("甲乙丙", start=1):
        desk.measure(ref, name)
        desk.done(ref, number, content=name)
    first, second, third = (e.file for e in desk.state(ref).evidence)
    (desk.root / "orgs/zjj/evidence" / first).unlink()
    desk.write(f"orgs/zjj/evidence/{second}", "丁")
    text = text_of(desk, ref)
    assert f"{first} (missing!)" in text
    assert f"{second} (changed!)" in text
    assert f"{third} (" not in text


def test_entries_that_break_the_rules_are_pointed_out(desk: Desk) -> None:
    ref = desk.problem()
    assert "`yian verify`" not in text_of(desk, ref)
    desk.append(ref, "publicised", since=dt.date(2026, 3, 1), until=dt.date(2026, 3, 9))
    text = text_of(desk, ref)
    assert "`yian verify`" in text
    assert "publicise (does not count)" in text
    assert "Publicity" not in text


def test_what_was_amended_after_the_day_is_said(desk: Desk) -> None:
    ref = desk.problem()
    desk.on("2026-05-01")
    rectify.amend(desk.ledger, desk.context(), ref, {"title": "更正后的题目"}, "更正")
    assert "Amended after 2026-04-30 and shown as of now: title" in text_of(desk, ref, dt.date(2026, 4, 30))
    assert "Amended after" not in text_of(desk, ref)


@pytest.mark.parametrize("waived", [None, {"wider": "全县仅此一处"}])
def test_every_sort_of_entry_has_its_line_of_history(desk: Desk, waived: dict[str, str] | None) -> None:
    desk.edit("yian.toml", "disabled = []", 'disabled = ["standards"]')
    incomplete: dict[str, Any] = {"incomplete": "同类待查"} if waived else {}
    ref = desk.problem()
    desk.measure(ref)
    rectify.progress(desk.ledger, desk.context(), ref, "全部核验")
    rectify.progress(desk.ledger, desk.context(), ref, "逐项核验", measure=1)
    rectify.done(desk.ledger, desk.context(), ref, 1, evidence=[desk.paper()], note="已办结")
    rectify.add_evidence(desk.ledger, desk.context(), ref, [desk.paper("总.pdf", "总")])
    rectify.amend(desk.ledger, desk.context(), ref, {"goal": "零补办零容忍", "support": ["czj"]}, "会议更正")
    asked = desk.append(ref, "extension-requested", by=LIAISON, until=dt.date(2026, 7, 1), reason="待会签")
    desk.append(ref, "extension-denied", request=asked, opinion="理由不足")
    desk.append(ref, "noted", note="已电话提醒")
    desk.append(ref, "numbered", number="2026-001")
    close_out.endorse(desk.ledger, desk.context("zjj/head"), ref, "同意上报")
    wider: dict[str, Any] = {} if waived else {"wider": "全县同查"}
    close_out.submit(desk.ledger, desk.context(), ref, effect="先报一次", rule="办法", incomplete="先报主体")
    close_out.withdraw(desk.ledger, desk.context(), ref, "补充材料")
    close_out.submit(desk.ledger, desk.context(), ref, effect="二季度零补办", rule="办法", **wider, **incomplete)
    desk.review(ref)
    desk.close(ref, **(waived or {}))
    desk.look_back(ref, LookBackResult.HELD)
    close_out.reopen(desk.ledger, desk.context(OFFICE), ref, "群众反映")
    close_out.void(desk.ledger, desk.context(OFFICE), ref, "并案处理")
    text = text_of(desk, ref)
    history = text[text.index("\nHistory\n") :]
    for word in (
        "1. 修订变更审批办法", "全部核验", "1. 逐项核验", "1. 已办结", "总.pdf", "会议更正", "零补办零容忍", "财政局",
        "until ", "待会签", "理由不足", "已电话提醒", "number", "同意上报", "先报一次", "补充材料", "二季度零补办",
        "现场核查", "抽查5个项目", "incomplete: 先报主体", "群众反映", "并案处理",
    ):  # fmt: skip
        assert word in history
    assert ("waived wider: 全县仅此一处" in history) is bool(waived)
    assert all(history.count(f"\n{entry.id}  ") == 1 for entry in desk.state(ref).problem.entries)


def test_an_occurrence_stands_by_the_day_that_counts(desk: Desk) -> None:
    ref = desk.problem()
    rectify.add_measure(
        desk.ledger, desk.context(), ref, "每月抽查", owner="jianguan", due=dt.date(2026, 5, 20), every=Every.MONTH,
        first=dt.date(2026, 3, 15),
    )  # fmt: skip
    desk.on("2026-04-02")
    rectify.done(desk.ledger, desk.context(on=dt.date(2026, 3, 14)), ref, 1, occurrence="2026-03")
    rectify.done(desk.ledger, desk.context(OFFICE, dt.date(2026, 4, 1)), ref, 1, occurrence="2026-04")

    def standing(day: str) -> list[str]:
        text = text_of(desk, ref, dt.date.fromisoformat(day))
        lines = text.partition("Recurring measures")[2].partition("History")[0].split("\n")
        return [line.split("  ")[-1].strip() for line in lines if "2026-0" in line]

    assert standing("2026-04-02") == ["done late", "done in time"]
    assert standing("2026-05-15") == ["done late", "done in time", "to be done"]
    assert standing("2026-05-16") == ["done late", "done in time", "missed"]
