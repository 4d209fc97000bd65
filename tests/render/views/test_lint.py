"""Findings as documents and as JSON."""

import json

import pytest

from tests.builders import record_id
from tests.index.held import held
from tests.render.county import NASTY
from tests.render.written import json_text
from tests.services.linting import LATER, story
from yiananlib.messages import speaking
from yiananlib.model.lint import CODES
from yiananlib.model.problem import Problem
from yiananlib.render import plain
from yiananlib.render.views.lint import lint as laid_out
from yiananlib.services.reading.lint import Linted, lint

MEASURE = "每月抽查十个项目并在全局通报"


def planned(number: int, text: str, *, explained: bool = False) -> Problem:
    made = story(number)
    made.add("planned", number=1, text=text)
    if explained:
        made.add("explained", code="same-measure", reason="同一个项目")
    return made.problem


def linted(*problems: Problem, everything: bool = False) -> Linted:
    """Return what is found but that all of them are overdue long since, for which nobody says a reason."""
    return lint(held(problems), LATER, codes=[code for code in CODES if code != "no-reason"], everything=everything)


def test_a_finding_is_a_sentence_with_its_evidence_below_its_code() -> None:
    text = plain.text(laid_out(linted(planned(0, MEASURE), planned(1, MEASURE + "。"))))
    first, second = (f"zjj/{record_id(n)}" for n in (0, 1))
    assert text.split("\n") == [
        "The same measure in different problems [same-measure]: 1",
        "",
        f"- The same measure, or nearly, is planned for {first}, {second}. Does it fit each of them? [100.00% similar]",
        f"    {first}, measure 1: {MEASURE}",
        f"    {second}, measure 1: {MEASURE}。",
        "",
        "as of 2027-01-06: to be answered: 1, answered: 0",
        "",
    ]


def test_where_nothing_is_found_only_the_count_is_told() -> None:
    assert plain.text(laid_out(linted())) == "as of 2027-01-06: to be answered: 0, answered: 0\n"


def test_much_evidence_is_cut_and_counted() -> None:
    text = plain.text(laid_out(linted(*(planned(n, MEASURE) for n in range(9)))))
    assert text.count(", measure 1: ") == 6
    assert "    and 3 more; --json shows all\n" in text


def test_an_answer_is_shown_with_who_gave_it() -> None:
    problems = [planned(n, MEASURE, explained=True) for n in range(2)]
    assert plain.text(laid_out(linted(*problems))) == "as of 2027-01-06: to be answered: 0, answered: 1\n"
    text = plain.text(laid_out(linted(*problems, everything=True)))
    assert "    answered by 住建局 职务 liaison on 2026-03-12: 同一个项目\n" in text


def test_long_texts_and_line_breaks_are_cut_to_one_line() -> None:
    text = plain.text(laid_out(linted(*(planned(n, f"{NASTY}\n" + "甲" * 200) for n in range(2)))))
    assert max(map(len, text.split("\n"))) < 200
    assert "甲…" in text
    assert NASTY in text


def test_what_was_recorded_late_is_told_in_words() -> None:
    made = story(0).has("submitted")
    made.clock = made.clock.replace(month=9)
    made.add("reviewed:pass", on=made.entries[0].on)
    text = plain.text(laid_out(linted(made.problem)))
    assert "pass the review, 2026-03-12" in text


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_code_has_words(language: str) -> None:
    with speaking(language):
        assert len({str(word) for word in CODES.values()}) == len(CODES)


def test_json_has_the_same_keys_for_every_finding() -> None:
    problems = [planned(0, MEASURE, explained=True), planned(1, MEASURE, explained=True), planned(2, "加强领导")]
    found = json.loads(json_text(linted(*problems, everything=True)))
    assert list(found) == ["as_of", "org", "open", "answered", "findings"]
    assert (found["as_of"], found["org"], found["open"], found["answered"]) == (LATER.isoformat(), None, 1, 1)
    same, empty = found["findings"]
    keys = ["code", "sentence", "problems", "orgs", "evidence", "similarity", "answered"]
    assert list(same) == list(empty) == keys
    assert (same["similarity"], empty["similarity"], empty["answered"]) == (1.0, None, None)
    assert same["answered"] == {"by": "zjj/liaison", "on": "2026-03-12", "reason": "同一个项目"}
    assert empty["evidence"] == [
        {"problem": f"zjj/{record_id(2)}", "measure": 1, "text": "加强领导", "file": None, "day": None}
    ]
