"""The gate and the register of rules: what it asks for, and that a close it allowed stays in order."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE, PARENT
from tests.services.ledgers import Desk
from tests.services.registers import done_rule, rule
from tests.services.repositories import Repository
from yiananlib.errors import NoSuchRecord
from yiananlib.model.finding import Level
from yiananlib.services.recording import close_out, rules
from yiananlib.services.recording.close_out import GateUnmet
from yiananlib.services.recording.problems import Recorded
from yiananlib.services.verifying.verify import verify


def ready(desk: Desk, ref: str, **said: Any) -> str:
    """Bring a problem to the pass, with these words on rules; as incomplete where the rule is not done yet."""
    desk.measure(ref)
    desk.done(ref)
    desk.endorse(ref)
    given: dict[str, Any] = {"effect": "零补办", "wider": "同查", **said}
    done = close_out.submit(desk.ledger, desk.context(), ref, **given)
    if isinstance(done, GateUnmet):
        assert [check.code for check in done.unmet] == ["rule"]
        close_out.submit(desk.ledger, desk.context(), ref, **given, incomplete="制度还在会签")
    desk.review(ref)
    return ref


def unmet(desk: Desk, ref: str) -> list[str]:
    done = desk.close(ref)
    return [check.code for check in done.unmet] if isinstance(done, GateUnmet) else []


def errors(desk: Desk) -> list[str]:
    return [f.code for f in verify(desk.ledger).findings if f.level is Level.ERROR]


def test_without_words_on_rules_the_register_must_answer(desk: Desk) -> None:
    ref = ready(desk, desk.problem())
    assert unmet(desk, ref) == ["rule"]
    listed = rule(desk, problems=[ref])
    assert unmet(desk, ref) == ["rule"]
    rules.decide(desk.ledger, desk.context(), listed, "revise", "无时限")
    assert unmet(desk, ref) == ["rule"]
    rules.issue(desk.ledger, desk.context(), listed, "12号")
    assert unmet(desk, ref) == []
    assert errors(desk) == []


def test_a_rule_that_is_kept_says_why_none_was_made(desk: Desk) -> None:
    ref = ready(desk, desk.problem())
    listed = rule(desk, problems=[ref])
    rules.decide(desk.ledger, desk.context(), listed, "keep", "现行办法已有明文")
    assert unmet(desk, ref) == []
    assert errors(desk) == []


def test_a_rule_that_names_another_problem_does_not_count(desk: Desk) -> None:
    other, ref = desk.problem(title="另一个"), ready(desk, desk.problem())
    done_rule(desk, problems=[other])
    assert unmet(desk, ref) == ["rule"]


def test_a_rule_of_the_organization_above_counts(desk: Desk) -> None:
    ref = ready(desk, desk.problem())
    done_rule(desk, org="gov", by=PARENT, problems=[ref])
    assert unmet(desk, ref) == []
    assert errors(desk) == []


def test_a_rule_that_the_submission_names_must_be_done(desk: Desk) -> None:
    listed = rule(desk)
    name = listed.partition("/")[2]
    ref = ready(desk, desk.problem(), rule=name)
    done = desk.close(ref)
    assert isinstance(done, GateUnmet)
    assert f"the rule {listed}, named in the submission, is not done" in done.unmet[0].missing
    rules.decide(desk.ledger, desk.context(), listed, "keep", "适用")
    assert unmet(desk, ref) == ["rule"]
    rules.issue(desk.ledger, desk.context(), listed, "12号")
    assert unmet(desk, ref) == []
    assert errors(desk) == []


def test_a_rule_may_be_named_with_its_organization(desk: Desk) -> None:
    listed = rule(desk)
    assert unmet(desk, ready(desk, desk.problem(), rule=listed)) == ["rule"]


def test_an_id_that_no_rule_has_is_refused(desk: Desk) -> None:
    ref = desk.problem()
    with desk.refuses(NoSuchRecord, "There is no rule “zzzzzz”"):
        close_out.submit(desk.ledger, desk.context(), ref, effect="x", rule="zzzzzz", wider="y")


@pytest.mark.parametrize("said", [{"rule": "变更审批办法（修订）"}, {"no_rule": "个案"}])
def test_with_words_on_the_rule_the_register_is_not_read(desk: Desk, said: dict[str, str]) -> None:
    ref = ready(desk, desk.problem(), **said)
    desk.write("orgs/zjj/rules/aaaaaa.toml", "x = ")
    assert unmet(desk, ref) == []


def test_what_becomes_of_the_rule_later_leaves_the_close_in_order(desk: Desk) -> None:
    ref = ready(desk, desk.problem())
    listed = done_rule(desk, problems=[ref])
    assert isinstance(desk.close(ref), Recorded)
    desk.now += dt.timedelta(hours=1)
    rules.decide(desk.ledger, desk.context(OFFICE), listed, "abolish", "并入新办法")
    assert errors(desk) == []


def test_a_rule_that_was_done_only_afterwards_does_not_mend_a_close(desk: Desk) -> None:
    ref = ready(desk, desk.problem())
    listed = rule(desk, problems=[ref])
    desk.append(ref, "closed")
    desk.now += dt.timedelta(hours=1)
    rules.decide(desk.ledger, desk.context(), listed, "revise", "无时限")
    rules.issue(desk.ledger, desk.context(), listed, "12号")
    assert errors(desk) == ["gate"]


def test_a_register_that_cannot_be_read_is_no_hindrance_to_verifying(desk: Desk) -> None:
    ref = ready(desk, desk.problem())
    listed = done_rule(desk, problems=[ref])
    assert unmet(desk, ref) == []
    desk.write(f"orgs/{listed.replace('/', '/rules/')}.toml", "x = ")
    assert errors(desk) == ["toml"]


def test_what_a_submission_still_misses_is_said_at_once(desk: Desk) -> None:
    ref = desk.problem()
    done = close_out.submit(desk.ledger, desk.context(), ref, effect="x", wider="y", incomplete="先报主体")
    assert isinstance(done, Recorded)
    assert "rule" in [check.code for check in close_out.outlook(desk.ledger, done, desk.context(LIAISON))]
    done_rule(desk, problems=[ref])
    assert "rule" not in [check.code for check in close_out.outlook(desk.ledger, done, desk.context(LIAISON))]


def without_words(repo: Repository) -> str:
    """Have the ledger commit by itself, bring a problem to the pass without a word on rules, and return it."""
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.commit(OFFICE)
    return ready(repo, repo.problem(title="第三个", symptom="另行"))


def test_history_proves_a_close_that_the_register_allowed(repo: Repository) -> None:
    ref = without_words(repo)
    listed = done_rule(repo, problems=[ref])
    assert isinstance(repo.close(ref), Recorded)
    repo.now += dt.timedelta(hours=1)
    rules.decide(repo.ledger, repo.context(OFFICE), listed, "abolish", "并入新办法")
    assert [f for f in repo.findings() if f.level is Level.ERROR] == []


def test_history_shows_a_close_that_the_register_did_not_allow(repo: Repository) -> None:
    ref = without_words(repo)
    rule(repo, problems=[ref])
    repo.append(ref, "closed")
    repo.commit(OFFICE)
    assert "gate" in repo.codes()
