"""What a command needs that does one thing or another."""

from importlib import import_module

import click
import pytest

from yiananlib.cli.table import module_of
from yiananlib.cli.ways import WAYS, Meant, Way, by_option, words

EXTEND = WAYS["extend"]


@pytest.mark.parametrize("name", sorted(WAYS))
def test_what_a_way_names_are_parameters_of_its_command(name: str) -> None:
    params = import_module(module_of(name)).command.params
    names = {param.name for param in params}
    options = {param.opts[0] for param in params if isinstance(param, click.Option)}
    for way in WAYS[name]:
        needs = {one for need in (*way.needs, *way.behalf) for one in need.split("|")}
        assert needs | set(way.takes) <= names
        assert way.option in options | {""}


@pytest.mark.parametrize(
    ("flags", "given", "possible"),
    [
        ([], [], ["", "--grant", "--deny"]), ([], ["until"], ["", "--grant"]), ([], ["reason"], [""]),
        (["--deny"], [], ["--deny"]), (["--deny", "--grant"], [], []), ([], ["reason", "opinion"], []),
        ([], ["problem"], ["", "--grant", "--deny"]),
    ],
)  # fmt: skip
def test_the_given_options_tell_which_action_is_meant(flags: list[str], given: list[str], possible: list[str]) -> None:
    assert [way.option for way in Meant(EXTEND, flags, given).possible()] == possible


def test_a_call_is_complete_if_one_way_has_all_it_needs_or_none_fits() -> None:
    assert not Meant(EXTEND, [], ["until"]).is_whole()
    assert Meant(EXTEND, [], ["until", "reason"]).is_whole()
    assert Meant(EXTEND, ["--grant"], []).is_whole()
    assert not Meant(EXTEND, ["--deny"], ["denied"]).is_whole()
    assert Meant(EXTEND, [], ["reason", "opinion"]).is_whole()
    assert Meant((), [], []).is_whole()


def test_either_of_two_is_enough_and_the_first_is_asked_for() -> None:
    (_called, held) = WAYS["add-meeting"]
    assert Meant((held,), ["--held"], ["attended"]).lacks(held) == ["of"]
    assert Meant((held,), ["--held"], ["attended", "due"]).lacks(held) == []


def test_what_is_done_on_somebody_s_behalf_needs_more() -> None:
    (way,) = WAYS["endorse"]
    assert (Meant((way,), [], []).lacks(way), Meant((way,), [], ["behalf"]).lacks(way)) == ([], ["sheet"])


def test_the_kind_of_thing_named_tells_which_ways_are_possible() -> None:
    meant = Meant(WAYS["notice"], [], [])
    assert [way.option for way in meant.possible("org")] == [""]
    assert "" not in [way.option for way in meant.possible("record")]
    assert len(meant.possible()) == sum(way.offered for way in WAYS["notice"])


def test_ways_are_offered_with_their_words() -> None:
    ways = (Way("", label="Ask"), Way("--grant"))
    assert words(ways, lambda option: option.upper()) == {"": "Ask", "--grant": "--GRANT"}
    assert by_option(ways, "--grant") is ways[1]
    assert by_option(ways, None) is None
