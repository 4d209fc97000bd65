"""Options that commands share."""

import datetime as dt
from pathlib import Path

import click
import pytest

from yiananlib.cli.options import DAY, FOLDER, Choice, given_fields, uniting
from yiananlib.cli.session import Session
from yiananlib.messages import speaking

WORDS = {"minor": "minor", "serious": "serious"}


def test_a_day_is_taken_as_it_is_written() -> None:
    assert DAY.convert("2026-06-15", None, None) == dt.date(2026, 6, 15)
    assert DAY.convert(dt.date(2026, 6, 15), None, None) == dt.date(2026, 6, 15)
    with pytest.raises(click.BadParameter, match="“6月底” is not a day; write it as 2026-06-15"):
        DAY.convert("6月底", None, None)


def test_a_choice_is_taken_by_key_or_by_word() -> None:
    from yiananlib.model.words import SEVERITY_WORDS

    choice = Choice(SEVERITY_WORDS)
    assert choice.convert("serious", None, None) == "serious"
    with speaking("zh_CN"):
        from yiananlib.messages import _

        assert choice.convert(_(SEVERITY_WORDS["serious"]), None, None) == "serious"
        with pytest.raises(click.BadParameter, match="serious"):
            choice.convert("没有", None, None)
    with pytest.raises(click.BadParameter, match="“awful” is not one of minor, serious"):
        Choice(WORDS).convert("awful", None, None)


def test_a_choice_shows_and_completes_its_keys() -> None:
    choice = Choice(WORDS)
    option = click.Option(["--x"], type=choice)
    context = click.Context(click.Command("x"))
    assert choice.get_metavar(option, context) == "[minor|serious]"
    items = choice.shell_complete(context, option, "s")
    assert [item.value for item in items] == ["serious"]


def test_a_folder_is_given_as_a_path(tmp_path: Path) -> None:
    assert FOLDER.convert(str(tmp_path), None, None) == tmp_path
    assert FOLDER.convert("nowhere/at all", None, None) == Path("nowhere/at all")


def test_fields_are_those_given_by_their_names_in_the_file() -> None:
    given = {"title": "一", "symptom": None, "class_": "phased", "cause": "二", "level": (), "support": ("czj",)}
    assert given_fields(given) == {"title": "一", "class": "phased", "root_cause": "二", "support": ("czj",)}


def test_an_option_given_outside_a_session_is_dropped() -> None:
    @uniting
    def nothing() -> None:
        pass

    command = click.command("x")(nothing)
    command.main(["--json"], standalone_mode=False)
    session = Session({})
    command.main([], standalone_mode=False, obj=session)
    assert session.json is False
    command.main(["--json"], standalone_mode=False, obj=session)
    assert session.json is True
