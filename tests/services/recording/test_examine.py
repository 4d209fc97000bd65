"""Self-examination: answers, the problems they find, resuming, and all or nothing."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import FORMER, LIAISON, OFFICE, OTHER, PARENT, UNKNOWN, called
from tests.services.ledgers import FIELDS, Desk, tree
from yiananlib.errors import LedgerInvalid, NoSuchRecord, NotAuthorised, UsageProblem, YianError
from yiananlib.model.rounds import Round
from yiananlib.model.vocabulary import Answer
from yiananlib.services.reading.days import Days
from yiananlib.services.recording.examine import Progress, Reply, answer, progress_of, replies_in
from yiananlib.services.recording.register import Proposal

DAYS = Days(dt.date(2026, 3, 12), dt.date(2026, 3, 12))

CLEAR = Reply("p01", Answer.CLEAR, "已逐项对照")
NONE = Reply("p02", Answer.NOT_APPLICABLE, "无此项业务")
FOUND = Reply("p07", Answer.PROBLEM, None, Proposal("zjj", FIELDS))


def reply(
    desk: Desk, *replies: Reply, by: str = LIAISON, org: str = "zjj", name: str = "2026-1", **more: Any
) -> Progress:
    return answer(desk.ledger, desk.context(by), org, name, replies, **more)


def the_round(desk: Desk) -> Round:
    found = desk.ledger.round("zjj", "2026-1")
    assert found is not None
    return found


def test_the_first_answer_opens_the_round(desk: Desk) -> None:
    before = progress_of(desk.ledger, "zjj", "2026-1")
    assert (before.answered, before.expected, len(before.open)) == (0, 12, 12)
    after = reply(desk, CLEAR)
    assert (after.answered, after.expected, len(after.open)) == (1, 12, 11)
    assert the_round(desk).head.opened == dt.date(2026, 3, 12)


def test_it_goes_on_where_it_stopped(desk: Desk) -> None:
    reply(desk, CLEAR)
    desk.on("2026-03-20")
    after = reply(desk, NONE)
    assert [p.id for p in after.open][:2] == ["p03", "p04"]
    assert the_round(desk).head.opened == dt.date(2026, 3, 12)
    assert after == progress_of(desk.ledger, "zjj", "2026-1")


def test_a_problem_is_registered_with_its_prompt_and_source(desk: Desk) -> None:
    after = reply(desk, CLEAR, FOUND)
    (ref,) = after.problems
    head = desk.state(ref).head
    assert (head.prompt, head.source) == ("p07", "self_check")
    assert the_round(desk).answers[1].problem == head.id


def test_several_problems_may_answer_one_file(desk: Desk) -> None:
    other = Reply("p08", Answer.PROBLEM, None, Proposal("zjj", FIELDS | {"title": "另一个", "source": "巡察"}))
    after = reply(desk, FOUND, other)
    assert len(set(after.problems)) == 2
    assert desk.state(after.problems[1]).head.source == "inspection"


def test_a_later_answer_replaces_an_earlier(desk: Desk) -> None:
    reply(desk, CLEAR)
    after = reply(desk, Reply("p01", Answer.PROBLEM, None, Proposal("zjj", FIELDS)))
    assert after.answered == 1
    in_force = the_round(desk).answer("p01", "team")
    assert in_force is not None
    assert in_force.answer is Answer.PROBLEM
    assert len(the_round(desk).answers) == 2


@pytest.mark.parametrize("said", [None, "", "  "])
@pytest.mark.parametrize("kind", [Answer.CLEAR, Answer.NOT_APPLICABLE])
def test_a_nil_return_without_a_reason_is_refused(desk: Desk, kind: Answer, said: str | None) -> None:
    with desk.refuses(UsageProblem, "Prompt p01: the answer .* needs a reason. Nothing was recorded"):
        reply(desk, Reply("p01", kind, said))


def test_a_nil_return_without_a_reason_that_was_written_by_hand_is_no_answer(desk: Desk) -> None:
    reply(desk, CLEAR, NONE)
    desk.edit("orgs/zjj/rounds/2026-1.toml", 'reason = "已逐项对照"\n', "")
    after = progress_of(desk.ledger, "zjj", "2026-1")
    assert (after.answered, after.open[0].id) == (1, "p01")


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (Reply("p99", Answer.CLEAR, "无"), UsageProblem),
        (Reply("p03", Answer.CLEAR, None), UsageProblem),
        (Reply("p03", Answer.CLEAR, "\x1b]0;x"), UsageProblem),
        (Reply("p03", Answer.PROBLEM, None, Proposal("zjj", FIELDS | {"kind": "没有"})), UsageProblem),
        (Reply("p03", Answer.PROBLEM, None, Proposal("zjj", FIELDS | {"owner": "nobody"})), NoSuchRecord),
    ],
)
def test_where_one_answer_is_bad_none_is_recorded(desk: Desk, bad: Reply, error: type[YianError]) -> None:
    with desk.refuses(error):
        reply(desk, CLEAR, FOUND, bad)
    reply(desk, CLEAR)
    with desk.refuses(error):
        reply(desk, FOUND, bad)


def test_where_the_round_cannot_be_appended_to_no_problem_is_left(desk: Desk) -> None:
    reply(desk, CLEAR)
    data = (desk.root / "orgs/zjj/rounds/2026-1.toml").read_text(encoding="utf-8")
    head, _mark, _rest = data.partition("[[answers]]")
    desk.write("orgs/zjj/rounds/2026-1.toml", head + "answers = []\n")
    before = tree(desk.root)
    with pytest.raises(LedgerInvalid, match="nothing can be appended to it in its"):
        reply(desk, FOUND)
    assert tree(desk.root) == before


@pytest.mark.parametrize("by", [OTHER, "jiwei/liaison"])
def test_others_do_not_answer_for_an_organization(desk: Desk, by: str) -> None:
    with desk.refuses(NotAuthorised, f"{called(by)} may not answer for 住建局 (zjj)"):
        reply(desk, CLEAR, by=by)


@pytest.mark.parametrize("by", [UNKNOWN, FORMER])
def test_who_holds_no_post_does_not_answer(desk: Desk, by: str) -> None:
    with desk.refuses(NotAuthorised):
        reply(desk, CLEAR, by=by)


@pytest.mark.parametrize("by", [PARENT, OFFICE])
def test_those_above_and_the_office_may_answer(desk: Desk, by: str) -> None:
    assert reply(desk, CLEAR, by=by).answered == 1


def test_subjects_are_said_when_the_round_is_opened(desk: Desk) -> None:
    after = reply(desk, CLEAR, subject="head", subjects=("team", "head", "team"))
    assert the_round(desk).head.subjects == ("team", "head")
    assert (after.answered, after.expected, len(after.open)) == (1, 24, 11)
    assert progress_of(desk.ledger, "zjj", "2026-1").open[0].id == "p01"
    with desk.refuses(
        UsageProblem, "“职务 deputy-1 (deputy-1)” is not examined in round 2026-1. Available: team, 职务 head (head)"
    ):
        reply(desk, CLEAR, subject="deputy-1")
    with pytest.raises(UsageProblem, match="is not examined"):
        progress_of(desk.ledger, "zjj", "2026-1", "deputy-1")


def test_a_subject_is_the_team_or_an_officer(desk: Desk) -> None:
    with desk.refuses(UsageProblem, "“nobody” is neither “team” nor an officer"):
        reply(desk, CLEAR, subject="nobody", subjects=("nobody",))
    with desk.refuses(UsageProblem, "“职务 head (head)” is not examined"):
        reply(desk, CLEAR, subject="head", subjects=("team",))


@pytest.mark.parametrize("name", ["../x", "a/b", "", "con", "a.", "x\x1b"])
def test_a_round_has_a_usable_name(desk: Desk, name: str) -> None:
    with desk.refuses(UsageProblem, "cannot be the name of a round: use"):
        reply(desk, CLEAR, name=name)
    with pytest.raises(UsageProblem, match="cannot be the name of a round: use"):
        progress_of(desk.ledger, "zjj", name)


def test_an_unknown_organization_is_not_examined(desk: Desk) -> None:
    with desk.refuses(NoSuchRecord):
        reply(desk, CLEAR, org="nowhere")


@pytest.mark.parametrize("text", [None, "schema = 1\n"])
def test_without_a_checklist_there_is_nothing_to_ask(desk: Desk, text: str | None) -> None:
    (desk.root / "checklist.toml").unlink()
    if text is not None:
        desk.write("checklist.toml", text)
    with desk.refuses(UsageProblem, "The checklist has no prompts"):
        reply(desk, CLEAR)


# the file of answers


def test_a_file_of_answers_is_read() -> None:
    data = """
[[answers]]
prompt = "p01"
answer = "clear"
reason = "已对照"

[[answers]]
prompt = "p07"
answer = "problem"
[answers.problem]
title = "一"
[[answers.problem.measures]]
text = "补齐"
"""
    first, second = replies_in(data.encode(), "zjj", DAYS)
    assert first == Reply("p01", Answer.CLEAR, "已对照")
    assert second.proposal == Proposal("zjj", {"title": "一"}, [{"text": "补齐"}])


def test_a_problem_beside_a_nil_return_is_left_out() -> None:
    (found,) = replies_in(b'[[answers]]\nprompt = "p01"\nanswer = "clear"\nreason = "x"\nproblem = {}\n', "zjj", DAYS)
    assert found.proposal is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = ", "The file cannot be read, line 1: "),
        ("", "The file has no answers"),
        ("answers = 3", "The file has no answers"),
        ("answers = [3]", "The file has no answers"),
        ("[[answers]]\ncolour = 1", "Answer 1: “colour” is not a field here"),
        ('[[answers]]\nanswer = "maybe"', "Answer 1: “answer” must be one of clear, problem"),
        ("[[answers]]\nanswer = [1]", "Answer 1: “answer” must be one of"),
        ('[[answers]]\nanswer = "problem"', "Answer 1: put the problem under"),
        ('[[answers]]\nanswer = "problem"\nproblem = 3', "Answer 1: put the problem under"),
        ('[[answers]]\nanswer = "problem"\n[answers.problem]\nmeasures = 3', "Answer 1: put each measure under"),
        ('[[answers]]\nanswer = "problem"\n[answers.problem]\nmeasures = [3]', "Answer 1: put each measure under"),
    ],
)
def test_a_file_that_holds_no_answers_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        replies_in(text.encode(), "zjj", DAYS)


@pytest.mark.parametrize("value", ["3", "[1]", "{}", "true"])
def test_a_prompt_or_reason_of_the_wrong_sort_is_a_user_s_error(desk: Desk, value: str) -> None:
    with desk.refuses(UsageProblem):
        reply(
            desk, *replies_in(f'[[answers]]\nprompt = {value}\nanswer = "clear"\nreason = "x"\n'.encode(), "zjj", DAYS)
        )


@pytest.mark.parametrize("value", ["3", "[1]", "{}", "true", '""'])
def test_a_problem_of_the_wrong_sort_is_a_user_s_error(desk: Desk, value: str) -> None:
    data = f'[[answers]]\nprompt = "p01"\nanswer = "problem"\n[answers.problem]\ntitle = {value}\n'
    with desk.refuses(UsageProblem):
        reply(desk, *replies_in(data.encode(), "zjj", DAYS))
