"""`export parquet` and `collect` as they are typed: what they print, and how they end."""

import json
from pathlib import Path

import pytest

from tests.builders import OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import tree
from tests.services.repositories import Repository, honest


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    made = honest(tmp_path / "county")
    made.edit("yian.toml", 'language = "zh_CN"', 'code = "530121"\nlanguage = "zh_CN"')
    made.commit(OFFICE)
    return made


@pytest.fixture
def at(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(repo.root.parent)
    return ["--ledger", str(repo.root)]


@pytest.fixture
def yian(yian: Yian) -> Yian:
    """At a time at which nothing in the repository is ahead."""
    return lambda *words: yian(*words, YIAN_NOW="2026-04-21")


def test_a_county_hands_over_and_a_province_collects(yian: Yian, at: list[str], tmp_path: Path) -> None:
    done = yian("export", "parquet", "530121.zip", *at)
    assert (done.status, done.err) == (0, "")
    assert "total 2, closed 1, overdue 0" in done.out
    assert "valid, files and history" in done.out
    again = yian("export", "parquet", "530121.zip", *at)
    assert (again.status, "unchanged, nothing written" in again.out) == (0, True)
    taken = yian("collect", "lake", "530121.zip")
    assert (taken.status, taken.err) == (0, "")
    assert "530121" in taken.out
    before = tree(tmp_path / "lake")
    assert yian("collect", "lake", "530121.zip").out.startswith("nothing new for lake")
    assert tree(tmp_path / "lake") == before
    top = yian("collect", "top", "lake", "--json")
    assert json.loads(top.out)["ledgers"][0]["outcome"] == "new"
    assert tree(tmp_path / "top") == before


def test_what_is_not_in_order_is_told_by_the_files_and_by_the_history(
    yian: Yian, at: list[str], repo: Repository
) -> None:
    repo.edit(repo.closed_one, "招标文件抽查整改三次催办未报", "改过的标题")
    repo.commit("zjj/liaison")
    done = yian("export", "parquet", "out", *at)
    assert done.status == 1
    assert "head" in done.err or "edited" in done.err
    assert "--allow-findings" in done.err
    assert not Path("out").exists()
    assert "invalid: 2 errors" in yian("export", "parquet", "out", *at, "--allow-findings").out
    assert "not checked" in yian("export", "parquet", "out2", *at, "--unverified").out


def test_json_says_all_that_the_manifest_does(yian: Yian, at: list[str]) -> None:
    said = json.loads(yian("export", "parquet", "out", *at, "--with-names", "--json").out)
    assert said["manifest"] == json.loads(Path("out/manifest.json").read_bytes())
    assert {file["table"] for file in said["manifest"]["files"]} >= {"standings", "problems"}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["export", "parquet"], 2, "DIR"),
        (["export", "parquet", "out", "--code", "5301"], 2, "is not a code: use the six digits"),
        (["export", "parquet", "county/out"], 2, "is inside the ledger, which is only for"),
        (["collect", "lake"], 2, "FILE"),
        (["collect", "lake", "nowhere.zip"], 2, "nowhere.zip"),
        (["collect", "lake", "out", "--without", "530121"], 2, "CODE=REASON"),
        (["collect", "lake", "out", "--without", "530121="], 2, "Say why"),
        (["collect", "lake", "out", "--without", "5=a", "--without", "5=b"], 2, "twice"),
        (["collect", "lake", "out", "--replaces", "530199"], 2, "530199"),
    ],
)
def test_mistyped_words_are_refused(yian: Yian, at: list[str], words: list[str], status: int, said: str) -> None:
    yian("export", "parquet", "out", *at)
    done = yian(*words, *(at if words[0] == "export" else ()))
    assert done.status == status
    assert said in done.err
    assert "Traceback" not in done.err
    assert not Path("lake").exists()


def test_broken_files_end_with_the_status_of_what_cannot_be_read(yian: Yian, at: list[str]) -> None:
    yian("export", "parquet", "out", *at)
    next(Path("out/data").glob("standings-*")).write_bytes(b"")
    done = yian("collect", "lake", "out")
    assert (done.status, done.out) == (4, "")
    assert "data/standings-" in done.err
    done = yian("collect", "lake", "out", "--without", "530121=补报")
    assert (done.status, "530121 was left out: 补报" in done.out) == (0, True)
