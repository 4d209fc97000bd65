"""`notice`, `reply` and `remind` as they are typed, and what `list`, `show`, `due` and `close` make of notices."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree
from tests.services.noticing import issue, reply, status
from tests.services.registers import case

Typed = Callable[..., Any]

SENT = ("--title", "抽查督办", "--demand", "报核验结果", "--due", "2026-03-20")


def test_a_notice_is_sent_answered_returned_raised_and_settled(yian: Yian, typed: Typed) -> None:
    sent = typed("notice", "zjj", *SENT, "--by", OFFICE)
    assert (sent["org"], sent["status"], sent["rung"]) == ("zjj", "issued", "supervision")
    ref = f"zjj/{sent['id']}"
    by = ("--by", OFFICE)
    assert yian("reply", ref, "--received", "--by", LIAISON).out == f"{ref}  to be answered  by 2026-03-20\n"
    assert yian("reply", sent["id"], "已核验", "--document", "18号", "--by", LIAISON).out == f"{ref}  answered  18号\n"
    returned = ("notice", sent["id"][:4], "--return", "--opinion", "未报定责", "--due", "2026-03-22", *by)
    assert yian(*returned).out == f"{ref}  to be answered again  by 2026-03-22\n"
    raised = typed("notice", ref, "--raise", "caution", "--reason", "两次催办未报", *by)
    assert (raised["rung_now"], raised["due_now"]) == ("caution", "2026-03-22")
    yian("reply", ref, "已定责", "--by", LIAISON)
    assert yian("notice", ref, "--close", "--opinion", "属实", "--by", INSPECTOR).out == f"{ref}  settled\n"
    assert yian("verify").status == 0


def test_a_notice_says_all_that_can_be_said(desk: Desk, typed: Typed) -> None:
    problem = desk.problem()
    more = (
        "--rung", "reminder", "--basis", "常委会纪要", "--urgency", "urgent", "--problem", problem,
        "--support", "czj", "--leader", "deputy-1",
    )  # fmt: skip
    found = typed("notice", "zjj", *SENT, *more, "--by", OFFICE)
    assert (found["rung"], found["basis"], found["urgency"]) == ("reminder", "常委会纪要", "urgent")
    assert (found["problems"], found["support"], found["leader"]) == (
        [problem.partition("/")[2]], ["czj"], "zjj/deputy-1",
    )  # fmt: skip


def test_a_notice_hands_on_a_task_in_its_words(desk: Desk, yian: Yian, typed: Typed) -> None:
    tasks = [{"number": 1, "text": "清理制度", "due": dt.date(2026, 7, 1)}, {"number": 2, "text": "全面排查"}]
    case(desk, tasks=tasks)
    sent = typed("notice", "zjj", "--task", "case-1/1", "--by", OFFICE)
    assert (sent["task"], sent["title"], sent["demand"]) == ("case-1/1", "清理制度", "清理制度")
    assert sent["due"] == "2026-07-01"
    refused = yian("notice", "zjj", "--task", "case-1/2", "--by", OFFICE)
    assert (refused.status, refused.refused) == (2, True)
    assert "has no last day; say when the reply is due: --due DAY" in refused.err
    own = typed("notice", "zjj", "--task", "case-1/2", *SENT, "--by", OFFICE)
    assert (own["title"], own["due"], own["task"]) == ("抽查督办", "2026-03-20", "case-1/2")
    assert yian("notice", "zjj", "--task", "case-1/9", *SENT, "--by", OFFICE).status == 3
    assert "Task" in yian("show", sent["id"]).out
    yian("reply", sent["id"], "已清理", "--by", LIAISON)
    (found,) = typed("report", "--tasks")["cases"]
    assert [task["notices"]["answered"] for task in found["tasks"]] == [1, 0]
    assert "1 of 1" in yian("report", "--tasks").out
    assert yian("verify").status == 0
    desk.edit(f"orgs/zjj/notices/{sent['id']}.toml", '"case-1/1"', '"case-1/7"')
    assert "there is no task case-1/7" in yian("verify").out


def test_a_notice_is_withdrawn(desk: Desk, yian: Yian) -> None:
    ref = issue(desk)
    assert yian("notice", ref, "--withdraw", "--reason", "发错", "--by", OFFICE).out == f"{ref}  withdrawn\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["notice", "zjj"],
        ["notice", "zjj", "--title", "一", "--demand", "二"],
        ["notice", "zjj", *SENT, "--opinion", "三"],
        ["notice", "zjj", *SENT, "--rung", "warning"],
        ["notice", "zjj", *SENT, "--due", "3月前"],
        ["notice", "{ref}", "--return"],
        ["notice", "{ref}", "--return", "--reason", "一"],
        ["notice", "{ref}", "--close", "--opinion", "一", "--due", "2026-03-22"],
        ["notice", "{ref}", "--raise", "caution", "--opinion", "一"],
        ["notice", "{ref}", "--raise", "hardest", "--reason", "一"],
        ["notice", "{ref}", "--withdraw", "--reason", "一", "--title", "二"],
        ["notice", "{ref}", "--return", "--close", "--opinion", "一"],
        ["notice", "{ref}", "--close", "--opinion", "一\x1b[31m"],
        ["notice"],
        ["reply", "{ref}"],
        ["reply", "{ref}", "一", "--received"],
        ["reply", "{ref}", "--received", "--document", "18号"],
        ["reply", "{ref}", ""],
        ["list", "--open"],
        ["list", "--notices", "--kind", "other"],
        ["list", "--notices", "--limit", "1"],
        ["list", "--orgs", "--open"],
        ["remind", "--for", "zjj/head", "--org", "zjj"],
        ["remind", "--format", "csv"],
        ["remind", "--format", "md", "--json"],
    ],
)
def test_a_mistyped_notice_is_2(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    ref = issue(desk)
    reply(desk, ref)
    before = tree(desk.root)
    by = () if arguments[0] in ("list", "remind") else ("--by", LIAISON if arguments[0] == "reply" else INSPECTOR)
    done = yian(*(a.format(ref=ref) for a in arguments), *by)
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert tree(desk.root) == before


@pytest.mark.parametrize(
    ("arguments", "ended"),
    [
        (["notice", "zjj", *SENT, "--by", LIAISON], 5),
        (["notice", "{ref}", "--close", "--opinion", "一", "--by", INSPECTOR], 5),
        (["notice", "{ref}", "--raise", "reminder", "--reason", "一", "--by", INSPECTOR], 5),
        (["reply", "{ref}", "一", "--by", "czj/liaison"], 5),
        (["reply", "zzzzzz", "一", "--by", LIAISON], 3),
        (["notice", "nowhere", *SENT, "--by", OFFICE], 3),
        (["notice", "zjj", "--close", "--opinion", "一", "--by", OFFICE], 3),
        (["show", "zzzzzz"], 3),
        (["show", "{ref}", "--as-of", "2026-03-11"], 2),
        (["remind", "--for", "zjj/nobody"], 3),
        (["list", "--notices", "--org", "nowhere"], 3),
    ],
)
def test_what_is_refused_is_said_in_one_line(desk: Desk, yian: Yian, arguments: list[str], ended: int) -> None:
    ref = issue(desk)
    done = yian(*(a.format(ref=ref) for a in arguments))
    assert (done.status, done.refused) == (ended, True)


def test_notices_are_listed_and_shown(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = issue(desk)
    name = ref.partition("/")[2]
    assert [row["id"] for row in typed("list", "--notices")] == [name]
    assert typed("list", "--notices", "--overdue", "--as-of", "2026-03-20") == []
    (late,) = typed("list", "--notices", "--overdue", "--org", "zjj", "--as-of", "2026-03-21")
    assert (late["due_now"], late["overdue_days"]) == ("2026-03-20", 1)
    assert "no matching notices" in yian("list", "--notices", "--org", "czj").out.lower()
    assert [row["id"] for row in typed("list", "--notices", "--open")] == [name]
    assert typed("show", name)["title"] == "抽查督办"
    assert typed("show", f"zjj/{name[:4]}")["matter"] == "notice"


def test_an_id_of_a_problem_and_a_notice_names_both(desk: Desk, yian: Yian) -> None:
    problem = desk.problem()
    name = problem.partition("/")[2]
    path = desk.root / f"orgs/zjj/notices/{issue(desk).partition('/')[2]}.toml"
    desk.write(f"orgs/zjj/notices/{name}.toml", path.read_text(encoding="utf-8").replace(f'"{path.stem}"', f'"{name}"'))
    path.unlink()
    done = yian("show", name)
    assert (done.status, done.refused) == (3, True)
    assert f"{problem} (problem), {problem} (notice)" in done.err
    assert yian("reply", name, "--received", "--by", LIAISON).status == 0
    assert yian("progress", name, "已核验", "--by", LIAISON).status == 0


def test_a_notice_that_asks_again_and_again_takes_a_reply_each_time(desk: Desk, yian: Yian) -> None:
    words = ("--title", "月报", "--demand", "每月报余额", "--due", "2026-03-31", "--by", OFFICE)
    assert yian("notice", "zjj", *words, "--often", "month").status == 2
    sent = yian("notice", "zjj", *words, "--often", "month", "--until", "2026-04-30")
    notice = sent.out.split()[0]
    assert yian("reply", notice, "充足", "--by", LIAISON).status == 5
    assert "2026-03 answered" in yian("reply", notice, "充足", "--occurrence", "3月", "--by", LIAISON).out
    assert "every month, from 2026-03-31 to 2026-04-30" in yian("show", notice).out
    assert "to be answered" in yian("show", notice).out
    assert yian("notice", notice, "--excuse", "4月", "--by", OFFICE).status == 2
    assert "2026-04 excused" in yian("notice", notice, "--excuse", "4月", "--reason", "停工", "--by", OFFICE).out


def test_an_unanswered_notice_blocks_a_close_until_it_is_answered(desk: Desk, yian: Yian) -> None:
    ref = desk.passed()
    notice = issue(desk, problems=(ref,))
    done = yian("close", ref, "--by", OFFICE)
    assert done.status == 1
    assert f"notices: unanswered supervision notices: {notice}\n" in done.out
    yian("reply", notice, "已核验", "--by", LIAISON)
    assert yian("close", ref, "--by", OFFICE).out == f"{ref}  closed\n"
    assert status(desk, notice) == "replied"
    assert yian("verify").status == 0


# reminders


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    issue(desk)
    desk.problem(title="将到期")
    return desk.on("2026-06-12")


def test_reminders_speak_the_campaign_s_language(waiting: Desk, yian: Yian) -> None:
    text = yian("remind", "--for", LIAISON).out
    assert "2026年6月12日" in text
    assert "To do" not in text
    assert "将到期" in text
    assert yian("remind", "--for", LIAISON, LANGUAGE="en").out == text


def test_reminders_are_written_into_a_file(waiting: Desk, yian: Yian, tmp_path: Path) -> None:
    for ending, begins in (("md", "# "), ("ics", "BEGIN:VCALENDAR"), ("json", "{"), ("txt", "待办")):
        path = tmp_path / f"提醒.{ending}"
        done = yian("remind", "--org", "zjj", "-o", path)
        assert (done.status, done.out) == (0, "")
        assert str(path) in done.err
        assert path.read_bytes().decode().startswith(begins)
    assert yian("remind", "-o", tmp_path / "nowhere" / "x").status == 6
    assert yian("remind", "-o", tmp_path).status == 6


def test_a_calendar_comes_out_of_a_pipe_whole(waiting: Desk, yian: Yian) -> None:
    found = Calendar.from_ical(yian("remind", "--for", "zjj/jianguan", "--format", "ics").out)
    assert [str(event["SUMMARY"]).rpartition(" ")[2] for event in found.walk("VEVENT")] == ["临期：将到期"]


def test_reminders_as_json_are_those_of_due(waiting: Desk, typed: Typed) -> None:
    (found,) = typed("remind", "--for", LIAISON)["officers"]
    assert found["waits"] == typed("due", "--for", LIAISON)["waits"]
    assert typed("remind", "--format", "json", "--org", "czj")["officers"] == []
