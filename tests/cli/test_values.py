"""Values as people type them, and as every option that takes one reads them."""

import datetime as dt
from pathlib import Path

import click
import pytest

from tests.conventions.test_commands import command
from tests.services.ledgers import Desk
from yiananlib.cli.main import root
from yiananlib.cli.session import Session
from yiananlib.cli.table import COMMANDS
from yiananlib.cli.values import DAY, FOLDER, Choice, Due
from yiananlib.messages import everywhere, speaking

WORDS = {"minor": "minor", "serious": "serious"}


def test_a_day_is_taken_as_it_is_written(desk: Desk) -> None:
    assert DAY.convert("2026-06-15", None, None) == dt.date(2026, 6, 15)
    assert DAY.convert(dt.date(2026, 6, 15), None, None) == dt.date(2026, 6, 15)
    with pytest.raises(click.BadParameter, match="“6月” is more than a day; give only the day"):
        DAY.convert("6月", None, at_the_desk(desk))


def at_the_desk(desk: Desk) -> click.Context:
    environ = {"YIAN_LEDGER": str(desk.root), "YIAN_NOW": "2026-03-12"}
    return click.Context(click.Command("x"), obj=Session(environ))


ASKED = [
    pytest.param(option, id=f"{name} {option.opts[0]}")
    for name in COMMANDS
    for option in command(name).params
    if isinstance(option, click.Option) and option.make_metavar(click.Context(root)) == "DAY"
]
"""Every option of every command that takes a day."""

SAID = {
    "2026-06-30": "2026-06-30", "2026/6/30": "2026-06-30", "2026.6.30": "2026-06-30", "2026年6月30日": "2026-06-30",
    "6月30日": "2026-06-30", "6月底": "2026-06-30", "２０２６－０６－３０": "2026-06-30",
    "２０２６年６月３０日": "2026-06-30",
    "20260630": "2026-06-30", "二〇二六年六月三十日": "2026-06-30", "今天": "2026-03-12", "明天": "2026-03-13",
    "2026年底": "2026-12-31",
}  # fmt: skip


def test_days_are_asked_for_by_many_commands() -> None:
    assert len(ASKED) >= 20


@pytest.mark.parametrize("option", ASKED)
def test_every_option_that_takes_a_day_reads_it_as_people_write_it(desk: Desk, option: click.Option) -> None:
    context = at_the_desk(desk)
    session = context.obj
    for said, day in SAID.items():
        found = option.type.convert(said, option, context)
        assert str(session.due(found) if isinstance(option.type, Due) else found) == day, said


@pytest.mark.parametrize("option", ASKED)
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2026-02-30", "does not exist"),
        ("2026年13月1日", "does not exist"),
        ("6月前", ""),
        ("15", ""),
        ("46086", ""),
    ],
)
def test_every_option_that_takes_a_day_refuses_what_is_none(
    desk: Desk, option: click.Option, said: str, why: str
) -> None:
    with pytest.raises(click.BadParameter, match=f"“{said}”.*{why}"):
        option.type.convert(said, option, at_the_desk(desk))


@pytest.mark.parametrize("option", ASKED)
@pytest.mark.parametrize("said", ["15日内", "2个工作日", "立行立改", "第二季度", "6月底前"])
def test_deadlines_alone_take_lengths_of_time(desk: Desk, option: click.Option, said: str) -> None:
    context = at_the_desk(desk)
    if isinstance(option.type, Due):
        assert option.type.convert(said, option, context) == said
    else:
        with pytest.raises(click.BadParameter, match="more than a day"):
            option.type.convert(said, option, context)


def test_no_option_with_a_day_is_read_by_the_clock_s_own_form_alone() -> None:
    for name in COMMANDS:
        for option in command(name).params:
            assert option.metavar != "DAY"  # then it would be text


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


CHOSEN = [
    pytest.param(option, id=f"{name} {option.opts[0]}")
    for name in COMMANDS
    for option in command(name).params
    if isinstance(option.type, Choice)
]


def test_words_of_ours_are_offered_by_keys_and_words_alike() -> None:
    names = {"--format", "--only", "--engine"}  # names of formats, two words of import, and programs
    bare = [
        (name, option.opts[0])
        for name in COMMANDS
        for option in command(name).params
        if isinstance(option.type, click.Choice) and isinstance(option, click.Option) and option.opts[0] not in names
    ]
    assert bare == []
    assert len(CHOSEN) >= 20


@pytest.mark.parametrize("option", CHOSEN)
def test_every_option_of_a_few_words_takes_keys_and_words_of_both_languages(option: click.Option) -> None:
    assert isinstance(option.type, Choice)
    for key, word in option.type.words.items():
        for said in (str(key), *everywhere(word)):
            assert option.type.convert(said, option, None) == key
    with speaking("zh_CN"):
        shown = option.type.get_metavar(option, click.Context(click.Command("x")))
        assert all(str(key) in shown and everywhere(word)[-1] in shown for key, word in option.type.words.items())
        with pytest.raises(click.BadParameter) as raised:
            option.type.convert("没有这个", option, None)
        assert all(everywhere(word)[-1] in str(raised.value) for word in option.type.words.values())
