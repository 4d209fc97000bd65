"""The table of commands."""

from yiananlib.cli.table import SECTIONS, SUMMARIES, module_of


def test_a_command_stands_in_one_section() -> None:
    assert sum(len(commands) for commands in SECTIONS.values()) == len(SUMMARIES)


def test_a_summary_is_one_sentence() -> None:
    assert all(s.endswith(".") and s[0].isupper() and len(s) < 80 for s in SUMMARIES.values())


def test_the_module_of_a_command_is_named_after_it() -> None:
    assert module_of("look-back") == "yiananlib.cli.commands.look_back"
