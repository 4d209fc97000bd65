"""The trailers of a commit's message: what is written is read, and read as git reads it."""

import random
from pathlib import Path

import pytest

from tests.builders import LIAISON
from tests.services.repositories import Repository, honest
from tests.trying import tries
from yiananlib.store.trailers import BY, CLOCK, ENTRY, is_given, naming, values, written

LINES = [
    "Yian-By: zjj/liaison", "Yian-By: zjj/head", "yian-by: zjj/liaison", "Yian-By : zjj/liaison", "Yian-By:zjj/head",
    "Yian-By:", " Yian-By: zjj/head", "\tYian-By: zjj/head", "Yian-By: zjj/liaison\r", "Yian-By= zjj/head",
    "Yian-By: zjj/\u00a0liaison", "Yian-By\u00a0: zjj/head", "Signed-off-by: n <n@n>", "Yian-Entry: aaaaaa",
    "(cherry picked from commit 0000)", "# Yian-By: zjj/head", "#", "---", "plain words", "", "", "  ", "\r", "\x0c",
    "Conflicts:", "Yian-By: zjj/head\x0b", "题目", "> Yian-By: zjj/head", "--", "Yian-By: zjj/head\u2028Yian-By: x",
]  # fmt: skip


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return honest(tmp_path / "ledger")


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("by", [LIAISON, None])
def test_what_is_written_is_read(by: str | None, given: bool) -> None:
    lines = written(by, [("problem", "zjj/k7m2qd")], ["3f9k2m", "aaaaaa"], given=given)
    message = "\n".join(["zjj: change", "", *lines, ""])
    assert values(message, BY) == ((by,) if by is not None else ())
    assert values(message, "yian-problem") == ("zjj/k7m2qd",)
    assert values(message, ENTRY) == ("3f9k2m", "aaaaaa")
    assert is_given(message) is given
    assert not is_given(f"zjj: change\n\n{CLOCK}: given, as it says\n")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("zjj: change\n\nYian-By: zjj/liaison\n", ("zjj/liaison",)),
        ("zjj: change\n\n题目\n\nYian-By: zjj/liaison\nYian-Entry: aaaaaa\n\n\n", ("zjj/liaison",)),
        ("zjj: change\n\nYian-By: zjj/liaison\nYian-By: zjj/liaison\n", ("zjj/liaison",)),
        ("zjj: change\n\nYian-By: zjj/liaison\nYian-By: zjj/head\n", ("zjj/liaison", "zjj/head")),
        ("zjj: change\n\nYian-By: zjj/liaison\nYian-By : zjj/head\n", ("zjj/liaison", "zjj/head")),
        ("zjj: change\n\nYian-By: zjj/liaison\n\nSigned-off-by: n\n", ()),
        ("zjj: change\n\nwords\nYian-By: zjj/liaison\n", ()),
        ("Yian-By: zjj/liaison\n", ()),
        ("\n\nYian-By: zjj/liaison\n", ()),
        ("", ()),
        ("zjj: change\n\nYian-By: zjj/\n liaison\n", ("zjj/ liaison",)),
        ("zjj: change\n\nYian-By: zjj/\r\n liaison\n", ("zjj/\r liaison",)),
    ],
)
def test_the_officers_are_those_of_the_last_paragraph(message: str, expected: tuple[str, ...]) -> None:
    assert values(message, BY) == expected


def test_git_reads_no_other_officer_than_is_read_here(repo: Repository) -> None:
    chance = random.Random(5)  # noqa: S311 - messages, not secrets
    messages = [
        "zjj: x\n" + "".join(f"{line}\n" for line in chance.choices(LINES, k=chance.randrange(9)))
        for _n in range(tries(40, in_ci=200, thorough=2000))
    ]
    tree = repo.git("rev-parse", "HEAD^{tree}")
    seen = 0
    for message in messages:
        oid = repo.git("commit-tree", tree, "-F", "-", given=message.encode())
        read = repo.git("log", "-1", "--format=%x01%(trailers:key=Yian-By,valueonly,unfold,separator=%x00)%x01", oid)
        # git's output is stripped by the test's own hand; each value stands between zeros
        git = {value.strip(" \t\r") for value in read.strip("\x01").split("\0")} - {""}
        ours = set(values(message, BY)) - {""}
        assert ours in (set(), git), repr(message)
        seen += bool(ours)
    assert seen


@pytest.mark.parametrize(
    "message",
    [
        "x\n", "", "x\n\nwords\n", "x\n\nYian-By: a/b\n",
        "x\n\nYian-By: a/b\n more\nYian-Entry: aaaaaa\nYian-By: c/d\n",
        "x\n\nSigned-off-by: n\n", "x\n\nwords\n\nyian-by: a/b\n\n\n", "Yian-By: a/b\n",
    ],
)  # fmt: skip
def test_an_officer_named_in_a_message_is_read_back(message: str) -> None:
    assert values(naming(message, LIAISON), BY) == (LIAISON,)
    assert naming(message, LIAISON).startswith(message.split("\n")[0])
