"""`add-measure`, `progress`, `done`, `add-evidence`, `extend`, `amend` and `note` as they are typed."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.cli.conftest import Says, Yian
from tests.services.ledgers import Desk, tree

Typed = Callable[..., Any]


def test_a_measure_goes_its_way(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.problem()
    by = ("--by", LIAISON)
    found = typed("add-measure", ref, "补办", "--owner", "jianguan", "--due", "2026-05-01", "--type", "preventive", *by)
    assert (found["measures"][0]["type"], found["measures"][0]["due"]) == ("preventive", "2026-05-01")
    assert typed("progress", ref, "已核验", "--measure", "1", *by)["status"] == "rectifying"
    found = typed("done", ref, "1", "--evidence", desk.paper(), "--note", "办结", "--on", "2026-03-12", *by)
    assert found["measures"][0]["completed"] == "2026-03-12"
    assert len(found["measures"][0]["evidence"]) == 1
    found = typed("add-evidence", ref, desk.paper("二.pdf", "二"), desk.paper("三.pdf", "三"), "--note", "补充", *by)
    assert len(found["entries"]) == 7
    assert yian("add-evidence", ref, *by).status == 2


def test_a_measure_that_comes_back_is_answered_an_occurrence_at_a_time(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref, by = desk.problem(), ("--by", LIAISON)
    days = ("--every", "每月", "--from", "3月31日", "--until", "2026-06-15")
    (measure,) = typed("add-measure", ref, "每月抽查", "--owner", "jianguan", *days, *by)["measures"]
    assert (measure["every"], measure["from"], measure["due"]) == ("month", "2026-03-31", "2026-06-15")
    assert [one["name"] for one in measure["occurrences"]] == ["2026-03", "2026-04", "2026-05"]
    found = typed("progress", ref, "已抽查", "--measure", "1", "--occurrence", "3月", *by)
    assert found["measures"][0]["occurrences"][0]["answered"] == "2026-03-12"
    assert yian("done", ref, "1", "--occurrence", "2026-03", *by).status == 5
    found = typed("excuse", ref, "1", "四月", "--reason", "停工", "--by", OFFICE)
    assert found["measures"][0]["occurrences"][1]["excused"] == "2026-03-12"
    shown = yian("show", ref, YIAN_NOW="2026-06-01").out
    for word in ("2026-03", "done in time", "2026-04", "excused", "2026-05", "missed", "every month"):
        assert word in shown
    assert [
        m["occurrence"] for m in typed("due", "--for", "zjj/jianguan", "--as-of", "2026-06-01")["waits"]["own_measures"]
    ] == ["2026-05"]
    assert typed("report", "--as-of", "2026-06-01")["figures"]["duties_due"] == 2


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["add-measure", "{ref}", "抽查", "--owner", "jianguan", "--due", "2026-05-01", "--every", "month"], 2),
        (["add-measure", "{ref}", "抽查", "--owner", "jianguan", "--due", "2026-05-01", "--from", "2026-04-01"], 2),
        (["add-measure", "{ref}", "抽查", "--owner", "jianguan", "--every", "day", "--from", "2026-04-01"], 2),
        (["progress", "{ref}", "已查", "--occurrence", "2026-04"], 2),
        (["progress", "{ref}", "已查", "--occurrence", "2026-04", "--measure", "1", "--why", "停工"], 2),
        (["done", "{ref}", "1", "--occurrence", "2026-04"], 5),
        (["excuse", "{ref}", "1", "2026-04"], 2),
        (["excuse", "{ref}", "1", "2026-04", "--reason", "停工"], 5),
    ],
)
def test_what_does_not_come_back_is_refused_with_its_status(
    desk: Desk, yian: Yian, words: list[str], status: int
) -> None:
    ref = desk.problem()
    desk.measure(ref)
    before = tree(desk.root)
    done = yian(*(word.format(ref=ref) for word in words), "--by", OFFICE)
    assert (done.status, done.refused) == (status, True)
    assert tree(desk.root) == before


def test_several_files_after_evidence_are_taken_as_a_shell_writes_them_out(
    desk: Desk, typed: Typed, yian: Yian
) -> None:
    ref = desk.problem()
    desk.measure(ref)
    files = [desk.paper("一.pdf", "一"), desk.paper("二.pdf", "二")]
    done = yian("done", ref, "1", *files, "--by", LIAISON)
    assert (done.status, done.refused) == (2, True)
    found = typed("done", ref, "1", "--evidence", *files, "--by", LIAISON)
    assert len(found["measures"][0]["evidence"]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["add-measure", "{ref}", "补办", "--owner", "jianguan"],
        ["add-measure", "{ref}", "补办", "--owner", "jianguan", "--due", "5月前"],
        ["add-measure", "{ref}", "补办", "--owner", "jianguan", "--due", "2026-05-01", "--type", "x"],
        ["progress", "{ref}"],
        ["progress", "{ref}", "x", "--measure", "0"],
        ["done", "{ref}", "0"],
        ["done", "{ref}", "1000"],
        ["done", "{ref}", "one"],
        ["done", "{ref}", "1", "--evidence", "/nowhere"],
        ["add-evidence", "{ref}", "/nowhere"],
        ["amend", "{ref}", "--reason", "x"],
        ["amend", "{ref}", "--goal", "x"],
        ["amend", "{ref}", "--reason", "x", "--due", "2026-09-01"],
    ],
)
def test_a_mistyped_command_is_2(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    ref = desk.problem()
    desk.measure(ref)
    before = tree(desk.root)
    done = yian(*(a.format(ref=ref) for a in arguments), "--by", LIAISON)
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert tree(desk.root) == before


def test_more_time_is_asked_for_and_granted_or_denied(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.problem()
    asked = ("extend", ref, "--until", "2026-07-10", "--reason", "待评审", "--by", LIAISON)
    assert yian(*asked).out.startswith(f"{ref}  registered  asked for more time until 2026-07-10; ")
    assert "More time requested" in yian("show", ref).out
    assert (yian(*asked).status, yian(*asked).refused) == (5, True)
    found = typed("extend", ref, "--deny", "--opinion", "理由不充分", "--by", INSPECTOR)
    assert (found["due_extended"], found["entries"][-1]["opinion"]) == ("2026-06-15", "理由不充分")
    yian(*asked)
    found = typed("extend", ref, "--grant", "--until", "2026-07-05", "--opinion", "同意", "--by", OFFICE)
    assert (found["due"], found["due_extended"]) == ("2026-06-15", "2026-07-05")
    text = yian("show", ref).out
    assert "2026-07-05 (extended from 2026-06-15)" in text
    assert "More time requested" not in text
    yian("extend", ref, "--until", "2026-08-01", "--reason", "待评审", "--by", LIAISON)
    assert typed("extend", ref, "--grant", "--by", OFFICE)["due_extended"] == "2026-08-01"


def test_more_time_than_is_allowed_is_5_and_says_how_much_is(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    done = yian("extend", ref, "--until", "2026-07-16", "--reason", "待评审", "--by", LIAISON)
    assert (done.status, done.refused) == (5, True)
    assert "the campaign allows 30, until 2026-07-15. Nothing was recorded." in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--until", "2026-07-10"],
        ["--reason", "x"],
        ["--until", "7月前", "--reason", "x"],
        ["--until", "2026-07-10", "--reason", "x", "--opinion", "y"],
        ["--until", "2026-07-10", "--reason", ""],
        ["--grant", "--deny", "--opinion", "x"],
        ["--grant", "--reason", "x"],
        ["--deny"],
        ["--deny", "--opinion", ""],
        ["--deny", "--opinion", "x", "--until", "2026-07-10"],
        ["--deny", "--opinion", "x", "--reason", "y"],
    ],
)
def test_an_extension_is_asked_for_or_decided_and_not_both(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    ref = desk.problem()
    yian("extend", ref, "--until", "2026-07-10", "--reason", "待评审", "--by", "zjj/head")
    if arguments[:1] not in (["--grant"], ["--deny"]):
        yian("extend", ref, "--deny", "--opinion", "先报进展", "--by", OFFICE)
    before = tree(desk.root)
    done = yian("extend", ref, *arguments, "--by", OFFICE)
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert tree(desk.root) == before


def test_a_remark_is_made_of_any_problem(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.closed()
    assert yian("note", ref, "已电话提醒", "--by", OFFICE).out == f"{ref}  closed\n"
    assert typed("note", ref, "二", "--by", LIAISON)["entries"][-1]["note"] == "二"
    assert "已电话提醒" in yian("show", ref).out
    assert yian("note", ref, "", "--by", OFFICE).status == 2
    assert yian("note", ref, "三", "--by", "czj/liaison").status == 5


def test_an_amendment_is_shown(desk: Desk, typed: Typed) -> None:
    ref = desk.problem()
    found = typed("amend", ref, "--cause", "思想松懈", "--level", "thought", "--reason", "剖析", "--by", LIAISON)
    assert (found["root_cause"], found["level"]) == ("思想松懈", ["thought"])


def test_the_files_of_a_folder_are_shown_and_with_apply_recorded(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    desk.measure(ref)
    folder = desk.root.parent / "佐证"
    folder.mkdir()
    name = ref.partition("/")[2]
    (folder / f"{name}-1 照片.jpg").write_bytes(b"1")
    (folder / "会议纪要.pdf").write_bytes(b"2")
    given = ("add-evidence", "--from", folder, "--by", LIAISON)
    shown = yian(*given)
    assert (shown.status, "no matching problem" in shown.out) == (1, True)
    assert yian(*given, "--apply").status == 1
    done = yian(*given, "--skip", "会议*", "--apply", "--json")
    assert done.status == 0
    told = json.loads(done.out)
    assert (told["applied"], told["counts"]["new"], told["counts"]["skipped"]) == (True, 1, 1)
    assert yian(*given, "--skip", "会议*").status == 0


@pytest.mark.parametrize(
    "more",
    [
        ("k7m2qd", "--from", "."),
        ("--from", ".", "--measure", "1"),
        ("k7m2qd", "x.pdf", "--apply"),
        ("k7m2qd", "x.pdf", "--skip", "x"),
        (),
        ("--from", "/nowhere"),
    ],
)
def test_a_folder_and_a_problem_exclude_each_other(yian: Yian, more: tuple[str, ...]) -> None:
    done = yian("add-evidence", *more, "--by", LIAISON)
    assert (done.status, done.refused) == (2, True)


def test_why_is_asked_for_at_a_terminal_once_it_is_overdue_and_kept_in_the_ledger_table(
    desk: Desk, yian: Yian, says: Says
) -> None:
    ref = desk.problem()
    desk.on("2026-06-15")
    assert yian("progress", ref, "已核验10个", "--by", LIAISON).status == 0
    assert desk.state(ref).entries[-1].why is None  # type: ignore[union-attr]  # it is progress
    desk.on("2026-06-16")
    says("施工单位停工")
    assert yian("progress", ref, "还差2个", "--by", LIAISON).status == 0
    assert desk.state(ref).entries[-1].why == "施工单位停工"  # type: ignore[union-attr]  # as above
    says("")
    assert yian("progress", ref, "还差1个", "--by", LIAISON).status == 0
    assert "why" not in (desk.root / desk.file_of(ref)).read_text(encoding="utf-8").rpartition("[[entries]]")[2]
    assert yian("progress", ref, "仍差1个", "--why", "监理更换", "--by", LIAISON).status == 0
    shown = yian("show", ref).out
    assert "not in place because: 监理更换" in shown
    (row,) = csv.DictReader(io.StringIO(yian("report", "--format", "csv").out.lstrip("\ufeff")))
    assert (row["未整改到位原因及下一步计划"], row["逾期天数"], row["轮次"]) == ("监理更换", "1", "1")


def test_why_is_not_asked_elsewhere(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    desk.on("2026-06-16")
    assert yian("progress", ref, "还差2个", "--by", LIAISON).status == 0
    assert yian("progress", ref, "还差1个", "--by", LIAISON, "--json").status == 0
