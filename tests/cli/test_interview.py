"""An interview: the way back, what is changed before it is confirmed, and the draft that stays."""

import json
from pathlib import Path
from typing import Any

import click
import pytest

from tests.cli.conftest import Says
from yiananlib.cli.asking import ask_text
from yiananlib.cli.interview import AS_BEFORE, Interview, Question
from yiananlib.cli.line import Back, Plain
from yiananlib.store.drafts import Draft


def question(name: str, **more: Any) -> Question:
    """A question for a text that may be left; on the way back what was answered stands there."""
    return Question(
        name, name, lambda line, _answers, begun: ask_text(line, name, needed=False, begun=begun or ""), **more
    )


QUESTIONS = [question("a"), question("b", applies=lambda answers: answers.get("a") != "no b"), question("c")]


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft(tmp_path / "draft.json")


def test_what_is_given_is_not_asked_for(says: Says, draft: Draft) -> None:
    says("1", "3")
    assert Interview(draft, Plain()).ask(QUESTIONS, {"b": "2"}) == {"a": "1", "b": "2", "c": "3"}


def test_the_way_back_leads_past_what_was_not_asked(says: Says, draft: Draft) -> None:
    says("no b", "<", "1", "2", "3")
    assert Interview(draft, Plain()).ask(QUESTIONS, {}) == {"a": "1", "b": "2", "c": "3"}


def test_on_the_way_back_an_empty_line_keeps_what_was_answered(says: Says, draft: Draft) -> None:
    says("1", "2", "<", "＜", "", "", "3")
    assert Interview(draft, Plain()).ask(QUESTIONS, {}) == {"a": "1", "b": "2", "c": "3"}


def test_before_the_first_question_there_is_none(says: Says, draft: Draft, capsys: pytest.CaptureFixture[str]) -> None:
    says("<", "1", "2", "3")
    assert Interview(draft, Plain()).ask(QUESTIONS, {})["a"] == "1"
    assert "This is the first question." in capsys.readouterr().err

    def leave() -> None:
        raise Back

    says("<")
    with pytest.raises(Back):
        Interview(draft, Plain(), leave).ask(QUESTIONS, {})


def test_an_answer_that_no_longer_applies_is_gone(says: Says, draft: Draft) -> None:
    says("1", "2", "3", "1", "no b", "")
    answers, more = Interview(draft, Plain()).confirmed(QUESTIONS, {})
    assert (answers, more) == ({"a": "no b", "c": "3"}, False)


def test_what_is_confirmed_is_shown_and_may_be_changed(
    says: Says, draft: Draft, capsys: pytest.CaptureFixture[str]
) -> None:
    says("1", "2", "3", "2", "zwei", "<", "drei", "9", "x", "+", "y")
    answers, more = Interview(draft, Plain()).confirmed(QUESTIONS, {})
    assert (answers, more) == ({"a": "1", "b": "zwei", "c": "drei"}, False)
    printed = capsys.readouterr().err
    assert "2. b: zwei" in printed
    assert printed.count("is not one of these") == 3


def test_values_given_are_shown_and_stay_fixed(says: Says, draft: Draft, capsys: pytest.CaptureFixture[str]) -> None:
    says("1", "3", "2", "+")
    answers, more = Interview(draft, Plain()).confirmed(QUESTIONS, {"b": "2"}, more=True)
    assert (answers["b"], more) == ("2", True)
    assert "cannot be changed here" in capsys.readouterr().err


def test_what_was_answered_is_offered_next_time(says: Says, draft: Draft, capsys: pytest.CaptureFixture[str]) -> None:
    says("1", "2")
    with pytest.raises(click.Abort):
        Interview(draft, Plain()).ask(QUESTIONS, {})
    assert "kept as a draft" in capsys.readouterr().err
    talk = Interview(draft, Plain())
    says("", "3", "")
    talk.resume(QUESTIONS, lambda answers: str(answers["a"]))
    answers, _more = talk.confirmed(QUESTIONS, {})
    assert answers == {"a": "1", "b": "2", "c": "3"}
    talk.done(answers)
    assert not draft.path.exists()
    assert talk.before == answers


def test_a_draft_that_is_not_wanted_is_gone(says: Says, draft: Draft) -> None:
    draft.keep({"answers": {"a": "1"}})
    talk = Interview(draft, Plain())
    says("n")
    talk.resume(QUESTIONS, lambda answers: str(answers["a"]))
    assert not draft.path.exists()
    says("", "", "")
    assert talk.ask(QUESTIONS, {}) == {"a": None, "b": None, "c": None}


@pytest.mark.parametrize("data", [b"x", b"[]", b'{"answers": 3}', b'{"answers": {}, "begun": []}' + b"\xff"])
def test_a_draft_that_cannot_be_read_is_said_and_not_in_the_way(
    says: Says, draft: Draft, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    draft.path.write_bytes(data)
    Interview(draft, Plain()).resume(QUESTIONS, str)
    assert "starting afresh" in capsys.readouterr().err


def test_where_no_draft_can_be_kept_that_is_said_once(
    says: Says, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    says("1", "2", "3")
    Interview(Draft(tmp_path / "file" / "draft.json"), Plain()).ask(QUESTIONS, {})
    assert capsys.readouterr().err.count("No draft can be kept") == 1


def test_a_value_taken_over_from_before_may_be_changed_by_itself(says: Says, draft: Draft) -> None:
    same = Question(AS_BEFORE, "", lambda _line, _answers, _begun: {"b": "2", "c": "3"})
    says("1", "3", "drei", "")
    answers, _more = Interview(draft, Plain()).confirmed([QUESTIONS[0], same, *QUESTIONS[1:]], {})
    assert {name: answers[name] for name in "abc"} == {"a": "1", "b": "2", "c": "drei"}


def test_what_is_half_typed_is_kept_with_the_answers(draft: Draft) -> None:
    class Typing(Plain):
        typed = ""

        def read(self, question: str, **more: Any) -> str:
            if question == "b":
                self.typed = "半句"
                raise click.Abort
            return "1"

    with pytest.raises(click.Abort):
        Interview(draft, Typing()).ask(QUESTIONS, {})
    assert json.loads(draft.path.read_bytes())["begun"] == {"b": "半句"}


def test_answers_in_a_draft_that_fit_no_question_are_dropped_and_reported(
    says: Says, draft: Draft, capsys: pytest.CaptureFixture[str]
) -> None:
    known = [Question("a", "甲", lambda *_: "x", fits=lambda said: said == "1"), QUESTIONS[1]]
    known.append(question("c", fits=lambda said: said is None))
    draft.keep({"answers": {"a": 7, "b": "2", "old\x1b[31m": "x"}, "begun": {"a": "half", "c": ["?"]}})
    talk = Interview(draft, Plain())
    says("", "")
    talk.resume(known, str)
    said = capsys.readouterr().err
    assert "甲, old?[31m" in said
    assert talk.ask(known, {}) == {"a": "x", "b": "2", "c": None}


def test_where_nothing_of_a_draft_fits_nothing_is_offered(says: Says, draft: Draft) -> None:
    draft.keep({"answers": {"gone": "1"}})
    Interview(draft, Plain()).resume(QUESTIONS, str)
