"""Recording in matters: what is refused leaves nothing behind, and each recording is one commit."""

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk
from tests.services.registers import case, meeting, rule
from tests.services.repositories import Repository
from yiananlib.errors import LedgerInvalid, NoSuchRecord, UsageProblem
from yiananlib.services.recording import matters, rules


def test_a_record_is_one_commit_that_names_it(repo: Repository) -> None:
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.commit(OFFICE)
    before = int(repo.git("rev-list", "--count", "HEAD"))
    ref = rule(repo)
    rules.decide(repo.ledger, repo.context(LIAISON), ref, "keep", "适用")
    assert int(repo.git("rev-list", "--count", "HEAD")) == before + 2
    message = repo.git("log", "-1", "--format=%B")
    assert message.startswith(f"{ref}: 制度保留\n\n变更审批办法\n\nYian-By: {LIAISON}\nYian-Rule: {ref}\nYian-Entry: ")
    assert repo.git("status", "--porcelain") == ""
    assert repo.findings() == ()


def test_a_problem_found_at_a_meeting_is_one_commit_with_the_meeting(repo: Repository) -> None:
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.commit(OFFICE)
    ref = meeting(repo)
    before = int(repo.git("rev-list", "--count", "HEAD"))
    problem = repo.problem(title="会上查摆", meeting=ref)
    assert int(repo.git("rev-list", "--count", "HEAD")) == before + 1
    trailers = repo.git("log", "-1", "--format=%(trailers:only,unfold)").split("\n")
    assert trailers[:3] == [f"Yian-By: {LIAISON}", f"Yian-Problem: {problem}", f"Yian-Meeting: {ref}"]
    assert len(trailers) == 5
    # git's clock is today's, long after the desk's
    assert {f.code for f in repo.findings()} <= {"late-commit"}


def test_a_record_whose_entries_break_the_rules_takes_no_more(desk: Desk) -> None:
    ref = rule(desk)
    path = f"orgs/{ref.replace('/', '/rules/')}.toml"
    desk.edit(path, 'kind = "listed"', 'kind = "issued"\ndocument = "12号"')
    with desk.refuses(LedgerInvalid, "entry 1 breaks the rules"):
        rules.decide(desk.ledger, desk.context(), ref, "keep", "适用")


def test_an_id_is_taken_by_problems_and_matters_alike(desk: Desk) -> None:
    names = [ref.partition("/")[2] for ref in (desk.problem(), rule(desk), meeting(desk))]
    assert [desk.ledger.is_taken(name) for name in (*names, "zzzzzz")] == [True, True, True, False]


@pytest.mark.parametrize("name", ["case-1/4", "case-1/0", "case-1/x", "case-1/²", "case-1", "1", "/1", "case-2/1", ""])
def test_a_finding_that_no_case_has_is_refused(desk: Desk, name: str) -> None:
    matters.require_finding(desk.ledger, name)
    case(desk)
    matters.require_finding(desk.ledger, "case-1/3")
    with pytest.raises(NoSuchRecord, match=f"no finding “{name}”"):
        matters.require_finding(desk.ledger, name)


def test_a_problem_and_its_amendment_name_findings_that_are_there(desk: Desk) -> None:
    from yiananlib.services.recording import rectify

    case(desk)
    ref = desk.problem(finding="case-1/1")
    with desk.refuses(NoSuchRecord, "no finding “case-1/9”"):
        desk.problem(finding="case-1/9")
    with desk.refuses(NoSuchRecord, "no finding “case-9/1”"):
        rectify.amend(desk.ledger, desk.context(), ref, {"finding": "case-9/1"}, "更正")
    assert rectify.amend(desk.ledger, desk.context(), ref, {"finding": "case-1/2"}, "更正").state.head.finding


def test_an_organization_does_not_support_what_it_leads(desk: Desk) -> None:
    fields = {"title": "督办", "demand": "报结果", "due": desk.now.date(), "support": ("zjj",)}
    with desk.refuses(UsageProblem, "cannot be a supporting"):
        matters.create(desk.ledger, desk.context(OFFICE), "notice", "zjj", fields, lambda _draft: "x")
