"""JSON is a promise: keys are fixed, unset ones are null, and the golden files say which."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import OFFICE
from tests.golden import is_golden
from tests.services.ledgers import Desk, asked
from yiananlib.render import as_json
from yiananlib.services import begin, close_out, define, examine
from yiananlib.services.reading import Listing, Shown, list_officers, list_orgs, list_prompts
from yiananlib.services.recording import Recorded
from yiananlib.services.report import Report
from yiananlib.services.verify import verify


def read(value: object) -> Any:
    text = as_json.text(value)
    assert text.endswith("\n")
    return json.loads(text)


def keys(value: object) -> list[str]:
    return list(read(value))


def test_a_report_is_as_expected(whole: Report, pytestconfig: pytest.Config) -> None:
    is_golden("report.json", as_json.text(whole), pytestconfig)


def test_one_problem_is_as_expected(nasty: Shown, pytestconfig: pytest.Config) -> None:
    is_golden("show.json", as_json.text(nasty), pytestconfig)


def test_a_list_is_as_expected(listing: Listing, pytestconfig: pytest.Config) -> None:
    is_golden("list.json", as_json.text(listing), pytestconfig)


def test_findings_are_as_expected(desk: Desk, pytestconfig: pytest.Config) -> None:
    desk.edit("yian.toml", "disabled = []", 'disabled = ["wider"]')
    desk.write("orgs/zjj/rounds/2026-1.toml", "schema = 1\nopened = 2026-03-12\ncolour = 1\n")
    desk.write("orgs/zjj/evidence/0123456789abcdef-x.pdf", "x")
    is_golden("verify.json", as_json.text(verify(desk.ledger)), pytestconfig)


def test_every_row_has_the_same_keys(listing: Listing, whole: Report) -> None:
    rows = [*read(listing), *read(whole)["problems"]]
    assert len(rows) > 4
    assert len({tuple(row) for row in rows}) == 1


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
    close_out.submit(desk.ledger, desk.occasion(), ref, effect="零补办")
    desk.review(ref, by=OFFICE)
    found = read(desk.close(ref))
    assert (found["problem"], found["closed"]) == (ref, False)
    assert list(found["unmet"][0]) == ["code", "missing", "remedy"]


def test_definitions_and_catalogues_have_their_keys(desk: Desk, tmp_path: Path) -> None:
    org = begin.add_org(desk.ledger, desk.occasion(OFFICE), "new", title="新", head="局长")
    assert {*keys(org)} == {
        "id", "schema", "name", "parent", "function", "order", "members", "officers", "uncommitted",
    }  # fmt: skip
    officer = begin.add_officer(desk.ledger, desk.occasion(OFFICE), "new", "x", post="科员")
    assert keys(officer) == ["id", "post", "role", "email", "since", "until", "uncommitted"]
    assert read(officer)["id"] == "new/x"
    prompt = begin.add_prompt(desk.ledger, desk.occasion(OFFICE), "查一查新的", aspect="conduct")
    assert keys(prompt) == ["id", "aspect", "text", "uncommitted"]
    assert read(asked(desk.ledger, list_orgs))[0]["id"] == "gov"
    assert read(asked(desk.ledger, lambda index: list_officers(index, "czj")))[0]["id"] == "czj/liaison"
    assert list(read(asked(desk.ledger, list_prompts))[0]) == ["id", "aspect", "text"]
    begun = begin.init_ledger(tmp_path / "other", "云岭", desk.occasion(None), with_git=False)
    assert keys(begun) == ["ledger", "name", "git", "uncommitted"]


def test_an_examination_and_an_edit_have_their_keys(desk: Desk) -> None:
    progress = examine.progress_of(desk.ledger, "zjj", "2026-1")
    assert keys(progress) == ["org", "round", "subject", "answered", "expected", "open", "problems", "uncommitted"]
    before = define.open_definition(desk.ledger, desk.occasion(OFFICE), "campaign")
    rejected = read(define.keep(desk.ledger, desk.occasion(OFFICE), before, "x = "))
    kept = read(define.keep(desk.ledger, desk.occasion(OFFICE), before, before.text + "\n"))
    assert list(rejected) == list(kept) == ["file", "kept", "findings", "uncommitted"]
    assert (rejected["kept"], kept["kept"]) == (False, True)
    assert list(rejected["findings"][0]) == ["file", "line", "code", "message", "remedy", "level"]


def test_chinese_is_written_as_it_is(nasty: Shown) -> None:
    assert "住建局" in as_json.text(nasty)


def test_what_no_service_returns_is_a_bug() -> None:
    with pytest.raises((TypeError, KeyError)):
        as_json.text(object())
    with pytest.raises(TypeError):
        as_json._scalar(object())


def test_a_type_that_is_shown_has_a_shape() -> None:
    from yiananlib.render import show

    assert set(as_json._SHAPES) == set(show._LAYOUTS)


def test_a_recording_says_what_git_did_not_do(desk: Desk) -> None:
    ref = desk.problem()
    state = desk.state(ref)
    assert read(Recorded(state, desk.ledger.campaign(), "index.lock exists"))["uncommitted"] == "index.lock exists"
