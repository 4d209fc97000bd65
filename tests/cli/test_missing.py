"""What a recording command was not given is asked for at a terminal, and about what looks like a slip anywhere."""

from pathlib import Path

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE, OWNER
from tests.cli.conftest import Says, Yian
from tests.services.ledgers import Desk


def test_what_is_missing_is_asked_for_and_confirmed(desk: Desk, yian: Yian, says: Says) -> None:
    ref = desk.problem()
    says("zzzzzz", ref, "补办12个项目的审批", "jianguan", "5月前", "2026-05-01", "")
    done = yian("add-measure", "--by", LIAISON)
    assert done.status == 0, done.err
    assert "zzzzzz" in done.err
    (measure,) = desk.state(ref).measures
    assert (measure.planned.text, measure.planned.owner) == ("补办12个项目的审批", OWNER)


def test_what_is_given_stays_and_what_is_asked_for_may_be_changed(desk: Desk, yian: Yian, says: Says) -> None:
    ref = desk.problem()
    says("进展一", "<", "-进展二", "1", "-进展三", "")
    done = yian("progress", ref, "--by", LIAISON)
    assert done.status == 0, done.err
    assert "-进展三" in yian("show", ref).out


def test_who_records_is_asked_for_first(desk: Desk, yian: Yian, says: Says) -> None:
    ref = desk.problem()
    says("谁", LIAISON, "一句备注", "")
    done = yian("note", ref)
    assert done.status == 0, done.err
    assert desk.ledger.find_problem(ref).entries[-1].by == LIAISON


def test_the_first_organization_is_asked_for_though_there_is_nobody_yet(yian: Yian, says: Says, tmp_path: Path) -> None:
    assert yian("init", tmp_path / "new", "--name", "试点", "--no-git").status == 0
    says("bgs", "办公室", "")
    done = yian("add-org", "--function", "office", "--ledger", tmp_path / "new")
    assert (done.status, (tmp_path / "new" / "orgs" / "bgs" / "org.toml").is_file()) == (0, True), done.err


def test_a_submission_asks_for_a_rule_or_reason_and_a_review_for_a_verdict(desk: Desk, yian: Yian, says: Says) -> None:
    ref = desk.problem()
    says("零补办", "", "已有规定", "全县同查", "")
    done = yian("submit", ref, "--incomplete", "先报主体", "--by", LIAISON)
    assert done.status == 0, done.err
    submission = desk.state(ref).submission
    assert submission is not None
    assert (submission.no_rule, submission.wider) == ("已有规定", "全县同查")
    says("3", "2", "佐证不足", "")
    done = yian("review", ref, "--by", INSPECTOR)
    assert done.status == 0, done.err
    assert desk.state(ref).status == "returned"


def test_a_choice_is_given_by_number_or_word(desk: Desk, yian: Yian, says: Says) -> None:
    says("专题学习", "9", "3月20日", "")
    done = yian("add-meeting", "zjj", "--type", "democratic_life", "--by", LIAISON)
    assert done.status == 0, done.err


def test_what_was_asked_for_is_kept_where_it_is_refused(desk: Desk, yian: Yian, says: Says, tmp_path: Path) -> None:
    ref = desk.problem()
    says("没有这样的事", "")
    assert yian("reopen", ref, "--by", OFFICE).status == 5
    (draft,) = (tmp_path / "state" / "yian" / "drafts").iterdir()
    says("n", "另一个理由")
    assert yian("reopen", ref, "--by", OFFICE).status == 130
    assert draft.exists()


@pytest.mark.parametrize("command", [("show",), ("add-measure", "--json"), ("compare",)])
def test_nothing_is_asked_by_what_reads_or_where_json_is_wanted(yian: Yian, says: Says, command: tuple[str]) -> None:
    assert yian(*command).status == 2


def test_off_a_terminal_nothing_is_asked(desk: Desk, yian: Yian) -> None:
    done = yian("add-measure", "--by", LIAISON)
    assert (done.status, done.refused) == (2, True)


def test_two_organizations_of_one_name_are_a_slip(desk: Desk, yian: Yian, says: Says) -> None:
    name = desk.ledger.org("zjj").name
    call = ("add-org", "jsj", "--name", name, "--by", OFFICE)
    says("n")
    assert yian(*call).status == 1
    assert not desk.ledger.has_org("jsj")
    done = yian(*call, "--json")
    assert (done.status, done.refused, "--yes" in done.err) == (2, True, True)
    assert yian(*call, "--yes").status == 0


def test_a_round_that_nearly_has_the_name_of_another_is_a_slip(desk: Desk, yian: Yian) -> None:
    answers = '[[answers]]\nprompt = "p01"\nanswer = "clear"\nreason = "已对照"\n'

    def walk(name: str, *more: str) -> int:
        return yian("examine", "zjj", "--round", name, "--answers", "-", "--by", LIAISON, *more, given=answers).status

    assert [walk("2026-1"), walk("2026-l"), walk("2026-2"), walk("2026-l", "--yes")] == [0, 2, 0, 0]


def test_a_deadline_far_away_is_a_slip_and_a_past_one_is_not(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    far = ("extend", ref, "--until", "2028-06-15", "--reason", "难", "--by", LIAISON)
    done = yian(*far)
    assert (done.status, "more than a year away" in done.err, "--yes" in done.err) == (2, True, True)
    desk.on("2026-03-13")
    done = yian("add-measure", ref, "补办审批单", "--owner", "jianguan", "--due", "2026-03-12", "--by", LIAISON)
    assert (done.status, "has already passed" in done.err) == (0, True)


@pytest.mark.parametrize(
    "call",
    [
        ("note", "{ref}", "由张三同志负责，电话13800138000"), ("progress", "{ref}", "身份证11010119900307123X"),
        ("add-officer", "zjj", "zs", "--post", "张三"),
        ("amend", "{ref}", "--cause", "请李四同志说明", "--reason", "补充"),
    ],
)  # fmt: skip
def test_what_is_personal_is_warned_of_before_it_is_recorded(
    desk: Desk, yian: Yian, says: Says, call: tuple[str, ...]
) -> None:
    ref = desk.problem()
    words = [word.format(ref=ref) for word in call]
    before = len(desk.ledger.find_problem(ref).entries), len(desk.ledger.org("zjj").officers)
    says("n")
    assert yian(*words, "--by", OFFICE).status == 1
    assert (len(desk.ledger.find_problem(ref).entries), len(desk.ledger.org("zjj").officers)) == before
    done = yian(*words, "--by", OFFICE, "--json")
    assert (done.status, "forever" in done.err) == (0, True), done.err


def test_what_lint_would_ask_is_asked_when_it_is_written_and_is_in_nobody_s_way(
    desk: Desk, yian: Yian, says: Says
) -> None:
    ref = desk.problem()
    add = ("add-measure", ref, "加强领导", "--owner", "jianguan", "--due", "2026-05-01", "--by", LIAISON)
    says("n")
    assert yian(*add).status == 1
    says("")
    assert yian(*add).status == 0
    done = yian(*add, "--json")
    assert (done.status, "Measure 2 of this problem names nothing" in done.err) == (0, True)
    done = yian("amend", ref, "--cause", "先干后批", "--reason", "补充", "--by", LIAISON, "--json")
    assert (done.status, "repeats what was found" in done.err) == (0, True)
    assert len(desk.state(ref).measures) == 2


def test_an_effect_that_is_copied_is_asked_about_when_it_is_submitted(desk: Desk, yian: Yian) -> None:
    other = desk.submitted()
    submission = desk.state(other).submission
    assert submission is not None
    ref = desk.problem(title="另一个问题")
    words = ("submit", ref, "--effect", submission.effect or "", "--incomplete", "先报", "--by", LIAISON, "--json")
    done = yian(*words)
    assert (done.status, f"is stated for {other}" in done.err) == (0, True)


def test_a_problem_given_whole_is_asked_about_too(desk: Desk, yian: Yian) -> None:
    words = ["--title", "变更审批", "--symptom", "5个变更先干后批", "--cause", "先干后批", "--level", "work"]
    words += ["--kind", "other", "--leader", "head", "--owner", "head", "--due", "2026-06-15", "--by", LIAISON]
    done = yian("add-problem", "zjj", *words)
    assert (done.status, "repeats what was found" in done.err) == (0, True)
    done = yian("add-problem", "zjj", *words)
    assert (done.status, done.err.count("\n")) == (2, 1)
