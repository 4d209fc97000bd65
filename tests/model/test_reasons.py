import datetime as dt
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BaseModel, ValidationError

from tests.builders import START, make_campaign, make_checklist, make_entry, make_head, make_officer
from yiananlib.model.base import Base
from yiananlib.model.campaign import GATE_CODES
from yiananlib.model.org import Officer
from yiananlib.model.reasons import Reason, reasons


def entry_reasons(step: str, **fields: Any) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        make_entry(step, **fields)
    return [r.sentence for r in reasons(caught.value)]


def reason(step: str, **fields: Any) -> str:
    (sentence,) = entry_reasons(step, **fields)
    return sentence


@pytest.mark.parametrize(
    ("step", "fields", "sentence"),
    [
        ("noted", {"colour": "red"}, "“colour” is not a field here"),
        (
            "reviewed:pass",
            {"verdict": "maybe"},
            "“verdict” must be one of 'pass' or 'return', not “maybe”",
        ),
        ("noted", {"note": 3}, "“note” must be text, not “3”"),
        ("noted", {"note": " "}, "“note” must not be empty"),
        ("noted", {"note": "改" * 20_001}, "“note” is longer than 20000 characters"),
        ("endorsed", {"note": "改" * 20_001}, "“note” is longer than 20000 characters"),
        ("noted", {"id": "K7M2QD"}, "“id” does not have the required form: “K7M2QD”"),
        ("planned", {"number": True}, "“number” must be a whole number, not “True”"),
        ("planned", {"number": 0}, "“number” must be at least 1, not “0”"),
        ("planned", {"number": 1000}, "“number” must be at most 999, not “1000”"),
        ("reviewed:pass", {"seen": "x"}, "“seen” must be a list, not “x”"),
        ("closed", {"waived": "rule"}, "“waived” must be a table, not “rule”"),
        ("amended", {"changes": "title"}, "“changes” must be a table, not “title”"),
        (
            "reviewed:pass",
            {"standards": {"1": "yes"}},
            "“1” must be true or false, not “yes”",
        ),
        (
            "noted",
            {"at": "2026-03-12"},
            "“at” must be a time with its UTC offset, such as 2026-03-12T09:30:00+08:00, not “2026-03-12”",
        ),
        (
            "noted",
            {"note": "整改\u202e"},
            "“note” contains the character U+202E, which cannot be displayed safely; leave it out",
        ),
        ("evidenced", {"file": "a\nb"}, "“file” must be a single line without tabs"),
        ("noted", {"by": "liaison"}, "“by” must be an officer, <org>/<officer>, not “liaison”"),
        ("noted", {"by": "zjj/"}, "“by” must not be empty"),
        ("noted", {"by": f"zjj/{'x' * 41}"}, "“by” is longer than 40 characters"),
        ("noted", {"by": "zjj/cafe\u0301"}, "“by” is not in Unicode's composed form (NFC)"),
        (
            "noted",
            {"by": "zjj/a b"},
            (
                "“by” may only have letters, digits, - and _, must begin with a letter or digit and must not"
                " end with a dash; not “zjj/a b”"
            ),
        ),
        (
            "noted",
            {"by": "zjj/con"},
            "“by” must not be “zjj/con”, which some systems reserve for a device",
        ),
        (
            "noted",
            {"at": START.replace(tzinfo=None)},
            "“at” must have an offset from UTC, such as +08:00",
        ),
        (
            "planned",
            {"due": "2026-05-31"},
            "“due” must be a day, such as 2026-06-15, not “2026-05-31”",
        ),
        ("noted", {"on": dt.date(2027, 1, 1)}, "“on” must not be after the day of “at”"),
        (
            "held-accountable",
            {"trigger": "\udcff"},
            "“trigger” is not text: its bytes are not UTF-8",
        ),
    ],
)
def test_each_fault_is_told_in_a_sentence(step: str, fields: dict[str, Any], sentence: str) -> None:
    assert reason(step, **fields) == sentence


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ValidationError) as caught:
        make_head().model_validate({"schema": 1})
    sentences = [r.sentence for r in reasons(caught.value)]
    assert "“title” is missing" in sentences
    assert "“due” is missing" in sentences


def test_every_fault_is_told() -> None:
    assert entry_reasons("planned", number=0, text="", due="x") == [
        "“number” must be at least 1, not “0”",
        "“text” must not be empty",
        "“due” must be a day, such as 2026-06-15, not “x”",
    ]


def test_a_fault_deep_inside_is_named_by_its_field_and_its_path() -> None:
    with pytest.raises(ValidationError) as caught:
        make_checklist().model_validate({"schema": 1, "prompts": [{"id": "p 1"}]})
    first, *_ = reasons(caught.value)
    assert first.path == ("prompts", 0, "id")
    assert first.sentence.startswith("“id” may only have letters")


def test_a_wrong_member_of_a_list_is_named_by_its_list() -> None:
    with pytest.raises(ValidationError) as caught:
        make_head(level=["work", "Political"])
    assert list(reasons(caught.value)) == [Reason(("level", 1), "“level” does not have the required form: “Political”")]


def test_a_wrong_key_of_a_table_is_named_by_itself() -> None:
    assert reason("reviewed:pass", standards={"甲": True}, seen=[], digest="0" * 64) == (
        "“甲” does not have the required form: “甲”"
    )


def test_an_unknown_look_is_refused_with_the_list_of_looks() -> None:
    assert reason("rated", scores={"mood": 3}) == (
        "“mood” must be one of 'development', 'change', 'spirit', 'conduct' or 'satisfaction', not “mood”"
    )
    assert reason("rated", scores={}) == "“scores” must have at least 1 items"


@pytest.mark.parametrize(
    ("gate", "sentence"),
    [
        (
            {"disabled": ["triads"]},
            f"“triads” is not a check of the gate; the checks are {', '.join(GATE_CODES)}",
        ),
        ({"standards": []}, "“standards” must have at least 1 items"),
        ({"standards": ["是否"] * 100}, "“standards” must have at most 99 items"),
    ],
)
def test_a_wrong_gate_is_told(gate: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        make_campaign(gate=gate)
    assert [r.sentence for r in reasons(caught.value)] == [sentence]


def test_a_wrong_address_is_told() -> None:
    with pytest.raises(ValidationError) as caught:
        Officer.model_validate(make_officer("a", email="nobody"))
    assert [r.sentence for r in reasons(caught.value)] == ["“email” must be an e-mail address, not “nobody”"]


def test_a_prompt_that_appears_twice_is_named() -> None:
    prompt = {"id": "p01", "aspect": "political", "text": "一"}
    with pytest.raises(ValidationError) as caught:
        make_checklist().model_validate({"schema": 1, "prompts": [prompt, prompt]})
    assert [r.sentence for r in reasons(caught.value)] == ["the prompt “p01” appears twice"]


def test_a_fault_of_another_type_than_the_model_s_own_is_reported() -> None:
    with pytest.raises(ValidationError) as caught:
        type(make_entry("noted")).model_validate(make_entry("noted").plain() | {"kind": "closed"})
    assert [r.sentence for r in reasons(caught.value)] == ["“kind” must be 'noted', not “closed”"]


def test_a_long_value_is_cut_and_one_that_cannot_be_shown_is_escaped() -> None:
    assert reason("noted", by="x" * 61).endswith(f"not “{'x' * 60}…”")
    assert reason("noted", by="x" * 60).endswith(f"not “{'x' * 60}”")
    assert reason("noted", by="\x1b[31m\u202e").endswith("not “\\u001b[31m\\u202e”")


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert reason("noted", by="{field}").endswith("not “{field}”")


def _odd(value: str) -> str:
    raise ValueError(value)


class Odd(Base):
    """Faults for which there is no sentence of our own."""

    text: Annotated[str, AfterValidator(_odd)] = ""
    number: float = 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "unheard"}, "“text”: Value error, unheard"),
        ({"text": "unheard of"}, "“text”: Value error, unheard of"),
        ({"number": []}, "“number”: Input should be a valid number"),
    ],
)
def test_a_fault_without_our_own_sentence_gets_pydantic_s(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Odd.model_validate(fields)
    assert [r.sentence for r in reasons(caught.value)] == [sentence]


def test_a_value_that_is_not_a_table_is_reported() -> None:
    model: type[BaseModel] = Odd
    with pytest.raises(ValidationError) as caught:
        model.model_validate("x")
    assert [r.sentence for r in reasons(caught.value)] == ["“” must be a table, not “x”"]
