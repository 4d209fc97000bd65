"""An option that takes one value refuses a second, of whichever command it is."""

from collections.abc import Iterator

import click
import pytest

from yiananlib.cli.main import root, run
from yiananlib.cli.once import Once
from yiananlib.cli.table import COMMANDS


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(root)
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert isinstance(command, Once)
        yield name, command


def options() -> Iterator[tuple[str, click.Option]]:
    for name, command in commands():
        for option in command.params:
            if isinstance(option, click.Option):
                yield name, option


SINGLE = [
    (name, option)
    for name, option in options()
    if not (option.multiple or option.count or option.is_flag) and option.nargs == 1
]
SWITCHES = [(name, option) for name, option in options() if option.is_flag and option.secondary_opts]
CHOICES = [
    (name, one, other)
    for name, command in commands()
    for one in command.params
    for other in command.params
    if isinstance(one, click.Option) and isinstance(other, click.Option) and one is not other and one.name == other.name
]


@pytest.mark.parametrize(("name", "option"), SINGLE, ids=lambda value: getattr(value, "name", value))
def test_a_second_value_is_refused(name: str, option: click.Option, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*name.split(), option.opts[0], "1", option.opts[-1], "1"], {}) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert f"{option.opts[0]}" in printed.err
    assert "is given more than once" in printed.err


@pytest.mark.parametrize(("name", "option"), SWITCHES, ids=lambda value: getattr(value, "name", value))
def test_a_switch_is_not_thrown_both_ways(name: str, option: click.Option, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*name.split(), option.opts[0], option.secondary_opts[0]], {}) == 2
    assert "is given more than once" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "one", "other"), CHOICES, ids=lambda value: getattr(value, "opts", value))
def test_of_options_that_exclude_each_other_one_is_given(
    name: str, one: click.Option, other: click.Option, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*name.split(), one.opts[0], other.opts[0]], {}) == 2
    assert f"{one.opts[0]} and {other.opts[0]} contradict each other" in capsys.readouterr().err


def test_there_are_options_of_each_sort() -> None:
    assert len(SINGLE) > 100
    assert SWITCHES
    assert CHOICES


def test_repeatable_options_and_identical_flags_may_be_given_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "--status", "closed", "--status", "passed", "--json", "--json", "--nope"], {}) == 2
    assert "--nope" in capsys.readouterr().err
    assert run(["list", "--json", "--json"], {"YIAN_LEDGER": "/nowhere"}) == 2
    assert "is not a ledger" in capsys.readouterr().err


def test_after_two_dashes_a_word_is_never_taken_for_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    run(["progress", "--by", "zjj/liaison", "--", "--by", "--by"], {"YIAN_LEDGER": "/nowhere"})
    assert "more than once" not in capsys.readouterr().err
