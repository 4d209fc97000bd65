"""What leads to a close and what follows it, from `endorse` to `void` and `number`, as it is typed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree

Typed = Callable[..., Any]


def rectified(desk: Desk) -> str:
    ref = desk.problem()
    desk.measure(ref)
    desk.done(ref)
    return ref


def test_the_whole_way(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = rectified(desk)
    done = yian("submit", ref, "--effect", "零补办", "--no-rule", "个案", "--no-wider", "仅此", "--by", LIAISON)
    assert (done.status, done.out) == (0, f"{ref}  submitted\n")
    assert "cannot be closed yet, endorsed: " in done.err
    assert typed("withdraw", ref, "--reason", "补充", "--by", LIAISON)["status"] == "rectifying"
    assert typed("endorse", ref, "--note", "同意", "--by", HEAD)["entries"][-1]["note"] == "同意"
    no = yian("submit", ref, "--effect", "零补办", "--rule", "办法", "--by", LIAISON)
    assert (no.status, no.err) == (1, "")
    assert f"{ref} cannot be submitted as complete yet. Unmet checks: 1\nwider: " in no.out
    assert "run `yian submit` with `--wider`" in no.out
    said = ("--effect", "零补办", "--rule", "办法", "--incomplete", "同类问题待查", "--by", LIAISON)
    assert yian("submit", ref, *said).err.count("cannot be closed yet") == 1
    found = typed("review", ref, "--return", "--opinion", "佐证不足", "--by", OFFICE)
    assert (found["status"], found["entries"][-1]["standards"]) == ("returned", None)
    yian("submit", ref, "--effect", "零补办", "--rule", "办法", "--wider", "同查", "--by", LIAISON)
    yian("endorse", ref, "--by", HEAD)
    answers = [x for n, yes in enumerate(("yes", "是", "yes"), start=1) for x in ("--standard", f"{n}={yes}")]
    no = yian("review", ref, "--pass", "--opinion", "属实", *answers, "--by", INSPECTOR)
    assert (no.status, no.refused, "--standard 4=yes (制度机制不完善" in no.err) == (2, True, True)
    no = yian("review", ref, "--pass", "--opinion", "属实", *answers, "--standard", "4=no", "--by", INSPECTOR)
    assert (no.status, no.refused, "`yian review --return`" in no.err) == (5, True, True)
    found = typed("review", ref, "--pass", "--opinion", "属实", *answers, "--standard", "4=yes", "--by", INSPECTOR)
    assert found["entries"][-1]["standards"] == {"1": True, "2": True, "3": True, "4": True}
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    no = yian("close", ref, "--by", OFFICE)
    assert (no.status, "publicity: " in no.out, no.err) == (1, True, "")
    found = yian("close", ref, "--json", "--by", OFFICE)
    assert (found.status, '"submitting": false' in found.out) == (1, True)
    no = yian("close", ref, "--waive", "publicity=涉密事项不予公示", "--by", OFFICE)
    assert (no.status, "only an inspector may pass and waive" in no.err) == (5, True)
    found = typed("close", ref, "--waive", "publicity=涉密事项不予公示", "--by", INSPECTOR)
    assert found["entries"][-1]["waived"] == {"publicity": "涉密事项不予公示"}
    assert typed("look-back", ref, "--held", "--opinion", "未反弹", "--by", OFFICE)["status"] == "closed"
    assert typed("look-back", ref, "--slipped", "--opinion", "反弹", "--by", INSPECTOR)["round"] == 2
    assert typed("void", ref, "--reason", "并案", "--by", OFFICE)["status"] == "voided"


def test_a_closed_problem_is_reopened(desk: Desk, yian: Yian) -> None:
    ref = desk.closed()
    assert yian("reopen", ref, "--reason", "群众反映", "--by", OFFICE).out == f"{ref}  rectifying\n"


def test_a_result_is_made_public_and_what_is_objected_is_kept(desk: Desk, yian: Yian, typed: Typed) -> None:
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    ref = desk.passed()
    days = ("--since", "2026-03-12", "--until", "2026-03-16", "--by", OFFICE)
    found = typed("publicise", ref, "--objection", "一户未到账", "--objection", "另一户", *days)
    assert (found["status"], found["entries"][-1]["objections"]) == ("passed", ["一户未到账", "另一户"])
    assert "2026-03-12 to 2026-03-16, 5 days; open objections: 一户未到账, 另一户" in yian("show", ref).out
    assert typed("publicise", ref, *days)["entries"][-1]["objections"] == []
    assert "2026-03-12 to 2026-03-16, 5 days; no open objection" in yian("show", ref).out
    no = yian("close", ref, "--by", OFFICE)
    assert (no.status, "publicity: " in no.out) == (1, True)
    done = yian("publicise", ref, "--since", "2026-03-12", "--until", "2026-03-15", "--by", OFFICE)
    assert (done.status, done.refused) == (5, True)
    desk.on("2026-03-17")
    assert yian("close", ref, "--by", OFFICE).out == f"{ref}  closed\n"


def test_a_number_is_given_and_names_the_problem(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref, other = desk.problem(), desk.problem(title="另一个")
    assert yian("number", ref, "--by", OFFICE).out == f"{ref}  registered  2026-001\n"
    assert [row["number"] for row in typed("list")] == ["2026-001", None]
    assert typed("show", ref)["number"] == "2026-001"
    assert typed("number", other, "2026-17", "--by", INSPECTOR)["entries"][-1]["number"] == "2026-017"
    assert yian("show", "2026-017").out.startswith(f"{other}  2026-017  另一个\n")
    assert yian("progress", "2026-17", "已核验", "--by", LIAISON).out == f"{other}  rectifying\n"
    done = yian("show", "2026-018")
    assert (done.status, done.refused) == (3, True)
    for arguments in ([ref], [ref, "2026-018"]):
        done = yian("number", *arguments, "--by", OFFICE)
        assert (done.status, done.refused) == (5, True)


def test_nothing_is_missing_where_the_outlook_is_clear(desk: Desk, yian: Yian) -> None:
    ref = rectified(desk)
    desk.endorse(ref)
    done = yian("submit", ref, "--effect", "零补办", "--rule", "办法", "--wider", "同查", "--by", LIAISON)
    assert (done.status, done.err) == (0, "Recorded by 住建局职务 liaison (zjj/liaison).\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["submit", "{ref}"],
        ["submit", "{ref}", "--effect", "x", "--rule", "a", "--no-rule", "b"],
        ["submit", "{ref}", "--effect", "x", "--wider", "a", "--no-wider", "b"],
        ["withdraw", "{ref}"],
        ["review", "{ref}", "--opinion", "x"],
        ["review", "{ref}", "--pass", "--return", "--opinion", "x"],
        ["review", "{ref}", "--pass"],
        ["review", "{ref}", "--pass", "--opinion", "x", "--standard", "1"],
        ["review", "{ref}", "--pass", "--opinion", "x", "--standard", "1=maybe"],
        ["review", "{ref}", "--pass", "--opinion", "x", "--standard", "0=yes"],
        ["review", "{ref}", "--pass", "--opinion", "x", "--standard", "5=yes"],
        ["review", "{ref}", "--pass", "--opinion", "x", "--standard", "１=yes"],
        ["close", "{ref}", "--waive", "wider"],
        ["close", "{ref}", "--waive", "wider="],
        ["close", "{ref}", "--waive", "wider=全县仅此一处", "--waive", "wider=另一个理由"],
        ["review", "{ref}", "--return", "--opinion", "x", "--waive", "wider=全县仅此一处"],
        ["review", "{ref}", "--pass", "--opinion", "x", "--standard", "1=yes", "--standard", "1=no"],
        ["submit", "{ref}", "--effect", "x", "--incomplete"],
        ["publicise", "{ref}", "--until", "2026-03-12"],
        ["publicise", "{ref}", "--since", "2026-03-12", "--until", "3月前"],
        ["publicise", "{ref}", "--since", "2026-03-12", "--until", "2026-03-16", "--objection", ""],
        ["number", "{ref}", "17"],
        ["number", "{ref}", "2026-0"],
        ["number", "{ref}", "２０２６-017"],
        ["look-back", "{ref}", "--opinion", "x"],
        ["look-back", "{ref}", "--held"],
        ["reopen", "{ref}"],
        ["void", "{ref}"],
    ],
)
def test_a_mistyped_command_is_2(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    ref = desk.submitted()
    before = tree(desk.root)
    done = yian(*(a.format(ref=ref) for a in arguments), "--by", INSPECTOR)
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert tree(desk.root) == before


def test_a_waiver_of_the_pass_is_said_in_the_log_of_the_problem(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.problem(severity="general", field="none")
    desk.measure(ref)
    desk.done(ref)
    desk.submit(ref, wider="", incomplete="同类问题待查")
    reason = "wider=全县仅此一处"
    found = typed("review", ref, "--pass", "--opinion", "属实", "--waive", reason, "--by", OFFICE)
    assert found["entries"][-1]["waived"] == {"wider": "全县仅此一处"}
    shown = yian("show", ref).out
    assert "属实; waived wider: 全县仅此一处" in shown
    assert "incomplete: 同类问题待查" in shown
