"""What a shell is offered for a word that names something in the ledger."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from tests.builders import LIAISON
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, new_desk, tree
from tests.services.noticing import issue
from tests.services.registers import case
from yiananlib.cli.completing import (
    FIELD,
    KIND,
    LEVEL,
    NOTICE,
    NOTICE_OR_ORG,
    OFFICER,
    ORG,
    PROBLEM,
    PROMPT,
    SOURCE,
    TAG,
    TASK,
    Known,
)
from yiananlib.cli.session import Session
from yiananlib.index import completions
from yiananlib.model.tags import vocabularies

Offered = Callable[..., list[str]]


def offered_in(root: Path | str, known: Known, incomplete: str) -> list[tuple[str, str | None]]:
    """Return what is offered, with its words."""
    context = click.Context(click.Command("x"), obj=Session({"YIAN_LEDGER": str(root)}))
    items = known.shell_complete(context, click.Option(["--x"]), incomplete)
    return [(item.value, item.help) for item in items]


@pytest.fixture
def offered(desk: Desk, yian: Yian) -> Offered:
    """Return what is offered in the desk's ledger, of which there is an index."""
    assert yian("list").status == 0
    return lambda known, incomplete="": [value for value, _help in offered_in(desk.root, known, incomplete)]


def test_a_problem_is_offered_by_its_id_and_by_its_organization(desk: Desk, offered: Offered) -> None:
    ref = desk.problem()
    name = ref.partition("/")[2]
    for start in ("", name[:1], name):
        assert offered(PROBLEM, start) == [name]
    for start in ("zjj/", f"zjj/{name[:2]}", ref):
        assert offered(PROBLEM, start) == [ref]
    for start in ("czj/", "zj/", "zjj", "/", f"x{name}", f"zjj/x{name}", f"zjj//{name}"):
        assert offered(PROBLEM, start) == []


def test_tags_are_offered_with_their_vocabularies_and_fields_of_their_own_are_not(desk: Desk, offered: Offered) -> None:
    known = list(desk.ledger.campaign().vocabulary["four_winds"])
    assert offered(TAG, "four_") == [f"four_winds/{key}" for key in known]
    assert {tag.partition("/")[0] for tag in offered(TAG)} == set(vocabularies(desk.ledger.campaign().vocabulary))
    assert offered(TAG, "kind/") == offered(TAG, "tags/") == []


def test_tasks_are_offered_by_their_case(desk: Desk, offered: Offered, yian: Yian) -> None:
    case(desk)
    assert yian("list").status == 0
    assert offered(TASK, "case-1/") == ["case-1/1", "case-1/2"]
    assert offered(TASK, "case-2") == []


def test_what_is_offered_comes_with_its_words(desk: Desk, offered: Offered) -> None:
    desk.problem(title="新的问题")
    assert [said for _value, said in offered_in(desk.root, PROBLEM, "")] == ["新的问题"]
    assert ("zjj", "住建局") in offered_in(desk.root, ORG, "")
    assert offered_in(desk.root, OFFICER, "zjj/jian") == [("zjj/jianguan", "职务 jianguan")]
    assert offered_in(desk.root, KIND, "drif") == [("drifting", "作风漂浮")]


def test_organizations_officers_prompts_and_words_are_offered(offered: Offered) -> None:
    assert offered(ORG) == ["gov", "zjj", "czj", "office", "jiwei"]
    assert offered(ORG, "j") == ["jiwei"]
    assert offered(OFFICER, "czj") == ["czj/head", "czj/liaison"]
    assert offered(PROMPT, "p0")[:2] == ["p01", "p02"]
    assert offered(SOURCE)[0] == "self_check"
    assert "tender" in offered(FIELD, "t")
    assert offered(LEVEL, "w") == ["work"]


@pytest.mark.parametrize("known", [PROBLEM, ORG, OFFICER, PROMPT, SOURCE, KIND, FIELD, LEVEL])
@pytest.mark.parametrize(
    "start", ["*", "?", "[", "]", "[a-z]", "[^x]", "'", "%", "_", '"', "zjj/*", "zjj/?", "zjj/[a-z0-9]", "*/", "\udcff"]
)
def test_a_hostile_beginning_is_taken_for_what_it_is(desk: Desk, offered: Offered, known: Known, start: str) -> None:
    desk.problem()
    assert offered(known, start) == []


def test_no_more_is_offered_than_can_be_looked_through(
    desk: Desk, offered: Offered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completions, "MOST", 2)
    for title in "一二三":
        desk.problem(title=title)
    assert len(offered(PROBLEM)) == len(offered(PROBLEM, "zjj/")) == len(offered(ORG)) == 2


def test_before_there_is_an_index_nothing_is_offered_and_none_is_made(desk: Desk, cache: Path) -> None:
    desk.problem()
    assert offered_in(desk.root, PROBLEM, "") == offered_in(desk.root, ORG, "") == []
    cache.mkdir(parents=True)
    assert offered_in(desk.root, ORG, "") == []
    assert list(cache.iterdir()) == []


def test_outside_a_ledger_nothing_is_offered(
    desk: Desk, offered: Offered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered_in("", ORG, "") == offered_in(tmp_path, ORG, "") == offered_in(tmp_path / "no", ORG, "") == []
    assert ORG.shell_complete(click.Context(click.Command("x")), click.Option(["--x"]), "") == []
    other = new_desk(tmp_path / "other")
    assert offered_in(other.root, ORG, "") == []


def test_a_ledger_that_cannot_be_read_offers_nothing_or_what_was_known(desk: Desk, offered: Offered) -> None:
    desk.write("yian.toml", "x = \n")
    assert offered(ORG) == []


def test_a_record_that_cannot_be_read_hides_no_other(desk: Desk, yian: Yian, offered: Offered) -> None:
    ref = desk.problem()
    yian("list")
    desk.write("orgs/czj/problems/aaaaaa.toml", "x = \n")
    assert offered(PROBLEM, ref) == [ref]


def test_in_a_large_ledger_what_was_known_is_offered(
    desk: Desk, yian: Yian, offered: Offered, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yiananlib.index import cache

    ref = desk.problem(title="旧")
    yian("list")
    monkeypatch.setattr(cache, "_FEW", 0)
    desk.problem(title="新")
    assert offered(PROBLEM, "zjj/") == [ref]


def test_a_damaged_index_offers_nothing(desk: Desk, offered: Offered, cache: Path) -> None:
    (path,) = cache.glob("*.sqlite")
    path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    assert offered(ORG) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_answered(desk: Desk, yian: Yian, shell: str) -> None:
    ref = desk.problem(title="新的问题")
    yian("list")
    words = {"COMP_WORDS": f"yian show {ref[:5]}", "COMP_CWORD": "2" if shell != "fish" else ref[:5]}
    done = subprocess.run(
        [sys.executable, "-m", "yiananlib"],
        env=os.environ | words | {"_YIAN_COMPLETE": f"{shell}_complete", "YIAN_LEDGER": str(desk.root)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert ref in done.stdout


def test_a_notice_is_offered_where_one_is_named_and_organizations_beside_it(desk: Desk, offered: Offered) -> None:
    ref = issue(desk)
    name = ref.partition("/")[2]
    desk.problem()
    assert offered(NOTICE) == [name]
    assert offered(NOTICE, f"zjj/{name[:2]}") == [ref]
    assert offered(NOTICE, "czj/") == []
    assert set(offered(NOTICE_OR_ORG)) == {"gov", "zjj", "czj", "office", "jiwei", name}
    assert offered(NOTICE_OR_ORG, "zj") == ["zjj"]


NAMED = [
    *[("list", "--org", said) for said in ("zjj", "ZJJ", "住建局", " 住建局", "住 建 局")],
    *[("report", "--org", said) for said in ("czj", "财政局", "CZJ")],
    *[("compare", "--from", "2026-03-01", "--org", said) for said in ("czj", "财政局")],
    *[("lint", "--org", said) for said in ("czj", "财政局")],
    *[("due", "--org", said) for said in ("czj", "财政局")],
    *[("remind", "--org", said) for said in ("czj", "财政局")],
    *[
        (command, "--for", said)
        for command in ("due", "remind")
        for said in ("zjj/jianguan", "住建局/jianguan", "住建局/职务 jianguan", "zjj/职务jianguan", "职务 jianguan")
    ],
    *[("list", option, "住建局职务 jianguan") for option in ("--owner", "--leader")],
    *[("list", "--owner", said) for said in ("zjj/jianguan", "职务jianguan", "住建局/职务 jianguan")],
    *[("examine", said, "--round", "2026-1", "--status") for said in ("zjj", "住建局")],
]
"""What is asked about an organization or an officer, by code, name and post."""

RECORDED = [
    *[("note", "{ref}", "记", "--by", by) for by in ("zjj/liaison", "住建局/职务 liaison", "住建局职务liaison")],
    ("add-measure", "{ref}", "补办", "--owner", "职务 jianguan", "--due", "2026-05-01", "--by", "zjj/liaison"),
    ("amend", "{ref}", "--leader", "职务 head", "--support", "财政局", "--reason", "一", "--by", "zjj/liaison"),
    ("amend", "{ref}", "--owner", "财政局/职务 head", "--reason", "一", "--by", "zjj/liaison"),
    ("add-officer", "财政局", "chuna", "--post", "出纳", "--by", "县促改办/职务 liaison"),
    ("add-org", "xzj", "--name", "乡镇局", "--parent", "县政府", "--by", "office/liaison"),
    ("add-rule", "住建局", "--title", "办法", "--governs", "power", "--owner", "职务 head", "--by", "zjj/liaison"),
    (
        "notice", "住建局", "--title", "督办", "--demand", "报", "--due", "2026-03-20", "--support", "财政局",
        "--leader", "职务 head", "--by", "office/liaison",
    ),
    ("note", "{ref}", "记", "--by", "office/liaison", "--for", "住建局/职务 liaison"),
]  # fmt: skip


@pytest.mark.parametrize("words", NAMED, ids=" ".join)
def test_organizations_and_officers_are_asked_about_by_name(desk: Desk, yian: Yian, words: tuple[str, ...]) -> None:
    desk.problem(owner="jianguan")
    done = yian(*words)
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("words", RECORDED, ids=" ".join)
def test_organizations_and_officers_are_recorded_by_name_as_codes(
    desk: Desk, yian: Yian, words: tuple[str, ...]
) -> None:
    ref = desk.problem()
    done = yian(*(word.format(ref=ref) for word in words))
    assert done.status == 0, done.err
    records = [data.decode() for path, data in tree(desk.root).items() if not path.endswith("org.toml")]
    assert "职务 " not in "".join(records)


@pytest.mark.parametrize(
    ("words", "status", "near"),
    [
        (("list", "--org", "zji"), 3, "住建局 (zjj)"),
        (("list", "--org", "住建"), 3, "住建局 (zjj)"),
        (("report", "--org", "财政局办"), 3, "财政局 (czj)"),
        (("due", "--for", "zjj/jianguam"), 3, "(zjj/jianguan)"),
        (("add-problem", "zij", "--from", "-"), 3, "住建局 (zjj)"),
        (("add-measure", "{ref}", "一", "--owner", "jiangua", "--due", "6月底"), 3, "(zjj/jianguan)"),
        (("amend", "{ref}", "--support", "czjj", "--reason", "一"), 3, "财政局 (czj)"),
        (("note", "{ref}", "一", "--by", "zjj/liaisom"), 5, "(zjj/liaison)"),
        (("list", "--owner", "职务 liaison"), 3, "could be"),
    ],
)
def test_a_slip_is_told_with_what_is_nearest(
    desk: Desk, yian: Yian, words: tuple[str, ...], status: int, near: str
) -> None:
    ref = desk.problem()
    given = 'title = "一"\nsymptom = "二"\nkind = "other"\nleader = "head"\nowner = "head"\ndue = "6月底"\n'
    by = () if "--by" in words or words[0] in ("list", "report", "due") else ("--by", LIAISON)
    done = yian(*(word.format(ref=ref) for word in words), *by, given=given)
    assert (done.status, done.out, near in done.err) == (status, "", True), done.err


def test_names_of_the_environment_and_of_a_file_are_read_too(desk: Desk, yian: Yian) -> None:
    given = 'org = "住建局"\ntitle = "一"\nsymptom = "二"\nkind = "other"\nleader = "职务 head"\n'
    given += 'owner = "财政局/职务 head"\nsupport = ["财政局"]\ndue = "6月底"\n'
    given += '[[measures]]\ntext = "补办"\nowner = "职务 jianguan"\ndue = "5月底"\n'
    done = yian("add-problem", "zjj", "--from", "-", given=given, YIAN_BY="住建局/职务 liaison")
    assert done.status == 0, done.err
    (name,) = desk.ledger.problem_names("zjj")
    state = desk.state(f"zjj/{name}")
    assert (state.head.leader, state.head.owner, state.head.support) == ("zjj/head", "czj/head", ("czj",))
    assert (state.measures[0].planned.owner, state.entries[0].by) == ("zjj/jianguan", LIAISON)
