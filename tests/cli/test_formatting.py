"""Help in lines that fit, in both languages, with nothing left in click's own English."""

import re

import click
import pytest

from tests.warm import COMMAND
from yiananlib.cli import metavars
from yiananlib.cli.formatting import Formatter, printed
from yiananlib.cli.table import COMMANDS
from yiananlib.render.document import width


def written(rows: list[tuple[str, str]], columns: int = 60) -> str:
    formatter = Formatter(width=columns)
    with formatter.indentation():
        formatter.write_dl(rows)
    return formatter.getvalue()


def test_two_columns_by_cells() -> None:
    text = written([("销号", "须先通过销号关口，" * 5), ("-h", "x"), ("nothing", "")], 40)
    assert all(width(line) <= 40 for line in text.split("\n"))
    assert text.split("\n")[0].startswith("  销号     须先")
    assert text.split("\n")[1].startswith("           ")
    assert text.endswith("  -h       x\n  nothing\n")


def test_a_long_name_is_divided_between_its_words_alone() -> None:
    name = "--status [registered 未启动|rectifying 整改中|submitted 申请销号]"
    text = written([(name, "处于该状态"), ("--x", "y")], 50)
    assert [line.strip() for line in text.split("\n")[:2]] == [
        "--status [registered 未启动|rectifying 整改中|", "submitted 申请销号]",
    ]  # fmt: skip
    assert all(width(line) <= 50 for line in text.split("\n"))


def test_paragraphs_are_wrapped_and_examples_are_not() -> None:
    formatter = Formatter(width=30)
    formatter.write_text(
        "把时限之前的问题都列出来，包括 --due-within 的。\n\n\b\nExamples:\n  yian list --due-within 7 --overdue"
    )
    lines = formatter.getvalue().split("\n")
    assert lines[-2] == "  yian list --due-within 7 --overdue"
    assert all(width(line) <= 30 for line in lines[:-2])


def test_a_line_of_usage_goes_on_below() -> None:
    formatter = Formatter(width=30)
    formatter.write_usage("yian", "[OPTIONS] PROBLEM NOTE FILE...")
    assert formatter.getvalue() == "Usage: yian [OPTIONS] PROBLEM\n            NOTE FILE...\n"


PROGRAM = """
import os, sys
from yiananlib import messages
messages.install(sys.argv[1], os.environ)
from yiananlib.cli.main import run
from yiananlib.cli.table import COMMANDS
for name in ["", *COMMANDS]:
    print("#", name)
    assert run([*name.split(), "--help"], {}) == 0
"""


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def pages(request: pytest.FixtureRequest) -> tuple[str, dict[str, list[str]]]:
    """A language, and in it the help of each command at 80 columns, by lines."""
    import os
    import subprocess

    environ = os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"}
    environ.pop("LANGUAGE", None)
    done = subprocess.run(
        [COMMAND[0], "-c", PROGRAM, request.param], capture_output=True, encoding="utf-8", env=environ, check=True
    )
    pages = (page.split("\n") for page in done.stdout.split("# ")[1:])
    return request.param, {lines[0]: lines[1:] for lines in pages}


def test_no_line_of_help_is_longer_than_the_screen_but_examples(pages: tuple[str, dict[str, list[str]]]) -> None:
    _language, found = pages
    assert len(found) == len(COMMANDS) + 1
    for name, lines in found.items():
        long = [line for line in lines if width(line) > 80 and not line.startswith("    yian ")]
        assert long == [], name


def test_no_name_of_an_option_is_split(pages: tuple[str, dict[str, list[str]]]) -> None:
    for lines in pages[1].values():
        assert [line for line in lines if re.search(r"(?<![\w-])--?$|\s--?\w[\w-]*-$", line)] == []


def test_chinese_help_has_no_words_of_click(pages: tuple[str, dict[str, list[str]]]) -> None:
    language, found = pages
    if language != "en":
        words = re.compile(r"OPTIONS|ARGS|INTEGER|BOOLEAN|FILENAME|DIRECTORY|Usage|default:|选项:")
        assert [(name, line) for name, lines in found.items() for line in lines if words.search(line)] == []


def test_what_an_option_takes_is_said_in_the_language_of_help(pages: tuple[str, dict[str, list[str]]]) -> None:
    language, found = pages
    words = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(metavars.WORDS)})(?![A-Za-z])")
    lines = [(name, line) for name, lines in found.items() for line in lines if "第 N 条" not in line]
    english = [line for line in lines if words.search(line[1])]
    assert len(english) > 100 if language == "en" else english == []


def test_help_in_a_pipe_is_printed_and_without_a_session_too(capsys: pytest.CaptureFixture[str]) -> None:
    printed("帮助\n", None)
    assert capsys.readouterr().out == "帮助\n"


def test_numbers_and_usage_are_called_by_words_of_ours() -> None:
    from yiananlib.cli.main import root
    from yiananlib.messages import _

    for name in COMMANDS:
        command = root.get_command(click.Context(root), name)
        assert command is not None
        assert command.options_metavar == _("[OPTIONS]")
        for parameter in command.params:
            if isinstance(parameter.type, click.IntRange):
                assert parameter.type.name == _("whole number")
