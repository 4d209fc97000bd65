"""A county whose office and inspectors have one officer each: nothing comes to a dead end, and the proof agrees."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yiananlib.cli.main import run

OFFICER = {"zjj": "zjj/liaison", "bgs": "bgs/head", "jw": "jw/head"}
JUDGE = {"zjj": "bgs/head", "bgs": "jw/head", "jw": "bgs/head"}
"""Who passes, and closes what another passed, of a problem of each organization."""

Yian = Callable[..., Any]


class County:
    """A ledger in git and its clock; every command is run in this process."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys
        self.now = "2026-03-02T09:00:00+08:00"

    def __call__(self, *arguments: str, status: int = 0) -> str:
        environ = {**os.environ, "YIAN_LEDGER": str(self.root), "YIAN_NOW": self.now, "YIAN_SEED": "small"}
        environ.pop("YIAN_BY", None)
        self.capsys.readouterr()
        ended = run([*arguments], environ)
        printed = self.capsys.readouterr()
        assert ended == status, (arguments, ended, printed)
        return printed.out if ended == 0 else printed.out + printed.err

    def at(self, day: str) -> None:
        self.now = f"{day}T09:00:00+08:00"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger before the first problem."""
    root = tmp_path_factory.mktemp("small") / "ledger"
    environ = {**os.environ, "YIAN_LEDGER": str(root), "YIAN_NOW": "2026-03-01T09:00:00+08:00", "YIAN_SEED": "small"}
    subprocess.run(["git", "init", "-q", str(root)], check=True, capture_output=True)
    for arguments in (
        ["init", str(root), "--name", "小县"],
        ["add-org", "bgs", "--name", "办公室", "--function", "office", "--head", "主任"],
        ["add-org", "jw", "--name", "纪委", "--function", "inspector", "--head", "书记", "--by", "bgs/head"],
        ["add-org", "zjj", "--name", "住建局", "--head", "局长", "--liaison", "联络员", "--by", "bgs/head"],
    ):
        assert run(arguments, environ) == 0
    return root


@pytest.fixture
def yian(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(made, tmp_path / "ledger")
    (tmp_path / "核验表.txt").write_text("12个项目", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return County(tmp_path / "ledger", capsys)


def registered(yian: County, org: str, *more: str) -> str:
    yian.at("2026-03-12")
    by = OFFICER[org]
    made = yian(
        "add-problem", org, "--title", "先干后批", "--symptom", "抽查12个项目，5个变更先干后批", "--kind", "drifting",
        "--cause", "政令意识不强", "--level", "political", "--goal", "零补办", "--due", "2026-06-15",
        "--leader", "head", "--owner", by.partition("/")[2], *more, "--by", by, "--json",
    )  # fmt: skip
    found = json.loads(made)
    problem: str = (found[0] if isinstance(found, list) else found)["id"]
    yian("add-measure", problem, "逐项补办变更审批", "--owner", by, "--due", "2026-05-31", "--by", by)
    return problem


@pytest.mark.parametrize("grave", [False, True])
@pytest.mark.parametrize("org", ["zjj", "bgs", "jw"])
def test_a_problem_goes_the_whole_way(yian: County, org: str, grave: bool) -> None:
    by, judge = OFFICER[org], JUDGE[org]
    passes = "jw/head" if grave and org == "zjj" else judge
    p = registered(yian, org, *(("--field", "tender") if grave else ()))
    yian("extend", p, "--until", "2026-07-01", "--reason", "待评审", "--by", by)
    yian("extend", p, "--grant", "--by", judge)
    yian.at("2026-05-20")
    yian("done", p, "1", "--evidence", "核验表.txt", "--by", by)
    yian("submit", p, "--effect", "二季度零补办", "--rule", "审批办法", "--wider", "同查43个项目", "--by", by)
    yian("endorse", p, "--by", f"{org}/head")
    standards = [word for n in range(1, 5) for word in ("--standard", f"{n}=yes")] if grave else []
    yian.at("2026-05-25")
    if org != "zjj":
        for wrong in (["review", p, "--pass", "--opinion", "属实"], ["void", p, "--reason", "重复"]):
            assert "somebody else" in (said := yian(*wrong, "--by", by, status=5)) or "judge the " in said
    yian("review", p, "--pass", "--opinion", "逐项核对", *standards, "--by", passes)
    yian.at("2026-05-26")
    yian("close", p, "--by", judge)
    yian.at("2026-08-30")
    yian("look-back", p, "--held", "--opinion", "抽查未反弹", "--by", judge)

    figures = json.loads(yian("report", "--json"))["figures"]
    assert (figures["closed"], figures["waived"], figures["one_hand"]) == (1, 0, 0)
    assert figures["sole"] == int(grave and org != "zjj")
    assert json.loads(yian("show", p, "--json"))["status"] == "closed"
    assert yian("verify", "--history")


def test_the_reviewer_does_not_close_if_another_officer_is_in_office(yian: County) -> None:
    p = registered(yian, "bgs", "--field", "tender")
    yian("add-officer", "jw", "shi-1", "--post", "监督室主任", "--by", "bgs/head")
    yian.at("2026-05-20")
    yian("done", p, "1", "--evidence", "核验表.txt", "--by", "bgs/head")
    yian("submit", p, "--effect", "零补办", "--rule", "审批办法", "--wider", "同查", "--by", "bgs/head")
    yian("endorse", p, "--by", "bgs/head")
    standards = [word for n in range(1, 5) for word in ("--standard", f"{n}=yes")]
    yian("review", p, "--pass", "--opinion", "逐项核对", *standards, "--by", "jw/head")
    refusal = yian("close", p, "--by", "jw/head", status=5)
    assert "somebody else must close it, such as " in refusal
    assert "监督室主任 (jw/shi-1)" in refusal
    yian("close", p, "--by", "jw/shi-1")
    assert json.loads(yian("report", "--json"))["figures"]["sole"] == 0


def test_what_one_officer_typed_for_a_unit_and_judged_is_counted_and_asked_about(yian: County) -> None:
    """The office has one officer, the unit no computer: it is allowed, and every report and `lint` say so."""
    p = registered(yian, "zjj")
    hand = ("--by", "bgs/head")
    yian.at("2026-05-20")
    yian("done", p, "1", "--evidence", "核验表.txt", "--for", "zjj/liaison", *hand)
    yian(
        "submit", p, "--effect", "零补办", "--rule", "审批办法", "--wider", "同查", "--for", "zjj/liaison", *hand
    )  # fmt: skip
    assert "requires the signed sheet" in yian("endorse", p, "--for", "zjj/head", *hand, status=5)
    yian("endorse", p, "--for", "zjj/head", "--evidence", "核验表.txt", *hand)
    yian("review", p, "--pass", "--opinion", "现场核对", *hand)
    yian("close", p, *hand)
    found = json.loads(yian("report", "--json"))
    assert (found["figures"]["one_hand"], found["figures"]["sole"]) == (1, 0)
    assert [sign["code"] for sign in json.loads(yian("lint", "--json", status=1))["findings"]].count("one-hand") == 1
    shown = yian("show", p)
    assert "(typed by " in shown
    entries = json.loads(yian("show", p, "--json"))["entries"]
    assert {e["kind"]: e["for"] for e in entries if e.get("for")} == {
        "completed": "zjj/liaison", "evidenced": "zjj/liaison", "submitted": "zjj/liaison", "endorsed": "zjj/head",
    }  # fmt: skip
    assert "(typed by " in yian("log")
    assert yian("verify", "--history")


def test_a_notice_is_answered_by_the_unit_and_not_by_a_left_over_name(yian: County) -> None:
    registered(yian, "zjj")
    made = json.loads(
        yian(
            "notice",
            "zjj",
            "--title",
            "督办",
            "--demand",
            "报结果",
            "--due",
            "2026-04-01",
            "--by",
            "bgs/head",
            "--json",
        )
    )
    n = made["id"]
    assert "may not do this" in yian("reply", n, "已核验", "--by", "bgs/head", status=5)
    assert "requires the document" in yian("reply", n, "已核验", "--for", "zjj/head", "--by", "bgs/head", status=5)
    yian("reply", n, "已核验", "--for", "zjj/head", "--document", "住建发3号", "--by", "bgs/head")
    yian("reply", n, "再报一次", "--by", "zjj/liaison", status=5)
    yian("notice", n, "--close", "--opinion", "属实", "--by", "bgs/head")
    assert yian("verify", "--history")
