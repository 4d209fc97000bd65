"""`help` as it is typed."""

import pytest

from tests.cli.conftest import Yian
from yiananlib.cli.table import SECTIONS
from yiananlib.cli.topics import TOPICS


def test_help_says_what_there_is(yian: Yian) -> None:
    done = yian("help")
    assert (done.status, done.err) == (0, "")
    assert all(f"  {key} " in done.out for key in TOPICS)
    assert all(command in done.out for commands in SECTIONS.values() for command in commands if " " not in command)


def test_help_of_a_command_is_that_command_s(yian: Yian) -> None:
    assert yian("help", "close").out.strip() == yian("close", "--help").out.strip()
    assert yian("help", "export", "xlsx").out.strip() == yian("export", "xlsx", "--help").out.strip()
    assert yian("help", "export").out.strip() == yian("export", "--help").out.strip()


def test_a_word_that_is_both_topic_and_command_shows_both(yian: Yian) -> None:
    out = yian("help", "import").out
    assert out.startswith(TOPICS["import"].title)
    assert "Usage: yian import [OPTIONS]" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["clos"], "“close”"),
        (["nonsense"], "nonsense"),
        (["list", "foo"], "foo"),
        (["export", "foo"], "foo"),
        ([""], "“”"),
    ],
)
def test_unknown_words_are_refused(yian: Yian, words: list[str], said: str) -> None:
    done = yian("help", *words)
    assert (done.status, done.refused) == (2, True)
    assert said in done.err
