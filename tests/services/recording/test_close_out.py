"""The way to being struck off: evidence, independence, what was seen, waivers; look-backs and reopening."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import FOUND, INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import NOTED, Desk
from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem
from yiananlib.model.entries import Closed, Reviewed
from yiananlib.model.passing import is_stale
from yiananlib.model.vocabulary import LookBackResult, Status, Verdict
from yiananlib.services.recording import close_out, rectify
from yiananlib.services.recording.problems import Recorded

if TYPE_CHECKING:
    from collections.abc import Callable


def unmet(answer: object) -> list[str]:
    assert isinstance(answer, close_out.GateUnmet)
    return [check.code for check in answer.unmet]


GENERAL: dict[str, Any] = {"severity": "general", "field": "none"}
"""A problem in which the gate asks for no standards."""


def finished(desk: Desk, **fields: Any) -> str:
    """Return a problem whose measure is done, with evidence."""
    ref = desk.problem(**fields)
    desk.measure(ref)
    desk.done(ref, content=ref)
    return ref


def submit(
    desk: Desk, ref: str, effect: str = "零补办", by: str = LIAISON, **said: Any
) -> Recorded | close_out.GateUnmet:
    """Try to submit; where the answer is no, nothing may have been written."""
    before = desk.state(ref)
    answer = close_out.submit(desk.ledger, desk.context(by), ref, effect=effect, **said)
    if isinstance(answer, close_out.GateUnmet):
        assert answer.submitting
        assert desk.state(ref) == before
    return answer


def close(desk: Desk, ref: str, **waive: str) -> object:
    """Try to close; where the answer is no, nothing may have been written."""
    before = desk.state(ref)
    answer = desk.close(ref, **waive)
    if isinstance(answer, close_out.GateUnmet):
        assert desk.state(ref) == before
    return answer


def test_a_problem_that_meets_the_gate_is_struck_off(desk: Desk) -> None:
    ref = desk.passed()
    recorded = desk.close(ref)
    assert isinstance(recorded, Recorded)
    assert recorded.state.status is Status.CLOSED
    assert recorded.state.closes[0].waived is None


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_written(desk: Desk) -> None:
    ref = desk.problem(root_cause=None, level=None, goal=None)
    own = ["triad", "cause-depth", "measures-done", "evidence", "rule", "wider"]
    assert unmet(submit(desk, ref)) == own
    submit(desk, ref, incomplete="措施未完")
    desk.review(ref)
    assert unmet(close(desk, ref)) == [*own, "endorsed"]


def test_a_measure_without_evidence_is_neither_submitted_nor_closed(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    rectify.done(desk.ledger, desk.context(), ref, 1)
    desk.endorse(ref)
    assert unmet(submit(desk, ref, rule="办法", wider="同查")) == ["evidence"]
    submit(desk, ref, rule="办法", wider="同查", incomplete="佐证待归档")
    desk.review(ref)
    assert unmet(close(desk, ref)) == ["evidence"]


@pytest.mark.parametrize("content", ["换过的内容", None])
def test_evidence_that_was_swapped_or_lost_is_not_closed(desk: Desk, content: str | None) -> None:
    ref = desk.passed()
    (path,) = (desk.root / "orgs/zjj/evidence").iterdir()
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    answer = close(desk, ref)
    assert unmet(answer) == ["evidence"]
    assert isinstance(answer, close_out.GateUnmet)
    assert path.name in answer.unmet[0].missing


def test_evidence_behind_a_link_is_missing(desk: Desk) -> None:
    ref = desk.passed()
    (path,) = (desk.root / "orgs/zjj/evidence").iterdir()
    aside = path.rename(desk.root.parent / "aside")
    path.symlink_to(aside)
    assert unmet(close(desk, ref)) == ["evidence"]


def test_what_is_not_passed_cannot_be_closed(desk: Desk) -> None:
    ref = desk.submitted()
    with desk.refuses(NotAllowed, "“close” is not possible while the problem is submitted"):
        desk.close(ref)


def test_what_is_changed_after_a_pass_makes_it_lapse(desk: Desk) -> None:
    ref = desk.passed()
    rectify.add_evidence(desk.ledger, desk.context(), ref, [desk.paper("补充.pdf", "补充")])
    assert desk.state(ref).status is Status.SUBMITTED
    with desk.refuses(NotAllowed):
        desk.close(ref)
    desk.review(ref)
    assert isinstance(desk.close(ref), Recorded)


def test_a_record_edited_by_hand_after_the_pass_is_not_closed(desk: Desk) -> None:
    ref = desk.passed()
    desk.edit(desk.file_of(ref), "5个变更先干后批", "1个变更先干后批")
    with desk.refuses(NotAllowed, "it was changed after the review, so the pass no longer counts"):
        desk.close(ref)


def test_a_note_after_the_pass_does_not_hide_that_the_record_was_edited(desk: Desk) -> None:
    ref = desk.passed()
    desk.append(ref, "noted", note="已电话提醒")
    assert not is_stale(desk.state(ref).problem)
    desk.edit(desk.file_of(ref), "5个变更先干后批", "1个变更先干后批")
    assert desk.state(ref).status is Status.PASSED
    with desk.refuses(NotAllowed, "it was changed after the review, so the pass no longer counts"):
        desk.close(ref)


def test_comments_and_white_space_do_not_void_a_pass(desk: Desk) -> None:
    ref = desk.passed()
    desk.edit(desk.file_of(ref), 'kind = "undelivered"', 'kind    =   "undelivered"   # 会上定的')
    assert isinstance(desk.close(ref), Recorded)


def test_an_entry_that_a_merge_put_before_the_pass_lapses_it(desk: Desk) -> None:
    ref = desk.passed()
    path = desk.file_of(ref)
    text = (desk.root / path).read_text(encoding="utf-8")
    head, _mark, review = text.rpartition("[[entries]]")
    late = "[[entries]]\n" + NOTED + "\n"
    desk.write(path, head + late + "[[entries]]" + review)
    assert desk.state(ref).status is Status.SUBMITTED
    with desk.refuses(NotAllowed):
        desk.close(ref)


@pytest.mark.parametrize("effect", ["修订变更审批办法", "修订变更审批办法。", " 修订、变更审批办法 "])
def test_an_effect_copied_from_a_measure_is_neither_submitted_nor_closed(desk: Desk, effect: str) -> None:
    ref = finished(desk)
    assert unmet(submit(desk, ref, effect, rule="办法", wider="同查")) == ["effect"]
    submit(desk, ref, effect, rule="办法", wider="同查", incomplete="成效待核")
    desk.endorse(ref)
    desk.review(ref)
    assert unmet(close(desk, ref)) == ["effect"]


@pytest.mark.parametrize("org", ["zjj", "czj"])
def test_an_effect_copied_from_another_problem_is_not_closed(desk: Desk, org: str) -> None:
    other = desk.problem(org, by=OFFICE, leader="zjj/deputy-1", owner="zjj/jianguan", title="另一个问题")
    submit(desk, other, "二季度12个项目，零补办！", by=OFFICE, incomplete="措施未完")
    answer = close(desk, desk.passed())
    assert unmet(answer) == ["effect"]
    assert isinstance(answer, close_out.GateUnmet)
    assert other in answer.unmet[0].missing


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("ISO 9001认证", "ｉｓｏ９００１ 认证"),
        ("Zero defects", "zero-DEFECTS"),
        ("Évaluation 12个项目", "évaluation 12个项目"),
        ("évaluation 12个项目", "ÉVALUATION 12个项目"),
        ("ΣΎΝΟΛΟ 12个项目", "σύνολο 12个项目"),
        ("Проверка 12个项目", "ПРОВЕРКА 12个项目"),
    ],
)
def test_an_effect_in_another_case_or_width_is_a_copy_all_the_same(desk: Desk, mine: str, theirs: str) -> None:
    other = desk.problem(title="另一个问题")
    submit(desk, other, theirs, incomplete="措施未完")
    assert unmet(close(desk, desk.passed(effect=mine))) == ["effect"]


def test_an_effect_that_another_problem_only_mentions_is_its_own(desk: Desk) -> None:
    desk.problem(title="另一个问题", symptom="二季度12个项目零补办,与事实不符")
    assert isinstance(desk.close(desk.passed()), Recorded)


def test_an_effect_that_shares_some_letters_with_another_problem_is_its_own(desk: Desk) -> None:
    other = desk.problem(title="另一个问题")
    submit(desk, other, "二季度已按期完成", incomplete="措施未完")
    assert isinstance(desk.close(desk.passed()), Recorded)


def test_an_effect_of_punctuation_alone_does_not_count(desk: Desk) -> None:
    assert unmet(submit(desk, finished(desk), "……", rule="办法", wider="同查")) == ["effect"]


def test_a_waiver_is_kept_with_its_reason(desk: Desk) -> None:
    ref = finished(desk, **GENERAL)
    desk.endorse(ref)
    submit(desk, ref, rule="办法", incomplete="同类问题待查")
    desk.review(ref)
    assert unmet(close(desk, ref)) == ["wider"]
    recorded = desk.close(ref, wider="全县仅此一处")
    assert isinstance(recorded, Recorded)
    assert recorded.state.closes[0].waived == {"wider": "全县仅此一处"}


def test_a_waiver_of_one_check_leaves_the_others(desk: Desk) -> None:
    ref = finished(desk, **GENERAL)
    submit(desk, ref, rule="办法", incomplete="同类问题待查")
    desk.review(ref)
    assert unmet(close(desk, ref, wider="全县仅此一处")) == ["endorsed"]


@pytest.mark.parametrize(
    ("code", "reason", "said"),
    [
        ("nonsense", "全县仅此一处", "“nonsense” is not a check of the gate; the checks are: triad, "),
        ("wider", " ", "“wider” must not be empty"),
        ("wider", "好好好", "a waiver of wider needs a reason of at least 8 letters"),
        ("wider", "……，……。——", "a waiver of wider needs a reason of at least 8 letters"),
        ("wider", "全县仅此", "wider is met or not needed here"),
        ("publicity", "全县仅此", "publicity is met or not needed here"),
        ("independent", "全县仅此一处", "independent cannot be waived"),
        ("standards", "全县仅此一处", "standards cannot be waived"),
    ],
)
def test_what_cannot_or_need_not_be_waived_is_refused(desk: Desk, code: str, reason: str, said: str) -> None:
    ref = desk.passed(**GENERAL)
    with desk.refuses(UsageProblem, said):
        desk.close(ref, **{code: reason})


def test_a_minor_immediate_problem_needs_less(desk: Desk) -> None:
    fields: dict[str, Any] = {"severity": "minor", "class": "immediate", "field": "none", "level": None}
    ref = desk.problem(**fields)
    desk.measure(ref)
    desk.done(ref)
    assert isinstance(submit(desk, ref), Recorded)
    desk.review(ref, by=OFFICE)
    assert isinstance(desk.close(ref), Recorded)


def test_an_ongoing_problem_is_closed_on_its_date_at_the_earliest(desk: Desk) -> None:
    ref = desk.passed(**{"class": "ongoing"})
    assert unmet(desk.on("2026-06-14").close(ref)) == ["term"]
    assert isinstance(desk.on("2026-06-15").close(ref), Recorded)


def test_the_standards_are_for_an_inspector_to_answer(desk: Desk) -> None:
    ref = desk.submitted()
    with desk.refuses(NotAuthorised, "only an inspector may pass and waive"):
        desk.review(ref, by=OFFICE)
    assert desk.review(ref, Verdict.RETURN, by=OFFICE).state.status is Status.RETURNED


def test_publicity_runs_out_before_the_close(desk: Desk) -> None:
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    ref = desk.passed()
    assert unmet(close(desk, ref)) == ["publicity"]
    desk.append(ref, "publicised", since=FOUND, until=FOUND + dt.timedelta(days=4))
    assert unmet(close(desk, ref)) == ["publicity"]
    desk.on("2026-03-17")
    assert isinstance(desk.close(ref), Recorded)


def publicise(desk: Desk, ref: str, since: str, until: str, *objections: str, by: str = OFFICE) -> Recorded:
    days = {"since": dt.date.fromisoformat(since), "until": dt.date.fromisoformat(until)}
    return close_out.publicise(desk.ledger, desk.context(by), ref, **days, objections=objections)


def test_a_result_is_public_until_nobody_objects_any_more(desk: Desk) -> None:
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    ref = desk.passed()
    answer = close(desk, ref)
    assert unmet(answer) == ["publicity"]
    assert isinstance(answer, close_out.GateUnmet)
    assert "`yian publicise`" in answer.unmet[0].remedy
    assert publicise(desk, ref, "2026-03-12", "2026-03-16").state.status is Status.PASSED
    answer = close(desk.on("2026-03-16"), ref)
    assert isinstance(answer, close_out.GateUnmet)
    assert answer.unmet[0].missing == "its publicity runs until 2026-03-16"
    publicise(desk, ref, "2026-03-12", "2026-03-16", "一户未足额到账", "另一户")
    answer = close(desk.on("2026-03-17"), ref)
    assert isinstance(answer, close_out.GateUnmet)
    assert answer.unmet[0].missing == "open objections: 一户未足额到账, 另一户"
    assert "`yian publicise`" in answer.unmet[0].remedy
    publicise(desk, ref, "2026-03-12", "2026-03-16", "另一户", by=INSPECTOR)
    assert unmet(close(desk, ref)) == ["publicity"]
    publicise(desk, ref, "2026-03-12", "2026-03-16")
    assert isinstance(close(desk, ref), Recorded)


def test_a_returned_problem_must_be_made_public_anew(desk: Desk) -> None:
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    ref = desk.passed()
    publicise(desk, ref, "2026-03-12", "2026-03-16")
    desk.on("2026-03-17").review(ref, Verdict.RETURN)
    desk.endorse(ref)
    desk.submit(ref)
    desk.review(ref)
    assert unmet(close(desk, ref)) == ["publicity"]


@pytest.mark.parametrize(("until", "long_enough"), [("2026-03-15", False), ("2026-03-16", True), ("2026-03-20", True)])
def test_publicity_is_as_long_as_the_gate_demands(desk: Desk, until: str, long_enough: bool) -> None:
    ref = desk.submitted()
    publicise(desk, ref, "2026-03-12", "2026-03-12")
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    if long_enough:
        assert publicise(desk, ref, "2026-03-12", until).state.publicised is not None
    else:
        with desk.refuses(NotAllowed, "it was public for 4 days, but the campaign requires 5"):
            publicise(desk, ref, "2026-03-12", until)


@pytest.mark.parametrize(("until", "days"), [("2026-03-16", 3), ("2026-03-17", 4), ("2026-03-18", 5)])
def test_publicity_may_be_asked_for_in_working_days(desk: Desk, until: str, days: int) -> None:
    ref = desk.submitted()
    desk.review(ref)
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    desk.edit("yian.toml", "publicity_working_days = false", "publicity_working_days = true ")
    if days == 5:
        publicise(desk, ref, "2026-03-12", until)
        desk.write("calendar.toml", "schema = 1\n\n[[years]]\nyear = 2026\nholidays = [2026-03-13]\n")
    with desk.refuses(NotAllowed, f"public for {min(days, 4)} working days, but the campaign requires 5"):
        publicise(desk, ref, "2026-03-12", until)
    answer = close(desk, ref)
    assert isinstance(answer, close_out.GateUnmet)
    assert unmet(answer) == ["publicity"]
    assert "5 working days" in answer.unmet[0].missing


@pytest.mark.parametrize(("working", "until"), [("false", 16), ("true ", 19)])
def test_publicity_without_a_last_day_is_as_long_as_the_gate_demands(desk: Desk, working: str, until: int) -> None:
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    desk.edit("yian.toml", "publicity_working_days = false", f"publicity_working_days = {working}")
    desk.write("calendar.toml", "schema = 1\n\n[[years]]\nyear = 2026\nholidays = [2026-03-13]\n")
    shown = close_out.publicise(
        desk.ledger, desk.context(OFFICE), desk.submitted(), since=dt.date(2026, 3, 12), until=None
    ).state.publicised
    assert shown is not None
    assert shown.until == dt.date(2026, 3, until)


def test_a_problem_that_needs_no_publicity_may_be_public_for_a_day(desk: Desk) -> None:
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    ref = desk.submitted(**{"severity": "minor", "class": "immediate", "field": "none"})
    assert publicise(desk, ref, "2026-03-12", "2026-03-12").state.publicised is not None
    desk.edit("yian.toml", "always = []", 'always = ["publicity"]')
    with desk.refuses(NotAllowed, "public for 1 days"):
        publicise(desk, ref, "2026-03-12", "2026-03-12")


def test_publicity_is_for_the_office_while_a_result_waits(desk: Desk) -> None:
    ref = desk.problem()
    with desk.refuses(NotAllowed, "“publicise” is not possible while the problem is registered"):
        publicise(desk, ref, "2026-03-12", "2026-03-16")
    desk.submit(ref)
    with desk.refuses(NotAuthorised):
        publicise(desk, ref, "2026-03-12", "2026-03-16", by=LIAISON)
    with desk.refuses(NotAllowed, "its last day 2026-03-11 is before its first"):
        publicise(desk, ref, "2026-03-12", "2026-03-11")
    with desk.refuses(UsageProblem, "“objections” must be a single line"):
        publicise(desk, ref, "2026-03-12", "2026-03-16", "两\n行")


@pytest.mark.parametrize("pair", [{"rule": "a", "no_rule": "b"}, {"wider": "a", "no_wider": "b"}])
def test_a_pair_is_answered_one_way(desk: Desk, pair: dict[str, Any]) -> None:
    ref = desk.problem()
    with desk.refuses(UsageProblem, "Give either"):
        close_out.submit(desk.ledger, desk.context(), ref, effect="零补办", **pair)


@pytest.mark.parametrize("number", [0, 5])
def test_a_standard_unknown_to_the_campaign_is_refused(desk: Desk, number: int) -> None:
    ref = desk.submitted()
    with desk.refuses(UsageProblem, f"There is no standard {number}; the campaign has 4"):
        close_out.review(
            desk.ledger, desk.context(INSPECTOR), ref, Verdict.PASS, opinion="属实", standards={number: True}
        )


def test_a_review_records_what_it_had_seen(desk: Desk) -> None:
    ref = desk.submitted()
    before = [e.id for e in desk.state(ref).problem.entries]
    desk.review(ref)
    review = desk.state(ref).problem.entries[-1]
    assert isinstance(review, Reviewed)
    assert list(review.seen) == before
    assert review.standards == {"1": True, "2": True, "3": True, "4": True}
    assert not is_stale(desk.state(ref).problem)


def test_a_return_sends_it_back_and_a_withdrawal_takes_it_back(desk: Desk) -> None:
    ref = desk.submitted()
    assert desk.review(ref, Verdict.RETURN).state.status is Status.RETURNED
    desk.submit(ref)
    assert close_out.withdraw(desk.ledger, desk.context(), ref, "补充").state.status is Status.RECTIFYING


def test_a_return_says_its_reasons_as_words_of_the_vocabulary(desk: Desk) -> None:
    ref = desk.submitted()

    def reviewed(verdict: Verdict, *why: str) -> Recorded:
        return close_out.review(desk.ledger, desk.context(OFFICE), ref, verdict, opinion="现场核查", why=why)

    with desk.refuses(UsageProblem, "is not a return_reason of this campaign. Available: shallow_cause 病根不深"):
        reviewed(Verdict.RETURN, "没有")
    with desk.refuses(UsageProblem, "A pass has no reason of a return"):
        reviewed(Verdict.PASS, "paper")
    (entry,) = reviewed(Verdict.RETURN, "纸面整改", "paper", "evidence_lacking").entries
    assert entry.model_dump()["why"] == ("paper", "evidence_lacking")
    assert "why = [" in (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")


def test_a_return_without_a_reason_is_written_as_before(desk: Desk) -> None:
    ref = desk.submitted()
    desk.review(ref, Verdict.RETURN)
    assert "why" not in (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")


def test_a_return_is_no_stale_pass(desk: Desk) -> None:
    ref = desk.submitted()
    desk.review(ref, Verdict.RETURN)
    assert not is_stale(desk.state(ref).problem)
    assert not is_stale(desk.ledger.find_problem(desk.problem(title="新问题")))


def test_a_look_back_that_held_leaves_it_closed(desk: Desk) -> None:
    ref = desk.closed()
    assert desk.look_back(ref, LookBackResult.HELD).state.status is Status.CLOSED


@pytest.mark.parametrize("result", [LookBackResult.SLIPPED, LookBackResult.INCOMPLETE])
def test_a_look_back_that_did_not_hold_begins_a_new_round(desk: Desk, result: LookBackResult) -> None:
    ref = desk.closed()
    state = desk.look_back(ref, result).state
    assert (state.status, state.round, len(state.closes)) == (Status.RECTIFYING, 2, 1)
    said = {"effect": "三季度抽查20个项目零补办", "rule": "办法修订", "wider": "同查"}
    assert unmet(submit(desk, ref, **said)) == ["triad", "measures-done", "evidence"]
    submit(desk, ref, **said, incomplete="新措施待定")
    desk.review(ref)
    assert unmet(close(desk, ref)) == ["triad", "measures-done", "evidence", "endorsed"]
    desk.measure(ref, "另一条措施")
    desk.done(ref, 2, content="第二轮")
    desk.endorse(ref)
    desk.review(ref)
    assert isinstance(desk.close(ref), Recorded)


def test_a_closed_problem_is_reopened_for_a_reason(desk: Desk) -> None:
    ref = desk.closed()
    assert close_out.reopen(desk.ledger, desk.context(OFFICE), ref, "群众反映").state.round == 2


def test_a_voided_problem_stays_in_the_ledger_and_takes_nothing_more(desk: Desk) -> None:
    ref = desk.problem()
    assert close_out.void(desk.ledger, desk.context(OFFICE), ref, "重复登记").state.status is Status.VOIDED
    with desk.refuses(NotAllowed, "while the problem is voided"):
        rectify.progress(desk.ledger, desk.context(), ref, "已核验")


def test_a_closed_problem_takes_no_more_work(desk: Desk) -> None:
    ref = desk.closed()
    calls: tuple[Callable[[str], object], ...] = (desk.measure, desk.submit, desk.review)
    for call in calls:
        with desk.refuses(NotAllowed, "while the problem is closed"):
            call(ref)


def test_the_outlook_says_what_a_close_would_still_miss_but_for_the_review(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    recorded = submit(desk, ref, no_rule="个案", no_wider="个案", incomplete="措施未完")
    assert isinstance(recorded, Recorded)
    found = close_out.outlook(desk.ledger, recorded, desk.context())
    assert [check.code for check in found] == ["measures-done", "evidence", "endorsed"]
    again = desk.submit(desk.problem(title="另一个问题"), "另有成效")
    assert [c.code for c in close_out.outlook(desk.ledger, again, desk.context())] == ["endorsed"]


def test_an_extension_written_by_hand_is_read_right(desk: Desk) -> None:
    ref = desk.problem()
    request = desk.append(ref, "extension-requested", by=LIAISON, until=dt.date(2026, 7, 15), reason="需财政评审")
    desk.append(ref, "extension-granted", request=request, until=dt.date(2026, 7, 10), opinion="同意")
    again = desk.append(ref, "extension-requested", by=LIAISON, until=dt.date(2026, 8, 1), reason="仍需")
    desk.append(ref, "extension-denied", request=again, opinion="理由不足")
    state = desk.state(ref)
    assert (state.due, state.requests, state.faults) == (dt.date(2026, 7, 10), (), ())
    assert rectify.progress(desk.ledger, desk.context(), ref, "已核验").state.due == dt.date(2026, 7, 10)


def test_a_close_records_nothing_that_was_not_waived(desk: Desk) -> None:
    ref = desk.closed()
    last = desk.state(ref).problem.entries[-1]
    assert isinstance(last, Closed)
    assert last.waived is None
    assert "waived" not in (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")


# the unit's part of the gate, at the submission


def test_an_empty_submission_is_refused_with_what_is_missing(desk: Desk) -> None:
    ref = desk.problem()
    answer = submit(desk, ref)
    assert unmet(answer) == ["triad", "measures-done", "evidence", "rule", "wider"]
    assert desk.state(ref).status is Status.REGISTERED


def test_checks_met_only_by_heads_judges_or_time_are_not_asked_at_the_submission(desk: Desk) -> None:
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    ref = finished(desk, **{"class": "ongoing"})
    assert isinstance(submit(desk, ref, rule="办法", wider="同查"), Recorded)


def test_the_effect_of_another_problem_is_asked_about_at_the_close_alone(desk: Desk) -> None:
    desk.submit(desk.problem(title="另一个问题"), "零补办")
    ref = finished(desk)
    assert isinstance(submit(desk, ref, rule="办法", wider="同查"), Recorded)
    desk.endorse(ref)
    desk.review(ref)
    assert unmet(close(desk, ref)) == ["effect"]


def test_an_incomplete_submission_says_why_stops_no_clock_and_may_be_followed(desk: Desk) -> None:
    ref = desk.problem()
    done = submit(desk, ref, incomplete="措施未完")
    assert isinstance(done, Recorded)
    assert done.state.status is Status.SUBMITTED
    assert done.state.submission is not None
    assert done.state.submission.incomplete == "措施未完"
    desk.measure(ref)
    desk.done(ref)
    again = submit(desk, ref, rule="办法", wider="同查")
    assert isinstance(again, Recorded)
    assert again.state.status is Status.SUBMITTED
    with desk.refuses(NotAllowed, "it is already submitted; `yian withdraw`"):
        submit(desk, ref, rule="办法", wider="同查")


def test_nothing_is_incomplete_where_nothing_is_missing(desk: Desk) -> None:
    ref = finished(desk)
    with desk.refuses(UsageProblem, "submit it without --incomplete"):
        submit(desk, ref, rule="办法", wider="同查", incomplete="先报主体")


def test_disabled_checks_are_not_asked_at_the_submission_either(desk: Desk) -> None:
    desk.edit("yian.toml", "disabled = []", 'disabled = ["wider", "rule"]')
    assert isinstance(submit(desk, finished(desk)), Recorded)


# waivers


def wanting(desk: Desk, **fields: Any) -> str:
    """Return an endorsed problem that was submitted without a rule, a wider look, or a depth of cause."""
    ref = finished(desk, **{"level": ["work"], **fields})
    desk.endorse(ref)
    submit(desk, ref, incomplete="先报主体")
    return ref


REASONS = {"rule": "上级办法已有规定", "wider": "全县仅此一处", "cause_depth": "病根在工作层面"}


def test_a_waiver_of_the_pass_is_kept_in_it_and_holds_for_the_close(desk: Desk) -> None:
    ref = wanting(desk, **{**GENERAL, "level": ["duty"]})
    passed = desk.review(ref, by=OFFICE, rule=REASONS["rule"])
    assert passed.state.review is not None
    assert passed.state.review.waived == {"rule": REASONS["rule"]}
    assert unmet(close(desk, ref)) == ["wider"]
    with desk.refuses(UsageProblem, "rule is met or not needed here"):
        desk.close(ref, rule=REASONS["rule"])
    closed = desk.close(ref, wider=REASONS["wider"])
    assert isinstance(closed, Recorded)
    assert closed.state.closes[0].waived == {"wider": REASONS["wider"]}


def test_waivers_of_the_pass_and_the_close_share_one_limit(desk: Desk) -> None:
    ref = wanting(desk, **GENERAL)
    with desk.refuses(UsageProblem, "checks waived for one close: rule, wider, cause-depth; the campaign allows 2"):
        desk.review(ref, Verdict.PASS, INSPECTOR, **REASONS)
    desk.review(ref, rule=REASONS["rule"], wider=REASONS["wider"])
    with desk.refuses(UsageProblem, "the campaign allows 2"):
        desk.close(ref, cause_depth=REASONS["cause_depth"])
    desk.edit("yian.toml", "waivers = 2 ", "waivers = 3 ")
    assert isinstance(desk.close(ref, cause_depth=REASONS["cause_depth"]), Recorded)


def test_where_the_gate_asks_for_standards_an_inspector_alone_waives(desk: Desk) -> None:
    ref = wanting(desk, level=["duty"])
    desk.review(ref, rule=REASONS["rule"])
    with desk.refuses(NotAuthorised, "only an inspector may pass and waive"):
        desk.close(ref, by=OFFICE, wider=REASONS["wider"])
    second = '\n[[officers]]\nid = "head"\npost = "书记"\nrole = "head"\n'
    desk.write("orgs/jiwei/org.toml", (desk.root / "orgs/jiwei/org.toml").read_text(encoding="utf-8") + second)
    assert isinstance(desk.close(ref, by="jiwei/head", wider=REASONS["wider"]), Recorded)


def test_a_return_waives_nothing(desk: Desk) -> None:
    ref = wanting(desk)
    with desk.refuses(UsageProblem, "A return cannot waive checks; --waive requires --pass"):
        desk.review(ref, Verdict.RETURN, rule=REASONS["rule"])


@pytest.mark.parametrize(("code", "said"), [("evidence", "evidence is met or not needed"), ("standards", "cannot be")])
def test_a_pass_waives_only_checks_that_are_unmet(desk: Desk, code: str, said: str) -> None:
    ref = wanting(desk)
    with desk.refuses(UsageProblem, said):
        desk.review(ref, Verdict.PASS, INSPECTOR, **{code: "全县仅此一处"})


# the standards


def passing(desk: Desk, ref: str, standards: dict[int, bool], by: str = INSPECTOR) -> Recorded:
    context = desk.context(by)
    return close_out.review(desk.ledger, context, ref, Verdict.PASS, opinion="属实", standards=standards)


@pytest.mark.parametrize("standards", [{}, {1: True}, {1: True, 2: True, 4: True}])
def test_a_pass_asks_for_the_standards_it_does_not_answer(desk: Desk, standards: dict[int, bool]) -> None:
    ref = desk.submitted()
    with desk.refuses(UsageProblem, r"--standard 3=yes \(整改落实不到位决不放过"):
        passing(desk, ref, standards)


@pytest.mark.parametrize("fields", [{}, GENERAL])
def test_an_answer_that_is_not_yes_is_no_pass(desk: Desk, fields: dict[str, Any]) -> None:
    ref = desk.submitted(**fields)
    with desk.refuses(NotAllowed, "standard 2 is answered no, so it cannot pass: return it with"):
        passing(desk, ref, {1: True, 2: False, 3: True, 4: True})


def test_where_the_gate_asks_for_no_standards_none_need_be_answered(desk: Desk) -> None:
    assert passing(desk, desk.submitted(**GENERAL), {}, by=OFFICE).state.status is Status.PASSED


def test_in_a_problem_of_the_inspectors_the_office_answers_the_standards(desk: Desk) -> None:
    own = {"leader": "jiwei/liaison", "owner": "jiwei/liaison"}
    ref = desk.problem("jiwei", by="jiwei/liaison", **own)
    with desk.refuses(NotAuthorised):
        submit(desk, ref, by=LIAISON)
    answer = submit(desk, ref, by="jiwei/liaison", incomplete="措施未完")
    assert isinstance(answer, Recorded)
    assert passing(desk, ref, dict.fromkeys((1, 2, 3, 4), True), by=OFFICE).state.status is Status.PASSED
