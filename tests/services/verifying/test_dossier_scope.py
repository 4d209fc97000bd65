"""What belongs into a dossier: the problems that are asked for, and what concerns them; nothing else."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk
from tests.services.noticing import issue
from yiananlib.errors import NoSuchRecord, UsageProblem
from yiananlib.model.vocabulary import Answer
from yiananlib.services.recording import cases, examine, meetings, rules
from yiananlib.services.recording.examine import Reply
from yiananlib.services.verifying.dossier_scope import Asked, Scope, scope


def of(desk: Desk, *problems: str, **asked: Any) -> Scope:
    return scope(desk.ledger, Asked(problems, **asked))


def path(ref: str, kind: str = "problems") -> str:
    org, _slash, name = ref.partition("/")
    return f"orgs/{org}/{kind}/{name}.toml"


@pytest.fixture
def case(desk: Desk) -> str:
    given = {
        "title": "案",
        "opened": dt.date(2026, 3, 1),
        "findings": [{"number": 1, "text": "一"}, {"number": 2, "text": "二"}],
    }
    return cases.add_case(desk.ledger, desk.context(OFFICE), "case-1", given).id


def test_a_problem_comes_with_its_evidence_and_nothing_of_others(desk: Desk) -> None:
    ref, other = desk.closed(), desk.submitted(title="另一个")
    found = of(desk, ref)
    assert (found.problems, found.records, found.cases) == ((ref,), (path(ref),), ())
    assert len(found.evidence) == 1
    assert of(desk, ref, other).problems == tuple(sorted((ref, other)))
    assert len(of(desk, ref, other).evidence) == 2


def test_a_problem_that_is_named_twice_is_there_once(desk: Desk) -> None:
    ref = desk.problem()
    assert of(desk, ref, ref.partition("/")[2]).records == (path(ref),)


def test_what_names_the_problem_comes_with_it(desk: Desk) -> None:
    ref, other = desk.problem(), desk.problem(title="另一个")
    id_ = ref.partition("/")[2]
    notice = issue(desk, problems=[id_])
    issue(desk, problems=[other.partition("/")[2]])
    rule = rules.add_rule(desk.ledger, desk.context(), "zjj", title="办法", governs="affairs", problems=[id_])
    rules.add_rule(desk.ledger, desk.context(), "zjj", title="别的", governs="affairs")
    assert of(desk, ref).records == tuple(
        sorted((path(ref), path(notice, "notices"), path(rule.standing.matter.ref, "rules")))
    )


def test_a_rule_that_a_submission_names_comes_with_it(desk: Desk) -> None:
    rule = rules.add_rule(desk.ledger, desk.context(), "zjj", title="办法", governs="affairs").standing.matter.ref
    ref = desk.problem()
    desk.endorse(ref)
    desk.append(ref, "submitted", LIAISON, rule=rule, effect="零补办", wider="同查")
    assert path(rule, "rules") in of(desk, ref).records


def test_the_round_in_which_it_was_found_comes_with_it(desk: Desk) -> None:
    ref = desk.problem()
    replies = [Reply("p01", Answer.CLEAR, "已对照")]
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", replies, subjects=("team",))
    assert of(desk, ref).records == (path(ref),)
    text = (desk.root / "orgs/zjj/rounds/2026-1.toml").read_text(encoding="utf-8")
    id_ = ref.partition("/")[2]
    desk.write(
        "orgs/zjj/rounds/2026-1.toml",
        text.replace('answer = "clear"\nreason = "已对照"', f'answer = "problem"\nproblem = "{id_}"'),
    )
    assert of(desk, ref).records == (path(ref), "orgs/zjj/rounds/2026-1.toml")


def test_the_meeting_that_it_names_comes_with_it(desk: Desk) -> None:
    given = {"title": "民主生活会", "type": "democratic_life", "planned": desk.now.date()}
    meeting = meetings.add_meeting(desk.ledger, desk.context(), "zjj", given).standing.matter
    ref = desk.problem()
    desk.edit(path(ref), "found = ", f'meeting = "{meeting.head.id}"\nfound = ')
    assert path(meeting.ref, "meetings") in of(desk, ref).records


def test_an_organization_comes_with_everything_of_it_and_below_it(desk: Desk) -> None:
    refs = {desk.problem(), desk.problem(title="二"), desk.problem("czj", "czj/liaison", leader="head", owner="head")}
    issue(desk)
    found = of(desk, org="gov")
    assert set(found.problems) == refs
    assert any("/notices/" in record for record in found.records)
    assert set(of(desk, org="czj").problems) == {ref for ref in refs if ref.startswith("czj/")}
    assert not any("/notices/" in record for record in of(desk, org="czj").records)


def test_of_a_case_come_the_problems_that_repeat_its_findings(desk: Desk, case: str) -> None:
    ref = desk.problem(finding=f"{case}/1")
    desk.problem(title="另一个")
    rule = rules.add_rule(
        desk.ledger, desk.context(), "zjj", title="办法", governs="affairs", findings=[f"{case}/2"]
    ).standing.matter.ref
    found = of(desk, case=case)
    assert (found.problems, found.cases) == ((ref,), (case,))
    assert found.records == (path(ref), path(rule, "rules"))


def test_the_case_of_a_problem_is_named(desk: Desk, case: str) -> None:
    assert of(desk, desk.problem(finding=f"{case}/2")).cases == (case,)


def test_exactly_one_scope_must_be_given(desk: Desk) -> None:
    ref = desk.problem()
    for problems, asked in (((), {}), ((ref,), {"org": "zjj"}), ((), {"org": "zjj", "case": "case-1"})):
        with pytest.raises(UsageProblem, match="Name either problems, an organization with --org, or"):
            of(desk, *problems, **asked)


def test_what_is_not_there_is_told(desk: Desk, case: str) -> None:
    for asked in ({"org": "nowhere"}, {"case": "case-9"}):
        with pytest.raises(NoSuchRecord):
            of(desk, **asked)
    with pytest.raises(NoSuchRecord):
        of(desk, "zzzzzz")
    with pytest.raises(NoSuchRecord, match="--case"):
        of(desk, case)
    for asked in ({"org": "czj"}, {"case": case}):
        with pytest.raises(UsageProblem, match="nothing to make a dossier of"):
            of(desk, **asked)
