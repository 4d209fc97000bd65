"""The JSON of what recording commands return."""

from pathlib import Path

from tests.builders import OFFICE
from tests.render.written import keys, read
from tests.services.ledgers import Desk, asked
from yiananlib.services.reading.lists import list_officers, list_orgs, list_prompts
from yiananlib.services.recording import begin, define, examine
from yiananlib.services.recording.problems import Recorded


def test_a_recorded_problem_has_every_field_of_its_head(desk: Desk) -> None:
    ref = desk.problem(root_cause=None, level=None, goal=None)
    recorded = desk.measure(ref)
    found = read(recorded)
    assert found["root_cause"] is found["goal"] is found["prompt"] is found["finding"] is None
    assert (found["level"], found["support"], found["status"]) == ([], [], "registered")
    assert [e["kind"] for e in found["entries"]] == ["registered", "planned"]
    assert found["entries"][0]["on"] is None
    assert found["measures"][0]["completed"] is None
    assert read([recorded]) == [found]


def test_the_answer_no_lists_the_checks(desk: Desk) -> None:
    ref = desk.problem()
    desk.submit(ref, incomplete="措施未完", wider="")
    desk.review(ref)
    found = read(desk.close(ref))
    assert (found["problem"], found["closed"], found["submitting"]) == (ref, False, False)
    assert list(found["unmet"][0]) == ["code", "missing", "remedy"]


def test_definitions_and_catalogues_have_their_keys(desk: Desk, tmp_path: Path) -> None:
    org = begin.add_org(desk.ledger, desk.context(OFFICE), "new", title="新", head="局长")
    assert {*keys(org)} == {
        "id", "schema", "name", "parent", "function", "order", "members", "until", "merged_into", "officers",
        "uncommitted",
    }  # fmt: skip
    officer = begin.add_officer(desk.ledger, desk.context(OFFICE), "new", "x", post="科员")
    assert keys(officer) == ["id", "post", "role", "email", "since", "until", "uncommitted"]
    assert read(officer)["id"] == "new/x"
    prompt = begin.add_prompt(desk.ledger, desk.context(OFFICE), "查一查新的", aspect="conduct")
    assert keys(prompt) == ["id", "aspect", "text", "uncommitted"]
    assert read(asked(desk.ledger, list_orgs))[0]["id"] == "gov"
    assert read(asked(desk.ledger, lambda index: list_officers(index, "czj")))[0]["id"] == "czj/liaison"
    assert list(read(asked(desk.ledger, list_prompts))[0]) == ["id", "aspect", "text"]
    begun = begin.init_ledger(tmp_path / "other", "云岭", desk.context(None), with_git=False)
    assert keys(begun) == ["ledger", "name", "git", "uncommitted"]


def test_an_examination_and_an_edit_have_their_keys(desk: Desk) -> None:
    progress = examine.progress_of(desk.ledger, "zjj", "2026-1")
    assert keys(progress) == ["org", "round", "subject", "answered", "expected", "open", "problems", "uncommitted"]
    before = define.open_definition(desk.ledger, desk.context(OFFICE), "campaign")
    rejected = read(define.keep(desk.ledger, desk.context(OFFICE), before, "x = "))
    kept = read(define.keep(desk.ledger, desk.context(OFFICE), before, before.text + "\n"))
    assert list(rejected) == list(kept) == ["file", "kept", "findings", "uncommitted"]
    assert (rejected["kept"], kept["kept"]) == (False, True)
    assert list(rejected["findings"][0]) == ["file", "line", "code", "message", "remedy", "level"]


def test_a_recording_says_what_git_did_not_do(desk: Desk) -> None:
    ref = desk.problem()
    state = desk.state(ref)
    assert (
        read(Recorded(state, desk.ledger.campaign(), "index.lock exists", (), {}))["uncommitted"] == "index.lock exists"
    )
