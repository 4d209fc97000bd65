"""The options of every command, before it or after it."""

import pytest

from tests.cli.conftest import Yian
from yiananlib.cli.main import root
from yiananlib.cli.table import COMMANDS


@pytest.mark.parametrize("words", [*COMMANDS, "export"])
def test_every_command_takes_the_global_options_but_hides_them_in_its_help(words: str) -> None:
    import click

    command = root.get_command(click.Context(root), words)
    assert command is not None
    found = {option for parameter in command.params for option in parameter.opts if getattr(parameter, "hidden", False)}
    assert {"--lang", "--no-pager"} <= found


def test_help_shows_them_once(yian: Yian) -> None:
    assert yian("--help").out.count("--no-pager") == 1
    assert "--lang" not in yian("list", "--help").out


@pytest.mark.parametrize(
    "arguments",
    [["--lang", "zh", "list"], ["list", "--lang=en"], ["--no-pager", "list"], ["export", "--lang", "中文", "json"]],
)
def test_they_stand_before_the_command_or_after_it(yian: Yian, arguments: list[str]) -> None:
    assert yian(*arguments).status == 0


@pytest.mark.parametrize("arguments", [["--lang", "fr", "list"], ["list", "--lang", ""]])
def test_what_is_no_language_is_refused(yian: Yian, arguments: list[str]) -> None:
    done = yian(*arguments)
    assert done.status == 2
    assert done.refused
    assert "zh, en" in done.err


def test_a_language_of_the_environment_that_there_is_not_is_refused(yian: Yian) -> None:
    done = yian("list", YIAN_LANG="fr")
    assert (done.status, done.refused) == (2, True)
    assert "YIAN_LANG" in done.err
