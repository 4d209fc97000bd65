"""A command made of a function: its help, what its values are called, and what it looks at again before it records."""

import click
import pytest

from tests.cli.conftest import Yian
from tests.conventions.test_commands import command
from tests.services.ledgers import Desk
from yiananlib.cli import metavars
from yiananlib.cli.command import Command, yian_command
from yiananlib.cli.table import COMMANDS
from yiananlib.messages import speaking


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_one_whose_help_has_summary_and_examples(name: str) -> None:
    made = command(name)
    assert isinstance(made, Command)
    assert made.help is not None
    assert made.help.startswith(COMMANDS[name])
    assert "\b\nExamples:\n  yian " in made.help
    assert made.examples.startswith("yian ")  # type: ignore[attr-defined]


def test_what_a_value_is_called_is_translated_as_it_is_made() -> None:
    with speaking("zh_CN"):

        @yian_command("note", examples="yian note x y")
        @click.argument("what", metavar="RECORD")
        @click.option("--reason", metavar="TEXT")
        @click.option("--count", type=click.IntRange(1))
        @click.option("--plain", is_flag=True)
        def made(_session: object) -> None: ...

    by_name = {parameter.name: parameter for parameter in made.params}
    context = click.Context(made)
    said = [by_name[name].make_metavar(context) for name in ("what", "reason", "count")]
    assert said == ["记录", "文字", "整数"]
    assert "--plain" in made.get_help(context)
    assert metavars.shown("RECORD") == "RECORD"


def test_what_looks_personal_is_warned_of_before_it_is_recorded_and_a_post_is_none(desk: Desk, yian: Yian) -> None:
    done = yian("add-officer", "zjj", "x", "--post", "张三丰", "--by", "office/liaison")
    assert "looks like" in done.err
    ref = desk.problem()
    done = yian("note", ref, "联系13800138000", "--by", "zjj/liaison")
    assert "looks like a telephone number" in done.err
