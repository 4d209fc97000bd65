"""`add-problem` at a terminal: who, for whom, and one problem after the other."""

from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import LIAISON, OFFICE, OTHER
from tests.cli.conftest import Says, Yian
from tests.services.ledgers import Desk
from yiananlib.store.drafts import Draft

FIRST = (
    "甲", "抽查12个项目先干后批", "", "", "2", "", "", "", "", "", "", "2", "4", "", "2026-06-15", "补办", "", "", "",
)  # fmt: skip
"""Title, symptom, cause, goal; kind, field, severity, class, source, support, tags, leader, owner, found, due; a
measure."""


def test_what_is_missing_is_asked_for_and_confirmed(desk: Desk, yian: Yian, says: Says) -> None:
    says(*FIRST[1:], "")
    done = yian("add-problem", "zjj", "--title", "一", "--by", LIAISON)
    assert done.status == 0, done.err
    (name,) = desk.ledger.problem_names("zjj")
    state = desk.state(f"zjj/{name}")
    assert (state.head.title, state.head.kind, state.head.owner) == ("一", "undelivered", "zjj/jianguan")
    assert [(m.planned.text, m.planned.owner) for m in state.measures] == [("补办", "zjj/jianguan")]


def test_who_and_which_unit_are_asked_for_first(desk: Desk, yian: Yian, says: Says) -> None:
    says("nobody", LIAISON, "zji", "czj", "zjj")
    done = yian("add-problem")
    assert done.status == 130
    assert "Closest matches" in done.err
    assert "财政局 (czj) itself" in done.err


def test_the_unit_is_that_of_who_records_where_nothing_else_is_said(desk: Desk, yian: Yian, says: Says) -> None:
    says("", *FIRST, "")
    assert yian("add-problem", "--by", LIAISON).status == 0
    assert len(desk.ledger.problem_names("zjj")) == 1


def test_who_may_not_is_told_before_the_first_question(yian: Yian, says: Says) -> None:
    done = yian("add-problem", "zjj", "--by", OTHER)
    assert (done.status, done.refused) == (5, True)
    assert yian("add-problem", "nowhere", "--by", LIAISON).status == 3


def test_nothing_is_asked_where_nothing_is_missing_or_json_is_wanted(yian: Yian, says: Says) -> None:
    assert yian("add-problem", "zjj", "--json", "--by", LIAISON).status == 2
    assert yian("add-problem", "--json", "--by", LIAISON).status == 2
    words = ["--title", "一", "--symptom", "二", "--kind", "other", "--leader", "head", "--owner", "head"]
    assert yian("add-problem", "zjj", *words, "--due", "2026-06-15", "--by", LIAISON).status == 0


def test_what_is_broken_off_records_nothing_and_goes_on_next_time(
    desk: Desk, yian: Yian, says: Says, tmp_path: Path
) -> None:
    says(*FIRST[:6])
    done = yian("add-problem", "zjj", "--by", LIAISON)
    assert (done.status, done.out) == (130, "")
    assert desk.ledger.problem_names("zjj") == []
    assert len(list((tmp_path / "state" / "yian" / "drafts").iterdir())) == 1
    says("y", *FIRST[6:], "")
    done = yian("add-problem", "zjj", "--by", LIAISON)
    assert (done.status, "甲" in done.err) == (0, True), done.err
    assert list((tmp_path / "state" / "yian" / "drafts").iterdir()) == []


def test_twenty_problems_with_two_measures_each_take_less_than_half_of_four_hundred_answers(
    desk: Desk, yian: Yian, says: Says
) -> None:
    first = ("住建项目变更审批", "抽查12个项目，5个变更先干后批", "没有人核对审批单", "变更审批零补办")
    answers = [
        LIAISON,
        "zjj",
        *first,
        *FIRST[4:8],
        "work",
        *FIRST[8:15],
        "1.补办审批 2.修订变更审批办法",
        "",
        "",
        "",
        "+",
    ]
    for n in range(1, 20):
        answers += [f"第{n}个", f"第{n}处，欠{n * 31}万元", "没有人核对", "零拖欠", "", "1.清退欠款 2.修订支付办法", ""]
        answers.append("+" if n < 19 else "")
    assert len(answers) < 200
    says(*answers)
    done = yian("add-problem")
    assert done.status == 0, done.err
    names = desk.ledger.problem_names("zjj")
    assert len(names) == 20
    states = [desk.state(f"zjj/{name}") for name in names]
    assert {len(state.measures) for state in states} == {2}
    assert {state.head.due.isoformat() for state in states} == {"2026-06-15"}


def test_a_problem_that_is_there_already_is_asked_about(desk: Desk, yian: Yian, says: Says) -> None:
    desk.problem(title="甲", symptom="抽查12个项目先干后批")
    says(*FIRST, "", "n")
    done = yian("add-problem", "zjj", "--by", LIAISON)
    assert done.status == 1, done.err
    assert len(desk.ledger.problem_names("zjj")) == 1


def test_a_draft_is_offered_whether_the_unit_was_given_or_asked_for(desk: Desk, yian: Yian, says: Says) -> None:
    says("", *FIRST[:6])
    assert yian("add-problem", "--by", LIAISON).status == 130
    says("", "", *FIRST[6:], "")
    done = yian("add-problem", "--by", OFFICE)  # it is of another unit than its own
    assert (done.status, "unrecorded drafts of problems of: 住建局 (zjj)" in done.err) == (0, True), done.err
    assert len(desk.ledger.problem_names("zjj")) == 1
    says(*FIRST[:2])
    assert yian("add-problem", "zjj", "--by", LIAISON).status == 130
    says("", "")
    done = yian("add-problem", "--by", LIAISON)
    assert (done.status, "answer is required" in done.err) == (130, False)  # the title is there


ODD: Final[tuple[Any, ...]] = (
    None, 3, 1.5, True, "x", "", "zjj/nobody", "\x1b[31m", [], ["x"], [["x"]], {"x": 1}, {"day": "2026-02-30"},
    {"day": "9999-12-31"}, [{"text": "补办", "owner": "gone/head", "due": {"day": "2026-06-15"}}], [{"text": 3}], [3],
)  # fmt: skip
NAMES: Final = (
    "title", "symptom", "root_cause", "goal", "kind", "field", "severity", "class", "level", "source", "finding",
    "support", "tags", "leader", "owner", "found", "due", "measures", "as_before", "gone",
)  # fmt: skip
KEPT = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, st.sampled_from(ODD)))


@given(answers=KEPT, begun=KEPT, before=KEPT)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_draft_whatever_it_says_breaks_the_interview(
    desk: Desk, yian: Yian, says: Says, answers: Any, begun: Any, before: Any
) -> None:
    draft = Draft.of(desk.root.parent / "state" / "yian", desk.root, "add-problem", "zjj")
    draft.keep({"answers": answers, "begun": begun, "before": before})
    done = yian("add-problem", "zjj", "--by", LIAISON)
    assert done.status == 130, done.err
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err
    assert "gone" not in {*answers, *begun, *before} or "left out" in done.err


WHOLE: Final = {
    "title": "甲", "symptom": "抽查12个项目先干后批", "root_cause": None, "goal": None, "kind": "other",
    "field": "none", "severity": "general", "class": "phased", "source": "self_check", "support": ["czj"],
    "leader": "head", "owner": "zjj/jianguan", "found": {"day": "2026-03-12"}, "due": {"day": "2026-06-15"},
    "measures": [], "finding": None, "level": ["work"], "tags": ["scope/self"],
}  # fmt: skip


@given(name=st.sampled_from(NAMES), odd=st.sampled_from(ODD))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_odd_in_a_draft_that_is_gone_on_with_is_asked_anew(
    desk: Desk, yian: Yian, says: Says, name: str, odd: Any
) -> None:
    draft = Draft.of(desk.root.parent / "state" / "yian", desk.root, "add-problem", "zjj")
    draft.keep({"answers": WHOLE | {name: odd}, "begun": {name: odd}, "before": {name: odd}})
    says("", "")
    done = yian("add-problem", "zjj", "--by", LIAISON)
    assert done.status in (0, 130), done.err
    assert "Traceback" not in done.err


def test_an_organization_that_is_gone_is_dropped_from_a_draft_and_said(desk: Desk, yian: Yian, says: Says) -> None:
    draft = Draft.of(desk.root.parent / "state" / "yian", desk.root, "add-problem", "zjj")
    draft.keep({"answers": {"title": "甲", "support": ["czj", "gone"], "leader": "gone/head"}})
    says("")
    done = yian("add-problem", "zjj", "--by", LIAISON)
    assert "no longer fit and are left out: cooperating units, 责任领导" in done.err
    assert draft.load()["answers"] == {"title": "甲"}
