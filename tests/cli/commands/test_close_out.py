"""`endorse`, `submit`, `withdraw`, `review`, `close`, `look-back`, `reopen` and `void` as they are typed."""

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
    assert "not yet closable, endorsed: " in done.err
    assert typed("withdraw", ref, "--reason", "补充", "--by", LIAISON)["status"] == "rectifying"
    assert typed("endorse", ref, "--note", "同意", "--by", HEAD)["entries"][-1]["note"] == "同意"
    assert (
        yian("submit", ref, "--effect", "零补办", "--rule", "办法", "--by", LIAISON).err.count("not yet closable") == 1
    )
    found = typed("review", ref, "--return", "--opinion", "佐证不足", "--by", OFFICE)
    assert (found["status"], found["entries"][-1]["standards"]) == ("returned", None)
    yian("submit", ref, "--effect", "零补办", "--rule", "办法", "--wider", "同查", "--by", LIAISON)
    yian("endorse", ref, "--by", HEAD)
    answers = [x for n, yes in enumerate(("yes", "是", "yes", "no"), start=1) for x in ("--standard", f"{n}={yes}")]
    found = typed("review", ref, "--pass", "--opinion", "属实", *answers, "--by", INSPECTOR)
    assert found["entries"][-1]["standards"] == {"1": True, "2": True, "3": True, "4": False}
    no = yian("close", ref, "--by", OFFICE)
    assert (no.status, "standards: " in no.out, no.err) == (1, True, "")
    assert yian("close", ref, "--json", "--by", OFFICE).status == 1
    found = typed("close", ref, "--waive", "standards=第四项按新标准整改", "--by", OFFICE)
    assert found["entries"][-1]["waived"] == {"standards": "第四项按新标准整改"}
    assert typed("look-back", ref, "--held", "--opinion", "未反弹", "--by", OFFICE)["status"] == "closed"
    assert typed("look-back", ref, "--slipped", "--opinion", "反弹", "--by", INSPECTOR)["round"] == 2
    assert typed("void", ref, "--reason", "并案", "--by", OFFICE)["status"] == "voided"


def test_a_closed_problem_is_reopened(desk: Desk, yian: Yian) -> None:
    ref = desk.closed()
    assert yian("reopen", ref, "--reason", "群众反映", "--by", OFFICE).out == f"{ref}  rectifying\n"


def test_nothing_is_missing_where_the_outlook_is_clear(desk: Desk, yian: Yian) -> None:
    ref = rectified(desk)
    desk.endorse(ref)
    done = yian("submit", ref, "--effect", "零补办", "--rule", "办法", "--wider", "同查", "--by", LIAISON)
    assert (done.status, done.err) == (0, "")


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
        ["close", "{ref}", "--waive", "nonsense=x"],
        ["look-back", "{ref}", "--opinion", "x"],
        ["look-back", "{ref}", "--held"],
        ["reopen", "{ref}"],
        ["void", "{ref}"],
    ],
)
def test_what_is_typed_wrongly_is_2(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    ref = desk.submitted()
    before = tree(desk.root)
    done = yian(*(a.format(ref=ref) for a in arguments), "--by", INSPECTOR)
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert tree(desk.root) == before
