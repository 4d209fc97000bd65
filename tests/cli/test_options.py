"""Options that commands share."""

import click
import pytest

from yiananlib.cli.options import given_fields, given_waivers, uniting
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem


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


def test_waivers_are_codes_with_reasons_each_once() -> None:
    assert given_waivers(["wider = 仅此一处", "rule=a=b"]) == {"wider": "仅此一处", "rule": "a=b"}
    assert given_waivers([]) == {}
    for wrong in (["wider"], ["wider=一", " wider=二"]):
        with pytest.raises(UsageProblem, match=r"CODE=REASON|twice"):
            given_waivers(wrong)
