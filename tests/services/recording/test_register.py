"""Registering problems: what is needed, what is resolved, and all or nothing."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE, OTHER, PARENT
from tests.services.ledgers import FIELDS, Desk, asked, tree
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem, YianError
from yiananlib.services.reading.days import Days
from yiananlib.services.reading.lists import Filters, list_problems
from yiananlib.services.recording.problems import Recorded
from yiananlib.services.recording.register import REQUIRED, Proposal, add_problems, missing, proposals

DAYS = Days(dt.date(2026, 3, 12), dt.date(2026, 3, 12))


def add(desk: Desk, *fields: dict[str, Any], by: str = LIAISON, org: str = "zjj", **more: Any) -> list[Recorded]:
    proposed = [Proposal(org, FIELDS | f, **more) for f in fields or ({},)]
    return add_problems(desk.ledger, desk.context(by), proposed)


def test_a_problem_is_registered_as_it_was_said(desk: Desk) -> None:
    (recorded,) = add(desk)
    head = recorded.state.head
    assert (head.leader, head.owner, head.found) == ("zjj/deputy-1", "zjj/jianguan", dt.date(2026, 3, 12))
    assert (desk.root / f"orgs/zjj/problems/{head.id}.toml").is_file()
    assert desk.ledger.problem("zjj", head.id) == recorded.state.problem


@pytest.mark.parametrize("by", [PARENT, OFFICE])
def test_those_above_and_the_office_may_register(desk: Desk, by: str) -> None:
    assert len(add(desk, by=by)) == 1


def test_others_may_not(desk: Desk) -> None:
    with desk.refuses(NotAuthorised, "zjj: 财政局职务 liaison (czj/liaison) may not do this"):
        add(desk, by=OTHER)


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("absent", [None, ""])
def test_a_missing_required_field_is_named(desk: Desk, name: str, absent: str | None) -> None:
    with desk.refuses(UsageProblem, f"Missing: {name}"):
        add(desk, {name: absent})


def test_everything_missing_is_named_at_once_in_the_order_of_asking() -> None:
    assert missing({"title": "x", "due": dt.date(2026, 1, 1)}) == ["symptom", "kind", "leader", "owner"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"kind": "交办任务不落实不落地"}, ("kind", "undelivered")),
        ({"kind": " undelivered "}, ("kind", "undelivered")),
        ({"field": "项目招投标"}, ("field", "tender")),
        ({"source": "巡察"}, ("source", "inspection")),
        ({"level": ["政治症结", "political", "思想根源"]}, ("level", ("political", "thought"))),
        ({"leader": "czj/head"}, ("leader", "czj/head")),
        ({"support": ["czj", "gov"]}, ("support", ("czj", "gov"))),
        ({"linked": ["招商引资", "investment", "reform"]}, ("linked", ("investment", "reform"))),
        (
            {"tags": ["形式主义", "four_winds/formalism", "管好家人"]},
            ("tags", ("four_winds/formalism", "scope/family")),
        ),
        ({"public_concern": True}, ("public_concern", True)),
        ({"prompt": "p07"}, ("prompt", "p07")),
        ({"found": dt.date(2026, 1, 5)}, ("found", dt.date(2026, 1, 5))),
    ],
)
def test_words_and_officers_are_resolved(desk: Desk, given: dict[str, Any], kept: tuple[str, Any]) -> None:
    (recorded,) = add(desk, given)
    assert recorded.state.head.model_dump()[kept[0]] == kept[1]


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"kind": "没有"}, UsageProblem, "“没有” is not a kind of this campaign. Available: inaction 不担当不作为"),
        ({"field": "x"}, UsageProblem, "is not a field of this campaign"),
        ({"source": "x"}, UsageProblem, "is not a source of this campaign"),
        ({"level": ["work", "x"]}, UsageProblem, "is not a level of this campaign"),
        ({"linked": ["x"]}, UsageProblem, "is not a linked_work of this campaign. Available: poverty 脱贫攻坚"),
        (
            {"tags": ["形式"]},
            UsageProblem,
            r"“形式” is not a tag of this campaign. Closest matches: 形式主义 \(four_winds/formalism\)",
        ),
        (
            {"tags": ["kind/other"]},
            UsageProblem,
            "“kind/other” is not a tag of this campaign. Available: four_winds/forma",
        ),
        ({"tags": ["thought", "conduct", "politics"], "kind": "x"}, UsageProblem, "“x” is not a kind"),
        ({"task": "case-1/1"}, NoSuchRecord, "There is no task “case-1/1”"),
        ({"leader": "nobody"}, NoSuchRecord, "There is no officer “zjj/nobody”"),
        ({"owner": "zjj/former"}, NoSuchRecord, "do not hold the post on 2026-03-12"),
        ({"owner": "zjj/future"}, NoSuchRecord, "do not hold the post"),
        ({"support": ["zjj"]}, UsageProblem, "“zjj” leads this problem, so it cannot be a supporting unit"),
        ({"support": ["nowhere"]}, NoSuchRecord, "There is no organization “nowhere”"),
        ({"support": ["../x"]}, NoSuchRecord, "There is no organization"),
        ({"prompt": "p99"}, UsageProblem, "There is no prompt “p99” in the checklist. Available: p01, "),
        ({"found": dt.date(2026, 3, 13)}, UsageProblem, "after 2026-03-12, the day of registration"),
        ({"due": "2026-06-15"}, UsageProblem, "“due” must be a day"),
        ({"severity": "awful"}, UsageProblem, "“severity”: “awful” is not one of"),
        ({"title": "a\nb"}, UsageProblem, "“title” must be a single line"),
        ({"title": "x" * 201}, UsageProblem, "“title” is longer than 200"),
        ({"symptom": "\x1b[2J"}, UsageProblem, "U\\+001B"),
        ({"colour": "red"}, UsageProblem, "“colour” is not a field here"),
        ({"schema": 2}, UsageProblem, "schema"),
    ],
)
def test_what_cannot_be_used_is_refused(desk: Desk, given: dict[str, Any], error: type[YianError], said: str) -> None:
    with desk.refuses(error, said):
        add(desk, given)


def test_an_id_is_given_by_yian_and_not_by_a_file(desk: Desk) -> None:
    with desk.refuses(UsageProblem, "omit “id”"):
        add(desk, {"id": "aaaaaa"})


@pytest.mark.parametrize("org", ["nowhere", "../zjj", ""])
def test_an_unknown_organization_is_refused(desk: Desk, org: str) -> None:
    with desk.refuses(NoSuchRecord, "There is no organization"):
        add(desk, org=org)


def test_many_are_registered_at_once_with_different_ids(desk: Desk) -> None:
    found = add(desk, *[{} for _ in range(12)])
    assert len({r.state.head.id for r in found}) == 12
    assert len(desk.ledger.problem_names("zjj")) == 12


@pytest.mark.parametrize(
    ("last", "said"),
    [({"kind": "没有"}, "Problem 3 of 3: "), ({"due": None}, "Problem 3 of 3: Missing: due")],
)
def test_where_the_last_of_many_is_bad_none_is_written(desk: Desk, last: dict[str, Any], said: str) -> None:
    with desk.refuses(UsageProblem, said):
        add(desk, {}, {"title": "二"}, last)


def test_where_the_last_of_many_names_nobody_none_is_written(desk: Desk) -> None:
    with desk.refuses(NoSuchRecord):
        add(desk, {}, {"owner": "nobody"})


def test_where_the_disk_refuses_the_last_of_many_none_is_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from yiananlib.errors import WriteFailed
    from yiananlib.store import files

    before, written, real = tree(desk.root), [0], files.create

    def fails_at_the_third(*arguments: Any) -> None:
        written[0] += 1
        if written[0] == 3:
            raise WriteFailed("the disk is full")
        real(*arguments)

    monkeypatch.setattr(files, "create", fails_at_the_third)
    with pytest.raises(WriteFailed):
        add(desk, {}, {}, {})
    assert tree(desk.root) == before


def test_measures_come_with_the_problem(desk: Desk) -> None:
    measures = [
        {"text": "补齐核验", "owner": "jianguan", "due": dt.date(2026, 4, 30)},
        {"text": "修订办法", "owner": "czj/head", "due": dt.date(2026, 5, 20), "type": "preventive"},
    ]
    (recorded,) = add(desk, measures=measures)
    planned = [m.planned for m in recorded.state.measures]
    assert [(p.number, p.owner, p.type) for p in planned] == [
        (1, "zjj/jianguan", "corrective"),
        (2, "czj/head", "preventive"),
    ]


@pytest.mark.parametrize(
    ("measure", "error"),
    [
        ({"text": "补齐"}, UsageProblem),
        ({"text": "补齐", "owner": 3, "due": dt.date(2026, 4, 30)}, UsageProblem),
        ({"text": "补齐", "owner": "nobody", "due": dt.date(2026, 4, 30)}, NoSuchRecord),
        ({"text": "补齐", "owner": "jianguan", "due": dt.date(2026, 4, 30), "number": 7}, UsageProblem),
    ],
)
def test_a_bad_measure_keeps_the_problem_out(desk: Desk, measure: dict[str, Any], error: type[YianError]) -> None:
    with desk.refuses(error):
        add(desk, measures=[measure])


# the file


def test_a_file_holds_one_problem_as_a_table() -> None:
    (proposal,) = proposals('schema = 1\ntitle = "一"\ndue = 2026-06-15\n'.encode(), "zjj", DAYS)
    assert (proposal.org, proposal.fields) == ("zjj", {"title": "一", "due": dt.date(2026, 6, 15)})


def test_a_file_holds_many_problems_with_measures_and_organizations() -> None:
    data = """
[[problems]]
title = "一"
[[problems.measures]]
text = "补齐"

[[problems]]
org = "czj"
title = "二"
"""
    first, second = proposals(data.encode(), "zjj", DAYS)
    assert (first.org, second.org) == ("zjj", "czj")
    assert first.measures == [{"text": "补齐"}]
    assert "org" not in second.fields


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("title = ", "cannot be read, line 1: it is not valid TOML here; "),
        ("\n\na = 1\nb = [", "line 4"),
        ("题".encode("gbk"), "it is not UTF-8 text"),
        ("schema = 2", "its schema is 2"),
        ("problems = []", "has no problems"),
        ("problems = 3", "has no problems"),
        ("problems = [1]", "has no problems"),
        ("measures = 3", "Problem 1 of the file: put each measure under a heading"),
        ("measures = [3]", "Problem 1 of the file: put each measure under a heading"),
    ],
)
def test_a_file_that_holds_no_problems_is_refused(data: str | bytes, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        proposals(data if isinstance(data, bytes) else data.encode(), "zjj", DAYS)


@pytest.mark.parametrize(
    "text", ["org = 3", 'org = ["zjj"]', "title = 3", "level = 3", 'level = "work"', "support = 3"]
)
def test_a_value_of_the_wrong_sort_is_a_user_s_error_not_ours(desk: Desk, text: str) -> None:
    fields = "\n".join(
        f"{k} = {v}" if isinstance(v, dt.date) else f"{k} = {v!r}" for k, v in FIELDS.items() if not text.startswith(k)
    )
    with desk.refuses(YianError):
        add_problems(desk.ledger, desk.context(), proposals(f"{fields}\n{text}\n".encode(), "zjj", DAYS))


def test_what_came_back_names_a_problem_that_was_struck_off(desk: Desk) -> None:
    earlier = desk.closed()
    later = desk.problem(recurs=earlier, title="又一件")
    assert desk.ledger.find_problem(later).head.recurs == earlier.partition("/")[2]
    for open_ in (later, desk.problem(title="第三件")):
        with desk.refuses(NotAllowed, match="only closed problems can recur"):
            desk.problem(recurs=open_, title="第四件")
    with desk.refuses(NoSuchRecord):
        desk.problem(recurs="zzzzzz", title="第四件")


def test_problems_that_come_together_are_listed_in_the_order_of_the_file(desk: Desk) -> None:
    titles = [f"第{n}个" for n in range(20)]
    proposed = [Proposal("zjj", FIELDS | {"title": title, "symptom": title}) for title in titles]
    refs = [found.state.problem.ref for found in add_problems(desk.ledger, desk.context(), proposed)]
    listed = asked(desk.ledger, lambda index: list_problems(index, desk.now.date(), Filters()).rows)
    assert [row.title for row in listed] == titles
    assert [row.ref for row in listed] == refs
