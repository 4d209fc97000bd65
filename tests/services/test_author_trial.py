"""On whose behalf a commit was made: what its message says at its end, as git reads it."""

import random
from pathlib import Path

import pytest

from tests.builders import HEAD, LIAISON, OFFICE
from tests.services.ledgers import new_desk
from tests.services.repositories import Repository, honest, progressed
from tests.trying import tries
from yiananlib.services.author_trial import named

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


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("zjj: change\n\nYian-By: zjj/liaison\n", ("zjj/liaison",)),
        ("zjj: change\n\n题目\n\nYian-By: zjj/liaison\nYian-Entry: aaaaaa\n\n\n", ("zjj/liaison",)),
        ("zjj: change\n\nYian-By: zjj/liaison\nYian-By: zjj/liaison\n", ("zjj/liaison",)),
        ("zjj: change\n\nYian-By: zjj/liaison\nYian-By: zjj/head\n", ("zjj/liaison", "zjj/head")),
        ("zjj: change\n\nYian-By: zjj/liaison\n\nSigned-off-by: n\n", ()),
        ("zjj: change\n\nwords\nYian-By: zjj/liaison\n", ()),
        ("Yian-By: zjj/liaison\n", ()),
        ("\n\nYian-By: zjj/liaison\n", ()),
        ("", ()),
        ("zjj: change\n\nYian-By: zjj/\n liaison\n", ("zjj/ liaison",)),
    ],
)
def test_the_officers_are_those_of_the_last_paragraph(message: str, expected: tuple[str, ...]) -> None:
    assert named(message) == expected


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
        said = repo.git("cat-file", "commit", oid).partition("\n\n")[2]
        read = repo.git("log", "-1", "--format=%x01%(trailers:key=Yian-By,valueonly,unfold,separator=%x00)%x01", oid)
        # git's output is stripped by the test's own hand; each value stands between zeros
        git = {value.strip(" \t\r") for value in read.strip("\x01").split("\0")} - {""}
        ours = set(named(said + "\n")) - {""}
        assert ours in (set(), git), repr(message)
        seen += bool(ours)
    assert seen


def test_a_commit_that_brings_nothing_needs_no_officer(repo: Repository) -> None:
    repo.write("README.md", "x")
    repo.commit()
    assert repo.findings() == ()


def test_a_merge_that_brings_nothing_of_its_own_needs_no_officer(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "-b", "side")
    repo.recorded(LIAISON, lambda: repo.problem(title="旁支"))
    repo.git("checkout", "--quiet", "main")
    repo.recorded(LIAISON, lambda: repo.problem(title="主干"))
    repo.git("merge", "--quiet", "--no-edit", "side")
    assert repo.findings() == ()


def test_what_two_recorded_is_not_one_commit(repo: Repository) -> None:
    progressed(repo, repo.open_one)
    repo.append(repo.ref(repo.closed_one), "noted", OFFICE, note="已阅")
    repo.commit(LIAISON)
    (found,) = repo.findings()
    assert found.code == "by"
    assert OFFICE in found.message


@pytest.mark.parametrize("by", [None, "", f"{LIAISON}\nYian-By: {HEAD}"])
def test_the_refusal_says_what_helps(repo: Repository, by: str | None) -> None:
    progressed(repo, repo.open_one)
    repo.commit(by)
    (found,) = repo.findings()
    assert found.code == "by"
    assert "`yian sync`" in found.remedy
    assert f"Yian-By: {LIAISON}" in found.remedy


def test_of_the_entries_with_which_a_ledger_begins_nobody_is_vouched_for(tmp_path: Path) -> None:
    desk = Repository(new_desk(tmp_path / "ledger").root)
    desk.problem()
    desk.git("init", "--quiet", "--initial-branch=main")
    desk.commit(OFFICE)
    proved = desk.proved()
    assert [f.code for f in proved.findings] == ["unvouched"]
    assert "1 " in proved.findings[0].message
    assert proved.in_order
