"""`add-case`, `add-rule`, `rule`, `add-meeting` and `meeting` as they are typed, and what lists and screens say."""

import hashlib
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree
from tests.services.registers import case, filed, meeting, rule
from yiananlib.model.registers import BY_NAME

Typed = Callable[..., Any]
BY = ("--by", LIAISON)


def test_a_case_is_added_and_shown(desk: Desk, yian: Yian, typed: Typed) -> None:
    added = yian("add-case", "case-1", "--title", "两起案件", "--finding", "甲", "--task", "任务", "--by", OFFICE)
    assert (added.status, added.err) == (0, "Recorded by 县促改办职务 liaison (office/liaison).\n")
    assert added.out.startswith("case-1  两起案件\n")
    shown = typed("show", "case-1")
    assert (shown["opened"], shown["findings"][0]["name"]) == ("2026-03-12", "case-1/1")
    assert [row["id"] for row in typed("list", "--cases")] == ["case-1"]
    text = 'title = "二"\n[[findings]]\ntext = "甲"\n'
    assert typed("add-case", "case-2", "--from", "-", "--by", OFFICE, given=text)["round"] == "case-2"
    assert yian("add-case", "case-3", "--from", "-", "--title", "x", "--by", OFFICE, given=text).status == 2
    ref = desk.problem(finding="case-1/1")
    found = typed("report", "--tasks", "--org", "zjj")["cases"][0]["findings"][0]
    assert (found["problems"], found["by_org"][0]["org"]) == (1, "zjj")
    assert yian("report", "--tasks", "--format", "csv").out.count("\n") == 4
    assert yian(
        "add-problem", "zjj", "--from", "-", *BY, given=(desk.root / desk.file_of(ref)).read_text("utf-8")
    ).refused


def test_a_case_is_edited_as_any_definition(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    case(desk)
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf \'\\n[[findings]]\\nnumber = 4\\ntext = "丁"\\n\' >> "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    done = yian("edit", "case/case-1", "--by", OFFICE, EDITOR=shlex.quote(str(editor)))
    assert (done.status, done.out) == (0, "cases/case-1.toml: saved\n")
    assert len(desk.ledger.case("case-1").findings) == 4


def test_a_rule_goes_its_way(desk: Desk, yian: Yian, typed: Typed) -> None:
    problem = desk.problem()
    options = ("--problem", problem, "--owner", "jianguan", "--due", "2026-09-30", "--note", "现有")
    added = typed("add-rule", "zjj", "--title", "办法", "--governs", "power", *options, *BY)
    assert (added["matter"], added["status"], added["due_now"]) == ("rule", "listed", "2026-09-30")
    name = added["id"]
    decided = yian("rule", name, "--decide", "revise", "--reason", "无时限", *BY)
    assert decided.out == f"zjj/{name}  to be carried out  revise\n"
    assert len(typed("list", "--rules", "--open", "--org", "zjj")) == 1
    assert typed("rule", name, "--issued", "12号", "--note", "印发", *BY)["status"] == "done"
    assert yian("list", "--rules", "--open").out.startswith("No matching rules")
    assert f"zjj/{name}  办法\n" in yian("show", name[:4]).out
    assert typed("show", name)["decision"] == "revise"
    other = rule(desk, title="另一")
    assert yian("rule", other, "--drop", "--reason", "重复", *BY).out == f"{other}  dropped\n"


def test_a_problem_is_closed_by_the_rule_it_is_submitted_with(desk: Desk, yian: Yian) -> None:
    ref, listed = desk.problem(), rule(desk)
    desk.measure(ref)
    done = yian("submit", ref, "--effect", "x", "--rule", listed.partition("/")[2], "--wider", "y", *BY)
    assert f"the rule {listed}, named in the submission, is not done" in done.out


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--decide", "keep"],
        ["--drop"],
        ["--issued", "12号", "--reason", "x"],
        ["--decide", "keep", "--reason", "x", "--note", "y"],
        ["--decide", "keep", "--issued", "x", "--reason", "y"],
        ["--decide", "burn", "--reason", "x"],
    ],
)
def test_what_does_not_go_together_is_refused_of_a_rule(desk: Desk, yian: Yian, options: list[str]) -> None:
    ref = rule(desk)
    before = tree(desk.root)
    done = yian("rule", ref, *options, *BY)
    assert (done.status, done.out, tree(desk.root)) == (2, "", before)


def test_a_meeting_goes_its_way(desk: Desk, yian: Yian, typed: Typed) -> None:
    case(desk)
    options = ("--planned", "2026-03-20", "--due", "7", "--aim", "sweat", "--case", "case-1", "--material", "film")
    added = typed("add-meeting", "zjj", "--type", "democratic_life", "--title", "民主生活会", *options, *BY)
    name = added["id"]
    assert (added["status"], added["aims"], added["planned"]) == ("called", ["sweat"], "2026-03-20")
    held = ("--held", "--attended", "5", "--of", "7", "--absent", "两名出差", "--summary", "概要")
    assert yian("meeting", name, *held, *BY).out == f"zjj/{name}  took place  5 of 7 attended or caught up\n"
    assert typed("meeting", name, "--made-up", "1", "--note", "补学", *BY)["entries"][-1]["count"] == 1
    problem = desk.problem(meeting=name)
    assert typed("meeting", name, "--found", "一并", "--problem", problem, *BY)["entries"][-1]["problem"]
    assert typed("show", problem)["meeting"] == name
    assert "Meeting" in yian("show", problem).out
    assert typed("list", "--meetings", "--open") == []
    assert "6/7" in yian("list", "--meetings", "--org", "zjj").out
    called = meeting(desk, held=None)
    assert yian("meeting", called, "--cancel", "--reason", "并入", *BY).out == f"{called}  cancelled\n"


def test_a_meeting_that_was_held_took_place_on_the_day_planned(desk: Desk, typed: Typed) -> None:
    words = ("--type", "warning", "--title", "警示教育", "--on-day", "2026-03-05", "--due", "43")
    added = typed("add-meeting", "zjj", *words, "--held", "--attended", "41", *BY)
    assert [e["on"] for e in added["entries"]] == ["2026-03-05", "2026-03-05"]
    assert added["entries"][1]["due"] == 43
    on = typed("add-meeting", "zjj", *words, "--held", "--attended", "41", "--on", "2026-03-06", *BY)
    assert on["entries"][1]["on"] == "2026-03-06"


@pytest.mark.parametrize(
    "options",
    [
        ["--held"],
        ["--held", "--attended", "3"],
        ["--attended", "3", "--of", "4"],
        ["--of", "4"],
        ["--absent", "x"],
        ["--due", "0"],
        ["--aim", "fun"],
        ["--planned", "some day"],
    ],
)
def test_what_does_not_go_together_is_refused_of_a_new_meeting(desk: Desk, yian: Yian, options: list[str]) -> None:
    before = tree(desk.root)
    done = yian("add-meeting", "zjj", "--type", "study", "--title", "会", "--planned", "2026-03-12", *options, *BY)
    assert (done.status, done.out, tree(desk.root)) == (2, "", before)


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--held", "--attended", "3"],
        ["--held", "--attended", "3", "--of", "4", "--note", "x"],
        ["--made-up", "1", "--found", "x"],
        ["--cancel"],
        ["--problem", "k7m2qd"],
        ["--found", "x", "--reason", "y"],
        ["--made-up", "0"],
    ],
)
def test_what_does_not_go_together_is_refused_of_a_meeting(desk: Desk, yian: Yian, options: list[str]) -> None:
    ref = meeting(desk)
    before = tree(desk.root)
    done = yian("meeting", ref, *options, *BY)
    assert (done.status, done.out, tree(desk.root)) == (2, "", before)


def test_a_round_is_opened_for_everyone_and_listed(desk: Desk, yian: Yian, typed: Typed) -> None:
    opened = typed("examine", "zjj", "--round", "case-1", "--everyone", "--pass", "political", *BY)
    assert (opened["answered"], opened["expected"]) == (0, 36)
    assert yian("examine", "zjj", "--round", "case-1", "--everyone", *BY).refused
    assert yian("examine", "zjj", "--round", "x", "--everyone", "--subjects", "head", *BY).status == 2
    reply = '[[answers]]\nprompt = "p01"\nanswer = "clear"\nreason = "已对照"\n'
    assert (
        yian("examine", "zjj", "--round", "case-1", "--subject", "head", "--answers", "-", *BY, given=reply).status == 0
    )
    (row,) = typed("list", "--rounds", "--org", "zjj")["rounds"]
    assert [(s["subject"], s["answered"]) for s in row["orgs"][0]["subjects"]] == [
        ("team", 0), ("head", 1), ("deputy-1", 0),
    ]  # fmt: skip
    assert "political" in row["orgs"][0].values()


def test_answers_may_open_a_round_for_everyone(yian: Yian, typed: Typed) -> None:
    reply = '[[answers]]\nprompt = "p01"\nanswer = "clear"\nreason = "已对照"\n'
    done = yian("examine", "zjj", "--round", "r", "--everyone", "--answers", "-", *BY, given=reply)
    assert done.out.startswith("住建局, round r: 1 of 36 answered\n")
    assert typed("list", "--rounds")["rounds"][0]["round"] == "r"


def test_the_units_without_a_group_are_listed_for_programs_too(desk: Desk, typed: Typed) -> None:
    filed(desk, "group")
    found = typed("list", "--groups")
    assert ([row["org"] for row in found["records"]], found["without"]) == (["zjj"], ["gov", "czj"])
    assert typed("list", "--groups", "--org", "zjj")["without"] == []


def test_a_case_that_is_asked_of_some_says_of_whom(yian: Yian) -> None:
    said = yian("add-case", "case-1", "--title", "一", "--org", "zjj", "--org", "czj", "--by", OFFICE).out
    assert "opens a new round (逢案必改) for 住建局, 财政局. Each of them starts it with:" in said
    assert "Each unit starts it with:" in yian("add-case", "case-2", "--title", "二", "--by", OFFICE).out


def test_a_unit_without_head_or_liaison_is_marked(yian: Yian, typed: Typed) -> None:
    vacant = {org["id"]: org["vacant"] for org in typed("list", "--orgs")}
    assert vacant == {"gov": ["head"], "zjj": [], "czj": [], "office": [], "jiwei": []}
    lines = yian("list", "--orgs").out.split("\n")
    assert next(line for line in lines if line.startswith("gov")).endswith("head")


@pytest.mark.parametrize("ref", ["zzzzzz", "nope", "zjj/zz"])
def test_what_is_not_there_is_not_shown(yian: Yian, ref: str) -> None:
    done = yian("show", ref)
    assert done.refused
    assert done.status == 3


@pytest.mark.parametrize("name", ["opinion", "group", "mark", "commendation", "press", "dispatch", "accountability"])
def test_each_register_is_listed_and_shown_by_its_command_s_name(desk: Desk, yian: Yian, name: str) -> None:
    ref = filed(desk, name)
    assert ref in yian("list", f"--{BY_NAME[name].folder}").out
    assert yian("show", ref).out.startswith(ref)


def test_a_report_that_is_sent_is_recorded_with_the_digest_of_what_was_written(
    desk: Desk, yian: Yian, typed: Typed, tmp_path: Path
) -> None:
    file = tmp_path / "报告.md"
    done = yian("report", "-o", file, "--sent-to", "市委办", "--sender", OFFICE)
    assert (done.status, "Recorded by 县促改办职务 liaison (office/liaison)." in done.err) == (0, True)
    (row,) = typed("list", "--sent")
    assert done.out.splitlines()[-1] == f"office/{row['id']}  sent  市委办, 报告.md, 2026-03-12"
    assert (row["title"], row["to"], row["file"], row["about"]) == ("整改情况报告", "市委办", "报告.md", None)
    assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert "市委办" not in file.read_text("utf-8")
    desk.problem()
    assert yian("report", "-o", file, "--sent-to", "市委办", "--sender", OFFICE).status == 0
    assert "## 上次报送市委办以来" in file.read_text("utf-8")
    bulletin = yian(
        "report", "--kind", "bulletin", "-o", tmp_path / "通报.md", "--sent-to", "县委办", "--sender", OFFICE
    )
    titles = {row["to"]: row["title"] for row in typed("list", "--sent")}
    assert (bulletin.status, titles) == (0, {"市委办": "整改情况报告", "县委办": "通报"})


def test_which_units_are_marked_is_for_the_office_alone(yian: Yian) -> None:
    for words in (["list", "--marked"], ["report", "--marked"]):
        done = yian(*words, "--public")
        assert (done.status, done.out, "has no public version" in done.err) == (2, "", True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sent-to", "市委办", "--sender", OFFICE], "--sent-to requires -o FILE"),
        (
            ["--sent-to", "市委办", "-o", "x.md", "--marked", "--sender", OFFICE],
            "cannot be combined with --rev or --marked",
        ),
        (["--sender", OFFICE], "--sender is only for --sent-to."),
        (["--sent-to", "市委办", "-o", "x.md"], "Say who sends it: --sender ORG/OFFICER."),
        (["--marked", "--public"], "--marked has no public version"),
        (["--marked", "--tasks"], "--marked is only for the figures as a document or as JSON"),
        (["--marked", "--format", "csv"], "--marked is only for the figures as a document or as JSON"),
    ],
)
def test_what_does_not_go_with_sending_or_with_marks_is_refused(
    desk: Desk, yian: Yian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = yian("report", *words)
    assert (done.status, said in done.err) == (2, True), done.err
    assert not (tmp_path / "x.md").exists()


def test_an_urging_by_phone_is_recorded_by_whoever_stands_above_and_followed_up(
    desk: Desk, yian: Yian, typed: Typed
) -> None:
    ref = desk.problem()
    said = ("urge", "zjj", "--title", "两项逾期", "--how", "电话", "--whom", "head", "--problem", ref)
    assert yian(*said, *BY).status == 5
    found = typed(*said, "--by", OFFICE)
    assert (found["whom"], found["problems"]) == ("zjj/head", [ref.rpartition("/")[2]])
    assert yian("urge", "zjj", "--title", "两项逾期", "--how", "电话", "--by", OFFICE).status == 5
    assert typed("urge", found["id"], "--note", "周五前办结", "--by", OFFICE)["status"] == "urged"
    assert typed("urge", found["id"], "--withdraw", "登记重复", "--by", OFFICE)["status"] == "withdrawn"
    assert yian("verify").status == 0
