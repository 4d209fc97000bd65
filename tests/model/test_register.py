"""What a row of a register says of itself."""

import pytest

from yiananlib.model.register import Field, Takes, options
from yiananlib.model.registers import OPINION


def test_an_option_is_called_by_its_field_or_as_the_row_says() -> None:
    assert Field("sent_to", Takes.LINE).option == "--sent-to"
    assert Field("voice", Takes.LINE, said="--from").option == "--from"
    assert Field("sent_to", Takes.LINE).param == "sent_to"


def test_a_field_is_found_by_its_place() -> None:
    assert OPINION.field("title") is OPINION.title
    assert OPINION.field("assigned.due").takes is Takes.DUE
    with pytest.raises(StopIteration):
        OPINION.field("collected.due")


def test_the_first_step_begins_a_record_and_the_others_follow() -> None:
    assert OPINION.first.moves == {"": "collected"}
    assert OPINION.first not in OPINION.acts
    assert OPINION.step("answered") in OPINION.acts


def test_an_option_that_several_steps_take_is_given_once() -> None:
    twice = OPINION._replace(steps=(*OPINION.steps, OPINION.step("assigned")._replace(name="given")))
    names = [field.option for field in options(twice)]
    assert names == [field.option for field in options(OPINION)]
    assert names[:4] == ["--title", "--from", "--means", "--text"]
