"""`examine` and `add-problem` as they are typed; at a terminal see tests/journeys."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree

Typed = Callable[..., Any]

PROBLEM = """
title = "招标文件抽查整改三次催办未报"
symptom = "抽查12个项目，5个变更先干后批"
kind = "undelivered"
leader = "deputy-1"
owner = "jianguan"
due = 2026-06-15
"""
WORDS = (
    "--title", "一", "--symptom", "二", "--kind", "作风漂浮", "--leader", "deputy-1", "--owner", "jianguan",
    "--due", "2026-06-15",
)  # fmt: skip


def test_a_problem_is_registered_from_options(desk: Desk, typed: Typed) -> None:
    found = typed(
        "add-problem", "zjj", *WORDS, "--source", "audit", "--prompt", "p07", "--finding", "case-1/3", "--field",
        "项目招投标", "--severity", "major", "--class", "ongoing", "--cause", "三", "--level", "work", "--level",
        "duty", "--goal", "四", "--support", "czj", "--found", "2026-03-01", "--by", LIAISON,
    )  # fmt: skip
    head = desk.state(f"zjj/{found['id']}").head
    assert (head.kind, head.source, head.field, head.severity, head.class_) == (
        "drifting", "audit", "tender", "major", "ongoing",
    )  # fmt: skip
    assert (head.root_cause, head.level, head.goal, head.support) == ("三", ("work", "duty"), "四", ("czj",))
    assert (head.prompt, head.finding, head.found.isoformat()) == ("p07", "case-1/3", "2026-03-01")


def test_what_is_missing_is_an_error_off_a_terminal(desk: Desk, yian: Yian) -> None:
    before = tree(desk.root)
    done = yian("add-problem", "zjj", "--title", "一", "--by", LIAISON)
    assert done.status == 2
    assert done.refused
    assert "symptom" in done.err
    assert "due" in done.err
    assert tree(desk.root) == before


@pytest.mark.parametrize("name", ["--severity", "--class"])
def test_a_word_outside_a_fixed_list_is_2(yian: Yian, name: str) -> None:
    assert yian("add-problem", "zjj", *WORDS, name, "awful", "--by", LIAISON).status == 2


def test_problems_come_from_a_file_or_a_pipe(desk: Desk, yian: Yian, typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "问题.toml"
    path.write_text(PROBLEM, encoding="utf-8")
    assert yian("add-problem", "zjj", "--from", path, "--by", LIAISON).status == 0
    many = "".join(f"[[problems]]{PROBLEM}" for _ in range(2))
    done = yian("add-problem", "zjj", "--from", "-", "--by", LIAISON, given=many)
    assert (done.status, done.refused) == (2, True)
    assert all(said in done.err for said in ("--yes", "(registered) has the same text", "problem 2 has the same text"))
    found = typed("add-problem", "zjj", "--from", "-", "--yes", "--by", LIAISON, given=many)
    assert [p["status"] for p in found] == ["registered"] * 2
    assert len(desk.ledger.problem_names("zjj")) == 3


def test_a_file_and_options_contradict_each_other(yian: Yian) -> None:
    done = yian("add-problem", "zjj", "--from", "-", "--title", "一", "--by", LIAISON)
    assert (done.status, "--from reads every field" in done.err) == (2, True)


@pytest.mark.parametrize("data", [b"x = ", b"", b"\xff", b"[[problems]]\n", b"x" * (2 * 1024 * 1024 + 9)])
def test_a_file_that_cannot_be_used_is_2_and_one_line(desk: Desk, yian: Yian, data: bytes) -> None:
    before = tree(desk.root)
    done = yian("add-problem", "zjj", "--from", "-", "--by", LIAISON, given=data)
    assert done.status == 2
    assert done.refused
    assert tree(desk.root) == before


def test_answers_come_from_a_file(yian: Yian, typed: Typed) -> None:
    answers = '[[answers]]\nprompt = "p01"\nanswer = "clear"\nreason = "已对照"\n'
    answers += '[[answers]]\nprompt = "p07"\nanswer = "problem"\n[answers.problem]' + PROBLEM
    found = typed("examine", "zjj", "--round", "2026-1", "--answers", "-", "--by", LIAISON, given=answers)
    assert (found["answered"], found["expected"], len(found["problems"])) == (2, 12, 1)
    done = yian("examine", "zjj", "--round", "2026-1", "--status")
    assert (done.status, "2 of 12" in done.out) == (0, True)


def test_without_answers_nobody_is_asked_off_a_terminal(desk: Desk, yian: Yian) -> None:
    before = tree(desk.root)
    done = yian("examine", "zjj", "--round", "2026-1", "--by", LIAISON)
    assert done.status == 2
    assert done.refused
    assert "--answers" in done.err
    assert tree(desk.root) == before


def test_an_officer_s_answers_open_a_round_of_team_and_officer(typed: Typed) -> None:
    answers = '[[answers]]\nprompt = "p01"\nanswer = "clear"\nreason = "已对照"\n'
    call = ["examine", "zjj", "--round", "r", "--answers", "-", "--by", LIAISON]
    assert typed(*call, "--subject", "head", given=answers)["expected"] == 24
    call[3] = "s"
    assert (
        typed(*call, "--subjects", "head", "--subjects", "deputy-1", "--subject", "head", given=answers)["expected"]
        == 24
    )


def test_days_in_a_file_are_read_as_people_write_them(desk: Desk, yian: Yian, typed: Typed) -> None:
    fields = 'title = "一"\nsymptom = "二"\nkind = "other"\nleader = "head"\nowner = "head"\n'
    data = f'{fields}found = "昨天"\ndue = "６月底前"\n[[measures]]\ntext = "补办"\nowner = "head"\ndue = "15日内"\n'
    done = yian("add-problem", "zjj", "--from", "-", "--by", LIAISON, given=data)
    *said, who = done.err.splitlines()
    assert (done.status, said) == (0, ["“６月底前” is 2026-06-30.", "“15日内” is 2026-03-26."])
    assert who == "Recorded by 住建局职务 liaison (zjj/liaison)."
    (name,) = desk.ledger.problem_names("zjj")
    state = desk.state(f"zjj/{name}")
    assert (str(state.head.found), str(state.head.due)) == ("2026-03-11", "2026-06-30")
    assert str(state.measures[0].planned.due) == "2026-03-26"
    answers = f'[[answers]]\nprompt = "p01"\nanswer = "problem"\n[answers.problem]\n{fields}due = "10日内"\n'
    found = typed("examine", "zjj", "--round", "2026-1", "--answers", "-", "--by", LIAISON, given=answers)
    assert [str(desk.state(ref).head.due) for ref in found["problems"]] == ["2026-03-22"]
    case = 'title = "案件"\nopened = "3月1日"\n[[tasks]]\ntext = "清理"\ndue = "两个月内"\n'
    assert yian("add-case", "case-7", "--from", "-", "--by", OFFICE, given=case).status == 0
    assert str(desk.ledger.case("case-7").tasks[0].due) == "2026-05-01"


@pytest.mark.parametrize("said", ["2026-02-30", "尽快", "长期坚持"])
def test_a_day_in_a_file_that_is_none_is_told_with_its_place(desk: Desk, yian: Yian, said: str) -> None:
    fields = 'title = "一"\nsymptom = "二"\nkind = "other"\nleader = "head"\nowner = "head"\n'
    two = "".join(f'[[problems]]\n{fields}due = "{day}"\n' for day in ("6月底", said))
    done = yian("add-problem", "zjj", "--from", "-", "--by", LIAISON, given=two)
    assert (done.status, done.refused) == (2, True)
    assert f"Problem 2 of 2: “due”: “{said}”" in done.err
    answers = f'[[answers]]\nprompt = "p01"\nanswer = "problem"\n[answers.problem]\n{fields}due = "{said}"\n'
    done = yian("examine", "zjj", "--round", "2026-1", "--answers", "-", "--by", LIAISON, given=answers)
    assert (done.status, "Answer 1: “due”" in done.err) == (2, True)
    assert desk.ledger.problem_names("zjj") == []


def test_words_in_a_file_are_read_as_people_write_them(desk: Desk, yian: Yian, typed: Typed) -> None:
    fields = 'title = "一"\nsymptom = "二"\nkind = "其他"\nleader = "head"\nowner = "head"\ndue = "6月底"\n'
    fields += 'severity = "严重"\nclass = "长期坚持"\nlevel = ["政治症结"]\nroot_cause = "三"\n'
    measure = 'text = "补办"\nowner = "head"\ndue = "5月底"\ntype = "长效预防"\n'
    data = f"{fields}[[measures]]\n{measure}"
    assert yian("add-problem", "zjj", "--from", "-", "--by", LIAISON, given=data).status == 0
    (name,) = desk.ledger.problem_names("zjj")
    state = desk.state(f"zjj/{name}")
    assert (state.head.severity, state.head.class_, state.measures[0].planned.type) == (
        "serious", "ongoing", "preventive",
    )  # fmt: skip
    answers = f'[[answers]]\nprompt = "p01"\nanswer = "有问题"\n[answers.problem]\n{fields}'
    answers += '[[answers]]\nprompt = "p02"\nanswer = "不适用"\nreason = "无此项业务"\n'
    assert typed("examine", "zjj", "--round", "2026-1", "--answers", "-", "--by", LIAISON, given=answers)["problems"]
    done = yian("add-problem", "zjj", "--from", "-", "--by", LIAISON, given=data.replace("严重", "很重"))
    assert (done.status, "很重" in done.err) == (2, True)
