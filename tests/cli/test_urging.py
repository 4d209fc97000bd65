"""`remind --message`, `--sent` and `--run-command` as they are typed."""

import datetime as dt
import json
import os
import shlex
from pathlib import Path
from typing import Any, Final

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, PARENT
from tests.cli.conftest import Says, Yian
from tests.services.ledgers import Desk, tree

LATE: Final = "2026-06-20"
SENT: Final = ("remind", "--sent", "微信工作群", "--org", "zjj")
RUN: Final = ("remind", "--sent", "短信平台", "--run-command", "--by", OFFICE)


@pytest.fixture
def late(desk: Desk) -> str:
    """An overdue problem."""
    ref = desk.problem()
    desk.on(LATE)
    return ref


def urges(yian: Yian) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(yian("list", "--urges", "--json").out)["rows"]
    return found


def test_a_message_is_written_and_nothing_recorded(desk: Desk, yian: Yian, late: str) -> None:
    before = tree(desk.root)
    done = yian("remind", "--message")
    assert (done.status, tree(desk.root)) == (0, before)
    assert "【催办】住建局：截至2026年6月20日，整改台账待办1项。逾期1项：" in done.out
    assert late.rpartition("/")[2] in done.out


@pytest.mark.parametrize("by", [OFFICE, INSPECTOR, PARENT])
def test_whoever_stands_above_records_that_it_was_said_and_the_next_run_leaves_it_out(
    desk: Desk, yian: Yian, late: str, by: str
) -> None:
    done = yian(*SENT, "--by", by, "--json")
    found = json.loads(done.out)
    assert (found["org"], found["how"], found["problems"], found["status"]) == (
        "zjj", "微信工作群", [late.rpartition("/")[2]], "urged",
    )  # fmt: skip
    assert (found["title"], found["whom"]) == ("逾期1项", None)
    assert found["entries"][0]["by"] == by
    shown = yian("remind", "--message")
    assert "7天内催办过，未再列出：1项。" in shown.out
    assert late.rpartition("/")[2] not in shown.out
    assert late.rpartition("/")[2] in yian("remind", "--message", "--all").out
    again = yian(*SENT, "--by", by)
    assert (again.status, again.out) == (1, "")
    assert yian(*SENT, "--by", by, "--all").status == 0
    desk.on("2026-06-27")
    assert late.rpartition("/")[2] in yian("remind", "--message").out
    assert yian("verify").status == 0


@pytest.mark.parametrize("by", [LIAISON, HEAD, "czj/liaison"])
def test_nobody_else_records_an_urging(desk: Desk, yian: Yian, late: str, by: str) -> None:
    before = tree(desk.root)
    done = yian(*SENT, "--by", by)
    assert (done.status, done.out, tree(desk.root)) == (5, "", before)
    assert "allowed: the office, the inspectors, or the organizations above 住建局 (zjj)" in done.err
    assert late


def test_an_urging_is_of_one_officer_or_of_each_unit_all_or_none(desk: Desk, yian: Yian, late: str) -> None:
    other = desk.problem("czj", by="czj/liaison", leader="head", owner="head", due=dt.date(2026, 6, 22))
    assert yian("remind", "--sent", "电话", "--for", HEAD, "--by", OFFICE, "--behalf", INSPECTOR).status == 0
    before = tree(desk.root)
    assert yian("remind", "--sent", "电话", "--all", "--by", "zjj/liaison").status == 5
    assert tree(desk.root) == before
    done = yian("remind", "--sent", "电话", "--all", "--by", OFFICE)
    assert done.status == 0
    rows = yian("list", "--urges", "--ids").out.split()
    assert sorted(row.partition("/")[0] for row in rows) == ["czj", "zjj", "zjj"]
    one = json.loads(yian("show", rows[0], "--json").out)
    assert late
    assert other
    assert one["status"] == "urged"


@pytest.mark.parametrize(
    "words",
    [
        ["--all"],
        ["--run-command"],
        ["--by", OFFICE],
        ["--message", "--run-command"],
        ["--message", "--by", OFFICE],
        ["--message", "--on", "2026-06-01"],
        ["--sent", "电话", "--as-of", "2026-06-01", "--by", OFFICE],
        ["--message", "--org", "zjj", "--for", HEAD],
        ["--message", "--public"],
    ],
)
def test_what_does_not_go_together_is_2(desk: Desk, yian: Yian, late: str, words: list[str]) -> None:
    before = tree(desk.root)
    done = yian("remind", *words)
    assert (done.status, done.out, tree(desk.root)) == (2, "", before)
    assert late


# -- the office's own program

if os.name == "nt":
    pytest.skip("programs are made here as scripts of a shell", allow_module_level=True)


@pytest.fixture
def platform(desk: Desk, tmp_path: Path) -> Path:
    """A program that keeps what it is handed; yian.toml names it with an argument."""
    path = tmp_path / "bin" / "send"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\ncat > {tmp_path}/handed.json\n[ "$1" = 甲 ]\n', encoding="utf-8")
    path.chmod(0o755)
    named(desk, str(path), "甲")
    return path


def named(desk: Desk, *command: str) -> None:
    lines = (desk.root / "yian.toml").read_text("utf-8").split("\n")
    kept = [line for line in lines if not line.startswith("command =")]
    at = kept.index("[remind]") + 1
    said = f"command = {json.dumps(command, ensure_ascii=False)}"
    desk.write("yian.toml", "\n".join([*kept[:at], said, *kept[at:]]))


def allowed(platform: Path, *arguments: str) -> dict[str, str]:
    return {"YIAN_REMIND_WITH": shlex.join([str(platform), *arguments])}


def test_a_ledger_that_names_a_program_has_it_run_by_nobody_who_did_not_say_so(
    desk: Desk, yian: Yian, late: str, platform: Path
) -> None:
    before = tree(desk.root)
    for words in (("remind",), ("remind", "--message"), ("due",), ("verify",), SENT[:1], RUN):
        yian(*words)
    for environ in ({"YIAN_REMIND_WITH": str(platform)}, allowed(platform, "乙"), {"YIAN_REMIND_WITH": "'"}):
        done = yian(*RUN, **environ)
        assert (done.status, done.out) == (2, "")
        assert f"Not run: {shlex.join([str(platform), '甲'])}." in done.err
    assert yian(*RUN, "--json").status == 2
    assert not (platform.parent.parent / "handed.json").exists()
    assert tree(desk.root) == before
    assert late


def test_where_the_user_s_environment_names_the_same_command_it_is_run_and_then_recorded(
    desk: Desk, yian: Yian, late: str, platform: Path
) -> None:
    done = yian(*RUN, **allowed(platform, "甲"))
    assert done.status == 0
    handed = json.loads((platform.parent.parent / "handed.json").read_text("utf-8"))
    assert handed["messages"][0]["things"][0]["ref"] == late
    assert yian("list", "--urges", "--ids").out.startswith("zjj/")


def test_at_a_terminal_the_command_is_shown_and_confirmed(
    desk: Desk, yian: Yian, late: str, platform: Path, says: Says
) -> None:
    says("n")
    done = yian(*RUN)
    assert (done.status, yian("list", "--urges", "--ids").out) == (1, "")
    assert f"{shlex.join([str(platform), '甲'])}" in done.err
    says("y")
    assert yian(*RUN).status == 0
    assert (platform.parent.parent / "handed.json").exists()
    assert late


def test_yes_confirms_no_program(desk: Desk, yian: Yian, late: str, platform: Path) -> None:
    assert yian(*RUN, "--yes").status == 2
    assert not (platform.parent.parent / "handed.json").exists()
    assert late


def test_a_failure_is_6_and_nothing_is_recorded_as_sent(desk: Desk, yian: Yian, late: str, platform: Path) -> None:
    named(desk, str(platform), "乙")
    before = tree(desk.root)
    done = yian(*RUN, **allowed(platform, "乙"))
    assert (done.status, done.out, tree(desk.root)) == (6, "", before)
    assert "Nothing was recorded as sent." in done.err
    assert late


def test_whoever_may_not_urge_sends_nothing(desk: Desk, yian: Yian, late: str, platform: Path) -> None:
    before = tree(desk.root)
    done = yian(*RUN[:-1], LIAISON, **allowed(platform, "甲"))
    assert (done.status, tree(desk.root)) == (5, before)
    assert not (platform.parent.parent / "handed.json").exists()
    assert late


def test_a_program_within_the_ledger_or_none_at_all_is_2(desk: Desk, yian: Yian, late: str, platform: Path) -> None:
    own = desk.root / "send"
    own.write_bytes(platform.read_bytes())
    own.chmod(0o755)
    named(desk, str(own))
    assert yian(*RUN, **allowed(own)).status == 2
    named(desk)
    done = yian(*RUN, **allowed(platform, "甲"))
    assert (done.status, "names no program" in done.err) == (2, True)
    assert late
