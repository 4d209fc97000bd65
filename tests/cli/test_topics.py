"""What `yian help` explains: each topic whole, in both languages, and true."""

import re

import pytest

from yiananlib.cli.main import root
from yiananlib.cli.table import COMMANDS
from yiananlib.cli.topics import TOPICS, named, text
from yiananlib.messages import LANGUAGES, speaking
from yiananlib.model.closing import CODES
from yiananlib.model.vocabulary import Function, Role


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", TOPICS)
def test_a_topic_names_commands_and_options_that_there_are(key: str, language: str) -> None:
    import click

    with speaking(language):
        told = text(key)
    for call in re.findall(r"`yian ([^`]+)`", told):
        words = call.split()
        two = " ".join(words[:2])
        name = two if two in COMMANDS else words[0]
        command = root.get_command(click.Context(root), name)
        assert command is not None, call
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= known, call


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gate_is_told_check_by_check(language: str) -> None:
    with speaking(language):
        told = text("gate")
    assert [code for code in CODES if code not in told] == []


def test_roles_and_functions_are_all_told() -> None:
    told = text("roles")
    assert [word for word in (*Function, *Role) if word not in told] == []


def test_the_figures_are_those_of_the_report() -> None:
    from yiananlib.index.figures import DEFINITIONS

    assert all(definition in text("figures") for definition in DEFINITIONS.values())


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("gate", "gate"),
        ("GATE", "gate"),
        ("销号关口", "gate"),
        ("日期", "days"),
        ("figures", "figures"),
        ("Days", "days"),
        ("x", None),
        ("", None),
    ],
)
def test_a_topic_goes_by_its_word_and_its_title(word: str, key: str | None) -> None:
    assert named(word) == key
