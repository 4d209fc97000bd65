"""The rows of registers are whole: whatever one names is there, and nothing is told in two ways."""

import pytest

from yiananlib.model import field_words, meaning
from yiananlib.model.register import Register, Takes, options
from yiananlib.model.register_names import CALLED
from yiananlib.model.registers import ALL, CHOICES, VERBS, WAITS
from yiananlib.store import kinds

every = pytest.mark.parametrize("register", ALL, ids=lambda register: register.name)


@every
def test_each_status_has_a_word_and_can_be_reached(register: Register) -> None:
    reached = {status for step in register.steps for status in step.moves.values()}
    assert reached == set(register.status_words)
    left = {status for step in register.steps for status in step.moves} - {""}
    assert left <= reached
    assert set(register.open) < reached or set(register.open) == reached


@every
def test_only_its_first_step_begins_a_record(register: Register) -> None:
    assert [step for step in register.steps if "" in step.moves] == [register.first]
    assert not register.first.fields


@every
def test_columns_days_queues_and_figures_name_only_existing_fields_and_statuses(register: Register) -> None:
    for place in (*register.columns, *([register.lies_with] if register.lies_with else [])):
        assert register.field(place)
    if register.awaits is not None:
        assert register.field(register.awaits[0]).takes is Takes.DUE
        assert set(register.awaits[1]) <= set(register.open)
    statuses = {status for wait in register.waits for status in wait.statuses}
    statuses |= {status for count in register.counts for status in count.statuses}
    assert statuses | set(register.turns) <= set(register.status_words)
    assert register.counts


@every
def test_each_option_is_explained_and_says_one_thing(register: Register) -> None:
    fields = [*register.head, *(field for step in register.acts for field in step.fields)]
    takes: dict[str, set[tuple[Takes, bool]]] = {}
    for field in fields:
        if not field.help:  # what no option gives is kept beside a file
            assert field.takes in (Takes.DIGEST, Takes.COUNT), field.name
            continue
        takes.setdefault(field.option, set()).add((field.takes, field.many))
    assert [option for option, kinds_ in takes.items() if len(kinds_) > 1] == []
    assert len({field.param for field in options(register)}) == len({field.option for field in fields if field.help})


@every
def test_a_step_is_said_by_an_option_that_no_other_needs(register: Register) -> None:
    saying = [step.fields[0] for step in register.acts]
    assert all(field.needed for field in saying)
    options_ = [field.option for field in saying]
    assert len(set(options_)) == len(options_)
    assert not set(options_) & {field.option for field in register.head}


@every
def test_each_field_has_a_word_of_its_own(register: Register) -> None:
    for place, fields in [(register.name, register.head), *((step.name, step.fields) for step in register.steps)]:
        assert all(field_words.word(field.name, place) for field in fields)
    titles = [field_words.word(place.rpartition(".")[2], place.rpartition(".")[0] or register.name)
              for place in register.columns]  # fmt: skip
    assert len(set(titles)) == len(titles)


@every
def test_its_words_can_be_told_apart(register: Register) -> None:
    for field in register.head:
        for key, word in field.words.items():
            assert meaning.key_of(dict(field.words), word) == key


@every
def test_a_register_is_a_kind_of_record(register: Register) -> None:
    assert kinds.MATTERS[register.name].plural == register.folder


def test_no_name_is_used_twice() -> None:
    assert len({register.folder for register in ALL}) == len(ALL)
    assert len(VERBS) == sum(len(register.steps) for register in ALL)
    assert len(WAITS) == sum(len(register.waits) for register in ALL)
    fields = [field for register in ALL for field in register.head if field.takes is Takes.CHOICE]
    assert len(CHOICES) == len(fields)


def test_the_names_are_those_of_the_rows_in_their_order() -> None:
    assert [(one.name, one.folder, one.word) for one in ALL] == [(name, *one[:2]) for name, one in CALLED.items()]
