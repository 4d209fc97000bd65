"""Every command that takes several records: a loop over them, so that none is forgotten."""

import functools
import json
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import click
import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree
from tests.services.noticing import issue
from tests.services.registers import filed
from yiananlib.cli.main import root
from yiananlib.cli.many import HINT
from yiananlib.cli.table import COMMANDS
from yiananlib.model.registers import ALL

Make = Callable[[Desk, int], str]


def registered(desk: Desk, n: int) -> str:
    ref = desk.problem(title=f"问题{n}")
    desk.measure(ref)
    return ref


def submitted(desk: Desk, n: int) -> str:
    return desk.submitted(title=f"问题{n}", effect=f"第{n}季度抽查{n}个项目零补办")


def passed(desk: Desk, n: int) -> str:
    ref = submitted(desk, n)
    desk.review(ref)
    return ref


def sent(desk: Desk, n: int) -> str:
    return issue(desk, title=f"督办{n}")


def kept(desk: Desk, n: int, *, kind: str) -> str:
    """Return a record of a register."""
    return filed(desk, kind, title=f"第{n}件")


class Case(NamedTuple):
    """How a command is typed after the records, who types it, which records it takes, and the entry that it makes."""

    more: tuple[str, ...]
    by: str
    make: Make
    entry: str


YES: Final = tuple(word for n in range(1, 5) for word in ("--standard", f"{n}=yes"))
CASES: Final = {
    "endorse": Case((), HEAD, registered, "endorsed"),
    "number": Case((), OFFICE, registered, "numbered"),
    "review": Case(("--pass", "--opinion", "现场核查", *YES), INSPECTOR, submitted, "reviewed"),
    "close": Case((), OFFICE, passed, "closed"),
    "add-evidence": Case(("--file", "{paper}"), LIAISON, registered, "evidenced"),
    "done": Case(("1", "--note", "办结"), LIAISON, registered, "completed"),
    "note": Case(("已电话催办",), OFFICE, registered, "noted"),
    "void": Case(("--reason", "重复登记"), OFFICE, registered, "voided"),
    "notice": Case(("--withdraw", "--reason", "误发"), OFFICE, sent, "withdrawn"),
    "amend": Case(("--goal", "零补办", "--reason", "补充"), LIAISON, registered, "amended"),
    **{
        name: Case((f"--{option}", "不再需要"), by, functools.partial(kept, kind=name), entry)
        for name, option, by, entry in (
            ("opinion", "decline", LIAISON, "declined"),
            ("group", "dissolve", LIAISON, "dissolved"),
            ("mark", "lift", OFFICE, "lifted"),
            ("commendation", "withdraw", LIAISON, "withdrawn"),
            ("press", "withdraw", LIAISON, "withdrawn"),
            ("dispatch", "withdraw", LIAISON, "withdrawn"),
            ("urge", "withdraw", OFFICE, "withdrawn"),
            ("accountability", "withdraw", INSPECTOR, "withdrawn"),
        )
    },
}
"""Each of the commands that record."""
ELSEWHERE: Final = "transfer"
"""It answers with the new records, not with those given: see `test_transfer`."""
every = pytest.mark.parametrize("name", CASES)


def typed(desk: Desk, name: str, refs: list[str]) -> list[str]:
    case = CASES[name]
    paper = str(desk.paper())
    return [name, *refs, *(word.format(paper=paper) for word in case.more), "--by", case.by]


def last(row: dict[str, Any]) -> str:
    return str(row["entries"][-1]["kind"])


def test_these_are_all_the_commands_that_take_several_records() -> None:
    context = click.Context(root)
    commands = {name: root.get_command(context, name) for name in COMMANDS}
    many = {name for name, found in commands.items() if found and HINT.strip() in (found.help or "")}
    assert many == {*CASES, ELSEWHERE}


@every
def test_several_are_a_list_and_one_is_an_object(desk: Desk, yian: Yian, name: str) -> None:
    refs = [CASES[name].make(desk, n) for n in range(3)]
    done = yian(*typed(desk, name, refs[:2]), "--json")
    assert done.status == 0, done.err
    found = json.loads(done.out)
    assert [f"{row['org']}/{row['id']}" for row in found] == refs[:2]
    assert [last(row) for row in found] == [CASES[name].entry] * 2
    done = yian(*typed(desk, name, refs[2:]), "--json")
    assert (done.status, last(json.loads(done.out))) == (0, CASES[name].entry)
    more = [CASES[name].make(desk, n) for n in range(3, 5)]
    lines = yian(*typed(desk, name, more)).out.splitlines()
    assert [line.split("  ")[0] for line in lines if line.startswith("zjj/")] == more


@every
def test_all_of_them_or_none_with_each_reason(desk: Desk, yian: Yian, name: str) -> None:
    refs = [CASES[name].make(desk, n) for n in range(2)]
    before = tree(desk.root)
    done = yian(*typed(desk, name, [refs[0], "zzzzz0", refs[1], "zzzzz1"]))
    assert (done.status, done.out) == (3, "")
    first, *reasons = done.err.splitlines()
    assert "2 of 4" in first
    assert ["zzzzz0" in reasons[0], "zzzzz1" in reasons[1], len(reasons)] == [True, True, 2]
    assert "Traceback" not in done.err
    assert tree(desk.root) == before
    done = yian(*typed(desk, name, [refs[0], refs[0]]))
    assert done.status != 0
    assert tree(desk.root) == before


@every
def test_a_list_feeds_it(desk: Desk, yian: Yian, name: str) -> None:
    refs = [CASES[name].make(desk, n) for n in range(3)]
    of = {"notice": "notices", **{register.name: register.folder for register in ALL}}.get(name)
    listed = yian("list", "--ids", *([f"--{of}"] if of is not None else []))
    assert sorted(listed.out.splitlines()) == sorted(refs)
    for given in (listed.out, "\ufeff" + listed.out.replace("\n", "\r\n")):
        done = yian(*typed(desk, name, ["-"]), "--json", given=given)
        if given is listed.out:
            assert done.status == 0, done.err
            assert [f"{row['org']}/{row['id']}" for row in json.loads(done.out)] == listed.out.split()
    before = tree(desk.root)
    for unread in ("", "\n \n", b"\xb0\xb8"):
        done = yian(*typed(desk, name, ["-"]), given=unread)
        assert (done.status, done.refused) == (2, True)
        assert "tandard input" in done.err
    assert yian(*typed(desk, name, [])).status == 2
    assert tree(desk.root) == before


def test_numbers_go_in_the_order_given(desk: Desk, yian: Yian) -> None:
    refs = [registered(desk, n) for n in range(5)]
    order = [refs[3], refs[0], "2026-20", refs[4], refs[1]]
    done = yian("number", *order, "--by", OFFICE)
    assert [line.split() for line in done.out.splitlines()] == [
        [refs[3], "registered", "2026-001"], [refs[0], "registered", "2026-020"],
        [refs[4], "registered", "2026-021"], [refs[1], "registered", "2026-022"],
    ]  # fmt: skip
    for wrong in (["17"], ["2026-0"], ["2026-020"], ["2026-030", "2026-031"]):
        assert yian("number", refs[2], *wrong, "--by", OFFICE).status in (2, 3, 5)
    assert desk.state(refs[2]).number is None


def test_the_measures_of_each_problem_follow_it(desk: Desk, yian: Yian) -> None:
    refs = [registered(desk, n) for n in range(3)]
    desk.measure(refs[0], "二")
    by = ("--by", LIAISON)
    done = yian("done", refs[0], "1", "2", refs[1], refs[2], "1", "--json", *by)
    assert done.status == 0, done.err
    assert [[m["completed"] for m in row["measures"]] for row in json.loads(done.out)] == [
        ["2026-03-12"] * 2,
        *[["2026-03-12"]] * 2,
    ]
    ref = registered(desk, 4)
    desk.measure(ref, "二")
    assert isinstance(json.loads(yian("done", ref, "1", "2", "--json", *by).out), dict)
    for wrong in ([ref], [ref, ref], [ref, "0"], [ref, "１"], ["1", ref], [ref, "1", ref]):
        assert yian("done", *wrong, *by).status in (2, 3), wrong


def test_several_measures_are_added_in_one_go(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    given = (
        "--owner",
        "jianguan",
        "--due",
        "2026-05-01",
        "--due",
        "2026-05-20",
        "--type",
        "preventive",
        "--by",
        LIAISON,
    )
    done = yian("add-measure", ref, "补办手续", "修订办法", *given, "--json")
    assert done.status == 0, done.err
    measures = json.loads(done.out)["measures"]
    assert [(m["number"], m["text"], m["due"], m["type"]) for m in measures] == [
        (1, "补办手续", "2026-05-01", "preventive"), (2, "修订办法", "2026-05-20", "preventive"),
    ]  # fmt: skip
    before = tree(desk.root)
    done = yian("add-measure", ref, "甲", "乙", "丙", *given)
    assert (done.status, done.refused) == (2, True)
    done = yian(
        "add-measure",
        ref,
        "甲",
        "乙",
        "--owner",
        "jianguan",
        "--owner",
        "nobody",
        "--due",
        "2026-05-01",
        "--by",
        LIAISON,
    )
    assert (done.status, "乙" in done.err, "甲" in done.err) == (3, True, False)
    assert tree(desk.root) == before


def test_files_and_problems_are_told_apart(desk: Desk, yian: Yian) -> None:
    refs = [registered(desk, n) for n in range(2)]
    papers = [desk.paper("一.pdf", "一"), desk.paper("二.pdf", "二")]
    by = ("--by", LIAISON)
    assert yian("add-evidence", refs[0], *papers, *by).status == 0
    assert len(desk.state(refs[0]).evidence) == 2
    assert yian("add-evidence", *refs, "--file", papers[0], "--file", papers[1], "--measure", "1", *by).status == 0
    assert [len(desk.state(ref).evidence) for ref in refs] == [4, 2]
    assert len(list((desk.root / "orgs/zjj/evidence").iterdir())) == 2
    before = tree(desk.root)
    for wrong in ((*refs, papers[0]), (refs[0],), ("--file", papers[0]), (*refs, papers[0], "--file", papers[1])):
        assert yian("add-evidence", *wrong, *by).status in (2, 3)
    assert tree(desk.root) == before


def test_the_name_of_a_problem_is_not_taken_for_a_remark(desk: Desk, yian: Yian) -> None:
    refs = [registered(desk, n) for n in range(2)]
    for words in (refs, [ref.partition("/")[2] for ref in refs]):
        done = yian("note", *words, "--by", OFFICE)
        assert (done.status, done.refused) == (2, True)
    assert yian("note", refs[0], "abc123", "--by", OFFICE).status == 0


def test_a_gate_that_is_not_met_is_shown_and_none_is_closed(desk: Desk, yian: Yian) -> None:
    ready, held = passed(desk, 1), passed(desk, 2)
    (desk.root / f"orgs/zjj/evidence/{desk.state(held).evidence[0].file}").unlink()
    done = yian("close", ready, held, "--by", OFFICE)
    assert (done.status, held in done.out, ready in done.out) == (1, True, False)
    assert "None of the 2 named was recorded" in done.err
    found = json.loads(yian("close", ready, held, "--by", OFFICE, "--json").out)
    assert [row["problem"] for row in found] == [held]
    assert desk.state(ready).status == "passed"


def test_notices_go_to_several_organizations(desk: Desk, yian: Yian) -> None:
    given = ("--title", "抽查督办", "--demand", "报结果", "--due", "2026-03-20", "--by", OFFICE)
    done = yian("notice", "zjj", "财政局", *given)
    assert [line.partition("/")[0] for line in done.out.splitlines()] == ["zjj", "czj"]
    before = tree(desk.root)
    assert yian("notice", "zjj", "nowhere", *given).status == 3
    assert tree(desk.root) == before


def test_a_list_of_ids_names_its_rows(desk: Desk, yian: Yian) -> None:
    ref = registered(desk, 1)
    assert yian("list", "--ids").out == f"{ref}\n"
    assert json.loads(yian("list", "--ids", "--json").out) == [ref]
    assert yian("list", "--ids", "--status", "closed").out == ""
    assert yian("list", "--ids", "--orgs").out.splitlines() == ["gov", "zjj", "czj", "office", "jiwei"]
    assert LIAISON in yian("list", "--ids", "--officers").out.splitlines()
    assert yian("list", "--ids", "--limit", "1", "--sort", "due").out == f"{ref}\n"
    for other in ("--prompts", "--cases", "--rounds"):
        done = yian("list", "--ids", other)
        assert (done.status, done.refused) == (2, True)
