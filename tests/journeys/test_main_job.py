"""The whole main job on one ledger, by the commands that people type, in a real git repository."""

import shlex
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.shell import PROBLEMS, Shell, begun

ANSWERS = """
[[answers]]
prompt = "p01"
answer = "clear"
reason = "已逐项对照"

[[answers]]
prompt = "p07"
answer = "problem"
[answers.problem]
title = "惠民资金滞留"
symptom = "滞留3笔"
kind = "petty_corruption"
leader = "deputy-1"
owner = "jianguan"
due = 2026-05-31
"""
OPINION = ("--opinion", "现场核查5个项目")
STANDARDS = tuple(x for n in range(1, 5) for x in ("--standard", f"{n}=yes"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """The story from the first registration to the void, told once; each test looks at an end of it."""
    folder = tmp_path_factory.mktemp("journey")
    shell = begun(folder / "ledger")
    shell.real = True
    unit, office, inspector = "zjj/liaison", "bgs/liaison", "jw/liaison"
    (folder / "问题.toml").write_text(PROBLEMS, encoding="utf-8")
    (folder / "答复.toml").write_text(ANSWERS, encoding="utf-8")
    for name in ("核验表.pdf", "办法.docx", "复查.pdf"):
        (folder / name).write_text(name, encoding="utf-8")
    say = shell.on("2026-03-12T09:30:00+08:00", unit).run

    shell.json("examine", "zjj", "--round", "2026-1", "--answers", folder / "答复.toml")
    first, second = shell.json("add-problem", "zjj", "--from", folder / "问题.toml")
    tender, reception = first["id"], second["id"]
    shell.more["TENDER"], shell.more["RECEPTION"] = tender, reception
    say("add-measure", tender, "补齐核验并定责", "--owner", "jianguan", "--due", "2026-04-30")
    path = shell.root / f"orgs/zjj/problems/{tender}.toml"
    path.write_text("# 3月12日会上定的，县长过问\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    shell.on("2026-04-20")
    say("progress", tender, "已核验12个项目", "--measure", "1")
    say("done", tender, "1", "--evidence", folder / "核验表.pdf")
    say("submit", tender, "--effect", "二季度12个项目零补办", "--rule", "办法修订", "--wider", "全县同查")
    shell.on("2026-04-25", office)
    assert say("review", tender, "--return", *OPINION) == f"zjj/{tender}  returned\n"
    shell.on("2026-05-10", unit)
    say("done", tender, "1", "--evidence", folder / "办法.docx", "--note", "补充佐证")
    say("submit", tender, "--effect", "二季度12个项目零补办", "--rule", "办法修订", "--wider", "全县同查")
    shell.on("2026-05-20", inspector)
    assert say("review", tender, "--pass", *OPINION, *STANDARDS) == f"zjj/{tender}  passed\n"
    shell.on("2026-05-21", office)
    assert "endorsed: " in say("close", tender, status=1)
    shell.on("2026-05-22", "zjj/head")
    say("endorse", tender)
    shell.on("2026-05-23", office)
    assert say("close", tender) == f"zjj/{tender}  closed\n"

    shell.on("2026-08-25", inspector)
    assert say("look-back", tender, "--slipped", *OPINION) == f"zjj/{tender}  rectifying\n"
    shell.on("2026-09-01", unit)
    say("add-measure", tender, "变更审批上线运行", "--owner", "jianguan", "--due", "2026-10-01")
    say("done", tender, "2", "--evidence", folder / "复查.pdf")
    say("submit", tender, "--effect", "线上审批47件，无一补办", "--rule", "线上审批规程", "--wider", "全县同查")
    shell.on("2026-09-02", "zjj/head").run("endorse", tender)
    shell.on("2026-09-03", inspector)
    say("review", tender, "--pass", *OPINION, *STANDARDS)
    shell.on("2026-09-04", office)
    say("close", tender)
    shell.on("2026-09-05", office)
    say("void", reception, "--reason", "与另一问题重复登记")
    return shell


def figures(told: Shell, day: str) -> dict[str, Any]:
    found: dict[str, Any] = told.json("report", "--as-of", day)["figures"]
    return found


def test_the_figures_of_each_day_are_those_of_that_day(told: Shell) -> None:
    march = figures(told, "2026-03-12")
    assert (march["total"], march["open"], march["coverage"]["answered"]) == (3, 3, 2)
    april = figures(told, "2026-04-11")
    assert (april["overdue"], april["on_time_of"]) == (1, 1)
    assert figures(told, "2026-04-25")["returned"] == 1
    may = figures(told, "2026-05-23")
    assert (may["closed"], may["close_days_mean"]) == (1, 72.0)
    june = figures(told, "2026-06-16")
    assert (june["on_time"], june["on_time_of"]) == (1, 3)
    assert figures(told, "2026-08-21")["look_backs_due"] == 1
    assert figures(told, "2026-08-20")["look_backs_due"] == 0
    august = figures(told, "2026-08-25")
    assert (august["closed"], august["reopen_rate"], august["held_rate"]) == (0, 1.0, 0.0)
    last = figures(told, "2026-09-05")
    assert (last["total"], last["closed"], last["closes"], last["voided"], last["close_days_mean"]) == (
        2,
        1,
        2,
        1,
        72.0,
    )
    assert figures(told, "2026-09-04")["total"] == 3


def test_open_on_each_day_is_what_it_was_with_what_came_and_went(told: Shell) -> None:
    days = ("2026-03-11", "2026-03-12", "2026-05-22", "2026-05-23", "2026-08-25", "2026-09-04", "2026-09-05")
    assert [figures(told, day)["open"] for day in days] == [0, 3, 3, 2, 3, 2, 1]


def test_the_ledger_is_in_order(told: Shell) -> None:
    assert told.json("verify")["findings"] == []


def test_the_history_is_in_order(told: Shell) -> None:
    proved = told.json("verify", "--history")
    # told under a given clock, and committed by git's, long after the deadlines
    codes = {(found["code"], found["level"]) for found in proved.pop("findings")}
    assert codes == {("late-commit", "warning"), ("clock", "warning")}
    assert proved == {"in_order": True, "commits": told.commits(), "signed": False}


def test_each_command_is_one_commit_of_its_own_paths(told: Shell) -> None:
    log = told.git("log", "--reverse", "--name-only", "-z", "--format=%x01%s").split("\x01")[1:]
    subjects = [entry.split("\0")[0] for entry in log]
    tender = told.more["TENDER"]
    assert subjects[0].startswith("建账")
    assert f"zjj/{tender}: 销号" in subjects
    assert f"zjj/{tender}: 审核退回" in subjects
    assert "zjj/2026-1: 查一查作答" in subjects
    assert len(subjects) == 6 + 20
    for entry in log[1:]:
        subject, *names = (part.strip("\n") for part in entry.split("\0"))
        paths = [n for n in names if n]
        assert paths, subject
        if subject.startswith(f"zjj/{tender}:"):
            assert {p for p in paths if "/evidence/" not in p} == {f"orgs/zjj/problems/{tender}.toml"}


def test_a_commit_names_officer_problem_and_entries_and_has_their_time(told: Shell) -> None:
    tender = told.more["TENDER"]
    message = told.git("log", "-1", f"--grep=^zjj/{tender}: 销号", "--format=%aI%n%B")
    entry = told.json("show", tender)["entries"][-1]
    assert message.startswith(entry["at"])
    assert f"\n\nYian-By: bgs/liaison\nYian-Problem: zjj/{tender}\nYian-Entry: {entry['id']}\n" in message
    trailers = told.git("log", "-1", "--format=%(trailers:key=Yian-By,valueonly)").strip()
    assert trailers == "bgs/liaison"


def test_nothing_is_left_uncommitted(told: Shell) -> None:
    assert told.git("status", "--porcelain") == ""


def test_a_comment_written_by_hand_survives(told: Shell) -> None:
    path = told.root / f"orgs/zjj/problems/{told.more['TENDER']}.toml"
    assert path.read_text(encoding="utf-8").startswith("# 3月12日会上定的，县长过问\n")


def test_the_file_only_ever_grew(told: Shell) -> None:
    path = f"orgs/zjj/problems/{told.more['TENDER']}.toml"
    commits = told.git("log", "--reverse", "--format=%H", "--", path).split()
    versions = [
        told.git("show", f"{commit}:{path}").removeprefix("# 3月12日会上定的，县长过问\n") for commit in commits
    ]
    assert len(versions) > 10
    assert all(new.startswith(old) for old, new in pairwise(versions))


def test_the_problem_is_told_whole(told: Shell) -> None:
    text = told.run("show", told.more["TENDER"])
    for word in ("closed, round 2", "补齐核验并定责", "线上审批47件", "现场核查5个项目"):
        assert word in text
    assert "招标文件" in told.run("list", "--status", "closed")
    assert "公务接待" not in told.run("list")
    assert "公务接待" in told.run("list", "--status", "voided")


def test_a_command_commits_nothing_of_others(tmp_path: Path) -> None:
    shell = begun(tmp_path / "ledger").on("2026-03-12", "zjj/liaison")
    first, second = shell.json("add-problem", "zjj", "--from", "-", given=PROBLEMS.encode())
    other = shell.root / f"orgs/zjj/problems/{second['id']}.toml"
    other.write_text(other.read_text(encoding="utf-8") + "# 未提交\n", encoding="utf-8")
    (shell.root / "staged.txt").write_text("x", encoding="utf-8")
    shell.git("add", "staged.txt")
    shell.run("progress", first["id"], "已核验")
    changed = shell.git("show", "--name-only", "--format=").split()
    assert changed == [f"orgs/zjj/problems/{first['id']}.toml"]
    assert shell.git("status", "--porcelain").split("\n")[:2] == [
        f" M orgs/zjj/problems/{second['id']}.toml",
        "A  staged.txt",
    ]


def test_a_commit_that_git_refuses_loses_no_record(tmp_path: Path) -> None:
    shell = begun(tmp_path / "ledger").on("2026-03-12", "zjj/liaison")
    first, _second = shell.json("add-problem", "zjj", "--from", "-", given=PROBLEMS.encode())
    (shell.root / ".git/index.lock").write_text("", encoding="utf-8")
    before = shell.commits()
    shell.run("progress", first["id"], "已核验")
    assert "not committed by git" in shell.err
    assert shell.json("show", first["id"])["status"] == "rectifying"
    (shell.root / ".git/index.lock").unlink()
    shell.run("progress", first["id"], "再核验")
    assert shell.commits() == before + 1
    assert shell.git("status", "--porcelain") == ""


def test_a_refused_command_makes_no_commit(tmp_path: Path) -> None:
    shell = begun(tmp_path / "ledger").on("2026-03-12", "zjj/liaison")
    before = shell.commits()
    shell.run("add-problem", "zjj", "--title", "一", status=2)
    shell.run("show", "zzzzzz", status=3)
    shell.run("add-org", "x", "--name", "x", status=5)
    assert shell.commits() == before
    assert shell.git("status", "--porcelain") == ""


def test_git_knows_who_is_at_the_keyboard(tmp_path: Path) -> None:
    shell = begun(tmp_path / "ledger")
    shell.run("add-officer", "zjj", "zbr", "--post", "值班人", "--email", "zbr@zjj.example")
    shell.git("config", "user.name", "值班人")
    shell.git("config", "user.email", "zbr@zjj.example")
    shell.on("2026-03-12").by = None
    first, _second = shell.json("add-problem", "zjj", "--from", "-", given=PROBLEMS.encode())
    assert first["entries"][0]["by"] == "zjj/zbr"
    assert shell.git("log", "-1", "--format=%ae").strip() == "zbr@zjj.example"


def test_an_edit_is_a_commit_that_names_the_editor(tmp_path: Path) -> None:
    shell = begun(tmp_path / "ledger")
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\nsed -i "s/yellow = 7/yellow = 9/" "$1"\n', encoding="utf-8")
    script.chmod(0o755)
    shell.run("edit", "campaign", EDITOR=shlex.quote(str(script)), VISUAL="")
    assert (
        shell.git("log", "-1", "--format=%B").strip() == "yian.toml: 修改设置\n\nYian-By: bgs/head\nYian-Clock: given"
    )
    assert shell.git("show", "--name-only", "--format=").split() == ["yian.toml"]
