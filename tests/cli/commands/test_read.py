"""`list`, `show`, `report`, `due` and `sql` as they are typed."""

import csv
import datetime as dt
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree
from yiananlib.model.vocabulary import Verdict
from yiananlib.services.recording import close_out

Typed = Callable[..., Any]


def test_a_list_is_narrowed_by_its_options(desk: Desk, typed: Typed) -> None:
    desk.problem(title="一", kind="drifting", field="none")
    desk.closed(title="二")
    for arguments, found in (
        (["--org", "zjj"], {"一", "二"}),
        (["--status", "closed"], {"二"}),
        (["--status", "closed", "--status", "registered"], {"一", "二"}),
        (["--kind", "作风漂浮"], {"一"}),
        (["--field", "tender"], {"二"}),
        (["--lamp", "green"], {"一"}),
        (["--text", "一"], {"一"}),
        (["--overdue"], set()),
        (["--overdue", "--as-of", "2026-06-16"], {"一"}),
        (["--due-within", "5", "--as-of", "2026-06-10"], {"一"}),
        (["--as-of", "2026-03-11"], set()),
    ):
        assert {row["title"] for row in typed("list", *arguments)} == found, arguments


def test_organizations_officers_and_prompts_are_listed_instead(yian: Yian, typed: Typed) -> None:
    assert [o["id"] for o in typed("list", "--orgs")] == ["gov", "zjj", "czj", "office", "jiwei"]
    assert [o["id"] for o in typed("list", "--officers", "--org", "czj")] == ["czj/liaison", "czj/head"]
    assert len(typed("list", "--prompts")) == 12
    assert "zjj/deputy-1" in yian("list", "--officers").out
    for arguments in (["--orgs", "--overdue"], ["--prompts", "--org", "zjj"], ["--officers", "--text", "x"]):
        done = yian("list", *arguments)
        assert (done.status, done.refused) == (2, True)


def test_one_problem_is_shown(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.closed()
    assert yian("show", ref).out.startswith(f"{ref}  招标文件抽查整改三次催办未报\n====")
    assert typed("show", ref)["closed_on"] == "2026-03-12"
    assert yian("show", ref, "--as-of", "2026-03-11").status == 2


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_a_report_is_printed_or_written_in_each_form(desk: Desk, yian: Yian, tmp_path: Path, form: str) -> None:
    desk.closed()
    printed = yian("report", "--format", form)
    path = tmp_path / "报告"
    written = yian("report", "--format", form, "-o", path)
    assert (written.status, written.out) == (0, "")
    assert str(path) in written.err
    assert path.read_text(encoding="utf-8-sig") == printed.out
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is (form == "csv")


def test_a_report_is_json_by_either_option(desk: Desk, yian: Yian, typed: Typed, tmp_path: Path) -> None:
    desk.problem()
    assert json.loads(yian("report", "--format", "json").out) == typed("report")
    yian("report", "--json", "-o", tmp_path / "x")
    assert json.loads((tmp_path / "x").read_text(encoding="utf-8")) == typed("report")
    assert yian("report", "--json", "--format", "csv").status == 2
    assert yian("report", "--json", "--format", "json").status == 0


def test_a_spreadsheet_reads_the_ledger(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    desk.problem(title="=1+1")
    yian("report", "--format", "csv", "-o", tmp_path / "台账.csv")
    with (tmp_path / "台账.csv").open(encoding="utf-8-sig", newline="") as file:
        (_titles, row) = list(csv.reader(file))
    assert row[7].startswith("'=1+1\n")


def test_a_report_of_one_organization_and_day(desk: Desk, typed: Typed) -> None:
    desk.problem()
    desk.problem("gov", by=OFFICE, leader="zjj/head", owner="zjj/head")
    found = typed("report", "--org", "zjj", "--as-of", "2026-06-16")
    assert (found["org"], found["as_of"], found["figures"]["overdue"]) == ("zjj", "2026-06-16", 1)


def test_a_report_that_cannot_be_written_is_6(yian: Yian, tmp_path: Path) -> None:
    done = yian("report", "-o", tmp_path / "nowhere" / "x")
    assert done.status == 6
    assert done.refused


@pytest.mark.parametrize("arguments", [["list"], ["report"], ["list", "--orgs"], ["verify"]])
def test_reading_writes_nothing(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    desk.closed()
    before = {p: p.stat().st_mtime_ns for p in desk.root.rglob("*")}
    yian(*arguments)
    assert {p: p.stat().st_mtime_ns for p in desk.root.rglob("*")} == before
    assert tree(desk.root)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--severity", "minor"], ["二"]),
        (["--severity", "minor", "--severity", "serious"], ["一", "二"]),
        (["--class", "immediate"], ["二"]),
        (["--source", "督导检查"], ["二"]),
        (["--source", "supervision", "--class", "phased"], []),
        (["--owner", "zjj/head"], ["二"]),
        (["--leader", "zjj/deputy-1"], ["一"]),
        (["--sort", "due"], ["二", "一"]),
        (["--sort", "due", "--limit", "1"], ["二"]),
        (["--sort", "severity"], ["一", "二"]),
    ],
)
def test_a_list_is_narrowed_sorted_and_cut(desk: Desk, typed: Typed, arguments: list[str], found: list[str]) -> None:
    desk.problem(title="一")
    second = {"severity": "minor", "class": "immediate", "source": "supervision", "owner": "head", "leader": "head"}
    desk.problem(title="二", due=dt.date(2026, 5, 1), **second)
    assert [row["title"] for row in typed("list", *arguments)] == found


def test_a_list_that_was_cut_counts_all(desk: Desk, yian: Yian) -> None:
    for title in "一二三":
        desk.problem(title=title)
    assert "problems: 3, as of 2026-03-12; showing the first 2" in yian("list", "--limit", "2").out
    for arguments in (["--limit", "0"], ["--sort", "x"], ["--orgs", "--limit", "1"], ["--orgs", "--sort", "due"]):
        assert yian("list", *arguments).status == 2


@pytest.mark.parametrize("arguments", [["list", "--text"], ["list", "--org"], ["list", "--owner"], ["sql"]])
def test_bytes_that_are_no_text_are_refused_in_one_sentence(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    desk.problem()
    done = yian(*arguments, "\udcff")
    assert (done.status, done.refused) == (2, True)


# due


def test_a_queue_is_of_everybody_an_officer_or_an_organization(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.problem(due=dt.date(2026, 3, 15))
    assert [row["id"] for row in typed("due")["waits"]["soon"]] == [ref.partition("/")[2]]
    assert "Due soon: 1" in yian("due", "--for", "zjj/jianguan").out
    assert yian("due", "--for", "office/liaison").out.endswith("Nothing is waiting.\n")
    assert yian("due", "--org", "czj").out.endswith("Nothing is waiting.\n")
    assert "Overdue: 1" in yian("due", "--as-of", "2026-03-16").out
    found = typed("due", "--for", "zjj/head", "--org", "gov")
    assert (found["officer"], found["org"], len(found["waits"]["soon"])) == ("zjj/head", "gov", 1)


@pytest.mark.parametrize("arguments", [["--for", "zjj/nobody"], ["--for", "head"], ["--org", "nowhere"]])
def test_a_queue_of_somebody_unknown_is_refused(yian: Yian, arguments: list[str]) -> None:
    done = yian("due", *arguments)
    assert (done.status, done.refused) == (3, True)


# sql


def test_a_question_is_answered_as_text_json_or_csv(desk: Desk, yian: Yian, typed: Typed) -> None:
    desk.problem(title="=1+1")
    question = "SELECT title, public_concern AS n, NULL AS x FROM problems"
    assert yian("sql", question).out == "title  n  x\n=1+1   0\n"
    assert typed("sql", question) == [{"title": "=1+1", "n": 0, "x": None}]
    assert yian("sql", question, "--format", "csv").out == "title,n,x\n'=1+1,0,\n"
    assert yian("sql", question, "--format", "csv", "--json").status == 2
    assert yian("sql", "--format", "csv").refused


def examples() -> list[str]:
    """Return the questions in SQL that help and the manual show."""
    root = Path(__file__).parents[3]
    pages = [*sorted(root.glob("docs/manual/*/everyday.md")), root / "docs" / "commands.md"]
    found = [re.findall(r'yian sql "(SELECT.*?)"', page.read_text(encoding="utf-8"), re.DOTALL) for page in pages]
    assert all(found)
    return [" ".join(question.split()) for questions in found for question in questions]


@pytest.mark.parametrize("question", sorted(set(examples())))
def test_the_examples_in_sql_agree_with_the_report(desk: Desk, typed: Typed, question: str) -> None:
    kept, gone, back = desk.problem(kind="drifting"), desk.problem(), desk.submitted(title="退回的")
    desk.problem("czj", OFFICE, leader="zjj/head", owner="zjj/head")
    close_out.void(desk.ledger, desk.context(OFFICE), gone, "重复登记")
    desk.review(back, Verdict.RETURN)
    assert kept
    answer = [tuple(row.values()) for row in typed("sql", question)]
    report = typed("report")
    counts = {
        "org": [(row["org"], row["own"]["total"]) for row in report["by_org"]],
        "kind": [(row["kind"], row["figures"]["total"]) for row in report["by_kind"]],
    }
    if "GROUP BY" in question:
        assert sorted(answer) == sorted((name, n) for name, n in counts[question.split()[-1]] if n)
    else:
        assert answer == [(row["id"], row["title"]) for row in typed("list", "--status", "returned")]


def test_without_a_question_the_tables_are_shown(yian: Yian, typed: Typed) -> None:
    assert yian("sql").out.startswith("problems: ")
    assert [table["table"] for table in typed("sql")][:2] == ["problems", "spans"]


@pytest.mark.parametrize(
    "question", ["DELETE FROM problems", "SELECT 1; SELECT 2", "SELECT x", "", "SELECT [a\nb\x1b]"]
)
def test_what_is_no_question_is_refused_in_one_sentence(desk: Desk, yian: Yian, question: str) -> None:
    desk.problem()
    done = yian("sql", question)
    assert (done.status, done.refused) == (2, True)
    assert "\x1b" not in done.err
    assert yian("sql", "SELECT count(*) FROM problems").out == "count(*)\n       1\n"


def test_an_endless_question_can_be_interrupted(desk: Desk, cache: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    environ = os.environ | {"YIAN_LEDGER": str(desk.root), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "yiananlib", "sql"]
    subprocess.run([*command, "SELECT 1"], env=environ, check=True, capture_output=True)
    heard = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a run in the background ignores it, and so would what it starts
    try:
        process = subprocess.Popen([*command, endless], env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, heard)
    with process:
        time.sleep(2)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.decode().strip().count("\n")) == (130, b"", 0)
    assert b"Interrupted" in err
    assert list(cache.glob("*.sqlite"))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--owner", "zjj/jianguam"], "Closest matches: 职务 jianguan (zjj/jianguan)."),
        (["--leader", "住建局/jianguam"], "Closest matches: 职务 jianguan (zjj/jianguan)."),
        (["--owner", "zjj/nobody"], "住建局 has: 职务 deputy-1 (zjj/deputy-1), "),
        (["--org", "zji"], "Closest matches: 住建局 (zjj)"),
    ],
)
def test_a_list_of_nobody_is_a_miss_that_names_the_nearest(yian: Yian, arguments: list[str], named: str) -> None:
    done = yian("list", *arguments)
    assert (done.status, done.refused, named in done.err) == (3, True, True), done.err


@pytest.mark.parametrize("said", ["head", "职务 head", "zjj/head", "班子", "team"])
def test_a_subject_is_given_by_code_or_by_post(yian: Yian, said: str) -> None:
    done = yian("examine", "zjj", "--round", "2026-1", "--subjects", said, "--everyone", "--by", LIAISON)
    assert done.status == 2  # both contradict each other
    answers = '[[answers]]\nprompt = "p01"\nanswer = "clear"\nreason = "已对照"\n'
    call = ("examine", "zjj", "--round", "2026-1", "--subject", said, "--by", LIAISON)
    assert yian(*call, "--subjects", said, "--answers", "-", given=answers).status == 0
    done = yian("examine", "zjj", "--round", "2026-1", "--subject", said, "--status", "--json")
    code = "team" if said in ("班子", "team") else "head"
    assert (done.status, json.loads(done.out)["subject"]) == (0, code)
    done = yian("examine", "zjj", "--round", "2026-2", "--subject", "haed", "--status")
    assert (done.status, "Closest matches: 职务 head (head)" in done.err) == (2, True)


def test_rounds_show_posts_and_json_keeps_codes(yian: Yian) -> None:
    assert yian("examine", "zjj", "--round", "2026-1", "--everyone", "--by", LIAISON).status == 0
    shown = yian("list", "--rounds").out
    assert "职务 deputy-1" in shown
    assert "  deputy-1" not in shown
    assert '"subject": "deputy-1"' in yian("list", "--rounds", "--json").out
