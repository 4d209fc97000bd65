"""What recording and verifying came to."""

from pathlib import Path

from tests.builders import OFFICE
from tests.services.ledgers import Desk
from yiananlib.model.finding import Finding, Level
from yiananlib.model.vocabulary import Answer
from yiananlib.render import plain
from yiananlib.render.views import outcome
from yiananlib.services.recording import begin, close_out, define, examine
from yiananlib.services.recording.register import Proposal
from yiananlib.services.verifying.verify import Verified, verify


def test_a_record_is_its_name_and_status_on_one_line(desk: Desk) -> None:
    ref = desk.problem()
    assert (
        plain.text(outcome.recorded(desk.measure(ref)))
        == f"{ref}  registered  measure 1: 职务 jianguan, by 2026-05-20\n"
    )


def test_the_gate_says_each_check_and_what_to_do(desk: Desk) -> None:
    ref = desk.problem()
    desk.submit(ref, incomplete="措施未完", wider="")
    desk.review(ref)
    answer = desk.close(ref)
    assert isinstance(answer, close_out.GateUnmet)
    text = plain.text(outcome.gate(answer))
    assert text.count("→") == len(answer.unmet)
    assert all(check.code in text for check in answer.unmet)
    assert text.startswith(f"{ref} cannot be closed yet. Unmet checks: {len(answer.unmet)}")
    text = plain.text(outcome.gate(close_out.GateUnmet(ref, answer.unmet, submitting=True)))
    assert text.startswith(f"{ref} cannot be submitted as complete yet.")


def test_a_new_ledger_comes_with_the_next_three_commands(tmp_path: Path) -> None:
    begun = begin.init_ledger(tmp_path / "云岭", "云岭", Desk(tmp_path).context(None), with_git=False)
    text = plain.text(outcome.begun(begun))
    assert text.count("\nyian ") == 3
    assert f"cd {tmp_path / '云岭'}" in text


def test_a_definition_is_its_name(desk: Desk) -> None:
    org = begin.add_org(desk.ledger, desk.context(OFFICE), "new", title="新", head="局长")
    assert plain.text(outcome.defined(org)).split("\n")[:2] == ["new  unit", "new/head  局长"]
    prompt = begin.add_prompt(desk.ledger, desk.context(OFFICE), "查一查新的", aspect="conduct")
    assert plain.text(outcome.defined(prompt)) == "p13\n"


def test_progress_says_what_is_open_and_what_was_registered(desk: Desk) -> None:
    from tests.services.ledgers import FIELDS

    reply = examine.Reply("p02", Answer.PROBLEM, None, Proposal("zjj", FIELDS))
    found = examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", [reply])
    text = plain.text(outcome.progress(found))
    assert "1 of 12" in text
    assert found.problems[0] in text
    assert "p01" in text
    rest = [examine.Reply(p.id, Answer.CLEAR, "已对照") for p in found.open]
    text = plain.text(outcome.progress(examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", rest)))
    assert "open" not in text
    assert "registered" not in text


def test_an_edit_is_kept_or_says_why_not(desk: Desk) -> None:
    before = define.open_definition(desk.ledger, desk.context(OFFICE), "campaign")
    rejected = define.keep(desk.ledger, desk.context(OFFICE), before, "x = ")
    assert isinstance(rejected, define.Rejected)
    assert "yian.toml:1: error: " in plain.text(outcome.rejected(rejected))
    kept = define.keep(desk.ledger, desk.context(OFFICE), before, before.text + "\n")
    assert isinstance(kept, define.Kept)
    assert "yian.toml" in plain.text(outcome.kept(kept))


def test_findings_stand_one_a_line_with_place_level_code_and_remedy() -> None:
    found = Finding("a.toml", 3, "toml", "不是 TOML", "改正")
    assert outcome.finding(found) == "a.toml:3: error: 不是 TOML [toml] → 改正"
    assert outcome.finding(Finding("a.toml", 0, "x", "y", "", Level.WARNING)) == "a.toml: warning: y [x]"


def test_a_file_with_a_name_that_tricks_terminals_is_shown_without_tricks(desk: Desk) -> None:
    desk.write("orgs/zjj/problems/\x1b[2J\u202ex.toml", "")
    text = plain.text(outcome.verified(verify(desk.ledger)))
    assert "orgs/zjj/problems/?[2J?x.toml: error: " in text
    assert "\x1b" not in text


def test_a_ledger_in_order_is_said_to_be(desk: Desk) -> None:
    assert "is valid" in plain.text(outcome.verified(verify(desk.ledger)))
    finding = Finding("a.toml", 1, "toml", "x")
    text = plain.text(outcome.verified(Verified(3, 1, (finding,))))
    assert "is valid" not in text
    assert "errors: 1" in text or "1 errors" in text
